"""A fourth set, of whole sites and mixed stories in frames of all kinds, written before any run on it."""

from tests.corpus.cases.field_texts import told
from tests.corpus.frames import framed
from tests.corpus.html import FULL_HOME, HOME, article, bare, page
from tests.corpus.model import Case, Reply, Request, Site, always, fronted, pages, redirect
from tests.corpus.other_frames import boarded, crowded, tabled

_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center>"))
_PATH, _STORY = "/news/weir-at-lark-rebuilt", article("Weir at Lark rebuilt")
_SPIN = "<div id=app></div><script src=/app.js></script>"


def _case(
    name: str, expected: str, site: Site, path: str = _PATH, anchors: tuple[str, ...] = ("the weir at Lark",)
) -> Case:
    return Case(f"site-{name}", path, expected, None, site, anchors=anchors)


def _here(body: str, path: str = _PATH, missing: Reply = _NONE) -> Site:
    return pages({path: body, "/": HOME}, missing)


def _robots_get(answer: Reply) -> Site:
    """Whoever does not look like a browser gets this for every address, the front page too."""
    readers = _here(_STORY)
    return lambda request: readers(request) if request.from_browser else answer


def _first_visit(request: Request) -> Reply:
    """Shows its front page once to whom has no cookie, and then what was asked."""
    if "visited=1" in request.headers.get("cookie", "") and request.path == _PATH:
        return Reply(body=_STORY)
    if request.path == "/welcome":
        return Reply(
            body=bare("Welcome", f"<meta http-equiv=refresh content='0;url={_PATH}'>"),
            headers=(("Set-Cookie", "visited=1; Path=/"),),
        )
    return redirect("/welcome", 302) if request.path == _PATH else _NONE


_EVERYWHERE = (
    ("closed-in-frame", "blocked", framed("Closed for works", "<h1>Closed for works</h1><p>We are rebuilding our pages. Come back in a week.</p>", kilobytes=20)),
    ("closed-in-table", "failing", tabled("Wartung", "<h2>Wartung</h2><p>Unsere Seiten werden gerade überarbeitet.</p>", "de")),
    ("busy-fr", "blocked", page("Trop de visiteurs", "<p>Notre site reçoit trop de visites. Merci de revenir dans quelques minutes.</p>")),
    ("app-with-footer", "blocked", f"<html><head><title>Lark</title></head><body><header><a href=/>Lark</a><a href=/a>About</a></header><main>{_SPIN}</main><footer>© Lark</footer></body></html>"),
    ("wordless-button", "blocked", bare("", "<form method=post><button>▶</button></form>")),
    ("robot-question-tr", "blocked", bare("Doğrulama", "<h1>Robot olmadığınızı doğrulayın</h1><button>Devam</button>")),
    ("region-ka", "blocked", bare("Lark", "<p>ჩვენი საიტი მხოლოდ საქართველოდან იხსნება.</p>")),
    ("office-filter", "blocked", bare("Access blocked", "<h1>Access blocked</h1><p>Your organisation's policy does not allow this category: sport. User: lab-12.</p>")),
    ("database-pl", "failing", bare("Błąd bazy danych", "<h1>Błąd podczas łączenia się z bazą danych</h1>")),
    ("sale-in-frame", "dead", bare("{host} is for sale", "<h1>{host} is for sale</h1><ul><li><a href=/faq>FAQ</a><li><a href=/terms>Terms</a><li><a href=/contact>Contact</a></ul><p>Price: $4,800. Pay in instalments.</p>")),
    ("new-owner-links", "dead", bare("{host}", "<h1>{host}</h1><p>Related searches</p><ul><li><a href=/s?q=1>Cheap flights</a><li><a href=/s?q=2>Car insurance</a><li><a href=/s?q=3>Credit cards</a><li><a href=/s?q=4>Online degrees</a><li><a href=/s?q=5>Web hosting</a></ul><p>Buy this domain. Privacy policy.</p>")),
    ("host-expired-ru", "dead", bare("Срок действия услуги истёк", "<p>Срок действия хостинга {host} истёк. Владельцу сайта: продлите услугу.</p>")),
    ("full-front", "dead", FULL_HOME),
    ("one-page-shop", "blocked", crowded("Lamps of Lark", "<h1>Lamps of Lark</h1><p>Six lamps, made by hand. Write to us.</p>")),
)  # fmt: skip

_OTHERS = [
    _case("robots-closed", "alive", _robots_get(Reply(body=bare("Closed", "<p>Our pages are closed. Come back later.</p>")))),
    _case("robots-empty-app", "blocked", _robots_get(Reply(body=bare("Lark", _SPIN)))),
    _case("robots-sale", "alive", _robots_get(Reply(503, bare("Busy", "<p>Busy.</p>")))),
    _case("robots-404-everywhere", "alive", _robots_get(Reply(404, "nothing"))),
    _case("first-visit", "alive", _first_visit),
    _case("soft-in-table", "dead", fronted(always(tabled("Lark", "<p>Wax halkan ma yaal.</p>")), FULL_HOME)),
    _case("soft-in-board", "dead", fronted(always(boarded("", "<p>Wax halkan ma yaal.</p>")), FULL_HOME)),
    _case("soft-in-shop", "dead", fronted(always(crowded("", "<p>Wax halkan ma yaal.</p>")), FULL_HOME)),
    _case("story-in-table", "alive", _here(tabled("Weir at Lark rebuilt", f"<h2>Weir at Lark rebuilt</h2>{told('en')}"), missing=Reply(body=tabled("Lark", "<p>Nothing at this address.</p>")))),
    _case("story-in-shop", "alive", _here(crowded("Weir at Lark rebuilt", f"<h2>Weir at Lark rebuilt</h2>{told('en')}"), missing=Reply(body=crowded("", "<p>Nothing at this address.</p>")))),
    _case("note-in-table-he", "alive", _here(tabled("הסכר", "<h2>הסכר</h2><p>הסכר נבנה מחדש בשנת 2014.</p>"), "/n/88", Reply(body=tabled("", "<p>הדף לא נמצא.</p>"))), "/n/88", ("הסכר",)),
    _case("note-in-board-th", "alive", _here(boarded("เขื่อน", "<h2>เขื่อน</h2><p>เขื่อนสร้างใหม่ในปี 2014</p>"), "/t/88"), "/t/88", ("เขื่อน",)),
    _case("gallery", "alive", _here(crowded("", "<img src=/1.jpg><img src=/2.jpg><img src=/3.jpg>"), "/g/88"), "/g/88", ("pictures of the weir",)),
    _case("search-results-cited", "alive", _here(page("Search: weir", "<p>2 results</p><ul><li><a href=/1>Weir at Lark</a><li><a href=/2>Weir at Ham</a></ul>"), "/search?q=weir"), "/search?q=weir", ("all they have on weirs",)),
    _case("download-page", "alive", _here(crowded("Pump 2.0", "<h1>Pump 2.0</h1><p>Old versions have been removed.</p><a href=/f/pump-2.0.zip>pump-2.0.zip</a>"), "/d/pump"), "/d/pump", ("Pump 2.0",)),
    _case("profile", "alive", _here(boarded("Anna", "<h2>Anna</h2><p>Posts: 88. Joined: 2014. Last seen: never.</p>"), "/u/88"), "/u/88", ("Anna on the board",)),
    _case("profile-banned", "alive", _here(boarded("Ben", "<h2>Ben</h2><p>Posts: 12. This member was banned in May. Joined: 2013.</p><ul><li><a href=/t/1>Canoe repair</a><li><a href=/t/2>Which varnish?</a></ul>"), "/u/89"), "/u/89", ("Ben on the board",)),
    _case("to-front-in-frame", "dead", lambda request: Reply(body=framed("", "<h2>Latest</h2>" + told("en"), kilobytes=20)) if request.path == "/" else redirect("/")),
    _case("to-category-with-product", "alive", pages({"/p/88-brass-lamp": redirect("/lamps/brass-lamp", 302), "/lamps/brass-lamp": crowded("Brass lamp", "<h1>Brass lamp</h1><img src=/l.jpg><p>$20</p>"), "/": HOME}, _NONE), "/p/88-brass-lamp", ("a brass lamp",)),
    _case("to-category-without", "dead", pages({"/lamps/88-brass-lamp": redirect("/lamps/", 302), "/lamps/": crowded("Lamps", "<h1>Lamps</h1><p>Six lamps.</p>"), "/": HOME}, _NONE), "/lamps/88-brass-lamp", ("a brass lamp",)),
    _case("printed-version", "alive", _here(bare("Weir at Lark rebuilt", f"<h1>Weir at Lark rebuilt</h1>{told('en')}<p>Printed from lark.example. This page was removed from the menu.</p>"), "/print/88"), "/print/88"),
]  # fmt: skip

CASES = [
    *(_case(name, expected, always(body.replace("{host}", f"site-{name}.test"))) for name, expected, body in _EVERYWHERE),
    *_OTHERS,
]  # fmt: skip
