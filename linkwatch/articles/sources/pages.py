"""Articles fetched from the web, one or many."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from itertools import islice

from linkwatch.articles.sources import Found, ReadUrl, WebPage
from linkwatch.articles.sources.entries import Entry, Listing, entry_document, trouble
from linkwatch.errors import InputError, TooLargeError
from linkwatch.evidence import NOT_MODIFIED
from linkwatch.model import MAX_DOCUMENT_BYTES, Document, Unchanged, Unreadable
from linkwatch.urls import redact

_AHEAD = 8  # pages fetched before they are asked for
_MOST_AHEAD = 2**20  # bytes of each: larger ones are fetched when they are asked for, one at a time
MOST_REFUSED = 64  # articles one after the other that could not be had: then the others are not asked for
_NOT_FOUND = 404
_GONE = 410


_Fetching = asyncio.Task[Found | None]


async def fetch_document(
    url: str,
    read_url: ReadUrl,
    published_at: datetime | None = None,
    *,
    most: int = MAX_DOCUMENT_BYTES,
    is_list: bool = False,
) -> Found:
    """Fetch one article. Raises TooLargeError where `most` is less than an article may have and it has more.

    is_list: it is a list of links, which is to come whole.
    """
    page = await fetch_page(url, read_url, most=most, is_list=is_list)
    return page if isinstance(page, Unreadable) else as_article(url, page, published_at)


async def fetch_page(
    url: str, read_url: ReadUrl, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False
) -> WebPage | Unreadable:
    """Fetch a page that is there: its HTTP status is 2xx or, where it is no list, 304.

    Raises TooLargeError where `most` is less than an article may have and it has more.
    """
    try:
        page = await read_url(url, most=most, is_list=is_list)
    except InputError as error:
        if isinstance(error, TooLargeError) and most < MAX_DOCUMENT_BYTES:
            raise
        return Unreadable(redact(url), str(error), is_list=is_list)
    if 200 <= page.status < 300 or (page.status == NOT_MODIFIED and not is_list):
        return page
    is_gone = page.status == _GONE or (page.status == _NOT_FOUND and not is_list)
    return Unreadable(redact(url), f"{redact(url)}: the server answered {page.status}", is_gone, is_list)


def as_article(url: str, page: WebPage, published_at: datetime | None = None) -> Document | Unchanged:
    """Return the article that a page is. Its links are relative to where it was found in the end."""
    if page.status == NOT_MODIFIED:
        return Unchanged(redact(url))
    return Document(
        uri=redact(url),
        body=page.body,
        base_url=page.url,
        media_type=page.media_type,
        charset=page.charset,
        published_at=published_at,
        etag=page.etag,
        last_modified=page.last_modified,
        moved_to=redact(page.moved_to) if page.moved_to else None,
    )


async def fetch_listed(listing: Listing, location: str, read_url: ReadUrl) -> AsyncGenerator[Found, None]:
    """Tell what troubled the reading of a list, then fetch what it names.

    Notes in the listing whether all was asked for. Who hangs or refuses us is left in peace, and holds up nobody for
    days.
    """
    for problem in listing.troubles:
        yield problem
    count = len(listing.entries)
    given = refused = 0
    async with aclosing(fetch_entries(listing.entries, read_url)) as documents:
        async for document in documents:
            given += 1
            refused = refused + 1 if isinstance(document, Unreadable) and not document.is_gone else 0
            yield document
            if refused == MOST_REFUSED and given < count:
                break
    for entry in listing.entries[given:]:
        if entry.text is not None:
            untold = f"{redact(entry.url)}: was not asked for: its site refuses too much"
            yield Unreadable(redact(entry.url), untold, instead=entry_document(entry))
    if given < count:
        others = f"the other {count - given} were not asked for"
        yield trouble(location, f"{refused} pages one after the other could not be read: {others}")
    listing.was_given_whole = not listing.troubles and given == count


async def fetch_entries(entries: Iterable[Entry], read_url: ReadUrl) -> AsyncGenerator[Found, None]:
    """Fetch pages in their order, a few ahead of the one that is read."""
    started = _start(entries, read_url)
    ahead = deque(islice(started, _AHEAD))
    try:
        while ahead:
            yield await _finish(*ahead.popleft(), read_url)  # in no name of ours, where it would outstay its use
            ahead.extend(islice(started, 1))
    finally:
        for _, task in ahead:
            task.cancel()
        await asyncio.gather(*(task for _, task in ahead), return_exceptions=True)


def _start(entries: Iterable[Entry], read_url: ReadUrl) -> Iterator[tuple[Entry, _Fetching]]:
    for entry in entries:
        yield entry, asyncio.create_task(_fetch_ahead(entry, read_url))


async def _fetch_ahead(entry: Entry, read_url: ReadUrl) -> Found | None:
    """Fetch a page; None where it is too large to be kept until it is asked for."""
    if not entry.has_page:
        return entry_document(entry)
    try:
        return await fetch_document(entry.url, read_url, entry.published_at, most=_MOST_AHEAD)
    except TooLargeError:
        return None


async def _finish(entry: Entry, fetching: _Fetching, read_url: ReadUrl) -> Found:
    found = await fetching or await fetch_document(entry.url, read_url, entry.published_at)
    if isinstance(found, Unreadable) and entry.text is not None:
        return replace(found, instead=entry_document(entry))
    return found
