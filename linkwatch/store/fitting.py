"""Which of our tables a row may be of: an empty one takes it, and gives it back as it was."""

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from linkwatch.store.file_format import Record
from linkwatch.store.schema import MIGRATIONS

_TABLES = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid"
_STATEMENTS = """
SELECT sql FROM sqlite_schema
WHERE type IN ('table', 'index') AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid
"""
_INDEXES = """
SELECT s.name, (SELECT count(*) FROM pragma_index_xinfo(s.name)) FROM sqlite_schema s WHERE s.type = 'index'
"""
_STEPS = " ".join(str(step) for migration in MIGRATIONS for step in migration.steps)
_ADDED = Counter(re.findall(r"ALTER TABLE (\w+) ADD ", _STEPS))  # columns that tables got after they were made
_NO_IDS = "WITHOUT ROWID"


@dataclass(frozen=True, slots=True)
class Shape:
    """A table. columns: in the order in which a row holds them. key: of those, the ones that tell it from others.

    by_id: rows have ids. id_column: the column that is the id, NULL in the row itself.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    by_id: bool
    id_column: str | None


class Fitting:
    """Empty tables; a context manager. like: a database that has them, one of ours: its statements are carried out.

    They have its indexes and constraints, but no triggers, views and words. indexes: how many values rows of each have.
    """

    def __init__(self, like: sqlite3.Connection) -> None:
        self._raw = sqlite3.connect(":memory:", isolation_level=None)
        self._raw.execute("BEGIN")
        for (statement,) in like.execute(_STATEMENTS):
            self._raw.execute(statement)
        self._raw.execute("COMMIT")
        self.shapes = {name: shape_of(self._raw, name, made) for name, made in tables_made(like).items()}
        self.indexes: dict[str, int] = dict(self._raw.execute(_INDEXES).fetchall())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._raw.close()

    def defaults(self, name: str, columns: Sequence[str]) -> list[object]:
        """Return what columns hold in rows that are older than they."""
        info = {row[1]: row[4] for row in self._raw.execute(f"PRAGMA table_info('{name}')")}
        return [self._raw.execute(f"SELECT {info[column] or 'NULL'}").fetchone()[0] for column in columns]

    def fits(self, name: str, rows: Sequence[tuple[int, Record]]) -> bool:
        """Tell whether a table takes these rows, each with its id; 0 where it has none."""
        shape = self.shapes[name]
        most = len(shape.columns)
        least = max(1, most - _ADDED[name])  # a row is shorter where it is older than a column
        if not all(least <= len(record) <= most for _, record in rows):
            return False
        self._raw.execute("BEGIN")
        try:
            return all(self._takes(shape, row_id, record) for row_id, record in rows)
        except (sqlite3.Error, UnicodeEncodeError, OverflowError):
            return False
        finally:
            self._raw.execute("ROLLBACK")

    def _takes(self, shape: Shape, row_id: int, record: Record) -> bool:
        columns = shape.columns[: len(record)]
        given, marks = ", ".join(columns), ", ".join("?" * len(record))
        values = list(record)
        if shape.id_column in columns:
            if values[columns.index(shape.id_column)] is not None:
                return False
            values[columns.index(shape.id_column)] = row_id
        put = self._raw.execute(f"INSERT INTO {shape.name} ({given}) VALUES ({marks})", values)  # noqa: S608 - names of our schema
        where, wanted = "rowid = ?", list[object]([put.lastrowid])
        if not shape.by_id:
            where, wanted = " AND ".join(f"{column} = ?" for column in shape.key), values[: len(shape.key)]
        again = self._raw.execute(f"SELECT {given} FROM {shape.name} WHERE {where}", wanted).fetchone()  # noqa: S608 - as above
        return again is not None and again == tuple(values)  # a number that is now a text was not written to this table


def tables_made(raw: sqlite3.Connection) -> dict[str, str]:
    """Return the statement that makes each table of a database."""
    return dict(raw.execute(_TABLES).fetchall())


def shape_of(raw: sqlite3.Connection, name: str, made: str) -> Shape:
    """Return the shape of a table. made: the statement that makes it."""
    info = raw.execute(f"PRAGMA table_info('{name}')").fetchall()
    key = tuple(row[1] for row in sorted(info, key=lambda row: int(row[5])) if row[5])
    if _NO_IDS in made:
        return Shape(name, (*key, *(row[1] for row in info if not row[5])), key, by_id=False, id_column=None)
    is_id = len(key) == 1 and any(row[1] == key[0] and row[2].upper() == "INTEGER" for row in info)
    columns = tuple(row[1] for row in info)
    return Shape(name, columns, key if is_id else ("rowid",), by_id=True, id_column=key[0] if is_id else None)
