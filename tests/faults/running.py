"""Daemons in processes of their own, for tests that kill, fill and freeze what they stand on."""

import json
import os
import queue
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0  # seconds that anything may take here before a test fails


def write_settings(
    path: Path, database: Path, sources: Sequence[tuple[str, str]] = (), **sections: Mapping[str, object]
) -> Path:
    """Write a settings file for loopback: nothing but checking and scanning, soon and often."""
    values: dict[str, dict[str, object]] = {
        "database": {"path": str(database)},
        "check": {"allow_private": ["127.0.0.0/8"], "host_interval": 0, "retries": 0, "timeout": 5, "per_host": 20},
        "archive": {"find": False},
        "schedule": {"scan": 1, "check": 0.5},
    }
    for section, more in sections.items():
        values.setdefault(section, {}).update(more)
    lines = []
    for section, keys in values.items():
        lines += [f"[{section}]", *(f"{key} = {json.dumps(value)}" for key, value in keys.items())]
    for kind, location in sources:
        lines += ["[[sources]]", f"kind = {json.dumps(kind)}", f"location = {json.dumps(location)}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class Process:
    """A running daemon and what it logs."""

    def __init__(self, popen: subprocess.Popen[str]) -> None:
        self.popen = popen
        self.started = time.monotonic()
        self.lines: list[str] = []
        self._new: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.popen.stderr is not None
        for line in self.popen.stderr:
            self.lines.append(line.rstrip("\n"))
            self._new.put(self.lines[-1])
        self._new.put(None)

    def wait_for_line(self, words: str, seconds: float = PATIENCE) -> str:
        """Wait until it logs a line with these words that was not waited for before; return the line."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                line = self._new.get(timeout=left)
            except queue.Empty:
                break
            if line is None:
                raise AssertionError(f"ended without saying {words!r}: {self.lines}")
            if words in line:
                return line
        raise AssertionError(f"did not say {words!r} within {seconds} s: {self.lines}")

    def send(self, number: signal.Signals) -> None:
        self.popen.send_signal(number)

    def end(self, number: signal.Signals | None = signal.SIGTERM, seconds: float = PATIENCE) -> tuple[int, float]:
        """Send a signal, wait for the end; return the exit code and the seconds it took."""
        began = time.monotonic()
        if number is not None:
            self.popen.send_signal(number)
        code = self.popen.wait(seconds)
        took = time.monotonic() - began
        self._reader.join()
        return code, took

    def memory(self) -> float:
        """Resident memory in MiB."""
        return self._status("VmRSS")

    def peak_memory(self) -> float:
        """Most resident memory so far, in MiB."""
        return self._status("VmHWM")

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.popen.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _status(self, key: str) -> float:
        lines = Path(f"/proc/{self.popen.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{key}:"))


@contextmanager
def daemon(
    settings: Path, *options: str, wrapper: Sequence[str] = (), program: Sequence[str] = ("linkwatch", "daemon")
) -> Iterator[Process]:
    """Run `linkwatch daemon` on this settings file; kill it if the block leaves it running.

    wrapper: a command that runs it, such as `unshare --fork --pid`. program: another module, and what it is told first.
    """
    command = [*wrapper, sys.executable, "-m", *program, "--config", str(settings), *options]
    popen = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    process = Process(popen)
    try:
        yield process
    finally:
        if popen.poll() is None:
            popen.kill()
        process.end(None)
        assert popen.stderr is not None
        popen.stderr.close()


def rows(path: Path, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Ask a database that a daemon may be writing to."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
        return connection.execute(sql, values).fetchall()


def count(path: Path, sql: str) -> int:
    """Ask for one number; 0 where the database is not there yet."""
    try:
        return int(rows(path, sql)[0][0])
    except sqlite3.OperationalError:
        return 0


def wait_until(condition: Callable[[], object], seconds: float = PATIENCE) -> float:
    """Wait until something holds; return the seconds that took."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"did not come within {seconds} s")
        time.sleep(0.02)
    return time.monotonic() - began


def faults_of(path: Path) -> list[str]:
    """Say what is wrong with a database that no daemon is writing to; [] where nothing is."""
    faults = [f"integrity: {text}" for (text,) in rows(path, "PRAGMA integrity_check") if text != "ok"]
    faults += [f"foreign key: {row}" for row in rows(path, "PRAGMA foreign_key_check")]
    faults += [f"{name}: {row}" for name, sql in _CONSISTENT.items() for row in rows(path, f"{sql} LIMIT 3")]
    return faults


# Each asks for what must not be.
_CONSISTENT = {
    "a link is not as its last look found it": """
      SELECT l.id, l.status, k.status FROM links l
      JOIN checks k ON k.id = (SELECT max(id) FROM checks WHERE link_id = l.id)
      WHERE (l.status, l.reason, l.last_checked_at) IS NOT (k.status, k.reason, k.checked_at)""",
    "a link is not as its history says": """
      SELECT l.id, l.status FROM links l LEFT JOIN status_history h
        ON h.id = (SELECT max(id) FROM status_history WHERE link_id = l.id)
      WHERE l.status <> coalesce(h.new_status, 'unchecked') AND (h.id IS NOT NULL OR l.last_checked_at IS NOT NULL)""",
    "a history has a gap": """
      SELECT * FROM (SELECT id, link_id, old_status,
        lag(new_status, 1, 'unchecked') OVER (PARTITION BY link_id ORDER BY id) AS before FROM status_history)
      WHERE old_status <> before""",
    "a change of status has no entry, or an entry no change": """
      SELECT * FROM (SELECT k.id, k.status, h.id AS change,
        lag(k.status, 1, 'unchecked') OVER (PARTITION BY k.link_id ORDER BY k.id) AS before
        FROM checks k LEFT JOIN status_history h ON h.check_id = k.id)
      WHERE (status <> before) <> (change IS NOT NULL)""",
    "looks were not counted": """
      SELECT l.id, l.looks FROM links l WHERE looks <> (SELECT count(*) FROM checks WHERE link_id = l.id)""",
    "a round that ended left its plan": """
      SELECT r.id FROM runs r WHERE r.kind = 'round' AND r.finished_at IS NOT NULL
        AND (r.id IN (SELECT run_id FROM run_links) OR r.id IN (SELECT run_id FROM run_hosts))""",
    "more than one round is open": """
      SELECT count(*) FROM runs WHERE kind = 'round' AND finished_at IS NULL HAVING count(*) > 1""",
    "a cited link that can be looked at will never be": """
      SELECT l.id, l.status FROM links l WHERE next_check_at IS NULL AND status NOT IN ('invalid', 'skipped')
        AND EXISTS (SELECT 1 FROM citations WHERE link_id = l.id AND removed_at IS NULL)""",
}
