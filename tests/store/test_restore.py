"""A copy takes the place of a database: looked through before, and what was there is kept."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from linkwatch.errors import StoreBusyError, StoreError, StoreLostError, UsageError
from linkwatch.model import Status
from linkwatch.store import Store, back_up, only_daemon, only_saver, restore
from linkwatch.store.schema import MIGRATIONS
from tests.benchmarks.old_database import make_old
from tests.store.making import NOW, article, cite, read, rows, settle_all

ASIDE = "links.db.replaced-20261122080000"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Of three links."""
    original, copy = tmp_path / "original.db", tmp_path / "backup.db"
    with Store.open(original) as store:
        cited = article(*(cite(f"https://a.example/{n}") for n in range(3)))
        settle_all(store, read(store, cited), Status.ALIVE)
    back_up(original, copy, replace=False)
    for file in tmp_path.glob("original.db*"):
        file.unlink()
    return copy


def fill(path: Path, links: int) -> None:
    with Store.open(path) as store:
        read(store, article(*(cite(f"https://b.example/{n}") for n in range(links)), uri="b.md"))


def count(path: Path) -> int:
    return int(rows(path, "SELECT count(*) FROM links")[0][0])


def files(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if not file.name.endswith(("-daemon", "-saving"))}


def test_what_was_there_is_kept_and_the_copy_stays_as_it_is(path: Path, backup: Path) -> None:
    fill(path, 7)
    path.chmod(0o640)
    content = backup.read_bytes()
    restored = restore(backup, path, NOW)
    assert (restored.links, restored.aside) == (3, path.with_name(ASIDE))
    assert (count(path), count(path.with_name(ASIDE))) == (3, 7)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert backup.read_bytes() == content
    assert files(path.parent) == {"links.db", ASIDE, "backup.db"}
    with Store.open(path) as store:
        settle_all(store, read(store, article(cite("https://c.example/"), uri="c.md")), Status.DEAD)
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_where_there_was_none_nothing_is_kept(path: Path, backup: Path) -> None:
    assert restore(backup, path, NOW).aside is None
    assert count(path) == 3
    assert files(path.parent) == {"links.db", "backup.db"}


def test_the_log_of_a_killed_writer_goes_with_its_database(path: Path, backup: Path) -> None:
    with Store.open(path) as store:
        read(store, article(*(cite(f"https://b.example/{n}") for n in range(200))))
        killed = path.with_name("killed.db")
        shutil.copyfile(path, killed)
        shutil.copyfile(f"{path}-wal", f"{killed}-wal")
    restored = restore(backup, killed, NOW)
    assert restored.aside is not None
    assert (count(killed), count(restored.aside)) == (3, 200)
    assert not Path(f"{killed}-wal").exists()


@pytest.mark.parametrize("damage", ["header", "page", "cut"])
def test_a_damaged_database_can_be_replaced_and_is_kept_with_its_log(path: Path, backup: Path, damage: str) -> None:
    fill(path, 300)
    content = bytearray(path.read_bytes())
    if damage == "cut":
        del content[len(content) // 2 :]
    else:
        place = 0 if damage == "header" else 4096
        content[place : place + 4096] = os.urandom(4096)
    path.write_bytes(content)
    Path(f"{path}-wal").write_bytes(b"what could not be folded in")
    restored = restore(backup, path, NOW)
    assert count(path) == 3
    assert restored.aside is not None
    assert restored.aside.read_bytes()[4096:8192] == content[4096:8192]
    assert not Path(f"{path}-wal").exists()
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_a_copy_that_is_damaged_newer_or_not_ours_changes_nothing(path: Path, backup: Path) -> None:
    fill(path, 7)
    before = path.read_bytes()
    sound = backup.read_bytes()

    def refused(match: str) -> None:
        with pytest.raises(StoreError, match=match):
            restore(backup, path, NOW)
        assert path.read_bytes() == before
        assert files(path.parent) <= {"links.db", "backup.db", "backup.db-wal", "backup.db-shm"}

    content = bytearray(sound)
    content[8 * 4096 : 20 * 4096] = os.urandom(12 * 4096)
    backup.write_bytes(content)
    refused("damaged")
    backup.write_bytes(sound[: len(sound) // 2])
    refused("damaged")
    backup.write_bytes(b"an essay, " * 1000)
    refused("not a SQLite database")
    backup.write_bytes(sound)
    with closing(sqlite3.connect(backup)) as raw, raw:
        raw.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('linkwatch', '9999-later')")
    refused("newer linkwatch")
    backup.write_bytes(sound)
    with closing(sqlite3.connect(backup)) as raw, raw:
        raw.execute("DELETE FROM links WHERE id = 1")  # references are not checked here
    refused("refers to what is not in links")
    backup.unlink()
    refused("there is no database")


def test_nothing_is_replaced_under_a_daemon_or_a_saving_process(path: Path, backup: Path) -> None:
    fill(path, 7)
    with only_daemon(path), pytest.raises(StoreBusyError, match="a daemon is at work"):
        restore(backup, path, NOW)
    with only_saver(path), pytest.raises(StoreBusyError, match="saving"):
        restore(backup, path, NOW)
    assert count(path) == 7


def test_a_writer_that_is_still_there_writes_into_neither(path: Path, backup: Path) -> None:
    with Store.open(path) as store:
        read(store, article(cite("https://b.example/")))
        restored = restore(backup, path, NOW)
        with pytest.raises(StoreLostError):
            store.runs.begin("audit", NOW)
    assert restored.aside is not None
    assert (count(path), count(restored.aside)) == (3, 1)
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_a_writer_that_waits_for_its_turn_meanwhile_writes_into_neither(path: Path, backup: Path) -> None:
    with Store.open(path) as store:
        read(store, article(cite("https://b.example/")))
        asides = []

        def replace_now(statement: str) -> None:  # heard before the lock is asked for
            if statement == "BEGIN IMMEDIATE":
                store._connection.raw.set_trace_callback(None)
                asides.append(restore(backup, path, NOW).aside)

        store._connection.raw.set_trace_callback(replace_now)
        with pytest.raises(StoreLostError):
            store.runs.begin("audit", NOW)
    (aside,) = asides
    assert rows(aside, "SELECT count(*) FROM runs") == [(1,)]
    assert count(path) == 3


def test_a_target_that_cannot_be_meant_is_refused(path: Path, backup: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is the copy itself"):
        restore(backup, backup, NOW)
    with pytest.raises(UsageError, match="not a file"):
        restore(backup, tmp_path, NOW)
    with pytest.raises(StoreError, match="folder does not exist"):
        restore(backup, tmp_path / "none" / "links.db", NOW)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE theirs (x)")
    with pytest.raises(StoreError, match="another program"):
        restore(backup, path, NOW)


def test_nothing_that_was_kept_is_written_over(path: Path, backup: Path) -> None:
    fill(path, 7)
    restore(backup, path, NOW)
    with pytest.raises(StoreError, match="exists already"):
        restore(backup, path, NOW)
    assert count(path.with_name(ASIDE)) == 7
    restore(backup, path, NOW + timedelta(seconds=1))
    assert count(path.with_name("links.db.replaced-20261122080001")) == 3


def test_a_copy_of_an_earlier_release_is_restored_as_it_is(path: Path, backup: Path) -> None:
    backup.unlink()
    make_old(backup, 3, len(MIGRATIONS) - 1)
    assert restore(backup, path, NOW).links == 3
    with pytest.raises(StoreError, match="older linkwatch"):
        Store.open(path, read_only=True)
    Store.open(path).close()
    assert count(path) == 3
