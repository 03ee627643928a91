"""Finds the archived copies that a run's links need, beside the checks.

A link that needs one is asked about unless the answer is known already: a copy that was chosen for the same date,
or an absence that is not old enough to be doubted. An archive that did not answer is asked again by the next run.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import ParamSpec, Protocol, TypeVar

from linkwatch.config import ArchiveSettings, RecheckSettings
from linkwatch.model import Link, SnapshotAnswer, Status
from linkwatch.store import SnapshotState, Store
from linkwatch.urls import redact

_log = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")

_AT_ONCE = 4  # links asked about at once; the archive's own limit decides the pace
_USUAL_REQUESTS = 3  # that a link costs
_MOST_REQUESTS = 20
_EXCLUDED_TTLS = 4  # a site stays excluded longer than a page stays unarchived

UNAVAILABLE = SnapshotAnswer(None, "archive-unavailable")


class Finder(Protocol):
    """The archives as the flow needs them."""

    async def find(
        self, url: str, cited_at: datetime, *, anchors: Sequence[str] = (), gone_since: datetime | None = None
    ) -> SnapshotAnswer:
        """Find the copy that fits the citation; never raises for anything an archive does."""


class InStore(Protocol):
    """Carries out an act of the store where the store's connection is at home."""

    async def __call__(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return what the act returns."""


class Seeker:
    """Asks the archives about the links of one run, a few at once, with bounded patience.

    wanted: the statuses of links that need a copy; one that keeps failing counts as dead. told: is called with how
    many links are asked about and how many of these were answered.
    """

    def __init__(
        self,
        run_id: int,
        store: Store,
        in_store: InStore,
        finder: Finder,
        archive: ArchiveSettings,
        recheck: RecheckSettings,
        wanted: Collection[Status],
        now: Callable[[], datetime],
        told: Callable[[int, int], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._run_id = run_id
        self._store = store
        self._in_store = in_store
        self._finder = finder
        self._settings = archive
        self._confirmations = recheck.confirmations
        self._wanted = wanted
        self._now = now
        self._told = told
        self._monotonic = monotonic
        self._archives = " ".join(map(redact, (archive.wayback_url, *archive.memento)))
        self._queue: asyncio.Queue[tuple[Link, datetime | None] | None] = asyncio.Queue()
        self._asked = self._answered = 0
        self._waited = 0.0

    async def offer(self, looks: Iterable[tuple[Link, Status]]) -> None:
        """Take in links that were just settled; those that need a copy are asked about in their turn."""
        looks = [(link, status) for link, status in looks if status in self._wanted or status is Status.FAILING]
        states = await self._in_store(self._store.snapshot_states, [link.id for link, _ in looks])
        for link, status in looks:
            state = states[link.id]
            if status is Status.FAILING and state.consecutive_failures >= self._confirmations:
                status = Status.DEAD
            if status in self._wanted and not self._is_known(state, link.cited_at):
                self._asked += 1
                self._queue.put_nowait((link, state.failing_since))
        self._told(self._asked, self._answered)

    def end(self) -> None:
        """Say that no more links will be offered."""
        for _ in range(_AT_ONCE):
            self._queue.put_nowait(None)

    async def run(self) -> None:
        """Ask until `end` was called and all that was offered is answered."""
        async with asyncio.TaskGroup() as group:
            for _ in range(_AT_ONCE):
                group.create_task(self._seek())

    def _is_known(self, state: SnapshotState, cited_at: datetime | None) -> bool:
        if state.asked_at is None or state.reason == UNAVAILABLE.reason:
            return False
        if state.chosen:
            return state.asked != "" and state.chosen_for == (cited_at and cited_at.replace(microsecond=0))
        lasts = self._settings.negative_ttl * (_EXCLUDED_TTLS if state.reason == "archive-excluded" else 1)
        return state.asked == self._archives and self._now() < state.asked_at + timedelta(seconds=lasts)

    async def _seek(self) -> None:
        while (item := await self._queue.get()) is not None:
            link, gone_since = item
            answer = await self._ask(link, gone_since)
            asked = (
                "" if answer.provisional else self._archives
            )  # a copy found in spite of a failure is asked for again
            await self._in_store(
                self._store.record_answer, self._run_id, link.id, answer, link.cited_at, asked, self._now()
            )
            self._answered += 1
            self._told(self._asked, self._answered)

    async def _ask(self, link: Link, gone_since: datetime | None) -> SnapshotAnswer:
        """Ask the archives, as long as they are not much slower than their limits alone would make them."""
        request = 60 / self._settings.requests_per_minute
        inevitable = self._asked * _USUAL_REQUESTS * request
        if self._waited / _AT_ONCE > self._settings.patience + inevitable:
            return UNAVAILABLE
        started = self._monotonic()
        try:
            async with asyncio.timeout(self._settings.patience + _AT_ONCE * _MOST_REQUESTS * request):
                when = link.cited_at or self._now()
                return await self._finder.find(link.url, when, anchors=link.anchors, gone_since=gone_since)
        except TimeoutError:
            return UNAVAILABLE
        except Exception as error:  # noqa: BLE001 - a fault of ours at one link must not cost the others their answers
            _log.error("no search for one link: %s: %s", redact(link.url), type(error).__name__, exc_info=True)
            return UNAVAILABLE
        finally:
            self._waited += self._monotonic() - started
