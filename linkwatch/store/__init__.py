"""The only SQL: a SQLite database that remembers articles, links, looks and what became of them.

store.py the Store, one open database in parts. Each part is a class in a file of its own, derives from the one in
part.py, and both writes and reads what it has:

articles.py     what was read: articles and what they cite
sources.py      what is tracked, and how reading it went
runs.py         runs, and what each is about to look at
rounds.py       a daemon's runs over what is due
marks.py        what people say of links
inbox.py        what people ask for on pages, and what they exclude there; asking.py: the way it comes in
checks.py       looks: what came of them, what is remembered of them
rejudging.py    old looks that are judged anew
snapshots.py    what the archives answered, and whom they are still to be asked about
saves.py        what archives were asked to keep
outbox.py       messages to people, made of what news.py finds
feed.py         the latest changes
registrations.py how long domains are registered
reports.py      what a run found
mending.py      what an article can be mended by
overview.py     what all of it comes to
politeness.py   whom to leave alone until when, when archives were asked; shared_limits.py: how others use it
upkeep.py       keeping the database small; small_evidence.py: what looks saw, without what other looks say

article_moves.py, exclusions.py, links.py, sites.py, pasts.py, baselines.py, progress.py have what parts do within their
transactions;
encoding.py and values.py the values that go in and come out; thread.py the thread in which an event loop has it done.

tables.py, searching.py and views.py say what a database looks like, schema.py how it came to be so, migrating.py brings
an older one up to date, database.py says what may be opened, connection.py has transactions and errors in words.
lock.py lets one daemon alone at it. Without a Store, backup.py copies a database whole, restore.py puts a copy in its
place, repair.py makes a new one of what can be read of a damaged one (lost_schema.py and lost_rows.py find tables),
log_end.py says if a log lost its end, replacing.py moves files, inspection.py says how one fares, baseline.py reads
what another database knew. pages/ holds the SQL that the pages of `linkwatch browse` run on connections of their own,
which confined.py keeps from writing and from large results.
"""

from linkwatch.store.articles import Articles
from linkwatch.store.asking import MOST_OPEN, open_to_ask
from linkwatch.store.backup import back_up
from linkwatch.store.baseline import read_baseline
from linkwatch.store.checks import Checks
from linkwatch.store.database import SQLITE_VERSION, bring_up_to_date
from linkwatch.store.feed import ChangesWanted, Feed
from linkwatch.store.inbox import Inbox
from linkwatch.store.inspection import DatabaseState, inspect_database, take_census
from linkwatch.store.lock import alone_at_inbox, daemon_is_at_work, only_daemon, only_saver
from linkwatch.store.log_end import lost_pages
from linkwatch.store.marks import Marks
from linkwatch.store.mending import MENDABLE_COLUMNS, Mending, mendable_link
from linkwatch.store.outbox import Outbox
from linkwatch.store.overview import Overview
from linkwatch.store.politeness import Politeness
from linkwatch.store.registrations import Registrations
from linkwatch.store.rejudging import Rejudging
from linkwatch.store.repair import Repaired, repair
from linkwatch.store.reports import Reports
from linkwatch.store.restore import restore
from linkwatch.store.rounds import ASKED_LOOKS, Rounds
from linkwatch.store.runs import Runs
from linkwatch.store.saves import Saves
from linkwatch.store.shared_limits import ArchiveLimits, HostPauses
from linkwatch.store.snapshots import Snapshots
from linkwatch.store.sources import Sources
from linkwatch.store.store import Store
from linkwatch.store.upkeep import Upkeep
from linkwatch.store.values import (
    Counted,
    CrawledPage,
    LastLook,
    ListPage,
    Look,
    MadeSmall,
    MendableArticle,
    MendableLink,
    PlannedHost,
    QueuedMessage,
    Reading,
    Rejudged,
    Save,
    SaveEnd,
    SavesPause,
    SeekDue,
    Settled,
    SnapshotState,
    SourceEntry,
    Thinned,
    TrackedSource,
    Wish,
)

__all__ = [
    "ASKED_LOOKS",
    "MENDABLE_COLUMNS",
    "MOST_OPEN",
    "SQLITE_VERSION",
    "ArchiveLimits",
    "Articles",
    "ChangesWanted",
    "Checks",
    "Counted",
    "CrawledPage",
    "DatabaseState",
    "Feed",
    "HostPauses",
    "Inbox",
    "LastLook",
    "ListPage",
    "Look",
    "MadeSmall",
    "Marks",
    "MendableArticle",
    "MendableLink",
    "Mending",
    "Outbox",
    "Overview",
    "PlannedHost",
    "Politeness",
    "QueuedMessage",
    "Reading",
    "Registrations",
    "Rejudged",
    "Rejudging",
    "Repaired",
    "Reports",
    "Rounds",
    "Runs",
    "Save",
    "SaveEnd",
    "Saves",
    "SavesPause",
    "SeekDue",
    "Settled",
    "SnapshotState",
    "Snapshots",
    "SourceEntry",
    "Sources",
    "Store",
    "Thinned",
    "TrackedSource",
    "Upkeep",
    "Wish",
    "alone_at_inbox",
    "back_up",
    "bring_up_to_date",
    "daemon_is_at_work",
    "inspect_database",
    "lost_pages",
    "mendable_link",
    "only_daemon",
    "only_saver",
    "open_to_ask",
    "read_baseline",
    "repair",
    "restore",
    "take_census",
]
