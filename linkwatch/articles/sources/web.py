"""A page, feed or sitemap, told apart by what it returns; feeds and sitemaps may be files as well."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from urllib.parse import urlsplit

from linkwatch.articles.sources import (
    Found,
    Means,
    Place,
    SourceKind,
    SourceSpec,
    WebPage,
    is_url,
)
from linkwatch.articles.sources.entries import Listing, trouble
from linkwatch.articles.sources.list_page import read_list
from linkwatch.articles.sources.lists import A_FEED, A_PAGE, A_SITEMAP, AN_OPML, looks_like_page, sniff_by
from linkwatch.articles.sources.opml import give_feeds
from linkwatch.articles.sources.pages import as_article, fetch_listed, fetch_page
from linkwatch.articles.sources.whole_feed import read_whole_feed
from linkwatch.articles.sources.whole_sitemap import ROBOTS, read_whole_sitemap, sitemaps_in, way_to_sitemaps
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import TargetKind, Unreadable
from linkwatch.urls import resolve

_ANY = "url"


class WebSource:
    """One URL. kind: "page", "feed" or "sitemap"; "url" finds out which, and knows an OPML too.

    A page is always complete: it names one article, which is there, unreadable or gone. A sitemap is when it and every
    sitemap that it names was read whole, pages were found, and each of them was asked for; a feed when it was read
    whole, entries were found, and each was asked for. What is old leaves a feed: it forgets.
    A sitemap may be named by the root of its site or by a robots.txt.
    """

    def __init__(self, kind: str, location: str, means: Means) -> None:
        self.kind = kind
        self.location = location
        self._means = means
        self.is_complete = False
        self.forgets = kind == A_FEED

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Fetch the page itself, or the pages that a feed or sitemap lists."""
        self.is_complete = False
        page = await self._begin()
        if isinstance(page, Unreadable):
            self.is_complete = self.kind == A_PAGE
            yield page
            return
        try:
            kind = await sniff_by(self._means.reader, page.body) if self.kind == _ANY else self.kind
        except TooMuchWorkError as error:
            yield trouble(self.location, str(error))
            return
        if kind == A_PAGE:
            self.is_complete = True
            yield as_article(self.location, page)
            return
        self.forgets = kind in (A_FEED, AN_OPML)
        listing = Listing([])
        if kind == AN_OPML:
            documents = give_feeds(page, self.location, self._means, listing)
        else:
            listing = await (self._read_feed(page) if kind == A_FEED else self._read_sitemap(page))
            if not listing.entries and not listing.troubles:
                listing.troubles = [trouble(self.location, f"no articles found in this {kind}")]
            documents = fetch_listed(listing, self.location, self._means.read_url)
        del page  # may be large, and reading the others takes long
        async with aclosing(documents):
            async for document in documents:
                yield document
        self.is_complete = listing.was_given_whole

    async def _begin(self) -> WebPage | Unreadable:
        if self.kind not in (A_FEED, A_SITEMAP):
            return await fetch_page(self.location, self._means.read_url)
        page = await read_list(self.location, self._means)
        if self.kind == A_FEED or not _is_root(self.location):
            return page
        if not isinstance(page, Unreadable) and not looks_like_page(page.body):
            return page
        site = self.location if isinstance(page, Unreadable) else page.url
        return await way_to_sitemaps(site, self._means.read_url)

    async def _read_feed(self, page: WebPage) -> Listing:
        return await read_whole_feed(page, self.location, self._means.read_url, self._means.reader)

    async def _read_sitemap(self, page: WebPage) -> Listing:
        is_robots = is_url(self.location) and urlsplit(page.url).path == ROBOTS
        first: list[WebPage | str] = sitemaps_in(page) if is_robots else [page]
        return await read_whole_sitemap(first, self.location, self._means.read_url, self._means.reader)


def _is_root(location: str) -> bool:
    """Tell whether a location is a URL without a path."""
    target = resolve(location, None, None)
    return target.kind is TargetKind.WEB and target.url.endswith("/") and target.url.count("/") == 3


def _open(spec: SourceSpec, means: Means) -> WebSource:
    return WebSource(spec.kind, spec.location, means)


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """Say whether a URL is a page, feed, sitemap or OPML. A page that announces feeds is a page."""
    if not is_url(spec.location):
        page = await read_list(spec.location, means)
        if isinstance(page, Unreadable):
            raise InputError(page.error)
        return spec
    page = await fetch_page(spec.location, means.read_url)
    if isinstance(page, Unreadable):
        forced = ", ".join(f"{kind.name}:{spec.location}" for kind in (PAGE, FEED, SITEMAP))
        raise InputError(f"{page.error}; to add it all the same, say what it is: {forced}")
    return replace(spec, kind=await sniff_by(means.reader, page.body))


URL: SourceKind = SourceKind(_ANY, _open, Place.WEB, is_named=False, detect=_detect)
PAGE: SourceKind = SourceKind(A_PAGE, _open, Place.WEB)
FEED: SourceKind = SourceKind(A_FEED, _open, Place.LIST)
SITEMAP: SourceKind = SourceKind(A_SITEMAP, _open, Place.LIST)
