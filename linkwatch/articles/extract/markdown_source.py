"""Where in a Markdown text a target is written. Texts are in UTF-8, places are bytes."""

import re

from linkwatch.articles.extract.autolinks import unescape
from linkwatch.model import Span

# The space around a destination may hold the marks of a quotation that it runs over.
_DESTINATION = rb"[\s>]*+(?:<((?:[^<>\\\n]|\\.)*+)>|(\S*?))"
_SPACE = rb"\s[\s>]*+"
_TITLE = _SPACE + rb"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))"
_INLINE = re.compile(rb"\]\(" + _DESTINATION + rb"(?:" + _TITLE + rb")?+(?:" + _SPACE + rb")?+\)", re.DOTALL)
_DEFINITION = re.compile(rb"\[(?:[^\[\]\\]|\\.)*+\]:" + _DESTINATION + rb"(?:\s|\Z)", re.DOTALL)
_LIKE_ENDS = 8  # times "](" is looked for behind the link's own, as in its title


def destination_span(data: bytes, start: int, end: int, href: str) -> Span | None:
    """Return where the target of the link data[start:end], "[text](target 'title')", is written."""
    written = href.encode()
    at = end - 1 - len(written)
    if data[at - 2 : end - 1] == b"](" + written:
        return at, end - 1
    behind = end
    for _ in range(_LIKE_ENDS):
        behind = data.rfind(b"](", start, behind + 1)
        if behind < 0:
            break
        match = _INLINE.fullmatch(data, behind, end)
        if match and (span := _span_of(match, href)):
            return span
    return None


def definition_span(data: bytes, start: int, href: str) -> Span | None:
    """Return where the target of the definition that begins at `start`, "[label]: target", is written."""
    match = _DEFINITION.match(data, start)
    return match and _span_of(match, href)


def _span_of(match: re.Match[bytes], href: str) -> Span | None:
    group = match.lastindex or 0
    return match.span(group) if unescape(match[group].decode()) == href else None


def place_in(data: bytes, start: int, end: int, content: bytes, span: Span) -> Span | None:
    """Return where a span of the content of data[start:end] stands in the data.

    content: the same lines without the marks of what they stand in, which are at their beginnings. None where the span
    runs over lines that have marks.
    """
    if end - start == len(content):
        return start + span[0], start + span[1]
    found = _from_line_end(data, start, end, content, span[0]), _from_line_end(data, start, end, content, span[1])
    return found if data[slice(*found)] == content[slice(*span)] else None


def _from_line_end(data: bytes, start: int, end: int, content: bytes, position: int) -> int:
    line_end = content.find(b"\n", position)
    rest = (line_end if line_end >= 0 else len(content)) - position
    for _ in range(content.count(b"\n", 0, position)):
        start = data.find(b"\n", start, end) + 1
    line_end = data.find(b"\n", start, end)
    return (line_end if line_end >= 0 else end) - rest
