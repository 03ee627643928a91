"""One process at a time: a lock that vanishes with the process that holds it."""

import fcntl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from linkwatch.errors import StoreBusyError, StoreError


def only_saver(database: Path | None) -> AbstractContextManager[None]:
    """Be the only process that saves pages by this database: what is open in it then, nobody else works on.

    database: None is a private one, which is nobody else's. Raises StoreBusyError, StoreError.
    """
    return _only_one(database, "saving", "another process is saving pages: try again later")


def only_daemon(database: Path) -> AbstractContextManager[None]:
    """Be the only daemon of this database. Raises StoreBusyError, StoreError."""
    return _only_one(database, "daemon", "a daemon is at work on it already: stop that one first")


@contextmanager
def _only_one(database: Path | None, work: str, otherwise: str) -> Iterator[None]:
    if database is None:
        yield
        return
    path = Path(f"{database.resolve()}-{work}")  # not the database itself: SQLite's locks would go when we close it
    try:
        file = path.open("ab")
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreBusyError(f"{database}: {otherwise}") from error
        yield
