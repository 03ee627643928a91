"""Reading articles into the store: an audit's inputs, and the sources that a daemon tracks.

for each document of the source:
    it is as it was read last            note that it is still there
    it can be read                       store the article, its citations, its links
    it cannot                            note why; what it cited before stands
what a complete reading did not find     is marked as removed, never deleted
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from linkwatch.articles.ahead import Ahead
from linkwatch.articles.extract import extract
from linkwatch.articles.sources import Found, Source, nothing_excluded
from linkwatch.errors import InputError, LinkwatchError, TooMuchWorkError
from linkwatch.evidence import Validators
from linkwatch.model import ONLY_LINKS, Article, Citation, Document, Target, Unchanged, Unreadable, Wanted
from linkwatch.reading import Reader, article_budget
from linkwatch.store import Articles, Sources, TrackedSource

_log = logging.getLogger(__name__)

_MOST_BYTES_AHEAD = 2**20  # few, for an article's citations may take a hundred times its bytes in memory
MOST_WAITING = 200_000
"""Citations, one more for each article, that are held at once of articles that may have moved: about 1 KB each."""


class Watcher(Protocol):
    """Is told how the reading goes on."""

    def reading(self, uri: str) -> None:
        """An article is being read."""

    def unreadable(self, problem: Unreadable) -> None:
        """An article cannot be read."""


@dataclass(slots=True)
class Scanned:
    """What reading a source came to, in articles. changed: read anew; moved: of these, those that have another address.

    first_trouble: for people.
    """

    changed: int = 0
    moved: int = 0
    unchanged: int = 0
    unreadable: int = 0
    removed: int = 0
    first_trouble: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """An article that was read. digest: of its document's body."""

    article: Article
    digest: str
    validators: Validators
    moved_to: str | None


_Understood = _Read | Unreadable | Unchanged | None  # None: its document is the one that was read last


class Scanner:
    """Reads sources into one store.

    reader: reads what they cite. run_id: the run that the articles are part of, None for a daemon. cited: is called
    with the targets of each article. fragments: keep which places in pages they lead to. excludes: says which of these
    are not looked for, by the addresses with their "#". wanted: what is read. most_waiting: see MOST_WAITING.
    """

    def __init__(
        self,
        articles: Articles,
        sources: Sources,
        now: Callable[[], datetime],
        watcher: Watcher,
        reader: Reader,
        run_id: int | None = None,
        cited: Callable[[Iterable[Target]], None] = lambda targets: None,
        *,
        fragments: bool = True,
        excludes: Callable[[str], bool] = nothing_excluded,
        wanted: Wanted = ONLY_LINKS,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._articles = articles
        self._sources = sources
        self._now = now
        self._watcher = watcher
        self._reader = reader
        self._run_id = run_id
        self._cited = cited
        self._fragments = fragments
        self._excludes = excludes
        self._waiting: list[_Read] = []  # until it is known whether they are articles that have moved
        self._held = 0
        self._most_waiting = most_waiting
        self._wanted = wanted

    async def scan(self, source: Source) -> None:
        """Read every article of a source. One that cannot be read stops no other."""
        await self._read_all(source, None)

    async def scan_tracked(self, source: Source, tracked: TrackedSource) -> Scanned:
        """Read what is new in a tracked source, and mark what it no longer has."""
        scanned = await self._read_all(source, tracked.id)
        forget_unseen = source.is_complete and not source.forgets
        await self._end_waiting(tracked.id, scanned, all_seen=forget_unseen)
        nothing_read = not scanned.changed and not scanned.unchanged
        error = scanned.first_trouble if not source.is_complete or nothing_read else None
        scanned.removed = await self._sources.call(
            self._sources.end_scan, tracked.id, error, self._now(), forget_unseen=forget_unseen
        )
        return scanned

    async def _read_all(self, source: Source, source_id: int | None) -> Scanned:
        scanned = Scanned()
        # aclosing: else a scan that is cut off leaves requests behind
        async with Ahead[_Understood](_MOST_BYTES_AHEAD) as ahead, aclosing(source.documents()) as documents:
            async for document in documents:
                size = len(document.body) if isinstance(document, Document) else 0
                ahead.add(self._understand(document, source_id), size)
                while ahead.is_full or ahead.has_result:
                    await self._note(await ahead.next(), source_id, scanned)
            while ahead:
                await self._note(await ahead.next(), source_id, scanned)
        return scanned

    async def _understand(self, found: Found, source_id: int | None) -> _Understood:
        """Read an article, unless it is as it was read last. Several are read at once."""
        problem = found if isinstance(found, Unreadable) else None
        if problem is not None and problem.instead is not None:
            found = problem.instead
        if not isinstance(found, Document):
            return found
        digest = hashlib.sha256(found.body).hexdigest()
        if source_id is not None and await self._articles.call(
            self._articles.note_unchanged, source_id, found.uri, digest, self._now(), self._wanted.name
        ):
            return None
        watched = source_id is not None
        if problem is not None and watched and await self._articles.call(self._articles.was_read, found.uri):
            return problem  # what its page cited stands, until that can be read again
        self._watcher.reading(found.uri)
        try:
            article = await read_article(found, self._reader, self._wanted)
        except InputError as error:
            return Unreadable(found.uri, str(error))
        except LinkwatchError:
            raise  # no article at all can be read here
        except Exception as error:  # noqa: BLE001 - a fault of ours in one article must not cost the others
            _log.error("an article could not be read: %s", found.uri, exc_info=True)
            return Unreadable(found.uri, f"{found.uri}: {type(error).__name__}")
        article = without_fragments(article, self._excludes if self._fragments else None)
        return _Read(article, digest, Validators(found.etag, found.last_modified), found.moved_to)

    async def _note(self, understood: _Understood, source_id: int | None, scanned: Scanned) -> None:
        """Store what was read, in the order of the source."""
        match understood:
            case None:
                scanned.unchanged += 1
            case Unchanged(uri):
                if source_id is not None:
                    await self._articles.call(self._articles.note_seen, source_id, uri)
                scanned.unchanged += 1
            case Unreadable():
                await self._note_unreadable(understood, source_id, scanned)
            case _Read(article):
                if article.left_out is not None:
                    self._watcher.unreadable(Unreadable(article.uri, article.left_out))
                    scanned.first_trouble = scanned.first_trouble or article.left_out
                self._cited(citation.target for citation in article.citations)
                scanned.changed += 1
                if await self._is_to_wait(understood, source_id):
                    self._waiting.append(understood)
                    self._held += 1 + len(article.citations)
                else:
                    await self._record(understood, source_id)

    async def _is_to_wait(self, read: _Read, source_id: int | None) -> bool:
        """Tell whether an article may be one that has moved. Where too many wait, it counts as another one."""
        if source_id is None or self._held >= self._most_waiting:
            return False
        return await self._articles.call(self._articles.may_have_moved, source_id, read.article.uri, read.digest)

    async def _record(self, read: _Read, source_id: int | None) -> None:
        how = (read.digest, self._now(), read.validators, read.moved_to, self._wanted.name)
        await self._articles.call(self._articles.record, self._run_id, source_id, read.article, *how)

    async def _end_waiting(self, source_id: int, scanned: Scanned, *, all_seen: bool) -> None:
        """Store the articles that may have moved, now that it is known which of the earlier ones are missed."""
        for read in self._waiting:
            uri, digest = read.article.uri, read.digest
            scanned.moved += await self._articles.call(
                self._articles.take_over, source_id, uri, digest, self._now(), by_content=all_seen
            )
            await self._record(read, source_id)
        self._waiting.clear()
        self._held = 0

    async def _note_unreadable(self, problem: Unreadable, source_id: int | None, scanned: Scanned) -> None:
        self._watcher.unreadable(problem)
        scanned.unreadable += 1
        scanned.first_trouble = scanned.first_trouble or problem.error
        if source_id is not None and problem.is_list:
            return  # no article, and the source tells of it
        await self._articles.call(self._articles.record_unreadable, self._run_id, source_id, problem, self._now())


def without_fragments(article: Article, excludes: Callable[[str], bool] | None = None) -> Article:
    """Leave out of an article which places in pages it leads to. excludes: says which of them; None: all."""
    citations = article.citations
    left_out = [
        citation.fragment is not None and (excludes is None or _is_place_excluded(citation, excludes))
        for citation in citations
    ]
    if not any(left_out):
        return article
    kept = (
        replace(citation, fragment=None) if is_left_out else citation
        for citation, is_left_out in zip(citations, left_out, strict=True)
        if not (is_left_out and citation.is_own)
    )
    return replace(article, citations=tuple(kept))


def _is_place_excluded(citation: Citation, excludes: Callable[[str], bool]) -> bool:
    """Tell whether it is the place that is excluded, and not the page."""
    url = citation.target.url
    return excludes(f"{url}#{citation.fragment}") and not excludes(url)


async def read_article(document: Document, reader: Reader, wanted: Wanted = ONLY_LINKS) -> Article:
    """Read what a document cites; see `extract`. Raises InputError, also for one that takes too long or too much."""
    try:
        return await reader(article_budget(len(document.body)), extract, document, spans=False, wanted=wanted)
    except TooMuchWorkError as error:
        raise InputError(f"{document.uri}: {error}; split it") from error
