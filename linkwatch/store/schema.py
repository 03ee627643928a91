"""How the database came to be what it is: the migrations, which bring an older one up to date.

A change of the schema is a new migration at the end, never an edit of one that was released.
"""

from sqlite_utils import Database, Migrations

from linkwatch.store.tables import (
    ARCHIVE_TURNS,
    ARTICLES,
    BASELINES,
    CHECKS,
    CITATIONS,
    CITATIONS_FTS,
    CITATIONS_FTS_TRIGGERS,
    INDEXES,
    LINKS,
    OUTBOX,
    PAUSES,
    PROGRESS,
    RUN_ARTICLES,
    RUN_HOSTS,
    RUN_LINKS,
    RUNS,
    SAVES,
    SNAPSHOTS,
    SOURCE_PAGES,
    SOURCES,
    STATUS_COUNTS,
    STATUS_HISTORY,
)
from linkwatch.store.views import ARTICLE_HEALTH, DEAD_LINKS, HOST_HEALTH, RECENT_CHANGES, SOURCE_HEALTH, STATUS_BY_DAY

migrations = Migrations("linkwatch")


@migrations(name="0001-first-tables")
def first_tables(db: Database) -> None:
    """Create everything the first release had."""
    tables = (SOURCES, ARTICLES, SNAPSHOTS, LINKS, CITATIONS, CHECKS, STATUS_HISTORY)
    runs = (RUNS, RUN_ARTICLES, RUN_LINKS, RUN_HOSTS)
    views = (DEAD_LINKS, ARTICLE_HEALTH, HOST_HEALTH, RECENT_CHANGES)
    for statement in (*tables, *runs, *INDEXES, *views):
        db.execute(statement.strip())


@migrations(name="0002-saves")
def saves(db: Database) -> None:
    """Add what saving remembers, and whom the archives were asked for."""
    statements = (
        SAVES,
        "CREATE INDEX saves_link ON saves(link_id)",
        "CREATE INDEX saves_open ON saves(id) WHERE state IN ('intended', 'sending', 'submitted', 'uncertain')",
        # the date of citation that the snapshot was chosen for, NULL if that is not known
        "ALTER TABLE links ADD COLUMN snapshot_for TEXT",
        # the archives that were asked last
        "ALTER TABLE links ADD COLUMN snapshot_asked TEXT",
        # links that archives were asked about in a run, and the requests that took
        "ALTER TABLE runs ADD COLUMN archive_lookups INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE runs ADD COLUMN archive_requests INTEGER NOT NULL DEFAULT 0",
    )
    for statement in statements:
        db.execute(statement.strip())


@migrations(name="0003-names-of-articles")
def names_of_articles(db: Database) -> None:
    """Let each run name its articles as it was given them, and leave out of dead_links what is no longer cited."""
    statements = (
        "ALTER TABLE run_articles ADD COLUMN name TEXT NOT NULL DEFAULT ''",  # as this run was given it
        "UPDATE run_articles SET name = (SELECT uri FROM articles WHERE id = article_id)",
        "CREATE INDEX run_articles_name ON run_articles(run_id, name)",
        "DROP VIEW dead_links",
        DEAD_LINKS,
    )
    for statement in statements:
        db.execute(statement.strip())


@migrations(name="0004-daemon")
def daemon(db: Database) -> None:
    """Add what a daemon remembers between its rounds."""
    statements = (
        SOURCE_PAGES,
        BASELINES,
        OUTBOX,
        PROGRESS,
        STATUS_COUNTS,
        "ALTER TABLE sources ADD COLUMN name TEXT",
        # who named it: command (add, remove) or config (the settings' file, which takes it away again)
        "ALTER TABLE sources ADD COLUMN origin TEXT NOT NULL DEFAULT 'command'",
        # since when scanning it has failed without a break
        "ALTER TABLE sources ADD COLUMN failing_since TEXT",
        # when the findings of its first scan were summed up for those who want to be told
        "ALTER TABLE sources ADD COLUMN summed_up_at TEXT",
        # what the server said of the page when it was read, and which linkwatch read it
        "ALTER TABLE articles ADD COLUMN etag TEXT",
        "ALTER TABLE articles ADD COLUMN last_modified TEXT",
        "ALTER TABLE articles ADD COLUMN read_by TEXT",
        # its own history in short: its looks, and how many of them found something else than before
        "ALTER TABLE links ADD COLUMN looks INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE links ADD COLUMN changes INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE links ADD COLUMN first_checked_at TEXT",
        # what the server said of the page when it was last read in full, and when that was
        "ALTER TABLE links ADD COLUMN etag TEXT",
        "ALTER TABLE links ADD COLUMN last_modified TEXT",
        "ALTER TABLE links ADD COLUMN last_read_at TEXT",
        # when the archives are to be asked for a copy, and when a copy is to be made; NULL: neither is needed
        "ALTER TABLE links ADD COLUMN next_seek_at TEXT",
        "ALTER TABLE links ADD COLUMN next_save_at TEXT",
        "CREATE INDEX links_seek ON links(next_seek_at) WHERE next_seek_at IS NOT NULL",
        "CREATE INDEX links_save ON links(next_save_at) WHERE next_save_at IS NOT NULL",
        "CREATE INDEX runs_unfinished ON runs(kind) WHERE finished_at IS NULL",
        "CREATE INDEX saves_postponed ON saves(archive, next_try_at) WHERE state = 'postponed'",
        "CREATE INDEX outbox_unsent ON outbox(next_try_at) WHERE next_try_at IS NOT NULL",
        "UPDATE links SET next_check_at = first_seen_at WHERE status = 'unchecked' AND next_check_at IS NULL",
        """UPDATE links SET next_seek_at = last_checked_at
           WHERE status IN ('dead', 'changed') AND (snapshot_id IS NULL OR snapshot_reason IS NOT NULL)""",
        """UPDATE links SET first_checked_at = first_seen_at, looks = 1 WHERE last_checked_at IS NOT NULL""",
    )
    for statement in statements:
        db.execute(statement.strip())


@migrations(name="0005-browsing")
def browsing(db: Database) -> None:
    """Let people search the words of citations, and find what they ask for most without reading whole tables."""
    statements = (
        CITATIONS_FTS,
        *CITATIONS_FTS_TRIGGERS,
        "INSERT INTO citations_fts (citations_fts) VALUES ('rebuild')",
        "CREATE INDEX links_lost ON links(status, reason) WHERE status IN ('dead', 'failing')",
        "CREATE INDEX status_history_died ON status_history(changed_at) WHERE new_status = 'dead'",
        "CREATE INDEX status_history_returned ON status_history(changed_at) WHERE old_status = 'dead'",
    )
    for statement in statements:
        db.execute(statement.strip())


@migrations(name="0006-reports")
def reports(db: Database) -> None:
    """Add the views that reports on a whole database show, and Datasette with them."""
    for statement in (SOURCE_HEALTH, STATUS_BY_DAY):
        db.execute(statement.strip())


@migrations(name="0007-politeness")
def politeness(db: Database) -> None:
    """Add what lets politeness outlive a process, and processes keep to one limit together."""
    statements = (
        PAUSES,
        ARCHIVE_TURNS,
        "CREATE INDEX archive_turns_taken ON archive_turns(archive, taken_at)",
    )
    for statement in statements:
        db.execute(statement.strip())
