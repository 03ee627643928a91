"""Addresses that answer 200 and hold nothing of what was cited."""

from tests.corpus.html import FULL_HOME, HOME, article, bare, page, prose
from tests.corpus.model import Case, Reply, always, fronted, pages

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


def _dead(name: str, path: str, site: object, *, whole: bool = False, **more: object) -> Case:
    """A page that is gone from a site whose front page is there."""
    if path != "/" and not whole:
        site = fronted(site, HOME)  # type: ignore[arg-type]
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
    _dead(
        "whole-site-alike", "/news/2014/dam-opens-in-june", always(FULL_HOME), twin="decorated-address-last", whole=True
    ),
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
        "quote-of-the-day",
        "/story/dam-opens-in-june",
        lambda request: Reply(
            body=page(
                "The Valley Courier",
                prose(9)
                + "<blockquote>"
                + " ".join(["owl", "fox", "hare", "deer", "mole", "vole"][: len(request.path) % 5 + 1])
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
    _dead(
        "page-named-after-itself",
        "/page-not-found-200",
        _only_this(
            "/page-not-found-200",
            bare(
                "Page Not Found", "<h1>Page Not Found</h1><p>Sorry, we could not find the page you are looking for.</p>"
            ),
        ),
        twin="error-history",
    ),
    _dead(
        "removed-error-history",
        "/p/7120",
        _only_this(
            "/p/7120",
            bare("404 Not Found - a weekly of the old valley", "<h1>404 Not Found: sorry</h1>" + prose(2)),
        ),
        twin="error-history-dash",
    ),
    _dead(
        "removed-with-suggestions",
        "/p/7121",
        _only_this(
            "/p/7121",
            page(
                "404 Not Found",
                "<p>The page you are looking for could not be found.</p><h2>Read instead</h2>" + prose(9),
            ),
        ),
        twin="error-history-quoting",
    ),
    _dead(
        "listing-expired",
        "/listing/77",
        _only_this("/listing/77", bare("Listing", "<p>The listing you are looking for has expired.</p>")),
    ),
    _dead(
        "forum-information",
        "/forum/t/2",
        lambda request: Reply(
            body=page(
                "Topic one" if request.path == "/forum/t/1" else "Information",
                "<p>The requested topic does not exist.</p>",
                site="Forum",
            )
        ),
    ),
    _dead(
        "wiki-missing",
        "/wiki/Dam",
        lambda request: Reply(
            body=page(request.path[6:], "<p>This page does not exist yet. You can create it.</p>", site="Wiki")
        ),
    ),
]
