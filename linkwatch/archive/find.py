"""Finds the archived copy that fits a citation: asks the archives, ranks their captures, opens as few as needed."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from linkwatch import urls
from linkwatch.archive import Archive, Capture, GivesSecondOpinion, Inspector, KnowsRedirects, Spent
from linkwatch.archive.choose import rank
from linkwatch.archive.moved import Moved, moved_to
from linkwatch.archive.originals import archived_original, parse_timestamp, spellings
from linkwatch.archive.search import Look, first_that_fits
from linkwatch.errors import (
    ArchiveError,
    ArchiveExcludedError,
    ArchiveNotToldError,
    ArchiveUnavailableError,
    TooMuchWorkError,
)
from linkwatch.model import Likeness, Snapshot, SnapshotAnswer

_log = logging.getLogger(__name__)

_LIMIT = 100  # captures asked for; an answer that is full may be followed by one that reaches further
_SPARSE_LIMIT = 600  # one a month for half a century
_REASONS = ("not-told", "archive-unavailable", "archive-excluded", "no-snapshot")  # the first that holds is told


class Finder:
    """Asks all archives for a link. inspect: judges a capture's content; None: the index alone decides."""

    def __init__(self, archives: Sequence[Archive], *, inspect: Inspector | None = None) -> None:
        self._archives = {archive.name: archive for archive in archives}
        self._inspect = inspect

    @property
    def is_resting(self) -> bool:
        """Whether all archives are left alone just now: asking them would bring nothing."""
        return all(archive.is_resting for archive in self._archives.values())

    async def find(
        self, url: str, cited_at: datetime, *, anchors: Sequence[str] = (), gone_since: datetime | None = None
    ) -> SnapshotAnswer:
        """Return the copy to offer instead of `url` for a citation made at `cited_at`, or why there is none.

        anchors: what the link was cited as. gone_since: when it was first seen dead; later captures are passed
        over. Of a URL that points into an archive the original is looked for, near that copy's own date. Whatever
        the archives do, nothing is raised. User name and password are told to none of them, and where no archive may
        learn of the rest either, none is asked.
        """
        archived = archived_original(url)
        if archived is not None:
            timestamp, url = archived
            cited_at = parse_timestamp(timestamp) or cited_at
        if not _can_be_asked(url):
            return SnapshotAnswer(None, "no-snapshot")
        url = spellings(url, folds_slash=True)[0]
        lookup = _Lookup(self._archives, self._inspect, url, anchors, gone_since)
        chosen = await lookup.find(cited_at)
        if chosen is not None:
            return SnapshotAnswer(
                chosen.snapshot,
                None,
                lookup.spent.requests,
                provisional="archive-unavailable" in lookup.trouble,
                likeness=lookup.likenesses.get(chosen.playback_url),
            )
        reason = next((word for word in _REASONS if word in lookup.trouble), "no-snapshot")
        return SnapshotAnswer(None, reason, lookup.spent.requests)

    async def still_has(self, snapshot: Snapshot) -> bool | None:
        """Tell whether a copy that was given earlier is still there; None where its archive gives no answer."""
        archive = self._archives.get(snapshot.archive)
        if archive is None:
            return None
        of_index = ("", None, "-")  # what only an index says: media type, status, digest
        capture = Capture(snapshot.timestamp, snapshot.original_url, *of_index, snapshot.url, snapshot.archive)
        try:
            page = await archive.open(capture, spent=Spent())
        except ArchiveExcludedError:
            return False
        except ArchiveError:
            return None
        return page is not None and page.http_status == 200


class _Lookup:
    """One question to all archives.

    trouble: why some of them gave no answer; "not-told" if none might be asked. likenesses: what the captures say that
    fit, by their playback_url. spent: the requests sent so far.
    """

    def __init__(
        self,
        archives: Mapping[str, Archive],
        inspect: Inspector | None,
        url: str,
        anchors: Sequence[str],
        gone_since: datetime | None,
    ) -> None:
        self._archives = archives
        self._inspect = inspect
        self._url = url
        self._anchors = anchors
        self._gone_since = gone_since
        self._done_with: set[str] = set()  # archives that keep the site out, or want to be left alone
        self._not_told: set[str] = set()  # archives that may not learn of the page
        self.trouble: set[str] = set()
        self.likenesses: dict[str, Likeness | None] = {}
        self.spent = Spent()

    async def find(self, near: datetime) -> Capture | None:
        """Return the capture to offer: of the page, or of where it had moved to, or one that the index left out."""
        found: list[Capture] = []
        for sparse in (False, True):
            found = await self._captures(near, sparse=sparse)
            full = len(found) >= _LIMIT
            chosen = await self._choose(found, near, sparse=sparse, full=full)
            if chosen is not None or self.trouble or not full:
                break  # there is something, something failed, or the archives have shown all that they have
        if chosen is not None or found:
            return chosen
        return await self._choose_moved(near) or await self._choose_unlisted(near)

    async def _captures(self, near: datetime, *, sparse: bool) -> list[Capture]:
        """Return what all archives have; those that may not be asked are noted."""
        found: list[Capture] = []
        limit = _SPARSE_LIMIT if sparse else _LIMIT
        for archive in self._archives.values():
            try:
                for spelling in spellings(self._url, folds_slash=archive.folds_slash):
                    captures = await archive.captures(spelling, near, limit=limit, spent=self.spent, sparse=sparse)
                    if captures:
                        found += captures
                        break
            except ArchiveNotToldError:
                self._not_told.add(archive.name)
            except ArchiveError as error:
                self._note(archive, error)
        if self._archives and self._not_told == self._archives.keys():
            self.trouble.add("not-told")
        return found

    async def _choose_moved(self, near: datetime) -> Capture | None:
        """Return a capture of the page that an archived redirect led to, None where no redirect can be believed."""
        for archive in self._archives.values():
            if self._inspect is None or self.trouble or not isinstance(archive, KnowsRedirects):
                continue
            try:
                moved = await moved_to(archive, self._url, near, self._gone_since, self.spent)
                if moved is not None:
                    self._done_with.add(archive.name)  # it knows the page
                if not isinstance(moved, Moved):
                    continue
                captures = await archive.captures(moved.url, moved.at, limit=_LIMIT, spent=self.spent)
            except ArchiveNotToldError:  # of the page, or of where it had moved to
                continue
            except ArchiveError as error:
                self._note(archive, error)
                continue
            chosen = await self._choose(captures, moved.at, moved=moved, full=True)
            if chosen is not None:
                return chosen
        return None

    async def _choose_unlisted(self, near: datetime) -> Capture | None:
        """Return a capture that another service of an archive knows; that it knows none means nothing."""
        for archive in self._archives.values():
            if archive.name in self._done_with or not isinstance(archive, GivesSecondOpinion):
                continue
            try:
                capture = await archive.second_opinion(
                    spellings(self._url, folds_slash=True)[0], near, spent=self.spent
                )
            except ArchiveError:
                continue
            if capture is not None and (chosen := await self._choose([capture], near)) is not None:
                return chosen
        return None

    async def _choose(
        self,
        captures: Sequence[Capture],
        near: datetime,
        *,
        moved: Moved | None = None,
        sparse: bool = False,
        full: bool = False,
    ) -> Capture | None:
        url, gone_since = (self._url, self._gone_since) if moved is None else (moved.url, None)
        ranked = rank(captures, near, url=url, gone_since=gone_since, unknown_status=self._inspect is not None)
        inspect = self._inspect
        if inspect is None or not ranked:
            return ranked[0] if ranked else None

        looks: set[Look] = set()

        async def look(capture: Capture) -> Look:
            looks.add(seen := await self._look(capture, inspect))
            return seen

        if sparse:  # the nearest captures are known not to fit
            chosen = await first_that_fits(ranked, look, one_by_one=1)
        else:
            chosen = await first_that_fits(ranked, look, most=4 if full else 8)
        if chosen is None and looks == {Look.UNREADABLE} and not self.trouble:
            # the archive plays nothing back, though it answers: the index's word has to do
            return next((capture for capture in ranked if capture.http_status == 200), None)
        return chosen

    async def _look(self, capture: Capture, inspect: Inspector) -> Look:
        archive = self._archives[capture.archive]
        try:
            page = await archive.open(capture, spent=self.spent)
        except ArchiveError as error:
            self._note(archive, error)
            return Look.UNREADABLE
        if page is None:
            return Look.UNREADABLE
        if page.http_status != 200 or not page.body:
            return Look.MISFIT
        try:
            inspected = await inspect(page, self._anchors)
        except TooMuchWorkError as error:
            _log.warning("a capture could not be judged: %s: %s", urls.redact(capture.playback_url), error)
            return Look.MISFIT
        except Exception:  # noqa: BLE001 - a fault of ours in one capture must not cost the others theirs
            _log.error("a capture could not be judged: %s", urls.redact(capture.playback_url), exc_info=True)
            return Look.MISFIT
        if inspected.misfit is not None:
            return Look.MISFIT
        self.likenesses[capture.playback_url] = inspected.likeness
        return Look.FITS

    def _note(self, archive: Archive, error: ArchiveError) -> None:
        excluded = isinstance(error, ArchiveExcludedError)
        self.trouble.add("archive-excluded" if excluded else "archive-unavailable")
        if excluded or (isinstance(error, ArchiveUnavailableError) and error.retry_after is not None):
            self._done_with.add(archive.name)


def _can_be_asked(url: str) -> bool:
    if not urls.is_web(url):
        return False
    try:
        url.encode()
    except UnicodeEncodeError:
        return False
    return True
