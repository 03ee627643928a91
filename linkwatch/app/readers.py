"""What articles are read with."""

import sys
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, BinaryIO

from linkwatch.articles.sources import ReadUrl, WebPage
from linkwatch.model import MAX_DOCUMENT_BYTES
from linkwatch.reading import Reader
from linkwatch.reading.workers import Workers

if TYPE_CHECKING:
    from linkwatch.fetch import WebClient  # takes longer to load than most articles to read


def open_reader_of_articles() -> AbstractAsyncContextManager[Reader]:
    """Open what reads articles and nothing else: one process more, for files are read while others are understood."""
    return Workers(preload=["linkwatch.articles.extract.html"], kept_beside=1)


def reader_of(client: "WebClient") -> ReadUrl:
    """How sources read the web when nothing is remembered of it."""

    async def read(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        return await client.read_document(url, most=most)  # lists and articles alike: nothing is remembered

    return read


def standard_input() -> BinaryIO | None:
    """Return the standard input; None where it was closed before the start."""
    return sys.stdin.buffer if sys.stdin is not None else None
