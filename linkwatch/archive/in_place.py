"""What stands at a page's address under the page's own title and is not the page: a promise, a stub, a list of hits."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linkwatch.archive import Cited
from linkwatch.archive.notices import is_notice, words_said
from linkwatch.evidence import PageFacts
from linkwatch.judge.words import fold

_TABLE = Path(__file__).parent / "data" / "in_place.toml"
_UNSPACED = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")  # scripts whose words have no edges to be found


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table."""

    name: str
    only_doubtful: bool
    not_for_folders: bool
    most_words: int
    text: tuple[re.Pattern[str], ...]
    title: tuple[re.Pattern[str], ...]


def stands_in_place(page: PageFacts, cited: Cited) -> tuple[str, bool] | None:
    """Return what a page is instead of what it is called, and whether that is only doubtful; None where it may be that.

    A page that says more than a few lines is not judged by them, nor by words that it was cited with.
    """
    said = fold(page.prose or page.text)[:4000]
    titles = [fold(title) for title in (page.title, page.heading) if title]
    anchors = [fold(anchor) for anchor in cited.anchors]
    is_folder = cited.url.partition("?")[0].endswith("/")
    size = words_said(page)
    for kind in kinds():
        if size > kind.most_words or (kind.not_for_folders and is_folder):
            continue
        for patterns, texts in ((kind.text, [said]), (kind.title, titles)):
            for pattern in patterns:
                if any(map(pattern.search, texts)) and not any(map(pattern.search, anchors)):
                    return kind.name, kind.only_doubtful
    return ("notice", False) if is_notice(page, cited) else None


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the rows of the table."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return tuple(
        Kind(
            name=name,
            only_doubtful=row.get("only_doubtful", False),
            not_for_folders=row.get("not_for_folders", False),
            most_words=row["most_words"],
            text=_any_of(row, "text", r"\b(?:{})\b"),
            title=_any_of(row, "title", r"^(?:{})"),
        )
        for name, row in table.items()
    )


def _any_of(row: dict[str, dict[str, list[str]]], field: str, form: str) -> tuple[re.Pattern[str], ...]:
    phrases = [phrase for language in row.get(field, {}).values() for phrase in language]
    return tuple(re.compile(_form_of(phrase, form).replace("{}", phrase)) for phrase in phrases)


def _form_of(phrase: str, form: str) -> str:
    return form.replace(r"\b", "") if _UNSPACED.search(phrase) else form
