"""Kill a busy daemon again and again, and see that nothing it had said or stored is lost.

    python -m tests.faults.kill [--times 100] [--minutes N] [--seed N] [--longest 5.0] [--workers N]

2 000 links on 30 hosts, two sources that change, conditional requests; every link is due again after seconds. Each
time the daemon is killed (SIGKILL) at a random moment, a copy of what it leaves is examined: the next daemon must
recover it by itself. Ends with 1 if anything is wrong.
"""

import argparse
import json
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.running import Process, count, daemon, faults_of, rows, wait_until, write_settings
from tests.faults.web import Web, small_web

_RECHECK = {"alive": 3, "failing": 2, "blocked": 3, "dead": 3, "max": 4, "confirmations": 3, "confirm_over": 5}
_LEAST_INTERVAL = (
    2  # whole seconds between two looks at a page that never changes: 0.9 * 3 s, times being cut to seconds
)
_IN_FLIGHT = 1300  # looks that may be asked for and not yet stored: the pipeline's bounds
_LONGEST_ROUND = 120  # seconds; all links are due, and none has gone on where the last daemon was cut off
_LOOK = "SELECT id, link_id, checked_at, status, reason FROM checks WHERE id > ? ORDER BY id"


class _Reader:
    """Notes every look that anybody could read in the database while a daemon writes to it."""

    def __init__(self, path: Path, after: int) -> None:
        self.looks: list[tuple[object, ...]] = []
        self._path = path
        self._after = after
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def wait_for_a_look(self, process: Process) -> None:
        """Wait until there is a new one, as long as the daemon lives."""
        wait_until(lambda: bool(self.looks) or process.popen.poll() is not None, _LONGEST_ROUND)

    def stop(self) -> None:
        """Close the database: the next daemon must be the first to open it after the kill."""
        self._enough.set()
        self._thread.join()

    def _read(self) -> None:
        if not self._path.exists():
            return
        with closing(sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            while not self._enough.wait(0.01):
                try:
                    new = connection.execute(_LOOK, [self._after]).fetchall()
                except sqlite3.OperationalError:
                    continue  # nobody has made its tables yet
                self.looks += new
                self._after = new[-1][0] if new else self._after


@dataclass
class Outcome:
    """What all the kills came to."""

    kills: int = 0
    reported: int = 0  # looks that a reader saw, or that the log counted
    rounds_cut_off: int = 0
    most_asked_twice: int = 0  # links that one kill let be asked twice
    looks: int = 0
    changes: int = 0
    requests: int = 0
    not_modified: int = 0
    removed: int = 0
    lives: list[float] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


def run(
    folder: Path, web: Web, times: int, seed: int, longest: float, workers: int = 1, minutes: float = float("inf")
) -> Outcome:
    """Kill a daemon so many times, within `longest` seconds of its first look or start; let a last one end.

    workers: processes that look at links. minutes: after which no other daemon is killed.
    """
    until = time.monotonic() + 60 * minutes
    moments = random.Random(seed)
    path = folder / "links.db"
    sources = [("feed", web.url("/feed")), ("sitemap", web.url("/sitemap"))]
    settings = write_settings(folder / "settings.toml", path, sources, recheck=_RECHECK, check={"workers": workers})
    outcome = Outcome()
    sessions: list[tuple[float, int]] = []  # of each: when it began, the last look before
    with daemon(settings) as process:  # the first fills the database: a kill of an empty one shows little
        wait_until(lambda: count(path, "SELECT count(*) FROM checks") > 200, _LONGEST_ROUND)
        process.end()
    for _ in range(times):
        if time.monotonic() > until:
            break
        sessions.append((time.time(), count(path, "SELECT max(id) FROM checks")))
        early = outcome.kills % 4 == 3
        _kill_once(settings, path, moments.uniform(0, longest), outcome, folder / "copy.db", early=early)
    sessions.append((time.time(), count(path, "SELECT max(id) FROM checks")))
    with daemon(settings) as process:
        process.wait_for_line("links looked at", _LONGEST_ROUND)
        code, _ = process.end()
    if code != 0:
        outcome.violations.append(f"the last daemon ended with {code}")
    if not outcome.reported:
        outcome.violations.append("no daemon lived long enough to look at anything: this shows nothing (--longest)")
    outcome.violations += faults_of(path)
    open_rounds = count(path, "SELECT count(*) FROM runs WHERE finished_at IS NULL")
    if open_rounds:
        outcome.violations.append(f"{open_rounds} rounds are open after a clean end")
    _examine_requests(path, web, sessions, outcome)
    outcome.looks = count(path, "SELECT count(*) FROM checks")
    outcome.changes = count(path, "SELECT count(*) FROM status_history")
    outcome.removed = count(path, "SELECT count(*) FROM citations WHERE removed_at IS NOT NULL")
    return outcome


def _kill_once(settings: Path, path: Path, moment: float, outcome: Outcome, copy: Path, *, early: bool) -> None:
    """early: the moment counts from the start of the daemon, else from its first look, however slow the machine is."""
    before = count(path, "SELECT max(id) FROM checks")
    was_open = {run_id for (run_id,) in rows(path, "SELECT id FROM runs WHERE finished_at IS NULL")}
    last_run = count(path, "SELECT max(id) FROM runs")
    reader = _Reader(path, before)
    with daemon(settings) as process:
        if not early:
            reader.wait_for_a_look(process)
        try:
            process.popen.wait(moment)
            outcome.violations.append(f"ended by itself: {process.lines}")
        except Exception as error:
            if type(error).__name__ != "TimeoutExpired":
                raise
        reader.stop()
        process.end(signal.SIGKILL)
        logged = _logged_looks(process)
    outcome.kills += 1
    outcome.lives.append(moment)
    for suffix in ("", "-wal"):
        if Path(f"{path}{suffix}").exists():
            shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
    outcome.violations += [f"kill {outcome.kills}: {fault}" for fault in faults_of_copy(copy)]
    stored = set(rows(copy, _LOOK, [before]))
    lost = [look for look in reader.looks if look not in stored]
    if lost:
        outcome.violations.append(f"kill {outcome.kills}: {len(lost)} looks that were read are lost: {lost[:3]}")
    if logged > len(stored):
        outcome.violations.append(f"kill {outcome.kills}: {logged} looks were logged, {len(stored)} are stored")
    outcome.reported += max(len(reader.looks), logged)
    now_open = {run_id for (run_id,) in rows(copy, "SELECT id FROM runs WHERE finished_at IS NULL")}
    outcome.rounds_cut_off += len(now_open)
    if count(copy, "SELECT max(id) FROM runs") > last_run and was_open & now_open:
        outcome.violations.append(f"kill {outcome.kills}: rounds {was_open & now_open} are still open after a new one")
    for file in copy.parent.glob(f"{copy.name}*"):
        file.unlink()


def faults_of_copy(copy: Path) -> list[str]:
    """Let SQLite recover a copy, and say what is wrong with it."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema")
    return faults_of(copy)


def _logged_looks(process: Process) -> int:
    lines = [json.loads(line) for line in process.lines if line.startswith("{")]
    return sum(line["links"] for line in lines if line.get("event") == "links looked at")


def _examine_requests(path: Path, web: Web, sessions: list[tuple[float, int]], outcome: Outcome) -> None:
    """Compare what the web was asked with the looks that are stored, session by session."""
    numbered = re.compile(r"/(page|flap)/\d{1,4}$")  # the others are made up, to see what is not there
    requests = [  # one look may ask again under a browser's name
        (at, url, status) for at, url, status, is_by_name in web.requests() if numbered.search(url) and is_by_name
    ]
    outcome.requests = len(requests)
    outcome.not_modified = sum(status == 304 for _, _, status in requests)
    looks = rows(path, "SELECT k.id, l.url FROM checks k JOIN links l ON l.id = k.link_id ORDER BY k.id")
    ends = [*sessions[1:], (float("inf"), sys.maxsize)]
    for number, ((began, first_id), (ended, last_id)) in enumerate(zip(sessions, ends, strict=True), 1):
        asked = Counter(url for at, url, _ in requests if began <= at < ended)
        stored = Counter(url for look_id, url in looks if first_id < look_id <= last_id)
        excess = {url: n - stored[url] for url, n in asked.items() if n != stored[url]}
        odd = {url: n for url, n in excess.items() if n not in (0, 1)}
        if odd:
            outcome.violations.append(f"session {number}: requests without a look: {dict(list(odd.items())[:3])}")
        if len(excess) > (_IN_FLIGHT if number < len(sessions) else 120):
            outcome.violations.append(f"session {number}: {len(excess)} links were asked for nothing")
        if number < len(sessions):
            outcome.most_asked_twice = max(outcome.most_asked_twice, len(excess))
    early = """SELECT link_id, url, gap FROM (SELECT k.link_id, l.url, unixepoch(k.checked_at) - unixepoch(
                 lag(k.checked_at) OVER (PARTITION BY k.link_id ORDER BY k.id)) AS gap
               FROM checks k JOIN links l ON l.id = k.link_id WHERE l.url LIKE '%/page/%') WHERE gap < ?"""
    for row in rows(path, early, [_LEAST_INTERVAL])[:3]:
        outcome.violations.append(f"looked at within its interval: {row}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="then enough were killed")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--longest", type=float, default=5.0, help="seconds that a daemon lives at most once it looks")
    parser.add_argument("--workers", type=int, default=1, help="processes of a daemon that look at links")
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}")
    with tempfile.TemporaryDirectory() as folder, small_web() as web:
        outcome = run(Path(folder), web, chosen.times, chosen.seed, chosen.longest, chosen.workers, chosen.minutes)
    for name in ("kills", "reported", "rounds_cut_off", "most_asked_twice", "looks", "changes", "requests",
                 "not_modified", "removed"):  # fmt: skip
        print(f"{name:<18} {getattr(outcome, name):>8}")
    for violation in outcome.violations:
        print(f"WRONG: {violation}")
    print("nothing is wrong" if not outcome.violations else f"{len(outcome.violations)} violations")
    return 1 if outcome.violations else 0


if __name__ == "__main__":
    sys.exit(main())
