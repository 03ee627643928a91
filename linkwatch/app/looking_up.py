"""One question about one page, outside of any run: what archives have of it, or where it is now."""

from datetime import datetime

from linkwatch.app import target_to_ask, tools
from linkwatch.app.moving import new_mover
from linkwatch.archive import Archives
from linkwatch.check.room import within_limits
from linkwatch.config import Settings
from linkwatch.errors import (
    ArchiveError,
    ArchiveExcludedError,
    ArchiveNotToldError,
    ArchiveUnavailableError,
    UsageError,
)
from linkwatch.model import MovedTo, Snapshot, TargetKind

_ERRORS: dict[str | None, type[ArchiveError]] = {
    "archive-unavailable": ArchiveUnavailableError,
    "archive-excluded": ArchiveExcludedError,
    "not-told": ArchiveNotToldError,
}


async def find_snapshot(settings: Settings, url: str, cited_at: datetime) -> Snapshot | None:
    """Return the copy of a page that fits a citation of that date, None where the archives have none.

    Raises UsageError for what is no URL of a page, ArchiveUnavailableError, ArchiveExcludedError or ArchiveNotToldError
    where that cannot be known.
    """
    page = _page(url)
    async with (
        tools.open_reader() as reader,
        tools.open_archives(settings.archive, settings.check.user_agent, reader) as archives,
    ):
        return await _copy(archives, page, cited_at)


async def find_moved(settings: Settings, url: str, cited_at: datetime) -> MovedTo | None:
    """Return where a page is now that is gone from its address, None where nothing vouches for an answer.

    Raises as find_snapshot does: the copy is what tells the page.
    """
    from linkwatch.fetch import WebClient

    page = _page(url)
    check, keeps_open = within_limits(settings.check)
    async with (
        tools.open_reader() as reader,
        tools.open_archives(settings.archive, settings.check.user_agent, reader) as archives,
        WebClient(check, None, keeps_open=keeps_open) as client,
    ):
        copy = await _copy(archives, page, cited_at)
        return (await new_mover(client, reader, archives).find(page, copy)).moved


def _page(url: str) -> str:
    target = target_to_ask(url)
    if target.kind is not TargetKind.WEB:
        raise UsageError(f"{url}: not the address of a page on the web")
    return target.url


async def _copy(archives: Archives, url: str, cited_at: datetime) -> Snapshot | None:
    answer = await archives.finder.find(url, cited_at)
    if answer.reason in _ERRORS:
        raise _ERRORS[answer.reason](f"{url}: {answer.reason}")
    return answer.snapshot
