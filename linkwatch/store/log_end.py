"""Whether the end of a database's log is lost: by a power cut, or a copy that was cut off.

SQLite notes beside the log (`-shm`) how many pages of it are committed. After a kill that stands there until the next
program opens the database; who opens it makes a new note of what the log still has, and nobody can tell any more. A log
that is cut where a transaction ends, and whose note is lost too, looks whole.
"""

import struct
from pathlib import Path

_VERSION = 3_007_000
_HEADER, _NOTE = 48, 136  # bytes: of one of the note's two equal parts, and of all that is read of it
_LOG_HEADER, _FRAME = 32, 24 + 4096


def lost_pages(database: Path) -> int:
    """Return how many committed pages the log of a database no longer has, as far as that can be told; else 0.

    To be asked by a process that does not have the database open, for it would lose its locks, and before others open
    it.
    """
    log, note = (database.with_name(f"{database.name}{suffix}") for suffix in ("-wal", "-shm"))
    before = _read(note, _NOTE)
    start, size = _read(log, _LOG_HEADER), _size(log)
    if len(before) < _NOTE or before != _read(note, _NOTE):  # somebody is writing
        return 0
    if before[:_HEADER] != before[_HEADER : 2 * _HEADER]:
        return 0
    version, is_made, committed = struct.unpack_from("=I8xB3xI", before)
    (folded_in,) = struct.unpack_from("=I", before, 2 * _HEADER)
    is_its_note = not start or start[16:24] == before[32:40]
    if version != _VERSION or not is_made or not is_its_note:
        return 0
    return int(max(0, committed - max(folded_in, (size - _LOG_HEADER) // _FRAME, 0)))


def _read(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
