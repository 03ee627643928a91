"""What may happen to the file that a daemon works on. Filling and write-protecting a disk needs root."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.faults.running import Process, count, daemon, faults_of, rows, wait_until, write_settings
from tests.faults.web import Web, page_url

_BUSY = {"alive": 3, "failing": 2, "max": 4, "confirm_over": 5}
_LOOKS = "SELECT count(*) FROM checks"


def busy_settings(folder: Path, database: Path, web: Web) -> Path:
    """Settings under which a daemon always has something to do."""
    sources = [("feed", web.url("/feed"))]
    return write_settings(folder / "settings.toml", database, sources, recheck=_BUSY)


def quiet_settings(folder: Path, database: Path, web: Web, links: int = 3) -> Path:
    """Settings under which a daemon has looked at everything after a second, and waits for days."""
    article = web.answer_article("quiet", [page_url(n, web.port) for n in range(10, 10 + links)])
    return write_settings(folder / "settings.toml", database, [("page", article)])


def assert_ends_well(process: Process, database: Path, number: signal.Signals = signal.SIGTERM) -> float:
    """Let it end; return the seconds that took."""
    code, took = process.end(number)
    assert code == 0, (code, process.lines)
    assert took < 4, took
    assert faults_of(database) == []
    return took


def full_disk(folder: Path, web: Web) -> dict[str, object]:
    """A disk fills up under a busy daemon, and is given room; then it is told to end while full, and started."""
    with _disk(folder / "disk", "24m") as disk:
        database = disk / "links.db"
        settings = busy_settings(folder, database, web)
        filler = disk / "filler"
        with daemon(settings) as process:
            wait_until(lambda: count(database, _LOOKS) > 300)
            _fill(filler)
            said = process.wait_for_line("the disk is full")
            stored = rows(database, "SELECT id, link_id, checked_at, status FROM checks")
            process.wait_for_line("the disk is full")  # it goes on trying
            assert process.popen.poll() is None
            filler.unlink()
            again = wait_until(lambda: count(database, _LOOKS) > len(stored) + 100)
            assert set(stored) <= set(rows(database, "SELECT id, link_id, checked_at, status FROM checks"))
            _fill(filler)
            process.wait_for_line("the disk is full")
            process.send(signal.SIGHUP)
            process.wait_for_line("settings read again")
            asked = len(web.requests())
            time.sleep(10)
            asked = len(web.requests()) - asked
            assert process.popen.poll() is None, process.lines
            code, took = process.end()
            assert code == 0
            assert took < 10
        with daemon(settings) as process:
            process.wait_for_line("the disk is full")
            filler.unlink()
            process.wait_for_line("links looked at")
            assert_ends_well(process, database)
    return {"said": said, "on again after (s)": again, "ended while full (s)": took, "requests in 10 s of full": asked}


def locked(folder: Path, web: Web, seconds: float = 30.0) -> dict[str, object]:
    """Another process holds the lock for long; then again, while the daemon is told to end, and while it starts."""
    database = folder / "links.db"
    settings = busy_settings(folder, database, web)
    with daemon(settings) as process:
        wait_until(lambda: count(database, _LOOKS) > 200)
        with lock_of(database):
            stored = count(database, _LOOKS)
            time.sleep(seconds)
            assert count(database, _LOOKS) == stored
        again = wait_until(lambda: count(database, _LOOKS) > stored)
        assert process.popen.poll() is None
        with lock_of(database):
            time.sleep(2)
            code, took = process.end()
        assert (code, took < 10) == (0, True), (code, took, process.lines)
        assert not any("exception" in line for line in process.lines), process.lines
    assert faults_of(database) == []
    with lock_of(database), daemon(settings) as process:
        process.wait_for_line("watching")
        time.sleep(2)
        code, at_start = process.end()
        assert (code, at_start < 10) == (0, True), (code, at_start, process.lines)
    return {"on again after (s)": again, "ended while locked (s)": took, "ended at a locked start (s)": at_start}


def deleted(folder: Path, web: Web) -> dict[str, object]:
    """The file is deleted under a daemon, or another is put in its place."""
    said = {}
    for how in ("deleted", "replaced"):
        database = folder / how / "links.db"
        database.parent.mkdir()
        settings = quiet_settings(folder, database, web)
        with daemon(settings) as process:
            process.wait_for_line("links looked at")
            if how == "replaced":
                with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(folder / "copy")) as copy:
                    source.backup(copy)
                (folder / "copy").replace(database)
            else:
                database.unlink()
            code, _ = process.end(None)
            said[how] = f"exit {code}: {process.lines[-1]}"
            assert code == 2, process.lines
            assert "deleted or replaced" in process.lines[-1]
            assert how == "replaced" or not database.exists()
    return dict(said)


def damaged(folder: Path, web: Web) -> dict[str, object]:
    """A file that is no database, one whose pages are damaged, one that is damaged under a daemon; a missing folder."""
    database = folder / "links.db"
    settings = quiet_settings(folder, database, web, links=200)
    with daemon(settings) as process:
        process.wait_for_line("links looked at")
        assert_ends_well(process, database)
    whole = database.read_bytes()
    said = {}
    for name, content in {
        "no database": b"This is a letter.\n" * 1000,
        "first page damaged": whole[:100] + os.urandom(3996) + whole[4096:],
        "pages damaged": whole[:4096] + os.urandom(len(whole) - 4096),
        "cut off": whole[: len(whole) // 2],
        "another program's": whole[:68] + b"abcd" + whole[72:],
    }.items():
        database.write_bytes(content)
        with daemon(settings) as process:
            code, _ = process.end(None)
        said[name] = f"exit {code}: {' / '.join(process.lines[-2:])}"[:300]
        assert code == 2, process.lines
        assert sum(not line.startswith("{") for line in process.lines) == 1, process.lines
    database.write_bytes(whole)
    with daemon(settings) as process:
        wait_until(lambda: any("watching" in line for line in process.lines))
        with database.open("r+b") as file:
            file.seek(4096)
            file.write(os.urandom(len(whole) - 4096))
        code, _ = process.end(None)
    said["damaged under a daemon"] = f"exit {code}: {process.lines[-1]}"
    assert code == 2, process.lines
    return dict(said)


def read_only(folder: Path, web: Web) -> dict[str, object]:
    """A file, a folder and a disk that may not be written, at a start and under a daemon."""
    said = {}
    with _disk(folder / "disk", "24m") as disk:
        database = disk / "links.db"
        settings = quiet_settings(folder, database, web)
        with daemon(settings) as process:
            process.wait_for_line("links looked at")
            assert_ends_well(process, database)
        _run("mount", "-o", "remount,ro", str(disk))
        with daemon(settings) as process:
            code, _ = process.end(None)
        said["at a start"] = f"exit {code}: {process.lines}"
        assert (code, len(process.lines)) == (2, 1), process.lines
        _run("mount", "-o", "remount,rw", str(disk))
    return dict(said)


@contextmanager
def lock_of(database: Path) -> Iterator[None]:
    """Hold the database's lock, as another process would."""
    script = "import sqlite3,sys;c=sqlite3.connect(sys.argv[1],isolation_level=None,timeout=60);"
    script += "c.execute('BEGIN EXCLUSIVE');print('held',flush=True);sys.stdin.read()"
    with subprocess.Popen(
        ["python3", "-c", script, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield
        finally:
            holder.kill()


@contextmanager
def _disk(at: Path, size: str) -> Iterator[Path]:
    at.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at))
    try:
        yield at
    finally:
        _run("umount", "-l", str(at))


def _fill(file: Path) -> None:
    """Take all the room that is left, whatever others take meanwhile."""
    with file.open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(bytes(4096))


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


SCENARIOS = (full_disk, locked, deleted, damaged, read_only)
