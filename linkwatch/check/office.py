"""What looks at hosts on another machine, for the process that owns the database there.

Letters come in, each is answered by what was found since the last one (`Letter`, `Answer`). In them are the orders and
reports that a process of this machine would get and send (`messages.py`), and an office does with them what their owner
does with its crew: it has worker processes that can be killed, for pages are hostile here too. It holds no database and
no keys. Of the settings it is sent [check] and [[hosts]] alone, with the headers and passwords that requests need.

An office works under a lease: where no letter has come for LEASE_SECONDS, it begins no link any more, so that its hosts
may be asked by others. What failed alike is held back until an answer shows that this machine has a network.
"""

import asyncio
import logging
import pickle
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass

from linkwatch import __version__
from linkwatch.check.control import Client, ask_control
from linkwatch.check.crew import Crew
from linkwatch.check.examining import Finding, Seen, page_reader
from linkwatch.check.messages import (
    Assignment,
    Done,
    Enough,
    Found,
    Known,
    Order,
    Paused,
    Report,
    Task,
    clock_of,
)
from linkwatch.check.outage import OutageGuard, Suspicion
from linkwatch.check.room import within_limits
from linkwatch.errors import MachineError, OutageError
from linkwatch.evidence import Observation
from linkwatch.memory import give_back_what_is_freed
from linkwatch.reading.workers import Workers

LEASE_SECONDS = 30.0

_ANSWER_SECONDS = 0.5  # after which a letter is answered though there is nothing to tell
_MOMENT = 0.5  # seconds in which more is gathered for an answer: a letter costs as much computing as a look or two
_FEW = 4  # tasks that are left for each that is done: with fewer, a worker might run out of work meanwhile
_UNSENT = 1000  # reports that may wait for a letter before looking pauses
_IDLE_SECONDS = 300.0  # without a letter, after which an office is closed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """What the owner has to say. in_hand: numbers of the tasks that it waits for. lease: seconds, see above."""

    assignment: Assignment
    orders: tuple[Order, ...]
    in_hand: frozenset[int]
    lease: float = LEASE_SECONDS


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found since the last one.

    unknown: tasks in hand that this office knows nothing of. unfit: why it cannot be used for now, None if it can.
    """

    reports: tuple[Report, ...]
    unknown: frozenset[int]
    unfit: str | None


class Office:
    """Has hosts looked at by processes of this machine. It keeps the pauses that its processes meet, as `Pauses`."""

    def __init__(self) -> None:
        self._stack = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._crew: Crew | None = None
        self._control: Client | None = None
        self._lease_ends = 0.0
        self._works: dict[int, asyncio.Task[None]] = {}
        self._enough: set[int] = set()
        self._ended: set[int] = set()  # works some of whose findings are held back
        self._told: set[int] = set()  # works whose end stands in what is to be told
        self._held: list[tuple[Found, Observation]] = []
        self._guard = OutageGuard()
        self._asking = asyncio.Lock()
        self._reports: list[Report] = []
        self._has_news = asyncio.Event()
        self._is_pressing = asyncio.Event()  # more is not to be waited for
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._unfit: str | None = None
        self._pauses: Mapping[str, float] = {}
        self._paused_at = 0.0

    async def close(self) -> None:
        """End the processes."""
        self._give_up("it is closed")
        async with self._opening:
            await self._stack.aclose()
            self._crew = None

    async def exchange(self, letter: Letter) -> Answer:
        """Take in a letter and answer it, as soon as there is something to tell."""
        self._lease_ends = time.monotonic() + letter.lease
        try:
            await self._open(letter.assignment)
        except MachineError as error:
            return Answer((), letter.in_hand, str(error))
        for order in letter.orders:
            self._carry_out(order)
        self._enough.update(self._works.keys() - letter.in_hand)  # nobody waits for these any more
        unknown = letter.in_hand - self._works.keys() - self._ended - self._told
        if letter.in_hand and not unknown:
            await self._wait_for_news()
        self._release()
        return Answer(self._drain(), unknown, self._take_unfit())

    def _carry_out(self, order: Order) -> None:
        match order:
            case Task(number):
                self._works[number] = asyncio.create_task(self._work(order))
            case Enough(number) if number in self._works:
                self._enough.add(number)
            case Known(pauses):
                self._pauses, self._paused_at = pauses, time.monotonic()

    async def _open(self, assignment: Assignment) -> None:
        async with self._opening:
            if self._crew is not None:
                return
            give_back_what_is_freed()
            check, keeps_open = within_limits(assignment.settings)
            enter = self._stack.enter_async_context
            reading = page_reader(await enter(Workers(1)))
            self._control = await enter(assignment.open_web(check, reading, keeps_open=False))
            number = min(assignment.workers, check.concurrency)
            crew = Crew(
                number,
                check,
                assignment.open_web,
                self,
                keeps_open=keeps_open,
                remembered=assignment.remembered,
                is_lent=True,
            )
            self._crew = await enter(crew)

    async def _wait_for_news(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_ANSWER_SECONDS):
                await self._has_news.wait()
            async with asyncio.timeout(_MOMENT):
                await self._is_pressing.wait()

    def _drain(self) -> tuple[Report, ...]:
        reports, self._reports = tuple(self._reports), []
        self._told.clear()
        self._has_news.clear()
        self._is_pressing.clear()
        self._has_room.set()
        return reports

    def _take_unfit(self) -> str | None:
        unfit, self._unfit = self._unfit, None
        return unfit

    # --- one task

    async def _work(self, task: Task) -> None:
        assert self._crew is not None  # noqa: S101 - tasks come to an office that is open

        async def take(finding: Finding) -> None:
            await self._take(Found(task.id, finding))

        def enough() -> bool:
            return task.id in self._enough or time.monotonic() > self._lease_ends

        try:
            if await self._crew.look_at(task.batch, clock_of(task), take, enough) is not None:
                self._give_up("no process can be started there that looks at links")
                return
        except MachineError as error:
            self._give_up(str(error))
            return
        except Exception as error:  # noqa: BLE001 - a fault of ours must not leave its owner waiting for ever
            _log.exception("looking at a host broke off")
            self._give_up(f"internal error: {type(error).__name__}")
            return
        self._enough.discard(task.id)
        del self._works[task.id]
        self._ended.add(task.id)
        if not self._works and self._held:
            await self._ask(at_end=True)
        self._release()

    async def _take(self, found: Found) -> None:
        await self._has_room.wait()
        finding = found.finding
        if not isinstance(finding, Seen) or not self._guard.note(finding.observation, finding.verdict):
            self._tell(found)
        else:
            self._held.append((found, finding.observation))
            if self._guard.suspicion(at_end=False) is not Suspicion.NONE:
                await self._ask(at_end=False)

    async def _ask(self, *, at_end: bool) -> None:
        """Ask a control where that is still needed, and believe what is held or give up all of it."""
        assert self._control is not None  # noqa: S101 - as above
        async with self._asking:
            try:
                problem = await ask_control(self._guard, self._control, at_end=at_end)
            except (OutageError, MachineError) as error:
                problem = str(error)
            if problem is not None:
                self._give_up(problem)
            elif at_end and not self._works:
                self._guard = OutageGuard()  # all of it is believed; whatever comes is a beginning

    def _release(self) -> None:
        """Tell what need not be held back any more, and which tasks are done with it."""
        held, self._held = self._held, []
        for found, observation in held:
            if self._guard.is_held(observation):
                self._held.append((found, observation))
            else:
                self._tell(found)
        done = self._ended - {found.task for found, _ in self._held}
        for number in done:
            self._tell(Done(number, is_worn=False))
        self._ended -= done
        self._told |= done
        if len(self._works) < _FEW * len(self._told):
            self._is_pressing.set()

    def _tell(self, report: Report) -> None:
        self._reports.append(report)
        self._has_news.set()
        if len(self._reports) >= _UNSENT:
            self._has_room.clear()
            self._is_pressing.set()

    def _give_up(self, problem: str) -> None:
        """Let go of all tasks: this machine cannot be used, so somebody else is to have them."""
        self._unfit = problem
        works, self._works = self._works, {}
        for work in works.values():
            if work is not asyncio.current_task():
                work.cancel()
        self._held, self._guard = [], OutageGuard()
        self._ended.clear()
        self._enough.clear()
        self._has_news.set()
        self._is_pressing.set()

    # --- pauses

    async def known(self) -> Mapping[str, float]:
        """Return who is to be left alone, and for how many seconds."""
        gone = time.monotonic() - self._paused_at
        return {authority: seconds - gone for authority, seconds in self._pauses.items() if seconds > gone}

    async def keep(self, authority: str, seconds: float, reason: str) -> None:
        """Have a pause kept where the database is."""
        self._tell(Paused(authority, seconds, reason))


_offices: dict[str, Office] = {}  # of this process, by the session of their owners
_closings: dict[str, asyncio.TimerHandle] = {}


async def exchange(version: str, session: str, packed: bytes) -> bytes:
    """Take in a pickled Letter, and answer it: what a worker of an engine runs.

    Returns a pickled Answer; or, where another version of linkwatch runs here, a pickled text that says so.
    """
    if version != __version__:
        return pickle.dumps(f"linkwatch {__version__} runs there, and {version} is wanted")
    letter: Letter = pickle.loads(packed)  # noqa: S301 - from who may run anything here
    office = _offices.setdefault(session, Office())
    if (closing := _closings.pop(session, None)) is not None:
        closing.cancel()
    try:
        return pickle.dumps(await office.exchange(letter), pickle.HIGHEST_PROTOCOL)
    finally:
        loop = asyncio.get_running_loop()
        _closings[session] = loop.call_later(_IDLE_SECONDS, lambda: loop.create_task(close(session)))


async def close(session: str) -> None:
    """Close an owner's office, if there is one."""
    if (closing := _closings.pop(session, None)) is not None:
        closing.cancel()
    if (office := _offices.pop(session, None)) is not None:
        await office.close()
