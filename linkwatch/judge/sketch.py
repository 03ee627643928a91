"""A sketch of a text: a sample of its phrases, small enough to be kept, by which the text is known again.

Phrases are hashed; one part of each hash is its rank, another its mark. The marks of the lowest ranks are the sample (a
bottom-k sketch, after Broder 1997), and the highest of these ranks stands before them. A phrase is sampled wherever it
stands, so that a later text needs no sketch: which part of the sample it holds says which part of the old text it
holds, and of its own phrases of low rank, which part is sampled says how much of it was there before. Numbers do not
count: dates, times and counters may change.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b

from linkwatch.judge.words import fold

_SAMPLE = 95
_DIGITS = 6  # hex digits of a rank and of a mark: of 95 phrases, one in 30 texts of 6 000 is met by chance
_BITS = 4 * _DIGITS
_LEAST_PHRASES = 18  # of some 25 words; fewer may be a caption, a form's hint, a picture's day
_LEAST_RANKED = 3
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")

Hashes = set[int]


def phrase_hashes(text: str) -> Hashes:
    """Return the hashes of a text's phrases. Phrases do not reach from one line into the next."""
    return {
        int.from_bytes(blake2b(phrase.encode(), digest_size=_DIGITS).digest(), "big")
        for line in text.splitlines()
        for phrase in _phrases(line)
    }


def _phrases(line: str) -> Iterator[str]:
    tokens = [token for token in _TOKEN.findall(fold(line)) if token.isalpha()]
    return map(" ".join, zip(tokens, tokens[1:], tokens[2:], strict=False))


def sketch(hashes: Hashes) -> str:
    """Return the sketch as hex digits, at most 576; "" for a text too short to be known again."""
    if len(hashes) < _LEAST_PHRASES:
        return ""
    chosen = sorted(hashes, key=_rank)[:_SAMPLE]
    highest = _rank(chosen[-1]) if len(hashes) > _SAMPLE else (1 << _BITS) - 1
    return "".join(f"{number:0{_DIGITS}x}" for number in (highest, *map(_mark, chosen)))


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
    """Return which part of the smaller of two samples is in the other, 0 to 1; of texts of like length."""
    first, second = _read(one)[1], _read(other)[1]
    return len(first & second) / min(len(first), len(second))


def _rank(value: int) -> int:
    return value & ((1 << _BITS) - 1)


def _mark(value: int) -> int:
    return value >> _BITS


def _read(old: str) -> tuple[int, set[int]]:
    """Return the highest rank and the sample. Raises ValueError for what is no sketch."""
    highest, *sample = (int(old[place : place + _DIGITS], 16) for place in range(0, len(old), _DIGITS))
    return highest, set(sample)
