"""What the pages of articles, hosts and sources tell, and the lists of these."""

from typing import Any

from linkwatch.browse.home import ARTICLES_AT_RISK, WORST_HOSTS
from linkwatch.browse.reader import DatabaseReader
from linkwatch.model import WORST_FIRST, Row
from linkwatch.store.pages import lists as sql

SIZE = 50  # rows on one page
_CITATIONS = 200  # of an article on one page


async def read_article(reader: DatabaseReader, article_id: int, page: int) -> dict[str, Any] | None:
    """Return what the template of an article shows; None if there is none."""
    article = await reader.row(sql.ARTICLE, {"id": article_id})
    if article is None:
        return None
    values = {"id": article_id, "most": _CITATIONS, "after": (page - 1) * _CITATIONS}
    counts = _in_order(await reader.rows(sql.ARTICLE_HEALTH, {"id": article_id}))
    total = sum(counts.values())
    return {
        "article": article,
        "counts": counts,
        "total": total,
        "page": page,
        "pages": max(1, -(-total // _CITATIONS)),
        "cited": await reader.rows(sql.CITATIONS, values),
        "removed": await reader.rows(sql.REMOVED_CITATIONS, {**values, "after": 0}) if page == 1 else [],
    }


async def read_articles(reader: DatabaseReader, order: str, words: str, page: int) -> dict[str, Any]:
    """Return the articles with most dead links ("risk"), the latest ("new"), or those that `words` name."""
    rows: list[Row] | None
    if order == "risk" and not words:
        found = (await reader.figures({"risk": ARTICLES_AT_RISK}))["risk"]
        rows = None if found is None else found[(page - 1) * SIZE : page * SIZE + 1]
    else:
        asked = sql.ARTICLES_NAMED if words else sql.LATEST_ARTICLES
        values = {"words": words.lower(), "most": SIZE + 1, "after": (page - 1) * SIZE}
        rows = await reader.rows(asked, values)
    return _listed(rows, page) | {"order": order, "words": words}


async def read_host(reader: DatabaseReader, host: str, status: str | None, page: int) -> dict[str, Any] | None:
    """Return a host's links of one status, the worst there is where none is given; None if there are no links."""
    counts = _in_order(await reader.rows(sql.HOST, {"host": host}))
    if not counts:
        return None
    chosen = status if status in counts else next(iter(counts))
    values = {"host": host, "status": chosen, "most": SIZE + 1, "after": (page - 1) * SIZE}
    rows = await reader.rows(sql.LINKS_OF_HOST, values)
    return _listed(rows, page) | {"host": host, "counts": counts, "total": sum(counts.values()), "chosen": chosen}


async def read_hosts(reader: DatabaseReader, name: str, page: int) -> dict[str, Any]:
    """Return the hosts that lost most links, or those whose name begins with `name`."""
    if name:
        rows: list[Row] | None = await reader.rows(sql.HOSTS_NAMED, {"name": name})
    else:
        rows = (await reader.figures({"hosts": WORST_HOSTS}))["hosts"]
    chunk = None if rows is None else rows[(page - 1) * SIZE : page * SIZE + 1]
    return _listed(chunk, page) | {"name": name}


async def read_sources(reader: DatabaseReader) -> dict[str, Any]:
    """Return all sources."""
    return {"rows": await reader.rows(sql.SOURCES)}


async def read_source(reader: DatabaseReader, source_id: int, page: int) -> dict[str, Any] | None:
    """Return a source and its articles, the latest first; None if there is none."""
    source = await reader.row(sql.SOURCE, {"id": source_id})
    if source is None:
        return None
    health = (await reader.figures({"health": (sql.SOURCE_HEALTH, {"id": source_id})}))["health"]
    counts = None if health is None else _in_order(health)
    values = {"source": source_id, "most": SIZE + 1, "after": (page - 1) * SIZE}
    rows = await reader.rows(sql.ARTICLES_OF_SOURCE, values)
    total = None if counts is None else sum(counts.values())
    return _listed(rows, page) | {"source": source, "counts": counts, "total": total}


def _in_order(rows: list[Row]) -> dict[str, int]:
    counts = {row["status"]: row["links"] for row in rows}
    return {status: counts[status] for status in WORST_FIRST if status in counts}


def _listed(rows: list[Row] | None, page: int) -> dict[str, Any]:
    """rows: one more than a page holds where there is a next one."""
    return {"rows": rows if rows is None else rows[:SIZE], "page": page, "has_next": bool(rows and len(rows) > SIZE)}
