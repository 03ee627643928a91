"""Short pages that were cited, of which their text says nothing: the only copy of each is the right one."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.archive.histories.framed import framed, paragraphs
from tests.archive.histories.making import NEAR, Copy, History

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def histories() -> Iterator[History]:
    for number, row in enumerate(TABLE["page"]):
        language, cited = row["language"], row["cited"]
        copy = Copy(NEAR, framed(language, cited, paragraphs(row["text"])))
        address = f"http://www.county.example/{language}/{2015_0400 + number}.html"
        yield History(f"twin: a short page: {cited}", [copy], (NEAR,), address, cited, most=2)
