"""The daemon put together: which concrete tools its jobs work with, and what signals do to it."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from linkwatch import sources
from linkwatch.app import reader_of, utc_now
from linkwatch.config import Settings
from linkwatch.daemon import Daemon, Stop
from linkwatch.errors import ConfigError
from linkwatch.jobs import Jobs
from linkwatch.sources.tracking import detect
from linkwatch.store import SourceEntry, Store, StoreThread, only_daemon

_log = logging.getLogger(__name__)

_BUSY_SECONDS = 3.0  # that the store's thread waits for a lock: a daemon must be able to end meanwhile
_LOCK_PATIENCE = 120.0  # seconds that a wake waits for another process's lock


async def run_daemon(
    path: Path, settings: Settings, reload: Callable[[], Settings], *, once: bool, now: Callable[[], datetime] = utc_now
) -> str | None:
    """Watch until SIGTERM, or for one pass; return why a pass could not be trusted, None if it can.

    reload: reads the settings again (SIGHUP); what it raises as ConfigError leaves the old ones in force.
    """
    in_store = StoreThread(_LOCK_PATIENCE)
    monitor = _Quiet()
    with only_daemon(path), Store.open(path, busy_timeout=_BUSY_SECONDS) as store:
        try:
            if once:
                async with _jobs(store, in_store, path, settings, monitor, now, Stop()) as jobs:
                    await Daemon(jobs, settings, monitor, now).run_once()
                return jobs.outage
            await _run_until_stopped(store, in_store, path, settings, monitor, reload, now)
        finally:
            in_store.close()
    return None


async def _run_until_stopped(
    store: Store,
    in_store: StoreThread,
    path: Path,
    settings: Settings,
    monitor: "_Quiet",
    reload: Callable[[], Settings],
    now: Callable[[], datetime],
) -> None:
    loop = asyncio.get_running_loop()
    while True:
        stop = Stop()
        for number, act in ((signal.SIGTERM, stop.end), (signal.SIGINT, stop.end), (signal.SIGHUP, stop.reload)):
            loop.add_signal_handler(number, act)
        async with _jobs(store, in_store, path, settings, monitor, now, stop) as jobs:
            _log.info("watching", extra={"sources": len(list(store.iter_sources()))})
            await Daemon(jobs, settings, monitor, now).run(stop.asked)
        if stop.is_final:
            _log.info("ended")
            return
        settings = _reloaded(settings, reload)


def _reloaded(settings: Settings, reload: Callable[[], Settings]) -> Settings:
    try:
        new = reload()
    except ConfigError as error:
        _log.error("the settings stay as they were", extra={"error": str(error)})
        return settings
    if new.database.path != settings.database.path:
        _log.warning("another database needs a restart; the settings are in force otherwise")
    _log.info("settings read again")
    return new


class _Quiet:
    def job_started(self, name: str, at: datetime) -> None: ...
    def job_ended(self, name: str, at: datetime, error: str | None) -> None: ...
    def paused(self, reason: str | None) -> None: ...
    def looked(self, status: object) -> None: ...


@asynccontextmanager
async def _jobs(
    store: Store,
    in_store: StoreThread,
    path: Path,
    settings: Settings,
    monitor: _Quiet,
    now: Callable[[], datetime],
    stop: Stop,
) -> AsyncIterator[Jobs]:
    from linkwatch.archive import open_archives
    from linkwatch.fetch import WebClient
    from linkwatch.judge import read_page

    async with (
        WebClient(settings.check, read_page) as client,
        open_archives(settings.archive, settings.check.user_agent) as archives,
    ):
        yield Jobs(store, in_store, path, settings, client, archives, monitor, now, stop.asked.is_set)


async def add_sources(
    store: Store, settings: Settings, inputs: Sequence[str], name: str | None, *, now: Callable[[], datetime] = utc_now
) -> list[tuple[SourceEntry, bool]]:
    """Track these inputs from now on; return each with whether it is new.

    Raises UsageError for what cannot be tracked, InputError for a URL that does not answer now.
    """
    from linkwatch.fetch import WebClient

    entries = []
    async with WebClient(settings.check, None) as client:
        for text in inputs:
            spec = await detect(sources.parse_input(text), reader_of(client))
            entries.append(SourceEntry(spec.kind, spec.location, name))
    return [(entry, store.put_source(entry, "command", now())[1]) for entry in entries]
