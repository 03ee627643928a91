"""What an RSS or Atom feed lists."""

import calendar
import io
import re
import sys
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no types

from linkwatch.articles.sources.entries import Entry, EntryText, Feed, own_address
from linkwatch.errors import InputError
from linkwatch.urls import resolve

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


def read_feed(body: bytes, url: str, media_type: str | None, name: str) -> Feed:
    """Return what a feed holds, newest first as feeds have it. Broken XML is read as far as it makes sense.

    url: where the feed was found, which its relative links are relative to. name: of the feed, in the addresses of
    entries that have no page.
    Raises InputError for a feed that its parser stumbles over.
    """
    headers = {"content-location": url, "content-type": media_type or "application/xml"}
    body = _REFERENCE.sub(_sound_reference, body)  # the parser breaks off at those that name no character
    # bytes themselves could be taken for a file name
    try:
        parsed = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    except Exception as error:  # it promises none, and raises those of every part that it is made of
        raise InputError("is a feed too broken to be read") from error
    entries = []
    for item in parsed.entries:
        link, text = item.get("link"), _text(item, url)
        if link or text:
            key = item.get("id")
            address = link or own_address(name, key or f"{item.get('title')}{text and text.text}")
            entries.append(Entry(address, _date(item), key, item.get("title"), text, has_page=bool(link)))
    links = {link.get("rel"): link.get("href") for link in reversed(parsed.feed.get("links", []))}
    return Feed(entries, links.get("next") or links.get("prev-archive"))


def _text(item: Any, url: str) -> EntryText | None:
    """Return the longest text of an entry: the whole of it, where the feed has it, or else its summary."""
    parts = [*item.get("content", []), *filter(None, [item.get("summary_detail")])]
    best = max(parts, key=lambda part: len(part.get("value") or ""), default=None)
    if best is None or not best.get("value"):
        return None
    base_url = resolve(item.get("link") or best.get("base") or url, url, None).url
    return EntryText(best["value"], best.get("type") != "text/plain", base_url)


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
