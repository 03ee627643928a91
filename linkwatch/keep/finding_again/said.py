"""A page's body → what it says, as far as that is needed to know the page again elsewhere."""

import codecs
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha1

import turbohtml

from linkwatch.judge import read_page
from linkwatch.judge.running_text import running_text
from linkwatch.judge.sniff import is_html
from linkwatch.judge.words import TITLE_PARTS, squeeze
from linkwatch.model import TargetKind
from linkwatch.travel import travels
from linkwatch.urls import resolve

_AT_ONCE = 30.0  # seconds; notices that a page has moved give their readers some time
_LINKS_READ = 1500
_LINK_TEXT = 200
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


@travels
@dataclass(frozen=True, slots=True)
class Said:
    """What a page says.

    url: where it was found. digest: of the body, as archives write it. names: its title, the title's parts and its
    heading. text: its own paragraphs, one a line. all_text: everything outside links. canonical, og_url, refresh: as
    the page names them, absolute. links: (URL, text). feeds: those that it announces.
    """

    url: str
    media_type: str
    digest: str
    names: tuple[str, ...] = ()
    text: str = ""
    all_text: str = ""
    canonical: str | None = None
    og_url: str | None = None
    refresh: str | None = None
    asks_password: bool = False
    links: tuple[tuple[str, str], ...] = ()
    feeds: tuple[str, ...] = ()

    @property
    def is_document(self) -> bool:
        """Whether it is a file whose text is not read: only its bytes can be compared."""
        return not self.media_type.startswith("text/") and not is_html(self.media_type)


def read_said(body: bytes, media_type: str | None, charset: str | None, url: str) -> Said:
    """Read what a body says. Never raises for anything it may hold."""
    page = read_page(body, media_type, charset, url)
    digest = b32encode(sha1(body, usedforsecurity=False).digest()).decode()
    if not is_html(page.media_type):
        return Said(url, page.media_type, digest, text=running_text(page), all_text=page.prose)
    names = dict.fromkeys(
        squeeze(name)
        for name in (page.heading, page.title, *(TITLE_PARTS.split(page.title or "")))
        if name and name.strip()
    )
    links, feeds = _links(body, charset, url)
    refresh = page.refresh_url if (page.refresh_after or 0) <= _AT_ONCE else None
    return Said(
        url,
        page.media_type,
        digest,
        tuple(names),
        running_text(page),
        page.prose,
        page.canonical,
        page.og_url,
        refresh,
        page.has_password_field,
        links,
        feeds,
    )


def _links(body: bytes, charset: str | None, url: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    document = turbohtml.parse(body, encoding=charset if _is_encoding(charset) else None, detect_encoding=True)
    links: dict[tuple[str, str], None] = {}
    feeds: dict[str, None] = {}
    for element in document.iter_elements(("a", "link")):
        if len(links) >= _LINKS_READ:
            break
        target = resolve(element.attr("href") or "", url, None)
        if target.kind is not TargetKind.WEB:
            continue
        if element.tag == "a":
            links[target.url, squeeze(element.text)[:_LINK_TEXT]] = None
        elif (element.attr("type") or "").lower() in _FEED_TYPES:
            feeds[target.url] = None
    return tuple(links), tuple(feeds)


def _is_encoding(charset: str | None) -> bool:
    try:
        return bool(charset and codecs.lookup(charset))
    except (LookupError, ValueError):
        return False
