"""A schema for a database that has lost its own, so that SQLite can read its tables.

SQLite keeps the schema in a table whose root is the first page of the file. Where pages of it are lost, the others
still say where tables begin. The rows of a table of which nothing is said are found where nothing leads to them.
"""

import mmap
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from linkwatch.errors import StoreLostError
from linkwatch.store.copying_damaged import empty_page
from linkwatch.store.file_format import FREE, PAGE, Pages
from linkwatch.store.fitting import tables_made
from linkwatch.store.fresh import make_fresh

_SCHEMA_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class _Table:
    root: int
    sql: str


def give_schema(copy: Path) -> set[str]:
    """Write a schema of our tables into a copy of a database that is one file; return those of which nothing is said.

    These are empty. Raises StoreLostError where nothing is said of any.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        make_fresh(model)
        made = {name: sql for name, sql in tables_made(model).items() if not name.startswith("sqlite_")}
    with copy.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        found = _said(Pages(content), made)
        if not found:  # it may be the file of anybody
            raise StoreLostError(f"{copy}: no table of linkwatch can be found in it")
        free = content[FREE]
        content[:PAGE] = empty_page(len(content) // PAGE)  # it has no free page: SQLite writes behind the end
    missing = [name for name in made if name not in found]
    with closing(sqlite3.connect(copy, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("BEGIN")
        rows = [("table", name, name, table.root, table.sql) for name, table in found.items()]
        raw.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", rows)
        for name in missing:
            raw.execute(made[name])
        raw.execute("COMMIT")
    with copy.open("r+b") as file:
        file.seek(FREE.start)
        file.write(free)  # what rows these pages still show were deleted
    return set(missing)


def _said(pages: Pages, ours: Mapping[str, str]) -> dict[str, _Table]:
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
                sql = sql if _makes(sql, name, ours[name]) else ours[name]
                found[name] = max(found.get(name, _Table(root, sql)), _Table(root, sql), key=lambda one: len(one.sql))
    return found


def _makes(sql: str, name: str, ours: str) -> bool:
    """Tell whether a text still makes this table, with no column that is none of ours."""
    if not sql.startswith("CREATE TABLE"):  # nothing else is tried: nobody knows who wrote the file
        return False
    if sql == ours:
        return True
    with closing(sqlite3.connect(":memory:")) as raw:
        try:
            raw.execute(sql)
            given = [row[1:3] for row in raw.execute("SELECT * FROM pragma_table_info(?)", [name])]
            raw.execute(f"DROP TABLE {name}")
            raw.execute(ours)
        except sqlite3.Error:
            return False
        whole = [row[1:3] for row in raw.execute("SELECT * FROM pragma_table_info(?)", [name])]
        return bool(given) and given == whole[: len(given)]
