"""What the daemon's jobs did last, how the database stands, and whether that is good enough."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from linkwatch import __version__
from linkwatch.model import Census, Status
from linkwatch.urls import redact

_WAKES_MISSED = 3
_ADDED_PATIENCE = 600.0
_BUSY_PATIENCE = 300.0  # seconds without a write to the database, since others keep it locked
_LONGEST_LAG = 86_400.0
_LONGEST_FAILURE = 86_400.0  # seconds of nothing but failed wakes: it is no passing trouble


@dataclass(slots=True)
class JobState:
    """A job: how often it wakes, and what became of its wakes.

    ended, succeeded: monotonic times, of its last wake's end and of that of the last that did its work.
    wakes, seconds, errors: of all wakes that ended.
    """

    interval: float
    ended: float
    succeeded: float
    is_running: bool = False
    last_started_at: datetime | None = None
    last_finished_at: datetime | None = None
    last_error: str | None = None
    began: float = 0.0
    wakes: int = 0
    seconds: float = 0.0
    errors: int = 0


class Monitor:
    """Is told what happens; says how things are. monotonic: seconds that no setting of the clock changes."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self.jobs: dict[str, JobState] = {}
        self.census: Census | None = None
        self.pause_reason: str | None = None
        self.looks: Counter[str] = Counter()
        self._write_error: str | None = None
        self._wrote = self._unhindered = monotonic()

    # --- what happens

    def scheduled(self, intervals: Mapping[str, float]) -> None:
        """Jobs wake at these intervals from now on, in seconds; others no longer do."""
        now = self._monotonic()
        self.jobs = {name: self.jobs.get(name) or JobState(every, now, now) for name, every in intervals.items()}
        for name, interval in intervals.items():
            self.jobs[name].interval = interval
            self.jobs[name].ended = self.jobs[name].succeeded = now

    def job_started(self, name: str, at: datetime) -> None:
        """A job woke."""
        if job := self.jobs.get(name):
            job.is_running, job.last_started_at, job.began = True, at, self._monotonic()

    def job_ended(self, name: str, at: datetime, error: str | None) -> None:
        """A job ended its wake. error: why it could not do its work, in a line."""
        if job := self.jobs.get(name):
            job.is_running, job.last_finished_at, job.ended = False, at, self._monotonic()
            job.last_error = None if error is None else redact(error)
            if error is None:
                job.succeeded = job.ended
            job.wakes += 1
            job.seconds += job.ended - job.began
            job.errors += error is not None

    def paused(self, reason: str | None) -> None:
        """Checking pauses for this reason, for which nobody here can be blamed; None: it goes on."""
        if self.pause_reason is not None and reason is None:
            self._unhindered = self._monotonic()
        self.pause_reason = reason

    def looked(self, status: Status) -> None:
        """One link has been looked at."""
        self.looks[str(status)] += 1

    def counted(self, census: Census) -> None:
        """The database was counted."""
        self.census = census

    def wrote(self, error: str | None, *, is_busy: bool = False) -> None:
        """A write to the database was tried; error: why it failed. is_busy: because others kept it locked."""
        if error is None:
            self._wrote, self._write_error = self._monotonic(), None
        elif not is_busy or self._monotonic() - self._wrote > _BUSY_PATIENCE:
            self._write_error = redact(error)

    # --- how things are

    @property
    def lag_seconds(self) -> float:
        """How long the link has been due that has waited longest."""
        census = self.census
        if census is None or census.due_since is None:
            return 0.0
        return max(0.0, (census.at - census.due_since).total_seconds())

    def problems(self) -> list[str]:
        """Say what a restart may cure, or only a person: a line each."""
        found = [
            f"job {name} has not ended a wake for {(self._monotonic() - job.ended) / 60:.0f} minutes"
            for name, job in self.jobs.items()
            if self._monotonic() - job.ended > _WAKES_MISSED * job.interval + _ADDED_PATIENCE
        ]
        found += [
            f"job {name} has failed for {(self._monotonic() - job.succeeded) / 3600:.0f} hours: {job.last_error}"
            for name, job in self.jobs.items()
            if job.last_error is not None
            and self._monotonic() - job.succeeded > _WAKES_MISSED * job.interval + _LONGEST_FAILURE
        ]
        if self._write_error is not None:
            found.append(f"the database cannot be written: {self._write_error}")
        # What piled up while the daemon was away, or could not work, takes its time.
        had_time = self._monotonic() - self._unhindered > _LONGEST_LAG
        if self.lag_seconds > _LONGEST_LAG and self.pause_reason is None and had_time:
            found.append(f"links have been due for {self.lag_seconds / 3600:.0f} hours")
        return found

    def health(self) -> dict[str, Any]:
        """Return what /healthz answers, as JSON values. status: "ok", "paused" or "failing"."""
        problems = self.problems()
        return {
            "status": "failing" if problems else "ok" if self.pause_reason is None else "paused",
            "problems": problems,
            "jobs": {name: _job_row(job) for name, job in self.jobs.items()},
            "database": {"writable": self._write_error is None},
            "due": None if self.census is None else self.census.due,
            "lag_seconds": round(self.lag_seconds),
            "paused": None if self.pause_reason is None else redact(self.pause_reason),
            "version": __version__,
        }


def _job_row(job: JobState) -> dict[str, Any]:
    next_at = None if job.last_started_at is None else job.last_started_at + timedelta(seconds=job.interval)
    return {
        "running": job.is_running,
        "last_started_at": _text(job.last_started_at),
        "last_finished_at": _text(job.last_finished_at),
        "last_error": job.last_error,
        "next_at": _text(next_at),
    }


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
