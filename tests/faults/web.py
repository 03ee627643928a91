"""A small web in a process of its own: many hosts on one port of the loopback network, every request written down.

/page/N            a page with an ETag, which answers 304 where that is known
/flap/N            likewise, but gone for every third few requests
/article/SOURCE/N  an article that cites LINKS_OF_ARTICLE of these; changes from time to time
/feed, /sitemap    sources of such articles; the sitemap leaves one article out now and then
/answer/NAME       what `Web.answer` was told to say under that name
/hang              accepted and never answered
/tarpit/N          one byte a second
/busy/N            429 with Retry-After: 3600
"""

import asyncio
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from aiohttp import web

ARTICLES = 20  # of each source
LINKS_OF_ARTICLE = 50
HOSTS = 30
_FLAPPING_HOSTS = 3
_FOR_EVER = 3600.0
_WORDS = [
    "harbour",
    "market",
    "bridge",
    "letter",
    "garden",
    "winter",
    "silver",
    "station",
    "river",
    "window",
    "history",
    "copper",
    "island",
]


def host_name(number: int) -> str:
    """Name one of the loopback network's hosts."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def page_url(number: int, port: int) -> str:
    """Name a page; it is always at the same host."""
    host = number % HOSTS
    kind = "flap" if host < _FLAPPING_HOSTS else "page"
    return f"http://{host_name(host)}:{port}/{kind}/{number}"


class _Handlers:
    def __init__(self) -> None:
        self.requests: list[tuple[float, str, int, bool]] = []  # as Web.requests gives them
        self.answers: dict[str, tuple[str, str]] = {}  # name → media type, body
        self._asked = Counter[str]()
        self.port = 0

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self.write_down])
        app.router.add_get(r"/page/{number:\d{1,6}}", self.page)
        app.router.add_get(r"/flap/{number:\d{1,6}}", self.flap)
        app.router.add_get("/article/{source}/{number}", self.article)
        app.router.add_get("/feed", self.feed)
        app.router.add_get("/sitemap", self.sitemap)
        app.router.add_get("/answer/{name}", self.answer)
        app.router.add_get("/hang", self.hang)
        app.router.add_get("/tarpit/{number}", self.tarpit)
        app.router.add_get("/busy/{number}", self.busy)
        return app

    @web.middleware
    async def write_down(self, request: web.Request, handler: Any) -> web.StreamResponse:
        entry = len(self.requests)
        by_name = "linkwatch" in request.headers.get("User-Agent", "")
        self.requests.append((time.time(), str(request.url), 0, by_name))
        try:
            response: web.StreamResponse = await handler(request)
        except web.HTTPException as error:
            response = error  # aiohttp 3's are responses
        self.requests[entry] = (*self.requests[entry][:2], response.status, by_name)
        return response

    async def page(self, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        if request.headers.get("If-None-Match") == f'"{number}"':
            return web.Response(status=304, headers={"ETag": f'"{number}"'})
        return _html(f"The {_prose(number, 2)} of {number}", f"<p>{_prose(number, 40)}</p>", ETag=f'"{number}"')

    async def flap(self, request: web.Request) -> web.Response:
        self._asked[request.path] += 1
        if self._asked[request.path] // 4 % 3 == 2:
            raise web.HTTPNotFound
        return await self.page(request)

    async def article(self, request: web.Request) -> web.Response:
        source, number = request.match_info["source"], int(request.match_info["number"])
        self._asked[request.path] += 1
        version = self._asked[request.path] // 2
        first = (ARTICLES * (source == "sitemap") + number) * LINKS_OF_ARTICLE
        cited = [page_url(first + n, self.port) for n in range(LINKS_OF_ARTICLE) if n != version % LINKS_OF_ARTICLE]
        items = "".join(f"<li>See <a href='{url}'>page {url[-4:]}</a>.</li>" for url in cited)
        return _html(f"Article {number}", f"<p>Edition {version}.</p><ul>{items}</ul>")

    async def feed(self, request: web.Request) -> web.Response:
        urls = [f"http://{request.host}/article/feed/{n}" for n in range(ARTICLES)]
        items = "".join(f"<item><title>{n}</title><link>{url}</link></item>" for n, url in enumerate(urls))
        body = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml")

    async def sitemap(self, request: web.Request) -> web.Response:
        self._asked["sitemap"] += 1
        left_out = self._asked["sitemap"] // 3 % (2 * ARTICLES)  # half of the time none
        urls = [f"http://{request.host}/article/sitemap/{n}" for n in range(ARTICLES) if n != left_out]
        items = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
        return web.Response(
            text=f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{items}</urlset>",
            content_type="application/xml",
        )

    async def answer(self, request: web.Request) -> web.Response:
        media_type, body = self.answers[request.match_info["name"]]
        return web.Response(text=body, content_type=media_type)

    async def hang(self, request: web.Request) -> web.Response:
        await asyncio.sleep(_FOR_EVER)
        raise web.HTTPGatewayTimeout

    async def tarpit(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        with suppress(ConnectionError):
            for byte in b"<!doctype html><title>Slowly</title>" * 100:
                await response.write(bytes([byte]))
                await asyncio.sleep(1)
        return response

    async def busy(self, request: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "3600"})


def _prose(seed: str, words: int) -> str:
    chooser = random.Random(seed)
    return " ".join(chooser.choices(_WORDS, k=words))


def _html(title: str, body: str, **headers: str) -> web.Response:
    text = f"<!doctype html><html lang=en><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}"
    return web.Response(text=text, content_type="text/html", headers=headers)


def _serve(pipe: Connection) -> None:
    async def run() -> None:
        handlers = _Handlers()
        runner = web.AppRunner(handlers.application(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "0.0.0.0", 0, backlog=4096).start()  # all of 127.0.0.0/8 has no other name
        handlers.port = runner.addresses[0][1]
        pipe.send(handlers.port)
        while (told := await asyncio.to_thread(pipe.recv)) is not None:
            if told == "requests":
                pipe.send(handlers.requests)
            else:
                handlers.answers.update(told)
                pipe.send(None)
        await runner.cleanup()

    asyncio.run(run())


class Web:
    """The running web. port: that all its hosts have."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.port: int = pipe.recv()

    def url(self, path: str, host: int = 0) -> str:
        return f"http://{host_name(host)}:{self.port}{path}"

    def requests(self) -> list[tuple[float, str, int, bool]]:
        """All requests so far: when (seconds since 1970), URL, HTTP status, whether linkwatch gave its own name.

        The status of one that is not answered yet is 0.
        """
        self._pipe.send("requests")
        return list(self._pipe.recv())

    def answer(self, name: str, media_type: str, body: str) -> str:
        """Let /answer/NAME say this from now on; return its URL."""
        self._pipe.send({name: (media_type, body)})
        self._pipe.recv()
        return self.url(f"/answer/{name}")

    def answer_feed(self, name: str, article_urls: list[str]) -> str:
        """Let /answer/NAME be a feed of these articles; return its URL."""
        items = "".join(f"<item><title>{n}</title><link>{url}</link></item>" for n, url in enumerate(article_urls))
        return self.answer(name, "application/rss+xml", f"<rss version='2.0'><channel>{items}</channel></rss>")

    def answer_article(self, name: str, cited: list[str]) -> str:
        """Let /answer/NAME be an article that cites these; return its URL."""
        items = "".join(f"<li>See <a href='{url}'>number {n}</a>.</li>" for n, url in enumerate(cited))
        return self.answer(name, "text/html", f"<!doctype html><title>{name}</title><ul>{items}</ul>")


@contextmanager
def small_web() -> Iterator[Web]:
    """Run the web while the block lasts."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    theirs.close()  # else nobody would learn of the server's end
    try:
        yield Web(ours)
        ours.send(None)
        server.join(5)
    finally:
        if server.is_alive():
            server.terminate()
            server.join()
        server.close()
        ours.close()
