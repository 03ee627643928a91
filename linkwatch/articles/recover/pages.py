"""Reads a web page as a row of words with anchors among them. Targets are given as a reader would ask for them."""

import re
from datetime import datetime
from typing import NamedTuple

import turbohtml
from turbohtml import Document, Element, Node, Text

from linkwatch.archive.wrapped import archived_original
from linkwatch.articles.extract.context import fold
from linkwatch.articles.extract.html_blocks import own_label
from linkwatch.articles.extract.metadata import find_date, find_title
from linkwatch.articles.recover import Anchor, Page
from linkwatch.articles.recover.dates import first_date
from linkwatch.articles.recover.words import placed_words
from linkwatch.judge.words import TITLE_PARTS
from linkwatch.model import TargetKind
from linkwatch.urls import resolve

MOST_WORDS = 60_000  # as many as a long book's chapter has; what follows is not read
_LONGEST_SHOWN = 1_000_000  # characters
_MOST_ANCHORS = 5_000
_LONGEST_TEXT = 300
_HEAD_LINES = 40  # among which the date stands that an article shows
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(["script", "style", "template", "head", "noframes", "noscript", "iframe", "textarea", "svg"])
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
# /web/20140102030405id_/http://example.org/ as archives rewrite the links of what they play back
_WRAPPED = re.compile(r"(?:https?://[^/]+)?/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(https?:/.+)", re.IGNORECASE)
_MOSTLY = 0.5


class _Found(NamedTuple):
    element: Element
    start: int
    end: int
    block: int


def read_page(body: bytes, charset: str | None, url: str, *, is_article: bool = False) -> Page:
    """Read an HTML page. url: what its relative links are relative to. Never raises for anything it may hold.

    is_article: it is the article itself: only targets that are lost are None, the others are as they are written.
    """
    page = parse(body, charset)
    base_url = _base_url(page, url)
    words, found, bounds = _walk(page)
    hrefs = [item.element.attr("href") or "" for item in found]
    unwraps = _is_rewritten(hrefs)
    anchors = []
    for item, href in zip(found, hrefs, strict=True):
        text = fold(item.element.text) or own_label(item.element)
        target = written_target(href) if is_article else _target(href, base_url, url, unwraps=unwraps)
        block = (bounds[item.block], bounds[item.block + 1])
        anchors.append(Anchor(text[:_LONGEST_TEXT], target, item.start, item.end, block, item.element.source_line))
    title = find_title(page)
    return Page(
        url=url,
        names=_names(page, title, with_parts=not is_article),
        published_at=find_date(page) or _shown_date(page),
        words=tuple(words),
        anchors=tuple(anchors),
        canonical=_canonical(page, base_url),
        feeds=_feeds(page, base_url),
        bounds=tuple(bounds),
    )


def parse(body: bytes, charset: str | None) -> Document:
    """Parse bytes as browsers do."""
    try:
        return turbohtml.parse(body, encoding=charset, detect_encoding=True)
    except LookupError:  # not a name the web knows
        return turbohtml.parse(body, detect_encoding=True)


def unwrapped(url: str) -> str:
    """Return what an archive's address stands for, any other URL as it is."""
    archived = archived_original(url)
    if archived is not None:
        return archived[1]
    match = _WRAPPED.fullmatch(url)
    return match[1] if match else url


def written_target(href: str) -> str | None:
    """Return an article's own href, None where its target is lost."""
    return None if resolve(href, None, None).kind is TargetKind.PLACEHOLDER else href


class _LinkEnd(NamedTuple):
    element: Element
    start: int
    block: int


class _BlockEnd(NamedTuple):
    tag: str


def _walk(page: Document) -> tuple[list[str], list[_Found], list[int]]:
    """Return the words, the links among them, and where each block begins, with the end of the last."""
    words: list[str] = []
    found: list[_Found] = []
    bounds = [0]
    todo: list[Node | _LinkEnd | _BlockEnd] = [page]
    while todo and len(words) < MOST_WORDS:
        node = todo.pop()
        if isinstance(node, Text):
            words += (word for _, word in placed_words(node.data))
        elif isinstance(node, _LinkEnd):
            found.append(_Found(node.element, node.start, len(words), node.block))
        elif isinstance(node, _BlockEnd):
            _begin_block(bounds, len(words))
        elif not isinstance(node, Element):
            todo.extend(reversed(node.children))
        elif node.tag not in _UNSEEN:
            if node.tag in _BLOCKS:
                _begin_block(bounds, len(words))
                todo.append(_BlockEnd(node.tag))
            if node.tag == "a" and node.attr("href") is not None:
                todo.append(_LinkEnd(node, len(words), len(bounds) - 1))
            todo.extend(reversed(node.children))
    bounds.append(len(words))
    found.sort(key=lambda item: (item.start, item.end))
    return words, found[:_MOST_ANCHORS], bounds


def _begin_block(bounds: list[int], place: int) -> None:
    if bounds[-1] != place:
        bounds.append(place)


def _is_rewritten(hrefs: list[str]) -> bool:
    """Tell whether an archive has rewritten the links: an author cites a copy here and there, not everywhere."""
    web = [href for href in hrefs if href.lower().startswith(("http:", "https:", "/"))]
    return sum(_WRAPPED.fullmatch(href) is not None for href in web) > _MOSTLY * len(web)


def _target(href: str, base_url: str, url: str, *, unwraps: bool) -> str | None:
    """Return where a link leads; None where it leads nowhere, or stays within the page."""
    written = href.strip()
    if (match := _WRAPPED.fullmatch(written)) and (unwraps or written.startswith("/")):
        written = unwrapped(match[1])
    found = resolve(written, base_url, None)
    if found.kind is TargetKind.OTHER and found.url.lower().startswith("mailto:"):
        return found.url
    if found.kind is not TargetKind.WEB:
        return None
    page, mark, place = written.partition("#")
    if not mark or not place or "#" in found.url:
        return found.url
    return None if not page or found.url == url else f"{found.url}#{place}"


def _base_url(page: Document, url: str) -> str:
    for base in page.find_all("base", limit=5):
        if (href := base.attr("href")) is not None:
            found = resolve(unwrapped(href), url, None)
            return found.url if found.kind is TargetKind.WEB else url
    return url


def _names(page: Document, title: str | None, *, with_parts: bool) -> tuple[str, ...]:
    """Return what a page may be called. with_parts: parts of its title too, of which one may be the site's name."""
    names = [title or "", *(fold(heading.text) for heading in page.find_all("h1", limit=3))]
    if with_parts and (whole := page.find("title")) is not None:
        names += [fold(whole.text), *TITLE_PARTS.split(fold(whole.text))]
    return tuple(dict.fromkeys(name[:_LONGEST_TEXT] for name in names if name))


def shown_text(page: Document) -> str:
    """Return what a page shows, each paragraph, cell and heading on lines of its own."""
    parts: list[str] = []
    length = 0
    todo: list[Node | str] = [page]
    while todo and length < _LONGEST_SHOWN:
        node = todo.pop()
        if isinstance(node, str | Text):
            parts.append(node if isinstance(node, str) else node.data)
            length += len(parts[-1])
        elif not isinstance(node, Element) or node.tag not in _UNSEEN:
            if isinstance(node, Element) and node.tag in _BLOCKS:
                parts.append("\n")
                todo.append("\n")
            todo.extend(reversed(node.children))
    return "".join(parts)


def _shown_date(page: Document) -> datetime | None:
    heading = page.find("h1")
    text = shown_text(page)
    start = max(0, text.find(heading.text)) if heading and heading.text.strip() else 0
    lines = [line for line in text[start:].splitlines() if line.strip()][:_HEAD_LINES]
    return first_date(lines)


def _canonical(page: Document, base_url: str) -> str | None:
    for link in page.find_all("link", limit=200):
        if "canonical" in (link.attr("rel") or "").lower().split():
            return _web(link.attr("href"), base_url)
    for meta in page.find_all("meta", limit=200):
        if (meta.attr("property") or "").lower() == "og:url":
            return _web(meta.attr("content"), base_url)
    return None


def _feeds(page: Document, base_url: str) -> tuple[str, ...]:
    found = [
        _web(link.attr("href"), base_url)
        for link in page.find_all("link", limit=200)
        if (link.attr("type") or "").lower() in _FEED_TYPES
    ]
    return tuple(dict.fromkeys(url for url in found if url))


def _web(href: str | None, base_url: str) -> str | None:
    found = resolve(href or "", base_url, None)
    return unwrapped(found.url) if found.kind is TargetKind.WEB else None
