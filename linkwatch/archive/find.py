"""Finds the archived copy that fits a citation: asks the archives, ranks their captures, opens as few as needed."""

from collections.abc import Sequence
from datetime import datetime

from linkwatch import urls
from linkwatch.archive import Archive, Capture, Inspector, Spent
from linkwatch.archive.choose import rank
from linkwatch.archive.originals import archived_original, parse_timestamp, spellings
from linkwatch.archive.search import Look, first_that_fits
from linkwatch.errors import ArchiveError, ArchiveExcludedError
from linkwatch.model import Snapshot, SnapshotAnswer

_LIMIT = 100  # captures asked for; an answer that is full may be followed by one that reaches further
_SPARSE_LIMIT = 600  # one a month for half a century
_REASONS = ("archive-unavailable", "archive-excluded", "no-snapshot")  # the first that holds is told


class Finder:
    """Asks all archives for a link. inspect: judges a capture's content; None: the index alone decides."""

    def __init__(self, archives: Sequence[Archive], *, inspect: Inspector | None = None) -> None:
        self._archives = {archive.name: archive for archive in archives}
        self._inspect = inspect

    async def find(
        self, url: str, cited_at: datetime, *, anchors: Sequence[str] = (), gone_since: datetime | None = None
    ) -> SnapshotAnswer:
        """Return the copy to offer instead of `url` for a citation made at `cited_at`, or why there is none.

        anchors: what the link was cited as. gone_since: when it was first seen dead; later captures are passed
        over. Of a URL that points into an archive the original is looked for, near that copy's own date. Whatever
        the archives do, nothing is raised.
        """
        spent = Spent()
        archived = archived_original(url)
        if archived is not None:
            timestamp, url = archived
            cited_at = parse_timestamp(timestamp) or cited_at
        if not _can_be_asked(url):
            return SnapshotAnswer(None, "no-snapshot")
        trouble: set[str] = set()
        chosen = None
        for sparse in (False, True):
            found = await self._captures(url, cited_at, sparse=sparse, spent=spent, trouble=trouble)
            ranked = rank(found, cited_at, url=url, gone_since=gone_since, unknown_status=self._inspect is not None)
            full = len(found) >= _LIMIT
            chosen = await self._choose(ranked, anchors, spent, trouble, sparse=sparse, full=full)
            if chosen is not None or trouble or not full:
                break  # there is something, something failed, or the archives have shown all that they have
        if chosen is not None:
            snapshot = Snapshot(chosen.archive, chosen.timestamp, chosen.playback_url, chosen.original_url)
            return SnapshotAnswer(snapshot, None, spent.requests)
        reason = next((word for word in _REASONS if word in trouble), "no-snapshot")
        return SnapshotAnswer(None, reason, spent.requests)

    async def _captures(
        self, url: str, near: datetime, *, sparse: bool, spent: Spent, trouble: set[str]
    ) -> list[Capture]:
        found: list[Capture] = []
        limit = _SPARSE_LIMIT if sparse else _LIMIT
        for archive in self._archives.values():
            try:
                for spelling in spellings(url):
                    captures = await archive.captures(spelling, near, limit=limit, spent=spent, sparse=sparse)
                    if captures:
                        found += captures
                        break
            except ArchiveError as error:
                trouble.add(_reason(error))
        return found

    async def _choose(
        self,
        ranked: Sequence[Capture],
        anchors: Sequence[str],
        spent: Spent,
        trouble: set[str],
        *,
        sparse: bool,
        full: bool,
    ) -> Capture | None:
        inspect = self._inspect
        if inspect is None or not ranked:
            return ranked[0] if ranked else None

        looks: set[Look] = set()

        async def look(capture: Capture) -> Look:
            looks.add(seen := await self._look(capture, inspect, anchors, spent, trouble))
            return seen

        if sparse:  # the nearest captures are known not to fit
            chosen = await first_that_fits(ranked, look, one_by_one=1)
        else:
            chosen = await first_that_fits(ranked, look, most=4 if full else 8)
        if chosen is None and looks == {Look.UNREADABLE} and not trouble:
            # the archive plays nothing back, though it answers: the index's word has to do
            return next((capture for capture in ranked if capture.http_status == 200), None)
        return chosen

    async def _look(
        self, capture: Capture, inspect: Inspector, anchors: Sequence[str], spent: Spent, trouble: set[str]
    ) -> Look:
        try:
            page = await self._archives[capture.archive].open(capture, spent=spent)
        except ArchiveError as error:
            trouble.add(_reason(error))
            return Look.UNREADABLE
        if page is None:
            return Look.UNREADABLE
        if page.http_status != 200 or not page.body or inspect(page, anchors) is not None:
            return Look.MISFIT
        return Look.FITS


def _can_be_asked(url: str) -> bool:
    if not urls.is_web(url):
        return False
    try:
        url.encode()
    except UnicodeEncodeError:
        return False
    return True


def _reason(error: ArchiveError) -> str:
    return "archive-excluded" if isinstance(error, ArchiveExcludedError) else "archive-unavailable"
