"""What stands in place of pages in other languages than English, each with a page that only looks like it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.archive.histories.making import NEAR, OLDER, OLDEST, Copy, History, page


@dataclass(frozen=True)
class Abroad:
    """A page in a language, what stands in its place (title, body), and the title of a page that only looks like it."""

    language: str
    title: str
    text: str
    kind: str
    stand_in: tuple[str, str]
    twin: str


ABROAD = (
    Abroad(
        "it",
        "La qualità dell'acqua nelle valli del nord",
        "Le stazioni della provincia misurano ogni mese il livello dei nitrati nei fiumi e nei pozzi. Dal 2010 i valori"
        " scendono quasi ovunque, scrive l'ufficio, perché i contadini usano meno concime. Solo nella pianura il livello"
        " resta alto dopo le piogge d'autunno. Il prossimo anno saranno aggiunte due stazioni vicino al lago.",
        "an error",
        ("Errore", "<p>La pagina che stai cercando non è stata trovata. Potrebbe essere stata rimossa o spostata.</p>"),
        "Pagina non trovata: breve storia di un errore",
    ),
    Abroad(
        "pt",
        "Qualidade da água nos vales do norte",
        "As estações do município medem todos os meses o nível de nitrato nos rios e nos poços. Desde 2010 os valores"
        " descem em quase todos os lugares, diz o relatório, porque os agricultores usam menos adubo. Só na planície o"
        " nível continua alto depois das chuvas. No próximo ano haverá mais duas estações perto da represa.",
        "repairs",
        ("Site em manutenção", "<p>Estamos em manutenção. Voltaremos em breve. Obrigado pela compreensão.</p>"),
        "Site em manutenção: como as prefeituras cuidam das suas páginas",
    ),
    Abroad(
        "nl",
        "Waterkwaliteit in de noordelijke dalen",
        "De stations van de provincie meten elke maand het nitraat in rivieren en putten. Sinds 2010 dalen de waarden"
        " bijna overal, schrijft de dienst, omdat boeren minder mest gebruiken. Alleen in de vlakte blijft het gehalte na"
        " de regen van het najaar hoog. Volgend jaar komen er twee stations bij het meer bij.",
        "a question of consent",
        (
            "Cookies accepteren",
            "<p>Voordat u verdergaat: deze site gebruikt cookies. Accepteer cookies om verder te gaan.</p>"
            "<button>Alles accepteren</button><button>Weigeren</button>",
        ),
        "Cookies accepteren: wat lezers echt doen",
    ),
    Abroad(
        "pl",
        "Jakość wody w północnych dolinach",
        "Stacje powiatu mierzą co miesiąc azotany w rzekach i studniach. Od 2010 roku wartości spadają prawie wszędzie,"
        " pisze urząd, bo rolnicy używają mniej nawozów. Tylko na równinie poziom pozostaje wysoki po jesiennych"
        " deszczach. W przyszłym roku przy jeziorze powstaną dwie nowe stacje.",
        "an error",
        ("Powiat", "<p>Przepraszamy, strona o podanym adresie nie została znaleziona.</p>"),
        "Strona nie została znaleziona: o znikających adresach",
    ),
    Abroad(
        "ru",
        "Качество воды в северных долинах",
        "Станции района каждый месяц измеряют уровень нитратов в реках и колодцах. С 2010 года показатели почти везде"
        " снижаются, пишет ведомство, потому что крестьяне вносят меньше удобрений. Только на равнине уровень остаётся"
        " высоким после осенних дождей. В будущем году у озера появятся две новые станции.",
        "a host's notice",
        ("Сайт заблокирован", "<p>Аккаунт заблокирован. Обратитесь в службу поддержки хостинга.</p>"),
        "Сайт заблокирован: как закрывают страницы районов",
    ),
    Abroad(
        "ja",
        "北部の谷における水質調査",
        "県の観測所は毎月、川と井戸の硝酸塩の量を測っている。二〇一〇年からほとんどの場所で値が下がっている。農家が使う肥料が"
        "減ったためだと報告書は述べる。平野では秋の雨のあとも値が高いままである。来年は湖の近くに二つの観測所が加わる。",
        "an error",
        ("エラー", "<p>お探しのページは見つかりませんでした。移動または削除された可能性があります。</p>"),
        "お探しのページは見つかりませんでした、の歴史",
    ),
    Abroad(
        "zh",
        "北部山谷的水质报告",
        "县里的监测站每个月测量河流和水井中的硝酸盐含量。自二〇一〇年以来，几乎所有地方的数值都在下降，报告说，因为农民使用的"
        "化肥减少了。只有平原上的数值在秋雨之后仍然很高。明年湖边将增加两个监测站。",
        "a notice that it was removed",
        ("提示信息", "<p>抱歉，您访问的页面不存在或已被删除。</p>"),
        "您访问的页面不存在：网页为什么消失",
    ),
    Abroad(
        "el",
        "Η ποιότητα του νερού στις βόρειες κοιλάδες",
        "Οι σταθμοί του νομού μετρούν κάθε μήνα τα νιτρικά στα ποτάμια και στα πηγάδια. Από το 2010 οι τιμές πέφτουν σχεδόν"
        " παντού, γράφει η υπηρεσία, επειδή οι αγρότες χρησιμοποιούν λιγότερο λίπασμα. Μόνο στην πεδιάδα το επίπεδο μένει"
        " υψηλό μετά τις βροχές του φθινοπώρου. Του χρόνου θα προστεθούν δύο σταθμοί κοντά στη λίμνη.",
        "an error",
        ("Σφάλμα", "<p>Η σελίδα που ζητήσατε δεν βρέθηκε.</p>"),
        "Η σελίδα δεν βρέθηκε: ιστορία ενός λάθους",
    ),
    Abroad(
        "tr",
        "Kuzey vadilerinde su kalitesi",
        "İlçenin istasyonları her ay nehirlerdeki ve kuyulardaki nitrat düzeyini ölçüyor. 2010 yılından beri değerler"
        " neredeyse her yerde düşüyor, çünkü çiftçiler daha az gübre kullanıyor. Yalnızca ovada sonbahar yağmurlarından"
        " sonra düzey yüksek kalıyor. Gelecek yıl gölün yanına iki yeni istasyon kurulacak.",
        "a parked domain",
        ("county.example satılık", "<p>Bu alan adı satılıktır. Bu alan adını satın almak için teklif verin.</p>"),
        "Satılık alan adları: bir yılın bilançosu",
    ),
    Abroad(
        "sv",
        "Vattenkvalitet i de norra dalarna",
        "Länets stationer mäter varje månad nitrat i floder och brunnar. Sedan 2010 sjunker värdena nästan överallt,"
        " skriver myndigheten, eftersom bönderna använder mindre gödsel. Bara på slätten är nivån hög efter höstens regn."
        " Nästa år tillkommer två stationer vid sjön.",
        "a stub",
        (
            "Vattenkvalitet i de norra dalarna",
            "<p>Länets stationer mäter varje månad nitrat i floder och brunnar.</p>"
            "<p>Läs hela artikeln – bli prenumerant. Redan prenumerant? Logga in.</p>",
        ),
        "Bli prenumerant: tidningarnas sista hopp",
    ),
    Abroad(
        "cs",
        "Kvalita vody v severních údolích",
        "Stanice okresu měří každý měsíc dusičnany v řekách a studních. Od roku 2010 hodnoty téměř všude klesají, píše úřad,"
        " protože zemědělci používají méně hnojiv. Jen v nížině zůstává hladina po podzimních deštích vysoká. Příští rok"
        " přibudou u jezera dvě stanice.",
        "an error",
        ("Chyba", "<p>Omlouváme se, požadovaná stránka nebyla nalezena.</p>"),
        "Stránka nenalezena: krátké dějiny chyby",
    ),
    Abroad(
        "ko",
        "북부 계곡의 수질 보고서",
        "군의 측정소는 매달 강과 우물의 질산염 농도를 잰다. 이천십 년부터 거의 모든 곳에서 수치가 내려가고 있다. 농민들이 비료를"
        " 덜 쓰기 때문이라고 보고서는 말한다. 평야에서는 가을비가 내린 뒤에도 수치가 높다. 내년에는 호수 옆에 측정소 두 곳이"
        " 더 생긴다.",
        "a login",
        (
            "로그인",
            "<p>로그인이 필요한 서비스입니다.</p><form method=post><input name=id><input type=password name=pw>"
            "<button>로그인</button></form>",
        ),
        "로그인이 필요한 세상: 비밀번호의 역사",
    ),
    Abroad(
        "ar",
        "جودة المياه في الوديان الشمالية",
        "تقيس محطات المحافظة كل شهر مستوى النترات في الأنهار والآبار. ومنذ عام 2010 تنخفض القيم في كل مكان تقريبا، كما يقول"
        " التقرير، لأن المزارعين يستخدمون سمادا أقل. وفي السهل وحده يبقى المستوى مرتفعا بعد أمطار الخريف. وفي العام القادم"
        " ستضاف محطتان قرب البحيرة.",
        "an error",
        ("خطأ", "<p>عذرا، الصفحة التي تبحث عنها غير موجودة.</p>"),
        "الصفحة غير موجودة: تاريخ خطأ صغير",
    ),
    Abroad(
        "hu",
        "Vízminőség az északi völgyekben",
        "A megye állomásai minden hónapban mérik a nitrát szintjét a folyókban és a kutakban. 2010 óta az értékek szinte"
        " mindenhol csökkennek, írja a hivatal, mert a gazdák kevesebb trágyát használnak. Csak a síkságon marad magas a"
        " szint az őszi esők után. Jövőre két új állomás épül a tónál.",
        "an error",
        ("Hiba", "<p>A keresett oldal nem található.</p>"),
        "Az oldal nem található: egy hiba rövid története",
    ),
    Abroad(
        "fi",
        "Veden laatu pohjoisissa laaksoissa",
        "Maakunnan asemat mittaavat joka kuukausi jokien ja kaivojen nitraattia. Vuodesta 2010 arvot ovat laskeneet lähes"
        " kaikkialla, virasto kirjoittaa, koska viljelijät käyttävät vähemmän lannoitetta. Vain tasangolla taso pysyy"
        " korkeana syksyn sateiden jälkeen. Ensi vuonna järven rannalle tulee kaksi asemaa lisää.",
        "an error",
        ("Virhe", "<p>Valitettavasti hakemaasi sivua ei löytynyt.</p>"),
        "Sivua ei löytynyt: erään virheen historia",
    ),
    Abroad(
        "da",
        "Vandkvalitet i de nordlige dale",
        "Amtets stationer måler hver måned nitrat i åer og brønde. Siden 2010 falder værdierne næsten overalt, skriver"
        " myndigheden, fordi bønderne bruger mindre gødning. Kun på sletten er niveauet højt efter efterårets regn. Næste"
        " år kommer der to stationer til ved søen.",
        "a promise",
        ("Vandkvalitet i de nordlige dale", "<p>Rapporten offentliggøres her til efteråret.</p>"),
        "Rapporten kommer til efteråret: om løfter på nettet",
    ),
)


def histories() -> Iterator[History]:
    for at, abroad in enumerate(ABROAD):
        address = f"http://county.example/{abroad.language}/{8200 + at}"
        good = Copy(OLDER, _page(abroad, abroad.title, "older"))
        title, body = abroad.stand_in
        bad = page(title, body, language=abroad.language)
        name = f"{abroad.kind} ({abroad.language})"
        yield History(f"{name}, and the page before", [Copy(NEAR, bad), good], (OLDER,), address, abroad.title, most=3)
        yield History(f"only {name}", [Copy(NEAR, bad)], (), address, abroad.title, most=3)
        twin = Copy(NEAR, _page(abroad, abroad.twin, "twin"))
        older = Copy(OLDEST, _page(abroad, abroad.twin, "older twin"))
        yield History(f"twin: a page like {name}", [twin, older], (NEAR,), address, abroad.twin, most=2)


def _page(abroad: Abroad, title: str, seed: str) -> bytes:
    """Return the page in a site's frame, under a title, with something of its own."""
    frame = '<nav><a href="/">1</a> <a href="/2">2</a></nav>'
    text = f"<p>{title}.</p><p>{abroad.text}</p><p>{abroad.text}</p><p>{seed}</p>"
    return page(title, text, language=abroad.language, frame=frame)
