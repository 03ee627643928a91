"""The SQL of the page of an article: its citations as a worklist."""

from linkwatch.model import TROUBLED, Status
from linkwatch.store.encoding import sql_list
from linkwatch.store.pages.mendable import MENDABLE, VOUCHED
from linkwatch.store.small_evidence import EVIDENCE

ILL = (*TROUBLED, Status.REDIRECTED, Status.INVALID)
"""Links about which something is to be done where they are cited, the worst first."""

NEEDS_WORK = f"(NOT c.is_ignored AND (l.status IN {sql_list(ILL)} OR c.fragment_found IS 0))"
"""SQL: whether something is to be done about the citation `c` of the link `l`."""

# :status: one of them, "work" for what needs work, "mendable" for what the patch mends, "all" in reading order; "" for
# what needs work first.
_WANTED = f"""(:status IN ('', 'all') OR l.status = :status OR (:status = 'work' AND {NEEDS_WORK})
  OR (:status = 'mendable' AND {MENDABLE}))"""

ARTICLE = "SELECT a.*, s.location, s.kind FROM articles a LEFT JOIN sources s ON s.id = a.source_id WHERE a.id = :id"
ARTICLE_HEALTH = f"""
SELECT l.status, count(*) AS links, count(*) FILTER (WHERE {NEEDS_WORK}) AS to_mend,
  count(*) FILTER (WHERE {MENDABLE}) AS mendable
FROM citations c JOIN links l ON l.id = c.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE c.article_id = :id AND c.removed_at IS NULL GROUP BY l.status
"""  # noqa: S608 - made of constants
_COLUMNS = """
  l.url, l.status, l.reason, l.http_status, l.final_url, l.snapshot_reason, s.url AS copy_url, s.timestamp, s.archive,
  iif(l.status = 'dead', l.moved_to, NULL) AS moved_to, l.moved_how, l.moved_similarity"""
CITATIONS = f"""
SELECT c.*, {NEEDS_WORK} AS needs_work, {VOUCHED} AS is_vouched, {_COLUMNS},
  iif({NEEDS_WORK}, (SELECT json_extract({EVIDENCE}, '$.because') FROM checks k
    WHERE k.link_id = l.id ORDER BY k.id DESC LIMIT 1), NULL) AS because
FROM citations c JOIN links l ON l.id = c.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE c.article_id = :id AND c.removed_at IS NULL
  AND {_WANTED}
ORDER BY iif(:status = '', NOT needs_work, 0), c.position LIMIT :most OFFSET :after
"""  # noqa: S608 - made of constants
REMOVED_CITATIONS = f"""
SELECT c.*, 0 AS needs_work, {VOUCHED} AS is_vouched, {_COLUMNS}, NULL AS because
FROM citations c JOIN links l ON l.id = c.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE c.article_id = :id AND c.removed_at IS NOT NULL ORDER BY c.position LIMIT :most
"""  # noqa: S608 - made of constants
EXPORT = f"""
SELECT a.uri AS article, c.line, c.place, c.text, c.href, l.url, l.status, l.reason, l.http_status, l.final_url,
  iif(l.status = 'dead', l.moved_to, NULL) AS moved_to, s.url AS snapshot_url, s.timestamp AS snapshot_timestamp,
  l.snapshot_reason, l.last_checked_at, c.context, c.fragment, c.fragment_found
FROM articles a JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL
JOIN links l ON l.id = c.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE a.id = :id AND {_WANTED}
ORDER BY c.position
"""  # noqa: S608 - made of constants
