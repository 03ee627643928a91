"""Answers that are odd but that a browser shows: the page is there. And bytes that are no answer at all."""

import pytest

from linkwatch.evidence import Trouble
from tests.fetch.conftest import OpenClient
from tests.servers.raw import answering, raw_server

BODY = b"<html><title>hello</title>ok</html>"
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKS = b"23\r\n" + BODY + b"\r\n0\r\n\r\n"

SHOWN = {
    "HTTP/1.0 without length": b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
    "no reason": b"HTTP/1.1 200\r\n" + LENGTH + b"\r\n" + BODY,
    "reason in Latin-1": b"HTTP/1.1 200 Gr\xf6\xdfe\r\n" + LENGTH + b"\r\n" + BODY,
    "reason of 9 KB": b"HTTP/1.1 200 " + b"x" * 9000 + b"\r\n" + LENGTH + b"\r\n" + BODY,
    "two spaces in the status line": b"HTTP/1.1  200 OK\r\n" + LENGTH + b"\r\n" + BODY,
    "version in lower case": b"http/1.1 200 OK\r\n" + LENGTH + b"\r\n" + BODY,
    "version 1.2": b"HTTP/1.2 200 OK\r\n" + LENGTH + b"\r\n" + BODY,
    "ICY": b"ICY 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY,
    "bare line feeds": (HEAD + LENGTH + b"\r\n").replace(b"\r\n", b"\n") + BODY,
    "empty lines first": b"\r\n\r\n" + HEAD + LENGTH + b"\r\n" + BODY,
    "space before the colon": HEAD + b"X-Odd : 1\r\n" + LENGTH + b"\r\n" + BODY,
    "line without a colon": HEAD + b"garbage\r\n" + LENGTH + b"\r\n" + BODY,
    "header without a name": HEAD + b": 1\r\n" + LENGTH + b"\r\n" + BODY,
    "header name with a space": HEAD + b"X Odd: 1\r\n" + LENGTH + b"\r\n" + BODY,
    "header name in UTF-8": HEAD + "X-Größe: 1\r\n".encode() + LENGTH + b"\r\n" + BODY,
    "header name with a bracket": HEAD + b"X(1): 1\r\n" + LENGTH + b"\r\n" + BODY,
    "folded header": HEAD + b"X-Odd: 1\r\n 2\r\n" + LENGTH + b"\r\n" + BODY,
    "control characters in a value": HEAD + b"X-Odd: \x01\x02\r\n" + LENGTH + b"\r\n" + BODY,
    "carriage return in a value": HEAD + b"X-Odd: a\rb\r\n" + LENGTH + b"\r\n" + BODY,
    "Content-Length twice": HEAD + LENGTH + LENGTH + b"\r\n" + BODY,
    "Content-Length as a list": HEAD + b"Content-Length: 35, 35\r\n\r\n" + BODY,
    "Content-Length of letters": HEAD + b"Content-Length: abc\r\n\r\n" + BODY,
    "Content-Length below zero": HEAD + b"Content-Length: -1\r\n\r\n" + BODY,
    "Content-Length empty": HEAD + b"Content-Length:\r\n\r\n" + BODY,
    "Content-Length beyond all bounds": HEAD + b"Content-Length: 99999999999999999999999\r\n\r\n" + BODY,
    "Content-Length beside chunks": HEAD + LENGTH + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKS,
    "Transfer-Encoding identity": HEAD + LENGTH + b"Transfer-Encoding: identity\r\n\r\n" + BODY,
    "chunks with bare line feeds": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKS.replace(b"\r\n", b"\n"),
    "chunks with extensions": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKS.replace(b"23", b"23;a=b"),
    "chunks in HTTP/1.0": b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS,
    "more bytes than promised": HEAD + LENGTH + b"\r\n" + BODY + b"more",
    "header line of 60 KB": HEAD + b"X-Odd: " + b"a" * 60_000 + b"\r\n" + LENGTH + b"\r\n" + BODY,
    "header line of 200 KB": HEAD + b"X-Odd: " + b"a" * 200_000 + b"\r\n" + LENGTH + b"\r\n" + BODY,
    "2000 headers": HEAD + b"".join(b"X%d: 1\r\n" % i for i in range(2000)) + LENGTH + b"\r\n" + BODY,
    "100 KB of cookies": HEAD
    + b"".join(b"Set-Cookie: k%d=%s\r\n" % (i, b"v" * 5000) for i in range(20))
    + LENGTH
    + b"\r\n"
    + BODY,
    "two Content-Types": HEAD + b"Content-Type: image/png\r\n" + LENGTH + b"\r\n" + BODY,
    "Content-Type of nonsense": b"HTTP/1.1 200 OK\r\nContent-Type: ;;charset\r\n" + LENGTH + b"\r\n" + BODY,
    "interim answers first": b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + HEAD + LENGTH + b"\r\n" + BODY,
    "an upgrade on offer": HEAD + b"Upgrade: h2,h2c\r\nConnection: Upgrade\r\n" + LENGTH + b"\r\n" + BODY,
    "gzip announced, plain sent": HEAD + b"Content-Encoding: gzip\r\n" + LENGTH + b"\r\n" + BODY,
    "brotli announced, plain sent": HEAD + b"Content-Encoding: br\r\n" + LENGTH + b"\r\n" + BODY,
    "zstd announced, plain sent": HEAD + b"Content-Encoding: zstd\r\n" + LENGTH + b"\r\n" + BODY,
    "deflate announced, plain sent": HEAD + b"Content-Encoding: deflate\r\n" + LENGTH + b"\r\n" + BODY,
    "unknown encoding": HEAD + b"Content-Encoding: x-own\r\n" + LENGTH + b"\r\n" + BODY,
}
NOT_HTTP = {
    "a body without headers (HTTP/0.9)": BODY,
    "random bytes": b"\x00\x01\x02\xff" * 100,
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n",
    "status of four digits": b"HTTP/1.1 1000 Odd\r\n\r\n",
    "status of two digits": b"HTTP/1.1 20 Odd\r\n\r\n",
    "two different lengths": HEAD + LENGTH + b"Content-Length: 5\r\n\r\n" + BODY,
    "another protocol on request": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n" + BODY,
    "32 MB of headers": HEAD + (b"X-Odd: " + b"a" * 60_000 + b"\r\n") * 500 + b"\r\n" + BODY,
    "headers without end": HEAD + b"X-Odd: 1\r\n" * 100_000,
    "only interim answers": b"HTTP/1.1 100 Continue\r\n\r\n" * 1000 + BODY,
}


@pytest.mark.parametrize("answer", SHOWN.values(), ids=SHOWN.keys())
async def test_odd_answer_is_still_the_page(open_client: OpenClient, answer: bytes) -> None:
    async with raw_server(answering(answer)) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.trouble, visit.body_bytes) == (200, None, len(BODY))
        assert visit.page is not None
        assert visit.page.title == "hello"


@pytest.mark.parametrize("answer", NOT_HTTP.values(), ids=NOT_HTTP.keys())
async def test_what_is_no_http_answer_is_a_bad_response(open_client: OpenClient, answer: bytes) -> None:
    async with raw_server(answering(answer)) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.trouble) == (None, Trouble.BAD_RESPONSE)
        assert visit.detail
        assert "\n" not in visit.detail
        assert visit.requests == len(server.requests) <= 2


async def test_odd_server_is_read_leniently_at_once_the_next_time(open_client: OpenClient) -> None:
    answer = SHOWN["line without a colon"]
    async with raw_server(answering(answer)) as server, open_client() as client:
        async with client.host(f"127.0.0.1:{server.port}") as host:
            first = await host.visit(server.url("/1"))
            second = await host.visit(server.url("/2"))
        assert (first.requests, second.requests) == (2, 1)


@pytest.mark.parametrize("status", [200, 203, 204, 206, 300, 304, 404, 410, 451, 599, 600, 999])
async def test_status_is_what_the_server_said(open_client: OpenClient, status: int) -> None:
    answer = b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n" % status
    async with raw_server(answering(answer)) as server, open_client() as client:
        assert (await client.visit(server.url())).http_status == status


async def test_closing_without_an_answer_is_a_reset(open_client: OpenClient) -> None:
    async with raw_server(answering(b"")) as server, open_client() as client:
        assert (await client.visit(server.url())).trouble is Trouble.CONNECTION_RESET


async def test_kept_headers_are_cut_and_cookies_kept_by_name_only(open_client: OpenClient) -> None:
    head = (
        b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nCF-Mitigated: challenge\r\nServer: cloudflare\r\n"
        b"Link: <http://me:secret@x.example/>\r\nVia: "
        + b"e" * 999
        + b"\r\nX-Unknown: 1\r\nSet-Cookie: session=secret; Path=/\r\nSet-Cookie: b=2\r\n"
    )
    async with raw_server(answering(head + LENGTH + b"\r\n" + BODY)) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert visit.headers["cf-mitigated"] == "challenge"
        assert visit.headers["server"] == "cloudflare"
        assert visit.headers["set-cookie-names"] == "session, b"
        assert len(visit.headers["via"]) == 300
        assert "x-unknown" not in visit.headers
        assert "secret" not in repr(visit)
