"""Pages that are there and bear marks of walls, landers or error pages."""

from tests.corpus.html import HOME, article, bare, page, prose
from tests.corpus.model import Case, Reply, pages

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
    _alive(
        "error-history",
        "/404-article",
        bare("404 Not Found: the history of an error", "<h1>404 Not Found</h1>" + prose(8)),
        twin="page-named-after-itself",
    ),
    _alive(
        "error-history-dash",
        "/p/7120",
        bare("404 Not Found - a history of the HTTP status", "<h1>404 Not Found: a history</h1>" + prose(13)),
        twin="removed-error-history",
    ),
    _alive(
        "error-history-elsewhere",
        "/notes/errors-we-met",
        bare("404 Not Found - a history of the HTTP status", "<h1>404 Not Found: a history</h1>" + prose(13)),
        twin="long-error-page",
    ),
    _alive(
        "error-history-quoting",
        "/p/7121",
        page(
            "404 Not Found - a history of the HTTP status",
            prose(9) + "<p>Most servers say: the page you are looking for could not be found.</p>" + prose(3),
            heading="404 Not Found",
        ),
        twin="removed-with-suggestions",
    ),
    _alive(
        "company-404",
        "/",
        bare("The 404 Company", "<h1>The 404 Company</h1><p>Web design from Leeds.</p>"),
        twin="home-not-found",
    ),
    _alive(
        "suspended-ceilings",
        "/",
        bare("Suspended ceilings", "<h1>We build suspended ceilings</h1><p>In oak and ash.</p>"),
        twin="site-suspended",
    ),
    _alive(
        "front-page-login",
        "/",
        bare("Sign in | Planner", "<form><input name=u><input type=password name=p></form>"),
        twin="login-page-200",
    ),
    _alive(
        "cookie-policy",
        "/cookies",
        page("Cookie policy", "<p>We use two cookies to remember your choices.</p>"),
        twin="consent-page",
    ),
    _alive(
        "newsletter-page",
        "/subscribe",
        page("Subscribe", "<p>Our letter comes on Fridays.</p><form><input name=mail type=email></form>"),
        twin="paywall-page",
    ),
]
