"""Pauses that hosts ask for outlive the client that met them, and reach other clients on the same database."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from linkwatch.evidence import Trouble, Visit
from linkwatch.fetch import WebClient
from linkwatch.store import HostPauses, Store
from tests.fetch.conftest import OpenClient, SkippingClock
from tests.servers.raw import answering, raw_server
from tests.store.making import rows

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
AN_HOUR = b"HTTP/1.1 429 X\r\nContent-Length: 0\r\nRetry-After: 3600\r\n\r\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "links.db"


class Life:
    """A process, as far as the web is concerned: its database and its client. set_by: its clock is off by this."""

    def __init__(self, path: Path, clock: SkippingClock, open_client: OpenClient) -> None:
        self._path = path
        self._clock = clock
        self._open_client = open_client
        self.set_by = timedelta()

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self._clock.monotonic()) + self.set_by

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[WebClient]:
        with Store.open(self._path, busy_timeout=0.1, patience=3600) as store:
            async with self._open_client(pauses=HostPauses(store.politeness, self.now)) as client:
                yield client


@pytest.fixture
def life(path: Path, clock: SkippingClock, open_client: OpenClient) -> Life:
    return Life(path, clock, open_client)


def left_alone(visit: Visit) -> bool:
    return (visit.trouble, visit.requests) == (Trouble.RATE_LIMITED, 0)


@pytest.mark.parametrize("status", [429, 503, 403])
async def test_a_host_is_left_alone_after_a_restart_until_its_pause_is_over(
    life: Life, clock: SkippingClock, status: int
) -> None:
    busy = AN_HOUR.replace(b"429", str(status).encode())
    async with raw_server(answering(busy, OK)) as server:
        async with life.begin() as client:
            assert (await client.visit(server.url())).http_status == status
        for _ in range(6):
            async with life.begin() as client:
                visit = await client.visit(server.url("/another"))
            assert left_alone(visit)
            assert visit.retry_after is not None
            clock.skip(590)
        assert len(server.requests) == 1
        clock.skip(70)
        async with life.begin() as client:
            assert (await client.visit(server.url())).http_status == 200


async def test_the_pause_is_written_before_the_look_that_met_it_is_done(life: Life, path: Path) -> None:
    async with raw_server(answering(AN_HOUR)) as server, life.begin() as client:
        await client.visit(server.url())
        kept = rows(path, "SELECT scope, name, reason FROM pauses")
        assert kept == [("host", f"127.0.0.1:{server.port}", "it answered HTTP 429")]


async def test_a_redirect_into_a_host_that_is_left_alone_is_not_followed(life: Life) -> None:
    async with raw_server(answering(AN_HOUR)) as busy:
        leading = f"HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: {busy.url('/there')}\r\n\r\n".encode()
        async with raw_server(answering(leading)) as server:
            async with life.begin() as client:
                await client.visit(busy.url())
            async with life.begin() as client:
                assert (await client.visit(server.url())).trouble is Trouble.RATE_LIMITED
        assert len(busy.requests) == 1


async def test_another_process_learns_of_the_pause_within_half_a_minute(life: Life, clock: SkippingClock) -> None:
    async with raw_server(answering(OK, AN_HOUR)) as server, life.begin() as one, life.begin() as other:
        await one.visit(server.url())
        await other.visit(server.url())
        clock.skip(31)
        assert left_alone(await one.visit(server.url()))
        assert len(server.requests) == 2


async def test_short_pauses_are_not_worth_a_row_and_long_ones_are_worth_one(life: Life, path: Path) -> None:
    written: list[str] = []
    short = AN_HOUR.replace(b"3600", b"9")
    async with raw_server(answering(short, AN_HOUR)) as server, life.begin() as client:
        await client.visit(server.url())
        written += [until for (until,) in rows(path, "SELECT until FROM pauses")]
        assert written == []
        async with client.host(f"127.0.0.1:{server.port}") as host:
            await asyncio.gather(*(host.visit(server.url(f"/{number}")) for number in range(6)))
        assert rows(path, "SELECT count(*) FROM pauses") == [(1,)]


async def test_refusals_without_a_time_are_remembered_when_they_have_become_long(
    life: Life, clock: SkippingClock, path: Path
) -> None:
    busy = b"HTTP/1.1 429 X\r\nContent-Length: 0\r\n\r\n"
    lengths = []
    async with raw_server(answering(busy)) as server, life.begin() as client:
        for _ in range(5):  # 2, 4, 8, 16, 32 s
            await client.visit(server.url())
            lengths.append(rows(path, "SELECT count(*) FROM pauses WHERE until > ?", [life.now().isoformat()])[0][0])
            clock.skip(33)
    assert lengths == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=400)])
async def test_a_clock_that_is_put_back_makes_no_pause_last_for_ever(
    life: Life, clock: SkippingClock, back: timedelta
) -> None:
    async with raw_server(answering(AN_HOUR, OK)) as server:
        async with life.begin() as client:
            await client.visit(server.url())
        life.set_by = -back
        async with life.begin() as client:
            assert left_alone(await client.visit(server.url()))
        clock.skip(3602)
        async with life.begin() as client:
            assert (await client.visit(server.url())).http_status == 200


async def test_no_host_can_ask_for_more_than_a_day(life: Life, clock: SkippingClock) -> None:
    async with raw_server(answering(AN_HOUR.replace(b"3600", b"9999999999"), OK)) as server:
        async with life.begin() as client:
            await client.visit(server.url())
        clock.skip(86_402)
        async with life.begin() as client:
            assert (await client.visit(server.url())).http_status == 200


async def test_a_database_that_is_locked_costs_the_memory_but_not_the_look(
    life: Life, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with raw_server(answering(AN_HOUR)) as server, life.begin() as client:
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")
            async with asyncio.timeout(30):  # the patience of the store is an hour
                assert (await client.visit(server.url())).http_status == 429
            assert left_alone(await client.visit(server.url()))
    assert [record.levelno for record in caplog.records if "will not outlive" in record.message] == [logging.WARNING]


class SlowToKeep:
    """Takes its time to write a pause down."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.may_end = asyncio.Event()

    async def known(self) -> Mapping[str, float]:
        return {}

    async def keep(self, authority: str, seconds: float, reason: str) -> None:
        self.asked.set()
        await self.may_end.wait()


async def test_nobody_waits_for_a_pause_of_another_host_to_be_written_down(open_client: OpenClient) -> None:
    slow = SlowToKeep()
    async with (
        raw_server(answering(AN_HOUR)) as busy,
        raw_server(answering(OK)) as server,
        open_client(pauses=slow, concurrency=1) as client,
        asyncio.timeout(30),
    ):
        refused = asyncio.ensure_future(client.visit(busy.url()))
        await slow.asked.wait()
        assert (await client.visit(server.url())).http_status == 200
        assert left_alone(await client.visit(busy.url("/other")))
        slow.may_end.set()
        assert (await refused).http_status == 429


class Slow:
    """Knows of one pause, and takes its time to say so."""

    def __init__(self, authority: str) -> None:
        self.authority = authority
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()

    async def known(self) -> Mapping[str, float]:
        self.asked.set()
        await self.may_answer.wait()
        return {self.authority: 1800.0}

    async def keep(self, authority: str, seconds: float, reason: str) -> None:
        raise AssertionError("nothing is to be kept")


async def test_nobody_goes_ahead_while_the_pauses_are_still_being_asked_for(open_client: OpenClient) -> None:
    async with raw_server(answering(OK)) as server:
        slow = Slow(f"127.0.0.1:{server.port}")
        async with open_client(pauses=slow) as client:
            visits = [asyncio.ensure_future(client.visit(server.url(f"/{number}"))) for number in range(5)]
            visits[0].cancel()
            await slow.asked.wait()
            visits[1].cancel()  # the one that asks, perhaps: then another one does
            await asyncio.sleep(0)
            slow.may_answer.set()
            answers = await asyncio.gather(*visits, return_exceptions=True)
        assert all(left_alone(visit) for visit in answers if isinstance(visit, Visit))
        assert sum(isinstance(visit, Visit) for visit in answers) == 3
        assert server.requests == []
