"""Make a database many times as large, by SQL alone: ten million links in minutes.

    python -m tests.benchmarks.many_times FILE TIMES

FILE: as `tests.benchmarks.big_database` makes it. Links, their citations, articles and looks are copied under other
names of hosts; the rest stays as it is, so that searching words, and what counts over history and snapshots, tells
nothing afterwards.
"""

import argparse
import sqlite3
import time
from contextlib import closing
from pathlib import Path

_RENAMED = {"host": ":k || '-' || host", "domain": ":k || '-' || domain", "authority": ":k || '-' || authority"}
_OTHER = {
    "articles": {"id": "id + :k * :articles", "uri": "uri || '?' || :k"},
    "links": {
        "id": "id + :k * :links",
        "url": "'https://' || :k || '-' || substr(url, 9)",
        "final_url": "'https://' || :k || '-' || substr(final_url, 9)",
        "snapshot_id": "NULL",
        **_RENAMED,
    },
    "citations": {
        "id": "NULL",
        "article_id": "article_id + :k * :articles",
        "link_id": "link_id + :k * :links",
        "href": "'https://' || :k || '-' || substr(href, 9)",
    },
    "checks": {"id": "NULL", "link_id": "link_id + :k * :links"},
}


def multiply(file: Path, times: int) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -262144", "temp_store = FILE"):
            raw.execute(f"PRAGMA {pragma}")
        found = "SELECT name, sql, type FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        left_out = raw.execute(found).fetchall()
        for name, _, kind in left_out:
            raw.execute(f"DROP {kind} {name}")
        sizes = {name: raw.execute(f"SELECT max(id) FROM {name}").fetchone()[0] for name in ("articles", "links")}
        largest = {table: raw.execute(f"SELECT max(id) FROM {table}").fetchone()[0] for table in _OTHER}
        for table, other in _OTHER.items():
            began = time.perf_counter()
            names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(other.get(name, name) for name in names)
            copy = f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} WHERE id <= {largest[table]}"
            raw.execute("BEGIN")
            for number in range(1, times):
                raw.execute(copy, {"k": number, **sizes})
            raw.execute("COMMIT")
            print(f"{table:<28} {time.perf_counter() - began:7.1f} s", flush=True)
        for name, sql, _ in left_out:
            began = time.perf_counter()
            raw.execute(sql)
            print(f"{name:<28} {time.perf_counter() - began:7.1f} s", flush=True)
        raw.execute("PRAGMA analysis_limit = 1000")
        raw.execute("ANALYZE main")
        raw.execute("PRAGMA journal_mode = WAL")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("times", type=int)
    arguments = parser.parse_args()
    multiply(arguments.file, arguments.times)
    print(f"{arguments.file.stat().st_size / 2**30:.2f} GiB")


if __name__ == "__main__":
    main()
