"""Keeps copies of pages in WARC files of one's own, while the pages are alive.

A copy is a save like any other: noted before it is made, and its end noted after. One that a killed run had begun is
made again, which costs the site a request and the files a revisit record.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from linkwatch.archive.warc import ARCHIVE, MOST_BYTES, WarcFolder
from linkwatch.config import ArchiveSettings
from linkwatch.errors import InputError
from linkwatch.evidence import RecordedExchange
from linkwatch.store import SaveEnd, Store

_TRY_AGAIN = timedelta(hours=1)
_MOST_DOUBLINGS = 7


class Client(Protocol):
    """The live web, recorded."""

    async def record(self, url: str, most_bytes: int) -> Sequence[RecordedExchange]:
        """Ask for a page; raises InputError if none was sent."""


async def copy_pages(
    store: Store,
    client: Client,
    folder: WarcFolder,
    link_ids: Iterable[int],
    settings: ArchiveSettings,
    now: Callable[[], datetime],
) -> None:
    """Copy these links unless there is a recent copy, and those that an earlier run left open. Raises StoreError."""
    since = now() - timedelta(seconds=settings.recent)
    known = set() if settings.save == "always" else store.saved_since(ARCHIVE, since)
    store.intend_saves([link_id for link_id in link_ids if link_id not in known], ARCHIVE, now())
    for save in store.open_saves(ARCHIVE):
        store.go_on_with_save(save.id, None, now())
        try:
            exchanges = await client.record(save.url, MOST_BYTES)
        except InputError as error:
            until = now() + _TRY_AGAIN * 2 ** min(save.postponed, _MOST_DOUBLINGS)
            end = SaveEnd("postponed", message=str(error), next_try_at=until)
        else:
            end = SaveEnd("saved", await asyncio.to_thread(folder.add, exchanges))
        store.end_save(save, end, now())
