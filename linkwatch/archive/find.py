"""Finds the archived copy that fits a citation."""

from collections.abc import Sequence
from datetime import datetime

from linkwatch import urls
from linkwatch.archive import WAYBACK, Archive, Capture, CapturedPage, Cited, Inspector, Spent
from linkwatch.archive.listings import Listing, Listings
from linkwatch.archive.lookup import Lookup
from linkwatch.archive.opened import Opened
from linkwatch.archive.originals import asked_form, parse_timestamp
from linkwatch.archive.wrapped import archived_original
from linkwatch.errors import ArchiveError, ArchiveExcludedError
from linkwatch.model import Likeness, Snapshot, SnapshotAnswer

_REASONS = ("not-told", "archive-unavailable", "archive-excluded", "no-snapshot")  # the first that holds is told


class Finder:
    """Asks the archives for a link, one after the other, until one has a copy. inspect: judges a capture's content."""

    def __init__(self, archives: Sequence[Archive], *, inspect: Inspector) -> None:
        self._archives = archives
        self._inspect = inspect
        self._listings = Listings()
        self._opened = Opened()

    @property
    def is_resting(self) -> bool:
        """Whether all archives are left alone just now: asking them would bring nothing."""
        return all(archive.is_resting for archive in self._archives)

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
        """Return the copy to offer instead of `url` for a citation made at `cited_at`, or why there is none.

        anchors: what the link was cited as. sentences: the words around that. seen: what the page said when we read it.
        gone_since: when it was first seen dead; later captures are passed over. beside: other links that will be asked
        about soon. whole_site: what the archive has of its site will be wanted, too. Of a URL that points into an
        archive the original is looked for, near that copy's own date. Whatever the archives do, nothing is raised. User
        name and password are told to none of them, and where no archive may learn of the rest either, none is asked.
        """
        archived = archived_original(url)
        if archived is not None:
            timestamp, url = archived
            cited_at = parse_timestamp(timestamp) or cited_at
        if not urls.is_web(url):
            return SnapshotAnswer(None, None)
        url = asked_form(urls.resolve(url, None, None).url)  # those in archived addresses are as their authors wrote
        cited = Cited(url, tuple(anchors), tuple(sentences), seen)
        others = [original[1] if (original := archived_original(other)) else other for other in beside]
        lookup = Lookup(
            self._archives,
            self._inspect,
            self._listings,
            self._opened,
            cited,
            cited_at,
            gone_since,
            others,
            whole_site=whole_site,
        )
        chosen = await lookup.find()
        if chosen is not None:
            return SnapshotAnswer(
                chosen.snapshot,
                None,
                lookup.spent.requests,
                provisional="archive-unavailable" in lookup.trouble,
                likeness=chosen.likeness,
            )
        reason = next((word for word in _REASONS if word in lookup.trouble), "no-snapshot")
        return SnapshotAnswer(None, reason, lookup.spent.requests)

    async def still_has(self, snapshot: Snapshot) -> bool | None:
        """Tell whether a copy that was given earlier is still there; None where its archive gives no answer."""
        if all(archive.name != snapshot.archive for archive in self._archives):
            return None
        try:
            page = await self._opened_anew(snapshot)
        except ArchiveExcludedError:
            return False
        except ArchiveError:
            return None
        return page is not None and page.http_status == 200

    async def open_snapshot(self, snapshot: Snapshot, *, spent: Spent) -> CapturedPage | None:
        """Play back a copy that was found, unless that was just done; None where it cannot be. Raises ArchiveError."""
        return await self.open_capture(_capture_of(snapshot), spent=spent)

    async def open_capture(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Play back a capture, unless that was just done; None where it cannot be. Raises ArchiveError."""
        archive = self._archive_called(capture.archive)
        return None if archive is None else await self._opened.open(archive, capture, spent=spent)

    def known_captures(self, url: str) -> Sequence[Capture] | None:
        """Return the captures of a page but for errors, if the Wayback Machine's index told all of them lately."""
        return self._listings.known(WAYBACK, url)

    def known_directory(self, url: str) -> Listing | None:
        """Return the captures below a directory but for errors, if the index listed them lately."""
        return self._listings.known_directory(WAYBACK, url)

    async def _opened_anew(self, snapshot: Snapshot) -> CapturedPage | None:
        archive = self._archive_called(snapshot.archive)
        return None if archive is None else await archive.open(_capture_of(snapshot), spent=Spent())

    def _archive_called(self, name: str) -> Archive | None:
        return next((archive for archive in self._archives if archive.name == name), None)


def _capture_of(snapshot: Snapshot) -> Capture:
    of_index = ("", None, "-")  # what only an index says: media type, status, digest
    return Capture(snapshot.timestamp, snapshot.original_url, *of_index, snapshot.url, snapshot.archive)
