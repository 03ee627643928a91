"""A small web with a past: sites that answer today, and an archive that holds what they were."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from aiohttp import web

from tests.standin.wayback import WaybackStandin

NOT_FOUND = (
    "<!doctype html><title>Not found</title><h1>Not found</h1><p>There is nothing here. Go to the front page.</p>"
)


@dataclass(frozen=True)
class Reply:
    """What a site answers today."""

    status: int = 200
    body: bytes = b""
    media_type: str = "text/html"
    location: str | None = None


@dataclass
class Case:
    """A dead link with the answers that are right; none for a page that nothing vouches for. kind: its row of cases."""

    name: str
    kind: str
    url: str
    answers: tuple[str, ...]


@dataclass
class World:
    """All sites of all cases. port: where they are served. fallback: what a host answers where it has no page."""

    port: int = 0
    archive: WaybackStandin = field(default_factory=WaybackStandin)
    replies: dict[str, Reply] = field(default_factory=dict)
    fallback: dict[str, Callable[[str], Reply]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    cases: list[Case] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def url(self, host: str, path: str) -> str:
        """Return an address on a host of this world."""
        return f"http://{host}:{self.port}{path}"

    def now(self, url: str, body: str | bytes, media_type: str = "text/html; charset=utf-8") -> str:
        """Have a page answer today."""
        self.replies[url] = Reply(200, body.encode() if isinstance(body, str) else body, media_type)
        return url

    def leads(self, url: str, to: str) -> None:
        """Have an address redirect today."""
        self.replies[url] = Reply(301, b"", "text/html", to)

    def was(self, url: str, timestamp: str, body: str | bytes, media_type: str = "text/html") -> None:
        """Put a page into the past."""
        raw = body.encode() if isinstance(body, str) else body
        self.archive.add(url, timestamp, body=raw, mimetype=media_type)

    def led(self, url: str, timestamp: str, to: str) -> None:
        """Put a redirect into the past."""
        self.archive.add(url, timestamp, status="301", body=b"", headers=[("Location", to)])

    def map(self, host: str, urls: Iterable[str], path: str = "/sitemap.xml") -> None:
        """Have a site list its pages."""
        items = "".join(f"<url><loc>{url.replace('&', '&amp;')}</loc></url>" for url in urls)
        body = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'
        self.now(self.url(host, path), body, "application/xml")

    def robots(self, host: str, *maps: str) -> None:
        """Have a site's robots.txt name its maps."""
        lines = "".join(f"Sitemap: {url}\n" for url in maps)
        self.now(self.url(host, "/robots.txt"), f"User-agent: *\nDisallow: /admin\n{lines}", "text/plain")

    def expect(self, kind: str, url: str, *answers: str) -> None:
        """Add a case."""
        name = f"{kind} {sum(case.kind == kind for case in self.cases) + 1}"
        self.cases.append(Case(name, kind, url, answers))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer as the sites do today."""
        host, path = request.url.host or "", request.raw_path
        url = self.url(host, path)
        self.asked.append(url)
        reply = self.replies.get(url)
        if reply is None and host in self.fallback:
            reply = self.fallback[host](path)
        reply = reply or Reply(404, NOT_FOUND.encode())
        headers = {"Content-Type": reply.media_type}
        if reply.location is not None:
            headers["Location"] = reply.location
        return web.Response(status=reply.status, body=reply.body, headers=headers)
