"""Every row that a damaged file still holds, wherever its page is, as SQLite's own recovery finds them.

The pages of each table are gone through from its root. One that cannot be one of them is passed over: its rows do not
fit the table, or its ids are out of place. Then come the pages that nothing leads to and nothing has freed; those
whose rows fit a single table are that table's.
"""

import mmap
import struct
from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from operator import le
from pathlib import Path

from linkwatch.store.file_format import (
    FREE,
    KEYED_INTERIOR,
    KEYED_LEAF,
    PAGE,
    TABLE_INTERIOR,
    TABLE_LEAF,
    Pages,
    Record,
)
from linkwatch.store.fitting import Fitting, Shape

_LOWEST, _HIGHEST = -(2**63) - 1, 2**63 - 1  # ids
_SAMPLE = 10  # rows by which the table of a lost page is known
_ENTRY = struct.Struct(">BI")  # of a map: what a page is, and the page that leads to it
_ROOT, _FREE, _LAST_KIND = 1, 2, 5  # what maps call pages; nothing leads to the first two

Row = tuple[int, Record]


@dataclass(slots=True)
class Tree:
    """A table as its pages show it. rows_in: pages that hold its rows. bad: those that were passed over.

    torn: of `rows_in`, those of which not every row is one. found: of them, those that nothing led to.
    """

    shape: Shape
    rows_in: "array[int]" = field(default_factory=lambda: array("I"))
    torn: set[int] = field(default_factory=set)
    bad: int = 0
    found: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether SQLite reads all of it, and nothing else."""
        return not self.lacks_pages and not self.found

    @property
    def lacks_pages(self) -> bool:
        """Whether pages that it leads to are not what they were."""
        return bool(self.bad or self.torn)


@dataclass(frozen=True, slots=True)
class Other:
    """An index, or a table that is made anew. values: how many its rows have. by_id: rows have ids."""

    name: str
    root: int
    values: int
    by_id: bool


def rows_of(pages: Pages, model: Fitting, tree: Tree) -> Iterator[Row]:
    """Yield the rows of a table; the id is 0 where they have none. Pages that are there twice are read twice."""
    for number in tree.rows_in:
        for row in _rows(pages, number, by_id=tree.shape.by_id):
            if number not in tree.torn or model.fits(tree.shape.name, [row]):
                yield row


def survey(
    pages: Pages,
    model: Fitting,
    roots: Mapping[str, int],
    others: Collection[Other],
    lost: Collection[str],
    lost_widths: Collection[int],
) -> dict[str, Tree]:
    """Find the pages of each table. roots: of our tables. others: all else. lost: tables of which nothing was said.

    lost_widths: how many values rows have of indexes of which nothing is said.
    """
    listed = _listed_as_free(pages)
    free = _mapped_as_free(pages, listed)
    used = bytearray(map(min, listed, free))  # a table is believed where only one of them says that its page is free
    trees: dict[str, Tree] = {}
    for name, root in roots.items():
        trees[name] = tree = Tree(model.shapes[name], bad=name in lost)
        _climb(pages, model, tree, root, used)
    unsure = set(lost_widths)  # how many values rows have of indexes that lack pages: theirs could be taken for a table's
    lacking = {name for name, tree in trees.items() if tree.lacks_pages} | {*lost}
    for other in others:
        if not _climb_other(pages, other, used):
            unsure.add(other.values)
            lacking.add(other.name)
    for number in range(2, len(pages) + 1):
        if used[number] or free[number] or pages.kind(number) not in (TABLE_LEAF, KEYED_LEAF, KEYED_INTERIOR):
            continue
        whose = trees.get(_whose(pages, model, number, unsure, lacking) or "")
        if whose is not None:
            whose.rows_in.append(number)
            whose.found += 1
    return trees


def has_sound_list_of_free(database: Path) -> bool:
    """Tell whether a file lists as many free pages as it says, and no other; True where a log tells something later.

    To be asked by a process that does not have the database open, for it would lose its locks.
    """
    log = Path(f"{database}-wal")
    if database.stat().st_size < PAGE or (log.exists() and log.stat().st_size):
        return True
    with database.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        pages = Pages(content)
        listed = _listed_as_free(pages)
        _, count = struct.unpack_from(">II", content, FREE.start)
        return listed.count(1, 1) == count and all(map(le, listed[1:], _mapped_as_free(pages, listed)[1:]))


def _rows(pages: Pages, number: int, *, by_id: bool) -> list[Row]:
    return pages.rows(number) if by_id else [(0, record) for record in pages.keyed_rows(number)]


def _climb(pages: Pages, model: Fitting, tree: Tree, root: int, used: bytearray) -> None:
    """Take in the pages of a table, in the order of its rows."""
    by_id = tree.shape.by_id
    interior, leaf = (TABLE_INTERIOR, TABLE_LEAF) if by_id else (KEYED_INTERIOR, KEYED_LEAF)
    waiting = [(root, _LOWEST, _HIGHEST)]
    while waiting:
        number, low, high = waiting.pop()
        kind = pages.kind(number)
        is_theirs = kind in (interior, leaf) and not used[number]
        children, bounds = list[int](), list[int]()
        if is_theirs and kind == interior:
            children = pages.children(number)
            bounds = [low, *(pages.ids(number) if by_id else [high] * (len(children) - 1)), high]
            is_theirs = len(bounds) == len(children) + 1 and (not by_id or _is_rising(bounds[1:-1], low, high))
        if is_theirs and (kind == leaf or not by_id):
            is_theirs = _take_in(pages, model, tree, number, low, high)
        if not is_theirs:
            tree.bad += 1
            continue
        used[number] = True
        waiting += reversed([*zip(children, bounds, bounds[1:], strict=False)])


def _take_in(pages: Pages, model: Fitting, tree: Tree, number: int, low: int, high: int) -> bool:
    """Take in a page with rows; tell whether it is one of this table."""
    rows, cells = _rows(pages, number, by_id=tree.shape.by_id), pages.cells(number)
    if not cells:
        return True
    is_whole = len(rows) == cells and (not tree.shape.by_id or _is_rising([row_id for row_id, _ in rows], low, high))
    if is_whole and model.fits(tree.shape.name, rows[:1]):
        tree.rows_in.append(number)
        return True
    if any(low < row_id <= high and model.fits(tree.shape.name, [(row_id, record)]) for row_id, record in rows):
        tree.rows_in.append(number)
        tree.torn.add(number)
        return True
    return False


def _climb_other(pages: Pages, other: Other, used: bytearray) -> bool:
    """Take note of the pages of an index, or of a table that is made anew; tell whether it lacks none.

    A page that has changed places with one of them is of another kind, or its rows have more values: it is not theirs.
    """
    waiting, is_whole = [other.root], True
    kinds = (TABLE_INTERIOR, TABLE_LEAF) if other.by_id else (KEYED_INTERIOR, KEYED_LEAF)
    while waiting:
        number = waiting.pop()
        children = pages.children(number)
        if pages.kind(number) not in kinds or used[number] or pages.width(number) > other.values:
            is_whole = False
            continue
        used[number] = True
        is_whole &= bool(children) or pages.kind(number) != kinds[0]
        waiting += children
    return is_whole


def _whose(pages: Pages, model: Fitting, number: int, unsure: set[int], lacking: set[str]) -> str | None:
    """Return the only table that a page's rows fit, of those that lack pages, else of all."""
    by_id = pages.kind(number) == TABLE_LEAF
    rows = _rows(pages, number, by_id=by_id)[:_SAMPLE]
    if not rows or (not by_id and len(rows[0][1]) in unsure):
        return None
    fitting = {name for name, shape in model.shapes.items() if shape.by_id == by_id and model.fits(name, rows)}
    fitting = fitting & lacking or fitting
    return fitting.pop() if len(fitting) == 1 else None


def _is_rising(ids: list[int], low: int, high: int) -> bool:
    return all(one < other for one, other in zip([low, *ids], ids, strict=False)) and (not ids or ids[-1] <= high)


def _listed_as_free(pages: Pages) -> bytearray:
    """Return 1 for each page that nothing uses, at its number: what rows it still shows were deleted."""
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


def _mapped_as_free(pages: Pages, listed: bytearray) -> bytearray:
    """Return the same, and maps themselves, by the maps of files that give freed pages back, else as it is `listed`.

    Maps tell what each page is, whatever is lost of the list.
    """
    free = bytearray(listed)
    for place in range(2, len(pages) + 1, PAGE // _ENTRY.size + 1):
        count = min(PAGE // _ENTRY.size, len(pages) - place)
        start = (place - 1) * PAGE
        entries = list(_ENTRY.iter_unpack(pages.content[start : start + count * _ENTRY.size]))
        if all(0 < kind <= _LAST_KIND and (parent == 0) == (kind in (_ROOT, _FREE)) for kind, parent in entries):
            free[place : place + count + 1] = bytes([1, *(kind == _FREE for kind, _ in entries)])
    return free
