"""Which pages are saved where, and working off those whose time has come."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from linkwatch.archive import Archives
from linkwatch.archive.savable import is_to_be_saved
from linkwatch.archive.telling import may_be_told
from linkwatch.archive.warc import ARCHIVE as OWN_COPIES
from linkwatch.config import ArchiveSettings
from linkwatch.keep.wayback import ARCHIVE, Saver
from linkwatch.store import InStore, Store

_log = logging.getLogger(__name__)


def archives_for(settings: ArchiveSettings, url: str, status: str) -> list[str]:
    """Return where a page is to be saved: an archive outside is told of no page inside a private network."""
    if settings.save == "never" or not is_to_be_saved(url, status):
        return []
    has_keys = settings.access_key is not None and settings.secret_key is not None
    archives = [OWN_COPIES] if settings.warc is not None else []
    return [ARCHIVE, *archives] if has_keys and may_be_told(url, settings.save_url) else archives


async def intend_due(
    store: Store,
    in_store: InStore,
    settings: ArchiveSettings,
    now: Callable[[], datetime],
    *,
    limit: int,
    enough: Callable[[], bool],
) -> None:
    """Note of all links whose time has come that they are to be saved, here and there, `limit` at a time."""
    unless_since = None if settings.save == "always" else now() - timedelta(seconds=settings.recent)

    def where(url: str, status: str) -> Collection[str]:
        return archives_for(settings, url, status)

    taken = limit
    while taken == limit and not enough():
        taken = await in_store(store.intend_due_saves, where, now(), limit, unless_since=unless_since)


async def save_due(
    store: Store,
    in_store: InStore,
    archives: Archives,
    settings: ArchiveSettings,
    now: Callable[[], datetime],
    *,
    limit: int,
    enough: Callable[[], bool],
) -> int:
    """Save the links whose time has come, those put off until now, and what is unfinished; return how many ended.

    Ends when nothing is due, `enough` says so or the archive takes no more. The caller holds `store.only_saver`.
    Raises ArchiveKeysError, once an hour at most.
    """
    await intend_due(store, in_store, settings, now, limit=limit, enough=enough)
    if archives.saver is None:
        return 0
    saver = Saver(store, in_store, archives.saver, archives.index, settings, now)
    ended = await saver.take_up(enough)
    if saver.stopped is not None:
        _log.warning("no more pages are saved for now: %s", saver.stopped)
    return ended
