"""A page at a closed port of plain HTTP is looked for over https, as browsers do."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from linkwatch.evidence import Trouble
from linkwatch.fetch.tls import browser_like_context
from tests.fetch.conftest import OpenClient
from tests.servers.raw import RawServer, Script, answering, raw_server
from tests.servers.silent import black_hole, closed_port
from tests.servers.tls import Certificates

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture(scope="module")
def certificates() -> Certificates:
    return Certificates()


@pytest.fixture
def trusting(certificates: Certificates) -> ssl.SSLContext:
    return certificates.trust(browser_like_context())


@asynccontextmanager
async def https(certificates: Certificates, script: Script, **bad: bool) -> AsyncIterator[RawServer]:
    async with raw_server(script, tls=certificates.server("localhost", **bad)) as server:
        yield server


async def test_page_is_got_over_https_where_the_plain_port_is_closed(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    port = closed_port()
    async with (
        https(certificates, answering(OK)) as server,
        open_client(ssl_context=trusting, https_beside={port: server.port}) as client,
    ):
        visit = await client.visit(f"http://localhost:{port}/a?b#c")
        assert (visit.http_status, visit.final_url) == (200, f"https://localhost:{server.port}/a?b")
        assert visit.hops == ()
        assert "plain HTTP" in visit.remarks[0]
        assert server.request_lines == ["GET /a?b HTTP/1.1"]


async def test_page_is_got_over_https_where_nobody_takes_the_plain_connection(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    with black_hole() as (_, port):
        async with (
            https(certificates, answering(OK)) as server,
            open_client(ssl_context=trusting, timeout=1, https_beside={port: server.port}) as client,
        ):
            assert (await client.visit(f"http://localhost:{port}/")).http_status == 200


async def test_redirect_over_https_is_followed(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    port = closed_port()
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n"
    async with (
        https(certificates, answering(moved, OK)) as server,
        open_client(ssl_context=trusting, https_beside={port: server.port}) as client,
    ):
        visit = await client.visit(f"http://localhost:{port}/old")
        assert (visit.http_status, visit.final_url) == (200, f"https://localhost:{server.port}/new")
        assert [hop.url for hop in visit.hops] == [f"https://localhost:{server.port}/old"]


@pytest.mark.parametrize("status", [b"404 Not Found", b"410 Gone", b"503 Busy"])
async def test_answer_without_the_page_leaves_the_closed_port_as_the_reason(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext, status: bytes
) -> None:
    port = closed_port()
    answer = b"HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n" % status
    async with (
        https(certificates, answering(answer)) as server,
        open_client(ssl_context=trusting, https_beside={port: server.port}) as client,
    ):
        visit = await client.visit(f"http://localhost:{port}/")
        assert (visit.trouble, visit.http_status, visit.remarks) == (Trouble.CONNECT_REFUSED, None, ())


async def test_bad_certificate_leaves_the_closed_port_as_the_reason(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    port = closed_port()
    async with (
        https(certificates, answering(OK), expired=True) as server,
        open_client(ssl_context=trusting, https_beside={port: server.port}) as client,
    ):
        assert (await client.visit(f"http://localhost:{port}/")).trouble is Trouble.CONNECT_REFUSED
        assert server.requests == []


async def test_other_ports_are_left_alone(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    port = closed_port()
    async with (
        https(certificates, answering(OK)) as server,
        open_client(ssl_context=trusting, https_beside={port + 1: server.port}) as client,
    ):
        assert (await client.visit(f"http://localhost:{port}/")).trouble is Trouble.CONNECT_REFUSED
        assert server.connections == 0


async def test_plain_port_that_breaks_off_is_taken_as_it_is(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    async def hang_up(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with (
        https(certificates, answering(OK)) as server,
        raw_server(hang_up) as plain,
        open_client(ssl_context=trusting, https_beside={plain.port: server.port}) as client,
    ):
        assert (await client.visit(plain.url())).trouble is Trouble.CONNECTION_RESET
        assert server.connections == 0


async def test_plain_port_that_wants_tls_gets_it(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    upgrade = b"HTTP/1.1 426 Upgrade Required\r\nUpgrade: TLS/1.2, HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
    async with (
        https(certificates, answering(OK)) as server,
        raw_server(answering(upgrade), host="127.0.0.1") as plain,
        open_client(ssl_context=trusting, https_beside={plain.port: server.port}) as client,
    ):
        assert (await client.visit(f"http://localhost:{plain.port}/")).http_status == 200
