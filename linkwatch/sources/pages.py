"""Articles fetched from the web, one or many."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from linkwatch.errors import InputError, TooLargeError
from linkwatch.model import MAX_DOCUMENT_BYTES, Document, Unreadable
from linkwatch.sources import ReadUrl, WebPage
from linkwatch.urls import redact

_AHEAD = 8  # pages fetched before they are asked for
_MOST_AHEAD = 2**20  # bytes of each: larger ones are fetched when they are asked for, one at a time
_FIRST_ERROR = 400


class Entry(NamedTuple):
    """A page that a feed or sitemap names, with the date that it gives to it."""

    url: str
    published_at: datetime | None = None


_Fetching = asyncio.Task[Document | Unreadable | None]


async def fetch_document(
    url: str, read_url: ReadUrl, published_at: datetime | None = None, *, most: int = MAX_DOCUMENT_BYTES
) -> Document | Unreadable:
    """Fetch one article. Raises TooLargeError where `most` is less than an article may have and it has more."""
    page = await fetch_page(url, read_url, most=most)
    return page if isinstance(page, Unreadable) else as_document(url, page, published_at)


async def fetch_page(url: str, read_url: ReadUrl, *, most: int = MAX_DOCUMENT_BYTES) -> WebPage | Unreadable:
    """Fetch a page that is there. An HTTP status of 400 and more is none.

    Raises TooLargeError where `most` is less than an article may have and it has more.
    """
    try:
        page = await read_url(url, most=most)
    except InputError as error:
        if isinstance(error, TooLargeError) and most < MAX_DOCUMENT_BYTES:
            raise
        return Unreadable(redact(url), str(error))
    if page.status >= _FIRST_ERROR:
        return Unreadable(redact(url), f"{redact(url)}: the server answered {page.status}")
    return page


def as_document(url: str, page: WebPage, published_at: datetime | None = None) -> Document:
    """Return the article that a page is. Its links are relative to where it was found in the end."""
    return Document(
        uri=redact(url),
        body=page.body,
        base_url=page.url,
        media_type=page.media_type,
        charset=page.charset,
        published_at=published_at,
    )


async def fetch_entries(entries: Iterable[Entry], read_url: ReadUrl) -> AsyncGenerator[Document | Unreadable, None]:
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


async def _fetch_ahead(entry: Entry, read_url: ReadUrl) -> Document | Unreadable | None:
    """Fetch a page; None where it is too large to be kept until it is asked for."""
    try:
        return await fetch_document(entry.url, read_url, entry.published_at, most=_MOST_AHEAD)
    except TooLargeError:
        return None


async def _finish(entry: Entry, fetching: _Fetching, read_url: ReadUrl) -> Document | Unreadable:
    return await fetching or await fetch_document(entry.url, read_url, entry.published_at)
