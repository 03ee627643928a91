"""The SQL of the questions that are one click away. An empty parameter does not narrow."""

from linkwatch.model import FAILED
from linkwatch.store.encoding import sql_list
from linkwatch.store.views import CITATIONS as _CITED
from linkwatch.store.views import IS_CURRENT

_ON_HOST = "(:host = '' OR l.host = :host)"
_MONTH = """h.changed_at >= iif(:month = '', strftime('%Y-%m-01', 'now'), :month || '-01')
  AND h.changed_at < date(iif(:month = '', strftime('%Y-%m-01', 'now'), :month || '-01'), '+1 month')"""
_REASON = "l.status, l.reason"
_DEAD_SINCE = """(SELECT max(h.changed_at) FROM status_history h
   WHERE h.link_id = l.id AND h.new_status = 'dead') AS dead_since"""
_COPY = "s.url AS snapshot, s.timestamp AS snapshot_timestamp"


def _links(status: str, columns: str, condition: str = "1") -> str:
    return f"""SELECT l.id AS link_id, l.url, {columns}, {_CITED}, l.last_checked_at
FROM links l LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE l.status = '{status}' AND {condition} AND {_ON_HOST} AND {IS_CURRENT}"""  # noqa: S608 - made of constants


DEAD_WITHOUT_SNAPSHOT = _links(
    "dead",
    f"{_REASON}, {_DEAD_SINCE}, l.moved_to AS now_at, l.snapshot_reason AS why_no_copy",
    "l.snapshot_id IS NULL",
)
DEAD_WITH_SNAPSHOT = _links(
    "dead", f"{_REASON}, {_COPY}, l.moved_to AS now_at, {_DEAD_SINCE}", "l.snapshot_id IS NOT NULL"
)
DEAD_AND_MOVED = _links(
    "dead", f"{_REASON}, l.moved_to AS now_at, l.moved_how, {_COPY}, {_DEAD_SINCE}", "l.moved_to IS NOT NULL"
)
REDIRECTED = _links("redirected", "l.final_url AS cite_now")
LOST_TARGETS = """\
SELECT a.id AS article_id, a.uri AS article, c.line, c.text, c.context, c.href, l.reason, l.id AS link_id
FROM links l CROSS JOIN citations c ON c.link_id = l.id CROSS JOIN articles a ON a.id = c.article_id
WHERE l.status = 'invalid' AND c.removed_at IS NULL"""
CHANGED = _links("changed", f"l.reason, {_COPY}")
BLOCKED = _links("blocked", "l.reason, l.http_status")
FAILING = _links("failing", "l.reason, l.failing_since, l.consecutive_failures")
WHY_LINKS_FAIL = f"""\
SELECT status, reason, count(*) AS links FROM links l
WHERE {IS_CURRENT} AND status IN {sql_list(FAILED)} GROUP BY status, reason ORDER BY links DESC"""  # noqa: S608 - made of constants
DIED_SINCE = """\
SELECT died_at, link_id, url, reason, old_status, moved_to AS now_at, snapshot_url AS snapshot, snapshot_timestamp,
  citations
FROM deaths WHERE died_at >= iif(:since = '', date('now', '-7 days'), :since)"""
DIED = f"""\
SELECT h.changed_at AS died_at, l.id AS link_id, l.url, h.reason, h.old_status, l.status, {_CITED}, {_COPY}
FROM status_history h JOIN links l ON l.id = h.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE h.new_status = 'dead' AND {_MONTH} AND {IS_CURRENT} ORDER BY h.changed_at DESC"""  # noqa: S608 - constants
RETURNED = """\
SELECT returned_at, link_id, url, new_status, status, citations FROM returns
WHERE returned_at >= :since"""
ARCHIVED_BY_US = """\
SELECT v.finished_at AS saved_at, l.id AS link_id, l.url, l.status, v.archive,
  s.url AS snapshot, s.timestamp AS snapshot_timestamp
FROM saves v JOIN links l ON l.id = v.link_id LEFT JOIN snapshots s ON s.id = v.snapshot_id
WHERE v.state = 'saved' ORDER BY v.id DESC"""
SEARCH = """\
SELECT c.link_id, l.url, l.status, l.reason, c.text, c.context, a.id AS article_id, a.uri AS article, c.line,
  c.removed_at
FROM citations_fts f CROSS JOIN citations c ON c.id = f.rowid CROSS JOIN links l ON l.id = c.link_id
CROSS JOIN articles a ON a.id = c.article_id
WHERE citations_fts MATCH coalesce(nullif(escape_fts(:words), ''), '""') ORDER BY f.rowid DESC LIMIT 200"""
LINKS_OF_DOMAIN = f"""\
SELECT l.id AS link_id, l.url, l.status, l.reason, l.host, {_CITED}, l.last_checked_at
FROM links l WHERE l.domain = :domain AND :domain <> '' AND {IS_CURRENT}"""  # noqa: S608 - made of constants
MOST_CITED = f"""\
SELECT l.id AS link_id, l.url, l.status, l.reason, {_CITED}, l.last_checked_at
FROM (SELECT link_id, count(*) AS n FROM citations WHERE removed_at IS NULL
      GROUP BY link_id ORDER BY n DESC LIMIT 200) m
JOIN links l ON l.id = m.link_id ORDER BY citations DESC"""  # noqa: S608 - made of constants
UNCHECKED = f"""\
SELECT l.id AS link_id, l.url, l.first_seen_at, l.next_check_at, {_CITED}
FROM links l WHERE l.status = 'unchecked' AND {IS_CURRENT} ORDER BY l.id"""  # noqa: S608 - made of constants
OVERDUE = """\
SELECT l.id AS link_id, l.url, l.status, l.next_check_at, l.last_checked_at FROM links l
WHERE l.next_check_at <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now') ORDER BY l.next_check_at"""
UNREADABLE = """\
SELECT id AS article_id, uri AS article, title, last_error, last_scanned_at FROM articles
WHERE last_error IS NOT NULL AND removed_at IS NULL ORDER BY id DESC"""
