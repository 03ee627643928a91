"""A fourth round of pages within what sites put around them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.archive.histories.framed import TABLE as FRAMES
from tests.archive.histories.framed import pages
from tests.archive.histories.framed_later import TABLE as OTHER_FRAMES
from tests.archive.histories.making import History

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def histories() -> Iterator[History]:
    return pages(TABLE["page"], 301, frames={"frame": {**OTHER_FRAMES["frame"], **FRAMES["frame"]}})
