"""Pages of which nobody can tell what is behind: sessions, regions, logins, tests, shells; written, truth first, before a run."""

from tests.corpus.cases.unseen_frames import NONE, put
from tests.corpus.html import HOME, bare
from tests.corpus.model import Case, Reply, Request, Site, always, pages, redirect

# One page for every address, the front page too: name, title, main. No table may know their words.
_EVERYWHERE = (
    ("session-de", "Sitzung beendet", "<h1>Sitzung beendet</h1><p>Ihre Sitzung ist abgelaufen. Bitte melden Sie sich neu an.</p>"),
    ("session-ko", "세션 만료", "<h1>세션이 종료되었습니다</h1><p>오랫동안 사용하지 않아 세션이 만료되었습니다.</p>"),
    ("session-fr", "Session expirée", "<h1>Votre session a expiré</h1><p>Veuillez recommencer depuis l'accueil.</p>"),
    ("session-es", "Sesión caducada", "<p>La sesión ha caducado. Vuelva a empezar.</p>"),
    ("session-it", "Sessione scaduta", "<p>La sessione è scaduta.</p><a href=/>Ricomincia</a>"),
    ("session-ja", "セッション切れ", "<p>セッションの有効期限が切れました。最初からやり直してください。</p>"),
    ("session-zh", "会话已过期", "<p>会话已过期，请重新打开。</p>"),
    ("session-ru", "Сессия завершена", "<h1>Сессия завершена</h1><p>Время сеанса истекло.</p>"),
    ("session-tr", "Oturum", "<p>Oturumunuz sona erdi.</p>"),
    ("session-en", "Session ended", "<h1>Session ended</h1><p>Your session has ended. Close this window.</p>"),
    ("session-pl", "Sesja wygasła", "<h1>Sesja wygasła</h1><p>Twoja sesja wygasła.</p>"),
    ("region-de", "Nicht verfügbar", "<h1>In Ihrer Region nicht verfügbar</h1><p>Dieses Angebot ist in Ihrem Land nicht verfügbar.</p>"),
    ("region-ko", "이용 불가", "<h1>해당 지역에서는 이용할 수 없습니다</h1>"),
    ("region-fr", "Indisponible", "<p>Ce service n'est pas disponible dans votre région.</p>"),
    ("region-ja", "ご利用いただけません", "<p>お住まいの地域ではこのサイトをご利用いただけません。</p>"),
    ("region-pt", "Indisponível", "<p>Este serviço não está disponível na sua região.</p>"),
    ("region-ar", "غير متاح", "<h1>غير متاح في منطقتك</h1><p>هذه الخدمة غير متاحة في بلدك.</p>"),
    ("region-uk", "Недоступно", "<p>Сервіс недоступний у вашому регіоні.</p>"),
    ("busy-ja", "混雑", "<p>ただいま大変混み合っております。しばらくしてからおいでください。</p>"),
    ("busy-vi", "Quá tải", "<p>Hệ thống đang quá tải, xin quay lại sau.</p>"),
    ("works-ka", "სამუშაოები", "<p>საიტზე მიმდინარეობს სამუშაოები. მალე დავბრუნდებით.</p>"),
    ("works-lv", "Apkope", "<h1>Apkope</h1><p>Vietne šobrīd tiek atjaunota.</p>"),
    ("test-ta", "சரிபார்ப்பு", "<p>நீங்கள் மனிதரா?</p><button>ஆம்</button>"),
    ("test-script", "", "<div id=c></div><script src=/c.js></script>"),
    ("wrong-link-session-nl", "Fout", "<h1>Uw sessie bestaat niet meer</h1><p>Uw sessie is verlopen of bestaat niet meer.</p>"),
    ("session-not-found-en", "Error", "<h1>Session not found</h1><p>The requested session was not found or has expired.</p>"),
    ("session-not-found-de", "Fehler", "<h1>Sitzung nicht gefunden</h1><p>Die Sitzung wurde nicht gefunden.</p>"),
    ("region-not-found-es", "No disponible", "<p>Esta página no está disponible en su país.</p>"),
)  # fmt: skip

# In the place of the page alone: name, frame, language, path, title, main, anchors.
_INSTEAD = (
    ("login-hu", "d", "hu", "/tema/8812", "", "<h1>Belépés</h1><form method=post><input name=u><input type=password name=p><button>Belépés</button></form>", ("a téma",)),
    ("login-ka", "f", "ka", "/tema/8812", "", "<form method=post><input name=u><input type=password name=p><button>შესვლა</button></form>", ("თემა",)),
    ("members-ro", "b", "ro", "/tema/8812", "", "<p>Trebuie să fii autentificat pentru a vedea acest subiect.</p>", ("subiect",)),
    ("paid-it", "d", "it", "/articolo/8812", "", "<p>Questo articolo è riservato agli abbonati. Abbonati per continuare a leggere.</p>", ("articolo sul mulino",)),
    ("region-fi", "f", "fi", "/ohjelma/8812", "", "<p>Ohjelma ei ole katsottavissa ulkomailla.</p>", ("ohjelma myllystä",)),
    ("private-album", "d", "en", "/album/8812", "", "<p>This album is private. Only people its owner chose can see it.</p>", ("an album",)),
)  # fmt: skip


def _login_site(request: Request) -> Reply:
    if request.path.startswith("/login"):
        return Reply(
            body=put("d", "Anmelden", "<h1>Anmelden</h1><form><input name=u><input type=password name=p></form>", "de")
        )
    return redirect("/login?next=" + request.path, 302)


def _ends_session(request: Request) -> Reply:
    """Every address but this one leads there."""
    if request.path.startswith("/session-ended"):
        return Reply(body=put("d", "Session ended", "<h1>Session ended</h1><p>Please begin again.</p>"))
    return redirect("/session-ended", 302)


def _broken(status: int, body: str) -> Site:
    return always(Reply(status, body))


CASES = [
    *(Case(f"un-{name}", "/2014/06/prices", "failing" if name == "session-not-found-en" else "blocked", None, always(bare(title, main)), anchors=("prices",)) for name, title, main in _EVERYWHERE),
    *(Case(f"un-framed-{name}", "/2014/06/prices", "blocked", None, always(put("d", title, main)), anchors=("prices",)) for name, title, main in _EVERYWHERE[:2] + _EVERYWHERE[11:13]),
    *(Case(f"un-{name}", path, "blocked", None, pages({path: put(frame, title, main, language), "/": HOME}, NONE), anchors=anchors) for name, frame, language, path, title, main, anchors in _INSTEAD),
    Case("un-login-everywhere", "/akte/8812", "blocked", "login-wall", _login_site, anchors=("Akte",)),
    Case("un-session-by-redirect", "/lamps/8812", "blocked", None, _ends_session, anchors=("lamps",)),
    Case("un-busy-503", "/lamps/8813", "failing", None, _broken(503, "<p>Zu viele Besucher</p>"), anchors=("lamps",)),
    Case("un-down-502", "/lamps/8814", "failing", None, _broken(502, "<h1>502 Bad Gateway</h1>"), anchors=("lamps",)),
]  # fmt: skip
