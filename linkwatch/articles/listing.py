"""What articles cite, as the rows of a report.

A worker reads an article and makes its rows there, pickled: whoever asked keeps them in a file as they are, and never
holds a value for each citation.
"""

import asyncio
import pickle
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from linkwatch.articles.ahead import Ahead
from linkwatch.articles.extract import extract
from linkwatch.articles.sources import Found
from linkwatch.articles.sources.files import MOST_GIVEN_UP, FilesSource, Overdue, read_by, read_document
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import Document, Unchanged, Unreadable
from linkwatch.reading import Reader, article_budget

_MOST_BYTES_AHEAD = 8 * 2**20
_LARGE = 2**20  # bytes of a file; a larger one is read first, and then understood within a budget of its own


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


def list_file(path: Path, root: Path | None) -> Listed | Unreadable | None:
    """Read a file, and what it cites; None if it is a large one. root: see read_document. Raises InputError."""
    document = read_document(path, root)
    if isinstance(document, Unreadable):
        return document
    return list_citations(document) if len(document.body) <= _LARGE else None


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
    async with Ahead[Listed | Unreadable](_MOST_BYTES_AHEAD) as ahead, aclosing(documents):
        async for found in documents:
            match found:
                case Unchanged():
                    continue  # the reader asks nobody conditionally
                case Unreadable():
                    ahead.add(_given(found), 0)
                case Document(uri, body):
                    begins(uri)
                    ahead.add(_read(found, reader), len(body))
            while ahead.is_full or ahead.has_result:
                yield await ahead.next()
        while ahead:
            yield await ahead.next()


async def list_files(
    source: FilesSource, reader: Reader, begins: Callable[[str], None]
) -> AsyncGenerator[Listed | Unreadable, None]:
    """Do what list_all does with a source of files, faster: who understands a file reads it too.

    So its bytes are not handed from process to process.
    """
    one_large_at_a_time = asyncio.Lock()  # their bytes are held here

    async def read(path: Path, root: Path | None) -> Listed | Unreadable:
        try:
            listed = await reader(article_budget(_LARGE), list_file, path, root)
        except TooMuchWorkError:
            listed = None  # whether it is the disk or the article shows when they are tried apart
        except InputError as error:
            return Unreadable(str(path), str(error))
        if listed is not None:
            return listed
        async with one_large_at_a_time:
            found = await read_by(reader, path, root)
            return found if isinstance(found, Unreadable) else await _read(found, reader)

    items = await source.find()
    given_up = place = 0
    async with Ahead[Listed | Unreadable](_MOST_BYTES_AHEAD) as ahead:
        for item in items:
            if isinstance(item, Unreadable):
                ahead.add(_given(item), 0)
            else:
                begins(str(item[0]))
                ahead.add(read(*item), 0)
            while ahead.is_full or ahead.has_result or (ahead and item is items[-1]):
                found = await ahead.next()
                yield found
                place += 1
                given_up = given_up + 1 if isinstance(found, Overdue) else 0
                if given_up == MOST_GIVEN_UP and place < len(items):
                    yield source.given_up(len(items) - place)
                    return


async def _read(document: Document, reader: Reader) -> Listed | Unreadable:
    try:
        return await reader(article_budget(len(document.body)), list_citations, document)
    except TooMuchWorkError as error:
        return Unreadable(document.uri, f"{document.uri}: {error}; split it")
    except InputError as error:
        return Unreadable(document.uri, str(error))


async def _given(problem: Unreadable) -> Unreadable:
    return problem
