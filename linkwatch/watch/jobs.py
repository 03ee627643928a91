"""What a daemon does when it wakes. Each method is one wake of one job.

What is due stands in the database, so a wake that is missed, cut off or killed loses nothing, and the next does what
is left.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from linkwatch.articles.sources import SourceSpec
from linkwatch.articles.sources.tracking import trackable
from linkwatch.articles.tracked_reader import Client as ReadingClient
from linkwatch.check.control import Client as CheckingClient
from linkwatch.check.crew import Hands
from linkwatch.check.pipeline import Pipeline, exclusion
from linkwatch.config import Settings, SourceSettings
from linkwatch.errors import ArchiveKeysError, OutageError, StoreBusyError
from linkwatch.judge import longest_wait
from linkwatch.keep.due import keepers_for, save_due
from linkwatch.keep.keeper import Keeper
from linkwatch.keep.seek import Finder, Mover, seek_due
from linkwatch.model import Status
from linkwatch.notify.tell import tell
from linkwatch.reading import Reader
from linkwatch.store import SourceEntry, Store, only_saver
from linkwatch.watch.asked_of_links import Means
from linkwatch.watch.inbox import InboxWorker
from linkwatch.watch.registries import Registries
from linkwatch.watch.scans import Scans
from linkwatch.watch.tidy import tidy

_log = logging.getLogger(__name__)

_MOST_OF_ROUND = 5000  # links, for each process that looks at them
_MOST_OF_HOST = 200  # links of one host in one round
_ARCHIVE_SECONDS = 900.0  # of one wake
_TIDY_SECONDS = 900.0
_ASKED_AT_ONCE = 100  # links in hand of those that archives are asked about, or asked to keep
_ROUND_SECONDS = 30.0  # after that a round begins no link, so that what became due meanwhile comes into the next one
_CHECK_SECONDS = 300.0  # after that a wake begins no more, so that what became due meanwhile gets its turn


class Client(CheckingClient, ReadingClient, Protocol):
    """The live web."""


class Monitor(Protocol):
    """Is told how checking goes."""

    def paused(self, reason: str | None) -> None:
        """Checking pauses for this reason; None: it goes on."""

    def looked(self, status: Status) -> None:
        """One link has been looked at."""


class Jobs:
    """The work of one configuration. path: of the store's database. enough: says that wakes are to end soon.

    crew: looks at links in processes of its own; None where none does. mover: finds where pages are now, likewise.
    """

    def __init__(
        self,
        store: Store,
        path: Path,
        settings: Settings,
        client: Client,
        finder: Finder,
        keepers: Sequence[Keeper],
        reader: Reader,
        monitor: Monitor,
        now: Callable[[], datetime],
        enough: Callable[[], bool],
        *,
        crew: Hands | None = None,
        mover: Mover | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._crew = crew
        self._mover = mover
        self._store = store
        self._path = path
        self._settings = settings
        self._client = client
        self._finder = finder
        self._keepers = keepers
        self._reader = reader
        self._monitor = monitor
        self._now = now
        self._enough = enough
        self._monotonic = monotonic
        self._excluded = exclusion(settings.check)
        means = Means(path, store, settings, client, keepers, reader, now, enough, patient=True, looked=monitor.looked)
        self._inbox = InboxWorker(means, monotonic=monotonic)
        self._registries = Registries(store.registrations, client, settings.risk.rdap_bootstrap, now, enough, monotonic)
        self._scans = Scans(store, settings, client, reader, now, enough, self._excluded)
        self._outage: str | None = None

    async def begin(self) -> None:
        """Bring the database in line with the settings."""
        entries = [_entry(source) for source in self._settings.sources]
        await self._store.sources.call(self._store.sources.sync, entries, self._now())
        await self._store.rounds.call(self._store.rounds.end_exclusions, self._excluded, self._now())

    async def end(self) -> None:
        """Cut off the scans and the work of the inbox that are still going on."""
        await self._inbox.end()
        await self._scans.end()

    # --- inbox

    async def act(self) -> None:
        """Begin what people ask for on the pages; what takes long goes on beside."""
        await self._inbox.wake()

    async def act_all(self) -> None:
        """Do what people ask for on the pages, and wait for the end."""
        await self._inbox.finish()

    # --- scan

    async def scan(self) -> None:
        """Begin to read the sources that are due; a slow one holds up no other, and no later wake."""
        await self._scans.begin(self._settings.schedule.scan)

    async def scan_all(self) -> None:
        """Read every source, and wait for the end."""
        await self._scans.begin(0)
        await self._scans.wait()

    # --- check

    async def check(self) -> int:
        """Look at links that are due, round after round for some minutes; return how many were looked at."""
        await self._store.rounds.call(self._store.rounds.clear_cut_off, self._now())
        await self._store.marks.call(self._store.marks.end_due, self._now())
        await self._store.rounds.call(
            self._store.rounds.bring_forward, self._now(), longest_wait(self._settings.recheck)
        )
        until = self._monotonic() + _CHECK_SECONDS
        looked_at = 0
        while self._monotonic() < until and (links := await self._round(until)):
            looked_at += links
            if self._outage:
                break
        return looked_at

    async def _round(self, until: float) -> int:
        """Look at some of the links that are due, beginning none after `until` or some seconds; return how many."""
        until = min(until, self._monotonic() + _ROUND_SECONDS)
        run_id = await self._store.rounds.call(
            self._store.rounds.begin,
            self._now(),
            most=_MOST_OF_ROUND * (1 if self._crew is None else len(self._crew)),
            most_of_host=_MOST_OF_HOST,
            excluded=self._excluded,
        )
        if run_id is None:
            return 0
        tally = _Tally(self._monitor)
        pipeline = Pipeline(
            run_id,
            self._store,
            self._client,
            self._settings,
            self._now,
            tally,
            self._reader,
            crew=self._crew,
            patient=True,
            to_save=self._is_to_be_saved,
            enough=lambda: self._enough() or self._monotonic() > until,
        )
        complete = False
        try:
            complete = await pipeline.check()
            self._note_outage(None)
        except OutageError as error:
            self._note_outage(str(error))
        finally:
            await self._store.rounds.call(self._store.rounds.end, run_id, self._now(), complete=complete)
        if tally.counts:
            counts = {str(status): number for status, number in sorted(tally.counts.items())}
            _log.info("links looked at", extra={"links": tally.counts.total(), **counts})
        return tally.counts.total()

    def _note_outage(self, reason: str | None) -> None:
        if reason and not self._outage:
            _log.warning("checking pauses: nothing that is seen can be believed", extra={"reason": reason})
        elif self._outage and not reason:
            _log.info("checking goes on")
        self._outage = reason
        self._monitor.paused(reason)

    @property
    def outage(self) -> str | None:
        """Why checking pauses, or what the machine lacks for reading a source; None where neither is so."""
        return self._outage or self._scans.lack

    # --- archive, notify, tidy

    async def archive(self) -> None:
        """Ask archives for the copies that are needed, have copies made of what is there, and ask registries."""
        until = self._monotonic() + _ARCHIVE_SECONDS

        def enough() -> bool:
            return self._enough() or self._monotonic() > until

        works = [self._seek(enough)] if self._settings.archive.find else []
        works += [self._ask_registries()] if self._settings.risk.rdap else []
        works += [self._save(enough)] if self._settings.archive.save != "never" else []
        for outcome in await asyncio.gather(*works, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome

    async def _seek(self, enough: Callable[[], bool]) -> None:
        settings = self._settings.archive
        found = await seek_due(
            self._store.snapshots,
            self._finder,
            settings,
            self._now,
            limit=_ASKED_AT_ONCE,
            enough=enough,
            mover=self._mover,
        )
        if found:
            _log.info("archives asked", extra={"links": found})

    async def _ask_registries(self) -> None:
        asked = await self._registries.wake()
        if asked:
            _log.info("registries asked", extra={"domains": asked})

    async def _save(self, enough: Callable[[], bool]) -> None:
        settings = self._settings.archive
        try:
            with only_saver(self._path):
                kept = await save_due(
                    self._store.saves, self._keepers, settings, self._now, limit=_ASKED_AT_ONCE, enough=enough
                )
        except StoreBusyError as error:
            _log.info("saving waits", extra={"reason": str(error)})
            return
        if kept.ended:
            _log.info("copies made or refused", extra={"links": kept.ended})
        for reason in kept.stopped:
            _log.warning("no more pages are saved for now: %s", reason)
        for problem in kept.errors:
            if not isinstance(problem, ArchiveKeysError):
                raise problem
            _log.error("nothing is saved at the archive", extra={"error": str(problem)})

    async def notify(self) -> None:
        """Tell what changed."""
        told = await tell(self._store.outbox, self._store.feed, self._settings.notify, self._now())
        for error in told.errors:
            _log.warning("not told", extra={"error": error})
        if told.sent or told.dropped:
            _log.info("told", extra={"sent": told.sent, "dropped": told.dropped, "waiting": told.waiting})

    async def tidy(self) -> None:
        """Count the day's statuses and thin old looks, once a day; what takes long goes on with the next wake."""
        until = self._monotonic() + _TIDY_SECONDS
        tidied = await tidy(
            self._store.upkeep,
            self._settings.database.retention,
            self._now(),
            enough=lambda: self._enough() or self._monotonic() > until,
        )
        if tidied is not None:
            told = {"looks": tidied.looks, "made_small": tidied.made_small}
            _log.info("tidied", extra={**told, "rounds": tidied.rounds, "pages": tidied.pages})

    def _is_to_be_saved(self, url: str) -> bool:
        return self._settings.archive.save != "never" and bool(keepers_for(self._keepers, url, Status.ALIVE))


def _entry(source: SourceSettings) -> SourceEntry:
    spec = trackable(SourceSpec(source.kind, source.location))
    return SourceEntry(spec.kind, spec.location, source.name)


class _Tally:
    """Counts what a round settles."""

    def __init__(self, monitor: Monitor) -> None:
        self.counts: Counter[Status] = Counter()
        self._monitor = monitor

    def planned(self, links: int) -> None:
        """A round's size is of no interest: it is bounded."""

    def settled(self, status: Status) -> None:
        """One link has its verdict."""
        self.counts[status] += 1
        self._monitor.looked(status)

    def seeking(self, asked: int, answered: int) -> None:
        """No archive is asked in a round."""
