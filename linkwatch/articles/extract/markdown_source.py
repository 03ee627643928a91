"""From the content of a Markdown block, without the marks of what it stands in, back to the text."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from markdown_it.common.utils import mdTrim

from linkwatch.articles.extract.encoding import CharSpan

_CELL_END = re.compile(r"(?<!\\)\|")
_ESCAPED_BAR = re.compile(r"\\\|")


class Source:
    """Where the characters of a block's content stand in the text. Found out when it is first asked for.

    lines: of the text, where the block's lines begin and end. cell: where the text of a table's cell does.
    """

    def __init__(self, text: str, content: str, lines: Sequence[CharSpan], cell: CharSpan | None = None) -> None:
        self._text = text
        self._content = content
        self._lines = lines
        self._cell = cell
        self._pieces: list[CharSpan] = []  # begin at these characters of the content and of the text

    def span(self, start: int, end: int) -> CharSpan | None:
        """Return where content[start:end] stands in the text; None where it runs over lines that have marks."""
        if not self._pieces:
            self._pieces = [(0, 0), *(self._pieces_of_cell(*self._cell) if self._cell else self._pieces_of_lines())]
        first = self._place(start)[0]
        place = (first, first if start == end else self._place(end - 1)[1])
        written = self._text[slice(*place)]
        if self._cell:
            written = written.replace("\\|", "|")
        return place if written == self._content[start:end] else None

    def _place(self, position: int) -> CharSpan:
        """Return where one character begins, with the backslash before it, and where it ends."""
        in_content, in_text = self._pieces[bisect_right(self._pieces, (position, len(self._text))) - 1]
        place = in_text + position - in_content
        is_escaped = self._cell and position == in_content and self._text[place - 1 : place + 1] == "\\|"
        return place - bool(is_escaped), place + 1

    def _pieces_of_lines(self) -> list[CharSpan]:
        """The content of a line is the end of a line of the text, tabs at its beginning and spaces at its end apart."""
        pieces = []
        position = 0
        contents = self._content.split("\n")
        lines = list(self._lines)
        while len(lines) > len(contents) and mdTrim(contents[0]) not in self._text[slice(*lines[0])]:
            del lines[0]  # nothing stands in it but what counts as white space
        for content, (start, end) in zip(contents, lines, strict=False):
            written = content.strip()
            at = self._text.rfind(written, start, end)
            if written and at >= 0:
                pieces.append((position + content.index(written), at))
            position += len(content) + 1
        return pieces

    def _pieces_of_cell(self, start: int, end: int) -> list[CharSpan]:
        cell = self._text[start:end]
        start += cell.index(mdTrim(cell))
        pieces = [(0, start)]
        for count, bar in enumerate(_ESCAPED_BAR.finditer(self._text, start, end)):
            pieces.append((bar.start() - start - count, bar.end() - 1))
        return pieces


def cells(text: str, start: int, end: int) -> list[CharSpan]:
    """Return where the cells of a table's row begin and end. A bar at either end of the row is no cell's."""
    row = text[start:end]
    start += row.index(mdTrim(row))
    end = start + len(mdTrim(row))
    spans = []
    for bar in _CELL_END.finditer(text, start, end):
        spans.append((start, bar.start()))
        start = bar.end()
    spans.append((start, end))
    if spans and spans[0][0] == spans[0][1]:
        del spans[0]
    if spans and spans[-1][0] == spans[-1][1]:
        del spans[-1]
    return spans
