"""What lists of articles name, as plain values."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import NamedTuple

from linkwatch.model import Document, Unreadable
from linkwatch.urls import redact, without_fragment


class EntryText(NamedTuple):
    """The text of an article within a feed. is_html: or else plain text. base_url: what its links are relative to."""

    text: str
    is_html: bool
    base_url: str


class Entry(NamedTuple):
    """A page that a feed or sitemap names, with what it says of it.

    key: its guid or id, as written. text: what the feed holds of it. has_page: False where nothing but that text is
    there, and `url` is a name for it.
    """

    url: str
    published_at: datetime | None = None
    key: str | None = None
    title: str | None = None
    text: EntryText | None = None
    has_page: bool = True


class Feed(NamedTuple):
    """What a feed, or one page of it, holds. following: where it goes on, None where it ends."""

    entries: list[Entry]
    following: str | None


def own_address(feed: str, key: str) -> str:
    """Return a name for an article that has no page: a place in its feed, of which `feed` is the name."""
    return f"{without_fragment(feed)}#{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}"


@dataclass(slots=True)
class Listing:
    """All that a list names. troubles: what could not be read of it. was_given_whole: each entry was asked for."""

    entries: list[Entry]
    troubles: list[Unreadable] = field(default_factory=list)
    was_given_whole: bool = False


def trouble(url: str, error: str) -> Unreadable:
    """Say what is wrong with a list."""
    return Unreadable(redact(url), f"{redact(url)}: {error}", is_list=True)


def entry_document(entry: Entry) -> Document:
    """Return the article that a feed holds itself."""
    text = entry.text or EntryText("", is_html=False, base_url=entry.url)
    body = text.text
    if text.is_html:
        body = f"<!doctype html><title>{escape(entry.title or '')}</title><article>{body}</article>"
    return Document(
        uri=redact(entry.url),
        body=body.encode("utf-8", "replace"),
        base_url=text.base_url,
        media_type="text/html" if text.is_html else "text/plain",
        charset="utf-8",
        format="html" if text.is_html else "text",
        published_at=entry.published_at,
    )
