"""The only SQL: a SQLite database that remembers articles, links, looks and what became of them.

`Store` is synchronous and has one connection: use it from one thread. Every writing method is one transaction.
tables.py and views.py say what it looks like, schema.py how it came to be so, database.py what may be opened, and
store.py the Store, which is made of articles.py (what was read), checks.py (what was looked at), rejudging.py (what is
judged anew), snapshots.py (what the archives answered), baselines.py (what pages said when they were cited), saves.py
(what archives were asked to keep), news.py and outbox.py (what people are told), sources.py and rounds.py (what a
daemon tracks and has to do), reads.py (what reports and commands ask) and overview.py (what all of it comes to).
backup.py copies a database whole, inspection.py says how one fares, upkeep.py keeps it small, baseline.py reads what
another database knew. pages/ holds the SQL that the pages of `linkwatch browse` run on connections of their own.
"""

from linkwatch.store.backup import back_up
from linkwatch.store.baseline import read_baseline
from linkwatch.store.database import SQLITE_VERSION
from linkwatch.store.inspection import DatabaseState, inspect_database, take_census
from linkwatch.store.lock import only_daemon, only_saver
from linkwatch.store.store import Store
from linkwatch.store.thread import InStore, StoreThread
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
    SavesPause,
    SeekDue,
    Settled,
    SnapshotState,
    SourceEntry,
    Thinned,
    TrackedSource,
)

__all__ = [
    "SQLITE_VERSION",
    "DatabaseState",
    "InStore",
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
    "SavesPause",
    "SeekDue",
    "Settled",
    "SnapshotState",
    "SourceEntry",
    "Store",
    "StoreThread",
    "Thinned",
    "TrackedSource",
    "back_up",
    "inspect_database",
    "only_daemon",
    "only_saver",
    "read_baseline",
    "take_census",
]
