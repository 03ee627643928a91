"""News in brief of what was removed, deleted or closed, in many languages; written, truth first, before a run on them.

Each is a headline that could be a notice, and two or three sentences: the hardest to tell from a page that is gone.
"""

from tests.corpus.cases.unseen_frames import NONE, put
from tests.corpus.html import FULL_HOME, HOME, bare
from tests.corpus.model import Case, Reply, Request, Site, always, fronted, pages, redirect

_SOFT = Reply(body=put("f", "404", "<h1>404</h1><p>…</p>"))

# frame, language, headline, sentences
_BRIEFS = (
    ("d", "de", "Konto des Bürgermeisters gelöscht", "Das Konto des Bürgermeisters wurde am Montag gelöscht.|Er will künftig nur noch über die Gemeinde schreiben, sagte er unserer Zeitung."),
    ("f", "fr", "Le compte du maire a été supprimé", "Le maire de Lark ne publiera plus de messages sur le réseau.|Son compte a été supprimé lundi, après une panne de plusieurs jours."),
    ("w", "es", "El vídeo fue eliminado por error", "El ayuntamiento eliminó por error el vídeo de la fiesta.|Una vecina guardaba una copia, que se verá el domingo en la plaza."),
    ("d", "it", "Il profilo del sindaco è stato rimosso", "Il sindaco non scriverà più sulla rete sociale.|La decisione è arrivata dopo settimane di polemiche in consiglio."),
    ("f", "pt", "Página da câmara foi removida", "A câmara retirou do ar a página do moinho para a corrigir.|Volta na segunda-feira com as fotografias antigas."),
    ("d", "nl", "Bericht van burgemeester verwijderd", "De burgemeester heeft zijn bericht over de molen verwijderd.|Hij noemde het maandag in de raad een vergissing."),
    ("w", "pl", "Ogłoszenie usunięte po protestach", "Urząd usunął w poniedziałek ogłoszenie o sprzedaży młyna.|Mieszkańcy protestowali przez trzy tygodnie."),
    ("f", "cs", "Příspěvek starosty byl smazán", "Starosta smazal svůj příspěvek o mlýně.|Omluvil se za něj v pondělí na schůzi."),
    ("d", "hu", "Törölték a polgármester oldalát", "A polgármester oldalát hétfőn törölték.|Azt mondta, ezentúl levélben ír a lakóknak."),
    ("f", "ro", "Anunțul primăriei a fost șters", "Primăria a șters anunțul despre vânzarea morii.|Locuitorii protestaseră trei săptămâni la rând."),
    ("w", "sv", "Kommunens annons har tagits bort", "Kommunen tog i måndags bort annonsen om kvarnen.|Grannarna hade klagat i flera veckor."),
    ("d", "fi", "Kunnan ilmoitus on poistettu", "Kunta poisti maanantaina myllyä koskeneen ilmoituksen.|Asukkaat olivat valittaneet siitä viikkoja."),
    ("f", "da", "Opslaget er slettet", "Kommunen slettede i mandags opslaget om møllen.|Naboerne havde klaget i flere uger."),
    ("d", "el", "Η ανάρτηση του δημάρχου διαγράφηκε", "Ο δήμαρχος διέγραψε τη Δευτέρα την ανάρτηση για τον μύλο.|Οι κάτοικοι είχαν διαμαρτυρηθεί επί εβδομάδες."),
    ("w", "ru", "Пост мэра удалён", "Мэр удалил свой пост о мельнице в понедельник.|Жители жаловались на него три недели."),
    ("f", "uk", "Допис мера видалено", "Мер видалив свій допис про млин у понеділок.|Мешканці скаржилися на нього три тижні."),
    ("d", "bg", "Обявата на общината е премахната", "Общината премахна в понеделник обявата за воденицата.|Жителите протестираха три седмици."),
    ("d", "tr", "Belediyenin ilanı kaldırıldı", "Belediye, değirmenle ilgili ilanı pazartesi günü kaldırdı.|Mahalleli üç haftadır itiraz ediyordu."),
    ("f", "ar", "حذف منشور رئيس البلدية", "حذف رئيس البلدية يوم الاثنين منشوره عن الطاحونة.|وكان السكان قد احتجوا عليه ثلاثة أسابيع."),
    ("d", "he", "הפוסט של ראש העיר נמחק", "ראש העיר מחק ביום שני את הפוסט על הטחנה.|התושבים מחו עליו במשך שלושה שבועות."),
    ("w", "fa", "پست شهردار حذف شد", "شهردار روز دوشنبه پست خود درباره آسیاب را حذف کرد.|اهالی سه هفته به آن اعتراض داشتند."),
    ("f", "hi", "महापौर की पोस्ट हटाई गई", "महापौर ने सोमवार को चक्की पर अपनी पोस्ट हटा दी।|निवासी तीन सप्ताह से विरोध कर रहे थे।"),
    ("d", "ja", "市長の投稿が削除された", "市長は月曜日、水車についての投稿を削除した。|住民は三週間にわたり抗議していた。"),
    ("f", "zh", "市长的帖子被删除", "市长星期一删除了关于水车的帖子。|居民为此抗议了三个星期。"),
    ("w", "ko", "시장의 게시물이 삭제됐다", "시장은 월요일 물레방아에 관한 게시물을 삭제했다.|주민들은 삼 주 동안 항의해 왔다."),
    ("d", "vi", "Bài viết của thị trưởng đã bị xóa", "Thị trưởng xóa bài viết về cối xay hôm thứ Hai.|Người dân đã phản đối suốt ba tuần."),
    ("f", "id", "Unggahan wali kota dihapus", "Wali kota menghapus unggahannya tentang kincir pada hari Senin.|Warga memprotesnya selama tiga minggu."),
    ("d", "th", "โพสต์ของนายกเทศมนตรีถูกลบ", "นายกเทศมนตรีลบโพสต์เรื่องกังหันเมื่อวันจันทร์|ชาวบ้านประท้วงมาสามสัปดาห์"),
    ("f", "en", "Council page removed", "The council removed its page about the mill on Monday.|Neighbours had complained for three weeks, and a new one follows in May."),
    ("w", "en", "Account deleted", "The mayor deleted his account on Monday.|He told the Courier that he would write letters from now on."),
)  # fmt: skip

# Verses and help that are called like a death, and that nothing names: frame, language, title, main.
_CALLED_SO = (
    ("d", "en", "This Page Is Gone", "<h1>This Page Is Gone</h1><p>I wrote your name in water,<br>I wrote it down in snow,<br>the river took the letters<br>to where the rivers go,<br>and all that I remember<br>is what I do not know.</p>"),
    ("f", "de", "Nicht gefunden", "<h1>Nicht gefunden</h1><p>Ich suchte dich am Wehre,<br>ich suchte dich am Steg,<br>die Mühle stand im Leeren,<br>das Wasser ging den Weg,<br>und was ich nicht mehr finde,<br>das trägt der Bach hinweg.</p>"),
    ("t", "fr", "Page supprimée", "<h3>Page supprimée</h3><p>La rivière a pris la page,<br>le moulin a pris le grain,<br>il ne reste que l'image<br>de la roue et de sa main,<br>et le vent qui tourne encore<br>sur le sable du chemin.</p>"),
    ("w", "ru", "Страница удалена", "<h1>Страница удалена</h1><p>Река несёт страницу,<br>река несёт слова,<br>над мельницею птицы,<br>под мельницей трава,<br>и всё, что мне приснится,<br>запомнит голова.</p>"),
    ("d", "de", "Seite nicht gefunden – was tun?", "<h1>Seite nicht gefunden – was tun?</h1><p>Prüfen Sie zuerst, ob die Adresse richtig geschrieben ist.</p><p>Oft fehlt nur ein Buchstabe am Ende.</p><p>Hilft das nicht, schreiben Sie der Person, von der Sie die Adresse haben.</p>"),
    ("f", "es", "Página no encontrada: ¿qué puedo hacer?", "<h1>Página no encontrada: ¿qué puedo hacer?</h1><p>Compruebe que la dirección esté bien escrita.</p><p>Busque el título en un buscador.</p><p>Pregunte a quien le dio el enlace si tiene una copia.</p>"),
    ("w", "pl", "Nie znaleziono strony – co robić?", "<h1>Nie znaleziono strony – co robić?</h1><p>Najpierw sprawdź, czy adres jest dobrze zapisany.</p><p>Potem poszukaj tytułu w wyszukiwarce.</p><p>Na koniec zapytaj autora o kopię.</p>"),
    ("d", "ja", "ページが見つからないときはどうする？", "<h1>ページが見つからないときはどうする？</h1><p>まずアドレスのつづりを確かめましょう。</p><p>次に題名で検索してみてください。</p><p>それでもだめなら、教えてくれた人に聞きましょう。</p>"),
    ("b", "it", "Account sospeso: cosa fare?", "<h2>Account sospeso: cosa fare?</h2><p>Leggete prima la lettera del fornitore.</p><p>Spesso basta pagare una fattura dimenticata.</p><p>Altrimenti scrivete all'assistenza con il numero del contratto.</p>"),
)  # fmt: skip

# What is gone, with a day or with advice, too: name, language, title, main.
_GONE = (
    ("day-in-sentence", "en", "Listing removed", "<h1>Listing removed</h1><p>This listing was removed on 11.03.2019.</p><p>Try a search for something similar.</p>"),
    ("advice-de", "de", "Anzeige gelöscht", "<h1>Anzeige gelöscht</h1><p>Die Anzeige wurde vom Verkäufer gelöscht.</p><p>Sehen Sie sich doch ähnliche Anzeigen an.</p>"),
    ("dated-teasers", "fr", "Article supprimé", "<h1>Article supprimé</h1><p>Cet article a été supprimé.</p>" + "".join(f"<h3><a href=/a/{n}>Le moulin {n}</a></h3><time datetime=2019-03-1{n}>1{n}/03/2019</time><p>La roue du moulin tourne de nouveau.</p>" for n in range(1, 5))),
    ("lists-of-others", "en", "Thread not found", "<h1>Thread not found</h1><p>The thread was deleted by a moderator. It may have broken the rules.</p><p>Latest posts</p><ul><li>Soil for roses 3 hours ago</li><li>Beans in pots 5 hours ago</li></ul>"),
    ("day-of-listing", "en", "House in Lark", "<h1>This listing is no longer available</h1><p>Posted 3 March 2021</p><p>The property has been sold. Our agents are glad to show you others.</p>"),
    ("day-of-article-ru", "ru", "Материал удалён", "<h1>Материал удалён</h1><p>12 мая 2021</p><p>Этот материал больше не доступен. Читайте другие новости на нашем сайте.</p>"),
    ("dated-only-loss", "es", "Mensaje eliminado", "<h1>Mensaje eliminado</h1><time datetime=2019-03-11>11/03/2019</time><p>Este mensaje ha sido eliminado.</p><p>Fue eliminado por su autor.</p>"),
)  # fmt: skip


def _brief(place: int, frame: str, language: str, headline: str, sentences: str) -> Case:
    told = "".join(f"<p>{sentence}</p>" for sentence in sentences.split("|"))
    body = put(
        frame,
        headline,
        f"<article><h1>{headline}</h1><time datetime=2019-03-11>11.03.2019</time>{told}</article>",
        language,
    )
    path = f"/news/{8800 + place}"
    return Case(
        f"br-{language}-{place}", path, "alive", "", pages({path: body, "/": HOME}, NONE if place % 3 else _SOFT)
    )


def _no_cookies(request: Request) -> Reply:
    if request.path.startswith("/no_cookies"):
        return Reply(
            body=bare("Cookies", "<h1>Your browser does not accept cookies</h1><p>Please allow them and try again.</p>")
        )
    return redirect("/no_cookies", 302)


def _all_to_one(request: Request) -> Reply:
    if request.host.startswith("other-"):
        return Reply(body=FULL_HOME)
    return redirect("http://other-br-agency-moved.test:{http}/agency/lark", 301)


def _moved(page: str) -> Site:
    return pages({"/old": page, "/": HOME}, NONE)


CASES = [
    *(_brief(place, *row) for place, row in enumerate(_BRIEFS)),
    *(Case(f"br-called-so-{place}", f"/x/{188 + place}", "alive", "", pages({f"/x/{188 + place}": put(frame, title, main, language), "/": HOME}, NONE)) for place, (frame, language, title, main) in enumerate(_CALLED_SO)),
    *(Case(f"br-gone-{name}", f"/x/{88 + place}", "dead", None, pages({f"/x/{88 + place}": put("d", title, main, language), "/": HOME}, NONE)) for place, (name, language, title, main) in enumerate(_GONE)),
    Case("br-no-cookies", "/a/8812", "blocked", None, _no_cookies, anchors=("an article",)),
    Case("br-agency-moved", "/reports/2014/river", "dead", "soft-404", _all_to_one, anchors=("report on the river",)),
    Case("br-one-line-de", "/kurz/8812", "alive", "", pages({"/kurz/8812": put("d", "Weg gesperrt", "<h1>Weg gesperrt</h1><p>Der Weg am Wehr ist bis 3. Mai gesperrt.</p>", "de"), "/": HOME}, NONE)),
    Case("br-one-line-fr", "/bref/8812", "alive", "", pages({"/bref/8812": put("f", "Pont fermé", "<h1>Pont fermé</h1><p>Le pont est fermé jusqu'à lundi.</p>", "fr"), "/": HOME}, NONE)),
    Case("br-one-line-pl", "/krotko/8812", "alive", "", pages({"/krotko/8812": put("t", "Most zamknięty", "<h3>Most zamknięty</h3><p>Most jest zamknięty do poniedziałku.</p>", "pl"), "/": HOME}, NONE)),
    Case("br-empty-shelf", "/shelf/8812", "alive", "", pages({"/shelf/8812": put("c", "Wicks", "<h1>Wicks</h1><p>Nothing in stock today, new ones on Friday.</p>"), "/": HOME}, NONE)),
    Case("br-term-ru", "/n/8813", "alive", "", pages({"/n/8813": put("d", "Срок действия договора истёк", "<h1>Срок действия договора истёк</h1><p>Срок действия договора аренды мельницы истёк в пятницу.</p><p>Новый арендатор начнёт работу весной, сообщил мэр города.</p>", "ru"), "/": HOME}, NONE)),
    Case("br-find-library", "/locations", "alive", "", pages({"/locations": put("d", "Find your library", "<h1>Find your library</h1><p>Eleven branches in the city. Choose one on the map.</p>"), "/": HOME}, NONE)),
    Case("br-institutional-access", "/prices/88", "alive", "", pages({"/prices/88": put("f", "Institutional access", "<h1>Institutional access</h1><p>Universities subscribe for all their members. Prices depend on the number of students.</p>"), "/": HOME}, NONE)),
    Case("br-session-soft-ja", "/app/8812", "blocked", None, fronted(always(bare("エラー", "<p>セッションがタイムアウトしました。</p>")), FULL_HOME), anchors=("an app",)),
    Case("br-gone-soft-ja", "/app/8813", "dead", "soft-404", fronted(always(bare("エラー", "<p>お探しのページはありません。</p>")), FULL_HOME), anchors=("an app",)),
]  # fmt: skip
