"""One question to the archives: which copy to offer for one link."""

import logging
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from linkwatch import urls
from linkwatch.archive import (
    Archive,
    Capture,
    CapturedPage,
    Cited,
    GivesSecondOpinion,
    Inspected,
    Inspector,
    KnowsDirectories,
    Spent,
)
from linkwatch.archive.choose import disguised, tiers
from linkwatch.archive.inspection import ANOTHER_ADDRESS, ANOTHER_PAGE, BY_WHAT_WAS_CITED, NOT_JUDGED
from linkwatch.archive.listings import Listings
from linkwatch.archive.moved import Moved, Redirects, is_redirect
from linkwatch.archive.opened import Opened
from linkwatch.archive.originals import spellings
from linkwatch.archive.sameness import have_sentences_in_common, is_same_text
from linkwatch.archive.search import Look, Search
from linkwatch.archive.telling import may_be_told
from linkwatch.archive.transport import LONGEST_WAIT
from linkwatch.errors import (
    ArchiveError,
    ArchiveExcludedError,
    ArchiveNotToldError,
    ArchiveUnavailableError,
    TooMuchWorkError,
)
from linkwatch.model import Grade, Likeness, Snapshot

_log = logging.getLogger(__name__)

_LIMIT = 100  # captures asked for; an answer that is full may be followed by one that reaches further
_SPARSE_LIMIT = 600  # one a month for half a century
_OPENED, _OPENED_OF_MANY, _OPENED_WHERE_MOVED, _OPENED_DISGUISED = 8, 6, 4, 2
_NEAR, _NEAR_OF_MANY = 4, 3
_REDIRECTS = 2  # of one page, one after the other


@dataclass(frozen=True, slots=True)
class Chosen:
    """The copy to offer, and what it says."""

    snapshot: Snapshot
    likeness: Likeness | None


@dataclass(frozen=True, slots=True)
class _Listed:
    """What an index has of a page.

    is_full: there may be more. is_known: it has the page, or others beside it. is_of_directory: it was asked for the
    page's directory, not for the page.
    """

    captures: Sequence[Capture]
    is_full: bool
    is_known: bool
    is_of_directory: bool = False


class Lookup:
    """One question. listings, opened: what other questions of the run have learnt.

    trouble: why some archives gave no answer; "not-told" if none might be asked. spent: the requests sent so far.
    """

    def __init__(
        self,
        archives: Sequence[Archive],
        inspect: Inspector,
        listings: Listings,
        opened: Opened,
        cited: Cited,
        near: datetime,
        gone_since: datetime | None,
        beside: Sequence[str],
        *,
        whole_site: bool = False,
    ) -> None:
        self._archives = archives
        self._inspect = inspect
        self._listings = listings
        self._opened = opened
        self._cited = cited
        self._near = near
        self._gone_since = gone_since
        self._beside = beside
        self._whole_site = whole_site and may_be_told(cited.url, cited.url)  # of a secret nobody looks for more
        self._troubles: dict[str, str] = {}  # of archives
        self._done_with: set[str] = set()  # archives that keep the site out, or want to be left alone
        self._not_told: set[str] = set()  # archives that may not learn of the page
        self._pausing: list[Archive] = []  # they can be asked soon
        self._inspected: dict[str, Inspected] = {}
        self._moments: dict[str, str] = {}  # when what was played was captured
        self._of_others: set[str] = set()  # addresses of other items, which the index takes for the page's
        self._refused: set[str] = set()  # what was opened in vain; lists of several archives may name it
        self._otherwise: list[tuple[Capture, Inspected]] = []  # nearer ones, against which only their words speak
        self.spent = Spent(may_wait=len(archives) == 1)

    @property
    def trouble(self) -> set[str]:
        """The words for what kept archives from answering."""
        untold = {"not-told"} if self._archives and len(self._not_told) == len(self._archives) else set()
        return {*self._troubles.values(), *untold}

    async def find(self) -> Chosen | None:
        """Return the copy to offer: of the first archive that has one. Who asked for a short pause is asked last."""
        for archive in self._archives:
            if (capture := await self._find_in(archive)) is not None:
                return self._chosen(capture)
        self.spent.may_wait = True
        for archive in self._pausing[:]:
            self._troubles.pop(archive.name, None)
            self._done_with.discard(archive.name)
            if (capture := await self._find_in(archive)) is not None:
                return self._chosen(capture)
        return None

    async def _find_in(self, archive: Archive) -> Capture | None:
        """Return the capture to offer: of the page, or of where it had moved to, or one that the index left out."""
        listed = await self._listed(archive)
        many = listed.is_full
        most, near = (_OPENED_OF_MANY, _NEAR_OF_MANY) if many else (_OPENED, _NEAR)
        search = Search(self._look, self._near, most=most, near=near)
        chosen = await self._search(search, listed.captures, nearby=many)
        if chosen is None and many and archive.name not in self._troubles:
            sparse = await self._ask(archive, sparse=True)
            chosen = await self._search(search, sparse)
        chosen = chosen or search.fallback or await self._find_disguised(listed.captures)
        if chosen is not None or archive.name in self._not_told:
            return chosen
        redirects = [capture for capture in listed.captures if is_redirect(capture)]
        if redirects and isinstance(archive, KnowsDirectories):
            return await self._find_moved(archive, redirects)
        if listed.is_known or archive.name in self._done_with or not isinstance(archive, GivesSecondOpinion):
            return None
        unlisted = await self._find_unlisted(archive)
        if unlisted is None or not listed.is_of_directory:
            return unlisted
        captures = await self._ask(archive)  # it cannot list what stands in a directory, so it seems
        return await self._search(Search(self._look, self._near), captures) or unlisted

    async def _search(self, search: Search, captures: Sequence[Capture], *, nearby: bool = False) -> Capture | None:
        url, anchors = self._cited.url, self._cited.anchors
        for ranked in tiers(captures, self._near, url=url, anchors=anchors, gone_since=self._gone_since):
            chosen = await (search.nearest(ranked) if nearby else search.anywhere(ranked))
            if chosen is not None:
                return chosen
        return None

    async def _find_disguised(self, captures: Sequence[Capture]) -> Capture | None:
        """Return a capture of a document that the site called a page."""
        search = Search(self._look, self._near, most=_OPENED_DISGUISED)
        return await search.nearest(disguised(captures, self._near, url=self._cited.url, gone_since=self._gone_since))

    async def _listed(self, archive: Archive) -> _Listed:
        """Return what the archive has of the page, from the question for its directory where that was asked."""
        if isinstance(archive, KnowsDirectories):
            try:
                listing = await self._listings.of(
                    archive, self._cited.url, self._beside, whole_site=self._whole_site, spent=self.spent
                )
            except ArchiveNotToldError:
                listing = None
            except ArchiveError as error:
                listing = None  # so long a list may have been too much for it
                if archive.is_resting or isinstance(error, ArchiveExcludedError):
                    self._note(archive, error)
                    return _Listed((), is_full=False, is_known=False)
            if listing is not None and (captures := listing.of(self._cited.url)) is not None:
                is_known = bool(listing.captures)
                return _Listed(captures, is_full=False, is_known=is_known, is_of_directory=True)
        captures = await self._ask(archive)
        if len(captures) < _LIMIT and archive.name not in self._troubles and archive.name not in self._not_told:
            self._listings.note(archive.name, self._cited.url, captures)
        is_known = bool(captures) or self._listings.has_beside(archive.name, self._cited.url)
        return _Listed(captures, is_full=len(captures) >= _LIMIT, is_known=is_known)

    async def _ask(self, archive: Archive, *, sparse: bool = False) -> Sequence[Capture]:
        limit = _SPARSE_LIMIT if sparse else _LIMIT
        try:
            for spelling in spellings(self._cited.url, folds_slash=archive.folds_slash):
                captures = await archive.captures(spelling, self._near, limit=limit, spent=self.spent, sparse=sparse)
                if captures:
                    return captures
        except ArchiveNotToldError:
            self._not_told.add(archive.name)
        except ArchiveError as error:
            self._note(archive, error)
        return ()

    async def _find_moved(self, archive: Archive, redirects: Sequence[Capture]) -> Capture | None:
        """Return a capture of the page that archived redirects led to, None where they cannot be believed."""
        assert isinstance(archive, KnowsDirectories)  # noqa: S101 - who calls has made sure
        url, needs_words = self._cited.url, False
        try:
            for hop in range(_REDIRECTS):
                followed = Redirects(archive, url, self._opened, self.spent)
                moved = await followed.moved_to(redirects, self._gone_since, compare=hop == 0)
                if moved is None:
                    return None
                needs_words |= moved.needs_words
                if needs_words and not self._cited.anchors:
                    return None
                captures = await archive.captures(moved.url, moved.at, limit=_LIMIT, spent=self.spent)
                chosen = await self._search_moved(captures, moved)
                if chosen is not None:
                    is_vouched = self._inspected[chosen.playback_url].grade is not Grade.PLAYS
                    return chosen if is_vouched or not needs_words else None
                url, redirects = moved.url, [capture for capture in captures if is_redirect(capture)]
        except ArchiveNotToldError:  # of where it had moved to
            return None
        except ArchiveError as error:
            self._note(archive, error)
        return None

    async def _search_moved(self, captures: Sequence[Capture], moved: Moved) -> Capture | None:
        search = Search(self._look, moved.at, most=_OPENED_WHERE_MOVED)
        for ranked in tiers(captures, moved.at, url=moved.url):
            if (chosen := await search.anywhere(ranked)) is not None:
                return chosen
        return search.fallback

    async def _find_unlisted(self, archive: GivesSecondOpinion) -> Capture | None:
        """Return a capture that another service of an archive knows; that it knows none means nothing."""
        try:
            capture = await archive.second_opinion(self._cited.url, self._near, spent=self.spent)
        except ArchiveError:
            return None
        search = Search(self._look, self._near, most=1)
        return None if capture is None else await self._search(search, [capture]) or search.fallback

    async def _look(self, capture: Capture) -> Look:
        if capture.original_url in self._of_others or capture.playback_url in self._refused:
            return Look.RULED_OUT
        known = self._opened.content_of(capture)
        if known is not None and (await self._inspect_safely(capture, known)).misfit is not None:
            return Look.RULED_OUT
        archive = next(archive for archive in self._archives if archive.name == capture.archive)
        try:
            page = await self._opened.open(archive, capture, spent=self.spent)
        except ArchiveError as error:
            self._note(archive, error)
            return Look.UNREADABLE
        if page is None:
            return Look.UNREADABLE
        self._moments[capture.playback_url] = page.captured_at.strftime("%Y%m%d%H%M%S").zfill(14)
        if page.http_status != 200 or not page.body:
            return Look.MISFIT
        inspected = await self._inspect_safely(capture, page)
        stays = inspected.misfit == ANOTHER_PAGE and self._was_seen(inspected.likeness)
        if inspected.likeness is not None and (inspected.misfit or inspected.is_doubtful):
            self._otherwise.append((capture, inspected))
        if inspected.misfit is not None:
            self._refused.add(capture.playback_url)
            if inspected.misfit == ANOTHER_ADDRESS:
                self._of_others.add(capture.original_url)
            return Look.MISFIT if inspected.misfit in BY_WHAT_WAS_CITED and not stays else Look.STAND_IN
        self._inspected[capture.playback_url] = inspected
        return Look.DOUBTFUL if inspected.is_doubtful else Look.FITS

    def _was_seen(self, likeness: Likeness | None) -> bool:
        """Tell whether an earlier look showed the same text: then it is what somebody else put there to stay."""
        others = (other.likeness for _, other in self._otherwise if other.misfit == ANOTHER_PAGE)
        return likeness is not None and any(other is not None and is_same_text(likeness, other) for other in others)

    async def _inspect_safely(self, capture: Capture, page: CapturedPage) -> Inspected:
        """Judge a captured page; what cannot be judged is no copy."""
        try:
            return await self._inspect(page, self._cited)
        except TooMuchWorkError as error:
            _log.warning("a capture could not be judged: %s: %s", urls.redact(capture.playback_url), error)
        except Exception:  # noqa: BLE001 - a fault of ours in one capture must not cost the others theirs
            _log.error("a capture could not be judged: %s", urls.redact(capture.playback_url), exc_info=True)
        return Inspected(NOT_JUDGED)

    def _chosen(self, capture: Capture) -> Chosen:
        inspected = self._inspected[capture.playback_url]
        likeness = inspected.likeness
        if not inspected.is_doubtful and likeness is not None:
            capture, likeness = self._retitled(inspected.said, likeness) or (capture, likeness)
        moment = self._moments[capture.playback_url]  # indexes may say less of it than the archive that plays it
        return Chosen(replace(capture.snapshot, timestamp=moment, grade=inspected.grade), likeness)

    def _retitled(self, said: Set[str], fitting: Likeness) -> tuple[Capture, Likeness] | None:
        """Return a nearer copy of the same text: the page bore another title, or none of the words cited, then."""
        for capture, other in self._otherwise:
            if other.likeness is None or not is_same_text(fitting, other.likeness):
                continue
            if have_sentences_in_common(said, other.said):
                return capture, other.likeness
        return None

    def _note(self, archive: Archive, error: ArchiveError) -> None:
        excluded = isinstance(error, ArchiveExcludedError)
        self._troubles[archive.name] = "archive-excluded" if excluded else "archive-unavailable"
        pause = error.retry_after if isinstance(error, ArchiveUnavailableError) else None
        if excluded or pause is not None:
            self._done_with.add(archive.name)
        if pause is not None and pause <= LONGEST_WAIT and archive not in self._pausing:
            self._pausing.append(archive)
