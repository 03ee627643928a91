"""Where a dead link's page is now: looked for at its site and in the archive, believed only when the text says so.

`search.py` is the order in which things are asked for one link; `site.py` is what a site lists, shared by all links of
its host; `past.py` is what the archive knows of a link and its siblings; `siblings.py` follows these, and `rules.py`
learns from them how a site renamed its pages; `addresses.py` says which listed addresses look like the page's;
`said.py` reads a page and `same.py` tells whether two are the same. Everything that is asked counts, and no link may
cost more than `spending.py` allows.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from linkwatch.archive import Capture, CapturedPage, Spent
from linkwatch.archive.listings import Listing
from linkwatch.model import Snapshot


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """What the live web answered, redirects followed.

    url: where it came from. status: None where there was no whole answer. media_type, charset: as declared. requests:
    how many were sent.
    """

    url: str
    status: int | None
    media_type: str | None = None
    charset: str | None = None
    body: bytes = b""
    requests: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed. link: where it leads. key: its guid or id, as written."""

    link: str
    key: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Map:
    """What a sitemap lists: pages, and further sitemaps."""

    pages: tuple[str, ...]
    maps: tuple[str, ...]


Ask = Callable[[str], Awaitable[WebAnswer]]
"""Asks the live web for a URL, politely and within the guard; never raises for anything the web does."""


class Lists(Protocol):
    """Reads what sites list. Neither method raises for anything a body may hold: what cannot be read is empty."""

    async def sitemap(self, body: bytes, url: str) -> Map:
        """Read a sitemap, packed or not. url: where it was found."""

    async def feed(self, body: bytes, url: str, media_type: str | None) -> Sequence[Item]:
        """Read an RSS or Atom feed."""


class Copies(Protocol):
    """Plays back the copy that was chosen for a link, and knows what was asked for when it was chosen."""

    async def open_snapshot(self, snapshot: Snapshot, *, spent: Spent) -> CapturedPage | None:
        """Return what was captured, None where it cannot be played back. Raises ArchiveError."""

    async def open_capture(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Likewise of any capture."""

    def known_captures(self, url: str) -> Sequence[Capture] | None:
        """Return all captures of a page but for errors, None where nobody has asked for them lately."""

    def known_directory(self, url: str) -> Listing | None:
        """Return the captures below a directory but for errors, None where nobody has asked for them lately."""
