"""The Wayback Machine as a keeper: Save Page Now makes captures, the index tells which there are."""

import logging
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from linkwatch.archive import WAYBACK, Capture, Index
from linkwatch.archive.originals import page_key
from linkwatch.archive.save_errors import FAILURES, Then, failure_of
from linkwatch.archive.save_page_now import AlreadyThere, Failed, Saved, SavePageNow, Submitted
from linkwatch.archive.telling import why_not_told
from linkwatch.config import ArchiveSettings
from linkwatch.errors import ArchiveExcludedError, ArchiveUnavailableError
from linkwatch.keep.keeper import Allowance, Ended, PutOff, Reach, Unknown, Working
from linkwatch.model import Snapshot
from linkwatch.store import Save
from linkwatch.urls import redact

_log = logging.getLogger(__name__)

_JOB_LASTS = timedelta(days=1)  # after that the archive has forgotten it
_INDEX_LAG = timedelta(days=1)  # a capture that is not in the index by then was not made
_LOOK_AGAIN = timedelta(hours=6)
_CLOCKS_DIFFER = timedelta(minutes=5)
_REACHES = {Then.LATER: Reach.PAGE, Then.LEAVE_HOST: Reach.HOST, Then.STOP: Reach.ALL}
_EXCLUDED = Ended("refused", word="archive-excluded", message="the archive keeps this site out of view")


class WaybackKeeper:
    """Saves by way of one account. index: of the archive that the service saves to."""

    name = WAYBACK
    host_words = frozenset(word for word, failure in FAILURES.items() if failure.then is Then.LEAVE_HOST)
    stop_words = frozenset(word for word, failure in FAILURES.items() if failure.then is Then.STOP)

    def __init__(self, service: SavePageNow, index: Index, settings: ArchiveSettings) -> None:
        self._service = service
        self._index = index
        self._settings = settings
        self.account = service.account

    def objection(self, url: str) -> str | None:
        """See `Keeper`: the archive shows everybody what it was told."""
        return why_not_told(url, self._settings.save_url)

    @asynccontextmanager
    async def opened(self, now: datetime) -> AsyncIterator[Allowance]:
        """See `Keeper`; one request."""
        quota = await self._service.quota()
        yield Allowance(quota.available, quota.today)

    async def recent(self, attempt: Save, since: datetime) -> Ended | None:
        """See `Keeper`; one request. A capture of a redirect shows only what redirects today too."""
        try:
            captures = await self._index.captures_since(attempt.url, since)
        except ArchiveExcludedError:
            return _EXCLUDED
        redirects = attempt.final_url is not None and page_key(attempt.final_url) != page_key(attempt.url)
        statuses = range(200, 400) if redirects else (200,)
        copy = _latest(capture for capture in captures if capture.http_status in statuses)
        return Ended("archived", copy) if copy else None

    async def turn(self) -> None:
        """See `Keeper`."""
        await self._service.turn()

    async def begin(self, attempt: Save) -> Ended | PutOff | Working:
        """See `Keeper`."""
        unless_within = None if self._settings.save == "always" else self._settings.recent
        answer = await self._service.submit(attempt.url, unless_within=unless_within)
        match answer:
            case Submitted(job_id):
                return Working(job_id)
            case AlreadyThere():
                return await self._what_is_there(attempt)
            case Failed():
                return _meaning_of(answer)

    async def follow(self, attempt: Save, now: datetime) -> Ended | PutOff | Working | Unknown:
        """See `Keeper`; of a job that the archive has forgotten only the index tells."""
        if attempt.job_id is None or now >= attempt.requested_at + _JOB_LASTS:
            return await self.look_up(attempt, now)
        answer = await self._service.ask(attempt.job_id)
        match answer:
            case Submitted(job_id):
                return Working(job_id)
            case Saved():
                return Ended("saved", self._snapshot(answer))
            case Failed():
                return _meaning_of(answer)

    async def look_up(self, attempt: Save, now: datetime) -> Ended | PutOff | Unknown:
        """See `Keeper`: the index shows a capture soon, or there is none."""
        captures: Sequence[Capture] | None = None
        try:
            captures = await self._index.captures_since(attempt.url, attempt.requested_at - _CLOCKS_DIFFER)
        except ArchiveExcludedError:
            return _EXCLUDED
        except ArchiveUnavailableError:
            pass
        if copy := _latest(filter(_is_no_error, captures or ())):
            return Ended("saved", copy)
        if captures is not None and now >= attempt.requested_at + _INDEX_LAG:
            return PutOff(timedelta(0), "no capture has appeared")
        return Unknown("nobody knows whether it was saved: the archive's index is asked again later", _LOOK_AGAIN)

    async def _what_is_there(self, attempt: Save) -> Ended:
        copy, since = None, attempt.requested_at - timedelta(seconds=self._settings.recent)
        try:
            copy = _latest(filter(_is_no_error, await self._index.captures_since(attempt.url, since)))
        except (ArchiveExcludedError, ArchiveUnavailableError) as error:
            _log.info("which capture there is of a page is not known: %s", error)
        message = None if copy else "the archive has a recent capture, which its index does not show yet"
        return Ended("archived", copy, message=message)

    def _snapshot(self, saved: Saved) -> Snapshot:
        base_url = redact(self._settings.wayback_url.rstrip("/"))
        playback = f"{base_url}/web/{saved.timestamp}/{saved.original_url}"
        return Snapshot(WAYBACK, saved.timestamp, playback, saved.original_url)


def _meaning_of(failed: Failed) -> Ended | PutOff:
    failure = failure_of(failed.status_ext)
    message = f"{failure.words}: {failed.message}" if failed.message else failure.words
    if failure.then is Then.GIVE_UP:
        return Ended("refused", word=failed.status_ext, message=message)
    return PutOff(timedelta(seconds=failure.pause), message, failed.status_ext, _REACHES[failure.then])


def _is_no_error(capture: Capture) -> bool:
    """Whether it may be what a save made; the status of a repetition may be unknown."""
    return capture.http_status is None or capture.http_status < 400


def _latest(captures: Iterable[Capture]) -> Snapshot | None:
    """Return the latest capture with status 200, else the latest of all."""
    latest = max(captures, key=lambda capture: (capture.http_status == 200, capture.timestamp), default=None)
    return latest.snapshot if latest else None
