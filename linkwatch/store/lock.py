"""One process at a time: a lock that vanishes with the process that holds it."""

import fcntl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from linkwatch.errors import StoreBusyError, StoreError

_DAEMON = "daemon"


def only_saver(database: Path | None) -> AbstractContextManager[None]:
    """Be the only process that saves pages by this database: what is open in it then, nobody else works on.

    database: None is a private one, which is nobody else's. Raises StoreBusyError, StoreError.
    """
    return _only_one(database, "saving", "another process is saving pages: try again later")


def only_daemon(database: Path) -> AbstractContextManager[None]:
    """Be the only daemon of this database. Raises StoreBusyError, StoreError."""
    return _only_one(database, _DAEMON, "a daemon is at work on it already: stop that one first")


def alone_at_inbox(database: Path) -> AbstractContextManager[None]:
    """Be the only process that carries out what people ask for. Raises StoreBusyError, StoreError."""
    return _only_one(database, "inbox", "another process carries out what is asked for")


def daemon_is_at_work(database: Path) -> bool:
    """Tell whether a daemon holds the lock of this database."""
    try:
        with _lock_file(database, _DAEMON).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # there is no such file, or it is not ours to read
        return False
    return False


@contextmanager
def _only_one(database: Path | None, work: str, otherwise: str) -> Iterator[None]:
    if database is None:
        yield
        return
    path = _lock_file(database, work)
    try:
        file = path.open("ab")
    except FileNotFoundError as error:
        raise StoreError(f"{database}: its folder does not exist: create it first") from error
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreBusyError(f"{database}: {otherwise}") from error
        yield


def _lock_file(database: Path, work: str) -> Path:
    return Path(f"{database.resolve()}-{work}")  # not the database itself: SQLite's locks would go when we close it
