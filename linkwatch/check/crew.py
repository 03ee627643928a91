"""The worker processes that look at hosts, as the process knows them that owns the database.

    a batch → the worker at home for its domain, a new one where that has ended
        a finding → taken at once, and never asked for again
        the worker ends before the batch → what is left is asked again,
            apart, if the worker ended while it worked for this host: another of its pages would end the next one too

So nothing is lost with a worker but what was in flight, and nothing is found twice.

Limits for a host hold because all hosts of a registrable domain have one worker. A redirect to another domain is
followed by the worker that meets it, which then takes a part only of what may be in flight to one host (`worker.py`);
the pause between two requests is kept by each worker for itself.
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol, Self

from linkwatch.check.examining import Finding, HostBatch, NotSeen, Question, Take, home_of
from linkwatch.check.member import Member
from linkwatch.check.messages import Assignment, OpenWeb, Pauses
from linkwatch.check.open_tasks import LostError
from linkwatch.config import CheckSettings
from linkwatch.reading.process import usable_processors

FEW_LINKS = 200  # links that one process has looked at before others are ready

_log = logging.getLogger(__name__)

_FRUITLESS_STARTS = 3  # in a row, before a worker's place is given up
_LOSSES = 5  # of workers, without a sign whose fault it was, before a batch is given up
_LAST_SECONDS, _LAST_LOOKS = 1.0, 200  # for those that were killed at the end; most need a hundredth


def crew_of(
    settings: CheckSettings, open_web: OpenWeb, pauses: Pauses | None, *, keeps_open: bool, remembered: bool
) -> "Crew | None":
    """Return the processes that the settings want; None where this process is to look at links itself.

    The others are as for a Crew.
    """
    number = usable_processors() if settings.workers == "auto" else settings.workers
    number = min(number, settings.concurrency)
    if number == 1:
        return None
    few = FEW_LINKS if settings.workers == "auto" else 0
    return Crew(number, settings, open_web, pauses, keeps_open=keeps_open, remembered=remembered, from_links=few)


class Crew:
    """Worker processes; an asynchronous context manager. Each is started when its first host comes, if not before.

    settings: for all of them; requests in flight at once are shared out. pauses: of hosts, those that outlive the
    workers. keeps_open, remembered, is_lent: see Assignment. from_links: of how many links on it is worth its start.
    """

    def __init__(
        self,
        number: int,
        settings: CheckSettings,
        open_web: OpenWeb,
        pauses: Pauses | None = None,
        *,
        keeps_open: bool = True,
        remembered: bool = True,
        is_lent: bool = False,
        from_links: int = 0,
    ) -> None:
        self._from_links = from_links
        self._places = []
        for place in range(number):
            share = _with_share(settings, place, number)
            assignment = Assignment(open_web, share, keeps_open, remembered, place, number, is_lent)
            self._places.append(_Place(assignment, pauses))
        self._starts: list[asyncio.Task[Member | None]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        for start in self._starts:
            start.cancel()
        await asyncio.gather(*self._starts, return_exceptions=True)  # who has work for them has met what went wrong
        members = [member for place in self._places for member in place.members]
        for member in members:
            member.give_up()
        for _ in range(_LAST_LOOKS):
            if not any(member.is_running for member in members):
                break
            await asyncio.sleep(_LAST_SECONDS / _LAST_LOOKS)

    def __len__(self) -> int:
        return len(self._places)

    def get_ready(self) -> None:
        """Start all workers: there will be enough for them to do."""
        if not self._starts:
            self._starts = [asyncio.create_task(place.member()) for place in self._places]

    async def number_for(self, links: int) -> int:
        """Return how many processes are to look at so many links; 0 where they are not worth the workers."""
        return len(self) if links >= self._from_links else 0

    async def look_at(
        self, batch: HostBatch, now: Callable[[], datetime], take: Take, enough: Callable[[], bool]
    ) -> HostBatch | None:
        """Look at a batch as an Examiner does. Return what is left of it where no worker can be started."""
        return await look_with(lambda: self._member_for(batch.authority), batch, now, take, enough)

    async def _member_for(self, authority: str) -> Member | None:
        """Return the worker that is at home for a host, or whoever stands in for it; None where nobody can."""
        home = home_of(authority, len(self._places))
        for place in (*self._places[home:], *self._places[:home]):
            if (member := await place.member()) is not None:
                return member
        return None


class Hands(Protocol):
    """Workers that look at links beside this process, wherever they are."""

    def __len__(self) -> int:
        """How many processes they are, as far as that is known."""

    def get_ready(self) -> None:
        """There will be many links to look at soon."""

    async def number_for(self, links: int) -> int:
        """Return how many processes are to look at so many links; 0 where this one had better."""

    async def look_at(
        self, batch: HostBatch, now: Callable[[], datetime], take: Take, enough: Callable[[], bool]
    ) -> HostBatch | None:
        """Look at a batch as an Examiner does. Return what is left of it for this process.

        Raises MachineError where those lack what they need.
        """


class Hand(Protocol):
    """A worker, as those know it who have work for it."""

    async def carry_out(
        self, batch: HostBatch, now: Callable[[], datetime], take: Take, enough: Callable[[], bool]
    ) -> None:
        """Have a batch looked at. Raises LostError if it ends before, MachineError if the machine lacks something."""


async def look_with(
    find_hand: Callable[[], Awaitable[Hand | None]],
    batch: HostBatch,
    now: Callable[[], datetime],
    take: Take,
    enough: Callable[[], bool],
) -> HostBatch | None:
    """Have a batch looked at by one worker after the other until it is done, or enough.

    find_hand: says who is to do it now. Return what is left of the batch where that is nobody.
    """
    left = {question.link.id: question for question in batch.questions}

    async def took(finding: Finding) -> None:
        if left.pop(finding.link_id, None) is not None:  # else somebody else has told it, whom we took for lost
            await take(finding)

    losses = 0
    while left and not enough():
        hand = await find_hand()
        if hand is None:
            return replace(batch, questions=tuple(left.values()))
        before = len(left)
        lost: LostError | None = None
        try:
            await hand.carry_out(replace(batch, questions=tuple(left.values())), now, took, enough)
        except LostError as error:
            lost = error
        if lost is None and len(left) == before:  # it may have had to stop before it could begin
            lost = LostError(None, was_killed=True)
        if lost is not None:
            losses += lost.guilty is None or lost.was_killed
            for link_id in _given_up(left, lost, losses):
                _log.error("no verdict for link %d: the processes that looked at it ended", link_id)
                await took(NotSeen(link_id))
    return None


def _given_up(left: dict[int, Question], lost: LostError, losses: int) -> list[int]:
    """Return the links of a batch that cannot be looked at; the others are made ready for the next worker."""
    if losses >= _LOSSES:
        return list(left)
    if lost.guilty not in left:
        return []
    if left[lost.guilty].apart and not lost.was_killed:
        return [lost.guilty]
    left.update({link_id: replace(question, apart=True) for link_id, question in left.items()})
    return []


class _Place:
    """One worker's place: who is there, and those from before that have not ended yet."""

    def __init__(self, assignment: Assignment, pauses: Pauses | None) -> None:
        self._pauses = pauses
        self.members: list[Member] = []
        self._assignment = assignment
        self._starting = asyncio.Lock()
        self._is_given_up = False

    async def member(self) -> Member | None:
        """Return who takes tasks, started if need be; None where nobody can be."""
        async with self._starting:
            if self.members and self.members[-1].takes_tasks:
                return self.members[-1]
            last = self.members[-_FRUITLESS_STARTS:]
            self._is_given_up |= len(last) == _FRUITLESS_STARTS and not any(member.was_fruitful for member in last)
            if self._is_given_up:
                return None
            self.members = [member for member in self.members if member.is_running or member in last]
            try:
                member = Member(self._assignment, self._pauses)
                self.members.append(member)
                await member.start()
            except (OSError, EOFError, TimeoutError) as error:
                self._is_given_up = True
                why = getattr(error, "strerror", None) or sys.executable
                _log.warning("a process that looks at links cannot be started (%s): its links go elsewhere", why)
                return None
            return member


def _with_share(settings: CheckSettings, number: int, workers: int) -> CheckSettings:
    each, more = divmod(settings.concurrency, workers)
    return settings.model_copy(update={"concurrency": each + (number < more)})
