"""Tables that lack pages by which SQLite finds their rows: the root, or one between it and the pages with rows.

What stood below such a page is still in the file: pages with rows that nothing leads to any more. Those whose rows fit
this table and no other of ours, with ids that belong there, are put below it again in a copy, and SQLite reads them
from there, with their ids.
"""

import mmap
import sqlite3
import struct
from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from linkwatch.store.file_format import Pages
from linkwatch.store.fresh import make_fresh
from linkwatch.store.lost_schema import PAGE, fits

_ENOUGH = 50  # rows by which a table is known
_ROOTS = """
SELECT name, rootpage FROM sqlite_schema
WHERE type = 'table' AND rootpage > 1 AND sql NOT LIKE '%WITHOUT ROWID%' AND name NOT LIKE 'sqlite_%'
"""
_TABLE_LEAF, _TABLE_INTERIOR = 13, 5
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1  # ids
_TRUNK = 32  # where the first page says which page begins the list of those that are free


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Pages below one, with the ids of its rows from the first to the last."""

    page: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Gap:
    """A page of a table that cannot be read, above or instead of rows with ids after `low` and up to `high`."""

    page: int
    low: int
    high: int


def may_lack_branches(raw: sqlite3.Connection) -> bool:
    """Tell whether a table cannot be read from end to end. raw: an open, damaged database."""
    with suppress(sqlite3.Error):
        for name, _ in raw.execute(_ROOTS).fetchall():
            try:
                raw.execute(f"SELECT count(*) FROM {name} NOT INDEXED").fetchone()  # noqa: S608 - a name of the schema
            except sqlite3.Error:
                return True
    return False


def put_branches(copy: Path) -> dict[str, int]:
    """Lead to the rows of a copy's tables again; return how many pages of each were found so. No log is beside it."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        tables = dict(raw.execute(_ROOTS).fetchall())
        roots = {root for (root,) in raw.execute("SELECT rootpage FROM sqlite_schema WHERE rootpage > 0").fetchall()}
    put: dict[str, int] = {}
    with copy.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        pages = Pages(content, PAGE)
        lost = {name: gaps for name, root in tables.items() if (gaps := list(_gaps(pages, root)))}
        for name, stretches in _without_parent(pages, lost, roots).items():
            in_order = _in_order(stretches)
            for gap in lost[name]:
                below = [one for one in in_order if gap.low < one.first and one.last <= gap.high]
                page = _interior(below) if below else None
                if page is not None:
                    content[(gap.page - 1) * PAGE : gap.page * PAGE] = page
                    put[name] = put.get(name, 0) + len(below)
    return put


def _gaps(pages: Pages, root: int) -> Iterator[_Gap]:
    """Yield the pages of a table that neither have rows nor lead to any."""
    waiting, seen = [_Gap(root, _LOWEST, _HIGHEST)], set[int]()
    while waiting:
        one = waiting.pop()
        if one.page in seen:
            continue
        seen.add(one.page)
        children = pages.children(one.page)
        low = one.low
        for child, last in zip(children, [*pages.ids(one.page), one.high], strict=False):
            waiting.append(_Gap(child, low, last))
            low = last
        if not children and pages.content[(one.page - 1) * PAGE] != _TABLE_LEAF:
            yield one


def _without_parent(pages: Pages, lost: Collection[str], roots: Collection[int]) -> dict[str, list[_Stretch]]:
    """Return the pages that nothing leads to and that fit one of these tables, and no other of ours."""
    known = {*roots, *_free(pages)}
    known |= {child for number in range(2, len(pages) + 1) if number not in known or number in roots
              for child in pages.children(number)}  # fmt: skip
    found: dict[str, list[_Stretch]] = {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        make_fresh(model)
        ours = [name for (name,) in model.execute(_ROOTS.replace("name, rootpage", "name"))]
        for number in range(2, len(pages) + 1):
            if number in known:
                continue
            rows = list(islice(pages.below(number), _ENOUGH))
            fitting = [name for name in ours if rows and fits(model, name, rows)]
            if (
                len(fitting) == 1
                and fitting[0] in lost
                and (ids := [row_id for page in pages.tree(number) for row_id in pages.ids(page)])
            ):
                found.setdefault(fitting[0], []).append(_Stretch(number, min(ids), max(ids)))
    return found


def _free(pages: Pages) -> Iterator[int]:
    """Yield the pages that nothing uses: what rows they still show were deleted."""
    (trunk,) = struct.unpack_from(">I", pages.content, _TRUNK)
    seen: set[int] = set()
    while 1 < trunk <= len(pages) and trunk not in seen:
        seen.add(trunk)
        yield trunk
        place = (trunk - 1) * PAGE
        trunk, count = struct.unpack_from(">II", pages.content, place)
        if count <= PAGE // 4 - 2:
            yield from struct.unpack_from(f">{count}I", pages.content, place + 8)


def _in_order(stretches: list[_Stretch]) -> list[_Stretch]:
    """Sort by ids; of two that have the same ids one is of old, and the one that has more of them stays."""
    kept: list[_Stretch] = []
    for one in sorted(stretches, key=lambda stretch: (stretch.first, -stretch.last)):
        if not kept or one.first > kept[-1].last:
            kept.append(one)
        elif one.last - one.first > kept[-1].last - kept[-1].first:
            kept[-1] = one
    return kept


def _interior(stretches: list[_Stretch]) -> bytes | None:
    """Return a page that leads to these; None where one is not enough."""
    page, end = bytearray(PAGE), PAGE
    places = []
    for one in stretches[:-1]:
        cell = struct.pack(">I", one.page) + _varint(one.last)
        end -= len(cell)
        page[end : end + len(cell)] = cell
        places.append(end)
    if 12 + 2 * len(places) > end:
        return None
    struct.pack_into(">BHHHBI", page, 0, _TABLE_INTERIOR, 0, len(places), end, 0, stretches[-1].page)
    struct.pack_into(f">{len(places)}H", page, 12, *places)
    return bytes(page)


def _varint(value: int) -> bytes:
    """Write an id, which is below 2**56 and not negative."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(value & 0x7F | 0x80)
    return bytes(reversed(groups))
