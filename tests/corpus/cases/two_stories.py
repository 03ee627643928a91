"""Robots are told another story than readers; and twins in which everybody is told the same."""

import asyncio

from tests.corpus.html import HOME, article, bare, page
from tests.corpus.model import Case, Reply, Request, Site, always, fronted, pages, redirect

_PATH = "/news/2014/dam-opens-in-june"
_MISSING = Reply(404, page("Page not found", "<p>Nothing here.</p>"))
_READERS = pages({_PATH: article("Dam opens in June"), "/": HOME}, _MISSING)
_OLD_BROWSER = page("Your browser", "<p>Please use something newer to see our pages.</p>")


async def _silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


def _for_robots(answer: Reply | Site) -> Site:
    def site(request: Request) -> Reply:
        if request.from_browser:
            return _READERS(request)
        return answer if isinstance(answer, Reply) else answer(request)

    return site


def _home_for_all(request: Request) -> Reply:
    return Reply(body=HOME) if request.path == "/" else redirect("/", 302)


def _to_upgrade(request: Request) -> Reply:
    return Reply(body=_OLD_BROWSER) if request.path == "/x/old.html" else redirect("/x/old.html", 302)


def _in_order(request: Request) -> Reply:
    """Lets in who sends what a browser sends, and in its order."""
    names = list(request.headers)
    like_browser = [name for name in ("user-agent", "accept", "accept-language", "accept-encoding") if name in names]
    ordered = names[0] == "host" and [name for name in names if name in like_browser] == like_browser
    full = all(name in request.headers for name in ("sec-fetch-mode", "sec-fetch-dest", "upgrade-insecure-requests"))
    return _READERS(request) if ordered and full else Reply(503, "no")


def _case(name: str, expected: str, reason: str | None, site: Site, **more: object) -> Case:
    return Case(name, _PATH, expected, reason, site, **more)  # type: ignore[arg-type]


def _told_apart(name: str, answer: Reply | Site, expected: str, reason: str, **more: object) -> list[Case]:
    """A site that tells robots this story, and one that tells it to everybody."""
    everybody = answer if callable(answer) else always(answer)
    return [
        _case(f"told-robots-{name}", "alive", "", _for_robots(answer), twin=f"told-everybody-{name}", **more),
        _case(f"told-everybody-{name}", expected, reason, fronted(everybody, HOME), **more),
    ]


CASES = [
    *_told_apart("503", Reply(503, "busy"), "failing", "http-503"),
    *_told_apart("500", Reply(500, "oops"), "failing", "http-500"),
    *_told_apart("silence", Reply(behave=_silence), "failing", "read-timeout", hangs=True),
    *_told_apart("hang-up", Reply(raw=b""), "failing", "connection-reset"),
    *_told_apart("nothing", Reply(200, ""), "dead", "soft-404"),
    *_told_apart("home", _home_for_all, "dead", "soft-404"),
    *_told_apart("old-browser", Reply(200, _OLD_BROWSER), "dead", "soft-404"),
    *_told_apart("old-browser-place", _to_upgrade, "dead", "soft-404"),
    *_told_apart("not-found", Reply(200, page("Page not found", "<p>No such page.</p>")), "dead", "soft-404"),
    *_told_apart("404", _MISSING, "dead", "http-404"),
    *_told_apart("error-place", lambda request: Reply(body=bare("Error", "<p>Error.</p>")) if request.path == "/error" else redirect("/error"), "dead", "soft-404"),
    _case("whole-browser", "alive", "", _in_order, twin="told-everybody-503"),
    _case("missing-for-readers", "dead", "http-404", lambda request: _MISSING if request.from_browser else Reply(503, "busy"), twin="told-robots-503"),
    _case("soft-for-readers", "dead", "soft-404", lambda request: (Reply(body=HOME if request.path == "/" else page("Nichts", "<p>Leer.</p>")) if request.from_browser else Reply(500, "no")), twin="told-robots-500"),
]  # fmt: skip
