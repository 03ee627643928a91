"""A third set, in frames that mark nothing as a frame: boards, shops, old sites; written before any run."""

from tests.corpus.cases.field_texts import told
from tests.corpus.html import HOME, bare
from tests.corpus.model import Case, Reply, pages
from tests.corpus.other_frames import boarded, crowded, tabled

_NONE = Reply(404, bare("404 Not Found", "<center><h1>404 Not Found</h1></center>"))
_FRAMES = {"t": tabled, "b": boarded, "c": crowded}
_INFO = "<h2 class=message-title>{}</h2><p>{}</p>"

# name, frame, language, path, expected, title, main, anchors. A site that answers 404 elsewhere.
_PAGES = (
    ("board-no-topic-en", "b", "en", "/viewtopic.php?t=8812", "dead", "Information", _INFO.format("Information", "The requested topic does not exist."), ("canoe repair",)),
    ("board-no-topic-de", "b", "de", "/viewtopic.php?t=8812", "dead", "Information", _INFO.format("Information", "Das gewünschte Thema existiert nicht."), ("Kanu flicken",)),
    ("board-no-topic-ru", "b", "ru", "/viewtopic.php?t=8812", "dead", "Информация", _INFO.format("Информация", "Запрошенной темы не существует."), ("ремонт лодки",)),
    ("board-no-topic-hu", "b", "hu", "/viewtopic.php?t=8812", "dead", "Információ", _INFO.format("Információ", "A kért téma nem létezik."), ("kenu javítása",)),
    ("board-login-en", "b", "en", "/viewforum.php?f=8", "blocked", "Information", _INFO.format("Information", "You are not authorised to read this forum."), ("the members' board",)),
    ("board-login-fr", "b", "fr", "/viewtopic.php?t=8813", "blocked", "Informations", _INFO.format("Informations", "Vous devez être inscrit et connecté pour voir ce forum."), ("réparer un canoë",)),
    ("board-login-cs", "b", "cs", "/viewtopic.php?t=8813", "blocked", "Informace", _INFO.format("Informace", "Pro zobrazení tohoto tématu musíte být přihlášeni."), ("oprava kánoe",)),
    ("board-topic", "b", "en", "/viewtopic.php?t=8814", "alive", "Canoe repair", "<h2>Canoe repair</h2><p>Fill the crack and varnish it twice.</p><p>The link in the first post does not exist any more.</p>", ("canoe repair",)),
    ("board-topic-short-de", "b", "de", "/viewtopic.php?t=8815", "alive", "Kanu flicken", "<h2>Kanu flicken</h2><p>Spachteln, dann zweimal lackieren.</p>", ("Kanu flicken",)),
    ("board-topic-closed-pl", "b", "pl", "/viewtopic.php?t=8816", "alive", "Naprawa kajaka", "<h2>Naprawa kajaka</h2><p>Szpachlówka i lakier. Musisz się zalogować, aby odpowiedzieć.</p>", ("naprawa kajaka",)),
    ("board-deleted-user", "b", "en", "/viewtopic.php?t=8817", "alive", "Which varnish?", "<h2>Which varnish?</h2><p>Deleted user wrote: use the clear one.</p>", ("which varnish to take",)),
    ("shop-gone-en", "c", "en", "/p/brass-lamp", "dead", "Brass lamp", "<h1>Brass lamp</h1><p>This product is no longer available.</p>", ("a brass lamp",)),
    ("shop-gone-de", "c", "de", "/p/8812", "dead", "", "<p>Dieser Artikel ist nicht mehr verfügbar.</p>", ("Messinglampe",)),
    ("shop-gone-it", "c", "it", "/p/8812", "dead", "Ops", "<p>Spiacenti, il prodotto non è più disponibile.</p>", ("lampada di ottone",)),
    ("shop-gone-ja", "c", "ja", "/p/8812", "dead", "", "<p>この商品は販売を終了しました。</p>", ("真鍮のランプ",)),
    ("shop-gone-pt", "c", "pt", "/p/8813", "dead", "Produto", "<p>Este produto saiu de linha.</p>", ("lampião de latão",)),
    ("shop-gone-zh", "c", "zh", "/p/8813", "dead", "", "<p>该商品已下架</p>", ("黄铜灯",)),
    ("shop-there", "c", "en", "/p/oil-lamp", "alive", "Oil lamp", "<h1>Oil lamp</h1><img src=/o.jpg><p>$12. Height 20 cm.</p>", ("an oil lamp",)),
    ("shop-out-of-stock", "c", "en", "/p/8814", "alive", "Kettle", "<h1>Kettle</h1><img src=/k.jpg><p>$31. Out of stock, back in June.</p>", ("a copper kettle",)),
    ("shop-region", "c", "en", "/p/8815", "blocked", "Not here", "<h1>Not available in your country</h1><p>This product is not available in your country.</p>", ("a kettle",)),
    ("shop-list", "c", "en", "/c/lamps", "alive", "Lamps", "<h1>Lamps</h1><p>Six lamps.</p>", ("lamps",)),
    ("shop-cookies", "c", "de", "/p/8816", "blocked", "", "<h2>Wir verwenden Cookies</h2><p>Wählen Sie, bevor Sie weiterlesen.</p><button>Alle annehmen</button><button>Ablehnen</button>", ("Messinglampe",)),
    ("old-gone-en", "t", "en", "/art/8812.htm", "dead", "Error", "<h2>Error</h2><p>This article has been removed.</p>", ("an article on mills",)),
    ("old-gone-fr", "t", "fr", "/art/8812.htm", "dead", "", "<p>Cet article n'est plus en ligne.</p>", ("un article sur les moulins",)),
    ("old-gone-es", "t", "es", "/art/8812.htm", "dead", "Aviso", "<p>La noticia que busca ya no está disponible.</p>", ("una noticia del molino",)),
    ("old-gone-sv", "t", "sv", "/art/8812.htm", "dead", "", "<p>Sidan har tagits bort.</p>", ("artikel om kvarnen",)),
    ("old-gone-uk", "t", "uk", "/art/8812.htm", "dead", "", "<p>Цю сторінку видалено.</p>", ("стаття про млин",)),
    ("old-gone-el", "t", "el", "/art/8812.htm", "dead", "", "<p>Το άρθρο δεν υπάρχει πλέον.</p>", ("άρθρο για τον μύλο",)),
    ("old-gone-ar", "t", "ar", "/art/8812.htm", "dead", "", "<p>تم حذف هذا المقال.</p>", ("مقال عن الطاحونة",)),
    ("old-gone-vi", "t", "vi", "/art/8812.htm", "dead", "", "<p>Bài viết này không còn tồn tại.</p>", ("bài về cối xay",)),
    ("old-gone-id", "t", "id", "/art/8812.htm", "dead", "", "<p>Halaman ini sudah dihapus.</p>", ("artikel kincir",)),
    ("old-gone-unknown", "t", "en", "/art/8813.htm", "blocked", "", "<p>Wax halkan ma yaal.</p>", ("sheekada biyo-xireenka",)),
    ("old-wall-it", "t", "it", "/art/8814.htm", "blocked", "", "<p>Articolo riservato agli abbonati. Accedi per leggerlo.</p>", ("articolo sul mulino",)),
    ("old-wall-ko", "t", "ko", "/art/8814.htm", "blocked", "", "<p>로그인 후 이용하실 수 있는 글입니다.</p>", ("물레방아 글",)),
    ("old-wall-legal-ru", "t", "ru", "/art/8815.htm", "blocked", "", "<p>Доступ к странице ограничен по решению суда.</p>", ("статья о мельнице",)),
    ("old-poem", "t", "en", "/poems/8.htm", "alive", "The weir", "<h3>The weir</h3><p>Gone is the weir,<br>removed by the flood,<br>and nothing is here<br>but stones and mud.</p>", ("a poem on the weir",)),
    ("old-poem-untitled", "t", "en", "/poems/9.htm", "alive", "", "<h3>Page nine</h3><p>This page is missing<br>a rhyme at its end.</p>", ("page nine of the poems",)),
    ("old-club-hours", "t", "de", "/zeiten.htm", "alive", "", "<p>Zeiten: Montag 9 bis 12, sonst geschlossen.</p>", ("Zeiten des Vereins",)),
    ("old-news", "t", "fr", "/n/88.htm", "alive", "Le bac supprimé", "<h3>Le bac supprimé</h3><p>Le bac a été supprimé lundi. Un pont le remplace.</p>", ("le bac supprimé",)),
    ("old-table-of-figures", "t", "en", "/stat/88.htm", "alive", "Rain 2014", "<h3>Rain 2014</h3><table border=1><tr><td>May<td>31 mm<tr><td>June<td>not available</table>", ("rain in 2014",)),
    ("old-list-of-links", "t", "en", "/links.htm", "alive", "Links", "<h3>Links</h3><ul><li><a href=http://a.example/>Mills</a><li><a href=http://b.example/>Weirs</a><li><a href=http://c.example/>Ferries</a><li><a href=http://d.example/>Pumps</a></ul>", ("links on mills",)),
    ("old-only-links", "t", "en", "/dir/", "alive", "Folder", "<ul><li><a href=/dir/1>One</a><li><a href=/dir/2>Two</a><li><a href=/dir/3>Three</a><li><a href=/dir/4>Four</a></ul>", ("the folder",)),
    ("old-guestbook", "t", "nl", "/gast.htm", "alive", "Gastenboek", "<h3>Gastenboek</h3><p>Anna: mooie molen!</p><p>Ben: dit bericht is verwijderd.</p>", ("gastenboek van de molen",)),
    ("old-moved-note", "t", "en", "/pump.htm", "redirected", "Pump", "<p>This page has moved to <a href='/new/pump.htm'>/new/pump.htm</a>.</p>", ("the pump",)),
    ("old-long", "t", "ru", "/hist/88.htm", "alive", "История мельницы", f"<h3>История мельницы</h3>{told('ru', 2)}", ("история мельницы",)),
    ("old-error-dump", "t", "en", "/a.php?id=88", "failing", "Lark", "<p><b>Warning</b>: mysqli_query(): MySQL server has gone away in <b>/home/lark/www/a.php</b> on line <b>31</b></p>", ("an article",)),
)  # fmt: skip


def _case(
    name: str, frame: str, language: str, path: str, expected: str, title: str, main: str, anchors: tuple[str, ...]
) -> Case:
    shown = {path: _FRAMES[frame](title, main, language), "/": HOME, "/new/pump.htm": tabled("Pump", told("en"))}
    return Case(f"frame-{name}", path, expected, None, pages(shown, _NONE), anchors=anchors)


CASES = [_case(*row) for row in _PAGES]
