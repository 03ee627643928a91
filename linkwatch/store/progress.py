"""How far the daemon's jobs have come: a row each in the table `progress`. Works inside its caller's transaction."""

import sqlite3


def progress(raw: sqlite3.Connection, name: str) -> str | None:
    """Return how far a job has come, None if it never began."""
    row = raw.execute("SELECT value FROM progress WHERE name = ?", [name]).fetchone()
    return None if row is None else str(row[0])


def put_progress(raw: sqlite3.Connection, name: str, value: str) -> None:
    """Note how far a job has come; nothing is written where that is no news."""
    if value != progress(raw, name):
        raw.execute("INSERT OR REPLACE INTO progress (name, value) VALUES (?, ?)", [name, value])
