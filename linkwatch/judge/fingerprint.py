"""A 64-bit simhash: texts that share most of their phrases have fingerprints that differ in few bits (Charikar)."""

from functools import cache
from hashlib import blake2b

_LANE = 16  # bits that count one bit of the hash over all phrases
_BITS = 64
_SHINGLE = 3  # words
_LEAST_WORDS = 20
_MOST_WORDS = 2000


def fingerprint(words: list[str]) -> str | None:
    """Return 16 hex digits, or None for a text too short to tell from others."""
    if len(words) < _LEAST_WORDS:
        return None
    words = words[:_MOST_WORDS]
    shingles = {" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}
    counts = 0
    spread = _spread_bytes()
    for shingle in shingles:
        digest = blake2b(shingle.encode(), digest_size=_BITS // 8).digest()
        for place, byte in enumerate(digest):
            counts += spread[place][byte]
    value = 0
    for bit in range(_BITS):
        if ((counts >> (bit * _LANE)) & (2**_LANE - 1)) * 2 > len(shingles):
            value |= 1 << bit
    return f"{value:016x}"


@cache
def _spread_bytes() -> list[list[int]]:
    """Return, for each byte of a hash and each value, its bits laid out one to a counting lane."""
    return [
        [sum(((byte >> bit) & 1) << ((place * 8 + bit) * _LANE) for bit in range(8)) for byte in range(256)]
        for place in range(_BITS // 8)
    ]
