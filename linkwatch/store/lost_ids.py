"""Rows that others refer to and that are lost: which they are, and what indexes still tell of them.

They stand in a temporary table, which SQLite keeps on the disk: a large database may have lost millions.
"""

import sqlite3
from contextlib import suppress

_CHUNK = 1_000  # rows
_WHO_REFERS = """
SELECT t.name, f."from" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
WHERE t.type = 'table' AND f."table" = ?
"""


def columns_of(raw: sqlite3.Connection, table: str) -> set[str]:
    """Return the names of a table's columns; an older database has not all of them."""
    return {row[1] for row in raw.execute(f"PRAGMA table_info({table})")}


def note_lost(new: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    """Put the ids that rows of other tables refer to and this table does not have into the temporary table `lost`.

    columns: what else `lost` has, NULL until something tells it.
    """
    new.execute("DROP TABLE IF EXISTS temp.lost")
    new.execute(f"CREATE TEMP TABLE lost (id INTEGER PRIMARY KEY, {', '.join(columns)})")
    for other, column in new.execute(_WHO_REFERS, [table]).fetchall():
        sql = f"SELECT {column} FROM {other} WHERE {column} NOT IN (SELECT id FROM {table})"  # noqa: S608 - of our schema
        new.execute(f"INSERT OR IGNORE INTO lost (id) {sql}")


def tell_by_index(
    old: sqlite3.Connection, new: sqlite3.Connection, table: str, index: str, columns: tuple[str, ...]
) -> None:
    """Write what an index of a damaged database tells into `lost`, where nothing is known. columns: all that it has.

    It is read from both ends, up to what is damaged of it: nothing where it cannot be read, or is not there.
    """
    if new.execute("SELECT 1 FROM lost").fetchone() is None:
        return
    names, first = ", ".join(columns), columns[0]
    put = f"UPDATE lost SET ({names}) = ({', '.join('?' * len(columns))}) WHERE id = ? AND {first} IS NULL"  # noqa: S608 - of our schema
    for order in ("ASC", "DESC"):
        by = ", ".join(f"{column} {order}" for column in columns)
        with suppress(sqlite3.Error):
            told = old.execute(f"SELECT {names}, rowid FROM {table} INDEXED BY {index} ORDER BY {by}")  # noqa: S608 - of our schema
            while chunk := told.fetchmany(_CHUNK):
                new.executemany(put, chunk)
            break
