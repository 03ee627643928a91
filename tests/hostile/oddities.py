"""Answers that no HTTP library sends: lengths that lie, headers without end or sense, answers before the answer.

Each is made when it is asked for the first time.
"""

import gzip
from collections.abc import Callable, Mapping

_HTML = b"Content-Type: text/html\r\n"
_OK = b"HTTP/1.1 200 OK\r\n" + _HTML
_CHUNKED = _OK + b"Transfer-Encoding: chunked\r\n\r\n"
_PAGE = b"<!doctype html><title>Mill</title><p>The mill stands at the river, and people go there."
_EMPTY = b"Content-Length: 0\r\n\r\n"


def _page(headers: bytes = b"", media_type: bytes = b"text/html", body: bytes = _PAGE) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n"
    return head % (media_type, headers, len(body)) + body


def _moved(location: bytes) -> bytes:
    return b"HTTP/1.1 301 Moved\r\nLocation: %s\r\n%s" % (location, _EMPTY)


def _coded(coding: bytes, body: bytes) -> bytes:
    return _page(b"Content-Encoding: %s\r\n" % coding, body=body)


_LENGTHS: Mapping[str, Callable[[], bytes]] = {
    "a chunk of all there is": lambda: _CHUNKED + b"f" * 16 + b"\r\n" + _PAGE,
    "a chunk's size without end": lambda: _CHUNKED + b"f" * 4_000_000,
    "a chunk's size of zeros": lambda: _CHUNKED + b"0" * 4_000_000 + b"1\r\nx\r\n0\r\n\r\n",
    "a chunk of less than nothing": lambda: _CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n",
    "many chunk extensions": lambda: _CHUNKED + b'1;a=b;c="d"\r\nx\r\n' * 100_000 + b"0\r\n\r\n",
    "chunks and a length": lambda: (
        _OK + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    ),
    "chunks and no chunks": lambda: _OK + b"Transfer-Encoding: chunked\r\n" * 2 + b"\r\n5\r\nhello\r\n0\r\n\r\n",
    "packed chunks": lambda: _OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "trailers that lead elsewhere": lambda: _CHUNKED + b"5\r\nhello\r\n0\r\nLocation: /x\r\nSet-Cookie: a=b\r\n\r\n",
    "a length too long": lambda: _OK + b"Content-Length: 99999999999\r\n\r\n" + _PAGE,
    "a length too short": lambda: _OK + b"Content-Length: 5\r\n\r\n" + _PAGE * 20_000,
    "a length below nothing": lambda: _OK + b"Content-Length: -1\r\n\r\n" + _PAGE,
    "a length of many digits": lambda: _OK + b"Content-Length: " + b"9" * 10_000 + b"\r\n\r\n" + _PAGE,
    "two lengths": lambda: _OK + b"Content-Length: 5\r\nContent-Length: 500\r\n\r\n" + _PAGE,
    "many lengths": lambda: _OK + b"Content-Length: 5\r\n" * 100_000 + b"\r\n<p>hi",
    "no content of a megabyte": lambda: b"HTTP/1.1 204 No\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 1_000_000,
}
_BEFORE: Mapping[str, Callable[[], bytes]] = {
    "a flood of 100": lambda: b"HTTP/1.1 100 Continue\r\n\r\n" * 50_000 + _page(),
    "a flood of hints": lambda: b"HTTP/1.1 103 Early\r\nLink: </a>; rel=preload\r\n\r\n" * 50_000 + _page(),
    "blank lines before": lambda: b"\r\n" * 500_000 + _page(),
    "another protocol": lambda: b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n" + bytes(9_999),
    "frames of HTTP/2": lambda: b"\0\0\x12\x04\0\0\0\0\0" + bytes(18) + b"\0\0\0\x04\x01\0\0\0\0" * 10_000,
    "alerts of TLS": lambda: b"\x15\x03\x01\x00\x02\x02\x28" * 1000,
    "no head": lambda: b"<html><p>hello" * 100_000,
    "a status of six digits": lambda: b"HTTP/1.1 100000 X\r\n\r\n",
    "a status below nothing": lambda: b"HTTP/1.1 -200 OK\r\n\r\n",
    "a status in other digits": lambda: "HTTP/1.1 \u0662\u0660\u0660 OK\r\n\r\n".encode(),
    "a version of the future": lambda: b"HTTP/9.9 200 OK\r\n" + _HTML + b"Content-Length: 5\r\n\r\nhello",
    "lines without returns": lambda: _page().replace(b"\r\n", b"\n"),
    "lines without feeds": lambda: _page().replace(b"\r\n", b"\r"),
}
_HEADERS: Mapping[str, Callable[[], bytes]] = {
    "folded headers": lambda: _OK + b"X-A: a\r\n" + b" folded\r\n" * 200_000 + b"Content-Length: 5\r\n\r\n<p>hi",
    "headers without a colon": lambda: _OK + b"junk\r\n" * 200_000 + b"\r\n" + _PAGE,
    "a header of nulls": lambda: _OK + b"X\0: \0\r\n\r\n" + _PAGE,
    "a long name of a header": lambda: _OK + b"a" * 200_000 + b": b\r\n\r\n" + _PAGE,
    "large cookies": lambda: _page(b"".join(b"Set-Cookie: a%d=%s\r\n" % (n, b"x" * 4000) for n in range(2000))),
    "a cookie of parts": lambda: _page(b"Set-Cookie: a=b" + b"; a" * 5_000 + b"\r\n"),
    "a cookie of quotes": lambda: _page(b'Set-Cookie: a="' + b'\\"' * 7_000 + b"\r\n"),
    "a refresh of digits": lambda: _page(b"Refresh: " + b"0" * 15_000 + b";url=/x\r\n"),
    "a refresh of addresses": lambda: _page(b"Refresh: 0;" + b"url=" * 3_500 + b"\r\n"),
    "links in headers": lambda: _page(b"".join(b"Link: </%d>; rel=canonical\r\n" % n for n in range(200_000))),
    "a link of links": lambda: _page(b"Link: " + b'<a>; rel="canonical next", ' * 500 + b"\r\n"),
    "a pause without end": lambda: b"HTTP/1.1 503 X\r\nRetry-After: " + b"9" * 5_000 + b"\r\n" + _EMPTY,
    "a pause to the end of time": lambda: b"HTTP/1.1 503 X\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n" + _EMPTY,
    "dates that are none": lambda: _page(b"Date: %s\r\nLast-Modified: %s\r\n" % (b"Mon, " * 3_000, b"(" * 15_000)),
    "challenges": lambda: b"HTTP/1.1 401 X\r\n" + b'WWW-Authenticate: Basic realm="a"\r\n' * 100_000 + _EMPTY,
    "parameters of a type": lambda: _page(media_type=b"text/html" + b"; charset=utf-8" * 900),
    "quotes of a type": lambda: _page(media_type=b'text/html; charset="' + b'\\"' * 5_000),
    **{
        f"the encoding {name.decode()}": lambda name=name, body=body: _page(  # type: ignore[misc]
            media_type=b"text/html; charset=" + name, body=body
        )
        for name, body in {
            b"zlib": _PAGE,
            b"idna": _PAGE * 2_000,
            b"punycode": b"<p>" + b"a" * 100_000 + b"-" + b"z9" * 100_000,
            b"utf-7": b"+ADw-p+AD4-" * 100_000,
            b"unicode_escape": b"\\N{LATIN SMALL LETTER A}" * 50_000,
            b"utf-32": ("<p>x " * 100_000).encode("utf-32-le"),
            b"hz-gb-2312": b"<p>" + b"~{~}" * 300_000,
            b"iso-2022-jp": b"<p>" + b"\x1b$B\x1b(B" * 200_000,
        }.items()
    },
}
_PLACES: Mapping[str, Callable[[], bytes]] = {
    "a location of 60 KB": lambda: _moved(b"/" + b"%2e%2e/" * 9_000),
    "many locations": lambda: b"HTTP/1.1 301 X\r\n" + b"Location: /a\r\nLocation: /b\r\n" * 50_000 + _EMPTY,
    "a location of accents": lambda: _moved(b"http://" + "\u0301\u00fc".encode() * 8_000 + b".example/"),
    "a location of labels": lambda: _moved(b"http://" + b"a." * 30_000 + b"invalid/"),
    "a location of names": lambda: _moved(b"http://" + b"@" * 60_000 + b"/"),
    "a location of colons": lambda: _moved(b"http://[" + b":" * 60_000 + b"]/"),
    "a location that holds a page": lambda: _moved(b"data:text/html," + b"a" * 60_000),
    "a folded location": lambda: _moved(b"/a\r\n" + b"\t/b\r\n" * 20_000 + b"X-A: b"),
}
_PACKED: Mapping[str, Callable[[], bytes]] = {
    "empty members of gzip": lambda: _coded(b"gzip", gzip.compress(b"") * 90_000),
    "rubbish behind gzip": lambda: _coded(b"gzip", gzip.compress(_PAGE) + b"\x1f\x8b" * 900_000),
    "a long name in gzip": lambda: _coded(b"gzip", b"\x1f\x8b\x08\x08" + bytes(6) + b"n" * 1_900_000),
    "empty blocks of deflate": lambda: _coded(b"deflate", b"\x78\x01" + b"\x00\x00\x00\xff\xff" * 380_000),
    "empty blocks of brotli": lambda: _coded(b"br", b"\x0e" + bytes(1_900_000)),
    "frames of zstd to be skipped": lambda: _coded(b"zstd", b"\x50\x2a\x4d\x18\0\0\0\0" * 240_000),
    "empty frames of zstd": lambda: _coded(b"zstd", b"\x28\xb5\x2f\xfd\x20\x00\x01\x00\x00" * 210_000),
}
ODDITIES: Mapping[str, Callable[[], bytes]] = {**_LENGTHS, **_BEFORE, **_HEADERS, **_PLACES, **_PACKED}
