"""The article's older captures: what the archive lists of a site, the likeliest first, each opened and read."""

import logging
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

from linkwatch.archive import Capture, ListsSites, Spent
from linkwatch.archive.originals import parse_timestamp
from linkwatch.articles.recover import OLDER_CAPTURE, Copy, Page, Sought
from linkwatch.articles.recover.addresses import dated_folders, resemblance, title_pattern
from linkwatch.articles.recover.pages import read_page
from linkwatch.errors import ArchiveError, ArchiveExcludedError, ArchiveNotToldError, TooMuchWorkError
from linkwatch.reading import PAGE, Reader
from linkwatch.urls import redact

_log = logging.getLogger(__name__)

_MOST_REQUESTS = 24  # for one article
_MOST_FAILURES = 2  # a list of a large site may take an archive too long, one of a few months does not
_LISTED = 1500  # pages of one site
_OPENED = 8  # of one list
_OPENED_BY_DATE = 4
_CAPTURES = 3  # of one address: a later one may have lost its links as well
_LIKELIEST = 2  # addresses of which more captures are opened: another article may have stood there for a while
_LEAST_LIKE, _ANY = 0.4, 0.0
_BEFORE, _BEHIND = timedelta(days=1), timedelta(days=120)  # when an article is captured first, for the most part
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


class Past:
    """The archive's copies of one article. known: addresses of its sites. trouble: why it did not answer."""

    def __init__(self, archive: ListsSites, sought: Sought, reader: Reader) -> None:
        self._archive = archive
        self._sought = sought
        self._reader = reader
        self._opened: set[str] = set()
        self.spent = Spent()
        self.known: list[str] = []
        self._likeliest: list[str] = []
        self.trouble: str | None = None
        self._failures = 0

    async def copies(self) -> AsyncIterator[Copy]:
        """Yield what may be a copy of the article, the likeliest first; whether it is one is not looked at."""
        for url in self._sought.addresses:
            async for copy in self.of_address(url):
                yield copy
        async for capture in self._listed():
            if (opened := await self._open(capture)) is not None:
                yield opened
        for url in self._likeliest[:_LIKELIEST]:
            async for copy in self.of_address(url):
                yield copy

    async def _listed(self) -> AsyncIterator[Capture]:
        """Yield captures of the article's sites: by the words of its title, of its time, in folders by date."""
        page = self._sought.page
        at = page.published_at
        window = (None, None) if at is None else (at - _BEFORE, at + _BEHIND)
        two, one = title_pattern(page.names), title_pattern(page.names, least=1)
        ways = [(two, (None, None), _LEAST_LIKE, _OPENED), (None, window, _ANY, _OPENED_BY_DATE)]
        if one is not None and one != two:
            ways.insert(1 if at is None else 2, (one, (None, None), _ANY, _OPENED_BY_DATE))
        for pattern, (first, last), least, most in ways[0 if two is not None else 1 :]:
            for site in self._sought.sites:
                ranked = self._ranked(await self._list(site, pattern, first, last), least)
                ranked = ranked[: most if any(map(self._shows_title, ranked)) else _OPENED]
                if least >= _LEAST_LIKE:
                    self._likeliest += [capture.original_url for capture in ranked[:_LIKELIEST]]
                for capture in ranked:
                    yield capture
        for folder in dated_folders(self.known, at):
            for capture in self._ranked(await self._list(folder, None, None, None), _ANY)[:_OPENED]:
                yield capture

    @property
    def _is_resting(self) -> bool:
        """Whether the archive is asked no more for this article: enough was asked, or it did not answer."""
        return self._failures >= _MOST_FAILURES or self.spent.requests >= _MOST_REQUESTS

    async def of_address(self, url: str) -> AsyncIterator[Copy]:
        """Yield captures of one address, those of the time when the article appeared first."""
        near = self._sought.page.published_at or _NO_DATE
        if self._is_resting:
            return
        try:
            captures = await self._archive.captures(url, near, limit=50, spent=self.spent)
        except ArchiveError as error:
            self._note(error)
            return
        seen: set[str] = set()
        for capture in sorted(captures, key=lambda capture: abs(_at(capture) - near)):
            if len(seen) < _CAPTURES and capture.digest not in seen and (copy := await self._open(capture)) is not None:
                seen.add(capture.digest)
                yield copy

    async def _list(
        self, site: str, pattern: str | None, first: datetime | None, last: datetime | None
    ) -> Sequence[Capture]:
        if self._is_resting:
            return []
        try:
            listed = await self._archive.captures_of_site(
                site, pattern=pattern, first=first, last=last, limit=_LISTED, spent=self.spent
            )
        except ArchiveError as error:
            self._note(error)
            return []
        self.known += [capture.original_url for capture in listed]
        return listed

    def _ranked(self, captures: Sequence[Capture], least: float) -> list[Capture]:
        page = self._sought.page
        ranked = []
        for place, capture in enumerate(captures):
            if capture.media_type not in ("text/html", "application/xhtml+xml", "warc/revisit"):
                continue
            like = resemblance(capture.original_url, page.names, page.published_at, _at(capture))
            if like is not None and like >= least:
                late = abs(_at(capture) - page.published_at) if page.published_at else timedelta(0)
                ranked.append((-like, late, place, capture))
        return [capture for *_, capture in sorted(ranked)]

    async def _open(self, capture: Capture) -> Copy | None:
        if capture.playback_url in self._opened or self._is_resting:
            return None
        self._opened.add(capture.playback_url)
        try:
            captured = await self._archive.open(capture, spent=self.spent)
        except ArchiveError as error:
            self._note(error)
            return None
        if captured is None or captured.http_status != 200:
            return None
        try:
            page: Page = await self._reader(PAGE, read_page, captured.body, None, capture.original_url)
        except TooMuchWorkError as error:
            _log.warning("a capture could not be read: %s: %s", redact(capture.playback_url), error)
            return None
        return Copy(capture.playback_url, OLDER_CAPTURE, page, capture.timestamp)

    def _shows_title(self, capture: Capture) -> bool:
        """Tell whether an address has words of the article's title; where a site's have none, only days can tell."""
        return (resemblance(capture.original_url, self._sought.page.names, None, None) or 0.0) > 0

    def _note(self, error: ArchiveError) -> None:
        if not isinstance(error, ArchiveNotToldError | ArchiveExcludedError):  # these answer alike another time
            self.trouble = str(error)
            self._failures += 1


def _at(capture: Capture) -> datetime:
    return parse_timestamp(capture.timestamp) or _NO_DATE
