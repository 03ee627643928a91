"""What articles cite, unchecked: neither the web nor a database is loaded where the inputs need none."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, aclosing

from linkwatch.app.readers import open_reader_of_articles, standard_input
from linkwatch.articles.listing import list_all, list_files
from linkwatch.articles.rows import Listed, Rules
from linkwatch.articles.sources import no_web, nothing_excluded, reader_of
from linkwatch.articles.sources.choosing import rules_of
from linkwatch.articles.sources.files import FilesSource
from linkwatch.articles.sources.given import GivenSource
from linkwatch.articles.sources.register import needs_web, open_source, parse_input
from linkwatch.config import Settings
from linkwatch.model import Document, Unreadable
from linkwatch.report.citation_lines import Lines


async def extract(
    settings: Settings,
    inputs: Sequence[str],
    *,
    begins: Callable[[str], None],
    given: Document | None = None,
    lines: Lines | None = None,
    cut_off: Callable[[str], None] = lambda why: None,
) -> AsyncIterator[Listed | Unreadable]:
    """Read the inputs and yield what they cite, in their order; nothing is checked or kept.

    begins: is called with the URI of each article whose reading begins. given: an article more,
    which is read first. lines: as in Rules. cut_off: is called at the end with the reason where nobody on the web
    answered and that is our own network's doing.
    """
    specs = [parse_input(text) for text in inputs]
    files = rules_of(settings.extract)
    rules = Rules(settings.extract.wanted, tuple(settings.check.exclude), lines)
    seen: set[str] = set()
    async with AsyncExitStack() as stack:
        reader = await stack.enter_async_context(open_reader_of_articles())
        read_url, documents = no_web, None
        excludes: Callable[[str], bool] = nothing_excluded
        if any(map(needs_web, specs)):
            from linkwatch.app.web_documents import WebDocuments, open_web  # slower to load than most articles to read
            from linkwatch.check.pipeline import exclusion

            excludes = exclusion(settings.check)
            documents = WebDocuments(await stack.enter_async_context(open_web(settings.check)))
            read_url = reader_of(documents)
        if given is not None:
            async with aclosing(list_all(GivenSource(given).documents(), reader, begins, rules)) as listed:
                async for item in listed:
                    yield item
        for spec in specs:
            source = open_source(spec, read_url, reader, standard_input(), files, seen, excludes=excludes)
            if isinstance(source, FilesSource):
                listed = list_files(source, reader, begins, rules)
            else:
                listed = list_all(source.documents(), reader, begins, rules)
            async with aclosing(listed):
                async for item in listed:
                    yield item
        if documents is not None and (outage := await documents.outage()) is not None:
            cut_off(outage)
