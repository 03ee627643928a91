"""What the archive knows of a dead link: its captures, where they led, and where its siblings were sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from linkwatch import urls
from linkwatch.archive import Capture, CapturedPage, History
from linkwatch.errors import ArchiveError
from linkwatch.keep.finding_again import Copies
from linkwatch.keep.finding_again.addresses import same_address
from linkwatch.keep.finding_again.said import Said
from linkwatch.keep.finding_again.site import read_here
from linkwatch.keep.finding_again.spending import Spending
from linkwatch.model import Snapshot, TargetKind
from linkwatch.reading import Reader

_CAPTURES = 100
_BELOW = 300
REDIRECTS = "30[12378]"
PAGES = "200"


@dataclass(frozen=True, slots=True)
class Sent:
    """Where an address was sent when it was captured."""

    old: str
    new: str


class Past:
    """The archive, as one link's search sees it. history: None where no archive with such an index is asked."""

    def __init__(self, history: History | None, copies: Copies, reader: Reader, spending: Spending) -> None:
        self._history = history
        self._copies = copies
        self._reader = reader
        self._spending = spending

    async def captures(self, url: str) -> Sequence[Capture]:
        """Return the captures of a URL, oldest first; none where the archive does not tell."""
        if self._history is None:
            return ()
        self._spending.require()
        try:
            return await self._history.all_captures(url, limit=_CAPTURES, spent=self._spending.archive)
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

    async def below(self, folder: str, status: str) -> Sequence[Capture]:
        """Return a capture of each address below a folder."""
        if self._history is None:
            return ()
        self._spending.require()
        try:
            return await self._history.below(folder, status, limit=_BELOW, spent=self._spending.archive)
        except ArchiveError:
            return ()

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
