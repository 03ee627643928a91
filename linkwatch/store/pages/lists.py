"""The SQL of the pages of articles, hosts and sources, and of the lists of these."""

from linkwatch.model import THERE
from linkwatch.store.encoding import sql_list
from linkwatch.store.pages.article import NEEDS_WORK
from linkwatch.store.pages.mendable import MENDABLE, VOUCHED
from linkwatch.store.sites import ON_SITE
from linkwatch.store.views import CITATIONS as CITED
from linkwatch.store.views import IS_CURRENT

_ARTICLES = f"""
SELECT a.id, a.uri, a.title, a.published_at, a.last_error, count(c.id) AS citations,
  count(*) FILTER (WHERE l.status = 'dead') AS dead,
  count(*) FILTER (WHERE {MENDABLE}) AS repairable, count(*) FILTER (WHERE {NEEDS_WORK}) AS to_mend,
  count(*) FILTER (WHERE l.status = 'dead' AND l.snapshot_id IS NULL) AS without_copy
FROM (SELECT * FROM articles WHERE {{condition}} AND removed_at IS NULL ORDER BY id DESC LIMIT :most OFFSET :after) a
LEFT JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL LEFT JOIN links l ON l.id = c.link_id
LEFT JOIN snapshots s ON s.id = l.snapshot_id
GROUP BY a.id ORDER BY a.id DESC
"""  # noqa: S608 - made of constants
LATEST_ARTICLES = _ARTICLES.format(condition=":words = ''")
ARTICLES_NAMED = _ARTICLES.format(condition="(instr(lower(uri), :words) OR instr(lower(coalesce(title, '')), :words))")
ARTICLES_OF_SOURCE = _ARTICLES.format(condition="source_id = :source")
_ON_HOST = "l.host = :host"


_COUNTED = "SELECT l.status, count(*) AS links FROM current_links l"


def _counts(condition: str) -> str:
    return f"{_COUNTED} WHERE {condition} GROUP BY l.status"


def _links(index: str, condition: str) -> str:
    """Return SQL for the links, the worst first. :statuses: a JSON list of those wanted.

    They come in the order of the index, status after status: a host of any size is read only as far as a page shows.
    """
    return f"""
SELECT l.id, l.url, l.host, l.status, l.reason, l.final_url, l.last_checked_at, s.url AS copy_url, s.timestamp,
  iif(l.status = 'dead', l.moved_to, NULL) AS moved_to, l.moved_how, l.moved_similarity,
  {VOUCHED} AS is_vouched, {CITED}
FROM json_each(:statuses) wanted
CROSS JOIN links l INDEXED BY {index} ON l.status = wanted.value AND {condition}
LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE {IS_CURRENT} LIMIT :most OFFSET :after
"""  # noqa: S608 - made of constants


def _citations(condition: str) -> str:
    return f"""
SELECT l.url, l.status, l.reason, l.http_status, l.final_url, iif(l.status = 'dead', l.moved_to, NULL) AS moved_to,
  s.url AS snapshot_url, s.timestamp AS snapshot_timestamp, l.last_checked_at, a.uri AS article,
  a.title AS article_title, c.line, c.place, c.text, c.context
FROM json_each(:statuses) wanted
CROSS JOIN links l ON l.status = wanted.value AND {condition}
LEFT JOIN snapshots s ON s.id = l.snapshot_id
LEFT JOIN citations c ON c.link_id = l.id AND c.removed_at IS NULL
LEFT JOIN articles a ON a.id = c.article_id
WHERE {IS_CURRENT} ORDER BY wanted.key, l.id, c.article_id, c.position
"""  # noqa: S608 - made of constants


HOST, SITE = map(_counts, (_ON_HOST, ON_SITE))
LINKS_OF_HOST = _links("links_host_status", _ON_HOST)
LINKS_OF_SITE = _links("links_domain_status", ON_SITE)
CITATIONS_OF_HOST, CITATIONS_OF_SITE = map(_citations, (_ON_HOST, ON_SITE))
HOSTS_OF_SITE = f"""
SELECT l.host, count(*) AS links, count(*) FILTER (WHERE l.status = 'dead') AS dead
FROM links l WHERE {ON_SITE} AND {IS_CURRENT} GROUP BY l.host ORDER BY links DESC, l.host LIMIT 50
"""  # noqa: S608 - made of constants
HOSTS_NAMED = f"""
SELECT host, count(*) AS links, count(*) FILTER (WHERE status = 'dead') AS dead,
  count(*) FILTER (WHERE status IN {sql_list(THERE)}) AS alive,
  count(*) FILTER (WHERE status = 'failing') AS failing,
  count(*) FILTER (WHERE status = 'blocked') AS blocked
FROM links l WHERE host >= :name AND host < :name || char(1114111) AND {IS_CURRENT}
GROUP BY host ORDER BY host LIMIT 500
"""  # noqa: S608 - made of constants
SOURCES = """
SELECT s.*, (SELECT count(*) FROM articles a WHERE a.source_id = s.id AND a.removed_at IS NULL) AS articles
FROM sources s ORDER BY s.id
LIMIT 1000
"""
SOURCE = """
SELECT s.*, (SELECT count(*) FROM articles a WHERE a.source_id = s.id AND a.removed_at IS NULL) AS articles
FROM sources s WHERE s.id = :id
"""
SOURCE_HEALTH = """
SELECT l.status, count(*) AS links FROM articles a CROSS JOIN citations c ON c.article_id = a.id
CROSS JOIN links l ON l.id = c.link_id
WHERE a.source_id = :id AND c.removed_at IS NULL GROUP BY l.status
"""
ALL_ARTICLES = """
SELECT article, title, published_at, last_scanned_at, last_error, citations, alive, redirected, changed, blocked,
  failing, dead, dead_with_snapshot, invalid
FROM article_health ORDER BY dead DESC, failing DESC, article_id
"""
