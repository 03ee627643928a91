"""Odd answers and redirects that users of link checkers and archives' robots have reported, each with what looks like it."""

import gzip
import json
import zlib

from tests.corpus.cases.field_texts import told
from tests.corpus.frames import framed
from tests.corpus.html import FULL_HOME, HOME, article, bare, page
from tests.corpus.model import Case, Reply, Request, Site, always, fronted, pages, redirect

_PATH, _TITLE = "/news/weir-at-lark-rebuilt", "Weir at Lark rebuilt"
_STORY = article(_TITLE)
_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center>"))
_HTML = "text/html; charset=utf-8"


def _case(name: str, expected: str, reason: str | None, site: Site, path: str = _PATH, **more: object) -> Case:
    return Case(f"rep-{name}", path, expected, reason, site, **more)  # type: ignore[arg-type]


def _here(reply: Reply | str, path: str = _PATH, missing: Reply = _NONE) -> Site:
    return pages({path: reply, "/": HOME}, missing)


def _readers_only(answer: Reply) -> Site:
    """Robots get the answer, for whatever they ask; readers the page."""
    readers = _here(_STORY)
    return lambda request: readers(request) if request.from_browser else answer


def _by_header(name: str, wanted: str, otherwise: Reply) -> Site:
    """Gives the page to whom asks with a header that holds a word."""
    return lambda request: _here(_STORY)(request) if wanted in request.headers.get(name, "") else otherwise


def _with_cookie(request: Request) -> Reply:
    """Sends whom keeps no cookie to a page that says so."""
    if request.path.startswith("/action/cookieAbsent"):
        return Reply(body=page("Cookies", "<p>Your browser did not send the cookie that we set.</p>"))
    if "seen=1" in request.headers.get("cookie", ""):
        return Reply(body=_STORY)
    if request.path.endswith("?cookieSet=1"):
        return redirect("/action/cookieAbsent", 302)
    return Reply(302, headers=(("Location", request.path + "?cookieSet=1"), ("Set-Cookie", "seen=1; Path=/")))


def _never_a_cookie(request: Request) -> Reply:
    if request.path.startswith("/action/cookieAbsent"):
        return Reply(body=page("Cookies", "<p>Your browser did not send the cookie that we set.</p>"))
    return redirect("/action/cookieAbsent", 302)


def _moved(name: str, location: str, target: str, expected: str = "redirected", status: int = 301) -> Case:
    """A redirect whose address is written oddly. target: the path where the page is."""
    site = pages({_PATH: redirect(location, status), target: _STORY, "/": HOME}, _NONE)
    return _case(f"location-{name}", expected, None, site)


def _packed(name: str, body: bytes, encoding: str) -> Case:
    reply = Reply(body=body, headers=(("Content-Encoding", encoding),))
    return _case(f"packed-{name}", "alive", "", _here(reply))


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _leads(
    name: str, to: str, there: str, expected: str, reason: str | None, *, all_of_them: bool = True, status: int = 302
) -> Case:
    """Redirects the asked page, and all others too unless said otherwise. to: a path; {path} is what was asked."""
    bare_target = to.partition("?")[0]

    def site(request: Request) -> Reply:
        if request.path.partition("?")[0] == bare_target:
            return Reply(body=there)
        if request.path == "/":
            return Reply(body=HOME)
        return redirect(to, status) if all_of_them or request.path == _PATH else _NONE

    return _case(f"to-{name}", expected, reason, site)


_WITHDRAWN = page("Sorry", "<p>What you asked for is not here.</p>")
_LOGIN = page("Log in", "<form method=post><input name=user><input type=password name=p><button>Log in</button></form>")

_ANSWERS = [
    _case("own-status-for-robots", "alive", "", _readers_only(Reply(441, "no"))),
    _case("json-403-for-robots", "alive", "", _readers_only(Reply(403, '{"error":"forbidden"}', "application/json"))),
    _case("robots-detected-200", "alive", "", _readers_only(Reply(200, bare("Robot or human?", "<h1>Robot or human?</h1><p>Press and hold the button.</p>"))), twin="rep-robots-detected-all"),
    _case("robots-detected-all", "blocked", None, always(bare("Robot or human?", "<h1>Robot or human?</h1><p>Press and hold the button.</p>"))),
    _case("405-for-robots", "alive", "", _readers_only(Reply(405, "Method Not Allowed"))),
    _case("400-for-robots", "alive", "", _readers_only(Reply(400, "Bad Request"))),
    _case("405-for-all", "blocked", None, always(Reply(405, "Method Not Allowed"))),
    _case("404-without-language", "alive", "", _by_header("accept-language", "en", _NONE)),
    _case("406-without-html", "alive", "", _by_header("accept", "text/html", Reply(406, "Not Acceptable"))),
    _case("202-with-the-page", "alive", "", _here(Reply(202, _STORY))),
    _case("203-with-the-page", "alive", "", _here(Reply(203, _STORY))),
    _case("206-with-the-page", "alive", "", _here(Reply(206, _STORY))),
    _case("cookie-kept", "alive", "", _with_cookie, twin="rep-cookie-refused"),
    _case("cookie-refused", "blocked", None, _never_a_cookie),
    _case("404-challenged", "blocked", "bot-wall", always(Reply(404, bare("Just a moment...", "<p>Enable JavaScript and cookies to continue</p>"), headers=(("cf-mitigated", "challenge"),)))),
    _case("403-suspended", "dead", "suspended", always(Reply(403, bare("Account Suspended", "<h1>Account Suspended</h1><p>This account has been suspended. Contact your hosting provider.</p>")))),
    _case("403-no-key", "blocked", None, always(Reply(403, '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>', "application/xml"))),
    _case("429-no-pause", "blocked", "rate-limited", always(Reply(429, "slow down"))),
    _case("503-dog", "blocked", None, always(Reply(503, bare("Sorry! Something went wrong!", "<p>To discuss automated access please contact us. Type the characters you see in this image.</p><img src=/captcha.jpg><form action='/errors/validateCaptcha'><input name=field-keywords></form>")))),
    _case("500-no-words", "failing", "http-500", always(Reply(500, ""))),
    _case("status-header-404", "dead", "soft-404", _here(Reply(body=framed("", "<p>Det du leitar etter er borte vekk.</p>"), headers=(("Status", "404 Not Found"),)))),
    _case("status-header-200", "alive", "", _here(Reply(body=_STORY, headers=(("Status", "200 OK"),))), twin="rep-status-header-404"),
    _case("json-not-found", "dead", "soft-404", _here(Reply(body='{"statusCode":404,"message":"Cannot GET /news/weir","error":"Not Found"}', type="application/json"))),
    _case("json-code-404", "dead", "soft-404", _here(Reply(body='{"code":404,"msg":"resource not exist","data":null}', type="application/json")), twin="rep-json-code-200"),
    _case("json-code-200", "alive", "", _here(Reply(body='{"code":200,"msg":"ok","data":[{"id":404,"name":"not found pond"},{"id":7,"name":"mill"}]}', type="application/json"))),
    _case("json-problem", "dead", "soft-404", _here(Reply(body='{"type":"about:blank","title":"Not Found","status":404,"detail":"No row with this id"}', type="application/problem+json"))),
    _case("express", "dead", "soft-404", _here(Reply(body="<!DOCTYPE html><html lang=en><head><title>Error</title></head><body><pre>Cannot GET /news/weir-at-lark-rebuilt</pre></body></html>"))),
    _case("no-input-file", "dead", "soft-404", _here(Reply(body="No input file specified."), "/weir.php"), "/weir.php"),
    _case("fpm-file-not-found", "dead", "soft-404", _here(Reply(body="File not found.\n"), "/weir.php"), "/weir.php"),
    _case("default-backend", "dead", None, always(Reply(body="default backend - 404", type="text/plain"))),
    _case("plain-list-of-errors", "alive", "", _here(Reply(body="Error codes of the lamp controller\n\n400 bad request\n404 not found\n410 gone\n503 not available\n", type="text/plain"), "/docs/codes.txt"), "/docs/codes.txt", twin="rep-fpm-file-not-found"),
    _case("type-without-semicolon", "alive", "", _here(Reply(body=_STORY, type="text/html charset=utf-8"))),
    _case("no-type", "alive", "", _here(Reply(body=_STORY, type=None))),
    _case("pdf-as-html", "alive", "", _here(Reply(body=b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF" + b" " * 2000, type=_HTML), "/doc/weir.pdf"), "/doc/weir.pdf", twin="rep-pdf-is-a-page"),
    _case("pdf-is-a-page", "dead", "soft-404", _here(Reply(body=page("Documents", "<p>The requested document could not be found.</p>")), "/doc/weir.pdf"), "/doc/weir.pdf"),
    _case("image-removed", "dead", "soft-404", lambda request: Reply(body=b"\x89PNG\r\n\x1a\n" + b"\0" * 503, type="image/png") if request.path == "/removed.png" else redirect("/removed.png", 302), "/x7k2p1lq.png"),
    _case("image-at-a-store", "alive", "", lambda request: Reply(body=b"\x89PNG\r\n\x1a\n" + b"\0" * 9503, type="image/png") if request.path == "/store/x7k2p1lq.png" else redirect("/store/x7k2p1lq.png", 302) if request.path == "/x7k2p1lq.png" else _NONE, "/x7k2p1lq.png", twin="rep-image-removed"),
    _packed("deflate", zlib.compress(_STORY.encode()), "deflate"),
    _packed("raw-deflate", _raw_deflate(_STORY.encode()), "deflate"),
    _packed("x-gzip", gzip.compress(_STORY.encode()), "x-gzip"),
    _packed("twice", gzip.compress(gzip.compress(_STORY.encode())), "gzip, gzip"),
    _packed("names-a-charset", _STORY.encode(), "UTF-8"),
    _packed("none", _STORY.encode(), "none"),
]  # fmt: skip

_REDIRECTS = [
    _moved("with-spaces", "/a new place/weir-at-lark-rebuilt", "/a%20new%20place/weir-at-lark-rebuilt"),
    _moved("of-one-host", "//rep-location-of-one-host.test:{http}/rivers/weir-at-lark-rebuilt", "/rivers/weir-at-lark-rebuilt"),
    _moved("query-only", "?story=weir-at-lark-rebuilt", f"{_PATH}?story=weir-at-lark-rebuilt"),
    _moved("backslashes", "\\rivers\\weir-at-lark-rebuilt", "/rivers/weir-at-lark-rebuilt"),
    _moved("dots", "../rivers/./weir-at-lark-rebuilt", "/rivers/weir-at-lark-rebuilt"),
    _moved("amp", "/amp/news/weir-at-lark-rebuilt", "/amp/news/weir-at-lark-rebuilt", "alive", 302),
    _leads("sorry-page", "/sorry.html", _WITHDRAWN, "dead", "soft-404"),
    _leads("page-gone-sv", "/sidan-hittades-inte", _WITHDRAWN, "dead", "soft-404"),
    _leads("page-gone-pl", "/strona-nie-znaleziona/", _WITHDRAWN, "dead", "soft-404"),
    _leads("page-gone-es", "/pagina-no-encontrada", _WITHDRAWN, "dead", "soft-404", all_of_them=False),
    _leads("removed-only-this", "/content-removed", _WITHDRAWN, "dead", "soft-404", all_of_them=False),
    _leads("home-tracked", "/?ref=404", FULL_HOME, "dead", "soft-404"),
    _leads("goodbye", "/goodbye", page("Goodbye", f"<p>After twelve years we have switched off our servers. Thank you for reading.</p>{told('en')}"), "dead", "soft-404"),
    _leads("app-only", "/get-the-app", page("Get the app", "<p>Our stories now live in the app.</p><a href=https://apps.example/1>App store</a> <a href=https://play.example/1>Other store</a>"), "dead", "soft-404"),
    _leads("language-chooser", "/choose-language?return={path}", bare("Language", "<a href=/de/>Deutsch</a> <a href=/fr/>Français</a> <a href=/it/>Italiano</a>"), "blocked", None),
    _leads("country-chooser", "/country-selector?redirect={path}", bare("Country", "<a href=/us/>United States</a> <a href=/gb/>United Kingdom</a>"), "blocked", None),
    _leads("sign-in-rails", "/users/sign_in", _LOGIN, "blocked", "login-wall"),
    _leads("account-login", "/Account/Login?ReturnUrl={path}", _LOGIN, "blocked", "login-wall"),
    _leads("wp-login", "/wp-login.php?redirect_to={base}{path}&reauth=1", _LOGIN, "blocked", "login-wall"),
    _leads("keycloak", "/auth/realms/lark/protocol/openid-connect/auth?client_id=web&redirect_uri={base}{path}", _LOGIN, "blocked", "login-wall"),
    _leads("queue", "/queue?c=lark&t={base}{path}", page("You are in line", "<p>Your estimated wait time is 4 minutes. You will be let in when it is your turn.</p>"), "blocked", None),
    _leads("splash-of-the-day", "/splash?continue={path}", bare("Our appeal", "<p>Give today.</p><a href='/go'>Continue to the site</a>"), "blocked", None),
    _leads("upgrade-browser-ie", "/unsupported-browser.html", page("Browser", "<p>Your browser is too old for our pages.</p>"), "blocked", None),
    _case("refresh-to-404", "dead", "soft-404", pages({_PATH: bare("", "", "<meta http-equiv=refresh content='0;url=/404.html'>"), "/404.html": _WITHDRAWN, "/": HOME}, _NONE)),
    _case("script-to-404", "dead", "soft-404", pages({_PATH: bare("", "<script>window.location.replace('/404')</script>"), "/404": _WITHDRAWN, "/": HOME}, _NONE)),
    _case("script-to-the-page", "alive", "", pages({_PATH: bare("", "<script>window.location.replace('/full/weir-at-lark-rebuilt')</script>"), "/full/weir-at-lark-rebuilt": _STORY, "/": HOME}, _NONE), twin="rep-script-to-404"),
    _case("other-language-same-story", "redirected", None, pages({"/de/berichte/weir-at-lark": redirect("/en/reports/weir-at-lark"), "/en/reports/weir-at-lark": article("Weir at Lark")}, _NONE), "/de/berichte/weir-at-lark"),
    _case("docs-previous-version", "redirected", None, pages({"/docs/7/pump-control": redirect("/docs/previous-versions/7/pump-control"), "/docs/previous-versions/7/pump-control": article("Pump control")}, _NONE), "/docs/7/pump-control"),
    _case("guide-to-error-handling", "alive", "", _here(article("Error handling"), "/en/guide/error-handling.html"), "/en/guide/error-handling.html"),
    _case("redirected-to-error-handling", "redirected", None, pages({"/guide/errors": redirect("/en/guide/error-handling.html"), "/en/guide/error-handling.html": article("Error handling", extra="")}, _NONE), "/guide/errors", anchors=("error handling",)),
]  # fmt: skip

# Marks that programs leave in a page's source beside words that no table knows: name, expected, head, body class, state.
_STATE = {"props": {"pageProps": {"statusCode": 404}}, "page": "/_error", "query": {}, "buildId": "x7k2"}
_FINE = {"props": {"pageProps": {"slug": "weir"}}, "page": "/news/[slug]", "query": {}, "buildId": "x7k2"}
_LOST = "<h1>Ma'alesh</h1><p>Wax halkan ma yaal.</p>"


def _app(
    name: str,
    expected: str,
    main: str,
    *,
    head: str = "",
    state: object = None,
    body: str = "",
    twin: str | None = None,
) -> Case:
    data = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>' if state else ""
    built = framed("Lark", f"{main}{data}", head=head, site="Lark", kilobytes=20).replace(
        "<body>", f"<body class='{body}'>"
    )
    return _case(
        name,
        expected,
        "soft-404" if expected == "dead" else "",
        _here(built),
        anchors=("sheekada biyo-xireenka",),
        twin=twin,
    )


_MARKED = [
    _app("prerender-404", "dead", _LOST, head='<meta name="prerender-status-code" content="404">'),
    _app("prerender-200", "alive", f"<h1>Weir at Lark</h1>{told('en')}", head='<meta name="prerender-status-code" content="200">', twin="rep-prerender-404"),
    _app("next-error", "dead", _LOST, head='<meta name="next-error" content="not-found"/>'),
    _app("next-data-error", "dead", _LOST, state=_STATE),
    _app("next-data-fine", "alive", f"<h1>Weir at Lark</h1>{told('en')}", state=_FINE, twin="rep-next-data-error"),
    _app("wordpress-error-class", "dead", _LOST, body="error404 wp-custom-logo"),
    _app("wordpress-single-class", "alive", f"<h1>Weir at Lark</h1>{told('en')}", body="single single-post postid-404", twin="rep-wordpress-error-class"),
    _app("shop-template-404", "dead", _LOST, body="template-404"),
]  # fmt: skip

CASES = [
    *_ANSWERS,
    *_REDIRECTS,
    *_MARKED,
    _case("open-index", "alive", "", fronted(_here("<html><head><title>Index of /pub/weir</title></head><body><h1>Index of /pub/weir</h1><pre><a href='/pub/'>Parent Directory</a>  <a href='a.txt'>a.txt</a></pre></body></html>", "/pub/weir/"), HOME), "/pub/weir/"),
]  # fmt: skip
