"""What articles' lost targets led to, and what is known of pages that are gone without a copy; nothing is kept.

The archive and the articles' own sites are asked, and by the settings' wish services what a DOI stands for.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import replace

from linkwatch.app import tools
from linkwatch.app.readers import standard_input
from linkwatch.app.web_documents import WebDocuments, open_web
from linkwatch.archive import ListsSites
from linkwatch.articles.recover import DeadEnd, Recovered, WorkRecord
from linkwatch.articles.recover.known import address_at, read_dead_ends, read_record
from linkwatch.articles.recover.search import Means, recover_article
from linkwatch.articles.sources import DocumentClient, is_url, reader_of
from linkwatch.articles.sources.register import open_source, parse_input
from linkwatch.check.remapping import remapping
from linkwatch.config import Settings
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import Document, Status, Unreadable
from linkwatch.reading import Reader, article_budget
from linkwatch.store import Store

_MOST_OF_A_RECORD = 2 * 2**20  # bytes; some works have thousands of references


async def recover(
    settings: Settings,
    inputs: Sequence[str],
    *,
    copies: Sequence[str] = (),
    store: Store | None = None,
    begins: Callable[[str], None],
    cut_off: Callable[[str], None] = lambda why: None,
) -> AsyncIterator[Recovered | Unreadable]:
    """Yield for each article that the inputs are what its lost targets may have led to, in their order.

    copies: URLs or files of older copies of the article; then no others are looked for. store: knows which of its links
    are dead. begins: is called with the URI of each article. cut_off: is called at the end with the reason where no
    article on the web could be had and that is our own network's doing. Raises UsageError, StoreError, and InputError
    for a copy that cannot be read.
    """
    specs = [parse_input(text) for text in inputs]
    async with AsyncExitStack() as stack:
        reader = await stack.enter_async_context(tools.open_reader())
        web = await stack.enter_async_context(open_web(settings.check))
        means = await stack.enter_async_context(open_means(settings, reader, web))
        articles = WebDocuments(web)
        read_url = reader_of(articles)
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
                        recovered = await recover_article(found, means, named)
                        dead_ends = await _dead_ends(found, store, settings, means) if store is not None else ()
                        yield replace(recovered, dead_ends=dead_ends)
                    except TooMuchWorkError as error:
                        yield Unreadable(found.uri, f"{found.uri}: {error}")
                    except InputError as error:
                        yield Unreadable(found.uri, str(error))
        if (outage := await articles.outage()) is not None:
            cut_off(outage)


async def _dead_ends(document: Document, store: Store, settings: Settings, means: Means) -> tuple[DeadEnd, ...]:
    """Return what is known of the pages that an article cites, that are gone and of which there is no copy."""
    known = await store.mending.call(store.mending.article, document.uri, {Status.DEAD})
    links = known.links.values() if known is not None else ()
    titles = {link.url: link.title for link in links if link.snapshot is None and link.moved is None}
    if not titles:
        return ()
    budget = article_budget(len(document.body))
    dead_ends: list[DeadEnd] = await means.reader(budget, read_dead_ends, document, titles)
    remap = remapping(settings.check.remap)
    records: dict[str, tuple[WorkRecord, ...]] = {}
    for identifier in (one for dead_end in dead_ends for one in dead_end.identifiers):
        if identifier.url is not None and identifier.value not in records:
            answers = [
                await _look_up(service, identifier.value, identifier.url, means, remap)
                for service in settings.repair.lookups
            ]
            records[identifier.value] = tuple(answer for answer in answers if answer is not None)
    return tuple(
        replace(one, records=tuple(record for each in one.identifiers for record in records.get(each.value, ())))
        for one in dead_ends
    )


async def _look_up(service: str, doi: str, url: str, means: Means, remap: Callable[[str], str]) -> WorkRecord | None:
    try:
        answer = await means.read_url(remap(address_at(service, doi)), most=_MOST_OF_A_RECORD)
    except InputError:
        return None
    return read_record(service, answer.body, url) if answer.status == 200 else None


@asynccontextmanager
async def open_means(settings: Settings, reader: Reader, web: DocumentClient) -> AsyncIterator[Means]:
    """Open what is asked for copies of articles by these settings: the live web, and the archive unless it is off."""
    async with AsyncExitStack() as stack:
        archive = None
        if settings.archive.find:
            opening = tools.open_archives(settings.archive, settings.check.user_agent, reader)
            index = (await stack.enter_async_context(opening)).index
            archive = index if isinstance(index, ListsSites) else None
        yield Means(archive, reader_of(web), reader)


async def _documents_of(path: str, means: Means) -> list[Document]:
    """Read a file that is named as a copy. Raises InputError."""
    documents = []
    async for found in open_source(parse_input(path), means.read_url, means.reader, standard_input()).documents():
        if isinstance(found, Unreadable):
            raise InputError(found.error)
        if isinstance(found, Document):
            documents.append(found)
    return documents
