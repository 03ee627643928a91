"""A copy of a database whose schema is lost, with a schema again, so that SQLite can read its tables.

SQLite keeps the schema in a table whose root is the first page of the file. Where pages of it are lost, the others
still say where tables begin. A table of which nothing is said is known by its rows: it takes them, and no other does.
"""

import errno
import mmap
import os
import shutil
import sqlite3
import struct
from collections.abc import Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from linkwatch.errors import StoreLostError
from linkwatch.store.backup import require_room
from linkwatch.store.database import APPLICATION_ID
from linkwatch.store.file_format import Pages
from linkwatch.store.fitting import Fitting
from linkwatch.store.fresh import make_fresh

PAGE = 4096  # bytes: all databases of ours have such pages
_SCHEMA_COLUMNS = 5
_ENOUGH = 50  # rows by which a table is known
_LOG_HEADER, _FRAME_HEADER = 32, 24


@dataclass(frozen=True, slots=True)
class _Table:
    root: int
    sql: str


def copy_with_schema(database: Path, draft: Path) -> None:
    """Write to `draft` what is in a database, with its log, and a schema of the tables that can be found.

    Raises StoreLostError where none can, StoreError where the disk has no room.
    """
    copy_with_log(database, draft)
    with draft.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        found = _tables_of(Pages(content, PAGE))
        if not found:
            raise StoreLostError(f"{database}: no table of linkwatch can be found in it")
        content[:PAGE] = _empty_page(len(content) // PAGE)
    with closing(sqlite3.connect(draft, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        rows = [("table", name, name, table.root, table.sql) for name, table in found.items()]
        raw.execute("BEGIN")
        raw.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", rows)
        raw.execute("COMMIT")


def copy_with_log(database: Path, draft: Path) -> None:
    """Write to `draft` what is in a database, with its log. Raises StoreError where the disk has no room."""
    require_room(draft, 2 * database.stat().st_size)  # what is made of this copy needs as much
    try:
        shutil.copyfile(database, draft)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        _copy_what_can_be_read(database, draft)
    with draft.open("r+b") as file:
        _fold_in(database.with_name(f"{database.name}-wal"), file)


def _copy_what_can_be_read(database: Path, draft: Path) -> None:
    """Copy page by page from a disk that fails; a page that it does not give is empty."""
    with database.open("rb", buffering=0) as old, draft.open("wb") as copy:
        for place in range(0, database.stat().st_size, PAGE):
            page = bytes(PAGE)
            with suppress(OSError):
                page = os.pread(old.fileno(), PAGE, place)
            copy.write(page)


def _fold_in(log: Path, copy: BinaryIO) -> None:
    """Write the pages of the log over those of the copy, as far as its last transaction goes."""
    content = log.read_bytes() if log.exists() else b""
    salts = content[16:24]
    frames: dict[int, int] = {}
    whole: dict[int, int] = {}
    for place in range(_LOG_HEADER, len(content) - PAGE - _FRAME_HEADER + 1, PAGE + _FRAME_HEADER):
        number, committed = struct.unpack_from(">II", content, place)
        if content[place + 8 : place + 16] != salts:  # of an earlier life of the log
            break
        frames[number] = place + _FRAME_HEADER
        if committed:
            whole = dict(frames)
    for number, place in whole.items():
        copy.seek((number - 1) * PAGE)
        copy.write(content[place : place + PAGE])
    copy.flush()


def _empty_page(pages: int) -> bytes:
    """Return the first page of a file of so many pages that has no table yet."""
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute(f"PRAGMA page_size = {PAGE}")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("VACUUM")
        page = bytearray(raw.serialize()[:PAGE])
    page[28:32] = struct.pack(">I", pages)
    return bytes(page)


def _tables_of(pages: Pages) -> dict[str, _Table]:
    with Fitting(make_fresh) as model:
        found = _said(pages, model.made)
        if found:  # else it may be the file of anybody
            missing = {name: sql for name, sql in model.made.items() if name not in found}
            found |= _known_by_rows(pages, model, missing, found)
    return found


def _said(pages: Pages, ours: Collection[str]) -> dict[str, _Table]:
    """Return what pages say of our tables. Of several versions the longest counts: tables only ever gain columns."""
    found: dict[str, _Table] = {}
    for number in pages.with_text(b"CREATE TABLE"):
        for _, row in pages.rows(number):
            if len(row) != _SCHEMA_COLUMNS or row[0] != "table":
                continue
            _, name, _, root, sql = row
            if not (isinstance(name, str) and isinstance(root, int) and isinstance(sql, str)):
                continue
            if name in ours and 1 < root <= len(pages):
                found[name] = max(found.get(name, _Table(root, sql)), _Table(root, sql), key=lambda one: len(one.sql))
    return found


def _known_by_rows(
    pages: Pages, model: Fitting, missing: dict[str, str], found: dict[str, _Table]
) -> dict[str, _Table]:
    """Find tables of which nothing is said: a tree whose rows fit one of them and no other table of ours."""
    below = {child for number in range(2, len(pages) + 1) for child in pages.children(number)}
    known = {table.root for table in found.values()}
    largest: dict[str, tuple[int, int]] = {}  # its rows, as far as they were counted, and its root
    for root in range(2, len(pages) + 1):
        if root in below or root in known:
            continue
        rows = list(islice(pages.below(root), _ENOUGH))
        fitting = [name for name in missing if rows and model.shapes[name].by_id and model.fits(name, rows)]
        if len(fitting) == 1:  # a tree that was let go of long ago may look the same, and has fewer rows
            largest[fitting[0]] = max(largest.get(fitting[0], (0, 0)), (len(rows), root))
    return {name: _Table(root, missing[name]) for name, (_, root) in largest.items()}
