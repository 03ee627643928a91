"""Which concrete classes the work is done with: the web, archives, keepers, processes that read and check.

Heavy parts are imported by the functions that need them, so that a command pays only for what it uses.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from linkwatch import urls
from linkwatch.archive import Archives, CapturedPage, Cited, Inspected
from linkwatch.check.crew import Crew, Hands, crew_of
from linkwatch.check.examining import few_at_once, page_reader
from linkwatch.check.messages import Pauses
from linkwatch.check.room import within_limits
from linkwatch.config import ArchiveSettings, CheckSettings, Settings
from linkwatch.keep.seek import Finder, Mover
from linkwatch.memory import give_back_what_is_freed
from linkwatch.reading import PAGE, Reader, preloads
from linkwatch.reading.process import usable_processors
from linkwatch.reading.workers import Workers
from linkwatch.store import ArchiveLimits, HostPauses, Store

if TYPE_CHECKING:
    from linkwatch.archive.limiter import SharedLimits
    from linkwatch.check.cluster import Cluster
    from linkwatch.fetch import WebClient
    from linkwatch.keep.keeper import Keeper
    from linkwatch.keep.warc import Client as CopyingClient
    from linkwatch.watch.service import Tools

_PAGES_AT_ONCE = 4  # given to the processes that read, for each that may compute: none of them is ever without work


def open_reader() -> AbstractAsyncContextManager[Reader]:
    """Open what reads content from outside, once for a whole process."""
    return Workers(preload=preloads.PAGES)


def hands_of(check: CheckSettings, pauses: Pauses, *, keeps_open: bool, remembered: bool) -> "Crew | Cluster | None":
    """Return who is to look at links beside this process, None for nobody. pauses: those that outlive them.

    keeps_open, remembered: as for a Crew. Raises ConfigError if Dask is wanted and missing.
    """
    from linkwatch.fetch import WebClient

    if check.scheduler is None:
        return crew_of(check, WebClient, pauses, keeps_open=keeps_open, remembered=remembered)
    from linkwatch.check.cluster import Cluster

    return Cluster(check, WebClient, pauses, remembered=remembered)


@dataclass(frozen=True, slots=True)
class Checking:
    """What an audit works with: the web, who reads, the archives if they are asked, who checks beside."""

    client: "WebClient"
    reader: Reader
    finder: Finder | None
    mover: Mover | None
    crew: Hands | None


@asynccontextmanager
async def checking_tools(
    settings: Settings,
    store: Store,
    now: Callable[[], datetime],
    pausing: Callable[[str, float, float], None],
    *,
    remembered: bool,
) -> AsyncIterator[Checking]:
    """Open what an audit works with.

    remembered: looks are compared with earlier ones. pausing: is told which host asked for a pause, of how many
    seconds, and how many are waited at most.
    """
    async with AsyncExitStack() as stack:
        give_back_what_is_freed()
        check, keeps_open = within_limits(settings.check)
        reader = await stack.enter_async_context(open_reader())
        from linkwatch.fetch import WebClient  # while the process that reads makes itself ready

        reading = few_at_once(page_reader(reader, remembered=remembered), _PAGES_AT_ONCE * usable_processors())
        longest = check.retry_after_max
        pauses = _ToldPauses(HostPauses(store.politeness, now), lambda host, asked: pausing(host, asked, longest))
        client = await stack.enter_async_context(WebClient(check, reading, pauses=pauses, keeps_open=keeps_open))
        finder: Finder | None = None
        mover: Mover | None = None
        if settings.archive.find:
            from linkwatch.app.moving import mover_of

            limits = ArchiveLimits(store.politeness, now)
            opening = open_archives(settings.archive, settings.check.user_agent, reader, limits)
            archives = await stack.enter_async_context(opening)
            finder, mover = archives.finder, mover_of(settings, client, reader, archives)
        crew = hands_of(check, pauses, keeps_open=keeps_open, remembered=remembered)
        if crew is not None:
            await stack.enter_async_context(crew)
        yield Checking(client, reader, finder, mover, crew)


class _ToldPauses:
    """Pauses of hosts that are told of when they are met, too."""

    def __init__(self, kept: HostPauses, tell: Callable[[str, float], None]) -> None:
        self._kept = kept
        self._tell = tell

    async def known(self) -> Mapping[str, float]:
        """Return who is to be left alone, and for how many seconds."""
        return await self._kept.known()

    async def keep(self, authority: str, seconds: float, reason: str) -> None:
        """Keep a pause for those who come later."""
        self._tell(authority, seconds)
        await self._kept.keep(authority, seconds, reason)


@asynccontextmanager
async def watching_tools(
    settings: Settings, reader: Reader, store: Store, now: Callable[[], datetime]
) -> AsyncIterator["Tools"]:
    """Open what a daemon works with by these settings."""
    from linkwatch.app.moving import mover_of
    from linkwatch.fetch import PATIENCE, WebClient
    from linkwatch.watch.service import Tools

    give_back_what_is_freed()
    check, keeps_open = within_limits(settings.check)
    check = check.model_copy(update={"retry_after_max": PATIENCE})  # a daemon need not wait: it comes again
    limits, pauses = ArchiveLimits(store.politeness, now), HostPauses(store.politeness, now)
    reading = few_at_once(page_reader(reader), _PAGES_AT_ONCE * usable_processors())
    async with (
        WebClient(check, reading, pauses=pauses, keeps_open=keeps_open) as client,
        open_archives(settings.archive, settings.check.user_agent, reader, limits) as archives,
        AsyncExitStack() as stack,
    ):
        crew = hands_of(check, pauses, keeps_open=keeps_open, remembered=True)
        if crew is not None:
            await stack.enter_async_context(crew)
        keepers = keepers_of(settings.archive, client, archives)
        mover = mover_of(settings, client, reader, archives)
        yield Tools(client, archives.finder, keepers, crew, mover)


@asynccontextmanager
async def open_archives(
    settings: ArchiveSettings, user_agent: str, reader: Reader, shared: "SharedLimits | None" = None
) -> AsyncIterator[Archives]:
    """Open the archives for all tasks of the process: whatever is asked of one server shares its limits and pauses.

    reader: looks at what was captured. shared: what other processes share with this one, None for nothing. May stay
    open as long as the process lives.
    """
    from linkwatch.archive.find import Finder
    from linkwatch.archive.inspection import inspect as inspect_page
    from linkwatch.archive.register import open_all, open_wayback
    from linkwatch.archive.save_page_now import SavePageNow
    from linkwatch.archive.transport import Transport

    doors: dict[str, Transport] = {}
    one_at_a_time = asyncio.Lock()  # or a server would get two doors, with limits of their own
    async with AsyncExitStack() as stack:

        async def door(address: str) -> Transport:
            server = urls.authority(address)
            async with one_at_a_time:
                if server not in doors:
                    pace = settings.requests_per_minute
                    doors[server] = await stack.enter_async_context(
                        Transport(address, user_agent=user_agent, requests_per_minute=pace, shared=shared)
                    )
            return doors[server]

        save_url, keys = settings.save_url, (settings.access_key, settings.secret_key)
        archives = await open_all(settings, door)
        saver = None
        if keys[0] is not None and keys[1] is not None:
            saver = SavePageNow(await door(save_url), save_url, keys[0], keys[1], shared=shared)

        async def inspect(page: CapturedPage, cited: Cited) -> Inspected:
            return await reader(PAGE, inspect_page, page, cited)

        wayback = await open_wayback(settings, door)
        yield Archives(Finder(archives, inspect=inspect), wayback, wayback, saver)


def keepers_of(settings: ArchiveSettings, client: "CopyingClient", archives: Archives) -> list["Keeper"]:
    """Return who keeps pages by these settings."""
    from linkwatch.keep.warc import WarcKeeper
    from linkwatch.keep.wayback import WaybackKeeper

    keepers: list[Keeper] = [] if settings.warc is None else [WarcKeeper(client, settings.warc, settings.warc_shelf)]
    if archives.saver is not None:
        keepers.append(WaybackKeeper(archives.saver, archives.index, settings))
    return keepers
