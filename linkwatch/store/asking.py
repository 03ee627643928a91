"""The narrow way by which pages write: they add to the inbox, and can do nothing else to the database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from linkwatch.store.confined import confine_to_asking
from linkwatch.store.connection import Connection
from linkwatch.store.database import open_for_writing
from linkwatch.store.encoding import json_text, plain, time_text

MOST_OPEN = 1000
"""Wishes that may wait to be carried out; more are not taken."""

_BUSY_TIMEOUT = 3.0  # seconds: a reader waits for the answer
_SAME = """
SELECT id FROM inbox INDEXED BY inbox_open
WHERE state IN ('asked', 'begun') AND action = ? AND target = ? AND arguments = ?
"""
_ADD = "INSERT INTO inbox (asked_at, actor, action, target, arguments) VALUES (?, ?, ?, ?, ?)"


class Asking:
    """Adds to the inbox of one database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, actor: str, action: str, target: str, arguments: Mapping[str, str], now: datetime) -> bool:
        """Write a wish down; False if too many wait. The same wish that waits already is not written twice."""
        row = [action, plain(target), json_text(arguments)]
        with self._connection.writing() as raw:
            if raw.execute(_SAME, row).fetchone() is not None:
                return True
            sql = "SELECT count(*) FROM inbox INDEXED BY inbox_open WHERE state IN ('asked', 'begun')"
            if raw.execute(sql).fetchone()[0] >= MOST_OPEN:
                return False
            raw.execute(_ADD, [time_text(now), plain(actor), *row])
            return True


@contextmanager
def open_to_ask(path: Path) -> Iterator[Asking]:
    """Open the database at `path` for what people ask. Raises StoreError, StoreBusyError where it is kept locked."""
    connection = open_for_writing(path, _BUSY_TIMEOUT, create=False)
    try:
        confine_to_asking(connection.raw)
        yield Asking(connection)
    finally:
        connection.raw.set_authorizer(None)  # closing folds the log in
        connection.close()
