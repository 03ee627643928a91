"""Pages of a few words, where one word more or less decides: names shared with the site, scripts of guards, gates."""

from tests.corpus.html import HOME, bare, page
from tests.corpus.model import Case, Reply, Request, Site, always, fronted, pages, redirect

_CLUB = "Les Amis du Vieux Moulin"
_CLUB_MISSING = Reply(body=page("Page introuvable", "<p>Essayez le menu.</p>", site=_CLUB, separator=" | "))
_CLUB_HOME = page("Accueil", "<p>Visites le samedi, adhésion douze euros.</p>", site=_CLUB, separator=" | ")
_TAGS = {
    "imperva": "<script src='/_Incapsula_Resource?SWJIYLWA=719d' async></script>",
    "kasada": "<script>window.KPSDK&&KPSDK.configure([]);</script>",
    "f5": "<script src='/TSPD/08a1?type=9'></script>",
    "perimeterx": "<div id='px-captcha' style='display:none'></div>",
    "akamai": "<script>var u='/_sec/cp_challenge/verify';</script>",
    "ddos-guard": "<script src='/.well-known/ddos-guard/js-challenge/index.js'></script>",
}
_STAGE = "<p>Ten kilometres through the gorge, 240 metres up.</p>"
_APACHE = (
    "<div>It works!</div><p>This is the default welcome page used to test the correct operation of the Apache2 server "
    "after installation.</p>"
    + "<p>Configuration overview: apache2.conf, ports.conf, mods-enabled, conf-enabled.</p>"
    * 12
)
_NGINX = "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed. Further configuration is required.</p>"
_MISSING = Reply(404, page("Page not found", "<p>Nothing here.</p>"))


def _case(name: str, path: str, expected: str, reason: str | None, site: Site, **more: object) -> Case:
    return Case(name, path, expected, reason, site, **more)  # type: ignore[arg-type]


def _alive(name: str, path: str, body: str, missing: Reply | None = None, **more: object) -> Case:
    return _case(name, path, "alive", "", pages({path: body}, missing or _MISSING), **more)


def _dead(name: str, path: str, site: Site, reason: str = "soft-404", **more: object) -> Case:
    """A page that is gone from a site whose front page is there, or a home page that is gone."""
    return _case(name, path, "dead", reason, site if path == "/" else fronted(site, HOME), **more)


def _blog_moved(request: Request) -> Reply:
    if request.host.startswith("blog."):
        return Reply(body=page("Front page", "<p>Notes on district heating.</p>", site="Heat notes"))
    return redirect(f"http://blog.{request.host}:{{http}}/") if request.path == "/blog" else _MISSING


_SHARED_NAMES = [
    _dead(
        "names-the-site",
        "/visites/moulin-de-la-roche",
        always(_CLUB_MISSING),
        anchors=("le moulin de la Roche",),
        twin="names-the-page",
    ),
    _dead(
        "names-the-site-home",
        "/vieux-moulin-de-mai/",
        always(_CLUB_HOME),
        anchors=("le vieux moulin",),
        twin="names-the-page",
    ),
    _dead(
        "names-the-site-untitled", "/tea/green-tea", always(bare("The Green Tea House", "<p>Nothing brews here.</p>"))
    ),
    _dead(
        "names-the-folder",
        "/parts/77-1093",
        always(page("Part", "<p>Please use the search.</p>" + "<p>Bolts, nuts, washers, screws and pins.</p>" * 9)),
        anchors=("part 77-1093",),
        twin="names-the-part",
    ),
    _alive(
        "names-the-page",
        "/visites/moulin-de-la-roche",
        page("Le moulin de la Roche", "<p>Bâti en 1712.</p>", site=_CLUB),
        _CLUB_MISSING,
    ),
    _alive(
        "names-the-part",
        "/parts/48-2213",
        page("48-2213", "<p>Hex bolt, in stock.</p>"),
        Reply(body=page("Part", "<p>Please use the search.</p>")),
        anchors=("part 48-2213",),
    ),
    _case(
        "names-by-id-alone",
        "/q/77/how-to-glaze",
        "alive",
        "",
        always(page("How to glaze", "<p>Dip, wipe and fire.</p>")),
        twin="names-the-site-untitled",
    ),
    _alive("language-in-query", "/club.php?lang=en", page("Our bee club", "<p>We keep bees.</p>")),
    _case("host-named-like-page", "/blog", "redirected", None, _blog_moved, twin="to-home-only-this"),
]
_GUARDED = [
    *(
        _alive(
            f"guarded-{maker}",
            "/stage/7",
            page("Stage 7: from Thale to Treseburg", _STAGE + tag),
            anchors=("Stage 7",),
            twin="guard-alone",
        )
        for maker, tag in _TAGS.items()
    ),
    _case(
        "guard-alone",
        "/stage/7",
        "blocked",
        "bot-wall",
        always(bare("", _TAGS["imperva"] + "<iframe src='/_Incapsula_Resource?CWUDNSAI=9'></iframe>")),
    ),
]
_HOSTS = [
    _alive(
        "registrar-home",
        "/",
        page("Find a name", "<p>Buy this domain or one of 500 000 others. Has your domain expired? Renew it now.</p>"),
        twin="registrar-lander-bare",
    ),
    _dead(
        "registrar-lander-bare",
        "/",
        always(bare("Names", "<p>Buy this domain. The owner of this domain is offering it for sale.</p>")),
        "parked",
    ),
    _alive(
        "default-page-explained",
        "/apache2-ubuntu-default-page",
        page("Apache2 Ubuntu Default Page: It works!", _APACHE, site="Admin notes"),
        twin="default-page-itself",
    ),
    _dead("default-page-itself", "/", always(bare("Apache2 Ubuntu Default Page: It works", _APACHE)), "server-default"),
    _alive(
        "nginx-page-explained",
        "/wiki/Welcome_to_nginx!",
        page("Welcome to nginx!", _NGINX, site="Server wiki"),
        twin="nginx-page-itself",
    ),
    _dead("nginx-page-itself", "/", always(bare("Welcome to nginx!", _NGINX)), "server-default"),
    _alive(
        "song-of-suspension",
        "/tracks/account-suspended",
        page("Account Suspended", "<p>3:12, made on a Game Boy.</p>", site="Chip tunes"),
        twin="account-suspended-for-user",
    ),
    _dead(
        "account-suspended-for-user",
        "/u/bob",
        pages({"/u/bob": page("Account suspended", "<p>This account has been suspended.</p>")}, _MISSING),
        "suspended",
    ),
]
_GATES = [
    _case(
        "gate-age-german",
        "/weine/riesling",
        "blocked",
        "consent-wall",
        always(bare("Weingut", "<h1>Bist du mindestens 16 Jahre alt?</h1><form><button>Ja</button></form>")),
        twin="ungated-static",
    ),
    _case(
        "gate-pay-or-consent",
        "/kultur/oper",
        "blocked",
        "consent-wall",
        always(bare("Bote", "<h1>Lesen mit Werbung oder Pur-Abo</h1><button>Zustimmen</button><button>Abo</button>")),
        twin="ungated-static",
    ),
    _case(
        "gate-of-buttons",
        "/story/one",
        "blocked",
        "consent-wall",
        always(bare("Posta", "<p>Hyväksytkö ehdot?</p><button>Kyllä</button><button>Ei</button>")),
        twin="ungated-static",
    ),
    _case(
        "gate-region-eea",
        "/sports/relay",
        "blocked",
        "regional",
        always(bare("Daily", "<h1>Our European visitors are important to us.</h1><p>We are working on it.</p>")),
        twin="ungated-static",
    ),
    _dead("ungated-static", "/story/one", always(bare("Daily", "<h1>Daily</h1><p>All the news of the valley.</p>"))),
    _alive(
        "age-law", "/law/drinking-age", page("Drinking age", "<p>You must be 18 to buy beer.</p>"), twin="age-of-all"
    ),
    _case(
        "age-of-all",
        "/beer/stout",
        "blocked",
        "consent-wall",
        always(bare("Brewery", "<p>You must be 18 to enter. <a href='?ok'>I am</a></p>")),
    ),
]
_EMPTY = [
    _dead(
        "alert-then-back",
        "/bbs/board.php?wr_id=311",
        always("<script>alert('글이 존재하지 않습니다.');history.back();</script>"),
        twin="alert-on-click",
    ),
    _alive(
        "alert-on-click",
        "/p/paint",
        page("Paint", "<p>Mix well.</p><button onclick=\"alert('Page not found')\">?</button>"),
    ),
    _dead(
        "frame-of-nothing",
        "/minutes/2011-06",
        always(page("", "", heading="").replace("<script", "<style").replace("</script>", "</style>")),
        twin="mount-of-nothing",
    ),
    _case(
        "mount-of-nothing",
        "/minutes/2011-06",
        "blocked",
        "needs-browser",
        always(bare("Council", "<div id='app'></div><script src='/app.js'></script>")),
    ),
]
CASES = [*_SHARED_NAMES, *_GUARDED, *_HOSTS, *_GATES, *_EMPTY]
