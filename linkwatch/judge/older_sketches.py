"""The hashes of phrases as sketches were made from before: what a database keeps is compared with a page by them.

They have 48 bits, the last 24 of which are the rank; what `sketch` works with has it in front.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from linkwatch.judge.words import UNSPACED, fold

_BYTES = 6  # of a phrase's hash
_RANK = (1 << 24) - 1
_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_WORDS_KEPT = 16_384


def hashed_apart(text: str) -> Iterator[int]:
    """Yield a hash of each phrase: those of the sketches that bear no mark in front."""
    for tokens in _tokens_by_line(text):
        for phrase in map(" ".join, zip(tokens, tokens[1:], tokens[2:], strict=False)):
            yield _rank_first(int.from_bytes(blake2b(phrase.encode(), digest_size=_BYTES).digest(), "big"))


def hashed_by_words(text: str) -> Iterator[int]:
    """Yield a hash of each phrase, put together from those of its words."""
    for tokens in _tokens_by_line(text):
        values = list(map(_word_hashes, tokens))
        for first, second, third in zip(values, values[1:], values[2:], strict=False):
            yield _rank_first(first[0] ^ second[1] ^ third[2])


def _rank_first(value: int) -> int:
    return (value & _RANK) << 40 | value >> 24


def _tokens_by_line(text: str) -> Iterator[list[str]]:
    """Yield the folded words of each line, single characters in scripts that write no spaces. Numbers are left out."""
    for line in text.splitlines():
        yield [token for token in _TOKEN.findall(fold(line)) if token.isalpha()]


@lru_cache(_WORDS_KEPT)
def _word_hashes(word: str) -> tuple[int, int, int]:
    """Return a word's hash for each place in a phrase (tabulation hashing)."""
    digest = blake2b(word.encode(), digest_size=3 * _BYTES).digest()
    first, second, third = (digest[start : start + _BYTES] for start in range(0, 3 * _BYTES, _BYTES))
    return int.from_bytes(first, "big"), int.from_bytes(second, "big"), int.from_bytes(third, "big")
