"""Redirects from an address to something that is not what was cited."""

from tests.corpus.html import HOME, bare, page, prose
from tests.corpus.model import Case, Reply, fronted, pages, redirect

_MISSING = Reply(404, bare("404", "<h1>404</h1>"))


def _dead(name: str, path: str, site: object, *, whole: bool = False, **more: object) -> Case:
    """A page that is gone from a site whose front page is there."""
    if path != "/" and not whole:
        site = fronted(site, HOME)  # type: ignore[arg-type]
    return Case(name, path, "dead", "soft-404", site, **more)  # type: ignore[arg-type]


def _only_this(path: str, gone: str | Reply) -> object:
    """A site that tells addresses apart, and says with 200 that this one's content was removed."""
    return pages({path: gone, "/": HOME}, _MISSING)


CASES = [
    _dead("to-home-301", "/news/2014/dam-opens", pages({"/": HOME}, redirect("/")), twin="one-page-site-301"),
    _dead("to-home-302", "/news/2014/dam-opens", pages({"/": HOME}, redirect("/", 302))),
    _dead(
        "to-home-only-this",
        "/news/2014/dam-opens",
        pages({"/": HOME, "/news/2014/dam-opens": redirect("/")}),
        twin="one-page-site-301",
    ),
    _dead("to-home-index", "/news/2014/dam-opens", pages({"/index.php": HOME}, redirect("/index.php", 302))),
    _dead("to-home-language", "/news/2014/dam-opens", pages({"/en/": HOME}, redirect("/en/", 302))),
    _dead(
        "to-home-refresh",
        "/news/2014/dam-opens",
        pages({"/": HOME}, Reply(body=bare("", "", "<meta http-equiv=refresh content='0; url=/'>"))),
    ),
    _dead(
        "to-home-refresh-header",
        "/news/2014/dam-opens",
        pages({"/": HOME}, Reply(body="moved", headers=(("Refresh", "0; url=/"),))),
    ),
    _dead(
        "to-home-refresh-slow",
        "/news/2014/dam-opens",
        pages(
            {"/": HOME},
            Reply(
                body=page(
                    "Page not found",
                    "<p>You will be taken to the front page.</p>",
                    head="<meta http-equiv='Refresh' content='5;URL=/'>",
                )
            ),
        ),
    ),
    _dead(
        "to-home-script",
        "/news/2014/dam-opens",
        pages({"/": HOME}, Reply(body=bare("", "<script>window.location.replace('/');</script>"))),
    ),
    _dead(
        "to-other-domain-home",
        "/news/2014/dam-opens",
        lambda request: (
            Reply(body=HOME)
            if request.host.startswith("other-")
            else redirect("http://other-to-other-domain-home.test:{http}/")
        ),
        twin="to-project-domain",
        whole=True,
    ),
    _dead(
        "to-section",
        "/news/2014/dam-opens",
        pages({"/news/": page("News", prose(6))}, redirect("/news/")),
        twin="to-item-root",
    ),
    _dead(
        "to-section-only-this",
        "/blog/2014/dam-opens",
        pages({"/blog/": page("Blog", prose(6)), "/blog/2014/dam-opens": redirect("/blog/")}),
    ),
    _dead(
        "to-other-section",
        "/story.asp?id=8812",
        pages({"/archive/": page("Archive", prose(6))}, redirect("/archive/", 302)),
    ),
    _dead(
        "to-search",
        "/products/blue-kettle",
        pages({"/search?q=blue-kettle": page("Search", "<p>0 products</p>")}, redirect("/search?q=blue-kettle", 302)),
    ),
    _dead(
        "to-error-page",
        "/old/dam",
        pages({"/404.html": page("Oops", "<p>Gone fishing.</p>")}, redirect("/404.html", 302)),
    ),
    _dead(
        "to-error-query",
        "/old/dam",
        lambda request: Reply(body=HOME) if "error" in request.path else redirect("/?error=404", 302),
    ),
    _dead(
        "to-aspx-error",
        "/old/dam.aspx",
        lambda request: (
            Reply(body=page("Error", "<p>Sorry.</p>"))
            if "aspxerrorpath" in request.path
            else redirect("/GenericError.aspx?aspxerrorpath=/old/dam.aspx", 302)
        ),
    ),
    _dead(
        "to-error-german",
        "/alt/damm",
        lambda request: (
            Reply(body=page("Hoppla", "<p>Leider.</p>")) if "fehler" in request.path else redirect("/fehler-404", 302)
        ),
    ),
    _dead(
        "to-not-found-other-name",
        "/story/dam",
        pages(
            {"/sorry.html": page("Sorry", "<p>We could not find what you asked for.</p>")}, redirect("/sorry.html", 302)
        ),
    ),
    _dead(
        "to-home-from",
        "/news/2014/dam-opens",
        lambda request: Reply(body=HOME) if request.path.startswith("/?") else redirect("/?from={path}", 302),
    ),
    _dead("to-home-two-parts", "/news/2014/dam-opens", pages({"/site/home": HOME}, redirect("/site/home", 302))),
    _dead(
        "to-home-refresh-later",
        "/news/2014/dam-opens",
        _only_this(
            "/news/2014/dam-opens",
            bare(
                "We have moved",
                "<p>Our site has a new design. You will be taken to the front page.</p>",
                "<meta http-equiv=refresh content='15;url=/'>",
            ),
        ),
    ),
    _dead("to-home-short-name", "/to-home", pages({"/": HOME, "/to-home": redirect("/")}, redirect("/"))),
]
