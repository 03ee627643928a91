"""A process that looks at whole hosts for the process that started it (see `crew.py`).

It gets an Assignment, then Tasks and Enoughs, and sends lists of Reports (`messages.py`). It has
its own event loop, client, limits for hosts and cache of siblings, and judges pages in itself. That may hang, or end
the process: so the kernel kills it when a page takes too much computing, or the loop gets no turn for long; and a note
in shared memory says whom it worked for at its end.
"""

import asyncio
import logging
import mmap
import pickle
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import AsyncExitStack
from logging.handlers import QueueHandler
from typing import Any, ParamSpec, TypeVar

from linkwatch import urls
from linkwatch.check.examining import Examiner, Finding, Looking, Question, home_of, one_each_turn, page_reader
from linkwatch.check.messages import (
    NOTE,
    NOTE_BYTES,
    Assignment,
    Done,
    Enough,
    Found,
    Known,
    Logged,
    Paused,
    Refused,
    Report,
    Task,
    Turn,
    clock_of,
)
from linkwatch.errors import MachineError, first_of
from linkwatch.lacks import as_lack
from linkwatch.memory import collect_less_often, give_back_what_is_freed
from linkwatch.reading import Budget, preloads
from linkwatch.reading.door import LENGTH, READY, take_door
from linkwatch.reading.worker import WORN, bytes_in_memory, too_much_memory, within
from linkwatch.reading.workers import Workers

_TURN_SECONDS = 1.0  # the event loop says this often that it goes on
_LONGEST_TURN = 10.0  # seconds of computing without a turn of the loop
_UNSENT = 200  # reports that may wait for the other end before looking pauses
_REPORTS_AT_ONCE = 50
_MOMENT = 0.02  # seconds between two frames: what a frame costs at both ends is more than what a report does

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Noting:
    """Notes whom this process works for, each time the work for somebody goes on: nobody can do so afterwards."""

    def __init__(self, note: mmap.mmap) -> None:
        self._note = note
        self.current: Question | None = None

    def __call__(self, question: Question, looking: Looking) -> Awaitable[Finding]:
        """Carry out a look."""
        return _Noted(self, question, looking)

    def begin(self, question: Question) -> None:
        """The work for a question goes on."""
        self.current = question
        NOTE.pack_into(self._note, 0, question.link.id)

    def pause(self) -> None:
        """Nobody's work goes on."""
        self.current = None
        NOTE.pack_into(self._note, 0, 0)


class _Noted:
    """A look as the event loop drives it, with a note at each step."""

    def __init__(self, noting: Noting, question: Question, looking: Looking) -> None:
        self._noting = noting
        self._question = question
        self._looking = looking

    def __await__(self) -> Generator[Any, Any, Finding]:
        step: Callable[[Any], Any] = self._looking.send
        given: Any = None
        while True:
            self._noting.begin(self._question)
            try:
                waits_for = step(given)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]  # what the coroutine returned
            finally:
                self._noting.pause()
            try:
                given = yield waits_for
                step = self._looking.send
            except BaseException as error:  # noqa: BLE001 - the look is told of it, whatever it is
                step, given = self._looking.throw, error


class _InPlace:
    """A Reader that reads in this process, and what has ended one before in a process that it can spare."""

    def __init__(self, noting: Noting, spare: Workers) -> None:
        self._noting = noting
        self._spare = spare

    async def __call__(self, budget: Budget, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Carry out an act; this process ends if it takes too much computing."""
        if budget.waits or (self._noting.current is not None and self._noting.current.apart):
            return await self._spare(budget, act, *args, **kwargs)
        try:
            with within(budget):
                return act(*args, **kwargs)
        except MemoryError:
            raise too_much_memory(budget) from None
        finally:
            _allow_one_more_turn()


def _allow_one_more_turn() -> None:
    signal.setitimer(signal.ITIMER_PROF, _LONGEST_TURN)


class _Desk:
    """What the worker does with what comes through the door, and what it sends."""

    def __init__(self, door: socket.socket) -> None:
        self._door = door
        self._loop = asyncio.get_running_loop()
        self._reports: asyncio.Queue[Report] = asyncio.Queue(_UNSENT)
        self._logged: list[Report] = []
        self._enough: set[int] = set()
        self._pauses: Mapping[str, float] = {}
        self._heard_at = 0.0
        self._in_hand: Counter[str] = Counter()

    async def receive(self) -> Any:
        """Return what comes next; None when nothing will."""
        length = await self._receive_bytes(LENGTH)
        body = length and await self._receive_bytes(int.from_bytes(length))
        return body and pickle.loads(body)  # noqa: S301 - from the process that started this one

    async def _receive_bytes(self, size: int) -> bytearray | None:
        received = bytearray(size)
        view = memoryview(received)
        while view:
            read = await self._loop.sock_recv_into(self._door, view)
            if not read:
                return None
            view = view[read:]
        return received

    async def send(self) -> None:
        """Send what was found as fast as the other end takes it."""
        while True:
            reports = [await self._reports.get()]
            await asyncio.sleep(_MOMENT)
            while len(reports) < _REPORTS_AT_ONCE and not self._reports.empty():
                reports.append(self._reports.get_nowait())
            logged, self._logged = self._logged, []
            frame = pickle.dumps([*logged, *reports], pickle.HIGHEST_PROTOCOL)
            await self._loop.sock_sendall(self._door, len(frame).to_bytes(LENGTH) + frame)

    async def say_turns(self) -> None:
        """Say that the loop goes on, and give it some seconds more to do so again."""
        while True:
            _allow_one_more_turn()
            if not self._reports.full():  # else the other end is who waits
                self._reports.put_nowait(Turn())
            await asyncio.sleep(_TURN_SECONDS)

    def log(self, record: logging.LogRecord) -> None:
        """Send a record of the log with what is sent next."""
        self._logged.append(Logged(record))

    async def carry_out(self, examiner: Examiner, task: Task) -> None:
        """Look at a batch."""
        domain = urls.domain_of_authority(task.batch.authority)

        async def take(finding: Finding) -> None:
            await self._reports.put(Found(task.id, finding))

        self._in_hand[domain] += 1
        try:
            await examiner.look_at(task.batch, clock_of(task), take, lambda: task.id in self._enough)
        except* MachineError as errors:
            await self._reports.put(Refused(task.id, str(first_of(errors))))
        finally:
            self._in_hand[domain] -= 1
            if not self._in_hand[domain]:
                del self._in_hand[domain]
        self._enough.discard(task.id)
        await self._reports.put(Done(task.id, bytes_in_memory() > WORN))

    def has_in_hand(self, authority: str) -> bool:
        """Say whether there are tasks of the host's domain."""
        return urls.domain_of_authority(authority) in self._in_hand

    def stop(self, enough: Enough) -> None:
        """Take up no more links of a task."""
        self._enough.add(enough.task)

    async def known(self) -> Mapping[str, float]:
        """Return who is to be left alone, and for how many seconds."""
        gone = time.monotonic() - self._heard_at
        return {authority: seconds - gone for authority, seconds in self._pauses.items() if seconds > gone}

    async def keep(self, authority: str, seconds: float, reason: str) -> None:
        """Have a pause kept for those who come later."""
        await self._reports.put(Paused(authority, seconds, reason))

    def hear(self, known: Known) -> None:
        """Learn which pauses are kept."""
        self._pauses, self._heard_at = known.pauses, time.monotonic()


class _LogHandler(QueueHandler):
    def __init__(self, log: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(None)  # type: ignore[arg-type]  # nothing is put into a queue
        self._log = log

    def enqueue(self, record: logging.LogRecord) -> None:
        self._log(record)


async def _serve(door: socket.socket, note: mmap.mmap) -> None:
    desk = _Desk(door)
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[_LogHandler(desk.log)])
    assignment: Assignment | None = await desk.receive()
    if assignment is None:
        return
    noting = Noting(note)
    async with AsyncExitStack() as stack:
        spare = await stack.enter_async_context(Workers(1, preload=preloads.AGAIN, starts_early=False))
        reader = _InPlace(noting, spare)
        settings = assignment.settings
        share = _share(assignment, desk)
        reading = one_each_turn(page_reader(reader, remembered=assignment.remembered))
        web = await stack.enter_async_context(
            assignment.open_web(settings, reading, keeps_open=assignment.keeps_open, pauses=desk, share=share)
        )
        examiner = Examiner(web, reader, settings.per_host, noting)
        collect_less_often()
        async with asyncio.TaskGroup() as group:
            running: set[asyncio.Task[None]] = {group.create_task(desk.send()), group.create_task(desk.say_turns())}
            while (order := await desk.receive()) is not None:
                match order:
                    case Task():
                        task = group.create_task(desk.carry_out(examiner, order))
                        running.add(task)
                        task.add_done_callback(running.discard)
                    case Enough():
                        desk.stop(order)
                    case Known():
                        desk.hear(order)
            for task in running:
                task.cancel()


def _share(assignment: Assignment, desk: _Desk) -> Callable[[str], int]:
    """Return how many requests at once a worker may send to a host.

    To those of its own domains, as many as the settings say. Redirects may lead it to others, which another worker asks
    too: there it takes its part only, at least one; one where nobody here knows how many workers there are.
    """
    per_host = assignment.settings.per_host

    def share(authority: str) -> int:
        if assignment.is_lent:
            return per_host if desk.has_in_hand(authority) else 1
        is_home = home_of(authority, assignment.workers) == assignment.number
        return per_host if is_home else max(1, per_host // assignment.workers)

    return share


def main() -> None:
    """Look at hosts until the other end is closed. First argument: the descriptor of the memory for notes."""
    door = take_door()
    note = mmap.mmap(int(sys.argv[1]), NOTE_BYTES)
    door.setblocking(False)
    give_back_what_is_freed()
    try:
        _serve_until_the_end(door, note)
    except Exception as error:
        if (lack := as_lack(error)) is None:
            raise
        print(f"a process that looks at links ends: {lack}", file=sys.stderr)  # noqa: T201 - the log went with the loop
        sys.exit(1)


def _serve_until_the_end(door: socket.socket, note: mmap.mmap) -> None:
    try:
        door.send(READY)
        asyncio.run(_serve(door, note))
    except* ConnectionError:  # who started this one is no more
        pass


if __name__ == "__main__":
    main()
