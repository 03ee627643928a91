"""The first requests to a host that answers nobody decide for the others."""

import asyncio
import time

from linkwatch.evidence import Trouble, Visit
from tests.fetch.conftest import OpenClient, SkippingClock
from tests.servers.raw import RawServer, raw_server
from tests.servers.silent import black_hole

LINKS = 40


async def visits_of(client_settings: OpenClient, server: RawServer, **settings: object) -> tuple[list[Visit], float]:
    """Look at many links of one host, six at once as an audit does."""
    began = time.monotonic()
    waiting = iter(range(LINKS))
    seen = []
    async with client_settings(retries=2, **settings) as client, client.host(f"127.0.0.1:{server.port}") as host:

        async def take_turns() -> None:
            for number in waiting:
                seen.append(await host.visit(server.url(f"/{number}")))

        await asyncio.gather(*(take_turns() for _ in range(6)))
    return seen, time.monotonic() - began


async def test_silent_host_costs_no_more_than_two_time_outs(open_client: OpenClient) -> None:
    async def silence(request: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with raw_server(silence) as server:
        seen, seconds = await visits_of(open_client, server, timeout=1)
        assert {visit.trouble for visit in seen} == {Trouble.READ_TIMEOUT}
        assert len(seen) == LINKS
        assert seconds < 6
        assert sum(visit.requests for visit in seen) == len(server.requests) < 13
        assert all(visit.requests or "not asked again" in str(visit.detail) for visit in seen)


async def test_host_that_takes_no_connection_costs_no_more(open_client: OpenClient) -> None:
    with black_hole() as (_, port):
        server = RawServer(lambda request, writer: asyncio.sleep(0))
        server.port = port
        seen, seconds = await visits_of(open_client, server, timeout=1)
        assert {visit.trouble for visit in seen} == {Trouble.CONNECT_TIMEOUT}
        assert seconds < 6


async def test_silent_pages_of_a_host_that_answers_are_all_asked(open_client: OpenClient) -> None:
    async def script(request: bytes, writer: asyncio.StreamWriter) -> None:
        if b"/1 " in request or b"/2 " in request or b"/3 " in request:
            await asyncio.Event().wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    async with raw_server(script) as server:
        seen, _ = await visits_of(open_client, server, timeout=1)
        silent = [visit.url for visit in seen if visit.trouble]
        assert sorted(silent) == [server.url(f"/{number}") for number in (1, 2, 3)]
        assert all(visit.requests for visit in seen)


async def test_host_that_answers_again_is_asked_again(open_client: OpenClient) -> None:
    async def script(request: bytes, writer: asyncio.StreamWriter) -> None:
        if b"Firefox" not in request:
            await asyncio.Event().wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    async with (
        raw_server(script) as server,
        open_client(timeout=0.5) as client,
    ):
        async with client.host(f"127.0.0.1:{server.port}") as host:
            for _ in range(3):
                assert (await host.visit(server.url())).trouble is Trouble.READ_TIMEOUT
            assert len(server.requests) == 2
            assert (await host.visit(server.url(), browser_headers=True)).http_status == 200
        assert (await client.visit(server.url())).requests == 1  # another look at the host begins anew


async def test_silent_host_is_remembered_for_a_minute(open_client: OpenClient, clock: SkippingClock) -> None:
    async def silence(request: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with raw_server(silence) as server, open_client(timeout=0.3) as client:
        for requests in (1, 1, 0, 0):
            visit = await client.visit(server.url())
            assert (visit.trouble, visit.requests) == (Trouble.READ_TIMEOUT, requests)
        clock.skip(61)
        assert (await client.visit(server.url())).requests == 1
