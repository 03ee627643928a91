"""The SQL of the home page."""

from linkwatch.model import THERE
from linkwatch.store.encoding import sql_list
from linkwatch.store.views import IS_CURRENT

LINKS_BY_STATUS = "SELECT status, count(*) AS links FROM current_links GROUP BY status"
SIZES = """
SELECT (SELECT count(*) FROM citations WHERE removed_at IS NULL) AS citations,
  (SELECT count(*) FROM articles WHERE removed_at IS NULL) AS articles,
  (SELECT count(*) FROM sources) AS sources
"""
WAITING = """
SELECT (SELECT count(*) FROM current_links WHERE status = 'dead' AND snapshot_url IS NULL) AS dead_without_copy,
  (SELECT count(*) FROM links WHERE next_seek_at IS NOT NULL) AS to_seek,
  (SELECT count(*) FROM links WHERE next_save_at IS NOT NULL) AS to_save,
  (SELECT count(*) FROM links WHERE next_check_at <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AS overdue,
  (SELECT count(*) FROM articles WHERE last_error IS NOT NULL AND removed_at IS NULL) AS unreadable,
  (SELECT count(*) FROM sources WHERE last_error IS NOT NULL) AS failing_sources
"""
ARTICLES_AT_RISK = """
SELECT a.id, a.uri, a.title, dead, without_copy,
  (SELECT count(*) FROM citations c WHERE c.article_id = a.id AND c.removed_at IS NULL) AS citations
FROM (SELECT c.article_id, count(*) AS dead, sum(l.snapshot_id IS NULL) AS without_copy
      FROM links l CROSS JOIN citations c ON c.link_id = l.id AND c.removed_at IS NULL
      WHERE l.status = 'dead' GROUP BY c.article_id ORDER BY dead DESC LIMIT :most) worst
JOIN articles a ON a.id = worst.article_id ORDER BY dead DESC, without_copy DESC, a.id
"""
WORST_HOSTS = f"""
SELECT host, count(*) AS links, count(*) FILTER (WHERE status = 'dead') AS dead,
  count(*) FILTER (WHERE status IN {sql_list(THERE)}) AS alive,
  count(*) FILTER (WHERE status = 'failing') AS failing,
  count(*) FILTER (WHERE status = 'blocked') AS blocked
FROM links l WHERE host <> '' AND {IS_CURRENT} GROUP BY host ORDER BY dead DESC, failing DESC, links DESC LIMIT :most
"""  # noqa: S608 - made of constants
CITATIONS_BY_YEAR = """
SELECT substr(a.published_at, 1, 4) AS year, count(*) AS citations,
  count(*) FILTER (WHERE l.status = 'dead') AS dead, count(*) FILTER (WHERE l.status = 'changed') AS changed
FROM articles a CROSS JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL
CROSS JOIN links l ON l.id = c.link_id
WHERE a.published_at IS NOT NULL GROUP BY 1 ORDER BY 1 DESC LIMIT 40
"""
_HAPPENED = """
SELECT h.changed_at, h.reason, h.old_status, h.new_status, l.id, l.url, l.title, s.url AS copy_url, s.timestamp
FROM status_history h JOIN links l ON l.id = h.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE h.{change} = 'dead' AND l.status {now} 'dead' ORDER BY h.changed_at DESC LIMIT 8
"""
DIED = _HAPPENED.format(change="new_status", now="=")
RETURNED = _HAPPENED.format(change="old_status", now="<>")
STATUS_BY_DAY = "SELECT day, dead, failing, changed, blocked, alive FROM status_by_day ORDER BY day"
LAST_RUN = "SELECT kind, started_at, finished_at, complete FROM runs ORDER BY id DESC LIMIT 1"
