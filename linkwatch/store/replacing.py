"""Putting one database in the place of another, which is kept beside it."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from linkwatch.errors import StoreError

BESIDE = ("-wal", "-journal", "-shm")
"""What SQLite keeps beside a database."""
_DRAFT = ".linkwatch-draft-"  # how the names of folders begin that hold a draft
_OURS = "this folder is linkwatch's"  # the name of an empty file in each, without which it may be somebody's notes


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """Give an empty file on the target's disk that nobody else may read, and that is gone in the end.

    Its folder is marked as ours, and locked as long as we live, so that those of processes that were killed are known,
    and taken away.
    """
    folder = target.absolute().parent
    _remove_abandoned(folder)
    try:
        own, lock = _locked_folder(folder)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from error
    try:
        draft = own / target.name
        draft.touch(0o600)
        yield draft
    finally:
        shutil.rmtree(own, ignore_errors=True)
        os.close(lock)


def _locked_folder(parent: Path) -> tuple[Path, int]:
    """Return a new folder, marked as ours when it is locked, and the descriptor that locks it."""
    own = Path(tempfile.mkdtemp(dir=parent, prefix=_DRAFT))
    lock = os.open(own, os.O_RDONLY)
    with suppress(OSError):  # a file system without locks, where none is taken for abandoned
        fcntl.flock(lock, fcntl.LOCK_EX)
    (own / _OURS).touch()
    return own, lock


def _remove_abandoned(folder: Path) -> None:
    for mark in folder.glob(f"{_DRAFT}*/{_OURS}"):
        left = mark.parent
        with suppress(OSError):  # somebody is at work in it, or it is another user's
            lock = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left)
            finally:
                os.close(lock)


def move(draft: Path, target: Path) -> None:
    """Give a finished file its name; whoever looks finds the old one or the new one, a power cut included."""
    try:
        _sync(draft)
        draft.replace(target)
        _sync(target.absolute().parent)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from error


def replace_keeping(draft: Path, target: Path, word: str, now: datetime) -> Path | None:
    """Put a finished database in the place of `target`; return where the replaced one is now, None if there was none.

    word: what it is called there: "links.db.replaced-20261122080000". What SQLite keeps beside it goes with it, for it
    would be written into the new one. An error changes nothing; what a kill leaves, `was_broken_off` recognises and
    `put_back` mends: the old database must not be used while its log is elsewhere. Raises StoreError.
    """
    if not target.exists():
        _remove_what_is_beside(target)
        move(draft, target)
        return None
    aside = target.with_name(f"{target.name}.{word}-{now:%Y%m%d%H%M%S}")
    if aside.exists():
        raise StoreError(f"{aside}: exists already: try again in a second")
    try:
        _give_to_the_owner_of(target, draft)
        _sync(draft)  # what can fail, fails before anything is changed
        _write_note(target, aside)
        _set_aside(target, aside)
        move(draft, target)
    except BaseException as error:
        put_back(target)
        if isinstance(error, OSError):
            raise StoreError(f"{aside}: cannot be made: {error.strerror}") from error
        raise
    put_back(target)
    _remove_what_nobody_needs(aside)
    return aside


def was_broken_off(target: Path) -> bool:
    """Tell whether a replacing is under way, or ended so that `target` is not to be used before `put_back`."""
    aside = _read_note(target)
    return aside is not None and aside.exists() and (not target.exists() or aside.samefile(target))


def put_back(target: Path) -> None:
    """End a replacing: undo it unless the new database has its name. For those that hold the locks of `target`."""
    try:
        if was_broken_off(target) and (aside := _read_note(target)) is not None:
            _move_what_is_beside(aside, target)
            if target.exists():
                aside.unlink()
            else:
                aside.rename(target)
            _sync(target.absolute().parent)
        _note_of(target).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{target}: what was there cannot be put back: {error.strerror}") from error


def followed(database: Path) -> Path:
    """Return the file that a name stands for, which is to be replaced where it is, not the link that leads to it."""
    return database.resolve() if database.is_symlink() else database


def _note_of(target: Path) -> Path:
    return target.with_name(f"{target.name}-replacing")


def _write_note(target: Path, aside: Path) -> None:
    note = _note_of(target)
    note.write_text(aside.name)
    _sync(note)
    _sync(target.absolute().parent)


def _read_note(target: Path) -> Path | None:
    try:
        return target.with_name(_note_of(target).read_text())
    except (OSError, ValueError):  # there is none, or a power cut left it empty, before anything was changed
        return None


def _set_aside(target: Path, aside: Path) -> None:
    try:
        aside.hardlink_to(target)  # so that at each moment a file has the name
    except FileExistsError:
        raise
    except OSError:  # a file system without such links
        target.rename(aside)
    _move_what_is_beside(target, aside)
    _sync(target.absolute().parent)


def _move_what_is_beside(database: Path, other: Path) -> None:
    """Delete none of it: who still has the database open goes on with it, under the other name too."""
    for suffix in BESIDE:
        beside = Path(f"{database}{suffix}")
        if beside.exists():
            beside.rename(f"{other}{suffix}")


def _give_to_the_owner_of(target: Path, draft: Path) -> None:
    state = target.stat()
    with suppress(PermissionError):  # only root may give files away
        os.chown(draft, state.st_uid, state.st_gid)
    draft.chmod(state.st_mode & 0o777)


def _remove_what_nobody_needs(aside: Path) -> None:
    for suffix in BESIDE:
        beside = Path(f"{aside}{suffix}")
        if beside.exists() and (suffix == "-shm" or not beside.stat().st_size):
            beside.unlink()


def _remove_what_is_beside(target: Path) -> None:
    for suffix in BESIDE:
        Path(f"{target}{suffix}").unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
