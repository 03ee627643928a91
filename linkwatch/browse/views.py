"""Our addresses: what each one reads, and the template that shows it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from datasette.utils import path_with_replaced_args
from datasette.utils.asgi import NotFound, Response

from linkwatch.browse import exporting, feeds
from linkwatch.browse.article import read_article
from linkwatch.browse.badge import badge_json, badge_svg
from linkwatch.browse.home import read_home
from linkwatch.browse.inbox import read_inbox
from linkwatch.browse.link import read_link
from linkwatch.browse.lists import (
    read_articles,
    read_host,
    read_hosts,
    read_source,
    read_sources,
)
from linkwatch.browse.reader import DatabaseReader
from linkwatch.browse.search import find_link, search, shown

_LAST_PAGE = 1_000_000


async def home(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """What needs work, what changed, and how the collection stands."""
    return await _show("home.html", await read_home(reader, datetime.now(UTC).date()), request, datasette)


async def link(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """One link, by its number."""
    found = await read_link(reader, int(request.url_vars["id"]), _page(request, "looks"), _page(request, "citations"))
    return await _show("link.html", found, request, datasette, "no link with this number")


async def link_by_url(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """One link, by its URL as it is written in an article or in the database."""
    found = await find_link(reader, (request.args.get("url") or "").strip())
    if found is None:
        raise NotFound("no article cites this address, as far as linkwatch knows")
    return Response.redirect(datasette.urls.path(f"/link/{found}"))


async def article(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """One article."""
    found = await read_article(reader, int(request.url_vars["id"]), request.args.get("status") or "", _page(request))
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


async def site(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """One host with those below it: a domain with its subdomains."""
    name = unquote(request.url_vars["host"]).strip().lower()
    found = await read_host(reader, name, request.args.get("status"), _page(request), with_subdomains=True)
    return await _show("host.html", found, request, datasette, "no links to this host or hosts below it")


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
    """What somebody types into the search field: an address leads to its link, a host to what is cited of it."""
    typed = (request.args.get("q") or "").strip()
    found = await search(reader, typed)
    if found.link is not None:
        return Response.redirect(datasette.urls.path(f"/link/{found.link}"))
    if found.site is not None:
        return Response.redirect(datasette.urls.path(f"/site/{found.site}"))
    return await _show("find.html", shown(found, typed), request, datasette)


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
_HOST = r"(?P<host>[^/]+)"
ROUTES: tuple[tuple[str, Callable[[DatabaseReader, Any, Any], Awaitable[Any]]], ...] = (
    (r"/$", home),
    (rf"/link/{_NUMBER}$", link),
    (r"/link/?$", link_by_url),
    (rf"/article/{_NUMBER}$", article),
    (rf"/article/{_NUMBER}\.patch$", exporting.patch),
    (r"/articles$", articles),
    (rf"/host/{_HOST}$", host),
    (r"/hosts$", hosts),
    (rf"/site/{_HOST}$", site),
    (rf"/source/{_NUMBER}$", source),
    (r"/sources$", sources),
    (r"/-/inbox$", inbox),
    (r"/find$", find),
    (rf"/csv/article/{_NUMBER}$", exporting.article),
    (r"/csv/articles$", exporting.articles),
    (rf"/csv/host/{_HOST}$", exporting.host),
    (rf"/csv/site/{_HOST}$", exporting.site),
    (r"/csv/question/(?P<name>[a-z-]+)$", exporting.question),
    (r"/changes\.(?P<format>atom|json)$", feeds.changes),
    (r"/badge\.svg$", badge_svg),
    (r"/badge\.json$", badge_json),
    (r"/robots\.txt$", robots),
)
