"""What finds the pages of dead links again: the live web, the archives, and who reads maps and feeds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from linkwatch.archive import Archives
from linkwatch.articles.sources.lists import list_feed_items, list_sitemap
from linkwatch.config import Settings
from linkwatch.errors import InputError, TooLargeError, TooMuchWorkError
from linkwatch.keep.finding_again import Ask, Item, Map, WebAnswer
from linkwatch.keep.finding_again.mover import Mover
from linkwatch.reading import LIST, Reader

if TYPE_CHECKING:
    from linkwatch.fetch import WebClient

_MOST = 16 * 2**20  # bytes of a page, map or feed


class ListReader:
    """Reads sitemaps and feeds as sources of articles are read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def sitemap(self, body: bytes, url: str) -> Map:
        """Read a sitemap, packed or not; empty where that cannot be."""
        try:
            read = await self._reader(LIST, list_sitemap, body, url)
        except (InputError, TooMuchWorkError):
            return Map((), ())
        return Map(tuple(read.pages), tuple(read.sitemaps))

    async def feed(self, body: bytes, url: str, media_type: str | None) -> Sequence[Item]:
        """Read a feed; empty where that cannot be."""
        try:
            entries = await self._reader(LIST, list_feed_items, body, url, media_type)
        except (InputError, TooMuchWorkError):
            return ()
        return [Item(entry.url, entry.key, entry.title) for entry in entries]


def asking(client: "WebClient") -> Ask:
    """Return what asks the live web whole pages."""

    async def ask(url: str) -> WebAnswer:
        try:
            read = await client.read_document(url, most=_MOST)
        except (InputError, TooLargeError):
            return WebAnswer(url, None)
        return WebAnswer(read.url, read.status, read.media_type, read.charset, read.body, read.requests)

    return ask


def mover_of(settings: Settings, client: "WebClient", reader: Reader, archives: Archives) -> Mover | None:
    """Return what finds pages again by these settings, None where nobody wants that."""
    return new_mover(client, reader, archives) if settings.repair.moved else None


def new_mover(client: "WebClient", reader: Reader, archives: Archives) -> Mover:
    """Return what finds pages again, whatever the settings say."""
    return Mover(asking(client), reader, ListReader(reader), archives.finder, archives.history)
