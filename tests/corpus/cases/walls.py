"""Walls: nobody can tell what is behind them. Their twins, live pages that bear the same marks, are in alive.py."""

from tests.corpus.html import HOME, article, bare, page, prose
from tests.corpus.model import Case, Reply, Request, always, pages, redirect

_PATH = "/news/2014/dam-opens-in-june"
_CLOUDFLARE = bare(
    "Just a moment...",
    "<div class=main-wrapper><h2 id=challenge-running>Checking if the site connection is secure</h2><noscript><span id=challenge-error-text>Enable JavaScript and cookies to continue</span></noscript></div>"
    "<script>(function(){window._cf_chl_opt={cvId:'3',cZone:'courier.test',cType:'managed'};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1';}())</script>",
    "<meta http-equiv=refresh content=390>",
)
_CF_BLOCK = bare(
    "Attention Required! | Cloudflare",
    "<div id=cf-wrapper><div id=cf-error-details><h1>Sorry, you have been blocked</h1><h2>You are unable to access courier.test</h2><p>Why have I been blocked?</p></div></div>",
)
_DATADOME = "<html lang=en><head><title>courier.test</title><style>#cmsg{animation: A 1.5s;}</style></head><body style='margin:0'><p id=cmsg>Please enable JS and disable any ad blocker</p><script data-cfasync=false>var dd={'rt':'c','cid':'AHrlqAAAAAMA','hsh':'14D062F','t':'bv','s':17434,'host':'geo.captcha-delivery.com'}</script></body></html>"
_AKAMAI = '<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don\'t have permission to access "http&#58;&#47;&#47;courier&#46;test" on this server.<P>Reference&#32;&#35;18&#46;2d351ab8&#46;1557333295</BODY></HTML>'
_INCAPSULA = "<html><head><META NAME='robots' CONTENT='noindex,nofollow'><script src='/_Incapsula_Resource?SWJIYLWA=5074a744e2e3d891814e9a2dace20bd4'></script><body></body></html>"
_IMPERVA = "<html><body style='margin:0'><iframe id=main-iframe src='/_Incapsula_Resource?CWUDNSAI=27' width='100%' height='100%'>Request unsuccessful. Incapsula incident ID: 877000120119</iframe></body></html>"
_PX = bare(
    "Access to this page has been denied",
    "<section><h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><div id=px-captcha></div><p>Reference ID 7f2a</p></section><script src='//captcha.px-cdn.net/PX1/captcha.js'></script>",
)
_AWS = "<!DOCTYPE html><html lang=en><head><title>Human Verification</title><script>window.awsWafCookieDomainList = [];window.gokuProps = {'key':'AQIDA'};</script><script src='https://x.token.awswaf.com/x/challenge.js'></script></head><body><div id=captcha-container></div><noscript><h1>JavaScript is disabled</h1></noscript></body></html>"
_ANUBIS = bare(
    "Making sure you&#39;re not a bot!",
    "<main><h1 id=title>Making sure you&#39;re not a bot!</h1><img src='/.within.website/x/cmd/anubis/static/img/pensive.webp'><p id=status>Loading...</p><details><summary>Why am I seeing this?</summary><p>You are seeing this because the administrator of this website has set up Anubis to protect the server against the scourge of AI companies aggressively scraping websites.</p></details></main><script id=anubis_challenge type='application/json'>{}</script>",
)
_TURNSTILE = bare(
    "courier.test",
    "<h1>One more step</h1><p>Please complete the security check to go on.</p><div class=cf-turnstile></div><script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>",
)
_HCAPTCHA = bare(
    "courier.test",
    "<form method=post><div class='h-captcha' data-sitekey=x></div></form><script src='https://hcaptcha.com/1/api.js'></script>",
)
_RECAPTCHA = bare(
    "Robot check",
    "<p>Please show that you are not a robot.</p><form><div class='g-recaptcha' data-sitekey=x></div><button>Go on</button></form>",
)
_GENERIC = bare(
    "courier.test",
    "<h1>Please verify you are human</h1><p>We have detected unusual traffic. Tick the box to go on.</p>",
)
_LOGIN = page(
    "Sign in",
    "<form method=post><label>Mail <input name=mail type=email></label><label>Password <input type=password name=pw></label><button>Sign in</button></form>",
)
_CONSENT = bare(
    "Before you continue",
    "<h1>Before you continue to the Courier</h1><p>We use cookies and data to deliver and maintain services. Choose “Accept all” or “Reject all”.</p><form><button>Reject all</button><button>Accept all</button></form>",
)


def _wall(reason: str, name: str, answer: str | Reply, **more: object) -> Case:
    path = str(more.pop("path", _PATH))
    return Case(name, path, "blocked", reason, always(answer), **more)  # type: ignore[arg-type]


def _sends_to(reason: str | None, name: str, location: str, body: str, status: int = 302, **more: object) -> Case:
    """Every address is sent to one wall."""

    def site(request: Request) -> Reply:
        here = location.partition("?")[0].removeprefix("{base}")
        if request.host.startswith("other-") or request.path.partition("?")[0] == here:
            return Reply(body=body)
        return redirect(location, status)

    return Case(name, _PATH, "blocked", reason, site, **more)  # type: ignore[arg-type]


def _to_robots(status: int, body: str = "", path: str = _PATH) -> object:
    """Refuses robots, and serves browsers."""
    return lambda request: (
        Reply(body=article("Dam opens in June"))
        if request.from_browser and request.path == path
        else Reply(status if not request.from_browser else 404, body)
    )


CASES = [
    _wall(
        "bot-wall",
        "cloudflare-503",
        Reply(503, _CLOUDFLARE, headers=(("CF-Mitigated", "challenge"),)),
        twin="cloudflare-script",
    ),
    _wall("bot-wall", "cloudflare-403", Reply(403, _CLOUDFLARE)),
    _wall("bot-wall", "cloudflare-200", _CLOUDFLARE, twin="cloudflare-script"),
    _wall("bot-wall", "cloudflare-block", Reply(403, _CF_BLOCK)),
    _wall("bot-wall", "cloudflare-home", Reply(503, _CLOUDFLARE), path="/"),
    _wall(
        "bot-wall",
        "datadome-403",
        Reply(403, _DATADOME, headers=(("X-DataDome", "protected"),)),
        twin="datadome-header",
    ),
    _wall("bot-wall", "datadome-200", _DATADOME),
    _wall("bot-wall", "akamai-403", Reply(403, _AKAMAI)),
    _wall("bot-wall", "akamai-200", _AKAMAI),
    _wall(
        "bot-wall",
        "akamai-sensor",
        bare("", "<div id=sec-if-cpt-container></div><script src='/x?bm-verify=AAQ'></script>"),
    ),
    _wall("bot-wall", "incapsula-200", _INCAPSULA, twin="imperva-script"),
    _wall("bot-wall", "imperva-200", _IMPERVA, twin="imperva-script"),
    _wall(
        "bot-wall",
        "pardon-our-interruption",
        bare(
            "Pardon Our Interruption",
            "<h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you were a bot.</p>",
        ),
    ),
    _wall("bot-wall", "perimeterx-403", Reply(403, _PX), twin="perimeterx-script"),
    _wall("bot-wall", "aws-waf-202", Reply(202, "", headers=(("x-amzn-waf-action", "challenge"),))),
    _wall("bot-wall", "aws-waf-405", Reply(405, _AWS)),
    _wall("bot-wall", "anubis-200", _ANUBIS),
    _wall("bot-wall", "turnstile-wall", _TURNSTILE, twin="turnstile-comments"),
    _wall("bot-wall", "hcaptcha-wall", _HCAPTCHA, twin="contact-form-captcha"),
    _wall("bot-wall", "recaptcha-wall", _RECAPTCHA, twin="recaptcha-comments"),
    _wall("bot-wall", "generic-wall-200", _GENERIC, twin="question-about-walls"),
    _wall("bot-wall", "generic-wall-404", Reply(404, _CLOUDFLARE)),
    _wall(
        "bot-wall",
        "f5-rejected",
        bare(
            "Request Rejected",
            "The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 4823717",
        ),
    ),
    _wall(
        "bot-wall",
        "wordfence-503",
        Reply(
            503,
            bare(
                "Your access to this site has been limited by the site owner",
                "<h1>Your access to this site has been limited by the site owner</h1><p>Generated by Wordfence</p>",
            ),
        ),
    ),
    _wall(
        "bot-wall",
        "vercel-429",
        Reply(
            429,
            bare("Vercel Security Checkpoint", "<p>We're verifying your browser</p>"),
            headers=(("x-vercel-mitigated", "challenge"),),
        ),
    ),
    _wall(
        "bot-wall",
        "google-sorry",
        bare("Sorry", "<p>Our systems have detected unusual traffic from your computer network.</p>"),
    ),
    _wall("bot-wall", "russian-wall", bare("Вы не робот?", "<h1>Подтвердите, что вы не робот</h1>")),
    _wall("bot-wall", "chinese-wall", bare("安全验证", "<p>请完成安全验证</p>")),
    _wall(
        "bot-wall",
        "german-wall",
        bare("Sicherheitsüberprüfung", "<p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>"),
    ),
    _wall(
        "bot-wall", "linkedin-999", Reply(999, "<html><head><script>window.onload=function(){}</script></head></html>")
    ),
    _sends_to("bot-wall", "captcha-redirect", "/showcaptcha?retpath=/news", bare("Ой!", "<p>…</p>")),
    _wall(
        "forbidden", "forbidden", Reply(403, bare("403 Forbidden", "<h1>403 Forbidden</h1>")), twin="article-about-403"
    ),
    _wall("forbidden", "forbidden-home", Reply(403, "no"), path="/"),
    _wall(
        "forbidden",
        "forbidden-200",
        bare("Access denied", "<h1>Access denied</h1><p>You cannot open this.</p>"),
        twin="article-access-denied",
    ),
    _wall("forbidden", "not-acceptable", Reply(406, "Not acceptable")),
    _wall("forbidden", "method-405", Reply(405, "Method not allowed")),
    _wall(
        "forbidden",
        "old-browser",
        bare("Unsupported browser", "<h1>Your browser is not supported</h1><p>Please install another.</p>"),
    ),
    Case("robots-403", _PATH, "alive", "", _to_robots(403), twin="forbidden"),  # type: ignore[arg-type]
    Case("robots-406", _PATH, "alive", "", _to_robots(406), twin="not-acceptable"),  # type: ignore[arg-type]
    Case("robots-404", _PATH, "alive", "", _to_robots(404), twin="browser-404"),  # type: ignore[arg-type]
    Case("robots-999", _PATH, "alive", "", _to_robots(999), twin="linkedin-999"),  # type: ignore[arg-type]
    Case("robots-challenge", _PATH, "alive", "", _to_robots(200, _CLOUDFLARE), twin="cloudflare-200"),  # type: ignore[arg-type]
    Case(
        "browser-404",
        _PATH,
        "dead",
        "http-404",
        lambda request: Reply(404 if request.from_browser else 403, "no"),
        twin="robots-404",
    ),
    Case(
        "robots-404-browser-403",
        _PATH,
        "blocked",
        "forbidden",
        lambda request: Reply(403 if request.from_browser else 404, "no"),
    ),
    _wall("login-wall", "unauthorised", Reply(401, "no", headers=(("WWW-Authenticate", "Basic realm=x"),))),
    _wall("login-wall", "login-page-200", _LOGIN, twin="login-box"),
    _wall(
        "login-wall",
        "login-page-german",
        page("Anmelden", "<form><input name=u><input type=password name=p></form>", language="de"),
    ),
    _wall("login-wall", "members-only", page("Members", "<p>You must be logged in to view this page.</p>")),
    _sends_to(
        "login-wall", "login-redirect", "/login?next=/news/2014/dam-opens-in-june", _LOGIN, twin="login-page-cited"
    ),
    _sends_to("login-wall", "login-redirect-301", "/users/sign_in", _LOGIN, 301),
    _sends_to(
        "login-wall", "login-wordpress", "/wp-login.php?redirect_to=%2Fnews%2F2014%2Fdam-opens-in-june&reauth=1", _LOGIN
    ),
    _sends_to(
        "login-wall",
        "login-mail-first",
        "/signin?continue=%2Fnews%2F2014%2Fdam-opens-in-june",
        page("Sign in", "<form><input type=email name=mail><button>Next</button></form>"),
    ),
    Case(
        "login-sso-host",
        _PATH,
        "blocked",
        "login-wall",
        lambda request: (
            Reply(body=_LOGIN)
            if request.host.startswith("sso.")
            else redirect(
                "http://sso.login-sso-host.test:{http}/cas/login?service=http%3A%2F%2Fx%2Fnews%2F2014%2Fdam-opens-in-june",
                302,
            )
        ),
    ),
    Case(
        "login-script",
        _PATH,
        "blocked",
        "login-wall",
        pages(
            {"/login?next=" + _PATH: _LOGIN},
            Reply(body=bare("", "<script>window.location.href = '/login?next={path}';</script>")),
        ),
    ),
    _wall("paywall", "payment-required", Reply(402, "pay")),
    _sends_to(
        "paywall",
        "paywall-redirect",
        "/subscribe?return=%2Fnews%2F2014%2Fdam-opens-in-june",
        page("Subscribe", "<p>Choose a plan.</p>"),
        twin="paywall-teaser",
    ),
    _wall("paywall", "paywall-page", page("Subscribe to continue", "<p>This is for subscribers.</p>")),
    _wall("consent-wall", "consent-page", _CONSENT, twin="cookie-banner"),
    _sends_to(
        "consent-wall",
        "consent-redirect",
        "/cookiewall?url=%2Fnews%2F2014%2Fdam-opens-in-june",
        bare("Courier", "<p>Cookies?</p><button>Yes</button>"),
    ),
    Case(
        "consent-host",
        _PATH,
        "blocked",
        "consent-wall",
        lambda request: (
            Reply(body=_CONSENT)
            if request.host.startswith("consent.")
            else redirect("http://consent.consent-host.test:{http}/v2/collectConsent?sessionId=3", 302)
        ),
    ),
    _wall(
        "consent-wall",
        "age-gate",
        bare("Age verification", "<h1>Are you over 18?</h1><button>Yes</button><button>No</button>"),
        twin="age-article",
    ),
    _sends_to(
        "consent-wall",
        "age-gate-redirect",
        "/age-gate?dest=%2Fnews",
        bare("Welcome", "<p>Enter your date of birth</p>"),
    ),
    _wall("legal", "legal-451", Reply(451, "Unavailable for legal reasons")),
    _wall(
        "regional",
        "region-200",
        bare(
            "The Courier",
            "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to access this website from a country belonging to the European Economic Area.</p>",
        ),
        twin="region-article",
    ),
    _wall("regional", "region-403", Reply(403, bare("Sorry", "<p>This content is not available in your country.</p>"))),
    _sends_to("regional", "region-redirect", "/geo-blocked", page("Sorry", "<p>Not here.</p>")),
    _wall("rate-limited", "endless-429", Reply(429, "slow down", headers=(("Retry-After", "3600"),)), twin="one-429"),
    Case(
        "wall-on-home-only",
        "/news/dam-opens-in-june",
        "alive",
        "",
        pages({"/": _LOGIN, "/news/dam-opens-in-june": article("Dam opens in June")}),
    ),
    Case(
        "auth-guide-moved",
        "/auth/guide",
        "redirected",
        None,
        pages(
            {
                "/docs/authentication-guide": article("Authentication guide"),
                "/auth/guide": redirect("/docs/authentication-guide"),
                "/": HOME,
            }
        ),
        twin="login-redirect",
    ),
    Case("short-with-sentences", "/notes/9912", "alive", "", pages({"/notes/9912": page("Note 9912", prose(2))})),
    _wall(
        "needs-browser",
        "scripts-asked",
        bare("Courier", "<p>Please enable JavaScript to view this site.</p>"),
        twin="noscript-note",
    ),
    _wall(
        "login-wall",
        "login-button-only",
        page("Log in", "<a class=button href='/sso/start'>Continue with your university</a>"),
    ),
    _wall("login-wall", "login-with-403", Reply(403, _LOGIN)),
    Case(
        "login-oauth",
        _PATH,
        "blocked",
        "login-wall",
        lambda request: (
            Reply(body=bare("", "<div id=app></div><script src=/a.js></script>"))
            if request.host.startswith("login.")
            else redirect(
                "http://login.login-oauth.test:{http}/common/oauth2/v2.0/authorize?client_id=8&redirect_uri=http%3A%2F%2Fx%2Fback",
                302,
            )
        ),
    ),
    _wall(
        "bot-wall",
        "waiting-room",
        bare("You are now in line", "<p>When it is your turn, you will have ten minutes.</p>"),
    ),
    Case(
        "robots-old-browser",
        _PATH,
        "alive",
        "",
        _to_robots(200, bare("Unsupported browser", "<h1>Your browser is not supported</h1>")),
        twin="old-browser",
    ),  # type: ignore[arg-type]
    _wall(
        "bot-wall",
        "robot-or-human",
        bare("Robot or human?", "<h1>Activate and hold the button to confirm that you're human. Thank You!</h1>"),
        path="/",
    ),
    _sends_to(
        "bot-wall",
        "verify-redirect",
        "/verify?url=%2Fnews%2F2014%2Fdam-opens-in-june",
        bare("Verify", "<div class=g-recaptcha></div>"),
    ),
    _wall(
        "bot-wall",
        "home-made-captcha",
        bare(
            "Security check",
            "<form action=/verify><img src=/captcha.png><input name=captcha><button>Submit</button></form>",
        ),
    ),
]
