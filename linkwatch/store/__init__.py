"""The only SQL: a SQLite database that remembers articles, links, looks and what became of them.

`Store` is synchronous and has one connection: use it from one thread. Every writing method is one transaction.
schema.py holds the tables and views, database.py what may be opened, and store.py the Store, which is made of
articles.py (what was read), checks.py (what was looked at), rejudging.py (what is judged anew), snapshots.py (what
the archives answered), saves.py (what they were asked to keep), news.py and outbox.py (what people are told) and
reads.py (what reports and commands ask). backup.py copies a database whole.
"""

from linkwatch.store.backup import back_up
from linkwatch.store.lock import only_daemon, only_saver
from linkwatch.store.store import Store
from linkwatch.store.thread import StoreThread
from linkwatch.store.values import (
    LastLook,
    ListPage,
    PlannedHost,
    QueuedMessage,
    Reading,
    Recorded,
    Rejudged,
    Row,
    Save,
    SaveEnd,
    Settled,
    SnapshotState,
    SourceEntry,
    Thinned,
    TrackedSource,
)

__all__ = [
    "LastLook",
    "ListPage",
    "PlannedHost",
    "QueuedMessage",
    "Reading",
    "Recorded",
    "Rejudged",
    "Row",
    "Save",
    "SaveEnd",
    "Settled",
    "SnapshotState",
    "SourceEntry",
    "Store",
    "StoreThread",
    "Thinned",
    "TrackedSource",
    "back_up",
    "only_daemon",
    "only_saver",
]
