"""Short pages that were cited, of which their text says nothing, and notices in place of pages, each the only capture."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.archive.histories.framed import framed, paragraphs
from tests.archive.histories.making import NEAR, Copy, History

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def histories() -> Iterator[History]:
    for number, row in enumerate(TABLE["page"]):
        copy = _captured(row)
        yield History(f"twin: a short page: {row['cited']}", [copy], (NEAR,), _address(row, number), row["cited"], most=2)
    for number, row in enumerate(TABLE["notice"], 500):
        yield History(f"a short notice: {row['cited']}", [_captured(row)], (), _address(row, number), row["cited"], most=2)


def _captured(row: dict[str, str]) -> Copy:
    return Copy(NEAR, framed(row["language"], row["cited"], paragraphs(row["text"])))


def _address(row: dict[str, str], number: int) -> str:
    return f"http://www.county.example/{row['language']}/{2015_0400 + number}.html"
