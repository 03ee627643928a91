"""A second set after reports on link checkers, written before any run on it: living pages near to every rule, and what else was reported."""

from tests.corpus.cases.field_texts import told
from tests.corpus.frames import framed
from tests.corpus.html import FULL_HOME, HOME, article, bare, page, prose
from tests.corpus.model import Case, Reply, Request, Site, always, pages, redirect

_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center>"))
_FRAMED_NONE = Reply(404, framed("Page not found", "<h1>Page not found</h1>", site="Lark", kilobytes=20))

# name, language of the frame, path, expected, title, main, anchors. A site that answers 404 elsewhere.
_PAGES = (
    ("hours-and-place-untitled", "en", "/contact", "alive", "", "<p>Contact: 12 Mill Lane, Lark. Phone 88 12, Monday to Friday.</p>", ("how to reach them",)),
    ("opening-hours-untitled", "de", "/oeffnungszeiten", "alive", "", "<p>Unsere Öffnungszeiten: Montag bis Freitag von 9 bis 12 Uhr.</p>", ("Öffnungszeiten der Mühle",)),
    ("poem-untitled", "en", "/poem/lamp", "alive", "", "<p>The lamp, the lamp,<br>it was not lit,<br>and nobody was there for it.</p>", ("The lamp",)),
    ("commit", "en", "/lark/pump/commit/4f2a91c7", "alive", "Refuse requests of a closed valve", "<h1>Refuse requests of a closed valve</h1><p>commit: 4f2a91c7</p><p>The request was refused before. Access to the valve is blocked now.</p>", ()),
    ("incident-report", "en", "/incidents/4f2a91", "alive", "Requests refused on Monday", "<h1>Requests refused on Monday</h1><p>Incident: 4f2a91c7. Our server refused requests for ten minutes.</p>", ("incident of Monday",)),
    ("recipe-with-cookie-word", "en", "/r/88", "alive", "Oat cookies", "<h1>Oat cookies</h1><p>Cookies of oats, butter and sugar. Bake for twelve minutes.</p><button>Print</button><button>Save</button>", ("oat cookies",)),
    ("cookie-policy", "en", "/cookies", "alive", "Cookies", "<h1>Cookies</h1><p>We use cookies to count visits. You can change your choice here.</p><button>Accept</button><button>Refuse</button>", ("their policy on cookies",)),
    ("poll", "en", "/polls/88", "alive", "Should people vote at 16?", "<h1>Should people vote at 16?</h1><form method=post><label><input type=radio name=v>Yes</label><label><input type=radio name=v>No</label><button>Vote</button></form><p>812 votes. Results on Monday.</p>", ("a poll on voting at 16",)),
    ("banner-first", "fr", "/recette/soupe", "alive", "Soupe du moulin", "<div><p>Nous utilisons des cookies.</p><button>Accepter</button><button>Refuser</button></div><h1>Soupe du moulin</h1><p>Faire cuire les poireaux vingt minutes.</p>", ("soupe du moulin",)),
    ("trivia-second-sentence", "en", "/trivia/89", "alive", "Trivia", "<h1>Trivia</h1><p>The video was shot in one day. It was deleted and shot again.</p>", ("trivia on the film",)),
    ("changelog-hr", "en", "/zapis/88", "alive", "Inačica 2.1", "<h1>Inačica 2.1</h1><ul><li>Uklonjena stara stranica.<li>Datoteka postavki premještena.</ul>", ("inačica 2.1",)),
    ("news-of-deletion-sr", "ru", "/vest/88", "alive", "Чланак уклоњен из закона", f"<h1>Чланак уклоњен из закона</h1><p>Скупштина је у понедељак усвојила измене.</p>{told('ru')}", ("чланак уклоњен из закона",)),
    ("news-of-deletion-lt", "en", "/naujiena/88", "alive", "Pašalintas tiltas", "<h1>Pašalintas tiltas</h1><p>Senas tiltas per upę pašalintas, naujas bus baigtas pavasarį.</p>", ("pašalintas tiltas",)),
    ("notice-is", "en", "/frett/88", "alive", "Brúin", "<h1>Brúin</h1><p>Brúin verður lokuð á sunnudag.</p>", ("lokun brúarinnar",)),
    ("notice-ca", "es", "/noticia/89", "alive", "El pont", "<h1>El pont</h1><p>El pont vell ja no existeix des de 1971.</p>", ("el pont vell",)),
    ("encyclopedia-af", "en", "/artikel/89", "alive", "Meul", "<h1>Meul</h1><p>Die meul is in 1988 verwyder. Die artikel oor die rivier is langer.</p>", ("die meul",)),
    ("school-hours-sw", "en", "/shule/88", "alive", "Shule ya mto", "<h1>Shule ya mto</h1><p>Shule itafungwa Jumatatu.</p>", ("shule ya mto",)),
    ("log-entry-404", "en", "/wiki/Special:Log/404", "alive", "Deletion log", "<h1>Deletion log</h1><ul><li>3 May: page “Weir” was deleted (empty)<li>4 May: page “Pump” was deleted (spam)</ul>", ("the log of deletions",)),
    ("release-removed-package", "en", "/security/88", "alive", "Removed package lamp-pump", "<h1>Removed package lamp-pump</h1><p>The package was removed because it stole passwords. If you used it, change them.</p>", ("security notice on lamp-pump",)),
    ("tv-archive-expired", "de", "/sendung/muehlen-89", "alive", "Mühlen am Fluss", "<h1>Mühlen am Fluss</h1><img src=/m.jpg><p>Film von Anna Reed, 44 Minuten. Ausgestrahlt am 3. Mai 2014.</p><p>Das Video ist nicht mehr verfügbar.</p>", ("Mühlen am Fluss",)),
    ("sold-painting", "en", "/works/88", "alive", "Mill in rain", "<h1>Mill in rain</h1><img src=/w.jpg><p>Oil on canvas, 40 x 60 cm. Sold. No longer available.</p>", ("Mill in rain",)),
    ("ended-auction-shown", "en", "/lot/88", "alive", "Lot 88: a brass lamp", "<h1>Lot 88: a brass lamp</h1><img src=/l.jpg><p>This auction has ended. Hammer price: $120. Height 30 cm.</p>", ("a brass lamp at auction",)),
    ("thread-about-parking", "en", "/t/parked/88", "alive", "My domain is parked, why?", f"<h1>My domain is parked, why?</h1>{told('en')}", ()),
    ("word-cookie-ja", "ja", "/word/88", "alive", "クッキー", "<h1>クッキー</h1><p>小麦粉と砂糖の焼き菓子。</p><button>発音</button><button>例文</button>", ("クッキー",)),
    ("closed-road-hu", "hu", "/hir/88", "alive", "Lezárt út", "<h1>Lezárt út</h1><p>Az út vasárnap zárva lesz.</p>", ("lezárt út",)),
    ("form-number", "en", "/forms/88", "alive", "Form 8812", "<h1>Form 8812</h1><p>Request for access to the page of a register. Code: 88120. Two pages.</p>", ("Form 8812",)),
    ("members-list", "en", "/members", "alive", "Members", "<h1>Members</h1><ul><li><a href=/m/1>Anna</a><li><a href=/m/2>Ben</a><li><a href=/m/3>Cleo</a></ul>", ("the club's members",)),
    ("tombstone-bs", "en", "/oglas/88", "dead", "Oglas", "<p>Oglas je istekao ili ga je vlasnik obrisao.</p>", ("stara lampa",)),
    ("tombstone-sl", "en", "/novica/88", "dead", "", "<p>Ta prispevek ni več na voljo.</p>", ("novica o mlinu",)),
    ("tombstone-mk", "ru", "/statija/88", "dead", "", "<p>Оваа статија е избришана.</p>", ("статија за воденица",)),
    ("tombstone-lv", "en", "/raksts/88", "dead", "Kļūda", "<p>Šis raksts ir dzēsts.</p>", ("raksts par dzirnavām",)),
    ("tombstone-et", "en", "/uudis/88", "dead", "", "<p>See artikkel on kustutatud.</p>", ("uudis veskist",)),
    ("tombstone-sq", "en", "/lajm/88", "dead", "", "<p>Ky artikull është hequr nga autori.</p>", ("lajm për mullirin",)),
    ("tombstone-az", "tr", "/xeber/88", "dead", "", "<p>Bu xəbər silinib.</p>", ("dəyirman xəbəri",)),
    ("tombstone-ka", "ka", "/siaxle/88", "dead", "", "<p>ეს სტატია წაშლილია.</p>", ("სიახლე წისქვილზე",)),
    ("tombstone-hy", "en", "/lur/88", "dead", "", "<p>Այս հոդվածը հեռացված է։</p>", ("լուր ջրաղացի մասին",)),
    ("tombstone-bn", "en", "/khobor/88", "dead", "", "<p>এই খবরটি মুছে ফেলা হয়েছে।</p>", ("কলের খবর",)),
    ("tombstone-ur", "fa", "/khabar/88", "dead", "", "<p>یہ خبر حذف کر دی گئی ہے۔</p>", ("چکی کی خبر",)),
    ("tombstone-it-second", "it", "/foto/89", "dead", "Ops", "<p>Non riusciamo a mostrarti questa foto. È stata rimossa dal proprietario.</p>", ("foto del mulino",)),
    ("tombstone-en-hedged", "en", "/story/88", "dead", "Story", "<p>This story could not be found. It may have been deleted or moved.</p>", ("a story of the mill",)),
    ("tombstone-lemmy", "en", "/post/8812", "dead", "", "<p>couldnt_find_post</p>", ("a post on mills",)),
    ("tombstone-mastodon", "en", "/@anna/8812", "dead", "The page you are looking for isn't here.", "<p>The page you were looking for is gone and will not be back.</p>", ("Anna's post",)),
    ("nothing-known-km", "en", "/a/8814", "blocked", "", "<p>អត្ថបទនេះត្រូវបានលុបហើយ។</p>", ("ស្ពាន",)),
    ("nothing-known-am", "en", "/a/8815", "blocked", "", "<p>ይህ ጽሑፍ ተወግዷል።</p>", ("ወንዙ",)),
    ("nothing-known-my", "en", "/a/8816", "blocked", "", "<p>ဤဆောင်းပါးကို ဖျက်လိုက်ပါပြီ။</p>", ("ရေစက်",)),
    ("wall-hr", "en", "/clanak/89", "blocked", "", "<p>Prijavite se kako biste pročitali članak. Sadržaj je samo za pretplatnike.</p>", ("članak o mlinu",)),
    ("wall-lt", "en", "/straipsnis/89", "blocked", "", "<p>Straipsnį gali skaityti tik prenumeratoriai. Prisijunkite.</p>", ("straipsnis apie malūną",)),
    ("wall-bn", "en", "/khobor/89", "blocked", "", "<p>নিবন্ধটি পড়তে লগইন করতে হবে।</p>", ("কলের নিবন্ধ",)),
    ("wall-cookies-pl", "pl", "/art/90", "blocked", "Zgoda", "<h1>Twoja prywatność</h1><p>My i nasi partnerzy używamy plików cookie.</p><button>Zgadzam się</button><button>Ustawienia</button>", ("artykuł o młynie",)),
    ("wall-cookies-ja", "ja", "/a/90", "blocked", "ご確認", "<p>当サイトはクッキーを使用します。</p><button>同意する</button><button>拒否する</button>", ("水車の記事",)),
    ("wall-number-de", "de", "/a/91", "blocked", "Anfrage abgelehnt", "<h1>Anfrage abgelehnt</h1><p>Ihre Anfrage wurde blockiert. Vorgang: 8f21ab03</p>", ("Bericht zur Mühle",)),
    ("wall-number-ru", "ru", "/a/91", "blocked", "Доступ ограничен", "<h1>Доступ ограничен</h1><p>Запрос заблокирован. Номер: 8812031</p>", ("рассказ о мельнице",)),
    ("wall-age-es", "es", "/v/91", "blocked", "¿Eres mayor de 18 años?", "<h1>¿Eres mayor de 18 años?</h1><a href=/v/91?ok=1>Sí</a> <a href=/adios>No</a>", ("un vino del valle",)),
    ("wall-age-statement-fr", "fr", "/v/92", "blocked", "Vérification", "<h1>Vous devez avoir 18 ans pour entrer</h1><button>J'ai plus de 18 ans</button><button>Quitter</button>", ("un vin de la vallée",)),
)  # fmt: skip

# For every address, the front page too: name, expected, body.
_WHOLE = (
    ("one-page-walk", "blocked", bare("The mill walk", "<h1>The mill walk</h1><p>We start at nine. Bring water and good shoes, for the path along the river is stony and wet in spring, and there is no inn before the weir. Last year we parked at the mill.</p>")),
    ("one-page-test-lab", "blocked", bare("Lamp lab", "<h1>Lamp lab</h1><p>We measure lamps. Send us yours with the form that lies in the box, and we tell you its light in lumen within a week. The old test page for makers is closed until we have moved to Lark.</p>")),
    ("parked-sl", "dead", bare("{host}", "<p>Domena {host} je registrirana, a spletna stran še ni objavljena.</p>")),
    ("parked-lt", "dead", bare("{host}", "<h1>{host}</h1><p>Domenas užregistruotas. Svetainė dar nesukurta.</p>")),
    ("parked-th", "dead", bare("{host}", "<p>โดเมนนี้ได้รับการจดทะเบียนแล้ว</p>")),
    ("suspended-hu", "dead", bare("Felfüggesztve", "<p>A tárhely szolgáltatás felfüggesztve. Kérjük, lépjen kapcsolatba a szolgáltatóval.</p>")),
    ("suspended-sv", "dead", bare("Kontot är avstängt", "<p>Kontot är avstängt. Kontakta din leverantör.</p>")),
    ("closed-uk", "dead", bare("До побачення", "<p>Сервіс припинив роботу 1 травня. Дякуємо, що були з нами.</p>")),
    ("closed-for-now-uk", "blocked", bare("Перерва", "<p>Сервіс тимчасово припинив роботу. Скоро повернемося.</p>")),
    ("only-a-picture", "blocked", bare("", "<img src=/closed.png>")),
    ("waiting-room", "blocked", bare("Waiting room", "<h1>You are now in line</h1><p>Your number in line: 8812. This page refreshes by itself.</p>")),
    ("vpn-page", "blocked", bare("VPN", "<p>It looks like you are using a VPN or proxy. Turn it off to continue.</p>")),
)  # fmt: skip


def _site(path: str, main: Reply | str, missing: Reply = _NONE) -> Site:
    return pages({path: main, "/": HOME}, missing)


def _article_under(path: str) -> str:
    return page("Wells of the valley", prose(30), head=f"<link rel=canonical href='{{base}}{path}'>")


def _one(
    name: str, path: str, expected: str, site: Site, anchors: tuple[str, ...] = (), twin: str | None = None
) -> Case:
    return Case(f"rep2-{name}", path, expected, None, site, twin and f"rep2-{twin}", anchors=anchors)


def _slow_down(request: Request) -> Reply:
    """A busy host that sends whom it has seen too often to a page that says so."""
    return (
        Reply(body=page("Slow down", "<p>You have made too many requests. Wait a minute.</p>"))
        if request.path == "/rate-limit"
        else redirect("/rate-limit", 302)
    )


_PATH = "/news/weir-at-lark-rebuilt"
_STORY = article("Weir at Lark rebuilt")
_LOST = framed("", "<p>Wax halkan ma yaal.</p>", site="Lark", kilobytes=20)
_OTHERS = [
    _one("404-with-the-article", "/p/88", "alive", pages({"/p/88": Reply(404, _article_under("/p/88"))}, Reply(404, bare("404", "<p>No.</p>"))), twin="404-with-an-article-for-all"),
    _one("404-with-an-article-for-all", "/p/88", "dead", always(Reply(404, _article_under("/p/88")))),
    _one("404-at-short-path", "/w", "alive", pages({"/w": Reply(404, _article_under("/w"))}, Reply(404, bare("404", "<p>No.</p>")))),
    _one("canonical-404", "/a/88", "dead", _site("/a/88", _LOST.replace("<head>", "<head><link rel=canonical href='{base}/404'>")), ("biyo-xireenka",)),
    _one("gatsby-404", "/a/88", "dead", _site("/a/88", _LOST.replace("</head>", "<script>window.pagePath=\"/404.html\";</script></head>")), ("biyo-xireenka",)),
    _one("nuxt-404", "/a/88", "dead", _site("/a/88", _LOST.replace("</body>", "<script>window.__NUXT__={layout:\"error\",data:[],error:{statusCode:404,message:\"x\"},state:{}}</script></body>")), ("biyo-xireenka",)),
    _one("nuxt-fine", _PATH, "alive", _site(_PATH, _STORY.replace("</body>", "<script>window.__NUXT__={layout:\"default\",data:[{}],error:null,state:{}}</script></body>")), twin="nuxt-404"),
    _one("magento-404", "/brass-lamp.html", "dead", pages({"/": FULL_HOME}, Reply(body=_LOST.replace("<body>", "<body class='cms-noroute-index cms-page-view'>")))),
    _one("error-class-on-a-story", _PATH, "alive", _site(_PATH, _STORY.replace("<body>", "<body class='error404 logged-out'>")), ("the weir at Lark was rebuilt",), twin="magento-404"),
    _one("to-item-expired", "/listing/88-brass-lamp", "dead", pages({"/listing/88-brass-lamp": redirect("/listing-expired", 302), "/listing-expired": page("Listings", prose(6)), "/": HOME}, _NONE)),
    _one("to-home-of-shop-in-other-language", "/en/p/brass-lamp", "dead", lambda request: Reply(body=FULL_HOME) if request.path in ("/", "/fr/") else redirect("/fr/", 302)),
    _one("to-own-page-in-language", "/p/brass-lamp", "alive", pages({"/p/brass-lamp": redirect("/en/p/brass-lamp", 302), "/en/p/brass-lamp": article("Brass lamp")}, _NONE), twin="to-home-of-shop-in-other-language"),
    _one("rate-limit-page", _PATH, "blocked", _slow_down),
    _one("edition-chooser", _PATH, "blocked", lambda request: Reply(body=bare("Editions", "<a href=/us/>US</a> <a href=/uk/>UK</a>")) if request.path.startswith("/select-edition") else redirect(f"/select-edition?next={request.path}", 302)),
    _one("language-chooser-cited", "/choose-language", "alive", _site("/choose-language", page("Languages", "<ul><li><a href=/de/>Deutsch</a><li><a href=/fr/>Français</a></ul>")), ("languages of the site",)),
    _one("unknown-app-page", "/@lark/88", "blocked", always(bare("Lark", "<div id=app></div><script src=/a.js></script>"))),
    _one("feed", "/feed.xml", "alive", _site("/feed.xml", Reply(body="<?xml version='1.0'?><rss version='2.0'><channel><title>Lark</title><item><title>Page not found</title></item></channel></rss>", type="application/rss+xml"))),
    _one("xml-not-found", "/api/weir.xml", "dead", _site("/api/weir.xml", Reply(body="<?xml version='1.0'?><error><code>404</code><message>Not found</message></error>", type="application/xml"))),
    _one("empty-json-object", "/api/weir", "alive", _site("/api/weir", Reply(body="{}", type="application/json"))),
    _one("json-error-false", "/api/weir", "alive", _site("/api/weir", Reply(body='{"error":false,"status":"ok","rows":[{"id":1,"level":88}]}', type="application/json"))),
    _one("text-404", "/raw/x7k2", "dead", _site("/raw/x7k2", Reply(body="404: Not Found", type="text/plain"))),
    _one("long-article-1", _PATH, "alive", _site(_PATH, _STORY, _FRAMED_NONE), ("the weir at Lark is rebuilt",)),
    _one("long-article-2", "/guides/how-to-varnish", "alive", _site("/guides/how-to-varnish", article("How to varnish a canoe"), _FRAMED_NONE), ("varnish a canoe",)),
    _one("pdf", "/doc/88.pdf", "alive", _site("/doc/88.pdf", Reply(body=b"%PDF-1.7\n" + b"0" * 4000, type="application/pdf"))),
    _one("zip", "/f/88.zip", "alive", _site("/f/88.zip", Reply(body=b"PK\x03\x04" + b"0" * 4000, type="application/zip"))),
    _one("moved-301", "/old/weir-at-lark", "redirected", pages({"/old/weir-at-lark": redirect("/rivers/weir-at-lark"), "/rivers/weir-at-lark": article("Weir at Lark")}, _NONE)),
]  # fmt: skip

CASES = [
    *(
        Case(f"rep2-{name}", path, expected, "" if expected == "alive" else None, _site(path, framed(title, main, language, site="Lark", kilobytes=20)), anchors=anchors)
        for name, language, path, expected, title, main, anchors in _PAGES
    ),
    *(Case(f"rep2-{name}", "/2014/06/prices", expected, None, always(body.replace("{host}", f"rep2-{name}.test")), anchors=("prices",)) for name, expected, body in _WHOLE),
    *_OTHERS,
]  # fmt: skip
