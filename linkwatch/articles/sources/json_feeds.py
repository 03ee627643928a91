"""What a JSON Feed lists (https://www.jsonfeed.org/version/1.1/)."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from linkwatch.articles.sources.entries import Entry, EntryText, Feed, own_address
from linkwatch.errors import InputError
from linkwatch.urls import resolve

_MARK = re.compile(rb"\"version\"\s*+:\s*+\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version")


def is_json_feed(head: bytes) -> bool:
    """Tell a JSON Feed by its beginning."""
    return looks_like_json(head) and _MARK.search(head) is not None


def looks_like_json(body: bytes) -> bool:
    """Tell whether it can be a JSON object, and no XML."""
    return body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_json_feed(body: bytes, url: str, name: str) -> Feed:
    """Return what a JSON Feed holds; the arguments are those of `read_feed`. Raises InputError."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError("is a JSON Feed too broken to be read") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise InputError("is JSON, but no JSON Feed: it has no items")
    found = (_entry(item, url, name) for item in items if isinstance(item, dict))
    return Feed([entry for entry in found if entry is not None], _word(feed, "next_url"))


def _entry(item: dict[str, Any], feed_url: str, name: str) -> Entry | None:
    link = _word(item, "url") or _word(item, "external_url")
    html, plain = _word(item, "content_html"), _word(item, "content_text")
    words = html or plain
    if link is None and words is None:
        return None
    key, title = _word(item, "id"), _word(item, "title")
    base_url = resolve(link or feed_url, feed_url, None).url
    text = EntryText(words, html is not None, base_url) if words is not None else None
    date = _date(_word(item, "date_published") or _word(item, "date_modified"))
    address = link or own_address(name, key or f"{title}{words}")
    return Entry(address, date, key, title, text, has_page=link is not None)


def _word(values: dict[str, Any], name: str) -> str | None:
    value = values.get(name)
    if isinstance(value, int) and not isinstance(value, bool):  # ids of older feeds are numbers
        return str(value)
    return value if isinstance(value, str) and value else None


def _date(written: str | None) -> datetime | None:
    try:
        date = datetime.fromisoformat(written) if written else None
        return None if date is None else date.replace(tzinfo=date.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
