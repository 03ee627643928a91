"""A sketch of a text: a sample of its phrases, small enough to be kept, by which the text is known again.

Phrases are hashed; one part of each hash is its rank, another its mark. The marks of the lowest ranks are the sample (a
bottom-k sketch, after Broder 1997), and the highest of these ranks stands before them. A phrase is sampled wherever it
stands, so that a later text needs no sketch: which part of the sample it holds says which part of the old text it
holds, and of its own phrases of low rank, which part is sampled says how much of it was there before. Numbers do not
count: dates, times and counters may change.

A phrase's hash is put together from those of its words, of which a language has few, so that a page costs little.
Sketches kept from before hashed each phrase by itself and bear no mark in front; they are still compared with.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

from linkwatch.judge.words import fold

_SAMPLE = 95
_DIGITS = 6  # hex digits of a rank and of a mark: of 95 phrases, one in 30 texts of 6 000 is met by chance
_BITS = 4 * _DIGITS
_LARGEST = (1 << _BITS) - 1  # rank or mark
_LEAST_PHRASES = 18  # of some 25 words; fewer may be a caption, a form's hint, a picture's day
_LEAST_RANKED = 3
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")

_FROM_WORDS = "w"  # stands before a sketch whose hashes are put together from those of words
_WORDS_KEPT = 16_384

Hashes = set[int]


def phrase_hashes(text: str, like: str = "") -> Hashes:
    """Return the hashes of a text's phrases. Phrases do not reach from one line into the next.

    like: a sketch with which they are to be compared; those of another kind have nothing in common.
    """
    hashed = _hashed_apart if like and not like.startswith(_FROM_WORDS) else _hashed_from_words
    return set(chain.from_iterable(map(hashed, tokens_by_line(text))))


def hashes_of(lines: Iterable[list[str]]) -> Hashes:
    """Return what `phrase_hashes` does, of `tokens_by_line`."""
    return set(chain.from_iterable(map(_hashed_from_words, lines)))


def tokens_by_line(text: str) -> list[list[str]]:
    """Return the folded words of each line, single characters in scripts that write no spaces. Numbers are left out."""
    return [[token for token in _TOKEN.findall(fold(line)) if token.isalpha()] for line in text.splitlines()]


def _hashed_from_words(tokens: list[str]) -> list[int]:
    values = list(map(_word_hashes, tokens))
    return [
        first[0] ^ second[1] ^ third[2] for first, second, third in zip(values, values[1:], values[2:], strict=False)
    ]


def _hashed_apart(tokens: list[str]) -> Iterator[int]:
    for phrase in map(" ".join, zip(tokens, tokens[1:], tokens[2:], strict=False)):
        yield int.from_bytes(blake2b(phrase.encode(), digest_size=_DIGITS).digest(), "big")


@lru_cache(_WORDS_KEPT)
def _word_hashes(word: str) -> tuple[int, int, int]:
    """Return a word's hash for each place in a phrase (tabulation hashing)."""
    digest = blake2b(word.encode(), digest_size=3 * _DIGITS).digest()
    first, second, third = (digest[start : start + _DIGITS] for start in range(0, 3 * _DIGITS, _DIGITS))
    return int.from_bytes(first, "big"), int.from_bytes(second, "big"), int.from_bytes(third, "big")


def sketch(hashes: Hashes) -> str:
    """Return the sketch of `phrase_hashes`: a letter and at most 576 hex digits; "" for a text too short."""
    if len(hashes) < _LEAST_PHRASES:
        return ""
    enough = 2 * _SAMPLE * _LARGEST // len(hashes)  # twice as many ranks are expected below; the others need no order
    low = [value for value in hashes if value & _LARGEST <= enough]
    chosen = sorted(low if len(low) >= _SAMPLE else hashes, key=_rank)[:_SAMPLE]
    highest = _rank(chosen[-1]) if len(hashes) > _SAMPLE else _LARGEST
    return _FROM_WORDS + "".join(f"{number:0{_DIGITS}x}" for number in (highest, *map(_mark, chosen)))


def share_kept(old: str, hashes: Hashes) -> float:
    """Return which part of the text that was sketched is in a text of these hashes, 0 to 1."""
    _, sample = _read(old)
    return len(sample.intersection(map(_mark, hashes))) / len(sample)


def share_known(old: str, hashes: Hashes) -> float | None:
    """Return which part of a text of these hashes was in the text that was sketched; None where too little tells."""
    highest, sample = _read(old)
    ranked = [_mark(value) for value in hashes if _rank(value) <= highest]
    return sum(mark in sample for mark in ranked) / len(ranked) if len(ranked) >= _LEAST_RANKED else None


def share_common(one: str, other: str) -> float:
    """Return which part of the smaller of two samples is in the other, 0 to 1; of texts of like length.

    Of sketches of different kinds nothing is known, and nothing said to be in common.
    """
    first, second = _read(one)[1], _read(other)[1]
    return len(first & second) / min(len(first), len(second))


def _rank(value: int) -> int:
    return value & _LARGEST


def _mark(value: int) -> int:
    return value >> _BITS


def _read(old: str) -> tuple[int, set[int]]:
    """Return the highest rank and the sample. Raises ValueError for what is no sketch."""
    old = old.removeprefix(_FROM_WORDS)
    highest, *sample = (int(old[place : place + _DIGITS], 16) for place in range(0, len(old), _DIGITS))
    return highest, set(sample)
