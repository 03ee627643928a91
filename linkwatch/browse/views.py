"""Our addresses: what each one reads, and the template that shows it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

from datasette.utils import path_with_replaced_args
from datasette.utils.asgi import NotFound, Response
from datasette.views.base import DatasetteError

from linkwatch.browse.home import read_home
from linkwatch.browse.inbox import read_inbox
from linkwatch.browse.link import find_link, read_link
from linkwatch.browse.lists import (
    read_article,
    read_articles,
    read_host,
    read_hosts,
    read_source,
    read_sources,
)
from linkwatch.browse.reader import DatabaseReader
from linkwatch.errors import StoreError
from linkwatch.report.atom import MOST_ENTRIES, changes_feed
from linkwatch.store import Store
from linkwatch.threads import in_thread
from linkwatch.urls import resolve

_LAST_PAGE = 1_000_000


async def home(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """How the collection stands."""
    return await _show("home.html", await read_home(reader), request, datasette)


async def link(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """One link, by its number."""
    found = await read_link(reader, int(request.url_vars["id"]), _page(request, "looks"), _page(request, "citations"))
    return await _show("link.html", found, request, datasette, "no link with this number")


async def link_by_url(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """One link, by its URL as it is written in an article or in the database."""
    url = (request.args.get("url") or "").strip()
    found = await find_link(reader, url)
    if found is None:
        found = await find_link(reader, resolve(url, None, None).url)
    if found is None:
        raise NotFound("no article cites this address, as far as linkwatch knows")
    return Response.redirect(datasette.urls.path(f"/link/{found}"))


async def article(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """One article."""
    found = await read_article(reader, int(request.url_vars["id"]), _page(request))
    return await _show("article.html", found, request, datasette, "no article with this number")


async def articles(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The articles."""
    order = "new" if request.args.get("order") == "new" else "risk"
    words = (request.args.get("words") or "").strip()
    return await _show("articles.html", await read_articles(reader, order, words, _page(request)), request, datasette)


async def host(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """One host."""
    name = unquote(request.url_vars["host"])
    found = await read_host(reader, name, request.args.get("status"), _page(request))
    return await _show("host.html", found, request, datasette, "no links to this host")


async def hosts(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The hosts."""
    name = (request.args.get("name") or "").strip().lower()
    return await _show("hosts.html", await read_hosts(reader, name, _page(request)), request, datasette)


async def source(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """One source."""
    found = await read_source(reader, int(request.url_vars["id"]), _page(request))
    return await _show("source.html", found, request, datasette, "no source with this number")


async def sources(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The sources."""
    return await _show("sources.html", await read_sources(reader), request, datasette)


async def inbox(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """What people asked for, and what is excluded."""
    return await _show("inbox.html", await read_inbox(reader, _page(request)), request, datasette)


async def find(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """What somebody types into the search field: an address leads to its link, words to citations."""
    words = (request.args.get("q") or "").strip()
    if "://" in words and (
        found := await find_link(reader, words) or await find_link(reader, resolve(words, None, None).url)
    ):
        return Response.redirect(datasette.urls.path(f"/link/{found}"))
    path = datasette.urls.query(reader.db.name, "search")
    return Response.redirect(f"{path}?{urlencode({'words': words})}")


async def changes(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The latest changes of status as a feed."""
    self_url = datasette.absolute_url(request, datasette.urls.path("/changes.atom"))
    try:
        feed = await in_thread(_feed, Path(reader.db.path), self_url)
    except StoreError as error:
        raise DatasetteError(str(error), status=503) from error
    return Response(feed, content_type="application/atom+xml; charset=utf-8")


def _feed(path: Path, self_url: str) -> str:
    with Store.open(path, read_only=True) as store:
        changes = store.feed.recent_changes(MOST_ENTRIES)
    return changes_feed(changes, self_url=self_url, now=datetime.now(UTC))


async def robots(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """Keep crawlers out."""
    return Response.text("User-agent: *\nDisallow: /\n")


async def _show(template: str, context: dict[str, Any] | None, request: Any, datasette: Any, missing: str = "") -> Any:
    if context is None:
        raise NotFound(missing)
    shown = {**context, "at": lambda changes: path_with_replaced_args(request, changes)}
    return Response.html(await datasette.render_template(template, shown, request=request))


def _page(request: Any, name: str = "page") -> int:
    """Read the number of a page, from 1."""
    value = request.args.get(name) or "1"
    return min(max(1, int(value)), _LAST_PAGE) if value.isascii() and value.isdigit() and len(value) < 10 else 1


_NUMBER = r"(?P<id>\d{1,18})"
ROUTES: tuple[tuple[str, Callable[[DatabaseReader, Any, Any], Awaitable[Any]]], ...] = (
    (r"/$", home),
    (rf"/link/{_NUMBER}$", link),
    (r"/link/?$", link_by_url),
    (rf"/article/{_NUMBER}$", article),
    (r"/articles$", articles),
    (r"/host/(?P<host>[^/]+)$", host),
    (r"/hosts$", hosts),
    (rf"/source/{_NUMBER}$", source),
    (r"/sources$", sources),
    (r"/-/inbox$", inbox),
    (r"/find$", find),
    (r"/changes\.atom$", changes),
    (r"/robots\.txt$", robots),
)
