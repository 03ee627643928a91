"""Whatever breaks off a replacing, no database is used without its log, and none with the log of another."""

import errno
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from linkwatch.errors import StoreError
from linkwatch.store import Store, back_up, repair, restore
from linkwatch.store.replacing import draft_of, replace_keeping
from tests.programs import CODE, Program
from tests.store.making import NOW, article, cite, read, rows

OLD, NEW = 200, 3  # links
ASIDE = "links.db.replaced-20261122080000"
ACTS = ("os.rename", "os.link", "os.remove", "open")


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a killed writer leaves, a file and its log, and a database that may take its place."""
    folder = tmp_path_factory.mktemp("left")
    with Store.open(folder / "links.db") as store:
        read(store, article(*(cite(f"https://old.example/{n}") for n in range(OLD))))
        left = {name: (folder / name).read_bytes() for name in ("links.db", "links.db-wal")}
    with Store.open(folder / "draft.db") as store:
        read(store, article(*(cite(f"https://new.example/{n}") for n in range(NEW))))
    return left | {"draft.db": (folder / "draft.db").read_bytes()}


@pytest.fixture
def killed(path: Path, left: dict[str, bytes]) -> Path:
    """A database whose writer was killed: without its log it has no link at all."""
    for name in ("links.db", "links.db-wal"):
        path.with_name(name).write_bytes(left[name])
    return path


@pytest.fixture
def draft(tmp_path: Path, left: dict[str, bytes]) -> Path:
    draft = tmp_path / "draft.db"
    draft.write_bytes(left[draft.name])
    return draft


def count(path: Path) -> int:
    return int(rows(path, "SELECT count(*) FROM links")[0][0])


def files(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if not file.name.endswith(("-daemon", "-saving", "-shm"))}


def kill_at(number: int, act: Callable[[], object]) -> bool:
    """Carry out an act in a process that ends just before what it does so many-th to files; tell whether it ended."""
    child = os.fork()
    if not child:
        left = iter(range(number))
        try:
            sys.addaudithook(lambda event, _: os._exit(9) if event in ACTS and next(left, None) is None else None)
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def replace(draft: Path, path: Path) -> None:
    replace_keeping(draft, path, "replaced", NOW)


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("number", range(14))
def test_a_kill_leaves_a_whole_database_or_one_that_says_how_to_put_it_back(
    killed: Path, draft: Path, number: int, has_links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_links:  # as on some file systems
        monkeypatch.setattr(Path, "hardlink_to", _refuse)
    was_killed = kill_at(number, lambda: replace(draft, killed))
    refused = ""
    try:
        Store.open(killed, create=False).close()
    except StoreError as error:
        refused = str(error)
    if refused:
        assert was_killed
        assert "linkwatch doctor --repair" in refused
        assert repair(killed, NOW) is None
        assert count(killed) == OLD
        assert not killed.with_name(ASIDE).exists()
    assert count(killed) in (OLD, NEW)
    assert rows(killed, "PRAGMA integrity_check") == [("ok",)]
    if count(killed) == NEW:
        assert count(killed.with_name(ASIDE)) == OLD
    later = killed.with_name("later.db")
    back_up(killed, later, replace=False)
    restore(later, killed, NOW + timedelta(seconds=1))
    assert "links.db-replacing" not in files(killed.parent)


def _refuse(*_: object) -> None:
    raise OSError(errno.EPERM, "no such links here")


def test_a_database_whose_log_is_elsewhere_is_not_used(killed: Path, draft: Path) -> None:
    assert kill_at(6, lambda: replace(draft, killed))
    assert killed.samefile(killed.with_name(ASIDE))
    assert not Path(f"{killed}-wal").exists()
    with pytest.raises(StoreError, match="broken off"):
        Store.open(killed, read_only=True)
    assert repair(killed, NOW) is None
    assert count(killed) == OLD


@pytest.mark.parametrize("number", range(5))
def test_an_error_of_the_disk_changes_nothing(
    killed: Path, draft: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: (killed.parent / name).read_bytes() for name in files(killed.parent)}
    left, sync = iter(range(number)), os.fsync

    def fail_at(handle: int) -> None:
        if next(left, None) is None:
            monkeypatch.setattr(os, "fsync", sync)
            raise OSError(errno.EIO, "Input/output error")
        sync(handle)

    monkeypatch.setattr(os, "fsync", fail_at)
    with pytest.raises(StoreError, match="Input/output error"):
        replace(draft, killed)
    assert {name: (killed.parent / name).read_bytes() for name in files(killed.parent)} == before
    assert count(killed) == OLD


def test_the_file_behind_a_link_is_replaced_where_it_is(path: Path, draft: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with Store.open(data / "real.db") as store:
        read(store, article(cite("https://old.example/")))
    path.symlink_to(data / "real.db")
    restored = restore(draft, path, NOW)
    assert path.is_symlink()
    assert restored.aside == data / "real.db.replaced-20261122080000"
    assert (count(data / "real.db"), count(restored.aside)) == (NEW, 1)


def test_a_damaged_file_behind_a_link_is_repaired_where_it_is(path: Path, draft: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    real = draft.rename(data / "real.db")
    with closing(sqlite3.connect(real)) as raw, raw:
        raw.execute("DELETE FROM links WHERE id = 1")  # references are not checked here
    path.symlink_to(real)
    repaired = repair(path, NOW)
    assert repaired is not None
    assert repaired.aside == data / "real.db.damaged-20261122080000"
    assert path.is_symlink()
    assert rows(real, "PRAGMA integrity_check") == [("ok",)]


def test_the_owner_stays(path: Path, draft: Path) -> None:
    Store.open(path).close()
    owner = 12345 if os.geteuid() == 0 else os.getuid()  # only root may give files away
    os.chown(path, owner, owner if owner == 12345 else -1)
    restore(draft, path, NOW)
    assert path.stat().st_uid == owner


_DRAFTS_AND_WAITS = """
import pathlib, sys
from linkwatch.store.replacing import draft_of
with draft_of(pathlib.Path(sys.argv[1])) as draft:
    draft.write_bytes(b"x")
    pathlib.Path(f"{draft}-wal").touch()
    print(draft, flush=True)
    sys.stdin.read()
"""


def test_the_draft_of_a_killed_process_is_taken_away_by_the_next_one(path: Path) -> None:
    begun = [
        Program([_DRAFTS_AND_WAITS, path], main=CODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)
    ]
    try:
        names = [Path(process.stdout.readline().decode().strip()) for process in begun if process.stdout]
        begun[0].kill()
        begun[0].wait()
        assert [name.exists() for name in names] == [True, True]
        with draft_of(path) as first, draft_of(path.with_name("other.db")) as second:
            assert [each.exists() for each in (*names, first, second)] == [False, True, True, True]
            assert stat.S_IMODE(first.stat().st_mode) & 0o077 == 0
        assert list(path.parent.iterdir()) == [names[1].parent]
        begun[1].communicate(b"")
        assert list(path.parent.iterdir()) == []
    finally:
        for process in begun:
            process.kill()
            process.communicate()


def test_nothing_but_drafts_is_taken_away(path: Path) -> None:
    kept = path.parent / "elsewhere"
    kept.mkdir()
    (kept / "a.db").touch()
    link, file = path.with_name(".linkwatch-draft-a"), path.with_name(".linkwatch-draft-b")
    link.symlink_to(kept)
    file.touch()
    notes = path.with_name(".linkwatch-draft-abcdefgh")
    notes.mkdir()
    (notes / "mine.txt").touch()
    with draft_of(path):
        assert (kept / "a.db").exists()
    assert {link, file, kept, notes} == set(path.parent.iterdir())
    assert (notes / "mine.txt").exists()
