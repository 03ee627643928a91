"""Small answers that unpack to very much."""

import zlib
from functools import cache

_MEGA = 1_000_000


@cache
def zeros_in_gzip(megabytes: int) -> bytes:
    """Return so many million zeros in one gzip stream."""
    checksum = 0
    for _ in range(megabytes):
        checksum = zlib.crc32(bytes(_MEGA), checksum)
    length = megabytes * _MEGA
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    return head + _deflated(megabytes) + checksum.to_bytes(4, "little") + length.to_bytes(4, "little")


@cache
def zeros_in_zlib(megabytes: int) -> bytes:
    """Return so many million zeros in one zlib stream, which HTTP calls deflate."""
    checksum = 1
    for _ in range(megabytes):
        checksum = zlib.adler32(bytes(_MEGA), checksum)
    return b"\x78\xda" + _deflated(megabytes) + checksum.to_bytes(4, "big")


def _deflated(megabytes: int) -> bytes:
    """A block that is flushed refers to none before it: one is packed and repeated, which takes no time."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(_MEGA)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + packer.flush()
