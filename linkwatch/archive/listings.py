"""What an index said in a run, so that it is asked once: of single pages, and of directories.

Where several links of a directory are asked about, one question lists them together.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkwatch.archive import Capture, KnowsDirectories, Spent
from linkwatch.archive.originals import PageKey, directory_of, page_key

_LIMIT = 2000
_KEPT = 16
_REMEMBERED = 200
_PAGES_KEPT = 500
_SLASHES_OF_A_ROOT = 3  # "http://host/"
_FRESH = 600.0  # seconds: what was captured meanwhile is found another time
_BESIDE, _BESIDE_FURTHER_UP = 1, 3  # other links that are worth the question: a whole site may be too much for it


@dataclass(frozen=True)
class Listing:
    """What an index holds of a directory. is_whole: nothing was cut off."""

    captures: Sequence[Capture]
    is_whole: bool

    def of(self, url: str) -> Sequence[Capture] | None:
        """Return the captures of a page of this directory; None where the listing cannot tell."""
        found = self._by_page.get(page_key(url), [])
        if self.is_whole:
            return found
        is_last = bool(found) and found[-1] is self.captures[-1]  # may go on behind the cut
        return None if is_last or not found else found

    @cached_property
    def _by_page(self) -> dict[PageKey, list[Capture]]:
        captures: dict[PageKey, list[Capture]] = {}
        for capture in self.captures:
            captures.setdefault(page_key(capture.original_url), []).append(capture)
        return captures


class Listings:
    """The listings of a run. limit: captures asked for. clock: seconds."""

    def __init__(self, *, limit: int = _LIMIT, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._known: OrderedDict[tuple[str, PageKey], tuple[float, asyncio.Future[Listing | None]]] = OrderedDict()
        self._asked: deque[str] = deque(maxlen=_REMEMBERED)  # links: where some died, others will
        self._pages: OrderedDict[tuple[str, PageKey], tuple[float, Sequence[Capture]]] = OrderedDict()

    def note(self, archive_name: str, url: str, captures: Sequence[Capture]) -> None:
        """Remember all captures that an index has of a page."""
        key = (archive_name, page_key(url))
        self._pages[key] = (self._clock(), captures)
        self._pages.move_to_end(key)
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)

    def known(self, archive_name: str, url: str) -> Sequence[Capture] | None:
        """Return all captures of a page but for errors, if the index told them lately."""
        asked = self._pages.get((archive_name, page_key(url)))
        if asked is not None and self._is_fresh(asked[0]):
            return asked[1]
        for directory in _directories(url):
            known = self._known.get((archive_name, page_key(directory)))
            if known is None or not self._is_fresh(known[0]) or not known[1].done():
                continue
            listing = known[1].result()
            if listing is not None and (captures := listing.of(url)) is not None:
                return captures
        return None

    def known_directory(self, archive_name: str, directory: str) -> Listing | None:
        """Return what the index listed of a directory lately, errors left out."""
        known = self._known.get((archive_name, page_key(directory)))
        if known is None or not self._is_fresh(known[0]) or not known[1].done():
            return None
        return known[1].result()

    def has_beside(self, archive_name: str, url: str) -> bool:
        """Tell whether the index listed anything of a directory of this page lately."""
        listings = (self.known_directory(archive_name, directory) for directory in _directories(url))
        return any(listing is not None and listing.captures for listing in listings)

    def _is_fresh(self, moment: float) -> bool:
        return self._clock() - moment < _FRESH

    async def of(
        self, archive: KnowsDirectories, url: str, beside: Sequence[str], *, whole_site: bool = False, spent: Spent
    ) -> Listing | None:
        """Return what the archive holds of a directory of a link, None where no listing tells of the link.

        beside: other links that will be asked about soon. whole_site: somebody will want the list of its whole site.
        Raises ArchiveError, to the one who asked.
        """
        directories = list(_directories(url))
        for directory in directories:
            known = self._known.get((archive.name, page_key(directory)))
            if known is not None and self._is_fresh(known[0]):
                listing = await asyncio.shield(known[1])
                if listing is not None and listing.of(url) is not None:
                    return listing
        worthy = next((place for place in directories if self._is_worth_it(archive, place, url, beside)), None)
        if worthy is None and whole_site and directories and not self._is_known(archive, directories[-1]):
            worthy = directories[-1]
        if worthy is None:
            self._asked.append(url)
            return None
        listing = await self._ask(archive, worthy, spent)
        return None if listing.of(url) is None else listing

    async def _ask(self, archive: KnowsDirectories, directory: str, spent: Spent) -> Listing:
        key = (archive.name, page_key(directory))
        answer: asyncio.Future[Listing | None] = asyncio.get_running_loop().create_future()
        self._known[key] = (self._clock(), answer)
        self._known.move_to_end(key)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        try:
            listing = Listing(*await archive.directory(directory, limit=self._limit, spent=spent))
        except BaseException:
            answer.set_result(None)  # all ask for themselves now: so long a list may be too much for the archive
            raise
        answer.set_result(listing)
        return listing

    def _is_worth_it(self, archive: KnowsDirectories, directory: str, url: str, beside: Sequence[str]) -> bool:
        """Tell whether so many other links stand in a directory that its list saves questions."""
        if self._is_known(archive, directory):
            return False  # it was asked for, and was cut off before this link
        links = (other for other in (*beside, *self._asked) if other.startswith(directory))
        others = {page_key(other) for other in links} - {page_key(url)}
        is_its_own = directory == directory_of(url) and directory.count("/") > _SLASHES_OF_A_ROOT
        return len(others) >= (_BESIDE if is_its_own else _BESIDE_FURTHER_UP)

    def _is_known(self, archive: KnowsDirectories, directory: str) -> bool:
        known = self._known.get((archive.name, page_key(directory)))
        return known is not None and self._is_fresh(known[0])


def _directories(url: str) -> Iterator[str]:
    """Yield the directory that a page stands in, and those further up."""
    directory = directory_of(url)
    while directory is not None:
        yield directory
        directory = directory_of(directory)
