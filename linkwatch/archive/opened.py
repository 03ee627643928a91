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
_Key = tuple[str, str, str]


class Opened:
    """Captured pages, the ones used last, up to a few megabytes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[_Key, CapturedPage] = OrderedDict()
        self._contents: dict[tuple[str, str, int], _Key] = {}
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
        content = _content(capture)
        key = None if content is None else self._contents.get(content)
        page = None if key is None else self._pages.get(key)
        moment = parse_timestamp(capture.timestamp)
        return None if page is None or moment is None else replace(page, url=capture.original_url, captured_at=moment)

    def _keep(self, key: _Key, page: CapturedPage, capture: Capture) -> None:
        self._pages[key] = page
        if (content := _content(capture)) is not None:
            self._contents[content] = key
        self._bytes += len(page.body)
        while self._bytes > _MOST_BYTES and len(self._pages) > 1:
            forgotten, oldest = self._pages.popitem(last=False)
            self._bytes -= len(oldest.body)
            self._contents = {content: key for content, key in self._contents.items() if key != forgotten}


def _content(capture: Capture) -> tuple[str, str, int] | None:
    """Return what captures of one content have in common; None where the index says too little to be sure."""
    if capture.digest in ("", "-") or capture.length is None or capture.http_status != _PAGE:
        return None
    return capture.archive, capture.digest, capture.length
