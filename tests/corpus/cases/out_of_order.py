"""Servers in trouble: it passes, or it is failing; never dead on one look. And statuses that say it plainly."""

from tests.corpus.html import article, bare, page
from tests.corpus.model import Case, Reply, Request, always, pages

_PATH = "/news/2014/dam-opens-in-june"
_NAMED = article("Dam opens in June", head="<link rel=canonical href='{base}/news/2014/dam-opens-in-june'>")
_PAGE = Reply(body=article("Dam opens in June"))


def _then_well(*first: Reply) -> object:
    """Answers these once, then as it should; other addresses are 404."""

    def site(request: Request) -> Reply:
        if request.path != _PATH:
            return Reply(404, "no")
        return first[request.count - 1] if request.count <= len(first) else _PAGE

    return site


def _failing(name: str, reason: str, answer: Reply | str, **more: object) -> Case:
    return Case(name, _PATH, "failing", reason, always(answer), **more)  # type: ignore[arg-type]


CASES = [
    Case("one-503", _PATH, "alive", "", _then_well(Reply(503, "busy")), twin="endless-503"),  # type: ignore[arg-type]
    Case("one-500", _PATH, "alive", "", _then_well(Reply(500, "oops"))),  # type: ignore[arg-type]
    Case("two-502", _PATH, "alive", "", _then_well(Reply(502, "bad"), Reply(502, "bad"))),  # type: ignore[arg-type]
    Case(
        "one-429",
        _PATH,
        "alive",
        "",
        _then_well(Reply(429, "slow", headers=(("Retry-After", "1"),))),
        twin="endless-429",
    ),  # type: ignore[arg-type]
    Case("one-empty-answer", _PATH, "alive", "", _then_well(Reply(raw=b""))),  # type: ignore[arg-type]
    _failing("endless-500", "http-500", Reply(500, "oops")),
    _failing("endless-502", "http-502", Reply(502, bare("502 Bad Gateway", "<h1>502 Bad Gateway</h1>"))),
    _failing(
        "endless-503",
        "http-503",
        Reply(503, bare("Service unavailable", "<p>Try again later.</p>")),
        twin="cloudflare-503",
    ),
    _failing(
        "origin-522",
        "http-522",
        Reply(522, bare("522: Connection timed out", "<div id=cf-error-details>Connection timed out</div>")),
    ),
    _failing("gateway-504", "http-504", Reply(504, "late")),
    _failing("bad-request", "http-400", Reply(400, "bad")),
    _failing("not-modified", "http-304", Reply(304, type=None)),
    _failing("choices-300", "http-300", Reply(300, "<p>Choose</p>")),
    _failing("status-599", "http-599", Reply(599, "odd")),
    _failing("accepted-nothing", "http-202", Reply(202, "")),
    _failing(
        "maintenance-200",
        "maintenance",
        bare("Under maintenance", "<h1>We'll be back soon!</h1><p>The site is down for maintenance.</p>"),
        twin="maintenance-article",
    ),
    _failing(
        "error-500-as-200",
        "server-error",
        bare("500 Internal Server Error", "<h1>Internal Server Error</h1>"),
        twin="error-500-article",
    ),
    _failing(
        "database-error", "server-error", bare("Database Error", "<h1>Error establishing a database connection</h1>")
    ),
    _failing(
        "php-fatal",
        "server-error",
        "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function mysql_connect() in /var/www/index.php:3",
    ),
    Case("gone-410", _PATH, "dead", "http-410", always(Reply(410, "gone"))),
    Case("not-found-404", _PATH, "dead", "http-404", always(Reply(404, "not found"))),
    Case("not-found-404-home", "/", "dead", "http-404", always(Reply(404, "not found"))),
    Case(
        "not-found-with-login-box",
        _PATH,
        "dead",
        "http-404",
        always(Reply(404, page("Log in", "<form><input type=password></form>"))),
    ),
    Case("not-found-that-looks-well", _PATH, "dead", "http-404", always(Reply(404, article("Dam opens in June")))),
    Case(
        "article-under-404",
        _PATH,
        "alive",
        "",
        pages({_PATH: Reply(404, _NAMED)}, Reply(404, page("Not found", "<p>Sorry.</p>"))),
        twin="article-under-404-for-all",
    ),
    Case("article-under-404-for-all", _PATH, "dead", "http-404", always(Reply(404, _NAMED))),
    Case(
        "single-page-app",
        "/app/orders/17",
        "blocked",
        "needs-browser",
        always(
            bare(
                "Orders",
                "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script src=/app.js></script>",
            )
        ),
        twin="single-page-app-known",
    ),
    Case(
        "maintenance-redirect",
        _PATH,
        "failing",
        "maintenance",
        lambda request: (
            Reply(body=page("The Courier", "<p>Back on Monday.</p>"))
            if request.path == "/maintenance.html"
            else Reply(302, headers=(("Location", "/maintenance.html"),))
        ),
        twin="to-error-page",
    ),
    _failing(
        "bandwidth-509", "http-509", Reply(509, bare("Bandwidth Limit Exceeded", "<h1>Bandwidth Limit Exceeded</h1>"))
    ),
]
