"""`linkwatch browse` carries out itself what is asked for on its pages, where no daemon is at work."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from linkwatch.app import tools, utc_now
from linkwatch.check.pipeline import never
from linkwatch.config import Settings
from linkwatch.errors import LinkwatchError
from linkwatch.store import Store, daemon_is_at_work
from linkwatch.watch.asked_of_links import Means
from linkwatch.watch.inbox import InboxWorker

_log = logging.getLogger(__name__)

_PAUSE = 30.0  # seconds after which is looked whether a daemon has ended and left something behind
_BUSY_SECONDS = 1.0
_LOCK_PATIENCE = 60.0


async def act_where_no_daemon_does(
    path: Path, settings: Settings, asked: asyncio.Event, *, now: Callable[[], datetime] = utc_now
) -> None:
    """Carry out what is asked for, until this is cancelled. asked: is set when there is something new."""
    later: dict[int, float] = {}
    while True:
        try:
            if not daemon_is_at_work(path) and _something_waits(path, later):
                await _act(path, settings, later, now)
        except LinkwatchError as error:
            _log.error("what was asked for waits: %s", error)
        except Exception:  # noqa: BLE001 - a fault of ours must not end the pages
            _log.exception("what was asked for waits")
        with suppress(TimeoutError):
            async with asyncio.timeout(_PAUSE):
                await asked.wait()
        asked.clear()


def _something_waits(path: Path, later: Mapping[int, float]) -> bool:
    put_off = [wish_id for wish_id, at in later.items() if at > time.monotonic()]
    with Store.open(path, read_only=True, busy_timeout=_BUSY_SECONDS) as store:
        return bool(store.inbox.open(1, put_off))


async def _act(path: Path, settings: Settings, later: dict[int, float], now: Callable[[], datetime]) -> None:
    with Store.open(path, create=False, busy_timeout=_BUSY_SECONDS, patience=_LOCK_PATIENCE) as store:
        async with tools.open_reader() as reader, tools.watching_tools(settings, reader, store, now) as opened:
            client, keepers = opened.client, opened.keepers
            means = Means(path, store, settings, client, keepers, reader, now, enough=never, patient=False)
            worker = InboxWorker(means, later=later)
            try:
                await worker.finish()
            finally:
                await worker.end()
