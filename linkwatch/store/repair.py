"""A new database of what can be read of a damaged one, which is kept.

All is read from a copy, in which what is around the rows is put right first (`copying_damaged`, `lost_schema`). The
tables are read without their indexes, which are made anew, as is the index of words.
Where pages of a table are lost, its rows are looked for in all others (`lost_rows`). Articles and links that are lost
are made again from what refers to them (`lost_articles`, `lost_links`); what refers to another row that is lost is let
go of, or lost with it.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from linkwatch.errors import StoreBusyError, StoreError, StoreLostError
from linkwatch.store.connection import translated
from linkwatch.store.copying_damaged import copy_in_one
from linkwatch.store.database import APPLICATION_ID, open_damaged, open_for_reading
from linkwatch.store.fresh import make_fresh
from linkwatch.store.inspection import faults_of
from linkwatch.store.interrupting import interruptible
from linkwatch.store.lock import only_daemon, only_saver
from linkwatch.store.lost_articles import ArticlesAgain, make_articles_again
from linkwatch.store.lost_ids import columns_of
from linkwatch.store.lost_links import have_articles_read_anew, looks_without_base, make_links_again
from linkwatch.store.lost_schema import give_schema
from linkwatch.store.marks import end_lost_marks
from linkwatch.store.migrating import applied_of, create
from linkwatch.store.page_notes import has_sound_list_of_free
from linkwatch.store.replacing import draft_of, followed, put_back, replace_keeping
from linkwatch.store.salvage import Salvage, SalvagedTable, Values, salvaging
from linkwatch.store.schema import MIGRATIONS

_CHUNK = 250  # rows: SQLite keeps in memory what the pages were that they change, up to one for each and each index
_BUSY_TIMEOUT = 30.0
_MADE_ANEW = ("_sqlite_migrations", "sqlite_%", "%_fts", "%_fts_%", "migration_position")
_NOTHING_READ = "nothing of it can be read: restore a backup; nothing was changed"
_Stamp = tuple[tuple[int, int], ...]  # size and time of the last change
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)
_UNREADABLE_TEXT = "Could not decode"  # of Python's sqlite3, whose errors have no code


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was made of a damaged database. aside: where that is now. let_go: references to what was lost, cleared.

    articles_again, links_again: those whose rows were lost, made again from what refers to them. marks_ended: people's
    words on links, which are lost. without_base: looks that said only how they differ from another, which is lost.
    """

    tables: tuple[SalvagedTable, ...]
    let_go: int
    articles_again: ArticlesAgain
    links_again: int
    marks_ended: int
    without_base: int
    aside: Path | None


def repair(database: Path, now: datetime) -> Repaired | None:
    """Put what can be read of a damaged database in its place, and keep the damaged one; None: it is not damaged.

    now: names what is kept. Raises StoreError where nothing can be read, or there is no room; nothing is changed then.
    StoreBusyError while a daemon works on it.
    """
    database = followed(database)
    with ExitStack() as stack:
        stack.enter_context(only_daemon(database))
        stack.enter_context(only_saver(database))
        put_back(database)
        if _is_sound(database):
            return None
        stamp, copy = _stamp(database), stack.enter_context(draft_of(database))
        old, lost = _open_copy(database, copy)
        stack.enter_context(closing(old))
        stack.enter_context(_kept_from_writing(database))
        draft = stack.enter_context(draft_of(database))
        new = sqlite3.connect(draft, isolation_level=None, check_same_thread=False)
        with closing(new), translated(str(draft)):
            repaired = interruptible(new.interrupt, lambda: _make_anew(old, copy, lost, new, now))
        _require_something(database, repaired.tables)
        _require_unchanged(database, stamp)
        return replace(repaired, aside=replace_keeping(draft, database, "damaged", now))


def _open_copy(database: Path, copy: Path) -> tuple[sqlite3.Connection, set[str]]:
    """Copy a damaged database, with a schema again where that is lost, and open the copy.

    Return the tables, too, of which the schema says nothing.
    """
    copy_in_one(database, copy)
    try:
        return _open_with_schema(copy), set()
    except StoreLostError as error:
        try:
            lost = give_schema(copy)
            return open_damaged(copy), lost
        except StoreLostError:
            raise StoreLostError(f"{database}: {_NOTHING_READ}") from error


def _open_with_schema(database: Path) -> sqlite3.Connection:
    """Open a damaged database whose schema names all tables. Raises StoreLostError where it does not."""
    old = open_damaged(database)
    if _lacks_tables(old):
        old.close()
        raise StoreLostError(f"{database}: {_NOTHING_READ}")
    return old


def _lacks_tables(old: sqlite3.Connection) -> bool:
    """Tell whether the schema can be read and is not whole: a page of it is another page now."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        _maker(old)(model)
        wanted = {name: set(columns_of(model, name)) for name in _tables_of(model)}
    try:
        old.execute("SELECT type, name FROM sqlite_schema").fetchall()  # a name that is no text
        there = set(_tables_of(old))
        return any(name not in there or set(columns_of(old, name)) != columns for name, columns in wanted.items())
    except sqlite3.Error:
        return True


def _stamp(database: Path) -> _Stamp:
    """Return what changes when others write to the file or to its log."""
    there = (path.stat() for path in (database, database.with_name(f"{database.name}-wal")) if path.exists())
    return tuple((found.st_size, found.st_mtime_ns) for found in there if found.st_size)


@contextmanager
def _kept_from_writing(database: Path) -> Iterator[None]:
    """Keep other processes from writing, so that nothing they store is missing afterwards.

    Where the damage, or a right that we do not have, prevents it, they are not: whether they wrote is asked later.
    """
    if _has_journal(database):
        yield
        return
    try:
        raw = open_damaged(database, may_lock=True)
    except StoreBusyError:
        raise
    except StoreError:
        yield
        return
    with closing(raw):
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                with translated(str(database)):
                    raise
        yield


def _require_unchanged(database: Path, stamp: _Stamp) -> None:
    if stamp != _stamp(database):
        raise StoreBusyError(f"{database}: another process wrote to it: nothing was changed: stop that one, try again")


def _is_sound(database: Path) -> bool:
    """Tell whether nothing is wrong that SQLite can find, and what it does not look for.

    That is its list of free pages, in files with views, and whether texts are texts.
    """
    if _has_journal(database) or not has_sound_list_of_free(database):
        return False
    try:
        with ExitStack() as stack:
            # the first one has the log stay as it is when the second, which could fold it in, is closed
            for with_checks in (False, True):
                connection = open_for_reading(database, _BUSY_TIMEOUT, any_schema=True, with_checks=with_checks)
                stack.enter_context(closing(connection.raw))
            raw = stack.enter_context(connection.reading())
            return interruptible(raw.interrupt, lambda: faults_of(connection) == () and _can_be_read(raw))
    except StoreError as error:
        cause = error.__cause__
        is_damage = isinstance(cause, UnicodeDecodeError) or _UNREADABLE_TEXT in str(cause)
        if not is_damage and getattr(cause, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            raise
        return False


def _can_be_read(raw: sqlite3.Connection) -> bool:
    try:
        for table in _tables_of(raw):
            deque(raw.execute(f"SELECT * FROM {table}"), maxlen=0)  # noqa: S608 - of our schema
    except sqlite3.OperationalError as error:
        if _UNREADABLE_TEXT not in str(error):
            raise
        return False
    return True


def _has_journal(database: Path) -> bool:
    """Tell whether a program was killed that wrote without a log: opening the database to write would change it."""
    journal = Path(f"{database}-journal")
    return journal.exists() and journal.stat().st_size > 0


def _require_something(database: Path, tables: Sequence[SalvagedTable]) -> None:
    if not any(table.read for table in tables):
        raise StoreError(f"{database}: {_NOTHING_READ}")


def _make_anew(
    old: sqlite3.Connection, copy: Path, lost: Collection[str], new: sqlite3.Connection, now: datetime
) -> Repaired:
    new.execute("PRAGMA synchronous = OFF")  # nobody uses it until it is whole, and it is written to the disk then
    new.execute("PRAGMA journal_mode = MEMORY")
    new.execute("BEGIN")
    new.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _maker(old)(new)
    names = _tables_of(new)
    with salvaging(old, copy, names, lost, new) as salvage:
        tables = tuple(_copy_table(salvage, new, name) for name in names)
    _copy_highest_ids(old, new)
    articles_again = make_articles_again(old, new, now)
    links_again = make_links_again(old, new, now)
    marks_ended = end_lost_marks(new, now) if "mark_id" in columns_of(new, "links") else 0
    let_go = _let_go_of_the_lost(new, [table.name for table in tables])
    for table in tables:  # less than were copied where rows went with those they belong to
        table.read = int(new.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])  # noqa: S608 - of our schema
    if let_go or not all(table.is_whole for table in tables if table.name in ("articles", "citations")):
        have_articles_read_anew(new)
    without_base = looks_without_base(new)
    new.execute("COMMIT")
    return Repaired(tables, let_go, articles_again, links_again, marks_ended, without_base, aside=None)


def _maker(old: sqlite3.Connection) -> Callable[[sqlite3.Connection], None]:
    """Return what makes an empty database of the old one's release, to be brought up to date as any other."""
    applied: set[str] = set()
    with suppress(sqlite3.Error):
        applied = applied_of(old)
    migrations = [migration for migration in MIGRATIONS if migration.name in applied]
    return partial(create, migrations=migrations) if 0 < len(migrations) < len(MIGRATIONS) else make_fresh


def _tables_of(raw: sqlite3.Connection) -> list[str]:
    but = " AND ".join(f"name NOT LIKE '{pattern}'" for pattern in _MADE_ANEW)
    sql = f"SELECT name FROM sqlite_schema WHERE type = 'table' AND {but} ORDER BY rowid"  # noqa: S608 - constants
    return [name for (name,) in raw.execute(sql)]


def _copy_table(salvage: Salvage, new: sqlite3.Connection, name: str) -> SalvagedTable:
    columns = [row[1] for row in new.execute(f"PRAGMA table_info({name})")]
    salvaged = salvage.there(name)
    if name not in salvage.trees:
        return salvaged
    marks = ", ".join("?" * len(columns))
    key = ", ".join(salvage.trees[name].shape.key)  # rows that are there already are read again from damaged pages
    sql = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT ({key}) DO NOTHING"  # noqa: S608 - names of our schema
    rows = salvage.rows(name, columns, salvaged)
    while chunk := list(islice(rows, _CHUNK)):
        salvaged.faults += _insert(new, sql, chunk)
    return salvaged


def _insert(new: sqlite3.Connection, sql: str, rows: Sequence[Values]) -> Iterator[str]:
    """Insert rows; yield why, for each that cannot be one of its table."""
    new.execute("SAVEPOINT rows")
    try:
        new.executemany(sql, rows)
    except sqlite3.IntegrityError:
        new.execute("ROLLBACK TO rows")
    else:
        new.execute("RELEASE rows")
        return
    for row in rows:
        try:
            new.execute(sql, row)
        except sqlite3.IntegrityError as error:
            yield str(error)
    new.execute("RELEASE rows")


def _copy_highest_ids(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):  # else the highest that is still there counts
        for name, highest in old.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
            new.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", [highest, name])


def _let_go_of_the_lost(new: sqlite3.Connection, tables: Sequence[str]) -> int:
    """Clear each reference to a row that is lost, or delete the row that cannot be without it; return how many."""
    count = 0
    while True:
        before = count
        for table in tables:
            needed = {row[1] for row in new.execute(f"PRAGMA table_info({table})") if row[3] or row[5]}
            for _, _, parent, column, to, *_ in new.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                act = f"DELETE FROM {table}" if column in needed else f"UPDATE {table} SET {column} = NULL"  # noqa: S608 - of our schema
                lost = f"{column} IS NOT NULL AND {column} NOT IN (SELECT {to} FROM {parent})"  # noqa: S608 - as above
                count += new.execute(f"{act} WHERE {lost}").rowcount
        if count == before:
            return count
