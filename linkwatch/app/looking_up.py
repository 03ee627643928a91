"""One question to the archives, outside of any run."""

from datetime import datetime

from linkwatch.app import target_to_ask, tools
from linkwatch.config import Settings
from linkwatch.errors import (
    ArchiveError,
    ArchiveExcludedError,
    ArchiveNotToldError,
    ArchiveUnavailableError,
    UsageError,
)
from linkwatch.model import Snapshot, TargetKind

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
    target = target_to_ask(url)
    if target.kind is not TargetKind.WEB:
        raise UsageError(f"{url}: not the address of a page on the web")
    async with (
        tools.open_reader() as reader,
        tools.open_archives(settings.archive, settings.check.user_agent, reader) as archives,
    ):
        answer = await archives.finder.find(target.url, cited_at)
    if answer.reason in _ERRORS:
        raise _ERRORS[answer.reason](f"{url}: {answer.reason}")
    return answer.snapshot
