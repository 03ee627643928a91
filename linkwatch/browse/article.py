"""What the page of an article tells: what there is to do, in reading order, and what to write instead."""

import json
from collections.abc import Mapping
from typing import Any

from linkwatch.articles.rewrite.register import may_be_written
from linkwatch.browse.forms import replacements
from linkwatch.browse.reader import DatabaseReader
from linkwatch.model import FRAGMENT_MISSING, WORST_FIRST, Row
from linkwatch.store.pages import article as sql

CITATIONS = 100  # on one page
_REMOVED = 200
FILTERS = ("", "work", "mendable", "all", *map(str, WORST_FIRST))


async def read_article(reader: DatabaseReader, article_id: int, status: str, page: int) -> dict[str, Any] | None:
    """Return what the template of an article shows; None if there is none.

    status: of the citations wanted: one of FILTERS; "work" those that need work, "mendable" those that are dead
    and can be replaced, "all" all in reading order, "" those that need work first. What else is asked for counts as "".
    """
    article = await reader.row(sql.ARTICLE, {"id": article_id})
    if article is None:
        return None
    uri = article["uri"]
    health = await reader.rows(sql.ARTICLE_HEALTH, {"id": article_id})
    counts = _in_order({row["status"]: row["links"] for row in health})
    total, to_mend = sum(counts.values()), sum(row["to_mend"] for row in health)
    chosen = status if status in FILTERS else ""
    mendable = sum(row["mendable"] for row in health)
    wanted = {"": total, "all": total, "work": to_mend, "mendable": mendable}.get(chosen, counts.get(chosen, 0))
    values = {"id": article_id, "status": chosen, "most": CITATIONS, "after": (page - 1) * CITATIONS}
    cited = await reader.rows(sql.CITATIONS, values)
    is_first = page == 1 and chosen in ("", "all")
    removed = await reader.rows(sql.REMOVED_CITATIONS, {"id": article_id, "most": _REMOVED}) if is_first else []
    return {
        "article": article,
        "counts": counts,
        "total": total,
        "to_mend": to_mend,
        "mendable": mendable,
        "chosen": chosen,
        "wanted": wanted,
        "page": page,
        "pages": max(1, -(-wanted // CITATIONS)),
        "cited": [with_replacements(row) for row in cited],
        "removed": removed,
        "can_be_mended": bool(article["content_hash"]) and uri.startswith("/") and may_be_written(uri),
    }


def with_replacements(citation: Row) -> Row:
    """Add to a citation what can be cited instead, why its link is what it is, and what is wrong with its place."""
    because = json.loads(citation["because"]) if citation.get("because") else []
    is_missing = citation.get("fragment_found") == 0 and not citation.get("is_ignored")
    return {
        **citation,
        "because": because,
        "replacements": replacements(citation),
        "place_missing": FRAGMENT_MISSING if is_missing else None,
    }


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {str(status): counts[status] for status in WORST_FIRST if status in counts}
