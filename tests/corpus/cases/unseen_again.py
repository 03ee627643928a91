"""A second set, written after the rules were mended by the first, its truth decided before a run on it."""

from tests.corpus.cases.field_texts import told
from tests.corpus.cases.unseen_frames import NONE, put
from tests.corpus.html import FULL_HOME, HOME, bare
from tests.corpus.model import Case, Reply, Request, Site, always, fronted, pages, redirect

_SOFT = Reply(body=put("d", "404", "<h1>404</h1><p>…</p>"))

# name, frame, language, path, title, main, anchors
_LIVING = (
    ("thread-relative-en", "d", "en", "/r/lamps/comments/8812/", "Post removed?", "<h1>Post removed?</h1><p>u/anna · 3 hours ago</p><p>My post about wicks is gone, any idea why?</p><p>u/bo · 2 hours ago</p><p>The filter does that, write to the moderators.</p>", ()),
    ("qa-relative-en", "d", "en", "/questions/8812", "Page not found after deploy", "<h1>Page not found after deploy</h1><p>Asked 3 years ago. Viewed 12k times</p><p>After each deploy I get page not found on every route but the first.</p><p>Your server has to send all routes to the same file.</p><p>answered by anna</p>", ()),
    ("qa-de", "d", "de", "/frage/8812", "Konto gelöscht", "<h1>Konto gelöscht</h1><p>vor 3 Jahren</p><p>Ich habe mein Konto aus Versehen gelöscht, kann man das rückgängig machen?</p><p>Antwort von Bo</p><p>Ja, innerhalb von dreißig Tagen geht das über den Kundendienst.</p>", ("aus Versehen",)),
    ("room-404", "f", "en", "/rooms/404", "404", "<h1>404</h1><p>Two beds, view of the weir. From $88.</p>", ("room 404",)),
    ("bus-404", "t", "en", "/line/404.html", "404", "<h3>404</h3><p>Caterham, Coulsdon. Every hour.</p>", ("bus 404",)),
    ("cocktail", "d", "en", "/drinks/error-404", "Error 404", "<h1>Error 404</h1><p>Gin, lime, tonic. Shake and strain.</p>", ()),
    ("area-code", "f", "en", "/codes/404", "Area code 404", "<h1>Area code 404</h1><p>Atlanta, Georgia.</p>", ("404",)),
    ("brief-video-removed", "d", "en", "/news/8812", "Video removed after complaint", "<h1>Video removed after complaint</h1><time datetime=2019-03-11>11 March 2019</time><p>The town took down its film of the weir on Monday. A miller had complained about the music.</p>", ()),
    ("brief-fr", "w", "fr", "/2019/03/page-supprimee/", "Page supprimée par erreur", "<h1>Page supprimée par erreur</h1><time datetime=2019-03-11>11 mars 2019</time><p>La mairie a supprimé par erreur la page du moulin. Elle est de nouveau en ligne depuis lundi.</p>", ("une page supprimée",)),
    ("brief-es-uncited", "d", "es", "/noticias/8813", "Anuncio retirado", "<h1>Anuncio retirado</h1><time datetime=2019-03-11>11/03/2019</time><p>El ayuntamiento retiró ayer el anuncio del molino. Los vecinos habían protestado durante semanas.</p>", ()),
    ("login-cited", "d", "en", "/login", "Log in", "<h1>Log in</h1><form><input name=u><input type=password name=p><button>Log in</button></form>", ("log in",)),
    ("empty-board", "b", "en", "/viewforum.php?f=88", "Wicks", "<h2>Wicks</h2><p>There are no topics or posts in this forum.</p>", ("the board on wicks",)),
    ("empty-category", "c", "en", "/category/lamps", "Lamps", "<h1>Lamps</h1><p>No products were found matching your selection.</p>", ("lamps",)),
    ("empty-calendar", "w", "en", "/events/", "Events", "<h1>Events</h1><p>There are no upcoming events.</p>", ("events",)),
    ("empty-profile", "d", "en", "/u/anna", "Anna Reed", "<h1>Anna Reed</h1><p>Joined 2014. No posts yet.</p>", ("Anna Reed",)),
    ("paste-of-error", "-", "en", "/x7k2p9", "Untitled", "<pre>404 Not Found\nThe requested URL /a was not found on this server.\nApache/2.4</pre>", ("my log",)),
    ("status-page", "f", "en", "/incidents/88", "Elevated 503 errors", "<h1>Elevated 503 errors</h1><p>Resolved. This incident has been resolved. 12:04 UTC</p><p>Investigating. Some pages could not be found. 11:40 UTC</p>", ("the incident",)),
    ("doc-session", "d", "en", "/docs/errors/session-expired", "Session expired", "<h1>Session expired</h1><p>Shown when a reader has been idle for an hour. Ask them to log in again.</p>", ()),
    ("help-suspended-de", "d", "de", "/hilfe/88", "Konto gesperrt", "<h1>Konto gesperrt</h1><p>Wenn Ihr Konto gesperrt wurde, schreiben Sie uns bitte mit Ihrer Kundennummer.</p>", ("Hilfe",)),
    ("liveblog-ended", "f", "en", "/live/88", "Flood at Lark, live", f"<h1>Flood at Lark, live</h1><p>This live blog has ended.</p><time datetime=2019-03-11T18:00>18:00</time>{told('en')}", ("the flood, live",)),
    ("poll-ended", "d", "en", "/poll/88", "Which oil?", "<h1>Which oil?</h1><p>This poll has ended.</p><ul><li>Paraffin 61%<li>Colza 39%</ul><p>212 votes</p>", ("a poll on oil",)),
    ("petition-closed", "d", "en", "/p/save-the-wheel", "Save the wheel", f"<h1>Save the wheel</h1><p>This petition is closed. 8,812 signatures</p>{told('en')}", ("petition for the wheel",)),
    ("campaign-ended-fr", "f", "fr", "/projets/roue", "Une roue pour le moulin", f"<h1>Une roue pour le moulin</h1><p>Cette campagne est terminée.</p>{told('fr')}", ("la campagne",)),
    ("stream-ended", "d", "en", "/watch/9012", "The weir, live", "<h1>The weir, live</h1><video src=/v.mp4></video><p>This stream has ended. Watch it again.</p>", ("the weir, live",)),
    ("enrol-closed", "f", "en", "/course/88", "Lamp making", "<h1>Lamp making</h1><p>Enrolment has closed. Twelve lessons by Anna Reed, from brass to wick.</p>", ("a course",)),
    ("noscript-note", "d", "en", "/a/8812", "The mill", f"<noscript><p>Please enable JavaScript to view this page.</p></noscript><h1>The mill</h1>{told('en')}", ("the mill",)),
    ("noframes", "-", "en", "/book/", "Book", "<p>Your browser does not support frames.</p><p><a href=l.htm>Contents</a> <a href=r.htm>Text</a></p>", ("the book",)),
    ("wine-18", "c", "fr", "/vin/88", "Vin du moulin", "<h1>Vin du moulin</h1><p>Rouge, 75 cl, 12 €. Réservé aux plus de 18 ans.</p><button>Ajouter</button><button>Partager</button>", ("vin du moulin",)),
    ("caption-nl", "d", "nl", "/foto/88", "Molen", "<h1>Molen</h1><img src=/m.jpg><p>Foto van de molen die niet meer bestaat.</p>", ()),
    ("caption-pl", "f", "pl", "/foto/88", "Most", "<h1>Most</h1><img src=/m.jpg><p>Zdjęcie mostu, który już nie istnieje.</p>", ()),
    ("caption-hu", "d", "hu", "/foto/88", "Híd", "<h1>Híd</h1><img src=/m.jpg><p>A már nem létező híd fényképe.</p>", ()),
    ("caption-zh", "f", "zh", "/photo/88", "木桥", "<h1>木桥</h1><img src=/m.jpg><p>已不存在的木桥的照片。</p>", ()),
    ("caption-pt", "c", "pt", "/foto/88", "Ponte", "<h1>Ponte</h1><img src=/m.jpg><p>Fotografia da ponte que já não existe.</p>", ()),
    ("biscuits-tr", "d", "tr", "/tarif/88", "Kurabiye", "<h1>Kurabiye</h1><p>Cookie tarifi: un, şeker, tereyağı.</p><button>Yazdır</button><button>Kaydet</button>", ()),
    ("ages-list", "f", "en", "/books/ages-12-14", "Ages 12 to 14", "<h1>Ages 12 to 14</h1><ul><li><a href=/b/1>The weir</a><li><a href=/b/2>The mill</a></ul>", ("books for teenagers",)),
    ("wp-404-class-pl", "e", "pl", "/kontakt/", "Kontakt", "<article><h1>Kontakt</h1><p>ul. Młyńska 12, Lark</p></article>", ()),
    ("poem-lost-ja", "d", "ja", "/poem/88", "見つからない", "<h1>見つからない</h1><p>ページをめくる<br>君はもういない</p>", ("詩",)),
    ("short-mt", "f", "en", "/ahbar/88", "Ix-xmara", "<h1>Ix-xmara</h1><p>Ix-xmara għoliet ilbieraħ.</p>", ()),
    ("glossary-entry", "d", "en", "/glossary/dead-link", "Dead link", "<h1>Dead link</h1><p>A link whose target no longer exists.</p>", ()),
    ("album-tracks", "f", "en", "/album/88", "Page Not Found", "<h1>Page Not Found</h1><ol><li>Lost 3:12<li>Nothing Here 2:40<li>Try Again 4:01</ol>", ("an album",)),
)  # fmt: skip

_GONE = (
    ("invite-expired", "d", "en", "/invite/x7k2", "Invite", "<h1>Invite invalid</h1><p>This invite may have expired.</p>", ("our chat",)),
    ("short-link", "-", "en", "/x7k3", "Link", "<p>This short link has expired or was disabled by its owner.</p>", ("the map",)),
    ("owner-trash", "d", "en", "/file/d/x7k4", "File", "<p>This file is in the owner's trash.</p>", ("the plan",)),
    ("album-none-es", "f", "es", "/album/88", "", "<p>Lo sentimos, este álbum no existe.</p>", ("el álbum",)),
    ("sold-with-picture-de", "c", "de", "/p/88", "Messinglampe", "<h1>Messinglampe</h1><img src=/l.jpg><p>Dieser Artikel ist ausverkauft und nicht mehr lieferbar.</p>", ("Messinglampe",)),
    ("wiki-deleted", "t", "en", "/wiki/Lark_mill", "Lark mill", "<h3>Lark mill</h3><p>A page with this title has been deleted.</p>", ("the mill of Lark",)),
    ("job-filled-nl", "d", "nl", "/vacature/88", "", "<p>Deze vacature is vervuld.</p>", ("molenaar gezocht",)),
    ("ad-expired-uk", "f", "uk", "/ogoloshennya/88", "", "<p>Термін дії оголошення закінчився.</p>", ("стара лампа",)),
    ("video-gone-ar", "d", "ar", "/video/88", "", "<p>هذا الفيديو لم يعد متاحا.</p>", ("فيديو الطاحونة",)),
    ("post-gone-th", "f", "th", "/post/88", "", "<p>โพสต์นี้ถูกลบแล้ว</p>", ("โพสต์",)),
)  # fmt: skip

_SOFT_404S = (
    ("soft-mr", "<p>आपण शोधत असलेले पान सापडले नाही.</p>"),
    ("soft-so", "<h1>Waan ka xunnahay</h1><p>Boggan ma jiro.</p>"),
    ("soft-tl", "<h1>Naku!</h1><p>Wala rito ang hinahanap mo.</p>"),
    ("soft-my", "<p>ရှာနေသောစာမျက်နှာ မတွေ့ပါ။</p>"),
    ("soft-lb", "<h1>Ups</h1><p>Dës Säit gëtt et net.</p>"),
    ("soft-ms", "<p>Laman yang anda cari tidak dijumpai.</p>"),
    ("soft-picture", "<img src=/lost.svg><a href=/>⌂</a>"),
)

_UNDECIDED = (
    ("session-deep-de", "Sitzung abgelaufen", "<h1>Ihre Sitzung ist abgelaufen</h1><p>Bitte beginnen Sie von vorn.</p><a href=/>Start</a>"),
    ("session-deep-ko", "세션", "<h1>세션이 만료되었습니다</h1><a href=/>처음으로</a>"),
    ("session-deep-en", "Timeout", "<h1>Your session has timed out</h1><p>Please start again from the home page.</p>"),
    ("session-deep-fr", "Session", "<p>Votre session a expiré.</p>"),
    ("region-deep-de", "Nicht verfügbar", "<h1>In deinem Land nicht verfügbar</h1><p>Diese Inhalte können wir in deinem Land nicht zeigen.</p>"),
    ("region-deep-ja", "ご案内", "<p>お住まいの国からはご覧いただけません。</p>"),
    ("queue-en", "You are in line", "<h1>You are now in line</h1><p>Estimated wait: 4 minutes. Keep this window open.</p>"),
    ("traffic-fi", "Varmistus", "<h1>Oletko ihminen?</h1><p>Verkostasi tulee epätavallisen paljon liikennettä.</p>"),
    ("many-requests-en", "Slow down", "<h1>Slow down</h1><p>You have made too many requests. Try again in a minute.</p>"),
)  # fmt: skip


def _one(path: str, body: str, missing: Reply = NONE) -> Site:
    return pages({path: body, "/": HOME}, missing)


def _saml(request: Request) -> Reply:
    return Reply(
        body="<html><body onload='document.forms[0].submit()'><form method=post action='https://idp.test/sso'><input type=hidden name=SAMLRequest value=x><noscript><button>Continue</button></noscript></form></body></html>"
    )


def _to_parking(request: Request) -> Reply:
    if request.host.startswith("other-"):
        return Reply(
            body=bare(
                "un2-to-parking.test",
                "<h1>un2-to-parking.test</h1><p>This domain may be for sale. Buy this domain.</p>",
            )
        )
    return redirect("http://other-un2-to-parking.test:{http}/", 302)


CASES = [
    *(Case(f"un2-{name}", path, "alive", "", _one(path, put(frame, title, main, language), _SOFT if len(name) % 4 == 0 else NONE), anchors=anchors) for name, frame, language, path, title, main, anchors in _LIVING),
    *(Case(f"un2-{name}", path, "dead", None, _one(path, put(frame, title, main, language)), anchors=anchors) for name, frame, language, path, title, main, anchors in _GONE),
    *(Case(f"un2-{name}", "/2014/05/river-88", "dead", "soft-404", fronted(always(put("d", "", main)), FULL_HOME), anchors=("when the river rose",)) for name, main in _SOFT_404S),
    *(Case(f"un2-{name}", "/2014/05/prices", "blocked", None, fronted(always(bare(title, main)), FULL_HOME), anchors=("prices",)) for name, title, main in _UNDECIDED),
    *(Case(f"un2-everywhere-{name}", "/2014/05/prices", "blocked", None, always(bare(title, main)), anchors=("prices",)) for name, title, main in _UNDECIDED[-3:]),
    Case("un2-saml", "/course/88", "blocked", None, _saml, anchors=("a course",)),
    Case("un2-to-parking", "/2014/05/river", "dead", None, _to_parking, anchors=("when the river rose",)),
    Case("un2-refused-451", "/a/88", "blocked", "legal", always(Reply(451, "…")), anchors=("a",)),
    Case("un2-many-429", "/a/89", "blocked", None, always(Reply(429, "…")), anchors=("a",)),
]  # fmt: skip
