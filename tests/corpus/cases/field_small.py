"""Small living pages that speak of subscribers, countries, friends, orders, domains and what is gone; written before a run."""

from tests.corpus.frames import framed
from tests.corpus.html import HOME, bare
from tests.corpus.model import Case, Reply, always, pages

_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center>"))

# name, language, path, title, main, anchors.
_SMALL = (
    ("no-photo-ru", "ru", "/tovar/8812", "Лампа латунная", "<h1>Лампа латунная</h1><p>Фото отсутствует.</p><p>Цена 1200 руб.</p>", ("лампа",)),
    ("no-photo-uk", "uk", "/tovar/8813", "Ліхтар", "<h1>Ліхтар</h1><p>Зображення відсутнє.</p><p>Ціна 300 грн.</p>", ()),
    ("protected-bird", "en", "/v/88", "Heron", "<h1>Heron</h1><video src=/h.mp4></video><p>Herons are a protected species in this country.</p>", ("a video",)),
    ("friends-photos", "en", "/album/88", "Photos of friends", "<h1>Photos of friends</h1><img src=/a.jpg><p>Only friends, no family.</p>", ("an album",)),
    ("private-collection", "en", "/lot/88", "Lot 88", "<h1>Lot 88</h1><p>Brass lamp, from a private collection. Estimate $200.</p>", ("the auction",)),
    ("private-road-de", "de", "/touren/88", "Talweg", "<h1>Talweg</h1><p>Das letzte Stück ist ein Privatweg und nur für Anlieger frei.</p>", ()),
    ("club-trip-fr", "fr", "/sorties/88", "Sortie du 12 mai", "<h1>Sortie du 12 mai</h1><p>Réservé aux membres. Départ à 8 heures.</p>", ()),
    ("subscribers-count", "en", "/chan/88", "Lamp workshop", "<h1>Lamp workshop</h1><p>1 288 subscribers. Only content about lamps.</p>", ("a channel",)),
    ("price-list-de", "de", "/abo/preise", "Preise", "<h1>Preise</h1><p>Abonnenten zahlen nur 2 Euro je Artikel.</p>", ()),
    ("not-sold-there-en", "en", "/p/8812", "Lamp 1881", "<h1>Lamp 1881</h1><p>$120</p><p>Not available in your region? Ask a dealer.</p>", ()),
    ("not-shipped-es", "es", "/p/8813", "Lámpara", "<h1>Lámpara</h1><p>40 €</p><p>El envío no está disponible en su país.</p>", ()),
    ("rights-note-sv", "sv", "/film/88", "Kvarnen", "<h1>Kvarnen</h1><video src=/k.mp4></video><p>Sänds inte utanför Sverige.</p>", ()),
    ("court-order-note", "en", "/docket/88", "Docket 88", "<h1>Docket 88</h1><p>12 May: Order granted. Access to the record is restricted by order of the court.</p><p>14 May: Hearing set.</p>", ("the docket",)),
    ("banned-book", "en", "/book/88", "The Lamp", "<h1>The Lamp</h1><p>Novel, 1933. Banned by the government in 1934.</p>", ("a novel",)),
    ("law-blocks-tr", "tr", "/kanun/5651", "5651 sayılı Kanun", "<h1>5651 sayılı Kanun</h1><p>İnternet ortamında yapılan yayınların düzenlenmesi hakkında.</p><a href=/5651.pdf>PDF</a>", ("5651 sayılı Kanun",)),
    ("glossary-domain", "en", "/glossary/88", "Parked domain", "<h1>Parked domain</h1><p>A domain is parked when it is registered and shows no site.</p>", ("glossary",)),
    ("ticket-closed", "en", "/ticket/88", "#88: Lamp flickers", "<h1>#88: Lamp flickers</h1><p>Closed. Folder removed in 2.1.</p>", ("a ticket",)),
    ("release-removed", "en", "/releases/2.1", "2.1", "<h1>2.1</h1><ul><li>Removed the upload of folders.<li>Deleted old files.</ul>", ("release notes",)),
    ("memo-withdrawn-ru", "ru", "/doc/8812", "Постановление N 88", "<h1>Постановление N 88</h1><p>Отменено постановлением N 91.</p><a href=/88.pdf>Текст</a>", ("постановление",)),
    ("lost-and-found-zh", "zh", "/post/8812", "寻物启事", "<h1>寻物启事</h1><p>昨天在码头遗失一盏铜灯，拾到者请联系我。</p>", ()),
    ("shop-hours-ja", "ja", "/shop/88", "ランプ店", "<h1>ランプ店</h1><p>火曜定休。ランプの販売は終了しました。修理のみ承ります。</p>", ()),
    ("obit-service-ko", "ko", "/notice/8812", "행사 종료 안내", "<h1>행사 종료 안내</h1><p>봄 행사가 종료되었습니다. 가을에 만나요.</p>", ("행사 안내",)),
    ("removed-scene", "en", "/trivia/88", "Trivia", "<h1>Trivia</h1><p>A scene with the lamp was removed. The clip was deleted by the studio.</p>", ("trivia on the film",)),
    ("is-it-open", "en", "/88", "Is the mill open?", "<h1>Is the mill open?</h1><p>Yes.</p><button>Share</button><button>Subscribe</button>", ()),
    ("quiz", "en", "/quiz/88", "Which lamp are you?", "<h1>Which lamp are you?</h1><p>Brass or oil, wall or table: ten questions tell.</p><button>Start</button><button>Later</button>", ("a quiz",)),
    ("who-may-see-pl", "pl", "/faq/88", "Kto widzi moje zdjęcia?", "<h1>Kto widzi moje zdjęcia?</h1><p>Tylko znajomi, jeśli konto jest prywatne.</p>", ("pomoc",)),
    ("faq-private-es", "es", "/ayuda/88", "Cuenta privada", "<h1>Cuenta privada</h1><p>Actívala en los ajustes: solo tus amigos verán tus fotos.</p>", ("la ayuda",)),
    ("sold-art", "en", "/works/88", "Heron II", "<h1>Heron II</h1><img src=/h.jpg><p>Oil on wood. Sold, no longer available.</p>", ("a painting",)),
    ("dead-link-list", "en", "/log/88", "Link log, May", "<h1>Link log, May</h1><ul><li>a.test: not found<li>b.test: domain expired<li>c.test: account suspended</ul>", ("a log",)),
    ("weather-warning", "ar", "/alert/12", "تنبيه", "<h1>تنبيه</h1><p>يحظر الدخول إلى الوادي بأمر من السلطات حتى الاثنين.</p>", ()),
)  # fmt: skip

# What one page for the whole site may say without being an offer or a switched-off site: name, body.
_ONE_PAGE = (
    ("registrar-itself", bare("Lark Names", "<h1>Lark Names</h1><p>Find out whether your domain is registered, renew it before it has expired, sell it. 12 € a year.</p><form><input name=q><button>Search</button></form>")),
    ("club-suspended", bare("Lark Choir", "<h1>Lark Choir</h1><p>Rehearsals are suspended until May. The account of the club is not.</p>")),
)  # fmt: skip

CASES = [
    *(
        Case(f"small-{name}", path, "alive", "", pages({path: framed(title, main, language, site="Lark", kilobytes=20), "/": HOME}, _NONE), anchors=anchors)
        for name, language, path, title, main, anchors in _SMALL
    ),
    *(Case(f"small-{name}", "/2014/06/prices", "blocked", None, always(body), anchors=("prices",)) for name, body in _ONE_PAGE),
]  # fmt: skip
