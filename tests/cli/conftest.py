import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from aiohttp import web

from linkwatch.cli import run as run_command_line
from linkwatch.reading import Here
from tests.standin.wayback import WaybackStandin

_Entered = TypeVar("_Entered")
PROSE = "<p>A paragraph of ordinary prose about {slug} that a reader finds on this page and on no other page.</p>"


PAGES = ("/", "/its-new-place", "/stories/the-old-mill", "/stories/a-mill", "/stories/a", "/stories/b")
MOVES = {
    "/moved": (301, "/its-new-place"),
    "/moved-out": (301, "http://localhost:{port}/its-new-place"),
    "/for-a-while": (302, "/stories/the-old-mill"),
}


class Site:
    """A small site on loopback with a page in every state; counts what it is asked."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.url = ""
        self.gone: set[str] = set()
        self.feeds: dict[str, str] = {}
        self._standing_still = threading.Event()

    def wait_for_the_slow_page(self) -> None:
        """Wait until somebody has asked for "/stands-still", which is never answered."""
        assert self._standing_still.wait(30)

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._closing = asyncio.Event()
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._closing.set()
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        self.requests.append(path)
        if path == "/stands-still":
            self._standing_still.set()
            await self._closing.wait()
        if path in self.gone or path.startswith("/missing"):
            return self._page("Page not found", "<p>We could not find that page.</p>", status=404)
        if path == "/gone":
            return self._page("Gone", "<p>It was removed.</p>", status=410)
        if path in MOVES:
            status, place = MOVES[path]
            return web.Response(status=status, headers={"Location": place.format(port=request.url.port)})
        if path == "/forbidden":
            return self._page("Forbidden", "<p>Robots keep out.</p>", status=403)
        if path.startswith("/busy"):
            return web.Response(status=429, headers={"Retry-After": "3600"})
        if path == "/broken":
            return self._page("Error", "<p>The server is ill.</p>", status=500)
        if path == "/article":
            html = (
                "<html><head><title>An article on the web</title>"
                "<meta property='article:published_time' content='2015-06-09T08:00:00Z'></head><body>"
                "<p>See <a href='/stories/the-old-mill'>the old mill</a>"
                " and <a href='/missing/page'>a lost page</a>.</p>"
            )
            return web.Response(text=html, content_type="text/html")
        if path in self.feeds:
            return web.Response(text=self.feeds[path], content_type="application/rss+xml")
        if path in PAGES:
            slug = path.rsplit("/", 1)[-1].replace("-", " ") or "home"
            return self._page(slug.title(), PROSE.format(slug=slug) * 12)
        return self._page("Page not found", "<p>We could not find that page.</p>", status=404)

    def _page(self, title: str, body: str, status: int = 200) -> web.Response:
        html = f"<!doctype html><html lang=en><title>{title}</title><body><h1 id=title>{title}</h1>{body}</body></html>"
        return web.Response(text=html, status=status, content_type="text/html")


async def _leave(context: AbstractAsyncContextManager[_Entered]) -> None:
    """Leave a server's context, and with it the answers that nobody waits for any more."""
    await context.__aexit__(None, None, None)
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


@contextmanager
def in_background(context: AbstractAsyncContextManager[_Entered]) -> Iterator[_Entered]:
    """Enter an asynchronous context on an event loop in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield asyncio.run_coroutine_threadsafe(context.__aenter__(), loop).result()
        asyncio.run_coroutine_threadsafe(_leave(context), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    with in_background(site.serve()) as site.url:
        yield site


@pytest.fixture
def wayback(monkeypatch: pytest.MonkeyPatch, linkwatch: "Linkwatch") -> Iterator[WaybackStandin]:
    """An archive of the tests' own, which the command line is told to ask."""
    archive = WaybackStandin()
    with in_background(archive.serve()) as url:
        monkeypatch.setenv("LINKWATCH_ARCHIVE__FIND", "true")
        monkeypatch.setenv("LINKWATCH_ARCHIVE__WAYBACK_URL", url)
        monkeypatch.setenv("LINKWATCH_ARCHIVE__REQUESTS_PER_MINUTE", "100000")
        monkeypatch.setattr("linkwatch.archive.transport._RETRY_PAUSE", 0.0)  # test_transport.py holds how long it is
        yield archive


@dataclass(frozen=True)
class Result:
    exit_code: int
    stdout: str
    stderr: str


Linkwatch = Callable[..., Result]


def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have commands of this process read in it."""
    for opening in ("tools.open_reader", "extracting.open_reader_of_articles", "fixing.open_reader_of_articles"):
        monkeypatch.setattr(f"linkwatch.app.{opening}", lambda: nullcontext(Here()))


@pytest.fixture
def linkwatch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Linkwatch:
    """The command line, run in this process from an empty folder, allowed to ask loopback.

    What it reads is read in this process too, for starting workers takes longer than most tests; test_process.py and
    test_daemon.py run programs as they are.
    """
    read_here(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINKWATCH_CHECK__ALLOW_PRIVATE", "127.0.0.0/8")
    monkeypatch.setenv("LINKWATCH_CHECK__HOST_INTERVAL", "0")
    monkeypatch.setenv("LINKWATCH_CHECK__RETRIES", "0")
    monkeypatch.setenv("LINKWATCH_ARCHIVE__FIND", "false")

    def linkwatch(*arguments: str | Path) -> Result:
        capsys.readouterr()
        exit_code = run_command_line([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(exit_code, captured.out, captured.err)

    return linkwatch
