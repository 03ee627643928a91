import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from linkwatch.model import Status
from linkwatch.store import Store
from tests.cli.conftest import Linkwatch
from tests.programs import CODE, Program, run_program
from tests.store.making import article, cite, read, rows, settle_all

# Runs the command line with a bound on the size of files that it may write.
WITH_LITTLE_ROOM = """
import resource, sys
from linkwatch.cli import run
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "links.db"
    with Store.open(path) as store:
        settle_all(store, read(store, article(cite("https://a.example/"))), Status.ALIVE)
    return path


def test_the_copy_is_told_of_and_never_written_over(linkwatch: Linkwatch, db: Path, tmp_path: Path) -> None:
    result = linkwatch("backup", "copy.db", "--db", db)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "copy.db" in result.stderr
    assert rows(tmp_path / "copy.db", "SELECT status FROM links") == [("alive",)]
    again = linkwatch("backup", "copy.db", "--db", db)
    assert again.exit_code == 2
    assert "--force" in again.stderr
    assert linkwatch("backup", "copy.db", "--db", db, "--force").exit_code == 0


def test_who_has_waited_for_a_copy_is_told_that_it_is_looked_through(
    linkwatch: Linkwatch, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "looked through" not in linkwatch("backup", "copy.db", "--db", db).stderr
    monkeypatch.setattr("linkwatch.cli.backup._SILENT_SECONDS", 0)
    for words in (("backup", "other.db", "--db", db), ("restore", "copy.db", "--db", "new.db")):
        first, last = linkwatch(*words).stderr.splitlines()
        assert "copied; all of it is looked through now" in first
        assert "checked" in last


def test_the_database_of_the_settings_is_copied(linkwatch: Linkwatch, db: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(f'[database]\npath = "{db}"\n')
    assert linkwatch("backup", "copy.db", "--config", "settings.toml").exit_code == 0
    assert linkwatch("backup", "other.db").exit_code == 2


def test_a_copy_that_cannot_be_finished_leaves_nothing_behind(db: Path, tmp_path: Path) -> None:
    done = run_program(WITH_LITTLE_ROOM, "backup", tmp_path / "copy.db", "--db", db, main=CODE, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("linkwatch: ")
    assert "copy.db: the disk" in done.stderr
    assert {file.name.partition("-")[0] for file in tmp_path.iterdir()} == {"links.db"}


def grow(db: Path) -> None:
    """Make it so large that copying takes a moment."""
    many = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
              INSERT INTO checks (link_id, checked_at, status, elapsed_ms, evidence)
              SELECT 1, '2026-11-22T08:00:00Z', 'alive', i, json_quote(printf('%.25000c', 'x')) FROM n"""
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute(many)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_copy_leaves_nothing_behind(db: Path, tmp_path: Path, ending: signal.Signals) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    grow(db)
    words = ["backup", folder / "copy.db", "--db", db]
    with Program(words, stderr=subprocess.PIPE, text=True) as copying:
        while not (drafts := list(folder.glob("*/copy.db"))) or not drafts[0].stat().st_size:
            assert copying.poll() is None
            os.sched_yield()
        began = time.monotonic()
        copying.send_signal(ending)
        _, said = copying.communicate()
    assert time.monotonic() - began < 5
    assert (copying.returncode, said.strip()) == (3, "linkwatch: interrupted")
    assert list(folder.iterdir()) == []
