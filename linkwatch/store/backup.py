"""A copy of a database that is whole, even while others write to the original."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from linkwatch.errors import StoreError, UsageError
from linkwatch.store.connection import translated
from linkwatch.store.database import open_for_reading
from linkwatch.store.inspection import quick_check
from linkwatch.store.interrupting import interruptible

_BUSY_TIMEOUT = 30.0
_BESIDE = ("-wal", "-journal", "-shm")  # what SQLite keeps beside a database
# Errors that only what is written can have, and nothing but the copy is.
_OF_THE_COPY = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR_WRITE})


def back_up(database: Path, target: Path, *, replace: bool) -> int:
    """Write a copy of `database` to `target`, as it was at one moment, and return its size in bytes.

    Others may read and write the original meanwhile. The copy appears whole and checked, or not at all; it has the
    permissions of the original. replace: whether `target` may exist. Raises StoreError, and UsageError for a target
    that cannot be meant.
    """
    with closing(open_for_reading(database, _BUSY_TIMEOUT, any_schema=True).raw) as raw:
        _require_good_target(database, target, replace=replace)
        _require_room(target, _bytes_used(raw))
        with _draft_of(target) as draft:
            interruptible(raw, lambda: _copy(raw, database, draft, target))
            copy = open_for_reading(draft, _BUSY_TIMEOUT, any_schema=True)
            with closing(copy.raw), copy.reading():
                faults = interruptible(copy.raw, lambda: quick_check(copy))
            if faults:
                raise StoreError(f"{database}: is damaged: its copy was not kept: {faults[0]}")
            draft.chmod(database.stat().st_mode & 0o777)
            _move(draft, target)
    return target.stat().st_size


def _require_good_target(database: Path, target: Path, *, replace: bool) -> None:
    if not target.absolute().parent.is_dir():
        raise StoreError(f"{target}: its folder does not exist: create it first")
    if target.exists():
        if not target.is_file():
            raise UsageError(f"{target}: is not a file: name the copy's file")
        if target.samefile(database):
            raise UsageError(f"{target}: is the database itself: name another file")
        if not replace:
            raise UsageError(f"{target}: exists already: name another file, or replace it with --force")
    for suffix in _BESIDE[:2]:  # SQLite would take them for the new file's, and spoil it
        beside = Path(f"{target}{suffix}")
        if beside.exists() and beside.stat().st_size:
            raise StoreError(f"{beside}: is in the way: close what uses {target}, or name another file")


def _require_room(target: Path, needed: int) -> None:
    free = shutil.disk_usage(target.absolute().parent).free
    if free < needed:
        raise StoreError(f"{target}: the disk has {free / 1e6:.0f} MB left and the copy needs {needed / 1e6:.0f} MB")


def _bytes_used(raw: sqlite3.Connection) -> int:
    words = ("page_count", "freelist_count", "page_size")
    pages, unused, size = (int(raw.execute(f"PRAGMA {word}").fetchone()[0]) for word in words)
    return (pages - unused) * size


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """Give an empty file beside the target that nobody else may read, and that is gone in the end."""
    try:
        handle, name = tempfile.mkstemp(dir=target.absolute().parent, prefix=f".{target.name}.")
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from error
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for suffix in ("", *_BESIDE):
            Path(f"{name}{suffix}").unlink(missing_ok=True)


def _copy(raw: sqlite3.Connection, database: Path, draft: Path, target: Path) -> None:
    try:
        raw.execute("VACUUM INTO ?", [str(draft)])
    except sqlite3.Error as error:
        of_the_copy = getattr(error, "sqlite_errorcode", None) in _OF_THE_COPY
        with translated(str(target if of_the_copy else database)):
            raise


def _move(draft: Path, target: Path) -> None:
    try:
        _sync(draft)
        draft.replace(target)
        _sync(target.absolute().parent)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from error


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
