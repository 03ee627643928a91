"""Addresses that answer 200 and hold nothing of what was cited."""

from tests.corpus.html import HOME, article, bare, page, prose
from tests.corpus.model import Case, Reply, always, pages, redirect

_ERRORS = {
    "en": (
        "Page not found",
        "Sorry, the page you are looking for could not be found. It may have been moved or removed.",
    ),
    "de": ("Seite nicht gefunden", "Die von Ihnen gesuchte Seite wurde leider nicht gefunden oder verschoben."),
    "fr": ("Page introuvable", "La page que vous recherchez n'existe pas ou plus."),
    "es": ("Página no encontrada", "Lo sentimos, la página que buscas no existe o ha sido eliminada."),
    "pt": ("Página não encontrada", "A página que você procura não foi encontrada."),
    "it": ("Pagina non trovata", "La pagina che stai cercando non esiste o è stata rimossa."),
    "nl": ("Pagina niet gevonden", "De pagina die u zoekt bestaat niet meer."),
    "sv": ("Sidan kunde inte hittas", "Sidan du söker finns inte längre."),
    "da": ("Siden blev ikke fundet", "Siden du leder efter findes ikke længere."),
    "fi": ("Sivua ei löytynyt", "Etsimääsi sivua ei ole olemassa."),
    "pl": ("Nie znaleziono strony", "Strona, której szukasz, nie istnieje."),
    "cs": ("Stránka nenalezena", "Stránka, kterou hledáte, neexistuje."),
    "hu": ("Az oldal nem található", "A keresett oldal nem létezik."),
    "ro": ("Pagina nu a fost găsită", "Pagina pe care o cauți nu există."),
    "tr": ("Sayfa bulunamadı", "Aradığınız sayfa mevcut değil."),
    "el": ("Η σελίδα δεν βρέθηκε", "Η σελίδα που ζητήσατε δεν υπάρχει."),
    "ru": ("Страница не найдена", "К сожалению, запрашиваемая страница не существует."),
    "uk": ("Сторінку не знайдено", "На жаль, сторінка, яку ви шукаєте, не існує."),
    "ja": ("ページが見つかりません", "お探しのページは見つかりませんでした。削除された可能性があります。"),
    "zh": ("页面不存在", "抱歉，您访问的页面不存在或已被删除。"),
    "ko": ("페이지를 찾을 수 없습니다", "요청하신 페이지를 찾을 수 없습니다."),
    "ar": ("الصفحة غير موجودة", "الصفحة التي تبحث عنها غير موجودة."),
    "he": ("הדף לא נמצא", "הדף שחיפשת לא נמצא באתר."),
    "id": ("Halaman tidak ditemukan", "Halaman yang Anda cari tidak dapat ditemukan."),
    "vi": ("Không tìm thấy trang", "Trang bạn tìm không tồn tại."),
}
_MISSING = Reply(404, bare("404", "<h1>404</h1>"))


def _dead(name: str, path: str, site: object, **more: object) -> Case:
    return Case(name, path, "dead", "soft-404", site, **more)  # type: ignore[arg-type]


def _error(language: str, title: str, text: str) -> Case:
    body = page(title, f"<p>{text}</p><form action='/search'><input name=q></form>", language=language)
    return _dead(f"error-200-{language}", "/news/2014/dam-opens-in-june", always(body), twin="article-about-404")


def _suggestions(request: object) -> Reply:
    number = sum(map(ord, request.path))  # type: ignore[attr-defined]
    links = "".join(
        f"<li><a href='/n/{number + place}'>{word}</a></li>"
        for place, word in enumerate(("Flood", "Market", "Rail", "School")[: number % 3 + 1])
    )
    return Reply(
        body=page("Page not found", f"<p>We can't find the page {{path}}.</p><h2>Read instead</h2><ul>{links}</ul>")
    )


def _only_this(path: str, gone: str | Reply) -> object:
    """A site that tells addresses apart, and says with 200 that this one's content was removed."""
    return pages({path: gone, "/": HOME}, _MISSING)


CASES = [
    *(_error(language, *texts) for language, texts in _ERRORS.items()),
    _dead("whole-site-alike", "/news/2014/dam-opens-in-june", always(HOME), twin="decorated-address-last"),
    _dead("whole-site-alike-long", "/archive/882/dam-opens", always(article("Welcome to the Courier", 60))),
    _dead("whole-site-alike-untitled", "/archive/dam", always(bare("", prose(9)))),
    _dead(
        "one-error-only",
        "/story/dam-opens-in-june",
        _only_this("/story/dam-opens-in-june", page("Page not found", "<p>The story was withdrawn.</p>")),
    ),
    _dead(
        "article-removed",
        "/story/18273",
        _only_this(
            "/story/18273",
            page("The Valley Courier", "<p>Sorry, this article has been removed.</p>", heading="", site=""),
        ),
    ),
    _dead(
        "no-longer-available",
        "/jobs/engineer-42781",
        _only_this("/jobs/engineer-42781", page("Job no longer available", "<p>Look at our other offers.</p>")),
    ),
    _dead(
        "product-gone",
        "/shop/p-99120.html",
        _only_this("/shop/p-99120.html", page("Product not found", "<p>We no longer sell this.</p>")),
    ),
    _dead(
        "sibling-404-same-text",
        "/wells/deep",
        pages(
            {"/wells/deep": page("Oops", "<p>The requested page could not be found.</p>")},
            Reply(404, page("Oops", "<p>The requested page could not be found.</p>")),
        ),
    ),
    _dead("suggestions-vary", "/story/dam-opens", _suggestions),
    _dead(
        "echoes-address",
        "/story/dam-opens-in-june",
        lambda request: Reply(
            body=page(
                "{path}",
                "<p>Nothing is known about {path} at "
                + str(sum(map(ord, request.path)))
                + ".</p><p>Try the front page or the archive instead.</p>",
            )
        ),
    ),
    _dead(
        "echoes-slug-as-title",
        "/wiki/Dam_of_June",
        lambda request: Reply(
            body=page(
                request.path.rpartition("/")[2].replace("_", " "),
                "<p>There is currently no text in this page. You can search for this page title in other pages, or create it.</p>",
                site="Valleypedia",
            )
        ),
    ),
    _dead(
        "search-for-everything",
        "/dam-opens-in-june",
        lambda request: Reply(
            body=page(
                "Search results for " + request.path.strip("/").replace("-", " "),
                "<p>No results found. Try other words.</p>",
            )
        ),
    ),
    _dead(
        "text-not-found",
        "/notes/dam.txt",
        _only_this("/notes/dam.txt", Reply(body="Not Found", type="text/plain")),
        twin="tiny-text",
    ),
    _dead("text-alike", "/notes/dam2.txt", always(Reply(body="nothing to see", type="text/plain"))),
    _dead(
        "json-not-found",
        "/api/wells/9",
        always(Reply(body='{"status": 404, "error": "Not Found"}', type="application/json")),
        twin="json",
    ),
    _dead("json-alike", "/api/wells/19", always(Reply(body='{"ok": false}', type="application/json"))),
    _dead("html-as-pdf", "/files/report-2014.pdf", always(page("The Valley Courier", prose(6))), twin="pdf-as-html"),
    _dead("html-as-jpg", "/img/dam.jpg", always(page("Gallery", "<p>Our pictures have moved.</p>"))),
    _dead("empty-body", "/story/empty", _only_this("/story/empty", Reply(body="")), twin="very-short-page"),
    _dead(
        "empty-shell",
        "/story/shell",
        _only_this(
            "/story/shell",
            "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><div id=content></div></body></html>",
        ),
        twin="picture-page",
    ),
    _dead(
        "empty-shell-titled",
        "/story/shell2",
        _only_this("/story/shell2", bare("The Valley Courier", "<div class=wrap><div id=content></div></div>")),
    ),
    _dead(
        "empty-main",
        "/story/18721",
        _only_this(
            "/story/18721", page("Story", "", heading="").replace('<script src="/static/menu.js" defer></script>', "")
        ),
    ),
    _dead("blanks-only", "/story/blank", _only_this("/story/blank", Reply(body="   \n\n "))),
    _dead("status-204-alike", "/pong", always(Reply(204, type=None)), twin="status-204"),
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
        "numeric-id",
        "/article/48122",
        lambda request: (
            Reply(body=page("Article", "<p>Invalid article id.</p>"))
            if request.path.startswith("/article/9") or request.path == "/article/48122"
            else Reply(404, "no such route")
        ),
        twin="opaque-address",
    ),
    _dead(
        "query-id",
        "/view.php?id=4812",
        lambda request: (
            Reply(body=page("View", "<p>No record with this number.</p>"))
            if request.path.startswith("/view.php?id=")
            else Reply(404, "no")
        ),
    ),
    _dead(
        "query-slug",
        "/index.php?title=Dam_of_June",
        lambda request: Reply(body=page("Valleypedia", "<p>Choose an article on the left.</p>")),
    ),
    _dead(
        "sharepoint",
        "/sites/water/Pages/dam.aspx",
        always(
            page(
                "Error", "<p>Sorry, something went wrong. The page you're looking for doesn't exist.</p>", site="Portal"
            )
        ),
    ),
    _dead(
        "drupal",
        "/node/48182",
        always(page("Page not found", "<p>The requested page could not be found.</p>", separator=" | ")),
    ),
    _dead(
        "wordpress",
        "/2014/06/dam-opens/",
        always(
            page(
                "Page not found",
                "<p>It looks like nothing was found at this location. Maybe try a search?</p>",
                heading="Oops! That page can&rsquo;t be found.",
                separator=" &#8211; ",
            )
        ),
    ),
    _dead(
        "iis-text",
        "/old/dam.asp",
        always(
            bare(
                "The page cannot be found",
                "<h1>The page cannot be found</h1><p>The page you are looking for might have been removed, had its name changed, or is temporarily unavailable.</p>",
            )
        ),
    ),
    _dead(
        "aspnet-resource",
        "/old/dam2.aspx",
        always(
            bare(
                "The resource cannot be found.",
                "<h1>Server Error in '/' Application.</h1><h2><i>The resource cannot be found.</i></h2><p>Description: HTTP 404. The resource you are looking for could have been removed.</p>",
            )
        ),
    ),
    _dead("home-not-found", "/", always(bare("404 Not Found", "<h1>404 Not Found</h1><hr>nginx"))),
    _dead(
        "long-error-page",
        "/story/dam-opens-in-june",
        _only_this("/story/dam-opens-in-june", page("Error 404: page not found", prose(24))),
    ),
    _dead(
        "canonical-home",
        "/story/dam-opens-in-june",
        always(article("Courier", 30, head="<link rel=canonical href='{base}/'>")),
    ),
    _dead(
        "numbers-only-title",
        "/story/dam-opens-in-june",
        _only_this("/story/dam-opens-in-june", bare("404", "<h1>404</h1><p>Lost in space.</p>")),
    ),
    _dead("tiny-html-text", "/story/18", _only_this("/story/18", "<html><body>File not found.</body></html>")),
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
    _dead(
        "quote-of-the-day",
        "/story/dam-opens-in-june",
        lambda request: Reply(
            body=page(
                "The Valley Courier",
                prose(9)
                + "<blockquote>"
                + " ".join("owl fox hare deer mole vole".split()[: len(request.path) % 5 + 1])
                + "</blockquote>",
                heading="Welcome to the Courier",
            )
        ),
    ),
    _dead("json-empty-alike", "/api/wells/29", always(Reply(body="{}", type="application/json"))),
    _dead(
        "wrapped-in-frame",
        "/story/dam",
        always(
            "<html><head><title>Courier</title></head><frameset rows='100%'><frame src='http://elsewhere.invalid/'></frameset></html>"
        ),
    ),
]
