"""The first tidying of a database that was never tidied, and whether others wait for it.

    python -m tests.benchmarks.tidy_speed [--links 200000] [--checks 4000000] [FILE]

FILE: a large database to be used (and changed); else one is made, of twenty weeks with a look a week. Looks older than
a month are thinned. A reader and a writer of other processes work all
the while; the longest that each had to wait is printed.
"""

import argparse
import asyncio
import multiprocessing
import sqlite3
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing.synchronize import Event
from pathlib import Path

from linkwatch.store import Store
from linkwatch.watch.tidy import tidy
from tests.benchmarks.big_database import make

_RETENTION = 30 * 86400.0
_READ = "SELECT status, checked_at FROM checks WHERE link_id = 1 + abs(random()) % 1000 ORDER BY id DESC LIMIT 20"
_WRITE = "INSERT OR REPLACE INTO progress (name, value) VALUES ('benchmark', datetime())"


def keep_asking(path: Path, what: str, sql: str, over: Event) -> None:
    """Carry out a statement again and again on a connection of its own; tell the longest it took."""
    times = []
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as raw:
        raw.execute("PRAGMA wal_autocheckpoint = 0")  # waiting is to be measured, not work for others
        while not over.is_set():
            began = time.perf_counter()
            raw.execute(sql).fetchall()
            times.append(time.perf_counter() - began)
            time.sleep(0.02)
    times.sort()
    print(f"{what}: {len(times)} times, median {times[len(times) // 2] * 1e3:.1f} ms, longest {times[-1] * 1e3:.0f} ms")


async def run(path: Path) -> None:
    """Tidy once and print what it took."""
    with Store.open(path) as store:
        began = time.perf_counter()
        done = await tidy(store.upkeep, _RETENTION, datetime.now(UTC), enough=lambda: False)
        assert done is not None
        took = time.perf_counter() - began
        print(f"{done.looks} looks deleted and {done.pages} pages given back in {took:.1f} s")


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--links", type=int, default=200_000)
    parser.add_argument("--checks", type=int, default=4_000_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.file or Path(folder) / "links.db"
        if arguments.file is None:
            make(path, arguments.links, arguments.checks, 1, datetime.now(UTC), days=140)
        processes = multiprocessing.get_context("spawn")
        over = processes.Event()
        others = [
            processes.Process(target=keep_asking, args=(path, what, sql, over))
            for what, sql in (("a reader", _READ), ("a writer", _WRITE))
        ]
        for other in others:
            other.start()
        asyncio.run(run(path))
        over.set()
        for other in others:
            other.join()


if __name__ == "__main__":
    main()
