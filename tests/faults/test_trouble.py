"""What a daemon does when its database cannot be used: not yet, or no more."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from linkwatch.app import utc_now
from linkwatch.config import Settings
from linkwatch.errors import StoreBusyError, StoreError, StoreFullError, StoreLostError
from linkwatch.watch.daemon import Daemon, Pauses
from tests.watch.test_daemon import SOON, CountingJobs, Ends


class JobsWithTrouble(CountingJobs):
    """begin fails with each of these errors, then works."""

    def __init__(self, *errors: Exception, act: Callable[[], object] = lambda: asyncio.sleep(0)) -> None:
        super().__init__(act)
        self._errors = list(errors)
        self.began = asyncio.Event()

    async def begin(self) -> None:
        await super().begin()
        self.began.set()
        if self._errors:
            raise self._errors.pop(0)


def daemon_of(jobs: CountingJobs, **changes: Any) -> Daemon:
    return Daemon(jobs, Settings.model_validate({"schedule": {"check": "20ms"}}), Ends(), utc_now, **changes)


async def test_a_daemon_begins_when_the_database_is_locked_or_full_no_more(caplog: pytest.LogCaptureFixture) -> None:
    jobs, stop = JobsWithTrouble(StoreBusyError("locked"), StoreFullError("full")), asyncio.Event()
    running = asyncio.create_task(daemon_of(jobs, pauses=Pauses(begin_again=0.01)).run(stop))
    await jobs.wait_for_checks(1)
    stop.set()
    await running
    assert jobs.wakes[:3] == ["begin", "begin", "begin"]
    assert [record.error for record in caplog.records if hasattr(record, "error")] == ["locked", "full"]


async def test_a_daemon_that_waits_to_begin_ends_when_it_is_told() -> None:
    jobs, stop = JobsWithTrouble(StoreFullError("full")), asyncio.Event()
    running = asyncio.create_task(daemon_of(jobs).run(stop))
    await jobs.began.wait()
    stop.set()
    await asyncio.wait_for(running, SOON)
    assert "check" not in jobs.wakes


async def test_a_daemon_whose_beginning_hangs_ends_when_it_is_told() -> None:
    class HangingJobs(CountingJobs):
        async def begin(self) -> None:
            self.woke.set()
            await asyncio.Event().wait()

    jobs, stop = HangingJobs(), asyncio.Event()
    running = asyncio.create_task(daemon_of(jobs).run(stop))
    await jobs.woke.wait()
    stop.set()
    await asyncio.wait_for(running, SOON)


async def test_another_error_at_the_beginning_is_raised() -> None:
    with pytest.raises(StoreError, match="no such folder"):
        await daemon_of(JobsWithTrouble(StoreError("no such folder"))).run(asyncio.Event())


async def test_a_daemon_whose_database_is_lost_ends_with_that_error() -> None:
    async def lose() -> None:
        raise StoreLostError("was deleted")

    jobs, stop = CountingJobs(lose), asyncio.Event()
    with pytest.raises(StoreLostError, match="was deleted"):
        await asyncio.wait_for(daemon_of(jobs).run(stop), SOON)
    assert stop.is_set()
    assert jobs.wakes[-1] == "end"
