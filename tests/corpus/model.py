"""What a case is: a site that behaves in some way, a link into it, and the verdict that a careful reader would give."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """path: with its query, as sent. headers: names in lower case. host: without the port. count: of this path so far."""

    path: str
    host: str
    headers: Mapping[str, str]
    count: int

    @property
    def from_browser(self) -> bool:
        return "Firefox/" in self.headers.get("user-agent", "")


@dataclass(frozen=True)
class Reply:
    """An answer. In body and headers, {base} is the site's own scheme and authority, {path} what was asked."""

    status: int = 200
    body: str | bytes = ""
    type: str | None = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    raw: bytes | None = None
    behave: Callable[[asyncio.StreamWriter], Awaitable[None]] | None = None


Site = Callable[[Request], Reply]


@dataclass(frozen=True)
class Case:
    """name: also its host, name.test. expected: status and reason; None as reason accepts any.

    twin: the case that looks alike and is something else. tls: None, "good", "expired", "untrusted" or "wrong-name".
    dns: None, "nxdomain", "servfail", "silent" or "private".
    """

    name: str
    path: str
    expected: str
    reason: str | None
    site: Site
    twin: str | None = None
    anchors: tuple[str, ...] = ()
    tls: str | None = None
    dns: str | None = None
    subdomain: str = ""
    url: str | None = None
    cite: str | None = None
    hangs: bool = False
    family: str = field(default="")


def redirect(location: str, status: int = 301, body: str = "") -> Reply:
    return Reply(status, body, headers=(("Location", location),))


def pages(known: Mapping[str, Reply | str], otherwise: Reply | None = None) -> Site:
    """A site that has these pages and answers everything else with `otherwise`, a plain 404 if none is given."""
    missing = otherwise or Reply(
        404, "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    )

    def site(request: Request) -> Reply:
        found = known.get(request.path, missing)
        return Reply(body=found) if isinstance(found, str) else found

    return site


def always(reply: Reply | str) -> Site:
    """A site that answers every address alike."""
    return pages({}, Reply(body=reply) if isinstance(reply, str) else reply)


def fronted(site: Site, front: Reply | str) -> Site:
    """The same site, but with a front page."""
    shown = Reply(body=front) if isinstance(front, str) else front
    return lambda request: shown if request.path == "/" else site(request)
