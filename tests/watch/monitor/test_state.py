from datetime import UTC, datetime, timedelta

import pytest

from linkwatch.model import Census, Status
from linkwatch.watch.monitor import Monitor

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = 86400.0


class Clock:
    """A wall clock and a monotonic one that go together."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def monitor(clock: Clock) -> Monitor:
    monitor = Monitor(monotonic=clock.monotonic)
    monitor.scheduled({"check": 60.0, "tidy": 3600.0})
    return monitor


def wake(monitor: Monitor, clock: Clock, name: str, seconds: float = 2, error: str | None = None) -> None:
    monitor.job_started(name, clock.now())
    clock.seconds += seconds
    monitor.job_ended(name, clock.now(), error)


def census(at: datetime, due_for: float | None = None) -> Census:
    due_since = None if due_for is None else at - timedelta(seconds=due_for)
    return Census(at, {"alive": 3}, 0 if due_for is None else 5, due_since, 0, 1)


def test_jobs_are_told_of_with_their_times_and_the_next_wake(monitor: Monitor, clock: Clock) -> None:
    wake(monitor, clock, "check", error="https://user:hush@a.example/ failed")
    monitor.job_started("tidy", clock.now())
    health = monitor.health()
    assert health["status"] == "ok"
    assert health["jobs"]["check"] == {
        "running": False,
        "last_started_at": "2026-11-22T08:00:00Z",
        "last_finished_at": "2026-11-22T08:00:02Z",
        "last_error": "https://***@a.example/ failed",
        "next_at": "2026-11-22T08:01:00Z",
    }
    assert health["jobs"]["tidy"]["running"] is True
    assert health["jobs"]["tidy"]["last_finished_at"] is None


@pytest.mark.parametrize("is_running", [True, False])
def test_a_job_that_ends_no_wake_for_long_is_a_failure(monitor: Monitor, clock: Clock, is_running: bool) -> None:
    wake(monitor, clock, "check")
    if is_running:
        monitor.job_started("check", clock.now())
    clock.seconds += 3 * 60 + 600
    assert monitor.health()["status"] == "ok"
    clock.seconds += 1
    health = monitor.health()
    assert health["status"] == "failing"
    assert health["problems"] == ["job check has not ended a wake for 13 minutes"]
    wake(monitor, clock, "check")
    assert monitor.health()["status"] == "ok"


def test_a_wake_that_failed_has_ended(monitor: Monitor, clock: Clock) -> None:
    for _ in range(20):
        clock.seconds += 60
        wake(monitor, clock, "check", error="no")
    assert monitor.health()["status"] == "ok"


def test_a_job_that_did_nothing_but_fail_for_a_day_is_a_failure(monitor: Monitor, clock: Clock) -> None:
    wake(monitor, clock, "check")
    for _ in range(25):
        clock.seconds += 3600
        wake(monitor, clock, "tidy")
        wake(monitor, clock, "check", error="https://user:hush@a.example/ failed")
    assert monitor.problems() == ["job check has failed for 25 hours: https://***@a.example/ failed"]
    wake(monitor, clock, "check")
    assert monitor.health()["status"] == "ok"


def test_new_settings_forget_jobs_and_begin_their_times_anew(monitor: Monitor, clock: Clock) -> None:
    wake(monitor, clock, "check")
    clock.seconds += 700
    monitor.scheduled({"check": 600.0})
    clock.seconds += 700
    assert monitor.health()["status"] == "ok"
    assert list(monitor.jobs) == ["check"]
    assert monitor.jobs["check"].wakes == 1
    wake(monitor, clock, "tidy")  # one that was cut off by the new settings


def test_a_pause_is_told_and_is_no_failure(monitor: Monitor, clock: Clock) -> None:
    monitor.paused("nobody answered")
    monitor.counted(census(clock.now(), 3 * DAY))
    health = monitor.health()
    assert (health["status"], health["paused"], health["problems"]) == ("paused", "nobody answered", [])
    monitor.paused(None)
    assert monitor.health()["paused"] is None


def keep_awake(monitor: Monitor, clock: Clock, seconds: float) -> None:
    until = clock.seconds + seconds
    while clock.seconds < until:
        clock.seconds += 600
        for name in monitor.jobs:
            wake(monitor, clock, name)


def test_links_due_for_more_than_a_day_are_a_failure_of_one_that_had_a_day_for_them(
    monitor: Monitor, clock: Clock
) -> None:
    monitor.counted(census(clock.now(), 7 * DAY))
    assert monitor.health()["status"] == "ok"  # it was away for a week, and has only begun
    keep_awake(monitor, clock, DAY + 60)
    monitor.counted(census(clock.now(), DAY - 60))
    assert monitor.health()["status"] == "ok"
    monitor.counted(census(clock.now(), DAY + 60))
    assert monitor.health()["status"] == "failing"
    assert monitor.health()["lag_seconds"] == DAY + 60


def test_after_a_pause_there_is_a_day_to_catch_up(monitor: Monitor, clock: Clock) -> None:
    keep_awake(monitor, clock, 2 * DAY)
    monitor.paused("nobody answered")
    keep_awake(monitor, clock, 2 * DAY)
    monitor.counted(census(clock.now(), 2 * DAY))
    monitor.paused(None)
    assert monitor.health()["status"] == "ok"
    keep_awake(monitor, clock, DAY + 60)
    assert monitor.health()["status"] == "failing"


def test_a_database_that_cannot_be_written_is_a_failure_and_one_that_is_busy_is_not(
    monitor: Monitor, clock: Clock
) -> None:
    monitor.wrote("links.db: the disk is full")
    assert monitor.health()["status"] == "failing"
    assert monitor.health()["database"] == {"writable": False}
    monitor.wrote(None)
    assert monitor.health()["database"] == {"writable": True}
    monitor.wrote("busy", is_busy=True)
    assert monitor.health()["status"] == "ok"
    clock.seconds += 301
    monitor.wrote("busy", is_busy=True)
    assert monitor.health()["status"] == "failing"


def test_looks_are_counted(monitor: Monitor) -> None:
    for status in (Status.ALIVE, Status.ALIVE, Status.DEAD):
        monitor.looked(status)
    assert monitor.looks == {"alive": 2, "dead": 1}
