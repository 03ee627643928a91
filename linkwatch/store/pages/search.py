"""The SQL of the search: addresses, hosts, articles, citations. :words: as the index of words understands them."""

from linkwatch.model import THERE
from linkwatch.store.encoding import sql_list
from linkwatch.store.pages.mendable import VOUCHED
from linkwatch.store.sites import ON_SITE
from linkwatch.store.views import CITATIONS, IS_CURRENT

LINK_BY_COPY = "SELECT link_id AS id FROM snapshots WHERE url = :url LIMIT 1"
SITE = f"SELECT 1 FROM links l WHERE {ON_SITE} LIMIT 1"  # noqa: S608 - made of constants
# Of one beginning of a name; each by itself, for only so an index finds both. Nearly all hosts may begin with it.
_NAMED = """SELECT * FROM (SELECT id, host, status FROM links
  WHERE host >= {name} AND host < {name} || char(1114111) ORDER BY host LIMIT :enough)"""
HOSTS = f"""
WITH named AS MATERIALIZED ({_NAMED.format(name=":name")} UNION {_NAMED.format(name="'www.' || :name")})
SELECT l.host, count(*) AS links, count(*) FILTER (WHERE l.status = 'dead') AS dead,
  count(*) FILTER (WHERE l.status IN {sql_list(THERE)}) AS alive,
  (SELECT count(*) FROM named) >= :enough AS are_first
FROM named l
WHERE {IS_CURRENT} GROUP BY l.host ORDER BY links DESC LIMIT :most
"""  # noqa: S608 - made of constants
LINKS = f"""
SELECT l.id, l.url, l.title, l.status, l.reason, l.final_url, {CITATIONS},
  iif(l.status = 'dead', l.moved_to, NULL) AS moved_to, l.moved_how, l.moved_similarity, s.url AS copy_url, s.timestamp,
  {VOUCHED} AS is_vouched
FROM links_fts f CROSS JOIN links l ON l.id = f.rowid LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE links_fts MATCH :words AND {IS_CURRENT} ORDER BY f.rowid DESC LIMIT :most
"""  # noqa: S608 - made of constants
ARTICLES = """
SELECT a.id, a.uri, a.title, a.published_at
FROM articles_fts f CROSS JOIN articles a ON a.id = f.rowid
WHERE articles_fts MATCH :words AND a.removed_at IS NULL ORDER BY f.rowid DESC LIMIT :most
"""
CITED = """
SELECT c.link_id, c.text, c.context, c.line, c.article_id, a.uri, a.title, l.url, l.status, l.reason
FROM citations_fts f CROSS JOIN citations c ON c.id = f.rowid CROSS JOIN links l ON l.id = c.link_id
CROSS JOIN articles a ON a.id = c.article_id
WHERE citations_fts MATCH :words AND c.removed_at IS NULL ORDER BY f.rowid DESC LIMIT :most
"""
