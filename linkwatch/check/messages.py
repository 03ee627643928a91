"""What a worker process and the one that started it say to each other: plain values, pickled in frames."""

import logging
import mmap
import struct
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from linkwatch.check.control import Client
from linkwatch.check.examining import Finding, HostBatch, ReadPage
from linkwatch.config import CheckSettings
from linkwatch.travel import travels

NOTE = struct.Struct("<q")  # the link that is worked for, 0 for none
NOTE_BYTES = mmap.PAGESIZE


class Pauses(Protocol):
    """The pauses of hosts that outlive this process, as `fetch` asks for them; see there."""

    async def known(self) -> Mapping[str, float]:
        """Return who is to be left alone, and for how many seconds."""

    async def keep(self, authority: str, seconds: float, reason: str) -> None:
        """Keep a pause for those who come later."""


class OpenWeb(Protocol):
    """Opens the live web. It travels to workers, so its module and name must be enough to find it."""

    def __call__(
        self,
        settings: CheckSettings,
        read_page: ReadPage | None,
        *,
        keeps_open: bool = True,
        pauses: Pauses | None = None,
        share: Callable[[str], int] | None = None,
    ) -> AbstractAsyncContextManager[Client]:
        """Open it as `fetch.WebClient` does."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a worker is to be: number `number` of `workers`.

    settings: of this one, its share of what is for all. keeps_open: see `fetch.WebClient`. remembered: whether pages
    are compared with earlier or later looks. is_lent: workers on other machines may have the same home for a domain:
    it is this one's only while it has links of it in hand.
    """

    open_web: OpenWeb
    settings: CheckSettings
    keeps_open: bool
    remembered: bool
    number: int
    workers: int
    is_lent: bool = False


@travels
@dataclass(frozen=True, slots=True)
class Task:
    """A batch to look at. at: the time when it was sent, aware UTC."""

    id: int
    batch: HostBatch
    at: datetime


def clock_of(task: Task) -> Callable[[], datetime]:
    """Return what tells the time as it is for the sender of a task that came just now."""
    came = time.monotonic()
    return lambda: task.at + timedelta(seconds=time.monotonic() - came)


@dataclass(frozen=True, slots=True)
class Enough:
    """No more links of this task are to be looked at."""

    task: int


@dataclass(frozen=True, slots=True)
class Known:
    """Who is to be left alone from now on, and for how many seconds."""

    pauses: Mapping[str, float]


Order = Assignment | Task | Enough | Known


@travels
@dataclass(frozen=True, slots=True)
class Found:
    """What came of one link of a task."""

    task: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Done:
    """A task is at its end. is_worn: the worker has grown so much that it had better get no more tasks."""

    task: int
    is_worn: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """The machine does not allow what a task needs. why: a line for a person."""

    task: int
    why: str


@dataclass(frozen=True, slots=True)
class Paused:
    """A host asked for a pause that is to be kept."""

    authority: str
    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Turn:
    """The event loop goes on."""


@dataclass(frozen=True, slots=True)
class Logged:
    """Something for the log."""

    record: logging.LogRecord


Report = Found | Done | Refused | Paused | Turn | Logged
