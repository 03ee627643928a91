"""The service: wakes the jobs for years, each by its own schedule, and ends them cleanly."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from apscheduler.triggers.base import BaseTrigger

from linkwatch.config import Settings
from linkwatch.errors import LinkwatchError, StoreBusyError, StoreFullError, StoreLostError

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

_log = logging.getLogger(__name__)

_NEW_SOURCES_EVERY = 60.0  # seconds after which a source that was just added is found at the latest
_INBOX_EVERY = 2.0  # who asks for something on a page waits for it
_TIDY_EVERY = 3600.0
_CLOCK_JUMP = 60.0  # a clock that was put back by less costs no more than that
_MOST_ROUNDS = 1000  # of a single pass: a bound against looking for ever


class Jobs(Protocol):
    """The work of one configuration; each method but the first and the last is one wake."""

    async def begin(self) -> None:
        """Get ready."""

    async def act(self) -> None:
        """Begin what people ask for."""

    async def act_all(self) -> None:
        """Do what people ask for, and wait for the end."""

    async def scan(self) -> None:
        """Begin to read the sources that are due."""

    async def scan_all(self) -> None:
        """Read every source, and wait for the end."""

    async def check(self) -> int:
        """Look at links that are due; return how many were looked at."""

    async def archive(self) -> None:
        """Ask archives for copies, and have copies made."""

    async def notify(self) -> None:
        """Tell what changed."""

    async def tidy(self) -> None:
        """Thin old looks."""

    async def end(self) -> None:
        """Cut off what is still running."""


class Monitor(Protocol):
    """Is told what the jobs do."""

    def job_started(self, name: str, at: datetime) -> None:
        """A job woke."""

    def job_ended(self, name: str, at: datetime, error: str | None) -> None:
        """A job ended its wake. error: why it could not do its work, in a line."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long a daemon waits, in seconds.

    drain: that wakes are given to end by themselves. begin_again: before a database that is locked or full is tried
    again. clock: between two looks at whether the clock was put back.
    """

    drain: float = 0.5  # whoever stops a service waits for it; what is cut off is soon asked again
    begin_again: float = 10.0
    clock: float = 20.0


DEFAULT_PAUSES = Pauses()


class Stop:
    """Asks a daemon to end, or to read its settings again; fit for signal handlers."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.is_final = False

    def end(self) -> None:
        """End for good."""
        self.is_final = True
        self.asked.set()

    def reload(self) -> None:
        """End what runs, and go on with new settings."""
        self.asked.set()


class _Every(BaseTrigger):  # type: ignore[misc]  # it has no types
    """Fires at intervals. Those that were missed count as one: a clock that is set ahead by years costs nothing."""

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """Return when to fire after `previous`, which is None at first."""
        due = now if previous is None else previous + self._interval
        return due if due > now else now + self._interval


class Daemon:
    """Runs the jobs of one configuration until it is stopped."""

    def __init__(
        self,
        jobs: Jobs,
        settings: Settings,
        monitor: Monitor,
        now: Callable[[], datetime],
        pauses: Pauses = DEFAULT_PAUSES,
    ) -> None:
        schedule = settings.schedule
        self._pauses = pauses
        self._jobs = jobs
        self._monitor = monitor
        self._now = now
        self._awake: set[asyncio.Task[None]] = set()
        self._lost: StoreLostError | None = None
        self._stop = asyncio.Event()
        self.intervals: dict[str, float] = {
            "inbox": _INBOX_EVERY,
            "scan": min(schedule.scan, _NEW_SOURCES_EVERY),
            "check": schedule.check,
            "archive": schedule.archive,
            "notify": schedule.notify,
            "tidy": _TIDY_EVERY,
        }

    async def run(self, stop: asyncio.Event) -> None:
        """Wake the jobs until `stop` is set, then let them end what is in flight, for a few seconds.

        Sets `stop` and raises StoreLostError if the database is no longer there or no longer sound.
        """
        self._stop = stop
        if not await self._begin():
            return
        scheduler = self._schedule()
        clock = asyncio.create_task(self._watch_clock(scheduler))
        try:
            await stop.wait()
        finally:
            clock.cancel()
            scheduler.pause()
            await self._drain()
            scheduler.shutdown(wait=False)
            await self._jobs.end()
        if self._lost is not None:
            raise self._lost

    async def _begin(self) -> bool:
        """Get ready, however long the database is locked or full; False if that was not to be waited for."""
        stopped = asyncio.create_task(self._stop.wait())
        try:
            while True:
                beginning = asyncio.create_task(self._jobs.begin())
                await asyncio.wait({beginning, stopped}, return_when=asyncio.FIRST_COMPLETED)
                if not beginning.done():
                    beginning.cancel()
                    await asyncio.gather(beginning, return_exceptions=True)
                    return False
                try:
                    await beginning
                except (StoreBusyError, StoreFullError) as problem:
                    _log.error("cannot begin yet; tries again soon", extra={"error": str(problem)})
                else:
                    return True
                await asyncio.wait({stopped}, timeout=self._pauses.begin_again)
        finally:
            stopped.cancel()

    async def run_once(self, stop: asyncio.Event) -> None:
        """Do one pass of everything and end, or soon after `stop` is set. Raises what keeps a job from its work."""
        work = asyncio.create_task(self._pass())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((work, stopping), return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                await asyncio.wait((work,), timeout=self._pauses.drain)
        finally:
            stopping.cancel()
            is_cut_off = work.cancel()
            await asyncio.wait((work,))
        if not is_cut_off:
            work.result()

    async def _pass(self) -> None:
        jobs = self._jobs
        await jobs.begin()
        try:
            await jobs.act_all()
            await jobs.scan_all()
            for _ in range(_MOST_ROUNDS):
                if not await jobs.check():
                    break
            await jobs.archive()
            await jobs.notify()
            await jobs.tidy()
        finally:
            await jobs.end()

    def _schedule(self) -> "AsyncIOScheduler":
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        scheduler = AsyncIOScheduler(timezone=UTC)
        works: dict[str, Callable[[], Awaitable[object]]] = {
            "inbox": self._jobs.act,
            "scan": self._jobs.scan,
            "check": self._jobs.check,
            "archive": self._jobs.archive,
            "notify": self._jobs.notify,
            "tidy": self._jobs.tidy,
        }
        for name, work in works.items():
            scheduler.add_job(
                self._wake,
                _Every(self.intervals[name]),
                (name, work),
                id=name,
                next_run_time=datetime.now(UTC),  # the scheduler's own clock
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,  # a late wake is as good as one in time
            )
        scheduler.start()
        return scheduler

    async def _wake(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - the scheduler runs wakes as tasks
        self._awake.add(task)
        self._monitor.job_started(name, self._now())
        error: str | None = None
        try:
            await work()
        except asyncio.CancelledError:
            error = "cut off"  # by `_drain`, which waits for no more; the scheduler would tell of it as a fault
        except StoreLostError as problem:
            error = str(problem)
            self._lost = problem
            self._stop.set()
        except LinkwatchError as problem:
            error = str(problem)
            _log.error("job failed; its next wake tries again", extra={"job": name, "error": error})
        except Exception as problem:  # noqa: BLE001 - a fault of ours in one wake must not end the service
            error = f"internal error: {type(problem).__name__}"
            _log.exception("job failed; its next wake tries again", extra={"job": name})
        finally:
            self._monitor.job_ended(name, self._now(), error)
            self._awake.discard(task)

    async def _drain(self) -> None:
        if self._awake:
            await asyncio.wait(self._awake, timeout=self._pauses.drain)
        left = list(self._awake)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _watch_clock(self, scheduler: "AsyncIOScheduler") -> None:
        """Wake the jobs that would wait until a time comes again from which the clock was put back."""
        while True:
            await asyncio.sleep(self._pauses.clock)
            for name, interval in self.intervals.items():
                latest = datetime.now(UTC) + timedelta(seconds=interval + _CLOCK_JUMP)
                if scheduler.get_job(name).next_run_time > latest:
                    _log.warning("the clock was put back; the job's interval begins anew", extra={"job": name})
                    scheduler.reschedule_job(name, trigger=_Every(interval))
