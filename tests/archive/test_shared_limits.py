"""What processes on one database keep to together: an archive's pace, and the pauses that it asks for."""

import asyncio
import itertools
import logging
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from linkwatch.app.tools import open_archives
from linkwatch.archive import Spent
from linkwatch.archive.availability import Availability
from linkwatch.archive.find import Finder
from linkwatch.archive.limiter import Limiter
from linkwatch.archive.memento import MementoArchive
from linkwatch.archive.transport import Transport
from linkwatch.archive.wayback import WaybackMachine
from linkwatch.config import ArchiveSettings
from linkwatch.errors import ArchiveUnavailableError
from linkwatch.reading import Here
from linkwatch.store import ArchiveLimits, Store
from tests.archive.conftest import USER_AGENT, Clock, inspect
from tests.servers.clock import ManualClock
from tests.standin.wayback import UNAVAILABLE, Trouble, WaybackStandin, too_many
from tests.store.making import rows

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
URL = "http://example.org/page"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "links.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, busy_timeout=0.1) as store:
        yield store


@pytest.fixture
def second_store(store: Store, path: Path) -> Iterator[Store]:
    with Store.open(path, busy_timeout=0.1) as second:
        yield second


# --- the pace, by a clock that moves when all wait


class Direct:
    """The limits over a connection, without its thread: a clock that only tests move cannot see what a thread does."""

    def __init__(self, store: Store, clock: ManualClock) -> None:
        self._politeness = store.politeness
        self._clock = clock
        self.set_by = timedelta()

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self._clock.monotonic()) + self.set_by

    async def pause(self, server: str) -> tuple[float, str] | None:
        raise AssertionError("a limiter knows nothing of pauses")

    async def keep_pause(self, server: str, seconds: float, reason: str) -> None:
        raise AssertionError("a limiter knows nothing of pauses")

    async def take_turn(self, name: str, most: int, window: float) -> float:
        return self._politeness.take_turn(name, most, window, self.now)


class Worker:
    """A process that asks as often as it may."""

    def __init__(self, store: Store, clock: ManualClock, per_minute: float) -> None:
        self._clock = clock
        self.limits = Direct(store, clock)
        self.limiter = Limiter(per_minute, clock.monotonic, clock.sleep, self.limits, "web.archive.org")
        self.starts: list[float] = []

    async def ask(self, times: int) -> None:
        async def once() -> None:
            await self.limiter.wait()
            self.starts.append(self._clock.now)
            await self._clock.sleep(0.7)

        await asyncio.gather(*(once() for _ in range(times)))


def busiest_minute(starts: list[float], seconds: float = 60) -> int:
    starts = sorted(starts)
    return max(sum(first <= start < first + seconds - 0.001 for start in starts) for first in starts)


async def test_two_processes_keep_the_limit_in_every_window_and_share_it(store: Store, second_store: Store) -> None:
    clock = ManualClock()
    one, two = Worker(store, clock, 6), Worker(second_store, clock, 6)
    await clock.run(one.ask(40), two.ask(40))
    starts = sorted(one.starts + two.starts)
    assert len(starts) == 80
    assert busiest_minute(starts) == 6
    assert starts[-1] == pytest.approx(13 * 60, abs=1)  # nothing of the budget is lost either
    assert sum(start in one.starts for start in starts[:40]) >= 10
    assert sum(start in two.starts for start in starts[:40]) >= 10


async def test_one_process_alone_is_hardly_slower_than_without_a_database(store: Store) -> None:
    clock = ManualClock()
    alone = Worker(store, clock, 6)
    await clock.run(alone.ask(14))
    assert alone.starts == [pytest.approx(at, abs=0.6) for at in [0] * 6 + [60] * 6 + [120] * 2]


async def test_a_process_that_begins_counts_what_one_that_was_killed_had_asked(store: Store, path: Path) -> None:
    clock = ManualClock()
    await clock.run(Worker(store, clock, 6).ask(6))
    with Store.open(path) as next_store:
        reborn = Worker(next_store, clock, 6)
        await clock.run(reborn.ask(6))
    assert reborn.starts == [pytest.approx(60, abs=0.5)] * 6


async def test_new_settings_hold_for_what_was_asked_before_them(store: Store) -> None:
    clock = ManualClock()
    quick, slow = Worker(store, clock, 12), Worker(store, clock, 2)
    await clock.run(quick.ask(12))
    await clock.run(slow.ask(4))
    assert min(slow.starts) == pytest.approx(60)
    assert busiest_minute(slow.starts) == 2


@pytest.mark.parametrize("by", [timedelta(days=400), timedelta(days=-400), timedelta(seconds=-30)])
async def test_a_clock_that_is_set_makes_nobody_ask_too_often_or_wait_for_ever(store: Store, by: timedelta) -> None:
    clock = ManualClock()
    worker = Worker(store, clock, 6)

    async def set_clock() -> None:
        await clock.sleep(70)
        worker.limits.set_by = by

    await clock.run(worker.ask(24), set_clock())
    assert busiest_minute(worker.starts) == 6
    assert max(worker.starts) <= 5 * 60


async def test_a_database_that_is_locked_is_waited_for(store: Store, path: Path) -> None:
    limits = ArchiveLimits(store.politeness, lambda: NOW)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await limits.take_turn("web.archive.org", 6, 60) == 1
        assert await limits.take_turn("web.archive.org", 6, 60) == 1
        other.execute("ROLLBACK")
    assert await limits.take_turn("web.archive.org", 6, 60) == 0


def test_a_database_that_is_lost_leaves_the_pace_to_each_process(
    store: Store, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    limits = ArchiveLimits(store.politeness, lambda: NOW)
    path.rename(path.with_name("elsewhere.db"))
    assert [asyncio.run(limits.take_turn("web.archive.org", 1, 60)) for _ in range(2)] == [0, 0]
    assert {record.levelno for record in caplog.records} == {logging.WARNING}


# --- pauses


class Processes:
    """Opens doors to an archive, each as a process of its own would. set_by: the clock is off by this."""

    def __init__(self, base_url: str, clock: Clock) -> None:
        self._base_url = base_url
        self._clock = clock
        self.set_by = timedelta()

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self._clock.now) + self.set_by

    def door(self, store: Store, base_url: str | None = None) -> Transport:
        return Transport(
            base_url or self._base_url,
            user_agent=USER_AGENT,
            requests_per_minute=1000,
            clock=self._clock,
            sleep=self._clock.sleep,
            shared=ArchiveLimits(store.politeness, self.now),
        )

    async def get(self, door: Transport) -> bytes:
        return (await door.get(self._base_url + "/cdx/search/cdx?url=x", spent=Spent())).body


@pytest.fixture
def processes(base_url: str, clock: Clock) -> Processes:
    return Processes(base_url, clock)


async def test_an_archive_is_left_alone_after_a_restart_until_its_pause_is_over(
    processes: Processes, store: Store, second_store: Store, clock: Clock, standin: WaybackStandin
) -> None:
    standin.trouble = [too_many("1800"), Trouble(200, "fine")]
    async with processes.door(store) as door:
        with pytest.raises(ArchiveUnavailableError):
            await processes.get(door)
    async with processes.door(second_store) as door:
        assert door.is_resting
        with pytest.raises(ArchiveUnavailableError, match="it answered 429") as caught:
            await processes.get(door)
        assert caught.value.retry_after == pytest.approx(1800, abs=3)
    assert len(standin.requests) == 1
    clock.now += 1802
    async with processes.door(second_store) as door:
        assert not door.is_resting
        assert await processes.get(door) == b"fine"


async def test_the_pause_is_written_before_the_lookup_that_met_it_ends(
    processes: Processes, store: Store, path: Path, base_url: str, standin: WaybackStandin
) -> None:
    standin.trouble = [too_many("1800")]
    async with processes.door(store) as door:
        with pytest.raises(ArchiveUnavailableError):
            await processes.get(door)
        kept = rows(path, "SELECT scope, name, reason FROM pauses")
    assert kept == [("archive", base_url.removeprefix("http://"), "it answered 429 Too Many Requests")]


async def test_another_process_heeds_the_pause_with_its_next_request(
    processes: Processes, store: Store, second_store: Store, standin: WaybackStandin
) -> None:
    standin.trouble = [Trouble(200, "fine"), too_many("1800")]
    async with processes.door(store) as one, processes.door(second_store) as other:
        assert await processes.get(one) == b"fine"
        with pytest.raises(ArchiveUnavailableError):
            await processes.get(other)
        with pytest.raises(ArchiveUnavailableError):
            await processes.get(one)
        assert one.is_resting
    assert len(standin.requests) == 2


async def test_a_short_pause_that_another_process_met_is_waited_for(
    processes: Processes, store: Store, second_store: Store, clock: Clock, standin: WaybackStandin
) -> None:
    standin.always = Trouble(200, "fine")
    async with processes.door(store) as one, processes.door(second_store) as other:
        await processes.get(one)
        await ArchiveLimits(second_store.politeness, processes.now).keep_pause(other._server, 60, "it was too much")
        assert await processes.get(one) == b"fine"
    assert sum(clock.slept) == pytest.approx(61, abs=1)


async def test_a_refused_connection_is_remembered_for_its_hour(
    processes: Processes, store: Store, second_store: Store, clock: Clock
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}"
    async with processes.door(store, nowhere) as door:
        with pytest.raises(ArchiveUnavailableError):
            await door.get(nowhere, spent=Spent())
    async with processes.door(second_store, nowhere) as door:
        assert door.is_resting
    clock.now += 3603
    async with processes.door(second_store, nowhere) as door:
        assert not door.is_resting


async def test_what_an_archive_only_earned_by_failing_is_forgotten_with_the_process(
    processes: Processes, store: Store, path: Path, standin: WaybackStandin
) -> None:
    standin.always = UNAVAILABLE
    async with processes.door(store) as door:
        for _ in range(3):
            with pytest.raises(ArchiveUnavailableError):
                await processes.get(door)
        assert door.is_resting
    assert rows(path, "SELECT * FROM pauses") == []


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=400)])
async def test_a_clock_that_is_put_back_makes_no_pause_last_for_ever(
    processes: Processes, store: Store, clock: Clock, standin: WaybackStandin, back: timedelta
) -> None:
    standin.trouble = [too_many("1800"), Trouble(200, "fine")]
    async with processes.door(store) as door:
        with pytest.raises(ArchiveUnavailableError):
            await processes.get(door)
    processes.set_by = -back
    async with processes.door(store) as door:
        assert door.is_resting
    clock.now += 1803
    async with processes.door(store) as door:
        assert await processes.get(door) == b"fine"


async def test_a_turn_is_void_where_a_pause_came_before_it(
    base_url: str, store: Store, path: Path, clock: Clock, standin: WaybackStandin
) -> None:
    """Else all who waited for the end of the pause would ask at once then."""
    standin.always = Trouble(200, "fine")
    limits = ArchiveLimits(store.politeness, lambda: NOW + timedelta(seconds=clock.now))

    async def sleep(seconds: float) -> None:
        if not clock.slept:
            await limits.keep_pause(door._server, 70, "another process met it while we waited for our turn")
        await clock.sleep(seconds)

    door = Transport(base_url, user_agent=USER_AGENT, requests_per_minute=1, clock=clock, sleep=sleep, shared=limits)
    async with door:
        for _ in range(2):
            await door.get(base_url + "/cdx/search/cdx?url=x", spent=Spent())
    assert len(standin.requests) == 2
    assert clock.slept == [pytest.approx(seconds, abs=1) for seconds in (60, 11, 49)]
    assert rows(path, "SELECT count(*) FROM archive_turns") == [(3,)]


# --- archives together


async def test_saves_have_a_pace_of_their_own_that_outlives_the_process(
    base_url: str, store: Store, second_store: Store, standin: WaybackStandin
) -> None:
    settings = ArchiveSettings.model_validate(
        {"wayback_url": base_url, "save_url": base_url + "/save", "access_key": "key", "secret_key": "secret"}
    )
    turns = 0
    for opened in (store, second_store):
        limits = ArchiveLimits(opened.politeness, lambda: datetime.now(UTC))
        async with open_archives(settings, USER_AGENT, Here(), limits) as archives:
            assert archives.saver is not None
            try:
                async with asyncio.timeout(1):
                    for _ in itertools.count():
                        await archives.saver.turn()
                        turns += 1
            except TimeoutError:
                pass
    assert turns == 7


@pytest.mark.parametrize("words", [None, "soon", "1800"])
async def test_an_archive_that_has_had_enough_stops_no_other_whatever_time_it_names(
    base_url: str, processes: Processes, store: Store, standin: WaybackStandin, words: str | None
) -> None:
    other = WaybackStandin()
    other.add(URL, "20150609120000", body=b"<title>A page</title>" + b"<p>What stood here.</p>" * 30)
    standin.always = too_many(words)
    async with other.serve() as other_url:
        for _ in range(3):
            async with processes.door(store) as busy, processes.door(store, other_url) as calm:
                wayback = WaybackMachine(busy, base_url, Availability(busy, base_url))
                memento = MementoArchive(calm, other_url + "/web/timemap/link/")
                finder = Finder([wayback, memento], inspect=inspect)
                answer = await finder.find(URL, NOW)
                assert answer.snapshot is not None
                assert answer.provisional  # the one that gave no answer is asked another time
                assert busy.is_resting
                assert not calm.is_resting
    assert len(standin.requests) == 1
