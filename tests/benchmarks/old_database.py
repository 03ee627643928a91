"""Make a large database of an earlier release, and bring it up to date.

    python -m tests.benchmarks.old_database FILE [--links 1000000] [--release 3] [--keep]

Prints what is told meanwhile, and how long it takes. --keep: only make FILE, for trying by hand how it is interrupted.
"""

import argparse
import logging
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from linkwatch.store import Store
from linkwatch.store.database import APPLICATION_ID
from linkwatch.store.migrating import create
from linkwatch.store.schema import MIGRATIONS

_TIME = "2026-01-01T00:00:00Z"
_ROWS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :links) "
_FILL = (
    "INSERT INTO sources (id, kind, location, added_at) VALUES (3, 'page', 'https://a.example/', :time)",
    "INSERT INTO articles (id, source_id, uri, first_seen_at) VALUES (1, 3, '/a.md', :time), (2, 5, '/b.md', :time)",
    "INSERT INTO runs (id, kind, version, started_at) VALUES (7, 'audit', '', :time)",
    "INSERT INTO run_articles (run_id, article_id, citations) VALUES (7, 1, :links), (9, 2, 0)",
    _ROWS
    + """INSERT INTO links (id, url, host, domain, authority, status, reason, first_seen_at, last_checked_at)
      SELECT i, 'https://a' || (i % 1000) || '.example/' || i, 'a.example', 'a.example', 'a.example',
        CASE i % 5 WHEN 0 THEN 'dead' WHEN 1 THEN 'unchecked' ELSE 'alive' END, iif(i % 5, NULL, 'http-404'), :time,
        iif(i % 5 = 1, NULL, :time) FROM n""",
    _ROWS
    + """INSERT INTO citations (article_id, link_id, position, href, text, context, line, first_seen_at)
      SELECT 1, i, i, 'x', 'word' || i, 'A sentence with words ' || (i % 1000) || ' in it.', i, :time FROM n""",
    _ROWS
    + """INSERT INTO checks (link_id, checked_at, status, elapsed_ms, evidence)
      SELECT i, :time, 'alive', 1, '{}' FROM n WHERE i % 5 <> 1""",
)


def make_old(path: Path, links: int, release: int) -> None:
    """Make a database as it was after so many migrations."""
    with closing(sqlite3.connect(path)) as raw:  # references are not checked: sources and runs were deleted, too
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("BEGIN")  # one for all: else each statement waits for the disk
        create(raw, MIGRATIONS[:release])
        for statement in _FILL:
            raw.execute(statement, {"links": links, "time": _TIME})
        raw.execute("UPDATE articles SET source_id = NULL WHERE id = 2")
        raw.execute("DELETE FROM run_articles WHERE run_id = 9")
        raw.commit()
        raw.execute("PRAGMA journal_mode = WAL")


def main() -> None:
    """Make it, bring it up to date, print what that took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--release", type=int, default=3)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    make_old(options.file, options.links, options.release)
    if options.keep:
        return
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    began = time.perf_counter()
    Store.open(options.file).close()
    print(f"{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
