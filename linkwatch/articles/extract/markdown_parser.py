"""Markdown parsed into events: CommonMark with GitHub's tables, strikethrough and footnotes.

The parser is pyromark, which is native and knows the bytes that each event comes from. It may hold a text a hundred
times in memory, so large texts are parsed piece by piece. GitHub's bare URLs are ours (`autolinks.py`).
"""

import mmap
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import pyromark

from linkwatch.articles.extract.markdown_source import definition_span
from linkwatch.model import Span

if TYPE_CHECKING:
    from pyromark.event import BrokenLink, Event, Range

_PIECE = 5 * 2**18  # bytes parsed at once
_LONGEST_LINE = 2**16  # bytes beyond that, in which a piece may end with a line
_SMALL_PIECE = 2**17  # of a text that is little but marks, each of which may become an object
_GROWTH = 4  # times
_MOST_MARKS = 400_000  # characters in a piece that Markdown may mean something by
_MARKS = b"[]!*_~`<&\\|>-+\n"
_TIMES_IN_MEMORY = 100
_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_STRIKETHROUGH
# "!!! note", "??? note" or "???+ note", as MkDocs has them, with an indented text below.
_ADMONITION = re.compile(
    rb"^( *+)(!!!|\?\?\?\+?)(?= +[A-Za-z][^\n]*+\n(?:[ \t]*+\n)*+\1(?: {4}|\t)[ \t]*+\S)", re.MULTILINE
)
_FORMULA = re.compile(rb"^ {0,3}\$\$(?:[^$\n]++|\n(?![ \t]*+\n)|\$(?!\$))++\$\$[ \t]*+$", re.MULTILINE)
_NO_BRACKETS = bytes.maketrans(b"[]()", b"    ")
_LABEL_SPACE = re.compile(r"[\s>]+")  # a label may run over lines of a quotation


class Definition(NamedTuple):
    """What a reference stands for. span: where in the whole text that is written, in bytes."""

    href: str
    span: Span | None


Definitions = Mapping[str, Definition]
"""By their labels, as `label_key` returns them."""


class Piece(NamedTuple):
    """So much of a text as is parsed at once. data: in UTF-8. start: its first byte in the text."""

    data: bytes
    start: int
    events: "Iterator[tuple[Event, Range]]"
    definitions: Definitions


def admonitions_as_items(data: bytes) -> bytes:
    """Make items of lists of admonitions, whose indented text would be taken for code. All bytes keep their places."""
    if b"!!!" not in data and b"???" not in data:
        return data
    return _ADMONITION.sub(lambda match: match[1] + (b"-  " if len(match[2]) == len("!!!") else b"-  :"), data)


def without_formulas(data: bytes) -> bytes:
    """Blank the brackets of displayed formulas, which are no links. All bytes keep their places."""
    if b"$$" not in data:
        return data
    return _FORMULA.sub(lambda match: match[0].translate(_NO_BRACKETS), data)


def label_key(label: str) -> str:
    """Return the same for all labels that mean the same definition."""
    return _LABEL_SPACE.sub(" ", label).strip().casefold()


def pieces(data: bytes, spans: bool) -> Iterator[Piece]:
    """Parse a text in UTF-8, piece by piece. spans: give the definitions, for what they say of places."""
    if len(data) <= _PIECE and not _is_dense(data, 0, len(data)):
        _make_sure_of_memory(len(data))
        text = data.decode()
        definitions = dict(_definitions(text, data, 0)) if spans else {}
        yield Piece(data, 0, pyromark.events_with_range(text, options=_OPTIONS), definitions)
        return
    parts = list(_piece_spans(data))
    known: dict[str, Definition] = {}  # a definition may come after its use
    for start, end in parts:
        for key, definition in _definitions(data[start:end].decode(), data[start:end], start):
            known.setdefault(key, definition)

    def resolve(link: "BrokenLink") -> tuple[str, str] | None:
        definition = known.get(label_key(link["reference"]))
        return definition and (definition.href, "")

    for start, end in parts:
        piece = data[start:end]
        _make_sure_of_memory(len(piece))
        events = pyromark.events_with_range(piece.decode(), options=_OPTIONS, broken_link_callback=resolve)
        yield Piece(piece, start, events, known)


def _definitions(text: str, data: bytes, start: int) -> Iterator[tuple[str, Definition]]:
    if "]:" not in text:
        return
    for label, found in pyromark.reference_definitions(text, options=_OPTIONS).items():
        span = definition_span(data, found["span"]["start"], found["dest"])
        yield label_key(label), Definition(found["dest"], span and (start + span[0], start + span[1]))


def _piece_spans(data: bytes) -> Iterator[Span]:
    """Cut a text before the last block of each piece, since only that one might go on behind it.

    A piece that is one block only may be longer, and is cut wherever it ends then.
    """
    start, size = 0, 0
    while start < len(data):
        size = size or (_SMALL_PIECE if _is_dense(data, start, start + _PIECE) else _PIECE)
        end = _end_of_piece(data, start + size)
        if end == len(data):
            yield start, end
            return
        _make_sure_of_memory(end - start)
        place, events = _last_block(data[start:end].decode())
        last = data.rfind(b"\n", start, start + place) + 1
        if last <= start and size < 2 * _PIECE and events * _GROWTH <= _MOST_MARKS:
            size = min(size * _GROWTH, 2 * _PIECE)
            continue
        yield start, last if last > start else end
        start, size = (last if last > start else end), 0


def _is_dense(data: bytes, start: int, end: int) -> bool:
    return sum(data.count(mark, start, end) for mark in _MARKS) > _MOST_MARKS


def _end_of_piece(data: bytes, least: int) -> int:
    """Return where a piece ends that has at least so many bytes: with a line, or if it is long between characters."""
    if least >= len(data):
        return len(data)
    line_end = data.find(b"\n", least, least + _LONGEST_LINE) + 1
    if line_end:
        return line_end
    while data[least] & 0xC0 == 0x80:
        least -= 1
    return least


def _make_sure_of_memory(size: int) -> None:
    """Raise MemoryError where parsing so many bytes needs more than there is: the parser would end the process."""
    try:
        mmap.mmap(-1, max(size, 1) * _TIMES_IN_MEMORY, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()
    except OSError as error:  # room is asked for and not touched, which would take longer than parsing
        raise MemoryError from error


def _last_block(text: str) -> tuple[int, int]:
    """Return the byte at which the last block begins that stands in no other, and the number of events."""
    depth = last = count = 0
    for event, place in pyromark.events_with_range(text, options=_OPTIONS):
        count += 1
        if event == "Rule" and depth == 0:
            last = place["start"]
        elif isinstance(event, dict):
            if "Start" in event:
                if depth == 0:
                    last = place["start"]
                depth += 1
            elif "End" in event:
                depth -= 1
    return last, count
