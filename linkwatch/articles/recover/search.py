"""Finds copies of an article, the best first: named by hand, in the archive, at its site; few requests for each."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from linkwatch.archive import ListsSites
from linkwatch.archive.wrapped import archived_original
from linkwatch.articles.extract.formats import detect_format
from linkwatch.articles.recover import (
    LIVE_ORIGINAL,
    OLDER_CAPTURE,
    SYNDICATED_COPY,
    Copy,
    Page,
    Recovered,
    Sought,
)
from linkwatch.articles.recover.lost import read_copy, read_lost
from linkwatch.articles.recover.pages import read_page, unwrapped
from linkwatch.articles.recover.past import Past
from linkwatch.articles.recover.proposals import Vouched, compare, recovered
from linkwatch.articles.recover.site import Site
from linkwatch.articles.sources import ReadUrl
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import Document
from linkwatch.reading import PAGE, Reader, article_budget
from linkwatch.urls import authority, is_web, redact

_NAMED_SHARE = 0.3  # of a copy that a person named: then this is no other article, however much was rewritten


@dataclass(frozen=True, slots=True)
class Means:
    """What is asked. archive: None where none may be. read_url: the live web."""

    archive: ListsSites | None
    read_url: ReadUrl
    reader: Reader


async def recover_article(document: Document, means: Means, named: Sequence[Document | str] = ()) -> Recovered:
    """Say where the lost targets of an article led.

    named: older copies that a person named, as documents or URLs; then no others are looked for. Raises InputError for
    what is no article, TooMuchWorkError for one that cannot be read within bounds.
    """
    budget = article_budget(len(document.body))
    sought = await means.reader(budget, read_lost, document)
    if not sought.lost:
        return recovered(document.uri, sought, [], None)
    search = _Search(sought, means)
    copies = search.of_named(named) if named else search.copies()
    found: list[Vouched] = []
    async with aclosing(copies):
        async for copy in copies:
            least = _NAMED_SHARE if named else None
            try:
                vouching, matches = await means.reader(budget, compare, sought, copy.page, least)
            except TooMuchWorkError:
                continue
            if matches:
                found.append(Vouched(search.with_how(copy), vouching, matches))
                if vouching.settles and not _leaves_more(sought, found[-1]):
                    break
    found.sort(key=_best_first)
    return recovered(document.uri, sought, found, search.trouble)


def _best_first(vouched: Vouched) -> tuple[bool, float, int]:
    return not vouched.vouching.is_sure, -round(vouched.vouching.share, 1), -len(vouched.matches)


def _leaves_more(sought: Sought, vouched: Vouched) -> bool:
    """Tell whether another copy may have targets that this one has lost as well."""
    lost_there = sum(anchor.target is None for anchor in vouched.copy.page.anchors)
    return len(vouched.matches) < len(sought.lost) and lost_there > len(vouched.matches)


class _Search:
    """Looks for copies of one article. trouble: why the archive did not answer."""

    def __init__(self, sought: Sought, means: Means) -> None:
        self._sought = sought
        self._means = means
        self._past = Past(means.archive, sought, means.reader) if means.archive is not None else None
        self._site = Site(means.read_url, sought, means.reader)

    @property
    def trouble(self) -> str | None:
        return self._past.trouble if self._past is not None else None

    async def copies(self) -> AsyncGenerator[Copy, None]:
        """Yield what may be copies: the archive first, for the live page may have lost its links as the file has."""
        if self._past is not None:
            async for copy in self._past.copies():
                yield copy
        async for copy in self._site.copies(self._past.known if self._past is not None else ()):
            yield copy

    async def of_named(self, named: Sequence[Document | str]) -> AsyncGenerator[Copy, None]:
        """Yield the copies that a person named; of a URL that is gone what the archive has of it."""
        for one in named:
            if isinstance(one, Document):
                page = await self._means.reader(PAGE, read_named, one)
                yield Copy(one.uri, OLDER_CAPTURE, page)
                continue
            copy = await self._site.open(one)
            if copy is not None:
                archived = archived_original(one)
                yield copy if archived is None else replace(copy, how=OLDER_CAPTURE, timestamp=archived[0])
                continue
            older = None
            if self._past is not None:
                async for older in self._past.of_address(unwrapped(one)):
                    yield older
            if older is None:
                raise InputError(f"{redact(one)}: cannot be read as a copy of the article")

    def with_how(self, copy: Copy) -> Copy:
        """Say of a copy at a site that the article names as another's that it is a syndicated one."""
        elsewhere = self._sought.elsewhere
        url = copy.page.url if is_web(copy.page.url) else copy.url
        is_theirs = url in elsewhere or authority(url) in elsewhere or authority(url).removeprefix("www.") in elsewhere
        return replace(copy, how=SYNDICATED_COPY) if is_theirs and copy.how in (LIVE_ORIGINAL, OLDER_CAPTURE) else copy


def read_named(document: Document) -> Page:
    """Read a copy in a file, whose own address says what its links are relative to. Raises InputError."""
    if detect_format(document).name != "html":
        return read_copy(document)
    page = read_page(document.body, document.charset, document.base_url)
    if page.canonical is None or is_web(document.base_url):
        return page
    return read_page(document.body, document.charset, page.canonical)
