"""A server that answers for many hosts at once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.check.webs import ENDS, HANGS
from tests.corpus.html import page, prose

TEXT = prose(24)
HOSTS = [f"127.7.0.{number}" for number in range(1, 9)]  # of both workers of a crew of two
NOT_THERE = "<p>Sorry, the page that you asked for could not be found on this server. It may have moved.</p>"
PAGES = 1000  # of each kind; other addresses are not there


class Site:
    """Every address of the loopback network on one port. It counts who is asked what, and how many at once."""

    def __init__(self, port: int = 0) -> None:
        self.asked: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()
        self.port = port
        self._now: Counter[str] = Counter()
        self.passes: set[str] = set()  # as in `asked`: for these the gate is open
        self.gate = asyncio.Event()
        self.gate.set()
        self.waiting = asyncio.Semaphore(0)

    def url(self, host: str, path: str) -> str:
        return f"http://{host}:{self.port}{path}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        host = request.host.partition(":")[0]
        place = f"{host}{request.path}"
        self.asked[place] += 1
        self._now[host] += 1
        self.most_at_once[host] = max(self.most_at_once[host], self._now[host])
        self.waiting.release()
        try:
            if place not in self.passes:
                await self.gate.wait()
            await asyncio.sleep(0.001)
            return self._page(request)
        finally:
            self._now[host] -= 1

    def _page(self, request: web.Request) -> web.StreamResponse:
        kind = request.path.split("/")[1]
        number = request.path.rpartition("/")[2]
        if kind == "lost":
            return web.Response(text=page("Page not found", NOT_THERE), content_type="text/html")
        if kind == "gone" or not number.isdecimal() or int(number) >= PAGES:
            return web.Response(status=404, text="gone")
        if kind == "tired":
            return web.Response(status=429, headers={"Retry-After": "3600"})
        if kind == "to":
            _, _, host, path = request.path.split("/", 3)
            raise web.HTTPFound(self.url(host, f"/{path}"))
        marks = {"hangs": HANGS, "ends": ENDS}
        body = page(f"Page {request.path}", TEXT + marks.get(kind, b"").decode())
        return web.Response(text=body, content_type="text/html")


@asynccontextmanager
async def served() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_get("/{any:.*}", site.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        site.gate.set()
        await runner.cleanup()
