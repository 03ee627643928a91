"""What archives played back lately, so that nothing is opened twice in a run: a capture never changes."""

import asyncio
from collections import OrderedDict

from linkwatch.archive import Capture, CapturedPage, Opens, Spent

_MOST_BYTES = 8_000_000
_Key = tuple[str, str, str]


class Opened:
    """Captured pages, the ones used last, up to a few megabytes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[_Key, CapturedPage] = OrderedDict()
        self._bytes = 0
        self._being_opened: dict[_Key, asyncio.Lock] = {}

    async def open(self, archive: Opens, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Return what was captured, as Archive.open does; the archive is asked unless it was just now."""
        key = (capture.archive, capture.timestamp, capture.original_url)
        lock = self._being_opened.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                page = self._pages.get(key)
                if page is None:
                    page = await archive.open(capture, spent=spent)
                    if page is not None:
                        self._keep(key, page)
                else:
                    self._pages.move_to_end(key)
                return page
        finally:
            if not lock.locked():
                self._being_opened.pop(key, None)

    def _keep(self, key: _Key, page: CapturedPage) -> None:
        self._pages[key] = page
        self._bytes += len(page.body)
        while self._bytes > _MOST_BYTES and len(self._pages) > 1:
            _, oldest = self._pages.popitem(last=False)
            self._bytes -= len(oldest.body)
