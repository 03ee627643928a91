"""How a database fares, found out without changing it."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Timer

from linkwatch.model import Census
from linkwatch.store.connection import Connection
from linkwatch.store.database import is_present, may_write, open_for_reading
from linkwatch.store.encoding import text_time, time_text
from linkwatch.store.links import LAST_LOOK
from linkwatch.store.lock import daemon_is_at_work

_BUSY_TIMEOUT = 3.0
_DUE = "SELECT count(*), min(next_check_at) FROM links WHERE next_check_at <= ?"


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """What is known of a database.

    is_present: its schema is this linkwatch's, not an older one's. faults: of its pages, a line each; None where there
    was no time to read them all. bytes, wal_bytes, free_bytes: of the file, of its log, of the disk. last_checked_at:
    of the latest look. due, due_since: links whose look is due.
    """

    is_present: bool
    faults: tuple[str, ...] | None
    bytes: int
    wal_bytes: int
    free_bytes: int
    may_be_written: bool
    daemon_is_at_work: bool
    links: int
    sources: int
    last_checked_at: datetime | None
    due: int
    due_since: datetime | None


def inspect_database(path: Path, now: datetime, seconds: float) -> DatabaseState:
    """Look at a database for about so many seconds at most. Raises StoreError if it cannot be opened."""
    connection = open_for_reading(path, _BUSY_TIMEOUT, any_schema=True)
    log = Path(f"{path}-wal")
    with closing(connection.raw), connection.reading() as raw:
        links, sources = (_count(raw, table) for table in ("links", "sources"))
        (last,) = raw.execute(f"SELECT {LAST_LOOK}").fetchone()
        due, due_since = raw.execute(_DUE, [time_text(now)]).fetchone()
        return DatabaseState(
            is_present=is_present(connection),
            faults=faults_of(connection, seconds),
            bytes=path.stat().st_size,
            wal_bytes=log.stat().st_size if log.exists() else 0,
            free_bytes=shutil.disk_usage(path.absolute().parent).free,
            may_be_written=may_write(path) and may_write(path.absolute().parent),
            daemon_is_at_work=daemon_is_at_work(path),
            links=links,
            sources=sources,
            last_checked_at=text_time(last),
            due=due,
            due_since=text_time(due_since),
        )


def take_census(path: Path, now: datetime, seconds: float) -> Census:
    """Count a database on a connection that serves nothing else, so that nobody waits for it.

    seconds: after so many it gives up. Raises StoreError.
    """
    connection = open_for_reading(path, _BUSY_TIMEOUT)
    log = Path(f"{path}-wal")
    timer = Timer(seconds, connection.raw.interrupt)
    timer.start()
    try:
        with closing(connection.raw), connection.reading() as raw:
            links = dict(raw.execute("SELECT status, count(*) FROM current_links GROUP BY status").fetchall())
            due, due_since = raw.execute(_DUE, [time_text(now)]).fetchone()
            waiting = raw.execute("SELECT count(*) FROM outbox WHERE next_try_at IS NOT NULL").fetchone()[0]
    finally:
        timer.cancel()
    size = path.stat().st_size + (log.stat().st_size if log.exists() else 0)
    return Census(now, links, due, text_time(due_since), waiting, size)


def faults_of(connection: Connection, seconds: float | None = None) -> tuple[str, ...] | None:
    """Return what is wrong with a database's pages, indexes and references, a line each.

    seconds: to spend at most; the result is None if that was too little for all of it.
    """
    timer = Timer(seconds or 0, connection.raw.interrupt)  # a progress handler is not called while pages are read
    if seconds is not None:
        timer.start()
    try:
        found = [str(text) for (text,) in connection.raw.execute("PRAGMA integrity_check(10)")]
        if found != ["ok"]:
            return tuple(line for text in found for line in text.splitlines() if not line.startswith("*** in"))
        lost = connection.raw.execute("PRAGMA foreign_key_check").fetchmany(10)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return None
        raise
    finally:
        timer.cancel()
    return tuple(f"row {row} of {table} refers to what is not in {parent}" for table, row, parent, _ in lost)


def _count(raw: sqlite3.Connection, table: str) -> int:
    return int(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a table of ours
