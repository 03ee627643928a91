import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from linkwatch.config import parse_listen
from linkwatch.errors import ConfigError, StoreBusyError, StoreError
from linkwatch.model import Census, Status
from linkwatch.watch.monitor import Monitor
from linkwatch.watch.monitor.server import serve

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
CENSUS = Census(NOW, {"alive": 40, "dead": 2}, 7, NOW - timedelta(minutes=5), 3, 4096)


@pytest.fixture
def monitor() -> Monitor:
    monitor = Monitor()
    monitor.scheduled({"check": 60.0})
    return monitor


class Database:
    """Is counted and written; `failure` is what that raises."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.writes = 0
        self.written = asyncio.Event()

    async def count(self) -> Census:
        self.written.set()
        if self.failure:
            raise self.failure
        return CENSUS

    async def write(self) -> None:
        self.writes += 1
        if self.failure:
            raise self.failure


async def feed() -> bytes:
    return b"<feed/>"


@asynccontextmanager
async def serving(
    monitor: Monitor, database: Database | None = None, listen: str = "127.0.0.1:0"
) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    database = database or Database()
    async with (
        serve(monitor, listen, count=database.count, write=database.write, changes=feed) as (url, *_),
        aiohttp.ClientSession() as session,
    ):
        await database.written.wait()
        yield session, url


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("127.0.0.1:8471", ("127.0.0.1", 8471)),
        ("[::1]:8471", ("::1", 8471)),
        (":8471", (None, 8471)),
        ("box.lan:80", ("box.lan", 80)),
    ],
)
def test_an_address_and_a_port(text: str, meant: tuple[str | None, int]) -> None:
    assert parse_listen(text) == meant


@pytest.mark.parametrize(
    "text", ["", "8471", "127.0.0.1", "::1:8471", "127.0.0.1:99999", "http://a:80", "a:b", "a:80/x", "[x]:1"]
)
def test_what_is_no_address_with_a_port(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not an address with a port"):
        parse_listen(text)


async def test_health_is_told_as_json(monitor: Monitor) -> None:
    async with serving(monitor) as (session, url):
        async with session.get(f"{url}/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, monitor.health())
        async with session.head(f"{url}/healthz") as answer:
            assert (answer.status, await answer.read()) == (200, b"")
    assert monitor.health()["due"] == 7
    assert monitor.health()["lag_seconds"] == 300


async def test_a_failure_is_503_and_a_pause_is_not(monitor: Monitor) -> None:
    async with serving(monitor) as (session, url):
        monitor.paused("nobody answered")
        async with session.get(f"{url}/healthz") as answer:
            assert (answer.status, (await answer.json())["status"]) == (200, "paused")
        monitor.wrote("the disk is full")
        async with session.get(f"{url}/healthz") as answer:
            assert (answer.status, (await answer.json())["status"]) == (503, "failing")


@pytest.mark.parametrize(("failure", "writable"), [(StoreError("full"), False), (StoreBusyError("locked"), True)])
async def test_a_failure_of_the_database_is_noticed(monitor: Monitor, failure: StoreError, writable: bool) -> None:
    async with serving(monitor, Database(failure)):
        assert monitor.health()["database"] == {"writable": writable}


async def test_the_database_is_looked_at_again_and_again(monitor: Monitor) -> None:
    database = Database()
    async with serve(monitor, "127.0.0.1:0", count=database.count, write=database.write, refresh_seconds=0):
        for _ in range(5):
            await database.written.wait()
            database.written.clear()
    assert database.writes >= 5


async def test_a_file_that_vanishes_while_it_is_measured_ends_no_watch(monitor: Monitor) -> None:
    class Vanishing(Database):
        async def count(self) -> Census:
            await super().count()
            raise FileNotFoundError(2, "No such file or directory", "links.db-wal")

    database = Vanishing()
    async with serve(monitor, "127.0.0.1:0", count=database.count, write=database.write, refresh_seconds=0):
        for _ in range(3):
            async with asyncio.timeout(10):
                await database.written.wait()
            database.written.clear()
    assert database.writes >= 3


async def test_metrics_are_told_as_prometheus_reads_them(monitor: Monitor) -> None:
    monitor.job_started("check", NOW)
    monitor.job_ended("check", NOW, "no")
    for status in (Status.ALIVE, Status.ALIVE, Status.DEAD):
        monitor.looked(status)
    async with serving(monitor) as (session, url), session.get(f"{url}/metrics") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        lines = (await answer.text()).splitlines()
    for line in (
        'linkwatch_links{status="dead"} 2.0',
        "linkwatch_due_links 7.0",
        "linkwatch_lag_seconds 300.0",
        'linkwatch_looks_total{status="alive"} 2.0',
        'linkwatch_job_seconds_count{job="check"} 1.0',
        'linkwatch_job_errors_total{job="check"} 1.0',
        "linkwatch_outbox_waiting 3.0",
        "linkwatch_database_bytes 4096.0",
        "linkwatch_paused 0.0",
        "linkwatch_healthy 1.0",
    ):
        assert line in lines
    if sys.platform == "linux":
        assert any(line.startswith("process_resident_memory_bytes ") for line in lines)
    assert not any(line.startswith("python_gc") for line in lines)  # nothing of the global registry


async def test_the_feed_of_changes(monitor: Monitor) -> None:
    async with serving(monitor) as (session, url), session.get(f"{url}/changes.atom") as answer:
        assert await answer.read() == b"<feed/>"
        assert answer.content_type == "application/atom+xml"


async def test_a_feed_that_cannot_be_made_now_is_503(monitor: Monitor) -> None:
    async def fail() -> bytes:
        raise StoreError("/secret/links.db: is locked")

    database = Database()
    async with (
        serve(monitor, "127.0.0.1:0", count=database.count, write=database.write, changes=fail) as (url, *_),
        aiohttp.ClientSession() as session,
        session.get(f"{url}/changes.atom") as answer,
    ):
        assert answer.status == 503
        assert "secret" not in await answer.text()


async def test_there_is_nothing_else_and_nothing_is_written(monitor: Monitor) -> None:
    async with serving(monitor) as (session, url):
        for path in ("/", "/healthz/", "/metrics/x", "/../etc/passwd", "/favicon.ico"):
            async with session.get(f"{url}{path}") as answer:
                assert answer.status == 404
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
            async with session.request(method, f"{url}/healthz") as answer:
                assert answer.status == 405


async def test_every_answer_keeps_browsers_from_mischief(monitor: Monitor) -> None:
    async with serving(monitor) as (session, url):
        for path in ("/healthz", "/metrics", "/changes.atom", "/nothing"):
            async with session.get(f"{url}{path}") as answer:
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
                assert answer.headers["Cache-Control"] == "no-store"
                assert "aiohttp" not in answer.headers["Server"]


async def test_an_address_that_is_taken_is_told_in_a_line(monitor: Monitor) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ConfigError, match=rf"^\[server\] listen: {listen}: Address already in use$"):
            async with serving(monitor, listen=listen):
                pass


async def test_an_address_of_another_machine_is_told_in_a_line(monitor: Monitor) -> None:
    with pytest.raises(ConfigError, match=r"\[server\] listen: 192\.0\.2\.1:8471: "):
        async with serving(monitor, listen="192.0.2.1:8471"):
            pass


async def test_one_who_does_not_read_does_not_keep_the_daemon_from_ending(monitor: Monitor) -> None:
    async with serving(monitor) as (_, url):
        host, port = url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"GET /healthz HT")
        await writer.drain()
    assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()
