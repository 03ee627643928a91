"""What a page shows or says of itself beside its links: pictures, frames, and what is told to programs."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from turbohtml import Element, Node

from linkwatch.articles.extract.context import MAX_TEXT, fold
from linkwatch.articles.extract.html_blocks import own_label
from linkwatch.articles.extract.resolver import holds_itself
from linkwatch.model import Kind


class Other(NamedTuple):
    """A citation that is no link. text: what stands for it. context: what is said of it."""

    element: Element
    href: str
    kind: Kind
    text: str
    context: str


_SELECTORS: Mapping[Kind, str] = {
    Kind.IMAGE: "img,source,video,audio,track,input[type=image i],image",
    Kind.FRAME: "iframe,frame,embed,object",
    Kind.METADATA: "link[rel],meta[content],[cite],[longdesc],[itemid]",
}
_SHOWN = ("src", "href", "xlink:href", "srcset", "poster")  # the attributes that name pictures, films and sounds
_FRAMED = ("src", "data")
_SAID = ("cite", "longdesc", "itemid")
_NO_PAGES = {  # relations of <link> to what only makes the page
    *("stylesheet", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "prerender", "manifest"),
    *("mask-icon", "import"),
}
_META = re.compile(
    r"(?:og:(?:url|image|video|audio)|twitter:(?:image|player)|article:(?:author|publisher)|citation_[a-z_]{1,30}_url)"
    r"(?::(?:src|url|secure_url|stream))?|thumbnail(?:url)?",
    re.IGNORECASE,
)
# What <meta http-equiv=refresh> says, as browsers read it: seconds, and where it leads, in quotation marks or without.
_REFRESH = re.compile(
    r"\s*+[\d.]++(?:\s*+[;,]|\s)\s*+(?:url\s*+=\s*+)?+(?:\"([^\"]++)|'([^']++)|([^\"'].*+))", re.IGNORECASE | re.DOTALL
)
_BEFORE_CANDIDATE = re.compile(r"[\s,]*+")
_CANDIDATE = re.compile(r"\S++")  # an address, which may hold commas
_MOST_CANDIDATES = 50


def others(page: Node, kinds: Iterable[Kind]) -> list[Other]:
    """Return what a page cites beside its links; no address that holds the thing itself is among it."""
    return [other for kind in kinds for element in page.select(_SELECTORS[kind]) for other in _READERS[kind](element)]


def _shown(element: Element) -> Iterator[Other]:
    for href in _hrefs(element, _SHOWN):
        yield _described(element, href, Kind.IMAGE)


def _framed(element: Element) -> Iterator[Other]:
    for href in _hrefs(element, _FRAMED):
        yield _described(element, href, Kind.FRAME)


def _said(element: Element) -> Iterator[Other]:
    if element.tag == "link":
        name = " ".join((element.attr("rel") or "").lower().split())
        names = () if _NO_PAGES.intersection(name.split()) else ("href",)
    elif element.tag == "meta":
        if onward := _onward(element):
            yield Other(element, onward, Kind.METADATA, "refresh", "refresh")
        name = (element.attr("property") or element.attr("name") or "").strip()
        names = ("content",) if _META.fullmatch(name) else ()
    else:
        name, names = "", ()
    for attribute in (*names, *_SAID):
        for href in _hrefs(element, (attribute,)):
            words = name if attribute in names else attribute
            yield Other(element, href, Kind.METADATA, words, words)


def _onward(meta: Element) -> str | None:
    """Return where a page sends its reader by itself."""
    if (meta.attr("http-equiv") or "").strip().lower() != "refresh":
        return None
    found = _REFRESH.match(meta.attr("content") or "")
    return (found[1] or found[2] or found[3]).strip() if found else None


def _hrefs(element: Element, names: Iterable[str]) -> Iterator[str]:
    known = set()
    for name in names:
        value = element.attr(name) or ""
        for href in _candidates(value) if name == "srcset" else (value,):
            if not holds_itself(href) and href not in known:
                known.add(href)
                yield href


def _candidates(srcset: str) -> Iterator[str]:
    position = 0
    for _ in range(_MOST_CANDIDATES):
        before = _BEFORE_CANDIDATE.match(srcset, position)
        found = _CANDIDATE.match(srcset, before.end() if before else position)
        if found is None:
            return
        yield found[0].rstrip(",")
        position = found.end()
        if not found[0].endswith(","):  # what it is for follows
            position = srcset.find(",", position)
            if position < 0:
                return


def _described(element: Element, href: str, kind: Kind) -> Other:
    """Name a thing that is shown by its label, and say of it what its caption says."""
    label = fold(own_label(element))[:MAX_TEXT]
    figure = element.closest("figure")
    caption = figure.find("figcaption") if figure else None
    said = fold(caption.text)[:MAX_TEXT] if caption else ""
    return Other(element, href, kind, label, said if label in said else label)


_READERS: Mapping[Kind, Callable[[Element], Iterator[Other]]] = {
    Kind.IMAGE: _shown,
    Kind.FRAME: _framed,
    Kind.METADATA: _said,
}
