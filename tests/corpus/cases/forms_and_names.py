"""Forms in the place of what was cited, essays under an error's name that their site does not use, and broken programs.

Sites that answer other addresses with 404; twins of each.
"""

from tests.corpus.cases.unseen_frames import put
from tests.corpus.frames import known_languages
from tests.corpus.html import HOME
from tests.corpus.model import Case, Reply, pages

_PASSWORD = "<form method=post><p><input name=who> <input name=pass type=password> <button>OK</button></p></form>"
_ESSAY_DE = (
    "<h1>Seite nicht gefunden</h1><p>Der Band mit den Sitzungen von 1887 liegt im Keller des Vereins, und wer ihn"
    " aufschlägt, kommt von Seite 211 gleich auf Seite 213. Dazwischen steckt ein Rest von Faden und sonst nichts. Die"
    " Archivarin hat jedes Blatt gezählt, zweimal, und dann in ihr Heft geschrieben: Seite nicht gefunden.</p><p>Was"
    " stand darauf? Auf Seite 211 streiten zwei Brauer um einen Brunnen, auf Seite 213 sind sie Schwäger. Irgendwo"
    " dazwischen muss eine Hochzeit gewesen sein, ein Vergleich, vielleicht nur ein langer Abend. Der Enkel des einen"
    " erzählt, die Großmutter habe ein gefaltetes Papier im Gesangbuch gehabt, das niemand anfassen durfte. Als sie"
    " starb, lag es nicht mehr darin. Wir drucken die Geschichte, weil sie uns besser gefällt als jede Antwort.</p>"
)
_ESSAY_FA = (
    "<h1>صفحه یافت نشد</h1><p>پدربزرگ دفتر حساب دکان را هر شب زیر چراغ ورق می‌زد و آخر هفته یک برگ از آن کم می‌شد. مادرم"
    " می‌گوید آن برگ‌ها را به کسانی می‌داد که بدهی‌شان را پرداخته بودند تا خودشان در تنور بیندازند. دیروز دفتر را از"
    " صندوق بیرون آوردیم و شمردیم: از هشتاد برگ، سی و یک برگ مانده است.</p><p>همسایه‌ها هنوز یادشان هست که در کدام"
    " زمستان کدام خانه بدهکار بود. از روی برگ‌های مانده می‌شود خواند که قند گران شده بود، که برف راه را بسته بود، و که"
    " نان را نسیه می‌بردند. از روی جای خالی برگ‌ها می‌شود خواند که بهار شد و مردم پول داشتند. این دفتر را باید همین طور"
    " که هست نگه داشت، با همه جاهای خالی‌اش.</p>"
)
_LOST_DE = "<h1>Seite nicht gefunden</h1><p>Diesen Beitrag haben wir aus dem Angebot genommen.</p>"
_OLE = (
    "Microsoft OLE DB Provider for SQL Server <font face=Arial size=2>error '80004005'</font><p>[DBNETLIB]"
    "[ConnectionOpen (Connect()).]SQL Server does not exist or access denied.</p><p>/liste.asp, line 14</p>"
)
_ABOUT_OLE = (
    "<h1>error '80004005' after moving the database</h1><p>Since Tuesday my list shows this:</p><pre>Microsoft OLE DB"
    " Provider for SQL Server error '80004005'\n/liste.asp, line 14</pre><p>The connection string is the old one, and"
    " ping answers. What else could have changed when they moved us to the other machine?</p><p>Two things come to"
    " mind. The new machine listens on another port, which must stand behind the name with a comma; and mixed logins"
    " are switched off there as they come, so that only accounts of Windows may enter. Ask for both at once.</p>"
)

_ESSAY_EN = (
    "<h1>This page no longer exists</h1><p>My father bound books for forty years and cut one page out of each. Nobody"
    " noticed: it was the blank one before the end, which printers put in so that the sheets come out even. He kept them"
    " in a drawer, four thousand of them, cream and grey and a few that had gone the colour of tea.</p><p>When he died we"
    " wrote on them. My sister wrote to the people who owned the books and told them what was missing, and some of them"
    " wrote back on paper of their own. One asked for her page. We looked for it a whole evening, held leaf after leaf"
    " against the light, and sent her in the end the one that had the same thumbprint in its corner. She has it framed"
    " now, she says, between the kitchen and the door.</p>"
)

# name, expected, frame, language, path, title, main, citation, title of what other addresses get
_ROWS = (
    ("essay-de", "alive", "f", "de", "/feuilleton/art4,55012", "Seite nicht gefunden", _ESSAY_DE, "Feuilleton", "Verlaufen?"),
    ("essay-fa", "alive", "d", "fa", "/yaddasht/1398/50120", "صفحه یافت نشد", _ESSAY_FA, "یادداشت", "گم شده‌اید؟"),
    ("essay-en", "alive", "f", "en", "/stories/12", "This page no longer exists", _ESSAY_EN, "a story", "Hill Press: nothing here"),
    ("notice-de", "dead", "f", "de", "/feuilleton/art4,55013", "Seite nicht gefunden", _LOST_DE, "Feuilleton", "Verlaufen?"),
    (
        "locked-en", "blocked", "f", "en", "/notes/gauge-at-sker", "The gauge at Sker Point",
        f"<h1>The gauge at Sker Point</h1><p>The last four numbers are kept for those who take the journal.</p>{_PASSWORD}",
        "the Sker Point gauge", "No such note",
    ),
    (
        "locked-ja", "blocked", "w", "ja", "/archives/1401", "石仏調査票 全データ",
        f"<h1>石仏調査票 全データ</h1><p>会にお入りの方だけにお見せしています。合言葉を入れてください。</p>{_PASSWORD}",
        "石仏調査票", "お探しの記事はありません",
    ),
    (
        "entrance-en", "alive", "f", "en", "/lab/portal", "Lab portal",
        f"<h1>Lab portal</h1><p>Book the kiln, the lathe and the dark room here. Places open at noon.</p>{_PASSWORD}",
        "the lab portal", "No such page",
    ),
    (
        "essay-beside-form", "alive", "f", "en", "/notes/tide-tables", "Tide tables",
        "<h1>Tide tables</h1><p>" + "The old tables were set by hand, a page a day, and read aloud to the boys. " * 6
        + f"</p>{_PASSWORD}",
        "tide tables", "No such note",
    ),
    (
        "terms-nl", "blocked", "d", "nl", "/beeld/0441-1187", "Voordat u verder gaat",
        ("<h1>Voordat u verder gaat</h1><p>Op deze foto's staan mensen die nog leven. U gebruikt ze voor eigen onderzoek"
        " en zet ze nergens anders neer.</p><form method=post><label><input type=checkbox name=ja> Gelezen</label>"
        "<button>Door naar de foto</button></form>"),
        "foto 0441-1187", "Niet in de beeldbank",
    ),
    (
        "filter-nl", "alive", "d", "nl", "/beeld/lijst", "Foto's van de haven",
        ("<h1>Foto's van de haven</h1><p>Zesendertig foto's, met jaar en maker: kade, 1904; kraan, 1911; zeilmaker,"
        " 1913.</p><label><input type=checkbox name=los> alleen met jaartal</label>"),
        "foto's van de haven", "Niet in de beeldbank",
    ),
    ("dump-tr", "failing", "f", "tr", "/yazi.asp?id=44", "Yazılar", _OLE, "zeytinyağı fabrikası", "Böyle bir yazı yok"),
    (
        "age-fi", "blocked", "f", "fi", "/viinit/2014-kerkko", "Kerkko 2014",
        "<h1>Kerkko 2014</h1><p>Sivuston sisältö on vain täysi-ikäisille: vahvista, että olet täyttänyt 18 vuotta.</p>",
        "Kerkko 2014", "Sivua ei ole",
    ),
    (
        "closed-account-uk", "dead", "f", "uk", "/u/osokor", "osokor",
        "<h1>osokor</h1><p>Цей обліковий запис призупинено: його власник порушив правила спільноти.</p>",
        "osokor", "Немає такої сторінки",
    ),
    (
        "player-en", "blocked", "f", "en", "/watch?v=kQ3x1", "", (
            '<script>var player = {"playabilityStatus":{"status":"LOGIN_REQUIRED","reason":"Sign in"}};</script>'
            "<p>Films of the coast, shown by those who made them.</p>"
        ),
        "film of the ferry", "No such film",
    ),
    ("about-dump-en", "alive", "b", "en", "/t/8812", "error '80004005' after moving the database", _ABOUT_OLE,
     "error 80004005", "No such thread"),
)  # fmt: skip


_ANSWERS_200 = {"essay-en"}


def _case(
    name: str, expected: str, frame: str, language: str, path: str, title: str, main: str, anchor: str, missing: str
) -> Case:
    known = language if language in known_languages() else "en"
    other = Reply(200 if name in _ANSWERS_200 else 404, put(frame, missing, f"<h1>{missing}</h1>", known))
    site = pages({path: put(frame, title, main, known), "/": HOME}, other)
    return Case(f"fn-{name}", path, expected, "" if expected == "alive" else None, site, anchors=(anchor,))


CASES = [_case(*row) for row in _ROWS]
