"""Pages whose first words mislead: notices in old frames, the loss that others tell of, errors that are the subject."""

from collections.abc import Iterator

from tests.corpus.frames import framed, framed_article
from tests.corpus.html import prose
from tests.corpus.model import Case, Reply, Site, always, fronted, pages, redirect

_NOT_THERE = framed("404", "<h1>404</h1>")


def _within(path: str, body: str, language: str = "en") -> Site:
    """A site with an honest 404 for whatever it does not know."""
    missing = framed("404", "<h1>404</h1>", language) if language != "en" else _NOT_THERE
    return pages({path: body, "/": framed_article("Halden", language)}, Reply(404, missing))


def _pair(
    name: str, path: str, title: str, lost: str, found: str, *, says: tuple[str, str] = ("dead", "soft-404")
) -> Iterator[Case]:
    """Two pages of one title at one address: one that is lost or kept from readers, and one that only speaks of that."""
    for kind, main, expected, reason in (("lost", lost, *says), ("found", found, "alive", "")):
        twin = f"{name}-{'found' if kind == 'lost' else 'lost'}"
        yield Case(f"{name}-{kind}", path, expected, reason, _within(path, framed(title, main, plain=True)), twin)


# --- an old forum: its frame is a table, its foot is a sentence, its notice stands in a cell --------------------------

_NOTICES = (
    ("en", "Information", "The topic you requested does not exist.", "Does anybody have a spare wick?", "Try the shop by the bridge."),
    ("de", "Hinweis", "Das angegebene Thema wurde gelöscht oder existiert nicht mehr.", "Hat jemand noch einen Docht?", "Frag im Laden an der Brücke."),
    ("ru", "Информация", "Запрошенной темы не существует.", "У кого есть лишний фитиль?", "Спроси в лавке у моста."),
    ("zh", "提示信息", "抱歉，指定的主题不存在或已被删除或正在被审核", "谁有多余的灯芯？", "去桥边的店里问问吧。"),
    ("ko", "알림", "삭제되었거나 존재하지 않는 게시글입니다.", "남는 심지 있으신 분?", "다리 옆 가게에 물어보세요."),
    ("ar", "رسالة المنتدى", "عذراً، لقد تم حذف هذا الموضوع من قبل صاحبه.", "من لديه فتيل زائد؟", "اسأل في الدكان قرب الجسر."),
    ("vi", "Thông báo", "Bài viết này đã bị xóa hoặc không còn tồn tại.", "Ai còn thừa bấc đèn không?", "Hỏi cửa hàng cạnh cầu nhé."),
    ("th", "ข้อความ", "ขออภัย กระทู้นี้ถูกลบไปแล้ว", "ใครมีไส้ตะเกียงเหลือบ้าง", "ลองถามร้านข้างสะพาน"),
)  # fmt: skip


def _old_forum(title: str, rows: str) -> str:
    return (
        f"<html><head><meta charset=utf-8><title>{title} :: Lampenforum</title></head><body><table width='100%'><tr>"
        "<td><a href='/'>Lampenforum</a></td><td><span class=maintitle>Lampenforum</span><br><a href='/faq.php'>FAQ</a>"
        f" | <a href='/search.php'>?</a> | <a href='/login.php'>Log in</a></td></tr></table><table class=forumline>{rows}"
        "</table><div align=center>Powered by Lampboard 2.0 © 2001-2024 Lampboard Group</div></body></html>"
    )


def _forum(language: str, title: str, notice: str, question: str, answer: str) -> Iterator[Case]:
    path = "/viewtopic.php?t=48213"
    missing = Reply(404, _old_forum("404", "<tr><td>404</td></tr>"))
    box = f"<tr><th>{title}</th></tr><tr><td align=center><span class=gen>{notice}</span></td></tr>"
    posts = "".join(
        f"<tr><td>{who}</td><td>{said}</td></tr>" for who, said in (("ann", question), ("bo", notice), ("cy", answer))
    )
    lost, found = f"old-forum-{language}-lost", f"old-forum-{language}-found"
    yield Case(lost, path, "dead", "soft-404", pages({path: _old_forum(title, box)}, missing), found)
    yield Case(found, path, "alive", "", pages({path: _old_forum(question, posts)}, missing), lost)


# --- what others tell, what is hidden, what is asked ------------------------------------------------------------------

_COMMENTS = (
    "<div><b>ann</b><p>Does anybody still have the film of the tram?</p></div><div><b>bo</b><p>This video is no longer "
    "available. Somebody should upload it again.</p></div><div><b>cy</b><p>I have a tape at home and will look for it on "
    "Sunday, promised.</p></div><div><b>dee</b><p>Great, thanks a lot!</p></div>"
)
_REPORTED = (
    '<h1>The museum\'s link</h1><div>I get "404 Not Found. The requested URL was not found on this server." for their '
    "page.</div><div>Same here since Monday.</div><div>Works again this morning.</div>"
)
_HIDDEN = (
    "<template><h1>Page not found</h1></template><div style='display:none'><h2>Error 404</h2><p>This product is no longer "
    "available.</p></div><h1>Copper kettle</h1><p>It holds two litres. The handle is of beech.</p>"
)
_SAYS_SO = "<h2>Error 404</h2><p>This product is no longer available.</p>"


def _told() -> Iterator[Case]:
    gone = "<div>This video is no longer available.</div>"
    yield from _pair("video-comment", "/watch/991", "Old tram film", gone, _COMMENTS)
    yield from _pair(
        "error-reported",
        "/t/13",
        "Talk",
        "<h1>404 Not Found</h1><p>The requested URL was not found on this server.</p>",
        _REPORTED,
    )
    yield from _pair("error-hidden", "/item/21", "Kettles", _SAYS_SO, _HIDDEN)
    yield from _pair(
        "login-explained", "/kb/44", "How to sign in",
        "<h1>Log in</h1><p>You must be logged in to see this page.</p><form><input name=u><input type=password name=p></form>",
        "<h1>How to sign in</h1><p>You must be logged in to see your orders. Choose Sign in at the top and press Continue.</p>",
        says=("blocked", "login-wall"),
    )  # fmt: skip
    yield from _pair(
        "release-notes", "/releases/2.1", "Release 2.1",
        "<h1>This release has been removed</h1><p>This page no longer exists.</p>",
        "<h1>Release 2.1</h1><ul><li>Removed: the old export of files. This page no longer exists.<li>Fixed: names that hold a slash</ul>",
    )  # fmt: skip
    yield from _pair("queue", "/kb/7", "You are now in line", "<h1>You are now in line</h1><p>Your wait is 14 minutes.</p>",
                     f"<h1>You are now in line: the theory of waiting</h1>{prose(9)}", says=("blocked", "bot-wall"))  # fmt: skip
    path = "/reference/http-404"
    manual = f"<h1>404 Not Found</h1><p>The server cannot find the requested resource.</p>{prose(12)}"
    yield Case("manual-of-404", path, "alive", "", _within(path, framed("404 Not Found", manual)), "manual-has-404")
    yield Case(
        "manual-has-404",
        path,
        "dead",
        "soft-404",
        always(framed("404 Not Found", "<h1>404 Not Found</h1>")),
        "manual-of-404",
    )


# --- players, programs, records ----------------------------------------------------------------------------------------

_SAID = (
    ("player-age", "", "<div>Sign in to confirm your age</div><p>This video may be inappropriate for some users.</p>", "blocked", "login-wall"),
    ("player-region", "", "<div>The uploader has not made this video available in your country</div>", "blocked", "regional"),
    ("takedown", "Repository", "<h1>Repository unavailable due to DMCA takedown.</h1><p>It is disabled.</p>", "blocked", "legal"),
    ("members-only-fr", "Erreur", "<p>Vous n'êtes pas autorisé à consulter ce forum. Cette section est réservée aux membres.</p>", "blocked", "login-wall"),
    ("unpublished", "lampjs", "<h1>lampjs</h1><p>This package has been unpublished.</p>", "dead", "soft-404"),
    ("no-record", "Catalogue", "<h1>No record found</h1><p>There is no title with this number in the catalogue.</p>", "dead", "soft-404"),
    ("not-traded-it", "Prodotto", "<div>Questo articolo è uscito dal catalogo.</div>", "dead", "soft-404"),
    ("deactivated", "User", "<h1>This user has deactivated their account.</h1>", "dead", "soft-404"),
    ("missing-politely", "Error page", "<p>We looked everywhere.</p><p>Looks like this page is missing. If you still need help, see our help.</p>", "dead", "soft-404"),
    ("failed-ru", "Ошибка", "<p>Произошла внутренняя ошибка сервера. Попробуйте позже.</p>", "failing", "server-error"),
    ("sold-off-ja", "商品詳細", "<div>申し訳ございません。こちらの商品は販売を終了いたしました。</div>", "dead", "soft-404"),
)  # fmt: skip


def _said() -> Iterator[Case]:
    for name, title, main, expected, reason in _SAID:
        path = "/x/88123"
        twin = f"{name}-in-print"
        yield Case(name, path, expected, reason, _within(path, framed(title, main)), twin)
        essay = f"<h1>The keeper's notebook</h1><time datetime='2014-05-02'>2014</time>{prose(18)}<blockquote>{main}</blockquote>"
        yield Case(twin, path, "alive", "", _within(path, framed("The keeper's notebook", essay)), name)


def _json(name: str, body: str, expected: str, reason: str, twin: str) -> Case:
    known = {"/api/items/12": Reply(200, body, "application/json")}
    return Case(name, "/api/items/12", expected, reason, pages(known), twin)


# --- one page for the whole site, and redirects -----------------------------------------------------------------------

_OFFER = "<h1>Situs Slot Gacor</h1><p>Daftar slot gacor terpercaya, bonus new member 100%, deposit pulsa tanpa potongan. Raih jackpot maxwin setiap hari di agen judi online resmi.</p>"
_ENDS = (
    ("en", "Lampbook has shut down", "After eleven years we closed our doors.", "Lampbook has shut down for now. We will be back soon."),
    ("de", "Tschüss", "Der Dienst wurde eingestellt. Danke für zehn Jahre.", "Wartung: Der Dienst wurde eingestellt, bis morgen früh."),
    ("ja", "お知らせ", "当サービスは2020年3月31日をもちまして終了いたしました。", "一時的にサービスを停止しております。"),
    ("fr", "Au revoir", "Le site a définitivement fermé ses portes.", "Le site est fermé pour travaux jusqu'à lundi."),
)  # fmt: skip


def _whole_sites() -> Iterator[Case]:
    for language, title, ends, pauses in _ENDS:
        site, other = f"leaves-{language}", f"pauses-{language}"
        yield Case(
            site,
            "/album/8812",
            "dead",
            "soft-404",
            always(framed(title, f"<h1>{title}</h1><p>{ends}</p>", language)),
            other,
        )
        yield Case(other, "/album/8812", "blocked", None, always(framed("Halden", f"<p>{pauses}</p>", language)), site)
    path = "/2011/lamp-restoration-guide"
    yield Case(
        "takeover-for-all", path, "changed", "taken-over", always(framed("Slot Gacor", _OFFER, "id")), "takeover-cited"
    )
    yield Case(
        "takeover-cited",
        "/slot-gacor",
        "alive",
        "",
        _within("/slot-gacor", framed("Slot Gacor", _OFFER, "id")),
        "takeover-for-all",
    )
    moved = pages(
        {"/2011/story.html": redirect("{base}/articles/story"), "/articles/story": framed_article("A day at sea")}
    )
    yield Case("same-name-elsewhere", "/2011/story.html", "redirected", None, moved, "section-instead")
    section = pages({"/2011/day-at-sea.html": redirect("{base}/articles"), "/articles": framed("Articles", prose(6))})
    yield Case("section-instead", "/2011/day-at-sea.html", "dead", "soft-404", section, "same-name-elsewhere")
    broken = "<b>Warning</b>: mysqli_connect(): (HY000/2002): Connection refused in <b>/home/u1/public_html/inc/db.php</b> on line <b>12</b>"
    yield Case("warning-for-all", "/post/12", "failing", "server-error", always(broken), "host-default")
    default = "<h1>Welcome</h1><p>Upload your website into the public_html directory.</p>"
    yield Case("host-default", "/post/12", "dead", "server-default", always(default), "warning-for-all")
    filtered = "<html><head><title></title></head><body><h1>Web Page Blocked!</h1><p>The page you have requested has been blocked by your organization's policy.</p></body></html>"
    yield Case("office-filter", "/2014/diary", "blocked", "forbidden", always(filtered), "office-404")
    yield Case(
        "office-404",
        "/2014/diary",
        "dead",
        "soft-404",
        fronted(
            always(framed("", "<h1>Oh!</h1><p>The page you have requested does not exist.</p>")),
            framed_article("Halden"),
        ),
        "office-filter",
    )


CASES = (
    *(case for row in _NOTICES for case in _forum(*row)),
    *_told(),
    *_said(),
    *_whole_sites(),
    _json("json-has-none", '{"error":{"code":404,"message":"Item not found"}}', "dead", "soft-404", "json-has-one"),
    _json("json-has-one", '{"status":"ok","title":"Not found: a novel","pages":404}', "alive", "", "json-has-none"),
)
