"""Texts as rows of folded words. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache

from linkwatch.judge.words import fold

# Scripts that write no spaces count each character as a word.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_LONGEST = 60  # characters; what is longer is no word of a language


def placed_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield each word, folded, with the place of its first character."""
    for match in _WORD.finditer(text):
        yield match.start(), folded(match[0][:_LONGEST])


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(word for _, word in placed_words(text))


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """Return a word in one case and without accents."""
    return fold(word)
