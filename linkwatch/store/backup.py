"""A copy of a database that is whole, even while others write to the original."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from linkwatch.errors import StoreError, UsageError
from linkwatch.store.connection import translated
from linkwatch.store.copying import copy_pages
from linkwatch.store.database import open_for_reading
from linkwatch.store.inspection import faults_of
from linkwatch.store.interrupting import interruptible
from linkwatch.store.replacing import BESIDE, draft_of, move

_BUSY_TIMEOUT = 30.0
# Errors that only what is written can have, and nothing but the copy is.
_OF_THE_COPY = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR_WRITE})


def back_up(database: Path, target: Path, *, replace: bool, copied: Callable[[], None] = lambda: None) -> int:
    """Write a copy of `database` to `target`, as it was at one moment, and return its size in bytes.

    Others may read and write the original meanwhile. The copy appears whole and checked, or not at all; it has the
    permissions of the original. replace: whether `target` may exist. copied: is called when all is copied, and looking
    through it begins, which takes longer. Raises StoreError, and UsageError for a target that cannot be meant.
    """
    with closing(open_for_reading(database, _BUSY_TIMEOUT, any_schema=True).raw) as raw:
        _require_good_target(database, target, replace=replace)
        require_room(target, bytes_of(raw))
        with draft_of(target) as draft:
            copy_whole(raw, database, draft, target)
            copied()
            copy = open_for_reading(draft, _BUSY_TIMEOUT, any_schema=True)
            with closing(copy.raw), copy.reading():
                faults = interruptible(copy.raw.interrupt, lambda: faults_of(copy))
            if faults:
                raise StoreError(f"{database}: is damaged: its copy was not kept: {faults[0]}")
            draft.chmod(database.stat().st_mode & 0o777)
            move(draft, target)
    return target.stat().st_size


def _require_good_target(database: Path, target: Path, *, replace: bool) -> None:
    if not target.absolute().parent.is_dir():
        raise StoreError(f"{target}: its folder does not exist: create it first")
    if target.name.endswith(BESIDE):
        raise UsageError(f"{target}: is the name of what SQLite keeps beside a database: name another file")
    if target.exists():
        if not target.is_file():
            raise UsageError(f"{target}: is not a file: name the copy's file")
        if target.samefile(database):
            raise UsageError(f"{target}: is the database itself: name another file")
        if not replace:
            raise UsageError(f"{target}: exists already: name another file, or replace it with --force")
    for suffix in BESIDE[:2]:  # SQLite would take them for the new file's, and spoil it
        beside = Path(f"{target}{suffix}")
        if beside.exists() and beside.stat().st_size:
            raise StoreError(f"{beside}: is in the way: close what uses {target}, or name another file")


def require_room(target: Path, needed: int) -> None:
    """Raise StoreError if the disk has less room than so many bytes."""
    free = shutil.disk_usage(target.absolute().parent).free
    if free < needed:
        raise StoreError(f"{target}: the disk has {free / 1e6:.0f} MB left and the copy needs {needed / 1e6:.0f} MB")


def bytes_of(raw: sqlite3.Connection) -> int:
    """Return how large a copy becomes."""
    pages, size = (int(raw.execute(f"PRAGMA {word}").fetchone()[0]) for word in ("page_count", "page_size"))
    return pages * size


def copy_whole(raw: sqlite3.Connection, database: Path, draft: Path, target: Path) -> None:
    """Write what the open `database` holds to `draft`, an empty file. target: what it becomes, for messages."""
    try:
        copy_pages(raw, draft)
    except sqlite3.Error as error:
        of_the_copy = getattr(error, "sqlite_errorcode", None) in _OF_THE_COPY
        with translated(str(target if of_the_copy else database)):
            raise
