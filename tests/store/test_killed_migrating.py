"""A kill in the middle of bringing an old database up to date, at every statement of every step."""

import sqlite3
from contextlib import closing
from pathlib import Path

from linkwatch.store.connection import Connection
from linkwatch.store.migrating import migrate
from linkwatch.store.schema import MIGRATIONS
from tests.benchmarks.old_database import make_old

LINKS = 12  # with stretches of five: three transactions for a step over a large table


def test_a_kill_at_any_statement_of_any_step_leaves_what_the_step_before_it_left(path: Path) -> None:
    make_old(path, LINKS, 1)
    copy, copied = path.with_name("killed.db"), [b"", b""]
    kills, borders = [everything(path)], [everything(path)]
    states = 0

    def kill(_statement: str = "") -> None:
        """See what a kill leaves: what stands in the files at that moment. Most statements have not changed them."""
        nonlocal states
        files = [one.read_bytes() if one.exists() else b"" for one in (path, log_of(path))]
        if files != copied:
            states += 1
            copied[:] = files
            copy.write_bytes(files[0])
            log_of(copy).write_bytes(files[1])
            if (left := everything(copy)) != kills[-1]:
                kills.append(left)

    def note_border() -> float:
        if (left := everything(path)) != borders[-1]:
            borders.append(left)
        return 0.0

    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as raw:
        raw.execute("PRAGMA cache_size = 2")  # pages: most of what a step does is in the files before it is committed
        raw.execute("PRAGMA wal_autocheckpoint = 40")
        raw.set_trace_callback(kill)
        migrate(Connection(raw, "x", path), MIGRATIONS, chunk=5, clock=note_border)
        kill()
    assert kills == borders
    assert len(borders) > sum(len(migration.steps) for migration in MIGRATIONS[1:])
    assert states > 3 * len(borders)  # else there would be nothing that a kill could leave half done


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def everything(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        schema = raw.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall()
        tables = [name for kind, name, _ in schema if kind == "table"]
        return [schema, *(raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables)]
