"""A body → PageFacts: what kind of thing it is, what it calls itself, how much it says and by what it is known."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

import turbohtml

from linkwatch.evidence import PageFacts
from linkwatch.judge.running_text import ADDED_BY_OTHERS, RUNNING_TEXT_KEPT, running_text
from linkwatch.judge.signatures import PageView, match_page
from linkwatch.judge.sniff import is_html, sniff
from linkwatch.judge.words import count_words, squeeze, squeeze_and_count
from linkwatch.model import TargetKind
from linkwatch.urls import hostname, resolve

_TITLE_KEPT = 300
_EXCERPT_KEPT = 300
_TEXT_KEPT = 8000
_TEXT_COUNTED = 400_000
_HEADINGS_KEPT, _HEADING_KEPT = 10, 120
_LINES_READ, _LINES_KEPT = 3000, 5
_SHORTEST_SENTENCE = 4  # characters; Chinese needs no more
_FRAGMENTS_KEPT, _FRAGMENT_KEPT = 25, 40
_RESOURCES_READ = 300
_ADDRESSES = ("src", "href", "action", "data")
_LINKS_READ = 4000
_MARKUP_READ = 200_000
_JSON_READ = 100_000
_NOT_SHOWN = "script,style,noscript,template,[hidden],datalist,title"
_AROUND = (
    "nav,header,footer,aside,dialog,[role=navigation],[role=banner],[role=contentinfo],[role=search],[role=dialog],"
    "[id*=cookie],[class*=cookie],[id*=consent],[class*=consent]"
)
_HEADLINE_LINKS = "h2 a[href],h3 a[href],h4 a[href],a[href] h2,a[href] h3,a[href] h4"
_TYPED_IN = frozenset(("text", "email", "search", "tel", "url", "number", "date", "file", ""))
_PRESSED = frozenset(("button", "submit", "image"))
_ALERT = re.compile(r"\balert\(\s*([\"'])(.{1,500}?)\1\s*\)")
_DATA_SCRIPTS = ("application/ld+json", "application/json", "text/template", "text/x-template", "speculationrules")
_SCRIPTED_MOVE = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[\"']([^\"'\s]{1,2000})[\"']|\blocation\.(?:replace|assign)\(\s*[\"']([^\"'\s]{1,2000})[\"']"
)
_SCRIPTED_MOVE_WORDS = 25  # a page that says more is meant to be read
_SCRIPTED_MOVE_LENGTH = 1500  # characters of script; longer ones decide where to go


def read_page(body: bytes, declared_type: str | None, charset: str | None, url: str) -> PageFacts:
    """Read the facts out of a body.

    declared_type, charset: as the server sent them, parameters of the type ignored. url: where the body came from;
    canonical, og:url and refresh targets are made absolute by it. Takes under 10 ms for 100 KB. Never raises for
    anything a body may hold.
    """
    media_type = sniff(body, declared_type)
    if is_html(media_type):
        return _read_html(body, media_type, charset, url)
    if media_type == "application/json" or (media_type.startswith("text/") and media_type != "text/css"):
        return _read_text(body, media_type, charset)
    return PageFacts(media_type)


def _read_text(body: bytes, media_type: str, charset: str | None) -> PageFacts:
    text = _decode(body[:_TEXT_COUNTED], charset)
    shown = squeeze(_json_strings(text[:_JSON_READ]) or text) if media_type == "application/json" else squeeze(text)
    first_line = squeeze(text.strip().partition("\n")[0]) if media_type != "application/json" else ""
    heading = first_line[:_TITLE_KEPT] if 0 < len(first_line) <= _HEADING_KEPT else None
    size = count_words(shown)
    view = PageView(
        "", heading or "", f"{shown[:_TEXT_KEPT]} {squeeze(text[:2000])}", bytes, str, False, size, _first_lines(text)
    )
    return PageFacts(
        media_type,
        heading=heading,
        excerpt=shown[:_EXCERPT_KEPT],
        text_chars=len(shown),
        main_chars=len(shown),
        words=size,
        main_words=size,
        signatures=match_page(view) if size else (),
        text=shown[:_TEXT_KEPT],
        prose=shown[:_TEXT_KEPT],
        running_text=shown[:RUNNING_TEXT_KEPT],
    )


def _json_strings(text: str) -> str:
    """Return a small JSON text's keys and values as words; "" where it is not JSON."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    found: list[str] = []
    pending = [data]
    while pending and len(found) < 2000:
        value = pending.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                found.append(str(key))
                pending.append(inner)
        elif isinstance(value, list):
            pending.extend(value)
        elif value is not None:
            found.append(str(value))
    return " ".join(found)


def _decode(body: bytes, charset: str | None) -> str:
    with suppress(LookupError, UnicodeError):
        return body.decode(charset or "utf-8-sig", "replace" if charset else "strict")
    return body.decode("windows-1252", "replace")


def _parse(body: bytes, charset: str | None) -> turbohtml.Document:
    try:
        return turbohtml.parse(body, encoding=charset or None, positions=False, detect_encoding=True)
    except (LookupError, ValueError):  # a charset that nobody knows
        return turbohtml.parse(body, positions=False, detect_encoding=True)


def _read_html(body: bytes, media_type: str, charset: str | None, url: str) -> PageFacts:
    document = _parse(body, charset)
    base = _base_url(document, url)
    metas = _metas(document)
    scripts = [script for script in document.iter_elements("script") if script.attr("type") not in _DATA_SCRIPTS]
    loaded = _addresses(document)
    script_text = "\n".join(script.text for script in scripts[:20])[: _SCRIPTED_MOVE_LENGTH + 1]
    title = _title(document)
    language = document.find("html")
    has_password_field = document.find("input", attrs={"type": re.compile("^password$", re.IGNORECASE)}) is not None
    fragments = _fragments(document)
    headings = _headings(document)
    link_count = sum(1 for _ in document.iter_elements("a"))
    delay, target = document.meta_refresh(base) or (None, None)

    document.remove(_NOT_SHOWN)
    text, text_words = squeeze_and_count(document.to_text()[:_TEXT_COUNTED])
    alerted = "" if text else _alerted(script_text)
    if alerted:
        text, text_words = alerted, count_words(alerted)
    document.remove(_AROUND)
    frame_links = link_count - sum(1 for _ in document.iter_elements("a"))
    media = _count_media(document)
    content, content_words = squeeze_and_count(document.to_text()[:_TEXT_COUNTED])
    content = content or alerted
    main = content or text
    fields = _count_fields(document)
    buttons = _count_buttons(document)
    canonical = _canonical(document, base)
    headline_links = sum(1 for _ in document.select(_HEADLINE_LINKS))
    document.remove("a")
    outside_links = document.to_text()[:_TEXT_COUNTED]
    own_text = outside_links
    if document.select_one(ADDED_BY_OTHERS) is not None:
        document.remove(ADDED_BY_OTHERS)
        own_text = document.to_text()[:_TEXT_COUNTED]
    prose, main_words = squeeze_and_count(outside_links)
    if alerted:
        prose, main_words = alerted, text_words
    heading = headings[0] if headings else None
    shown_heading = heading or (main if len(main) <= _HEADING_KEPT else "")
    signatures = match_page(
        PageView(
            title or metas.get("og:title", ""),
            shown_heading,
            main if content_words > 5 else text,
            cache(lambda: body[:_MARKUP_READ].lower()),
            cache(lambda: "\n".join(_foreign(loaded, base, hostname(url)))),
            has_password_field,
            main_words,
            _first_lines(outside_links) or (alerted,),
        )
    )
    refresh_url = resolve(target, base, None).url if target else None
    if refresh_url is None and not signatures and media == 0 and text_words < _SCRIPTED_MOVE_WORDS:
        refresh_url, delay = _scripted_move(script_text, base)
    return PageFacts(
        media_type,
        title=title,
        heading=heading,
        canonical=canonical,
        language=(language.attr("lang") or None) if language is not None else None,
        excerpt=main[:_EXCERPT_KEPT],
        text_chars=len(text),
        main_chars=len(content),
        words=text_words,
        links=link_count,
        has_password_field=has_password_field,
        robots=metas.get("robots", "")[:100] or None,
        og_url=_absolute(metas.get("og:url"), base),
        refresh_url=refresh_url,
        refresh_after=delay,
        signatures=signatures,
        main_words=main_words,
        headings=headings,
        fragments=fragments,
        scripts=len(scripts),
        media=media,
        fields=fields,
        frame_links=frame_links,
        buttons=buttons,
        headline_links=headline_links,
        text=main[:_TEXT_KEPT],
        prose=prose[:_TEXT_KEPT],
        running_text=running_text(own_text, outside_links),
    )


def _title(document: turbohtml.Document) -> str | None:
    for element in document.iter_elements("title"):
        if element.namespace is turbohtml.Namespace.HTML:
            return squeeze(element.text)[:_TITLE_KEPT] or None
    return None


def _base_url(document: turbohtml.Document, url: str) -> str:
    base = document.find("base", href=True)
    href = base.attr("href") if base is not None else None
    target = resolve(href, url, None) if href else None
    return target.url if target is not None and target.kind is TargetKind.WEB else url


def _absolute(href: str | None, base: str) -> str | None:
    """Return a web address as an absolute URL; None for anything else."""
    if not href:
        return None
    target = resolve(href[:2000], base, None)
    return target.url if target.kind is TargetKind.WEB else None


def _metas(document: turbohtml.Document) -> dict[str, str]:
    """Return the first content of each <meta>, by its name or property in lower case."""
    found: dict[str, str] = {}
    for meta, _ in zip(document.iter_elements("meta"), range(200), strict=False):
        name = (meta.attr("name") or meta.attr("property") or "").lower()
        if name and name not in found:
            found[name] = squeeze(meta.attr("content") or "")[:2000]
    return found


def _canonical(document: turbohtml.Document, base: str) -> str | None:
    for link, _ in zip(document.iter_elements("link"), range(300), strict=False):
        if "canonical" in (_text_attr(link, "rel") or "").lower().split():
            return _absolute(link.attr("href"), base)
    return None


def _text_attr(element: turbohtml.Element, name: str) -> str | None:
    value = element.attrs.get(name)
    return " ".join(value) if isinstance(value, list) else value


def _headings(document: turbohtml.Document) -> tuple[str, ...]:
    """Return the first headings, those of the highest level that there is first."""
    by_level: dict[str, list[str]] = {"h1": [], "h2": [], "h3": []}
    for element, _ in zip(document.iter_elements(("h1", "h2", "h3")), range(60), strict=False):
        text = squeeze(element.text)[:_HEADING_KEPT]
        if text:
            by_level[element.tag].append(text)
    return tuple([text for level in by_level.values() for text in level][:_HEADINGS_KEPT])


def _fragments(document: turbohtml.Document) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link, _ in zip(document.iter_elements("a"), range(_LINKS_READ), strict=False):
        href = (link.attr("href") or "").removeprefix("/")
        if href.startswith("#") and 1 < len(href) <= _FRAGMENT_KEPT:
            found[href[1:]] = None
            if len(found) == _FRAGMENTS_KEPT:
                break
    return tuple(found)


def _addresses(document: turbohtml.Document) -> list[str]:
    """Return the addresses, as written, of what the page loads."""
    tags = ("script", "iframe", "frame", "form", "link", "img", "object", "embed")
    elements = (element for element, _ in zip(document.iter_elements(tags), range(_RESOURCES_READ), strict=False))
    return [href for element in elements for name in _ADDRESSES if (href := element.attr(name))]


def _foreign(addresses: list[str], base: str, own_host: str) -> Iterator[str]:
    """Yield those, absolute and in lower case, that are of hosts other than the page's own."""
    for written in addresses:
        address = _absolute(written, base)
        if address is not None and hostname(address) != own_host:
            yield address.lower()


def _count_media(document: turbohtml.Document) -> int:
    """Count what can be seen or heard without being text; one-pixel images are counters, not pictures."""
    tags = ("img", "video", "audio", "iframe", "frame", "embed", "object", "canvas", "svg")
    return sum(
        1
        for element in document.iter_elements(tags)
        if element.attr("width") not in ("0", "1", "1px") and "none" not in (element.attr("style") or "")
    )


def _count_fields(document: turbohtml.Document) -> int:
    """Count the form fields that a reader fills in, passwords apart."""
    inputs = document.iter_elements("input")
    typed = sum(1 for field in inputs if (field.attr("type") or "").lower() in _TYPED_IN)
    return typed + sum(1 for _ in document.iter_elements(("textarea", "select")))


def _count_buttons(document: turbohtml.Document) -> int:
    pressed = sum(1 for field in document.iter_elements("input") if (field.attr("type") or "").lower() in _PRESSED)
    return pressed + sum(1 for _ in document.iter_elements("button"))


def _first_lines(text: str) -> tuple[str, ...]:
    lines = (squeeze(line) for line in text[:_LINES_READ].splitlines())
    return tuple(line for line in lines if len(line) >= _SHORTEST_SENTENCE)[:_LINES_KEPT]


def _alerted(script: str) -> str:
    """Return what a page without text tells its reader in an alert box."""
    return squeeze(" ".join(match[2] for match in _ALERT.finditer(script)))[:_TEXT_KEPT]


def _scripted_move(script: str, base: str) -> tuple[str | None, float | None]:
    """Return where a page's short script sends the reader at once."""
    match = _SCRIPTED_MOVE.search(script) if len(script) <= _SCRIPTED_MOVE_LENGTH else None
    target = _absolute(match[1] or match[2], base) if match else None
    return (target, 0.0) if target else (None, None)
