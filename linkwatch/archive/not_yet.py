"""Pages that stood at an address before what was cited: they promise it."""

import re
import tomllib
from functools import cache
from pathlib import Path

from linkwatch.evidence import PageFacts
from linkwatch.judge.words import fold

_TABLE = Path(__file__).parent / "data" / "not_yet.toml"
_SHORT = 90  # words; what says more has something to say already


def says_not_yet(page: PageFacts) -> bool:
    """Tell whether a short page only promises what will stand there."""
    if page.main_words > _SHORT:
        return False
    return any(pattern.search(fold(page.prose or page.text)) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table: dict[str, list[str]] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return tuple(re.compile(r"\b(?:" + "|".join(phrases) + r")\b") for phrases in table.values())
