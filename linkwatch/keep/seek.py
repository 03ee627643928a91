"""Finds the archived copies that links need: beside the checks of a run (Seeker), or when they are due (seek_due).

A link that needs one is asked about unless the answer is known already: a copy that was chosen for the same date,
or an absence that is not old enough to be doubted. An archive that did not answer is asked again by the next run, or
after a pause that grows.

Of a dead link it is then looked for where its page is now (`finding_again/`), by the copy that shows what was cited.

A link that is there can be due too: the copy closest to its citation then shows what was cited, for later looks to be
compared with. It is the copy to use if the link ever dies.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

from linkwatch.archive.register import names_of
from linkwatch.config import ArchiveSettings, RecheckSettings
from linkwatch.judge.patience import keeps_failing
from linkwatch.model import THERE, Likeness, Link, MovedAnswer, Snapshot, SnapshotAnswer, Status
from linkwatch.store import SeekDue, Snapshots, SnapshotState
from linkwatch.urls import hostname, redact

_log = logging.getLogger(__name__)

_AT_ONCE = 4  # links asked about at once; the archive's own limit decides the pace
_USUAL_REQUESTS = 3  # that a link costs at most, as a rule
_USUAL_REQUESTS_FOR_MOVED = 4  # to the archive
_ROUNDS = (_AT_ONCE, 1, 1)  # links at once; later rounds are for those for which an archive failed now and then
_MOST_BESIDE = 50
_MOST_REQUESTS = 20
_EXCLUDED_TTLS = 4  # a site stays excluded longer than a page stays unarchived
_THERE_TTLS = 4  # nor does a copy of long ago turn up soon
_FIRST_PAUSE = timedelta(hours=1)  # after an archive did not answer
_LONGEST_PAUSE = timedelta(days=1)

_NOT_TOLD = "not-told"  # an answer that stays, as long as the archives are the same
UNAVAILABLE = SnapshotAnswer(None, "archive-unavailable")


class Finder(Protocol):
    """The archives as those need them who look for copies."""

    async def find(
        self,
        url: str,
        cited_at: datetime,
        *,
        anchors: Sequence[str] = (),
        sentences: Sequence[str] = (),
        seen: Likeness | None = None,
        gone_since: datetime | None = None,
        beside: Sequence[str] = (),
        whole_site: bool = False,
    ) -> SnapshotAnswer:
        """Find the copy that fits the citation; never raises for anything an archive does.

        sentences: the words around the citations. seen: what the page said when it was read. beside: other links that
        will be asked about soon. whole_site: what the archive has of its site will be wanted, too.
        """

    @property
    def is_resting(self) -> bool:
        """Whether all archives are left alone just now: asking them would bring nothing."""


class Mover(Protocol):
    """What finds the pages of dead links again."""

    async def find(self, url: str, snapshot: Snapshot | None) -> MovedAnswer:
        """Return where a page is now. snapshot: shows what was cited."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A link that is asked about, and what is known of it. needs_copy: else only its page is looked for."""

    link: Link
    state: SnapshotState
    needs_copy: bool


class Seeker:
    """Asks the archives about the links of one run, a few at once, with bounded patience.

    The patience is that of the settings, and what the archives' limits make inevitable: some requests for each link
    that is asked about, at the pace allowed. An archive that is slower than that counts as unavailable.

    wanted: the statuses of links that need a copy; one that keeps failing (see `judge.patience`) counts as dead. told:
    is called with how many links are asked about and how many of these were answered. mover: None looks for no page
    that has moved.
    """

    def __init__(
        self,
        run_id: int,
        snapshots: Snapshots,
        finder: Finder,
        archive: ArchiveSettings,
        recheck: RecheckSettings,
        wanted: Collection[Status],
        now: Callable[[], datetime],
        told: Callable[[int, int], None],
        monotonic: Callable[[], float] = time.monotonic,
        *,
        mover: Mover | None = None,
    ) -> None:
        self._run_id = run_id
        self._snapshots = snapshots
        self._finder = finder
        self._settings = archive
        self._recheck = recheck
        self._wanted = wanted
        self._now = now
        self._told = told
        self._monotonic = monotonic
        self._mover = mover
        self._archives = _names(archive)
        self._waiting: deque[_Wanted] = deque()
        self._unanswered: list[_Wanted] = []
        self._is_more = asyncio.Event()
        self._is_ended = False
        self._asked = self._answered = 0
        self._waited = 0.0

    async def offer(self, looks: Iterable[tuple[Link, Status]]) -> None:
        """Take in links that were just settled; those that need a copy are asked about in their turn."""
        looks = [(link, status) for link, status in looks if status in self._wanted or status is Status.FAILING]
        states = await self._snapshots.call(self._snapshots.states, [link.id for link, _ in looks])
        for link, status in looks:
            state, looked = states[link.id], status
            if status is Status.FAILING and keeps_failing(state.consecutive_failures, self._recheck):
                status = Status.DEAD
            needs_copy = status in self._wanted and not self._is_known(state, link.cited_at)
            if needs_copy or (status in self._wanted and self._is_moved_wanted(looked, state)):
                self._asked += 1
                self._waiting.append(_Wanted(replace(link, status=looked), state, needs_copy))
        self._is_more.set()
        self._told(self._asked, self._answered)

    def end(self) -> None:
        """Say that no more links will be offered."""
        self._is_ended = True
        self._is_more.set()

    async def run(self) -> None:
        """Ask until `end` was called and all that was offered is answered.

        Where an archive failed for some links and answers for others, they are asked about again, one after the other.
        """
        for number, at_once in enumerate(_ROUNDS, 1):
            async with asyncio.TaskGroup() as group:
                for _ in range(at_once):
                    group.create_task(self._seek(last_round=number == len(_ROUNDS)))
            failed, self._unanswered = self._unanswered, []
            self._waiting.extend(failed)
            if not failed:
                break

    def _is_known(self, state: SnapshotState, cited_at: datetime | None) -> bool:
        if state.asked_at is None or state.reason == UNAVAILABLE.reason:
            return False
        if state.chosen:
            return _is_chosen(state, cited_at)
        if state.reason == _NOT_TOLD:
            return state.asked == self._archives
        lasts = self._settings.negative_ttl * (_EXCLUDED_TTLS if state.reason == "archive-excluded" else 1)
        return state.asked == self._archives and self._now() < state.asked_at + timedelta(seconds=lasts)

    def _is_moved_wanted(self, status: Status, state: SnapshotState) -> bool:
        if self._mover is None or status is not Status.DEAD:
            return False
        asked_at = state.moved_asked_at
        return asked_at is None or self._now() >= asked_at + timedelta(seconds=self._settings.negative_ttl)

    async def _seek(self, *, last_round: bool) -> None:
        while (wanted := await self._next()) is not None:
            if wanted.needs_copy:
                answer = await self._ask(wanted)
                if answer.reason == UNAVAILABLE.reason and not last_round and not self._finder.is_resting:
                    self._unanswered.append(wanted)
                    continue
                await self._snapshots.call(
                    self._snapshots.record_answer,
                    self._run_id,
                    wanted.link,
                    answer,
                    purpose="replacement",
                    asked=_asked(answer, self._settings),
                    now=self._now(),
                    next_seek_at=_next_seek_at(answer, wanted.link, timedelta(0), self._settings, self._now()),
                )
            await self._look_for_moved(wanted)
            self._answered += 1
            self._told(self._asked, self._answered)

    async def _look_for_moved(self, wanted: _Wanted) -> None:
        link = wanted.link
        if self._mover is None or not self._is_moved_wanted(link.status, wanted.state) or self._is_too_slow():
            return
        started = self._monotonic()
        await _look_for_moved(self._run_id, self._mover, self._snapshots, link, self._settings, self._now)
        self._waited += self._monotonic() - started

    async def _next(self) -> _Wanted | None:
        while not self._waiting and not self._is_ended:
            self._is_more.clear()
            await self._is_more.wait()
        return self._waiting.popleft() if self._waiting else None

    def _is_too_slow(self) -> bool:
        """Tell whether the archives are much slower than their limits alone would make them."""
        usual = _USUAL_REQUESTS + (_USUAL_REQUESTS_FOR_MOVED if self._mover is not None else 0)
        inevitable = self._asked * usual * 60 / self._settings.requests_per_minute
        return self._waited / _AT_ONCE > self._settings.patience + inevitable

    async def _ask(self, wanted: _Wanted) -> SnapshotAnswer:
        """Ask the archives, as long as they are not too slow."""
        if self._is_too_slow():
            return UNAVAILABLE
        started = self._monotonic()
        try:
            is_moved_wanted = self._is_moved_wanted(wanted.link.status, wanted.state)
            return await _find(
                self._finder,
                wanted,
                wanted.state.failing_since,
                self._waiting,
                self._settings,
                self._now(),
                is_moved_wanted=is_moved_wanted,
            )
        finally:
            self._waited += self._monotonic() - started


async def seek_due(
    snapshots: Snapshots,
    finder: Finder,
    settings: ArchiveSettings,
    now: Callable[[], datetime],
    *,
    limit: int,
    enough: Callable[[], bool],
    mover: Mover | None = None,
) -> int:
    """Ask the archives about the links that are due, `limit` of them in hand at a time; return how many were answered.

    Ends when none is due any more, when `enough` says so, or as soon as the archives are left alone, which leaves the
    links due. Raises StoreError.
    """
    answered = 0
    beginning = now()
    while due := await snapshots.call(snapshots.links_to_seek, beginning, limit):
        waiting = deque(due)

        async def work(waiting: deque[SeekDue] = waiting) -> None:
            nonlocal answered
            while waiting and not enough() and not finder.is_resting:
                due = waiting.popleft()
                await _settle(snapshots, finder, settings, now, due, waiting, has_mover=mover is not None)
                if mover is not None and due.link.status is Status.DEAD:
                    await _look_for_moved(None, mover, snapshots, due.link, settings, now)
                answered += 1

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(_AT_ONCE):
                    group.create_task(work())
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        if waiting:
            break
    return answered


async def _settle(
    snapshots: Snapshots,
    finder: Finder,
    settings: ArchiveSettings,
    now: Callable[[], datetime],
    due: SeekDue,
    waiting: Iterable[SeekDue],
    *,
    has_mover: bool,
) -> None:
    """Ask about one link, unless it died and the copy that shows what was cited is there."""
    link, state = due.link, due.state
    is_there = link.status in THERE
    if not is_there and state.chosen and _is_chosen(state, link.cited_at):
        return await snapshots.call(snapshots.end_seeking, link.id)
    gone_since = None if is_there else state.failing_since
    wanted = _Wanted(link, state, needs_copy=True)
    answer = await _find(
        finder, wanted, gone_since, waiting, settings, now(), is_moved_wanted=has_mover and link.status is Status.DEAD
    )
    unfinished = state.asked_at is not None and (state.reason == UNAVAILABLE.reason or state.asked == "")
    waited = due.due_at - state.asked_at if unfinished and state.asked_at is not None else timedelta(0)
    return await snapshots.call(
        snapshots.record_answer,
        None,
        link,
        answer,
        purpose="baseline" if is_there else "replacement",
        asked=_asked(answer, settings),
        now=now(),
        next_seek_at=_next_seek_at(answer, link, waited, settings, now()),
    )


async def _look_for_moved(
    run_id: int | None,
    mover: Mover,
    snapshots: Snapshots,
    link: Link,
    settings: ArchiveSettings,
    now: Callable[[], datetime],
) -> None:
    """Look where the page of a dead link is now, in bounded time; a fault of ours costs the others nothing."""
    snapshot = await snapshots.call(snapshots.chosen, link.id)
    try:
        async with asyncio.timeout(longest_search(settings)):
            answer = await mover.find(link.url, snapshot)
    except TimeoutError:
        return
    except Exception as error:  # noqa: BLE001 - as the docstring says
        _log.error("no search for a page: %s: %s", redact(link.url), type(error).__name__, exc_info=True)
        return
    await snapshots.call(snapshots.record_moved, run_id, link.id, answer, now())


def longest_search(settings: ArchiveSettings) -> float:
    """Return the seconds that one link is searched for at most, however many others share the archives' pace."""
    return settings.patience + _AT_ONCE * _MOST_REQUESTS * 60 / settings.requests_per_minute


async def _find(
    finder: Finder,
    wanted: _Wanted,
    gone_since: datetime | None,
    waiting: Iterable[_Wanted | SeekDue],
    settings: ArchiveSettings,
    now: datetime,
    *,
    is_moved_wanted: bool,
) -> SnapshotAnswer:
    """Ask in bounded time; a fault of ours at one link costs the others nothing."""
    link, state = wanted.link, wanted.state
    host = hostname(link.url)
    beside = islice((other.link.url for other in waiting if hostname(other.link.url) == host), _MOST_BESIDE)
    try:
        async with asyncio.timeout(longest_search(settings)):
            return await finder.find(
                link.url,
                link.cited_at or now,
                anchors=link.anchors,
                sentences=state.sentences,
                seen=state.seen,
                gone_since=gone_since,
                beside=tuple(beside),
                whole_site=is_moved_wanted,
            )
    except TimeoutError:
        return UNAVAILABLE
    except Exception as error:  # noqa: BLE001 - as the docstring says
        _log.error("no search for one link: %s: %s", redact(link.url), type(error).__name__, exc_info=True)
        return UNAVAILABLE


def _is_chosen(state: SnapshotState, cited_at: datetime | None) -> bool:
    """Tell whether a chosen copy is the final one for a citation of this date."""
    return state.asked != "" and state.chosen_for == (cited_at and cited_at.replace(microsecond=0))


def _names(settings: ArchiveSettings) -> str:
    return " ".join(names_of(settings))


def _asked(answer: SnapshotAnswer, settings: ArchiveSettings) -> str:
    """Name the archives that answered; a copy found in spite of a failure is asked for again."""
    return "" if answer.provisional else _names(settings)


def _next_seek_at(
    answer: SnapshotAnswer, link: Link, waited: timedelta, settings: ArchiveSettings, now: datetime
) -> datetime | None:
    """When to ask again. waited: the pause before this answer, if the one before was not final either."""
    if answer.provisional or answer.reason == UNAVAILABLE.reason:
        return now + min(max(2 * waited, _FIRST_PAUSE), _LONGEST_PAUSE)
    if answer.snapshot is not None or answer.reason in (None, _NOT_TOLD):
        return None
    lasts = timedelta(seconds=settings.negative_ttl)
    lasts *= _EXCLUDED_TTLS if answer.reason == "archive-excluded" else 1
    lasts *= _THERE_TTLS if link.status in THERE else 1
    return now + max(lasts, _FIRST_PAUSE)
