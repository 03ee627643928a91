"""Has pages archived while they are alive, so that a killed run neither loses a save nor repeats one.

    note in the store that a page is to be saved             intended
    is there a recent capture? then that is all              archived
    note that it is being sent, then send it                 sending
    note the archive's job, ask until it has ended           submitted → saved | refused | postponed

What is found open at the beginning was left by a run that ended too early. What was "sending" then may have arrived
or not, as may a request without an answer: it is uncertain, and the archive's index is asked before anything is sent
again. Only one process saves by one database (`store.only_saver`).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from linkwatch.archive.originals import page_key, parse_timestamp
from linkwatch.archive.save_errors import FAILURES, Then, failure_of
from linkwatch.archive.save_page_now import AlreadyThere, Failed, Saved, SavePageNow, Submitted
from linkwatch.config import ArchiveSettings
from linkwatch.errors import ArchiveKeysError, ArchiveUnavailableError
from linkwatch.model import Snapshot, SnapshotAnswer
from linkwatch.store import Save, SaveEnd, Store
from linkwatch.urls import redact

ARCHIVE = "wayback"
_MOST_AT_ONCE = 4
_JOB_PATIENCE = 300.0  # seconds that one job is asked about; a later run asks on
_LONGEST_PAUSE = 30.0  # between two questions about a job
_JOB_LASTS = timedelta(days=1)  # after that the archive has forgotten it
_INDEX_LAG = timedelta(days=1)  # a capture that is not in the index by then was not made
_LOOK_AGAIN = timedelta(hours=6)
_TRY_AGAIN = timedelta(hours=1)
_CLOCKS_DIFFER = timedelta(minutes=5)
_MOST_DOUBLINGS = 7
_HOST_WORDS = frozenset(word for word, failure in FAILURES.items() if failure.then is Then.LEAVE_HOST)


class Finder(Protocol):
    """The archives, asked for copies."""

    async def find(self, url: str, cited_at: datetime) -> SnapshotAnswer:
        """Find the copy closest to a date; never raises for anything an archive does."""


class Saver:
    """Saves pages by way of one database. stopped: why the archive takes no more for now, None while it does."""

    def __init__(
        self,
        store: Store,
        service: SavePageNow,
        finder: Finder,
        settings: ArchiveSettings,
        now: Callable[[], datetime],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._service = service
        self._finder = finder
        self._settings = settings
        self._now = now
        self._sleep = sleep
        self._monotonic = monotonic
        self._today: int | None = None
        self._host_pauses: dict[str, datetime] = {}
        self.stopped: str | None = None

    async def save(self, link_ids: Iterable[int]) -> None:
        """Save these links, and bring to an end what earlier runs left open.

        All ends are in the store, whatever the archive does. Raises ArchiveKeysError.
        """
        since = self._now() - timedelta(seconds=self._settings.recent)
        always = self._settings.save == "always"
        known = set() if always else self._store.saved_since(ARCHIVE, since)
        self._store.intend_saves([link_id for link_id in link_ids if link_id not in known], ARCHIVE, self._now())
        waiting = self._store.open_saves(ARCHIVE)
        if not waiting:
            return
        self._host_pauses = self._store.paused_hosts(ARCHIVE, _HOST_WORDS, self._now())
        try:
            allowance = await self._service.allowance()
        except ArchiveUnavailableError as error:
            self.stopped = str(error)
            return
        self._today = allowance.today
        if not allowance.available:
            self.stopped = failure_of("user-session-limit").words
        jobs = iter(waiting)

        async def work() -> None:
            for job in jobs:
                await self._bring_on(job)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(max(1, min(_MOST_AT_ONCE, allowance.available))):
                    group.create_task(work())
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None

    async def _bring_on(self, save: Save) -> None:
        match save.state:
            case "intended":
                await self._begin(save)
            case "submitted" if save.job_id is not None and self._now() < save.requested_at + _JOB_LASTS:
                await self._follow(save, save.job_id)
            case "uncertain" if save.next_try_at is not None and self._now() < save.next_try_at:
                pass
            case _:
                await self._look_up(save)

    async def _begin(self, save: Save) -> None:
        if self.stopped is not None:
            return None  # it stays intended: nothing was sent
        until = self._host_pauses.get(save.host)
        if until is not None and self._now() < until:
            end = SaveEnd("postponed", message="its host is left alone for a while", next_try_at=until)
            return self._end(save, end)
        if self._settings.save != "always" and (end_without := await self._end_without_saving(save)) is not None:
            return self._end(save, end_without)
        if self._today is not None:
            self._today -= 1
        if self._today is not None and self._today < 0:
            self.stopped = "the account's saves of today are used up"
            return None
        await self._service.turn()
        if self.stopped is None:
            await self._submit(save)
        return None

    async def _end_without_saving(self, save: Save) -> SaveEnd | None:
        """Say how it ends if there is a recent capture, or if the archive cannot be asked; None: it is to be saved."""
        answer = await self._finder.find(save.url, self._now())
        if copy := _copy_of(save, answer, self._now() - timedelta(seconds=self._settings.recent)):
            return SaveEnd("archived", copy)
        if answer.reason == "archive-excluded":
            return SaveEnd("refused", status_ext=answer.reason, message="the archive keeps this site out of view")
        if answer.reason == "archive-unavailable":
            message = "the archive did not answer"
            return SaveEnd("postponed", None, answer.reason, message, self._now() + _TRY_AGAIN)
        return None

    async def _submit(self, save: Save) -> None:
        self._store.go_on_with_save(save.id, None, self._now())
        unless_within = None if self._settings.save == "always" else self._settings.recent
        try:
            answer = await self._service.submit(save.url, unless_within=unless_within)
        except ArchiveUnavailableError as error:
            if error.uncertain:
                return self._end(save, SaveEnd("uncertain", None, None, str(error), self._now() + _TRY_AGAIN))
            pause = timedelta(seconds=error.retry_after or 0)
            end = SaveEnd("postponed", None, "unavailable", str(error), self._now() + max(_TRY_AGAIN, pause))
            return self._end(save, end)
        except ArchiveKeysError as error:
            self._end(save, SaveEnd("postponed", None, "keys", str(error), self._now()))
            raise
        match answer:
            case Submitted(job_id):
                self._store.go_on_with_save(save.id, job_id, self._now())
                await self._follow(save, job_id)
            case AlreadyThere():
                await self._find_what_is_there(save)
            case Failed():
                self._fail(save, answer)
        return None

    async def _follow(self, save: Save, job_id: str) -> None:
        """Ask about a job until it has ended; if that takes too long, or the archive is silent, leave it submitted."""
        pause = 120 / self._settings.requests_per_minute  # half of what the limits allow
        patience = self._monotonic() + _JOB_PATIENCE
        try:
            while isinstance(answer := await self._service.ask(job_id), Submitted):
                if self._monotonic() > patience:
                    return
                await self._sleep(pause)
                pause = min(pause * 1.5, max(pause, _LONGEST_PAUSE))
        except ArchiveUnavailableError:
            return
        if isinstance(answer, Failed):
            self._fail(save, answer)
        else:
            self._end(save, SaveEnd("saved", self._snapshot(answer)))

    async def _look_up(self, save: Save) -> None:
        """Ask the index whether a save whose end nobody saw was made after all."""
        answer = await self._finder.find(save.url, self._now())
        if copy := _copy_of(save, answer, save.requested_at - _CLOCKS_DIFFER):
            end = SaveEnd("saved", copy)
        elif answer.reason != "archive-unavailable" and self._now() >= save.requested_at + _INDEX_LAG:
            end = SaveEnd("postponed", None, None, "no capture has appeared", self._now())
        else:
            message = "nobody knows whether it was saved: the archive's index is asked again later"
            end = SaveEnd("uncertain", None, None, message, self._now() + _LOOK_AGAIN)
        self._end(save, end)

    async def _find_what_is_there(self, save: Save) -> None:
        answer = await self._finder.find(save.url, self._now())
        copy = _copy_of(save, answer, self._now() - timedelta(seconds=self._settings.recent))
        message = None if copy else "the archive has a recent capture, which its index does not show yet"
        self._end(save, SaveEnd("archived", copy, None, message))

    def _fail(self, save: Save, failed: Failed) -> None:
        failure = failure_of(failed.status_ext)
        message = f"{failure.words}: {failed.message}" if failed.message else failure.words
        if failure.then is Then.GIVE_UP:
            return self._end(save, SaveEnd("refused", None, failed.status_ext, message))
        pause = failure.pause * 2 ** min(save.postponed, _MOST_DOUBLINGS)
        until = self._now() + timedelta(seconds=pause)
        if failure.then is Then.LEAVE_HOST:
            self._host_pauses[save.host] = until
        elif failure.then is Then.STOP:
            self.stopped = message
        return self._end(save, SaveEnd("postponed", None, failed.status_ext, message, until))

    def _snapshot(self, saved: Saved) -> Snapshot:
        base_url = redact(self._settings.wayback_url.rstrip("/"))
        playback = f"{base_url}/web/{saved.timestamp}/{saved.original_url}"
        return Snapshot(ARCHIVE, saved.timestamp, playback, saved.original_url)

    def _end(self, save: Save, end: SaveEnd) -> None:
        self._store.end_save(save, end, self._now().astimezone(UTC))


def _copy_of(save: Save, answer: SnapshotAnswer, since: datetime) -> Snapshot | None:
    """The copy that was found, if it is of this very page and not older: a finder also offers the next best."""
    copy = answer.snapshot
    taken = parse_timestamp(copy.timestamp) if copy else None
    if copy is None or taken is None or taken < since or page_key(copy.original_url) != page_key(save.url):
        return None
    return copy
