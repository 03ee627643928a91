"""What MDX has beside Markdown: components, expressions in braces, and statements of JavaScript.

They are read here and made blank, so that what is left is Markdown. All bytes keep their places, but that children of
components, which MDX lets stand as deep as their author likes, are moved to the beginning of their lines.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from linkwatch.articles.extract.context import MAX_TEXT, fold
from linkwatch.articles.extract.hyperlink import Hyperlink
from linkwatch.articles.extract.jsx import LONGEST_EXPRESSION, Tag, end_of_braces, read_tag
from linkwatch.articles.extract.marks import IN_BRACES, Mark, marks_in
from linkwatch.model import Span

_NEXT = re.compile(
    rb"(?P<escaped>\\.)|(?P<fence>^[ \t]*(?P<mark>```+|~~~+)[^\n]*$)|(?P<code>`+)|(?P<destination>\]\([^()\n]*\))"
    rb"|(?P<statement>^(?:import|export)[ \t{*'\"][^\n]*$)|(?P<braces>\{)"
    rb"|<(?P<close>/[ \t]*)?(?P<name>[A-Za-z][\w.-]*(?::[\w-]+)?)?(?=[\s/>])(?!://)",
    re.MULTILINE | re.DOTALL,
)
_ELEMENT_IN_BRACES = re.compile(rb"<[A-Za-z][\w.]*(?=\s)")
_BLANK_LINE = re.compile(rb"\n[ \t]*(?:\n|\Z)")
_NOT_BLANK = re.compile(rb"[^\n]")
_MARKUP = re.compile(r"<[^<>]*>|\{[^{}]*\}|[*_`#\[]|\]\([^()]*\)")
_INDENT = re.compile(rb"[ \t]*")
_FENCE = re.compile(rb"^[ \t]*(?P<mark>```+|~~~+)[ \t]*$", re.MULTILINE)
_BEFORE_STATEMENT = re.compile(rb"(?:\A|\n[ \t]*\n)\Z")
_NEAR = 100
_LINKS = (b"href", b"to")
_LABELS = (b"title", b"label", b"aria-label", b"name", b"text")


class Mdx(NamedTuple):
    """A text of MDX.

    markdown: what is left of it. links: those of components. marks: those in its comments. moved: where lines begin
    and end that were moved, and how far.
    """

    markdown: bytes
    links: list[Hyperlink]
    marks: list[Mark]
    moved: list[tuple[int, int, int]]

    def with_links_of(self, links: Iterable[Hyperlink]) -> list[Hyperlink]:
        """Return the links of the Markdown and those of components, in the order in which they stand in the text."""
        by = self._moved_lines() if self.links else {}
        placed = [
            replace(link, span=link.span and self._place(link.span), column=link.column + by.get(link.line, 0))
            for link in links
        ]
        return sorted([*placed, *self.links], key=lambda link: (link.line, link.column))

    def _moved_lines(self) -> dict[int, int]:
        """Return how far lines were moved, by their numbers."""
        found: dict[int, int] = {}
        line, counted = 1, 0
        for begin, _, by in self.moved:
            line += self.markdown.count(b"\n", counted, begin)
            counted = begin
            found[line] = by
        return found

    def _place(self, span: Span) -> Span:
        """Return where in the text bytes of the Markdown are written."""
        index = bisect_right(self.moved, (span[0] + 1,)) - 1
        if index < 0 or span[0] >= self.moved[index][1]:
            return span
        by = self.moved[index][2]
        return span[0] + by, span[1] + by


def is_mdx(uri: str) -> bool:
    """Tell whether a name or address is one of MDX."""
    path = uri.partition("#")[0].partition("?")[0] if "://" in uri else uri
    return path.lower().removesuffix(".gz").endswith(".mdx")


def read_mdx(data: bytes) -> Mdx:
    """Take a text of MDX, in UTF-8, apart."""
    return _Reader(data).read()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._links: list[Hyperlink] = []
        self._marks: list[Mark] = []
        self._blank: list[Span] = []
        self._open: list[tuple[bytes, int]] = []  # components, and where their children begin
        self._children: list[Span] = []  # of components that hold whole lines
        self._counted, self._line = 0, 1
        self._paragraph = 0  # where the one ends that is being read
        self._patience = 4 * len(data) + 20 * LONGEST_EXPRESSION  # bytes that are searched for ends in vain

    def read(self) -> Mdx:
        position = 0
        while match := _NEXT.search(self._data, position):
            position = max(self._take(match), match.end())
        lines = _Lines(self._blanked(), self._data)
        lines.move_behind(self._blank)
        lines.move_children(_outermost(self._children))
        moved = sorted((begin, end, by) for begin, (end, by) in lines.by.items())
        return Mdx(bytes(lines.markdown), self._links, self._marks, moved)

    def _take(self, match: re.Match[bytes]) -> int:
        """Take what begins there. Return where it ends; what is no more than text is skipped."""
        data, start = self._data, match.start()
        if match["fence"] is not None:
            return self._fence_end(match)
        if match["code"] is not None:
            end = self._searched(match.end(), data.find(match["code"], match.end(), self._paragraph_end(start)))
            return end + len(match["code"]) if end >= 0 else match.end()
        if match["statement"] is not None:
            end = self._paragraph_end(start)
            if not _BEFORE_STATEMENT.search(data, max(0, start - _NEAR), start) and not self._follows_blank(start):
                return match.end()
            self._blank.append((start, end))
            return end
        if match["braces"] is not None:
            return self._take_expression(start)
        if match["escaped"] is not None or match["destination"] is not None:
            return match.end()
        if match["close"] is not None:
            return self._take_end(match)
        return self._take_tag(match)

    def _fence_end(self, match: re.Match[bytes]) -> int:
        for end in _FENCE.finditer(self._data, match.end()):
            if end["mark"].startswith(match["mark"]):
                return end.end()
        return len(self._data)

    def _follows_blank(self, start: int) -> bool:
        end = self._blank[-1][1] if self._blank else 0
        return start - end < _NEAR and not self._data[end:start].strip()

    def _paragraph_end(self, start: int) -> int:
        if start >= self._paragraph:
            blank = _BLANK_LINE.search(self._data, start)
            self._paragraph = blank.start() if blank else len(self._data)
        return self._paragraph

    def _searched(self, start: int, end: int) -> int:
        """Count what was searched in vain. Return the end that was found; -1 where there is none."""
        if end < 0:
            self._patience -= self._paragraph_end(start) - start
        return end

    def _braces_end(self, start: int) -> int:
        end = end_of_braces(self._data, start) if self._patience > 0 else -1
        self._patience -= LONGEST_EXPRESSION * (end < 0)
        return end

    def _take_expression(self, start: int) -> int:
        end = -1 if self._data.startswith(b"{#", start) else self._braces_end(start)  # else the id of a heading
        if end < 0:
            return start + 1
        self._blank.append((start, end))
        self._marks += marks_in(self._data[start:end].decode("utf-8", "replace"), *self._place(start), IN_BRACES)
        for element in _ELEMENT_IN_BRACES.finditer(self._data, start, end):
            tag = read_tag(self._data, element.end(), self._braces_end)
            if tag is not None:
                self._note(element.start(), tag, is_closed=tag.is_closed)
        return end

    def _take_tag(self, match: re.Match[bytes]) -> int:
        tag = read_tag(self._data, match.end(), self._braces_end)
        name = match["name"] or b""
        if tag is None:
            return match.end()
        is_component = not name or name[:1].isupper() or b"." in name
        if not is_component and tag.is_plain:
            return tag.end  # HTML
        self._blank.append((match.start(), tag.end))
        self._note(match.start(), tag, is_closed=tag.is_closed)
        if not tag.is_closed:
            self._open.append((name, tag.end))
        return tag.end

    def _take_end(self, match: re.Match[bytes]) -> int:
        end = self._data.find(b">", match.end(), match.end() + _NEAR) + 1
        name = match["name"] or b""
        near = islice(reversed(self._open), _NEAR)
        depth = next((depth for depth, (open_, _) in enumerate(near) if open_ == name), None)
        if not end or depth is None:
            return match.end()
        self._blank.append((match.start(), end))
        begin = self._open[-1 - depth][1]
        del self._open[-1 - depth :]
        if b"\n" in self._data[begin : match.start()]:
            self._children.append((begin, match.start()))
        return end

    def _note(self, start: int, tag: Tag, *, is_closed: bool) -> None:
        """Note where a component leads."""
        found = next((tag.attributes[name] for name in _LINKS if name in tag.attributes), None)
        if found is None:
            return
        written, span = found
        href = written.decode("utf-8", "replace")
        text = ""
        if not is_closed:
            inner = self._data[tag.end : tag.end + 2 * MAX_TEXT].partition(b"</")[0].partition(b"\n\n")[0]
            text = fold(_MARKUP.sub(" ", inner.decode("utf-8", "ignore")))[:MAX_TEXT]
        labels = (tag.attributes[name][0].decode("utf-8", "replace") for name in _LABELS if name in tag.attributes)
        text = fold(next(labels, ""))[:MAX_TEXT] or text or href[:MAX_TEXT]
        line, column = self._place(start)
        self._links.append(Hyperlink(href, text, text, line, span, column=column))

    def _place(self, at: int) -> tuple[int, int]:
        """Return the line and column of a byte; they are asked for in ascending order, or nearly so."""
        if at < self._counted:
            self._counted, self._line = 0, 1
        self._line += self._data.count(b"\n", self._counted, at)
        self._counted = at
        return self._line, at - self._data.rfind(b"\n", 0, at) - 1

    def _blanked(self) -> bytearray:
        found = bytearray(self._data)
        for start, end in self._blank:
            found[start:end] = _NOT_BLANK.sub(b" ", self._data[start:end])
        return found


class _Lines:
    """Moves lines to where text begins; what that leaves at their ends is blank. by: where they end, and how far,
    by where they begin."""

    def __init__(self, markdown: bytearray, data: bytes) -> None:
        self.markdown = markdown
        self._data = data
        self.by: dict[int, tuple[int, int]] = {}

    def move_behind(self, blank: Iterable[Span]) -> None:
        """Move what follows something that was made blank on the line that this begins."""
        for start, _ in blank:
            begin = self._data.rfind(b"\n", 0, start) + 1
            if begin not in self.by and not self._data[begin:start].strip():
                self._move(begin, self._indent(begin) - (start - begin))

    def move_children(self, children: Iterable[Span]) -> None:
        """Move the lines of components' children."""
        for start, end in children:
            depth: int | None = None
            begin = self._data.find(b"\n", start, end) + 1
            while 0 < begin < end:
                indent = self._indent(begin)
                if self.markdown[begin + indent : begin + indent + 1].strip() == b"":
                    depth = None  # a component may begin or end: what follows is deeper, or less deep
                else:
                    depth = indent if depth is None else min(depth, indent)
                    self._move(begin, depth)
                begin = self._data.find(b"\n", begin, end) + 1

    def _indent(self, begin: int) -> int:
        match = _INDENT.match(self.markdown, begin)
        return match.end() - begin if match else 0

    def _move(self, begin: int, by: int) -> None:
        end = self._data.find(b"\n", begin)
        end = len(self._data) if end < 0 else end
        if by > 0 and self._data[begin:end].strip():
            self.markdown[begin:end] = self.markdown[begin + by : end] + b" " * by
            self.by[begin] = end, by + (self.by[begin][1] if begin in self.by else 0)


def _outermost(spans: list[Span]) -> Iterator[Span]:
    end = -1
    for span in sorted(spans, key=lambda each: (each[0], -each[1])):
        if span[0] >= end:
            yield span
            end = span[1]
