"""Keeps a mended file: whole or not at all, and only in the place of the very bytes that were read."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from linkwatch.articles.sources.choosing import repository_of
from linkwatch.errors import InputError


def write(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of a file that holds `before`. Of a symbolic link the file it leads to is written.

    Mode and, where that is allowed, owner are kept. Raises InputError where the file may not be written or is another
    by now, where a link leads out of its repository, or of its folder where that is in none, and where the disk fails:
    then it is as it was.
    """
    try:
        target = path.resolve(strict=True)
        home = repository_of(path) or path.parent
        if path.is_symlink() and not target.is_relative_to(home.resolve()):
            raise InputError(f"{path}: leads out of {home}: nothing was changed; name {target} itself to mend it")
        status = target.stat()
        if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
            raise InputError(f"{path}: is read-only: nothing was changed")
        if target.read_bytes() != before:
            raise InputError(f"{path}: was changed by somebody else just now: nothing was changed; try again")
        _replace(target, status, after)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}; it is as it was") from error


def _replace(target: Path, status: os.stat_result, after: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with contextlib.suppress(PermissionError):  # only its owner's group and root may give a file away
                os.fchown(descriptor, status.st_uid, status.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
            file.write(after)
            file.flush()
            os.fsync(descriptor)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
