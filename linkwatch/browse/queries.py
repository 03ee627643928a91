"""The questions that are one click away, and what tables and columns are called for people.

Each question is a canned query of Datasette: a page, JSON and CSV under an address that stays. An empty parameter does
not narrow. Each is answered from an index, however large the database, as far as the rows that are shown.
"""

from dataclasses import dataclass
from typing import Any

from linkwatch.model import FAILED
from linkwatch.store.encoding import sql_list

_CITED = "(SELECT count(*) FROM citations c WHERE c.link_id = l.id AND c.removed_at IS NULL) AS citations"
_ON_HOST = "(:host = '' OR l.host = :host)"
_MONTH = """h.changed_at >= iif(:month = '', strftime('%Y-%m-01', 'now'), :month || '-01')
  AND h.changed_at < date(iif(:month = '', strftime('%Y-%m-01', 'now'), :month || '-01'), '+1 month')"""


@dataclass(frozen=True, slots=True)
class Question:
    """A canned query.

    group: the heading that it stands under. whole: the table that has all of its rows, where there may be more of them
    than a page shows; Datasette writes a table of any size as CSV.
    """

    name: str
    group: str
    title: str
    description: str
    sql: str
    parameters: tuple[str, ...] = ()
    whole: str | None = None


def _links(status: str, columns: str, condition: str = "1") -> str:
    return f"""SELECT l.id AS link_id, l.url, {columns}, {_CITED}, l.last_checked_at
FROM links l LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE l.status = '{status}' AND {condition} AND {_ON_HOST}"""  # noqa: S608 - made of constants


_REASON = "l.status, l.reason"
_COPY = "s.url AS snapshot, s.timestamp AS snapshot_timestamp"

QUESTIONS = (
    Question(
        "dead-without-snapshot",
        "To mend",
        "Dead, and no archived copy",
        "Links that are gone and for which no archive has a copy. Look for the source elsewhere.",
        _links(
            "dead",
            f"{_REASON}, l.failing_since AS dead_since, l.snapshot_reason AS why_no_copy",
            "l.snapshot_id IS NULL",
        ),
        ("host",),
        "dead_links?snapshot_url__isnull=1",
    ),
    Question(
        "dead-with-snapshot",
        "To mend",
        "Dead, with a copy to cite instead",
        "Links that are gone, each with the archived copy that fits its citation best.",
        _links("dead", f"{_REASON}, {_COPY}, l.failing_since AS dead_since", "l.snapshot_id IS NOT NULL"),
        ("host",),
        "dead_links?snapshot_url__notnull=1",
    ),
    Question(
        "redirected",
        "To mend",
        "Moved: what to cite now",
        "Links whose pages stand at another address for good.",
        _links("redirected", "l.final_url AS cite_now"),
        ("host",),
        "links?status=redirected&_col=url&_col=reason&_col=final_url&_col=last_checked_at",
    ),
    Question(
        "lost-targets",
        "To mend",
        "Targets that were lost",
        "Links that point nowhere: placeholders and malformed addresses. The anchor text may tell what was meant.",
        """SELECT a.id AS article_id, a.uri AS article, c.line, c.text, c.context, c.href, l.reason, l.id AS link_id
FROM links l CROSS JOIN citations c ON c.link_id = l.id CROSS JOIN articles a ON a.id = c.article_id
WHERE l.status = 'invalid' AND c.removed_at IS NULL""",
    ),
    Question(
        "changed",
        "To look at",
        "Changed: no longer what was cited",
        "Pages that answer, but say something else than when they were cited.",
        _links("changed", f"l.reason, {_COPY}"),
        ("host",),
        "links?status=changed&_col=url&_col=reason&_col=final_url&_col=last_checked_at",
    ),
    Question(
        "blocked",
        "To look at",
        "Blocked: nobody can tell",
        "Pages that refuse robots or ask for a login. Open them in a browser.",
        _links("blocked", "l.reason, l.http_status"),
        ("host",),
        "links?status=blocked&_col=url&_col=reason&_col=final_url&_col=last_checked_at",
    ),
    Question(
        "failing",
        "To look at",
        "Failing, not proven dead",
        "Links without a proper answer at the last looks.",
        _links("failing", "l.reason, l.failing_since, l.consecutive_failures"),
        ("host",),
        "links?status=failing&_col=url&_col=reason&_col=final_url&_col=last_checked_at",
    ),
    Question(
        "why-links-fail",
        "To look at",
        "Why links are dead or failing",
        "How many links there are for each reason.",
        f"""SELECT status, reason, count(*) AS links FROM links
WHERE status IN {sql_list(FAILED)} GROUP BY status, reason ORDER BY links DESC""",  # noqa: S608 - made of constants
    ),
    Question(
        "died",
        "What happened",
        "Died in a month",
        "Links that were found dead in a month, such as 2026-11; the present one where none is given.",
        f"""SELECT h.changed_at AS died_at, l.id AS link_id, l.url, h.reason, h.old_status, l.status, {_CITED}, {_COPY}
FROM status_history h JOIN links l ON l.id = h.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE h.new_status = 'dead' AND {_MONTH} ORDER BY h.changed_at DESC""",  # noqa: S608 - made of constants
        ("month",),
        "status_history?new_status=dead",
    ),
    Question(
        "returned",
        "What happened",
        "Came back",
        "Links that were dead and answered again, the latest first.",
        f"""SELECT h.changed_at AS returned_at, l.id AS link_id, l.url, h.new_status, l.status, {_CITED}
FROM status_history h JOIN links l ON l.id = h.link_id
WHERE h.old_status = 'dead' ORDER BY h.changed_at DESC""",  # noqa: S608 - made of constants
        whole="status_history?old_status=dead",
    ),
    Question(
        "archived-by-us",
        "What happened",
        "Archived by us",
        "Pages that were saved because linkwatch asked for it, the latest first.",
        """SELECT v.finished_at AS saved_at, l.id AS link_id, l.url, l.status, v.archive,
  s.url AS snapshot, s.timestamp AS snapshot_timestamp
FROM saves v JOIN links l ON l.id = v.link_id LEFT JOIN snapshots s ON s.id = v.snapshot_id
WHERE v.state = 'saved' ORDER BY v.id DESC""",
        whole="saves?state=saved",
    ),
    Question(
        "search",
        "To find",
        "Search in anchor texts and contexts",
        'Citations whose words match, the latest first. Put "words in quotes" to find them together.',
        """SELECT c.link_id, l.url, l.status, l.reason, c.text, c.context, a.id AS article_id, a.uri AS article, c.line,
  c.removed_at
FROM citations_fts f CROSS JOIN citations c ON c.id = f.rowid CROSS JOIN links l ON l.id = c.link_id
CROSS JOIN articles a ON a.id = c.article_id
WHERE citations_fts MATCH coalesce(nullif(escape_fts(:words), ''), '""') ORDER BY f.rowid DESC LIMIT 200""",
        ("words",),
    ),
    Question(
        "links-of-domain",
        "To find",
        "Links of a domain",
        "Every link whose host belongs to a domain, such as bbc.co.uk.",
        f"""SELECT l.id AS link_id, l.url, l.status, l.reason, l.host, {_CITED}, l.last_checked_at
FROM links l WHERE l.domain = :domain AND :domain <> ''""",  # noqa: S608 - made of constants
        ("domain",),
    ),
    Question(
        "most-cited",
        "To find",
        "Cited most",
        "The links that most citations share, and how they fare.",
        f"""SELECT l.id AS link_id, l.url, l.status, l.reason, {_CITED}, l.last_checked_at
FROM (SELECT link_id, count(*) AS n FROM citations GROUP BY link_id ORDER BY n DESC LIMIT 200) m
JOIN links l ON l.id = m.link_id ORDER BY citations DESC""",  # noqa: S608 - made of constants
    ),
    Question(
        "unchecked",
        "Still to be done",
        "Never looked at",
        "Links that are known and were never looked at, those known longest first.",
        f"""SELECT l.id AS link_id, l.url, l.first_seen_at, l.next_check_at, {_CITED}
FROM links l WHERE l.status = 'unchecked' ORDER BY l.id""",  # noqa: S608 - made of constants
        whole="links?status=unchecked&_col=url",
    ),
    Question(
        "overdue",
        "Still to be done",
        "Overdue for a look",
        "Links whose next look should have been, the most overdue first.",
        """SELECT l.id AS link_id, l.url, l.status, l.next_check_at, l.last_checked_at FROM links l
WHERE l.next_check_at <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now') ORDER BY l.next_check_at""",
    ),
    Question(
        "unreadable",
        "Still to be done",
        "Articles that could not be read",
        "Articles whose last reading failed, and why.",
        """SELECT id AS article_id, uri AS article, title, last_error, last_scanned_at FROM articles
WHERE last_error IS NOT NULL AND removed_at IS NULL ORDER BY id DESC""",
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
    "snapshots": {"description": "Archived copies of links.", "sortable_columns": ["id"], "label_column": "url"},
    "saves": {"description": "Every attempt to have a page archived.", "sort_desc": "id"},
    "sources": {"description": "Where articles come from.", "label_column": "location"},
    "runs": {"description": "One audit, check or round of the daemon.", "sort_desc": "id"},
    "status_counts": {"description": "How many links had each status on a day."},
    "dead_links": {"description": "Where dead links are cited, and what to cite instead."},
    "article_health": {"description": "How each article's citations fare."},
    "host_health": {"description": "How each host's links fare."},
    "source_health": {"description": "How the citations of each source's articles fare."},
    "recent_changes": {"description": "Changes of status, the latest first."},
    "status_by_day": {"description": "How many links had each status when a day ended."},
}
DESCRIPTIONS = {name: table["description"] for name, table in _TABLES.items()}
"""What is in each table, for people."""

LINK_COLUMNS = ("url", "status", "reason", "http_status", "final_url", "last_checked_at", "last_alive_at")
"""What the table of links shows of each, coming from our pages."""

_INTERNAL = (
    "run_articles", "run_links", "run_hosts", "source_pages", "baselines", "outbox", "progress", "_sqlite_migrations",
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


def whole(name: str) -> str | None:
    """Return the table, with its filter, that has all rows of a question."""
    return next((question.whole for question in QUESTIONS if question.name == name), None)


def groups() -> dict[str, list[Question]]:
    """Return the questions by the heading that they stand under."""
    found: dict[str, list[Question]] = {}
    for question in QUESTIONS:
        found.setdefault(question.group, []).append(question)
    return found


def metadata(database: str) -> dict[str, Any]:
    """Return what tables are called and how they are shown, as Datasette's metadata."""
    tables: dict[str, dict[str, Any]] = {name: dict(table) for name, table in _TABLES.items()}
    tables.update({name: {"hidden": True} for name in _INTERNAL})
    return {"title": "linkwatch", "databases": {database: {"tables": tables}}}
