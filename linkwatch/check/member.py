"""One worker process, as the process knows it that started it: tasks go there, findings come back."""

import asyncio
import logging
import mmap
import os
import pickle
import signal
import tempfile
import time
from collections.abc import Callable
from datetime import datetime

from linkwatch.check.examining import HostBatch, Take
from linkwatch.check.messages import (
    NOTE,
    NOTE_BYTES,
    Assignment,
    Done,
    Found,
    Known,
    Order,
    Pauses,
    Report,
    Task,
)
from linkwatch.check.open_tasks import LostError, OpenTasks
from linkwatch.reading import preloads
from linkwatch.reading.process import FrameTooLongError, Process, explain_exit
from linkwatch.reading.waking import timeout_awake

_log = logging.getLogger(__name__)

_MODULE = "linkwatch.check.worker"
_TELL_AGAIN = 30.0  # seconds after which it is told anew which pauses are kept
_LONGEST_FRAME = 256 * 2**20  # bytes; findings of a few links
_LONGEST_SILENCE = 60.0  # seconds; a worker says every second that it goes on


class Member:
    """A worker process. Raises OSError where it cannot be started.

    pauses: those of hosts that outlive it. assignment: what it is to be.
    """

    def __init__(self, assignment: Assignment, pauses: Pauses | None) -> None:
        self._assignment = assignment
        self._pauses = pauses
        self._told_at = -_TELL_AGAIN
        file = _shared_memory()
        try:
            os.truncate(file, NOTE_BYTES)
            self._note = mmap.mmap(file, NOTE_BYTES)
            self._process = Process(_MODULE, loads=[assignment.open_web.__module__, *preloads.LOOKS], files=[file])
        finally:
            os.close(file)
        self._open = OpenTasks(pauses)
        self._sending = asyncio.Lock()
        self._receiving: asyncio.Task[None] | None = None
        self._is_worn = False
        self._is_lost = False
        self.was_fruitful = False

    @property
    def is_running(self) -> bool:
        """Whether the process has not ended yet."""
        return self._process.is_running

    @property
    def takes_tasks(self) -> bool:
        """Whether it may be given more."""
        return not self._is_lost and not self._is_worn

    async def start(self) -> None:
        """Wait until it works. Raises EOFError, ConnectionError, TimeoutError or another OSError if it does not."""
        try:
            await self._process.greet()
            await self._send(self._assignment)
        except BaseException:
            self.give_up()
            raise
        self._receiving = asyncio.create_task(self._receive_all())

    async def carry_out(
        self, batch: HostBatch, now: Callable[[], datetime], take: Take, enough: Callable[[], bool]
    ) -> None:
        """Have a batch looked at, as an Examiner does.

        Raises LostError if the process ends before, MachineError where the machine refuses connections.
        """
        if self._is_lost:
            raise LostError(None, was_killed=True)
        task_id, done = self._open.begin(take, enough)
        try:
            await self._tell_of_pauses()
            await self._send(Task(task_id, batch, now()))
            await done
        except ConnectionError:  # whoever receives learns how it ended
            await done
        except asyncio.CancelledError:
            self.give_up()  # else it would go on asking, and what it found would wait for somebody for ever
            raise
        finally:
            self._open.end(task_id)
            if self._is_worn and not self._open:
                self.give_up()

    def give_up(self) -> None:
        """End the process, and let go of all that belongs to it; those who wait for it learn of their loss."""
        self._process.kill()
        if self._receiving is not None:
            self._receiving.cancel()
        self._let_go(None, was_killed=True)

    def _let_go(self, guilty: int | None, *, was_killed: bool) -> None:
        if self._is_lost:
            return
        self._is_lost = True
        self._process.close()
        self._note.close()
        self._open.lose(LostError(guilty, was_killed=was_killed))

    async def _tell_of_pauses(self) -> None:
        """Let it know from time to time which hosts asked others for a pause."""
        if self._pauses is None or time.monotonic() < self._told_at + _TELL_AGAIN:
            return
        self._told_at = time.monotonic()
        await self._send(Known(dict(await self._pauses.known())))

    async def _send(self, order: Order) -> None:
        frame = pickle.dumps(order, pickle.HIGHEST_PROTOCOL)
        async with self._sending:
            await self._process.send(frame)

    async def _receive_all(self) -> None:
        try:
            while True:
                async with timeout_awake(_LONGEST_SILENCE):
                    frame = await self._process.receive(_LONGEST_FRAME)
                for report in pickle.loads(frame):  # noqa: S301 - from a process of ours
                    await self._take_in(report)
        except (EOFError, ConnectionError):
            code = await self._process.end()
            how, was_killed = "it cut itself off" if code is None else explain_exit(code), code == -signal.SIGKILL
        except FrameTooLongError:
            how, was_killed = "it sends too much", False
        except TimeoutError:
            was_killed = False
            how = f"no sign of life for {_LONGEST_SILENCE:g} seconds"
        self._process.kill()  # where it lives on
        guilty: int = NOTE.unpack_from(self._note)[0]
        if self._open:
            _log.warning("a process that looks at links ended (%s): what it had in hand is asked again", how)
        self._let_go(guilty or None, was_killed=was_killed)

    async def _take_in(self, report: Report) -> None:
        self.was_fruitful |= isinstance(report, Found)
        self._is_worn |= isinstance(report, Done) and report.is_worn
        if (order := await self._open.take_in(report)) is not None:
            await self._send(order)


def _shared_memory() -> int:
    """Return the descriptor of a file that has no name."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("linkwatch-note")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
