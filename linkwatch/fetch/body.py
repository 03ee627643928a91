"""Bodies, bounded in size and time: what arrived is used, however the sending ended."""

import asyncio
import sys
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
import brotli  # type: ignore[import-untyped]  # the package has no stubs
from aiohttp.http_exceptions import HttpProcessingError

from linkwatch.lacks import is_of_memory

if sys.version_info >= (3, 14):
    from compression.zstd import DecompressionParameter, ZstdDecompressor, ZstdError
else:
    from backports.zstd import DecompressionParameter, ZstdDecompressor, ZstdError

SLOWEST = 32 * 1024  # bytes a second, of a slow line
_SNIFFED = 4096  # enough to tell what a file is by its first bytes
_MEMBERS = 64  # parts of one gzip stream; real ones have one or two
_CODINGS = 3  # compressions one inside the other; more is an attack
_ZSTD_WINDOW_LOG = 23  # 8 MiB: what RFC 9659 allows a server to ask of its reader
_READ_WHOLE = ("text/", "application/xhtml+xml", "application/json", "application/xml", "application/javascript")
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<script", b"<title", b"<meta", b"<?xml")


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """size: bytes, before and after decompression. seconds: for the whole body. whole: read files to the end too.

    patience: seconds after which bytes must have come as fast as on a slow line (`SLOWEST`); None: a drip is borne.
    """

    size: int
    seconds: float
    whole: bool = False
    patience: float | None = None

    def seconds_for(self, received: int) -> float:
        """Return how long a body may have taken that is not at its end and has so many bytes."""
        if self.patience is None:
            return self.seconds
        return min(self.seconds, self.patience + received / SLOWEST)


async def read_body(
    read: Callable[[], Awaitable[bytes]], media_type: str | None, encoding: str, limits: BodyLimits
) -> tuple[bytes, str | None]:
    """Read a body from `read`, which gives the next bytes and b"" at the end.

    Returns the decompressed body and why it is not whole: "size", "time", "connection", "not-needed" or None.
    """
    raw = bytearray()
    cut = None
    undecided = not (limits.whole or media_type is None or _is_text(media_type))
    try:
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout_at(began + limits.seconds_for(0)) as bound:
            while chunk := await read():
                raw += chunk
                if limits.patience is not None:
                    bound.reschedule(began + limits.seconds_for(len(raw)))
                if len(raw) > limits.size:
                    cut = "size"
                    break
                if undecided and len(raw) >= _SNIFFED:
                    undecided = False
                    if not _starts_as_html(decompress(bytes(raw), encoding, _SNIFFED)[0]):
                        cut = "not-needed"
                        break
    except TimeoutError:
        cut = "time"
    except (aiohttp.ClientError, HttpProcessingError, OSError, EOFError, ValueError) as error:
        if is_of_memory(error):
            raise  # nothing of it is the server's doing
        cut = "connection"
    body, more = decompress(bytes(raw[: limits.size]), encoding, limits.size)
    return body, cut or ("size" if more else None)


def decompress(raw: bytes, encoding: str, limit: int) -> tuple[bytes, bool]:
    """Undo a Content-Encoding, up to `limit` bytes. Returns the bytes and whether there would be more.

    Never raises: a body that is not what its header says is returned as it came; of one that breaks off or is
    damaged, the good part.
    """
    names = [name.strip().lower() for name in encoding.split(",")]
    codings = [name for name in reversed(names) if name in _DECODERS][:_CODINGS]
    more = False
    for coding in codings:
        raw, more = _undo(coding, raw, limit)
    return raw[:limit], more or len(raw) > limit


def _undo(coding: str, raw: bytes, limit: int) -> tuple[bytes, bool]:
    for decode in _DECODERS[coding]:
        body, more = decode(raw, limit)
        if body:
            return body, more
    return raw, False


def _inflate(window_bits: int) -> Callable[[bytes, int], tuple[bytes, bool]]:
    def decode(raw: bytes, limit: int) -> tuple[bytes, bool]:
        body = bytearray()
        for _ in range(_MEMBERS):
            member = zlib.decompressobj(window_bits)
            try:
                body += member.decompress(raw, limit - len(body))
            except zlib.error:
                body += _salvage(raw, window_bits, limit - len(body))
                return bytes(body), False
            if len(body) >= limit:
                return bytes(body), bool(member.unconsumed_tail or member.unused_data)
            raw = member.unused_data
            if not raw.startswith(b"\x1f\x8b"):
                break
        return bytes(body), False

    return decode


def _salvage(raw: bytes, window_bits: int, limit: int) -> bytes:
    """Return what can be read before the damage, in small steps because an error loses the step's output."""
    stream = zlib.decompressobj(window_bits)
    body = bytearray()
    try:
        for start in range(0, len(raw), 256):
            body += stream.decompress(raw[start : start + 256], max(limit - len(body), 1))
            if len(body) >= limit or stream.eof:
                break
    except zlib.error:
        pass  # the damage: what came before it is the result
    return bytes(body)


def _unbrotli(raw: bytes, limit: int) -> tuple[bytes, bool]:
    stream = brotli.Decompressor()
    body = bytearray()
    try:
        body += stream.process(raw, output_buffer_limit=limit)
        while len(body) < limit and not stream.is_finished() and not stream.can_accept_more_data():
            body += stream.process(b"", output_buffer_limit=limit - len(body))
        return bytes(body), not stream.is_finished() and len(body) >= limit
    except brotli.error:
        return bytes(body), False  # not brotli, or damaged: what came before the damage is the result


def _unzstd(raw: bytes, limit: int) -> tuple[bytes, bool]:
    stream = ZstdDecompressor(options={DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})
    body = b""
    with suppress(ZstdError, EOFError):  # not zstd, damaged, or asking for more memory than a server may
        body = stream.decompress(raw, limit)
    return body, len(body) >= limit and not stream.eof


_DECODERS: dict[str, tuple[Callable[[bytes, int], tuple[bytes, bool]], ...]] = {
    "gzip": (_inflate(16 + zlib.MAX_WBITS),),
    "x-gzip": (_inflate(16 + zlib.MAX_WBITS),),
    "deflate": (_inflate(zlib.MAX_WBITS), _inflate(-zlib.MAX_WBITS)),  # servers disagree on what deflate is
    "br": (_unbrotli,),
    "zstd": (_unzstd,),
}


def _is_text(media_type: str) -> bool:
    return media_type.startswith(_READ_WHOLE) or media_type.endswith(("+xml", "+json"))


def _starts_as_html(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML_STARTS)
