"""What a site lists and shows today: asked once, for all dead links of its host."""

import asyncio
import functools
import re
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

from linkwatch.errors import LinkwatchError
from linkwatch.judge import sibling_key, sibling_url
from linkwatch.keep.finding_again import Ask, Item, Lists, Map, WebAnswer
from linkwatch.keep.finding_again.addresses import Listing, last_name, plain_segments, same_address
from linkwatch.keep.finding_again.said import Said, read_said
from linkwatch.keep.finding_again.spending import Spending, SpentError
from linkwatch.model import TargetKind
from linkwatch.reading import PAGE, Reader
from linkwatch.threads import in_thread
from linkwatch.urls import resolve

_T = TypeVar("_T")

_NAMED_MAP = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_USUAL_MAP = "/sitemap.xml"
_USUAL_FEEDS = ("/feed/", "/rss.xml", "/atom.xml")
_ROBOTS_READ = 500_000
_MOST_MAPS = 6  # that are read for one site
_MOST_LISTED = 50_000
_KEPT_SITES = 64
_KEPT_PAGES = 200
_COMPARED = 6  # pages, the last that were read
_FRESH = 3600.0  # seconds
_UNASKED = object()


class Site:
    """One origin: scheme, host, port. moves: (old, new) addresses of its pages that are known for certain."""

    def __init__(self, origin: str, ask: Ask, reader: Reader, lists: Lists) -> None:
        self.origin = origin
        self.moves: dict[str, str] = {}
        self.is_silent = False
        self._has_answered = False
        self._ask = ask
        self._reader = reader
        self._lists = lists
        self._lock = asyncio.Lock()
        self._known: OrderedDict[tuple[str, ...], object] = OrderedDict()
        self._maps_read: dict[str, Map] = {}
        self._pages: deque[Said] = deque(maxlen=_COMPARED)

    async def page(self, url: str, spending: Spending) -> Said | None:
        """Return what a page says today, None where it is not there. What it leads to by a refresh is the page."""
        said = await self.once(("page", url), lambda: self._read_page(url, spending))
        if said is not None and said.refresh is not None and said.refresh != url:
            refresh = said.refresh
            return await self.once(("page", refresh), lambda: self._read_page(refresh, spending))
        return said

    async def answer_beside(self, url: str, spending: Spending) -> Said | None:
        """Return what the site answers at an address beside this one that cannot exist; None: that there is none."""
        invented = sibling_url(url)
        if invented is None:
            return None
        return await self.once(("beside", str(sibling_key(url))), lambda: self._read_page(invented, spending))

    def seen_beside(self, said: Said) -> Said | None:
        """Return another page that was read and stands in the same folder, None where there is none."""
        folder = folder_of(said.url)
        others = (page for page in self._pages if folder_of(page.url) == folder)
        return next((page for page in others if not same_address(page.url, said.url)), None)

    async def listed(self, url: str, names: Sequence[str], spending: Spending) -> AsyncIterator[list[str]]:
        """Yield the addresses in the site's maps that look like a page's, the likeliest first, map by map.

        The map at the usual place is read first. robots.txt is asked for others where that one lists nothing, or the
        page's old address: then it is as old.
        """
        if self._maps_read:
            yield (await self._listing()).alike(url, names)
        waiting = [self.origin + _USUAL_MAP, *(name for read in self._maps_read.values() for name in read.maps)]
        has_asked_robots = False
        while not self.is_silent and len(self._maps_read) < _MOST_MAPS:
            waiting = [name for name in dict.fromkeys(waiting) if name not in self._maps_read]
            if not waiting:
                if has_asked_robots or self._has_map_without(url):
                    return
                has_asked_robots = True
                waiting += await self._named_maps(spending)
                continue
            waiting.sort(key=lambda name: _fits(name, url))
            read = await self._read_map(waiting.pop(), spending)
            waiting += read.maps
            if read.pages:
                yield (await self._listing()).alike(url, names)

    @property
    def has_map(self) -> bool:
        """Whether a map was read that lists pages."""
        return any(read.pages for read in self._maps_read.values())

    def _has_map_without(self, url: str) -> bool:
        return self.has_map and not any(url in read.pages for read in self._maps_read.values())

    async def all_listed(self) -> Sequence[str]:
        """Return the addresses of the maps that were read."""
        return (await self._listing()).urls

    async def items(self, announced: Sequence[str], spending: Spending, *, guess: bool) -> Sequence[Item]:
        """Return the entries of the site's feed. announced: feeds that its pages named once.

        guess: look at the usual places, too, where none is announced; where the front page was read, at the most usual
        one alone.
        """
        if announced and (items := await self._read_feeds(announced[:1], spending)):
            return items
        front = await self.page(self.origin + "/", spending) if not self.is_silent else None
        if front is not None and front.feeds:
            return await self._read_feeds(front.feeds[:1], spending)
        usual = _USUAL_FEEDS[:1] if front is not None else _USUAL_FEEDS
        return await self._read_feeds([self.origin + path for path in usual] if guess else (), spending)

    async def _named_maps(self, spending: Spending) -> tuple[str, ...]:
        """Return the addresses of the site's maps as robots.txt names them."""
        return await self.once(("maps",), lambda: self._read_robots(spending))

    async def _read_robots(self, spending: Spending) -> tuple[str, ...]:
        robots = await self._get(self.origin + "/robots.txt", spending)
        named = _NAMED_MAP.findall(robots.body[:_ROBOTS_READ]) if robots.status == 200 else []
        targets = [resolve(name.decode("utf-8", "replace"), robots.url, None) for name in named]
        return tuple(dict.fromkeys(target.url for target in targets if target.kind is TargetKind.WEB))

    async def _read_map(self, url: str, spending: Spending) -> Map:
        async with self._lock:
            if url not in self._maps_read:
                answer = await self._get(url, spending)
                read = Map((), ())
                if answer.status == 200:
                    read = await self._lists.sitemap(answer.body, answer.url)
                self._maps_read[url] = read
        return self._maps_read[url]

    async def _listing(self) -> Listing:
        urls = [url for read in self._maps_read.values() for url in read.pages][:_MOST_LISTED]
        return await self.once(("listing", str(len(self._maps_read))), lambda: in_thread(Listing, urls))

    async def _read_feeds(self, feeds: Sequence[str], spending: Spending) -> Sequence[Item]:
        for url in feeds:
            if items := await self.once(("feed", url), functools.partial(self._read_feed, url, spending)):
                return items
        return ()

    async def _read_feed(self, url: str, spending: Spending) -> Sequence[Item]:
        answer = await self._get(url, spending)
        return await self._lists.feed(answer.body, answer.url, answer.media_type) if answer.status == 200 else ()

    async def _read_page(self, url: str, spending: Spending) -> Said | None:
        answer = await self._get(url, spending)
        if answer.status is None or not 200 <= answer.status < 300 or not answer.body:
            return None
        said = await read_here(self._reader, answer.body, answer.media_type, answer.charset, answer.url)
        if said is not None:
            self._pages.append(said)
        return said

    async def _get(self, url: str, spending: Spending) -> WebAnswer:
        spending.require()
        answer = await self._ask(url)
        spending.count(answer.requests)
        if answer.status is None and not self._has_answered:
            self.is_silent = True
        self._has_answered = self._has_answered or answer.status is not None
        return answer

    async def once(self, key: tuple[str, ...], find: Callable[[], Awaitable[_T]]) -> _T:
        """Return what was found out about the site by this key; find it out if nobody has yet."""
        async with self._lock:
            value = self._known.get(key, _UNASKED)
            if value is _UNASKED:
                value = self._known[key] = await find()
                while len(self._known) > _KEPT_PAGES:
                    self._known.popitem(last=False)
        return value  # type: ignore[return-value]  # a key has values of one type, that of its question


class Sites:
    """The sites that were asked lately. clock: seconds."""

    def __init__(self, ask: Ask, reader: Reader, lists: Lists, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._reader = reader
        self._lists = lists
        self._clock = clock
        self._sites: OrderedDict[str, tuple[float, Site]] = OrderedDict()

    def of(self, url: str) -> Site:
        """Return the site of a URL."""
        origin = origin_of(url)
        known = self._sites.get(origin)
        if known is None or self._clock() - known[0] > _FRESH:
            known = self._sites[origin] = (self._clock(), Site(origin, self._ask, self._reader, self._lists))
        self._sites.move_to_end(origin)
        while len(self._sites) > _KEPT_SITES:
            self._sites.popitem(last=False)
        return known[1]


def folder_of(url: str) -> str:
    """Return the folder that a page stands in."""
    return url.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[0] + "/"


async def read_here(reader: Reader, body: bytes, media_type: str | None, charset: str | None, url: str) -> Said | None:
    """Read what a body says; None for one that cannot be read."""
    try:
        return await reader(PAGE, read_said, body, media_type, charset, url)
    except SpentError:
        raise
    except LinkwatchError:
        return None


def origin_of(url: str) -> str:
    """Return the scheme and authority of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _fits(map_url: str, url: str) -> int:
    """Say how much the name of a map has in common with an address: its folders, its year, its kind."""
    words = {word for segment in plain_segments(url) for word in segment}
    named = {word for segment in plain_segments(map_url) for word in segment}
    return len(words & named) - (last_name(map_url) in ("images", "video", "videos"))
