"""The addresses of files: lists as CSV, and the patch of an article."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import BadRequest, NotFound, Response

from linkwatch.articles.rewrite import Form
from linkwatch.browse.article import FILTERS
from linkwatch.browse.export import csv_of
from linkwatch.browse.lists import host_values, wanted_statuses
from linkwatch.browse.patching import patch_of
from linkwatch.browse.queries import question as question_named
from linkwatch.browse.reader import DatabaseReader
from linkwatch.store.pages import article as article_sql
from linkwatch.store.pages import lists as sql


async def article(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The citations of an article."""
    status = request.args.get("status") or ""
    values = {"id": int(request.url_vars["id"]), "status": status if status in FILTERS else ""}
    return csv_of(reader, article_sql.EXPORT, values, f"article-{values['id']}")


async def articles(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """How all articles fare."""
    return csv_of(reader, sql.ALL_ARTICLES, {}, "articles")


async def host(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """What is cited of a host, and where."""
    return _of_host(reader, request, sql.CITATIONS_OF_HOST)


async def site(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """What is cited of a host and of those below it, and where."""
    return _of_host(reader, request, sql.CITATIONS_OF_SITE)


def _of_host(reader: DatabaseReader, request: Any, asked: str) -> Any:
    name = unquote(request.url_vars["host"])
    values = {**host_values(name), **wanted_statuses(request.args.get("status"))}
    return csv_of(reader, asked, values, name)


async def question(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """All rows of the answer to a question."""
    found = question_named(request.url_vars["name"])
    if found is None:
        raise NotFound("no such question")
    values = {name: request.args.get(name) or "" for name in found.parameters}
    return csv_of(reader, found.sql, values, found.name)


async def patch(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """What mends the file of an article, for `git apply` or `patch -p1`."""
    row = await reader.row(article_sql.ARTICLE, {"id": int(request.url_vars["id"])})
    if row is None:
        raise NotFound("no article with this number")
    asked = request.args.get("as") or Form.REPLACE
    if asked not in set(Form):
        raise BadRequest(f"no such form: there are {', '.join(Form)}")
    made = await patch_of(Path(reader.db.path), row["uri"], Form(asked))
    headers = {"content-disposition": f'inline; filename="article-{row["id"]}.patch"'}
    return Response(made, headers=headers, content_type="text/plain; charset=utf-8")
