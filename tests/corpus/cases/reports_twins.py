"""Living pages that come as near as can be to what the rules after reports look for; written before any run on them."""

from tests.corpus.cases.field_texts import told
from tests.corpus.frames import framed
from tests.corpus.html import HOME, bare
from tests.corpus.model import Case, Reply, pages
from tests.corpus.other_frames import boarded, crowded, tabled

_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center>"))


def _alive(name: str, path: str, body: str, *anchors: str) -> Case:
    return Case(f"twin-{name}", path, "alive", "", pages({path: body, "/": HOME}, _NONE), anchors=anchors)


def _framed(title: str, main: str, language: str = "en", head: str = "") -> str:
    return framed(title, main, language, site="Lark", kilobytes=20, head=head)


CASES = [
    _alive("film-gone-by-number", "/films/88", _framed("Gone", "<h1>Gone</h1><p>2012, 94 minutes. A woman looks for her sister.</p>", head="<link rel=canonical href='{base}/films/gone'>"), "the film Gone"),
    _alive("film-missing-by-number", "/films/89", _framed("Missing", "<h1>Missing</h1><p>1982, 122 minutes. A father looks for his son.</p>", head="<link rel=canonical href='{base}/films/missing'>"), "Missing (1982)"),
    _alive("law-lapsed-nl", "/wet/4", _framed("Artikel 4", "<h1>Artikel 4</h1><p>Dit artikel is vervallen per 1 januari 2014.</p>", "nl"), "artikel 4 van de molenwet"),
    _alive("law-lapsed-nl-table", "/wet/5", tabled("Artikel 5", "<h3>Artikel 5</h3><p>[Vervallen per 1 januari 2014]</p>", "nl"), "artikel 5 van de molenwet"),
    _alive("menu-of-dishes", "/menu", tabled("Menu", "<h3>Menu</h3><p>Soup of the day. It was removed from the card in May and is back again.</p>"), "what they cook"),
    _alive("old-offer-in-shop", "/p/88", crowded("Kettle", "<h1>Kettle</h1><p>Copper, two litres, $31. The lid was discontinued.</p>"), "a copper kettle"),
    _alive("only-cards", "/c/88", crowded("", ""), "lamps and kettles"),
    _alive("few-words-over-cards", "/c/89", crowded("Kettles", "<h1>Kettles</h1>"), "kettles"),
    _alive("news-with-buttons", "/n/88", _framed("Cookies law passed", "<h1>Cookies law passed</h1><p>The law on cookies was passed on Monday.</p><button>Share</button><button>Print</button>"), "the law on cookies"),
    _alive("age-in-title", "/n/89", _framed("Who may drive at 17?", "<h1>Who may drive at 17?</h1><p>Nobody, so far.</p><button>Share</button><button>Print</button>"), "who may drive at 17"),
    _alive("age-in-title-uncited", "/n/90", _framed("Who may drive at 17?", f"<h1>Who may drive at 17?</h1>{told('en')}<button>Share</button><button>Print</button>")),
    _alive("board-short-reply", "/t/90", boarded("Re: old link", "<h2>Re: old link</h2><p>It does not exist any more, try the archive.</p>"), "Re: old link"),
    _alive("board-answer-uncited", "/viewtopic.php?t=91", boarded("Weir closed?", "<h2>Weir closed?</h2><p>Yes, since May. The path was removed too.</p>")),
    _alive("hr-news", "/vijest/90", _framed("Uklonjen oglas na mostu", "<h1>Uklonjen oglas na mostu</h1><p>Oglas na mostu uklonjen je u ponedjeljak.</p>"), "oglas na mostu"),
    _alive("et-note", "/uudis/90", _framed("Sild", "<h1>Sild</h1><p>Vana leht on kustutatud kaardilt. Sild on avatud.</p>"), "uus sild"),
    _alive("ca-history", "/historia", tabled("El molí", "<h3>El molí</h3><p>El molí ja no existeix. Era del 1712.</p>", "es"), "el molí vell"),
    _alive("site-title-only-with-picture", "/map", _framed("", "<img src=/map.png alt='Map'>"), "a map of the valley"),
    _alive("site-title-only-with-film", "/v/90", _framed("", "<video src=/v.mp4></video><p>ወንዙ</p>"), "a film of the river"),
    _alive("site-title-only-long", "/a/90", _framed("", told("en")), "when the river rose"),
    _alive("error-class-with-a-name", "/virtual/88", _framed("Shop of lamps", f"<h1>Shop of lamps</h1>{told('en')}").replace("<body>", "<body class='error404'>"), "shop of lamps"),
    _alive("state-of-another-page", "/n/91", _framed("Weir", f"<h1>Weir</h1>{told('en')}<script id='__NEXT_DATA__' type='application/json'>{{\"page\":\"/n/[id]\",\"fallback\":\"/404\"}}</script>"), "the weir"),
]  # fmt: skip
