"""The only SQL: a SQLite database that remembers articles, links, looks and what became of them.

`Store` is synchronous and has one connection: use it from one thread. Every writing method is one transaction.
schema.py holds the tables and views, database.py what may be opened, and store.py the Store, which is made of
articles.py (what was read), checks.py (what was looked at), rejudging.py (what is judged anew), snapshots.py (what
the archives answered), saves.py (what they were asked to keep), reads.py (what reports and commands ask) and
overview.py (what all of it comes to). baseline.py reads what another database knew.
"""

from linkwatch.store.baseline import read_baseline
from linkwatch.store.lock import only_daemon, only_saver
from linkwatch.store.store import Store
from linkwatch.store.thread import StoreThread
from linkwatch.store.values import (
    LastLook,
    PlannedHost,
    Recorded,
    Rejudged,
    Row,
    Save,
    SaveEnd,
    Settled,
    SnapshotState,
)

__all__ = [
    "LastLook",
    "PlannedHost",
    "Recorded",
    "Rejudged",
    "Row",
    "Save",
    "SaveEnd",
    "Settled",
    "SnapshotState",
    "Store",
    "StoreThread",
    "only_daemon",
    "only_saver",
    "read_baseline",
]
