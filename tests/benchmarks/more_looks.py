"""Add looks at every link of a large database, by SQL alone: what tidying thins and makes small.

    python -m tests.benchmarks.more_looks FILE LOOKS [--days 3] [--links 10000000]

FILE: as `tests.benchmarks.big_database` makes it; `many_times` may come after. --days: from one look at a link to the
next. --links: only so many of the links have them. Each look found what a server leaves that says "not modified".
Rounds follow one another, and the rest stays as it is: links do not know of these looks.
"""

import argparse
import json
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from linkwatch.evidence import Observation, Standing, Visit
from linkwatch.evidence.as_json import evidence_to_json

_ADD = """
INSERT INTO checks (link_id, checked_at, status, reason, http_status, final_url, elapsed_ms, evidence)
SELECT link_id, at, status, reason, http_status, final_url, elapsed_ms,
  replace(replace(:evidence, 'URL', coalesce(final_url, '')), 'TIME', at)
FROM (SELECT *, strftime('%Y-%m-%dT%H:%M:%SZ', checked_at, :later) AS at FROM checks
      WHERE id <= :last AND link_id <= :links ORDER BY id)
"""


def _unmodified() -> str:
    """Return the evidence of such a look, with URL and TIME where each has its own."""
    now = datetime.now(UTC)
    visit = Visit("URL", "URL", 304, headers={"etag": '"5f3a-1c2b"'}, elapsed_ms=96)
    seen = Observation("URL", now, visit, standing=Standing("alive", None, now - timedelta(days=60)))
    return json.dumps({**evidence_to_json(seen), "checked_at": "TIME"}, separators=(",", ":"))


def add_looks(file: Path, looks: int, days: int, links: int) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -262144"):
            raw.execute(f"PRAGMA {pragma}")
        (last,) = raw.execute("SELECT max(id) FROM checks").fetchone()
        for number in range(1, looks + 1):
            began = time.perf_counter()
            raw.execute(
                _ADD, {"evidence": _unmodified(), "later": f"{number * days} days", "last": last, "links": links}
            )
            print(f"look {number}: {time.perf_counter() - began:.1f} s", flush=True)
        raw.execute("PRAGMA journal_mode = WAL")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("looks", type=int)
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--links", type=int, default=10_000_000)
    arguments = parser.parse_args()
    add_looks(arguments.file, arguments.looks, arguments.days, arguments.links)
    print(f"{arguments.file.stat().st_size / 2**30:.2f} GiB")


if __name__ == "__main__":
    main()
