"""The live article: looked for in what its site lists, and where the site would have put it."""

from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from datetime import datetime

from linkwatch.articles.recover import LIVE_ORIGINAL, Copy, Page, Sought
from linkwatch.articles.recover.addresses import resemblance, usual_addresses
from linkwatch.articles.recover.lists import Item, read_items, read_map, read_robots
from linkwatch.articles.recover.pages import read_page
from linkwatch.articles.recover.same import is_same_title
from linkwatch.articles.sources import ReadUrl, WebPage
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.reading import LIST, PAGE, Reader

_MOST_REQUESTS = 12  # for what sites list and the pages that are opened, for one article
_MOST_TRIED = 10  # addresses where the site might have put it
_OPENED = 3
_MAPS = 4
_MOST_BYTES = 16 * 2**20
_SAME_TITLE = 5.0
_LEAST_LIKE = 1.0
_USUAL_FEEDS = ("/feed", "/rss.xml")


class Site:
    """What is live of one article. known: addresses of other pages of its sites."""

    def __init__(self, read_url: ReadUrl, sought: Sought, reader: Reader) -> None:
        self._read_url = read_url
        self._sought = sought
        self._reader = reader
        self._asked: set[str] = set()
        self._silent: set[str] = set()
        self._left = _MOST_REQUESTS
        self.known: list[str] = []

    async def copies(self, known: Iterable[str]) -> AsyncIterator[Copy]:
        """Yield what may be the live article, the likeliest first. known: addresses that the archive lists."""
        for url in self._sought.addresses:
            if (copy := await self.open(url)) is not None:
                yield copy
        for host in self._sought.sites:
            base = await self._base(host)
            for url in await self._listed(*base) if base is not None else ():
                if (copy := await self.open(url)) is not None:
                    yield copy
        for url in self._usual(known):
            if (copy := await self.open(url)) is not None:
                yield copy

    async def _listed(self, base: str, front: WebPage) -> list[str]:
        """Return what a site lists that looks like the article, until something has its very title."""
        ranked: dict[str, float] = {}
        async with aclosing(self._lists(base, front)) as lists:
            async for items in lists:
                for url, like in self._liked(items):
                    ranked[url] = max(like, ranked.get(url, 0.0))
                if any(like >= _SAME_TITLE for like in ranked.values()):
                    break
        return sorted(ranked, key=lambda url: -ranked[url])[:_OPENED]

    def _usual(self, known: Iterable[str]) -> Sequence[str]:
        """Return where the site would have put the article, by its title; as many as may be asked then."""
        page, sites = self._sought.page, self._sought.sites
        if not page.names or not sites:
            return []
        self._left = _MOST_TRIED
        host = sites[0]
        others = [url for url in (*self.known, *known) if f"//{host}/" in url or f"//www.{host}/" in url]
        return usual_addresses(f"{self._scheme(host)}://{host}", page.names[0], page.published_at, others)

    async def open(self, url: str) -> Copy | None:
        """Read a page; None where it does not answer as one."""
        answer = await self._ask(url)
        if answer is None or answer.status != 200:
            return None
        page = await self._read_page(answer)
        return None if page is None else Copy(answer.url, LIVE_ORIGINAL, page)

    def _scheme(self, host: str) -> str:
        return (self._sought.schemes or {}).get(host) or ("http" if ":" in host else "https")

    async def _base(self, host: str) -> tuple[str, WebPage] | None:
        """Return where a site answers, and its front page."""
        usual = self._scheme(host)
        for scheme in (usual,) if ":" in host else (usual, "http" if usual == "https" else "https"):
            if (answer := await self._ask(f"{scheme}://{host}/")) is not None:
                return f"{scheme}://{host}", answer
        return None

    async def _lists(self, base: str, front: WebPage) -> AsyncGenerator[Sequence[Item], None]:
        """Yield what the front page, the feeds and the maps of a site list, one after the other."""
        page = await self._read_page(front)
        if page is not None:
            yield [Item(anchor.target, anchor.text, None) for anchor in page.anchors if anchor.target]
        announced = page.feeds[:2] if page else ()
        for url in announced or (base + path for path in _USUAL_FEEDS):
            answer = await self._ask(url)
            if answer is not None and answer.status == 200:
                items = await self._read_items(answer)
                yield items
                if items and not announced:
                    break
        robots = await self._ask(f"{base}/robots.txt")
        named = read_robots(robots.body, robots.url) if robots is not None and robots.status == 200 else []
        maps = [*(named or [f"{base}/sitemap.xml"])]
        for place, url in enumerate(maps):
            if place >= _MAPS:
                break
            answer = await self._ask(url)
            if answer is None or answer.status != 200:
                continue
            pages, further = await self._read_map(answer)
            yield [Item(page_url, None, None) for page_url in pages]
            maps += sorted(further, key=self._likeliest_map)

    def _likeliest_map(self, url: str) -> tuple[bool, bool]:
        """Sort a map of the article's year first, then one of articles."""
        date = self._sought.page.published_at
        is_of_year = date is not None and f"{date:%Y}" in url
        return not is_of_year, not any(word in url.lower() for word in ("post", "news", "article", "stor", "blog"))

    def _liked(self, items: Iterable[Item]) -> list[tuple[str, float]]:
        page = self._sought.page
        liked = []
        for item in items:
            self.known.append(item.url)
            like = resemblance(item.url, page.names, page.published_at, None)
            if item.title and any(is_same_title(name, item.title) for name in page.names):
                like = (like or 0.0) + _SAME_TITLE + _nearness(item.published_at, page.published_at)
            if like is not None and like >= _LEAST_LIKE:
                liked.append((item.url, like))
        return liked

    async def _read_page(self, answer: WebPage) -> Page | None:
        try:
            return await self._reader(PAGE, read_page, answer.body, answer.charset, answer.url)
        except TooMuchWorkError:
            return None

    async def _read_items(self, answer: WebPage) -> Sequence[Item]:
        try:
            return await self._reader(LIST, read_items, answer.body, answer.url, answer.media_type)
        except (InputError, TooMuchWorkError):
            return []

    async def _read_map(self, answer: WebPage) -> tuple[Sequence[str], Sequence[str]]:
        try:
            return await self._reader(LIST, read_map, answer.body, answer.url)
        except (InputError, TooMuchWorkError):
            return [], []

    async def _ask(self, url: str) -> WebPage | None:
        origin = "/".join(url.split("/", 3)[:3])
        if self._left <= 0 or url in self._asked or origin in self._silent:
            return None
        self._left -= 1
        self._asked.add(url)
        try:
            return await self._read_url(url, most=_MOST_BYTES)
        except InputError:  # a site that is gone is no more than a site without the article
            self._silent.add(origin)
            return None


def _nearness(first: datetime | None, second: datetime | None) -> float:
    return 1.0 if first and second and abs((first - second).days) <= 1 else 0.0
