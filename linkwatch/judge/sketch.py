"""A sketch of a text: a sample of its phrases, small enough to be kept, by which the text is known again.

Phrases are hashed; one part of each hash is its rank, another its mark. The marks of the lowest ranks are the sample (a
bottom-k sketch, after Broder 1997), and the highest of these ranks stands before them. A phrase is sampled wherever it
stands, so that a later text needs no sketch: which part of the sample it holds says which part of the old text it
holds, and of its own phrases of low rank, which part is sampled says how much of it was there before. Numbers do not
count: dates, times and counters may change.

A letter in front says how the phrases were hashed. Sketches kept from before were made otherwise
(`older_sketches.py`), and are still compared with.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain

from xxhash import xxh3_64_intdigest

from linkwatch.judge.older_sketches import hashed_apart, hashed_by_words
from linkwatch.judge.tokens import Tokens, tokens_by_line

_SAMPLE = 95
_DIGITS = 6  # hex digits of a rank and of a mark: of 95 phrases, one in 30 texts of 6 000 is met by chance
_LARGEST = (1 << 4 * _DIGITS) - 1  # rank or mark
_BITS = 64 - 4 * _DIGITS  # of a hash of 64 bits, behind its rank; the last ones are its mark
_LEAST_PHRASES = 18  # of some 25 words; fewer may be a caption, a form's hint, a picture's day
_LEAST_RANKED = 3
_KIND = "x"
_OLDER: dict[str, Callable[[str], Iterable[int]]] = {"w": hashed_by_words, "": hashed_apart}
SKETCHED = 6000  # characters of a text; what is read of a later page is more, so that a text may move down
_SKETCHED_BEFORE = 16_000

Hashes = set[int]


def phrase_hashes(text: str, like: str = _KIND) -> Hashes:
    """Return the hashes of a text's phrases. Phrases do not reach from one line into the next.

    like: a sketch with which they are to be compared; those of another kind have nothing in common.
    """
    kind = _kind_of(like)
    return set(_hashes_of(tokens_by_line(text)) if kind == _KIND else _OLDER[kind](text))


def _hashes_of(lines: Iterable[Tokens]) -> Iterator[int]:
    """Yield the hash of each phrase, as often as it stands there."""
    phrases = (map(b" ".join, zip(line, line[1:], line[2:], strict=False)) for line in lines)
    return map(xxh3_64_intdigest, chain.from_iterable(phrases))


def sketch_of(lines: Sequence[Tokens]) -> str:
    """Return the sketch of `tokens_by_line`: a letter and at most 576 hex digits; "" for a text too short."""
    count = sum([len(line) - 2 for line in lines if len(line) > 2])
    enough = (2 * _SAMPLE << 64) // max(count, 1)  # below it, twice as many are expected
    low = {value for value in _hashes_of(lines) if value < enough}  # the others are let go of at once
    return sketch(low if len(low) > _SAMPLE else set(_hashes_of(lines)))


def sketch(distinct: Collection[int]) -> str:
    """Return the sketch of `phrase_hashes`: a letter and at most 576 hex digits; "" for a text too short."""
    if len(distinct) < _LEAST_PHRASES:
        return ""
    chosen = sorted(distinct)[:_SAMPLE]
    highest = chosen[-1] >> _BITS if len(distinct) > _SAMPLE else _LARGEST
    return f"{_KIND}{highest:0{_DIGITS}x}{b''.join([value.to_bytes(8)[-_DIGITS // 2 :] for value in chosen]).hex()}"


def sketched_part(text: str, like: str) -> str:
    """Return as much of a text as a sketch was made from."""
    return text[: SKETCHED if _kind_of(like) == _KIND else _SKETCHED_BEFORE]


def share_kept(old: str, hashes: Hashes) -> float:
    """Return which part of the text that was sketched is in a text of these hashes, 0 to 1."""
    _, sample = _read(old)
    return len(sample.intersection([value & _LARGEST for value in hashes])) / len(sample)


def share_known(old: str, hashes: Hashes) -> float | None:
    """Return which part of a text of these hashes was in the text that was sketched; None where too little tells.

    Of a longer text than is sketched (`sketched_part`), it is the less the longer the text.
    """
    highest, sample = _read(old)
    bound = highest + 1 << _BITS
    ranked = [value & _LARGEST for value in hashes if value < bound]
    return sum(mark in sample for mark in ranked) / len(ranked) if len(ranked) >= _LEAST_RANKED else None


def share_common(one: str, other: str) -> float:
    """Return which part of the smaller of two samples is in the other, 0 to 1; of texts of like length.

    Of sketches of different kinds nothing is known, and nothing said to be in common.
    """
    first, second = _read(one)[1], _read(other)[1]
    return len(first & second) / min(len(first), len(second))


def _kind_of(old: str) -> str:
    return old[:1] if old[:1] in (_KIND, *_OLDER) else ""


def _read(old: str) -> tuple[int, set[int]]:
    """Return the highest rank and the sample. Raises ValueError for what is no sketch."""
    old = old.removeprefix(_kind_of(old))
    highest, *sample = (int(old[place : place + _DIGITS], 16) for place in range(0, len(old), _DIGITS))
    return highest, set(sample)
