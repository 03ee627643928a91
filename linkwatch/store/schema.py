"""How the database came to be what it is: the migrations, which bring an older one up to date.

A change of the schema is a new migration at the end, never an edit of one that was released.
"""

from linkwatch.store.migrating import InChunks, Migration
from linkwatch.store.searching import SEARCH_STEPS
from linkwatch.store.small_evidence import BY_REST, LOOKS
from linkwatch.store.tables import (
    ARCHIVE_TURNS,
    ARTICLE_MOVES,
    ARTICLES,
    BASELINES,
    CHECKS,
    CITATIONS,
    CITATIONS_FTS,
    CITATIONS_FTS_TRIGGERS,
    CRAWLED_PAGES,
    EXCLUSIONS,
    INBOX,
    INDEXES,
    LINKS,
    MARKS,
    NEVER_REUSED,
    OUTBOX,
    PAUSES,
    PROGRESS,
    REGISTRATIONS,
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
from linkwatch.store.views import (
    ARTICLE_HEALTH,
    CURRENT_LINKS,
    DEAD_LINKS,
    DEATHS,
    HOST_HEALTH,
    RECENT_CHANGES,
    RETURNS,
    SOURCE_HEALTH,
    STATUS_BY_DAY,
)

FIRST_TABLES = Migration(
    "0001-first-tables",
    (
        (
            *(SOURCES, ARTICLES, SNAPSHOTS, LINKS, CITATIONS, CHECKS, STATUS_HISTORY),
            *(RUNS, RUN_ARTICLES, RUN_LINKS, RUN_HOSTS),
            *INDEXES,
            *(DEAD_LINKS, ARTICLE_HEALTH, HOST_HEALTH, RECENT_CHANGES),
        ),
    ),
)

# What saving remembers, and whom the archives were asked for.
WITH_SAVES = Migration(
    "0002-saves",
    (
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
    ),
)

# Each run names its articles as it was given them, and dead_links has no longer what nobody cites any more.
NAMES_OF_ARTICLES = Migration(
    "0003-names-of-articles",
    (
        "ALTER TABLE run_articles ADD COLUMN name TEXT NOT NULL DEFAULT ''",  # as this run was given it
        InChunks(
            "run_articles",
            """UPDATE run_articles SET name = (SELECT uri FROM articles WHERE id = article_id)
               WHERE id BETWEEN :first AND :last""",
        ),
        "CREATE INDEX run_articles_name ON run_articles(run_id, name)",
        ("DROP VIEW dead_links", DEAD_LINKS),
    ),
)

# What a daemon remembers between its rounds.
DAEMON = Migration(
    "0004-daemon",
    (
        (SOURCE_PAGES, BASELINES, OUTBOX, PROGRESS, STATUS_COUNTS),
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
        InChunks(
            "links",
            """UPDATE links SET
                 next_check_at = iif(status = 'unchecked', coalesce(next_check_at, first_seen_at), next_check_at),
                 next_seek_at = iif(status IN ('dead', 'changed')
                   AND (snapshot_id IS NULL OR snapshot_reason IS NOT NULL), last_checked_at, next_seek_at),
                 first_checked_at = iif(last_checked_at IS NULL, NULL, first_seen_at),
                 looks = iif(last_checked_at IS NULL, 0, 1)
               WHERE id BETWEEN :first AND :last""",
        ),
    ),
)

# People can search the words of citations, and find what they ask for most without reading whole tables.
BROWSING = Migration(
    "0005-browsing",
    (
        CITATIONS_FTS,
        InChunks(
            "citations",
            """INSERT INTO citations_fts (rowid, text, context)
               SELECT id, text, context FROM citations WHERE id BETWEEN :first AND :last""",
        ),
        CITATIONS_FTS_TRIGGERS,
        "CREATE INDEX links_lost ON links(status, reason) WHERE status IN ('dead', 'failing')",
        "CREATE INDEX status_history_died ON status_history(changed_at) WHERE new_status = 'dead'",
        "CREATE INDEX status_history_returned ON status_history(changed_at) WHERE old_status = 'dead'",
    ),
)

# The views that reports on a whole database show, and Datasette with them.
REPORTS = Migration("0006-reports", ((SOURCE_HEALTH, STATUS_BY_DAY),))

# Politeness outlives a process, and processes keep to one limit together.
POLITENESS = Migration(
    "0007-politeness",
    ((PAUSES, ARCHIVE_TURNS, "CREATE INDEX archive_turns_taken ON archive_turns(archive, taken_at)"),),
)


def _never_reusing(table: str, *, highest: str, indexes: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return what makes a small table anew so that SQLite gives no id twice, whatever was deleted.

    highest: SQL for the highest id that is known to have been given. Its other columns, and who refers to it, stay.
    """
    statements = (
        "CREATE TEMP TABLE moved AS SELECT * FROM TABLE_",
        "DROP TABLE TABLE_",
        NEVER_REUSED[table],
        "INSERT INTO TABLE_ SELECT * FROM moved",
        "DROP TABLE temp.moved",
        "DELETE FROM sqlite_sequence WHERE name = 'TABLE_'",
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'TABLE_', HIGHEST_",
        *indexes,
    )
    return tuple(statement.replace("TABLE_", table).replace("HIGHEST_", highest) for statement in statements)


# An id that was given once never comes to mean something else. Of the other tables the newest row is never deleted.
NEVER_REUSED_IDS = Migration(
    "0008-ids-never-reused",
    (
        _never_reusing(
            "sources",
            highest="""max((SELECT coalesce(max(id), 0) FROM sources),
              (SELECT coalesce(max(source_id), 0) FROM articles))""",
        ),
        _never_reusing(
            "runs",
            highest="""max((SELECT coalesce(max(id), 0) FROM runs),
              (SELECT coalesce(max(run_id), 0) FROM run_articles), (SELECT coalesce(max(run_id), 0) FROM run_links))""",
            indexes=("CREATE INDEX runs_unfinished ON runs(kind) WHERE finished_at IS NULL",),
        ),
        _never_reusing(
            "outbox",
            highest="(SELECT coalesce(max(id), 0) FROM outbox)",
            indexes=("CREATE INDEX outbox_unsent ON outbox(next_try_at) WHERE next_try_at IS NOT NULL",),
        ),
    ),
)

# Citations lead to places within a page, which may be missing, and authors leave some out on purpose.
FRAGMENTS = Migration(
    "0009-fragments",
    (
        # what follows the "#" of the href, and whether it leads anywhere: NULL if nobody can tell
        "ALTER TABLE citations ADD COLUMN fragment TEXT",
        "ALTER TABLE citations ADD COLUMN fragment_found INTEGER CHECK (fragment_found IN (0, 1))",
        # it leads to a place within its own article
        "ALTER TABLE citations ADD COLUMN is_own INTEGER NOT NULL DEFAULT 0",
        # its author wrote that it is not to be looked at
        "ALTER TABLE citations ADD COLUMN is_ignored INTEGER NOT NULL DEFAULT 0",
    ),
)

# How well each copy is vouched for.
GRADES = Migration(
    "0010-grades-of-copies",
    (
        # same-text, fits or plays; NULL for copies made for us, and those found before there were grades
        "ALTER TABLE snapshots ADD COLUMN grade TEXT",
    ),
)

# Where a citation stands that lines do not tell a person, and when its author looked at what is cited.
PLACES = Migration(
    "0011-places-and-dates-of-citations",
    (
        (
            "ALTER TABLE citations ADD COLUMN place TEXT",  # "page 3"; NULL where its line is all there is to say
            "ALTER TABLE citations ADD COLUMN cited_at TEXT",  # NULL: nothing says it but the date of the article
        ),
    ),
)

# A person's word on a link, and beside it what the looks say.
WITH_MARKS = Migration(
    "0012-marks",
    (
        (MARKS, "CREATE INDEX marks_link ON marks(link_id)"),
        # the person's word that holds now, NULL if none does
        "ALTER TABLE links ADD COLUMN mark_id INTEGER REFERENCES marks(id)",
        # while it holds: the status and reason that the looks come to
        "ALTER TABLE links ADD COLUMN own_status TEXT",
        "ALTER TABLE links ADD COLUMN own_reason TEXT",
        "CREATE INDEX links_marked ON links(mark_id) WHERE mark_id IS NOT NULL",
    ),
)

# Where the pages of dead links are now.
MOVED = Migration(
    "0013-moved",
    (
        "ALTER TABLE links ADD COLUMN moved_to TEXT",
        # archived-redirect, sitemap, feed, canonical, pattern or same-content
        "ALTER TABLE links ADD COLUMN moved_how TEXT",
        # of the text there and the captured one, 0 to 1
        "ALTER TABLE links ADD COLUMN moved_similarity REAL",
        # when it was last looked for
        "ALTER TABLE links ADD COLUMN moved_checked_at TEXT",
    ),
)

_VIEWS = ("dead_links", "article_health", "host_health", "recent_changes", "source_health", "status_by_day")

# Every number is counted of the same links, a death has one date, and all that people look for is found by its words.
ONE_TRUTH = Migration(
    "0014-one-truth",
    (
        # whom a link is cited by now: asked for each link that is counted
        "CREATE INDEX citations_present ON citations(link_id, article_id, removed_at) WHERE removed_at IS NULL",
        # a copy's address leads to its link
        "CREATE INDEX snapshots_url ON snapshots(url)",
        (
            *(f"DROP VIEW {name}" for name in _VIEWS),
            *(CURRENT_LINKS, DEATHS, RETURNS),
            *(DEAD_LINKS, ARTICLE_HEALTH, HOST_HEALTH, RECENT_CHANGES, SOURCE_HEALTH, STATUS_BY_DAY),
        ),
        *SEARCH_STEPS,
    ),
)

# What people ask for on the pages, and what they exclude there.
WITH_INBOX = Migration(
    "0015-inbox",
    (
        (
            INBOX,
            "CREATE INDEX inbox_open ON inbox(id) WHERE state IN ('asked', 'begun')",
            "CREATE INDEX inbox_target ON inbox(target)",
        ),
        (EXCLUSIONS, "CREATE UNIQUE INDEX exclusions_in_force ON exclusions(scope, value) WHERE ended_at IS NULL"),
    ),
)

# Of a website's pages it is kept where they lead, no longer all that they say; what became of links is found at once.
CRAWLS = Migration(
    "0016-crawled-pages",
    (
        (CRAWLED_PAGES, "DELETE FROM source_pages WHERE source_id IN (SELECT id FROM sources WHERE kind = 'site')"),
        # the latest links that became dead, say, however rare that is
        "CREATE INDEX status_history_became ON status_history(new_status) WHERE old_status <> 'unchecked'",
    ),
)

# What a citation is to a reader, and in which part of its article it stands.
KINDS_AND_PARTS = Migration(
    "0017-kinds-and-parts-of-citations",
    (
        (
            "ALTER TABLE citations ADD COLUMN kind TEXT NOT NULL DEFAULT 'link'",  # link, image, frame or metadata
            "ALTER TABLE citations ADD COLUMN part TEXT NOT NULL DEFAULT 'body'",  # body, navigation, footer and so on
        ),
    ),
)

# Articles that change their addresses.
ARTICLES_MOVE = Migration(
    "0018-articles-move",
    (
        # where the page of the article leads for good, NULL if nowhere else
        "ALTER TABLE articles ADD COLUMN moved_to TEXT",
        (ARTICLE_MOVES, "CREATE INDEX article_moves_article ON article_moves(article_id)"),
        "CREATE INDEX articles_content ON articles(source_id, content_hash)",
        "CREATE INDEX articles_moved ON articles(source_id, moved_to) WHERE moved_to IS NOT NULL",
    ),
)

# A site of any size is read status after status, and counted without its rows.
SITES_BY_STATUS = Migration(
    "0020-sites-by-status",
    (("CREATE INDEX links_domain_status ON links(domain, status, host)", "DROP INDEX links_domain"),),
)

# What registries say of domains.
WITH_REGISTRATIONS = Migration(
    "0027-registrations",
    (
        (
            REGISTRATIONS,
            # the few whose end is near or has begun
            "CREATE INDEX registrations_expires ON registrations(expires_at) WHERE expires_at IS NOT NULL",
            "CREATE INDEX registrations_state ON registrations(state) WHERE state IS NOT NULL",
        ),
    ),
)

# Evidence that says only what differs from another look's, and the view that shows it whole.
SMALL_EVIDENCE = Migration("0028-small-evidence", (LOOKS,))

# Whether the evidence of others names an old look is told without reading them.
LOOKS_BY_REST = Migration("0035-looks-by-rest", (BY_REST,))

# How many articles a source has is counted without their rows.
ARTICLES_PRESENT = Migration(
    "0042-articles-present",
    (("CREATE INDEX articles_present ON articles(source_id, removed_at) WHERE removed_at IS NULL",),),
)

# No page has returned when a person's word begins or ends, nor died when it ends; citations
# of places that are missing are found by an index.
WORDS_ASIDE = Migration(
    "0043-no-false-returns",
    (
        (
            *(f"DROP VIEW {name}" for name in ("dead_links", "deaths", "returns")),
            *(DEATHS, RETURNS, DEAD_LINKS),
        ),
        "CREATE INDEX citations_misplaced ON citations(link_id) WHERE fragment_found = 0 AND removed_at IS NULL",
    ),
)

# The dead links whose pages were found again are found among all that are dead.
FOUND_AGAIN = Migration(
    "0044-found-again",
    ("CREATE INDEX links_moved ON links(status, host) WHERE moved_to IS NOT NULL",),
)

MIGRATIONS = (
    *(FIRST_TABLES, WITH_SAVES, NAMES_OF_ARTICLES, DAEMON, BROWSING, REPORTS, POLITENESS, NEVER_REUSED_IDS),
    *(FRAGMENTS, GRADES, PLACES, WITH_MARKS, MOVED, ONE_TRUTH, WITH_INBOX, CRAWLS, KINDS_AND_PARTS),
    *(ARTICLES_MOVE, SITES_BY_STATUS, WITH_REGISTRATIONS, SMALL_EVIDENCE, LOOKS_BY_REST),
    *(ARTICLES_PRESENT, WORDS_ASIDE, FOUND_AGAIN),
)
