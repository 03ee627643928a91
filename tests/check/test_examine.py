import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from pytest_aiohttp import AiohttpServer

from linkwatch.check.examine import examine
from linkwatch.check.examining import page_reader
from linkwatch.check.site_memory import SiteMemory
from linkwatch.config import CheckSettings
from linkwatch.fetch import WebClient
from linkwatch.model import Link
from linkwatch.reading import Here
from tests.corpus.html import HOME, page

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


class Site:
    """A site that answers every address alike, but for its front page, and counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.app = web.Application()
        self.app.router.add_get("/{any:.*}", self.answer)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        shown = HOME if request.path == "/" else page("Welcome", "<p>Choose a topic.</p>")
        return web.Response(text=shown, content_type="text/html")


@pytest.fixture
def client() -> WebClient:
    return WebClient(CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0), page_reader(Here()))


async def test_links_of_one_site_share_their_witnesses_and_two_looks_as_a_reader(
    aiohttp_server: AiohttpServer, client: WebClient
) -> None:
    site = Site()
    server = await aiohttp_server(site.app)
    links = [Link(number, str(server.make_url(f"/news/story-{chr(97 + number)}"))) for number in range(8)]
    sites = SiteMemory()
    async with client:
        looks = await asyncio.gather(*(examine(link, client, NOW, sites, Here()) for link in links))
    assert {verdict.status for _, verdict in looks} == {"dead"}
    sibling, front, readers = 1, 1, 2
    assert len(site.asked) == len(links) + sibling + front + readers


async def test_forgotten_sibling_is_asked_again(aiohttp_server: AiohttpServer, client: WebClient) -> None:
    site = Site()
    server = await aiohttp_server(site.app)
    sites = SiteMemory(size=1)
    async with client:
        for path in ("/news/a", "/sport/a", "/news/b"):
            await examine(Link(1, str(server.make_url(path))), client, NOW, sites, Here())
    assert len({path for path in site.asked if path.startswith(("/news/", "/sport/")) and len(path) > 20}) == 2
    assert len([path for path in site.asked if path.startswith("/news/") and len(path) > 20]) == 2


async def test_waiting_for_a_sibling_outlives_the_first_asker(aiohttp_server: AiohttpServer, client: WebClient) -> None:
    site = Site()
    reached, release = asyncio.Event(), asyncio.Event()
    app = web.Application()

    async def hold(request: web.Request) -> web.Response:
        reached.set()
        await release.wait()
        return await site.answer(request)

    app.router.add_get("/{any:.*}", hold)
    url = str((await aiohttp_server(app)).make_url("/x"))
    sites = SiteMemory()
    async with client:
        first = asyncio.create_task(sites.visit("key", url, client, browser_headers=False))
        await reached.wait()
        second = asyncio.create_task(sites.visit("key", url, client, browser_headers=False))
        await asyncio.sleep(0)
        first.cancel()
        release.set()
        assert (await second).http_status == 200
    assert first.cancelled()


async def test_files_beside_an_article_are_looked_at_on_the_disk(tmp_path: Path, client: WebClient) -> None:
    there = tmp_path / "a b.html"
    there.write_text("x")
    for path, status, reason in (
        (there, "alive", None),
        (tmp_path, "alive", None),
        (tmp_path / "missing.html", "dead", "file-missing"),
        (there / "below", "dead", "file-missing"),
        (tmp_path / ("x" * 5000), "failing", "file-unreadable"),
    ):
        observation, verdict = await examine(Link(1, path.as_uri()), client, NOW, SiteMemory(), Here())
        assert (verdict.status, verdict.reason) == (status, reason), path
        assert observation.first.requests == 0


async def test_file_url_with_a_null_byte_is_a_missing_file(client: WebClient) -> None:
    _, verdict = await examine(Link(1, "file:///tmp/a%00b"), client, NOW, SiteMemory(), Here())
    assert verdict.reason == "file-missing"


class Moody:
    """A host that meets robots and readers in its own way, and counts."""

    def __init__(self, robots: int, readers: int) -> None:
        self.robots, self.readers = robots, readers
        self.asked: list[str] = []
        self.app = web.Application()
        self.app.router.add_get("/{any:.*}", self.answer)

    async def answer(self, request: web.Request) -> web.Response:
        is_reader = "Firefox/" in request.headers["User-Agent"]
        self.asked.append("reader" if is_reader else "robot")
        status = self.readers if is_reader else self.robots
        if status == 200 and "dam-opens" not in request.path:
            status = 404
        title = request.path.strip("/").replace("-", " ")
        return web.Response(status=status, text=page(title, "<p>Choose a topic.</p>"), content_type="text/html")


@pytest.fixture
def hasty() -> WebClient:
    settings = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0, retries=0)
    return WebClient(settings, page_reader(Here()))


async def test_two_looks_as_a_reader_in_vain_decide_for_a_site_that_fails(
    aiohttp_server: AiohttpServer, hasty: WebClient
) -> None:
    site = Moody(500, 503)
    server = await aiohttp_server(site.app)
    links = [Link(number, str(server.make_url(f"/dam-opens-{chr(97 + number)}"))) for number in range(12)]
    sites = SiteMemory()
    async with hasty:
        looks = await asyncio.gather(*(examine(link, hasty, NOW, sites, Here()) for link in links))
    assert {(verdict.status, verdict.reason) for _, verdict in looks} == {("failing", "http-500")}
    assert site.asked.count("reader") == 2


async def test_where_readers_get_their_pages_each_link_is_looked_at_as_one(
    aiohttp_server: AiohttpServer, hasty: WebClient
) -> None:
    site = Moody(500, 200)
    server = await aiohttp_server(site.app)
    links = [Link(number, str(server.make_url(f"/dam-opens-{chr(97 + number)}"))) for number in range(5)]
    sites = SiteMemory()
    async with hasty:
        looks = await asyncio.gather(*(examine(link, hasty, NOW, sites, Here()) for link in links))
    assert {verdict.status for _, verdict in looks} == {"alive"}
    assert all("theirs decides" in " ".join(verdict.because) for _, verdict in looks)
    sibling = 1
    assert site.asked.count("reader") == len(links) + sibling


async def test_what_is_refused_is_asked_as_a_reader_each_time(aiohttp_server: AiohttpServer, hasty: WebClient) -> None:
    site = Moody(403, 403)
    server = await aiohttp_server(site.app)
    sites = SiteMemory(size=1)
    async with hasty:
        for number in range(4):
            await examine(Link(number, str(server.make_url(f"/p/{number}"))), hasty, NOW, sites, Here())
    assert site.asked.count("reader") == 4


@pytest.mark.parametrize(("status", "requests"), [(404, 2), (410, 1), (401, 1)])
async def test_ordinary_dead_and_closed_links_ask_no_witness(
    aiohttp_server: AiohttpServer, hasty: WebClient, status: int, requests: int
) -> None:
    site = Moody(status, status)
    url = str((await aiohttp_server(site.app)).make_url("/dam-opens"))
    async with hasty:
        await examine(Link(1, url), hasty, NOW, SiteMemory(), Here())
    assert len(site.asked) == requests
