"""What an RSS or Atom feed lists."""

import calendar
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no types

from linkwatch.articles.sources.pages import Entry
from linkwatch.errors import InputError

_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]", re.IGNORECASE)
# Within each other these make an address that grows with each, which the parser works out anew for every element.
_RELATIVE_BASE = re.compile(rb"xml:base\s*+=\s*+[\"'](?!/|[a-z][a-z0-9+.-]{0,20}:)", re.IGNORECASE)
_MOST_RELATIVE_BASES = 200
_REFERENCE = re.compile(rb"&#(?:x([0-9a-f]++)|([0-9]++))", re.IGNORECASE)
_NO_CHARACTER = b"&#xFFFD"  # what browsers show for a number that is no character's
_MOST_DIGITS = 7


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
    Raises InputError for a feed that its parser stumbles over.
    """
    headers = {"content-location": url, "content-type": media_type or "application/xml"}
    body = _REFERENCE.sub(_sound_reference, body)  # the parser breaks off at those that name no character
    # bytes themselves could be taken for a file name
    try:
        feed = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    except Exception as error:  # it promises none, and raises those of every part that it is made of
        raise InputError("is a feed too broken to be read") from error
    for entry in feed.entries:
        if link := entry.get("link"):
            yield Entry(link, _date(entry), entry.get("id"), entry.get("title"))


def _sound_reference(match: re.Match[bytes]) -> bytes:
    hexadecimal, decimal = match.groups()
    digits = (hexadecimal or decimal).lstrip(b"0") or b"0"
    number = int(digits, 16 if hexadecimal else 10) if len(digits) <= _MOST_DIGITS else sys.maxunicode + 1
    is_character = number <= sys.maxunicode and not 0xD800 <= number <= 0xDFFF
    return match[0] if is_character else _NO_CHARACTER


def _date(entry: Any) -> datetime | None:
    parts = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None
