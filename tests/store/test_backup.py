import os
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from linkwatch.errors import StoreError, UsageError
from linkwatch.model import Status
from linkwatch.store import Store, back_up
from tests.programs import Program
from tests.store.making import article, cite, read, rows, settle_all

ROOT = Path(__file__).parents[2]


def fill(path: Path, links: int = 3) -> None:
    with Store.open(path) as store:
        settle_all(store, read(store, article(*(cite(f"https://a.example/{n}") for n in range(links)))), Status.ALIVE)


def test_the_copy_holds_what_the_database_holds(path: Path, tmp_path: Path) -> None:
    fill(path)
    copy = tmp_path / "copy.db"
    assert back_up(path, copy, replace=False) == copy.stat().st_size
    for table in ("links", "checks", "status_history", "run_links"):
        assert rows(copy, f"SELECT * FROM {table}") == rows(path, f"SELECT * FROM {table}")
    with Store.open(copy) as store:
        settle_all(store, read(store, article(cite("https://b.example/"))), Status.DEAD)


def test_a_copy_can_be_read_where_nothing_may_be_written(path: Path, tmp_path: Path) -> None:
    fill(path)
    folder = tmp_path / "shelf"
    folder.mkdir()
    back_up(path, folder / "copy.db", replace=False)
    assert rows(folder / "copy.db", "PRAGMA journal_mode") == [("delete",)]
    assert [file.name for file in folder.iterdir()] == ["copy.db"]


def test_copies_made_while_another_process_writes_are_whole_and_miss_nothing_written_before(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.store.copying._STEP", 2)  # pages: others write between the steps of this file too
    with Program([path], main="tests.store.writer:main", stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        reported: set[tuple[int, int]] = set()
        for number in range(8):
            for _ in range(20):
                run_id, link_id = map(int, writer.stdout.readline().split())
                reported.add((run_id, link_id))
            copy = tmp_path / f"{number}.db"
            back_up(path, copy, replace=False)
            assert rows(copy, "PRAGMA integrity_check") == [("ok",)]
            assert rows(copy, "PRAGMA foreign_key_check") == []
            stored = set(rows(copy, "SELECT run_id, link_id FROM run_links WHERE check_id IS NOT NULL"))
            assert reported <= stored
        assert writer.poll() is None  # it wrote all the while
        writer.kill()
    counts = [rows(tmp_path / f"{number}.db", "SELECT count(*) FROM checks")[0][0] for number in range(8)]
    assert counts == sorted(counts)
    assert len(set(counts)) > 1


def test_a_file_that_exists_is_replaced_only_if_that_is_asked_for(path: Path, tmp_path: Path) -> None:
    fill(path)
    copy = tmp_path / "copy.db"
    copy.write_text("precious")
    with pytest.raises(UsageError, match="exists already"):
        back_up(path, copy, replace=False)
    assert copy.read_text() == "precious"
    back_up(path, copy, replace=True)
    assert rows(copy, "SELECT count(*) FROM links") == [(3,)]


def test_the_copy_may_be_read_by_those_who_may_read_the_original(path: Path, tmp_path: Path) -> None:
    fill(path)
    for mode in (0o600, 0o640, 0o664):
        path.chmod(mode)
        copy = tmp_path / f"{mode}.db"
        back_up(path, copy, replace=False)
        assert stat.S_IMODE(copy.stat().st_mode) == mode


def test_a_target_that_cannot_be_meant_is_refused(path: Path, tmp_path: Path) -> None:
    fill(path)
    with pytest.raises(UsageError, match="is the database itself"):
        back_up(path, path, replace=True)
    with pytest.raises(UsageError, match="is not a file"):
        back_up(path, tmp_path, replace=True)
    with pytest.raises(StoreError, match="its folder does not exist"):
        back_up(path, tmp_path / "none" / "copy.db", replace=False)
    with pytest.raises(UsageError, match=r"links\.db-wal: is the name of what SQLite keeps beside a database"):
        back_up(path, path.with_name("links.db-wal"), replace=True)
    (tmp_path / "copy.db-wal").write_bytes(b"left by another")
    with pytest.raises(StoreError, match=r"copy\.db-wal: is in the way"):
        back_up(path, tmp_path / "copy.db", replace=False)
    assert rows(path, "SELECT count(*) FROM links") == [(3,)]


def test_a_database_that_is_not_there_or_not_ours_is_not_copied(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with pytest.raises(StoreError, match="there is no database"):
        back_up(path, copy, replace=False)
    path.write_bytes(b"text" * 100)
    with pytest.raises(StoreError, match="not a SQLite database"):
        back_up(path, copy, replace=False)
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_damaged_database_gives_no_copy(path: Path, tmp_path: Path) -> None:
    fill(path, links=300)
    page = 4096
    content = bytearray(path.read_bytes())
    for place in range(20 * page, len(content), page):
        content[place : place + page // 2] = os.urandom(page // 2)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"):
        back_up(path, tmp_path / "copy.db", replace=False)
    assert {file.name.partition("-")[0] for file in tmp_path.iterdir()} == {"links.db"}


def test_an_older_database_can_be_copied_before_it_is_updated(path: Path, tmp_path: Path) -> None:
    fill(path)
    script = "DELETE FROM _sqlite_migrations WHERE name = (SELECT max(name) FROM _sqlite_migrations)"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(script)
    back_up(path, tmp_path / "copy.db", replace=False)
    assert rows(tmp_path / "copy.db", "SELECT count(*) FROM links") == [(3,)]
