"""A mixed set, written last and before any run on it: living, gone and closed pages of kinds that the other sets have too."""

from tests.corpus.cases.field_texts import told
from tests.corpus.frames import framed
from tests.corpus.html import HOME, bare
from tests.corpus.model import Case, Reply, always, fronted, pages, redirect

_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center>"))

# name, language, path, expected, reason, title, main, anchors.
_PAGES = (
    ("recipe-el", "el", "/syntages/88", "alive", "", "Φασολάδα", "<h1>Φασολάδα</h1><p>Βράζουμε τα φασόλια μία ώρα και προσθέτουμε ντομάτα.</p>", ("συνταγή για φασολάδα",)),
    ("village-hu", "hu", "/falu/halden", "alive", "", "Halden falu", "<h1>Halden falu</h1><p>Kétszáz lakosa van, malma 1881-ben épült.</p>", ()),
    ("notice-ro", "ro", "/anunt/88", "alive", "", "Program de vară", "<h1>Program de vară</h1><p>Moara este deschisă duminica.</p>", ("programul morii",)),
    ("minutes-nl", "nl", "/notulen/2014-06", "alive", "", "Notulen juni", "<h1>Notulen juni</h1><p>Punt 3 is vervallen. Punt 4 is verwijderd van de agenda.</p>", ("notulen van juni",)),
    ("changelog-ru", "ru", "/log/2.1", "alive", "", "Версия 2.1", "<h1>Версия 2.1</h1><ul><li>Удалены старые файлы.<li>Страница настроек перенесена.</ul>", ()),
    ("lost-dog-es", "es", "/avisos/881", "alive", "", "Perro perdido", "<h1>Perro perdido</h1><img src=/p.jpg><p>No lo encontramos desde el lunes. Se llama Faro.</p>", ("aviso del perro",)),
    ("museum-closed-fr", "fr", "/musee/lampes", "alive", "", "Musée des lampes", "<h1>Musée des lampes</h1><p>Le musée est fermé pour travaux jusqu'en mai.</p>", ("musée des lampes",)),
    ("ferry-stopped-da", "en", "/faerge/88", "alive", "", "Færgen", "<h1>Færgen</h1><p>Ruten er nedlagt i 1971.</p>", ("færgens historie",)),
    ("old-exhibition-it", "it", "/mostre/lampade-2014", "alive", "", "Lampade 1881", f"<h1>Lampade 1881</h1><p>La mostra è terminata.</p>{told('en')}", ("la mostra Lampade",)),
    ("tv-listing-ja", "ja", "/program/881", "alive", "", "水車の一年", "<h1>水車の一年</h1><p>2014年6月3日放送。再放送の予定はありません。</p>", ("水車の一年",)),
    ("verse-he", "en", "/shir/12", "alive", "", "הנהר", f"<h1>הנהר</h1>{told('he')}", ("שיר על הנהר",)),
    ("word-of-day-zh", "zh", "/word/404", "alive", "", "无法", "<h1>无法</h1><p>没有办法；不能够。例：无法打开。</p>", ("无法",)),
    ("report-numbers", "en", "/stats/88", "alive", "", "Rain, June 2014", "<h1>Rain, June 2014</h1><table><tr><td>1<td>3 mm<tr><td>2<td>n/a<tr><td>3<td>not available</table>", ("rainfall figures",)),
    ("apology", "en", "/news/881", "alive", "", "We are sorry", "<h1>We are sorry</h1><p>On Sunday our app could not be reached for two hours. We have doubled the servers since.</p>", ("the company's apology",)),
    ("captcha-shop", "en", "/p/captcha-solver", "alive", "", "Captcha solver", "<h1>Captcha solver</h1><p>Verify you are human? Let our library read it. $9.</p>", ("captcha solver",)),
    ("gone-girl", "en", "/films/88", "alive", "", "Gone", "<h1>Gone</h1><p>2012, 94 minutes. A woman looks for her sister who disappeared.</p>", ("the film Gone",)),
    ("expired-coupon-shown", "en", "/deals/88", "alive", "", "20% off lamps", "<h1>20% off lamps</h1><p>This deal expired on 1 May. Code: LAMP20. Valid for brass lamps only.</p>", ("20% off lamps",)),
    ("forum-locked-pl", "pl", "/temat/88", "alive", "", "Naprawa kajaka", "<h1>Naprawa kajaka</h1><p>Szpachlówka i dwie warstwy lakieru.</p><p>Temat zamknięty przez moderatora.</p>", ("naprawa kajaka",)),
    ("tomb-podcast-nl", "nl", "/aflevering/88", "dead", "soft-404", "Aflevering", "<p>Deze aflevering is niet langer beschikbaar.</p>", ("aflevering over molens",)),
    ("tomb-event-fi", "en", "/tapahtuma/88", "dead", "soft-404", "Tapahtuma", "<p>Tapahtumaa ei löytynyt. Se on ehkä poistettu.</p>", ("myllyretki",)),
    ("tomb-photo-es", "es", "/foto/88", "dead", "soft-404", "", "<p>Esta foto fue eliminada por su autor.</p>", ("foto del molino",)),
    ("tomb-article-el", "el", "/nea/88", "dead", "soft-404", "Ουπς", "<p>Η σελίδα που ψάχνετε δεν βρέθηκε.</p>", ("νέα για τον μύλο",)),
    ("tomb-product-tr", "tr", "/urun/88", "dead", "soft-404", "Ürün", "<p>Bu ürün artık satışta değil.</p>", ("pirinç lamba",)),
    ("tomb-topic-fa", "fa", "/topic/88", "dead", "soft-404", "خطا", "<p>موضوع مورد نظر وجود ندارد یا حذف شده است.</p>", ("تعمیر قایق",)),
    ("tomb-job-it", "it", "/lavoro/88", "dead", "soft-404", "Offerta scaduta", "<p>Questa offerta di lavoro è scaduta.</p>", ("fabbricante di lampade",)),
    ("tomb-blog-pt", "pt", "/blog/anna/88", "dead", "soft-404", "", "<p>Este blog foi removido pelo autor.</p>", ("o blog da Anna",)),
    ("tomb-doc-ja", "ja", "/doc/88", "dead", "soft-404", "", "<p>この資料は公開を終了しました。</p>", ("水車の資料",)),
    ("tomb-page-vi", "vi", "/bai/88", "dead", "soft-404", "Lỗi", "<p>Bài viết không tồn tại hoặc đã bị xóa.</p>", ("bài về cối xay",)),
    ("tomb-profile-hi", "en", "/u/88", "dead", "soft-404", "", "<p>यह पेज अब उपलब्ध नहीं है।</p>", ("अन्ना का पेज",)),
    ("tomb-oops-uk", "uk", "/novyny/88", "dead", "soft-404", "Упс", "<p>Такої сторінки не існує. Можливо, її перенесли.</p>", ("новина про греблю",)),
    ("tomb-dataset-en", "en", "/dataset/88", "dead", "soft-404", "Dataset", "<p>Dataset not found or withdrawn by its depositor.</p>", ("rainfall data",)),
    ("wall-guests-cs", "cs", "/forum/88", "blocked", None, "", "<p>Pro zobrazení tohoto tématu se musíte přihlásit.</p>", ("oprava lodi",)),
    ("wall-subscribers-el", "el", "/arthro/89", "blocked", None, "", "<p>Το άρθρο είναι διαθέσιμο μόνο σε συνδρομητές.</p>", ("άρθρο για τον μύλο",)),
    ("wall-subscribers-hu", "hu", "/cikk/89", "blocked", None, "", "<p>Ezt a cikket csak előfizetőink olvashatják.</p>", ("cikk a malomról",)),
    ("wall-region-tr", "tr", "/video/89", "blocked", None, "Video", "<p>Bu video ülkenizde izlenemiyor.</p>", ("değirmen videosu",)),
    ("wall-region-id", "id", "/video/89", "blocked", None, "Video", "<p>Video ini tidak tersedia di negara Anda.</p>", ("video kincir",)),
    ("wall-region-el", "el", "/video/89", "blocked", None, "", "<p>Το βίντεο δεν είναι διαθέσιμο στη χώρα σας.</p>", ("βίντεο του μύλου",)),
    ("wall-blocked-order-es", "es", "/p/89", "blocked", None, "Aviso", "<p>El acceso a esta página ha sido bloqueado por orden judicial.</p>", ("página del molino",)),
    ("wall-friends-ko", "ko", "/blog/89", "blocked", None, "", "<p>이웃에게만 공개된 글입니다.</p>", ("물레방아 글",)),
    ("wall-age-fr", "fr", "/vin/89", "blocked", None, "Avez-vous 18 ans ?", "<h1>Avez-vous 18 ans ?</h1><button>Oui</button><button>Non</button>", ("un vin de la vallée",)),
)  # fmt: skip

# For every address, the front page too: name, expected, reason, body.
_WHOLE = (
    ("parked-nl", "dead", None, bare("{host}", "<h1>{host}</h1><p>Deze domeinnaam is geregistreerd voor een klant.</p>")),
    ("parked-it", "dead", None, bare("{host}", "<p>Questo dominio è scaduto. Il titolare può rinnovarlo.</p>")),
    ("suspended-fr", "dead", None, bare("Site suspendu", "<p>Ce site a été suspendu. Contactez votre hébergeur.</p>")),
    ("suspended-de", "dead", None, bare("Gesperrt", "<p>Dieser Internetauftritt wurde gesperrt.</p>")),
    ("busy-es", "blocked", None, bare("Un momento", "<p>Demasiadas visitas. Vuelva a intentarlo más tarde.</p>")),
    ("office-hours", "blocked", None, bare("Catalogue", "<p>The catalogue is open from 8 to 18 on working days.</p>")),
)  # fmt: skip

_STORY = framed("The weir at Lark", f"<h1>The weir at Lark</h1>{told('en', 2)}", site="Lark", kilobytes=20)
_REDIRECTED = (
    Case("last-to-archive-folder", "/news/881", "redirected", None, pages({"/news/881": redirect("{base}/archive/2014/the-weir-at-lark"), "/archive/2014/the-weir-at-lark": _STORY, "/": HOME}, _NONE)),
    Case("last-to-front-of-language", "/en/weir-at-lark", "dead", "soft-404", fronted(lambda request: Reply(body=HOME) if request.path == "/en/" else redirect("{base}/en/", 302), HOME)),
    Case("last-to-topic", "/weir/the-weir-at-lark", "dead", "soft-404", pages({"/weir/the-weir-at-lark": redirect("{base}/weir/"), "/weir/": framed("Weir", "<ul><li><a href=/1>Spring</a><li><a href=/2>Summer</a></ul>", kilobytes=20), "/": HOME}, _NONE)),
    Case("last-empty-list", "/api/mills", "alive", "", pages({"/api/mills": Reply(200, "[]", "application/json")}, _NONE)),
    Case("last-oss-no-key", "/a/b.zip", "dead", "soft-404", pages({"/a/b.zip": Reply(200, "<?xml version='1.0' encoding='UTF-8'?>\n<Error>\n  <Code>NoSuchKey</Code>\n  <Message>The specified key does not exist.</Message>\n  <HostId>m.oss.test</HostId>\n</Error>", "application/xml")}, _NONE)),
)  # fmt: skip

CASES = [
    *(
        Case(f"last-{name}", path, expected, reason, pages({path: framed(title, main, language, site="Lark", kilobytes=20), "/": HOME}, _NONE), anchors=anchors)
        for name, language, path, expected, reason, title, main, anchors in _PAGES
    ),
    *(Case(f"last-{name}", "/2014/06/prices", expected, reason, always(body.replace("{host}", f"last-{name}.test")), anchors=("prices",)) for name, expected, reason, body in _WHOLE),
    *_REDIRECTED,
]  # fmt: skip
