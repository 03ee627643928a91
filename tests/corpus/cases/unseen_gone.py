"""Pages that are gone, in languages that no table knows and in systems of all kinds; written, truth first, before a run."""

from tests.corpus.cases.field_texts import told
from tests.corpus.cases.unseen_frames import NONE, put
from tests.corpus.html import FULL_HOME, HOME, bare
from tests.corpus.model import Case, Reply, Request, Site, always, fronted, pages, redirect

# The same for every address, with a real front page: name, frame, language, path, title, main.
_SOFT = (
    ("soft-hy", "f", "en", "/lur/8812", "Լարկ", "<h1>Էջը չի գտնվել</h1><p>Ձեր փնտրած էջը գոյություն չունի։</p>"),
    ("soft-bn", "d", "en", "/khobor/8812", "পাতা নেই", "<p>দুঃখিত, এই পাতাটি খুঁজে পাওয়া যায়নি।</p>"),
    ("soft-ta", "w", "en", "/seithi/8812", "", "<p>நீங்கள் தேடும் பக்கம் கிடைக்கவில்லை.</p>"),
    ("soft-sw", "f", "en", "/habari/mto-88", "Samahani", "<h1>Samahani</h1><p>Ukurasa unaoutafuta haupo.</p>"),
    ("soft-cy", "d", "en", "/newyddion/88", "Lark", "<p>Ni ellir dod o hyd i'r dudalen.</p>"),
    ("soft-eu", "t", "en", "/albiste/88.html", "Errorea", "<h3>Errorea</h3><p>Bilatzen ari zaren orria ez dago.</p>"),
    ("soft-gl", "w", "es", "/nova/88", "", "<h1>Vaia!</h1><p>A páxina que procuras non se atopa aquí.</p>"),
    ("soft-is", "f", "en", "/frett/88", "Úps", "<p>Síðan sem þú leitar að er ekki til.</p>"),
    ("soft-lv", "d", "en", "/zinas/88", "Lark", "<h1>Ak vai</h1><p>Meklētā lapa nav atrasta.</p>"),
    ("soft-sq", "f", "en", "/lajme/88", "Gabim", "<p>Faqja që kërkoni nuk u gjet.</p>"),
    ("soft-mn", "d", "ru", "/medee/88", "", "<p>Таны хайсан хуудас олдсонгүй.</p>"),
    ("soft-km", "w", "en", "/news/km-88", "", "<p>រកមិនឃើញទំព័រដែលអ្នកកំពុងស្វែងរក។</p>"),
    ("soft-am", "f", "en", "/zena/88", "ስህተት", "<p>የፈለጉት ገጽ አልተገኘም።</p>"),
    ("soft-az", "d", "tr", "/xeber/88", "Xəta", "<h1>Xəta</h1><p>Axtardığınız səhifə tapılmadı.</p>"),
    ("soft-kk", "f", "ru", "/janalyq/88", "", "<p>Сіз іздеген бет табылмады.</p>"),
    ("soft-ka", "d", "ka", "/ambavi/88", "უპს", "<p>გვერდი, რომელსაც ეძებთ, ვერ მოიძებნა.</p>"),
    ("soft-ne", "w", "en", "/samachar/88", "", "<p>तपाईंले खोज्नुभएको पृष्ठ भेटिएन।</p>"),
    ("soft-mk", "f", "ru", "/vest/88", "Лајм", "<p>Страницата што ја барате не постои.</p>"),
    ("soft-cards-el", "c", "el", "/proion/88", "", "<h1>Ωχ!</h1><p>Δεν βρήκαμε αυτό που ψάχνετε. Δείτε αυτά:</p>"),
    ("soft-echo-en", "d", "en", "/docs/lamps/wick", "Hmm", "<h1>Hmm</h1><p>{path}</p><p>Nobody here has heard of it.</p>"),
    ("soft-search-box", "w", "fr", "/2014/05/la-roue/", "", "<h1>Rien par ici</h1><form><input name=s><button>Chercher</button></form>"),
    ("soft-joke-en", "f", "en", "/guides/oil", "Oh deer", "<h1>Oh deer</h1><img src=/deer.png><p>Our deer ate this page.</p>"),
    ("soft-wiki", "t", "de", "/index.php/Mühlrad", "Lark", "<h3>Diesen Artikel gibt es nicht</h3><p>Du kannst ihn anlegen.</p>"),
    ("soft-catalogue", "t", "en", "/cgi-bin/item.pl?id=8812", "Catalogue", "<p>0 records match.</p><form><input name=q></form>"),
)  # fmt: skip

# On sites that answer 404 for what they never had: name, frame, language, path, title, main, anchors.
_SAID = (
    ("ended-job-de", "d", "de", "/stellen/8812", "Stelle", "<p>Diese Stelle ist bereits besetzt.</p>", ("eine Stelle als Müller",)),
    ("ended-job-fr", "f", "fr", "/emploi/8812", "", "<p>Cette offre a été pourvue.</p>", ("une offre de meunier",)),
    ("ended-auction-en", "c", "en", "/itm/8812", "", "<p>This listing was ended by the seller because the item is no longer available.</p>", ("a brass lamp",)),
    ("ended-flat-it", "d", "it", "/annunci/8812", "", "<p>Questo annuncio non è più attivo.</p>", ("una casa al mulino",)),
    ("ended-flat-nl", "f", "nl", "/huis/8812", "", "<p>Deze woning is niet meer beschikbaar.</p>", ("huis bij de molen",)),
    ("ended-car-pl", "d", "pl", "/oferta/8812", "Ogłoszenie", "<p>To ogłoszenie nie jest już dostępne.</p>", ("stary wóz",)),
    ("ended-car-ja", "c", "ja", "/item/8812", "", "<p>この商品の販売は終了しました。</p>", ("古いランプ",)),
    ("ended-car-ko", "d", "ko", "/item/8812", "", "<p>판매가 종료된 상품입니다.</p>", ("오래된 램프",)),
    ("ended-ru", "f", "ru", "/obyavlenie/8812", "", "<p>Объявление снято с публикации.</p>", ("старая лампа",)),
    ("video-removed-es", "d", "es", "/video/8812", "Vídeo", "<p>El autor ha eliminado este vídeo.</p>", ("la rueda gira",)),
    ("video-removed-en", "f", "en", "/watch/8812", "", "<p>This video has been removed by the uploader.</p>", ("the wheel turns",)),
    ("file-removed-en", "d", "en", "/file/x7k2p1", "File", "<p>The file was removed because of inactivity.</p>", ("the recording",)),
    ("user-gone-pt", "f", "pt", "/u/anna", "", "<p>Esta conta já não existe.</p>", ("conta da Anna",)),
    ("paste-expired", "-", "en", "/x7k2p2", "Paste", "<p>This paste has expired.</p>", ("the log",)),
    ("withdrawn-preprint", "f", "en", "/abs/8812.1", "8812.1", "<p>This preprint has been withdrawn and is no longer available.</p>", ("a preprint on weirs",)),
    ("event-removed-tr", "d", "tr", "/etkinlik/8812", "", "<p>Bu etkinlik kaldırıldı.</p>", ("değirmen günü",)),
)  # fmt: skip

# The same at every address, the front page too: name, expected, reason, body ({host} is the site's name).
_WHOLE = (
    ("sold-sedo-pl", "dead", "parked", bare("{host}", "<h1>Domena {host} jest na sprzedaż</h1><p>Złóż ofertę kupna.</p>")),
    ("sold-hu", "dead", "parked", bare("{host}", "<h1>A {host} domain eladó</h1><p>Tegyen ajánlatot!</p>")),
    ("sold-el", "dead", "parked", bare("{host}", "<h1>Το domain {host} πωλείται</h1><p>Κάντε προσφορά.</p>")),
    ("sold-bg", "dead", "parked", bare("{host}", "<h1>Домейнът {host} се продава</h1><p>Направете оферта: 900 €</p>")),
    ("sold-price-only", "dead", "parked", bare("{host}", "<h1>{host}</h1><h2>$2,495</h2><a href=/checkout>Buy now</a>")),
    ("suspended-de", "dead", None, bare("Gesperrt", "<h1>Dieser Webspace wurde gesperrt</h1><p>Bitte wenden Sie sich an den Kundendienst.</p>")),
    ("suspended-ru", "dead", None, bare("Сайт заблокирован", "<h1>Хостинг приостановлен</h1><p>Владельцу сайта нужно пополнить баланс.</p>")),
    ("suspended-ar", "dead", None, bare("الحساب موقوف", "<h1>تم إيقاف حساب الاستضافة</h1><p>يرجى الاتصال بالدعم الفني.</p>")),
    ("tenant-shop", "dead", None, bare("Shop closed", "<h1>This shop no longer exists</h1><p>Start a shop of your own in minutes.</p><a href='https://shops.test/'>Start</a>")),
    ("tenant-blog", "dead", None, bare("Blog deleted", "<p>This blog has been deleted by its author.</p>")),
    ("tenant-desk", "dead", None, bare("Help desk", "<h1>This help desk no longer exists</h1><p>The account behind it was closed.</p>")),
    ("tenant-not-connected", "dead", None, bare("Not connected", "<h1>This domain is not connected to a website yet</h1><p>If you are the owner, connect it in your account.</p>")),
    ("server-default-nginx", "dead", "server-default", bare("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>")),
    ("shut-down-fr", "dead", None, bare("Fermeture", "<h1>Le service a fermé ses portes</h1><p>Larkcarte a définitivement fermé le 1er mai 2019. Merci à tous.</p>")),
)  # fmt: skip


def _leading(target: str, status: int = 302, front: str = HOME) -> Site:
    """A site that sends every address but the target somewhere."""
    known = {target: front}

    def site(request: Request) -> Reply:
        return Reply(body=known[request.path]) if request.path in known else redirect(target, status)

    return site


def _soft(name: str, frame: str, language: str, path: str, title: str, main: str) -> Case:
    reply = Reply(body=put(frame, title, main, language))
    return Case(
        f"un-{name}", path, "dead", "soft-404", fronted(always(reply), FULL_HOME), anchors=("when the river rose",)
    )


CASES = [
    *(_soft(*row) for row in _SOFT),
    *(Case(f"un-{name}", path, "dead", None, pages({path: put(frame, title, main, language), "/": HOME}, NONE), anchors=anchors) for name, frame, language, path, title, main, anchors in _SAID),
    *(Case(f"un-{name}", "/2014/06/prices", expected, reason, always(body.replace("{host}", f"un-{name}.test")), anchors=("prices",)) for name, expected, reason, body in _WHOLE),
    Case("un-led-home", "/2014/05/river", "dead", "soft-404", _leading("/", 301, FULL_HOME), anchors=("when the river rose",)),
    Case("un-led-to-news", "/2014/05/river-88", "dead", "soft-404", _leading("/news/", 302, FULL_HOME), anchors=("when the river rose",)),
    Case("un-led-to-search", "/p/river-lamp", "dead", "soft-404", _leading("/search?q=", 302, put("c", "Search", "<h1>Search</h1><p>0</p>")), anchors=("a river lamp",)),
    Case("un-led-by-script", "/old/river.html", "dead", "soft-404", fronted(always("<html><body><script>location.href='/'</script></body></html>"), FULL_HOME), anchors=("the river",)),
    Case("un-led-by-refresh", "/old/weir.html", "dead", "soft-404", fronted(always("<html><head><meta http-equiv=refresh content='3;url=/'></head><body>…</body></html>"), FULL_HOME), anchors=("the weir",)),
    Case("un-empty-body", "/old/lamp.html", "dead", "soft-404", fronted(always(""), HOME), anchors=("the lamp",)),
    Case("un-json-gone", "/api/lamps/88", "dead", "soft-404", fronted(always(Reply(body='{"ok":false,"message":"lamp does not exist"}', type="application/json")), HOME), anchors=("lamp 88",)),
    Case("un-shell-of-soft-404", "/app/lamps/88", "dead", "soft-404", fronted(always(put("d", "404", f"<h1>404</h1><p>Gone with the river.</p>{told('en')}")), FULL_HOME), anchors=("lamp 88",)),
]  # fmt: skip
