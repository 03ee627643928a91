"""Essays called by the very words of their site's own 404, and errors of that name at 200 with other advice than it has.

The site answers invented addresses with 404. Written, truth first, before a run on them; here in the frames of this folder.
"""

from collections.abc import Iterator

from tests.corpus.cases.unseen_frames import put
from tests.corpus.frames import known_languages
from tests.corpus.html import HOME
from tests.corpus.model import Case, Reply, pages

# language, title, essay, advice to the lost ("" where there is none)
_ROWS = (
    (
        "en",
        "Page not found",
        "My aunt kept a cookery book with one page cut out. She never said which dish it was. We cooked round the hole for forty years.",
        "Perhaps it was renamed. Try the archive, or write to us.",
    ),
    (
        "de",
        "Seite nicht gefunden",
        "In Großvaters Atlas fehlte die Seite mit der Ostsee. Wir Kinder malten sie neu, jedes Jahr ein wenig größer.",
        "Vielleicht wurde der Beitrag umbenannt. Schauen Sie in der Übersicht nach.",
    ),
    (
        "fr",
        "Page introuvable",
        "Au grenier, le journal de bord s’arrêtait au 4 mai. La suite avait servi à allumer le poêle, disait ma tante, et elle souriait.",
        "Elle a peut-être changé de place lors de la refonte du site. Essayez le plan du site.",
    ),
    (
        "es",
        "Página no encontrada",
        "Al cuaderno de mi abuelo le faltaba la página del viernes. Nadie supo qué hizo aquel día; volvió a casa con una cabra.",
        "Quizá la hayamos movido al renovar la web. Pruebe con el buscador.",
    ),
    (
        "it",
        "Pagina non trovata",
        "Il registro del parroco salta dal 1911 al 1913. In paese dicono che quell’anno non nacque nessuno per paura dell’esame.",
        "Forse l’abbiamo spostata durante il rinnovo del sito. Provi con la ricerca.",
    ),
    (
        "pt",
        "Página não encontrada",
        "Faltava uma página no livro de contas da avó. Era a do mês em que comprou o piano.",
        "Pode ter mudado de endereço na renovação do site. Tente a busca.",
    ),
    (
        "nl",
        "Pagina niet gevonden",
        "In het logboek ontbreekt de dag van de storm. De schipper zei dat hij te druk was om te schrijven.",
        "Misschien is hij verhuisd bij de vernieuwing van de site. Probeer de zoekfunctie.",
    ),
    (
        "sv",
        "Sidan finns inte",
        "I mormors psalmbok saknas ett blad. Hon hade skrivit ett recept på det och gett det till grannen.",
        "Den kan ha flyttats när webbplatsen gjordes om. Prova sökningen.",
    ),
    (
        "no",
        "Siden finnes ikke",
        "Loggboka mangler siden for den dagen. Skipperen sa at hendene var for kalde.",
        "Den kan ha blitt flyttet da nettstedet ble lagt om. Prøv søket.",
    ),
    (
        "da",
        "Siden findes ikke",
        "I farfars regnskab mangler maj. Det var den måned han købte hesten.",
        "Den er måske flyttet, da vi lavede siden om. Prøv søgefeltet.",
    ),
    (
        "fi",
        "Sivua ei löydy",
        "Isoisän päiväkirjasta puuttuu yksi sivu. Sinä päivänä hän kosi, sanoi mummo.",
        "Se on voinut siirtyä sivuston uudistuksessa. Kokeile hakua.",
    ),
    (
        "pl",
        "Nie znaleziono strony",
        "W pamiętniku dziadka brakuje jednej kartki. Babcia mówiła, że zawinął w nią śledzia.",
        "Mogła zmienić adres podczas przebudowy serwisu. Skorzystaj z wyszukiwarki.",
    ),
    (
        "cs",
        "Stránka nenalezena",
        "V dědově zápisníku chybí list z května. Ten měsíc si koupil motorku.",
        "Možná se přesunula při přestavbě webu. Zkuste vyhledávání.",
    ),
    (
        "hu",
        "Az oldal nem található",
        "Nagyapa naplójából hiányzik egy lap. Aznap vette a lovat, de nagyanyám ezt nem tudta.",
        "Lehet, hogy a honlap megújításakor elköltözött. Próbálja a keresőt.",
    ),
    (
        "ro",
        "Pagina nu a fost găsită",
        "Din caietul bunicii lipsea o foaie. Pe ea scrisese rețeta pe care n-o dădea nimănui.",
        "Poate că a fost mutată la refacerea site-ului. Încercați căutarea.",
    ),
    (
        "el",
        "Η σελίδα δεν βρέθηκε",
        "Από το τετράδιο του παππού έλειπε μια σελίδα. Εκείνη τη μέρα είχε πουλήσει τη βάρκα.",
        "Ίσως μεταφέρθηκε κατά την ανανέωση του ιστότοπου. Δοκιμάστε την αναζήτηση.",
    ),
    (
        "ru",
        "Страница не найдена",
        "В дедушкином дневнике не хватало листа. В тот день, говорила бабушка, он выиграл в карты корову.",
        "Возможно, она переехала при обновлении сайта. Попробуйте поиск.",
    ),
    (
        "uk",
        "Сторінку не знайдено",
        "У дідовому зошиті бракувало аркуша. Того дня він виміняв коня на годинник.",
        "Можливо, вона переїхала під час оновлення сайту. Спробуйте пошук.",
    ),
    (
        "bg",
        "Страницата не е намерена",
        "В тетрадката на дядо липсваше лист. На него баба записала рецептата за туршия и го дала на съседката.",
        "Може да е преместена при обновяването на сайта. Опитайте с търсачката.",
    ),
    (
        "sr",
        "Страница није пронађена",
        "У дединој свесци недостаје један лист. Тога дана је продао виноград.",
        "Можда је премештена при обнови сајта. Пробајте претрагу.",
    ),
    (
        "tr",
        "Sayfa bulunamadı",
        "Dedemin defterinde bir yaprak eksikti. O gün atı satmış, kimseye söylememiş.",
        "Site yenilenirken taşınmış olabilir. Arama kutusunu deneyin.",
    ),
    (
        "ar",
        "الصفحة غير موجودة",
        "كانت في دفتر جدي ورقة ناقصة. قالت جدتي إنه كتب عليها دينا ثم أكلها.",
        "ربما نقلت عند تجديد الموقع. جرب البحث.",
    ),
    (
        "he",
        "הדף לא נמצא",
        "ביומן של סבא חסר דף אחד. באותו יום, סיפרה סבתא, הוא מכר את החמור ושר כל הדרך.",
        "ייתכן שהועבר בעת חידוש האתר. נסו את החיפוש.",
    ),
    (
        "fa",
        "صفحه یافت نشد",
        "از دفتر پدربزرگ یک برگ کم بود. مادربزرگ می\u200cگفت آن روز اسب را فروخته بود.",
        "شاید هنگام بازسازی سایت جابه\u200cجا شده باشد. جستجو را امتحان کنید.",
    ),
    (
        "hi",
        "पृष्ठ नहीं मिला",
        "दादाजी की बही में एक पन्ना कम था। दादी कहती थीं कि उस दिन उन्होंने घोड़ा बेचा था।",
        "शायद साइट के नवीनीकरण में यह कहीं और चला गया हो। खोज आज़माएँ।",
    ),
    (
        "ja",
        "ページが見つかりません",
        "祖父の日記は五月四日だけ抜けている。その日、馬を売ったのだと祖母は言った。",
        "サイトの改装で移動した可能性があります。検索をお試しください。",
    ),
    (
        "zh",
        "页面不存在",
        "爷爷的账本少了一页。奶奶说那天他把马卖了，回家一路唱歌。",
        "网站改版时可能已迁移,请使用搜索。",
    ),
    (
        "ko",
        "페이지를 찾을 수 없습니다",
        "할아버지의 장부에는 한 장이 없다. 그날 소를 팔았다고 할머니가 말했다.",
        "사이트 개편 때 옮겨졌을 수 있습니다. 검색을 이용해 보세요.",
    ),
    (
        "vi",
        "Không tìm thấy trang",
        "Sổ của ông thiếu một tờ. Bà bảo hôm ấy ông bán con trâu rồi vừa đi vừa hát.",
        "Có thể trang đã chuyển chỗ khi làm mới. Hãy thử ô tìm kiếm.",
    ),
    (
        "id",
        "Halaman tidak ditemukan",
        "Di buku kakek ada satu halaman yang hilang. Kata nenek, hari itu ia menjual kerbau.",
        "Mungkin pindah saat situs diperbarui. Coba kotak pencarian.",
    ),
    (
        "th",
        "ไม่พบหน้านี้",
        "สมุดของปู่ขาดไปหนึ่งแผ่น ย่าบอกว่าวันนั้นปู่ขายควาย แล้วร้องเพลงกลับบ้าน",
        "อาจถูกย้ายตอนปรับปรุงเว็บไซต์ ลองใช้ช่องค้นหา",
    ),
    (
        "sk",
        "Stránka sa nenašla",
        "V dedkovom zošite chýba list. V ten deň predal koňa a domov prišiel pešo.",
        "Možno sa presunula pri prestavbe webu. Skúste vyhľadávanie.",
    ),
    (
        "hr",
        "Stranica nije pronađena",
        "U djedovoj bilježnici nedostaje list. Toga dana prodao je barku.",
        "Možda je premještena pri obnovi stranice. Pokušajte s tražilicom.",
    ),
    (
        "ca",
        "Pàgina no trobada",
        "A la llibreta de l’avi hi faltava un full. Aquell dia havia venut la mula.",
        "Potser va canviar de lloc en renovar el web. Proveu el cercador.",
    ),
    ("et", "Lehte ei leitud", "Vanaisa päevikust on üks leht puudu. Sel päeval müüs ta hobuse.", ""),
    (
        "lt",
        "Puslapis nerastas",
        "Senelio užrašuose trūksta lapo. Tą dieną jis pardavė arklį.",
        "Galbūt jis perkeltas atnaujinant svetainę. Pabandykite paiešką.",
    ),
    ("lv", "Lapa nav atrasta", "Vectēva piezīmēs trūkst lapas. Tajā dienā viņš pārdeva zirgu.", ""),
    ("sl", "Strani ni mogoče najti", "V dedovem zvezku manjka list. Tistega dne je prodal konja.", ""),
    ("ka", "გვერდი ვერ მოიძებნა", "ბაბუის რვეულს ერთი ფურცელი აკლდა. იმ დღეს ცხენი გაყიდა, ამბობდა ბებია.", ""),
    ("eu", "Ez da orria aurkitu", "Aitonaren koadernoan orri bat falta zen. Egun hartan saldu zuen astoa.", ""),
)
_FRAMES = "fdtcw"
_CANONICAL = "<link rel=canonical href='{base}{path}'>"


def _case(name: str, frame: str, language: str, title: str, text: str, *, dead: bool, anchor: str, head: str) -> Case:
    known = language if language in known_languages() else "en"

    def under_the_name(what: str, head: str = "") -> str:
        return put(frame, title, f"<h1>{title}</h1>{what}", known, head)

    site = pages({"/e/12": under_the_name(f"<p>{text}</p>", head), "/": HOME}, Reply(404, under_the_name("")))
    expected, reason = ("dead", "soft-404") if dead else ("alive", "")
    return Case(name, "/e/12", expected, reason, site, anchors=(anchor,))


def _cases() -> Iterator[Case]:
    for place, (language, title, essay, advice) in enumerate(_ROWS):
        frame = _FRAMES[place % len(_FRAMES)]
        head = _CANONICAL if place % 2 else ""
        yield _case(
            f"essay-{language}", frame, language, title, essay, dead=False, anchor=f"{title} (essay)", head=_CANONICAL
        )
        if advice:
            yield _case(f"lost-{language}", frame, language, title, advice, dead=True, anchor="Lamp of 1811", head=head)


CASES = tuple(_cases())
