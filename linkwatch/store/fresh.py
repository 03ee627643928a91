"""A new database at once, for doing one migration after the other takes seven times as long.

`fresh.sql` is what all migrations together come to. It is made from them: `python -m tests.reference`.
"""

import sqlite3
from pathlib import Path

from linkwatch.store.migrating import note_all
from linkwatch.store.schema import MIGRATIONS

FRESH_SQL = Path(__file__).with_suffix(".sql")
END = "\n;\n"  # of a statement: a trigger has semicolons within


def make_fresh(raw: sqlite3.Connection) -> None:
    """Make an empty database what all migrations make of it, within the caller's transaction."""
    for statement in FRESH_SQL.read_text(encoding="utf-8").split(END)[:-1]:
        raw.execute(statement)
    note_all(raw, MIGRATIONS)
