"""Where a page had moved to, by a redirect that was archived while the site still knew.

Sites that are rebuilt or given up lead all their old addresses to one place: such a redirect says nothing of the
page. One is believed if it differs from those of addresses beside it, captured in the same months; where nothing beside
it was captured, only if the words of the citation vouch for the page that it leads to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from linkwatch import urls
from linkwatch.archive import Capture, CapturedPage, KnowsDirectories, Spent
from linkwatch.archive.opened import Opened
from linkwatch.archive.originals import page_key, parse_timestamp
from linkwatch.judge.addresses import carries, take_apart
from linkwatch.model import TargetKind

_OPENED = 2  # redirects of the page itself that are followed
_NEIGHBOURS = 60  # captures asked for
_COMPARED = 3  # addresses beside it whose redirects are compared
_AROUND = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a page had moved to, and when that was captured. needs_words: no address beside it vouches for that."""

    url: str
    at: datetime
    needs_words: bool


class Redirects:
    """The captured redirects of one page. opened: what was played back lately."""

    def __init__(self, archive: KnowsDirectories, url: str, opened: Opened, spent: Spent) -> None:
        self._archive = archive
        self._url = url
        self._opened = opened
        self._spent = spent

    async def moved_to(
        self, captures: Sequence[Capture], gone_since: datetime | None, *, compare: bool
    ) -> Moved | None:
        """Return where the redirects lead, the best first, if one can be believed.

        compare: with addresses beside it; else the words have to vouch for the page.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """
        for capture in _distinct(captures, gone_since)[:_OPENED]:
            moment = parse_timestamp(capture.timestamp)
            target = await self._target(capture)
            if moment is None or target is None or page_key(target) == page_key(self._url):
                continue
            if not urlsplit(target).path.strip("/") or carries(take_apart(target), self._url):
                continue  # a front page; a form of login or an error, that would lead back
            is_unique = await self._is_unique(target, moment) if compare else None
            if is_unique is not False:
                return Moved(target, moment, needs_words=is_unique is None)
        return None

    async def _is_unique(self, target: str, moment: datetime) -> bool | None:
        """Tell whether addresses beside it led elsewhere, None where none was captured."""
        first, last = moment - _AROUND, moment + _AROUND
        around = await self._archive.neighbours(self._url, first, last, limit=_NEIGHBOURS, spent=self._spent)
        itself = (page_key(self._url), page_key(target))
        beside = {page_key(capture.original_url): capture for capture in reversed(around)}
        beside = {key: capture for key, capture in beside.items() if key not in itself}
        redirects = [capture for capture in beside.values() if is_redirect(capture)]
        redirects.sort(key=lambda capture: (-_shared(capture.original_url, self._url), capture.original_url))
        compared = 0
        for capture in redirects[:_COMPARED]:
            other = await self._target(capture)
            if other is not None and page_key(other) == page_key(target):
                return False
            compared += other is not None
        if redirects:
            return True if compared else None  # a neighbour that cannot be read vouches for nothing
        return True if beside else None

    async def _target(self, capture: Capture) -> str | None:
        page = await self._opened.open(self._archive, capture, spent=self._spent)
        if page is None or not is_redirect(page):
            return None
        target = urls.resolve(page.headers.get("location", ""), capture.original_url, None)
        return target.url if target.kind is TargetKind.WEB else None


def is_redirect(capture: Capture | CapturedPage) -> bool:
    """Tell whether what was captured leads elsewhere."""
    return capture.http_status is not None and 300 <= capture.http_status < 400


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
