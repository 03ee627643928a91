"""What lists on the web name: feeds and sitemaps, told apart by what they begin with."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linkwatch.articles.gzipped import unpack, unpack_head
from linkwatch.articles.sources.entries import Entry, Feed
from linkwatch.articles.sources.json_feeds import is_json_feed, looks_like_json, read_json_feed
from linkwatch.articles.sources.sitemaps import Sitemap, read_sitemap
from linkwatch.errors import InputError
from linkwatch.model import TargetKind
from linkwatch.reading import PAGE as WITHIN_A_PAGE
from linkwatch.reading import Reader
from linkwatch.urls import resolve

MAX_ENTRIES = 50_000  # what one sitemap may hold by its standard; taken for a whole source here
_MOST_ITEMS = 1000  # entries of a feed that are compared with a page
A_PAGE, A_FEED, A_SITEMAP, AN_OPML = "page", "feed", "sitemap", "opml"
_ROOT = re.compile(
    rb"(?>(?:\s|\xef\xbb\xbf|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*)"
    rb"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})",
    re.DOTALL | re.IGNORECASE,
)
_KIND_BY_ROOT = {
    b"rss": A_FEED,
    b"feed": A_FEED,
    b"rdf": A_FEED,
    b"urlset": A_SITEMAP,
    b"sitemapindex": A_SITEMAP,
    b"opml": AN_OPML,
}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(rb"""(<\?xml[^>]{0,100}?)\sencoding=["']utf-16[^"'>]{0,5}["']""", re.IGNORECASE)
_SNIFFED_BYTES = 8192
_PACKED_BYTES = 8 * _SNIFFED_BYTES  # hold as many when they are unpacked, at the least


class FeedPage(NamedTuple):
    """What is read of a feed, or of one page of it. was_cut: there is more. following: where it goes on."""

    entries: list[Entry]
    was_cut: bool
    following: str | None


def list_feed(body: bytes, url: str, media_type: str | None, name: str) -> FeedPage:
    """Return the entries of a feed that are on the web or in the feed itself.

    url: where it was found. name: of the feed, in the addresses of entries that have no page. Raises InputError.
    """
    feed, was_cut = _read(unpack(body), url, media_type, name, MAX_ENTRIES)
    following = resolve(feed.following, url, None) if feed.following else None
    goes_on = following.url if following is not None and following.kind is TargetKind.WEB else None
    return FeedPage(list(_web_only(feed.entries[:MAX_ENTRIES], url)), was_cut, goes_on)


def list_feed_items(body: bytes, url: str, media_type: str | None, most: int = _MOST_ITEMS) -> list[Entry]:
    """Return the first entries of a feed that lead to the web, each as often as it stands there.

    url: where it was found. Raises InputError for a web page.
    """
    feed, _ = _read(body, url, media_type, url, most)
    found = ((entry, resolve(entry.url, url, None)) for entry in feed.entries[:most] if entry.has_page)
    return [entry._replace(url=target.url, text=None) for entry, target in found if target.kind is TargetKind.WEB]


def _read(body: bytes, url: str, media_type: str | None, name: str, most: int) -> tuple[Feed, bool]:
    """Read a feed, and say whether it has more than so many entries, all of which may come back. Raises InputError."""
    from linkwatch.articles.sources.feeds import first_entries, read_feed  # its parser takes long to load

    if (plain := _in_utf_8(body)) is not body:
        body, media_type = plain, None  # whose charset is true no more
    if looks_like_json(body):
        feed = read_json_feed(body, url, name)
        return feed, len(feed.entries) > most
    if root_of(body) == b"html":
        raise InputError("is a web page, not a feed: look for the feed's present address")
    first = first_entries(body, most)
    feed = read_feed(first, url, media_type, name)
    return feed, len(first) < len(body) or len(feed.entries) > most


def list_sitemap(body: bytes, url: str) -> Sitemap:
    """Return what a sitemap names on the web, each once. url: where it was found. Raises InputError."""
    sitemap = read_sitemap(unpack(body), MAX_ENTRIES)
    sitemap.pages = [entry.url for entry in _web_only(map(Entry, sitemap.pages), url)]
    sitemap.sitemaps = [entry.url for entry in _web_only(map(Entry, sitemap.sitemaps), url)]
    return sitemap


async def sniff_by(reader: Reader, body: bytes) -> str:
    """Tell a page and the kinds of lists apart. Raises TooMuchWorkError."""
    return await reader(WITHIN_A_PAGE, sniff, body[:_PACKED_BYTES])


def sniff(body: bytes) -> str:
    """Tell a page and the kinds of lists apart by the root element, or by what a JSON Feed must say of itself."""
    try:
        head = _in_utf_8(unpack_head(body, _SNIFFED_BYTES))
    except InputError:
        return A_PAGE
    return A_FEED if is_json_feed(head) else _KIND_BY_ROOT.get(root_of(head), A_PAGE)


def looks_like_page(body: bytes) -> bool:
    """Tell whether a body is neither a sitemap nor a list of URLs in plain text."""
    return sniff(body[:_PACKED_BYTES]) != A_SITEMAP and not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"http")


def root_of(body: bytes) -> bytes:
    """Return the name of the root element in small letters, without its prefix; nothing where there is none."""
    match = _ROOT.match(body[:_SNIFFED_BYTES])
    return match[1].lower() if match else b""


def _in_utf_8(body: bytes) -> bytes:
    """Return what is in UTF-16 by its first bytes in UTF-8, in which it can be searched; anything else as it is."""
    if not body.startswith(_UTF_16):
        return body
    return _DECLARED.sub(rb"\1", body.decode("utf-16", "replace").encode(), count=1)


def _web_only(entries: Iterable[Entry], base_url: str) -> Iterator[Entry]:
    """Yield each entry once, with its URL as a browser would ask it."""
    seen = set()
    for entry in entries:
        url = entry.url
        if entry.has_page:
            target = resolve(url, base_url, None)
            if target.kind is not TargetKind.WEB:
                continue
            url = target.url
        if url not in seen:
            seen.add(url)
            yield entry._replace(url=url)
