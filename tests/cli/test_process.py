"""What only a process of its own can show: signals, closed streams, odd encodings.

Where Python's own start or end has no part in it, the process is forked.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Site
from tests.programs import Program, run_program

ENVIRONMENT = {
    **os.environ,
    "LINKWATCH_CHECK__ALLOW_PRIVATE": "127.0.0.0/8",
    "LINKWATCH_CHECK__RETRIES": "0",
    "LINKWATCH_ARCHIVE__FIND": "false",
}
NO_ROOM = b"standard output: cannot be written: No space left"


def shell(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = command.replace("linkwatch", f"{sys.executable} -m linkwatch", 1)
    environment = {**ENVIRONMENT, **environment}
    return subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, timeout=60)


def found_dead(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as db:
        return bool(db.execute("select 1 from links where url like '%/gone' and status = 'dead'").fetchone())


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_an_audit_that_is_cut_off_keeps_and_reports_what_it_found(
    site: Site, tmp_path: Path, told: signal.Signals
) -> None:
    (tmp_path / "a.md").write_text(f"[gone]({site.url}/gone) [slow]({site.url}/stands-still)")
    words = ["audit", "a.md", "--db", "x.db", "--format", "json", "--timeout", "60"]
    process = Program(words, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    site.wait_for_the_slow_page()
    while not found_dead(tmp_path / "x.db"):
        assert process.poll() is None
    process.send_signal(told)
    stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == 3
    assert b"interrupted" in stderr
    assert json.loads(stdout)["run"]["complete"] is False
    assert found_dead(tmp_path / "x.db")
    with sqlite3.connect(tmp_path / "x.db") as db:
        assert db.execute("select complete from runs").fetchone() == (0,)
    db.close()


def test_a_reader_who_has_had_enough_changes_no_exit_code(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("\n".join(f"[gone](gone-{number}.md)" for number in range(3)))
    result = shell(tmp_path, 'linkwatch audit a.md --format json | true; exit "${PIPESTATUS[0]}"')
    assert result.returncode == 1
    assert result.stderr == b""


def test_an_encoding_without_its_characters_loses_no_citation(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[gône](gone.md)", encoding="utf-8")
    result = shell(tmp_path, "linkwatch extract a.md", PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert b"g\\xf4ne" in result.stdout


@pytest.mark.parametrize(
    ("command", "exit_code", "complaint"),
    [
        ("extract a.md >&-", 2, b"standard output is closed"),
        ("audit a.md > /dev/full", 2, NO_ROOM),
        ("audit a.md 2>&-", 1, b""),
    ],
)
def test_streams_that_cannot_be_written_are_named_in_a_line(
    tmp_path: Path, command: str, exit_code: int, complaint: bytes
) -> None:
    (tmp_path / "a.md").write_text("[gone](gone.md)")
    result = shell(tmp_path, f"linkwatch {command}")
    assert result.returncode == exit_code
    assert complaint in result.stderr
    assert len(result.stderr.splitlines()) <= 1


def test_a_report_that_cannot_be_written_is_named_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[gone](gone.md)")
    result = run_program("audit", "a.md", "--output", "/dev/full", cwd=tmp_path, env=ENVIRONMENT)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert b"/dev/full: cannot be written: No space left" in line
