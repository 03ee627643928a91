"""What articles' lost targets led to: nothing is kept, only the archive and the articles' own sites are asked."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, aclosing

from linkwatch.app import tools
from linkwatch.app.readers import reader_of, standard_input
from linkwatch.archive import ListsSites
from linkwatch.articles.recover import Recovered
from linkwatch.articles.recover.search import Means, recover_article
from linkwatch.articles.sources import is_url
from linkwatch.articles.sources.register import open_source, parse_input
from linkwatch.check.room import within_limits
from linkwatch.config import Settings
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import Document, Unreadable


async def recover(
    settings: Settings, inputs: Sequence[str], *, copies: Sequence[str] = (), begins: Callable[[str], None]
) -> AsyncIterator[Recovered | Unreadable]:
    """Yield for each article that the inputs are what its lost targets may have led to, in their order.

    copies: URLs or files of older copies of the article; then no others are looked for. begins: is called with the URI
    of each article. Raises UsageError, and InputError for a copy that cannot be read.
    """
    from linkwatch.fetch import WebClient

    specs = [parse_input(text) for text in inputs]
    check, keeps_open = within_limits(settings.check)
    async with AsyncExitStack() as stack:
        reader = await stack.enter_async_context(tools.open_reader())
        read_url = reader_of(await stack.enter_async_context(WebClient(check, None, keeps_open=keeps_open)))
        archive = None
        if settings.archive.find:
            opening = tools.open_archives(settings.archive, settings.check.user_agent, reader)
            index = (await stack.enter_async_context(opening)).index
            archive = index if isinstance(index, ListsSites) else None
        means = Means(archive, read_url, reader)
        named: list[Document | str] = []
        for copy in copies:
            named += [copy] if is_url(copy) else await _documents_of(copy, means)
        for spec in specs:
            async with aclosing(open_source(spec, read_url, reader, standard_input()).documents()) as documents:
                async for found in documents:
                    if not isinstance(found, Document):
                        if isinstance(found, Unreadable):
                            yield found
                        continue
                    begins(found.uri)
                    try:
                        yield await recover_article(found, means, named)
                    except TooMuchWorkError as error:
                        yield Unreadable(found.uri, f"{found.uri}: {error}")
                    except InputError as error:
                        yield Unreadable(found.uri, str(error))


async def _documents_of(path: str, means: Means) -> list[Document]:
    """Read a file that is named as a copy. Raises InputError."""
    documents = []
    async for found in open_source(parse_input(path), means.read_url, means.reader, standard_input()).documents():
        if isinstance(found, Unreadable):
            raise InputError(found.error)
        if isinstance(found, Document):
            documents.append(found)
    return documents
