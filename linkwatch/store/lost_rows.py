"""Every row that a damaged file still holds, wherever its page is, as SQLite's own recovery finds them.

The pages of each table are gone through from its root. One that cannot be one of them is passed over: its rows do not
fit the table, its ids are out of place, or it was there before. Then come the pages that nothing leads to and nothing
uses any more; those whose rows fit one of our tables alone are that table's.
"""

import struct
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from linkwatch.store.file_format import (
    KEYED_INTERIOR,
    KEYED_LEAF,
    TABLE_INTERIOR,
    TABLE_LEAF,
    Pages,
    Record,
)
from linkwatch.store.fitting import Fitting, Shape

LOWEST, _HIGHEST = -(2**63) - 1, 2**63 - 1  # ids
_SAMPLE = 10  # rows by which the table of a lost page is known
_TRUNK = 32  # where the first page says which page begins the list of those that are free

Row = tuple[int, Record]


@dataclass(slots=True)
class Tree:
    """A table as its pages show it. rows_in: pages that hold its rows. bad: those that were passed over.

    torn: of `rows_in`, those of which not every row is one. found: of them, those that nothing led to.
    """

    shape: Shape
    rows_in: list[int] = field(default_factory=list)
    torn: set[int] = field(default_factory=set)
    bad: int = 0
    found: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether SQLite reads all of it, and nothing else."""
        return not self.bad and not self.torn and not self.found


@dataclass(frozen=True, slots=True)
class Other:
    """An index, or a table that is made anew. values: how many its rows have. by_id: rows have ids."""

    values: int
    by_id: bool


def rows_of(pages: Pages, model: Fitting, tree: Tree, after: int, but: Collection[Record]) -> Iterator[Row]:
    """Yield the rows of a table, each once; the id is 0 where they have none.

    after, but: ids up to here, and keys, that are not wanted.
    """
    seen = set[object](but)
    for number in tree.rows_in:
        for row in _rows(pages, number, by_id=tree.shape.by_id):
            key = row[0] if tree.shape.by_id else row[1][: len(tree.shape.key)]
            if (
                key not in seen
                and (not tree.shape.by_id or row[0] > after)
                and (number not in tree.torn or model.fits(tree.shape.name, [row]))
            ):
                seen.add(key)
                yield row


def survey(
    pages: Pages, model: Fitting, roots: Mapping[str, int], others: Mapping[int, Other], lost: Collection[int]
) -> dict[str, Tree]:
    """Find the pages of each table. roots: of our tables. others: of all else.

    lost: how many values rows have of indexes whose roots nobody knows.
    """
    used = set(_free(pages)) | _maps(pages)
    trees: dict[str, Tree] = {}
    for name, root in roots.items():
        trees[name] = tree = Tree(model.shapes[name])
        _climb(pages, model, tree, root, used)
    unsure = set(lost)  # how many values rows have of indexes that lack pages: theirs could be taken for a table's
    for root, other in others.items():
        if not _climb_other(pages, other, root, used):
            unsure.add(other.values)
    for number in range(2, len(pages) + 1):
        if number in used or pages.kind(number) not in (TABLE_LEAF, KEYED_LEAF, KEYED_INTERIOR):
            continue
        whose = trees.get(_whose(pages, model, number, unsure) or "")
        if whose is not None:
            whose.rows_in.append(number)
            whose.found += 1
    return trees


def _rows(pages: Pages, number: int, *, by_id: bool) -> list[Row]:
    return pages.rows(number) if by_id else [(0, record) for record in pages.keyed_rows(number)]


def _climb(pages: Pages, model: Fitting, tree: Tree, root: int, used: set[int]) -> None:
    """Take in the pages of a table, in the order of its rows."""
    by_id = tree.shape.by_id
    interior, leaf = (TABLE_INTERIOR, TABLE_LEAF) if by_id else (KEYED_INTERIOR, KEYED_LEAF)
    waiting, seen = [(root, LOWEST, _HIGHEST)], set[int]()
    while waiting:
        number, low, high = waiting.pop()
        kind = pages.kind(number)
        if number in seen or number in used or kind not in (interior, leaf):
            tree.bad += 1
            continue
        seen.add(number)
        if kind == interior:
            children = pages.children(number)
            bounds = [low, *(pages.ids(number) if by_id else [low] * (len(children) - 1)), high]
            if not children or (by_id and not _is_rising(bounds[1:-1], low, high)):
                tree.bad += 1
                continue
            waiting += reversed([*zip(children, bounds, bounds[1:] if by_id else [high] * len(children), strict=False)])
        if (kind == leaf or not by_id) and not _take_in(pages, model, tree, number, low, high):
            continue
        used.add(number)


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
    tree.bad += 1
    return False


def _climb_other(pages: Pages, other: Other, root: int, used: set[int]) -> bool:
    """Take note of the pages of an index, or of a table that is made anew; tell whether it lacks none.

    A page that has changed places with one of them is of another kind, or its rows have more values: it is not theirs.
    """
    waiting, seen, is_whole = [root], set[int](), True
    kinds = (TABLE_INTERIOR, TABLE_LEAF) if other.by_id else (KEYED_INTERIOR, KEYED_LEAF)
    while waiting:
        number = waiting.pop()
        is_theirs = pages.kind(number) in kinds and pages.width(number) <= other.values
        if number in seen or number in used or not is_theirs:
            is_whole = False
            continue
        seen.add(number)
        children = pages.children(number)
        if not children and pages.kind(number) == kinds[0]:
            is_whole = False
        waiting += children
    used |= seen
    return is_whole


def _whose(pages: Pages, model: Fitting, number: int, unsure: set[int]) -> str | None:
    """Return the only table that a page's rows fit."""
    by_id = pages.kind(number) == TABLE_LEAF
    rows = _rows(pages, number, by_id=by_id)[:_SAMPLE]
    if not rows or (not by_id and len(rows[0][1]) in unsure):
        return None
    fitting = [name for name, shape in model.shapes.items() if shape.by_id == by_id and model.fits(name, rows)]
    return fitting[0] if len(fitting) == 1 else None


def _is_rising(ids: list[int], low: int, high: int) -> bool:
    return all(one < other for one, other in zip([low, *ids], ids, strict=False)) and (not ids or ids[-1] <= high)


def _free(pages: Pages) -> Iterator[int]:
    """Yield the pages that nothing uses: what rows they still show were deleted."""
    (trunk,) = struct.unpack_from(">I", pages.content, _TRUNK)
    seen: set[int] = set()
    while 1 < trunk <= len(pages) and trunk not in seen:
        seen.add(trunk)
        yield trunk
        place = (trunk - 1) * pages.size
        trunk, count = struct.unpack_from(">II", pages.content, place)
        if count <= pages.size // 4 - 2:
            yield from struct.unpack_from(f">{count}I", pages.content, place + 8)


def _maps(pages: Pages) -> set[int]:
    """Return the pages that say what others are, of files that give freed pages back."""
    (largest_root,) = struct.unpack_from(">I", pages.content, 52)
    return set(range(2, len(pages) + 1, pages.size // 5 + 1)) if largest_root else set()
