"""The daemon's life: what signals do to it, and how new settings take the place of old ones."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from linkwatch.check.crew import Hands
from linkwatch.config import Settings
from linkwatch.errors import ConfigError, LinkwatchError, UsageError
from linkwatch.keep.keeper import Keeper
from linkwatch.keep.seek import Finder, Mover
from linkwatch.model import Census
from linkwatch.reading import Budget, Reader
from linkwatch.store import Store, only_daemon, take_census
from linkwatch.watch.daemon import Daemon, Pauses, Stop
from linkwatch.watch.jobs import Client, Jobs
from linkwatch.watch.monitor import Monitor

_log = logging.getLogger(__name__)

_BUSY_SECONDS = 1.0  # that the store's thread waits for a lock: a daemon must be able to end meanwhile
_LOCK_PATIENCE = 120.0  # seconds that a wake waits for another process's lock
_COUNTING_SECONDS = 30.0
_COUNTING = Budget(cpu=60, wall=60, waits=True)  # beyond that, counting does not end by itself


@dataclass(frozen=True, slots=True)
class Tools:
    """What jobs work with by one set of settings.

    crew: looks at links in processes of their own, None if none does. mover: finds where pages are now, None if nobody
    wants to know.
    """

    client: Client
    finder: Finder
    keepers: Sequence[Keeper]
    crew: Hands | None = None
    mover: Mover | None = None


OpenTools = Callable[[Settings, Store], AbstractAsyncContextManager[Tools]]


@dataclass(frozen=True, slots=True)
class _Home:
    """What stays while the settings change."""

    path: Path
    store: Store
    monitor: Monitor
    open_tools: OpenTools
    reader: Reader
    now: Callable[[], datetime]
    pauses: Pauses


async def run_daemon(
    path: Path,
    settings: Settings,
    reload: Callable[[], Settings],
    open_tools: OpenTools,
    reader: Reader,
    *,
    once: bool,
    now: Callable[[], datetime],
    pauses: Pauses,
) -> str | None:
    """Watch until SIGTERM, or for one pass; return why a pass could not be trusted, None if it can.

    reload: reads the settings again (SIGHUP); what it raises as ConfigError leaves the old ones in force. Raises
    ConfigError for settings that cannot be used, StoreBusyError beside another daemon, StoreError.
    """
    _check(settings)
    stop = Stop()
    _listen_to_signals(stop)
    with only_daemon(path), Store.open(path, busy_timeout=_BUSY_SECONDS, patience=_LOCK_PATIENCE) as store:
        home = _Home(path, store, Monitor(), open_tools, reader, now, pauses)
        if once:
            return await _run_once(home, settings, stop)
        await _run_until_stopped(home, settings, reload, stop)
    return None


async def _run_once(home: _Home, settings: Settings, stop: Stop) -> str | None:
    async with _jobs(home, settings, stop) as jobs:
        await Daemon(jobs, settings, home.monitor, home.now, home.pauses).run_once(stop.asked)
    return "it was interrupted" if stop.asked.is_set() else jobs.outage


async def _run_until_stopped(home: _Home, settings: Settings, reload: Callable[[], Settings], stop: Stop) -> None:
    good: Settings | None = None
    while not stop.is_final:
        try:
            await _watch(home, settings, stop)
        except (ConfigError, UsageError) as error:
            if good is None or settings is good:
                raise
            settings = _kept(good, error)
            continue
        good = settings
        if not stop.is_final:
            settings = _reloaded(settings, reload)
            stop = Stop()
            _listen_to_signals(stop)
    _log.info("ended")


async def _watch(home: _Home, settings: Settings, stop: Stop) -> None:
    """Watch by these settings. Raises ConfigError or UsageError, before anything is done, where they cannot be used."""
    async with _jobs(home, settings, stop) as jobs, _server(home, settings):
        daemon = Daemon(jobs, settings, home.monitor, home.now, home.pauses)
        home.monitor.scheduled(daemon.intervals)
        _log.info("watching", extra={"database": str(home.path)})
        await daemon.run(stop.asked)


def _listen_to_signals(stop: Stop) -> None:
    loop = asyncio.get_running_loop()
    for number, act in ((signal.SIGTERM, stop.end), (signal.SIGINT, stop.end), (signal.SIGHUP, stop.reload)):
        loop.add_signal_handler(number, act)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})  # one that came too early is heard now


def _reloaded(settings: Settings, reload: Callable[[], Settings]) -> Settings:
    try:
        new = reload()
        _check(new)
    except ConfigError as error:
        return _kept(settings, error)
    if new.database.path != settings.database.path:
        _log.warning("another database needs a restart; the other settings are in force")
    _log.info("settings read again")
    return new


def _kept(settings: Settings, error: LinkwatchError) -> Settings:
    _log.error("the settings stay as they were", extra={"error": str(error)})
    return settings


def _check(settings: Settings) -> None:
    """Raise ConfigError for what would only come out when a job wakes."""
    from linkwatch.notify.register import check_targets

    check_targets(settings.notify.urls)


@asynccontextmanager
async def _jobs(home: _Home, settings: Settings, stop: Stop) -> AsyncIterator[Jobs]:
    async with home.open_tools(settings, home.store) as tools:
        yield Jobs(
            home.store,
            home.path,
            settings,
            tools.client,
            tools.finder,
            tools.keepers,
            home.reader,
            home.monitor,
            home.now,
            stop.asked.is_set,
            crew=tools.crew,
            mover=tools.mover,
        )


@asynccontextmanager
async def _server(home: _Home, settings: Settings) -> AsyncIterator[None]:
    """Answer /healthz and its like, if the settings say where."""
    if settings.server.listen is None:
        yield
        return
    from linkwatch.report.atom import MOST_ENTRIES, changes_feed
    from linkwatch.watch.monitor.server import serve

    async def count() -> Census:
        return await home.reader(_COUNTING, take_census, home.path, home.now(), _COUNTING_SECONDS)

    async def write() -> None:
        await home.store.upkeep.call(home.store.upkeep.note_alive, home.now())

    async def changes() -> bytes:
        rows = await home.store.feed.call(home.store.feed.recent_changes, MOST_ENTRIES)
        return changes_feed(rows, self_url=None, now=home.now()).encode()

    async with serve(home.monitor, settings.server.listen, count=count, write=write, changes=changes) as addresses:
        _log.info("answering", extra={"addresses": ", ".join(addresses)})
        yield
