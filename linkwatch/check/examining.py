"""Looking at hosts, one batch of a host's links at a time: what a worker process does, and this one where it is alone.

What goes in and comes out is plain values that travel: a HostBatch with the time goes in, a Seen or NotSeen for each
link comes out, in the order of the ends. Whoever owns the database hands out the batches and settles what comes.
"""

import asyncio
import logging
import zlib
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from linkwatch import urls
from linkwatch.check.examine import examine
from linkwatch.check.site_memory import SiteMemory, Visitor
from linkwatch.errors import MachineError, TooMuchWorkError
from linkwatch.evidence import Memory, Observation, PageFacts, Visit
from linkwatch.judge import likeness_of, read_page
from linkwatch.lacks import as_lack, is_of_memory
from linkwatch.model import THERE, Likeness, Link, Verdict
from linkwatch.reading import PAGE, Reader
from linkwatch.travel import travels

_log = logging.getLogger(__name__)


@travels
@dataclass(frozen=True, slots=True)
class Question:
    """One link to look at: its URL as it is to be asked, credentials included.

    apart: reading what it answers has ended a process: this time it is read where that costs nobody anything.
    """

    link: Link
    memory: Memory | None = None
    apart: bool = False


@travels
@dataclass(frozen=True, slots=True)
class HostBatch:
    """Links of one host, by its `urls.authority`. run: what is learned of sites is remembered within one."""

    run: int
    authority: str
    questions: tuple[Question, ...]


@travels
@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a look. observation: its pages are without their texts. likeness: what later looks compare with."""

    link_id: int
    observation: Observation
    verdict: Verdict
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True)
class NotSeen:
    """A link without a verdict, through a fault of ours, which is logged."""

    link_id: int


Finding = Seen | NotSeen
ReadPage = Callable[..., Awaitable[PageFacts]]
Take = Callable[[Finding], Awaitable[None]]
Looking = Coroutine[Any, Any, Finding]


class Web(Protocol):
    """The live web as looking at hosts needs it."""

    def host(self, authority: str) -> AbstractAsyncContextManager[Visitor]:
        """Open a host; its connections live as long as the context."""


class Examiner:
    """Looks at hosts in this process.

    reader: looks at files. per_host: links of one host in hand at once. noting: carries out the look at a question,
    and may note meanwhile that it does.
    """

    def __init__(
        self,
        web: Web,
        reader: Reader,
        per_host: int,
        noting: Callable[[Question, Looking], Awaitable[Finding]] = lambda question, looking: looking,
    ) -> None:
        self._noting = noting
        self._web = web
        self._reader = reader
        self._per_host = per_host
        self._run = 0
        self._sites = SiteMemory()

    async def look_at(
        self, batch: HostBatch, now: Callable[[], datetime], take: Take, enough: Callable[[], bool]
    ) -> None:
        """Look at the links of a batch, a few at once, and hand over what was found; take up none after `enough`.

        Raises MachineError, in a group, where the machine refuses connections.
        """
        if batch.run != self._run:
            self._run, self._sites = batch.run, SiteMemory()
        waiting = iter(batch.questions)
        async with self._web.host(batch.authority) as host, asyncio.TaskGroup() as group:
            for _ in range(min(self._per_host, len(batch.questions))):
                group.create_task(self._take_turns(waiting, host, now, take, enough))

    async def _take_turns(
        self,
        waiting: Iterator[Question],
        host: Visitor,
        now: Callable[[], datetime],
        take: Take,
        enough: Callable[[], bool],
    ) -> None:
        for question in waiting:
            if enough():
                break
            await take(await self._noting(question, self._look(question, host, now())))

    async def _look(self, question: Question, host: Visitor, now: datetime) -> Finding:
        link, memory = question.link, question.memory
        try:
            observation, verdict = await examine(link, host, now, self._sites, self._reader, memory)
        except MachineError:
            raise  # what the machine refuses for one link, it refuses for all
        except Exception as error:  # a fault of ours in one look must not cost the others theirs
            if is_of_memory(error) and (lack := as_lack(error)) is not None:
                raise lack from error
            _log.error("no verdict for one link: %s: %s", type(error).__name__, error, exc_info=True)
            return NotSeen(link.id)
        likeness = None
        if memory is not None and memory.baseline is None and verdict.status in THERE:
            likeness = await self._likeness(observation)
        return Seen(link.id, _without_texts(observation), verdict, likeness)

    async def _likeness(self, observation: Observation) -> Likeness | None:
        """What later looks are to be compared with."""
        page = observation.decisive.page
        if page is None:
            return None
        try:
            return await self._reader(PAGE, likeness_of, page, observation.checked_at, "look")
        except TooMuchWorkError:
            return None  # the next look tries again


def page_reader(reader: Reader, *, remembered: bool = True) -> ReadPage:
    """How the client learns what a page says. remembered: whether that is compared with earlier or later looks."""

    async def read(
        body: bytes, media_type: str | None, charset: str | None, url: str, fragments: Sequence[str] = ()
    ) -> PageFacts:
        how = {"fragments": fragments} if fragments else {}
        return await reader(PAGE, read_page, body, media_type, charset, url, remembered=remembered, **how)

    return read


def few_at_once(read: ReadPage, most: int) -> ReadPage:
    """Let no more than so many pages be read at once, where reading is done in other processes.

    Those take what they are given in its order. So a page that was read would wait for its judgement behind all that
    came meanwhile, and what it says takes more memory than its body.
    """
    places = asyncio.Semaphore(most)

    async def read_in_place(*args: Any, **kwargs: Any) -> PageFacts:
        async with places:
            return await read(*args, **kwargs)

    return read_in_place


def one_each_turn(read: ReadPage) -> ReadPage:
    """Let no more than one page be read in a turn of the event loop, where reading is done in this process.

    Dozens may have come since the last one: read one after the other, they would keep the next requests from being sent
    in their time, which a host with many links never makes up for. Whatever follows from a page without waiting is
    done in its turn, so that each is let go before the next one is read.
    """
    turn = asyncio.Lock()

    async def read_in_turn(*args: Any, **kwargs: Any) -> PageFacts:
        await turn.acquire()
        asyncio.get_running_loop().call_soon(turn.release)
        return await read(*args, **kwargs)

    return read_in_turn


def home_of(authority: str, workers: int) -> int:
    """Return the number, from 0, of the worker that looks at a host: one for all hosts of a registrable domain."""
    return zlib.crc32(urls.domain_of_authority(authority).encode()) % workers


def _without_texts(observation: Observation) -> Observation:
    """Leave out what served the judgement alone: it need not travel, nor wait for the disk."""
    second = observation.second
    return replace(observation, first=_bare(observation.first), second=second and _bare(second))


def _bare(visit: Visit) -> Visit:
    if visit.page is None:
        return visit
    return replace(visit, page=replace(visit.page, text="", prose="", own_prose="", places={}))
