"""Changes of status as feeds: all of them, or those of an article, a source, a host, a status."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from datasette.utils.asgi import NotFound, Response
from datasette.views.base import DatasetteError

from linkwatch.browse.reader import DatabaseReader
from linkwatch.errors import StoreError
from linkwatch.model import Row, Status
from linkwatch.report.atom import MOST_ENTRIES, changes_feed
from linkwatch.report.json_feed import changes_json_feed
from linkwatch.store import ChangesWanted, Store
from linkwatch.store.pages import article as article_sql
from linkwatch.store.pages import lists as lists_sql
from linkwatch.threads import in_thread


async def changes(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The latest changes of status, in Atom or as a JSON Feed."""
    wanted = _wanted(request)
    try:
        rows = await in_thread(_changes, Path(reader.db.path), wanted)
    except StoreError as error:
        raise DatasetteError(str(error), status=503) from error

    def absolute(path: str) -> str:
        return str(datasette.absolute_url(request, datasette.urls.path(path)))

    def page_of(link_id: int) -> str:
        return absolute(f"/link/{link_id}")

    query = f"?{request.query_string}" if request.query_string else ""
    self_url, about = absolute(f"{request.path}{query}"), await _about(reader, wanted)
    if request.url_vars["format"] == "json":
        feed = changes_json_feed(rows, self_url=self_url, home_url=absolute("/"), page_of=page_of, about=about)
        return Response(feed, content_type="application/feed+json; charset=utf-8")
    feed = changes_feed(rows, self_url=self_url, now=datetime.now(UTC), page_of=page_of, about=about)
    return Response(feed, content_type="application/atom+xml; charset=utf-8")


def _wanted(request: Any) -> ChangesWanted:
    """Read what is asked for. Raises NotFound for what there cannot be, so that no feed tells of all by mistake."""
    numbers: dict[str, int | None] = {}
    for name in ("article", "source"):
        value = request.args.get(name)
        if value is not None and not (value.isascii() and value.isdigit() and len(value) < 19):
            raise NotFound(f"no {name} with this number")
        numbers[name] = None if value is None else int(value)
    statuses = request.args.getlist("status")
    if set(statuses) - set(Status):
        raise NotFound("no such status")
    host, site = request.args.get("host"), request.args.get("site")
    return ChangesWanted(numbers["article"], numbers["source"], host, site, tuple(map(Status, statuses)))


async def _about(reader: DatabaseReader, wanted: ChangesWanted) -> str | None:
    told = [str(status) for status in wanted.statuses]
    if wanted.article is not None:
        article = await reader.row(article_sql.ARTICLE, {"id": wanted.article})
        told.append(f"“{article['title'] or article['uri']}”" if article else f"article {wanted.article}")
    if wanted.source is not None:
        source = await reader.row(lists_sql.SOURCE, {"id": wanted.source})
        told.append(source["location"] if source else f"source {wanted.source}")
    told += [value for value in (wanted.host, wanted.site) if value is not None]
    return ", ".join(told) or None


def _changes(path: Path, wanted: ChangesWanted) -> list[Row]:
    with Store.open(path, read_only=True) as store:
        return store.feed.recent_changes(MOST_ENTRIES, wanted)
