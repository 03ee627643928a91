"""What a run found, with the names and in the order of the JSON report.

Rows come in chunks: memory does not grow with the database.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from linkwatch.evidence import is_definite
from linkwatch.model import FRAGMENT_MISSING, NEVER_SEEN, PROVISIONAL, RATE_LIMITED, THERE, WORST_FIRST, Row, Status
from linkwatch.store.encoding import dicts, sql_list
from linkwatch.store.part import Part
from linkwatch.store.small_evidence import EVIDENCE
from linkwatch.urls import likely_spelling, with_spaces_written

_CHUNK = 200
_QUIET = (Status.UNCHECKED, Status.SKIPPED, Status.ALIVE)  # need no work of the article's author
_CITATION_NAMES = (
    "article",
    "href",
    "text",
    "context",
    "line",
    "fragment",
    "fragment_found",
    "ignored",
    "place",
    "cited_at",
    "kind",
    "part",
)
_PLACES = " ".join(f"WHEN '{status}' THEN {place}" for place, status in enumerate(WORST_FIRST))
_WORST_FIRST = f"CASE l.status {_PLACES} END"

# The look a run had tells what the run saw, whatever happened later. A link that the run did not look at is shown
# as it stands, with its last look (whose verdict may have been replaced), unless it is one that is not looked at.
_LOOK_OF_RUN = f"""
CASE WHEN r.check_id IS NOT NULL THEN r.check_id
  WHEN l.status IN {sql_list(NEVER_SEEN)} THEN NULL
  ELSE (SELECT max(id) FROM checks WHERE link_id = l.id) END
"""  # noqa: S608 - made of constants

# A person's word stands above what the run saw.
_STATUS_IN_RUN = "iif(k.id IS NULL OR r.check_id IS NULL OR l.mark_id IS NOT NULL, l.status, k.status)"

# A pause that was over before, or came later, is not why a run did not look.
_RESTS_AS_RUN_ENDS = "p.began_at <= runs.finished_at AND p.until > runs.finished_at"

_LINK_ROWS = f"""
SELECT l.id, l.url, {_STATUS_IN_RUN} AS status,
  iif(r.check_id IS NULL OR l.mark_id IS NOT NULL, l.reason, k.reason) AS reason, k.http_status,
  iif(r.check_id IS NULL AND k.id IS NOT NULL, l.final_url, k.final_url) AS final_url,
  k.checked_at, k.elapsed_ms, {EVIDENCE} AS evidence,
  s.url AS snapshot_url, s.timestamp, s.archive, s.original_url, s.grade, s.purpose, l.snapshot_reason,
  l.moved_to, l.moved_how, l.moved_similarity,
  m.made_at, m.made_by, m.note, m.until, m.status AS marked_as,
  r.pending AND k.id IS NOT NULL AS is_old, p.until AS rests_until
FROM json_each(:ids) AS wanted
CROSS JOIN links l ON l.id = wanted.value
CROSS JOIN run_links r ON r.run_id = :run_id AND r.link_id = l.id
CROSS JOIN runs ON runs.id = :run_id
LEFT JOIN checks k ON k.id = {_LOOK_OF_RUN}
LEFT JOIN snapshots s ON s.id = l.snapshot_id
LEFT JOIN marks m ON m.id = l.mark_id
LEFT JOIN pauses p ON p.scope = 'host' AND p.name = r.authority AND {_RESTS_AS_RUN_ENDS}
ORDER BY wanted.key
"""  # noqa: S608 - made of constants

# CROSS JOIN keeps the order of the tables: from the links wanted to their citations, never through whole articles.
_CITATIONS_IN_RUN = """
SELECT c.link_id, ra.name AS article, c.href, c.text, c.context, c.line, c.fragment, c.fragment_found, c.is_ignored,
  c.place, c.cited_at, c.kind, c.part
FROM json_each(:ids) AS wanted
CROSS JOIN citations c ON c.link_id = wanted.value AND c.removed_at IS NULL
CROSS JOIN run_articles ra ON ra.run_id = :run_id AND ra.article_id = c.article_id AND ra.citations > 0
ORDER BY wanted.key, ra.id, c.position
"""

_CITATIONS_IN_ARTICLE = """
SELECT c.link_id, ra.name AS article, c.href, c.text, c.context, c.line, c.fragment, c.fragment_found, c.is_ignored,
  c.place, c.cited_at, c.kind, c.part
FROM json_each(:ids) AS wanted
CROSS JOIN citations c ON c.link_id = wanted.value AND c.article_id = :article_id AND c.removed_at IS NULL
CROSS JOIN run_articles ra ON ra.run_id = :run_id AND ra.article_id = c.article_id
ORDER BY wanted.key, c.position
"""

_LINKS_OF_ARTICLE = f"""
SELECT c.link_id FROM citations c JOIN links l ON l.id = c.link_id
WHERE c.article_id = :article_id AND c.removed_at IS NULL
GROUP BY c.link_id ORDER BY {_WORST_FIRST}, min(c.position)
"""  # noqa: S608 - made of constants

_LINKS_WITHOUT_ARTICLE = f"""
SELECT r.link_id FROM run_links r JOIN links l ON l.id = r.link_id
WHERE r.run_id = :run_id AND NOT EXISTS (
  SELECT 1 FROM citations c JOIN run_articles ra ON ra.run_id = :run_id AND ra.article_id = c.article_id
    AND ra.citations > 0
  WHERE c.link_id = r.link_id AND c.removed_at IS NULL)
ORDER BY {_WORST_FIRST}, r.link_id
"""  # noqa: S608 - made of constants

_STATUS_COUNTS = f"""
SELECT {_STATUS_IN_RUN} AS status, count(*)
FROM run_links r JOIN links l ON l.id = r.link_id LEFT JOIN checks k ON k.id = r.check_id
WHERE r.run_id = ? GROUP BY 1
"""  # noqa: S608 - made of constants

_STATUSES = f"""
SELECT l.url, {_STATUS_IN_RUN}
FROM run_links r JOIN links l ON l.id = r.link_id LEFT JOIN checks k ON k.id = r.check_id
WHERE r.run_id = ?
"""  # noqa: S608 - made of constants

_CITED_IN_RUN = """
FROM run_articles ra JOIN citations c ON c.article_id = ra.article_id AND c.removed_at IS NULL
WHERE ra.run_id = ?1 AND ra.citations > 0 AND c.fragment_found = 0 AND NOT c.is_ignored
"""

# Without articles nothing is cited: these are the places that a person asked for.
_ASKED_PLACES = f"""
FROM run_links r JOIN checks k ON k.id = r.check_id JOIN links l ON l.id = r.link_id
JOIN json_each({EVIDENCE}, '$.fragments_missing') AS place
WHERE r.run_id = ?1 AND NOT EXISTS (SELECT 1 FROM run_articles WHERE run_id = ?1)
"""  # noqa: S608 - made of constants

_MISSING_PLACES = f"""
SELECT DISTINCT (SELECT url FROM links WHERE id = c.link_id) || '#' || c.fragment {_CITED_IN_RUN}
UNION SELECT l.url || '#' || place.value {_ASKED_PLACES}
"""  # noqa: S608 - made of constants

# Of an article that cites something despite its error, a part was read.
_SIZES = """
SELECT count(*) FILTER (WHERE error IS NULL OR citations > 0),
  count(*) FILTER (WHERE error IS NOT NULL AND citations = 0), coalesce(sum(citations), 0)
FROM run_articles WHERE run_id = ?
"""

_ARTICLES = """
SELECT ra.name AS uri, a.title, a.published_at, ra.citations, ra.error
FROM run_articles ra JOIN articles a ON a.id = ra.article_id WHERE ra.run_id = ? ORDER BY ra.id
"""


_FARES = ", ".join(f"count(*) FILTER (WHERE f.status = '{status}') AS {status}" for status in WORST_FIRST)
_WORST_ARTICLES = ", ".join(f"coalesce(n.{status}, 0) DESC" for status in WORST_FIRST if status not in _QUIET)
# Each article with how many of its citations have which status, those that need work most first.
_ARTICLES_BY_NEED = f"""
WITH fares AS (
  SELECT c.article_id, {_STATUS_IN_RUN} AS status
  FROM run_articles ra
  CROSS JOIN citations c ON c.article_id = ra.article_id AND c.removed_at IS NULL
  CROSS JOIN links l ON l.id = c.link_id
  CROSS JOIN run_links r ON r.run_id = ra.run_id AND r.link_id = l.id
  LEFT JOIN checks k ON k.id = r.check_id
  WHERE ra.run_id = :run_id AND ra.citations > 0),
needs AS (SELECT f.article_id, {_FARES} FROM fares f GROUP BY f.article_id)
SELECT ra.name AS uri, a.title, a.published_at, ra.citations, ra.error, n.*
FROM run_articles ra JOIN articles a ON a.id = ra.article_id LEFT JOIN needs n ON n.article_id = ra.article_id
WHERE ra.run_id = :run_id ORDER BY {_WORST_ARTICLES}, ra.id
"""  # noqa: S608 - made of constants


class Reports(Part):
    """Has no table of its own: reads what a run put into them all."""

    def summary(self, run_id: int) -> Row:
        """Return the report's "run": when, how many, how many of each status that occurs, whether complete."""
        with self._connection.reading() as raw:
            started_at, finished_at, complete, lookups, requests = raw.execute(
                "SELECT started_at, finished_at, complete, archive_lookups, archive_requests FROM runs WHERE id = ?",
                [run_id],
            ).fetchone()
            articles, unreadable, citations = raw.execute(_SIZES, [run_id]).fetchone()
            counts = dict(raw.execute(_STATUS_COUNTS, [run_id]).fetchall())
            (cited,) = raw.execute(f"SELECT count(*) {_CITED_IN_RUN}", [run_id]).fetchone()
            (asked,) = raw.execute(f"SELECT count(*) {_ASKED_PLACES}", [run_id]).fetchone()
        return {
            "started_at": started_at,
            "finished_at": finished_at,
            "articles": articles,
            "citations": citations,
            "links": sum(counts.values()),
            "by_status": {str(status): counts[status] for status in Status if status in counts},
            "complete": complete == 1,
            "archive_lookups": lookups,
            "archive_requests": requests,
            "fragments_missing": cited + asked,
            "unreadable": unreadable,
        }

    def statuses(self, run_id: int) -> Iterator[tuple[str, str]]:
        """Yield URL and status of the run's links, as the run saw them and as its summary counts them."""
        with self._connection.reading() as raw:
            yield from raw.execute(_STATUSES, [run_id])

    def missing_places(self, run_id: int) -> Iterator[tuple[str, str]]:
        """Yield the places of the run that are missing, each with "fragment-missing"."""
        with self._connection.reading() as raw:
            for (url,) in raw.execute(_MISSING_PLACES, [run_id]):
                yield url, FRAGMENT_MISSING

    def articles(self, run_id: int) -> Iterator[Row]:
        """Yield what the run read, in that order: uri, title, published_at, citations, error."""
        with self._connection.reading() as raw:
            yield from dicts(raw.execute(_ARTICLES, [run_id]))

    def articles_by_need(self, run_id: int) -> Iterator[Row]:
        """Yield the articles, those that need work most first, each with "by_status": how its citations fare."""
        with self._connection.reading() as raw:
            for row in dicts(raw.execute(_ARTICLES_BY_NEED, {"run_id": run_id})):
                article = {name: row[name] for name in ("uri", "title", "published_at", "citations", "error")}
                yield {**article, "by_status": {str(status): row[status] for status in WORST_FIRST if row[status]}}

    def links(self, run_id: int) -> Iterator[Row]:
        """Yield the run's links in the order they were first met, as the run saw them, with their citations."""
        with self._connection.reading() as raw:
            found = raw.execute("SELECT link_id FROM run_links WHERE run_id = ? ORDER BY link_id", [run_id])
            yield from _link_rows(raw, run_id, found, None)

    def article_links(self, run_id: int, uri: str | None) -> Iterator[Row]:
        """Yield the links of one article of the run with its own citations, the worst first, then as they stand.

        uri: None yields the links that no article of the run cites.
        """
        with self._connection.reading() as raw:
            if uri is None:
                found = raw.execute(_LINKS_WITHOUT_ARTICLE, {"run_id": run_id})
                yield from _link_rows(raw, run_id, found, None)
                return
            sql = "SELECT article_id FROM run_articles WHERE run_id = ? AND name = ? AND citations > 0"
            article = raw.execute(sql, [run_id, uri]).fetchone()
            if article is not None:
                found = raw.execute(_LINKS_OF_ARTICLE, {"article_id": article[0]})
                yield from _link_rows(raw, run_id, found, article[0])


def _link_rows(raw: sqlite3.Connection, run_id: int, found: sqlite3.Cursor, article_id: int | None) -> Iterator[Row]:
    citations_sql = _CITATIONS_IN_RUN if article_id is None else _CITATIONS_IN_ARTICLE
    while chunk := found.fetchmany(_CHUNK):
        ids = json.dumps([link_id for (link_id,) in chunk])
        values = {"ids": ids, "run_id": run_id, "article_id": article_id}
        citations = {
            link_id: [_citation_row(row[1:]) for row in rows]
            for link_id, rows in groupby(raw.execute(citations_sql, values), key=lambda row: row[0])
        }
        for row in dicts(raw.execute(_LINK_ROWS, values)):
            yield _link_row(row, citations.get(row["id"], []))


_OF_A_COPY = ("timestamp", "archive", "original_url", "grade")


def _citation_row(values: tuple[Any, ...]) -> Row:
    row = dict(zip(_CITATION_NAMES, values, strict=True))
    found = row["fragment_found"]
    told = {**row, "fragment_found": None if found is None else bool(found), "ignored": True}
    if not row["ignored"]:
        del told["ignored"]
    return told


def _link_row(row: Row, citations: list[Row]) -> Row:
    evidence = json.loads(row["evidence"]) if row["evidence"] else {}
    if row["reason"] == "malformed" and (meant := likely_spelling(row["url"])):
        evidence = {"because": [f"its scheme is misspelt: {meant} is most likely meant"]}
    elif row["reason"] == "malformed" and (written := with_spaces_written(row["url"])):
        evidence = {"because": [f"its spaces are to be written as %20: {written}"]}
    snapshot = None
    is_for_comparing = row["purpose"] == "baseline" and row["status"] in THERE
    if row["snapshot_url"] is not None and not is_for_comparing:
        snapshot = {"url": row["snapshot_url"], **{key: row[key] for key in _OF_A_COPY}}
    return {
        **{key: row[key] for key in ("url", "status", "reason", "http_status", "final_url")},
        "redirects": redirects(evidence),
        "checked_at": row["checked_at"],
        "elapsed_ms": row["elapsed_ms"],
        "evidence": evidence,
        "snapshot": snapshot,
        "snapshot_reason": _why_no_copy(row, has_copy=snapshot is not None),
        "moved_to": _moved_to(row),
        "mark": None if row["marked_as"] is None else _mark(row),
        "old_look": _old_look(row) if row["is_old"] else None,
        "citations": citations,
    }


def _moved_to(row: Row) -> Row | None:
    """Return where the page is now; None for a link that is not dead, whatever was found when it was."""
    if row["status"] != Status.DEAD or row["moved_to"] is None:
        return None
    return {"url": row["moved_to"], "how": row["moved_how"], "similarity": row["moved_similarity"]}


def _why_no_copy(row: Row, *, has_copy: bool) -> str | None:
    """Return why there is no copy, or that there may be a better one."""
    reason: str | None = row["snapshot_reason"]
    if row["status"] in THERE or (has_copy and reason != PROVISIONAL):
        return None
    return reason


def _mark(row: Row) -> Row:
    """What a person says of the link, and who, when, why and until when."""
    return {
        "status": row["marked_as"],
        "by": row["made_by"],
        "at": row["made_at"],
        "note": row["note"],
        "until": row["until"],
    }


def _old_look(row: Row) -> Row:
    """Say why what is told is what an earlier run saw: this one was to look and did not."""
    rests_until = row["rests_until"]
    return {"reason": None if rests_until is None else RATE_LIMITED, "until": rests_until}


def redirects(evidence: Mapping[str, Any]) -> list[Row]:
    """Return the answers that led onwards, of the visit that was judged; [] where the evidence holds none."""
    first, second = evidence.get("first") or {}, evidence.get("second") or {}
    judged = second if is_definite(second.get("http_status")) else first
    return [{"url": hop["url"], "http_status": hop["http_status"]} for hop in judged.get("hops") or ()]
