"""A copy of a database, page by page."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from linkwatch.store.interrupting import interruptible

_STEP = 4096  # pages: 16 MB, a fraction of a second


class _BrokenOffError(Exception):
    """The program was told to end."""


def copy_pages(raw: sqlite3.Connection, draft: Path) -> None:
    """Write what the open database holds at one moment to `draft`, an empty file; others may write meanwhile.

    `VACUUM INTO` leaves out unused pages, but makes each index anew: of a large database that takes hours, in which the
    log of its writer could not begin anew. Raises sqlite3.Error. For a connection that is in no transaction.
    """
    told_to_end = threading.Event()

    def go_on(*_pages: int) -> None:
        if told_to_end.is_set():
            raise _BrokenOffError

    def copy() -> None:
        with closing(sqlite3.connect(draft, isolation_level=None)) as new:
            new.execute("PRAGMA journal_mode = OFF")  # a draft is thrown away where it is not finished
            new.execute("PRAGMA synchronous = OFF")
            raw.execute("BEGIN")
            try:
                raw.execute("SELECT 1 FROM sqlite_schema").fetchone()  # from here on it is this moment's
                raw.backup(new, pages=_STEP, progress=go_on)
            finally:
                raw.execute("ROLLBACK")
            new.execute("PRAGMA journal_mode = DELETE")  # whoever looks into a copy leaves nothing beside it

    interruptible(told_to_end.set, copy)
