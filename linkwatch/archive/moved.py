"""Where a page had moved to, by a redirect that was archived while the site still knew.

Sites that are rebuilt or given up lead all their old addresses to one place: such a redirect says nothing of the
page. One is believed only if it differs from those of addresses beside it, captured in the same months.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from linkwatch import urls
from linkwatch.archive import Capture, KnowsRedirects, Spent
from linkwatch.archive.originals import page_key, parse_timestamp
from linkwatch.model import TargetKind

_REDIRECTS = 10  # captures asked for
_OPENED = 2  # redirects of the page itself that are followed
_NEIGHBOURS = 60  # captures asked for
_COMPARED = 3  # addresses beside it whose redirects are compared
_AROUND = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a page had moved to, and when that was captured."""

    url: str
    at: datetime


async def moved_to(
    archive: KnowsRedirects, url: str, near: datetime, gone_since: datetime | None, spent: Spent
) -> Moved | Literal["unbelievable"] | None:
    """Return where archived redirects lead if one can be believed; None where there are no redirects.

    Raises ArchiveUnavailableError, ArchiveExcludedError.
    """
    captures = await archive.redirects(url, near, limit=_REDIRECTS, spent=spent)
    if not captures:
        return None
    for capture in _distinct(captures, gone_since)[:_OPENED]:
        moment = parse_timestamp(capture.timestamp)
        target = await _target(archive, capture, spent)
        if (
            moment is None
            or target is None
            or page_key(target) == page_key(url)
            or not urlsplit(target).path.strip("/")
        ):
            continue
        if await _is_unique(archive, url, target, moment, spent):
            return Moved(target, moment)
    return "unbelievable"


async def _is_unique(archive: KnowsRedirects, url: str, target: str, moment: datetime, spent: Spent) -> bool:
    """Tell whether addresses beside it led elsewhere. If none was captured, nothing vouches for the redirect."""
    around = await archive.neighbours(url, moment - _AROUND, moment + _AROUND, limit=_NEIGHBOURS, spent=spent)
    beside = {page_key(capture.original_url): capture for capture in reversed(around)}
    beside = {key: capture for key, capture in beside.items() if key not in (page_key(url), page_key(target))}
    redirects = [capture for capture in beside.values() if 300 <= (capture.http_status or 0) < 400]
    redirects.sort(key=lambda capture: (-_shared(capture.original_url, url), capture.original_url))
    compared = 0
    for capture in redirects[:_COMPARED]:
        other = await _target(archive, capture, spent)
        if other is not None and page_key(other) == page_key(target):
            return False
        compared += other is not None
    return compared > 0 if redirects else bool(beside)  # a neighbour that cannot be read vouches for nothing


async def _target(archive: KnowsRedirects, capture: Capture, spent: Spent) -> str | None:
    page = await archive.open(capture, spent=spent)
    if page is None or not 300 <= page.http_status < 400:
        return None
    target = urls.resolve(page.headers.get("location", ""), capture.original_url, None)
    return target.url if target.kind is TargetKind.WEB else None


def _distinct(captures: Iterable[Capture], gone_since: datetime | None) -> Sequence[Capture]:
    """Return the captures made in time, without those that repeat the content of an earlier one."""
    kept: dict[str, Capture] = {}
    for capture in captures:
        moment = parse_timestamp(capture.timestamp)
        if moment is not None and (gone_since is None or moment < gone_since):
            kept.setdefault(capture.digest if capture.digest not in ("", "-") else capture.timestamp, capture)
    return list(kept.values())


def _shared(one: str, other: str) -> int:
    """How long a beginning two addresses share: the closer a neighbour, the more its redirect tells."""
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
