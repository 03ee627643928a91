"""Every row that a damaged file still holds, wherever its page is, as SQLite's own recovery finds them.

The pages of each table are gone through from its root. One that cannot be one of them is passed over: its rows do not
fit the table, or their ids or keys are out of place. Then come the pages that nothing leads to and nothing has freed:
each is of the table that led to it, as far as the file notes that, else of the only one that its rows fit.
"""

from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from linkwatch.store.file_format import (
    KEYED_INTERIOR,
    KEYED_LEAF,
    TABLE_INTERIOR,
    TABLE_LEAF,
    Pages,
    Record,
)
from linkwatch.store.fitting import Fitting, Shape
from linkwatch.store.page_notes import notes_of

_LOWEST, _HIGHEST = (), ((9, b""),)  # places
_SAMPLE = 10  # rows by which the table of a lost page is known

Row = tuple[int, Record]
_Place = tuple[tuple[int, Any], ...]  # of a row among those of its table: its id, or its key, as SQLite sorts them


@dataclass(slots=True)
class Tree:
    """A table as its pages show it. rows_in: pages that hold its rows. bad: those that were passed over.

    torn: of `rows_in`, those of which not every row is one. found: of them, those that nothing led to. is_lost: nothing
    says where it begins.
    """

    shape: Shape
    is_lost: bool
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
        return bool(self.bad or self.torn or self.is_lost)


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
    notes = notes_of(pages)
    used = notes.surely_free()
    bad: dict[int, str] = {}  # pages, and the tables or indexes that led to them
    trees: dict[str, Tree] = {}
    for name, root in roots.items():
        trees[name] = tree = Tree(model.shapes[name], is_lost=name in lost)
        _climb(pages, model, tree, root, used, bad)
    unsure = set(lost_widths)  # and of those that lack pages, which could be taken for a table's
    for other in others:
        if not _climb_other(pages, other, used, bad):
            unsure.add(other.values)
    for number in range(2, len(pages) + 1):
        if used[number] or notes.is_free(number) or pages.kind(number) not in (TABLE_LEAF, KEYED_LEAF, KEYED_INTERIOR):
            continue
        whose = _whose(pages, model, number, notes.owner(number, bad), unsure, trees)
        if whose is not None:
            whose.rows_in.append(number)
            whose.found += 1
    return trees


def _rows(pages: Pages, number: int, *, by_id: bool) -> Iterator[Row]:
    return pages.rows(number) if by_id else ((0, record) for record in pages.keyed_rows(number))


def _climb(pages: Pages, model: Fitting, tree: Tree, root: int, used: bytearray, bad: dict[int, str]) -> None:
    """Take in the pages of a table, in the order of its rows; note those that are none of it."""
    by_id = tree.shape.by_id
    interior, leaf = (TABLE_INTERIOR, TABLE_LEAF) if by_id else (KEYED_INTERIOR, KEYED_LEAF)
    waiting: list[tuple[int, _Place, _Place]] = [(root, _LOWEST, _HIGHEST)]
    while waiting:
        number, low, high = waiting.pop()
        kind = pages.kind(number)
        is_theirs = kind in (interior, leaf) and not used[number]
        children, bounds = pages.children(number), list[_Place]()
        if is_theirs and kind == interior:
            led_by = [(row_id, ()) for row_id in pages.ids(number)] if by_id else _rows(pages, number, by_id=False)
            inner = [_place(tree, row) for row in led_by]
            is_theirs = not by_id or (len(inner) == len(children) - 1 and _is_rising(inner, low, high))
            bounds = [low, *(inner if len(inner) == len(children) - 1 else [high] * (len(children) - 1)), high]
        if is_theirs and (kind == leaf or not by_id):
            is_theirs = _take_in(pages, model, tree, number, low, high)
        if not is_theirs or (kind == interior and not children):
            tree.bad += 1
            bad[number] = tree.shape.name
        if is_theirs:
            used[number] = True
            waiting += reversed([*zip(children, bounds, bounds[1:], strict=False)])


def _take_in(pages: Pages, model: Fitting, tree: Tree, number: int, low: _Place, high: _Place) -> bool:
    """Take in a page with rows; tell whether it is one of this table."""
    rows, cells = list(_rows(pages, number, by_id=tree.shape.by_id)), pages.cells(number)
    if not cells:
        return True
    places = [_place(tree, row) for row in rows]
    if len(rows) == cells and _is_rising(places, low, high) and model.fits(tree.shape.name, rows[:1]):
        tree.rows_in.append(number)
        return True
    pairs = zip(places, rows, strict=True)
    if any(low < place <= high and model.fits(tree.shape.name, [row]) for place, row in pairs):
        tree.rows_in.append(number)
        tree.torn.add(number)
        return True
    return False


def _place(tree: Tree, row: Row) -> _Place:
    if tree.shape.by_id:
        return ((1, row[0]),)
    return tuple(_sorted_as(value) for value in row[1][: len(tree.shape.key)])


def _sorted_as(value: object) -> tuple[int, Any]:
    """Return what sorts values of several types as SQLite does."""
    if isinstance(value, str):
        return 2, value.encode()
    return (0, b"") if value is None else (3, value) if isinstance(value, bytes) else (1, value)


def _climb_other(pages: Pages, other: Other, used: bytearray, bad: dict[int, str]) -> bool:
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
            bad[number] = other.name
            continue
        used[number] = True
        is_whole &= bool(children) or pages.kind(number) != kinds[0]
        waiting += children
    return is_whole


def _whose(
    pages: Pages, model: Fitting, number: int, owner: str | None, unsure: set[int], trees: Mapping[str, Tree]
) -> Tree | None:
    """Return the table that a page's rows fit: its owner, else the only one of those that lack pages, else of all.

    Of all only where no index has rows as wide, for the page may be a copy of one of an index.
    """
    by_id = pages.kind(number) == TABLE_LEAF
    rows = list(islice(_rows(pages, number, by_id=by_id), _SAMPLE))
    if not rows:
        return None
    fitting = {
        name: tree for name, tree in trees.items() if tree.shape.by_id == by_id and model.fits(tree.shape.name, rows)
    }
    if owner in fitting:
        return fitting[owner]
    if not by_id and (len(rows[0][1]) in unsure or len(rows[0][1]) == model.indexes.get(owner or "")):
        return None
    candidates = [tree for tree in fitting.values() if tree.lacks_pages]
    if not candidates and (by_id or len(rows[0][1]) not in model.indexes.values()):
        candidates = [*fitting.values()]
    return candidates[0] if len(candidates) == 1 else None


def _is_rising(places: list[_Place], low: _Place, high: _Place) -> bool:
    rising = all(one < other for one, other in zip([low, *places], places, strict=False))
    return rising and (not places or places[-1] <= high)
