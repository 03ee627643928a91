"""Mending articles by what a database knows of their links."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from linkwatch.app import tools, utc_now
from linkwatch.app.readers import open_reader_of_articles
from linkwatch.app.recovering import open_means
from linkwatch.app.successors import Successors
from linkwatch.app.web_documents import open_web
from linkwatch.articles.recover.search import Means, recover_article
from linkwatch.articles.rewrite import files
from linkwatch.articles.rewrite.knowing import Wishes
from linkwatch.articles.rewrite.mend import READINGS, Mended, mend
from linkwatch.articles.scan import without_fragments
from linkwatch.articles.sources import Place, no_web
from linkwatch.articles.sources.choosing import rules_of
from linkwatch.articles.sources.register import kind_of, open_source, parse_input
from linkwatch.check.pipeline import exclusion
from linkwatch.config import Settings
from linkwatch.errors import InputError, TooMuchWorkError, UsageError
from linkwatch.model import Document, Unreadable
from linkwatch.reading import Reader, article_budget
from linkwatch.store import ArchiveLimits, MendableLink, Store


@dataclass(frozen=True, slots=True)
class Fixed:
    """An article and how it is mended. Nothing is written yet.

    links: by URL, those that were to be mended. trouble: why more lost targets may be found another time.
    """

    document: Document
    mended: Mended
    links: Mapping[str, MendableLink]
    trouble: str | None = None

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.document.uri)


def require_files(inputs: Sequence[str]) -> None:
    """Raise UsageError for inputs that are no files: nobody could write them."""
    for text in inputs:
        if kind_of(parse_input(text)).place is not Place.DISK:
            raise UsageError(f"{text}: only files and folders can be mended")


async def fix(
    store: Store,
    settings: Settings,
    inputs: Sequence[str],
    wishes: Wishes,
    *,
    asks_archives: bool,
    begins: Callable[[str], None],
    now: Callable[[], datetime] = utc_now,
) -> AsyncIterator[Fixed | Unreadable]:
    """Yield each article that the inputs are, and how it is mended by what the store knows.

    asks_archives: see that each copy is still there. begins: is called with the URI of each article whose mending
    begins. Raises UsageError, StoreError.
    """
    require_files(inputs)
    async with AsyncExitStack() as stack:
        opening = open_reader_of_articles() if wishes.recovered is None else tools.open_reader()
        reader = await stack.enter_async_context(opening)
        finder = means = None
        if asks_archives and settings.archive.find:
            limits = ArchiveLimits(store.politeness, now)
            archives = tools.open_archives(settings.archive, settings.check.user_agent, reader, limits)
            finder = (await stack.enter_async_context(archives)).finder
        if wishes.recovered is not None:
            web = await stack.enter_async_context(open_web(settings.check))
            means = await stack.enter_async_context(open_means(settings, reader, web))
        fixing = _Fixing(store, wishes, Successors(finder, wishes), means, reader)
        rules, seen = rules_of(settings.extract), set[str]()
        for text in inputs:
            documents = open_source(parse_input(text), no_web, reader, None, rules, seen).documents()
            async with aclosing(documents):
                async for found in documents:
                    if isinstance(found, Document):
                        begins(found.uri)
                        yield await fixing.fix(found)
                    elif isinstance(found, Unreadable):
                        yield found


@dataclass(frozen=True, slots=True)
class _Fixing:
    """What articles are mended with. means: what lost targets are looked for with, None where they are left alone."""

    store: Store
    wishes: Wishes
    successors: Successors
    means: Means | None
    reader: Reader

    async def fix(self, document: Document) -> Fixed | Unreadable:
        uri, mending = document.uri, self.store.mending
        known = await mending.call(mending.article, uri, self.wishes.statuses)
        if known is None:
            return Unreadable(uri, await self._why_unknown(document))
        if known.content_hash != hashlib.sha256(document.body).hexdigest():
            return Unreadable(uri, f"{uri}: was changed since it was audited: audit it again")
        found = await asyncio.gather(*map(self.successors.of_link, known.links.values()))
        repairs = dict(zip(known.links, found, strict=True))
        lost = trouble = None
        try:
            if self.means is not None:
                recovered = await recover_article(document, self.means)
                lost, trouble = self.successors.of_lost(recovered), recovered.trouble
            budget = article_budget(READINGS * len(document.body))
            mended = await self.reader(budget, mend, document, repairs, self.wishes.form, lost)
        except TooMuchWorkError as error:
            return Unreadable(uri, f"{uri}: {error}; split it")
        except InputError as error:
            return Unreadable(uri, str(error))
        return Fixed(document, mended, known.links, trouble)

    async def _why_unknown(self, document: Document) -> str:
        """Say why the store does not know an article: an audit could not read it either, or there was none."""
        uri = document.uri
        try:
            await self.reader(article_budget(len(document.body)), mend, document, {}, self.wishes.form, None)
        except TooMuchWorkError as error:
            return f"{uri}: {error}; split it"
        except InputError as error:
            return str(error)
        return f"{uri}: not in the database: audit it with --db first"


async def write(store: Store, settings: Settings, fixed: Fixed, now: Callable[[], datetime] = utc_now) -> None:
    """Write a mended file, and note in the store that this is how it is known now. Raises InputError, StoreError."""
    files.write(fixed.path, fixed.document.body, fixed.mended.body)
    digest = hashlib.sha256(fixed.mended.body).hexdigest()
    excludes = exclusion(settings.check) if settings.extract.fragments else None
    article = without_fragments(fixed.mended.article, excludes)
    await store.articles.call(store.articles.record, None, None, article, digest, now())
