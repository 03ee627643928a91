"""The pages of a SQLite file, read without SQLite, as https://www.sqlite.org/fileformat2.html describes them.

What is no sound page has no rows and no children.
"""

import mmap
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

PAGE = 4096  # bytes: all databases of ours have such pages
FREE = slice(32, 40)  # where the first one says which page begins the list of free ones, and how many there are
Record = tuple[object, ...]
_T = TypeVar("_T")

TABLE_INTERIOR, TABLE_LEAF = 5, 13  # of a table with ids
KEYED_INTERIOR, KEYED_LEAF = 2, 10  # of an index, or of a table without ids
_HEADERS = {TABLE_INTERIOR: 12, TABLE_LEAF: 8, KEYED_INTERIOR: 12, KEYED_LEAF: 8}  # bytes
_WIDTHS = (0, 1, 2, 3, 4, 6, 8)  # bytes of the types of whole numbers
_NULL, _FLOAT, _ZERO, _ONE, _BYTES = 0, 7, 8, 9, 12  # types; from the last one on those of texts and bytes
_ZEROS = bytes(8)  # in no text of ours: `encoding.plain` lets none pass, and a disk leaves whole sectors of them


@dataclass(frozen=True, slots=True)
class Pages:
    """A file of pages that are numbered from 1; the first one is never read."""

    content: mmap.mmap

    def __len__(self) -> int:
        return len(self.content) // PAGE

    def with_text(self, text: bytes) -> list[int]:
        """Return the pages in which a text stands, but for the first one."""
        found: list[int] = []
        place = self.content.find(text, PAGE)
        while place >= 0:
            found.append(place // PAGE + 1)
            place = self.content.find(text, found[-1] * PAGE)
        return found

    def kind(self, number: int) -> int:
        """Return what a page says that it is; 0 where it is none of a tree."""
        kind = self.content[(number - 1) * PAGE] if 1 < number <= len(self) else 0
        return kind if kind in _HEADERS else 0

    def rows(self, number: int) -> Iterator[tuple[int, Record]]:
        """Yield the rows of a leaf with their ids; without those that go on in lost pages, or are no rows."""
        page = self._page(number)
        return self._cells(page, self._row) if page and page[0] == TABLE_LEAF else iter(())

    def keyed_rows(self, number: int) -> Iterator[Record]:
        """Yield the rows that stand in a page of an index, or of a table without ids, as `rows` does."""
        page = self._page(number)
        return self._cells(page, self._keyed_row) if page and page[0] in (KEYED_INTERIOR, KEYED_LEAF) else iter(())

    def width(self, number: int) -> int:
        """Return how many values the first row of a page has that can be read; 0 where it has none."""
        if self.kind(number) == TABLE_LEAF:
            _, first = next(self.rows(number), (0, ()))
            return len(first)
        return len(next(self.keyed_rows(number), ()))

    def cells(self, number: int) -> int:
        """Return how many cells a page of a tree says that it has."""
        return int(struct.unpack_from(">H", self.content, (number - 1) * PAGE + 3)[0])

    def children(self, number: int) -> list[int]:
        """Return the pages below one that is no leaf."""
        page = self._page(number)
        if not page or page[0] not in (TABLE_INTERIOR, KEYED_INTERIOR):
            return []
        try:
            found = [*(_number(page, place) for place in _places(page)), _number(page, 8)]
        except (IndexError, ValueError, struct.error):
            return []
        return found if all(1 < child <= len(self) for child in found) else []

    def ids(self, number: int) -> list[int]:
        """Return the ids of a leaf's rows, or of the last ones below each of a page's children but one."""
        page = self._page(number)
        if not page or page[0] not in (TABLE_INTERIOR, TABLE_LEAF):
            return []
        try:
            if page[0] == TABLE_INTERIOR:
                return [_signed(_varint(page, place + 4)[0]) for place in _places(page)]
            return [_signed(_varint(page, _varint(page, place)[1])[0]) for place in _places(page)]
        except (IndexError, ValueError, struct.error):
            return []

    def _cells(self, page: bytes, read: Callable[[bytes, int], _T | None]) -> Iterator[_T]:
        try:
            places = _places(page)
        except struct.error:
            return
        for place in places:
            try:
                row = read(page, place)
            except (IndexError, ValueError, struct.error):
                continue
            if row is not None:
                yield row

    def _row(self, page: bytes, place: int) -> tuple[int, Record] | None:
        size, place = _varint(page, place)
        row_id, place = _varint(page, place)
        payload = self._payload(page, place, size, PAGE - 35)
        return None if payload is None else (_signed(row_id), _record(payload))

    def _keyed_row(self, page: bytes, place: int) -> Record | None:
        size, place = _varint(page, place + 4 if page[0] == KEYED_INTERIOR else place)
        payload = self._payload(page, place, size, (PAGE - 12) * 64 // 255 - 23)
        return None if payload is None else _record(payload)

    def _payload(self, page: bytes, place: int, size: int, most: int) -> bytes | None:
        """Return what a row holds. most: bytes of it that may stand in its own page."""
        if size <= most:
            if place + size > len(page):
                raise ValueError("a row ends outside its page")
            return page[place : place + size]
        if size > len(self.content):
            raise ValueError("a row is larger than its file")
        least = (PAGE - 12) * 32 // 255 - 23
        here = least + (size - least) % (PAGE - 4)
        here = here if here <= most else least
        rest = self._rest(_number(page, place + here), size - here)
        return None if rest is None else page[place : place + here] + rest

    def _rest(self, number: int, size: int) -> bytes | None:
        """Return what of a row stands in other pages, of which each names the next; None where one is lost."""
        parts, seen = list[bytes](), set[int]()
        while size > 0:
            if not 1 < number <= len(self) or number in seen:
                return None
            seen.add(number)
            page = self._page(number)
            parts.append(page[4 : 4 + size])
            size -= len(parts[-1])
            number = _number(page, 0)
        return b"".join(parts)

    def _page(self, number: int) -> bytes:
        return self.content[(number - 1) * PAGE : number * PAGE]


def _places(page: bytes) -> Sequence[int]:
    """Return where the cells of a page are."""
    count = struct.unpack_from(">H", page, 3)[0]
    return struct.unpack_from(f">{count}H", page, _HEADERS[page[0]])


def _signed(value: int) -> int:
    return value - 2**64 if value >= 2**63 else value


def _number(page: bytes, place: int) -> int:
    return int(struct.unpack_from(">I", page, place)[0])


def _record(payload: bytes) -> Record:
    """Return a row's values. A large file has a hundred million of them: each is read here, without a call."""
    header, at = _varint(payload, 0)
    place = header
    values: list[object] = []
    while at < header:
        kind = payload[at]
        if kind < 0x80:  # nearly all are
            at += 1
        else:
            kind, at = _varint(payload, at)
        if kind >= _BYTES:
            end = place + (kind - _BYTES) // 2
            content = payload[place:end]
            if kind % 2 and _ZEROS in content:
                raise ValueError("a text that a disk has cleared")
            values.append(content.decode() if kind % 2 else content)
            place = end
        elif kind == _NULL:
            values.append(None)
        elif kind < _FLOAT:
            end = place + _WIDTHS[kind]
            values.append(int.from_bytes(payload[place:end], "big", signed=True))
            place = end
        elif kind == _FLOAT:
            values.append(struct.unpack_from(">d", payload, place)[0])
            place += 8
        elif kind in (_ZERO, _ONE):
            values.append(kind - _ZERO)
        else:
            raise ValueError("no type of a value")
    if place != len(payload):
        raise ValueError("a row that is shorter or longer than its values")
    return tuple(values)


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a number and where the next one begins."""
    value = 0
    for count in range(9):
        byte = data[place + count]
        if count == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + count + 1
    raise AssertionError  # the ninth byte is the last one
