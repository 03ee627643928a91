"""Words that fit both a page and its end: each kind of notice beside a living page that uses the same words.

Written, truth first, before a run on them.
"""

from tests.corpus.cases.unseen_frames import NONE, put
from tests.corpus.html import FULL_HOME, HOME
from tests.corpus.model import Case, Reply, pages

_SOFT = Reply(body=put("d", "404", "<h1>404</h1><p>…</p>"))
_DAY = "<time datetime=2019-03-11>11.03.2019</time>"

# Living: name, frame, language, path, title, main, anchors.
_LIVING = (
    ("news-account-locked-de", "d", "de", "/news/8812", "Konto gesperrt", f"<h1>Konto gesperrt</h1>{_DAY}<p>Die Sparkasse sperrte am Montag das Konto des Müllers.</p><p>Ein Betrüger hatte versucht, zweitausend Euro abzuheben.</p>", ()),
    ("news-account-locked-named", "f", "de", "/2019/03/konto-gesperrt", "Konto gesperrt", f"<h1>Konto gesperrt</h1>{_DAY}<p>Die Sparkasse sperrte am Montag das Konto des Müllers.</p><p>Ein Betrüger hatte versucht, zweitausend Euro abzuheben.</p>", ("was der Bank geschah",)),
    ("news-suspended-en", "w", "en", "/2019/03/8812/", "Account suspended", f"<h1>Account suspended</h1>{_DAY}<p>The network shut the mayor out on Monday.</p><p>Her last message had shown a neighbour's letter.</p>", ()),
    ("news-suspended-fr", "d", "fr", "/breves/8812", "Compte suspendu", f"<h1>Compte suspendu</h1>{_DAY}<p>Le réseau a fermé lundi la porte au maire de Lark.</p><p>Son dernier message montrait la lettre d'un voisin.</p>", ()),
    ("news-suspended-es", "f", "es", "/breves/8813", "Cuenta suspendida", f"<h1>Cuenta suspendida</h1>{_DAY}<p>La red cerró el lunes la puerta al alcalde de Lark.</p><p>Su último mensaje mostraba la carta de un vecino.</p>", ()),
    ("essay-colon-fr", "d", "fr", "/2021/06/8812", "Page introuvable : petite histoire d'un message", "<article><h1>Page introuvable : petite histoire d'un message</h1><p>Un matin de 1994, deux étudiants de Lark ont cherché des mots pour dire l'absence.</p><p>Ils ont essayé douze phrases, du plus sec au plus tendre, puis ils sont allés boire un café au moulin.</p></article>", ()),
    ("essay-colon-de", "w", "de", "/essay/8812", "Seite nicht gefunden : eine kleine Geschichte", "<article><h1>Seite nicht gefunden : eine kleine Geschichte</h1><p>An einem Morgen im Jahr 1994 suchten zwei Studenten nach Worten für das, was fehlt.</p><p>Sie probierten zwölf Sätze aus, vom trockensten bis zum zärtlichsten.</p></article>", ()),
    ("essay-colon-es", "f", "es", "/ensayo/8812", "Página no encontrada : breve historia", "<article><h1>Página no encontrada : breve historia</h1><p>Una mañana de 1994 dos estudiantes de Lark midieron el silencio de los ordenadores.</p><p>Escribieron doce frases, de la más seca a la más tierna, y luego fueron al molino.</p></article>", ()),
    ("essay-pipe-it", "d", "it", "/saggi/8812", "Pagina non trovata | storia di una frase", "<article><h1>Pagina non trovata</h1><p>Una mattina del 1994 due studenti di Lark misurarono il silenzio dei calcolatori.</p><p>Scrissero dodici frasi, dalla più secca alla più tenera.</p></article>", ()),
    ("brief-history-book", "d", "en", "/news/8814", "Page removed from history book", "<h1>Page removed from history book</h1><p>A publisher has cut the chapter on the mill strike out of its school book. Teachers in Lark will use old copies.</p>", ()),
    ("brief-history-book-day", "f", "en", "/n/8814", "Page removed from history book", f"<h1>Page removed from history book</h1>{_DAY}<p>A publisher has cut the chapter on the mill strike out of its school book. Teachers in Lark will use old copies.</p>", ()),
    ("brief-video-deleted", "w", "en", "/n/8815/", "Video deleted", "<h1>Video deleted</h1><p>The drummer of the Larks took down the film of the flood concert on Friday.</p>", ()),
    ("brief-file-missing", "t", "en", "/n/8816.html", "File not found", "<h3>File not found</h3><p>Detectives in Lark have lost the papers of the 1974 mill fire.</p>", ()),
    ("brief-nl", "d", "nl", "/kort/8812", "Bericht verwijderd", "<h1>Bericht verwijderd</h1><p>De burgemeester haalde zijn tweet over de molen maandag weg.</p>", ()),
    ("brief-ru", "f", "ru", "/n/8817", "Аккаунт удалён", "<h1>Аккаунт удалён</h1><p>Мэр Ларка ушёл из социальной сети в понедельник утром.</p>", ()),
    ("brief-ja", "w", "ja", "/n/8818/", "動画が削除されました", "<h1>動画が削除されました</h1><p>村長は月曜日、水車祭りの映像を取り下げた。住民から苦情が出ていた。</p>", ()),
    ("brief-pt", "d", "pt", "/n/8819", "Conteúdo removido", "<h1>Conteúdo removido</h1><p>A rádio de Lark retirou na segunda-feira a canção do moleiro.</p>", ()),
    ("brief-pl", "t", "pl", "/n/8820.html", "Strona usunięta", "<h3>Strona usunięta</h3><p>Wydawca wyciął z podręcznika rozdział o strajku młynarzy w 1974 roku.</p>", ()),
    ("band-nobody-cited", "f", "en", "/bands/8812", "Not Found", "<h1>Not Found</h1><p>Four players from Leeds, founded in 2009 by Anna Reed.</p>", ()),
    ("painting-fr", "d", "fr", "/oeuvre/8812", "Introuvable", "<h1>Introuvable</h1><p>Huile sur toile, 80 sur 120 cm, peinte à Lark en 1974.</p>", ()),
    ("dance-de", "w", "de", "/stueck/8812/", "Gelöscht", "<h1>Gelöscht</h1><p>Ein Abend für drei Tänzer, uraufgeführt 2014 im Lokschuppen Lark.</p>", ()),
    ("shop-sold-out-described", "c", "en", "/p/8812", "Blue kettle", "<h1>Blue kettle</h1><p>This product is no longer available.</p><p>Enamelled steel, two litres, made in Lark from 1970 to 1985.</p>", ()),
    ("job-described", "d", "en", "/jobs/8812", "Miller", "<h1>Miller</h1><p>Grinds rye and wheat on a wheel of 1788, three days a week, from April.</p><p>Pay: 2,100 a month. Apply by letter until 3 May.</p>", ("a job as a miller",)),
    ("subscribe-below-article", "f", "en", "/a/8812", "The wheel turns again", "<article><h1>The wheel turns again</h1><p>After nine years of work the old mill at Lark ground its first sack of rye on Sunday.</p><p>Two hundred people watched from the weir, and the baker gave out bread.</p><p>The wheel was cut from the oak that fell in the storm of 2007, and hangs on an axle from a ship.</p><p>Next year the millers want to mend the lower race.</p></article><p>Subscribe to our letter</p><input name=e><button>OK</button>", ()),
    ("reference-number-shown", "d", "en", "/archive/8812", "Mill deed", "<h1>Mill deed</h1><p>Parchment, 1788. Reference: LK-88-412. Access on request to the archivist.</p>", ("the mill deed",)),
    ("private-blog-guide", "w", "en", "/help/8812/", "How to make a blog private", "<h1>How to make a blog private</h1><p>Open the settings and choose who may read it.</p><p>Readers without an invitation then see a notice that the blog is private.</p>", ()),
    ("portal-described", "d", "en", "/lab/portal", "Lab portal", "<h1>Lab portal</h1><p>Students book microscopes and balances here, and teachers hand out results.</p><p>The portal was built in 2014 by two pupils and is open from seven to ten in the evening.</p><form><input name=u><input type=password name=p><button>Log in</button></form>", ("the lab portal",)),
    ("wiki-no-text", "d", "en", "/wiki/Silence", "Silence", "<h1>Silence</h1><p>There is no text in this film, which Anna Reed shot at the weir in 1974.</p>", ("Silence",)),
    ("wiki-stub", "f", "en", "/wiki/Weir", "Weir", "<h1>Weir</h1><p>A low dam across a river. This article is a stub.</p>", ("Weir",)),
)  # fmt: skip

# Gone: name, frame, language, path, title, main, anchors.
_GONE = (
    ("product-en", "c", "en", "/p/blue-kettle", "Blue kettle", "<h1>Blue kettle</h1><p>This product is no longer available.</p>", ("blue kettle",)),
    ("product-en-price", "d", "en", "/p/blue-kettle-2", "Blue kettle", "<h1>Blue kettle</h1><p>This product is no longer available.</p><p>See similar products</p><button>Continue shopping</button>", ("blue kettle",)),
    ("product-de", "f", "de", "/p/blauer-kessel", "Blauer Kessel", "<h1>Blauer Kessel</h1><p>Dieses Produkt ist nicht mehr verfügbar.</p><p>Sehen Sie sich ähnliche Produkte an.</p>", ("Blauer Kessel",)),
    ("product-fr", "c", "fr", "/p/bouilloire-bleue", "Bouilloire bleue", "<h1>Bouilloire bleue</h1><p>Ce produit n'est plus disponible.</p>", ("la bouilloire bleue",)),
    ("product-es", "d", "es", "/p/tetera-azul", "Tetera azul", "<h1>Tetera azul</h1><p>Este producto ya no está disponible.</p><p>Descubre otros productos de nuestra tienda.</p>", ("la tetera azul",)),
    ("product-it-opaque", "f", "it", "/p/8812", "Bollitore blu", "<h1>Bollitore blu</h1><p>Questo prodotto non è più disponibile.</p>", ()),
    ("job-en", "d", "en", "/jobs/miller-lark", "Miller, Lark", "<h1>Miller, Lark</h1><p>This position has been filled.</p><p>Thank you for your interest.</p>", ("a job as a miller",)),
    ("job-en-other", "f", "en", "/jobs/8812", "Miller", "<h1>Miller</h1><p>This vacancy has been filled. Please see our other vacancies.</p>", ("a job as a miller",)),
    ("job-de", "d", "de", "/stellen/mueller-lark", "Müller (m/w/d)", "<h1>Müller (m/w/d)</h1><p>Diese Stelle ist bereits besetzt.</p>", ("Müller",)),
    ("job-fr", "w", "fr", "/emplois/meunier", "Meunier", "<h1>Meunier</h1><p>Ce poste a été pourvu.</p>", ("poste de meunier",)),
    ("job-nl", "d", "nl", "/vacatures/molenaar", "Molenaar", "<h1>Molenaar</h1><p>Deze vacature is vervuld.</p>", ("molenaar",)),
    ("wiki-no-text-en", "d", "en", "/wiki/Lark_weir", "Lark weir", "<h1>Lark weir</h1><p>There is currently no text in this page.</p><p>You can search for this page title in other pages, or edit this page.</p>", ("Lark weir",)),
    ("wiki-not-written", "f", "en", "/wiki/Lark_bridge", "Lark bridge", "<h1>Lark bridge</h1><p>This page does not exist yet. You can create it.</p>", ("Lark bridge",)),
    ("wiki-no-article-de", "d", "de", "/wiki/Lark_Wehr", "Lark Wehr", "<h1>Lark Wehr</h1><p>Diese Seite enthält momentan noch keinen Text.</p><p>Du kannst ihren Titel auf anderen Seiten suchen oder die Seite bearbeiten.</p>", ("Lark Wehr",)),
    ("wiki-no-article-fr", "d", "fr", "/wiki/Lark_pont", "Lark pont", "<h1>Lark pont</h1><p>Il n'y a pour l'instant aucun texte sur cette page.</p><p>Vous pouvez la créer.</p>", ("Lark pont",)),
    ("wiki-topic-missing", "t", "en", "/doku.php?id=lamp", "lamp", "<h3>This topic does not exist yet</h3><p>You've followed a link to a topic that doesn't exist yet. If permissions allow, you may create it by clicking on Create this page.</p>", ("lamp",)),
    ("suspended-user", "d", "en", "/u/anna", "Account suspended", "<h1>Account suspended</h1><p>This account has been suspended. Learn more about why we suspend accounts.</p>", ("Anna",)),
    ("removed-with-excuse", "f", "en", "/v/8812", "Video removed", "<h1>Video removed</h1><p>This video was removed by the uploader. Discover other films on our site.</p>", ()),
    ("deleted-de", "d", "de", "/b/8812", "Beitrag gelöscht", "<h1>Beitrag gelöscht</h1><p>Dieser Beitrag wurde von seinem Verfasser gelöscht.</p><p>Bitte nutzen Sie die Suche.</p>", ()),
    ("listing-ja", "w", "ja", "/item/8812", "商品が見つかりません", "<h1>商品が見つかりません</h1><p>この商品は削除されたか、掲載が終了しました。</p><p>トップページからお探しください。</p>", ()),
)  # fmt: skip

# Undecidable: name, frame, language, path, title, main, anchors.
_KEPT = (
    ("teaser-en", "f", "en", "/a/wheel-turns", "The wheel turns again", "<h1>The wheel turns again</h1><p>After nine years of work the old mill at Lark ground its first sack of rye on Sunday …</p><p>Subscribe to continue</p>", ("the wheel turns again",)),
    ("teaser-en-button", "d", "en", "/a/wheel-turns-2", "The wheel turns again", "<h1>The wheel turns again</h1><p>After nine years of work the old mill at Lark ground its first sack of rye.</p><h2>Subscribe to continue reading</h2><p>Already a subscriber? Log in</p><button>Subscribe</button>", ("the wheel turns again",)),
    ("teaser-de", "d", "de", "/a/rad-dreht-sich", "Das Rad dreht sich wieder", "<h1>Das Rad dreht sich wieder</h1><p>Nach neun Jahren hat die alte Mühle in Lark wieder einen Sack Roggen gemahlen …</p><p>Jetzt abonnieren und weiterlesen</p>", ("Das Rad dreht sich wieder",)),
    ("teaser-fr", "f", "fr", "/a/la-roue-tourne", "La roue tourne", "<h1>La roue tourne</h1><p>Après neuf ans de travaux, le moulin de Lark a moulu son premier sac de seigle…</p><p>La suite est réservée aux abonnés.</p><p>Abonnez-vous pour lire la suite</p>", ("la roue tourne",)),
    ("refused-short-ref", "d", "en", "/a/mill-deed", "Mill deed", "<h1>Mill deed</h1><p>Your request was blocked. Reference: 18.4f2a</p>", ("the mill deed",)),
    ("refused-short-ref-2", "f", "en", "/a/mill-deed-2", "Mill deed", "<h1>Mill deed</h1><p>Access denied by our security rules.</p><p>Incident ID: 88412-A</p>", ("the mill deed",)),
    ("refused-short-ref-de", "d", "de", "/a/urkunde", "Urkunde", "<h1>Urkunde</h1><p>Ihre Anfrage wurde aus Sicherheitsgründen abgelehnt.</p><p>Referenznummer: 7F3A9</p>", ("die Urkunde",)),
    ("blog-invited-en", "w", "en", "/2014/wheel/", "Anna's mill", "<h1>Anna's mill</h1><p>This blog is open to invited readers only.</p><p>If you know the author, you can ask for an invitation.</p>", ("Anna's mill",)),
    ("blog-invited-2", "d", "en", "/2014/05/wheel", "Permission needed", "<h1>Permission needed</h1><p>It doesn't look like you have been invited to read this blog. If you think this is a mistake, you might want to contact the blog author and request an invitation.</p>", ("the wheel",)),
    ("blog-private-wp", "-", "en", "/2014/05/wheel-2", "Private site", "<h1>Private site</h1><p>This site is currently private. If you would like to view it, request access from its owner.</p>", ("the wheel",)),
    ("login-fits-en", "d", "en", "/reports/mill-accounts", "Mill accounts", "<h1>Mill accounts</h1><form><label>User</label><input name=u><label>Password</label><input type=password name=p><button>Log in</button></form>", ("mill accounts",)),
    ("login-fits-with-line", "f", "en", "/reports/mill-accounts-2", "Mill accounts", "<h1>Mill accounts</h1><p>Please log in with your member number to read this report.</p><form><input name=u><input type=password name=p><button>Log in</button></form><p>Forgot your password? Not a member yet?</p>", ("mill accounts",)),
    ("login-fits-de", "t", "de", "/berichte/muehle.html", "Bericht Mühle", "<h3>Bericht Mühle</h3><form>Name <input name=u> Passwort <input type=password name=p> <input type=submit value=Anmelden></form>", ("Bericht der Mühle",)),
)  # fmt: skip


def _case(name: str, truth: str, path: str, body: str | Reply, anchors: tuple[str, ...], missing: Reply) -> Case:
    reason = "" if truth == "alive" else None
    return Case(
        f"wd-{name}",
        path,
        truth,
        reason,
        pages({path: body, "/": HOME if len(name) % 2 else FULL_HOME}, missing),
        anchors=anchors,
    )


CASES = [
    *(_case(name, "alive", path, put(frame, title, main, language), anchors, NONE if len(name) % 3 else _SOFT) for name, frame, language, path, title, main, anchors in _LIVING),
    *(_case(name, "dead", path, put(frame, title, main, language), anchors, NONE) for name, frame, language, path, title, main, anchors in _GONE),
    *(_case(name, "blocked", path, put(frame, title, main, language), anchors, NONE) for name, frame, language, path, title, main, anchors in _KEPT),
    _case("openapi", "alive", "/openapi.json", Reply(body='{"openapi":"3.0.0","paths":{"/boats":{"get":{"responses":{"404":{"description":"Not found"}}}}}}', type="application/json"), (), NONE),
    _case("json-error", "dead", "/api/boats/8812", Reply(body='{"status":404,"error":"Not found"}', type="application/json"), (), NONE),
    _case("commit", "alive", "/anna/lamp/commit/88a1f0c2", put("d", "Remove page", "<h1>Remove page</h1><pre>diff --git a/about.html b/about.html\ndeleted file mode 100644</pre>"), (), NONE),
    _case("commit-gone", "dead", "/anna/lamp/8812", put("d", "File deleted", "<h1>File deleted</h1><p>This file was deleted.</p>"), (), NONE),
    _case("status-page", "alive", "/incidents/88", put("d", "Service unavailable in the west", "<h1>Service unavailable in the west</h1><p>Resolved. The wheel turns as before since noon.</p>"), (), NONE),
    _case("out-of-order", "failing", "/incidents/89", put("d", "Service unavailable", "<h1>Service unavailable</h1><p>Please try again later.</p>"), (), NONE),
]  # fmt: skip
