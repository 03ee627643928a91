"""A log whose end is lost, told by SQLite's own note of it."""

import shutil
from pathlib import Path

import pytest

from linkwatch.model import Status
from linkwatch.store import Store, lost_pages
from tests.store.making import article, cite, read, rows, settle_all

FRAME = 24 + 4096
SUFFIXES = ("", "-wal", "-shm")


@pytest.fixture
def killed(path: Path, tmp_path: Path) -> Path:
    """What a writer leaves that is killed."""
    left = tmp_path / "left.db"
    with Store.open(path) as store:
        for number in range(3):
            settle_all(store, read(store, article(cite(f"https://a.example/{number}"))), Status.ALIVE)
        for suffix in SUFFIXES:
            shutil.copy(f"{path}{suffix}", f"{left}{suffix}")
    return left


def cut(database: Path, size: int) -> None:
    log = Path(f"{database}-wal")
    log.write_bytes(log.read_bytes()[:size])


def test_a_kill_loses_nothing(killed: Path) -> None:
    assert lost_pages(killed) == 0


@pytest.mark.parametrize("frames", [1, 3])
def test_what_the_log_lacks_is_told_once(killed: Path, frames: int) -> None:
    cut(killed, Path(f"{killed}-wal").stat().st_size - frames * FRAME)
    assert lost_pages(killed) == frames
    rows(killed, "SELECT count(*) FROM checks")
    assert lost_pages(killed) == 0


def test_a_page_that_is_there_in_part_is_lost(killed: Path) -> None:
    cut(killed, Path(f"{killed}-wal").stat().st_size - 1)
    assert lost_pages(killed) == 1


def test_a_log_that_is_gone_is_lost_whole(killed: Path) -> None:
    log = Path(f"{killed}-wal")
    pages = (log.stat().st_size - 32) // FRAME
    log.unlink()
    assert lost_pages(killed) == pages


def test_what_was_folded_in_is_not_missed(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        settle_all(store, read(store, article(cite("https://a.example/"))), Status.ALIVE)
        with store._connection.reading() as raw:
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)")
        for suffix in SUFFIXES:
            shutil.copy(f"{path}{suffix}", f"{tmp_path / 'left.db'}{suffix}")
    cut(tmp_path / "left.db", 40)
    assert lost_pages(tmp_path / "left.db") == 0


@pytest.mark.parametrize("place", [0, 12, 32, 50])
def test_a_note_that_is_not_of_this_log_tells_nothing(killed: Path, place: int) -> None:
    cut(killed, 40 + FRAME)
    note = bytearray(Path(f"{killed}-shm").read_bytes())
    for part in (0, 48) if place < 48 else (0,):
        note[part + place % 48] ^= 0xFF if place != 12 else 1
    Path(f"{killed}-shm").write_bytes(note)
    assert lost_pages(killed) == 0


def test_where_there_is_no_database_nothing_is_lost(tmp_path: Path) -> None:
    assert lost_pages(tmp_path / "none.db") == 0
