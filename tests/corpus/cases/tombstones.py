"""Pages that say in a sentence that their content is gone, on sites that answer 404 elsewhere; and pages that only speak of it."""

from tests.corpus.html import bare, page, prose
from tests.corpus.model import Case, Reply, pages

_MISSING = Reply(404, page("Page not found", "<p>There is no page at this address.</p>", site="The Valley Courier"))
_SENTENCES = {
    "en-topic": ("/viewtopic.php?t=511", "Information", "The requested topic does not exist."),
    "en-paste": ("/p/x7k2", "Pastes", "This paste has expired or was deleted by its author."),
    "en-rented": ("/flats/881", "Rentals", "This property has been rented and is no longer listed."),
    "de-profile": ("/u/otterfreund", "Profil gelöscht", "Dieses Profil wurde gelöscht."),
    "de-job": ("/stellen/88", "Stellenmarkt", "Die Stellenanzeige ist nicht mehr verfügbar."),
    "fr-ad": ("/annonce/7781", "Annonces", "Cette annonce a expiré."),
    "es-topic": ("/tema/3191", "Información", "El tema solicitado no existe."),
    "it-ad": ("/annuncio/512", "Annunci", "L'annuncio è stato rimosso dal venditore."),
    "pt-job": ("/vaga/4410", "Vagas", "Esta vaga foi encerrada."),
    "nl-job": ("/vacature/912", "Vacatures", "Deze vacature is niet meer beschikbaar."),
    "sv-ad": ("/annons/77", "Annonser", "Annonsen har tagits bort."),
    "pl-ad": ("/ogloszenie/91", "Ogłoszenia", "Ogłoszenie wygasło."),
    "ru-topic": ("/topic/812", "Сообщение", "Запрошенной темы не существует."),
    "tr-ad": ("/ilan/55", "İlanlar", "Bu ilan yayından kaldırılmıştır."),
    "ja-job": ("/job/4471", "求人情報", "この求人の掲載は終了しました。"),
    "zh-post": ("/t/8123", "提示信息", "该帖子已被作者删除。"),
    "ko-post": ("/board/77", "알림", "삭제된 게시물입니다."),
    "ar-ad": ("/ad/661", "السوق", "هذا الإعلان لم يعد متاحا."),
}


def _only(path: str, body: str) -> object:
    return pages({path: body}, _MISSING)


def _dead(name: str, path: str, body: str, **more: object) -> Case:
    return Case(f"tomb-{name}", path, "dead", "soft-404", _only(path, body), **more)  # type: ignore[arg-type]


def _alive(name: str, path: str, body: str, **more: object) -> Case:
    return Case(f"tomb-{name}", path, "alive", "", _only(path, body), **more)  # type: ignore[arg-type]


CASES = [
    *(
        _dead(name, path, page(title, f"<p>{sentence}</p>", site="Otter board"), anchors=("otters in the mill pond",))
        for name, (path, title, sentence) in _SENTENCES.items()
    ),
    _dead(
        "heading-beside-site-name",
        "/boats/old-boat",
        bare("Old Boat Market", "<h1>Listing removed</h1><p>It was taken down by its owner.</p>"),
        anchors=("the old boat",),
        twin="tomb-sold-but-shown",
    ),
    _dead(
        "generic-anchor",
        "/jobs/71",
        page("Job expired", "<p>Look at our other offers.</p>", site="Jobs board"),
        anchors=("job listing",),
    ),
    _dead(
        "calls-itself-canonical",
        "/ads/71",
        bare("This ad was deleted", "<h1>This ad was deleted</h1>", "<link rel=canonical href='{base}/ads/71'>"),
        anchors=("a boat for the lake",),
    ),
    _alive(
        "sold-but-shown",
        "/ads/3312",
        page("Rowing boat, 1966", "<p>Sold, no longer available.</p><p>Oak, four seats, some wear.</p>"),
        anchors=("a rowing boat of 1966",),
        twin="tomb-en-rented",
    ),
    _alive(
        "article-about-them",
        "/posts/3",
        page("“This post was deleted”: a study of notices", "<p>We read three thousand of them.</p>"),
        anchors=("a study of deletion notices",),
        twin="tomb-en-topic",
    ),
    _alive(
        "question",
        "/faq/12",
        page("Account deleted by mistake?", "<p>Write to us within ten days and we bring it back.</p>"),
        anchors=("help page",),
        twin="tomb-de-profile",
    ),
    _alive(
        "song",
        "/songs/deleted-profile",
        page("Deleted Profile", "<p>Words and music by the Weavers of Leeds.</p>", site="Songbook"),
        twin="tomb-de-profile",
    ),
    _alive(
        "deleted-comments",
        "/village/bakehouse",
        page("The bakehouse", "<p>Lit on Saturdays.</p>" + "<p>This post was removed by a moderator.</p>" * 3),
        twin="tomb-en-topic",
    ),
    _alive(
        "drivers-of-old-product",
        "/p/901",
        page("Scanner X1: drivers", "<p>This product is no longer available.</p><a href=/x1.zip>x1.zip</a>"),
        anchors=("drivers for the X1 scanner",),
        twin="tomb-en-rented",
    ),
    _alive(
        "thread-that-quotes-one",
        "/viewtopic.php?t=12",
        page("Topic gone after upgrade", "<p>Since then every link says “The requested topic does not exist.”</p>"),
        anchors=("links gone after an upgrade",),
        twin="tomb-en-topic",
    ),
    _alive(
        "long-article-first-line",
        "/n/18",
        page("The lost forum", "<p>The forum's archive of 2009 is what this story is about.</p>" + prose(6)),
        twin="tomb-en-topic",
    ),
]
