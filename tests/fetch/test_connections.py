"""Connections that are kept, go stale and break: each request is sent as often as is said, and no oftener."""

import asyncio

import pytest

from linkwatch.evidence import Trouble
from tests.fetch.conftest import OpenClient
from tests.servers.raw import Script, answering, raw_server

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok"


def closing_at(*numbers: int) -> Script:
    """Answer each request and keep its connection, except those with these numbers: at them it is closed in silence."""
    count = 0

    async def script(request: bytes, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        count += 1
        if count in numbers:
            writer.close()
        else:
            writer.write(PAGE)

    return script


@pytest.mark.parametrize("retries", [0, 1, 2])
async def test_a_server_that_closes_without_an_answer_is_asked_as_often_as_is_said(
    open_client: OpenClient, retries: int
) -> None:
    async with raw_server(answering(b"")) as server, open_client(retries=retries, timeout=20) as client:
        visit = await client.visit(server.url())
    assert visit.trouble is Trouble.CONNECTION_RESET
    assert visit.requests == len(server.requests) == 1 + retries


async def test_a_page_behind_a_stale_connection_is_had_without_a_retry(open_client: OpenClient) -> None:
    async with (
        raw_server(closing_at(2)) as server,
        open_client(retries=0, timeout=20) as client,
        client.host(f"127.0.0.1:{server.port}") as host,
    ):
        visits = [await host.visit(server.url(f"/{number}")) for number in range(3)]
    assert [(visit.http_status, visit.requests) for visit in visits] == [(200, 1), (200, 2), (200, 1)]
    assert len(server.requests) == 4
    assert server.connections == 2


async def test_a_request_is_repeated_once_for_a_stale_connection_and_no_more(open_client: OpenClient) -> None:
    async with (
        raw_server(closing_at(2, 3, 4)) as server,
        open_client(retries=0, timeout=20) as client,
        client.host(f"127.0.0.1:{server.port}") as host,
    ):
        assert (await host.visit(server.url("/1"))).http_status == 200
        visit = await host.visit(server.url("/2"))
    assert (visit.trouble, visit.requests) == (Trouble.CONNECTION_RESET, 2)
    assert len(server.requests) == 3


async def test_a_server_that_answers_once_a_connection_costs_two_requests_a_page_at_most(
    open_client: OpenClient,
) -> None:
    async with (
        raw_server(closing_at(*range(2, 100, 2))) as server,
        open_client(retries=0, timeout=20) as client,
        client.host(f"127.0.0.1:{server.port}") as host,
    ):
        visits = [await host.visit(server.url(f"/{number}")) for number in range(10)]
    assert {visit.http_status for visit in visits} == {200}
    assert sum(visit.requests for visit in visits) == len(server.requests) == 19


async def test_several_stale_connections_at_once_end_in_a_page_or_a_reset(open_client: OpenClient) -> None:
    """Whichever connections the requests get, none is sent oftener than twice."""
    all_are_there = asyncio.Barrier(4)

    async def script(request: bytes, writer: asyncio.StreamWriter) -> None:
        if request.startswith(b"GET /first"):
            await all_are_there.wait()
            writer.write(PAGE)
        else:
            writer.close()

    async with (
        raw_server(script) as server,
        open_client(retries=0, timeout=20) as client,
        client.host(f"127.0.0.1:{server.port}") as host,
    ):
        await asyncio.gather(*(host.visit(server.url(f"/first/{number}")) for number in range(4)))
        visit = await host.visit(server.url("/second"))
    assert (visit.trouble, visit.requests) == (Trouble.CONNECTION_RESET, 2)
    assert len(server.requests) == 6
