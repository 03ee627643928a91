"""A few words within a site's frame, under the cited title: notices in place of pages, and pages that say no more."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.archive.histories.examined_again import BOTH
from tests.archive.histories.framed import framed, paragraphs
from tests.archive.histories.making import NEAR, Copy, History

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
FRAMES = {"frame": {"tr": BOTH["frame"]["en"], **BOTH["frame"]}}  # a frame in another language than the page


def histories() -> Iterator[History]:
    for kind, right in (("notice", ()), ("page", (NEAR,))):
        for language, rows in TABLE[kind].items():
            for number, (cited, text) in enumerate(rows):
                copy = Copy(NEAR, framed(language, cited, paragraphs(text), frames=FRAMES))
                address = f"http://www.county.example/{language}/{kind[0]}{number}"
                name = f"{'twin: ' if right else ''}a {kind} of a few words: {cited}"
                yield History(name, [copy], right, address, cited, most=2)
