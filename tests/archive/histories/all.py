"""All histories that are judged by what was captured."""

from functools import cache
from importlib import import_module

from tests.archive.histories.making import History

GROUPS = (  # modules beside
    "stand_ins",
    "titled",
    "records",
    "further",
    "abroad",
    "unlike",
    "unforeseen",
    "framed",
    "framed_later",
    "framed_last",
    "framed_again",
    "briefs",
    "examined",
    "misleading",
    "examined_again",
    "brief_again",
)


@cache
def histories_of(group: str) -> tuple[History, ...]:
    """Return the histories of a group. They are made only here: whoever collects tests has no use for them."""
    return tuple(import_module(f"tests.archive.histories.{group}").histories())


def every_history() -> list[History]:
    return [history for group in GROUPS for history in histories_of(group)]
