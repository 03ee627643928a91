"""Living pages that speak of what is lost, or are short, old-fashioned or odd; written, truth first, before a run on them."""

from tests.corpus.cases.field_texts import told
from tests.corpus.cases.unseen_frames import NONE, put
from tests.corpus.frames import framed
from tests.corpus.html import HOME, bare
from tests.corpus.model import Case, Reply, pages

_DATE = "<time datetime='2019-03-11'>2019</time>"
_SOFT = Reply(body=put("f", "404", "<h1>404</h1><p>…</p>"))
_FRAMED_404 = Reply(404, put("d", "404", "<h1>404</h1><p>Page not found.</p>"))


def _post(title: str, language: str, times: int = 2) -> str:
    return f"<article><h1>{title}</h1>{_DATE}{told(language, times)}</article>"


def _thread(title: str, question: str, *answers: str) -> str:
    said = "".join(
        f'<div class="post"><b>user{place}</b> <small>12.03.2019 18:0{place}</small><p>{text}</p></div>'
        for place, text in enumerate(answers)
    )
    return f'<h1>{title}</h1><div class="post"><b>op</b> <small>12.03.2019 17:40</small><p>{question}</p></div>{said}'  # fmt: skip


# Articles that are called like a death: name, frame, language, path, title, anchors.
_TITLED = (
    ("art-video-de", "w", "de", "/2019/03/video-wurde-geloescht/", "Video wurde gelöscht – was tun?", ("was man tun kann",)),
    ("art-page-gone-en", "d", "en", "/songs/771", "This Page Is Gone", ("a song by the Registrars",)),
    ("art-help-en", "f", "en", "/help/88", "Page not found – what to do?", ()),
    ("art-help-fr", "t", "fr", "/aide/88.html", "Page introuvable : que faire ?", ("aide",)),
    ("art-deleted-it", "d", "it", "/blog/88", "Il video è stato rimosso", ("la storia di un video",)),
    ("art-missing-it", "w", "it", "/2019/03/pagina-non-trovata/", "Pagina non trovata", ()),
    ("art-expired-es", "f", "es", "/noticias/8812", "El anuncio ha caducado", ("historia de un anuncio",)),
    ("art-removed-pt", "d", "pt", "/textos/12", "Este conteúdo foi removido", ("um conto sobre o esquecimento",)),
    ("art-gone-nl", "f", "nl", "/verhalen/88", "Deze pagina bestaat niet meer", ("een verhaal",)),
    ("art-removed-nl", "b", "nl", "/t/88", "Bericht verwijderd", ("waarom een bericht verdween",)),
    ("art-gone-ro", "w", "ro", "/2019/03/pagina-nu-mai-exista/", "Pagina nu mai există", ()),
    ("art-deleted-ro", "f", "ro", "/stiri/88", "Videoclipul a fost șters", ("povestea unui videoclip",)),
    ("art-removed-cs", "d", "cs", "/clanky/88", "Článek byl smazán", ("proč zmizel článek",)),
    ("art-gone-hu", "f", "hu", "/cikk/88", "Az oldal nem létezik", ("egy novella",)),
    ("art-removed-sv", "w", "sv", "/artiklar/88/", "Sidan finns inte längre", ("en novell",)),
    ("art-removed-el", "f", "el", "/arthra/88", "Η σελίδα δεν υπάρχει", ("ένα διήγημα",)),
    ("art-removed-fi", "f", "fi", "/jutut/88", "Sivua ei löydy", ("novelli",)),
    ("art-removed-id", "d", "id", "/cerita/88", "Halaman tidak ditemukan", ("sebuah cerita",)),
    ("art-video-id", "w", "id", "/2019/03/video-telah-dihapus/", "Video telah dihapus", ()),
    ("art-removed-da", "f", "da", "/noveller/88", "Siden findes ikke", ("en novelle",)),
    ("art-removed-bg", "f", "bg", "/razkazi/88", "Страницата не съществува", ("един разказ",)),
    ("art-removed-sr", "d", "sr", "/price/88", "Страница није пронађена", ("једна прича",)),
    ("art-deleted-ja", "w", "ja", "/archives/8812", "この記事は削除されました", ("消えた記事について",)),
    ("art-deleted-zh", "d", "zh", "/p/8812", "该内容已被删除", ("一篇小说",)),
    ("art-deleted-ko", "w", "ko", "/8812", "삭제된 게시물입니다", ("사라진 글에 대하여",)),
    ("art-deleted-tr", "d", "tr", "/yazi/88", "Bu ilan yayından kaldırılmıştır", ("bir ilanın hikayesi",)),
    ("art-deleted-vi", "f", "vi", "/bai-viet/88", "Bài viết đã bị xóa", ("chuyện một bài viết",)),
    ("art-deleted-th", "f", "th", "/story/88", "ไม่พบหน้าที่คุณต้องการ", ("เรื่องสั้น",)),
    ("art-deleted-ar", "d", "ar", "/maqal/88", "تم حذف هذا المنشور", ("قصة منشور",)),
    ("art-deleted-fa", "w", "fa", "/1397/12/20/88/", "این صفحه حذف شده است", ("داستان کوتاه",)),
    ("art-deleted-he", "f", "he", "/maamar/88", "העמוד הוסר", ("סיפור קצר",)),
    ("art-deleted-hi", "f", "hi", "/kahani/88", "पृष्ठ नहीं मिला", ("एक कहानी",)),
    ("art-deleted-ru", "t", "ru", "/rasskazy/88.html", "Объявление снято с публикации", ("рассказ",)),
    ("art-deleted-pl", "w", "pl", "/2019/03/ogloszenie-wygaslo/", "Ogłoszenie wygasło", ()),
)  # fmt: skip

# Threads and help pages of a few sentences: name, frame, language, path, title, question, answers, anchors.
_THREADS = (
    ("thread-video-de", "b", "de", "/viewtopic.php?t=8812", "Video wurde gelöscht – was tun?", "Mein Video wurde gestern ohne Nachricht gelöscht. Kann man es zurückholen?", ("Schau in den Papierkorb deines Kanals.", "Bei mir half eine Mail an den Betreiber, nach drei Tagen war es wieder da."), ("Video weg",)),
    ("thread-account-fr", "d", "fr", "/forum/sujet-8812.html", "Compte supprimé, que faire ?", "Mon compte a été supprimé hier, je ne sais pas pourquoi.", ("Écris au service client.", "Pareil ici, ils l'ont rétabli en une semaine."), ()),
    ("thread-page-es", "b", "es", "/viewtopic.php?f=2&t=8812", "Página no encontrada al entrar en el foro", "Desde ayer me sale eso al entrar. ¿A alguien más?", ("Borra la caché.", "A mí también, ya está arreglado."), ()),
    ("thread-page-it", "d", "it", "/topic/8812-pagina-non-trovata/", "Pagina non trovata", "Da ieri mi esce questo errore sul mio sito, non so cosa fare.", ("Controlla il file .htaccess.", "Risolto, grazie mille!"), ()),
    ("thread-product-pl", "b", "pl", "/temat/8812", "Produkt niedostępny?", "Czy ktoś wie, kiedy wróci? Na stronie pisze, że produkt jest niedostępny.", ("Podobno w maju.", "Kupiłem w innym sklepie."), ("kiedy wróci",)),
    ("thread-link-ru", "d", "ru", "/topic/8812", "Ссылка не работает", "Пишет: страница не найдена. У кого осталась копия?", ("Есть в архиве, кинул в личку.", "Спасибо, скачал."), ()),
    ("thread-ja", "b", "ja", "/thread/8812", "動画が削除されました", "昨日アップした動画が消えました。どうすればいいですか。", ("運営に問い合わせてみてください。", "私も同じでしたが、三日後に戻りました。"), ("動画が消えた話",)),
    ("thread-ko", "d", "ko", "/board/8812", "게시글이 삭제되었습니다 이거 왜 이러죠?", "어제 쓴 글이 없어졌어요. 아시는 분 계신가요?", ("관리자에게 문의하세요.", "저도 그랬는데 다시 돌아왔어요."), ()),
    ("thread-zh", "b", "zh", "/thread-8812-1-1.html", "帖子已被删除怎么办", "昨天发的帖子不见了，有人知道原因吗？", ("联系一下版主吧。", "我的也是，后来恢复了。"), ()),
    ("thread-tr", "d", "tr", "/konu/8812", "Hesabım silindi", "Dün hesabım silindi, ne yapmalıyım?", ("Destek ekibine yaz.", "Bana üç gün sonra geri verdiler."), ()),
    ("thread-nl", "b", "nl", "/topic/8812", "Advertentie verwijderd?", "Mijn advertentie is gisteren verwijderd, weet iemand waarom?", ("Waarschijnlijk door een klacht.", "Gewoon opnieuw plaatsen."), ()),
    ("thread-pt", "d", "pt", "/forum/8812", "Página não encontrada depois da atualização", "Depois de atualizar aparece sempre isto.", ("Grava de novo as ligações permanentes.", "Resultou, obrigado."), ()),
    ("thread-sv", "b", "sv", "/trad/8812", "Tråden är borttagen", "Varför togs min tråd om kvarnen bort?", ("Fråga en moderator.", "Den finns i arkivet nu."), ("varför trådar försvinner",)),
    ("thread-en", "d", "en", "/t/8812", "This video has been removed", "Anyone got a copy of the wheel film? The site says this video has been removed.", ("I have it, will send it tonight.", "Got it, thanks a lot."), ("asking for a copy",)),
    ("faq-short-en", "f", "en", "/faq/88", "Page not found – what to do?", "Check the spelling first.", ("If that is right, write to us and tell us where you found the link.",), ("our answers",)),
)  # fmt: skip

# Short pages that are what they are: name, frame, language, path, title, main, anchors.
_SHORT = (
    ("caption-it", "d", "it", "/foto/8812", "Mulino di sopra", "<h1>Mulino di sopra</h1><img src=/m.jpg><p>Fotografia del mulino che non esiste più.</p>", ("il mulino di sopra",)),
    ("caption-it-uncited", "t", "it", "/foto/8813.html", "Il ponte vecchio", "<h3>Il ponte vecchio</h3><img src=/p.jpg><p>Immagine del ponte che è stato demolito nel 1966 e non esiste più.</p>", ()),
    ("caption-ro", "f", "ro", "/imagine/88", "Moara veche", "<h1>Moara veche</h1><img src=/m.jpg><p>Fotografie a morii care nu mai există.</p>", ("moara veche",)),
    ("caption-ro-uncited", "d", "ro", "/imagine/89", "Podul de lemn", "<h1>Podul de lemn</h1><img src=/p.jpg><p>Imagine cu podul care nu mai există.</p>", ()),
    ("caption-ja", "w", "ja", "/photo/8812", "水車小屋", "<h1>水車小屋</h1><img src=/m.jpg><p>今はもう存在しない水車小屋の写真。</p>", ("水車小屋の写真",)),
    ("caption-ja-uncited", "d", "ja", "/photo/8813", "木の橋", "<h1>木の橋</h1><img src=/p.jpg><p>もう存在しない橋の写真です。</p>", ()),
    ("caption-es", "f", "es", "/foto/88", "El puente", "<h1>El puente</h1><img src=/p.jpg><p>Foto del puente que ya no existe.</p>", ()),
    ("caption-fr", "d", "fr", "/photo/88", "Le vieux pont", "<h1>Le vieux pont</h1><img src=/p.jpg><p>Photo d'un pont qui n'existe plus.</p>", ()),
    ("caption-tr", "f", "tr", "/foto/88", "Eski köprü", "<h1>Eski köprü</h1><img src=/p.jpg><p>Artık var olmayan köprünün fotoğrafı.</p>", ()),
    ("caption-de", "d", "de", "/bild/88", "Alte Brücke", "<h1>Alte Brücke</h1><img src=/p.jpg><p>Bild einer Brücke, die es nicht mehr gibt.</p>", ()),
    ("caption-ru", "f", "ru", "/foto/88", "Старый мост", "<h1>Старый мост</h1><img src=/p.jpg><p>Фото моста, которого больше не существует.</p>", ()),
    ("caption-ko", "d", "ko", "/photo/88", "나무다리", "<h1>나무다리</h1><img src=/p.jpg><p>지금은 존재하지 않는 다리의 사진.</p>", ()),
    ("wp-404-class", "e", "en", "/lamps/", "Lamps", "<article class='page'><h1 class='entry-title'>Lamps</h1><div class='entry-content'><p>Brass and copper, made to order.</p></div></article>", ("their lamps",)),
    ("wp-404-class-uncited", "e", "de", "/oeffnungszeiten/", "Öffnungszeiten", "<article class='page'><h1 class='entry-title'>Öffnungszeiten</h1><p>Montag bis Freitag, 9 bis 17 Uhr.</p></article>", ()),
    ("wp-404-class-id", "e", "en", "/?page_id=88", "Contact", "<article class='page'><h1 class='entry-title'>Contact</h1><p>12 Mill Lane, Lark. Phone 88 12 88.</p></article>", ()),
    ("wp-404-class-ja", "e", "ja", "/access/", "アクセス", "<article class='page'><h1>アクセス</h1><p>駅から徒歩五分。</p><iframe src='https://maps.test/e'></iframe></article>", ("アクセス",)),
    ("cookies-recipe-en", "c", "en", "/r/88", "Oat cookies", "<h1>Oat cookies</h1><p>These cookies take ten minutes.</p><p>Oats, butter, sugar, one egg.</p><button>Print</button><button>Save</button>", ("what to bake",)),
    ("cookies-recipe-uncited", "d", "en", "/r/89", "Grandma's best", "<h1>Grandma's best</h1><p>Cookies with raisins. Bake at 180 °C for 12 minutes.</p><button>Print</button><button>I made this</button>", ()),
    ("cookies-recipe-de", "f", "de", "/rezept/88", "Haferkekse", "<h1>Haferkekse</h1><p>Cookies wie in Amerika: Haferflocken, Butter, Zucker.</p><button>Drucken</button><button>Merken</button>", ()),
    ("cookies-recipe-fr", "d", "fr", "/recette/88", "Biscuits", "<h1>Biscuits</h1><p>Des cookies moelleux au chocolat, prêts en 20 minutes.</p><button>Imprimer</button><button>Ajouter</button>", ()),
    ("cookies-recipe-ja", "w", "ja", "/recipe/88", "かんたんクッキー", "<h1>かんたんクッキー</h1><p>クッキーの材料は小麦粉とバターと砂糖。</p><button>印刷</button><button>保存</button>", ()),
    ("toys-ages-12", "d", "en", "/p/88", "Ages 12 and up", "<h1>Ages 12 and up</h1><ul><li><a href=/p/1>Ships</a><li><a href=/p/2>Robots</a></ul><button>Add</button><button>Filter</button>", ("toys",)),
    ("toys-ages-16", "c", "en", "/p/89", "Steam engine kit, ages 16+", "<h1>Steam engine kit, ages 16+</h1><p>$89. For ages 16 and over.</p><button>Buy</button><button>Wish list</button>", ()),
    ("toys-de", "f", "de", "/p/88", "Ab 12 Jahren", "<h1>Ab 12 Jahren</h1><p>Spiele ab 12 Jahren</p><button>Liste</button><button>Kacheln</button>", ()),
    ("toys-fr", "d", "fr", "/p/88", "Dès 14 ans", "<h1>Dès 14 ans</h1><p>Jeux dès 14 ans</p><button>Trier</button><button>Filtrer</button>", ()),
    ("course-18", "w", "en", "/courses/88/", "Pottery, 18 and over", "<h1>Pottery, 18 and over</h1><p>Tuesdays, 18:00.</p><button>Book</button><button>Share</button>", ()),
    ("word-missing", "f", "en", "/define/missing", "missing", "<h1>missing</h1><p>adj. not found; absent.</p>", ()),
    ("word-gone-de", "d", "de", "/wort/verschwunden", "verschwunden", "<h1>verschwunden</h1><p>Adj. nicht mehr vorhanden, nicht mehr zu finden.</p>", ()),
    ("error-code-table", "t", "en", "/doc/errors.html", "Error codes", "<h3>Error codes</h3><table><tr><td>17<td>File not found<tr><td>18<td>Access denied</table>", ("error codes of the pump",)),
    ("api-doc-404", "d", "en", "/api/errors/404", "404 Not Found", "<h1>404 Not Found</h1><p>Returned if the lamp with this id does not exist.</p><pre>{\"error\": \"lamp not found\"}</pre>", ("the API's 404",)),
    ("film-gone", "f", "en", "/film/88", "Gone (2012)", "<h1>Gone</h1><p>2012 · 94 min</p>", ("a thriller",)),
    ("book-nobody-home", "c", "en", "/b/88", "Nobody's Here", "<h1>Nobody's Here</h1><p>There is nothing here: poems. 88 pages, $9.</p>", ("a book of poems",)),
    ("species-extinct", "d", "en", "/species/88", "Lark island rail", "<h1>Lark island rail</h1><p>Extinct. It no longer exists on this island; last seen 1932.</p>", ()),
    ("station-closed-de", "t", "de", "/bahnhof/88.html", "Haltepunkt Mühle", "<h3>Haltepunkt Mühle</h3><p>Der Haltepunkt existiert nicht mehr. Er wurde 1974 geschlossen und abgetragen.</p>", ("Haltepunkt Mühle",)),
    ("station-closed-uncited", "d", "de", "/bahnhof/89", "Haltepunkt Weiher", "<h1>Haltepunkt Weiher</h1><p>Die Haltestelle gibt es nicht mehr.</p><p>Strecke 412, km 12,4. Höhe 312 m.</p>", ()),
    ("shop-closed-shown", "f", "en", "/place/88", "Café Lark", "<h1>Café Lark</h1><p>Permanently closed</p><p>12 Mill Lane. Rated 4.4 by 212 people.</p>", ("Café Lark",)),
    ("product-discontinued-shown", "c", "en", "/p/lamp-12", "Lamp 12", "<h1>Lamp 12</h1><img src=/12.jpg><p>This product has been discontinued. Its manual and spare parts are below.</p><ul><li>Height 30 cm<li>Weight 900 g</ul>", ("Lamp 12",)),
    ("deleted-comment", "b", "en", "/t/8813", "Which oil for lamps?", "<h1>Which oil for lamps?</h1><p>[This comment has been deleted]</p><p>Paraffin, the thin one.</p>", ()),
    ("event-past-fr", "w", "fr", "/agenda/88/", "Fête du moulin", "<h1>Fête du moulin</h1><p>Cet événement est terminé.</p><p>3 mai, 15 h, place du moulin. Entrée libre.</p>", ("la fête du moulin",)),
    ("archived-notice-gov", "f", "en", "/guidance/88", "Lamps in mines", f"<h1>Lamps in mines</h1><p>This guidance was withdrawn on 3 May 2014. It is kept for the record.</p>{told('en')}", ("guidance on lamps",)),
    ("changelog", "d", "en", "/changes/88", "8.8", "<h1>8.8</h1><ul><li>The page “Lamps” has been removed<li>Fixed: page could not be found after a login</ul>", ()),
    ("poem-short-sv", "t", "sv", "/dikt/88.html", "Borta", "<h3>Borta</h3><p>Sidan är tom,<br>bron finns inte mer,<br>ån går ändå.</p>", ("en dikt",)),
    ("quote-short", "w", "en", "/quote/88/", "Anna Reed", "<blockquote>The page you are looking for is in another book.</blockquote><p>Anna Reed</p>", ("a word of Anna Reed's",)),
    ("todo-list", "-", "en", "/todo.html", "todo", "<ul><li>mend broken link on page 3<li>dead link in footer<li>buy oil</ul>", ("my list",)),
    ("one-word", "-", "en", "/hello.html", "", "Hello", ("hello",)),
    ("test-page", "-", "en", "/test.html", "Test page", "<h1>Test</h1><p>This is a test page.</p>", ("test page",)),
    ("left-blank", "-", "en", "/p12.html", "p. 12", "<p>This page is intentionally left blank.</p>", ("page 12",)),
    ("image-only", "-", "en", "/plan.html", "", "<img src=/plan.gif width=800 height=600>", ("the plan",)),
    ("frames", "-", "en", "/buch/index2.htm", "Mühlenbuch", "", ("das Mühlenbuch",)),
    ("table-only", "-", "en", "/tide.htm", "Tides", "<table border=1><tr><th>Day<th>High<tr><td>1<td>04:12<tr><td>2<td>05:01</table>", ("tides",)),
    ("counter-page", "-", "de", "/gast.htm", "Gästebuch", "<center><font size=5>Gästebuch</font><hr>Noch keine Einträge.<br><a href=neu.htm>Eintragen</a></center>", ("Gästebuch",)),
    ("marquee", "-", "ru", "/index3.htm", "Мельница", "<marquee>Добро пожаловать!</marquee><center>Сайт о мельницах<br><img src=m.gif></center>", ("о мельницах",)),
    ("canvas-toy", "-", "en", "/toys/wheel.html", "Wheel", "<canvas width=600 height=400></canvas><script>var c=document.querySelector('canvas').getContext('2d');c.fillRect(0,0,9,9);setInterval(function(){c.rotate(.1)},40)</script>", ("a toy wheel",)),
    ("directory", "-", "en", "/pub/lamps/", "Index of /pub/lamps", "<h1>Index of /pub/lamps</h1><pre><a href=../>Parent Directory</a>\n<a href=a.zip>a.zip</a>  2014-05-02  12K\n</pre>", ("the files",)),
    ("directory-empty", "-", "en", "/pub/empty/", "Index of /pub/empty", "<h1>Index of /pub/empty/</h1><hr><pre><a href=../>../</a>\n</pre><hr>", ("the folder",)),
)  # fmt: skip

_XML = "application/xml; charset=utf-8"
# What is no page: name, path, body, type, anchors.
_FILES = (
    ("text-readme", "/README.txt", "LAMP 1.0\n\nIf you get \"File not found\", set LAMPDIR first.\n", "text/plain", ("read me",)),
    ("text-log", "/log/88.txt", "12:01 GET /a 200\n12:02 GET /b 404 not found\n", "text/plain; charset=utf-8", ("the log",)),
    ("text-one-line", "/version", "1.4.2\n", "text/plain", ("version",)),
    ("text-gone", "/poems/gone.txt", "GONE\n\nThe mill no longer exists.\nThe river does.\n", "text/plain", ()),
    ("text-untyped", "/NOTES", "Lamps\n=====\nTo be written.\n", None, ("notes",)),
    ("json-empty-list", "/api/lamps?colour=blue", "[]", "application/json", ("blue lamps",)),
    ("json-status", "/api/status", '{"status":"ok","errors":[],"deleted":false}', "application/json", ("status",)),
    ("json-entry", "/api/lamps/88", '{"id":88,"name":"Brass","deleted_at":null,"error":null}', "application/json", ("lamp 88",)),
    ("json-catalogue-of-errors", "/api/codes", '{"codes":{"E1":"page not found","E2":"access denied","E3":"session expired"}}', "application/json", ("codes",)),
    ("xml-sitemap", "/sitemap.xml", "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{base}/a</loc></url></urlset>", _XML, ("sitemap",)),
    ("xml-error-in-data", "/data.xml", "<?xml version='1.0'?><log><error code='404'>not found</error><error code='410'>gone</error></log>", _XML, ("the log",)),
    ("feed-rss", "/feed", "<?xml version='1.0'?><rss version='2.0'><channel><title>Lark</title><item><title>Page not found</title><link>{base}/12</link></item></channel></rss>", "application/rss+xml", ("feed",)),
    ("feed-atom-empty", "/atom", "<feed xmlns='http://www.w3.org/2005/Atom'><title>Lark</title></feed>", "application/atom+xml", ("feed",)),
    ("svg", "/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text>404</text></svg>", "image/svg+xml", ("logo",)),
    ("pdf", "/report.pdf", "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "application/pdf", ("the report",)),
    ("pdf-as-octets", "/get?id=88", "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "application/octet-stream", ("the report",)),
    ("csv", "/rain.csv", "day,mm\n1,12\n2,n/a\n", "text/csv", ("rain",)),
    ("ics", "/mill.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "text/calendar", ("dates",)),
    ("robots", "/robots.txt", "User-agent: *\nDisallow: /404\nDisallow: /error\n", "text/plain", ("robots",)),
    ("css", "/a.css", "/* 404 page */ .error404{color:red}", "text/css", ("style",)),
    ("script", "/a.js", "if(status===404){alert('Page not found')}", "application/javascript", ("script",)),
    ("markdown", "/README.md", "# Lamp\n\nReturns `404 Not Found` if there is no such lamp.\n", "text/markdown", ("read me",)),
    ("bibtex", "/cite/88.bib", "@article{reed88,title={The page that was not found}}", "text/plain", ("cite",)),
    ("turtle", "/id/88.ttl", "<#a> <#b> <#c> .", "text/turtle", ("as data",)),
    ("html-as-text", "/code/404.html.txt", "<html><title>404 Not Found</title><h1>Not Found</h1></html>", "text/plain", ("the source of an error page",)),
    ("gopher-menu", "/menu", "iWelcome\t\t\t70\r\n0Lamps\t/l\tlark.test\t70\r\n.\r\n", "text/plain", ("menu",)),
)  # fmt: skip


def _missing(name: str) -> Reply:
    """A third of the sites each answers what it does not know with the server's 404, the site's own, or softly."""
    return (NONE, _FRAMED_404, _SOFT)[len(name) % 3]


def _alive(name: str, path: str, body: str | Reply, anchors: tuple[str, ...], missing: Reply) -> Case:
    return Case(f"un-{name}", path, "alive", "", pages({path: body, "/": HOME}, missing), anchors=anchors)


_FRAMESET = "<html><head><title>Mühlenbuch</title></head><frameset cols='20%,80%'><frame src=l.htm><frame src=r.htm></frameset></html>"

CASES = [
    *(_alive(name, path, put(frame, title, _post(title, language), language), anchors, _missing(name)) for name, frame, language, path, title, anchors in _TITLED),
    *(_alive(name, path, put(frame, title, _thread(title, question, *answers), language), anchors, _missing(name)) for name, frame, language, path, title, question, answers, anchors in _THREADS),
    *(_alive(name, path, _FRAMESET if name == "frames" else put(frame, title, main, language), anchors, NONE if frame == "-" else _missing(name)) for name, frame, language, path, title, main, anchors in _SHORT),
    *(_alive(name, path, Reply(body=body, type=kind), anchors, NONE) for name, path, body, kind, anchors in _FILES),
    _alive("own-canonical-de", "/forum/threads/video-geloescht.8812/", framed("Video gelöscht", _thread("Video gelöscht", "Wo ist das Video vom Mühlrad hin?", "Keine Ahnung.", "Im Archiv."), "de", site="Lark", kilobytes=20, head="<link rel=canonical href='{base}{path}'><meta property='og:type' content='article'>"), (), NONE),
    _alive("own-canonical-en", "/q/8812/", framed("Link not found", _thread("Link not found", "Where did the chart go?", "It is on page two."), "en", site="Lark", kilobytes=20, head="<link rel=canonical href='{base}{path}'>"), (), _SOFT),
    _alive("only-heading-fits", "/lost-and-found", bare("Lost and found", "<h1>Lost and found</h1><p>One glove, grey. One key.</p>"), (), NONE),
]  # fmt: skip
