"""What an RSS or Atom feed lists."""

import calendar
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no types

from linkwatch.sources.pages import Entry


def read_feed(body: bytes, url: str, media_type: str | None) -> Iterator[Entry]:
    """Yield the entries of a feed, newest first as feeds have them. Broken XML is read as far as it makes sense.

    url: where the feed was found, which its relative links are relative to.
    """
    headers = {"content-location": url, "content-type": media_type or "application/xml"}
    # bytes themselves could be taken for a file name
    feed = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    for entry in feed.entries:
        if link := entry.get("link"):
            yield Entry(link, _date(entry))


def _date(entry: Any) -> datetime | None:
    parts = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None
