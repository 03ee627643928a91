"""A page, feed or sitemap on the web, told apart by what it returns."""

import re
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from dataclasses import replace

from linkwatch.articles.gzipped import unpack, unpack_head
from linkwatch.articles.sources import Found, Means, Place, ReadUrl, SourceKind, SourceSpec, WebPage
from linkwatch.articles.sources.pages import Entry, as_article, fetch_entries, fetch_page
from linkwatch.articles.sources.sitemaps import Sitemap, read_sitemap
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import TargetKind, Unreadable
from linkwatch.reading import LIST, Reader
from linkwatch.reading import PAGE as WITHIN_A_PAGE
from linkwatch.urls import redact, resolve

MAX_ENTRIES = 50_000  # what one sitemap may hold by its standard; taken for a whole source here
MAX_SITEMAPS = 500
_MOST_ITEMS = 1000  # entries of a feed that are compared with a page
MOST_REFUSED = 64  # articles one after the other that could not be had: then the others are not asked for
_MOST_SITEMAPS_REFUSED = 16  # likewise of sitemaps
_ANY, _PAGE, _FEED, _SITEMAP = "url", "page", "feed", "sitemap"
_ROOT = re.compile(
    rb"(?>(?:\s|\xef\xbb\xbf|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*)"
    rb"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})",
    re.DOTALL | re.IGNORECASE,
)
_KIND_BY_ROOT = {
    b"rss": _FEED,
    b"feed": _FEED,
    b"rdf": _FEED,
    b"urlset": _SITEMAP,
    b"sitemapindex": _SITEMAP,
}
_SNIFFED_BYTES = 8192
_PACKED_BYTES = 8 * _SNIFFED_BYTES  # hold as many when they are unpacked, at the least


class WebSource:
    """One URL. kind: "page", "feed" or "sitemap"; "url" finds out which.

    A page is always complete: it names one article, which is there, unreadable or gone. A sitemap is when it and every
    sitemap that it names was read whole, pages were found, and each of them was asked for; a feed when it was read
    whole, entries were found, and each was asked for. What is old leaves a feed: it forgets, as no other does.
    """

    def __init__(self, kind: str, location: str, read_url: ReadUrl, reader: Reader) -> None:
        self.kind = kind
        self.location = location
        self._read_url = read_url
        self._reader = reader
        self.is_complete = False
        self.forgets = kind == _FEED

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Fetch the page itself, or the pages that a feed or sitemap lists."""
        self.is_complete = False
        page = await fetch_page(self.location, self._read_url, is_list=self.kind in (_FEED, _SITEMAP))
        if isinstance(page, Unreadable):
            self.is_complete = self.kind == _PAGE
            yield page
            return
        try:
            kind = await sniff_by(self._reader, page.body) if self.kind == _ANY else self.kind
        except TooMuchWorkError as error:
            yield self._trouble(self.location, str(error))
            return
        if kind == _PAGE:
            self.is_complete = True
            yield as_article(self.location, page)
            return
        self.forgets = kind == _FEED
        entries, troubles = await (self._list_feed(page) if kind == _FEED else self._list_sitemap(page))
        del page  # may be large, and reading the others takes long
        if not entries and not troubles:
            troubles = [self._trouble(self.location, f"no articles found in this {kind}")]
        for trouble in troubles:
            yield trouble
        given = refused = 0
        async with aclosing(fetch_entries(entries, self._read_url)) as documents:
            async for document in documents:
                given += 1
                refused = refused + 1 if isinstance(document, Unreadable) and not document.is_gone else 0
                yield document
                if refused == MOST_REFUSED and given < len(entries):
                    break
        if given < len(entries):  # who hangs or refuses us is left in peace, and holds up nobody for days
            yield self._trouble(
                self.location,
                f"{refused} pages one after the other could not be read: the other {len(entries) - given} were not "
                "asked for",
            )
        self.is_complete = not troubles and given == len(entries)

    async def _list_feed(self, page: WebPage) -> tuple[list[Entry], list[Unreadable]]:
        try:
            entries, was_cut = await self._reader(LIST, list_feed, page.body, page.url, page.media_type)
        except (InputError, TooMuchWorkError) as error:
            return [], [self._trouble(self.location, str(error))]
        return entries, [self._too_many_pages()] if was_cut else []

    async def _list_sitemap(self, page: WebPage) -> tuple[list[Entry], list[Unreadable]]:
        """Read a sitemap and those that it names, breadth first; each once, and not without end."""
        urls: dict[str, None] = {}
        troubles: list[Unreadable] = []
        todo: list[WebPage | str] = [page]
        seen = {self.location, page.url}
        complete = True
        refused = 0
        for item in todo:
            if refused == _MOST_SITEMAPS_REFUSED:
                troubles.append(
                    self._trouble(self.location, "too many of its sitemaps cannot be read: the others wait")
                )
                break
            current = await fetch_page(item, self._read_url, is_list=True) if isinstance(item, str) else item
            if isinstance(current, Unreadable):
                troubles.append(current)
                refused += 1
                continue
            refused = 0
            try:
                sitemap = await self._reader(LIST, list_sitemap, current.body, current.url)
            except (InputError, TooMuchWorkError) as error:
                troubles.append(self._trouble(current.url, str(error)))
                continue
            if sitemap.error:
                troubles.append(self._trouble(current.url, sitemap.error))
            urls.update(dict.fromkeys(sitemap.pages))
            for url in sitemap.sitemaps:
                if url in seen:
                    continue
                if len(todo) < MAX_SITEMAPS:
                    seen.add(url)
                    todo.append(url)
                else:
                    complete = False
            if sitemap.was_cut or len(urls) > MAX_ENTRIES:
                troubles.append(self._too_many_pages())
                break
        if not complete:
            troubles.append(self._trouble(self.location, f"lists too many sitemaps: only {MAX_SITEMAPS} are read"))
        return [Entry(url) for url in urls][:MAX_ENTRIES], troubles

    def _too_many_pages(self) -> Unreadable:
        return self._trouble(self.location, f"lists too many pages: only {MAX_ENTRIES} are read")

    def _trouble(self, url: str, error: str) -> Unreadable:
        return Unreadable(redact(url), f"{redact(url)}: {error}", is_list=True)


def list_feed(body: bytes, url: str, media_type: str | None) -> tuple[list[Entry], bool]:
    """Return the entries of a feed that are on the web, and whether there are more than are read.

    url: where it was found. Raises InputError for a web page.
    """
    from linkwatch.articles.sources.feeds import first_entries, read_feed  # its parser takes long to load

    if _root(body) == b"html":
        raise InputError("is a web page, not a feed: look for the feed's present address")
    body = unpack(body)
    first = first_entries(body, MAX_ENTRIES)
    found = list(read_feed(first, url, media_type))
    was_cut = len(first) < len(body) or len(found) > MAX_ENTRIES
    return list(_web_only(found[:MAX_ENTRIES], url)), was_cut


def list_feed_items(body: bytes, url: str, media_type: str | None, most: int = _MOST_ITEMS) -> list[Entry]:
    """Return the first entries of a feed that lead to the web, each as often as it stands there.

    url: where it was found. Raises InputError for a web page.
    """
    from linkwatch.articles.sources.feeds import first_entries, read_feed

    if _root(body) == b"html":
        raise InputError("is a web page, not a feed")
    found = ((entry, resolve(entry.url, url, None)) for entry in read_feed(first_entries(body, most), url, media_type))
    return [entry._replace(url=target.url) for entry, target in found if target.kind is TargetKind.WEB]


def list_sitemap(body: bytes, url: str) -> Sitemap:
    """Return what a sitemap names on the web, each once. url: where it was found. Raises InputError."""
    sitemap = read_sitemap(unpack(body), MAX_ENTRIES)
    sitemap.pages = [entry.url for entry in _web_only(map(Entry, sitemap.pages), url)]
    sitemap.sitemaps = [entry.url for entry in _web_only(map(Entry, sitemap.sitemaps), url)]
    return sitemap


async def sniff_by(reader: Reader, body: bytes) -> str:
    """Tell a page, a feed and a sitemap apart. Raises TooMuchWorkError."""
    return await reader(WITHIN_A_PAGE, sniff, body[:_PACKED_BYTES])


def sniff(body: bytes) -> str:
    """Tell a page, a feed and a sitemap apart by the root element."""
    return _KIND_BY_ROOT.get(_root(body), _PAGE)


def _root(body: bytes) -> bytes:
    try:
        match = _ROOT.match(unpack_head(body, _SNIFFED_BYTES))
    except InputError:
        return b""
    return match[1].lower() if match else b""


def _web_only(entries: Iterable[Entry], base_url: str) -> Iterator[Entry]:
    """Yield each entry once, with its URL as a browser would ask it."""
    seen = set()
    for entry in entries:
        target = resolve(entry.url, base_url, None)
        if target.kind is TargetKind.WEB and target.url not in seen:
            seen.add(target.url)
            yield Entry(target.url, entry.published_at)


def _open(spec: SourceSpec, means: Means) -> WebSource:
    return WebSource(spec.kind, spec.location, means.read_url, means.reader)


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """Say whether a URL is a page, feed or sitemap. A page that announces feeds is a page."""
    page = await fetch_page(spec.location, means.read_url)
    if isinstance(page, Unreadable):
        forced = ", ".join(f"{kind.name}:{spec.location}" for kind in (PAGE, FEED, SITEMAP))
        raise InputError(f"{page.error}; to add it all the same, say what it is: {forced}")
    return replace(spec, kind=await sniff_by(means.reader, page.body))


URL = SourceKind(_ANY, _open, Place.WEB, is_named=False, detect=_detect)
PAGE = SourceKind(_PAGE, _open, Place.WEB)
FEED = SourceKind(_FEED, _open, Place.WEB)
SITEMAP = SourceKind(_SITEMAP, _open, Place.WEB)
