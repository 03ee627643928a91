"""Has pages archived while they are alive, so that a killed run neither loses a save nor repeats one.

    note in the store that a page is to be saved             intended
    is there a recent capture? then that is all              archived
    note that it is being sent, then send it                 sending
    note the archive's job, ask until it has ended           submitted → saved | refused | postponed

What is found open at the beginning was left by a run that ended too early. What was "sending" then may have arrived
or not, as may a request without an answer: it is uncertain, and the archive's index is asked before anything is sent
again. What certainly did not arrive is intended once more. An answer that forbids all further saves for a while is
kept in the store: until then no run asks for any. Only one process saves by one database (`store.only_saver`).
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from linkwatch.archive import Capture, Index
from linkwatch.archive.originals import page_key
from linkwatch.archive.save_errors import FAILURES, Then, failure_of
from linkwatch.archive.save_page_now import AlreadyThere, Failed, Saved, SavePageNow, Submitted
from linkwatch.config import ArchiveSettings
from linkwatch.errors import ArchiveExcludedError, ArchiveKeysError, ArchiveUnavailableError
from linkwatch.model import Snapshot
from linkwatch.store import Save, SaveEnd, Saves, SavesPause
from linkwatch.urls import redact

_log = logging.getLogger(__name__)

ARCHIVE = "wayback"
_MOST_AT_ONCE = 4
_PAGE = 100  # attempts read from the store at once
_JOB_PATIENCE = 300.0  # seconds that one job is asked about; a later run asks on
_LONGEST_PAUSE = 30.0  # between two questions about a job
_JOB_LASTS = timedelta(days=1)  # after that the archive has forgotten it
_INDEX_LAG = timedelta(days=1)  # a capture that is not in the index by then was not made
_LOOK_AGAIN = timedelta(hours=6)
_TRY_AGAIN = timedelta(hours=1)
_LONGEST_DELAY = timedelta(days=7)
_PLACE_FREE_AGAIN = timedelta(minutes=10)
_NEW_DAY = timedelta(hours=6)  # nobody says in which time zone the archive's day ends
_CLOCKS_DIFFER = timedelta(minutes=5)
_MOST_DOUBLINGS = 7
_KEYS = "keys"
_HOST_WORDS = frozenset(word for word, failure in FAILURES.items() if failure.then is Then.LEAVE_HOST)
_STOP_WORDS = frozenset(word for word, failure in FAILURES.items() if failure.then is Then.STOP)


def _never() -> bool:
    return False


class Saver:
    """Saves pages by way of one database. stopped: why the archive takes no more for now, None while it does."""

    def __init__(
        self,
        saves: Saves,
        service: SavePageNow,
        index: Index,
        settings: ArchiveSettings,
        now: Callable[[], datetime],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._saves = saves
        self._service = service
        self._index = index
        self._settings = settings
        self._now = now
        self._sleep = sleep
        self._monotonic = monotonic
        self._enough: Callable[[], bool] = _never
        self._waiting: deque[Save] = deque()
        self._last_id = 0
        self._reading = asyncio.Lock()
        self._asking = asyncio.Lock()
        self._places: asyncio.Semaphore | None = None
        self._today: int | None = None
        self._following = 0
        self._ended = 0
        self._host_pauses: dict[str, datetime] = {}
        self.stopped: str | None = None

    async def save(self, link_ids: Iterable[int]) -> None:
        """Save these links, and bring to an end what earlier runs left open.

        All ends are in the store, whatever the archive does. Raises ArchiveKeysError.
        """
        since = None if self._settings.save == "always" else self._now() - self._recent
        await self._saves.call(self._saves.intend, link_ids, ARCHIVE, self._now(), unless_since=since)
        await self._work(_never)

    async def take_up(self, enough: Callable[[], bool] = _never) -> int:
        """Save what was put off until now and what is unfinished, until `enough`; return how many came to an end.

        As `save` otherwise.
        """
        due = await self._saves.call(self._saves.postponed, ARCHIVE, self._now())
        await self._saves.call(self._saves.intend, due, ARCHIVE, self._now())
        return await self._work(enough)

    @property
    def _recent(self) -> timedelta:
        return timedelta(seconds=self._settings.recent)

    async def _work(self, enough: Callable[[], bool]) -> int:
        self._enough = enough
        pause = await self._saves.call(self._saves.pause_now, ARCHIVE, self._service.account, self._now())
        if pause is not None:
            self.stopped = f"{pause.message}; it is asked again after {pause.until:%Y-%m-%dT%H:%M:%SZ}"
            if pause.word == _KEYS:
                return 0  # without them it does not even tell how a job goes
        self._host_pauses = await self._saves.call(self._saves.paused_hosts, ARCHIVE, _HOST_WORDS, self._now())

        async def work() -> None:
            while (save := await self._next()) is not None:
                try:
                    await self._bring_on(save)
                except ArchiveKeysError as error:
                    await self._stop(_KEYS, str(error), self._now() + _TRY_AGAIN)
                    raise

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(_MOST_AT_ONCE):
                    group.create_task(work())
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return self._ended

    async def _next(self) -> Save | None:
        """Return the next attempt that may go on, None where there is none any more."""
        async with self._reading:
            if self._enough():
                return None
            if not self._waiting:
                self._waiting.extend(
                    await self._saves.call(
                        self._saves.unfinished,
                        ARCHIVE,
                        self._now(),
                        _PAGE,
                        self._last_id,
                        but_intended=self.stopped is not None,
                        not_its_own=_STOP_WORDS,
                    )
                )
            if not self._waiting:
                return None
            save = self._waiting.popleft()
            self._last_id = save.id
            return save

    async def _bring_on(self, save: Save) -> None:
        match save.state:
            case "intended":
                await self._begin(save)
            case "submitted" if save.job_id is not None and self._now() < save.requested_at + _JOB_LASTS:
                await self._follow(save, save.job_id)
            case _:
                await self._look_up(save)

    async def _begin(self, save: Save) -> None:
        places = await self._ask_for_places()
        if places is None:
            return None  # it stays intended: nothing was sent
        async with places:
            if self.stopped is not None:
                return None
            until = self._host_pauses.get(save.host)
            if until is not None and self._now() < until:
                return await self._leave_intended(save, "its host is left alone for a while", until)
            if self._settings.save != "always" and await self._ends_without_saving(save):
                return None
            if self._today is not None and self._today <= 0:
                await self._stop("daily-limit", "the account's saves of today are used up", self._now() + _NEW_DAY)
            if self.stopped is None:
                self._today = None if self._today is None else self._today - 1
                await self._service.turn()
            if self.stopped is None:
                await self._submit(save)
            return None

    async def _ask_for_places(self) -> asyncio.Semaphore | None:
        """Ask, once, how many saves the account may have going; None where nothing may be sent."""
        async with self._asking:
            if self._places is None and self.stopped is None:
                try:
                    allowance = await self._service.allowance()
                except ArchiveUnavailableError as error:
                    self.stopped = str(error)
                    return None
                self._today = allowance.today
                self._places = asyncio.Semaphore(max(1, min(_MOST_AT_ONCE, allowance.available)))
                if not allowance.available:
                    word = "user-session-limit"
                    await self._stop(word, failure_of(word).words, self._now() + _PLACE_FREE_AGAIN)
        return self._places if self.stopped is None else None

    async def _ends_without_saving(self, save: Save) -> bool:
        """End it if there is a recent capture, or if the archive cannot be asked."""
        try:
            captures = await self._index.captures_since(save.url, self._now() - self._recent)
        except ArchiveExcludedError:
            await self._refuse_excluded(save)
            return True
        except ArchiveUnavailableError as error:
            await self._leave_for_later(save, error)
            return True
        redirects = save.final_url is not None and page_key(save.final_url) != page_key(save.url)
        statuses = range(200, 400) if redirects else (200,)
        if copy := _latest(capture for capture in captures if capture.http_status in statuses):
            await self._end(save, SaveEnd("archived", copy))
        return copy is not None

    async def _submit(self, save: Save) -> None:
        await self._saves.call(self._saves.go_on, save.id, None, self._now())
        unless_within = None if self._settings.save == "always" else self._settings.recent
        try:
            answer = await self._service.submit(save.url, unless_within=unless_within)
        except ArchiveUnavailableError as error:
            if error.uncertain:
                return await self._end(save, SaveEnd("uncertain", None, None, str(error), self._now() + _TRY_AGAIN))
            return await self._leave_for_later(save, error)
        except ArchiveKeysError as error:
            await self._leave_intended(save, str(error), self._now())
            raise
        match answer:
            case Submitted(job_id):
                await self._saves.call(self._saves.go_on, save.id, job_id, self._now())
                await self._follow(save, job_id)
            case AlreadyThere():
                await self._find_what_is_there(save)
            case Failed():
                await self._fail(save, answer)
        return None

    async def _follow(self, save: Save, job_id: str) -> None:
        """Ask about a job until it has ended; if that takes too long, or the archive is silent, leave it submitted."""
        self._following += 1
        pause = least = 120 / self._settings.requests_per_minute * self._following  # all take half of what is allowed
        patience = self._monotonic() + _JOB_PATIENCE
        try:
            while isinstance(answer := await self._service.ask(job_id), Submitted):
                if self._monotonic() > patience or self._enough():
                    return
                await self._sleep(pause)
                pause = min(pause * 1.5, max(least, _LONGEST_PAUSE))
        except ArchiveUnavailableError:
            return
        finally:
            self._following -= 1
        if isinstance(answer, Failed):
            await self._fail(save, answer)
        else:
            await self._end(save, SaveEnd("saved", self._snapshot(answer)))

    async def _look_up(self, save: Save) -> None:
        """Ask the index whether a save whose end nobody saw was made after all."""
        captures: Sequence[Capture] | None = None
        try:
            captures = await self._index.captures_since(save.url, save.requested_at - _CLOCKS_DIFFER)
        except ArchiveExcludedError:
            return await self._refuse_excluded(save)
        except ArchiveUnavailableError:
            pass
        if copy := _latest(filter(_is_no_error, captures or ())):
            return await self._end(save, SaveEnd("saved", copy))
        if captures is not None and self._now() >= save.requested_at + _INDEX_LAG:
            return await self._end(save, SaveEnd("postponed", None, None, "no capture has appeared", self._now()))
        message = "nobody knows whether it was saved: the archive's index is asked again later"
        return await self._end(save, SaveEnd("uncertain", None, None, message, self._now() + _LOOK_AGAIN))

    async def _find_what_is_there(self, save: Save) -> None:
        copy, since = None, self._now() - self._recent
        try:
            copy = _latest(filter(_is_no_error, await self._index.captures_since(save.url, since)))
        except (ArchiveExcludedError, ArchiveUnavailableError) as error:
            _log.info("which capture there is of a page is not known: %s", error)
        message = None if copy else "the archive has a recent capture, which its index does not show yet"
        await self._end(save, SaveEnd("archived", copy, None, message))

    async def _fail(self, save: Save, failed: Failed) -> None:
        failure = failure_of(failed.status_ext)
        message = f"{failure.words}: {failed.message}" if failed.message else failure.words
        if failure.then is Then.GIVE_UP:
            return await self._end(save, SaveEnd("refused", None, failed.status_ext, message))
        pause = timedelta(seconds=failure.pause)
        if failure.then is not Then.STOP:  # which says nothing of the page
            pause = min(pause * 2 ** min(save.failures, _MOST_DOUBLINGS), _LONGEST_DELAY)
        until = self._now() + pause
        await self._end(save, SaveEnd("postponed", None, failed.status_ext, message, until))
        if failure.then is Then.LEAVE_HOST:
            self._host_pauses[save.host] = until
        elif failure.then is Then.STOP:
            await self._stop(failed.status_ext or "", message, until)
        return None

    async def _refuse_excluded(self, save: Save) -> None:
        message = "the archive keeps this site out of view"
        await self._end(save, SaveEnd("refused", status_ext="archive-excluded", message=message))

    async def _leave_for_later(self, save: Save, error: ArchiveUnavailableError) -> None:
        """Leave what the archive certainly did not get. One that is left alone for a while is asked nothing more."""
        pause = timedelta(seconds=error.retry_after or 0)
        if error.retry_after is not None:
            self.stopped = str(error)
        await self._leave_intended(save, str(error), self._now() + max(_TRY_AGAIN, pause))

    async def _leave_intended(self, save: Save, message: str, until: datetime) -> None:
        await self._end(save, SaveEnd("intended", message=message, next_try_at=until))

    async def _stop(self, word: str, message: str, until: datetime) -> None:
        """Ask for no more saves until then, whoever runs."""
        self.stopped = message
        pause = SavesPause(word, message, until.astimezone(UTC))
        await self._saves.call(self._saves.pause, ARCHIVE, self._service.account, pause)

    def _snapshot(self, saved: Saved) -> Snapshot:
        base_url = redact(self._settings.wayback_url.rstrip("/"))
        playback = f"{base_url}/web/{saved.timestamp}/{saved.original_url}"
        return Snapshot(ARCHIVE, saved.timestamp, playback, saved.original_url)

    async def _end(self, save: Save, end: SaveEnd) -> None:
        await self._saves.call(self._saves.end, save, end, self._now().astimezone(UTC))
        self._ended += end.state not in ("intended", "uncertain")


def _is_no_error(capture: Capture) -> bool:
    """Whether it may be what a save made; the status of a repetition may be unknown."""
    return capture.http_status is None or capture.http_status < 400


def _latest(captures: Iterable[Capture]) -> Snapshot | None:
    """Return the latest capture with status 200, else the latest of all."""
    latest = max(captures, key=lambda capture: (capture.http_status == 200, capture.timestamp), default=None)
    return latest.snapshot if latest else None
