"""Tags and expressions of JSX, in bytes of UTF-8."""

import re
from collections.abc import Callable
from typing import NamedTuple

from linkwatch.model import Span

LONGEST_EXPRESSION = 50_000  # bytes

_IN_BRACES = re.compile(rb"[{}\"'`]|/\*")
_QUOTED = {
    b'"': re.compile(rb"\"(?:[^\"\\\n]|\\.)*+", re.DOTALL),
    b"'": re.compile(rb"'(?:[^'\\\n]|\\.)*+", re.DOTALL),
    b"`": re.compile(rb"`(?:[^`\\]|\\.)*+", re.DOTALL),
}
_ATTRIBUTE = re.compile(
    rb"\s*+(?:(?P<name>[A-Za-z_$][\w.:$-]*+)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<value>\{)))?"
    rb"|(?P<spread>\{))"
)
_TAG_END = re.compile(rb"\s*+/?>")
_LITERAL = re.compile(rb"\{\s*+(?:\"([^\"\\]*+)\"|'([^'\\]*+)'|`([^`\\$]*+)`)\s*+\}")
_MOST_ATTRIBUTES = 200


class Tag(NamedTuple):
    """A tag that begins or is an element.

    end: where it ends. attributes: those that are literal strings, and where these are written. is_plain: nothing in it
    is more than HTML. is_closed: it is an element.
    """

    end: int
    attributes: dict[bytes, tuple[bytes, Span]]
    is_plain: bool
    is_closed: bool


def read_tag(data: bytes, at: int, braces_end: Callable[[int], int]) -> Tag | None:
    """Read a tag from behind its name on; None where it has no end. braces_end: says where an expression ends."""
    attributes: dict[bytes, tuple[bytes, Span]] = {}
    is_plain = True
    for _ in range(_MOST_ATTRIBUTES):
        if end := _TAG_END.match(data, at):
            return Tag(end.end(), attributes, is_plain, b"/" in end[0])
        match = _ATTRIBUTE.match(data, at)
        if match is None or match.end() == at:
            return None
        at = match.end()
        group = "double" if match["double"] is not None else "single"
        if match["spread"] is not None or match["value"] is not None:
            is_plain = False
            at = braces_end(match.end() - 1)
            if at < 0:
                return None
            literal = _LITERAL.fullmatch(data, match.end() - 1, at)
            if literal is not None and match["name"] is not None:
                value = literal.lastindex or 0
                attributes.setdefault(match["name"], (literal[value], literal.span(value)))
        elif match[group] is not None:
            attributes.setdefault(match["name"], (match[group], match.span(group)))
    return None


def end_of_braces(data: bytes, start: int) -> int:
    """Return where an expression ends that begins there; -1 where it does not, or is too long."""
    depth = 0
    stop = start + LONGEST_EXPRESSION
    unquoted: dict[bytes, int] = {}  # up to where a mark is known to begin nothing: as an apostrophe does
    while match := _IN_BRACES.search(data, start, stop):
        start, mark = match.end(), match[0]
        if mark in _QUOTED:
            if match.start() >= unquoted.get(mark, 0):
                quoted = _QUOTED[mark].match(data, match.start(), stop)
                end = quoted.end() if quoted else start
                if data[end : end + 1] == mark and end < stop:
                    start = end + 1
                else:
                    unquoted[mark] = end
        elif mark == b"/*":
            end = data.find(b"*/", start, stop)
            if end < 0:
                return -1
            start = end + 2
        else:
            depth += 1 if mark == b"{" else -1
            if depth == 0:
                return start
    return -1
