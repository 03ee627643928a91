"""The questions that are one click away, and what tables and columns are called for people.

Each question is a canned query of Datasette: a page, JSON and CSV under an address that stays. An empty parameter does
not narrow. Each is answered from an index, however large the database, as far as the rows that are shown.
"""

from dataclasses import dataclass
from typing import Any

from linkwatch.browse.columns import COLUMNS
from linkwatch.store.pages import questions as sql


@dataclass(frozen=True, slots=True)
class Question:
    """A canned query.

    group: the heading that it stands under.
    """

    name: str
    group: str
    title: str
    description: str
    sql: str
    parameters: tuple[str, ...] = ()


QUESTIONS = (
    Question(
        "dead-without-snapshot",
        "To mend",
        "Dead, and no archived copy",
        "Links that are gone and for which no archive has a copy. Look for the source elsewhere.",
        sql.DEAD_WITHOUT_SNAPSHOT,
        ("host",),
    ),
    Question(
        "dead-with-snapshot",
        "To mend",
        "Dead, with a copy to cite instead",
        "Links that are gone, each with the archived copy that fits its citation best.",
        sql.DEAD_WITH_SNAPSHOT,
        ("host",),
    ),
    Question(
        "dead-and-moved",
        "To mend",
        "Dead, and the page is found again",
        "Links that are gone and whose page was found again at another address: cite that.",
        sql.DEAD_AND_MOVED,
        ("host",),
    ),
    Question(
        "redirected",
        "To mend",
        "Moved: what to cite now",
        "Links whose pages stand at another address for good.",
        sql.REDIRECTED,
        ("host",),
    ),
    Question(
        "lost-targets",
        "To mend",
        "Targets that were lost",
        "Links that point nowhere: placeholders and malformed addresses. The anchor text may tell what was meant.",
        sql.LOST_TARGETS,
    ),
    Question(
        "changed",
        "To look at",
        "Changed: no longer what was cited",
        "Pages that answer, but say something else than when they were cited.",
        sql.CHANGED,
        ("host",),
    ),
    Question(
        "blocked",
        "To look at",
        "Blocked: nobody can tell",
        "Pages that refuse robots or ask for a login. Open them in a browser.",
        sql.BLOCKED,
        ("host",),
    ),
    Question(
        "failing",
        "To look at",
        "Failing, not proven dead",
        "Links without a proper answer at the last looks.",
        sql.FAILING,
        ("host",),
    ),
    Question(
        "why-links-fail",
        "To look at",
        "Why links are dead or failing",
        "How many links there are for each reason.",
        sql.WHY_LINKS_FAIL,
    ),
    Question(
        "died-since",
        "What happened",
        "Died this week, or since a day",
        "Links that are dead, and were found so on a day such as 2026-11-22 or later; in the last week without one.",
        sql.DIED_SINCE,
        ("since",),
    ),
    Question(
        "died",
        "What happened",
        "Died in a month",
        "Links that were found dead in a month, such as 2026-11, and what they are now; this month without one.",
        sql.DIED,
        ("month",),
    ),
    Question(
        "returned",
        "What happened",
        "Came back",
        "Links that were dead and answer now, the latest first; since a day, where one is given.",
        sql.RETURNED,
        ("since",),
    ),
    Question(
        "archived-by-us",
        "What happened",
        "Archived by us",
        "Pages that were saved because linkwatch asked for it, the latest first.",
        sql.ARCHIVED_BY_US,
    ),
    Question(
        "search",
        "To find",
        "Search in anchor texts and contexts",
        'Citations whose words match, the latest first. Put "words in quotes" to find them together.',
        sql.SEARCH,
        ("words",),
    ),
    Question(
        "links-of-domain",
        "To find",
        "Links of a domain",
        "Every link whose host belongs to a domain, such as bbc.co.uk.",
        sql.LINKS_OF_DOMAIN,
        ("domain",),
    ),
    Question(
        "most-cited",
        "To find",
        "Cited most",
        "The links that most citations share, and how they fare.",
        sql.MOST_CITED,
    ),
    Question(
        "unchecked",
        "Still to be done",
        "Never looked at",
        "Links that are known and were never looked at, those known longest first.",
        sql.UNCHECKED,
    ),
    Question(
        "overdue",
        "Still to be done",
        "Overdue for a look",
        "Links whose next look should have been, the most overdue first.",
        sql.OVERDUE,
    ),
    Question(
        "unreadable",
        "Still to be done",
        "Articles that could not be read",
        "Articles whose last reading failed, and why.",
        sql.UNREADABLE,
    ),
)

_TABLES: dict[str, dict[str, Any]] = {
    "links": {
        "description": "URLs, each looked at once however often it is cited.",
        "facets": ["status"],
        "sortable_columns": ["id", "url", "domain", "status", "next_check_at"],
        "label_column": "url",
    },
    "articles": {"description": "Documents whose citations are looked after.", "label_column": "uri"},
    "article_moves": {"description": "Articles that got another address and stayed the same.", "sort_desc": "id"},
    "citations": {"description": "One hyperlink at one place in an article.", "sortable_columns": ["id"]},
    "checks": {
        "description": "Every look at a link, with its evidence.",
        "sortable_columns": ["id"],
        "sort_desc": "id",
        "size": 20,
    },
    "status_history": {
        "description": "Every change of a link's status.",
        "sortable_columns": ["id", "changed_at"],
        "sort_desc": "changed_at",
    },
    "inbox": {"description": "What people asked for on these pages, and what came of it.", "sort_desc": "id"},
    "exclusions": {"description": "What people excluded on these pages.", "sort_desc": "id"},
    "marks": {"description": "What people say of links, above what is seen of them.", "sort_desc": "id"},
    "snapshots": {"description": "Archived copies of links.", "sortable_columns": ["id"], "label_column": "timestamp"},
    "saves": {"description": "Every attempt to have a page archived.", "sort_desc": "id"},
    "sources": {"description": "Where articles come from.", "label_column": "location"},
    "registrations": {"description": "How long the domains of pages are registered, where registries are asked."},
    "runs": {"description": "One audit, check or round of the daemon.", "sort_desc": "id"},
    "status_counts": {"description": "How many links had each status on a day."},
    "current_links": {
        "description": "Links that are cited now, or were given by hand: every number counts these.",
        "sortable_columns": ["link_id", "host", "status"],
        "fts_table": "links_fts",
        "fts_pk": "link_id",
    },
    "deaths": {"description": "Links that are dead now, and when each was found so."},
    "returns": {"description": "Links that were dead and answer now, and since when."},
    "dead_links": {"description": "Where dead links are cited, and what to cite instead."},
    "article_health": {"description": "How each article's citations fare."},
    "host_health": {"description": "How each host's links fare."},
    "source_health": {"description": "How the citations of each source's articles fare."},
    "recent_changes": {"description": "Changes of status, the latest first."},
    "status_by_day": {"description": "How many links had each status when a day ended."},
}
DESCRIPTIONS = {name: table["description"] for name, table in _TABLES.items()}
"""What is in each table, for people."""

LINK_COLUMNS = ("link_id", "url", "status", "reason", "http_status", "final_url", "last_checked_at", "last_alive_at")
"""What the table of links shows of each, coming from our pages."""

_INTERNAL = (
    "run_articles", "run_links", "run_hosts", "source_pages", "crawled_pages", "baselines", "outbox", "progress",
    "pauses", "archive_turns", "sqlite_sequence", "_sqlite_migrations",
)  # fmt: skip


def canned() -> dict[str, Any]:
    """Return the questions as Datasette wants its canned queries."""
    return {
        question.name: {
            "sql": question.sql,
            "title": question.title,
            "description": question.description,
            "params": list(question.parameters),
            "hide_sql": True,
        }
        for question in QUESTIONS
    }


def question(name: str) -> Question | None:
    """Return the question of this name."""
    return next((found for found in QUESTIONS if found.name == name), None)


def groups() -> dict[str, list[Question]]:
    """Return the questions by the heading that they stand under."""
    found: dict[str, list[Question]] = {}
    for question in QUESTIONS:
        found.setdefault(question.group, []).append(question)
    return found


def metadata(database: str) -> dict[str, Any]:
    """Return what tables are called and how they are shown, as Datasette's metadata."""
    tables = {name: {**table, "columns": COLUMNS.get(name, {})} for name, table in _TABLES.items()}
    tables.update({name: {"hidden": True} for name in _INTERNAL})
    return {"title": "linkwatch", "databases": {database: {"tables": tables}}}
