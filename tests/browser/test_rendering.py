"""Pages that only a browser can show, shown by one: its look settles them, and leads nobody inside."""

import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from linkwatch.check.examine import examine
from linkwatch.check.examining import page_reader
from linkwatch.check.site_memory import SiteMemory
from linkwatch.cli import run as run_command_line
from linkwatch.config import CheckSettings
from linkwatch.fetch import WebClient
from linkwatch.fetch.browser import rendering
from linkwatch.model import Link, Status
from linkwatch.reading import Here
from tests.cli.conftest import in_background
from tests.corpus.score import NOW
from tests.servers.raw import answering, raw_server

PROSE = "The mill by the weir was built of oak and stone and ground barley for three villages. " * 12
SHELL = "<!doctype html><html><head><title>App</title></head><body><div id=root></div><script>{}</script></body></html>"
SHOWS = "document.title = {title}; document.getElementById('root').innerHTML = {html};"

Answer = Callable[[web.Request], str | web.StreamResponse]


@asynccontextmanager
async def site(answer: Answer, host: str = "127.0.0.1") -> AsyncIterator[str]:
    async def answered(request: web.Request) -> web.StreamResponse:
        found = answer(request)
        return web.Response(text=found, content_type="text/html") if isinstance(found, str) else found

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answered)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, host, 0).start()
    try:
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def open_client(**changes: Any) -> AsyncIterator[WebClient]:
    values = {"allow_private": ["127.0.0.1/32"], "host_interval": 0, "retries": 0, "browser": True, **changes}
    async with WebClient(CheckSettings.model_validate(values), page_reader(Here())) as client:
        yield client


async def verdict_of(client: WebClient, url: str) -> tuple[str, str | None, tuple[str, ...]]:
    async with client.host(url.split("/")[2]) as host:
        _, verdict = await examine(Link(1, url, ()), host, NOW, SiteMemory(), Here())
    return verdict.status.value, verdict.reason, verdict.because


def shell(title: str, html: str) -> str:
    return SHELL.format(SHOWS.format(title=json.dumps(title), html=json.dumps(html)))


def application(request: web.Request) -> str:
    """Every address gets the same page; its script knows one article and says of all else that it is not there."""
    article = json.dumps(f"<h1>The mill by the weir</h1><p>{PROSE}</p>")
    missing = json.dumps("<h1>Page not found</h1><p>We could not find that page.</p>")
    return SHELL.format(
        f"const there = location.pathname === '/the-mill-by-the-weir';"
        f"document.title = there ? 'The mill by the weir' : 'Page not found';"
        f"document.getElementById('root').innerHTML = there ? {article} : {missing};"
    )


async def test_page_that_scripts_build_is_settled_either_way() -> None:
    async with site(application) as url, open_client() as client:
        status, reason, because = await verdict_of(client, f"{url}/the-mill-by-the-weir")
        assert (status, reason) == ("alive", None)
        assert any(
            "opened in a browser (Chrome/" in line or "opened in a browser (Chromium/" in line for line in because
        )
        assert (await verdict_of(client, f"{url}/the-lost-mill"))[:2] == ("dead", "soft-404")


async def test_without_a_browser_nobody_can_tell() -> None:
    settings = CheckSettings(allow_private=["127.0.0.1/32"], host_interval=0)
    async with site(application) as url, WebClient(settings, page_reader(Here())) as client:
        assert (await verdict_of(client, f"{url}/the-mill-by-the-weir"))[:2] == ("blocked", "needs-browser")


async def test_where_no_chromium_is_nobody_can_tell_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    async with site(application) as url, open_client() as client:
        assert (await verdict_of(client, f"{url}/the-mill-by-the-weir"))[:2] == ("blocked", "needs-browser")


async def test_wall_that_a_script_lets_through_is_settled_and_one_that_stands_is_not() -> None:
    wall = "<title>Just a moment...</title><script>window._cf_chl_opt={}</script><p>Checking your browser</p>"
    lets_in = wall + "<script>document.cookie = 'human=1'; location.reload()</script>"

    def answer(request: web.Request) -> str | web.StreamResponse:
        if "human=1" in request.headers.get("Cookie", ""):
            return f"<title>The mill by the weir</title><h1>The mill by the weir</h1><p>{PROSE}</p>"
        text = lets_in if request.path == "/the-mill-by-the-weir" else wall
        return web.Response(status=403, text=text, content_type="text/html")

    async with site(answer) as url, open_client() as client:
        assert (await verdict_of(client, f"{url}/the-mill-by-the-weir"))[:2] == ("alive", None)
        assert (await verdict_of(client, f"{url}/another"))[:2] == ("blocked", "bot-wall")


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "opened by the user"])
async def test_nothing_that_a_page_does_leads_inside(*, is_open: bool) -> None:
    async with raw_server(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), host="127.0.0.2") as inside:
        there = f"127.0.0.2:{inside.port}"
        tricks = f"""
            fetch('http://{there}/fetch', {{mode: 'no-cors'}}).catch(() => 0);
            fetch('http://{there}/post', {{method: 'POST', mode: 'no-cors', body: 'x'}}).catch(() => 0);
            navigator.sendBeacon('http://{there}/beacon', 'x');
            new WebSocket('ws://{there}/socket');
            new EventSource('http://{there}/events');
            new Image().src = 'http://2130706434:{inside.port}/number';
            new Image().src = '/to-inside';
            new Worker(URL.createObjectURL(new Blob(["fetch('http://{there}/worker').catch(() => 0)"])));
            navigator.serviceWorker && navigator.serviceWorker.register('/worker.js').catch(() => 0);
            new RTCPeerConnection({{iceServers: [{{urls: 'stun:{there}'}}]}}).createDataChannel('x');
            window.open('http://{there}/window');
            document.body.insertAdjacentHTML('beforeend', '<iframe src="http://{there}/frame"></iframe>'
                + '<link rel=preconnect href="http://{there}/"><link rel=prefetch href="http://{there}/prefetch">');
            document.title = 'Tried everything';
        """

        def answer(request: web.Request) -> str | web.StreamResponse:
            if request.path == "/to-inside":
                raise web.HTTPFound(f"http://{there}/redirect")
            if request.path == "/worker.js":
                return web.Response(text=f"fetch('http://{there}/service')", content_type="text/javascript")
            return SHELL.format(tricks)

        allowed = ["127.0.0.1/32", "127.0.0.2/32"] if is_open else ["127.0.0.1/32"]
        async with (
            site(answer) as url,
            open_client(allow_private=allowed) as client,
            client.host(url.split("/")[2]) as host,
        ):
            visit = await host.render(f"{url}/tricks")
            assert visit is not None
            assert visit.page is not None
            assert visit.page.title == "Tried everything"
        asked = {line.split(" ")[1] for line in inside.request_lines}
        wanted = {"/fetch", "/post", "/beacon", "/socket", "/events", "/number", "/redirect", "/worker", "/frame"}
        assert asked & wanted == (wanted if is_open else set())
        assert is_open or inside.connections == 0


async def test_page_whose_script_goes_inside_shows_nothing() -> None:
    async with raw_server(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), host="127.0.0.2") as inside:
        script = f"location.href = 'http://127.0.0.2:{inside.port}/'"
        async with site(lambda request: SHELL.format(script)) as url, open_client() as client:
            assert (await verdict_of(client, f"{url}/the-mill"))[0] == "blocked"
        assert inside.connections == 0


async def test_script_without_end_costs_its_time_and_the_next_page_is_shown() -> None:
    def answer(request: web.Request) -> str:
        return SHELL.format("for (;;) {}") if request.path == "/endless" else shell("Fine", f"<p>{PROSE}</p>")

    async with site(answer) as url, open_client(timeout=2) as client, client.host(url.split("/")[2]) as host:
        began = time.monotonic()
        assert await host.render(f"{url}/endless") is None
        assert time.monotonic() - began < 15
        visit = await host.render(f"{url}/fine")
        assert visit is not None
        assert visit.page is not None
        assert visit.page.title == "Fine"


async def test_page_that_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        site(lambda request: shell("Fine", f"<p>{PROSE}</p>")) as url,
        open_client() as client,
        client.host(url.split("/")[2]) as host,
    ):
        with monkeypatch.context() as patch:
            patch.setattr(rendering, "_MEMORY", 1)
            assert await host.render(url) is None
        assert await host.render(url) is not None


async def test_nothing_is_kept_from_page_to_page_and_nothing_downloaded() -> None:
    script = """
        document.title = document.cookie + '/' + localStorage.length;
        document.cookie = 'seen=1; max-age=9999'; localStorage.setItem('seen', '1');
        confirm('Sure?');
        document.getElementById('root').innerHTML = '<a id=x download=x.bin href="data:application/x,abc">x</a>';
        document.getElementById('x').click();
    """
    async with (
        site(lambda request: SHELL.format(script)) as url,
        open_client() as client,
        client.host(url.split("/")[2]) as host,
    ):
        for _ in range(2):
            visit = await host.render(url)
            assert visit is not None
            assert visit.page is not None
            assert visit.page.title == "/0"


async def test_where_a_script_and_a_server_lead_is_told() -> None:
    def answer(request: web.Request) -> str:
        if request.path == "/old":
            raise web.HTTPMovedPermanently("/middle")
        if request.path == "/middle":
            return SHELL.format("location.replace('/new#part')")
        return shell("New", f"<p>{PROSE}</p>")

    async with site(answer) as url, open_client() as client, client.host(url.split("/")[2]) as host:
        visit = await host.render(f"{url}/old")
    assert visit is not None
    assert [(hop.url, hop.http_status, hop.kind.value) for hop in visit.hops] == [
        (f"{url}/old", 301, "http"),
        (f"{url}/middle", 200, "refresh"),
    ]
    assert visit.final_url == f"{url}/new"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_option_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], workers: str
) -> None:
    monkeypatch.setenv("LINKWATCH_CHECK__ALLOW_PRIVATE", "127.0.0.1/32")
    with in_background(site(application)) as url:
        words = ["check", f"{url}/the-mill-by-the-weir", "--no-archive", "--format", "json", "--workers", workers]
        assert run_command_line([*words, "--browser"]) == 0
        with_browser = json.loads(capsys.readouterr().out)["links"][0]
        assert run_command_line(words) == 0
        without = json.loads(capsys.readouterr().out)["links"][0]
    assert with_browser["status"] == Status.ALIVE
    assert with_browser["evidence"]["second"]["rendered_by"].startswith("Chrom")
    assert without["reason"] == "needs-browser"


def test_no_process_is_left_behind() -> None:
    running = [entry.read_bytes() for entry in Path("/proc").glob("[0-9]*/cmdline") if entry.parent.name.isdigit()]
    assert not [line for line in running if b"linkwatch-browser-" in line and b"--type=" not in line]
