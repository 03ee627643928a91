"""A schema for a database that has lost its own, so that SQLite can read its tables.

SQLite keeps the schema in a table whose root is the first page of the file. Where pages of it are lost, the others
still say where tables begin. A table of which nothing is said is known by its rows: it takes them, and no other does.
"""

import mmap
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from linkwatch.errors import StoreLostError
from linkwatch.store.copying_damaged import empty_page
from linkwatch.store.file_format import FREE, PAGE, Pages
from linkwatch.store.fitting import Fitting
from linkwatch.store.fresh import make_fresh

_SCHEMA_COLUMNS = 5
_ENOUGH = 50  # rows by which a table is known


@dataclass(frozen=True, slots=True)
class _Table:
    root: int
    sql: str


def give_schema(copy: Path) -> None:
    """Write a schema of the tables that can be found into a copy of a database that is one file.

    Raises StoreLostError where none can.
    """
    with copy.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        found = _tables_of(Pages(content))
        if not found:
            raise StoreLostError(f"{copy}: no table of linkwatch can be found in it")
        free = content[FREE]
        content[:PAGE] = empty_page(len(content) // PAGE)  # it has no free page: SQLite writes behind the end
    with closing(sqlite3.connect(copy)) as raw, raw:
        raw.execute("PRAGMA writable_schema = ON")
        rows = [("table", name, name, table.root, table.sql) for name, table in found.items()]
        raw.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", rows)
    with copy.open("r+b") as file:
        file.seek(FREE.start)
        file.write(free)  # what rows these pages still show were deleted


def _tables_of(pages: Pages) -> dict[str, _Table]:
    with Fitting(make_fresh) as model:
        found = _said(pages, model.made)
        if found:  # else it may be the file of anybody
            missing = {name: sql for name, sql in model.made.items() if name not in found}
            found |= _known_by_rows(pages, model, missing, found)
    return found


def _said(pages: Pages, ours: Collection[str]) -> dict[str, _Table]:
    """Return what pages say of our tables. Of several versions the longest counts: tables only ever gain columns."""
    found: dict[str, _Table] = {}
    for number in pages.with_text(b"CREATE TABLE"):
        for _, row in pages.rows(number):
            if len(row) != _SCHEMA_COLUMNS or row[0] != "table":
                continue
            _, name, _, root, sql = row
            if not (isinstance(name, str) and isinstance(root, int) and isinstance(sql, str)):
                continue
            if name in ours and 1 < root <= len(pages):
                found[name] = max(found.get(name, _Table(root, sql)), _Table(root, sql), key=lambda one: len(one.sql))
    return found


def _known_by_rows(
    pages: Pages, model: Fitting, missing: dict[str, str], found: dict[str, _Table]
) -> dict[str, _Table]:
    """Find tables of which nothing is said: a tree whose rows fit one of them and no other table of ours."""
    below = {child for number in range(2, len(pages) + 1) for child in pages.children(number)}
    known = {table.root for table in found.values()}
    largest: dict[str, tuple[int, int]] = {}  # its rows, as far as they were counted, and its root
    for root in range(2, len(pages) + 1):
        if root in below or root in known:
            continue
        rows = list(islice(pages.below(root), _ENOUGH))
        fitting = [name for name in missing if rows and model.shapes[name].by_id and model.fits(name, rows)]
        if len(fitting) == 1:  # a tree that was let go of long ago may look the same, and has fewer rows
            largest[fitting[0]] = max(largest.get(fitting[0], (0, 0)), (len(rows), root))
    return {name: _Table(root, missing[name]) for name, (_, root) in largest.items()}
