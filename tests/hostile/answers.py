"""Answers made to cost whoever reads them time or memory, and a server that gives them by name.

`/plain/…` is an ordinary page.
"""

import asyncio
import gzip
import sys
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from functools import cache
from urllib.parse import quote, unquote

import brotli  # type: ignore[import-untyped]  # the package has no stubs

from tests.hostile.bodies import HTML, ONE_LONG, of_size
from tests.hostile.oddities import ODDITIES
from tests.servers import pages
from tests.servers.bombs import zeros_in_gzip, zeros_in_zlib
from tests.servers.raw import RawServer, raw_server

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MB = 2**20
BODY = 2_000_000  # as much of a page as is read

_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_MILLIONS_OF_ZEROS = 64
_ZEROS = bytes(_MILLIONS_OF_ZEROS * 1_000_000)


def _whole(body: bytes, headers: bytes = b"") -> bytes:
    return b"%s%sContent-Length: %d\r\n\r\n%s" % (_OK, headers, len(body), body)


def _packed(coding: str, body: bytes) -> bytes:
    return _whole(body, b"Content-Encoding: %s\r\n" % coding.encode())


def _redirect(target: str, more: bytes = b"") -> bytes:
    return b"HTTP/1.1 302 Found\r\nLocation: %s\r\n%sContent-Length: 0\r\n\r\n" % (target.encode(), more)


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=5))


@cache
def _zeros_in_brotli() -> bytes:
    return _brotli(_ZEROS)


@cache
def _nested() -> bytes:
    return gzip.compress(gzip.compress(zeros_in_gzip(_MILLIONS_OF_ZEROS)))


# What is sent, made when it is asked for the first time.
BOMBS: Mapping[str, Callable[[], bytes]] = {
    "gzip": lambda: _packed("gzip", zeros_in_gzip(_MILLIONS_OF_ZEROS)),
    "deflate": lambda: _packed("deflate", zeros_in_zlib(_MILLIONS_OF_ZEROS)),
    "brotli": lambda: _packed("br", _zeros_in_brotli()),
    "zstd": lambda: _packed("zstd", zstd.compress(_ZEROS)),
    "gzip in gzip in gzip": lambda: _packed("gzip, gzip, gzip", _nested()),
    "brotli in zstd": lambda: _packed("br, zstd", zstd.compress(_zeros_in_brotli())),
    "gzip of many members": lambda: _packed("gzip", gzip.compress(b"<p>") * 50_000),
    "a hundred codings": lambda: _packed(", ".join(["gzip"] * 100), _nested()),
}
HEADS: Mapping[str, Callable[[], bytes]] = {
    "a header of 64 KB": lambda: _whole(b"<p>x", b"X-A: %s\r\n" % (b"a" * 65_536)),
    "a header of 8 MB": lambda: _whole(b"<p>x", b"X-A: %s\r\n" % (b"a" * 8 * MB)),
    "a million cookies": lambda: _whole(b"<p>x", b"Set-Cookie: a=b\r\n" * 1_000_000),
    "different cookies": lambda: _whole(b"<p>x", b"".join(b"Set-Cookie: a%d=b\r\n" % n for n in range(200_000))),
    "a long reason": lambda: b"HTTP/1.1 200 %s\r\n\r\n" % (b"a" * MB),
    "chunk extensions": lambda: _OK + b"Transfer-Encoding: chunked\r\n\r\n1;%s\r\nx\r\n" % (b"a" * 8 * MB),
    "chunks of one byte": lambda: _OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 500_000 + b"0\r\n\r\n",
    "trailers": lambda: _OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n" + b"X-A: b\r\n" * 500_000,
    "a long location": lambda: _redirect("/" + "a" * 200_000),
    "a location of marks": lambda: _redirect("/geo" + "_a" * 30_000 + "!"),
    "a location of folders": lambda: _redirect("/a/.." * 20_000),
}
BODIES: Mapping[str, Callable[[], bytes]] = {
    **{name: lambda part=part: _whole(of_size(part, BODY)) for name, part in HTML.items()},  # type: ignore[misc]
    **{  # type: ignore[misc]  # mypy gives a lambda with a default no type
        f"one long: {name}": lambda parts=parts: _whole(of_size(parts[1], BODY, parts[0], parts[2]))
        for name, parts in ONE_LONG.items()
    },
}
STREAMS = (
    "drip",
    "drip of headers",
    "endless headers",
    "endless body",
    "endless redirects",
    "silence",
    "growing redirects",
)
ODD_STREAMS = (
    "endless 100",
    "chunks and silence",
    "drip of a header",
    "drip of gzip",
    "drip of mail",
    "cookies in circles",
)
NAMES = (*BOMBS, *HEADS, *BODIES, *ODDITIES, *STREAMS, *ODD_STREAMS)


_FIRST = {
    "chunks and silence": b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    "drip of a header": b"X-A: ",
    "drip of gzip": b"Content-Encoding: gzip\r\n\r\n",
}


def make_ready(names: Collection[str]) -> None:
    """Make these answers now, which takes longer than to send them."""
    for name in names:
        if name not in (*STREAMS, *ODD_STREAMS):
            _made(name)


def hostile_url(server: RawServer, name: str, host: str) -> str:
    """Return the address of an answer on one of loopback's hosts."""
    return f"http://{host}:{server.port}/hostile/{quote(name)}"


@asynccontextmanager
async def hostile_server() -> AsyncIterator[RawServer]:
    """Serve them on all of loopback's addresses."""
    async with raw_server(_answer, host="0.0.0.0") as server:
        yield server


async def _answer(request: bytes, writer: asyncio.StreamWriter) -> None:
    target = request.split(b" ", 2)[1].decode()
    kind, _, name = target.removeprefix("/").partition("/")
    with suppress(ConnectionError):
        if kind == "plain":
            writer.write(_whole(pages.story(name).encode()))
        elif (name := unquote(name).partition("?")[0]) in (*STREAMS, *ODD_STREAMS):
            await _stream(name, target, writer)
        elif kind == "hostile" and name in NAMES:
            writer.write(_made(name))
        else:
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
    writer.close()


@cache
def _made(name: str) -> bytes:
    return {**BOMBS, **HEADS, **BODIES, **ODDITIES}[name]()


async def _stream(name: str, target: str, writer: asyncio.StreamWriter) -> None:
    if "redirects" in name:
        path, _, count = target.partition("?")
        more = "a" * 1000 if name == "growing redirects" else "1"
        writer.write(_redirect(f"{path}?{count}{more}"))
        return
    if name == "cookies in circles":
        path, _, count = target.partition("?")
        cookie = b"Set-Cookie: a%d=b\r\n" % (len(count) % 50)
        writer.write(_redirect(f"{path}?{'1' * (len(count) % 2)}", cookie))
        return
    for piece, seconds in _pieces(name):
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(seconds)


def _pieces(name: str) -> Iterator[tuple[bytes, float]]:
    if name not in ("silence", "endless 100", "drip of mail"):
        yield (_OK if name not in ("drip of headers", "drip of a header") else b"HTTP/1.1 200 OK\r\n"), 0
    if name in ("drip", "endless body"):
        yield b"\r\n", 0
    yield _FIRST.get(name, b""), 0
    piece, seconds = {
        "drip": (b"<", 0.1),
        "drip of headers": (b"X-A: b\r\n", 0.1),
        "endless headers": (b"X-A: b\r\n" * 1000, 0),
        "endless body": (b"<p>word " * 10_000, 0),
        "silence": (b"", 0.5),
        "endless 100": (b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0.01),
        "chunks and silence": (b"", 0.5),
        "drip of a header": (b"a", 0.05),
        "drip of gzip": (b"\x1f\x8b", 0.05),
        "drip of mail": (b"220-mail\r\n", 0.05),
    }[name]
    while True:
        yield piece, seconds
