"""Which pages are kept where, and working off those whose time has come."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from linkwatch.config import ArchiveSettings
from linkwatch.errors import ConfigError, LinkwatchError
from linkwatch.keep.attempts import Round
from linkwatch.keep.keeper import Keeper
from linkwatch.keep.savable import is_to_be_saved
from linkwatch.store import Saves


@dataclass(frozen=True, slots=True)
class Kept:
    """What keepers did. ended: attempts. stopped: why some take no more for now. errors: what cut some off."""

    ended: int
    stopped: Sequence[str]
    errors: Sequence[LinkwatchError]


def require_means_to_save(settings: ArchiveSettings) -> None:
    """Raise ConfigError if the settings name no place to save to."""
    if settings.warc is None and (settings.access_key is None or settings.secret_key is None):
        raise ConfigError(
            "nothing was saved: the archive saves pages for account holders only. Set LINKWATCH_ARCHIVE__ACCESS_KEY "
            "and LINKWATCH_ARCHIVE__SECRET_KEY in the environment, or access_key and secret_key under [archive] in "
            "the --config file; https://archive.org/account/s3.php shows your keys. Or name a folder for copies of "
            "your own there: warc"
        )


def keepers_for(keepers: Iterable[Keeper], url: str, status: str) -> list[str]:
    """Return the names of those that are to keep a page: of one that none may be told of, none."""
    if not is_to_be_saved(url, status):
        return []
    return [keeper.name for keeper in keepers if keeper.objection(url) is None]


async def intend_due(
    saves: Saves,
    keepers: Sequence[Keeper],
    settings: ArchiveSettings,
    now: Callable[[], datetime],
    *,
    limit: int,
    enough: Callable[[], bool],
) -> None:
    """Note of all links whose time has come where they are to be kept, `limit` at a time."""

    def where(url: str, status: str) -> list[str]:
        return keepers_for(keepers, url, status)

    taken = limit
    while taken == limit and not enough():
        taken = await saves.call(saves.intend_due, where, now(), limit, unless_since=_recent_since(settings, now()))


async def save_due(
    saves: Saves,
    keepers: Sequence[Keeper],
    settings: ArchiveSettings,
    now: Callable[[], datetime],
    *,
    limit: int,
    enough: Callable[[], bool],
) -> Kept:
    """Keep the links whose time has come, those put off until now, and what is unfinished.

    Ends when nothing is due, `enough` says so or no keeper takes more. The caller holds `store.only_saver`.
    """
    await intend_due(saves, keepers, settings, now, limit=limit, enough=enough)
    return await save_unfinished(saves, keepers, settings, now, enough=enough)


async def save_unfinished(
    saves: Saves,
    keepers: Sequence[Keeper],
    settings: ArchiveSettings,
    now: Callable[[], datetime],
    *,
    enough: Callable[[], bool],
) -> Kept:
    """Keep what was put off until now or is unfinished. As `save_due` otherwise."""
    for keeper in keepers:
        due = await saves.call(saves.postponed, keeper.name, now())
        await saves.call(saves.intend, due, keeper.name, now())
    return await bring_on(saves, keepers, settings, now, enough)


async def save_links(
    saves: Saves,
    keepers: Sequence[Keeper],
    settings: ArchiveSettings,
    now: Callable[[], datetime],
    links: Sequence[tuple[int, str, str]],
) -> Kept:
    """Keep these links unless there is a recent copy, and bring to an end what earlier runs left open.

    links: id, URL and status of each. As `save_due` otherwise.
    """
    await intend_links(saves, keepers, settings, now, links)
    return await bring_on(saves, keepers, settings, now, lambda: False)


async def intend_links(
    saves: Saves,
    keepers: Sequence[Keeper],
    settings: ArchiveSettings,
    now: Callable[[], datetime],
    links: Sequence[tuple[int, str, str]],
) -> None:
    """Note that these links are to be kept unless there is a recent copy. links: id, URL and status of each."""
    since = _recent_since(settings, now())
    for keeper in keepers:
        wanted = [link_id for link_id, url, status in links if keepers_for([keeper], url, status)]
        await saves.call(saves.intend, wanted, keeper.name, now(), unless_since=since)


async def bring_on(
    saves: Saves,
    keepers: Sequence[Keeper],
    settings: ArchiveSettings,
    now: Callable[[], datetime],
    enough: Callable[[], bool],
) -> Kept:
    """Bring on what is noted, all keepers side by side: what stops one, or takes it long, costs the others nothing.

    The caller holds `store.only_saver`.
    """
    stopped: list[str] = []
    errors: list[LinkwatchError] = []
    ended = 0

    async def work(keeper: Keeper) -> None:
        nonlocal ended
        try:
            outcome = await Round(saves, keeper, settings, now, enough).run()
        except LinkwatchError as error:
            errors.append(error)
            return
        ended += outcome.ended
        if outcome.stopped is not None:
            stopped.append(outcome.stopped)

    try:
        async with asyncio.TaskGroup() as group:
            for keeper in keepers:
                group.create_task(work(keeper))
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return Kept(ended, stopped, errors)


def _recent_since(settings: ArchiveSettings, now: datetime) -> datetime | None:
    """Return since when a copy makes another one needless; None: none does."""
    return None if settings.save == "always" else now - timedelta(seconds=settings.recent)
