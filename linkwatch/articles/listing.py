"""What articles cite, as the rows of a report: several articles are read at once, and told in the source's order.

A worker reads an article and makes its rows there, pickled: whoever asked keeps them in a file as they are, and never
holds a value for each citation.
"""

import asyncio
import pickle
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from linkwatch.articles.extract import extract
from linkwatch.articles.sources import Found
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import Document, Unchanged, Unreadable
from linkwatch.reading import Reader, article_budget

_MOST_AHEAD = 16  # articles that are read before it is their turn
_MOST_BYTES_AHEAD = 8 * 2**20  # of their documents; beyond, only one at a time


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that was read. count: of its citations. left_out: as in Article.

    rows: a pickled list with a dictionary for each citation: article, href, url, text, context, line.
    """

    uri: str
    title: str | None
    published_at: datetime | None
    count: int
    rows: bytes
    left_out: str | None = None


def list_citations(document: Document) -> Listed:
    """Read a document as `extract` does. Raises InputError."""
    article = extract(document, spans=False)
    rows = [
        {
            "article": article.uri,
            "href": citation.href,
            "url": citation.target.url,
            "text": citation.text,
            "context": citation.context,
            "line": citation.line,
        }
        for citation in article.citations
    ]
    pickled = pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)
    return Listed(article.uri, article.title, article.published_at, len(rows), pickled, article.left_out)


async def list_all(
    documents: AsyncGenerator[Found, None], reader: Reader, begins: Callable[[str], None]
) -> AsyncGenerator[Listed | Unreadable, None]:
    """Read a source's documents, each as list_citations does, and yield them in its order.

    begins: is called with the URI of each document whose reading begins. Raises LinkwatchError where nothing can be
    read at all.
    """

    async def read(document: Document) -> Listed | Unreadable:
        try:
            return await reader(article_budget(len(document.body)), list_citations, document)
        except TooMuchWorkError as error:
            return Unreadable(document.uri, f"{document.uri}: {error}; split it")
        except InputError as error:
            return Unreadable(document.uri, str(error))

    async with _Ahead() as ahead, aclosing(documents):
        async for found in documents:
            match found:
                case Unchanged():
                    continue  # the reader asks nobody conditionally
                case Unreadable():
                    ahead.add(_given(found), 0)
                case Document(uri, body):
                    begins(uri)
                    ahead.add(read(found), len(body))
            while ahead.is_full or ahead.has_result:
                yield await ahead.next()
        while ahead:
            yield await ahead.next()


async def _given(problem: Unreadable) -> Unreadable:
    return problem


class _Ahead:
    """Readings that have begun, in the order in which they are told; when it is left, those that go on are ended."""

    def __init__(self) -> None:
        self._begun: deque[tuple[asyncio.Task[Listed | Unreadable], int]] = deque()
        self._bytes = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        tasks = [task for task, _ in self._begun]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def __bool__(self) -> bool:
        return bool(self._begun)

    @property
    def is_full(self) -> bool:
        return len(self._begun) > _MOST_AHEAD or (self._bytes > _MOST_BYTES_AHEAD and bool(self._begun))

    @property
    def has_result(self) -> bool:
        return bool(self._begun) and self._begun[0][0].done()

    def add(self, reading: Coroutine[None, None, Listed | Unreadable], size: int) -> None:
        """Begin a reading. size: bytes of what is read."""
        self._begun.append((asyncio.create_task(reading), size))
        self._bytes += size

    async def next(self) -> Listed | Unreadable:
        """Wait for the first one."""
        task, size = self._begun[0]
        result = await task
        self._begun.popleft()
        self._bytes -= size
        return result
