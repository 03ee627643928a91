"""What the archive knows of a dead link: its captures, where they led, and where its siblings were sent."""

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from linkwatch import urls
from linkwatch.archive import Capture, CapturedPage, History, Spent
from linkwatch.errors import ArchiveError
from linkwatch.keep.finding_again import Copies
from linkwatch.keep.finding_again.addresses import same_address
from linkwatch.keep.finding_again.said import Said
from linkwatch.keep.finding_again.site import Site, read_here
from linkwatch.keep.finding_again.spending import Spending
from linkwatch.model import Snapshot, TargetKind
from linkwatch.reading import Reader

_CAPTURES = 100
_BELOW = 300
_IN_FOLDER = 2000
REDIRECTS = "30[12378]"
PAGES = "200"
_STATUSES = {REDIRECTS: (301, 302, 303, 307, 308), PAGES: (200,)}


class Past:
    """The archive, as one link's search sees it. history: None where no archive with such an index is asked."""

    def __init__(self, history: History | None, copies: Copies, reader: Reader, spending: Spending) -> None:
        self._history = history
        self._copies = copies
        self._reader = reader
        self._spending = spending

    async def captures(self, url: str, site: Site) -> Sequence[Capture]:
        """Return the captures of a URL of a site, oldest first; none where the archive does not tell."""
        if self._history is not None and (known := self._copies.known_captures(url)) is not None:
            return sorted(known, key=lambda capture: capture.timestamp)
        folder = folder_of(url)
        if folder != site.origin + "/" and (listed := await self._directory(folder, site)) is not None:
            found = [capture for capture in listed if same_address(capture.original_url, url)]
            return sorted(found, key=lambda capture: capture.timestamp)
        return await self._asked(lambda index, spent: index.all_captures(url, limit=_CAPTURES, spent=spent))

    async def siblings(self, folder: str, site: Site, status: str) -> Sequence[Capture]:
        """Return the last capture of such a status of each address below a folder."""
        listed = await self._directory(folder, site) if folder != site.origin + "/" else None
        if listed is None:

            async def ask() -> Sequence[Capture]:
                return await self._asked(lambda index, spent: index.below(folder, status, limit=_BELOW, spent=spent))

            listed = await site.once(("below", folder, status), ask)
        fitting = (capture for capture in listed if capture.http_status in _STATUSES[status])
        return list({capture.original_url: capture for capture in fitting}.values())

    async def _directory(self, folder: str, site: Site) -> Sequence[Capture] | None:
        """Return all captures below a folder; None where there are too many."""

        async def ask() -> Sequence[Capture] | None:
            if self._history is None:
                return ()
            self._spending.require()
            try:
                found, is_whole = await self._history.directory(folder, limit=_IN_FOLDER, spent=self._spending.archive)
            except ArchiveError:
                return ()
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

    async def target(self, capture: Capture) -> str | None:
        """Return where a captured redirect led, None where it led to no other page."""
        page = await self._open(capture)
        if page is None or not 300 <= page.http_status < 400:
            return None
        target = urls.resolve(page.headers.get("location", ""), capture.original_url, None)
        if target.kind is not TargetKind.WEB or same_address(target.url, capture.original_url):
            return None
        return target.url

    async def _open(self, capture: Capture) -> CapturedPage | None:
        if self._history is None:
            return None
        self._spending.require()
        try:
            return await self._history.open(capture, spent=self._spending.archive)
        except ArchiveError:
            return None

    async def _read(self, page: CapturedPage | None) -> Said | None:
        if page is None or page.http_status != 200 or not page.body:
            return None
        media_type, _, parameters = page.headers.get("content-type", "").partition(";")
        charset = parameters.partition("charset=")[2].strip("\"' ") or None
        return await read_here(self._reader, page.body, media_type.strip().lower() or None, charset, page.url)


def folder_of(url: str) -> str:
    """Return the folder that a page stands in."""
    return url.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[0] + "/"


def leads_home(url: str) -> bool:
    """Tell whether an address is that of a site's front page."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query
