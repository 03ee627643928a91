"""Lists that are too long, and servers that say nothing: reading them ends all the same."""

import asyncio
import tracemalloc

import pytest

from linkwatch.articles.sources.feeds import first_entries
from linkwatch.articles.sources.lists import MAX_ENTRIES
from linkwatch.articles.sources.register import open_source, parse_input
from linkwatch.articles.sources.sitemaps import read_sitemap
from linkwatch.config import CheckSettings
from linkwatch.fetch import WebClient
from linkwatch.model import Document
from linkwatch.reading import Here
from tests.articles.sources.conftest import Page, Remembering
from tests.articles.sources.helpers import errors
from tests.servers.raw import raw_server


@pytest.mark.parametrize(
    ("body", "most", "expected"),
    [
        (b"<rss><items/><ITEM>1</ITEM><item >2", 1, b"<rss><items/><ITEM>1</ITEM>"),
        (b"<a:feed><a:entry x=''>1</a:entry>", 1, b"<a:feed><a:entry x=''>1</a:entry>"),
        (b"<feed><entry>1</entry>\n<entry\n>2", 1, b"<feed><entry>1</entry>\n"),
        (b"", 1, b""),
    ],
)
def test_a_feed_is_cut_after_its_first_entries(body: bytes, most: int, expected: bytes) -> None:
    assert first_entries(body, most) == expected


@pytest.mark.parametrize(
    "body", [b"http://x.example/a\n" * 3, b"<urlset>%s</urlset>" % (b"<url><loc>a</loc></url>" * 3)]
)
def test_no_more_of_a_sitemap_is_kept_than_is_wanted(body: bytes) -> None:
    for most in (2, 3):
        sitemap = read_sitemap(body, most)
        assert (len(sitemap.pages), sitemap.was_cut) == (most, most < 3)


async def test_fifty_thousand_articles_are_not_held_in_memory() -> None:
    size = 200_000
    lines = "".join(f"http://x.example/articles/{number}\n" for number in range(MAX_ENTRIES)).encode()

    async def read(url: str, *, most: int = 0, is_list: bool = False) -> Page:
        return Page(url, 200, "text/plain", None, lines if is_list else bytes(size))

    source = open_source(parse_input("sitemap:http://x.example/list"), read, Here(), None)
    documents = source.documents()
    assert isinstance(await anext(documents), Document)
    tracemalloc.start()
    for _ in range(200):
        assert isinstance(await anext(documents), Document)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30 * size


async def test_a_server_that_falls_silent_after_its_list_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkwatch.articles.sources.pages.MOST_REFUSED", 10)

    async def silent(request: bytes, writer: asyncio.StreamWriter) -> None:
        if request.startswith(b"GET /list "):
            lines = "".join(f"{server.url(f'/{number}')}\n" for number in range(1000)).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(lines))
            writer.write(lines)

    settings = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0, retries=0, timeout=0.2, per_host=8)
    async with raw_server(silent) as server, WebClient(settings, None) as client, asyncio.timeout(10):
        source = open_source(parse_input(f"sitemap:{server.url('/list')}"), Remembering(client), Here(), None)
        found = [item async for item in source.documents()]
        assert len(errors(found)) == len(found) == 11
        assert "read-timeout" in errors(found)[0]
        assert errors(found)[-1].endswith("the other 990 were not asked for")
        assert len(server.requests) < 30
