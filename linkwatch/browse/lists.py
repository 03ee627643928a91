"""What the pages of articles, hosts and sources tell, and the lists of these."""

from typing import Any

from linkwatch.browse.home import ARTICLES_AT_RISK, WORST_HOSTS
from linkwatch.browse.reader import Reader, Row
from linkwatch.model import THERE, WORST_FIRST
from linkwatch.store.encoding import sql_list

SIZE = 50  # rows on one page
_CITATIONS = 200  # of an article on one page

_HEALTH = """
SELECT l.status, count(*) AS links FROM citations c JOIN links l ON l.id = c.link_id
WHERE c.article_id = :id AND c.removed_at IS NULL GROUP BY l.status
"""
_ARTICLE = "SELECT a.*, s.location, s.kind FROM articles a LEFT JOIN sources s ON s.id = a.source_id WHERE a.id = :id"
_CITED = """
SELECT c.*, l.url, l.status, l.reason, l.final_url, l.snapshot_reason, s.url AS copy_url, s.timestamp
FROM citations c JOIN links l ON l.id = c.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE c.article_id = :id AND c.removed_at IS {present} NULL ORDER BY c.position LIMIT :most OFFSET :after
"""
_ARTICLES = """
SELECT a.id, a.uri, a.title, a.published_at, a.last_error, count(c.id) AS citations,
  count(*) FILTER (WHERE l.status = 'dead') AS dead,
  count(*) FILTER (WHERE l.status = 'dead' AND l.snapshot_id IS NULL) AS without_copy
FROM (SELECT * FROM articles WHERE {condition} AND removed_at IS NULL ORDER BY id DESC LIMIT :most OFFSET :after) a
LEFT JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL LEFT JOIN links l ON l.id = c.link_id
GROUP BY a.id ORDER BY a.id DESC
"""
_HOST = "SELECT status, count(*) AS links FROM links WHERE host = :host GROUP BY status"
_LINKS_OF_HOST = """
SELECT l.id, l.url, l.status, l.reason, l.final_url, l.last_checked_at, s.url AS copy_url, s.timestamp,
  (SELECT count(*) FROM citations c WHERE c.link_id = l.id AND c.removed_at IS NULL) AS citations
FROM links l LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE l.host = :host AND l.status = :status ORDER BY l.id LIMIT :most OFFSET :after
"""
_HOSTS_NAMED = f"""
SELECT host, count(*) AS links, count(*) FILTER (WHERE status = 'dead') AS dead,
  count(*) FILTER (WHERE status IN {sql_list(THERE)}) AS alive,
  count(*) FILTER (WHERE status = 'failing') AS failing,
  count(*) FILTER (WHERE status = 'blocked') AS blocked
FROM links WHERE host >= :name AND host < :name || char(1114111) GROUP BY host ORDER BY host LIMIT 500
"""  # noqa: S608 - made of constants
_SOURCES = """
SELECT s.*, (SELECT count(*) FROM articles a WHERE a.source_id = s.id) AS articles FROM sources s ORDER BY s.id
LIMIT 1000
"""
_SOURCE = """
SELECT s.*, (SELECT count(*) FROM articles a WHERE a.source_id = s.id) AS articles FROM sources s WHERE s.id = :id
"""
_SOURCE_HEALTH = """
SELECT l.status, count(*) AS links FROM articles a CROSS JOIN citations c ON c.article_id = a.id
CROSS JOIN links l ON l.id = c.link_id
WHERE a.source_id = :id AND c.removed_at IS NULL GROUP BY l.status
"""


async def read_article(reader: Reader, article_id: int, page: int) -> dict[str, Any] | None:
    """Return what the template of an article shows; None if there is none."""
    article = await reader.row(_ARTICLE, {"id": article_id})
    if article is None:
        return None
    values = {"id": article_id, "most": _CITATIONS, "after": (page - 1) * _CITATIONS}
    counts = _in_order(await reader.rows(_HEALTH, {"id": article_id}))
    total = sum(counts.values())
    return {
        "article": article,
        "counts": counts,
        "total": total,
        "page": page,
        "pages": max(1, -(-total // _CITATIONS)),
        "cited": await reader.rows(_CITED.format(present=""), values),
        "removed": await reader.rows(_CITED.format(present="NOT"), {**values, "after": 0}) if page == 1 else [],
    }


async def read_articles(reader: Reader, order: str, words: str, page: int) -> dict[str, Any]:
    """Return the articles with most dead links ("risk"), the latest ("new"), or those that `words` name."""
    rows: list[Row] | None
    if order == "risk" and not words:
        found = (await reader.figures({"risk": ARTICLES_AT_RISK}))["risk"]
        rows = None if found is None else found[(page - 1) * SIZE : page * SIZE + 1]
    else:
        condition = (
            "(instr(lower(uri), :words) OR instr(lower(coalesce(title, '')), :words))" if words else ":words = ''"
        )
        values = {"words": words.lower(), "most": SIZE + 1, "after": (page - 1) * SIZE}
        rows = await reader.rows(_ARTICLES.format(condition=condition), values)
    return _listed(rows, page) | {"order": order, "words": words}


async def read_host(reader: Reader, host: str, status: str | None, page: int) -> dict[str, Any] | None:
    """Return a host's links of one status, the worst there is where none is given; None if there are no links."""
    counts = _in_order(await reader.rows(_HOST, {"host": host}))
    if not counts:
        return None
    chosen = status if status in counts else next(iter(counts))
    values = {"host": host, "status": chosen, "most": SIZE + 1, "after": (page - 1) * SIZE}
    rows = await reader.rows(_LINKS_OF_HOST, values)
    return _listed(rows, page) | {"host": host, "counts": counts, "total": sum(counts.values()), "chosen": chosen}


async def read_hosts(reader: Reader, name: str, page: int) -> dict[str, Any]:
    """Return the hosts that lost most links, or those whose name begins with `name`."""
    if name:
        rows: list[Row] | None = await reader.rows(_HOSTS_NAMED, {"name": name})
    else:
        rows = (await reader.figures({"hosts": WORST_HOSTS}))["hosts"]
    chunk = None if rows is None else rows[(page - 1) * SIZE : page * SIZE + 1]
    return _listed(chunk, page) | {"name": name}


async def read_sources(reader: Reader) -> dict[str, Any]:
    """Return all sources."""
    return {"rows": await reader.rows(_SOURCES)}


async def read_source(reader: Reader, source_id: int, page: int) -> dict[str, Any] | None:
    """Return a source and its articles, the latest first; None if there is none."""
    source = await reader.row(_SOURCE, {"id": source_id})
    if source is None:
        return None
    health = (await reader.figures({"health": (_SOURCE_HEALTH, {"id": source_id})}))["health"]
    counts = None if health is None else _in_order(health)
    values = {"source": source_id, "most": SIZE + 1, "after": (page - 1) * SIZE}
    rows = await reader.rows(_ARTICLES.format(condition="source_id = :source"), values)
    total = None if counts is None else sum(counts.values())
    return _listed(rows, page) | {"source": source, "counts": counts, "total": total}


def _in_order(rows: list[Row]) -> dict[str, int]:
    counts = {row["status"]: row["links"] for row in rows}
    return {status: counts[status] for status in WORST_FIRST if status in counts}


def _listed(rows: list[Row] | None, page: int) -> dict[str, Any]:
    """rows: one more than a page holds where there is a next one."""
    return {"rows": rows if rows is None else rows[:SIZE], "page": page, "has_next": bool(rows and len(rows) > SIZE)}
