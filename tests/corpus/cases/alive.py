"""Pages that are there, many of which look like something else."""

from tests.corpus.html import HOME, article, bare, page, prose
from tests.corpus.model import Case, Reply, always, pages


def _one(path: str, body: str | Reply) -> dict[str, str | Reply]:
    return {path: body, "/": HOME}


def _alive(name: str, path: str, body: str | Reply, **more: object) -> Case:
    return Case(name, path, "alive", "", pages(_one(path, body)), **more)  # type: ignore[arg-type]


CASES = [
    _alive("plain-article", "/news/2015/the-town-gets-a-library", article("The town gets a library")),
    _alive("home-page", "/", HOME),
    _alive("opaque-address", "/a/8f3kd92", article("A survey of the wells")),
    _alive(
        "canonical-names-itself", "/p?id=8712", article("Wells", head="<link rel=canonical href='{base}/p?id=8712'>")
    ),
    _alive("short-page", "/haiku/frog", page("Frog", "<p>The old pond; a frog jumps in.</p>")),
    _alive("very-short-page", "/version.html", bare("Version", "<p>3.1</p>"), twin="empty-shell"),
    _alive(
        "picture-page",
        "/photos/100231",
        bare("", "<img src='/img/100231.jpg' alt='' width=1200 height=800>"),
        twin="empty-shell",
    ),
    _alive("video-page", "/clip/9921", bare("Clip", "<video src='/9921.mp4' controls></video>")),
    _alive(
        "frameset",
        "/manual/start.htm",
        "<html><head><title>Manual</title></head><frameset cols='20%,80%'><frame src='toc.htm'><frame src='ch1.htm'></frameset></html>",
        twin="parked-frame",
    ),
    _alive(
        "link-directory",
        "/links.html",
        page("Links", "<ul>" + "".join(f"<li><a href='/x{n}'>Place {n}</a></li>" for n in range(40)) + "</ul>"),
    ),
    _alive(
        "index-of",
        "/pub/tools/",
        bare(
            "Index of /pub/tools",
            "<h1>Index of /pub/tools</h1><pre><a href='../'>../</a>\n<a href='make-4.4.tar.gz'>make-4.4.tar.gz</a> 26-Feb-2023 2.2M\n<a href='sed-4.9.tar.gz'>sed-4.9.tar.gz</a></pre>",
        ),
        twin="nginx-welcome",
    ),
    _alive(
        "plain-text",
        "/robots-policy.txt",
        Reply(body="Policy of this site, version 3\n\n" + "Robots are welcome. " * 20, type="text/plain"),
    ),
    _alive("tiny-text", "/VERSION", Reply(body="1.4.2\n", type="text/plain"), twin="text-not-found"),
    _alive(
        "json",
        "/api/wells.json",
        Reply(body='{"wells": [{"id": 1, "depth": 30}], "count": 1}', type="application/json"),
        twin="json-not-found",
    ),
    _alive(
        "json-with-errors-key",
        "/api/log.json",
        Reply(body='{"errors": [], "entries": [{"message": "cache warmed"}], "code": 200}', type="application/json"),
    ),
    _alive("pdf", "/files/report.pdf", Reply(body=b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", type="application/pdf")),
    _alive(
        "pdf-as-html",
        "/files/report2.pdf",
        Reply(body=b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", type="text/html"),
        twin="html-as-pdf",
    ),
    _alive("image", "/img/map.png", Reply(body=b"\x89PNG\r\n\x1a\n" + b"\0" * 60, type="image/png")),
    _alive("html-as-text", "/old/page.html", Reply(body=article("The old page"), type="text/plain")),
    _alive("no-content-type", "/wells/history", Reply(body=article("History of the wells"), type=None)),
    _alive("odd-content-type", "/wells/future", Reply(body=article("Future of the wells"), type="html")),
    _alive(
        "xml-feed",
        "/feed.xml",
        Reply(
            body="<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title></channel></rss>",
            type="application/rss+xml",
        ),
    ),
    _alive("status-203", "/via/proxy-page", Reply(203, article("Via proxy page"))),
    _alive("status-206", "/part/one", Reply(206, article("Part one"))),
    _alive("status-204", "/ping", Reply(204, type=None), twin="status-204-alike"),
    _alive(
        "noindex-archive",
        "/archive/1998/04/02/letter",
        page("Letter", prose(6), head="<meta name=robots content='noindex,follow'>"),
    ),
    _alive(
        "single-page-app-known",
        "/app/orders",
        Reply(body=bare("Orders", "<div id=root></div><script src=/app.js></script>")),
        twin="single-page-app",
    ),
    _alive("single-page-app-home", "/", Reply(body=bare("App", "<div id=root></div><script src=/app.js></script>"))),
    Case(
        "single-page-app-titled",
        "/recipes/walnut-bread",
        "alive",
        "",
        lambda request: Reply(
            body=bare(
                "Walnut bread" if "walnut" in request.path else "Recipes",
                "<div id=root></div><script src=/app.js></script>",
            )
        ),
        twin="single-page-app",
    ),
    Case(
        "decorated-address",
        "/questions/48127/how-deep-is-a-well",
        "alive",
        "",
        lambda request: (
            Reply(body=article("How deep is a well?", 8))
            if request.path.startswith("/questions/48127/")
            else Reply(404, "no")
        ),
    ),
    Case(
        "decorated-address-last",
        "/questions/how-deep-is-a-well",
        "alive",
        "",
        always(article("How deep is a well?", 8)),
        twin="whole-site-alike",
    ),
    Case("single-page-site", "/", "alive", "", always(article("The one and only page of this site", 9))),
    Case(
        "robot-refused-404-sibling-403",
        "/bucket/report-2014.html",
        "alive",
        "",
        lambda request: (
            Reply(body=article("Report 2014", 9))
            if "report" in request.path
            else Reply(403, "<Error><Code>AccessDenied</Code></Error>", type="application/xml")
        ),
    ),
    Case(
        "sibling-is-login",
        "/docs/install-guide-for-wells",
        "alive",
        "",
        lambda request: (
            Reply(body=article("Wells: guide", 9))
            if "install" in request.path
            else Reply(302, headers=(("Location", "/login?next=/x"),))
            if not request.path.startswith("/login")
            else Reply(body=page("Log in", "<input type=password>"))
        ),
    ),
    Case(
        "sibling-breaks",
        "/report/82711",
        "alive",
        "",
        lambda request: (
            Reply(body=article("Water board", 9)) if request.path == "/report/82711" else Reply(500, "error")
        ),
    ),
    Case(
        "soft-site-real-page",
        "/news/flood-of-1953",
        "alive",
        "",
        pages(
            {"/news/flood-of-1953": article("The flood of 1953")},
            Reply(body=page("Page not found", "<p>Sorry, we could not find the page you are looking for.</p>")),
        ),
        twin="error-200-en",
    ),
    Case(
        "soft-site-opaque-page",
        "/n/77121",
        "alive",
        "",
        pages(
            {"/n/77121": article("Dry wells")},
            Reply(body=page("Page not found", "<p>Sorry, we could not find the page you are looking for.</p>")),
        ),
        twin="error-200-en",
    ),
    Case(
        "one-title-site",
        "/info3.htm",
        "alive",
        "",
        pages(
            {"/info3.htm": bare("Smith &amp; Sons", prose(9))},
            Reply(body=bare("Smith &amp; Sons", "<p>Welcome to our workshop. Choose a topic on the left.</p>")),
        ),
        twin="whole-site-alike",
    ),
    Case(
        "gallery-one-template",
        "/gallery/red-kites",
        "alive",
        "",
        lambda request: Reply(
            body=page(
                "Red kites" if "kites" in request.path else "Gallery", "<img src='/x.jpg'><p>Click to enlarge.</p>"
            )
        ),
    ),
    _alive(
        "cyrillic",
        "/novosti/otkrytie-mosta",
        page(
            "Открытие моста",
            "<p>Мост через реку открыли в субботу. На церемонию пришли сотни жителей города.</p>",
            language="ru",
        ),
    ),
    _alive(
        "windows-1251",
        "/n/5512",
        Reply(
            body=page(
                "Открытие моста",
                "<p>Мост через реку открыли в субботу. На церемонию пришли сотни жителей.</p>",
                language="ru",
            )
            .replace('<meta charset="utf-8">', "")
            .encode("cp1251"),
            type="text/html; charset=windows-1251",
        ),
    ),
    _alive(
        "japanese",
        "/kiji/20150401.html",
        page(
            "新しい図書館が開館",
            "<p>市の新しい図書館が四月一日に開館した。蔵書は十二万冊で、子供のための部屋もある。</p>",
            language="ja",
        ),
    ),
    _alive(
        "anchor-names-it",
        "/d/uuid-93ab",
        page("Annual report of the water board", prose(5)),
        anchors=("annual report of the water board",),
    ),
    Case("home-with-query", "/?lang=en", "alive", "", always(HOME), twin="whole-site-alike"),
    Case(
        "query-of-no-account",
        "/about?lang=en",
        "alive",
        "",
        lambda request: (
            Reply(body=page("The people behind it", prose(6)))
            if request.path.startswith("/about")
            else Reply(404, "no")
        ),
        twin="query-id",
    ),
    Case(
        "query-of-no-account-id",
        "/about-wells?id=7",
        "alive",
        "",
        lambda request: (
            Reply(body=page("About wells", prose(6))) if request.path.startswith("/about-wells") else Reply(404, "no")
        ),
        twin="query-id",
    ),
    Case(
        "tag-page",
        "/tag/water",
        "alive",
        "",
        lambda request: Reply(
            body=page(
                "Tag",
                "<p>All that we wrote under this word.</p><ul>"
                + "".join(
                    f"<li><a href='/n/{n}'>Story number {word}</a></li>"
                    for n, word in enumerate(["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"])
                    if "water" in request.path
                )
                + "</ul>",
            )
        ),
    ),
    Case(
        "mostly-menu",
        "/info7.htm",
        "alive",
        "",
        lambda request: Reply(
            body=bare(
                "Smith &amp; Sons",
                "".join(
                    f"<div><a href='/t{n}'>Topic about things of sort {chr(97 + n % 26)}x</a></div>" for n in range(80)
                )
                + (prose(2) if "info7" in request.path else "<p>Choose a topic from the list.</p>"),
            )
        ),
    ),
    Case(
        "search-cited",
        "/search?q=wells",
        "alive",
        "",
        lambda request: (
            Reply(body=page("Search results for wells", "<ul><li><a href='/a'>Deep wells</a></li></ul>"))
            if request.path.startswith("/search?")
            else Reply(404, "no")
        ),
        twin="to-search",
    ),
    Case(
        "sibling-hangs-up",
        "/report/82719",
        "alive",
        "",
        lambda request: Reply(body=article("Water board", 9)) if request.path == "/report/82719" else Reply(raw=b""),
    ),
]
