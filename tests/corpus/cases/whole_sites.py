"""One page stands for the whole site, its front page too: closed, busy, walled off, written in scripts, or for sale."""

from tests.corpus.html import FULL_HOME, HOME, article, bare, page, prose
from tests.corpus.model import Case, Reply, Request, Site, always, fronted, pages, redirect

_PATH = "/news/2014/dam-opens-in-june"
_MENU = "".join(f"<li><a href='/part/{number}'>Part {number}</a></li>" for number in range(30))
_WEIGHT = "<!--" + "x" * 60_000 + "--><style>" + ".a{color:red}\n" * 2000 + "</style>"
_FOOT = "<footer><a href='/imprint'>Imprint</a> <a href='/privacy'>Privacy</a> <a href='/terms'>Terms</a></footer>"

# Notices that no table holds, each as a visitor meets it: a title, a text, its language.
_CLOSED = {
    "works-en": ("Back shortly", "We are giving the servers a little care tonight. See you after breakfast!", "en"),
    "works-hr": ("Portal u nadogradnji", "Trenutno nadograđujemo portal. Vidimo se oko ponoći.", "hr"),
    "works-ja": ("システム更新のお知らせ", "本日深夜まで更新作業を行っております。ご不便をおかけします。", "ja"),
    "works-fa": ("به‌روزرسانی سامانه", "سامانه در حال به‌روزرسانی است و فردا صبح باز می‌گردد.", "fa"),
    "works-sw": ("Tovuti inafanyiwa kazi", "Tunaboresha tovuti yetu. Tafadhali rudi kesho asubuhi.", "sw"),
    "crowd-de": (
        "Großer Andrang",
        "Gerade sind sehr viele Leute hier. Bitte schauen Sie in ein paar Minuten vorbei.",
        "de",
    ),
    "crowd-vi": ("Quá đông khách", "Hiện có quá nhiều người truy cập cùng lúc. Xin quay lại sau ít phút.", "vi"),
    "data-es": ("El Correo", "No hay conexión con la base de datos: demasiadas conexiones abiertas.", "es"),
    "data-ko": ("알림", "데이터베이스에 연결하지 못했습니다. 잠시 후에 이용해 주세요.", "ko"),
    "region-pl": ("Niedostępne", "Ten serwis jest przeznaczony wyłącznie dla osób przebywających w kraju.", "pl"),
    "region-th": ("ขออภัย", "บริการนี้เปิดให้เฉพาะผู้ใช้ในประเทศเท่านั้น", "th"),
    "provider-tr": ("Bilgilendirme", "Bu siteye erişim, sağlayıcınız tarafından alınan karar gereği kapalıdır.", "tr"),
    "workplace-en": (
        "Web gateway",
        "This site belongs to a category that the company's rules leave out. Ask the help desk.",
        "en",
    ),
    "court-ro": ("Aviz", "Prin hotărârea tribunalului din 4 mai, accesul la acest site este oprit.", "ro"),
}


def _case(name: str, expected: str, reason: str | None, site: Site, path: str = _PATH, **more: object) -> Case:
    return Case(name, path, expected, reason, site, **more)  # type: ignore[arg-type]


def _notice(title: str, text: str, language: str) -> str:
    return f"<html lang={language}><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"


def _framed_notice(title: str, text: str, language: str) -> str:
    return page(title, f"<p>{text}</p>{_WEIGHT}<nav><ul>{_MENU}</ul></nav>", language=language)


def _boxed_notice(title: str, text: str, language: str) -> str:
    """A notice in a frame of boxes that nothing marks as a frame."""
    boxes = f"<div class=menu><ul>{_MENU}</ul></div><div class=text><h2>{title}</h2><p>{text}</p></div>"
    foot = f"<div class=foot>© 2026 Courier of the Valley, printed and read since 1952. {_FOOT}</div>"
    return bare(title, _WEIGHT + boxes + foot)


def _closed_site(name: str, title: str, text: str, language: str) -> list[Case]:
    """A notice for all addresses, bare and in a frame; and its twin: the same page where only unknown addresses get it."""
    bare_page, framed = _notice(title, text, language), _framed_notice(title, text, language)
    boxed = _boxed_notice(title, text, language)
    return [
        _case(f"closed-{name}", "blocked", None, always(bare_page), twin=f"missing-{name}"),
        _case(f"closed-framed-{name}", "blocked", None, always(framed), twin=f"missing-framed-{name}"),
        _case(f"closed-boxed-{name}", "blocked", None, always(boxed), twin=f"missing-framed-{name}"),
        _case(f"missing-{name}", "dead", "soft-404", fronted(always(bare_page), HOME)),
        _case(f"missing-framed-{name}", "dead", "soft-404", fronted(always(framed), HOME)),
    ]


def _to_one_place(place: str, body: str) -> Site:
    return lambda request: Reply(body=body) if request.path.startswith(place) else redirect(place, 302)


def _front_fails(front: Reply) -> Site:
    return fronted(always(bare("Kurier", "<p>Bitte haben Sie Geduld.</p>")), front)


def _shop_of_names(request: Request) -> Reply:
    """A marketplace that no table knows: its page bears the site's own name, and a price."""
    name = _name_of(request)
    return Reply(body=bare(f"{name} 2 450 €", f"<h1>{name}</h1><p>Nazwa czeka na nowego właściciela: 2 450 €.</p>"))


# Offers of a name as no table of ours holds them, and notices of the same languages that name their site too.
_OFFERS = {
    "en": "The name {name} is looking for its next owner and for sale through us.",
    "de": "Sie können {name} jetzt kaufen. Schreiben Sie uns.",
    "fr": "Le nom {name} est à vendre, écrivez-nous.",
    "it": "{name} è in vendita: scrivici.",
    "pl": "Adres {name} jest na sprzedaż, napisz do nas.",
    "tr": "{name} satılık, bize yazın.",
    "ru": "Имя {name} продаётся, напишите нам.",
    "ja": "{name} は販売中です。お問い合わせください。",
    "ko": "{name} 판매 중입니다. 문의해 주세요.",
    "ar": "{name} معروض للبيع، راسلنا.",
}
_SHUT = {
    "en": "{name} takes a break until Monday.",
    "de": "{name} macht Pause bis Montag.",
    "fr": "{name} revient lundi.",
    "it": "{name} torna lunedì.",
    "pl": "{name} wraca w poniedziałek.",
    "tr": "{name} pazartesi dönüyor.",
    "ru": "{name} вернётся в понедельник.",
    "ja": "{name} は月曜日に再開します。",
    "ko": "{name} 월요일에 돌아옵니다.",
    "ar": "{name} يعود يوم الاثنين.",
}


def _offer(words: str) -> Site:
    return lambda request: Reply(body=bare(_name_of(request), f"<p>{words.replace('{name}', _name_of(request))}</p>"))


def _name_of(request: Request) -> str:
    return ".".join(request.host.split(".")[-2:])


_SHELL = (
    "<html><head><title>Portal</title></head><body><header><nav><ul>" + _MENU + "</ul></nav></header>"
    "<main id=content></main>"
    "<form class='d-none' style='display:none'><p>Something went wrong.</p><button>Try again</button></form>"
    + _FOOT
    + "<script src='/static/bundle.8f2.js'></script></body></html>"
)
_ONE_PAGE = bare(
    "Trattoria da Nino",
    "<nav><a href='#menu'>Menu</a> <a href='#rooms'>Camere</a> <a href='#find'>Dove siamo</a> <a href='#book'>Prenota</a></nav>"
    f"<section id=menu><h2>Menu</h2>{prose(12)}</section><section id=rooms><h2>Camere</h2>{prose(6)}</section>"
    f"<section id=find><h2>Dove siamo</h2>{prose(6)}</section><section id=book><h2>Prenota</h2>{prose(3)}</section>",
)
_BUTTON = bare("valley", "<p>Ein Klick noch, dann geht es weiter.</p><form method=post><button>Weiter</button></form>")
_SCRIPT_ONLY = "<html><head><script>var k=[7,1,9].map(function(x){return x*3});document.cookie='t='+k.join('');location.reload()</script></head><body></body></html>"

CASES = [
    *(case for name, words in _CLOSED.items() for case in _closed_site(name, *words)),
    _case("closed-to-error", "failing", None, _to_one_place("/System/Error", bare("Portal", "<p>Hiba.</p>")), twin="deep-to-error"),
    _case(
        "deep-to-error",
        "dead",
        "soft-404",
        fronted(_to_one_place("/System/Error", bare("Portal", "<p>Hiba.</p>")), HOME),
    ),
    _case("closed-to-odd-place", "blocked", None, _to_one_place("/zamknite", _notice("Info", "Zaraz wracamy.", "pl"))),
    _case(
        "closed-at-home",
        "blocked",
        None,
        _to_one_place("/index.html", _notice("Kurier", "Umbau bis Montag.", "de")),
        twin="to-home-301",
    ),
    _case("closed-to-404", "dead", "soft-404", _to_one_place("/404.html", bare("Hm", "<p>Hm.</p>"))),
    _case("closed-says-missing", "dead", "soft-404", always(page("Page not found", "<p>The page was not found.</p>"))),
    _case("shell-of-deep-pages", "blocked", "needs-browser", fronted(always(page("", "", heading="")), HOME), twin="frame-of-nothing"),
    *(_case(f"offer-{language}", "dead", "parked", _offer(words), twin=f"no-offer-{language}") for language, words in _OFFERS.items()),
    *(_case(f"no-offer-{language}", "blocked", None, _offer(words)) for language, words in _SHUT.items()),
    _case("shell-in-frame", "blocked", "needs-browser", always(_SHELL), twin="front-everywhere"),
    _case("front-everywhere", "dead", "soft-404", always(FULL_HOME)),
    _case("front-everywhere-mounted", "blocked", None, always("<div id=root></div><script src='/a.js'></script>")),
    _case("one-page-site", "blocked", None, always(_ONE_PAGE), "/camere", twin="one-page-front"),
    _case("one-page-front", "alive", "", always(_ONE_PAGE), "/"),
    _case("one-button", "blocked", None, always(_BUTTON), twin="one-button-there"),
    _case("one-button-there", "alive", "", pages({_PATH: article("Dam opens in June", extra="<button>Weiter</button>")})),
    _case("one-script", "blocked", None, always(_SCRIPT_ONLY)),
    _case("login-everywhere", "blocked", "login-wall", always(bare("Hlavná", "<form><input name=a><input type=password name=b></form>"))),
    _case("ordered-da", "blocked", None, always(bare("Spærret", "<h1>Hjemmesiden er spærret</h1><p>Din internetudbyder er pålagt det ved en retskendelse.</p>")), twin="unpaid-da"),
    _case("unpaid-da", "dead", "suspended", always(bare("Spærret", "<h1>Hjemmesiden er spærret</h1><p>Kontakt dit webhotel.</p>"))),
    _case("names-shop", "dead", "parked", _shop_of_names, twin="names-shop-works"),
    _case("names-shop-works", "blocked", None, always(bare("names-shop-works.test", "<p>Wracamy o 18:00.</p>"))),
    _case("front-refused", "blocked", "forbidden", _front_fails(Reply(403, "no")), twin="front-missing"),
    _case("front-busy", "blocked", None, _front_fails(Reply(503, "busy"))),
    _case("front-missing", "dead", "soft-404", _front_fails(Reply(404, "no"))),
]  # fmt: skip
