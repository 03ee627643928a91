"""What people asked for on the pages, what came of it, and what is excluded: for everybody who reads."""

from typing import Any

from linkwatch.browse.reader import DatabaseReader
from linkwatch.store.pages import acting as sql

_ON_A_PAGE = 50


async def read_inbox(reader: DatabaseReader, page: int) -> dict[str, Any]:
    """Return what the page of the inbox shows. page: from 1."""
    values = {"most": _ON_A_PAGE + 1, "after": (page - 1) * _ON_A_PAGE}
    wishes = await reader.rows(sql.WISHES, values)
    waiting = await reader.row(sql.WAITING)
    return {
        "wishes_shown": wishes[:_ON_A_PAGE],
        "waiting": waiting["waiting"] if waiting else 0,
        "exclusions": await reader.rows(sql.EXCLUSIONS),
        "page": page,
        "has_next": len(wishes) > _ON_A_PAGE,
    }


async def about(reader: DatabaseReader, url: str, host: str) -> dict[str, Any]:
    """Return what was asked for a link or its host lately, and by which exclusions it is left out."""
    place = {"url": url, "host": host}
    return {
        "wishes": await reader.rows(sql.WISHES_ABOUT, place),
        "exclusions": await reader.rows(sql.EXCLUSIONS_OF, place),
    }
