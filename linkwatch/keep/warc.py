"""Keeps copies of pages in WARC files of one's own, while the pages are alive.

A copy is a save like any other: noted before it is made, and its end noted after. One that a killed run had begun is
made again, which costs the site a request and the files a revisit record. So does every copy cost a request beside the
look's: a look reads only as much of a page as it judges, a copy must be whole.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from linkwatch.archive.warc import ARCHIVE, MOST_BYTES, WarcFolder
from linkwatch.config import ArchiveSettings
from linkwatch.errors import InputError
from linkwatch.evidence import RecordedExchange
from linkwatch.store import InStore, Save, SaveEnd, Store
from linkwatch.threads import in_thread

_TRY_AGAIN = timedelta(hours=1)
_LONGEST_DELAY = timedelta(days=7)
_MOST_DOUBLINGS = 8
_PAGE = 100  # copies to be made that are read from the store at once


class Client(Protocol):
    """The live web, recorded."""

    async def record(self, url: str, most_bytes: int) -> Sequence[RecordedExchange]:
        """Ask for a page; raises InputError if none was sent."""


def _never() -> bool:
    return False


async def copy_pages(
    store: Store,
    in_store: InStore,
    client: Client,
    folder: Path,
    link_ids: Iterable[int],
    settings: ArchiveSettings,
    now: Callable[[], datetime],
) -> None:
    """Copy these links unless there is a recent copy, and those that an earlier run left open.

    folder: of the WARC files. Raises ConfigError, StoreError (see WarcFolder).
    """
    since = None if settings.save == "always" else now() - timedelta(seconds=settings.recent)
    await in_store(store.intend_saves, link_ids, ARCHIVE, now(), unless_since=since)
    await _copy_open(store, in_store, client, folder, now, _never)


async def copy_due(
    store: Store,
    in_store: InStore,
    client: Client,
    folder: Path,
    now: Callable[[], datetime],
    *,
    enough: Callable[[], bool],
) -> int:
    """Make the copies that `save.intend_due` noted, were put off until now or left open; return how many ended.

    Ends when nothing is due or `enough` says so. The caller holds `store.only_saver`. Raises as `copy_pages`.
    """
    due = await in_store(store.due_saves, ARCHIVE, now())
    await in_store(store.intend_saves, due, ARCHIVE, now())
    return await _copy_open(store, in_store, client, folder, now, enough)


async def _copy_open(
    store: Store,
    in_store: InStore,
    client: Client,
    path: Path,
    now: Callable[[], datetime],
    enough: Callable[[], bool],
) -> int:
    ended = 0
    last_id = 0
    waiting = await in_store(store.open_saves, ARCHIVE, now(), _PAGE)
    if not waiting or enough():
        return 0
    folder = WarcFolder(path, now())
    try:
        await in_thread(folder.open)
        while waiting:
            for save in waiting:
                if enough():
                    return ended
                await _copy(store, in_store, client, folder, save, now)
                ended += 1
            last_id = waiting[-1].id
            waiting = await in_store(store.open_saves, ARCHIVE, now(), _PAGE, last_id)
    finally:
        await in_thread(folder.close)
    return ended


async def _copy(
    store: Store, in_store: InStore, client: Client, folder: WarcFolder, save: Save, now: Callable[[], datetime]
) -> None:
    await in_store(store.go_on_with_save, save.id, None, now())
    try:
        exchanges = await client.record(save.url, MOST_BYTES)
    except InputError as error:
        pause = min(_TRY_AGAIN * 2 ** min(save.failures, _MOST_DOUBLINGS), _LONGEST_DELAY)
        end = SaveEnd("postponed", message=str(error), next_try_at=now() + pause)
    else:
        end = SaveEnd("saved", await in_thread(folder.add, exchanges))
    await in_store(store.end_save, save, end, now())
