"""A badge that says how many links are dead: a picture, and the answer that shields.io wants of an endpoint."""

from typing import Any
from xml.sax.saxutils import escape

from datasette.utils.asgi import NotFound, Response

from linkwatch.browse.reader import DatabaseReader
from linkwatch.store.pages import article as article_sql
from linkwatch.store.pages import home as home_sql

_LABEL = "links"
_COLOURS = {"brightgreen": "#2f7d32", "yellow": "#8a6100", "red": "#b3261e", "lightgrey": "#5a5d63"}
_FEW = 0.02  # share of dead links that is still a warning only
_LETTER, _MARGIN = 6.6, 6  # about as wide as a letter is, and beside a word, in pixels


async def badge_json(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The badge as shields.io/badges/endpoint-badge takes it."""
    message, colour = await _told(reader, request)
    return Response.json({"schemaVersion": 1, "label": _LABEL, "message": message, "color": colour})


async def badge_svg(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The badge as a picture."""
    message, colour = await _told(reader, request)
    return Response(_picture(message, _COLOURS[colour]), content_type="image/svg+xml; charset=utf-8")


async def _told(reader: DatabaseReader, request: Any) -> tuple[str, str]:
    """Return what the badge says and its colour: of one article, or of all that is cited."""
    number = request.args.get("article")
    if number is None:
        rows = (await reader.figures({"counts": (home_sql.LINKS_BY_STATUS, {})}))["counts"]
        if rows is None:
            return "being counted", "lightgrey"
    elif number.isascii() and number.isdigit() and len(number) < 19:
        rows = await reader.rows(article_sql.ARTICLE_HEALTH, {"id": int(number)})
    else:
        raise NotFound("no article with this number")
    counts = {row["status"]: row["links"] for row in rows}
    links, dead = sum(counts.values()), counts.get("dead", 0)
    if not links:
        return "none", "lightgrey"
    if not dead:
        return f"{links}, none dead", "brightgreen"
    return f"{dead} of {links} dead", "yellow" if dead <= _FEW * links else "red"


def _picture(message: str, colour: str) -> str:
    left, right = (round(len(text) * _LETTER + 2 * _MARGIN) for text in (_LABEL, message))
    told = escape(f"{_LABEL}: {message}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img"'
        f' aria-label="{told}">'
        f'<title>{told}</title><rect rx="3" width="{left + right}" height="20" fill="#3b3e44"/>'
        f'<path fill="{colour}" d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-{right - 3}z"/>'
        f'<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="{_MARGIN}" y="14">{_LABEL}</text>'
        f'<text x="{left + _MARGIN}" y="14">{escape(message)}</text></g></svg>'
    )
