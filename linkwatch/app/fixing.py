"""Mending articles by what a database knows of their links."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from linkwatch.app import tools, utc_now
from linkwatch.app.readers import open_reader_of_articles
from linkwatch.articles.rewrite import Form, files
from linkwatch.articles.rewrite.knowing import repair_known
from linkwatch.articles.rewrite.mend import Mended, Repair, mend
from linkwatch.articles.scan import without_fragments
from linkwatch.articles.sources import Found, no_web
from linkwatch.articles.sources.choosing import rules_of
from linkwatch.articles.sources.register import needs_web, open_source, parse_input
from linkwatch.config import Settings
from linkwatch.errors import InputError, TooMuchWorkError, UsageError
from linkwatch.model import Document, Status, Unreadable
from linkwatch.reading import Reader, article_budget
from linkwatch.store import ArchiveLimits, MendableLink, Store

if TYPE_CHECKING:
    from linkwatch.archive.find import Finder

_READINGS = 3  # of an article that is mended: before, after, and after what went wrong
_GONE = "its archived copy is gone"
_SILENT = "its archive cannot be asked whether the copy is still there; try again later"


@dataclass(frozen=True, slots=True)
class Fixed:
    """An article and how it is mended. links: by URL, those that were to be mended. Nothing is written yet."""

    document: Document
    mended: Mended
    links: Mapping[str, MendableLink]

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.document.uri)


def require_files(inputs: Sequence[str]) -> None:
    """Raise UsageError for inputs that are no files: nobody could write them."""
    for text in inputs:
        spec = parse_input(text)
        if needs_web(spec) or spec.kind != "files":
            raise UsageError(f"{text}: only files and folders can be mended")


async def fix(
    store: Store,
    settings: Settings,
    inputs: Sequence[str],
    *,
    form: Form,
    statuses: Collection[Status],
    asks_archives: bool,
    begins: Callable[[str], None],
    now: Callable[[], datetime] = utc_now,
) -> AsyncIterator[Fixed | Unreadable]:
    """Yield each article that the inputs are, and how it is mended by what the store knows.

    statuses: of the links that are mended. asks_archives: see that each copy is still there. begins: is called with the
    URI of each article whose mending begins. Raises UsageError, StoreError.
    """
    require_files(inputs)
    async with AsyncExitStack() as stack:
        reader = await stack.enter_async_context(open_reader_of_articles())
        finder = None
        if asks_archives and settings.archive.find:
            limits = ArchiveLimits(store.politeness, now)
            opening = tools.open_archives(settings.archive, settings.check.user_agent, reader, limits)
            finder = (await stack.enter_async_context(opening)).finder
        rules, seen = rules_of(settings.extract), set[str]()
        for text in inputs:
            documents = open_source(parse_input(text), no_web, reader, None, rules, seen).documents()
            async with aclosing(documents):
                async for found in documents:
                    if isinstance(found, Document):
                        begins(found.uri)
                    fixed = await _fix(found, store, form, statuses, finder, reader)
                    if fixed is not None:
                        yield fixed


async def _fix(
    found: Found, store: Store, form: Form, statuses: Collection[Status], finder: "Finder | None", reader: Reader
) -> Fixed | Unreadable | None:
    if not isinstance(found, Document):
        return found if isinstance(found, Unreadable) else None
    known = await store.mending.call(store.mending.article, found.uri, statuses)
    if known is None:
        return Unreadable(found.uri, f"{found.uri}: not in the database: audit it with --db first")
    if known.content_hash != hashlib.sha256(found.body).hexdigest():
        return Unreadable(found.uri, f"{found.uri}: was changed since it was audited: audit it again")
    repairs = dict(zip(known.links, await asyncio.gather(*map(_Asking(finder), known.links.values())), strict=True))
    try:
        mended = await reader(article_budget(_READINGS * len(found.body)), mend, found, repairs, form)
    except TooMuchWorkError as error:
        return Unreadable(found.uri, f"{found.uri}: {error}; split it")
    except InputError as error:
        return Unreadable(found.uri, str(error))
    return Fixed(found, mended, known.links)


class _Asking:
    """Says what becomes of a link. finder: is asked whether a copy is still there, None where nobody is."""

    def __init__(self, finder: "Finder | None") -> None:
        self._finder = finder

    async def __call__(self, link: MendableLink) -> Repair:
        repair = repair_known(link)
        if repair.day is not None and link.snapshot is not None and self._finder is not None:
            is_there = await self._finder.still_has(link.snapshot)
            if not is_there:
                return Repair(None, _SILENT if is_there is None else _GONE)
        return repair


async def write(store: Store, settings: Settings, fixed: Fixed, now: Callable[[], datetime] = utc_now) -> None:
    """Write a mended file, and note in the store that this is how it is known now. Raises InputError, StoreError."""
    files.write(fixed.path, fixed.document.body, fixed.mended.body)
    digest = hashlib.sha256(fixed.mended.body).hexdigest()
    article = fixed.mended.article if settings.extract.fragments else without_fragments(fixed.mended.article)
    await store.articles.call(store.articles.record, None, None, article, digest, now())
