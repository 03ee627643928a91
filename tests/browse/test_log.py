"""SQLite's log beside a writer while `linkwatch browse` is open: short, and folded in when the writer ends."""

import shutil
import sqlite3
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import pytest

from linkwatch.store import SourceEntry, Store, connection
from linkwatch.store.connection import LONGEST_LOG
from tests.browse.test_serving import browsing, fetch
from tests.programs import CODE, Program
from tests.store.making import NOW, article, cite, read, rows

PAGES = ("", "link/1", "linkwatch/links?_size=max", "linkwatch/citations.json", "linkwatch/search?words=text", "hosts")
MEGABYTE = 2**20

WRITER = """
import sys
from pathlib import Path
from linkwatch.store import Store
from tests.store.making import article, cite, read
with Store.open(Path(sys.argv[1])) as store:
    for number in range(40):
        read(store, article(*(cite(f"https://n.example/{number}/{n}", "x" * 900) for n in range(150)), uri=str(number)))
    print("written", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def longest(monkeypatch: pytest.MonkeyPatch) -> int:
    """Bytes of the longest log: a quarter of what it is, with all that follows from it."""
    for name in ("_FOLD_FROM", "_FOLD_STEP"):
        monkeypatch.setattr(connection, name, getattr(connection, name) // 4)
    return LONGEST_LOG // 4


def log_of(path: Path) -> Path:
    return Path(f"{path}-wal")


def keep_a_megabyte(store: Store, source: int, number: int) -> None:
    """Write a list of a source, as large as one that was packed: to pack as much takes longer than to write it."""
    with store._connection.writing() as raw:
        sql = "INSERT OR REPLACE INTO source_pages VALUES (?, ?, NULL, NULL, NULL, NULL, zeroblob(?), '')"
        raw.execute(sql, [source, f"https://f.example/{number}", MEGABYTE])


def test_after_the_writers_end_the_file_alone_is_whole_though_pages_are_still_read(path: Path, tmp_path: Path) -> None:
    before = rows(path, "SELECT count(*) FROM links")[0][0]
    with browsing(path) as (_, address):
        for page in PAGES:
            fetch(address + page)
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with Program([WRITER, path], main=CODE, **streams) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "written\n"
            for page in PAGES:
                fetch(address + page)
            assert log_of(path).stat().st_size > MEGABYTE
            writer.communicate("end\n", timeout=60)
        assert writer.returncode == 0
        assert log_of(path).stat().st_size == 0
        copy = tmp_path / "copied.db"
        shutil.copyfile(path, copy)
        assert rows(copy, "SELECT count(*) FROM links") == [(before + 6000,)]
        assert rows(copy, "PRAGMA integrity_check") == [("ok",)]
        assert "n.example" in fetch(f"{address}linkwatch/search?words=xx{'x' * 898}")


def test_the_log_stays_short_while_pages_are_read_all_the_time(path: Path, longest: int) -> None:
    stop = threading.Event()
    faults: list[Exception] = []

    def look_on(address: str) -> None:
        try:
            while not stop.is_set():
                for page in PAGES:
                    fetch(address + page)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
            faults.append(error)

    met = 0
    with browsing(path) as (_, address), Store.open(path) as store:
        readers = [threading.Thread(target=look_on, args=[address]) for _ in range(2)]
        for reader in readers:
            reader.start()
        source, _ = store.sources.put(SourceEntry("feed", "https://f.example/", None), "command", NOW)
        for number in range(18):
            keep_a_megabyte(store, source, number)
            fetch(address)  # else all is written before the others have read much
            met = max(met, log_of(path).stat().st_size)
        stop.set()
        for reader in readers:
            reader.join()
    assert faults == []
    assert 4 * MEGABYTE < met <= longest


def test_a_log_that_grew_long_behind_a_reader_grows_no_more_when_that_lets_go(path: Path, longest: int) -> None:
    with Store.open(path) as store, closing(sqlite3.connect(path)) as reader:
        source, _ = store.sources.put(SourceEntry("feed", "https://f.example/", None), "command", NOW)

        def write(megabytes: int) -> int:
            for number in range(megabytes):
                keep_a_megabyte(store, source, number)
            return log_of(path).stat().st_size

        reader.execute("BEGIN")
        reader.execute("SELECT * FROM links").fetchone()
        grown = write(18)
        assert grown > longest
        reader.rollback()
        assert write(8) < grown + 2 * MEGABYTE


def test_a_reader_that_never_lets_go_holds_nobody_up_and_costs_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_LAST_FOLD_MS", 10)
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM links").fetchone()
        with Store.open(path) as store:
            read(store, article(cite("https://late.example/"), uri="/late.md"))
        assert log_of(path).stat().st_size > 0
        assert rows(path, "SELECT count(*) FROM links WHERE url = 'https://late.example/'") == [(1,)]
    assert rows(path, "SELECT count(*) FROM links WHERE url = 'https://late.example/'") == [(1,)]
