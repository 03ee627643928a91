"""Where the value of an href stands in a start tag, by the rules by which HTML reads tags."""

import codecs
import re
from collections.abc import Mapping

import turbohtml

from linkwatch.model import Span

Position = tuple[int, int]  # of a tag: line, 1-based, and column in characters, 0-based

_SPACE = r"[\t\n\f\r ]*+"
_NAME = r"(?:=[^\t\n\f\r />=]*+|[^\t\n\f\r />=]++)"  # a name may begin with "="
_VALUE = rf"{_SPACE}={_SPACE}(?:\"[^\"]*+\"|'[^']*+'|[^\t\n\f\r >]*+)"
_VALUE_WANTED = rf"{_SPACE}={_SPACE}(?:\"([^\"]*+)\"|'([^']*+)'|([^\t\n\f\r >]*+))"
_LINK_TAG = r"<(?:a|area)(?=[\t\n\f\r />])"


def _up_to(name: str) -> str:
    """Return a pattern for a tag up to the first attribute of this name. It never goes back: its time is linear."""
    other = rf"(?!{name}[\t\n\f\r />=]){_NAME}(?:{_VALUE})?+"
    return rf"{_LINK_TAG}(?:[\t\n\f\r /]*+{other})*+[\t\n\f\r /]*+{name}"


_HREF = re.compile(f"{_up_to('href')}{_VALUE_WANTED}".encode(), re.IGNORECASE)
_HREF_OF_SVG = re.compile(  # counts only where there is no href
    rf"(?!{_up_to('href')}[\t\n\f\r />=]){_up_to('xlink:href')}{_VALUE_WANTED}".encode(), re.IGNORECASE
)
_LINE_END = re.compile(rb"\r\n?|\n")
_CHANGED_BY_READING = re.compile(rb"[&\r\0]")
_MANY_LINES = 8
_BLOCK = 512  # bytes in which lines are counted at once
_LONGEST_CHARACTER = 4  # bytes


def href_spans(markup: bytes, hrefs: Mapping[Position, str]) -> dict[Position, Span]:
    """Return where the href of each tag of a hyperlink is written. A tag that does not write it out is left out.

    markup: in UTF-8. hrefs: what a parser read, by the place where the tag begins. A line ends at CR, LF or both.
    """
    lines = _Lines(markup)
    spans: dict[Position, Span] = {}
    line, column, at = 1, 0, len(codecs.BOM_UTF8) if markup.startswith(codecs.BOM_UTF8) else 0
    for place, href in sorted(hrefs.items()):
        if place[0] != line:
            line, column, at = place[0], 0, lines.start_of(place[0])
        columns = place[1] - column
        if markup[at : at + columns].isascii():
            at += columns
        else:
            at += _length(markup[at : at + columns * _LONGEST_CHARACTER], columns)
        column = place[1]
        match = _HREF.match(markup, at) or _HREF_OF_SVG.match(markup, at)
        if match:
            span = match.span(match.lastindex or 0)
            value = markup[span[0] : span[1]]
            if value == href.encode() or _reads_as(href, value, markup[span[0] - 1]):
                spans[place] = span
    return spans


def _reads_as(href: str, value: bytes, before: int) -> bool:
    """Tell whether a parser reads this href from an attribute's value. before: what stands before the value."""
    if not _CHANGED_BY_READING.search(value):
        return False
    quote = chr(before) if before in b"\"'" else ""
    tag = next(iter(turbohtml.tokenize(f"<a href={quote}{value.decode()}{quote}>")))
    return tag.attr("href") == href


def _length(markup: bytes, characters: int) -> int:
    """Return how many bytes so many characters take. The last one of the markup may be cut."""
    return len(markup.decode("utf-8", "ignore")[:characters].encode())


class _Lines:
    """Where the lines of a markup begin. They are asked for in ascending order."""

    def __init__(self, markup: bytes) -> None:
        self._markup = markup
        self._line, self._start = 1, 0
        only_line_feeds = b"\r" not in markup or markup.count(b"\r") == markup.count(b"\r\n")
        self._ends = None if only_line_feeds else _LINE_END.finditer(markup)

    def start_of(self, line: int) -> int:
        """Return the byte at which a line begins; the end of the markup where there is no such line."""
        if self._ends is None:
            self._skip_blocks_before(line)
        while self._line < line:
            if self._ends is None:
                end = self._markup.find(b"\n", self._start) + 1
            else:
                match = next(self._ends, None)
                end = match.end() if match else 0
            if not end:
                return len(self._markup)
            self._line, self._start = self._line + 1, end
        return self._start

    def _skip_blocks_before(self, line: int) -> None:
        """Count the lines that lie between: several times as fast as to look at each."""
        while line - self._line > _MANY_LINES:
            end = self._markup.find(b"\n", self._start + _BLOCK) + 1
            count = self._markup.count(b"\n", self._start, end)
            if not end or self._line + count > line:
                return
            self._line, self._start = self._line + count, end
