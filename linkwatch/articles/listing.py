"""What articles cite, as the rows of a report (`rows.py`): several are read at once, and told in the source's order."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path

from linkwatch.articles.ahead import Ahead
from linkwatch.articles.rows import EVERY_LINK, LARGE, Listed, Rules, list_citations, list_file
from linkwatch.articles.sources import Found
from linkwatch.articles.sources.files import MOST_GIVEN_UP, FilesSource, Overdue, read_by
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import Document, Unchanged, Unreadable
from linkwatch.reading import Reader, article_budget

_MOST_BYTES_AHEAD = 8 * 2**20


async def list_all(
    documents: AsyncGenerator[Found, None],
    reader: Reader,
    begins: Callable[[str], None],
    rules: Rules = EVERY_LINK,
) -> AsyncGenerator[Listed | Unreadable, None]:
    """Read a source's documents, each as list_citations does, and yield them in its order.

    begins: is called with the URI of each document whose reading begins. Raises LinkwatchError where nothing can be
    read at all.
    """
    async with Ahead[Listed | Unreadable](_MOST_BYTES_AHEAD) as ahead, aclosing(documents):
        async for found in documents:
            if isinstance(found, Unreadable) and found.instead is not None:
                found = found.instead
            match found:
                case Unchanged():
                    continue  # the reader asks nobody conditionally
                case Unreadable():
                    ahead.add(_given(found), 0)
                case Document(uri, body):
                    begins(uri)
                    ahead.add(_read(found, reader, rules), len(body))
            while ahead.is_full or ahead.has_result:
                yield await ahead.next()
        while ahead:
            yield await ahead.next()


async def list_files(
    source: FilesSource, reader: Reader, begins: Callable[[str], None], rules: Rules = EVERY_LINK
) -> AsyncGenerator[Listed | Unreadable, None]:
    """Do what list_all does with a source of files, faster: who understands a file reads it too.

    So its bytes are not handed from process to process.
    """
    one_large_at_a_time = asyncio.Lock()  # their bytes are held here

    async def read(path: Path, root: Path | None, base_url: str | None) -> Listed | Unreadable:
        try:
            listed = await reader(article_budget(LARGE), list_file, path, root, base_url, rules)
        except TooMuchWorkError:
            listed = None  # whether it is the disk or the article shows when they are tried apart
        except InputError as error:
            return Unreadable(str(path), str(error))
        if listed is not None:
            return listed
        async with one_large_at_a_time:
            found = await read_by(reader, path, root, base_url)
            return found if isinstance(found, Unreadable) else await _read(found, reader, rules)

    items = await source.find()
    given_up = place = 0
    async with Ahead[Listed | Unreadable](_MOST_BYTES_AHEAD) as ahead:
        for item in items:
            if isinstance(item, Unreadable):
                ahead.add(_given(item), 0)
            else:
                begins(str(item.path))
                ahead.add(read(*item), 0)
            while ahead.is_full or ahead.has_result or (ahead and item is items[-1]):
                found = await ahead.next()
                yield found
                place += 1
                given_up = given_up + 1 if isinstance(found, Overdue) else 0
                if given_up == MOST_GIVEN_UP and place < len(items):
                    yield source.given_up(len(items) - place)
                    return


async def _read(document: Document, reader: Reader, rules: Rules) -> Listed | Unreadable:
    try:
        return await reader(article_budget(len(document.body)), list_citations, document, rules)
    except TooMuchWorkError as error:
        return Unreadable(document.uri, f"{document.uri}: {error}; split it")
    except InputError as error:
        return Unreadable(document.uri, str(error))


async def _given(problem: Unreadable) -> Unreadable:
    return problem
