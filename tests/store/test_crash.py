import random
import subprocess
from pathlib import Path

from linkwatch.store import Store
from tests.programs import Program
from tests.store.making import rows

KILLS = 12


def killed_after(path: Path, lines: int) -> list[tuple[int, int]]:
    """Let a writer work until it has reported so many looks, kill it, return all that it had reported."""
    with Program([path], main="tests.store.writer:main", stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        reported = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        reported += [line for line in writer.stdout if line.endswith("\n")]
    assert writer.returncode == -9
    pairs = [line.split() for line in reported]
    return [(int(run), int(link)) for run, link in pairs]


def test_a_writer_killed_at_any_moment_leaves_a_sound_database_and_loses_no_reported_look(path: Path) -> None:
    moments = random.Random(20261122)
    reported: set[tuple[int, int]] = set()
    for _ in range(KILLS):
        reported.update(killed_after(path, moments.randrange(0, 40)))
        assert rows(path, "PRAGMA integrity_check") == [("ok",)]
        assert rows(path, "PRAGMA foreign_key_check") == []
        stored = set(rows(path, "SELECT run_id, link_id FROM run_links WHERE check_id IS NOT NULL"))
        assert reported <= stored
    assert rows(path, "SELECT count(*) FROM checks") == [(len(stored),)]
    half = """SELECT count(*) FROM links l WHERE l.status <> 'unchecked' AND l.status <>
              (SELECT new_status FROM status_history h WHERE h.link_id = l.id ORDER BY h.id DESC LIMIT 1)"""
    assert rows(path, half) == [(0,)]
    assert rows(path, "SELECT count(*) FROM run_links WHERE pending AND check_id IS NOT NULL") == [(0,)]
    with Store.open(path) as store:
        assert store.runs.last() == rows(path, "SELECT max(id) FROM runs")[0][0]
