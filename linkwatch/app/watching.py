"""The daemon, with real tools."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

from linkwatch.app import tools, utc_now
from linkwatch.config import Settings
from linkwatch.store import Store
from linkwatch.watch import service
from linkwatch.watch.daemon import DEFAULT_PAUSES, Pauses
from linkwatch.watch.service import Tools


async def run_daemon(
    path: Path,
    settings: Settings,
    reload: Callable[[], Settings],
    *,
    once: bool,
    now: Callable[[], datetime] = utc_now,
    pauses: Pauses = DEFAULT_PAUSES,
) -> str | None:
    """Watch with real tools; see `watch.service.run_daemon`."""
    async with tools.open_reader() as reader:

        def open_tools(settings: Settings, store: Store) -> AbstractAsyncContextManager[Tools]:
            return tools.watching_tools(settings, reader, store, now)

        return await service.run_daemon(path, settings, reload, open_tools, reader, once=once, now=now, pauses=pauses)
