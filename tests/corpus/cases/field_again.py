"""A second set of behaviours, written after the rules had been mended by the first, with its truth decided before a run."""

from tests.corpus.cases.field_texts import told
from tests.corpus.frames import framed
from tests.corpus.html import HOME, bare, page
from tests.corpus.model import Case, Reply, Site, always, fronted, pages, redirect

_NONE = Reply(404, bare("Not Found", "<h1>Not Found</h1><p>The requested URL was not found on this server.</p>"))


def _soft(language: str) -> Reply:
    return Reply(body=framed("404", "<h1>404</h1><p>…</p>", language, site="Lark", kilobytes=20))


def _case(name: str, path: str, expected: str, reason: str | None, site: Site, **more: object) -> Case:
    return Case(f"again-{name}", path, expected, reason, site, **more)  # type: ignore[arg-type]


def _one(path: str, body: str | Reply, missing: Reply = _NONE) -> Site:
    return pages({path: body, "/": HOME}, missing)


# Living pages in a site's frame: name, language, path, title, main, anchors.
_LIVING = (
    ("standard-withdrawn", "en", "/standard/22109.html", "ISO 9660:1988 – Volume and file structure", "<h1>ISO 9660:1988</h1><p>Status: Withdrawn</p><p>This standard has been withdrawn.</p><p>Pages: 31. Edition: 1.</p>", ("ISO 9660:1988",)),
    ("patent-expired", "en", "/patent/US188121A/en", "US188121A - Lamp burner", "<h1>US188121A - Lamp burner</h1><p>Status: Expired - Lifetime</p><p>Inventor: A. Miller</p>", ("the patent of 1877",)),
    ("company-dissolved", "de", "/firma/HRB8812", "Lampen Müller GmbH", "<h1>Lampen Müller GmbH</h1><p>HRB 8812, Amtsgericht Halden</p><p>Die Firma ist gelöscht.</p>", ("Lampen Müller GmbH",)),
    ("law-lapsed-ru", "ru", "/document/cons_8812/", "Приказ о мельницах от 12.03.1998 N 44", "<h1>Приказ о мельницах от 12.03.1998 N 44</h1><p>Документ утратил силу.</p>", ("Приказ о мельницах",)),
    ("arxiv-withdrawn-abs", "en", "/abs/1412.8812", "[1412.8812] On the sleep of herons", "<h1>On the sleep of herons</h1><p>A. Miller</p><p>This paper has been withdrawn by the author due to an error in equation 3.</p><h2>Submission history</h2><p>[v1] 12 Dec 2014 (88 KB)</p><p>[v2] 1 Feb 2015 (withdrawn)</p>", ("Miller, On the sleep of herons",)),
    ("campaign-cancelled", "en", "/projects/anna/lamp", "A lamp for every mill", "<h1>A lamp for every mill</h1><p>Funding Canceled. Funding for this project was canceled by the project creator.</p><p>We want to build a lamp of brass for every mill in the valley.</p>", ("a lamp for every mill",)),
    ("thread-fixed-404", "en", "/t/991", "[Solved] 404 not found on every page", "<h1>[Solved] 404 not found on every page</h1><p>It was the rewrite rule.</p>", ("a thread on rewrite rules",)),
    ("poll-two-buttons", "en", "/polls/do-herons-sleep", "Do herons sleep?", "<h1>Do herons sleep?</h1><button>Yes</button><button>No</button>", ("a poll on herons",)),
    ("help-was-this-helpful", "en", "/hc/articles/360012881", "Can I change my order?", "<h1>Can I change my order?</h1><p>Yes, until it is packed. Open your orders, choose the one you want and press Change.</p><p>Was this helpful?</p><button>Yes</button><button>No</button>", ("the shop's help",)),
    ("iplayer-abroad", "en", "/blog/why-videos-are-not-available-in-your-country", "Why videos are not available in your country", "<h1>Why videos are not available in your country</h1><p>Films are sold land by land. So this video is not available in your country, but in the next.</p>", ()),
    ("podcast-episode", "en", "/e/88", "88: Herons", "<h1>88: Herons</h1><audio src=/88.mp3 controls></audio>", ()),
    ("photo-page-fi", "en", "/kuvat/88", "Haikara", "<img src=/haikara.jpg><p>Haikara, 2014</p>", ()),
    ("short-la", "en", "/verba/ars", "Ars longa", "<h1>Ars longa</h1><p>Vita brevis.</p>", ("Ars longa",)),
    ("poem-zh", "zh", "/poem/881", "静夜思", "<h1>静夜思</h1><p>床前明月光，疑是地上霜。</p><p>举头望明月，低头思故乡。</p>", ("静夜思",)),
    ("haiku-ja", "ja", "/haiku/12", "古池や", "<h1>古池や</h1><p>古池や蛙飛びこむ水の音</p>", ("芭蕉の句",)),
    ("news-blocked-tr", "tr", "/haber/siteye-erisim-engeli", "Siteye erişim engeli kaldırıldı", f"<h1>Siteye erişim engeli kaldırıldı</h1><p>Mahkeme, siteye erişimin engellenmesi kararını kaldırdı.</p>{told('tr')}", ()),
    ("news-blocked-ru", "ru", "/news/77121", "Суд ограничил доступ к сайту мельницы", f"<h1>Суд ограничил доступ к сайту мельницы</h1><p>Доступ к сайту ограничен по решению суда.</p>{told('ru')}", ("новость о блокировке",)),
    ("news-blocked-short-uk", "uk", "/news/77122", "Доступ до сайту заблоковано: що сталося", "<h1>Доступ до сайту заблоковано: що сталося</h1><time>12 березня</time><p>Суд заблокував доступ до сайту млина. Власник оскаржив рішення. Розгляд призначено на травень.</p>", ("новина про блокування",)),
    ("service-ends-ja", "ja", "/news/2020/0331", "サービス終了のお知らせ", f"<h1>サービス終了のお知らせ</h1><p>地図サービスは2020年3月31日をもちまして終了いたしました。</p>{told('ja')}", ("地図サービス終了のお知らせ",)),
    ("product-recall-ko", "ko", "/notice/881", "램프 판매 중단 안내", f"<h1>램프 판매 중단 안내</h1><p>황동 램프의 판매를 중단합니다.</p>{told('ko')}", ("판매 중단 안내",)),
    ("subscription-price", "de", "/abo", "Abonnement", "<h1>Abonnement</h1><p>Als Abonnent lesen Sie alle Artikel. Nur 9 Euro im Monat.</p>", ("das Abonnement",)),
    ("members-rules-fr", "fr", "/reglement", "Règlement du club", "<h1>Règlement du club</h1><p>Les réunions sont réservées aux membres. La cotisation est de 20 euros.</p>", ("règlement du club",)),
    ("author-page-deleted-posts", "en", "/author/anna", "Anna Miller", "<h1>Anna Miller</h1><p>Anna has deleted most of her early posts. 3 posts.</p><ul><li><a href=/1>Herons</a></ul>", ()),
    ("lexicon-removed", "en", "/define/removed", "removed", "<h1>removed</h1><p>adjective. Separate or remote in space or time.</p>", ()),
    ("hindi-news-short", "hi", "/samachar/881", "बाँध खुला", "<h1>बाँध खुला</h1><p>नदी पर बना नया बाँध सोमवार को खुला।</p>", ("बाँध खुला",)),
    ("arabic-notice", "ar", "/notice/12", "موعد افتتاح السد", "<h1>موعد افتتاح السد</h1><p>يفتتح السد الجديد يوم الاثنين.</p>", ("موعد افتتاح السد",)),
    ("ukrainian-obituary", "uk", "/pamiat/88", "Пішов із життя мельник", "<h1>Пішов із життя мельник</h1><p>Прощання відбудеться у вівторок.</p>", ("некролог мельника",)),
)  # fmt: skip

# Old and odd pages without a frame: name, path, body, anchors.
_PLAIN = (
    ("page-of-1998", "/~miller/links.html", "<html><body bgcolor=white><center><img src=uc.gif alt='under construction'><h2>My Links</h2></center><ul><li><a href=http://a.test>Herons</a><li><a href=http://b.test>Mills</a></ul><hr>Last updated 3/3/98</body></html>", ("Miller's links",)),
    ("untitled-document", "/history/mill.htm", f"<html><head><title>Untitled Document</title></head><body>{told('en')}</body></html>", ()),
    ("titled-home", "/articles/12", f"<html><head><title>Home</title></head><body><h2>The flood</h2>{told('en')}</body></html>", ("the flood",)),
    ("frameset", "/docs/manual/", "<html><head><title>Manual</title></head><frameset cols='200,*'><frame src=toc.html><frame src=main.html><noframes>Your browser does not support frames.</noframes></frameset></html>", ("the manual",)),
    ("image-map", "/plan.html", "<html><head><title>Plan</title></head><body><img src=plan.gif usemap='#m'><map name=m><area href=/1 coords='1,1,2,2'></map></body></html>", ()),
    ("self-refresh", "/level", "<html><head><title>River level</title><meta http-equiv=refresh content=300></head><body><p>2.31 m</p></body></html>", ("river level",)),
    ("embedded-pdf", "/report/view", "<html><head><title>Report 2014</title></head><body><embed src=/report.pdf type=application/pdf width=100% height=100%></body></html>", ("report of 2014",)),
)  # fmt: skip

# Gone or turned into something else, in a site's frame, while others get a 404: name, language, path, title, main, anchors.
_GONE = (
    ("gone-listing-it", "it", "/annunci/8812", "Annuncio", "<h2>L'annuncio che cerchi non è più online.</h2>", ("barca in legno",)),
    ("gone-article-cs", "cs", "/clanek/8812", "", "<p>Omlouváme se, tento článek byl stažen na žádost autora.</p>", ("článek o mlýně",)),
    ("gone-article-hu", "hu", "/cikk/8812", "Hoppá", "<p>Ezt a cikket eltávolítottuk.</p>", ("cikk a malomról",)),
    ("gone-article-ro", "ro", "/stiri/8812", "", "<p>Ne pare rău, acest articol a fost șters.</p>", ("articol despre moară",)),
    ("gone-article-el", "el", "/arthro/8812", "", "<p>Το άρθρο που ζητήσατε έχει αφαιρεθεί.</p>", ("άρθρο για τον μύλο",)),
    ("gone-article-sv", "sv", "/artikel/8812", "", "<p>Artikeln har tagits bort på begäran av den som skrev den.</p>", ("artikel om kvarnen",)),
    ("gone-video-vi", "vi", "/video/8812", "", "<p>Video này đã bị người đăng gỡ xuống.</p>", ("video về cối xay",)),
    ("gone-video-id", "id", "/video/8812", "Video", "<p>Video ini telah dihapus oleh pemiliknya.</p>", ("video kincir",)),
    ("gone-post-fa", "fa", "/post/8812", "", "<p>این مطلب توسط نویسنده حذف شده است.</p>", ("مطلبی درباره آسیاب",)),
    ("gone-news-ru", "ru", "/news/88120", "Новость не найдена", "<p>Такой новости нет. Возможно, она была удалена редакцией.</p>", ("новость о плотине",)),
    ("gone-ad-uk", "uk", "/obiava/88120", "Оголошення", "<p>Оголошення неактуальне: автор його деактивував.</p>", ("дерев'яний човен",)),
    ("gone-ad-ru", "ru", "/obyavlenie/88120", "", "<p>Это объявление больше не актуально и скрыто автором.</p>", ("деревянная лодка",)),
    ("gone-book-ar", "ar", "/book/8812", "كتاب", "<p>نأسف، تم سحب هذا الكتاب من الموقع.</p>", ("كتاب الطواحين",)),
    ("gone-file-pt", "pt", "/download/8812", "Download", "<p>O arquivo solicitado não existe mais ou expirou.</p>", ("desenhos da lâmpada",)),
    ("gone-repo", "en", "/anna/halden-tools", "Repository", "<p>This repository has been deleted or never existed.</p>", ("tools for the mill",)),
    ("gone-course", "en", "/course/8812", "Course", "<p>This course is no longer offered and its page has been taken down.</p>", ("a course on mills",)),
    ("gone-opac-de", "de", "/opac/88120", "Kein Treffer", "<p>Zu dieser Titelnummer wurde kein Datensatz gefunden.</p>", ("Geschichte der Mühlen",)),
    ("gone-tender-pl", "pl", "/przetarg/88120", "Przetarg", "<p>Wybrane ogłoszenie nie istnieje lub zostało usunięte z bazy.</p>", ("przetarg na młyn",)),
    ("gone-snippet-ko", "ko", "/p/x7k2", "", "<p>작성자가 삭제한 글입니다.</p>", ("물레방아 이야기",)),
    ("gone-thread-zh", "zh", "/thread-88120-1-1.html", "提示信息", "<p>指定的主题不存在或已被删除或正在被审核。</p>", ("修船",)),
)  # fmt: skip

# Closed to us, in a site's frame: name, language, path, title, main, anchors.
_CLOSED = (
    ("only-subscribers-pl", "pl", "/art/88121", "", "<p>Ten artykuł mogą przeczytać tylko prenumeratorzy.</p>", ("artykuł o młynie",)),
    ("only-subscribers-it", "it", "/art/88121", "", "<p>Contenuto riservato agli abbonati. Abbonati per continuare a leggere.</p>", ("articolo sul mulino",)),
    ("only-subscribers-ru", "ru", "/art/88121", "", "<p>Статья доступна только подписчикам. Оформите подписку.</p>", ("статья о мельнице",)),
    ("only-members-vi", "vi", "/t/88121", "", "<p>Bạn cần đăng nhập để xem nội dung này.</p>", ("sửa thuyền",)),
    ("only-registered-tr", "tr", "/t/88121", "", "<p>Bu konuyu görmek için üye girişi yapmalısınız.</p>", ("kayık onarımı",)),
    ("abroad-pl", "pl", "/video/88121", "Wideo", "<p>Materiał niedostępny w Twoim kraju.</p>", ("film o młynie",)),
    ("abroad-sv", "sv", "/video/88121", "Video", "<p>Programmet kan inte visas utanför Sverige.</p>", ("film om kvarnen",)),
    ("abroad-ja", "ja", "/video/88121", "動画", "<p>この動画はお住まいの地域ではご覧いただけません。</p>", ("水車の動画",)),
    ("abroad-uk", "uk", "/video/88121", "Відео", "<p>Відео недоступне у вашій країні через обмеження правовласника.</p>", ("ролик про млин",)),
    ("private-video-fr", "fr", "/video/88121", "Vidéo privée", "<p>Cette vidéo est privée. Connectez-vous pour la regarder.</p>", ("film du moulin",)),
    ("locked-account-en", "en", "/lark/status/88121", "Protected", "<p>These posts are protected. Only approved followers can see them.</p>", ("a post on mills",)),
)  # fmt: skip

# For every address of a host, its front page too: name, expected, reason, body.
_WHOLE = (
    ("hosting-firm-one-page", "blocked", None, bare("Lark Hosting", "<h1>Lark Hosting</h1><p>Register your domain and host it with us. Plans from $3 a month. Accounts are set up in minutes, and no site is ever suspended without a call.</p><a href='#plans'>Plans</a><a href='#help'>Help</a><a href='#us'>About us</a>")),
    ("one-page-artist", "blocked", None, bare("Anna Miller, painter", f"<h1>Anna Miller</h1>{told('en')}<a href='#work'>Work</a><a href='#shows'>Shows</a><a href='#contact'>Contact</a>")),
    ("parked-tr", "dead", None, bare("{host}", "<h1>{host}</h1><p>Bu alan adı tescil edilmiştir ve park edilmiş durumdadır.</p>")),
    ("parked-cs", "dead", None, bare("{host}", "<p>Doména {host} je zaparkována.</p>")),
    ("parked-sv", "dead", None, bare("{host}", "<p>Domänen är registrerad av en kund hos oss.</p>")),
    ("suspended-pl", "dead", None, bare("{host}", "<p>Strona została zawieszona z powodu braku płatności.</p>")),
    ("suspended-zh", "dead", None, bare("站点已暂停", "<p>很抱歉，该站点已暂停访问，请联系服务商。</p>")),
    ("suspended-id", "dead", None, bare("Akun ditangguhkan", "<p>Akun hosting ini telah ditangguhkan. Hubungi penyedia.</p>")),
    ("default-ja", "dead", None, bare("{host}", "<p>このページは初期ページです。ホームページが公開されていません。</p>")),
    ("busy-de", "blocked", None, bare("Bitte warten", "<p>Zu viele Besucher. Bitte versuchen Sie es in einigen Minuten erneut.</p>")),
    ("library-filter", "blocked", None, bare("Restricted", "<h1>Site restricted</h1><p>This site falls into a category that your library does not allow.</p>")),
    ("intranet-only", "blocked", None, bare("Halden", "<p>This service can be reached only from the network of the university.</p>")),
)  # fmt: skip


def _redirects() -> list[Case]:
    story = framed("The flood at Lark", f"<h1>The flood at Lark</h1>{told('en', 2)}", site="Lark", kilobytes=20)
    path = "/2014/03/the-flood-at-lark"
    shelf = page("Floods", f"<h2>The flood at Lark</h2>{told('en')}<h2>The flood at Halden</h2>{told('en')}")
    return [
        _case("shelf-holds-it", "/floods/the-flood-at-lark.html", "redirected", None, pages({"/floods/the-flood-at-lark.html": redirect("{base}/floods/"), "/floods/": shelf, "/": HOME}, _NONE)),
        _case("shelf-has-lost-it", "/floods/the-mill-flood.html", "dead", "soft-404", pages({"/floods/the-mill-flood.html": redirect("{base}/floods/"), "/floods/": page("Floods", f"<h2>1911</h2>{told('en')}"), "/": HOME}, _NONE)),
        _case("shelf-bears-its-name", "/floods/floods.html", "redirected", None, pages({"/floods/floods.html": redirect("{base}/floods/"), "/floods/": shelf, "/": HOME}, _NONE)),
        _case("shelf-is-what-was-cited", "/docs/v1/", "redirected", None, pages({"/docs/v1/": redirect("{base}/docs/"), "/docs/": page("Pump manual", f"<h2>1911</h2>{told('en')}"), "/": HOME}, _NONE), anchors=("the pump manual",)),
        _case("to-author-page", "/anna/brass-lamp-notes", "dead", "soft-404", pages({"/anna/brass-lamp-notes": redirect("{base}/anna/"), "/anna/": page("Anna", "<ul><li><a href=/anna/1>Herons</a></ul>"), "/": HOME}, _NONE)),
        _case("slug-shortened", path, "redirected", None, pages({path: redirect("{base}/floods/lark-1911"), "/floods/lark-1911": story, "/": HOME}, _NONE)),
        _case("print-view", path, "alive", "", pages({path: redirect("{base}/print?id=881", 302), "/print?id=881": story, "/": HOME}, _NONE)),
        _case("other-domain-same-title", path, "redirected", None, pages({path: redirect("http://other-again-other-domain-same-title.test:{http}/a/881")}, Reply(body=story))),
        _case("all-to-new-home", path, "dead", "soft-404", fronted(lambda request: Reply(body=HOME) if request.path.startswith("/welcome") else redirect("{base}/welcome.html"), HOME)),
        _case("to-gone-notice", path, "dead", None, fronted(lambda request: Reply(body=framed("Archiv", "<p>Das Archiv vor 2015 steht nicht mehr zur Verfügung.</p>", "de", kilobytes=20)) if request.path.startswith("/archiv") else redirect("{base}/archiv-hinweis", 302), HOME)),
    ]  # fmt: skip


CASES = [
    *(
        _case(
            name, path, "alive", "",
            _one(path, framed(title, main, language if language != "hi" else "en", site="Lark", kilobytes=20), _soft(language if language != "hi" else "en") if place % 3 == 0 else _NONE),
            anchors=anchors,
        )
        for place, (name, language, path, title, main, anchors) in enumerate(_LIVING)
    ),
    *(_case(name, path, "alive", "", _one(path, body), anchors=anchors) for name, path, body, anchors in _PLAIN),
    *(_case(name, path, "dead", "soft-404", _one(path, framed(title, main, language, site="Lark", kilobytes=20)), anchors=anchors) for name, language, path, title, main, anchors in _GONE),
    *(_case(name, path, "blocked", None, _one(path, framed(title, main, language, site="Lark", kilobytes=20)), anchors=anchors) for name, language, path, title, main, anchors in _CLOSED),
    *(_case(name, "/2014/06/mill-opens", expected, reason, always(body.replace("{host}", f"again-{name}.test")), anchors=("the mill opens",)) for name, expected, reason, body in _WHOLE),
    *_redirects(),
]  # fmt: skip
