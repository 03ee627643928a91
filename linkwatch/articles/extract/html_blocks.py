"""The text that stands around each hyperlink of a page: of the block that it is in, as a browser lays pages out."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from turbohtml import Element, Namespace, Node, Text

from linkwatch.articles.extract.accessed import accessed_behind
from linkwatch.articles.extract.context import LINE_BREAK, describe

LINKS = ("a", "area")

_BLOCKS_WORDS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol optgroup option p pre search section
select summary svg table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_UNSEEN = frozenset({"script", "style", "template", "head", "noframes", "iframe", "textarea"})
_NOT_PLAIN = (*_BLOCKS, *_UNSEEN, "br")
_LABELS = ("alt", "title", "aria-label")
_IMAGES_READ = 10
_SPACE = Text(" ")
_SEARCHED = 4000  # characters of a block with several links, in which each one's text is searched for

_Place = tuple[str, int, int]  # a block's text, and where in it a link begins and ends


class Blocks:
    """The texts of one page's blocks, each read once, and where in them the links begin and end.

    page: no longer changes. links: those of its elements of LINKS that are asked for.
    """

    def __init__(self, page: Node, links: Iterable[Element]) -> None:
        self._places: dict[Element, _Place] = {}
        self._links: dict[Node, list[Element]] = {}
        self._block_of: dict[Element, Node] = {}
        self._starts: dict[Node, list[int]] = {}
        self._around: dict[Node, Node] = {}
        for link in links:
            block = self._block_of[link] = self._block_around(link)
            self._links.setdefault(block, []).append(link)
        not_plain = list(page.iter_elements(_NOT_PLAIN)) if self._links else []
        self._next_not_plain = dict(pairwise(not_plain))

    def describe(self, link: Element) -> tuple[str, str]:
        """Return the text of a link and the sentence around it."""
        if link not in self._places:
            self._read_block(self._block_of[link])
        return describe(*self._places[link])

    def accessed(self, link: Element) -> datetime | None:
        """Return when its author looked at what a link leads to, as the words behind the described link say."""
        whole, _, end = self._places[link]
        return accessed_behind(whole, end, lambda: self._starts_in(self._block_of[link]))

    def _starts_in(self, block: Node) -> list[int]:
        if block not in self._starts:
            self._starts[block] = sorted(self._places[link][1] for link in self._links[block] if link in self._places)
        return self._starts[block]

    def _read_block(self, block: Node) -> None:
        if not self._is_plain(block) or not (self._find_texts(block) or self._read_plain(block)):
            self._read(block)

    def _is_plain(self, block: Node) -> bool:
        """Tell whether a block is nothing but text, as most are: then reading it is several times as fast.

        Of the elements that make a block anything else, the first one behind its beginning would be in it.
        """
        following = self._next_not_plain.get(block)  # type: ignore[call-overload]  # a Document is in no list of elements
        if following is None or following.parent == block.parent:
            return True
        return self._block_around(following) != block

    def _block_around(self, element: Element) -> Node:
        """Return the nearest block that an element stands in, and remember it for the elements that are passed."""
        passed: list[Node] = []
        node: Node = element
        while (parent := node.parent) is not None:
            node = parent
            if isinstance(node, Element) and node.tag in _BLOCKS:
                break
            if node in self._around:
                node = self._around[node]
                break
            passed.append(node)
        self._around.update(dict.fromkeys(passed, node))
        return node

    def _find_texts(self, block: Node) -> bool:
        """Find each link by its text, where that stands only once in a plain block. Else return False."""
        links = self._links[block]
        whole = block.text
        if len(links) > 1 and len(whole) > _SEARCHED:
            return False
        found = {}
        for link in links:
            text = link.text
            start = whole.find(text)
            if not text or text.isspace() or start < 0 or whole.find(text, start + 1) >= 0:
                return False
            found[link] = whole, start, start + len(text)
        self._places.update(found)
        return True

    def _read_plain(self, block: Node) -> bool:
        """Join the text of a plain block. Return False where a link has none and its label must stand for it."""
        parts: list[str] = []
        length = 0
        spans: list[tuple[Element, int, int]] = []
        for node in block.descendants:
            if isinstance(node, Text):
                words = node.data
                parts.append(words)
                length += len(words)
            elif isinstance(node, Element) and node.tag in LINKS:
                text = node.text
                if not text or text.isspace():
                    return False
                spans.append((node, length, length + len(text)))
        self._note("".join(parts), spans)
        return True

    def _note(self, whole: str, spans: Iterable[tuple[Element, int, int]]) -> None:
        for link, start, end in spans:
            self._places[link] = whole, start, end

    def _read(self, block: Node) -> None:
        """Join a block's text without the blocks inside it, unless they are inside a link."""
        parts: list[str] = []
        spans: list[tuple[Element, int, int]] = []
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
                spans.append((node.anchor, node.start, length + len(addition)))
            elif isinstance(node, Element):
                tag = node.tag
                if tag in LINKS:
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
        self._note("".join(parts), spans)


class _LinkEnd(NamedTuple):
    """Where a link that is being read ends. start: where its text began; visible_parts: how many there were then."""

    anchor: Element
    start: int
    visible_parts: int


def _label(anchor: Element) -> str:
    """Return the words of a link that holds no text: of its image, else its own."""
    if anchor.tag == "area":
        images: list[Element] = []
    else:
        images = anchor.find_all("img", limit=_IMAGES_READ)
    return next((label for element in (*images, anchor) if (label := own_label(element))), "")


def own_label(element: Element) -> str:
    """Return the words that stand for an element without text: an image's alternative text, a title."""
    return next((label for name in _LABELS if (label := (element.attr(name) or "").strip())), "")
