"""Frames that are not marked as such: old pages, and those of nothing but <div>, tell them only by what they hold.

Of a page that says much they need not be known: its menus are lost in it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import turbohtml

from linkwatch.judge.words import count_words

_MOST_WORDS = 350  # of a page whose menus matter
_LEAST_LINKS, _MOST_LINKS = 4, 300
_LABEL = 3  # words of each link on average: lists of articles have longer ones
_SHARE = 0.6  # of a menu's words are links
_LEFT = 3  # words: a page that is nothing but links is a list
_BETWEEN_LINKS = re.compile("[|/\u00b7\u2022\u00bb\u203a\u2013\\-\\[\\]]")
_MARKED = "nav,header,footer,aside,[role=navigation],[role=banner],[role=contentinfo]"
_LAID_OUT = ",".join(f"td>{block}" for block in ("p", "h1", "h2", "h3", "div", "ul", "form", "center", "table"))
_CELLS, _BLOCKS_READ, _STEPS = 200, 40, 4
_MOST_CELLS = 1000  # of a page of few words
_CARD_TAGS, _WORDS_OF_CARD = ("div", "article", "section", "li"), 15
_BLOCKS = "ul,ol,dl,td,div,p,center,section,table,form"


def unframe(document: turbohtml.Document, text_words: int, link_count: int) -> None:
    """Take the menus out of a short page that marks nothing as its frame, and put its cells one below the other.

    text_words: of the whole page.
    """
    if text_words > _MOST_WORDS:
        return
    if _LEAST_LINKS <= link_count <= _MOST_LINKS and document.select_one(_MARKED) is None:
        _remove_menus(document, text_words)
    open_layout_tables(document)


def _remove_menus(document: turbohtml.Document, text_words: int) -> None:
    sizes = {block: _menu_size(block) for block in islice(_blocks(document), _BLOCKS_READ)}
    sizes |= {card: count_words(card.to_text()) for card in _cards(document)}
    if text_words - sum(sizes.values()) >= _LEFT:
        for block in (block for block, size in sizes.items() if size):
            block.decompose()


def open_layout_tables(document: turbohtml.Document) -> bool:
    """Put what tables lay out side by side one below the other, for as text each row is one line; tell if any did."""
    cells = document.select(_LAID_OUT)
    if len(cells) > _MOST_CELLS:  # of tables in tables without end, each would be searched to its bottom
        return False
    tables = dict.fromkeys(filter(None, (cell.closest("table") for cell in cells[:_BLOCKS_READ])))
    for table in reversed(tables):
        for cell in table.select("td,th,caption")[:_CELLS]:
            cell.wrap(turbohtml.Element("div"))
            cell.unwrap()
        for part in table.select("tr,tbody,thead,tfoot")[:_CELLS]:
            part.unwrap()
        table.unwrap()
    return bool(tables)


def _blocks(document: turbohtml.Document) -> Iterable[turbohtml.Element]:
    """Return the blocks that links stand in, or the smallest around that hold another link, each once."""
    found: dict[turbohtml.Element, None] = {}
    for link in document.select("a[href]"):
        block = link.closest(_BLOCKS)
        for _ in range(_STEPS):
            if block is None or block in found or len(block.select("a[href]")) > 1:
                break
            block = block.parent.closest(_BLOCKS) if isinstance(block.parent, turbohtml.Element) else None
        if block is not None:
            found[block] = None
    return found


def _cards(document: turbohtml.Document) -> list[turbohtml.Element]:
    """Return what else a page offers: blocks of one class side by side, each with a link and a few words."""
    rows: dict[tuple[turbohtml.Element, str, str], dict[turbohtml.Element, None]] = {}
    for link in document.select("a[href]"):
        block = link
        for _ in range(_STEPS):
            parent = block.parent
            if not isinstance(parent, turbohtml.Element):
                break
            name = block.attr("class")
            if name and block.tag in _CARD_TAGS:
                rows.setdefault((parent, block.tag, str(name)), {})[block] = None
            block = parent
    found: dict[turbohtml.Element, None] = {}
    for cards in rows.values():
        if len(cards) >= _LEAST_LINKS and not any(count_words(card.text) > _WORDS_OF_CARD for card in cards):
            found |= cards
    return [card for card in found if not any(other is not card and other in found for other in _around(card))]


def _around(block: turbohtml.Element) -> Iterator[turbohtml.Element]:
    for _ in range(_STEPS):
        if not isinstance(block.parent, turbohtml.Element):
            return
        block = block.parent
        yield block


def _menu_size(block: turbohtml.Element) -> int:
    """Return how many words a block has that is a menu; 0 for any other."""
    links = block.select("a[href]")
    labels = sum(count_words(link.text) for link in links)
    words = count_words(_BETWEEN_LINKS.sub(" ", block.text))
    is_menu = len(links) >= _LEAST_LINKS and labels <= _LABEL * len(links) and labels >= _SHARE * words
    return count_words(block.to_text()) if is_menu else 0
