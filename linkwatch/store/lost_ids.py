"""Rows that others refer to and that are lost: which they are, and what indexes still tell of them."""

import sqlite3
from collections.abc import Collection
from contextlib import suppress

_WHO_REFERS = """
SELECT t.name, f."from" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
WHERE t.type = 'table' AND f."table" = ?
"""


def columns_of(raw: sqlite3.Connection, table: str) -> set[str]:
    """Return the names of a table's columns; an older database has not all of them."""
    return {row[1] for row in raw.execute(f"PRAGMA table_info({table})")}


def lost_ids(new: sqlite3.Connection, table: str) -> set[int]:
    """Return the ids that rows of other tables refer to and that this table does not have."""
    found: set[int] = set()
    for other, column in new.execute(_WHO_REFERS, [table]).fetchall():
        sql = f"SELECT DISTINCT {column} FROM {other} WHERE {column} NOT IN (SELECT id FROM {table})"  # noqa: S608 - of our schema
        found.update(row_id for (row_id,) in new.execute(sql))
    return found


def told_by_index(
    old: sqlite3.Connection, table: str, index: str, columns: tuple[str, ...], lost: Collection[int]
) -> dict[int, tuple[object, ...]]:
    """Return what an index of a damaged database tells of lost rows, by their ids. columns: all that the index has.

    It is read from both ends, up to what is damaged of it: nothing where it cannot be read, or is not there.
    """
    found: dict[int, tuple[object, ...]] = {}
    if not lost:
        return found
    names = ", ".join(columns)
    for order in ("ASC", "DESC"):
        by = ", ".join(f"{column} {order}" for column in columns)
        with suppress(sqlite3.Error):
            sql = f"SELECT rowid, {names} FROM {table} INDEXED BY {index} ORDER BY {by}"  # noqa: S608 - of our schema
            for row_id, *values in old.execute(sql):
                if row_id in lost:
                    found.setdefault(row_id, tuple(values))
            break
    return found
