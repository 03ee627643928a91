"""Articles fetched from the web, one or many."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from linkwatch.errors import InputError
from linkwatch.model import Document, Unreadable
from linkwatch.sources import ReadUrl, WebPage
from linkwatch.urls import redact

_AHEAD = 8  # pages fetched before they are asked for: all the memory that a long list takes
_FIRST_ERROR = 400


class Entry(NamedTuple):
    """A page that a feed or sitemap names, with the date that it gives to it."""

    url: str
    published_at: datetime | None = None


async def fetch_document(url: str, read_url: ReadUrl, published_at: datetime | None = None) -> Document | Unreadable:
    """Fetch one article."""
    page = await fetch_page(url, read_url)
    return page if isinstance(page, Unreadable) else as_document(url, page, published_at)


async def fetch_page(url: str, read_url: ReadUrl) -> WebPage | Unreadable:
    """Fetch a page that is there. An HTTP status of 400 and more is none."""
    try:
        page = await read_url(url)
    except InputError as error:
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
    tasks = _start(entries, read_url)
    ahead = deque(islice(tasks, _AHEAD))
    try:
        while ahead:
            yield await ahead.popleft()
            ahead.extend(islice(tasks, 1))
    finally:
        for task in ahead:
            task.cancel()
        await asyncio.gather(*ahead, return_exceptions=True)


def _start(entries: Iterable[Entry], read_url: ReadUrl) -> Iterator[asyncio.Task[Document | Unreadable]]:
    for entry in entries:
        yield asyncio.create_task(fetch_document(entry.url, read_url, entry.published_at))
