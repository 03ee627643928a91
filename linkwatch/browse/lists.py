"""What the pages of hosts, sites and sources tell, and the lists of these and of articles."""

import json
from typing import Any

from linkwatch.browse.article import with_replacements
from linkwatch.browse.home import ARTICLES_AT_RISK, WORST_HOSTS
from linkwatch.browse.reader import DatabaseReader
from linkwatch.model import WORST_FIRST, Row
from linkwatch.store.pages import lists as sql
from linkwatch.store.sites import site_values

SIZE = 50  # rows on one page


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


async def read_host(
    reader: DatabaseReader, name: str, status: str | None, page: int, *, with_subdomains: bool = False
) -> dict[str, Any] | None:
    """Return a host's links of one status, or of all, the worst first; None if there are no links.

    with_subdomains: of all hosts below it too.
    """
    values = host_values(name)
    counted = await reader.counted(sql.SITE if with_subdomains else sql.HOST, values)
    counts = None if counted is None else _in_order(counted)
    if counts == {}:
        return None
    chosen = status if status in (WORST_FIRST if counts is None else counts) else None
    asked = {**values, **wanted_statuses(chosen), "most": SIZE + 1, "after": (page - 1) * SIZE}
    rows = await reader.rows(sql.LINKS_OF_SITE if with_subdomains else sql.LINKS_OF_HOST, asked)
    hosts = await reader.counted(sql.HOSTS_OF_SITE, values) if with_subdomains else []
    return _listed([with_replacements({**row, "text": ""}) for row in rows], page) | {
        "host": name,
        "domain": values["domain"],
        "counts": counts,
        "total": None if counts is None else sum(counts.values()),
        "chosen": chosen,
        "hosts": hosts or [],
        "with_subdomains": with_subdomains,
    }


def host_values(name: str) -> dict[str, str]:
    """Return the named values by which SQL finds a host, and the hosts below it."""
    return {"host": name, **site_values(name)}


def wanted_statuses(status: str | None) -> dict[str, str]:
    """Return the named value that asks for one status, or for all, the worst first."""
    return {"statuses": json.dumps([status] if status in WORST_FIRST else list(WORST_FIRST))}


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
