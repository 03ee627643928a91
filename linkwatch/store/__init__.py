"""The only SQL: a SQLite database that remembers articles, links, looks and what became of them.

`Store` is synchronous and has one connection: use it from one thread. Every writing method is one transaction.
schema.py holds the tables and views, database.py what may be opened, and store.py the Store, which is made of
articles.py (what was read), checks.py (what was looked at), rejudging.py (what is judged anew), snapshots.py (what
the archives answered), baselines.py (what pages said when they were cited), saves.py (what archives were asked to
keep) and reads.py (what reports and commands ask).
"""

from linkwatch.store.lock import only_daemon, only_saver
from linkwatch.store.store import Store
from linkwatch.store.thread import InStore, StoreThread
from linkwatch.store.values import (
    LastLook,
    PlannedHost,
    Recorded,
    Rejudged,
    Row,
    Save,
    SaveEnd,
    SavesPause,
    SeekDue,
    Settled,
    SnapshotState,
)

__all__ = [
    "InStore",
    "LastLook",
    "PlannedHost",
    "Recorded",
    "Rejudged",
    "Row",
    "Save",
    "SaveEnd",
    "SavesPause",
    "SeekDue",
    "Settled",
    "SnapshotState",
    "Store",
    "StoreThread",
    "only_daemon",
    "only_saver",
]
