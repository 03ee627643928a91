"""Bringing an older database up to date, step by step: what interrupts it costs one step, and the next time goes on.

A migration is a list of steps. Each is a transaction together with the note of how far all has come, so that a kill at
any moment leaves a database that can be gone on with, by any process. A new database is made at once (`fresh.py`); one
that is to be of an earlier release in one transaction, by sqlite-utils, whose list of applied migrations it is.

Until the last one is finished, the list of those that were applied says which that will be: "unfinished:0008-…". A
linkwatch that does not know it refuses the database as one of a newer linkwatch, however many it knows before that one.
"""

import logging
import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from linkwatch.errors import StoreError
from linkwatch.store.connection import Connection
from linkwatch.store.copying import copy_pages
from linkwatch.store.interrupting import interruptible
from linkwatch.store.replacing import move

if TYPE_CHECKING:
    from sqlite_utils import Database

_log = logging.getLogger(__name__)

_SET = "linkwatch"
_UNFINISHED = "unfinished:"  # and the name of the migration that will be the last
_CHUNK = 10_000  # rows: a fraction of a second
_TELL_EVERY = 2.0  # seconds
_ROOM_LEFT = 3  # times the database: for the copy, for the log of the update, and for others

# As sqlite-utils makes it.
_LIST = (
    """CREATE TABLE IF NOT EXISTS "_sqlite_migrations" (
  "id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT)""",
    """CREATE UNIQUE INDEX IF NOT EXISTS "idx__sqlite_migrations_migration_set_name"
  ON "_sqlite_migrations" ("migration_set", "name")""",
)
_POSITION = """
CREATE TABLE migration_position (
  -- How far an unfinished migration has come; gone when it is finished.
  migration TEXT NOT NULL,
  step INTEGER NOT NULL,            -- the next one, from 0
  after_id INTEGER NOT NULL         -- the last row that this step has done, 0 if none
) STRICT
"""


@dataclass(frozen=True, slots=True)
class InChunks:
    """A step over a whole table, a stretch of ids in each transaction. sql: has :first and :last."""

    table: str
    sql: str


Step = str | tuple[str, ...] | InChunks
"""A statement, statements that are one transaction together, or a statement over a large table."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What changes an older database. name: never changes once it is released."""

    name: str
    steps: tuple[Step, ...]


@dataclass(slots=True)
class _Position:
    migration: Migration
    step: int
    after_id: int


def is_pending(connection: Connection, migrations: Sequence[Migration]) -> bool:
    """Tell whether the schema is older than this linkwatch's. Raises StoreError if it is newer."""
    applied = applied_of(connection.raw)
    known = {migration.name for migration in migrations}
    if applied - known - {f"{_UNFINISHED}{name}" for name in known}:
        raise StoreError(f"{connection.name}: was made by a newer linkwatch: update this one")
    return any(migration.name not in applied for migration in migrations)


def create(raw: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Make an empty database what these migrations make of it, within the caller's transaction."""
    from sqlite_utils import Database, Migrations  # take 0.1 s to load, and hardly anybody needs them

    registry = Migrations(_SET)
    for migration in migrations:
        registry(name=migration.name)(_at_once(migration))
    registry.apply(Database(raw, recursive_triggers=False, execute_plugins=False))


def _at_once(migration: Migration) -> Callable[["Database"], None]:
    def make(db: "Database") -> None:
        for step in migration.steps:
            if not isinstance(step, InChunks):  # there are no rows yet
                _execute(db.conn, step)

    return make


def migrate(
    connection: Connection,
    migrations: Sequence[Migration],
    *,
    chunk: int = _CHUNK,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Bring an older database up to date. Ctrl-C and SIGTERM end it within a second or two; it can be gone on with.

    What it does is told to the log. chunk: rows of a large table that are one transaction. clock: seconds; asked
    between two transactions.
    """
    steps = sum(len(migration.steps) for migration in _pending(connection.raw, migrations))
    if not steps:
        return
    name = connection.name
    in_steps = "in 1 step" if steps == 1 else f"in {steps} steps"
    _log.info("%s: was made by an older linkwatch and is brought up to date, %s", name, in_steps)
    _log.info("%s: this may be interrupted, and goes on the next time", name)
    if not _is_begun(connection.raw):
        _keep_as_it_was(connection)
    told_at = clock()
    break_off = connection.raw.interrupt
    with connection.without_references():  # dropping a table that is made anew must not empty who refers to it
        while (told := interruptible(break_off, lambda: _go_on(connection, migrations, chunk))) is not None:
            if clock() - told_at >= _TELL_EVERY:
                told_at = clock()
                _log.info("%s: %s", name, told)
    _log.info("%s: is up to date", name)


def _is_begun(raw: sqlite3.Connection) -> bool:
    return raw.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migration_position'").fetchone() is not None


def _keep_as_it_was(connection: Connection) -> None:
    """Keep a copy beside the database, for whoever wants to go back; told where the disk has no room for it."""
    path = connection.path
    if path is None:
        return
    copy, draft = (path.with_name(f"{path.name}.before-update{suffix}") for suffix in ("", ".draft"))
    pages, size = (int(connection.raw.execute(f"PRAGMA {word}").fetchone()[0]) for word in ("page_count", "page_size"))
    if shutil.disk_usage(path.absolute().parent).free < _ROOM_LEFT * pages * size:
        _log.warning("%s: the disk has no room for a copy as it was: none is kept", path)
        return
    draft.unlink(missing_ok=True)
    try:
        copy_pages(connection.raw, draft)
        draft.chmod(path.stat().st_mode & 0o777)
        move(draft, copy)
    finally:
        draft.unlink(missing_ok=True)
    _log.info("%s: a copy as it was is kept in %s: remove it when all is well", path, copy.name)


def _go_on(connection: Connection, migrations: Sequence[Migration], chunk: int) -> str | None:
    """Do the next step, or a stretch of it, in one transaction; say how far that came. None: nothing was left to do."""
    with connection.writing() as raw:  # others may do the same meanwhile: each goes on from where all of them are
        pending = _pending(raw, migrations)
        if not pending:
            return None
        position = _position(raw, pending)
        steps = position.migration.steps
        step = steps[position.step]
        told = f"{position.migration.name}: step {position.step + 1} of {len(steps)}"
        if isinstance(step, InChunks):
            count, is_done = _do_chunk(raw, step, position, chunk)
            told = f"{told}, {step.table}: {count}"
        else:
            _execute(raw, step)
            is_done = True
        if is_done:
            position.step, position.after_id = position.step + 1, 0
        if position.step < len(steps):
            sql = "UPDATE migration_position SET step = ?, after_id = ?"
            raw.execute(sql, [position.step, position.after_id])
        else:
            raw.execute("DROP TABLE migration_position")
            _note(raw, position.migration.name)
            if len(pending) == 1:
                raw.execute(f"DELETE FROM \"_sqlite_migrations\" WHERE name LIKE '{_UNFINISHED}%'")  # noqa: S608 - a constant
        return told


def _do_chunk(raw: sqlite3.Connection, step: InChunks, position: _Position, chunk: int) -> tuple[str, bool]:
    """Do a stretch of a step; return how much of the table is done, and whether that is all."""
    most = int(raw.execute(f"SELECT coalesce(max(id), 0) FROM {step.table}").fetchone()[0])  # noqa: S608 - ours
    last = position.after_id + chunk
    raw.execute(step.sql, {"first": position.after_id + 1, "last": last})
    position.after_id = last
    return f"{min(last, most)} of {most}", last >= most


def _execute(raw: sqlite3.Connection, step: str | tuple[str, ...]) -> None:
    for statement in (step,) if isinstance(step, str) else step:
        raw.execute(statement.strip())


def _position(raw: sqlite3.Connection, pending: Sequence[Migration]) -> _Position:
    """Return where to go on: in the one that is begun, else with the first, making a note of that."""
    if raw.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migration_position'").fetchone() is None:
        _execute(raw, _LIST)
        raw.execute(_POSITION)
        raw.execute("INSERT INTO migration_position VALUES (?, 0, 0)", [pending[0].name])
        last = f"{_UNFINISHED}{pending[-1].name}"
        if last not in applied_of(raw):
            _note(raw, last)
    name, step, after_id = raw.execute("SELECT migration, step, after_id FROM migration_position").fetchone()
    begun = next(migration for migration in pending if migration.name == name)  # an older linkwatch had another order
    return _Position(begun, step, after_id)


def _pending(raw: sqlite3.Connection, migrations: Sequence[Migration]) -> list[Migration]:
    applied = applied_of(raw)
    return [migration for migration in migrations if migration.name not in applied]


def applied_of(raw: sqlite3.Connection) -> set[str]:
    """Return the names of the migrations that a database has had."""
    if raw.execute("SELECT 1 FROM sqlite_schema WHERE name = '_sqlite_migrations'").fetchone() is None:
        return set()
    sql = 'SELECT name FROM "_sqlite_migrations" WHERE migration_set = ?'
    return {name for (name,) in raw.execute(sql, [_SET])}


def note_all(raw: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Note in a database in which nothing stands yet that it has had these migrations."""
    _execute(raw, _LIST)
    for migration in migrations:
        _note(raw, migration.name)


def _note(raw: sqlite3.Connection, name: str) -> None:
    sql = 'INSERT INTO "_sqlite_migrations" (migration_set, name, applied_at) VALUES (?, ?, ?)'
    raw.execute(sql, [_SET, name, str(datetime.now(UTC))])
