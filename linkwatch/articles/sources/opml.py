"""A list of feeds in OPML, as readers of feeds export it: on the web or in a file."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from linkwatch.articles.sources import Found, Means, Place, ReadingSource, SourceKind, SourceSpec, WebPage
from linkwatch.articles.sources.entries import Entry, Listing, trouble
from linkwatch.articles.sources.list_page import read_list
from linkwatch.articles.sources.lists import AN_OPML
from linkwatch.articles.sources.pages import fetch_listed, fetch_page
from linkwatch.articles.sources.plain_xml import Path, read_xml
from linkwatch.articles.sources.whole_feed import read_whole_feed
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import TargetKind, Unreadable
from linkwatch.reading import LIST
from linkwatch.urls import resolve

MAX_FEEDS = 1000
MAX_LISTS = 20  # OPML files that name each other
MOST_FEEDS_REFUSED = 16  # one after the other: then the others are not asked for


class OpmlSource(ReadingSource):
    """The articles of all feeds that are listed.

    Complete when every list and feed was read whole and each entry was asked for. It forgets, as feeds do.
    """

    kind = AN_OPML
    forgets = True

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Read the list, then one feed after the other."""
        self.is_complete = False
        page = await read_list(self.location, self._means)
        if isinstance(page, Unreadable):
            yield page
            return
        listing = Listing([])
        async with aclosing(give_feeds(page, self.location, self._means, listing)) as documents:
            async for found in documents:
                yield found
        self.is_complete = listing.was_given_whole


async def give_feeds(page: WebPage, location: str, means: Means, listing: Listing) -> AsyncGenerator[Found, None]:
    """Give the articles of the feeds that an OPML lists, each article once. listing: is told whether all were read."""
    feeds, troubles = await _feeds_of(page, location, means)
    if not feeds and not troubles:
        troubles = [trouble(location, "no feeds found in this OPML")]
    for problem in troubles:
        yield problem
    is_whole, refused, seen = not troubles, 0, set[str]()
    for place, feed in enumerate(feeds):
        if refused == MOST_FEEDS_REFUSED:
            others = f"the other {len(feeds) - place} were not asked for"
            yield trouble(location, f"{refused} feeds one after the other could not be read: {others}")
            is_whole = False
            break
        first = await fetch_page(feed, means.read_url, is_list=True)
        if isinstance(first, Unreadable):
            refused += 1
            is_whole = False
            yield first
            continue
        refused = 0
        entries = await read_whole_feed(first, feed, means.read_url, means.reader)
        entries.entries = _only_new(entries.entries, seen)
        async with aclosing(fetch_listed(entries, feed, means.read_url)) as documents:
            async for found in documents:
                yield found
        is_whole = is_whole and entries.was_given_whole
    listing.was_given_whole = is_whole


def _only_new(entries: list[Entry], seen: set[str]) -> list[Entry]:
    new = [entry for entry in entries if entry.url not in seen]
    seen.update(entry.url for entry in new)
    return new


async def _feeds_of(page: WebPage, location: str, means: Means) -> tuple[list[str], list[Unreadable]]:
    """Read a list and those that it includes, each once."""
    feeds: dict[str, None] = {}
    troubles: list[Unreadable] = []
    seen = {location, page.url}
    todo: list[WebPage | str] = [page]
    for item in todo:
        current = await fetch_page(item, means.read_url, is_list=True) if isinstance(item, str) else item
        if isinstance(current, Unreadable):
            troubles.append(current)
            continue
        try:
            named, included = await means.reader(LIST, read_opml, current.body, current.url)
        except (InputError, TooMuchWorkError) as error:
            troubles.append(trouble(item if isinstance(item, str) else location, str(error)))
            continue
        feeds.update(dict.fromkeys(named))
        new = [url for url in included if url not in seen]
        if len(todo) + len(new) > MAX_LISTS:
            troubles.append(trouble(location, f"includes too many lists: only {MAX_LISTS} are read"))
            new = new[: MAX_LISTS - len(todo)]
        seen.update(new)
        todo += new
    if len(feeds) > MAX_FEEDS:
        troubles.append(trouble(location, f"lists too many feeds: only {MAX_FEEDS} are read"))
    return list(feeds)[:MAX_FEEDS], troubles


def read_opml(body: bytes, url: str) -> tuple[list[str], list[str]]:
    """Return the feeds and the further lists that an OPML names on the web, each once. Raises InputError."""
    feeds: dict[str, None] = {}
    included: dict[str, None] = {}

    def start(path: Path, attributes: dict[str, str]) -> None:
        if len(path) == 1 and path[0].lower() != "opml":
            raise InputError(f"is no OPML: it begins with <{path[0][:40]}>")
        if path[-1].lower() != "outline":
            return
        values = {key.lower(): value for key, value in attributes.items()}
        is_list = values.get("type", "").lower() == "include"
        written = values.get("url") if is_list else values.get("xmlurl")
        target = resolve(written, url, None) if written else None
        if target is not None and target.kind is TargetKind.WEB:
            (included if is_list else feeds)[target.url] = None

    read_xml(body, start, lambda path, text: None)
    return list(feeds), list(included)


def _open(spec: SourceSpec, means: Means) -> OpmlSource:
    return OpmlSource(spec.location, means)


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """Have a look whether there is a list."""
    page = await read_list(spec.location, means)
    if isinstance(page, Unreadable):
        raise InputError(page.error)
    return spec


KIND: SourceKind = SourceKind(OpmlSource.kind, _open, Place.LIST, detect=_detect)
