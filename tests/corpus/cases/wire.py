"""Odd things on the wire behind which there is a page, and hostile ones behind which there is none."""

import asyncio
import gzip
from itertools import starmap

from tests.corpus.html import article
from tests.corpus.model import Case, Reply, Request, pages
from tests.servers.bombs import zeros_in_gzip

_PATH = "/wells/deep"
_PAGE = article("Deep wells")
_BYTES = _PAGE.encode()
_LONG = "p { color: black }\n" * 150_000  # more than is read of one page
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def _alive(name: str, reply: Reply, path: str = _PATH, **more: object) -> Case:
    return Case(name, path, "alive", "", pages({path: reply}), **more)  # type: ignore[arg-type]


def _raw(*parts: bytes) -> Reply:
    return Reply(raw=b"".join(parts))


async def _drip(writer: asyncio.StreamWriter) -> None:
    writer.write(_OK + b"Connection: close\r\n\r\n" + _BYTES)
    while True:
        writer.write(b"<!-- -->")
        await writer.drain()
        await asyncio.sleep(0.5)


async def _drip_of_letters(writer: asyncio.StreamWriter) -> None:
    writer.write(_OK + b"Content-Length: 100000\r\n\r\n<html>")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.5)


async def _endless(writer: asyncio.StreamWriter) -> None:
    writer.write(_OK + b"Connection: close\r\n\r\n" + _BYTES)
    while True:
        writer.write(b"<p>more and more of it</p>" * 4000)
        await writer.drain()


async def _endless_header(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: " + b"y" * 4000 + b"\r\n")
        await writer.drain()


async def _slow(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(2)
    writer.write(_OK + f"Content-Length: {len(_BYTES)}\r\n\r\n".encode() + _BYTES)
    await writer.drain()


async def _silent(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


async def _body_never_comes(writer: asyncio.StreamWriter) -> None:
    writer.write(_OK + b"Content-Length: 5000\r\n\r\n")
    await writer.drain()
    await asyncio.sleep(3600)


def _exact(number: int, sent: str) -> Case:
    name = f"exact-address-{number}"
    page = article("Exactly this")
    return Case(name, sent, "alive", "", lambda request: Reply(body=page) if request.path == sent else Reply(404, "no"))


def _head_refused(request: Request) -> Reply:
    return Reply(body=_PAGE) if request.path == _PATH else Reply(404, "no")


CASES = [
    *starmap(
        _exact,
        enumerate(
            (
                "/a%2Fb",
                "/a%2fb",
                "/%7Euser/x",
                "/~user/y",
                "/a|b",
                "/a;b=c;d",
                "/x?a=&b",
                "/x?",
                "/x?b=2&a=1",
                "/100%",
                "/caf%C3%A9/%E2%82%AC",
                "/a//b",
                "/it's",
                "/x?q=a+b%20c",
            )
        ),
    ),
    _alive("http-10", _raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", _BYTES)),
    _alive("no-length", _raw(_OK, b"Connection: close\r\n\r\n", _BYTES)),
    _alive("odd-phrase", _raw(b"HTTP/1.1 200 Everything is fine, thank you\r\nConnection: close\r\n\r\n", _BYTES)),
    _alive("no-phrase", _raw(b"HTTP/1.1 200\r\nConnection: close\r\n\r\n", _BYTES)),
    _alive("truncated", _raw(_OK, b"Content-Length: 900000\r\n\r\n", _BYTES)),
    _alive(
        "chunked-cut",
        _raw(_OK, b"Transfer-Encoding: chunked\r\n\r\n", f"{len(_BYTES):x}\r\n".encode(), _BYTES, b"\r\n"),
    ),
    _alive("gzip-body", Reply(body=gzip.compress(_BYTES), headers=(("Content-Encoding", "gzip"),))),
    _alive("gzip-claimed", Reply(body=_BYTES, headers=(("Content-Encoding", "gzip"),))),
    _alive("gzip-cut", Reply(body=gzip.compress(_BYTES)[:-40], headers=(("Content-Encoding", "gzip"),))),
    _alive("unknown-charset", Reply(body=_BYTES, type="text/html; charset=x-nonsense")),
    _alive("wrong-charset", Reply(body=_BYTES, type="text/html; charset=utf-16")),
    _alive("utf-16", Reply(body=_PAGE.replace("utf-8", "utf-16").encode("utf-16"), type="text/html")),
    _alive("two-content-types", Reply(body=_BYTES, headers=(("Content-Type", "text/plain"),))),
    _alive(
        "latin-1-header",
        _raw(b"HTTP/1.1 200 OK\r\nX-Gr\xfc\xdfe: hallo\r\nServer: K\xf6ln\r\nConnection: close\r\n\r\n", _BYTES),
    ),
    _alive(
        "long-header", _raw(_OK, b"Content-Security-Policy: ", b"x" * 30_000, b"\r\nConnection: close\r\n\r\n", _BYTES)
    ),
    _alive("huge-cookies", Reply(body=_BYTES, headers=tuple(("Set-Cookie", f"c{n}={'x' * 3900}") for n in range(60)))),
    _alive("bare-line-feeds", _raw(b"HTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\n\n", _BYTES)),
    _alive(
        "early-hints",
        _raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", _OK, b"Connection: close\r\n\r\n", _BYTES),
    ),
    _alive("slow-answer", Reply(behave=_slow)),
    _alive("drips-for-ever", Reply(behave=_drip), twin="body-never-comes"),
    _alive("never-ends", Reply(behave=_endless)),
    Case(
        "wrong-length",
        _PATH,
        "alive",
        "",
        pages({_PATH: _raw(_OK, b"Content-Length: ", str(len(_BYTES) - 9).encode(), b"\r\n\r\n", _BYTES)}),
    ),
    Case("unicode-path", "/straße/brücke", "alive", "", pages({"/stra%C3%9Fe/br%C3%BCcke": article("Straße, Brücke")})),
    Case("idn", "", "alive", "", pages({"/wells": article("Wells")}), url="http://bücher.{name}.test:{http}/wells"),
    Case("fragment", "/wells/deep#part2", "alive", "", pages({_PATH: Reply(body=_PAGE)})),
    Case(
        "user-and-password",
        "",
        "alive",
        "",
        lambda request: Reply(body=_PAGE) if "authorization" in request.headers else Reply(401, "who?"),
        url="http://reader:secret@{name}.test:{http}/wells/deep",
        twin="unauthorised",
    ),
    Case(
        "silent-server",
        _PATH,
        "failing",
        "read-timeout",
        pages({_PATH: Reply(behave=_silent)}),
        hangs=True,
        twin="slow-answer",
    ),
    Case(
        "body-never-comes",
        _PATH,
        "failing",
        "read-timeout",
        pages({_PATH: Reply(behave=_body_never_comes)}),
        hangs=True,
        twin="drips-for-ever",
    ),
    Case(
        "drips-letters-for-ever",
        _PATH,
        "failing",
        "read-timeout",
        pages({_PATH: Reply(behave=_drip_of_letters)}),
        twin="drips-for-ever",
    ),
    Case("endless-header", _PATH, "failing", "bad-response", pages({_PATH: Reply(behave=_endless_header)})),
    Case("not-http", _PATH, "failing", "bad-response", pages({_PATH: _raw(b"SSH-2.0-OpenSSH_9.2p1\r\n")})),
    Case("garbage", _PATH, "failing", "bad-response", pages({_PATH: _raw(bytes(range(1, 255)) * 20)})),
    Case("closes-at-once", _PATH, "failing", "connection-reset", pages({_PATH: _raw()}), twin="one-empty-answer"),
    Case(
        "gzip-bomb",
        _PATH,
        "alive",
        "",
        pages({_PATH: Reply(body=zeros_in_gzip(200), headers=(("Content-Encoding", "gzip"),))}),
    ),
    *(
        Case(
            f"long-{element}-first",
            "/wells/deep",
            "failing" if element != "script" else "alive",
            "too-much-work" if element != "script" else "",
            pages({_PATH: f"<title>Deep wells</title>{begin}{_LONG}{end}<p>Dry since May.</p>"}),
            twin="shows-nothing" if element != "script" else None,
        )
        for element, begin, end in (
            ("style", "<style>", "</style>"),
            ("comment", "<!--", "-->"),
            ("script", "<script>", "</script>"),
        )
    ),
    Case("shows-nothing", _PATH, "dead", "soft-404", pages({_PATH: "<title>Deep wells</title><style>p {}</style>"})),
    Case(
        "nested-tags",
        "/deep/nest",
        "alive",
        "",
        pages({"/deep/nest": Reply(body="<title>Deep nest</title>" + "<div>" * 100_000 + "text")}),
    ),
]
