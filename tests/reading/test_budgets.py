"""What becomes of content that is more work than its budget allows, for each kind that is read.

The budgets are real, only smaller; so are the workers that keep them.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

import aiohttp
import pytest

from linkwatch.app.tools import open_archives
from linkwatch.articles.scan import read_article
from linkwatch.articles.sources import Means
from linkwatch.articles.sources.files import FilesSource
from linkwatch.articles.sources.urls import UrlsSource
from linkwatch.articles.sources.web import WebSource
from linkwatch.check.examine import examine
from linkwatch.check.examining import page_reader
from linkwatch.check.site_memory import SiteMemory
from linkwatch.config import ArchiveSettings, CheckSettings
from linkwatch.errors import InputError
from linkwatch.evidence import Trouble
from linkwatch.fetch import WebClient
from linkwatch.model import Document, Link, Unreadable
from linkwatch.reading import Budget
from linkwatch.reading.workers import Workers
from linkwatch.watch.monitor import Monitor
from linkwatch.watch.monitor.server import serve
from tests.reading import acts
from tests.servers.raw import answering, raw_server
from tests.standin.wayback import WaybackStandin

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
LOOPBACK = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0, retries=0)
PAGE = b"<!doctype html><title>The old mill</title><h1>The old mill</h1>" + b"<p>It <b>turned</b> for years. " * 60_000

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Strict:
    """Reads within a smaller budget. cpu: seconds."""

    def __init__(self, workers: Workers, *, cpu: float) -> None:
        self._workers = workers
        self._cpu = cpu

    async def __call__(self, budget: Budget, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await self._workers(replace(budget, cpu=self._cpu), act, *args, **kwargs)


class Unanswered:
    """Reads from a disk that never answers, and waits a thousandth of a second for it."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def __call__(self, budget: Budget, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        await self._workers(replace(budget, wall=0.001), acts.sleep_for_ever)
        raise AssertionError


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    async with Workers(2) as workers:
        yield workers


@pytest.fixture
def strict(workers: Workers) -> Strict:
    """Too strict for anything that takes a tenth of a second."""
    return Strict(workers, cpu=0.02)


async def test_a_page_that_is_too_much_work_fails_and_is_asked_for_once(strict: Strict) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE
    async with raw_server(answering(answer)) as server, WebClient(LOOPBACK, page_reader(strict)) as client:
        observation, verdict = await examine(Link(1, server.url("/mill")), client, NOW, SiteMemory(), strict)
    assert (verdict.status, verdict.reason) == ("failing", "too-much-work")
    assert observation.first.trouble is Trouble.TOO_MUCH_WORK
    assert observation.first.http_status == 200
    assert (observation.second, observation.sibling) == (None, None)
    assert "reading it takes more than 0.02 seconds of computing" in verdict.because[0]


async def test_an_article_that_is_too_much_work_is_unreadable(strict: Strict) -> None:
    body = b"".join(b"[word](https://a.example/%d) and others\n\n" % number for number in range(20_000))
    with pytest.raises(InputError) as raised:
        await read_article(Document("a.md", body, "file:///a.md"), strict)
    assert str(raised.value) == "a.md: reading it takes more than 0.02 seconds of computing; split it"


async def test_a_large_article_may_take_longer_than_a_small_one(workers: Workers) -> None:
    body = b"".join(b"[word](https://a.example/%d) and others\n\n" % number for number in range(5000))
    article = await read_article(Document("a.md", body, "file:///a.md"), workers)
    assert len(article.citations) == 5000


async def test_a_capture_that_is_too_much_work_is_not_offered(strict: Strict, caplog: pytest.LogCaptureFixture) -> None:
    standin = WaybackStandin()
    url = "http://mill.example/history"
    standin.add(url, "20150609000000", body=PAGE)
    async with standin.serve() as base_url:
        settings = ArchiveSettings(wayback_url=base_url, requests_per_minute=10_000)
        async with open_archives(settings, "tests/1.0", strict) as archives:
            answer = await archives.finder.find(url, NOW)
    assert (answer.snapshot, answer.reason) == (None, "no-snapshot")
    assert "a capture could not be judged" in caplog.text


@pytest.mark.parametrize("kind", ["feed", "sitemap", "url"])
async def test_a_list_that_is_too_much_work_is_told_and_removes_nothing(kind: str, strict: Strict) -> None:
    rss = b"<rss><channel>" + b"".join(
        b"<item><title>a</title><link>http://a.example/%d</link></item>" % number for number in range(5000)
    )
    sitemap = b"<urlset>" + b"<url><loc>http://a.example/</loc></url>" * 50_000 + b"</urlset>"
    body = sitemap if kind == "sitemap" else rss + b"</channel></rss>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    async with raw_server(answering(answer)) as server, WebClient(LOOPBACK, None) as client:
        source = WebSource(kind, server.url("/list"), Means(reading(client), strict))
        found = [item async for item in source.documents()]
    assert [item.error for item in found if isinstance(item, Unreadable)] == [
        f"{server.url('/list')}: reading it takes more than 0.02 seconds of computing"
    ]
    assert not source.is_complete


def reading(client: WebClient) -> Callable[..., object]:
    async def read(url: str, *, most: int = 2**26, is_list: bool = False) -> object:
        return await client.read_document(url, most=most)

    return read


async def test_a_disk_that_does_not_answer_is_told_and_not_asked_for_every_file(
    workers: Workers, tmp_path: Path
) -> None:
    for number in range(9):
        (tmp_path / f"{number}.md").touch()
    unanswered = Unanswered(workers)

    async def read(budget: Budget, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await (workers if act.__name__ == "find" else unanswered)(budget, act, *args, **kwargs)

    source = FilesSource(str(tmp_path), read)
    found = [item async for item in source.documents()]
    assert [item.error for item in found if isinstance(item, Unreadable)] == [
        *(f"{tmp_path}/{number}.md: reading it does not end within 0.001 seconds" for number in range(3)),
        f"{tmp_path}: the disk does not answer: the other 6 files were not read",
    ]
    assert not source.is_complete
    source = FilesSource(str(tmp_path), unanswered)
    (nothing,) = [item async for item in source.documents()]
    assert isinstance(nothing, Unreadable)
    assert nothing.is_list
    assert not source.is_complete
    (listed,) = [item async for item in UrlsSource(f"{tmp_path}/1.md", reading_nothing, unanswered).documents()]
    assert isinstance(listed, Unreadable)
    assert not listed.is_gone


async def reading_nothing(url: str, *, most: int = 0, is_list: bool = False) -> None:
    raise AssertionError


async def test_a_link_to_a_file_whose_disk_does_not_answer_fails(workers: Workers, tmp_path: Path) -> None:
    async with WebClient(LOOPBACK, None) as client:
        observation, verdict = await examine(Link(1, tmp_path.as_uri()), client, NOW, SiteMemory(), Unanswered(workers))
    assert (verdict.status, verdict.reason) == ("failing", "file-unreadable")
    assert observation.first.detail == "the disk does not answer"


async def test_the_state_is_told_within_a_second_while_all_workers_hang(workers: Workers) -> None:
    async def nothing() -> None:
        pass

    monitor = Monitor()
    hanging = [asyncio.create_task(workers(Budget(cpu=30, wall=60), acts.hang_in_c)) for _ in range(3)]
    async with (
        serve(monitor, "127.0.0.1:0", count=nothing, write=nothing, changes=nothing) as (url, *_),
        aiohttp.ClientSession() as session,
    ):
        await workers(Budget(cpu=30, wall=60, waits=True), acts.twice, 1)  # by now the others hang
        started = time.monotonic()
        async with session.get(f"{url}/healthz") as answer:
            await answer.read()
        assert time.monotonic() - started < 1
    for task in hanging:
        task.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)
