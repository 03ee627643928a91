"""Servers that speak HTTP/2 and nothing older are spoken to; those that offer both are asked as ever."""

import asyncio
import ssl

import h2.connection
import h2.errors
import pytest

from linkwatch.evidence import Trouble
from linkwatch.fetch import probes, ways
from linkwatch.fetch.tls import browser_like_context
from tests.fetch.conftest import OpenClient
from tests.servers.http2 import Act, http2_server, page
from tests.servers.raw import answering, raw_server
from tests.servers.tls import Certificates

TITLE = b"<title>Over HTTP/2</title>"
NODE = b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n\r\nMissing ALPN Protocol, expected `h2`"
GOAWAY = bytes.fromhex("000000040000000000") + bytes.fromhex("0000080700000000000000000000000001")
REFUSALS = {
    "hangs up": b"",
    "frames": GOAWAY,
    "426": b"HTTP/1.1 426 Upgrade Required\r\nUpgrade: h2\r\nContent-Length: 0\r\n\r\n",
    "505": b"HTTP/1.1 505 HTTP Version Not Supported\r\nContent-Length: 0\r\n\r\n",
    "in words": NODE,
}


@pytest.fixture(scope="module")
def certificates() -> Certificates:
    return Certificates()


@pytest.fixture
def tls(certificates: Certificates) -> ssl.SSLContext:
    context = certificates.server()
    context.set_alpn_protocols(["h2"])
    return context


@pytest.fixture
def trusting(certificates: Certificates) -> ssl.SSLContext:
    return certificates.trust(browser_like_context())


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_http2_is_spoken_where_nothing_else_is(
    open_client: OpenClient, tls: ssl.SSLContext, trusting: ssl.SSLContext, refusal: str
) -> None:
    async with (
        http2_server(page(TITLE), tls, refusal=REFUSALS[refusal]) as server,
        open_client(ssl_context=trusting) as client,
        client.host(f"localhost:{server.port}") as host,
    ):
        visit = await host.visit(f"https://localhost:{server.port}/a?b=c")
        assert (visit.http_status, visit.trouble, visit.remarks) == (200, None, (ways.HTTP2_REMARK,))
        assert visit.page is not None
        assert visit.page.title == "Over HTTP/2"
        connections = server.connections
        again = await host.visit(f"https://localhost:{server.port}/d", browser_headers=True)
        assert (again.http_status, again.requests, server.connections) == (200, 1, connections + 1)
    first, second = server.requests
    assert (first[":path"], first[":authority"]) == ("/a?b=c", f"localhost:{server.port}")
    assert "linkwatch" in first["user-agent"]
    assert "Firefox" in second["user-agent"]
    assert "connection" not in first


async def test_redirect_over_http2_is_followed(
    open_client: OpenClient, tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with raw_server(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) as there:
        act = page(b"", "301", ("location", there.url("/there")))
        async with http2_server(act, tls) as server, open_client(ssl_context=trusting) as client:
            visit = await client.visit(f"https://localhost:{server.port}/")
    assert (visit.http_status, visit.final_url) == (200, there.url("/there"))


async def test_body_is_read_up_to_the_bound(
    open_client: OpenClient, tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with (
        http2_server(page(TITLE + b"x" * 300_000), tls) as server,
        open_client(ssl_context=trusting, max_body=200_000) as client,
    ):
        visit = await client.visit(f"https://localhost:{server.port}/")
        assert (visit.http_status, visit.body_bytes, visit.cut) == (200, 200_000, "size")


async def test_large_body_comes_whole(open_client: OpenClient, tls: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    async with (
        http2_server(page(TITLE + b"x" * 300_000), tls) as server,
        open_client(ssl_context=trusting) as client,
    ):
        visit = await client.visit(f"https://localhost:{server.port}/")
        assert (visit.body_bytes, visit.cut) == (300_000 + len(TITLE), None)


def wants_http_1_1(http: h2.connection.H2Connection, stream: int) -> None:
    http.reset_stream(stream, h2.errors.ErrorCodes.HTTP_1_1_REQUIRED)


def breaks_off(http: h2.connection.H2Connection, stream: int) -> None:
    http.close_connection(h2.errors.ErrorCodes.INTERNAL_ERROR)


@pytest.mark.parametrize("act", [wants_http_1_1, breaks_off])
async def test_what_was_said_before_stands_where_http2_does_not_do(
    open_client: OpenClient, tls: ssl.SSLContext, trusting: ssl.SSLContext, act: Act
) -> None:
    async with (
        http2_server(act, tls, refusal=REFUSALS["426"]) as server,
        open_client(ssl_context=trusting) as client,
        client.host(f"localhost:{server.port}") as host,
    ):
        for _ in range(2):
            visit = await host.visit(f"https://localhost:{server.port}/")
            assert (visit.http_status, visit.remarks) == (426, ())
        assert len(server.requests) == 1


async def test_server_that_hangs_up_on_everybody_is_not_asked_more_often(
    open_client: OpenClient,
    certificates: Certificates,
    trusting: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(probes, "_COMPLAINT_SECONDS", 0.2)  # there will be none

    async def hang_up(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with (
        raw_server(hang_up, tls=certificates.server()) as server,
        open_client(ssl_context=trusting) as client,
    ):
        visit = await client.visit(f"https://localhost:{server.port}/")
        assert (visit.trouble, visit.requests, len(server.requests)) == (Trouble.CONNECTION_RESET, 1, 1)


@pytest.mark.parametrize("status", [b"403 Forbidden", b"400 Bad Request"])
async def test_refusal_that_does_not_speak_of_protocols_is_taken_as_it_is(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext, status: bytes
) -> None:
    refusal = b"HTTP/1.1 %s\r\nContent-Length: 2\r\n\r\nno" % status
    async with (
        raw_server(answering(refusal), tls=certificates.server()) as server,
        open_client(ssl_context=trusting) as client,
    ):
        visit = await client.visit(f"https://localhost:{server.port}/")
        assert (visit.http_status, server.connections) == (int(status[:3]), 1)


async def test_plain_server_that_wants_http2_gets_it(open_client: OpenClient) -> None:
    async with http2_server(page(TITLE), refusal=REFUSALS["426"]) as server, open_client() as client:
        visit = await client.visit(f"http://127.0.0.1:{server.port}/")
        assert (visit.http_status, visit.remarks) == (200, (ways.HTTP2_REMARK,))


async def test_plain_server_that_wants_something_else_keeps_its_426(open_client: OpenClient) -> None:
    upgrade = b"HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nContent-Length: 0\r\n\r\n"
    async with raw_server(answering(upgrade)) as server, open_client() as client:
        assert (await client.visit(server.url())).http_status == 426


async def test_frames_that_break_the_rules_are_no_answer(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    """It agrees to HTTP/2, and then sends headers for a stream that nobody opened."""
    context = certificates.server()
    context.set_alpn_protocols(["h2"])
    frames = GOAWAY[:9] + bytes.fromhex("000001010500000003") + b"\x88"
    async with (
        raw_server(answering(frames), tls=context) as server,
        open_client(ssl_context=trusting) as client,
    ):
        assert (await client.visit(f"https://localhost:{server.port}/")).trouble is Trouble.BAD_RESPONSE
