"""The web of the demonstration: a few sites in the states that sites are in after some years, and an archive."""

from aiohttp import web

from tests.corpus.html import article, bare, page
from tests.standin.wayback import WaybackStandin

LIVING = {
    "www.valley-mills.example/history/water-wheels": article("Water wheels of the valley"),
    "www.valley-mills.example/people/millers": article("The millers since 1702"),
    "guild.example/about/rules": article("Rules of the millers' guild"),
}
NOT_FOUND = page("Page not found", "<p>Sorry, we could not find the page that you are looking for.</p>")
PARKED = bare("sawmill-friends.example", "<h1>This domain is for sale</h1><p>Buy this domain.</p>")
CHALLENGE = bare("Just a moment...", "<p>Checking that you are human.</p>")

CAPTURED = {
    "http://www.county-archive.example/maps/1841": ("20150418093012", "The tithe map of 1841"),
    "http://courier.example/2014/last-wheel-turns-again": ("20150611170455", "The last wheel turns again"),
    "http://sawmill-friends.example/": ("20150530081944", "Friends of the old sawmill"),
}


async def answer(request: web.Request) -> web.StreamResponse:
    """Answer for the site that the request names."""
    host = request.host
    living = LIVING.get(host + request.path)
    if living is not None:
        return web.Response(text=living, content_type="text/html")
    if host == "courier.example":
        return web.Response(text=NOT_FOUND, content_type="text/html")
    if host == "sawmill-friends.example":
        return web.Response(text=PARKED, content_type="text/html")
    if host == "guild.example" and request.path == "/rules":
        return web.Response(status=301, headers={"Location": "/about/rules"})
    if host == "journal.example":
        return web.Response(status=403, text=CHALLENGE, content_type="text/html", headers={"cf-mitigated": "challenge"})
    return web.Response(status=404, text=NOT_FOUND, content_type="text/html")


def archive() -> WaybackStandin:
    """Return an archive that holds what was cited, and an error page beside it."""
    standin = WaybackStandin()
    for url, (timestamp, title) in CAPTURED.items():
        standin.add(url, timestamp, body=article(title).encode())
    standin.add("http://courier.example/2014/last-wheel-turns-again", "20150609120000", body=NOT_FOUND.encode())
    return standin
