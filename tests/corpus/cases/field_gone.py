"""Pages that are gone and say so with 200, in many languages and programs; redirects that lead away; stores' errors."""

from tests.corpus.cases.field_texts import told
from tests.corpus.frames import framed
from tests.corpus.html import HOME, bare, page
from tests.corpus.model import Case, Reply, Site, fronted, pages, redirect

_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>"))
_FIELD = "<form action=/search><input name=q><button>OK</button></form>"


def _dead(name: str, path: str, site: Site, **more: object) -> Case:
    return Case(f"field-{name}", path, "dead", "soft-404", site, **more)  # type: ignore[arg-type]


def _here(path: str, body: str | Reply, missing: Reply = _NONE) -> Site:
    """A site that knows what it has lost: it says so with 200 of this address alone."""
    return pages({path: body, "/": HOME}, missing)


def _anything(body: str) -> Site:
    """A site that says so with 200 of whatever it does not know."""
    return pages({"/": HOME}, Reply(body=body))


# What sites say of any address that they do not know: language, path, title, text.
_UNKNOWN = (
    ("da", "/nyheder/2014/dam-aabner", "Ups! Siden kunne ikke findes", "Det ser ud til, at intet blev fundet her. Måske prøv en søgning?"),
    ("no", "/nyheter/2014/dammen-apner", "Fant ikke siden", "Beklager, men siden du leter etter finnes ikke."),
    ("fi", "/uutiset/2014/pato-aukeaa", "Sivua ei löydy", "Valitettavasti hakemaasi sivua ei löydy."),
    ("is", "/frettir/2014/stiflan", "Síðan fannst ekki", "Því miður fannst síðan sem þú leitar að ekki."),
    ("et", "/uudised/2014/tamm", "Lehekülge ei leitud", "Kahjuks ei leitud otsitavat lehekülge."),
    ("lv", "/zinas/2014/dambis", "Lapa nav atrasta", "Diemžēl meklētā lapa neeksistē."),
    ("lt", "/naujienos/2014/uztvanka", "Puslapis nerastas", "Atsiprašome, ieškomas puslapis neegzistuoja."),
    ("sk", "/spravy/2014/priehrada", "Stránka sa nenašla", "Ľutujeme, hľadaná stránka neexistuje."),
    ("sl", "/novice/2014/jez", "Strani ni mogoče najti", "Iskana stran ne obstaja ali je bila premaknjena."),
    ("hr", "/vijesti/2014/brana", "Stranica nije pronađena", "Nažalost, stranica koju tražite ne postoji."),
    ("sr", "/vesti/2014/brana", "Страница није пронађена", "Жао нам је, страница коју тражите не постоји."),
    ("bg", "/novini/2014/yazovir", "Страницата не е намерена", "За съжаление търсената страница не съществува."),
    ("mk", "/vesti/2014/brana-otvori", "Страницата не е пронајдена", "Бараната страница не постои."),
    ("sq", "/lajme/2014/diga", "Faqja nuk u gjet", "Na vjen keq, faqja që kërkoni nuk ekziston."),
    ("ca", "/noticies/2014/presa", "No s'ha trobat la pàgina", "La pàgina que busques no existeix."),
    ("gl", "/novas/2014/encoro", "Páxina non atopada", "A páxina que buscas non existe."),
    ("eu", "/albisteak/2014/urtegia", "Ez da orria aurkitu", "Bilatzen ari zaren orria ez da existitzen."),
    ("th", "/khao/2014/khuean", "ไม่พบหน้าที่คุณต้องการ", "ขออภัย ไม่พบหน้าที่คุณกำลังค้นหา"),
    ("hi", "/samachar/2014/bandh", "पृष्ठ नहीं मिला", "क्षमा करें, आप जो पृष्ठ खोज रहे हैं वह मौजूद नहीं है।"),
    ("bn", "/khobor/2014/badh", "পৃষ্ঠাটি পাওয়া যায়নি", "দুঃখিত, আপনি যে পৃষ্ঠাটি খুঁজছেন তা নেই।"),
    ("fa", "/akhbar/2014/sad", "صفحه مورد نظر یافت نشد", "متاسفانه صفحه‌ای که به دنبال آن هستید وجود ندارد."),
    ("az", "/xeberler/2014/bend", "Səhifə tapılmadı", "Təəssüf ki, axtardığınız səhifə mövcud deyil."),
    ("kk", "/janalyk/2014/bogen", "Бет табылмады", "Өкінішке орай, сіз іздеген бет жоқ."),
    ("hy", "/lurer/2014/ambartak", "Էջը չի գտնվել", "Ցավոք, ձեր փնտրած էջը գոյություն չունի։"),
    ("ka", "/akhali/2014/kashkhali", "გვერდი ვერ მოიძებნა", "სამწუხაროდ, გვერდი, რომელსაც ეძებთ, არ არსებობს."),
    ("ms", "/berita/2014/empangan", "Laman tidak dijumpai", "Maaf, laman yang anda cari tidak wujud."),
    ("sw", "/habari/2014/bwawa", "Ukurasa haukupatikana", "Samahani, ukurasa unaotafuta haupo."),
    ("ta", "/seithi/2014/anai", "பக்கம் கிடைக்கவில்லை", "மன்னிக்கவும், நீங்கள் தேடும் பக்கம் இல்லை."),
)  # fmt: skip

# What sites say of what they have lost, while others get a 404: name, language, path, title, main, anchors.
_LOST = (
    ("video-deleted-ru", "ru", "/video-22822305_456", "Видео удалено", "<div>Видео удалено</div><p>Видео было удалено его владельцем.</p>", ("ролик о мельнице",)),
    ("video-deleted-uk", "uk", "/video/8812", "Відео недоступне", "<p>Це відео видалено власником.</p>", ("ролик про млин",)),
    ("video-gone-fr", "fr", "/video/x7k2p1", "Vidéo indisponible", "<p>Cette vidéo n'existe plus ou a été supprimée.</p>", ("un film du moulin",)),
    ("video-gone-ar", "ar", "/video/8812", "فيديو", "<p>تم حذف هذا الفيديو من قبل صاحبه.</p>", ("مقطع عن الطاحونة",)),
    ("article-removed-ru", "ru", "/news/8812.html", "", "<p>Материал удалён по требованию правообладателя.</p>", ("рассказ о мельнице",)),
    ("article-removed-uk", "uk", "/news/8812.html", "Новину видалено", "<p>Новину видалено або вона ніколи не існувала.</p>", ("новина про млин",)),
    ("article-removed-ar", "ar", "/node/8812", "", "<p>عذرا، هذا الخبر لم يعد متوفرا.</p>", ("خبر عن الطاحونة",)),
    ("article-removed-pl", "pl", "/art/8812", "Artykuł niedostępny", "<p>Ta treść została usunięta.</p>", ("artykuł o młynie",)),
    ("article-removed-tr", "tr", "/haber/8812", "", "<p>Aradığınız haber yayından kaldırılmıştır.</p>", ("değirmen haberi",)),
    ("article-removed-bg", "ru", "/statia/8812", "Статията е изтрита", "<p>Тази статия е изтрита от автора.</p>", ("статия за мелницата",)),
    ("product-gone-de", "de", "/p/lampe-messing-8812", "Artikel nicht verfügbar", "<p>Leider ist dieser Artikel nicht mehr in unserem Sortiment.</p>", ()),
    ("product-gone-es", "es", "/p/8812", "Producto", "<p>Este producto ya no está disponible.</p>", ("lámpara de latón",)),
    ("product-gone-nl", "nl", "/p/8812", "Helaas", "<p>Dit product is niet meer leverbaar en uit ons assortiment gehaald.</p>", ("koperen lamp",)),
    ("product-gone-uk", "uk", "/p8812-lampa", "Товар", "<p>Товар знято з продажу.</p>", ("латунна лампа",)),
    ("product-gone-ko", "ko", "/goods/8812", "상품", "<p>판매가 종료되었거나 존재하지 않는 상품입니다.</p>", ("황동 램프",)),
    ("product-gone-zh", "zh", "/item/8812.html", "", "<p>很抱歉，您查看的商品已下架。</p>", ("黄铜灯",)),
    ("koha-no-record", "en", "/cgi-bin/koha/opac-detail.pl?biblionumber=9983", "Details", "<h2>The record you requested does not exist (9983).</h2>", ("A History of Mills",)),
    ("dspace-invalid", "en", "/handle/10449/2211", "Invalid Identifier", "<h1>Invalid Identifier</h1><p>The identifier 10449/2211 does not correspond to a valid Bitstream or Item.</p>", ("thesis on mills",)),
    ("dspace-withdrawn", "en", "/handle/10449/2212", "Item withdrawn", "<h1>Item withdrawn</h1><p>The selected item is withdrawn and is no longer available.</p>", ("thesis on weirs",)),
    ("ssrn-removed", "en", "/sol3/papers.cfm?abstract_id=8812", "Paper removed", "<p>This paper has been removed from the library at the request of the author.</p>", ("a paper on mills",)),
    ("thread-invalid", "en", "/showthread.php?t=88121", "Vbb message", "<p>Invalid Thread specified. If you followed a valid link, please notify the administrator.</p>", ("repairing a canoe",)),
    ("topic-gone-ar", "ar", "/vb/showthread.php?t=8812", "رسالة إدارية", "<p>الموضوع المطلوب غير موجود.</p>", ("إصلاح القارب",)),
    ("topic-gone-uk", "uk", "/viewtopic.php?t=8812", "Інформація", "<p>Запитаної теми не існує.</p>", ("ремонт човна",)),
    ("file-key-invalid", "en", "/file/x7k2p1lq/lamp.zip", "File error", "<h1>Invalid or Deleted File.</h1><p>The key you provided for file access was invalid.</p>", ("drawings of the lamp",)),
    ("transfer-expired", "en", "/downloads/8812af", "Transfer expired", "<h1>Transfer expired</h1><p>Sorry, this transfer has expired and is not available any more.</p>", ("the photographs",)),
    ("file-gone-ru", "ru", "/d/x7k2p1lq", "Файл не найден", "<p>Возможно, владелец удалил файл или закрыл к нему доступ.</p>", ("чертежи лампы",)),
    ("blog-deleted-ru", "ru", "/anna_mill/8812.html", "Удалённый журнал", "<p>Этот журнал удалён его владельцем.</p>", ("запись о мельнице",)),
    ("profile-gone-es", "es", "/perfil/anna_molino", "Perfil", "<p>Este usuario ha eliminado su cuenta.</p>", ("perfil de Anna",)),
    ("job-gone-de", "de", "/stelle/8812", "Stelle nicht mehr verfügbar", "<p>Die Stelle ist bereits besetzt.</p>", ("Lampenbauer gesucht",)),
    ("wiki-no-text", "en", "/wiki/Halden_lamp", "Halden lamp", "<h1>Halden lamp</h1><div class=\"noarticletext\"><p>There is currently no text in this page. You can search for this page title in other pages.</p></div>", ("the Halden lamp",)),
    ("member-story-deleted", "en", "/@anna/the-mill-8812af", "Deleted story", "<p>The author deleted this story.</p>", ("Anna on the mill",)),
    ("map-gone", "en", "/maps/8812", "Map", "<p>Oops! The map you are trying to open has been deleted or you have no longer a valid link.</p>", ("a map of mills",)),
)  # fmt: skip


def _lost(name: str, language: str, path: str, title: str, main: str, anchors: tuple[str, ...]) -> Case:
    return _dead(name, path, _here(path, framed(title, main, language, kilobytes=20)), anchors=anchors)


def _xml(code: str, message: str, more: str = "<RequestId>4442587FB7D0A2F9</RequestId>") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message>{more}</Error>'
    )


# Stores of files that answer with their own XML; some gateways turn the status into 200: name, path, expected, reason, body.
_STORES = (
    ("s3-no-key", "/media/report.pdf", "dead", "soft-404", _xml("NoSuchKey", "The specified key does not exist.", "<Key>media/report.pdf</Key><RequestId>4442587FB7D0A2F9</RequestId><HostId>aGk=</HostId>")),
    ("s3-no-bucket", "/media/report.pdf", "dead", "soft-404", _xml("NoSuchBucket", "The specified bucket does not exist", "<BucketName>mill-media</BucketName>")),
    ("gcs-no-key", "/mill/map.png", "dead", "soft-404", "<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Details>No such object: mill/map.png</Details></Error>"),
    ("azure-no-blob", "/mill/map.png", "dead", "soft-404", "\ufeff" + _xml("BlobNotFound", "The specified blob does not exist.\nRequestId:88121f\nTime:2026-11-22T08:00:00Z", "")),
    ("azure-no-resource", "/mill/map.pdf", "dead", "soft-404", _xml("ResourceNotFound", "The specified resource does not exist.", "")),
    ("s3-denied", "/media/private.pdf", "blocked", None, _xml("AccessDenied", "Access Denied")),
    ("s3-request-expired", "/media/r.pdf?X-Amz-Expires=300&X-Amz-Signature=88af", "blocked", None, _xml("AccessDenied", "Request has expired", "<X-Amz-Expires>300</X-Amz-Expires><Expires>2019-01-01T00:00:00Z</Expires>")),
    ("s3-internal", "/media/report.pdf", "failing", None, _xml("InternalError", "We encountered an internal error. Please try again.")),
    ("s3-slow-down", "/media/report.pdf", "failing", None, _xml("SlowDown", "Please reduce your request rate.")),
    ("azure-auth", "/mill/map.pdf", "blocked", None, _xml("AuthenticationFailed", "Server failed to authenticate the request.", "")),
)  # fmt: skip


def _moved_away() -> list[Case]:
    path = "/2014/06/halden-mill-opens"
    shop = page("Lamps", "<ul><li><a href=/p/1>Brass lamp</a><li><a href=/p/2>Oil lamp</a></ul>")
    lost = page("Page not found", "<p>We could not find it.</p>")
    return [
        _dead("home-302", path, pages({path: redirect("{base}/", 302), "/": HOME}, _NONE)),
        _dead("home-for-all", path, fronted(lambda request: redirect("{base}/", 302), HOME)),
        _dead("home-tracked", path, pages({path: redirect("{base}/?utm_source=old-link"), "/": HOME, "/?utm_source=old-link": HOME}, _NONE)),
        _dead("home-index-option", path, pages({path: redirect("{base}/index.php"), "/index.php": HOME, "/": HOME}, _NONE)),
        _dead("home-of-buyer", path, pages({path: redirect("http://other-field-home-of-buyer.test:{http}/")}, Reply(body=HOME))),
        _dead("category-301", "/lamps/brass-lamp-1881.html", pages({"/lamps/brass-lamp-1881.html": redirect("{base}/lamps/"), "/lamps/": shop, "/": HOME}, _NONE)),
        _dead("search-302", "/lamps/brass-lamp-1881.html", pages({"/lamps/brass-lamp-1881.html": redirect("{base}/search?q=brass+lamp+1881", 302), "/search?q=brass+lamp+1881": page("Search", "<p>0 results</p>"), "/": HOME}, _NONE)),
        _dead("to-404-page", path, fronted(lambda request: Reply(body=lost) if request.path == "/404" else redirect("{base}/404", 302), HOME)),
        _dead("to-error-code", path, fronted(lambda request: Reply(body=lost) if request.path.startswith("/error") else redirect("{base}/error?code=404", 302), HOME)),
        _dead("to-seite-nicht-gefunden", path, fronted(lambda request: Reply(body=page("Ups", "<p>Das gibt es hier nicht.</p>")) if "gefunden" in request.path else redirect("{base}/de/seite-nicht-gefunden", 302), HOME)),
        _dead("refresh-home", path, _here(path, bare("Halden", "<p>…</p>", "<meta http-equiv=refresh content='3;url=/'>"))),
        _dead("json-error", "/api/mills/8812", _here("/api/mills/8812", Reply(200, '{"errors":[{"code":34,"message":"Sorry, that page does not exist."}]}', "application/json"))),
        _dead("text-not-found", "/raw/mill/readme.md", _here("/raw/mill/readme.md", Reply(200, "404: Not Found", "text/plain"))),
        _dead("pdf-html-error", "/files/report.pdf", _here("/files/report.pdf", page("Document", "<p>File not found.</p>"))),
        _dead("blank-search", "/arkiv/8812", _anything(framed("", f"<h1>Der blev ikke fundet noget</h1>{_FIELD}", kilobytes=20))),
        _dead("wordpress-ru", "/2014/06/plotina-otkryta/", _anything(framed("Страница не найдена", f"<h1>Ой! Страница не найдена.</h1><p>Похоже, по этому адресу ничего нет. Попробуйте воспользоваться поиском.</p>{_FIELD}", "ru", kilobytes=20))),
        _dead("suggested-reading-uk", "/2014/06/hreblia-vidkryta/", _anything(framed("404", f"<h1>Такої сторінки немає</h1><h2>Читайте також</h2>{told('uk')}", "uk", kilobytes=20))),
        _dead("player-unavailable-ja", "/watch?v=x7k2p1lq880", _here("/watch?v=x7k2p1lq880", bare("", '<script>var ytInitialPlayerResponse = {"responseContext":{},"playabilityStatus":{"status":"ERROR","reason":"この動画は再生できません"}};</script><div id=player></div>'))),
    ]  # fmt: skip


CASES = [
    *(
        _dead(
            f"unknown-{language}",
            path,
            _anything(page(title, f"<p>{text}</p>{_FIELD if place % 2 else ''}", language=language, site="Halden")),
        )
        for place, (language, path, title, text) in enumerate(_UNKNOWN)
    ),
    *(_lost(*row) for row in _LOST),
    *(
        Case(f"field-{name}", path, expected, reason, _here(path, Reply(200, body, "application/xml")))
        for name, path, expected, reason, body in _STORES
    ),
    *_moved_away(),
]
