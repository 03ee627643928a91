"""What an RSS or Atom feed lists."""

import calendar
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no types

from linkwatch.articles.sources.pages import Entry

_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]", re.IGNORECASE)
# Within each other these make an address that grows with each, which the parser works out anew for every element.
_RELATIVE_BASE = re.compile(rb"xml:base\s*+=\s*+[\"'](?!/|[a-z][a-z0-9+.-]{0,20}:)", re.IGNORECASE)
_MOST_RELATIVE_BASES = 200


def first_entries(body: bytes, most: int) -> bytes:
    """Return a feed up to the end of its first entries, before its parser takes minutes and gigabytes over them all.

    A feed that says again and again what its links are relative to ends earlier.
    """
    for pattern, enough in ((_ENTRY, most), (_RELATIVE_BASE, _MOST_RELATIVE_BASES)):
        excess = next(islice(pattern.finditer(body), enough, None), None)
        if excess is not None:
            body = body[: excess.start()]
    return body


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
