"""Redirects: to the page itself, to its new address, or round in circles. Those that lead away are in soft404.py."""

from tests.corpus.html import HOME, article, page, prose
from tests.corpus.model import Case, Reply, Request, pages, redirect

_OLD, _NEW = "/2014/dam-opens", "/archive/2014/06/dam-opens-in-june"
_PAGE = article("Dam opens in June")
_ONE_PAGE = page(
    "Smith, joiners",
    "<ul><li><a href='#services'>Services</a></li><li><a href='#contact'>Contact</a></li></ul><h2 id=services>Services</h2>"
    + prose(6)
    + "<h2 id=contact>Contact</h2>"
    + prose(2),
)


def _alive(name: str, path: str, known: dict[str, Reply | str], **more: object) -> Case:
    return Case(name, path, "alive", "", pages({"/": HOME, **known}), **more)  # type: ignore[arg-type]


def _moved(name: str, path: str, known: dict[str, Reply | str], cite: str, **more: object) -> Case:
    return Case(
        name,
        path,
        "redirected",
        None,
        pages({"/": HOME, **known}),
        cite=cite if cite.startswith("http") else f"http://{name}.test:{{http}}{cite}",
        **more,
    )  # type: ignore[arg-type]


def _elsewhere(here: Reply, there: Reply | str) -> object:
    """A site that moved to another host: `here` for every address, `there` for every one of the new host."""
    return lambda request: (
        (there if isinstance(there, Reply) else Reply(body=there)) if request.host.startswith("other-") else here
    )


def _cookie_round(request: Request) -> Reply:
    if "seen=1" in request.headers.get("cookie", ""):
        return Reply(body=_PAGE) if request.path == _OLD else Reply(404, "no")
    return Reply(302, headers=(("Location", request.path), ("Set-Cookie", "seen=1; Path=/")))


CASES = [
    _alive("temporary-302", _OLD, {_OLD: redirect(_NEW, 302), _NEW: _PAGE}, twin="permanent-301"),
    _alive("temporary-303", _OLD, {_OLD: redirect(_NEW, 303), _NEW: _PAGE}),
    _alive("temporary-307", _OLD, {_OLD: redirect(_NEW, 307), _NEW: _PAGE}),
    _alive("slash-added", "/wells", {"/wells": redirect("/wells/"), "/wells/": article("Wells")}),
    _alive("slash-removed", "/wells/", {"/wells/": redirect("/wells", 308), "/wells": article("Wells")}),
    _alive("case-only", "/Wells/Deep", {"/Wells/Deep": redirect("/wells/deep"), "/wells/deep": article("Deep wells")}),
    _alive("encoding-only", "/caf%c3%a9", {"/caf%c3%a9": redirect("/caf%C3%A9"), "/caf%C3%A9": article("Café")}),
    _alive("home-default-document", "/", {"/": redirect("/index.php"), "/index.php": HOME}),
    _alive("home-language", "/", {"/": redirect("/en/", 301), "/en/": HOME}),
    _alive("home-language-index", "/", {"/": redirect("/de/index.html", 302), "/de/index.html": HOME}),
    _alive("home-to-own-front", "/", {"/": redirect("/wiki/Main_Page"), "/wiki/Main_Page": HOME}),
    _alive(
        "index-to-folder", "/wells/index.html", {"/wells/index.html": redirect("/wells/"), "/wells/": article("Wells")}
    ),
    _alive("session-id", _OLD, {_OLD: redirect(_OLD + ";jsessionid=0A1B2C"), _OLD + ";jsessionid=0A1B2C": _PAGE}),
    _alive("session-parameter", _OLD, {_OLD: redirect(_OLD + "?cookieSet=1", 302), _OLD + "?cookieSet=1": _PAGE}),
    Case("cookie-round", _OLD, "alive", "", _cookie_round, twin="endless-round"),
    Case(
        "www",
        _OLD,
        "alive",
        "",
        lambda request: (
            Reply(404, "no")
            if request.path != _OLD
            else Reply(body=_PAGE)
            if request.host.startswith("www.")
            else redirect("http://www.www.test:{http}" + _OLD)
        ),
        twin="new-domain",
    ),
    Case(
        "https",
        _OLD,
        "alive",
        "",
        lambda request: Reply(body=_PAGE) if request.count > 1 else redirect("https://https.test:{https}" + _OLD),
        twin="new-domain",
    ),
    Case(
        "https-www-slash",
        "/wells",
        "alive",
        "",
        lambda request: (
            Reply(404, "no")
            if not request.path.startswith("/wells")
            else Reply(body=article("Wells"))
            if request.path.endswith("/")
            else redirect("https://www.https-www-slash.test:{https}/wells/")
            if request.host.startswith("www.")
            else redirect("http://www.https-www-slash.test:{http}/wells")
        ),
    ),
    _alive(
        "doi-like",
        "/10.1000/182",
        {
            "/10.1000/182": redirect("/platform/old/182", 302),
            "/platform/old/182": redirect("/platform/new/dam-opens-182"),
            "/platform/new/dam-opens-182": _PAGE,
        },
        twin="permanent-chain",
    ),
    _alive(
        "refresh-to-page",
        _OLD,
        {_OLD: "<meta http-equiv=refresh content='0;url=" + _NEW + "'><title>Moved</title>", _NEW: _PAGE},
        twin="to-home-refresh",
    ),
    _alive(
        "refresh-far",
        "/live/scores",
        {"/live/scores": page("Scores", prose(6), head="<meta http-equiv=refresh content='60;url=/'>")},
    ),
    _alive(
        "refresh-to-itself",
        "/live/scores",
        {"/live/scores": page("Scores", prose(6), head="<meta http-equiv=refresh content='3'>")},
    ),
    _alive(
        "language-302",
        "/wells/deep",
        {"/wells/deep": redirect("/en/wells/deep", 302), "/en/wells/deep": article("Deep wells")},
    ),
    _alive(
        "mobile-302",
        "/wells/deep",
        {"/wells/deep": redirect("/m/wells/deep", 302), "/m/wells/deep": article("Deep wells")},
    ),
    _alive(
        "id-to-slug-302", "/?p=4812", {"/?p=4812": redirect("/2014/06/dam-opens/", 302), "/2014/06/dam-opens/": _PAGE}
    ),
    _alive(
        "twelve-hops", "/h0", {**{f"/h{n}": redirect(f"/h{n + 1}", 302) for n in range(12)}, "/h12": article("Twelve")}
    ),
    _alive("redirect-with-body", _OLD, {_OLD: redirect(_NEW, 302, "<h1>Object moved</h1>"), _NEW: _PAGE}),
    _alive("relative-location", "/a/b", {"/a/b": redirect("../a/c-b", 302), "/a/c-b": article("B, moved")}),
    _moved("permanent-301", _OLD, {_OLD: redirect(_NEW), _NEW: _PAGE}, _NEW, twin="temporary-302"),
    _moved("permanent-308", _OLD, {_OLD: redirect(_NEW, 308), _NEW: _PAGE}, _NEW),
    _moved(
        "permanent-chain",
        _OLD,
        {_OLD: redirect("/x/dam-opens"), "/x/dam-opens": redirect(_NEW), _NEW: _PAGE},
        _NEW,
        twin="doi-like",
    ),
    _moved(
        "permanent-then-temporary",
        _OLD,
        {_OLD: redirect(_NEW), _NEW: redirect("/s/91/dam-opens", 302), "/s/91/dam-opens": _PAGE},
        _NEW,
    ),
    _moved(
        "new-slug",
        "/2014/dam-opens",
        {
            "/2014/dam-opens": redirect("/stories/june-inauguration"),
            "/stories/june-inauguration": article("June inauguration"),
        },
        "/stories/june-inauguration",
        twin="to-home-301",
    ),
    _moved(
        "id-to-slug-301",
        "/node/48122",
        {"/node/48122": redirect("/wells/deep-drilling"), "/wells/deep-drilling": article("Deep drilling")},
        "/wells/deep-drilling",
    ),
    _moved(
        "suffix-dropped",
        "/wells/deep.html",
        {"/wells/deep.html": redirect("/wells/deep"), "/wells/deep": article("Deep wells")},
        "/wells/deep",
    ),
    _moved(
        "to-item-root",
        "/questions/48122/how-deep/print",
        {
            "/questions/48122/how-deep/print": redirect("/questions/48122/how-deep"),
            "/questions/48122/how-deep": article("How deep"),
        },
        "/questions/48122/how-deep",
        twin="to-section",
    ),
    _moved(
        "one-page-site-301",
        "/contact",
        {"/": _ONE_PAGE, "/contact": redirect("/#contact")},
        "/",
        twin="to-home-only-this",
    ),
    _moved(
        "one-page-site-plain",
        "/services.html",
        {"/": _ONE_PAGE, "/services.html": redirect("/")},
        "/",
        twin="to-home-only-this",
    ),
    Case(
        "new-domain",
        _OLD,
        "redirected",
        None,
        lambda request: (
            (Reply(body=_PAGE) if request.path == _OLD else Reply(404, "no"))
            if request.host.startswith("other-")
            else redirect("http://other-new-domain.test:{http}{path}")
        ),
        cite="http://other-new-domain.test:{http}" + _OLD,
        twin="to-other-domain-home",
    ),
    Case(
        "new-domain-home",
        "/",
        "redirected",
        None,
        _elsewhere(redirect("http://other-new-domain-home.test:{http}/"), HOME),
        cite="http://other-new-domain-home.test:{http}/",
    ),  # type: ignore[arg-type]
    Case(
        "to-project-domain",
        "/projects/riverwatch",
        "redirected",
        None,
        lambda request: (
            Reply(body=page("Riverwatch", prose(6), site=""))
            if request.host.startswith("riverwatch.")
            else redirect("http://riverwatch.to-project-domain.test:{http}/")
            if "riverwatch" in request.path
            else Reply(404, "no")
        ),
        cite="http://riverwatch.to-project-domain.test:{http}/",
        twin="to-other-domain-home",
    ),
    Case(
        "endless-round",
        _OLD,
        "failing",
        "redirect-loop",
        lambda request: redirect("/b" if request.path != "/b" else "/c" if request.path == "/b" else _OLD, 302),
        twin="cookie-round",
    ),
    Case("to-itself", _OLD, "failing", "redirect-loop", lambda request: redirect("{path}", 302)),
    Case(
        "endless-new-addresses",
        "/n/1",
        "failing",
        "redirect-loop",
        lambda request: redirect(
            f"/n/{int(request.path.rpartition('/')[2] or 0) + 1}" if request.path[3:].isdigit() else "/n/1", 302
        ),
    ),
    Case("no-location", _OLD, "failing", "redirect-broken", pages({_OLD: Reply(302, "moved")})),
    Case("empty-location", _OLD, "failing", "redirect-broken", pages({_OLD: redirect("", 302)})),
    Case(
        "location-mailto", _OLD, "failing", "redirect-broken", pages({_OLD: redirect("mailto:editor@example.org", 302)})
    ),
    Case("location-malformed", _OLD, "failing", "redirect-broken", pages({_OLD: redirect("http://[::1", 302)})),
    Case("moved-to-404", _OLD, "dead", "http-404", pages({_OLD: redirect(_NEW)})),
    Case("moved-to-503", _OLD, "failing", "http-503", pages({_OLD: redirect(_NEW), _NEW: Reply(503, "busy")})),
    Case("moved-to-nowhere", _OLD, "dead", "dns-nxdomain", pages({_OLD: redirect("http://no-such-host.invalid/x")})),
    Case("moved-to-private", _OLD, "failing", "private-address", pages({_OLD: redirect("http://10.1.2.3/x")})),
    Case(
        "short-link",
        "/x8Fk2",
        "redirected",
        None,
        lambda request: (
            Reply(body=HOME)
            if request.host.startswith("other-")
            else redirect("http://other-short-link.test:{http}/")
            if request.path == "/x8Fk2"
            else Reply(404, "no")
        ),
        twin="to-other-domain-home",
    ),
    Case(
        "download-302",
        "/download/latest",
        "alive",
        "",
        pages(
            {
                "/download/latest": redirect("/files/tool-3.2.zip", 302),
                "/files/tool-3.2.zip": Reply(body=b"PK\x03\x04" + b"\0" * 90, type="application/zip"),
            }
        ),
    ),
    Case(
        "part-of-home",
        "/single-page",
        "redirected",
        None,
        pages({"/": HOME, "/single-page": redirect("/#about")}),
        twin="to-home-only-this",
    ),
]
