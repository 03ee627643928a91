"""Reads Jupyter notebooks: their Markdown cells, by the reader of Markdown. Code and what it printed are no text."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from linkwatch.anchors.notebook import read_anchors
from linkwatch.articles.extract.bounds import MOST_LINKS, more_than
from linkwatch.articles.extract.encoding import CharSpan, byte_spans, char_spans, decode_by_codec
from linkwatch.articles.extract.json_values import BREAKS_OFF, WHOLE, Path, Places, Value, values
from linkwatch.articles.extract.markdown import read as read_markdown
from linkwatch.errors import InputError
from linkwatch.model import Article, Citation, Document

_LISTS: tuple[Path, ...] = (("cells",), ("worksheets",))
_NO_CELLS = "it is damaged, or no notebook: it has no list of cells"


def read(document: Document) -> Article:
    """Read a notebook. The place of a citation is its cell, counted from 1; its line is one of the file.

    Raises InputError for what is no notebook.
    """
    written, codec = decode_by_codec(document.body, document.charset)
    if written.lstrip("\ufeff \t\r\n")[:1] != "{":
        if not written.strip("\ufeff \t\r\n"):
            return Article(document.uri, None, document.published_at, ())
        raise InputError(f"{document.uri}: not a notebook: it is no JSON object")
    title: str | None = None
    citations: list[Citation] = []
    spans: list[CharSpan | None] = []
    left_out: str | None = None
    places = cache(lambda: read_anchors(document.body))  # what a cell lacks may stand in another

    def is_lacking(fragment: str) -> bool:
        return places().find(fragment) is False

    line, counted = 1, 0
    ended: set[Path] = set()
    for cell in _cells(written, ended):
        line += written.count("\n", counted, cell.pieces[0].start)
        counted = cell.pieces[0].start
        article = read_markdown(replace(document, body=cell.body, charset="utf-8", media_type=None))
        title = title or article.title
        left_out = left_out or article.left_out
        found = [each for each in article.citations if not each.is_own or is_lacking(each.fragment or "")]
        if len(citations) + len(found) > MOST_LINKS:
            left_out = more_than(MOST_LINKS)
            found = found[: MOST_LINKS - len(citations)]
        lines = cell.lines_below(written)
        for citation, span in zip(found, char_spans(cell.body, [each.span for each in found]), strict=True):
            at = line + lines[min(citation.line or 1, len(lines)) - 1]
            citations.append(replace(citation, line=at, place=f"cell {cell.number}"))
            spans.append(span and cell.span(*span))
    if WHOLE not in ended:
        left_out = left_out or BREAKS_OFF
    elif ended.isdisjoint(_LISTS):
        left_out = left_out or _NO_CELLS
    placed = byte_spans(document.body, codec, written, spans)
    found = [replace(citation, span=span) for citation, span in zip(citations, placed, strict=True)]
    return Article(document.uri, title, document.published_at, tuple(found), left_out)


class _Cell:
    """A Markdown cell. number: among all cells, from 1. pieces: the strings that its text is put together from."""

    def __init__(self, number: int, pieces: list[Value]) -> None:
        self.number = number
        self.pieces = pieces
        texts = [piece.text for piece in pieces]
        self._text = "".join(texts)
        self.body = self._text.encode()
        self._begins = [0]
        for text in texts[:-1]:
            self._begins.append(self._begins[-1] + len(text))
        self._places = [Places(piece) for piece in pieces]

    def span(self, start: int, end: int) -> CharSpan | None:
        """Return where characters of the text are written in the file; None where two strings share them."""
        piece = bisect_right(self._begins, start) - 1
        if bisect_right(self._begins, max(start, end - 1)) - 1 != piece:
            return None
        return self._places[piece].span(start - self._begins[piece], end - self._begins[piece])

    def lines_below(self, written: str) -> list[int]:
        """Return, for each line of the text, how many lines of the file below the cell's first string it stands."""
        first = at = self.pieces[0].start
        start = below = 0
        found = []
        for line in self._text.splitlines(keepends=True) or [""]:
            span = self.span(start, start)
            if span is not None:
                below += written.count("\n", at, span[0])
                at = max(at, span[0], first)
            found.append(below)
            start += len(line)
        return found


def _cells(written: str, ended: set[Path]) -> Iterator[_Cell]:
    """Yield the Markdown cells. ended: is given WHOLE and the lists of cells, each when it ends."""
    number = 0
    pieces: list[Value] = []
    is_markdown = False
    for value in values(written):
        if isinstance(value, tuple):
            if value == WHOLE or value in _LISTS:
                ended.add(value)
            if _is_cell(value):
                number += 1
                if is_markdown and pieces:
                    yield _Cell(number, pieces)
                pieces, is_markdown = [], False
        elif value.is_string:
            inner = value.path[_depth(value.path) :]
            if inner == ("cell_type",):
                is_markdown = value.written == "markdown"
            elif inner[:1] == ("source",) and len(inner) <= 2:
                pieces.append(value)


def _is_cell(path: Path) -> bool:
    return bool(path) and len(path) == _depth(path)


def _depth(path: Path) -> int:
    """Return how deep the cells lie on this path: those of older notebooks stand in worksheets."""
    return 2 if path[:1] == ("cells",) else 4 if path[:1] == ("worksheets",) and path[2:3] == ("cells",) else 0
