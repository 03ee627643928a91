"""The web as it is read for one tracked source, again and again: only what may have changed is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from linkwatch.articles.sources import WebPage
from linkwatch.evidence import NOT_MODIFIED, Validators
from linkwatch.model import MAX_DOCUMENT_BYTES, ONLY_LINKS, Wanted
from linkwatch.store import Articles, CrawledPage, ListPage, Reading, Sources, TrackedSource
from linkwatch.urls import redact

_YOUNG = 0.1  # an article is read again when a tenth of its age has passed: the older, the less it is edited
_LONGEST_REST = timedelta(days=30)


class Client(Protocol):
    """The live web, as far as reading documents needs it."""

    async def read_document(self, url: str, *, most: int, validators: Validators | None = None) -> WebPage:
        """Read a page whole; raises InputError."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that was not asked for, or not sent again."""

    url: str
    status: int
    media_type: str | None = None
    charset: str | None = None
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None


class TrackedReader:
    """Reads the web for one tracked source, asking only for what may have changed.

    A list (feed, sitemap) that has not changed is taken from the store; of a website's pages it is known where they
    led. An article that was read lately for its age is not asked for. every: seconds between two scans of the source.
    wanted: what is read of articles.
    """

    def __init__(
        self,
        articles: Articles,
        sources: Sources,
        client: Client,
        tracked: TrackedSource,
        every: float,
        now: Callable[[], datetime],
        wanted: Wanted = ONLY_LINKS,
    ) -> None:
        self._articles = articles
        self._sources = sources
        self._client = client
        self._tracked = tracked
        self._every = every
        self._now = now
        self._wanted = wanted.name
        self._used: set[str] = set()

    async def __call__(self, url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        """Fetch a page; an article that is as it was read last has the status 304."""
        return await (self._read_list(url, most) if is_list else self._read_article(url, most))

    async def fetch(self, url: str, *, most: int) -> tuple[WebPage, str]:
        """Fetch a website's page; with the status 304 comes where it led when it was sent last."""
        self._used.add(redact(url))
        known = await self._sources.call(self._sources.crawled_page, self._tracked.id, redact(url))
        validators = Validators(known.etag, known.last_modified) if known else None
        page = await self._client.read_document(url, most=most, validators=validators)
        return page, known.leads if known else ""

    async def keep(self, url: str, page: WebPage, leads: str) -> None:
        """Keep where a website's page leads, if its server can be asked whether it is as it was."""
        if page.etag or page.last_modified:
            kept = CrawledPage(page.etag, page.last_modified, leads)
            await self._sources.call(self._sources.keep_crawled_page, self._tracked.id, redact(url), kept)

    async def is_as_read(self, uri: str, digest: str) -> bool:
        """Note that an article has this body still; False where it is to be read again."""
        how = (self._tracked.id, uri, digest, self._now(), self._wanted)
        return await self._articles.call(self._articles.note_unchanged, *how)

    async def is_article(self, uri: str) -> bool:
        """Tell whether the source has this article, as far as is known."""
        return await self._articles.call(self._articles.is_there, self._tracked.id, uri)

    async def forget(self, url: str) -> None:
        """Forget where a website's page led."""
        await self._sources.call(self._sources.forget_crawled_page, self._tracked.id, redact(url))

    async def tidy(self) -> None:
        """Forget what is kept of lists and pages that were not asked for."""
        await self._sources.call(self._sources.keep_only, self._tracked.id, self._used)

    async def _read_list(self, url: str, most: int) -> WebPage:
        self._used.add(redact(url))
        known = await self._sources.call(self._sources.list_page, self._tracked.id, redact(url))
        validators = Validators(known.etag, known.last_modified) if known else None
        page = await self._client.read_document(url, most=most, validators=validators)
        if page.status == NOT_MODIFIED and known is not None:
            return _Page(page.url, 200, known.media_type, known.charset, known.body)
        if page.status == 200 and (page.etag or page.last_modified):
            kept = ListPage(page.etag, page.last_modified, page.media_type, page.charset, page.body)
            await self._sources.call(self._sources.keep_list_page, self._tracked.id, redact(url), kept, self._now())
        return page

    async def _read_article(self, url: str, most: int) -> WebPage:
        last = await self._articles.call(self._articles.last_reading, self._tracked.id, redact(url), self._wanted)
        if last is None:
            return await self._client.read_document(url, most=most)
        if url != self._tracked.entry.location and self._rests(last):
            return _Page(url, NOT_MODIFIED)
        page = await self._client.read_document(url, most=most, validators=Validators(last.etag, last.last_modified))
        if page.status == NOT_MODIFIED:  # it was asked for, unlike one that rests
            await self._articles.call(
                self._articles.note_unchanged, self._tracked.id, redact(url), None, self._now(), self._wanted
            )
        return page

    def _rests(self, last: Reading) -> bool:
        if last.read_at is None or last.first_seen_at is None:
            return False
        rest = min((last.read_at - last.first_seen_at) * _YOUNG, _LONGEST_REST)
        if rest.total_seconds() < self._every:
            return False
        return last.read_at <= self._now() < last.read_at + rest
