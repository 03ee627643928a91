"""What a file notes of its own pages: a list of those that are free, and maps in files that give freed pages back."""

import mmap
import struct
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from linkwatch.store.file_format import FREE, PAGE, Pages

_ENTRY = struct.Struct(">BI")  # of a map: what a page is, and the page that leads to it
_ENTRIES = PAGE // _ENTRY.size
_UNKNOWN, _ROOT, _FREE, _TREE = 0, 1, 2, 5  # what maps call pages; nothing leads to the first three
_MAP = 6  # what we call maps
_DEEPEST = 20  # pages from a root to rows


@dataclass(frozen=True, slots=True)
class Notes:
    """By the number of a page: whether it is listed as free, what a map calls it, and what leads to it."""

    listed: bytearray
    kinds: bytearray
    parents: "array[int]"

    def is_free(self, number: int) -> bool:
        """Tell whether a page to which nothing leads is free: what rows it shows were deleted. Maps know it better."""
        kind = self.kinds[number]
        return kind in (_FREE, _MAP) or (kind == _UNKNOWN and bool(self.listed[number]))

    def surely_free(self) -> bytearray:
        """Return 1 for each page that is free although a table leads to it: all that is known of it says so."""
        pairs = zip(self.listed, self.kinds, strict=True)
        return bytearray(is_listed and kind in (_UNKNOWN, _FREE) for is_listed, kind in pairs)

    def owner(self, number: int, bad: Mapping[int, str]) -> str | None:
        """Return what a page belonged to that maps connect with one of the `bad` pages."""
        for _ in range(_DEEPEST):
            if self.kinds[number] != _TREE or self.parents[number] >= len(self.kinds):
                return None
            number = self.parents[number]
            if number in bad:
                return bad[number]
        return None


def notes_of(pages: Pages) -> Notes:
    """Read what a file notes, as far as it can be right."""
    notes = Notes(_listed(pages), bytearray(len(pages) + 1), array("I", bytes(4 * (len(pages) + 1))))
    for place in range(2, len(pages) + 1, _ENTRIES + 1):
        start = (place - 1) * PAGE
        found = pages.content[start : start + min(_ENTRIES, len(pages) - place) * _ENTRY.size]
        entries = list(_ENTRY.iter_unpack(found))
        if not any(found):  # in files without maps this may be a free page that SQLite has cleared
            continue
        if all(kind <= _TREE and (parent == 0) == (kind in (_UNKNOWN, _ROOT, _FREE)) for kind, parent in entries):
            notes.kinds[place] = _MAP
            for number, (kind, parent) in enumerate(entries, place + 1):
                notes.kinds[number], notes.parents[number] = kind, parent
    return notes


def has_sound_list_of_free(database: Path) -> bool:
    """Tell whether a file lists as many free pages as it says, and no other; True where a log tells something later.

    To be asked by a process that does not have the database open, for it would lose its locks.
    """
    log = Path(f"{database}-wal")
    if not database.exists() or database.stat().st_size < PAGE or (log.exists() and log.stat().st_size):
        return True
    with database.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        notes = notes_of(Pages(content))
        (count,) = struct.unpack_from(">I", content, FREE.start + 4)
        return not notes.listed[0] and notes.listed.count(1) == count == notes.surely_free().count(1)


def _listed(pages: Pages) -> bytearray:
    """Return 1 for each page of the list, at its number, and at 0 if it names pages that are not there."""
    listed = bytearray(len(pages) + 1)
    (trunk,) = struct.unpack_from(">I", pages.content, FREE.start)
    while 1 < trunk <= len(pages) and not listed[trunk] and not pages.kind(trunk):
        listed[trunk] = True
        next_trunk, count = struct.unpack_from(">II", pages.content, (trunk - 1) * PAGE)
        if count <= PAGE // 4 - 2:
            for number in struct.unpack_from(f">{count}I", pages.content, (trunk - 1) * PAGE + 8):
                listed[number if number <= len(pages) else 0] = True
        trunk = next_trunk
    return listed
