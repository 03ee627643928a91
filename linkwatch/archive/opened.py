"""What archives played back lately, so that nothing is opened twice in a run: a capture never changes.

Nor need a second capture be opened to see that it does not fit, where the index says that its content is the same.
"""

import asyncio
from collections import OrderedDict
from dataclasses import replace

from linkwatch.archive import Capture, CapturedPage, Opens, Spent
from linkwatch.archive.originals import parse_timestamp

_MOST_BYTES = 8_000_000
_PAGE = 200
_OF_HEADERS = 300  # bytes of a record by which they differ, compressed
_Key = tuple[str, str, str]


class Opened:
    """Captured pages, the ones used last, up to a few megabytes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[_Key, CapturedPage] = OrderedDict()
        self._contents: dict[tuple[str, str], tuple[int, _Key]] = {}
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
                        self._keep(key, page, capture)
                else:
                    self._pages.move_to_end(key)
                return page
        finally:
            if not lock.locked():
                self._being_opened.pop(key, None)

    def content_of(self, capture: Capture) -> CapturedPage | None:
        """Return what a capture shows if one of the same content was opened; whether it plays is not known by that."""
        length, key = self._contents.get((capture.archive, capture.digest), (0, None))
        page = None if key is None or not _is_told(capture, length) else self._pages.get(key)
        moment = parse_timestamp(capture.timestamp)
        return None if page is None or moment is None else replace(page, url=capture.original_url, captured_at=moment)

    def _keep(self, key: _Key, page: CapturedPage, capture: Capture) -> None:
        self._pages[key] = page
        if _is_told(capture, capture.length or 0):
            self._contents[capture.archive, capture.digest] = (capture.length or 0, key)
        self._bytes += len(page.body)
        while self._bytes > _MOST_BYTES and len(self._pages) > 1:
            forgotten, oldest = self._pages.popitem(last=False)
            self._bytes -= len(oldest.body)
            self._contents = {content: known for content, known in self._contents.items() if known[1] != forgotten}


def _is_told(capture: Capture, length: int) -> bool:
    """Tell whether the index says enough of a capture to be sure that its content is that of one of this length.

    Lengths of records of one content differ by the headers that came with it.
    """
    if capture.digest in ("", "-") or capture.length is None or capture.http_status != _PAGE:
        return False
    return abs(capture.length - length) <= _OF_HEADERS
