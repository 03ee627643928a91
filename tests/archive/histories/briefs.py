"""Short pages whose text says nothing of what was cited, and notices in place of pages, each the only capture."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.archive.histories.framed import framed, paragraphs
from tests.archive.histories.making import NEAR, Copy, History

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def histories() -> Iterator[History]:
    for number, row in enumerate(TABLE["page"]):
        yield _history("twin: a short page", row, number, (NEAR,))
    for number, row in enumerate(TABLE["notice"], 500):
        yield _history("a short notice", row, number, ())


def _history(kind: str, row: dict[str, str], number: int, right: tuple[str, ...]) -> History:
    language, cited = row["language"], row["cited"]
    copy = Copy(NEAR, framed(language, cited, paragraphs(row["text"])))
    address = f"http://www.county.example/{language}/{2015_0400 + number}.html"
    return History(f"{kind}: {cited}", [copy], right, address, cited, most=2)
