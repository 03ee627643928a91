"""What stands at a page's address under the page's own title and is not the page: a promise, a stub, a list of hits."""

import re
import tomllib
from collections.abc import Iterable
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
class Wordings:
    """Ways to say one thing, each a regular expression.

    at_once: matches where one of them does, in a seventh of the time that they take one by one; None without any.
    """

    each: tuple[str, ...]
    at_once: re.Pattern[str] | None

    def are_in(self, texts: Iterable[str], but_for: Iterable[str]) -> bool:
        """Tell whether one of them is in a text and in none of the others."""
        if self.at_once is None or not any(map(self.at_once.search, texts)):
            return False
        if not any(map(self.at_once.search, but_for)):
            return True
        ways = map(pattern_of, self.each)
        return any(any(map(way.search, texts)) and not any(map(way.search, but_for)) for way in ways)


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table."""

    name: str
    only_doubtful: bool
    not_for_folders: bool
    most_words: int
    text: Wordings
    title: Wordings


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
        if kind.text.are_in([said], anchors) or kind.title.are_in(titles, anchors):
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
            text=_wordings(row, "text", r"\b(?:{})\b"),
            title=_wordings(row, "title", r"^(?:{})"),
        )
        for name, row in table.items()
    )


@cache
def pattern_of(wording: str) -> re.Pattern[str]:
    """Return the pattern of one wording: needed only where words of a citation might be what a page says."""
    return re.compile(wording)


def _wordings(row: dict[str, dict[str, list[str]]], field: str, form: str) -> Wordings:
    phrases: dict[str, list[str]] = {}
    for phrase in (phrase for language in row.get(field, {}).values() for phrase in language):
        phrases.setdefault(_form_of(phrase, form), []).append(phrase)
    each = tuple(form.replace("{}", phrase) for form, alike in phrases.items() for phrase in alike)
    forms = [form.replace("{}", "|".join(alike)) for form, alike in phrases.items()]
    return Wordings(each, re.compile("|".join(forms)) if forms else None)


def _form_of(phrase: str, form: str) -> str:
    return form.replace(r"\b", "") if _UNSPACED.search(phrase) else form
