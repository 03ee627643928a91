"""A website, found by following its links: on one host, below one folder, within bounds, as robots.txt allows it."""

import asyncio
from collections.abc import AsyncGenerator, Iterator

from linkwatch.articles.sources import Found, Means, Place, ReadingSource, SourceKind, SourceSpec, WebPage
from linkwatch.articles.sources.entries import trouble
from linkwatch.articles.sources.frontier import Frontier, Spot
from linkwatch.articles.sources.leads import Leads
from linkwatch.articles.sources.pages import as_article
from linkwatch.articles.sources.robots import Robots, read_robots
from linkwatch.articles.sources.web_page import page_links
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.evidence import NOT_MODIFIED
from linkwatch.model import TargetKind, Unchanged, Unreadable
from linkwatch.reading import PAGE
from linkwatch.urls import domain, hostname, redact, resolve, without_fragment

MOST_REFUSED = 16  # pages one after the other that could not be had: then the others are not asked for
_AT_ONCE = 4
_MOST_BYTES = 8 * 2**20  # of a page
_LONGEST_WAITING = 3000.0  # seconds of pauses that robots.txt asks for
_ASKED_FOR_EACH = 4  # pages that are asked for, at the most, for each article that may be given
_HTML = ("text/html", "application/xhtml+xml", None)
_NOT_THERE = (404, 410)
_CLOSED = (401, 403)
_TOO_MANY = 429


class SiteSource(ReadingSource):
    """The pages of a website.

    Each is one article, by the address that it says is its own, however many lead to it. What is not there, or asks for
    a login, is no article; one that was an article and is not there now is given as gone. Complete when all that is
    within the bounds was asked for and answered, nothing was closed, and there was no more. It forgets: a page that
    nothing leads to any more may still be there.
    """

    kind = "site"
    forgets = True

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Follow the links from page to page."""
        self.is_complete = False
        try:
            page, robots = await self._begin()
        except InputError as error:
            yield trouble(self.location, str(error))
            return
        frontier = Frontier(page.url, robots, self._means.rules.depth, self._means.excludes)
        crawl = _Crawl(self.location, self._means, frontier, robots.delay)
        batch: list[tuple[Spot, _Fetched]] = [(Spot(page.url, 0), page)]
        del page
        while batch:
            for spot, fetched in batch:
                found = await crawl.understand(spot, fetched)
                if found is not None:
                    yield found
            batch = await crawl.next_batch()
        for problem in crawl.shortfalls():
            yield problem
        self.is_complete = crawl.is_whole

    async def _begin(self) -> tuple[WebPage, Robots]:
        """Ask for the first page, which may be at another host of the same site. Raises InputError."""
        start = resolve(self.location, None, None)
        if start.kind is not TargetKind.WEB:
            raise InputError("is no web address")
        url = without_fragment(start.url)
        robots = await self._robots(url)
        page = await self._means.read_url(url, is_list=True)
        if not 200 <= page.status < 300:
            raise InputError(f"the server answered {page.status}")
        if hostname(page.url) == hostname(url):
            return page, robots
        if domain(hostname(page.url)) != domain(hostname(url)):
            raise InputError(f"leads to another site: to read that, give site:{redact(page.url)}")
        return page, await self._robots(page.url)

    async def _robots(self, url: str) -> Robots:
        """Read the robots.txt of a URL's host. Raises InputError where that cannot be known, or forbids the URL."""
        address = resolve("/robots.txt", url, None).url
        page = await self._means.read_url(address, is_list=True)
        robots = Robots()
        if 200 <= page.status < 300:
            try:
                robots = await self._means.reader(PAGE, read_robots, page.body)
            except TooMuchWorkError as error:
                raise InputError(f"its robots.txt cannot be read: {error}") from error
        elif page.status == _TOO_MANY or not 400 <= page.status < 500:
            raise InputError(
                f"its robots.txt, which is to be heeded, cannot be read: the server answered {page.status}"
            )
        if not robots.allows(url):
            raise InputError("its robots.txt asks programs to stay away")
        return robots


_Fetched = WebPage | Leads | Unreadable | None


class _Crawl:
    """One reading of a website, from its first page on. delay: seconds between two requests."""

    def __init__(self, location: str, means: Means, frontier: Frontier, delay: float) -> None:
        self._location = location
        self._means = means
        self._frontier = frontier
        self._delay = delay
        self._most = means.rules.max_articles
        self._names: set[str] = set()
        self._bodies: set[str] = set()
        self._given = self._asked = self._refused = 0
        self.is_whole = True

    async def next_batch(self) -> list[tuple[Spot, _Fetched]]:
        """Ask for the next pages; none where all is done, or a bound is reached."""
        if self._refused >= MOST_REFUSED or self._given >= self._most or self._is_spent():
            return []
        spots = self._frontier.take(1 if self._delay else min(_AT_ONCE, self._most - self._given))
        if self._delay and spots:
            await self._means.pause(self._delay)
        self._asked += len(spots)
        pages = await asyncio.gather(*(self._fetch(spot.url) for spot in spots))
        return list(zip(spots, pages, strict=True))

    async def understand(self, spot: Spot, page: _Fetched) -> Found | None:
        """Follow the links of a page, and return the article that it is; None if it is none, or one that was given."""
        if isinstance(page, Unreadable):
            if not page.is_gone:
                self._refused += 1
                self.is_whole = False
            return page
        if page is None or not self._is_new(spot, page):
            return None
        try:
            leads = page if isinstance(page, Leads) else await self._read(spot, page)
        except TooMuchWorkError as error:
            self.is_whole = False
            return Unreadable(redact(page.url), f"{redact(page.url)}: {error}")
        for link in leads.links:
            self._frontier.offer(link, spot.depth + 1)
            await asyncio.sleep(0)  # thousands of links must not keep others waiting
        own = without_fragment(leads.own)
        name = own if self._frontier.has(own) else without_fragment(leads.url)
        if name in self._names or leads.digest in self._bodies or self._given >= self._most:
            return None
        self._names.add(name)
        self._bodies.add(leads.digest)
        self._given += 1
        return as_article(name, page) if not isinstance(page, Leads) else await self._as_it_was(spot, name, page)

    def _is_new(self, spot: Spot, page: WebPage | Leads) -> bool:
        """Tell whether what was fetched is a page of the website that was not found before."""
        is_page = isinstance(page, Leads) or page.media_type in _HTML
        if not is_page or not self._frontier.has(page.url):
            return False
        self._refused = 0
        return spot.depth == 0 or page.url == spot.url or self._frontier.note(page.url)

    async def _read(self, spot: Spot, page: WebPage) -> Leads:
        """Read where a page leads, and keep that for the next reading. Raises TooMuchWorkError."""
        found = await self._means.reader(PAGE, page_links, page.body, page.charset, page.url)
        leads = Leads.of(page.url, found, page.body)
        if self._means.crawled is not None and spot.depth > 0:  # the first page is kept whole
            within = filter(self._frontier.may_lead_to, leads.links)
            await self._means.crawled.keep(spot.url, page, leads.to_json(within))
        return leads

    async def _as_it_was(self, spot: Spot, name: str, leads: Leads) -> Found | None:
        """Return the article of a page that need not be sent again, whole if it was never read to its end."""
        crawled = self._means.crawled
        if crawled is None or await crawled.is_as_read(redact(name), leads.digest):
            return Unchanged(redact(name))
        await crawled.forget(spot.url)
        page = await self._fetch(spot.url)
        if isinstance(page, Leads | Unreadable | None):
            return page if isinstance(page, Unreadable) else None
        return as_article(name, page)

    def shortfalls(self) -> Iterator[Unreadable]:
        """Say what was left out."""
        if not self._frontier:
            return
        self.is_whole = False
        if self._refused >= MOST_REFUSED:
            yield trouble(
                self._location,
                f"{self._refused} pages one after the other could not be read: the others were not asked for",
            )
        elif self._given >= self._most:
            yield trouble(self._location, f"has more pages: only {self._most} are read (max_articles)")
        elif self._delay:
            pauses = f"its robots.txt asks for {self._delay:g} seconds between two requests"
            yield trouble(self._location, f"{pauses}: only {self._asked + 1} pages were asked for")
        else:
            found = f"{self._asked + 1} pages were asked for, and only {self._given} of them are articles"
            yield trouble(self._location, f"{found}: the others were not asked for")

    def _is_spent(self) -> bool:
        return self._asked >= _ASKED_FOR_EACH * self._most or (self._asked + 1) * self._delay > _LONGEST_WAITING

    async def _fetch(self, url: str) -> _Fetched:
        """Ask for a page; None where there is none."""
        crawled, known = self._means.crawled, ""
        try:
            if crawled is None:
                page = await self._means.read_url(url, most=_MOST_BYTES, is_list=True)
            else:
                page, known = await crawled.fetch(url, most=_MOST_BYTES)
        except InputError as error:
            return Unreadable(redact(url), str(error))
        if page.status == NOT_MODIFIED and known:
            return Leads.from_json(known)
        if 200 <= page.status < 300:
            return page
        if page.status in _CLOSED:
            self._refused += 1
            self.is_whole = False
            return None
        uri = redact(url)
        is_gone = page.status in _NOT_THERE
        if is_gone and (crawled is None or not await crawled.is_article(uri)):
            return None
        return Unreadable(uri, f"{uri}: the server answered {page.status}", is_gone)


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """Ask for the first page."""
    await SiteSource(spec.location, means)._begin()
    return spec


def _open(spec: SourceSpec, means: Means) -> SiteSource:
    return SiteSource(spec.location, means)


KIND: SourceKind = SourceKind(SiteSource.kind, _open, Place.WEB, detect=_detect)
