"""Databases of earlier releases: brought up to date in steps, whatever interrupts that, and no id is given twice."""

import logging
import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from linkwatch.errors import StoreBusyError, StoreError
from linkwatch.store import SourceEntry, Store, bring_up_to_date, only_daemon
from linkwatch.store.connection import Connection
from linkwatch.store.database import APPLICATION_ID
from linkwatch.store.migrating import InChunks, Migration, create, is_pending, migrate
from linkwatch.store.schema import MIGRATIONS
from tests.benchmarks.old_database import make_old
from tests.programs import CODE, Program
from tests.store.making import ALL_WELL, NOW, SOUND, article, cite, read, rows, rows_of_each

LINKS = 250
RELEASES = range(1, len(MIGRATIONS))
TABLES = ("sources", "articles", "runs", "run_articles", "links", "citations", "checks", "outbox", "sqlite_sequence")


@cache
def old(release: int) -> bytes:
    """A database of a release, made once for all tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "old.db"
        path.write_bytes(without_rows(release - 1))
        make_old(path, LINKS, release)
        return path.read_bytes()


@cache
def without_rows(release: int) -> bytes:
    """A database of a release in which nothing stands: that of the release before, one migration later."""
    if not release:
        return b""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "old.db"
        path.write_bytes(without_rows(release - 1))
        with closing(sqlite3.connect(path)) as raw:
            create(raw, MIGRATIONS[:release])
            raw.commit()
        return path.read_bytes()


def put_old(path: Path, release: int) -> None:
    path.write_bytes(old(release))


class Interrupted(BaseException):
    """As Ctrl-C would be."""


def connect(path: Path) -> Connection:
    return Connection(sqlite3.connect(path, isolation_level=None, check_same_thread=False), str(path), path)


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    asked = {table: f"SELECT * FROM {table} ORDER BY 1" for table in TABLES} | {
        "words": "SELECT rowid FROM citations_fts WHERE citations_fts MATCH 'word7 OR 99' ORDER BY 1",
        "schema": "SELECT type, name, sql FROM sqlite_schema",
        "migrations": "SELECT name FROM _sqlite_migrations ORDER BY id",
    }
    found = dict(zip(asked, rows_of_each(path, *asked.values()), strict=True))
    found["schema"].sort(key=str)
    return found


def interrupt_at(number: int) -> Callable[[], float]:
    """A clock that is asked between two transactions, and breaks off there."""
    asked = iter(range(number))

    def clock() -> float:
        if next(asked, None) is None:
            raise Interrupted
        return 0.0

    return clock


SCHEMA = (
    "SELECT DISTINCT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1, 2",
    """SELECT one.name, part.name, part.type, part."notnull", part.dflt_value
       FROM sqlite_schema AS one, pragma_table_info(one.name) AS part
       WHERE one.type = 'table' AND one.name NOT LIKE 'sqlite_%' ORDER BY one.name, part.cid""",
)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory, fresh: bytes) -> list[list[tuple[object, ...]]]:
    """What `SCHEMA` asks, of a new database."""
    path = tmp_path_factory.mktemp("new") / "new.db"
    path.write_bytes(fresh)
    return rows_of_each(path, *SCHEMA)


@pytest.mark.parametrize("release", RELEASES)
def test_a_database_of_each_release_becomes_what_a_new_one_is(
    path: Path, new: list[list[tuple[object, ...]]], release: int
) -> None:
    put_old(path, release)
    with Store.open(path) as store:
        assert store.overview.links is not None
    word = "SELECT count(*) FROM citations_fts WHERE citations_fts MATCH 'word7'"
    assert rows_of_each(path, *SCHEMA, word, *SOUND) == [*new, [(1,)], *ALL_WELL]


def test_migrations_stand_in_the_order_of_their_names() -> None:
    names = [migration.name for migration in MIGRATIONS]
    assert names == sorted(names)


def test_a_new_database_is_what_all_migrations_make(path: Path) -> None:
    Store.open(path).close()
    migrated = path.with_name("migrated.db")
    with closing(sqlite3.connect(migrated)) as raw:
        create(raw, MIGRATIONS)
        raw.commit()
    tables = [name for (name,) in rows(migrated, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    filled = [f"SELECT '{name}', count(*) FROM \"{name}\"" for name in tables]
    assert contents(path) | {"schema": []} == contents(migrated) | {"schema": []}
    assert rows_of_each(path, *filled) == rows_of_each(migrated, *filled)
    schema = (
        "SELECT type, name, tbl_name, replace(replace(sql, char(10), ''), ' ', '') FROM sqlite_schema ORDER BY name"
    )
    assert rows(path, schema) == rows(migrated, schema)


@pytest.mark.parametrize("release", [1, len(MIGRATIONS) - 1])
def test_interrupted_at_every_border_and_gone_on_with_it_ends_the_same(path: Path, release: int) -> None:
    put_old(path, release)
    whole = path.with_name("whole.db")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(whole)) as target:
        source.backup(target)
    with closing(connect(whole).raw) as raw:
        migrate(Connection(raw, "whole", whole), MIGRATIONS, chunk=100)
    borders = 0
    while True:
        with closing(connect(path).raw) as raw:
            try:
                migrate(Connection(raw, "cut", path), MIGRATIONS, chunk=100, clock=interrupt_at(1))
            except Interrupted:
                borders += 1
            else:
                break
        assert rows_of_each(path, *SOUND) == ALL_WELL
    steps = [step for migration in MIGRATIONS[release:] for step in migration.steps]
    assert borders >= len(steps)
    if any(isinstance(step, InChunks) for step in steps):
        assert borders > len(steps)
    assert contents(path) == contents(whole)


def test_one_that_was_begun_is_gone_on_with_though_another_comes_before_it_now(path: Path) -> None:
    put_old(path, 3)
    with closing(connect(path).raw) as raw, pytest.raises(Interrupted):
        migrate(Connection(raw, "x", path), [*MIGRATIONS[:3], MIGRATIONS[4]], chunk=50, clock=interrupt_at(2))
    Store.open(path).close()
    assert [name for (name,) in rows(path, "SELECT name FROM _sqlite_migrations ORDER BY id")][3:5] == [
        "0005-browsing",
        "0004-daemon",
    ]
    assert rows(path, "SELECT count(*) FROM citations_fts WHERE citations_fts MATCH 'sentence'") == [(LINKS,)]
    assert rows(path, "SELECT count(*) FROM links WHERE looks = 1") != [(0,)]


def test_two_processes_that_bring_it_up_to_date_at_once_do_each_step_once(path: Path) -> None:
    put_old(path, 1)
    with closing(connect(path).raw) as first, closing(connect(path).raw) as second:
        other = Connection(second, "second", path)

        def clock() -> float:  # between any two transactions of the first, the second does a few
            with suppress(Interrupted):
                migrate(other, MIGRATIONS, chunk=50, clock=interrupt_at(2))
            return 0.0

        migrate(Connection(first, "first", path), MIGRATIONS, chunk=50, clock=clock)
    assert rows(path, "SELECT count(*), count(DISTINCT name) FROM _sqlite_migrations") == [
        (len(MIGRATIONS), len(MIGRATIONS))
    ]
    assert rows(path, "SELECT count(*) FROM citations_fts WHERE citations_fts MATCH 'sentence'") == [(LINKS,)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_an_unfinished_one_is_refused_by_an_older_linkwatch_and_by_readers(path: Path) -> None:
    put_old(path, 3)
    with closing(connect(path).raw) as raw, pytest.raises(Interrupted):
        migrate(Connection(raw, "x", path), MIGRATIONS, chunk=50, clock=interrupt_at(4))
    with closing(connect(path).raw) as raw:
        connection = Connection(raw, "x")
        assert is_pending(connection, MIGRATIONS)
        with pytest.raises(StoreError, match="newer linkwatch"):
            _as_an_earlier_release_does(connection)
    with pytest.raises(StoreError, match="older linkwatch"):
        Store.open(path, read_only=True)
    bring_up_to_date(path)
    Store.open(path, read_only=True).close()
    assert rows(path, "SELECT * FROM sqlite_schema WHERE name = 'migration_position'") == []


@pytest.mark.parametrize("known", [MIGRATIONS[:4], MIGRATIONS[:-1]], ids=["the first that is left", "all but the last"])
def test_one_that_a_newer_linkwatch_left_unfinished_is_refused(path: Path, known: Sequence[Migration]) -> None:
    put_old(path, 3)
    with closing(connect(path).raw) as raw:
        with pytest.raises(Interrupted):
            migrate(Connection(raw, "x", path), MIGRATIONS, chunk=50, clock=interrupt_at(2))
        with pytest.raises(StoreError, match="newer linkwatch"):
            is_pending(Connection(raw, "x"), known)
    Store.open(path).close()
    assert rows(path, "SELECT name FROM _sqlite_migrations ORDER BY id") == [(one.name,) for one in MIGRATIONS]


def test_nothing_changes_beneath_a_daemon(path: Path) -> None:
    put_old(path, 3)
    schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
    before = rows(path, schema)
    with only_daemon(path), pytest.raises(StoreBusyError, match="stop it first"):
        Store.open(path)
    assert rows(path, schema) == before
    Store.open(path).close()


def test_a_newer_linkwatch_that_goes_on_says_that_it_did(path: Path) -> None:
    put_old(path, 3)
    newer = (*MIGRATIONS, Migration("9999-later", ("CREATE TABLE fresh (x)", "CREATE TABLE other (x)")))
    with closing(connect(path).raw) as raw, pytest.raises(Interrupted):
        migrate(Connection(raw, "x", path), MIGRATIONS, chunk=50, clock=interrupt_at(2))

    def is_inside_the_newest() -> float:
        if rows(path, "SELECT 1 FROM sqlite_schema WHERE name = 'fresh'"):
            raise Interrupted
        return 0.0

    with closing(connect(path).raw) as raw:
        with pytest.raises(Interrupted):
            migrate(Connection(raw, "x", path), newer, clock=is_inside_the_newest)
        with pytest.raises(StoreError, match="newer linkwatch"):
            is_pending(Connection(raw, "x"), MIGRATIONS)
        migrate(Connection(raw, "x", path), newer)
        assert not is_pending(Connection(raw, "x"), newer)


def _as_an_earlier_release_does(connection: Connection) -> None:
    known = {migration.name for migration in MIGRATIONS[:3]}
    applied = {name for (name,) in connection.raw.execute("SELECT name FROM _sqlite_migrations")}
    if applied - known:
        raise StoreError("was made by a newer linkwatch: update this one")


def test_what_is_done_is_told_and_a_copy_as_it_was_is_kept(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    put_old(path, 3)
    seconds = iter(range(0, 10_000, 3))
    with caplog.at_level(logging.INFO, "linkwatch.store"), closing(connect(path).raw) as raw:
        migrate(Connection(raw, "links.db", path), MIGRATIONS, chunk=100, clock=lambda: float(next(seconds)))
    told = caplog.messages
    assert "older linkwatch" in told[0]
    assert "may be interrupted" in told[1]
    assert "a copy as it was is kept in" in told[2]
    (kept,) = path.parent.glob("*.before-update*")
    assert rows(kept, "SELECT count(*) FROM links") == [(LINKS,)]
    assert rows(kept, "SELECT max(name) < '0004' FROM _sqlite_migrations") == [(1,)]
    assert "links.db: 0004-daemon: step 22 of 22, links: 200 of 250" in told
    assert told[-1] == "links.db: is up to date"
    Store.open(path).close()
    assert caplog.messages == told  # nothing is told of what is up to date


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_step_that_takes_for_ever(path: Path, number: signal.Signals) -> None:
    put_old(path, 3)
    program = """
import sqlite3, sys
from pathlib import Path
from linkwatch.store import schema
from linkwatch.store.migrating import Migration
import linkwatch.store.database as database, linkwatch.cli as cli
endless = "INSERT INTO outbox (created_at, target, title, body) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
endless += " SELECT i + 1 FROM n) SELECT 'x', 'x', 'x', i FROM n WHERE i < 0"
database.MIGRATIONS = (*schema.MIGRATIONS, Migration("9999-endless", (endless,)))
original = database.migrate
def told(*args, **options):
    print("begun", flush=True)
    original(*args, **options)
database.migrate = told
sys.argv = ["linkwatch", "add", "https://a.example/", "--db", sys.argv[1]]
cli.main()
"""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with Program([program, path], main=CODE, **streams) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        while rows(path, "SELECT name FROM _sqlite_migrations WHERE name = '0008-ids-never-reused'") == []:
            assert process.poll() is None
        os.kill(process.pid, number)
        _, told = process.communicate(timeout=30)
    assert process.returncode == (143 if number == signal.SIGTERM else 3)
    assert "Traceback" not in told
    assert "a copy as it was" in told
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "SELECT count(*) FROM outbox") == [(0,)]
    assert rows(path, "SELECT name FROM _sqlite_migrations WHERE name LIKE '9999%'") == []


def test_a_migration_that_fails_leaves_what_came_before_it(path: Path) -> None:
    put_old(path, 3)
    broken = (*MIGRATIONS, Migration("9999-broken", ("CREATE TABLE fresh (x)", "CREATE TABLE links (x)")))
    with closing(connect(path).raw) as raw, pytest.raises(StoreError, match="already exists"):
        migrate(Connection(raw, "x", path), broken)
    with closing(connect(path).raw) as raw:
        assert raw.execute("PRAGMA foreign_keys").fetchone() == (0,)  # a new connection's own
        mended = (*MIGRATIONS, Migration("9999-broken", ("CREATE TABLE fresh (x)", "CREATE TABLE other (x)")))
        migrate(Connection(raw, "x", path), mended)
        assert not is_pending(Connection(raw, "x"), mended)
    assert rows(path, "SELECT name FROM sqlite_schema WHERE name IN ('fresh', 'other') ORDER BY 1") == [
        ("fresh",),
        ("other",),
    ]


@pytest.mark.parametrize("release", [len(MIGRATIONS), 1, 4])
def test_a_source_that_comes_after_another_inherits_nothing(path: Path, release: int) -> None:
    put_old(path, release) if release < len(MIGRATIONS) else Store.open(path).close()
    with Store.open(path) as store:
        first, _ = store.sources.put(SourceEntry("page", "https://old.example/", None), "command", NOW)
        store.articles.record(read(store), first, article(cite("https://x.example/"), uri="/x.md"), "h", NOW)
        store.sources.remove(first, NOW)
        second, is_new = store.sources.put(SourceEntry("page", "https://new.example/", None), "command", NOW)
        assert is_new
        assert second > first
        store.sources.end_scan(first, "a scan of the removed one ends late", NOW, forget_unseen=True)
        (row,) = [row for row in store.sources.rows() if row["id"] == second]
        assert (row["last_scanned_at"], row["last_error"], row["articles"]) == (None, None, 0)


def test_ids_given_before_the_update_are_not_given_again(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        create(raw, MIGRATIONS[:-1])
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("INSERT INTO sources (id, kind, location, added_at) VALUES (41, 'page', 'x', '')")
        raw.execute("INSERT INTO articles (id, source_id, uri, first_seen_at) VALUES (1, 41, '/a.md', '')")
        raw.execute("INSERT INTO source_pages VALUES (41, 'u', NULL, NULL, NULL, NULL, x'00', '')")
        raw.execute("INSERT INTO outbox (id, created_at, target, title, body) VALUES (8, '', '', '', '')")
        raw.commit()
    with Store.open(path) as store:
        assert rows(path, "SELECT id FROM articles WHERE source_id = 41") == [(1,)]
        assert rows(path, "SELECT source_id FROM source_pages") == [(41,)]
        store.sources.remove(41, NOW)
        assert store.sources.put(SourceEntry("page", "y", None), "command", NOW)[0] == 42
        first = store.runs.begin("round", NOW)
        store.upkeep.drop_rounds(NOW, 10)
        with store._connection.writing() as raw:
            raw.execute("DELETE FROM runs")
            raw.execute("DELETE FROM outbox")
            raw.execute("INSERT INTO outbox (created_at, target, title, body) VALUES ('', '', '', '')")
        assert store.runs.begin("round", NOW) == first + 1
    assert rows(path, "SELECT id FROM outbox") == [(9,)]
    assert rows(path, "PRAGMA foreign_key_check") == []
