"""A copy of a damaged database in one file: what its log and its journal hold is folded in, and its header is right."""

import errno
import mmap
import os
import shutil
import sqlite3
import struct
from contextlib import closing, suppress
from pathlib import Path

from linkwatch.store.backup import require_room
from linkwatch.store.database import APPLICATION_ID
from linkwatch.store.file_format import PAGE

_LOG_HEADER, _FRAME_HEADER = 32, 24
_HEADER = 100  # bytes
_PAGES = 28  # where the header says how many pages there are
# What of the header is a database's own: the list of free pages, the count of changes of the schema, the kind of maps.
_OWN = (slice(32, 44), slice(52, 56), slice(64, 68))


def copy_in_one(database: Path, draft: Path) -> None:
    """Write to `draft` what is in a database, its log and its journal. Raises StoreError where the disk has no room."""
    require_room(draft, 2 * database.stat().st_size)  # what is made of this copy needs as much
    try:
        shutil.copyfile(database, draft)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        _copy_what_can_be_read(database, draft)
    _roll_back(Path(f"{database}-journal"), draft)
    _fold_in(Path(f"{database}-wal"), draft)
    with draft.open("r+b") as file:
        file.truncate(max(PAGE, -(-draft.stat().st_size // PAGE) * PAGE))  # the last page may be there in part
        old = file.read(_HEADER)
        header = bytearray(empty_page(draft.stat().st_size // PAGE)[:_HEADER])
        for own in _OWN:
            header[own] = old[own]
        file.seek(0)
        file.write(header)


def empty_page(pages: int) -> bytes:
    """Return the first page of a file of ours of so many pages that has no table yet."""
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute(f"PRAGMA page_size = {PAGE}")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("VACUUM")
        page = bytearray(raw.serialize()[:PAGE])
    page[_PAGES : _PAGES + 4] = struct.pack(">I", pages)
    return bytes(page)


def _copy_what_can_be_read(database: Path, draft: Path) -> None:
    """Copy page by page from a disk that fails; a page that it does not give is empty."""
    with database.open("rb", buffering=0) as old, draft.open("wb") as copy:
        for place in range(0, database.stat().st_size, PAGE):
            page = bytes(PAGE)
            with suppress(OSError):
                page = os.pread(old.fileno(), PAGE, place)
            copy.write(page)


def _roll_back(journal: Path, draft: Path) -> None:
    """Have SQLite undo what was under way when the program was killed, as at any opening."""
    copy = Path(f"{draft}-journal")
    if journal.exists():
        shutil.copyfile(journal, copy)
        with suppress(sqlite3.Error), closing(sqlite3.connect(draft)) as raw:  # it may be damaged, too
            raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        copy.unlink(missing_ok=True)


def _fold_in(log: Path, draft: Path) -> None:
    """Write the pages of the log over those of the copy, as far as its last transaction goes."""
    if not log.exists() or log.stat().st_size < _LOG_HEADER + _FRAME_HEADER + PAGE:
        return
    with log.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
        places = range(_LOG_HEADER, len(content) - PAGE - _FRAME_HEADER + 1, PAGE + _FRAME_HEADER)
        salts = _salts(content, places)
        most = draft.stat().st_size // PAGE + len(places)  # a larger number of a page is damage
        whole, since = dict[int, int](), dict[int, int]()  # pages of transactions that ended, and those after them
        pages = 0
        for place in places:
            number, committed = struct.unpack_from(">II", content, place)
            if content[place + 8 : place + 16] == salts and 0 < number <= most:
                since[number] = place + _FRAME_HEADER
            if content[place + 8 : place + 16] == salts and 0 < committed <= most:
                whole |= since
                pages, since = committed, {}
        with draft.open("r+b") as copy:
            for number, place in whole.items():
                copy.seek((number - 1) * PAGE)
                copy.write(content[place : place + PAGE])
            copy.seek(_PAGES)
            if copy.read(4) == struct.pack(">I", pages):  # both say it: neither is damaged
                copy.truncate(pages * PAGE)  # what was behind that shows rows that were deleted


def _salts(content: mmap.mmap, places: range) -> bytes:
    """Return what frames of a log's present life have: its header says it, and its first frames."""
    told = [content[place + 8 : place + 16] for place in places[:2]] + [content[16:24]]
    return max(told, key=told.count)
