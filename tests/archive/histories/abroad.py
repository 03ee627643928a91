"""What stands in place of pages in other languages than English, each with a page that only looks like it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.archive.histories.making import NEAR, OLDER, OLDEST, Copy, History, page

_FRAME = '<nav><a href="/">1</a> <a href="/2">2</a></nav>'


ROWS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def histories() -> Iterator[History]:
    for at, (language, row) in enumerate(ROWS.items()):
        address = f"http://county.example/{language}/{8200 + at}"
        title, body = row["stand_in"]
        bad = Copy(NEAR, page(title, body, language=language))
        good = Copy(OLDER, _page(language, row["text"], row["title"], "older"))
        name = f"{row['kind']} ({language})"
        yield History(f"{name}, and the page before", [bad, good], (OLDER,), address, row["title"], most=3)
        yield History(f"only {name}", [bad], (), address, row["title"], most=3)
        twin = Copy(NEAR, _page(language, row["text"], row["twin"], "twin"))
        older = Copy(OLDEST, _page(language, row["text"], row["twin"], "older twin"))
        yield History(f"twin: a page like {name}", [twin, older], (NEAR,), address, row["twin"], most=2)


def _page(language: str, text: str, title: str, seed: str) -> bytes:
    """Return the page in a site's frame, under a title, with something of its own."""
    return page(
        title,
        f"<p>{title}.</p><p>{text}</p><p>{text}</p><p>{seed}</p>",
        language=language,
        frame=_FRAME,
    )
