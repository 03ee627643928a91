"""Reads HTML as a browser parses it. The only reader that knows the HTML parser.

That is turbohtml: it parses and guesses encodings as browsers do, and knows the source line of each element, which the
faster and older parsers for Python do not.
"""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import turbohtml
from turbohtml import Element, Namespace, Node, Text

from linkwatch.articles.extract.bounds import first_links, first_tags
from linkwatch.articles.extract.context import LINE_BREAK, describe
from linkwatch.articles.extract.encoding import CharSpan, byte_spans, char_spans
from linkwatch.articles.extract.html_tags import href_spans
from linkwatch.articles.extract.metadata import find_date, find_title
from linkwatch.articles.extract.resolver import Resolver
from linkwatch.model import Article, Citation, Document, Span, TargetKind

_LINKS = ("a", "area")
_BLOCKS_WORDS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol optgroup option p pre search section
select summary svg table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_UNSEEN = frozenset({"script", "style", "template", "head", "noframes", "iframe", "textarea"})
_NOT_PLAIN = _BLOCKS | _UNSEEN | {"br"}
_LABELS = ("alt", "title", "aria-label")
_IMAGES_READ = 10
_SPACE = Text(" ")
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


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A hyperlink in a text.

    context: the sentence around it. line: 1-based, within the text. span: where in the text its target is written.
    """

    href: str
    text: str
    context: str
    line: int
    span: CharSpan | None


def read(document: Document) -> Article:
    """Read an HTML document."""
    body, cut_off = first_tags(document.body)
    page = _parse(body, document.charset)
    resolver = Resolver(document, _base_href(page), page.encoding or "utf-8")
    blocks = _Blocks()
    citations = []
    anchors, left_out = first_links(_anchors(page))
    spans = _byte_spans(body, page.encoding or "utf-8", anchors)
    for (anchor, href), span in zip(anchors, spans, strict=True):
        target = resolver.resolve(href)
        if target.kind is not TargetKind.FRAGMENT:
            text, context = blocks.describe(anchor)
            citations.append(Citation(href, target, text, context, anchor.source_line, span))
    published_at = find_date(page) or document.published_at
    return Article(document.uri, find_title(page), published_at, tuple(citations), left_out or cut_off)


def read_fragment(markup: str) -> list[Hyperlink]:
    """Read a piece of HTML that stands in another format."""
    blocks = _Blocks()
    anchors = list(_anchors(turbohtml.parse(markup)))
    return [
        Hyperlink(href, *blocks.describe(anchor), anchor.source_line or 1, span)
        for (anchor, href), span in zip(anchors, _char_spans(markup, anchors), strict=True)
    ]


def read_heading(markup: str) -> str:
    """Return the text of the first <h1> in a piece of HTML that stands in another format; "" where there is none."""
    heading = turbohtml.parse(markup).find("h1") if "<h1" in markup.lower() else None
    return " ".join(heading.text.split()) if heading else ""


def image_label(tag: str) -> str:
    """Return the alternative text of an <img> tag that stands in another format."""
    image = turbohtml.parse(tag).find("img")
    return _own_label(image) if image else ""


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


def _anchors(page: Node) -> Iterator[tuple[Element, str]]:
    """Yield every hyperlink with its href, in document order. What a <template> holds is no part of the page."""
    for template in page.find_all("template"):
        template.clear()
    # a search for one tag is several times as fast
    for anchor in page.iter_elements(_LINKS) if page.find("area") else page.find_all("a"):
        href = anchor.attr("href")
        if href is None:
            href = anchor.attr("xlink:href")  # SVG
        if href is not None:
            yield anchor, href


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


class _Blocks:
    """The texts of one page's blocks, each read once, and where in them the anchors begin and end."""

    def __init__(self) -> None:
        self._spans: dict[Element, tuple[list[str], int, int]] = {}

    def describe(self, anchor: Element) -> tuple[str, str]:
        """Return the anchor text and the sentence around it."""
        if anchor not in self._spans:
            block = _block_of(anchor)
            if not self._read_plain(block):
                self._read(block)
        text, start, end = self._spans[anchor]
        return describe(text[0], start, end)

    def _read_plain(self, block: Node) -> bool:
        """Join a block's text where it is nothing but text, as most blocks are: twice as fast. Else return False."""
        joined: list[str] = []
        parts: list[str] = []
        length = 0
        spans: dict[Element, tuple[list[str], int, int]] = {}
        for node in block.descendants:
            if isinstance(node, Text):
                words = node.data
                parts.append(words)
                length += len(words)
            elif isinstance(node, Element):
                tag = node.tag
                if tag in _LINKS:
                    text = node.text
                    if not text or text.isspace():
                        return False
                    spans[node] = (joined, length, length + len(text))
                elif tag in _NOT_PLAIN:
                    return False
        joined.append("".join(parts))
        self._spans.update(spans)
        return True

    def _read(self, block: Node) -> None:
        """Join a block's text without the blocks inside it, unless they are inside a link."""
        joined: list[str] = []  # will hold the one text that all anchors of the block share
        parts: list[str] = []
        length = visible_parts = open_links = 0
        todo: list[Node | _LinkEnd] = list(reversed(block.children))
        while todo:
            node = todo.pop()
            addition = ""
            if isinstance(node, Text):
                addition = node.data
                visible_parts += not addition.isspace()
            elif isinstance(node, _LinkEnd):
                open_links -= 1
                if visible_parts == node.visible_parts:
                    addition = _label(node.anchor)
                self._spans[node.anchor] = (joined, node.start, length + len(addition))
            elif isinstance(node, Element):
                tag = node.tag
                if tag in _LINKS:
                    open_links += 1
                    todo.append(_LinkEnd(node, length, visible_parts))
                    todo.extend(reversed(node.children))
                elif tag == "br":
                    addition = LINE_BREAK
                elif tag not in _UNSEEN or node.namespace is not Namespace.HTML:
                    if tag not in _BLOCKS:
                        todo.extend(reversed(node.children))
                    elif open_links:
                        todo.extend((_SPACE, *reversed(node.children), _SPACE))
            if addition:
                parts.append(addition)
                length += len(addition)
        joined.append("".join(parts))


class _LinkEnd(NamedTuple):
    """Where a link that is being read ends. start: where its text began; visible_parts: how many there were then."""

    anchor: Element
    start: int
    visible_parts: int


def _block_of(anchor: Element) -> Node:
    """Return the nearest block that an anchor stands in. The parser's trees are at most 512 levels deep."""
    node: Node = anchor
    while (parent := node.parent) is not None:
        node = parent
        if isinstance(node, Element) and node.tag in _BLOCKS:
            break
    return node


def _label(anchor: Element) -> str:
    """Return the words of a link that holds no text: of its image, else its own."""
    if anchor.tag == "area":
        images: list[Element] = []
    else:
        images = anchor.find_all("img", limit=_IMAGES_READ)
    return next((label for element in (*images, anchor) if (label := _own_label(element))), "")


def _own_label(element: Element) -> str:
    return next((label for name in _LABELS if (label := (element.attr(name) or "").strip())), "")
