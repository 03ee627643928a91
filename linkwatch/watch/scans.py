"""Reading the sources that a daemon tracks, several at once: each is a task that outlives the wake that began it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from linkwatch.articles.scan import Scanner
from linkwatch.articles.sources import SourceSpec
from linkwatch.articles.sources.choosing import rules_of
from linkwatch.articles.sources.register import open_source
from linkwatch.articles.tracked_reader import Client, TrackedReader
from linkwatch.config import Settings
from linkwatch.errors import StoreError, UsageError
from linkwatch.lacks import as_lack
from linkwatch.model import Unreadable
from linkwatch.reading import Reader
from linkwatch.store import Store, TrackedSource

_log = logging.getLogger(__name__)

_SOURCES_AT_ONCE = 4
_LONGEST_SCAN = 3600.0  # seconds for one source: what it did not yield by then, it yields another time


class Scans:
    """The sources that are being read. enough: says that none is to be begun. excluded: links that are not followed."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        client: Client,
        reader: Reader,
        now: Callable[[], datetime],
        enough: Callable[[], bool],
        excluded: Callable[[str], bool],
    ) -> None:
        self._store = store
        self._extract = settings.extract
        self._every = settings.schedule.scan
        self._client = client
        self._reader = reader
        self._now = now
        self._enough = enough
        self._excluded = excluded
        self.lack: str | None = None  # what the machine lacked, so that a source could not be read
        self._scanning: dict[int, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(_SOURCES_AT_ONCE)

    async def begin(self, interval: float) -> None:
        """Begin to read the sources that were not read for so many seconds; a slow one holds up no other."""
        for tracked in await self._store.sources.call(self._store.sources.due, interval, self._now()):
            if tracked.id not in self._scanning:
                task = asyncio.create_task(self._scan(tracked), name=f"scan {tracked.entry.location}")
                self._scanning[tracked.id] = task
                task.add_done_callback(partial(self._forget_scan, tracked.id))

    async def wait(self) -> None:
        """Wait until all that was begun has ended."""
        await asyncio.gather(*self._scanning.values())

    async def end(self) -> None:
        """Cut off what is still going on."""
        for task in self._scanning.values():
            task.cancel()
        await asyncio.gather(*self._scanning.values(), return_exceptions=True)

    def _forget_scan(self, source_id: int, _: asyncio.Task[None]) -> None:
        del self._scanning[source_id]

    async def _scan(self, tracked: TrackedSource) -> None:
        location = tracked.entry.location
        async with self._places:
            if self._enough():
                return
            try:
                await self._read_source(tracked)
            except UsageError as error:  # of a kind that is here no more
                _log.warning("source not scanned", extra={"source": location, "error": str(error)})
                await self._give_up(tracked, str(error))
            except StoreError as error:  # nor could it be noted: the next wake tries again
                _log.error("source not scanned", extra={"source": location, "error": str(error)})
            except Exception as error:  # noqa: BLE001 - a fault of ours must not be met again with every wake
                if (lack := as_lack(error)) is not None:
                    self.lack = str(lack)
                    _log.error("source not scanned", extra={"source": location, "error": self.lack})
                    await self._give_up(tracked, f"{location}: {lack}")
                    return
                _log.exception("source not scanned", extra={"source": location})
                await self._give_up(tracked, f"{location}: internal error: {type(error).__name__}")

    async def _read_source(self, tracked: TrackedSource) -> None:
        entry, every = tracked.entry, self._every
        extract, store, now = self._extract, self._store, self._now
        read_url = TrackedReader(store.articles, store.sources, self._client, tracked, every, now, extract.wanted)
        spec = SourceSpec(entry.kind, entry.location)
        source = open_source(
            spec, read_url, self._reader, None, rules_of(extract), excludes=self._excluded, crawled=read_url
        )
        scanner = Scanner(
            store.articles,
            store.sources,
            now,
            _Unwatched(),
            self._reader,
            fragments=extract.fragments,
            excludes=self._excluded,
            wanted=extract.wanted,
        )
        try:
            async with asyncio.timeout(_LONGEST_SCAN):
                scanned = await scanner.scan_tracked(source, tracked)
        except TimeoutError:
            _log.warning("source not read to its end", extra={"source": entry.location})
            minutes = f"{_LONGEST_SCAN / 60:.0f} minutes"
            await self._give_up(tracked, f"{entry.location}: not read to its end within {minutes}")
            return
        if scanned.changed or scanned.unchanged:
            await read_url.tidy()
        facts = {name: getattr(scanned, name) for name in ("changed", "moved", "unchanged", "unreadable", "removed")}
        level = logging.WARNING if scanned.first_trouble else logging.INFO
        _log.log(level, "source scanned", extra={"source": entry.location, **facts, "error": scanned.first_trouble})

    async def _give_up(self, tracked: TrackedSource, error: str) -> None:
        """End a scan that broke off: the source is read again when it is due again."""
        try:
            await self._store.sources.call(
                self._store.sources.end_scan, tracked.id, error, self._now(), forget_unseen=False
            )
        except StoreError as problem:
            _log.error("source not scanned", extra={"source": tracked.entry.location, "error": str(problem)})


class _Unwatched:
    """Takes no notice: what a scan came to is told at its end."""

    def reading(self, uri: str) -> None:
        """An article is being read."""

    def unreadable(self, problem: Unreadable) -> None:
        """An article cannot be read: the database says so."""
