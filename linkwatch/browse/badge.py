"""A badge that says how many links are dead: a picture, and the answer that shields.io wants of an endpoint."""

from typing import Any

from datasette.utils.asgi import NotFound, Response

from linkwatch.browse.reader import DatabaseReader
from linkwatch.report.badge import Badge, badge_of, draw, endpoint
from linkwatch.store.pages import article as article_sql
from linkwatch.store.pages import home as home_sql

_HEADERS = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",  # without it, proxies of pictures keep one for days
}


async def badge_json(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The badge as shields.io/badges/endpoint-badge takes it."""
    return Response.json(endpoint(await _badge(reader, request)), headers=_HEADERS)


async def badge_svg(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The badge as a picture."""
    picture = draw(await _badge(reader, request))
    return Response(picture, headers=_HEADERS, content_type="image/svg+xml; charset=utf-8")


async def _badge(reader: DatabaseReader, request: Any) -> Badge:
    """Return the badge of one article, or of all that is cited."""
    number = request.args.get("article")
    if number is None:
        rows = (await reader.figures({"counts": (home_sql.LINKS_BY_STATUS, {})}))["counts"]
        if rows is None:
            return Badge("links", "being counted", "lightgrey")
    elif number.isascii() and number.isdigit() and len(number) < 19:
        rows = await reader.rows(article_sql.ARTICLE_HEALTH, {"id": int(number)})
    else:
        raise NotFound("no article with this number")
    return badge_of({row["status"]: row["links"] for row in rows})
