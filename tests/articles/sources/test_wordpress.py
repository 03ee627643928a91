"""Posts and pages of a WordPress site."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from linkwatch.articles.extract import extract
from linkwatch.articles.sources import ReadUrl, wordpress
from linkwatch.articles.sources.register import open_source, parse_input
from linkwatch.articles.sources.tracking import detect
from linkwatch.errors import InputError
from linkwatch.model import Document
from linkwatch.reading import Here
from tests.articles.sources.helpers import errors, names, read_all
from tests.articles.sources.programs import Blog

Serve = Callable[[web.Application], Awaitable[TestServer]]


def post(number: int, **more: object) -> dict[str, object]:
    html = f'<p>See <a href="/there/{number}">there</a> and <a href="https://cited.example/{number}">here</a>'
    base = {
        "id": number,
        "link": f"/post/{number}",
        "date_gmt": "2020-01-03T10:00:00",
        "title": {"rendered": "A &amp; B"},
    }
    return {**base, "content": {"rendered": html, "protected": False}, **more}


@pytest.fixture
def blog() -> Blog:
    return Blog({"posts": [], "pages": []})


async def test_posts_and_pages_are_read_with_their_dates_and_links(
    blog: Blog, aiohttp_server: Serve, read_url: ReadUrl
) -> None:
    blog.articles = {"posts": [post(1)], "pages": [post(2, date_gmt="x"), post(1)]}
    root = str((await aiohttp_server(blog.application())).make_url("/"))
    first, second = await read_all(f"wordpress:{root}", read_url)
    assert names([first, second]) == [f"{root}post/1", f"{root}post/2"]
    assert isinstance(first, Document)
    article = extract(first)
    assert article.title == "A & B"
    assert article.published_at == datetime(2020, 1, 3, 10, tzinfo=UTC)
    assert [citation.target.url for citation in article.citations] == [f"{root}there/1", "https://cited.example/1"]


@pytest.mark.parametrize(("count", "asked"), [(3, 3), (4, 3)])
async def test_many_posts_are_asked_for_page_by_page(
    blog: Blog, aiohttp_server: Serve, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch, count: int, asked: int
) -> None:
    monkeypatch.setattr(wordpress, "_AT_ONCE", 2)
    blog.articles["posts"] = [post(number) for number in range(count)]
    root = str((await aiohttp_server(blog.application())).make_url("/"))
    source = open_source(parse_input(f"wordpress:{root}"), read_url, Here(), None)
    assert len(names([item async for item in source.documents()])) == count
    assert source.is_complete
    assert len([path for path in blog.asked if "/posts" in path]) == asked


async def test_an_answer_that_leaves_secret_posts_out_is_not_the_last(
    blog: Blog, aiohttp_server: Serve, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordpress, "_AT_ONCE", 2)
    blog.articles["posts"] = [post(number) for number in range(5)]
    blog.secret = frozenset({1})
    root = str((await aiohttp_server(blog.application())).make_url("/"))
    source = open_source(parse_input(f"wordpress:{root}"), read_url, Here(), None)
    found = names([item async for item in source.documents()])
    assert found == [f"{root}post/{number}" for number in (0, 2, 3, 4)]
    assert source.is_complete


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (400, '{"code": "rest_invalid_param", "message": "Invalid  parameter"}', "Invalid parameter"),
        (200, "<b>Warning</b> [1, 2", "what it sends is no JSON"),
        (502, "<h1>Bad gateway", "HTTP status 502"),
        (200, '{"posts": []}', "HTTP status 200"),
    ],
)
async def test_a_site_that_stops_answering_ends_nothing(
    blog: Blog,
    aiohttp_server: Serve,
    read_url: ReadUrl,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    body: str,
    why: str,
) -> None:
    monkeypatch.setattr(wordpress, "_AT_ONCE", 2)
    blog.articles["posts"] = [post(number) for number in range(5)]
    blog.broken = (2, status, body)
    root = str((await aiohttp_server(blog.application())).make_url("/"))
    source = open_source(parse_input(f"wordpress:{root}"), read_url, Here(), None)
    found = [item async for item in source.documents()]
    assert errors(found) == [f"{root}: its WordPress does not give its articles: {why}"]
    assert not source.is_complete


async def test_the_api_may_be_elsewhere(blog: Blog, aiohttp_server: Serve, read_url: ReadUrl) -> None:
    blog.announces = "/index.php?rest_route=/"
    blog.articles["posts"] = [post(1)]
    root = str((await aiohttp_server(blog.application())).make_url("/"))
    assert len(names(await read_all(f"wordpress:{root}", read_url))) == 1
    assert blog.asked[0].startswith("/index.php?rest_route=/wp/v2/posts&per_page=100")


async def test_a_protected_post_is_told_of(blog: Blog, aiohttp_server: Serve, read_url: ReadUrl) -> None:
    blog.articles["posts"] = [post(1, content={"rendered": "", "protected": True})]
    root = str((await aiohttp_server(blog.application())).make_url("/"))
    assert errors(await read_all(f"wordpress:{root}", read_url)) == [f"{root}post/1: is protected by a password"]


async def test_a_site_that_gives_the_same_again_and_again_is_left(
    blog: Blog, aiohttp_server: Serve, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordpress, "_AT_ONCE", 2)
    blog.articles["posts"] = [post(1), post(2)]
    blog.repeats = True
    root = str((await aiohttp_server(blog.application())).make_url("/"))
    found = await read_all(f"wordpress:{root}", read_url)
    assert errors(found) == [f"{root}: gives the same articles again and again"]
    assert len(blog.asked) == 2


async def test_posts_without_end_are_cut(
    blog: Blog, aiohttp_server: Serve, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordpress, "_AT_ONCE", 2)
    monkeypatch.setattr(wordpress, "MAX_PAGES", 2)
    blog.articles["posts"] = [post(number) for number in range(9)]
    root = str((await aiohttp_server(blog.application())).make_url("/"))
    found = await read_all(f"wordpress:{root}", read_url)
    assert errors(found) == [f"{root}: has too many posts: only 4 are read"]
    assert len(found) == 5


async def test_what_is_no_wordpress_is_told_of(blog: Blog, aiohttp_server: Serve, read_url: ReadUrl) -> None:
    blog.articles = {}
    root = str((await aiohttp_server(blog.application())).make_url("/"))
    assert errors(await read_all(f"wordpress:{root}", read_url)) == [
        f"{root}: its WordPress does not give its articles: No route was found"
    ]
    with pytest.raises(InputError, match="no WordPress answers there"):
        await detect(parse_input(f"wordpress:{root}"), read_url, Here())
    blog.articles["posts"] = blog.articles["pages"] = []
    assert errors(await read_all(f"wordpress:{root}", read_url)) == [f"{root}: no articles found on this site"]
