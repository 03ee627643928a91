"""The statements that make a new database at once what all migrations make of it."""

import sqlite3
from contextlib import closing

from linkwatch.store.fresh import END
from linkwatch.store.migrating import create
from linkwatch.store.schema import MIGRATIONS


def statements() -> str:
    """The whole file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        create(raw, MIGRATIONS)
        schema = raw.execute("SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        counters = raw.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name").fetchall()
    virtual = [table for table, sql in schema if sql.startswith("CREATE VIRTUAL")]
    made_with_others = ("sqlite_", "_sqlite_", *(f"{name}_" for name in virtual))
    found = [sql for table, sql in schema if not table.startswith(made_with_others)]
    found += [f"INSERT INTO sqlite_sequence (name, seq) VALUES ('{name}', {seq})" for name, seq in counters]
    return "".join(statement + END for statement in found)
