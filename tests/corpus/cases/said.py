"""What large sites' pages say of themselves within the usual frame, in many languages; and pages that only speak of it."""

from tests.corpus.frames import framed, framed_article
from tests.corpus.html import bare, prose
from tests.corpus.model import Case, Reply, Site, pages

_LOGIN = "<form method=post action=/session><label>@ <input name=u></label><input type=password name=p><button>→</button></form>"
_MEMBERS = {
    "en": "Sorry, only people who have joined and signed in can see this thread.",
    "de": "Um diesen Beitrag betrachten zu können, müssen Sie sich zuerst anmelden.",
    "fr": "Il faut être inscrit et identifié pour consulter cette discussion.",
    "es": "Hay que estar registrado para poder leer este hilo en el foro.",
    "pt": "Este tópico é exclusivo: só quem fez o cadastro pode visualizar o conteúdo.",
    "it": "Solo gli utenti iscritti possono leggere questa discussione.",
    "nl": "Je moet eerst inloggen voordat je dit onderwerp kunt lezen.",
    "pl": "Aby przeczytać ten wątek, musisz się najpierw zalogować.",
    "cs": "Toto téma si mohou zobrazit pouze přihlášení uživatelé.",
    "hu": "Ezt a témát csak bejelentkezett felhasználóink olvashatják.",
    "ro": "Doar utilizatorii autentificați pot citi acest subiect.",
    "sv": "Du måste vara inloggad för att läsa den här tråden.",
    "tr": "Bu konuyu görebilmek için üye olmanız gerekmektedir.",
    "el": "Πρέπει να συνδεθείτε για να δείτε αυτό το θέμα.",
    "ru": "Чтобы прочитать эту тему, необходимо сначала войти на форум.",
    "uk": "Цю тему можуть переглядати лише зареєстровані учасники.",
    "ja": "このスレッドを読むには、会員としてログインしてください。",
    "zh": "抱歉，您需要登录后才能浏览本主题。",
    "ko": "이 게시글을 보시려면 먼저 로그인해 주세요.",
    "ar": "يجب عليك تسجيل الدخول لتتمكن من قراءة هذا الموضوع.",
    "fa": "برای مشاهده این موضوع باید ابتدا وارد شوید.",
    "vi": "Bạn cần đăng nhập để đọc được chủ đề này.",
    "id": "Anda harus masuk terlebih dahulu untuk membaca topik ini.",
}
_LEGAL = {
    "en": "Access to this website has been disabled in compliance with an order of the High Court.",
    "de": "Diese Webseite ist aufgrund einer behördlichen Anordnung gesperrt.",
    "fr": "L'accès à ce site est bloqué en application d'une décision de justice.",
    "es": "El acceso a esta web ha sido bloqueado por resolución judicial.",
    "it": "Il sito è stato oscurato per ordine dell'autorità giudiziaria.",
    "pl": "Dostęp do tej strony został zablokowany na mocy decyzji sądu.",
    "tr": "Bu internet sitesine mahkeme kararı ile erişim engellenmiştir.",
    "ru": "Доступ к данному сайту заблокирован по решению суда.",
    "ko": "이 사이트는 관련 법령에 따라 접속이 차단되었습니다.",
    "id": "Situs ini diblokir sesuai peraturan perundang-undangan yang berlaku.",
    "vi": "Trang web này đã bị chặn theo quyết định của cơ quan chức năng.",
}
_ROBOTS = {
    "zh": "当前网络环境存在异常，请先完成验证再继续访问。",
    "en": "The environment you are using looks unusual. Complete the verification to go on.",
    "ja": "通常と異なる環境からのアクセスです。続行するには認証を完了してください。",
    "ru": "Из вашей сети идут подозрительные запросы. Подтвердите, что их отправляет человек.",
    "es": "Hemos notado actividad inusual en su red: verifique que es una persona.",
    "vi": "Phát hiện môi trường truy cập bất thường, vui lòng xác minh để tiếp tục.",
}
_GONE = {
    "en": ("Blue enamel kettle", "This item has been discontinued and is no longer sold."),
    "de": ("Emaillekessel blau", "Dieser Artikel ist nicht mehr im Sortiment."),
    "fr": ("Bouilloire émaillée bleue", "Ce produit n'est plus commercialisé."),
    "es": ("Tetera esmaltada azul", "Este producto ya no se vende."),
    "pt": ("Chaleira esmaltada azul", "Este produto foi descontinuado."),
    "it": ("Bollitore smaltato blu", "Questo articolo non è più in vendita."),
    "nl": ("Blauwe emaillen ketel", "Dit product wordt niet meer verkocht."),
    "pl": ("Niebieski czajnik", "Ten produkt został wycofany ze sprzedaży."),
    "cs": ("Modrá konvice", "Tento výrobek se již neprodává."),
    "hu": ("Kék zománcos vízforraló", "Ez a termék már nem kapható."),
    "ro": ("Ceainic albastru", "Acest produs nu se mai vinde."),
    "sv": ("Blå emaljkittel", "Den här produkten säljs inte längre."),
    "tr": ("Mavi emaye çaydanlık", "Bu ürün artık satılmıyor."),
    "el": ("Μπλε βραστήρας", "Το προϊόν αυτό δεν πωλείται πλέον."),
    "ru": ("Синий эмалированный чайник", "Этот товар снят с продажи."),
    "uk": ("Синій емальований чайник", "Цей товар знято з продажу."),
    "ja": ("青いホーローケトル", "この商品の販売は終了しました。"),
    "zh": ("蓝色搪瓷水壶", "该商品已停止销售。"),
    "ko": ("파란 법랑 주전자", "이 상품은 더 이상 판매되지 않습니다."),
    "ar": ("غلاية زرقاء", "لم يعد هذا المنتج معروضا للبيع."),
    "fa": ("کتری آبی", "فروش این محصول متوقف شده است."),
    "vi": ("Ấm đun nước màu xanh", "Sản phẩm này đã ngừng kinh doanh."),
    "id": ("Ceret enamel biru", "Produk ini sudah tidak dijual lagi."),
}
_OWNERS = {
    "en": "The video was deleted by its owner.",
    "de": "Das Video wurde von seinem Besitzer gelöscht.",
    "fr": "La vidéo a été supprimée par son propriétaire.",
    "es": "El vídeo fue eliminado por su propietario.",
    "ru": "Видео удалено владельцем.",
    "ja": "この動画は投稿者によって削除されました。",
    "zh": "该视频已被上传者删除。",
    "tr": "Video sahibi tarafından silindi.",
    "pl": "Film został usunięty przez właściciela.",
    "ko": "작성자가 삭제한 동영상입니다.",
    "ar": "تم حذف هذا الفيديو من قبل صاحبه.",
    "cs": "Video bylo smazáno jeho vlastníkem.",
}
_MOVED = {
    "en": "We have a new home for this guide:",
    "de": "Diese Anleitung ist umgezogen. Sie steht jetzt hier:",
    "fr": "Ce guide a changé d'adresse :",
    "es": "Esta guía se ha trasladado a",
    "pt": "Este guia passou para o novo endereço",
    "it": "Questa guida si trova ora all'indirizzo",
    "nl": "Deze handleiding is verplaatst naar",
    "pl": "Ten poradnik został przeniesiony na",
    "ru": "Это руководство переехало:",
    "ja": "このガイドは下記へ移転いたしました。",
    "zh": "本指南已迁移至",
    "ko": "이 안내서는 다음 주소로 이전되었습니다.",
    "tr": "Bu rehber yeni adresine taşındı:",
    "ar": "انتقل هذا الدليل إلى العنوان الجديد",
    "el": "Ο οδηγός αυτός μεταφέρθηκε:",
}


def _only(path: str, body: str, missing: Reply) -> Site:
    return pages({path: body, "/": framed("", f"<h1>Halden</h1>{prose(9)}")}, missing)


def _case(name: str, path: str, expected: str, reason: str | None, site: Site, **more: object) -> Case:
    return Case(f"said-{name}", path, expected, reason, site, **more)  # type: ignore[arg-type]


def _framed_case(
    name: str, language: str, path: str, expected: str, reason: str | None, title: str, main: str, **more: object
) -> Case:
    size = 40 + 160 * (len(name) % 5) // 4
    plain = len(name) % 2 == 1
    body = framed(title, main, language, kilobytes=size, plain=plain)
    missing = Reply(404, framed("404", "<h1>404</h1>", language, kilobytes=20, plain=plain))
    return _case(name, path, expected, reason, _only(path, body, missing), **more)


_TOPIC = "/t/88123/canoe-repair"
_ANCHOR = ("repairing a canoe",)
_CLOSED = [
    *(
        _framed_case(
            f"members-{language}", language, f"/showthread.php?t=88{n}", "blocked", "login-wall", "", f"<p>{sentence}</p>",
            anchors=_ANCHOR, twin="said-thread-about-members",
        )
        for n, (language, sentence) in enumerate(_MEMBERS.items())
    ),
    *(
        _framed_case(
            f"members-titled-{language}", language, _TOPIC, "blocked", "login-wall", "Canoe repair",
            f"<h1>Canoe repair</h1><p>{_MEMBERS[language]}</p>", anchors=_ANCHOR,
        )
        for language in ("en", "de", "fr", "ru", "ja", "zh", "tr", "pl")
    ),
    *(
        _framed_case(f"form-{language}", language, _TOPIC, "blocked", "login-wall", title, f"{heading}{_LOGIN}", anchors=_ANCHOR)
        for language, title, heading in (
            ("en", "", ""), ("de", "Canoe repair", "<h1>Canoe repair</h1>"), ("ka", "ფორუმი", "<h1>შესვლა საიტზე</h1>"),
            ("fa", "", "<h2>ورود</h2>"), ("ka", "Canoe repair", "<h1>Canoe repair</h1><p>გთხოვთ გაიაროთ ავტორიზაცია.</p>"),
        )[:4]
    ),
    _framed_case("form-titled-ka", "ka", _TOPIC, "blocked", "login-wall", "Canoe repair",
                 f"<h1>Canoe repair</h1><p>გთხოვთ გაიაროთ ავტორიზაცია.</p>{_LOGIN}", anchors=_ANCHOR),
    _case(
        "form-in-frame", _TOPIC, "alive", "",
        pages({_TOPIC: framed("Canoe repair", f"<div>{_LOGIN}</div><h1>Canoe repair</h1><p>Sand it, fill it, paint it.</p>", "ka")},
              Reply(404, framed("404", f"<div>{_LOGIN}</div><h1>404</h1>", "ka"))),
        anchors=_ANCHOR, twin="said-form-titled-ka",
    ),
    _framed_case(
        "thread-about-members", "en", "/t/4/why-members-only", "alive", "", "Why is the board for members only?",
        "<h1>Why is the board for members only?</h1><p>You must log in to read the board because spammers came.</p>",
        anchors=("why the board is for members only",),
    ),
    _framed_case(
        "club-outing", "en", "/events/mill-walk", "alive", "", "Mill walk",
        "<h1>Mill walk</h1><p>Tuesday at seven, from the bridge. Members only.</p>", anchors=("the mill walk",), twin="said-members-en",
    ),
    *(
        _case(f"invited-{n}", f"/2014/05/{slug}.html", "blocked", "login-wall",
              pages({}, Reply(body=bare("Blog", f"<h1>{heading}</h1><p>{text}</p>"))), anchors=("the kiln",))
        for n, (slug, heading, text) in enumerate((
            ("the-kiln", "This blog is open to invited readers only", "It does not look as if you had been invited to read it."),
            ("der-ofen", "Dieser Blog ist nur für eingeladene Leser zugänglich", "Wenden Sie sich an den Autor."),
            ("le-four", "Ce blog n'est ouvert qu'à ses lecteurs", "Seuls les lecteurs invités ont accès à ce blog."),
            ("kama", "このブログは招待された読者のみに公開されています", "管理者に連絡してください。"),
            ("pech", "Блог только для приглашённых", "Читать этот блог могут только приглашённые пользователи."),
            ("horno", "Este blog es privado", "Sólo los lectores invitados pueden ver este blog."),
        ))
    ),
    *(
        _case(f"legal-{language}", "/guide/kiln", "blocked", "legal",
              pages({}, Reply(body=bare("", f"<div><h2>!</h2><p>{sentence}</p></div>"))), anchors=("the kiln",), twin="said-court-news")
        for language, sentence in _LEGAL.items()
    ),
    _framed_case("court-news", "en", "/n/court-blocks-torrent-site", "alive", "", "Court blocks torrent site",
                 "<h1>Court blocks torrent site</h1><p>Access to the site is blocked by order of the court since Monday.</p>"),
    *(
        _case(f"robots-{language}", "/s/a8f3Kx", "blocked", "bot-wall",
              pages({}, Reply(body=framed("", f"<div class='msg'><p>{sentence}</p><a id='js_verify'>→</a></div>", language))),
              anchors=_ANCHOR, twin="said-robots-novel")
        for language, sentence in ((name, text) for name, text in _ROBOTS.items())
    ),
    _framed_case("robots-novel", "en", "/books/the-unusual-robot", "alive", "", "The Unusual Robot",
                 "<h1>The Unusual Robot</h1><p>A novel. A robot must prove that it is human before it may vote.</p>"),
]  # fmt: skip
_UNKNOWN = [
    _framed_case("gone-mn", "ka", "/v/881", "blocked", "not-understood", "", "<p>Энэ бичлэгийг зохиогч нь устгасан.</p>", anchors=_ANCHOR, twin="said-short-ka"),
    _framed_case("members-ka", "ka", "/t/882", "blocked", "login-wall", "", "<p>ამ თემის ნახვა მხოლოდ წევრებს შეუძლიათ.</p>", anchors=_ANCHOR),
    _framed_case("login-links-ka", "ka", "/t/883", "blocked", "login-wall", "ფორუმი", "<p>გთხოვთ გაიაროთ <a href='/login?next=/t/883'>ავტორიზაცია</a>.</p>", anchors=_ANCHOR),
    _framed_case("short-ka", "ka", "/t/884", "alive", "", "ნავის შეკეთება", "<h1>ნავის შეკეთება</h1><p>გახეხეთ, ამოავსეთ, შეღებეთ.</p>", anchors=("ნავის შეკეთება",)),
    _framed_case("short-picture-ka", "ka", "/t/885", "alive", "", "", "<img src=/boat.jpg width=600><p>ნავი წისქვილთან.</p>", anchors=_ANCHOR, twin="said-gone-mn"),
]  # fmt: skip


def _file_store(main: str) -> Site:
    """A store of files whose pages are called by nothing but its name."""
    praise = "<p>Haldenbox offers 10 GB of free storage. Upload your files and share them with your friends.</p><p>Terms Privacy</p>"
    error = Reply(404, bare("Haldenbox", f"<h1>404</h1><p>There is no such page.</p>{praise}"))
    return pages(
        {
            "/d/k3jd9": bare("Haldenbox - free file storage", main + praise),
            "/": bare("Haldenbox", "<h1>Share your files</h1><p>Fast, free, safe.</p>"),
        },
        error,
    )


_REMOVED = [
    *(
        _framed_case(f"unsold-{language}", language, f"/p/99{n}", "dead", "soft-404", title,
                     f"<h1>{title}</h1><p>{sentence}</p><ul><li><a href='/p/1'>1</a><li><a href='/p/2'>2</a></ul>",
                     anchors=(title,), twin="said-shown-unsold")
        for n, (language, (title, sentence)) in enumerate(_GONE.items())
    ),
    *(
        _framed_case(f"owner-{language}", language, f"/v/77{n}", "dead", "soft-404", "", f"<p>{sentence}</p>",
                     anchors=("how to tie a bowline",), twin="said-owner-story")
        for n, (language, sentence) in enumerate(_OWNERS.items())
    ),
    _framed_case("shown-unsold", "en", "/p/4711", "alive", "", "Blue enamel kettle",
                 "<h1>Blue enamel kettle</h1><p>This item is no longer sold.</p><p>Two litres, whistles, made in Halden from 1958 to 1991.</p>",
                 anchors=("Blue enamel kettle",)),
    _framed_case("owner-story", "en", "/v/12", "alive", "", "Why the video was deleted",
                 "<h1>Why the video was deleted</h1><p>Its owner told us over a pot of tea.</p>", anchors=("why the video was deleted",)),
    _framed_case("identifier", "en", "/10.5072/h77", "dead", "soft-404", "", "<h1>Handle record</h1><p>This identifier was deleted by its registrant.</p>",
                 anchors=("the data set",)),
    _framed_case("doi-de", "de", "/10.5072/h78", "dead", "soft-404", "", "<p>Dieser Identifikator wurde gelöscht.</p>", anchors=("the data set",)),
    _framed_case("file-deleted", "en", "/d/k3jd8/canoe-plans.zip", "dead", "soft-404", "canoe-plans.zip",
                 "<p>Sorry, the file you have requested has been deleted.</p><p>Store your files with us: 50 GB for nothing, on every device.</p>",
                 anchors=("canoe plans",), twin="said-file-there"),
    _case("file-below-the-site", "/d/k3jd9", "dead", "soft-404", _file_store("<h1>Haldenbox</h1><p>Sorry, the file you have requested has been deleted.</p>"),
          anchors=("canoe plans",), twin="said-file-in-a-story"),
    _framed_case("file-in-a-story", "en", "/2014/05/planning-office", "alive", "", "Planning office loses drawings",
                 "<h1>Planning office loses drawings</h1><p>“Sorry, the file you have requested has been deleted”, wrote the clerk. The drawings of the weir were the last of their kind.</p>",
                 anchors=("drawings lost by the planning office",)),
    _framed_case("file-there", "en", "/d/k3jd8/canoe-plans.zip", "alive", "", "canoe-plans.zip",
                 "<h1>canoe-plans.zip</h1><p>4 MB, added in May.</p><a href='/get/k3jd8'>Download</a>", anchors=("canoe plans",)),
    _framed_case("paper-withdrawn", "en", "/pdf/1407.1234.pdf", "dead", "soft-404", "[1407.1234] On the drying of canoes",
                 "<h1>No PDF</h1><p>This paper has been withdrawn by its authors, and no PDF is there.</p>", anchors=("On the drying of canoes",)),
]  # fmt: skip
_LEADING = [
    *(
        _case(
            f"moved-{language}", "/guides/kiln-7781", "redirected", None,
            pages({
                "/guides/kiln-7781": framed("Kiln", f"<p>{sentence} <a href='{{base}}/handbook/kiln-7781'>{text}</a></p>", language),
                "/handbook/kiln-7781": framed_article("Kiln", language),
            }),
            cite="http://said-moved-" + language + ".test:{http}/handbook/kiln-7781", anchors=("the kiln",), twin="said-museum-moved",
        )
        for (language, sentence), text in zip(_MOVED.items(), ("Kiln", "http://{name}", "→", "ici") * 4, strict=False)
    ),
    _case("museum-moved", "/museum", "alive", "",
          pages({"/museum": framed("Mill museum", "<h1>Mill museum</h1><p>The museum has moved to a new address, 12 Weir Lane, and is open from ten to five on all days but Monday. Entry is free for children.</p><p>See the <a href='http://maps-{name}.test/'>map</a>.</p>")}),
          anchors=("the mill museum",)),
    _case("script-escaped", "/old", "alive", None, pages({"/old": bare("", r"<script>location.replace('{base}\/new')</script>"), "/new": framed_article("Kiln")}), anchors=("Kiln",)),
    _case("script-name", "/old", "alive", None, pages({"/old": bare("", "<script>var u = '/n' + 'ew'; setTimeout(function () { top.location.href = u; }, 50);</script>"), "/new": framed_article("Kiln")}), anchors=("Kiln",)),
    _case("script-unreadable", "/old", "blocked", "needs-browser", pages({"/old": bare("Kiln", "<script>var u = pick(7); location.replace(u)</script>")}), anchors=("Kiln",), twin="said-script-name"),
    _case("script-two-ways", "/old", "blocked", "needs-browser", pages({"/old": bare("", "<script>location = /m/.test(x) ? '/a' : '/b'</script>")}), anchors=("Kiln",), twin="said-script-name"),
    _case("script-menu", "/kiln", "alive", "", pages({"/kiln": bare("Kiln", "<h1>Kiln</h1><p>Lit on Saturdays, cold on Mondays, open to all who bring a pot of their making, large or small.</p><script>function go(v){location.href=v.value}</script>")}), anchors=("Kiln",), twin="said-script-unreadable"),
]  # fmt: skip
_TRACE = (
    "<p><b>Fatal error</b>: Uncaught Error: Call to undefined function wp_kiln() in /var/www/html/wp-content/themes/k/single.php:42 Stack trace:<br>\n"
    "#0 /var/www/html/wp-includes/template.php(790): require()<br>\n#1 {main}\n  thrown in <b>/var/www/html/single.php</b> on line <b>42</b></p>"
)
_PYTHON = "<pre>Traceback (most recent call last):\n  File \"/srv/app/views.py\", line 88, in show\n    return render(page)\nKeyError: 'kiln'</pre>"
_JAVA = "<pre>java.lang.NullPointerException: null\n\tat org.halden.Page.render(Page.java:118)\n\tat org.halden.Site.doGet(Site.java:52)</pre>"
_NET = "<pre>[NullReferenceException: Object reference not set to an instance of an object.]\n   Halden.Page.OnLoad(EventArgs e) in C:\\web\\Page.aspx.cs:71\n   at System.Web.UI.Control.LoadRecursive() +71</pre>"
_BROKEN = [
    *(
        _framed_case(f"trace-{name}", "en", "/kiln/how-to-fire", "failing", "server-error", "How to fire a kiln", f"<h1>How to fire a kiln</h1>{dump}",
                     anchors=("How to fire a kiln",), twin="said-trace-asked")
        for name, dump in (("php", _TRACE), ("python", _PYTHON), ("java", _JAVA), ("net", _NET))
    ),
    _framed_case("trace-asked", "en", "/q/7/keyerror-kiln", "alive", "", "KeyError: kiln",
                 f"<h1>KeyError: kiln</h1><p>My page fails since the upgrade to version four, and I do not see why. Everything worked for years, and nobody has changed the view that breaks here, as far as the log tells.</p>{_PYTHON}<p>Use get() in place of the brackets.</p>",
                 anchors=("the KeyError",)),
    _framed_case("trace-above-article", "en", "/kiln/how-to-fire", "alive", "", "How to fire a kiln",
                 "<p>Warning: Undefined variable $x in /var/www/html/single.php on line 4</p><h1>How to fire a kiln</h1>" + prose(9),
                 anchors=("How to fire a kiln",), twin="said-trace-php"),
    *(
        _framed_case(f"broken-{language}", language, "/kiln/how-to-fire", "failing", "server-error", "How to fire a kiln",
                     f"<h1>How to fire a kiln</h1><p>{sentence}</p>", anchors=("How to fire a kiln",))
        for language, sentence in (
            ("de", "Es gab einen kritischen Fehler auf deiner Website."), ("fr", "Une erreur technique est survenue sur le serveur."),
            ("es", "Ha habido un error crítico en esta web."), ("ru", "На сайте возникла критическая ошибка."), ("ja", "このサイトで重大なエラーが発生しました。"),
            ("pl", "W witrynie wystąpił krytyczny błąd."), ("tr", "Bu sitede ciddi bir sorun var: veritabanı hatası."),
        )
    ),
    _case("incident", "/docs/kiln", "blocked", "forbidden",
          pages({}, Reply(body=bare("", "<h2>There was a problem providing the content you requested</h2><p>Please contact support and give the reference number: 89f2c41d6a0b77ee</p>"))), anchors=("the kiln",), twin="said-commit"),
    _case("incident-fr", "/docs/kiln", "blocked", "forbidden",
          pages({}, Reply(body=bare("", "<p>Impossible de traiter votre demande.</p><p>Référence : 18.2d351ab8.1557333295.4a1f77</p>"))), anchors=("the kiln",)),
    _case("commit", "/c/89f2c41d6a0b77ee", "alive", "",
          pages({"/c/89f2c41d6a0b77ee": bare("Mend the kiln page", "<h1>Mend the kiln page</h1><p>89f2c41d6a0b77ee: the page could not be read without a pot.</p>")}), anchors=("mend the kiln page",)),
    _case("player-robot", "/watch?v=k1lnK1ln777", "blocked", "bot-wall",
          lambda request: Reply(body=bare("", "<div id=player></div><script>var ytInitialPlayerResponse = {\"playabilityStatus\":{\"status\":\"LOGIN_REQUIRED\",\"reason\":\"Sign in to confirm you’re not a bot\"}};</script>" + "<script>var x=1;</script>" * 900)),
          anchors=("how to fire a kiln",)),
    _case("library-proxy", "/login?url=https://publisher.example/doi/10.5072/k", "blocked", "login-wall",
          lambda request: Reply(body=framed("University library", "<h1>Off-campus access</h1><form><input name=user><input type=password name=pass><button>Continue</button></form>")),
          anchors=("the kiln paper",), twin="said-login-page"),
    _case("login-page", "/login", "alive", "",
          pages({"/login": framed("Log in", "<h1>Log in</h1><form><input name=user><input type=password name=pass><button>Log in</button></form>")}),
          anchors=("log in",)),
]  # fmt: skip
CASES = [*_CLOSED, *_UNKNOWN, *_REMOVED, *_LEADING, *_BROKEN]
