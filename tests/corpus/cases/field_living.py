"""Living pages that look lost: works called like an error, news of what was deleted, short pages, closed but shown things."""

from tests.corpus.cases.field_texts import told
from tests.corpus.frames import framed
from tests.corpus.html import HOME, bare, page, prose
from tests.corpus.model import Case, Reply, Request, Site, pages, redirect

_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>"))
_DATE = "<time datetime='2019-03-11'>2019</time>"


def _soft(language: str = "en") -> Reply:
    """What many sites give for anything that they do not know, with 200."""
    return Reply(body=framed("404", "<h1>404</h1><p>…</p>", language, kilobytes=20))


def _site(path: str, body: str, missing: Reply = _NONE) -> Site:
    return pages({path: body, "/": HOME}, missing)


def _alive(name: str, path: str, body: str, missing: Reply = _NONE, **more: object) -> Case:
    return Case(f"field-{name}", path, "alive", "", _site(path, body, missing), **more)  # type: ignore[arg-type]


# News and stories whose subject is something deleted or missing: name, language, path, title, anchors.
_STORIES = (
    ("story-missing-page-en", "en", "/fiction/missing-page", "Missing page", ("a story about a missing page",)),
    ("story-missing-page-id", "en", "/fiction/771", "Missing Page", ("Missing Page, a short story",)),
    ("news-video-deleted-ru", "ru", "/novosti/8812", "Видео удалено: почему министр стёр запись", ("ролик министра",)),
    ("news-video-deleted-bare-ru", "ru", "/2019/03/video-udaleno", "Видео удалено", ()),
    ("news-video-deleted-uk", "uk", "/news/44121-video-vydaleno", "Відео видалено", ("історія одного ролика",)),
    ("essay-not-found-ru", "ru", "/esse/stranica-ne-najdena", "Страница не найдена", ()),
    ("essay-not-found-uk", "uk", "/blog/312", "Сторінку не знайдено", ("есе про зниклі сторінки",)),
    ("news-deleted-ar", "ar", "/news/90122", "حذف الفيديو بعد ساعات من نشره", ("خبر عن حذف مقطع",)),
    ("essay-not-found-ar", "ar", "/articles/55", "الصفحة غير موجودة", ("مقال عن الصفحات الضائعة",)),
    ("news-account-closed-tr", "tr", "/haber/hesap-askiya-alindi", "Hesap askıya alındı", ("bir hesabın hikayesi",)),
    ("essay-video-removed-ja", "ja", "/column/220", "動画は削除されました", ("消えた動画についてのコラム",)),
    ("essay-not-exist-zh", "zh", "/essay/2291.html", "您访问的页面不存在", ("关于消失网页的随笔",)),
    ("essay-not-found-ko", "ko", "/column/771", "페이지를 찾을 수 없습니다", ("사라진 페이지에 관한 글",)),
    ("essay-not-found-fa", "fa", "/yaddasht/81", "صفحه پیدا نشد", ("یادداشتی درباره صفحه گمشده",)),
    ("story-gone-de", "de", "/texte/nicht-mehr-verfuegbar", "Nicht mehr verfügbar", ("eine Erzählung",)),
    ("story-deleted-fr", "fr", "/nouvelles/12", "Cette page n'existe plus", ("une nouvelle",)),
    ("story-deleted-es", "es", "/cuentos/88", "Página no encontrada", ("un cuento",)),
    ("story-deleted-pl", "pl", "/opowiadania/61", "Strona została usunięta", ("opowiadanie o stronie",)),
    ("story-access-denied", "en", "/shelf/access-denied", "Access Denied", ()),
    ("story-suspended", "en", "/shelf/account-suspended", "Account Suspended", ()),
    ("story-offline", "en", "/shelf/44", "This site can't be reached", ("a story from the shelf",)),
    ("story-removed-he", "he", "/sipur/19", "הדף לא נמצא", ("סיפור קצר",)),
    ("story-not-found-vi", "vi", "/truyen/77", "Không tìm thấy trang", ("truyện ngắn về một trang bị mất",)),
    ("story-not-found-pt", "pt", "/contos/71", "Página não encontrada", ("um conto",)),
)  # fmt: skip


def _story(name: str, language: str, path: str, title: str, anchors: tuple[str, ...]) -> Case:
    known = language if language not in ("he", "th", "hi") else "en"
    missing = _soft(known) if len(name) % 2 else _NONE
    body = framed(title, f"<article><h1>{title}</h1>{_DATE}{told(language, 3)}</article>", known, kilobytes=20)
    return _alive(name, path, body, missing, anchors=anchors)


# Short works, records and questions called like an error: name, path, title, main, anchors.
_SHORT = (
    ("album-88", "/album/404-page-not-found", "404 Page Not Found", "<h1>404 Page Not Found</h1><ol><li>Dial Tone 3:11<li>Lost Packet 4:02<li>Home Again 2:57</ol>", ()),
    ("song-12", "/lyrics/just-a-moment", "Just a moment", "<h1>Just a moment</h1><p>Just a moment, hold the door,<br>I was here the day before.</p>", ()),
    ("song-13", "/lyrics/this-domain-is-for-sale", "This Domain Is For Sale", "<h1>This Domain Is For Sale</h1><p>Words and music: The Registrars</p>", ()),
    ("catalogue-novel-removed", "/record=b1882", "The Removed", "<h1>The Removed</h1><p>Hobson, Brandon. 272 pages.</p><p>No copies available.</p>", ("The Removed by Brandon Hobson",)),
    ("catalogue-lost-copy", "/cgi-bin/koha/opac-detail.pl?biblionumber=5512", "A History of Mills", "<h1>A History of Mills</h1><p>Shelf 664.7</p><table><tr><td>Main library<td>Lost<td>Not for loan</table>", ("A History of Mills",)),
    ("question-fatal-error", "/questions/8812/fatal-error-uncaught-error", "Fatal error: Uncaught Error after update", "<h1>Fatal error: Uncaught Error after update</h1><p>Since today I get this:</p><pre>Fatal error: Uncaught Error: Call to undefined function mb_split() in /var/www/a.php:12</pre><p>What can I do?</p>", ()),
    ("question-closed", "/questions/771/how-do-herons-sleep", "How do herons sleep?", "<h1>How do herons sleep?</h1><p>On one leg, or on both?</p><p>This question is closed.</p>", ()),
    ("issue-404", "/issues/218", "404 Not Found when opening settings · Issue #218", "<h1>404 Not Found when opening settings</h1><p>Steps: open settings, see error.</p><p>Fixed in 2.1.</p>", ("issue 218",)),
    ("wiki-category-without-text", "/wiki/Category:Herons", "Category:Herons", "<h1>Category:Herons</h1><div class=\"noarticletext\"><p>There is currently no text in this page. You can search for this page title in other pages.</p></div><div id=\"mw-pages\"><h2>Pages in category “Herons”</h2><ul><li><a href=/wiki/Grey_heron>Grey heron</a><li><a href=/wiki/Purple_heron>Purple heron</a></ul></div>", ("herons on this wiki",)),
    ("wiki-http-410", "/wiki/HTTP_410", "HTTP 410", "<h1>HTTP 410</h1><p>410 Gone says that a resource was there once and will not come back.</p>", ()),
    ("plugin-404page", "/plugins/404page/", "404page – your smart custom 404 error page", "<h1>404page</h1><p>Create your own 404 error page in a few clicks.</p><p>Version 11.4</p>", ()),
    ("law-repealed", "/estg/__12.html", "§ 12 (aufgehoben)", "<h1>§ 12 (aufgehoben)</h1>", ("§ 12",)),
    ("film-gone-girl-missing", "/title/tt0119592/", "Missing (1982)", "<h1>Missing</h1><p>1982 · Drama · 2h 2m</p>", ("the film Missing",)),
    ("game-not-available-anymore", "/game/lost-planet", "Lost Planet", "<h1>Lost Planet</h1><p>Publisher: Halden. Released 2007.</p><p>This game is no longer available for purchase. Owners can still play it.</p>", ()),
    ("museum-not-on-display", "/objects/1881.12", "Miller's lamp", "<h1>Miller's lamp</h1><p>Brass, 1881. Not on display.</p>", ("a miller's lamp",)),
    ("dataset-no-preview", "/dataset/rainfall-1900", "Rainfall since 1900", "<h1>Rainfall since 1900</h1><p>Preview not available.</p><a href='/f/rain.csv'>rain.csv</a>", ()),
    ("package-deprecated", "/package/leftpadder", "leftpadder", "<h1>leftpadder</h1><p>This package has been deprecated. Use String.padStart instead.</p><pre>npm i leftpadder</pre>", ()),
    ("person-deleted-user", "/t/what-to-do-about-moss/8812", "What to do about moss?", "<h1>What to do about moss?</h1><p><b>[deleted user]</b> Rake it out in spring.</p><p><b>Anna</b> Lime helps.</p>", ()),
    ("status-words", "/glossary/forbidden", "Forbidden", "<h1>Forbidden</h1><p>What the rules do not allow.</p>", ()),
    ("poem-maintenance", "/poems/under-maintenance", "Under Maintenance", "<h1>Under Maintenance</h1><p>The heart is under maintenance,<br>come back another day.</p>", ()),
    ("help-video-unavailable", "/help/video-unavailable", "Why does it say “Video unavailable”?", "<h1>Why does it say “Video unavailable”?</h1><p>The owner may have made it private.</p>", ()),
)  # fmt: skip

# Things that are over, sold or withdrawn, but still shown: name, language, path, title, main, anchors.
_OVER = (
    ("job-closed-shown", "en", "/jobs/8812-lamp-fitter", "Lamp fitter", f"<h1>Lamp fitter</h1><p>No longer accepting applications.</p>{prose(12)}", ()),
    ("auction-ended-shown", "en", "/itm/11882", "Brass lamp 1881", f"<h1>Brass lamp 1881</h1><p>This listing was ended by the seller because the item is no longer available.</p>{prose(6)}", ("a brass lamp",)),
    ("retracted-shown", "en", "/article/10.1371/9912", "Retraction: Sleep of herons", f"<h1>Retraction: Sleep of herons</h1><p>This article has been retracted.</p>{prose(9)}", ("Sleep of herons",)),
    ("petition-closed-shown", "de", "/petition/auen-retten", "Auen retten", f"<h1>Auen retten</h1><p>Diese Petition ist beendet.</p>{told('de')}", ()),
    ("product-discontinued-fr", "fr", "/p/lampe-1881", "Lampe 1881", f"<h1>Lampe 1881</h1><p>Ce produit n'est plus fabriqué.</p>{told('fr')}", ()),
    ("sold-shown-ru", "ru", "/obyavlenie/lodka-derevyannaya", "Лодка деревянная", "<h1>Лодка деревянная</h1><p>Объявление снято с публикации. Продано.</p><p>Длина 4 метра, дуб, 1966 год, вёсла в комплекте, требует покраски.</p><img src=a.jpg><img src=b.jpg>", ("Лодка деревянная",)),
    ("out-of-stock-pl", "pl", "/lampa-mosiezna-p-8812.html", "Lampa mosiężna", "<h1>Lampa mosiężna</h1><p>Produkt chwilowo niedostępny. Powiadom o dostępności.</p><p>Wysokość 40 cm, mosiądz, klosz szklany.</p><img src=a.jpg>", ()),
    ("out-of-stock-ja", "ja", "/item/lamp-1881", "真鍮のランプ", "<h1>真鍮のランプ</h1><p>ただいま品切れ中です。</p><p>高さ40センチ、ガラスの傘付き。</p><img src=a.jpg>", ("真鍮のランプ",)),
    ("event-over-es", "es", "/eventos/paseo-del-molino", "Paseo del molino", f"<h1>Paseo del molino</h1><p>Este evento ha finalizado.</p>{told('es')}", ()),
    ("topic-archived-uk", "uk", "/topic/8812", "Ремонт човна", "<h1>Ремонт човна</h1><p>Тему закрито. Відповідати не можна.</p><p>Спершу зніміть стару фарбу, тоді зашпакльуйте щілини.</p><p>Дякую, допомогло!</p>", ("ремонт човна",)),
    ("archived-page-ar", "ar", "/wiki/qarib", "قارب", "<h1>قارب</h1><p>القارب مركب صغير يسير في النهر بالمجاديف.</p><p>هذه المقالة بذرة تحتاج إلى توسيع.</p>", ("قارب",)),
)  # fmt: skip

# Short pages of many scripts: name, path, title, main, anchors.
_TINY = (
    ("poem-ka", "/leksi/12", "გაზაფხული", f"<h1>გაზაფხული</h1>{told('ka')}", ("გაზაფხული",)),
    ("note-th", "/note/31", "แม่น้ำ", f"<h1>แม่น้ำ</h1>{told('th')}", ()),
    ("note-hi", "/lekh/31", "नदी", f"<h1>नदी</h1>{told('hi')}", ("नदी का पानी",)),
    ("photo-only", "/photo/88123", "IMG_2231", "<img src='/big.jpg' alt='heron at dawn'>", ("a heron",)),
    ("microblog", "/@anna/110882", "Anna: “The mill is open on Sunday.”", "<p>The mill is open on Sunday.</p>", ()),
    ("timetable", "/fahrplan/212", "Linie 212", "<h1>Linie 212</h1><table><tr><td>7:12<td>7:42<tr><td>8:12<td>8:42</table>", ()),
    ("person", "/staff/mueller", "Dr. A. Müller", "<h1>Dr. A. Müller</h1><p>Raum 212, Telefon 4412</p>", ()),
    ("stub-wiki", "/wiki/Aalbek", "Aalbek", "<h1>Aalbek</h1><p>Aalbek ist ein Bach.</p>", ()),
)  # fmt: skip


def _search(request: Request) -> Reply:
    """A site's search, which tells what was asked for from what was not."""
    results = "<ul><li><a href=/a>Herons sleep</a><li><a href=/b>Herons fly</a></ul>"
    if request.path == "/":
        return Reply(body=HOME)
    found = results if request.path == "/search?q=herons" else "<p>Nothing for {path}</p>"
    return Reply(
        body=framed("herons – Search" if found == results else "Search", f"<h1>Search</h1>{found}", kilobytes=20)
    )


def _behaviours() -> list[Case]:
    story = framed("The mill at Halden", f"<h1>The mill at Halden</h1>{told('en', 2)}", kilobytes=20)
    dialog = "<div class=modal hidden><h2>Page not found</h2><p>Sorry, this page does not exist.</p></div>"
    with_comments = f"<h1>The mill at Halden</h1>{told('en', 2)}<section id=comments><h2>Comments</h2><p>The second link says page not found.</p><p>This comment was deleted.</p></section>"
    path = "/mills/halden"
    return [
        _alive("hidden-dialog", path, framed("The mill at Halden", f"{dialog}<h1>The mill at Halden</h1>{told('en')}", kilobytes=20)),
        _alive("comments-of-errors", path, framed("The mill at Halden", with_comments, kilobytes=20)),
        _alive("noscript-prerendered", path, framed("The mill at Halden", f"<noscript>You need to enable JavaScript to run this app.</noscript><h1>The mill at Halden</h1>{told('en')}", kilobytes=20)),
        _alive("cookie-banner", path, framed("The mill at Halden", f"<div role=dialog><p>We value your privacy. We and our 812 partners store cookies.</p><button>Accept all</button><button>Reject</button></div><h1>The mill at Halden</h1>{told('en', 2)}", kilobytes=20)),
        _alive("login-in-header", path, framed("The mill at Halden", f"<form><input name=u><input type=password name=p></form><h1>The mill at Halden</h1>{told('en', 2)}", kilobytes=20), _soft()),
        _alive("not-in-your-language", "/uk/mlyny/halden", page("The mill at Halden", f"<p>Ця сторінка недоступна вашою мовою.</p>{told('en')}"), anchors=("the mill at Halden",)),
        _alive("site-title-only", "/c/8812", page("The Valley Courier", f"<h2>Harvest festival opens</h2>{prose(9)}", heading="", site=""), Reply(body=page("The Valley Courier", "<p>Nothing here.</p>", heading="", site="")), anchors=("harvest festival",)),
        Case("field-language-redirect", "/mills/halden", "alive", "", pages({path: redirect("{base}/en/mills/halden", 302), "/en/mills/halden": story, "/": HOME}, _NONE)),
        Case("field-renamed-folder", "/mills/halden", "redirected", None, pages({path: redirect("{base}/places/halden-mill"), "/places/halden-mill": story, "/": HOME}, _NONE)),
        Case("field-latest-download", "/download/latest", "alive", "", pages({"/download/latest": redirect("{base}/download/2.1/lamp.zip", 302), "/download/2.1/lamp.zip": Reply(200, b"PK\x03\x04" + b"x" * 400, "application/zip"), "/": HOME}, _NONE)),
        Case("field-old-id-to-slug", "/node/8812", "redirected", None, pages({"/node/8812": redirect("{base}/the-mill-at-halden"), "/the-mill-at-halden": story, "/": HOME}, _NONE)),
        Case("field-search-cited", "/search?q=herons", "alive", "", _search, anchors=("search for herons",)),
        Case("field-section-cited", "/news/", "alive", "", _site("/news/", page("News", "<ul><li><a href=/news/1>Dam opens</a><li><a href=/news/2>Wells found dry</a></ul>"))),
        Case("field-error-xml-article", "/s/errors.xml", "alive", "", pages({"/s/errors.xml": Reply(200, "<?xml version='1.0'?><Errors><Entry><Code>NoSuchKey</Code><Text>The specified key does not exist.</Text></Entry><Entry><Code>SlowDown</Code><Text>Reduce your rate.</Text></Entry></Errors>", "application/xml")}, _NONE)),
        Case("field-feed-xml", "/feed.xml", "alive", "", pages({"/feed.xml": Reply(200, "<?xml version='1.0'?><rss version='2.0'><channel><title>Mill news</title><item><title>Error found</title></item></channel></rss>", "application/rss+xml")}, _NONE)),
        Case("field-text-of-not-found", "/rfc/not-found.txt", "alive", "", pages({"/rfc/not-found.txt": Reply(200, "Not Found: a memo\n\nThis memo is about what servers say when a page was not found, and why.\n" + "The words of servers differ, and so do those of people who read them.\n" * 20, "text/plain")}, _NONE)),
    ]  # fmt: skip


CASES = [
    *(_story(*row) for row in _STORIES),
    *(
        _alive(name, path, framed(title, main, kilobytes=20), _soft() if place % 2 else _NONE, anchors=anchors)
        for place, (name, path, title, main, anchors) in enumerate(_SHORT)
    ),
    *(
        _alive(name, path, framed(title, main, language, kilobytes=20), _soft(language) if place % 2 else _NONE, anchors=anchors)
        for place, (name, language, path, title, main, anchors) in enumerate(_OVER)
    ),
    *(
        _alive(name, path, page(title, main, heading="", site="Halden"), anchors=anchors)
        for name, path, title, main, anchors in _TINY
    ),
    *_behaviours(),
]  # fmt: skip
