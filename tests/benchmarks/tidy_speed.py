"""The tidying of a database that was never tidied, and whether others wait for it.

    python -m tests.benchmarks.tidy_speed [--links 200000] [--checks 4000000] [FILE [--later DAYS] [--minutes MINUTES]]

FILE: a large database to be used (and changed); else one is made, of twenty weeks with a look a week. Looks older than
a month are thinned. --later: so many days from now. --minutes: after which it stops, as a daemon's does; the next run
goes on. A reader and a writer of other processes work all the while; the longest that each had to wait is printed, and
what each kind of step took.
"""

import argparse
import asyncio
import multiprocessing
import resource
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from linkwatch.store import Store, Upkeep
from linkwatch.watch.tidy import tidy
from tests.benchmarks.big_database import make

_RETENTION = 30 * 86400.0
_READ = "SELECT status, checked_at FROM checks WHERE link_id = 1 + abs(random()) % 1000 ORDER BY id DESC LIMIT 20"
_WRITE = "INSERT OR REPLACE INTO progress (name, value) VALUES ('benchmark', datetime())"


class Watched(Upkeep):
    """Notes what each act took, and how long the log was after it."""

    def __init__(self, upkeep: Upkeep, log: Path) -> None:
        super().__init__(upkeep._connection, upkeep._thread)
        self._log = log
        self.longest_log = 0
        self.times = defaultdict[str, list[float]](list)

    async def call(self, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """As all parts do."""
        began = time.perf_counter()
        done = await super().call(method, *args, **kwargs)
        self.times[method.__name__].append(time.perf_counter() - began)
        self.longest_log = max(self.longest_log, self._log.stat().st_size)
        return done

    def tell(self) -> None:
        for name, times in self.times.items():
            times.sort()
            late = times[int(len(times) * 0.99)]
            print(
                f"  {name}: {len(times)} steps, {sum(times):.1f} s; median {times[len(times) // 2] * 1e3:.0f} ms, "
                f"one of a hundred {late * 1e3:.0f} ms, longest {times[-1] * 1e3:.0f} ms"
            )


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
    late = times[int(len(times) * 0.99)]
    print(
        f"{what}: {len(times)} times, median {times[len(times) // 2] * 1e3:.1f} ms, "
        f"one of a hundred {late * 1e3:.0f} ms, longest {times[-1] * 1e3:.0f} ms"
    )


async def run(path: Path, now: datetime, seconds: float) -> None:
    """Tidy once and print what it took."""
    with Store.open(path) as store:
        watched = Watched(store.upkeep, path.with_name(f"{path.name}-wal"))
        began, computed = time.perf_counter(), time.process_time()
        done = await tidy(watched, _RETENTION, now, enough=lambda: time.perf_counter() > began + seconds)
        assert done is not None
        took, computed = time.perf_counter() - began, time.process_time() - computed
    print(
        f"{done.looks} looks deleted, {done.made_small} made small, {done.pages} pages given back in {took:.1f} s, "
        f"{computed:.1f} s of the processor; {'all is done' if done.is_done else 'there is more to do'}"
    )
    watched.tell()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"the log had {watched.longest_log / 1e6:.0f} MB at most; memory {memory / 1024:.0f} MB")


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--links", type=int, default=200_000)
    parser.add_argument("--checks", type=int, default=4_000_000)
    parser.add_argument("--later", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=24 * 60)
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
        now = datetime.now(UTC) + timedelta(days=arguments.later)
        before = path.stat().st_size
        asyncio.run(run(path, now, arguments.minutes * 60))
        print(f"the file had {before / 1e6:.0f} MB and has {path.stat().st_size / 1e6:.0f}")
        over.set()
        for other in others:
            other.join()


if __name__ == "__main__":
    main()
