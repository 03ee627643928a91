"""The SQL of the home page."""

import json

from linkwatch.model import THERE
from linkwatch.store.encoding import sql_list
from linkwatch.store.pages.article import ILL, NEEDS_WORK
from linkwatch.store.pages.mendable import MENDABLE, VOUCHED
from linkwatch.store.views import IS_CURRENT

LINKS_BY_STATUS = "SELECT status, count(*) AS links FROM current_links GROUP BY status"
SIZES = """
SELECT (SELECT count(*) FROM citations WHERE removed_at IS NULL) AS citations,
  (SELECT count(*) FROM articles WHERE removed_at IS NULL) AS articles,
  (SELECT count(*) FROM sources) AS sources
"""
TO_MEND = """
SELECT count(*) FILTER (WHERE snapshot_url IS NULL) AS without_copy,
  count(*) FILTER (WHERE snapshot_url IS NOT NULL) AS with_copy,
  count(*) FILTER (WHERE moved_to IS NOT NULL) AS moved
FROM current_links WHERE status = 'dead'
"""
WAITING = """
SELECT (SELECT count(*) FROM links WHERE next_seek_at IS NOT NULL) AS to_seek,
  (SELECT count(*) FROM links WHERE next_save_at IS NOT NULL) AS to_save,
  (SELECT count(*) FROM links WHERE next_check_at <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AS overdue,
  (SELECT count(*) FROM articles WHERE last_error IS NOT NULL AND removed_at IS NULL) AS unreadable,
  (SELECT count(*) FROM sources WHERE last_error IS NOT NULL) AS failing_sources
"""
LATELY = """
SELECT (SELECT count(*) FROM deaths WHERE died_at >= :since) AS died,
  (SELECT count(*) FROM returns WHERE returned_at >= :since) AS returned
"""
# Those that cite most of what is dead, and then of what a patch mends, of what may be lost, and of the rest.
ARTICLES_AT_RISK = f"""
SELECT a.id, a.uri, a.title, a.last_error, worst.*,
  (SELECT count(*) FROM citations c WHERE c.article_id = a.id AND c.removed_at IS NULL) AS citations
FROM (SELECT c.article_id, count(*) FILTER (WHERE l.status = 'dead') AS dead,
        count(*) FILTER (WHERE l.status = 'dead' AND l.snapshot_id IS NULL) AS without_copy,
        count(*) FILTER (WHERE {MENDABLE}) AS repairable, count(*) FILTER (WHERE l.status = 'changed') AS changed,
        count(*) FILTER (WHERE l.status = 'failing') AS failing,
        count(*) FILTER (WHERE l.status = 'blocked') AS blocked,
        count(*) FILTER (WHERE {NEEDS_WORK}) AS to_mend, count(*) OVER () AS articles
      FROM links l CROSS JOIN citations c ON c.link_id = l.id AND c.removed_at IS NULL
      LEFT JOIN snapshots s ON s.id = l.snapshot_id
      WHERE l.status IN {sql_list(ILL)}
        OR l.id IN (SELECT link_id FROM citations WHERE fragment_found = 0 AND removed_at IS NULL)
      GROUP BY c.article_id HAVING to_mend
      ORDER BY dead DESC, repairable DESC, changed + failing + blocked DESC, to_mend DESC, c.article_id LIMIT :most
  ) worst
JOIN articles a ON a.id = worst.article_id
ORDER BY dead DESC, repairable DESC, changed + failing + blocked DESC, to_mend DESC, a.id
"""  # noqa: S608 - made of constants
# Of some articles (:articles, a JSON list of ids) the first citations to be worked on, those that can be mended first.
WORST_LINKS = f"""
SELECT worst.*, {VOUCHED} AS is_vouched FROM (
  SELECT c.article_id, l.id, l.url, l.status, l.reason, l.final_url, c.text, c.line, c.place, s.url AS copy_url,
    c.fragment, l.status IN {sql_list(ILL)} AS is_ill,
    iif(l.status = 'dead', l.moved_to, NULL) AS moved_to, s.timestamp,
    row_number() OVER (PARTITION BY c.article_id
      ORDER BY coalesce(ill.key, {len(ILL)}), l.snapshot_id IS NULL AND l.moved_to IS NULL, c.position) AS rank
  FROM json_each(:articles) wanted
  CROSS JOIN citations c ON c.article_id = wanted.value AND c.removed_at IS NULL
  CROSS JOIN links l ON l.id = c.link_id
  LEFT JOIN json_each('{json.dumps(ILL)}') ill ON ill.value = l.status
  LEFT JOIN snapshots s ON s.id = l.snapshot_id
  WHERE {NEEDS_WORK}) worst
CROSS JOIN links l ON l.id = worst.id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE rank <= :most ORDER BY article_id, rank
"""  # noqa: S608 - made of constants
FAILING_LONGEST = f"""
SELECT l.id, l.url, l.status, l.reason, l.failing_since, l.consecutive_failures
FROM links l WHERE l.status = 'failing' AND {IS_CURRENT} ORDER BY l.failing_since, l.id LIMIT :most
"""  # noqa: S608 - made of constants
FAILING_HOSTS = f"""
SELECT l.host, count(*) AS failing, min(l.failing_since) AS since FROM links l
WHERE l.status = 'failing' AND l.host <> '' AND {IS_CURRENT}
GROUP BY l.host HAVING count(*) > 1 ORDER BY failing DESC, since LIMIT :most
"""  # noqa: S608 - made of constants
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
DIED = f"""
SELECT d.died_at AS changed_at, d.link_id AS id, d.url, 'dead' AS status, 'dead' AS new_status, d.reason, d.moved_to,
  d.snapshot_url AS copy_url, d.snapshot_timestamp AS timestamp, {VOUCHED} AS is_vouched
FROM (SELECT * FROM deaths LIMIT 8) d CROSS JOIN links l ON l.id = d.link_id
LEFT JOIN snapshots s ON s.id = l.snapshot_id
"""  # noqa: S608 - made of constants
RETURNED = """
SELECT r.returned_at AS changed_at, r.link_id AS id, r.url, r.status AS new_status FROM returns r LIMIT 8
"""
STATUS_BY_DAY = "SELECT day, dead, failing, changed, blocked, alive FROM status_by_day ORDER BY day"
LAST_RUN = "SELECT kind, started_at, finished_at, complete FROM runs ORDER BY id DESC LIMIT 1"
