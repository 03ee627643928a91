"""Every kind of archive, and how those are opened that the settings name.

A new kind is a file beside this one, a function here that imports and opens it, and a line in ARCHIVES. Archives of
other packages are asked as soon as they are installed, after linkwatch's own.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkwatch.archive import WAYBACK, Archive
from linkwatch.config import ArchiveSettings
from linkwatch.register import Register
from linkwatch.urls import redact

if TYPE_CHECKING:
    from linkwatch.archive.transport import Transport
    from linkwatch.archive.wayback import WaybackMachine

_log = logging.getLogger(__name__)

Door = Callable[[str], Awaitable["Transport"]]
"""Gives the one way to the server of an address, which keeps its limits and pauses for all who ask it."""


@dataclass(frozen=True, slots=True)
class ArchiveKind:
    """A kind of archive.

    open(settings, door): opens those that the settings name, in the order in which they are asked; sends nothing.
    """

    name: str
    open: Callable[[ArchiveSettings, Door], Awaitable[Sequence[Archive]]]


async def open_wayback(settings: ArchiveSettings, door: Door) -> "WaybackMachine":
    """Open the Wayback Machine with its availability service."""
    from linkwatch.archive.availability import Availability, service_of
    from linkwatch.archive.wayback import WaybackMachine

    base_url = settings.wayback_url
    service = service_of(base_url)
    return WaybackMachine(await door(base_url), base_url, Availability(await door(service), service))


async def _wayback(settings: ArchiveSettings, door: Door) -> Sequence[Archive]:
    return [await open_wayback(settings, door)]


async def _mementos(settings: ArchiveSettings, door: Door) -> Sequence[Archive]:
    from linkwatch.archive.memento import MementoArchive

    return [MementoArchive(await door(endpoint), endpoint, door=door) for endpoint in settings.memento]


ARCHIVES = Register(
    "linkwatch.archives",
    ArchiveKind,
    (
        ArchiveKind(WAYBACK, _wayback),
        ArchiveKind("memento", _mementos),
    ),
)


def names_of(settings: ArchiveSettings) -> tuple[str, ...]:
    """Name the archives that are asked: linkwatch's own by their addresses, those of other packages by their kinds.

    While the names stay the same, what was found absent is still absent. No package is imported for it.
    """
    others = (name for name in ARCHIVES.names() if not ARCHIVES.is_own(name))
    return (*map(redact, (settings.wayback_url, *settings.memento)), *others)


async def open_all(settings: ArchiveSettings, door: Door) -> list[Archive]:
    """Open the archives of every kind. One of another package that fails to open is told in a line and left out."""
    archives: list[Archive] = []
    for kind in ARCHIVES:
        if ARCHIVES.is_own(kind.name):
            archives += await kind.open(settings, door)
            continue
        from linkwatch.archive.guarded import GuardedArchive

        try:
            archives += map(GuardedArchive, await kind.open(settings, door))
        except Exception as error:  # noqa: BLE001 - whatever a stranger's archive raises must not stop the others
            _log.warning("the archive %s cannot be opened: %s: %s", kind.name, type(error).__name__, error)
    return archives
