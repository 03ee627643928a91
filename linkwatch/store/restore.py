"""A copy in the place of a database: looked through before anything is replaced."""

from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from linkwatch.errors import StoreError, UsageError
from linkwatch.store.backup import bytes_of, copy_whole, require_room
from linkwatch.store.connection import Connection
from linkwatch.store.database import is_of_another_program, is_there, open_for_reading, open_for_writing
from linkwatch.store.inspection import faults_of
from linkwatch.store.interrupting import interruptible
from linkwatch.store.lock import only_daemon, only_saver
from linkwatch.store.replacing import draft_of, followed, put_back, replace_keeping

_BUSY_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored. links: how many there are now. aside: where the replaced database is, None if none was."""

    links: int
    aside: Path | None


def restore(backup: Path, database: Path, now: datetime, copied: Callable[[], None] = lambda: None) -> Restored:
    """Put what `backup` holds in the place of `database`, whole and checked, or change nothing.

    now: names what is replaced, which is kept beside. copied: as for `back_up`. Raises StoreError if the copy is not
    one of ours, is damaged or was made by a newer linkwatch, StoreBusyError while a daemon works on `database`,
    UsageError for names that cannot be meant.
    """
    database = followed(database)
    if not is_there(backup):
        raise StoreError(f"{backup}: there is no database: name a copy that `linkwatch backup` made")
    with closing(open_for_reading(backup, _BUSY_TIMEOUT, any_schema=True).raw) as raw, ExitStack() as stack:
        _require_good_target(backup, database)
        stack.enter_context(only_daemon(database))
        stack.enter_context(only_saver(database))
        put_back(database)
        require_room(database, bytes_of(raw))
        draft = stack.enter_context(draft_of(database))
        copy_whole(raw, backup, draft, database)
        copied()
        draft.chmod(backup.stat().st_mode & 0o777)
        links = _require_sound(draft, backup)
        _fold_in(database)
        return Restored(links, replace_keeping(draft, database, "replaced", now))


def _require_good_target(backup: Path, database: Path) -> None:
    if not database.absolute().parent.is_dir():
        raise StoreError(f"{database}: its folder does not exist: create it first")
    if not database.exists():
        return
    if not database.is_file():
        raise UsageError(f"{database}: is not a file: name the database's file")
    if database.samefile(backup):
        raise UsageError(f"{database}: is the copy itself: name the database that it is to become")
    if database.stat().st_size and is_of_another_program(database):
        raise StoreError(f"{database}: is a database of another program: name another file")


def _require_sound(draft: Path, backup: Path) -> int:
    """Look through the copy of the copy, which is what will be used; return how many links it has."""
    copy = open_for_reading(draft, _BUSY_TIMEOUT, any_schema=True)
    with closing(copy.raw), copy.reading() as raw:
        faults = interruptible(raw.interrupt, lambda: faults_of(copy))
        if faults:
            raise StoreError(f"{backup}: is damaged: nothing was changed: {faults[0]}")
        return int(raw.execute("SELECT count(*) FROM links").fetchone()[0])


def _fold_in(database: Path) -> None:
    """Leave nothing of the old database in its log, as far as that can be read."""
    if not database.exists() or not database.stat().st_size:
        return
    try:
        old: Connection = open_for_writing(database, _BUSY_TIMEOUT, create=False, any_schema=True)
    except StoreError:
        return  # damaged, say, which may be why it is replaced: its log is kept with it
    old.close()
