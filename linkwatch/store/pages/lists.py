"""The SQL of the pages of articles, hosts and sources, and of the lists of these."""

from linkwatch.model import THERE
from linkwatch.store.encoding import sql_list
from linkwatch.store.views import CITATIONS as CITED
from linkwatch.store.views import IS_CURRENT

ARTICLE_HEALTH = """
SELECT l.status, count(*) AS links FROM citations c JOIN links l ON l.id = c.link_id
WHERE c.article_id = :id AND c.removed_at IS NULL GROUP BY l.status
"""
ARTICLE = "SELECT a.*, s.location, s.kind FROM articles a LEFT JOIN sources s ON s.id = a.source_id WHERE a.id = :id"
_CITED = """
SELECT c.*, l.url, l.status, l.reason, l.final_url, l.snapshot_reason, s.url AS copy_url, s.timestamp
FROM citations c JOIN links l ON l.id = c.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE c.article_id = :id AND c.removed_at IS {present} NULL ORDER BY c.position LIMIT :most OFFSET :after
"""
CITATIONS = _CITED.format(present="")
REMOVED_CITATIONS = _CITED.format(present="NOT")
_ARTICLES = """
SELECT a.id, a.uri, a.title, a.published_at, a.last_error, count(c.id) AS citations,
  count(*) FILTER (WHERE l.status = 'dead') AS dead,
  count(*) FILTER (WHERE l.status = 'dead' AND l.snapshot_id IS NULL) AS without_copy
FROM (SELECT * FROM articles WHERE {condition} AND removed_at IS NULL ORDER BY id DESC LIMIT :most OFFSET :after) a
LEFT JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL LEFT JOIN links l ON l.id = c.link_id
GROUP BY a.id ORDER BY a.id DESC
"""
LATEST_ARTICLES = _ARTICLES.format(condition=":words = ''")
ARTICLES_NAMED = _ARTICLES.format(condition="(instr(lower(uri), :words) OR instr(lower(coalesce(title, '')), :words))")
ARTICLES_OF_SOURCE = _ARTICLES.format(condition="source_id = :source")
HOST = "SELECT status, count(*) AS links FROM current_links WHERE host = :host GROUP BY status"
LINKS_OF_HOST = """
SELECT l.id, l.url, l.status, l.reason, l.final_url, l.last_checked_at, s.url AS copy_url, s.timestamp,
  (SELECT count(*) FROM citations c WHERE c.link_id = l.id AND c.removed_at IS NULL) AS citations
FROM links l LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE l.host = :host AND l.status = :status ORDER BY l.id LIMIT :most OFFSET :after
"""
HOSTS_NAMED = f"""
SELECT host, count(*) AS links, count(*) FILTER (WHERE status = 'dead') AS dead,
  count(*) FILTER (WHERE status IN {sql_list(THERE)}) AS alive,
  count(*) FILTER (WHERE status = 'failing') AS failing,
  count(*) FILTER (WHERE status = 'blocked') AS blocked
FROM links l WHERE host >= :name AND host < :name || char(1114111) AND {IS_CURRENT} GROUP BY host ORDER BY host LIMIT 500
"""  # noqa: S608 - made of constants
SOURCES = """
SELECT s.*, (SELECT count(*) FROM articles a WHERE a.source_id = s.id AND a.removed_at IS NULL) AS articles FROM sources s ORDER BY s.id
LIMIT 1000
"""
SOURCE = """
SELECT s.*, (SELECT count(*) FROM articles a WHERE a.source_id = s.id AND a.removed_at IS NULL) AS articles FROM sources s WHERE s.id = :id
"""
SOURCE_HEALTH = """
SELECT l.status, count(*) AS links FROM articles a CROSS JOIN citations c ON c.article_id = a.id
CROSS JOIN links l ON l.id = c.link_id
WHERE a.source_id = :id AND c.removed_at IS NULL GROUP BY l.status
"""
