"""What the archive knows of a dead link: its captures, where they led, and where its siblings were sent."""

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from linkwatch import urls
from linkwatch.archive import Capture, CapturedPage, History, Spent
from linkwatch.archive.originals import page_key
from linkwatch.errors import ArchiveError
from linkwatch.keep.finding_again import Copies
from linkwatch.keep.finding_again.addresses import is_respelt, same_address
from linkwatch.keep.finding_again.said import Said
from linkwatch.keep.finding_again.site import Site, origin_of, read_here
from linkwatch.keep.finding_again.spending import Spending
from linkwatch.model import Snapshot, TargetKind
from linkwatch.reading import Reader

_CAPTURES = 100
_BELOW = 300
_LISTED = 2000
REDIRECTS = "30[12378]"
PAGES = "200"
_STATUSES = {REDIRECTS: (301, 302, 303, 307, 308), PAGES: (200,)}


class Past:
    """The archive, as one link's search sees it. url: the link's. history: None where no such archive is asked."""

    def __init__(self, url: str, history: History | None, copies: Copies, reader: Reader, spending: Spending) -> None:
        self._origin = origin_of(url)
        self._history = history
        self._copies = copies
        self._reader = reader
        self._spending = spending

    async def captures(self, url: str, site: Site) -> Sequence[Capture]:
        """Return the captures of a URL of a site, oldest first; none where the archive does not tell."""
        if self._history is not None and (known := self._copies.known_captures(url)) is not None:
            return sorted(known, key=lambda capture: capture.timestamp)
        listed = await self._all(site) if site.origin == self._origin else None
        if listed is not None:
            wanted = page_key(url)
            found = [capture for capture in listed if page_key(capture.original_url) == wanted]
            return sorted(found, key=lambda capture: capture.timestamp)
        return await self._asked(lambda index, spent: index.all_captures(url, limit=_CAPTURES, spent=spent))

    async def siblings(self, folder: str, site: Site, status: str) -> Sequence[Capture]:
        """Return the last capture of such a status of each address below a folder."""
        listed = await self._all(site)
        if listed is None and folder != site.origin + "/":
            listed = await self._directory(folder, site)
        if listed is None:

            async def ask() -> Sequence[Capture]:
                return await self._asked(lambda index, spent: index.below(folder, status, limit=_BELOW, spent=spent))

            listed = await site.once(("below", folder, status), ask)
        fitting = (capture for capture in listed if capture.http_status in _STATUSES[status])
        last = {capture.original_url: capture for capture in fitting}
        host, path, _ = page_key(folder)
        return [last[url] for url in last if (key := page_key(url))[0] == host and key[1].startswith(path + b"/")]

    async def _all(self, site: Site) -> Sequence[Capture] | None:
        """Return all captures of a site, which one question tells of most; None where there are too many."""
        return await self._directory(site.origin + "/", site)

    async def _directory(self, folder: str, site: Site) -> Sequence[Capture] | None:
        """Return all captures below a folder; None where there are too many."""

        async def ask() -> Sequence[Capture] | None:
            if self._history is None:
                return ()
            if (known := self._copies.known_directory(folder)) is not None:
                return known.captures if known.is_whole else None
            self._spending.require()
            try:
                found, is_whole = await self._history.directory(folder, limit=_LISTED, spent=self._spending.archive)
            except ArchiveError:
                return None  # it may be that so long a list is too much for it
            return found if is_whole else None

        return await site.once(("directory", folder), ask)

    async def _asked(self, ask: Callable[[History, Spent], Awaitable[Sequence[Capture]]]) -> Sequence[Capture]:
        if self._history is None:
            return ()
        self._spending.require()
        try:
            return await ask(self._history, self._spending.archive)
        except ArchiveError:
            return ()

    async def snapshot(self, snapshot: Snapshot) -> Said | None:
        """Return what the copy says that was chosen for the link."""
        self._spending.require()
        try:
            page = await self._copies.open_snapshot(snapshot, spent=self._spending.archive)
        except ArchiveError:
            return None
        return await self._read(page)

    async def said(self, capture: Capture) -> Said | None:
        """Return what a captured page says."""
        return await self._read(await self._open(capture))

    async def target(self, capture: Capture, site: Site) -> str | None:
        """Return where a captured redirect of a site led, None where it led to no other page."""
        return await site.once(("target", capture.playback_url), lambda: self._read_target(capture))

    async def _read_target(self, capture: Capture) -> str | None:
        page = await self._open(capture)
        if page is None or not 300 <= page.http_status < 400:
            return None
        target = urls.resolve(page.headers.get("location", ""), capture.original_url, None)
        if target.kind is not TargetKind.WEB:
            return None
        is_itself = same_address(target.url, capture.original_url) and not is_respelt(target.url, capture.original_url)
        return None if is_itself else target.url

    async def _open(self, capture: Capture) -> CapturedPage | None:
        if self._history is None:
            return None
        self._spending.require()
        try:
            return await self._copies.open_capture(capture, spent=self._spending.archive)
        except ArchiveError:
            return None

    async def _read(self, page: CapturedPage | None) -> Said | None:
        if page is None or page.http_status != 200 or not page.body:
            return None
        media_type, _, parameters = page.headers.get("content-type", "").partition(";")
        charset = parameters.partition("charset=")[2].strip("\"' ") or None
        return await read_here(self._reader, page.body, media_type.strip().lower() or None, charset, page.url)


def leads_home(url: str) -> bool:
    """Tell whether an address is that of a site's front page."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query
