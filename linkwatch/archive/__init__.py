"""Where archived copies are looked for: what every archive offers, and the values that go to and fro.

`find.py` asks the archives and answers for a link; `originals.py`, `choose.py` and `search.py` say what to ask for,
what to offer and what to open; `inspection.py` judges a capture's content, and `moved.py` follows archived redirects.
`wayback.py` (with `availability.py`) speaks to the Wayback Machine and `memento.py` to others, each through a
`transport.py` that keeps the archive's limits. `save_page_now.py` has pages captured; `save_errors.py` is the table of
what can come of that. An absence is a value (no captures); an archive that fails raises
ArchiveUnavailableError, one that keeps a site out ArchiveExcludedError.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from linkwatch.config import ArchiveSettings
from linkwatch.errors import ConfigError

if TYPE_CHECKING:
    from linkwatch.archive.find import Finder
    from linkwatch.archive.save_page_now import SavePageNow


@dataclass(frozen=True, slots=True)
class Capture:
    """One line of an archive's index.

    timestamp: 14 digits, UTC. http_status: what the site answered when captured, None where the index does not
    say (a revisit record). digest: of the content, "-" if unknown: equal digests are equal contents.
    playback_url: where a reader opens it. archive: the name of the archive that holds it.
    """

    timestamp: str
    original_url: str
    media_type: str
    http_status: int | None
    digest: str
    playback_url: str
    archive: str


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """A capture's content as the site sent it, unaltered by the archive.

    url: the original URL. headers: the site's own, names in lower case. body: cut at a few megabytes.
    """

    url: str
    captured_at: datetime
    http_status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Spent:
    """How many requests one lookup has sent so far."""

    requests: int = 0


class Archive(Protocol):
    """An archive of the web. One file implements one kind."""

    @property
    def name(self) -> str:
        """The word that reports and the database know it by."""

    @property
    def folds_slash(self) -> bool:
        """Whether it takes an address with and without its final slash for the same."""

    async def captures(
        self, url: str, near: datetime, *, limit: int, spent: Spent, sparse: bool = False
    ) -> Sequence[Capture]:
        """Return at most `limit` captures of this URL, those closest to `near`; [] means: it has none.

        Captures of errors and redirects may be left out. sparse: about one a month of all that there are instead.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Return what was captured, or None where the archive cannot play this capture back.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """


@runtime_checkable
class GivesSecondOpinion(Protocol):
    """An archive with another service that knows captures, for when its index is empty or does not answer."""

    async def second_opinion(self, url: str, near: datetime, *, spent: Spent) -> Capture | None:
        """Return a good capture of this URL, or None, which means nothing.

        Raises ArchiveUnavailableError.
        """


@runtime_checkable
class KnowsRedirects(Protocol):
    """An archive whose index tells redirects apart."""

    async def redirects(self, url: str, near: datetime, *, limit: int, spent: Spent) -> Sequence[Capture]:
        """Return at most `limit` captures of this URL that are redirects, those closest to `near`.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """

    async def neighbours(
        self, url: str, first: datetime, last: datetime, *, limit: int, spent: Spent
    ) -> Sequence[Capture]:
        """Return captures of pages and redirects in the directory of this URL, made between two dates.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """As Archive.open."""


class Inspector(Protocol):
    """Judges a captured page as a live one is judged."""

    def __call__(self, page: CapturedPage, anchors: Sequence[str]) -> str | None:
        """Return why this is not what was cited ("soft-404", "parked" …), or None where it fits."""


@asynccontextmanager
async def open_finder(settings: ArchiveSettings, user_agent: str) -> "AsyncIterator[Finder]":
    """Open the archives that the settings name. One Finder serves all tasks, which share the archives' limits."""
    from linkwatch.archive.availability import Availability, service_of
    from linkwatch.archive.find import Finder
    from linkwatch.archive.inspection import inspect
    from linkwatch.archive.memento import MementoArchive
    from linkwatch.archive.transport import Transport  # brings aiohttp along
    from linkwatch.archive.wayback import WaybackMachine

    async with AsyncExitStack() as stack:

        async def door(origin: str) -> Transport:
            pace = settings.requests_per_minute
            return await stack.enter_async_context(Transport(origin, user_agent=user_agent, requests_per_minute=pace))

        base_url = settings.wayback_url
        availability = Availability(await door(service), service) if (service := service_of(base_url)) else None
        archives: list[Archive] = [WaybackMachine(await door(base_url), base_url, availability)]
        archives += [MementoArchive(await door(endpoint), endpoint) for endpoint in settings.memento]
        yield Finder(archives, inspect=inspect)


@asynccontextmanager
async def open_saver(settings: ArchiveSettings, user_agent: str) -> "AsyncIterator[SavePageNow]":
    """Open the service that captures pages; the settings must hold its keys."""
    from linkwatch.archive.save_page_now import SavePageNow
    from linkwatch.archive.transport import Transport

    if settings.access_key is None or settings.secret_key is None:
        raise ConfigError("[archive] access_key and secret_key are needed to save pages")
    pace = settings.requests_per_minute
    async with Transport(settings.save_url, user_agent=user_agent, requests_per_minute=pace) as transport:
        yield SavePageNow(transport, settings.save_url, settings.access_key, settings.secret_key)
