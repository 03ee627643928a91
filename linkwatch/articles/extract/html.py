"""Reads HTML as a browser parses it. The only reader that knows the HTML parser.

That is turbohtml: it parses and guesses encodings as browsers do, and knows the source line of each element, which the
faster and older parsers for Python do not.
"""

import codecs
from collections.abc import Iterable, Iterator, Sequence

import turbohtml
from turbohtml import Element, Namespace, Node

from linkwatch.anchors.html import anchors_of
from linkwatch.articles.extract.bounds import first_links, first_tags
from linkwatch.articles.extract.context import MAX_TEXT, fold
from linkwatch.articles.extract.encoding import CharSpan, byte_spans, char_spans
from linkwatch.articles.extract.html_blocks import LINKS, Blocks, own_label
from linkwatch.articles.extract.html_kinds import Other, others
from linkwatch.articles.extract.html_parts import Parts
from linkwatch.articles.extract.html_tags import href_spans
from linkwatch.articles.extract.hyperlink import Hyperlink
from linkwatch.articles.extract.marks import ATTRIBUTES, are_ignored, has_comments_like_marks, marks_in
from linkwatch.articles.extract.metadata import find_date, find_title
from linkwatch.articles.extract.own_places import OwnPlaces
from linkwatch.articles.extract.resolver import Resolver, fragment_of
from linkwatch.model import Article, Citation, Document, Kind, PagePart, Span, TargetKind

_NOT_FOLLOWED = {  # with an href that is no link, or is one anyway; tags of SVG may stand alone
    *("a", "area", "link", "base", "use", "image", "feimage", "pattern", "lineargradient", "radialgradient", "script"),
    *("textpath", "mpath", "animate", "animatetransform", "set", "filter", "cursor"),
}
_MARKED = ",".join(f"[{name}]" for name in ATTRIBUTES)
_NOWHERE = (0, 0)  # lines are counted from 1
_CODECS = {  # of Python, for the encodings of the web: where its own is of another name, or reads less
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "gbk": "gb18030",
    "iso-8859-8-i": "iso8859-8",
    "shift_jis": "cp932",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
}


def read(document: Document, *, spans: bool = True) -> Article:
    """Read an HTML document. spans: say of each citation where its target is written."""
    body, cut_off = first_tags(document.body)
    page = _parse(body, document.charset)
    encoding = page.encoding or "utf-8"
    resolver = Resolver(document, _base_href(page), encoding)
    anchors, left_out = first_links(_anchors(_links(page)))
    places = _byte_spans(body, encoding, anchors) if spans else [None] * len(anchors)
    is_marked = _Marked(page, body, encoding) if _may_be_marked(page, body) else None
    ignored = is_marked.all(anchors) if is_marked else [False] * len(anchors)
    own_places = OwnPlaces(resolver.own, lambda: anchors_of(page))
    cited = []
    for (anchor, href), place, is_ignored in zip(anchors, places, ignored, strict=True):
        target = resolver.resolve(href)
        is_own = target.kind is TargetKind.FRAGMENT
        if not is_own or (not is_ignored and own_places.lack(href)):
            cited.append((anchor, href, resolver.own if is_own else target, place, is_own, is_ignored))
    blocks, parts = Blocks(page, [anchor for anchor, *_ in cited]), Parts()
    citations = [
        Citation(
            href,
            target,
            *blocks.describe(anchor),
            anchor.source_line,
            place,
            fragment_of(href, target),
            is_own,
            is_ignored,
            part=parts.of(anchor),
        )
        for anchor, href, target, place, is_own, is_ignored in cited
    ]
    if document.kinds:
        found, more_left_out = first_links(others(page, document.kinds))
        left_out = left_out or more_left_out
        ignored = is_marked.all([(each.element, each.href) for each in found]) if is_marked else [False] * len(found)
        shown = [
            (each.element.position or _NOWHERE, _other(each, resolver, parts.of(each.element), is_ignored))
            for each, is_ignored in zip(found, ignored, strict=True)
        ]
        placed = [(anchor.position or _NOWHERE, one) for (anchor, *_), one in zip(cited, citations, strict=True)]
        in_order = sorted([*placed, *shown], key=lambda pair: pair[0])
        citations = [one for _, one in in_order if one is not None]
    published_at = find_date(page) or document.published_at
    return Article(document.uri, find_title(page), published_at, tuple(citations), left_out or cut_off)


def _other(other: Other, resolver: Resolver, part: PagePart, is_ignored: bool) -> Citation | None:
    """Return what is cited beside links; None where nothing is."""
    target = resolver.resolve(other.href)
    if target.kind in (TargetKind.FRAGMENT, TargetKind.PLACEHOLDER):
        return None
    return Citation(
        other.href,
        target,
        other.text,
        other.context,
        other.element.source_line,
        fragment=fragment_of(other.href, target),
        is_ignored=is_ignored,
        kind=other.kind,
        part=part,
    )


def read_fragment(markup: str, kinds: frozenset[Kind]) -> list[Hyperlink]:
    """See `hyperlink.read_fragment`."""
    page = turbohtml.parse(markup)
    links = _links(page)
    blocks = Blocks(page, links)
    anchors = _anchors(links)
    marked = _Within(page) if _may_be_marked(page, markup.encode()) else None
    found = [
        Hyperlink(
            href,
            *blocks.describe(anchor),
            anchor.source_line or 1,
            span,
            column=anchor.source_col or 0,
            is_ignored=marked is not None and marked.has(anchor),
        )
        for (anchor, href), span in zip(anchors, _spans(markup.encode(), anchors), strict=True)
    ]
    shown = [
        Hyperlink(
            each.href,
            each.text,
            each.context,
            each.element.source_line or 1,
            None,
            column=each.element.source_col or 0,
            is_ignored=marked is not None and marked.has(each.element),
            kind=each.kind,
        )
        for each in (*others(page, kinds), *_components(page))
    ]
    return sorted([*found, *shown], key=lambda each: (each.line, each.column)) if shown else found


def _components(page: Node) -> Iterator[Other]:
    """Yield the links of a site's own components: elements that HTML does not have."""
    for element in page.select("[href]"):
        if element.tag not in _NOT_FOLLOWED and element.namespace is Namespace.HTML:
            text = fold(element.text)[:MAX_TEXT] or own_label(element)
            yield Other(element, element.attr("href") or "", Kind.LINK, text, text)


def read_heading(markup: str) -> str:
    """See `hyperlink.read_heading`."""
    heading = turbohtml.parse(markup).find("h1")
    return " ".join(heading.text.split()) if heading else ""


def image_label(tag: str) -> str:
    """See `hyperlink.image_label`."""
    image = turbohtml.parse(tag).find("img")
    return own_label(image) if image else ""


def _parse(body: bytes, charset: str | None) -> turbohtml.Document:
    """Parse bytes: a byte-order mark, the declared charset, a <meta>, else what the bytes look like."""
    for label in (charset, _python_name(charset)):
        try:
            return turbohtml.parse(body, encoding=label, detect_encoding=True)
        except LookupError:  # not a name the web knows
            continue
    return turbohtml.parse(body, detect_encoding=True)


def _python_name(charset: str | None) -> str | None:
    try:
        return codecs.lookup(charset).name if charset else None
    except (LookupError, ValueError):
        return None


def _base_href(page: turbohtml.Document) -> str | None:
    return next((href for base in page.find_all("base") if (href := base.attr("href")) is not None), None)


def _links(page: Node) -> list[Element]:
    """Return what may be a hyperlink, in document order. What a <template> holds is no part of the page."""
    for template in page.find_all("template"):
        template.clear()
    # a search for one tag is several times as fast
    return list(page.iter_elements(LINKS)) if page.find("area") else page.find_all("a")


def _anchors(links: Iterable[Element]) -> list[tuple[Element, str]]:
    """Return those that are hyperlinks, with their hrefs.

    A tag that is not closed is repeated by the parser in each block: it counts once, where it has text.
    """
    anchors: list[tuple[Element, str]] = []
    known: dict[tuple[int, int], int] = {}
    for link in links:
        href = link.attr("href")
        if href is None:
            href = link.attr("xlink:href")  # SVG
        if href is None:
            continue
        place = link.position
        first = len(anchors) if place is None else known.setdefault(place, len(anchors))
        if first == len(anchors):
            anchors.append((link, href))
        elif not anchors[first][0].text.strip():
            anchors[first] = link, href
    return anchors


def _may_be_marked(page: Node, markup: bytes) -> bool:
    return has_comments_like_marks(markup) or page.select_one(_MARKED) is not None


class _Marked:
    """What the marks of a page leave out."""

    def __init__(self, page: Node, body: bytes, encoding: str) -> None:
        try:
            text = body.decode(_CODECS.get(encoding.lower(), encoding.lower()), "replace")
        except LookupError:
            text = body.decode("ascii", "replace")
        self._marks = list(marks_in(text.replace("\r\n", "\n").replace("\r", "\n")))
        self._within = _Within(page)

    def all(self, elements: Sequence[tuple[Element, str]]) -> list[bool]:
        """Say of each element whether it is not to be looked at."""
        # a parser moves some elements, so that their order in the page is not that in the text
        order = sorted(range(len(elements)), key=lambda index: elements[index][0].position or _NOWHERE)
        by_comment = are_ignored([elements[index][0].position or _NOWHERE for index in order], self._marks)
        ignored = [self._within.has(element) for element, _ in elements]
        for index, is_ignored in zip(order, by_comment, strict=True):
            ignored[index] = ignored[index] or is_ignored
        return ignored


class _Within:
    """Tells of elements whether attributes leave them out, their own or those of what they stand in."""

    def __init__(self, page: Node) -> None:
        self._known: dict[Node, bool] = dict.fromkeys(page.select(_MARKED), True)

    def has(self, element: Element) -> bool:
        """Look up through what the element stands in, as far as nothing is known of it."""
        path: list[Node] = []
        node: Node | None = element
        while node is not None and node not in self._known:
            path.append(node)
            node = node.parent
        found = node is not None and self._known[node]
        self._known.update(dict.fromkeys(path, found))
        return found


def _byte_spans(body: bytes, encoding: str, anchors: Sequence[tuple[Element, str]]) -> list[Span | None]:
    codec = _CODECS.get(encoding.lower(), encoding.lower())
    try:
        text = body.decode(codec)
    except UnicodeError:
        text = body.decode(codec, "replace")
    except LookupError:
        return [None] * len(anchors)
    else:
        if codec == "utf-8":
            return _spans(body, anchors)
    return byte_spans(body, codec, text, _char_spans(text, anchors))


def _char_spans(text: str, anchors: Sequence[tuple[Element, str]]) -> list[CharSpan | None]:
    markup = text.encode("utf-8", "replace")
    return char_spans(markup, _spans(markup, anchors))


def _spans(markup: bytes, anchors: Sequence[tuple[Element, str]]) -> list[Span | None]:
    """Return where each href is written. markup: in UTF-8."""
    places = [anchor.position or _NOWHERE for anchor, _ in anchors]
    hrefs = dict(zip(places, (href for _, href in anchors), strict=True))
    hrefs.pop(_NOWHERE, None)
    return list(map(href_spans(markup, hrefs).get, places))
