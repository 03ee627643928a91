"""Pages that are there, many of which look like something else."""

from tests.corpus.html import HOME, article, bare, page, prose
from tests.corpus.model import Case, Reply, always, pages

_JSD = (
    "<script>(function(){function c(){var b=a.contentDocument;var d=b.createElement('script');d.innerHTML=\"window.__CF$cv$params="
    "{r:'8e1f',t:'MTc='};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js';\";}})();</script>"
)
_BANNER = (
    "<div id='cookie-banner' role='dialog'><h2>We value your privacy</h2><p>We and our 812 partners store and access information "
    "on a device. Before you continue, accept or refuse.</p><button>Accept all</button></div>"
)
_LOGIN_BOX = "<aside><form action='/login'><h3>Log in</h3><input name=u><input type=password name=p><button>Log in</button></form></aside>"
_COMMENTS = (
    "<section id=comments><h2>Leave a comment</h2><form method=post><textarea name=c></textarea><input name=mail type=email>"
    "<div class='g-recaptcha' data-sitekey='6Lc'></div></form></section><script src='https://www.google.com/recaptcha/api.js'></script>"
)
_TEASER = (
    "<div class='paywall'><h2>Subscribe to continue reading</h2><p>Already a subscriber? <a href='/login'>Log in</a></p>"
    "<p>Monthly plans from 5 a month.</p></div>"
)


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
    _alive(
        "article-about-404",
        "/design/how-to-design-a-404-page",
        article("How to design a 404 page"),
        twin="whole-site-alike",
    ),
    _alive(
        "article-titled-404",
        "/docs/status/404",
        article("404 Not Found", 30, site="Web reference"),
        twin="error-200-en",
    ),
    _alive(
        "article-quoting-404",
        "/blog/why-links-rot",
        page(
            "Why links rot",
            "<p>Every reader knows the sentence: the page you are looking for could not be found.</p>" + prose(4),
        ),
        twin="error-200-en",
    ),
    _alive(
        "question-quoting-404",
        "/t/48213",
        page(
            "Moved my blog, what now?",
            "<p>Since the move visitors see 'page not found' on half of my posts. I have changed the permalinks twice and cleared every cache that I know of. The old addresses are in a spreadsheet, some eight hundred of them. Does anybody know how to write rules for Apache that send each to its new place?</p><p>Thanks in advance to all of you!</p>",
        ),
    ),
    _alive(
        "quiet-band",
        "/artist/not-found",
        page("Not Found", "<p>Not Found are a four-piece from Leeds.</p>", site="Bandbook"),
    ),
    _alive(
        "quiet-band-id",
        "/artist/77120",
        page(
            "Not Found",
            "<p>Not Found are a four-piece from Leeds, formed in 2009.</p>",
            head="<link rel=canonical href='{base}/artist/77120'>",
            site="Bandbook",
        ),
    ),
    _alive(
        "peugeot-404",
        "/cars/peugeot-404",
        page("Peugeot 404", "<p>Saloon, built from 1960 to 1975.</p>", site="Carpedia"),
    ),
    _alive(
        "flight-404",
        "/flights/swissair",
        page("Flight 404", "<p>On 14 November 1990 the aircraft hit a mountain.</p>" + prose(3)),
    ),
    _alive(
        "lost-and-found",
        "/service/lost-property",
        page("Lost property", "<p>Item not found? Ask again in a week.</p>" + prose(3)),
    ),
    _alive(
        "changelog",
        "/releases/4.2",
        page(
            "Release 4.2",
            "<ul><li>Fixed: page not found after login</li><li>Removed: old API</li><li>404 pages are cached</li></ul>"
            + prose(3),
        ),
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
    _alive("cloudflare-script", "/news/bridge-opens", article("Bridge opens", extra=_JSD), twin="cloudflare-200"),
    _alive(
        "turnstile-comments",
        "/news/market-day",
        article("Market day", extra="<div class=cf-turnstile></div>"),
        twin="turnstile-wall",
    ),
    _alive("recaptcha-comments", "/blog/my-garden", article("My garden", 9, extra=_COMMENTS), twin="recaptcha-wall"),
    _alive(
        "contact-form-captcha",
        "/contact.php",
        page(
            "Contact us",
            "<form method=post><input name=name><input name=mail type=email><textarea></textarea><div class=h-captcha></div></form>",
        ),
        twin="hcaptcha-wall",
    ),
    _alive(
        "datadome-header",
        "/shop/blue-kettle",
        Reply(
            body=article("Blue kettle", 9, extra="<script src='https://js.datadome.co/tags.js'></script>"),
            headers=(("X-DataDome", "protected"),),
        ),
        twin="datadome-403",
    ),
    _alive(
        "perimeterx-script",
        "/homes/12-mill-lane",
        article("12 Mill Lane", 9, extra="<script>window._pxAppId='PX123';</script>"),
        twin="perimeterx-403",
    ),
    _alive(
        "imperva-script",
        "/news/new-mayor-sworn-in",
        article("New mayor sworn in", 12, extra="<script src='/_Incapsula_Resource?SWJIYLWA=719d'></script>"),
        twin="imperva-200",
    ),
    _alive("cookie-banner", "/news/rail-strike", article("Rail strike", extra=_BANNER), twin="consent-page"),
    _alive("cookie-banner-first", "/news/bus-strike", article("Bus strike", 6).replace("<header", _BANNER + "<header")),
    _alive(
        "login-box",
        "/forum/thread-about-compost",
        article("Thread about compost", 8, extra=_LOGIN_BOX),
        twin="login-page-200",
    ),
    _alive(
        "login-page-cited",
        "/account/login",
        page("Log in", "<form><input name=u><input type=password name=p></form>"),
        twin="login-redirect",
    ),
    _alive(
        "paywall-teaser",
        "/news/water-prices-rise",
        article("Water prices rise", 6, extra=_TEASER),
        twin="paywall-redirect",
    ),
    _alive(
        "noscript-note",
        "/app/help-pages",
        article("Help pages", extra="<noscript><p>Please enable JavaScript and cookies to continue.</p></noscript>"),
    ),
    _alive(
        "article-about-cloudflare",
        "/kb/what-is-just-a-moment",
        page(
            "Just a moment… What that page is",
            "<p>Sites behind Cloudflare show 'Checking your browser before accessing' while they verify you are human.</p>"
            + prose(4),
        ),
        twin="cloudflare-503",
    ),
    _alive(
        "question-about-walls",
        "/q/90017",
        page(
            "Robots everywhere",
            "<p>Why does every site ask me to verify you are human? I use an ordinary browser, no VPN.</p>",
        ),
        twin="generic-wall-200",
    ),
    _alive(
        "article-about-403",
        "/docs/errors/403-forbidden",
        page("403 Forbidden", prose(5), site="Web reference"),
        twin="forbidden",
    ),
    _alive("article-access-denied", "/reviews/access-denied-film", page("Access Denied", prose(5), site="Film review")),
    _alive(
        "article-about-parking",
        "/guides/what-is-domain-parking",
        article(
            "What is domain parking?",
            18,
            extra="<p>A parked page often says: this domain is for sale, buy this domain, related searches.</p>",
        ),
        twin="parked-sedo",
    ),
    _alive(
        "domain-broker",
        "/",
        page(
            "Buy and sell domain names",
            prose(18) + "<p>Find domains for sale. Make an offer in minutes.</p>",
            site="Broker",
        ),
    ),
    _alive(
        "domain-sale-announced",
        "/2019/our-old-domain-is-for-sale",
        page("Our old domain is for sale", "<p>We no longer need it. Write to the editor with your offer.</p>"),
        twin="for-sale-small",
    ),
    _alive(
        "house-for-sale", "/homes/cottage-for-sale", page("Cottage for sale", "<p>Three rooms, garden, quiet lane.</p>")
    ),
    _alive(
        "article-suspended",
        "/news/account-suspended-after-row",
        page("Account suspended after row", prose(4)),
        twin="cpanel-suspended",
    ),
    _alive(
        "nginx-tutorial",
        "/howto/install-nginx",
        article(
            "Install nginx",
            9,
            extra="<p>You should now see: Welcome to nginx! If you see this page, the nginx web server is successfully installed and working.</p>",
        ),
        twin="nginx-welcome",
    ),
    _alive(
        "maintenance-article",
        "/news/under-maintenance",
        page("Under maintenance: how the lift works", prose(4)),
        twin="maintenance-200",
    ),
    _alive(
        "error-500-article",
        "/docs/http/500-internal-server-error",
        page("500 Internal Server Error", prose(4), site="Web reference"),
        twin="error-500-as-200",
    ),
    _alive(
        "video-gone-article",
        "/blog/video-unavailable-explained",
        page("Video unavailable, explained", prose(4)),
        twin="youtube-gone",
    ),
    _alive(
        "region-article",
        "/blog/not-available-in-your-country",
        page("Not available in your country: why", prose(4)),
        twin="region-200",
    ),
    _alive(
        "age-article", "/law/age-verification", page("Age verification", prose(4), site="Law review"), twin="age-gate"
    ),
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
                    for n, word in enumerate("alpha beta gamma delta epsilon zeta eta theta".split())
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
    Case(
        "framebuster",
        "/note/well",
        "alive",
        "",
        pages(
            {
                "/note/well": bare(
                    "Well", "<p>Dry since May.</p><script>if (top !== self) { top.location = self.location; }</script>"
                )
            }
        ),
    ),
]
