"""Pages that are something else than they seem: essays about errors, offers that were meant, viewers, one-page sites."""

from tests.corpus.frames import framed, framed_article
from tests.corpus.html import bare, page, prose
from tests.corpus.model import Case, Reply, Request, Site, pages

_ESSAYS = {
    "fr": ("Page introuvable", "Depuis vingt ans, je conserve les messages que les serveurs adressent à leurs lecteurs quand ils ne trouvent rien, et chacun d'eux dit quelque chose de celui qui l'a écrit, de son humeur et de son époque."),
    "zh": ("找不到页面", "二十年来我一直在收集网站在找不到内容时给读者看的那些话，每一句都透露出写它的人当时的心情，也记录着那个年代的网络是什么样子，读起来像一封封没有寄出的信。"),
    "de": ("Seite nicht gefunden", "Seit zwanzig Jahren sammle ich, was Server ihren Lesern sagen, wenn sie nichts finden, und jede dieser Zeilen verrät etwas über den, der sie schrieb, über seine Laune und über seine Zeit."),
    "es": ("Error 404", "Desde hace veinte años guardo lo que los servidores dicen a sus lectores cuando no encuentran nada, y cada una de esas frases cuenta algo de quien la escribió, de su humor y de su tiempo."),
    "ja": ("ページが見つかりません", "二十年にわたって、何も見つからないときにサーバーが読者に告げる言葉を集めてきた。どの一行にも、それを書いた人の気分と、その時代の空気がにじんでいて、出されなかった手紙を読むようである。"),
    "ru": ("Страница не найдена", "Двадцать лет я собираю то, что серверы говорят читателям, когда ничего не находят, и каждая такая строка рассказывает о том, кто её написал, о его настроении и о его времени больше, чем он хотел."),
    "pt": ("Página não encontrada", "Há vinte anos guardo o que os servidores dizem aos leitores quando nada encontram, e cada uma dessas frases conta algo de quem a escreveu, do seu humor e do seu tempo, mais do que ele queria."),
    "it": ("Pagina non trovata", "Da vent'anni raccolgo ciò che i server dicono ai lettori quando non trovano nulla, e ogni riga racconta qualcosa di chi la scrisse, del suo umore e del suo tempo, più di quanto egli volesse dire."),
    "ko": ("페이지를 찾을 수 없습니다", "이십 년 동안 나는 서버가 아무것도 찾지 못했을 때 독자에게 건네는 말을 모아 왔다. 그 한 줄 한 줄에는 그것을 쓴 사람의 기분과 그 시대의 공기가 배어 있어서 부치지 못한 편지처럼 읽힌다."),
    "tr": ("Sayfa bulunamadı", "Yirmi yıldır sunucuların hiçbir şey bulamadıklarında okurlarına söylediklerini topluyorum ve bu satırların her biri onu yazan kişi, onun ruh hali ve yaşadığı zaman hakkında bir şeyler anlatıyor."),
}  # fmt: skip
_BETS = {
    "en": ("Best Betting Sites of the Year", "Claim your welcome bonus of 200 free spins at the best online casinos. Slots, roulette, blackjack and live dealer games for real money. Sign up and get fast payouts from every sportsbook we list."),
    "id": ("Situs Slot Gacor Hari Ini", "Daftar sekarang di situs slot gacor terpercaya dengan bonus new member. Judi online, togel dan taruhan bola dengan deposit pulsa, maxwin setiap hari lewat link alternatif."),
    "tr": ("Deneme Bonusu Veren Siteler", "Güvenilir bahis siteleri ve casino siteleri burada. Hoşgeldin bonusu, canlı bahis, slot ve rulet oyunları için hemen üye ol, güncel giriş adresini al, iddaa oranlarına bak."),
    "de": ("Die besten Online Casinos", "Sichern Sie sich Ihren Willkommensbonus und Freispiele ohne Einzahlung. Roulette, Blackjack, Slots und Sportwetten um echtes Geld: jetzt spielen im besten online casino."),
    "ru": ("Онлайн казино: рабочее зеркало", "Приветственный бонус и фриспины за регистрацию. Игровые автоматы, рулетка, покер и ставки на спорт в казино с быстрыми выплатами. Промокод внутри."),
    "pt": ("Melhores cassinos do ano", "Cadastre-se e receba bônus de boas-vindas com rodadas grátis. Apostas esportivas, caça-níqueis, roleta e blackjack no cassino online com saque rápido e casas de apostas confiáveis."),
    "vi": ("Nhà cái uy tín nhất", "Đăng ký nhận khuyến mãi tại nhà cái uy tín. Cá cược bóng đá, tài xỉu, đá gà, baccarat và slot đổi thưởng, casino trực tuyến với link vào mới nhất."),
    "zh": ("最佳娱乐平台", "立即注册送彩金，真人百家乐、老虎机、彩票与体育投注应有尽有。博彩娱乐城官方入口，首存优惠天天送，在线投注快速开户。"),
    "pl": ("Najlepsze kasyno online", "Zarejestruj się i odbierz bonus powitalny: darmowe spiny bez depozytu. Ruletka, blackjack, automaty i zakłady bukmacherskie w kasyno online z szybką wypłatą."),
}  # fmt: skip
_UNPUBLISHED = {
    "en": "This story is resting in the drawer of our editors and may come back one day.",
    "de": "Diesen Text hat die Redaktion vorerst in die Schublade gelegt.",
    "fr": "Ce texte repose pour l'instant dans les tiroirs de la rédaction.",
    "pl": "Redakcja odłożyła ten tekst na półkę.",
    "ka": "ეს ტექსტი რედაქციამ დროებით გადადო.",
    "ja": "この原稿はただいま編集部の引き出しで休んでいます。",
}
_MISSING = Reply(404, framed("404", "<h1>404</h1>", kilobytes=20))


def _case(name: str, path: str, expected: str, reason: str | None, site: Site, **more: object) -> Case:
    return Case(f"odd-{name}", path, expected, reason, site, **more)  # type: ignore[arg-type]


def _essay(language: str, title: str, text: str, path: str, missing: Reply) -> Site:
    date = "<time datetime='2014-05-02'>2014-05-02</time>"
    return pages(
        {path: framed(title, f"<h1>{title}</h1>{date}" + f"<p>{text}</p>" * 5, language, kilobytes=120)}, missing
    )


def _teasers(language: str, title: str, text: str) -> str:
    """An error page with lists of what to read instead."""
    items = "".join(f"<li><h3><a href='/n/{n}'>{n}</a></h3><time>2014</time><p>{text}</p></li>" for n in range(8))
    return framed(title, f"<h1>{title}</h1><ul>{items}</ul>", language)


def _unpublished(language: str, sentence: str) -> Site:
    """Every address gets its own name as title, its own address as canonical, and the same sentence."""

    def site(request: Request) -> Reply:
        name = request.path.rpartition("/")[2].replace("-", " ").capitalize()
        head = f"<link rel=canonical href='{{base}}{request.path}'><meta property='og:url' content='{{base}}{request.path}'>"
        more = "".join(f"<li><a href='/n/{n}'>{n}</a></li>" for n in range(9))
        about = f"<p>{prose(4)}</p>" if len(sentence) % 2 else ""
        if request.path in ("/", ""):
            return Reply(body=framed("", f"<h1>Halden</h1>{prose(12)}", language))
        return Reply(body=framed(name, f"<h1>{name}</h1><p>{sentence}</p>{about}<ul>{more}</ul>", language, head=head))

    return site


_VIEWER = bare(
    "Viewer",
    "<div id=toolbar>"
    + "".join(f"<button>{word}</button>" for word in ["Previous", "Next", "Find", "Zoom", "Print", "Save"])
    + "</div><canvas id=c></canvas>"
    "<script src=/pdf.js></script>" + "<script>var x = 1;</script>" * 2000,
)
_APP = bare(
    "Canoe board", "<div id=app>Loading…</div><script src=/app.js></script>" + "<script>var x = 1;</script>" * 2000
)
_PDF = Reply(body=b"%PDF-1.7 ...", type="application/pdf")


def _viewer(known: dict[str, Reply]) -> Site:
    return lambda request: (
        Reply(body=_VIEWER)
        if request.path.startswith(("/view/web", "/view/flip", "/read"))
        else known.get(request.path, _MISSING)
    )


_ONE_PAGE = framed(
    "Mill pottery",
    "<nav><a href='#kiln'>Kiln</a><a href='#glaze'>Glaze</a><a href='#contact'>Contact</a></nav>"
    f"<section id=kiln><h2>Kiln</h2>{prose(3)}</section><section id=glaze><h2>Glaze</h2>{prose(3, 3)}</section><section id=contact><h2>Contact</h2>{prose(2)}</section>",
)
CASES = [
    *(
        _case(f"essay-{language}", f"/e/{4700 + n}", "alive", "", _essay(language, *text, f"/e/{4700 + n}", _MISSING),
              anchors=("an essay on error messages",), twin=f"odd-error-with-teasers-{language}")
        for n, (language, text) in enumerate(_ESSAYS.items())
    ),
    *(
        _case(f"essay-soft-{language}", f"/e/{4700 + n}", "alive", "",
              _essay(language, *text, f"/e/{4700 + n}", Reply(body=framed(text[0], f"<h1>{text[0]}</h1>", language))), anchors=("an essay on error messages",))
        for n, (language, text) in enumerate(_ESSAYS.items())
    ),
    *(
        _case(f"error-with-teasers-{language}", "/n/canoe-repair", "dead", "soft-404",
              pages({"/n/canoe-repair": _teasers(language, *text)}, _MISSING), anchors=("canoe repair",))
        for language, text in _ESSAYS.items()
    ),
    *(
        _case(f"lapsed-{language}", "/guides/bee-keeping-in-town", "changed", "taken-over",
              pages({"/guides/bee-keeping-in-town": framed(title, f"<h1>{title}</h1><p>{text}</p>{prose(30)}", kilobytes=90)}, _MISSING),
              anchors=("bee keeping in town",), twin="odd-bets-meant")
        for language, (title, text) in _BETS.items()
    ),
    _case("bets-meant", "/odds/roulette-history", "alive", "",
          pages({"/odds/roulette-history": framed("The history of roulette", f"<h1>The history of roulette</h1><p>{_BETS['en'][1]}</p>{prose(30)}")}, _MISSING),
          anchors=("The history of roulette",)),
    _case("bets-studied", "/papers/harm-2014", "alive", "",
          pages({"/papers/harm-2014": framed("Harm from gambling: a review", f"<h1>Harm from gambling: a review</h1><p>We followed visitors of casinos, betting shops and poker rooms for nine years.</p>{prose(30)}")}, _MISSING),
          anchors=("the Halden study",)),
    _case("offer-meant", "/", "alive", "",
          pages({"/": bare("wellspring.test is for sale", "<h1>wellspring.test is for sale</h1><p>Buy this domain from its owner for 900.</p><script src='https://img1.wsimg.com/parking-lander/x.js'></script>")}),
          anchors=("the domain is for sale",), twin="odd-offer-not-meant"),
    _case("offer-meant-de", "/domain/wellspring", "alive", "",
          pages({"/domain/wellspring": page("wellspring.test steht zum Verkauf", "<p>Diese Domain kaufen: 900 Euro.</p>", language="de")}),
          anchors=("Verkaufsangebot der Domain",), twin="odd-offer-not-meant"),
    _case("offer-not-meant", "/", "dead", "parked",
          pages({"/": bare("wellspring.test is for sale", "<h1>wellspring.test is for sale</h1><p>Buy this domain from its owner for 900.</p><script src='https://img1.wsimg.com/parking-lander/x.js'></script>")}),
          anchors=("the spring",)),
    _case("offer-not-meant-by-address", "/crop-market/price-list", "dead", "parked",
          pages({"/crop-market/price-list": bare("wellspring.test is for sale", "<h1>wellspring.test is for sale</h1><p>Buy this domain from its owner for 900.</p><script src='https://img1.wsimg.com/parking-lander/x.js'></script>")}),
          anchors=("see http://odd-offer-not-meant-by-address.test:{http}/crop-market/price-list (p. 4)",), twin="odd-offer-meant-by-address"),
    _case("offer-meant-by-address", "/", "alive", "",
          pages({"/": bare("wellspring.test is for sale", "<h1>wellspring.test is for sale</h1><p>Buy this domain from its owner for 900.</p><script src='https://img1.wsimg.com/parking-lander/x.js'></script>")}),
          anchors=("odd-offer-meant-by-address.test is for sale",)),
    *(
        _case(f"unpublished-{language}", "/2014/canoe-repair-by-hand", "dead", "soft-404", _unpublished(language, sentence),
              anchors=("Canoe repair by hand",), twin="odd-published-short")
        for language, sentence in _UNPUBLISHED.items()
    ),
    _case("published-short", "/2014/canoe-repair-by-hand", "alive", "",
          pages({"/2014/canoe-repair-by-hand": framed("Canoe repair by hand", "<h1>Canoe repair by hand</h1><p>Sand it, fill it, paint it.</p>")}, _MISSING),
          anchors=("Canoe repair by hand",)),
    _case("viewer", "/view/web/viewer.html?file=/docs/kiln.pdf", "alive", "", _viewer({"/docs/kiln.pdf": _PDF}), anchors=("the kiln manual",), twin="odd-viewer-of-nothing"),
    _case("viewer-far", "/read/?src=http%3A%2F%2Fother-odd-viewer-far.test%3A{http}%2Fkiln.pdf", "alive", "", _viewer({"/kiln.pdf": _PDF}), anchors=("the kiln manual",), url="http://odd-viewer-far.test:{http}/read/?src=http%3A%2F%2Fother-odd-viewer-far.test%3A{http}%2Fkiln.pdf"),
    _case("viewer-of-nothing", "/view/web/viewer.html?file=/docs/kiln.pdf", "dead", "http-404", _viewer({}), anchors=("the kiln manual",)),
    _case("viewer-own-shelf", "/view/flip.html?book=kiln.json", "blocked", "needs-browser", _viewer({}), anchors=("the kiln manual",), twin="odd-viewer"),
    _case("route", "/", "blocked", "needs-browser", pages({"/": _APP}), url="http://odd-route.test:{http}/#!/topic/17", anchors=("canoe repair",), twin="odd-route-none"),
    _case("route-deep", "/app", "blocked", "needs-browser", pages({"/app": _APP}), url="http://odd-route-deep.test:{http}/app#/topic/17", anchors=("canoe repair",)),
    _case("route-none", "/", "alive", "", pages({"/": framed_article("Canoe board")}), url="http://odd-route-none.test:{http}/#top", anchors=("Canoe board",)),
    _case("one-page", "/glaze", "alive", None, pages({}, Reply(body=_ONE_PAGE)), anchors=("glaze",), twin="odd-one-page-lost"),
    _case("one-page-lost", "/2014/05/price-list-41", "dead", "soft-404", pages({"/": framed_article("Halden")}, Reply(body=_ONE_PAGE)), anchors=("the price list",)),
]  # fmt: skip
