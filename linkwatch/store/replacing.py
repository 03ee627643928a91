"""Putting one database in the place of another, which is kept beside it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from linkwatch.errors import StoreError

BESIDE = ("-wal", "-journal", "-shm")
"""What SQLite keeps beside a database."""


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """Give an empty file beside the target that nobody else may read, and that is gone in the end."""
    try:
        handle, name = tempfile.mkstemp(dir=target.absolute().parent, prefix=f".{target.name}.")
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from error
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for suffix in ("", *BESIDE):
            Path(f"{name}{suffix}").unlink(missing_ok=True)


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
    would be written into the new one.
    """
    if not target.exists():
        _remove_what_is_beside(target)
        move(draft, target)
        return None
    aside = target.with_name(f"{target.name}.{word}-{now:%Y%m%d%H%M%S}")
    try:
        draft.chmod(target.stat().st_mode & 0o777)
        _keep(target, aside)
        for suffix in BESIDE[:2]:
            beside = Path(f"{target}{suffix}")
            if beside.exists() and beside.stat().st_size:
                beside.rename(f"{aside}{suffix}")
        _remove_what_is_beside(target)
    except FileExistsError as error:
        raise StoreError(f"{aside}: exists already: try again in a second") from error
    except OSError as error:
        raise StoreError(f"{aside}: cannot be made: {error.strerror}") from error
    move(draft, target)
    return aside


def _keep(target: Path, aside: Path) -> None:
    try:
        aside.hardlink_to(target)  # so that at each moment a file has the name
    except FileExistsError:
        raise
    except OSError:  # a file system without such links
        target.rename(aside)


def _remove_what_is_beside(target: Path) -> None:
    for suffix in BESIDE:
        Path(f"{target}{suffix}").unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
