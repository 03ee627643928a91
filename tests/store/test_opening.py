import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from linkwatch.errors import StoreBusyError, StoreError
from linkwatch.model import Snapshot, Status
from linkwatch.store import Store, database, only_daemon, take_census
from linkwatch.store.database import APPLICATION_ID, cache_kib
from linkwatch.store.migrating import create
from linkwatch.store.schema import MIGRATIONS
from tests.programs import CODE, Program, run_program
from tests.store.making import NOW, answered, article, cite, read, rows, settle_all

A = "https://a.example/"
B = "https://b.example/"
NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[None]:
    """Do without root's right to write everywhere."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(me)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that a user without privileges can enter; pytest's own are closed to others."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def foreign_database(path: Path, application_id: int = 0) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.execute(f"PRAGMA application_id = {application_id}")
        connection.commit()
    return path.read_bytes()


def message_of(path: Path, *, read_only: bool = False) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(path, read_only=read_only)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_missing_file_is_created_in_wal_mode_with_our_application_id(path: Path) -> None:
    with Store.open(path):
        assert rows(path, "PRAGMA journal_mode") == [("wal",)]
        assert rows(path, "PRAGMA application_id") == [(APPLICATION_ID,)]


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    with Store.open(path) as store:
        assert store.runs.last() is None


def test_foreign_keys_are_enforced(store: Store) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        answered(store, 99, _snapshot())


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("content", [b"hello, this is a text\n", b"SQLite", os.urandom(5000)])
def test_a_file_that_is_no_database_is_refused_untouched(path: Path, content: bytes, read_only: bool) -> None:
    path.write_bytes(content)
    assert message_of(path, read_only=read_only).startswith(f"{path}: it is not a SQLite database")
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("application_id", [0, 12345])
def test_a_database_of_another_program_is_refused_untouched(path: Path, application_id: int, read_only: bool) -> None:
    before = foreign_database(path, application_id)
    assert "another program" in message_of(path, read_only=read_only)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_damaged_database_gives_one_line(path: Path) -> None:
    with Store.open(path) as store:
        read(store, *(article(cite(f"{A}{number}"), uri=str(number)) for number in range(50)))
    content = bytearray(path.read_bytes())
    content[100:] = os.urandom(len(content) - 100)
    path.write_bytes(content)
    assert str(path) in message_of(path)


def test_a_newer_schema_is_refused(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('linkwatch', '9999-later', '')"
        )
        connection.commit()
    assert "newer linkwatch" in message_of(path)
    assert "newer linkwatch" in message_of(path, read_only=True)


def test_an_older_schema_is_not_changed_by_a_reader(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE early (x)")
        connection.commit()
    before = path.read_bytes()
    assert "older linkwatch" in message_of(path, read_only=True)
    assert path.read_bytes() == before


def test_a_missing_file_cannot_be_read(path: Path) -> None:
    assert "there is no database" in message_of(path, read_only=True)
    assert not path.exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "folder does not exist" in message_of(tmp_path / "none" / "links.db")


def test_a_daemon_names_a_missing_folder_too(tmp_path: Path) -> None:
    path = tmp_path / "none" / "links.db"
    with pytest.raises(StoreError, match="its folder does not exist: create it"), only_daemon(path):
        pass


def test_a_folder_or_pipe_is_no_database(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "not a file" in message_of(pipe)
    assert "not a file" in message_of(tmp_path)


def test_no_character_of_a_path_means_anything_to_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=memory&b#c%41 é.db"
    with Store.open(path) as store:
        store.runs.begin("audit", NOW)
    with Store.open(path, read_only=True) as store:
        assert store.runs.last() == 1
    assert path.exists()


def test_a_read_only_file_is_refused_for_writing_and_can_be_read(shared_folder: Path) -> None:
    path = shared_folder / "links.db"
    with Store.open(path) as store:
        read(store, article(cite(A)))
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    try:
        with unprivileged():
            assert "may not be written" in message_of(path)
            with Store.open(path, read_only=True) as store:
                assert [row["url"] for row in store.overview.links()] == [A]
    finally:
        shared_folder.chmod(0o755)


def test_a_file_cannot_be_created_in_a_read_only_folder(shared_folder: Path) -> None:
    shared_folder.chmod(0o555)
    try:
        with unprivileged():
            assert str(shared_folder) in message_of(shared_folder / "links.db")
    finally:
        shared_folder.chmod(0o755)


def test_a_reader_cannot_write(path: Path) -> None:
    Store.open(path).close()
    with Store.open(path, read_only=True) as store, pytest.raises(StoreError, match="may not be written"):
        store.runs.begin("audit", NOW)


def test_a_reader_works_beside_a_writer_and_sees_what_it_commits(path: Path) -> None:
    with Store.open(path) as writer, Store.open(path, read_only=True) as reader:
        run_id = read(writer, article(cite(A)))
        with writer._connection.writing() as raw:
            raw.execute("UPDATE links SET title = 'not yet'")
            assert [row["title"] for row in reader.overview.links()] == [None]
        settle_all(writer, run_id, Status.ALIVE)
        assert [(row["title"], row["status"]) for row in reader.overview.links()] == [("not yet", "alive")]


def test_a_second_connection_of_a_writers_process_costs_it_nothing_when_another_process_ends(path: Path) -> None:
    program = "import sys, pathlib, linkwatch.store as s; s.Store.open(pathlib.Path(sys.argv[1])).close()"
    with Store.open(path) as store:
        read(store, article(cite(A)))
        take_census(path, NOW, 5.0)
        assert run_program(program, path, main=CODE).returncode == 0
        read(store, article(cite(B), uri="/b.md"))
        assert rows(path, "SELECT url FROM links ORDER BY url") == [(A,), (B,)]
    assert rows(path, "SELECT url FROM links ORDER BY url") == [(A,), (B,)]


def test_opening_a_database_again_and_again_beside_a_writer_takes_no_more_file_descriptors(path: Path) -> None:
    with Store.open(path) as store:
        read(store, article(cite(A)))
        take_census(path, NOW, 5.0)
        before = len(list(Path("/proc/self/fd").iterdir()))
        for _ in range(5):
            take_census(path, NOW, 5.0)
        assert len(list(Path("/proc/self/fd").iterdir())) <= before


def test_a_locked_database_is_a_busy_error(path: Path) -> None:
    with Store.open(path) as first, Store.open(path, busy_timeout=0.05) as second:
        with first._connection.writing(), pytest.raises(StoreBusyError, match="another process"):
            second.runs.begin("audit", NOW)
        assert second.runs.begin("audit", NOW) == 1


def test_a_writer_waits_half_a_minute_for_another_process(store: Store) -> None:
    assert store._connection.raw.execute("PRAGMA busy_timeout").fetchone() == (30_000,)


@pytest.mark.parametrize("content", [None, b""])
def test_a_writer_may_refuse_to_create_a_database_in_a_readers_words(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Store.open(path, create=False)
    assert str(caught.value) == message_of(path, read_only=True)
    assert path.exists() is (content is not None)
    Store.open(path).close()
    Store.open(path, create=False).close()


def test_a_full_disk_is_said_and_leaves_the_database_whole(path: Path) -> None:
    with Store.open(path) as store:
        read(store, article(cite(A)))
        (pages,) = store._connection.raw.execute("PRAGMA page_count").fetchone()
        store._connection.raw.execute(f"PRAGMA max_page_count = {pages + 3}")  # SQLite's own way to a full disk
        with pytest.raises(StoreError, match="disk is full"):
            read(store, article(*(cite(f"{A}{number}", "x" * 500) for number in range(1000))))
        assert store.runs.begin("audit", NOW) == 3
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "SELECT count(*) FROM links") == [(1,)]


_ON_A_FULL_DISK = """
mount -t tmpfs -o size=64k tmpfs "$1" || exit 77
touch "$1/there.db"
cat /dev/zero > "$1/filler" 2> /dev/null
for name in new there; do
    "$2" -c 'import sys; from pathlib import Path; from linkwatch.store import Store; Store.open(Path(sys.argv[1]))' \
        "$1/$name.db" 2>&1 | tail -n 1
done
ls "$1"
"""


def test_a_disk_without_room_for_a_new_database_is_said_and_nothing_is_left_on_it(tmp_path: Path) -> None:
    in_a_namespace = ["unshare", "--user", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*in_a_namespace, "true"], check=False).returncode:
        pytest.skip("this system lets nobody mount a disk of his own")
    command = [*in_a_namespace, "sh", "-c", _ON_A_FULL_DISK, "sh", tmp_path, sys.executable]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode == 77:
        pytest.skip("this system lets nobody mount a disk of his own")
    new, there, *left = told.stdout.splitlines()
    assert new.endswith(f"StoreFullError: {tmp_path}/new.db: the disk is full: make room")
    assert there.endswith(f"StoreFullError: {tmp_path}/there.db: the disk is full: make room")
    assert left == ["filler", "there.db"]


def test_the_private_database_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store.open(None) as store:
        run_id = read(store, article(cite(A)))
        assert [row["url"] for row in store.reports.links(run_id)] == [A]
    assert list(tmp_path.iterdir()) == []


def test_processes_that_create_the_same_database_at_once_all_succeed(path: Path) -> None:
    program = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from linkwatch.store import Store\n"
        "import linkwatch.store.schema\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "with Store.open(Path(sys.argv[1])) as store: store.runs.begin('audit', datetime.now(UTC))\n"
    )
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    racers = [Program([program, path], main=CODE, **streams) for _ in range(4)]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    outcomes = [(racer.communicate(timeout=30)[1], racer.returncode) for racer in racers]
    assert outcomes == [("", 0)] * 4
    assert rows(path, "SELECT count(*) FROM runs") == [(4,)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def _snapshot() -> Snapshot:
    return Snapshot("wayback", "20150609120000", "https://archive.example/1", A)


def test_a_database_of_the_first_release_is_brought_up_to_date_with_all_it_holds(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        create(connection, MIGRATIONS[:1])
        connection.execute(
            "INSERT INTO links (url, host, domain, authority, status, first_seen_at)"
            " VALUES ('https://a.example/', 'a.example', 'a.example', 'a.example', 'dead', '2026-01-01T00:00:00Z')"
        )
        connection.execute("INSERT INTO articles (uri, first_seen_at) VALUES ('a.md', '2026-01-01T00:00:00Z')")
        connection.execute("INSERT INTO runs (kind, version, started_at) VALUES ('audit', '', '2026-01-01T00:00:00Z')")
        connection.execute("INSERT INTO run_articles (run_id, article_id, citations) VALUES (1, 1, 0)")
        connection.commit()
    assert "older linkwatch" in message_of(path, read_only=True)
    with Store.open(path) as store:
        assert [(row["url"], row["status"]) for row in store.overview.links()] == [(A, "dead")]
        assert store.snapshots.states([1])[1].asked_at is None
        assert [row["uri"] for row in store.reports.articles(1)] == ["a.md"]
    assert rows(path, "SELECT count(*) FROM saves") == [(0,)]


@pytest.mark.parametrize(("gigabytes", "mebibytes"), [(0, 16), (4, 16), (8, 32), (16, 64), (400, 64)])
def test_a_writer_of_a_large_file_keeps_more_of_it_in_memory(gigabytes: int, mebibytes: int) -> None:
    assert cache_kib(gigabytes * 2**30) == mebibytes * 1024


def test_what_a_writer_keeps_in_memory_is_a_share_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "links.db"
    with Store.open(path):
        pass
    monkeypatch.setattr(database, "_CACHE_KIB", 1)
    monkeypatch.setattr(database, "_CACHE_SHARE", 2)
    with Store.open(path) as store, store._connection.reading() as raw:
        assert raw.execute("PRAGMA cache_size").fetchone() == (-(path.stat().st_size // 2048),)
