"""What a worker process and the one that started it say to each other: plain values, pickled in frames."""

import logging
import mmap
import struct
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from linkwatch.check.examining import Finding, HostBatch, ReadPage, Web
from linkwatch.config import CheckSettings

NOTE = struct.Struct("<q")  # the link that is worked for, 0 for none
NOTE_BYTES = mmap.PAGESIZE


class OpenWeb(Protocol):
    """Opens the live web. It travels to workers, so its module and name must be enough to find it."""

    def __call__(
        self, settings: CheckSettings, read_page: ReadPage | None, *, share: Callable[[str], int] | None = None
    ) -> AbstractAsyncContextManager[Web]:
        """share: requests at once to a host, by its authority; None: as many as the settings say."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a worker is to be: number `number` of `workers`. settings: of this one, its share of what is for all."""

    open_web: OpenWeb
    settings: CheckSettings
    number: int
    workers: int


@dataclass(frozen=True, slots=True)
class Task:
    """A batch to look at. at: the time when it was sent, aware UTC."""

    id: int
    batch: HostBatch
    at: datetime


@dataclass(frozen=True, slots=True)
class Enough:
    """No more links of this task are to be looked at."""

    task: int


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
class Turn:
    """The event loop goes on."""


@dataclass(frozen=True, slots=True)
class Logged:
    """Something for the log."""

    record: logging.LogRecord


Report = Found | Done | Turn | Logged
