"""Captions and definitions: a loss of which a sentence speaks may be that of what a picture shows, or a word means.

"Foto del mulino che non esiste più", "もう存在しない橋の写真", "A link whose target no longer exists".
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from linkwatch.judge.words import STOPS, fold

_DATA = Path(__file__).parent / "data" / "pictured.toml"
_MARKS = f" .!\u3002\uff01{STOPS}"
_TO_THE_END = r"[^.!?]{1,60}[.!]?$"


def is_caption_of_the_lost(sentence: str) -> bool:
    """Tell whether a folded sentence names a picture or any thing, and speaks of a loss only to say what that is."""
    begins, ends = captions()
    return bool(begins.search(sentence) or ends.search(sentence.rstrip(_MARKS)))


@cache
def captions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what folded captions and definitions of the lost begin with, and what captions end with."""
    table = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    which, whose = _any_of(table["which"]), _any_of([*table["which"], *table["whose"]])
    spares_reader = rf"(?!(?:{_any_of(table['reader'])})\b){_TO_THE_END}"
    caption = rf"(?:\w{{1,4}} )?(?:{_any_of(table['pictures'])}) (?:\w+[ ',]{{1,2}}){{1,6}}?(?:{which}) {spares_reader}"
    definition = rf"(?:{_any_of(table['things'])}) (?:\w+,? ){{1,4}}?(?:{whose}) {spares_reader}"
    return re.compile(f"^(?:{caption}|{definition})"), re.compile(f"(?:{'|'.join(table['ends'])})$")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(
        re.escape(fold(word.removesuffix("*"))) + (r"\w{0,4}" if word.endswith("*") else "") for word in words
    )
