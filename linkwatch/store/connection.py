"""Transactions on a connection, and SQLite's errors in words."""

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from linkwatch.errors import StoreError, StoreFullError, StoreLockedError, StoreLostError

_log = logging.getLogger(__name__)

MAY_NOT_BE_WRITTEN = "it may not be written: check the permissions of the file and its folder"

_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full: make room",
    sqlite3.SQLITE_READONLY: MAY_NOT_BE_WRITTEN,
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: check that its folder exists and that you may use both",
    sqlite3.SQLITE_CORRUPT: "it is damaged: `linkwatch doctor --repair` saves what can be read; or restore a backup",
    sqlite3.SQLITE_NOTADB: "it is not a SQLite database: name another file",
    sqlite3.SQLITE_IOERR: "the disk reported an error while it was read or written",
    sqlite3.SQLITE_PERM: "permission was denied",
}
_NO_TEMPORARY_ROOM = (
    "its disk has room, and yet a disk is full: most likely that of temporary files (/var/tmp or /tmp): make room"
)
_ROOM = 16 * 2**20  # bytes: no single write of ours needs as much
_ERRORS: dict[int | None, type[StoreError]] = {
    sqlite3.SQLITE_FULL: StoreFullError,
    sqlite3.SQLITE_CORRUPT: StoreLostError,
    sqlite3.SQLITE_NOTADB: StoreLostError,
}


LONGEST_LOG = 64 * 2**20
"""Bytes to which a log may grow while others read: what they hold on to can only be folded in when they let go."""

_FOLD_FROM = LONGEST_LOG // 2
_FOLD_STEP = 4 * 2**20  # bytes that a log grows by before its folding is tried again
_FOLD_MS = 250  # that a writer waits for readers while it works
_SILENT_MS = 1_000  # that a lock is waited for without a word
_LAST_FOLD_MS = 3_000  # and when it closes


class Connection:
    """A connection with its transactions.

    name: what messages call the database. path: of what is written to; None for a private one, and for a reader.
    """

    def __init__(self, raw: sqlite3.Connection, name: str, path: Path | None = None) -> None:
        self.raw = raw
        self.name = name
        self.path = path
        self._log = None if path is None else path.with_name(f"{path.name}-wal")
        self._file = _identity(path)
        self._log_file: tuple[int, int] | None = None
        self._fold_at = _FOLD_FROM
        self._is_kept_out = False

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Make one transaction of the block: all of it is kept, or nothing.

        The lock is taken at once: a transaction that reads first fails when another process writes in between.
        Raises StoreLostError if the file is no longer the one that was opened: SQLite would write on into nowhere.
        """
        self._require_same_file()
        with translated(self.name):
            self._take_lock()
            self._log_file = self._log_file or _identity(self._log)
            try:
                self._require_same_file()  # who held the lock until now may have replaced it
                yield self.raw
                self.raw.execute("COMMIT")
            except BaseException:
                if self.raw.in_transaction:  # SQLite has already rolled back when the disk was full
                    self.raw.execute("ROLLBACK")
                raise
        self._bound_log()

    @contextmanager
    def without_references(self) -> Iterator[None]:
        """Leave references alone between transactions of the block: a row that is put back at once is still named."""
        self.raw.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            self.raw.execute("PRAGMA foreign_keys = ON")

    def _take_lock(self) -> None:
        """Begin a transaction; say so where others keep the lock for longer than a moment."""
        (patience,) = self.raw.execute("PRAGMA busy_timeout").fetchone()
        self._is_kept_out = True  # until it is seen that nobody else keeps the lock
        if patience > _SILENT_MS and not self._take_lock_soon(patience):
            _log.info("%s: another process keeps it locked: waiting up to %d s", self.name, patience // 1000)
        if not self.raw.in_transaction:
            self.raw.execute("BEGIN IMMEDIATE")
        self._is_kept_out = False

    def _take_lock_soon(self, patience: int) -> bool:
        """Begin a transaction if nobody keeps the lock for long. patience: what is waited at other times, in ms."""
        self.raw.execute(f"PRAGMA busy_timeout = {_SILENT_MS}")
        try:
            self.raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        finally:
            self.raw.execute(f"PRAGMA busy_timeout = {patience}")
        return True

    def _require_same_file(self) -> None:
        if _identity(self.path) != self._file:
            raise StoreLostError(f"{self.name}: was deleted or replaced while it was in use{self._set_log_aside()}")

    def close(self) -> None:
        """Close it. What was written is folded into the file, so that this alone is whole though others read on.

        Whoever kept the lock for longer than was waited for is not waited for again.
        """
        if self.path is not None and _identity(self.path) == self._file:
            self._fold_in(0 if self._is_kept_out else _LAST_FOLD_MS)
        self.raw.close()

    def _bound_log(self) -> None:
        """Fold the log in when it has grown long: SQLite itself goes on behind its end while somebody reads."""
        if self._log is None:
            return
        size = _size(self._log)
        if size < _FOLD_FROM:
            self._fold_at = _FOLD_FROM
        elif size >= self._fold_at:
            self._fold_in(_FOLD_MS)
            self._fold_at = max(_FOLD_FROM, _size(self._log) + _FOLD_STEP)

    def _fold_in(self, wait_ms: int) -> None:
        """Fold the log in, wholly if the readers let go within so many milliseconds, else what can be."""
        with suppress(sqlite3.Error):  # what was written is safe in the log, and the next time tries again
            (patience,) = self.raw.execute("PRAGMA busy_timeout").fetchone()
            self.raw.execute(f"PRAGMA busy_timeout = {wait_ms}")
            try:
                self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self.raw.execute(f"PRAGMA busy_timeout = {patience}")

    def _set_log_aside(self) -> str:
        """Keep what was last written out of the way; return what to add to a message.

        Whoever opens the file that took the place of ours would have SQLite write our log into it.
        """
        if self._log is None or self._log_file is None or _identity(self._log) != self._log_file:
            return ""
        aside = self._log.with_name(f"{self._log.name}-lost")
        try:
            self._log.rename(aside)
        except OSError as error:
            return f"; remove {self._log} before it is opened again: {error.strerror}"
        return f"; what was written to it last is in {aside}"

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection for reading."""
        with translated(self.name):
            yield self.raw


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn SQLite's errors about the database `name` into StoreError and its kinds."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)  # errors of the sqlite3 module itself have none
        primary = None if code is None else code & 0xFF
        if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            message = f"{name}: another process keeps the database locked: try again later"
            raise StoreLockedError(message) from error
        words = str(error) if primary is None else _WORDS.get(primary, str(error))
        if primary == sqlite3.SQLITE_FULL and _has_room(Path(name)):
            words = _NO_TEMPORARY_ROOM
        raise _ERRORS.get(primary, StoreError)(f"{name}: {words}") from error
    except UnicodeDecodeError as error:  # SQLite's own words, in which it repeats what a damaged schema says
        code = sqlite3.SQLITE_CORRUPT
        raise _ERRORS[code](f"{name}: {_WORDS[code]}") from error


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Tell a file from one that takes its place; None where there is none."""
    try:
        state = None if path is None else path.stat()
    except OSError:
        return None
    return state and (state.st_dev, state.st_ino)


def _has_room(database: Path) -> bool:
    """Tell whether it is another disk that is full: SQLite sorts in files of its own."""
    try:
        return shutil.disk_usage(database.absolute().parent).free > _ROOM
    except OSError:
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
