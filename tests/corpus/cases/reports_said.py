"""What services say in their own words of what is gone or kept from readers, as reports on link checkers quote them, and living pages that say something near to it."""

from tests.corpus.cases.field_texts import told
from tests.corpus.frames import framed
from tests.corpus.html import HOME, bare
from tests.corpus.model import Case, Reply, always, pages

_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center>"))

# name, language of the frame, path, title, main, anchors. A site that answers 404 elsewhere.
_GONE = (
    ("paste", "en", "/x7k2p1lq", "Removed", "<p>This page is no longer available. It has either expired, been removed by its creator, or removed by one of our staff.</p>", ("the log of the pump",)),
    ("workshop-item", "en", "/sharedfiles/filedetails/?id=8812", "Error", "<h2>Error</h2><p>That item does not exist. It may have been removed by the author.</p>", ("a map of the valley",)),
    ("petition", "en", "/p/save-the-weir", "Petition", "<p>This petition isn't available. Either the URL is incorrect, it violated our rules or the starter removed it.</p>", ("petition for the weir",)),
    ("handmade-item", "en", "/listing/8812/brass-lamp", "", "<p>Sorry, this item is unavailable.</p><a href=/c/1>More lamps</a>", ("a brass lamp",)),
    ("weibo", "zh", "/88123/x7k2p1", "微博", "<p>抱歉，此微博已被作者删除。查看帮助</p>", ("水车的微博",)),
    ("niconico", "ja", "/watch/sm8812", "動画", "<p>お探しの動画は視聴できません。この動画は投稿者により削除されました。</p>", ("水車の動画",)),
    ("pixiv", "ja", "/artworks/8812", "エラー", "<h1>エラーが発生しました</h1><p>該当作品は削除されたか、存在しない作品IDです。</p>", ("水車の絵",)),
    ("naver-blog", "ko", "/anna/8812", "", "<p>삭제되었거나 존재하지 않는 게시물입니다.</p>", ("물레방아 이야기",)),
    ("vk-page", "ru", "/mill_club", "Ошибка", "<p>Страница удалена либо ещё не создана.</p>", ("клуб мельников",)),
    ("ok-page", "ru", "/group/8812", "Страница не найдена", "<p>Этой страницы нет. Возможно, вы ошиблись в адресе или страница удалена.</p>", ("группа мельников",)),
    ("douban", "zh", "/subject/8812/", "页面不存在", "<p>你想访问的条目不存在。</p>", ("水车一书",)),
    ("bilibili", "zh", "/video/av8812", "出错啦", "<p>视频不见了，可能已被UP主删除或设为私密。</p>", ("水车视频",)),
    ("advert-ro", "ro", "/anunt/8812", "Anunț", "<p>Acest anunț nu mai este valabil.</p>", ("bicicletă veche",)),
    ("advert-hu", "hu", "/hirdetes/8812", "Hirdetés", "<p>A hirdetés lejárt, vagy a feladó törölte.</p>", ("régi lámpa",)),
    ("advert-cs", "cs", "/inzerat/8812", "Inzerát", "<p>Tento inzerát již byl vymazán.</p>", ("stará lampa",)),
    ("advert-sv", "sv", "/annons/8812", "", "<p>Annonsen är borttagen av säljaren.</p>", ("gammal lampa",)),
    ("advert-el", "el", "/aggelia/8812", "", "<p>Η αγγελία έχει αφαιρεθεί από τον χρήστη.</p>", ("παλιά λάμπα",)),
    ("advert-he", "en", "/item/8812", "", "<p>המודעה הוסרה על ידי המפרסם.</p>", ("מנורה ישנה",)),
    ("article-fa", "fa", "/news/8812", "خطا", "<p>خبر مورد نظر حذف شده است.</p>", ("خبر آسیاب",)),
    ("article-th", "en", "/news/8812", "", "<p>ขออภัย บทความนี้ถูกลบแล้ว</p>", ("ข่าวเขื่อน",)),
    ("article-id", "id", "/berita/8812", "", "<p>Artikel ini telah dihapus oleh penulis.</p>", ("berita kincir",)),
    ("article-hr", "en", "/clanak/8812", "", "<p>Ovaj članak više nije dostupan.</p>", ("članak o mlinu",)),
    ("article-sr", "ru", "/clanak/8813", "", "<p>Овај чланак је уклоњен.</p>", ("чланак о млину",)),
    ("article-sk", "cs", "/clanok/8812", "", "<p>Tento článok už nie je dostupný.</p>", ("článok o mlyne",)),
    ("article-lt", "en", "/straipsnis/8812", "", "<p>Šis straipsnis pašalintas.</p>", ("straipsnis apie malūną",)),
    ("article-ca", "es", "/article/8812", "", "<p>Aquest article ja no està disponible.</p>", ("article del molí",)),
    ("article-da", "sv", "/artikel/8812", "", "<p>Artiklen er ikke længere tilgængelig.</p>", ("artikel om møllen",)),
    ("article-no", "sv", "/artikkel/8812", "Beklager", "<p>Denne artikkelen er fjernet.</p>", ("artikkel om møllen",)),
    ("article-fi", "sv", "/juttu/8812", "", "<p>Juttu on poistettu.</p>", ("juttu myllystä",)),
    ("video-fi", "sv", "/video/8812", "Video", "<p>Tämä video ei ole enää saatavilla.</p>", ("video myllystä",)),
    ("podcast-de", "de", "/folge/8812", "", "<p>Diese Folge ist leider nicht mehr abrufbar.</p>", ("Folge über Mühlen",)),
    ("mediathek-de", "de", "/video/muehlen-88", "Video nicht verfügbar", "<p>Das Video ist aus rechtlichen Gründen nur bis zum 3. Mai verfügbar gewesen.</p>", ("Film über Mühlen",)),
    ("replay-fr", "fr", "/replay/8812", "Replay", "<p>Ce programme n'est plus disponible en replay.</p>", ("le film du moulin",)),
    ("rtve-es", "es", "/alacarta/8812", "", "<p>Lo sentimos, este contenido ya no está disponible.</p>", ("el documental del molino",)),
    ("dataset", "en", "/dataset/rain-88", "Dataset", "<p>This dataset has been deprecated and removed. No replacement is available.</p>", ("rainfall data",)),
    ("package", "en", "/package/lamp-pump", "", "<p>The package lamp-pump has been unpublished by its author.</p>", ("the package lamp-pump",)),
    ("extension", "en", "/detail/lamp/x7k2p1lq", "", "<p>This item is not available</p><p>This item has been taken down by its publisher.</p>", ("the lamp extension",)),
    ("app-id", "en", "/app/id8812", "Connecting", "<p>The app you requested is not available in any store any longer.</p>", ("the mill app",)),
    ("recipe-nl", "nl", "/recept/8812", "Oeps", "<p>Dit recept bestaat niet meer.</p>", ("recept voor soep",)),
    ("auction-it", "it", "/asta/8812", "Asta", "<p>L'inserzione è stata rimossa dal venditore.</p>", ("lampada di ottone",)),
    ("house-es", "es", "/inmueble/8812/", "", "<p>Este anuncio se dio de baja el 3 de mayo.</p>", ("una casa junto al molino",)),
    ("house-pt", "pt", "/imovel/8812", "Imóvel", "<p>Este imóvel já não se encontra disponível.</p>", ("uma casa junto ao moinho",)),
    ("job-tr", "tr", "/ilan/8812", "İlan", "<p>Bu ilan yayından kaldırılmıştır.</p>", ("lamba ustası",)),
    ("record-en", "en", "/record=b8812", "Catalogue", "<p>No such record</p>", ("a book on mills",)),
    ("doi-en", "en", "/10.88/lark.12", "DOI not found", "<h2>DOI Not Found</h2><p>10.88/lark.12</p><p>This DOI cannot be found. Please check it, or report the error.</p>", ("a paper on weirs",)),
)  # fmt: skip

_WALLED = (
    ("readers-only-da", "sv", "/artikel/8813", "", "<p>Denne artikel er kun for abonnenter. Log ind for at læse videre.</p>", ("artikel om møllen",)),
    ("readers-only-fi", "sv", "/juttu/8813", "", "<p>Tämä juttu on vain tilaajille. Kirjaudu sisään.</p>", ("juttu myllystä",)),
    ("readers-only-he", "en", "/a/8813", "", "<p>הכתבה זמינה למנויים בלבד. התחברו כדי לקרוא.</p>", ("כתבה על הטחנה",)),
    ("readers-only-id", "id", "/berita/8813", "", "<p>Artikel ini khusus pelanggan. Silakan masuk untuk membaca.</p>", ("berita kincir",)),
    ("members-ja", "ja", "/articles/8813", "", "<p>この記事は会員限定です。ログインしてください。</p>", ("水車の記事",)),
    ("members-vi", "vi", "/bai/8813", "", "<p>Bạn cần đăng nhập để xem nội dung này.</p>", ("bài về cối xay",)),
    ("region-pl", "pl", "/wideo/8813", "Wideo", "<p>Ten materiał jest niedostępny w Twoim kraju.</p>", ("film o młynie",)),
    ("region-sv", "sv", "/video/8813", "Video", "<p>Programmet kan bara ses i Sverige.</p>", ("filmen om kvarnen",)),
    ("region-ja", "ja", "/video/8813", "", "<p>この動画はお住まいの地域では視聴できません。</p>", ("水車の動画",)),
    ("court-de", "de", "/p/8813", "Hinweis", "<p>Dieser Inhalt ist aufgrund einer gerichtlichen Anordnung gesperrt.</p>", ("Beitrag zur Mühle",)),
    ("court-fr", "fr", "/p/8813", "", "<p>L'accès à cette page est bloqué sur décision de justice.</p>", ("page du moulin",)),
    ("robots-short-number", "en", "/p/8813", "Request refused", "<h1>Request refused</h1><p>Your request looks like that of a program. Incident: 4f2a91c7</p>", ("the weir",)),
    ("private-repo", "en", "/anna/weir", "Sign in", "<form method=post><input name=login><input type=password name=p><button>Sign in</button></form>", ("code of the weir",)),
    ("private-group-en", "en", "/groups/8813", "", "<p>This group is private. Join this group to see its posts.</p>", ("the millers' group",)),
    ("friends-ru", "ru", "/anna/8813", "", "<p>Запись доступна только друзьям.</p>", ("запись Анны",)),
    ("age-en", "en", "/w/8813", "Confirm your age", "<h1>You must be 21 or older to enter</h1><button>I am 21 or older</button><button>Leave</button>", ("a wine of the valley",)),
    ("age-de", "de", "/w/8814", "Altersabfrage", "<h1>Bist du über 18?</h1><button>Ja</button><button>Nein</button>", ("ein Wein",)),
    ("consent-fr", "fr", "/a/8814", "Votre choix", "<h1>Le respect de votre vie privée</h1><p>Avec votre accord, nous et nos 812 partenaires utilisons des cookies.</p><button>Accepter</button><button>S'abonner</button>", ("le barrage",)),
)  # fmt: skip

_LIVING = (
    ("spec-changelog", "en", "/TR/lamp-2/", "Lamp Language 2", f"<h1>Lamp Language 2</h1><p>A sentence has been removed from the status of this document. This section was deleted.</p>{told('en', 2)}", ("Lamp Language 2",)),
    ("consent-in-docs", "en", "/docs/pump", "Pump", f"<div class=md-consent><p>Cookie consent</p><p>We use cookies to recognize your visits.</p><button>Accept</button></div><h1>Pump</h1>{told('en')}", ("how the pump works",)),
    ("issue-page-not-found", "en", "/lark/docs/issues/88", "Page not found on the start page · Issue #88", f"<h1>Page not found on the start page #88</h1><p>The link in the menu gives me a 404.</p>{told('en')}", ()),
    ("question-suspended", "en", "/questions/8812/account-suspended", "Account suspended: what can I do?", f"<h1>Account suspended: what can I do?</h1><p>My host shows “This account has been suspended”.</p>{told('en')}", ()),
    ("standard-withdrawn", "en", "/standard/8812.html", "ISO 8812:1988 - Lamps", "<h1>ISO 8812:1988</h1><p>Lamps. Sizes and threads</p><p>Status: Withdrawn. This standard has been withdrawn.</p><p>Edition 1, 12 pages. Technical committee 88.</p>", ("ISO 8812:1988",)),
    ("paper-retracted", "en", "/articles/s8812", "RETRACTED: Lamps and sleep", f"<h1>RETRACTED: Lamps and sleep</h1><p>This article has been retracted at the request of the editor.</p><h2>Abstract</h2>{told('en')}", ("Lamps and sleep",)),
    ("repo-archived", "en", "/anna/weir", "anna/weir", "<p>This repository was archived by the owner. It is now read-only.</p><h1>weir</h1><p>Reads the level of the river.</p><ul><li><a href=/anna/weir/a.c>a.c</a><li><a href=/anna/weir/b.c>b.c</a></ul>", ("the code that reads the level",)),
    ("out-of-stock", "en", "/p/brass-lamp", "Brass lamp", "<h1>Brass lamp</h1><img src=/l.jpg><p>$20. Currently unavailable. We don't know when it will be back.</p><p>Height 30 cm, weight 900 g.</p>", ("brass lamp",)),
    ("out-of-stock-de", "de", "/p/8813", "Messinglampe", "<h1>Messinglampe</h1><img src=/l.jpg><p>Derzeit nicht verfügbar. Höhe 30 cm, Gewicht 900 g.</p>", ("Messinglampe",)),
    ("job-closed-shown", "en", "/jobs/8812", "Lamp maker", f"<h1>Lamp maker</h1><p>Applications for this position are closed.</p><h2>What you do</h2>{told('en')}", ("a lamp maker was sought",)),
    ("checked-out", "en", "/record=b8813", "A history of mills", "<h1>A history of mills</h1><p>Anna Reed, 1988. 212 pages.</p><p>No items available. All copies are checked out.</p>", ("A history of mills",)),
    ("catalogue-short-fi", "sv", "/teos/8813", "Myllyn historia", "<h1>Myllyn historia</h1><p>Anna Reed, 1988. Kaikki kappaleet lainassa.</p>", ("Myllyn historia",)),
    ("old-version", "en", "/download/lamp-1.0", "Lamp 1.0", "<h1>Lamp 1.0</h1><p>Version 1.0 is no longer supported; 2.0 replaces it.</p><a href=/f/lamp-1.0.zip>lamp-1.0.zip</a>", ("Lamp 1.0",)),
    ("not-on-view", "en", "/collection/8812", "Oil lamp", "<h1>Oil lamp</h1><p>Bronze, about 100 BC. Not on view. No image available.</p>", ("a bronze lamp",)),
    ("shirt-denied", "en", "/p/access-denied-shirt", "Access denied shirt", "<h1>Access denied shirt</h1><img src=/s.jpg><p>Cotton, black, $18.</p>", ("a shirt for locksmiths",)),
    ("lyrics-lost", "en", "/lyrics/not-found", "Not found (lyrics)", "<h1>Not found</h1><p>I asked the river for a door,<br>the page you want is here no more,<br>not found, not found.</p>", ("the song Not found",)),
    ("locked-topic", "en", "/t/canoe-repair/88", "Canoe repair", "<h1>Canoe repair</h1><p>Fill the crack, then two coats of varnish.</p><p>This topic is closed. You must log in to reply.</p>", ("canoe repair",)),
    ("obituary", "en", "/people/anna-reed", "Anna Reed (1931-2014)", "<h1>Anna Reed (1931-2014)</h1><p>Anna is no longer with us. She ran the mill for forty years.</p>", ("Anna Reed",)),
    ("event-sold-out-it", "it", "/eventi/88", "Festa del mulino", "<h1>Festa del mulino</h1><p>3 maggio, ore 15. Biglietti esauriti.</p>", ("la festa del mulino",)),
    ("event-cancelled-nl", "nl", "/agenda/88", "Molendag", "<h1>Molendag</h1><p>De molendag van 3 mei is afgelast wegens hoog water.</p>", ("molendag",)),
    ("word-expired-pl", "pl", "/slowo/wygasly", "wygasły", "<h1>wygasły</h1><p>przym. taki, który wygasł: wygasły wulkan, wygasła umowa.</p>", ("wygasły",)),
    ("law-repealed-de", "de", "/gesetz/muehlv/4", "§ 4 MühlV (weggefallen)", "<h1>§ 4 (weggefallen)</h1><p>Fußnote: weggefallen mit Wirkung vom 1.1.2014</p>", ("§ 4 MühlV",)),
    ("law-repealed-fr", "fr", "/loi/article-4", "Article 4 (abrogé)", "<h1>Article 4 (abrogé)</h1><p>Abrogé par le décret du 1er janvier 2014.</p>", ("article 4",)),
    ("village-cy", "en", "/pentref/llan", "Llan", "<h1>Llan</h1><p>Pentref bach ar lan yr afon. Mae melin yno.</p>", ("pentref Llan",)),
    ("village-sw", "en", "/kijiji/mto", "Mto", "<h1>Mto</h1><p>Kijiji kidogo kando ya mto. Kuna kinu cha maji.</p>", ()),
    ("poem-am", "en", "/poem/12", "ወንዙ", "<h1>ወንዙ</h1><p>ወንዙ ይሄዳል፣ ድንጋዩ ይቀራል።</p>", ("ወንዙ",)),
    ("notice-km", "en", "/news/88", "ស្ពាន", "<h1>ស្ពាន</h1><p>ស្ពាននឹងបិទនៅថ្ងៃអាទិត្យ។</p>", ("ស្ពាន",)),
    ("video-comments-off", "en", "/watch/88", "The wheel turns", "<h1>The wheel turns</h1><video src=/v.mp4></video><p>Comments are turned off. This video is age-restricted in some countries.</p>", ("the wheel turns",)),
    ("photo-only", "en", "/photo/8812", "IMG_8812", "<h1>IMG_8812</h1><img src=/p/8812.jpg><p>All rights reserved. Original no longer available for download.</p>", ("a photograph of the mill",)),
    ("faq-private-video", "en", "/help/private-video", "Why does it say “This video is private”?", "<h1>Why does it say “This video is private”?</h1><p>Its owner has chosen who may see it. Ask them to add you.</p>", ()),
    ("release-notes-removed", "en", "/notes/88", "Release 8.8", "<h1>Release 8.8</h1><ul><li>Removed: login page.<li>Fixed: page not found after sign-in.<li>Fixed: access denied for guests.</ul>", ("release 8.8",)),
)  # fmt: skip


def _cases(
    rows: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...], expected: str, reason: str | None
) -> list[Case]:
    return [
        Case(f"rep-{name}", path, expected, reason, pages({path: framed(title, main, language, site="Lark", kilobytes=20), "/": HOME}, _NONE), anchors=anchors)
        for name, language, path, title, main, anchors in rows
    ]  # fmt: skip


# For every address, the front page too: name, expected, reason (None: any), body.
_WHOLE = (
    ("sale-atom", "dead", "parked", bare("{host} is available for purchase", "<h1>{host}</h1><p>This premium domain name is available for purchase. Lease to own from $99 a month.</p>")),
    ("sale-it", "dead", "parked", bare("{host} è in vendita", "<h1>Questo dominio è in vendita</h1><p>Fai un'offerta per {host}.</p>")),
    ("sale-nl", "dead", "parked", bare("{host}", "<h1>{host} is te koop</h1><p>Doe een bod op deze domeinnaam.</p>")),
    ("sale-tr", "dead", "parked", bare("{host}", "<h1>Bu alan adı satılıktır</h1><p>{host} için teklif verin.</p>")),
    ("sale-ko", "dead", "parked", bare("{host}", "<h1>이 도메인은 판매 중입니다</h1><p>{host} 구매 문의</p>")),
    ("sale-vi", "dead", "parked", bare("{host}", "<h1>Tên miền {host} đang được rao bán</h1><p>Liên hệ để mua.</p>")),
    ("sale-id", "dead", "parked", bare("{host}", "<h1>Domain {host} dijual</h1><p>Hubungi kami untuk penawaran.</p>")),
    ("sale-sv", "dead", "parked", bare("{host}", "<h1>Domänen {host} är till salu</h1><p>Lägg ett bud.</p>")),
    ("sale-he", "dead", "parked", bare("{host}", "<h1>הדומיין {host} למכירה</h1><p>השאירו הצעה.</p>")),
    ("sale-fa", "dead", "parked", bare("{host}", "<h1>دامنه {host} به فروش می‌رسد</h1><p>پیشنهاد خود را بفرستید.</p>")),
    ("parked-cs", "dead", None, bare("{host}", "<h1>Doména {host} je zaregistrována</h1><p>Zatím na ní nejsou umístěny žádné stránky.</p>")),
    ("parked-hu", "dead", None, bare("{host}", "<p>Ezt a domaint már regisztrálták, de még nincs rajta honlap.</p>")),
    ("parked-da", "dead", None, bare("{host}", "<p>Dette domæne er registreret af en kunde hos os.</p>")),
    ("parked-fi", "dead", None, bare("{host}", "<p>Tämä verkkotunnus on rekisteröity, mutta sivustoa ei ole vielä julkaistu.</p>")),
    ("parked-hr", "dead", None, bare("{host}", "<p>Domena {host} je registrirana, ali stranice još nema.</p>")),
    ("parked-vi", "dead", None, bare("{host}", "<p>Tên miền này đã được đăng ký nhưng chưa có website.</p>")),
    ("expired-pt", "dead", None, bare("{host}", "<p>O registo deste domínio expirou. Se é o titular, renove-o.</p>")),
    ("expired-tr", "dead", None, bare("{host}", "<p>{host} alan adının süresi dolmuştur. Yenilemek için giriş yapın.</p>")),
    ("expired-ja", "dead", None, bare("{host}", "<p>このドメインは有効期限が切れています。</p>")),
    ("suspended-pt", "dead", None, bare("Conta suspensa", "<p>Esta hospedagem foi suspensa. Contate o suporte.</p>")),
    ("suspended-pl", "dead", None, bare("Konto zablokowane", "<h1>Konto zablokowane</h1><p>Usługa hostingowa została zawieszona.</p>")),
    ("suspended-id", "dead", None, bare("Akun ditangguhkan", "<h1>Akun ini telah ditangguhkan</h1><p>Hubungi penyedia hosting Anda.</p>")),
    ("suspended-cs", "dead", None, bare("Pozastaveno", "<p>Webové stránky byly pozastaveny. Kontaktujte poskytovatele hostingu.</p>")),
    ("limit-reached", "failing", None, bare("Bandwidth Limit Exceeded", "<h1>Bandwidth Limit Exceeded</h1><p>The server is temporarily unable to service your request due to the site owner reaching its bandwidth limit.</p>")),
    ("maintenance-is", "blocked", None, bare("Viðhald", "<h1>Viðhald</h1><p>Vefurinn er lokaður vegna viðhalds. Við opnum aftur fljótlega.</p>")),
    ("maintenance-et", "blocked", None, bare("Hooldus", "<p>Leht on hoolduses. Palun tulge hiljem tagasi.</p>")),
    ("maintenance-hy", "blocked", None, bare("Կայքը", "<p>Կայքում տարվում են տեխնիկական աշխատանքներ։</p>")),
    ("maintenance-bn", "blocked", None, bare("রক্ষণাবেক্ষণ", "<p>সাইটটি রক্ষণাবেক্ষণের জন্য সাময়িকভাবে বন্ধ আছে।</p>")),
    ("maintenance-sw", "blocked", None, bare("Matengenezo", "<p>Tovuti iko kwenye matengenezo. Tafadhali rudi baadaye.</p>")),
    ("strike", "blocked", None, bare("Closed today", "<p>Our site is closed today in protest. Read why on Monday.</p>")),
    ("holiday-shop-he", "blocked", None, bare("שבת שלום", "<p>האתר סגור בשבת. נשוב במוצאי שבת.</p>")),
    ("private-site", "blocked", None, bare("Private Site", "<h1>Private site</h1><p>This site is currently private. Log in to your account to request access.</p>")),
    ("password-shop", "blocked", None, bare("Opening soon", "<h1>Opening soon</h1><p>Enter using password</p><form><input type=password name=p><button>Enter</button></form>")),
    ("school-filter", "blocked", None, bare("Web filter", "<h1>This site is blocked by the filter of your school</h1><p>Category: games. Ask your teacher.</p>")),
    ("ministry-tr", "blocked", None, bare("Engellendi", "<p>Bu siteye erişim 5651 sayılı kanun uyarınca engellenmiştir.</p>")),
    ("shut-down-tr", "dead", None, bare("Kapandık", "<p>Hizmetimiz 1 Mayıs itibarıyla sona ermiştir. Kalıcı olarak kapandık.</p>")),
    ("shut-down-cs", "dead", None, bare("Konec", "<p>Služba byla k 1. květnu ukončena. Děkujeme za přízeň.</p>")),
    ("shut-down-en", "dead", None, bare("So long", "<h1>So long, and thanks</h1><p>Larkmap shut down on 1 May 2019. All data has been deleted.</p>")),
    ("only-a-script", "blocked", None, "<html><head><script src=/x7k2.js></script></head><body></body></html>"),
    ("only-a-frame", "blocked", None, bare("", "<iframe src='https://verify.test/i' width=100% height=100%></iframe>")),
)  # fmt: skip

CASES = [
    *_cases(_GONE, "dead", "soft-404"),
    *_cases(_WALLED, "blocked", None),
    *_cases(_LIVING, "alive", ""),
    *(Case(f"rep-{name}", "/2014/06/prices", expected, reason, always(body.replace("{host}", f"rep-{name}.test")), anchors=("prices",)) for name, expected, reason, body in _WHOLE),
]  # fmt: skip
