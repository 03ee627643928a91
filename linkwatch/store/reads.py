"""What pipeline, reports and commands ask. Rows come in chunks: memory does not grow with the database."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from linkwatch.evidence import is_definite
from linkwatch.model import Link, Status
from linkwatch.store.encoding import text_time
from linkwatch.store.values import PlannedHost, Row

_CHUNK = 200
_ANCHORS = 5
_THERE = (Status.ALIVE, Status.REDIRECTED)

_WORST_FIRST = """
CASE l.status WHEN 'dead' THEN 0 WHEN 'failing' THEN 1 WHEN 'changed' THEN 2 WHEN 'blocked' THEN 3
  WHEN 'redirected' THEN 4 WHEN 'invalid' THEN 5 WHEN 'unchecked' THEN 6 WHEN 'skipped' THEN 7 ELSE 8 END
"""

# The look a run had tells what the run saw, whatever happened later. A link that the run did not look at is shown
# as it stands, with its last look (whose verdict may have been replaced), unless it is one that is not looked at.
_LOOK_OF_RUN = """
CASE WHEN r.check_id IS NOT NULL THEN r.check_id
  WHEN l.status IN ('invalid', 'skipped', 'unchecked') THEN NULL
  ELSE (SELECT max(id) FROM checks WHERE link_id = l.id) END
"""

_LINK_ROWS = f"""
SELECT l.id, l.url, iif(r.check_id IS NULL, l.status, k.status) AS status,
  iif(r.check_id IS NULL, l.reason, k.reason) AS reason, k.http_status,
  iif(r.check_id IS NULL AND k.id IS NOT NULL, l.final_url, k.final_url) AS final_url,
  k.checked_at, k.elapsed_ms, k.evidence,
  s.url AS snapshot_url, s.timestamp, s.archive, s.original_url, s.purpose, l.snapshot_reason
FROM json_each(:ids) AS wanted
CROSS JOIN links l ON l.id = wanted.value
CROSS JOIN run_links r ON r.run_id = :run_id AND r.link_id = l.id
LEFT JOIN checks k ON k.id = {_LOOK_OF_RUN}
LEFT JOIN snapshots s ON s.id = l.snapshot_id
ORDER BY wanted.key
"""  # noqa: S608 - made of constants

# CROSS JOIN keeps the order of the tables: from the links wanted to their citations, never through whole articles.
_CITATIONS_IN_RUN = """
SELECT c.link_id, ra.name AS article, c.href, c.text, c.context, c.line
FROM json_each(:ids) AS wanted
CROSS JOIN citations c ON c.link_id = wanted.value AND c.removed_at IS NULL
CROSS JOIN run_articles ra ON ra.run_id = :run_id AND ra.article_id = c.article_id AND ra.citations > 0
ORDER BY wanted.key, ra.id, c.position
"""

_CITATIONS_IN_ARTICLE = """
SELECT c.link_id, ra.name AS article, c.href, c.text, c.context, c.line
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

_STATUS_COUNTS = """
SELECT coalesce(k.status, l.status) AS status, count(*)
FROM run_links r JOIN links l ON l.id = r.link_id LEFT JOIN checks k ON k.id = r.check_id
WHERE r.run_id = ? GROUP BY 1
"""

_ALL_LINKS = """
SELECT l.url, l.host, l.domain, l.status, l.reason, l.http_status, l.final_url, l.title, l.first_seen_at,
  l.last_checked_at, l.last_alive_at, l.failing_since, l.consecutive_failures, l.next_check_at,
  (SELECT count(*) FROM citations c WHERE c.link_id = l.id AND c.removed_at IS NULL) AS citations,
  s.url AS snapshot_url
FROM links l LEFT JOIN snapshots s ON s.id = l.snapshot_id
"""


def next_hosts(raw: sqlite3.Connection, run_id: int, limit: int, after: PlannedHost | None) -> list[PlannedHost]:
    """Page through a run's hosts; see Store.next_hosts."""
    sql = "SELECT position, authority, links FROM run_hosts WHERE run_id = ? AND position > ? ORDER BY position LIMIT ?"
    return [PlannedHost(*row) for row in raw.execute(sql, [run_id, after.position if after else 0, limit])]


def links_of_host(raw: sqlite3.Connection, run_id: int, authority: str, limit: int, after_id: int) -> list[Link]:
    """Return links that are still to be looked at; see Store.links_of_host."""
    sql = """SELECT r.link_id, l.url, l.status
             FROM run_links r INDEXED BY run_links_pending JOIN links l ON l.id = r.link_id
             WHERE r.run_id = ? AND r.authority = ? AND r.link_id > ? AND r.pending
             ORDER BY r.link_id LIMIT ?"""
    return _links(raw, run_id, raw.execute(sql, [run_id, authority, after_id, limit]).fetchall())


def _links(raw: sqlite3.Connection, run_id: int, rows: Sequence[tuple[int, str, str]]) -> list[Link]:
    (cited_at,) = raw.execute("SELECT cited_at FROM runs WHERE id = ?", [run_id]).fetchone()
    return [link_to_ask(raw, link_id, url, cited_at, status) for link_id, url, status in rows]


def link_to_ask(raw: sqlite3.Connection, link_id: int, url: str, cited_at: str | None, status: str) -> Link:
    """Return a link with its anchors and a date: cited_at, else that of the earliest article."""
    anchors = raw.execute(
        "SELECT DISTINCT text FROM citations WHERE link_id = ? AND removed_at IS NULL AND text <> '' LIMIT ?",
        [link_id, _ANCHORS],
    )
    texts = tuple(text for (text,) in anchors)
    if cited_at is None:
        sql = """SELECT min(a.published_at) FROM citations c JOIN articles a ON a.id = c.article_id
                 WHERE c.link_id = ? AND c.removed_at IS NULL"""
        (cited_at,) = raw.execute(sql, [link_id]).fetchone()
    return Link(link_id, url, texts, text_time(cited_at), Status(status))


def run_summary(raw: sqlite3.Connection, run_id: int) -> Row:
    """Return the "run" object of the JSON report."""
    started_at, finished_at, complete, lookups, requests = raw.execute(
        "SELECT started_at, finished_at, complete, archive_lookups, archive_requests FROM runs WHERE id = ?", [run_id]
    ).fetchone()
    articles, citations = raw.execute(
        "SELECT count(*), coalesce(sum(citations), 0) FROM run_articles WHERE run_id = ?", [run_id]
    ).fetchone()
    counts = dict(raw.execute(_STATUS_COUNTS, [run_id]).fetchall())
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
    }


def statuses_of_run(raw: sqlite3.Connection, run_id: int) -> Iterator[tuple[str, str]]:
    """Yield URL and status of each link of the run, counted as run_summary counts them."""
    sql = """SELECT l.url, coalesce(k.status, l.status)
             FROM run_links r JOIN links l ON l.id = r.link_id LEFT JOIN checks k ON k.id = r.check_id
             WHERE r.run_id = ?"""
    yield from raw.execute(sql, [run_id])


def articles_of_run(raw: sqlite3.Connection, run_id: int) -> Iterator[Row]:
    """Yield the "articles" of the JSON report, in the order they were read."""
    sql = """SELECT ra.name AS uri, a.title, a.published_at, ra.citations, ra.error
             FROM run_articles ra JOIN articles a ON a.id = ra.article_id WHERE ra.run_id = ? ORDER BY ra.id"""
    return _dicts(raw.execute(sql, [run_id]))


def links_of_run(raw: sqlite3.Connection, run_id: int) -> Iterator[Row]:
    """Yield the "links" of the JSON report, in the order they were first met."""
    found = raw.execute("SELECT link_id FROM run_links WHERE run_id = ? ORDER BY link_id", [run_id])
    return _link_rows(raw, run_id, found, None)


def links_of_article(raw: sqlite3.Connection, run_id: int, uri: str | None) -> Iterator[Row]:
    """Yield the links of one article of the run, or of none, the worst first."""
    if uri is None:
        found = raw.execute(_LINKS_WITHOUT_ARTICLE, {"run_id": run_id})
        return _link_rows(raw, run_id, found, None)
    sql = "SELECT article_id FROM run_articles WHERE run_id = ? AND name = ? AND citations > 0"
    article = raw.execute(sql, [run_id, uri]).fetchone()
    if article is None:
        return iter(())
    return _link_rows(raw, run_id, raw.execute(_LINKS_OF_ARTICLE, {"article_id": article[0]}), article[0])


def _link_rows(raw: sqlite3.Connection, run_id: int, found: sqlite3.Cursor, article_id: int | None) -> Iterator[Row]:
    citations_sql = _CITATIONS_IN_RUN if article_id is None else _CITATIONS_IN_ARTICLE
    while chunk := found.fetchmany(_CHUNK):
        ids = json.dumps([link_id for (link_id,) in chunk])
        values = {"ids": ids, "run_id": run_id, "article_id": article_id}
        citations = {
            link_id: [dict(zip(("article", "href", "text", "context", "line"), row[1:], strict=True)) for row in rows]
            for link_id, rows in groupby(raw.execute(citations_sql, values), key=lambda row: row[0])
        }
        for row in _dicts(raw.execute(_LINK_ROWS, values)):
            yield _link_row(row, citations.get(row["id"], []))


def _link_row(row: Row, citations: list[Row]) -> Row:
    evidence = json.loads(row["evidence"]) if row["evidence"] else {}
    snapshot = None
    is_for_comparing = row["purpose"] == "baseline" and row["status"] in _THERE
    if row["snapshot_url"] is not None and not is_for_comparing:
        snapshot = {"url": row["snapshot_url"], **{key: row[key] for key in ("timestamp", "archive", "original_url")}}
    return {
        **{key: row[key] for key in ("url", "status", "reason", "http_status", "final_url")},
        "redirects": redirects(evidence),
        "checked_at": row["checked_at"],
        "elapsed_ms": row["elapsed_ms"],
        "evidence": evidence,
        "snapshot": snapshot,
        "snapshot_reason": None if snapshot or row["status"] in _THERE else row["snapshot_reason"],
        "citations": citations,
    }


def redirects(evidence: Mapping[str, Any]) -> list[Row]:
    """Return the answers that led onwards, of the visit that was judged; [] where the evidence holds none."""
    first, second = evidence.get("first") or {}, evidence.get("second") or {}
    judged = second if is_definite(second.get("http_status")) else first
    return [{"url": hop["url"], "http_status": hop["http_status"]} for hop in judged.get("hops") or ()]


def link_history(raw: sqlite3.Connection, url: str) -> Row | None:
    """Return what is known of one link; see Store.link_history."""
    found = next(_dicts(raw.execute(f"{_ALL_LINKS} WHERE l.url = ?", [url])), None)
    if found is None:
        return None
    (link_id,) = raw.execute("SELECT id FROM links WHERE url = ?", [url]).fetchone()
    changes = """SELECT changed_at, old_status, new_status, reason FROM status_history
                 WHERE link_id = ? ORDER BY id DESC"""
    checks = """SELECT checked_at, status, reason, http_status, final_url, elapsed_ms FROM checks
                WHERE link_id = ? ORDER BY id DESC"""
    snapshots = """SELECT url, timestamp, archive, original_url, purpose, found_at FROM snapshots
                   WHERE link_id = ? ORDER BY timestamp DESC"""
    citations = """SELECT a.uri AS article, c.href, c.text, c.context, c.line, c.first_seen_at, c.removed_at
                   FROM citations c JOIN articles a ON a.id = c.article_id
                   WHERE c.link_id = ? ORDER BY a.id, c.position"""
    parts = {"history": changes, "checks": checks, "snapshots": snapshots, "citations": citations}
    lists = {name: list(_dicts(raw.execute(sql, [link_id]))) for name, sql in parts.items()}
    return {"link": found, **lists}


def all_links(
    raw: sqlite3.Connection, statuses: Collection[Status], host: str | None, domain: str | None
) -> Iterator[Row]:
    """Yield the links that fit; see Store.iter_all_links."""
    conditions, values = ["1"], list[str]()
    if statuses:
        conditions.append("l.status IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(statuses)))
    for column, value in (("host", host), ("domain", domain)):
        if value is not None:
            conditions.append(f"l.{column} = ?")
            values.append(value)
    return _dicts(raw.execute(f"{_ALL_LINKS} WHERE {' AND '.join(conditions)} ORDER BY l.id", values))


def _dicts(cursor: sqlite3.Cursor) -> Iterator[Row]:
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
