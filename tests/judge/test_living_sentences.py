"""What living pages say in the words of notices: things sold, removed or filled that are told of, rules of a house."""

from linkwatch.judge.own_end import is_notice_of_own_end
from linkwatch.judge.statements import kinds_said
from linkwatch.judge.tombstones import says_gone
from linkwatch.judge.words import AFTER_SENTENCE, fold

_TOLD_OF = (
    "This item was sold to a collector and is now part of the town museum.",
    "This property was sold in 2004 and houses a school today.",
    "This photo has been sold and hangs in the library's reading room.",
    "This game was sold to a Dutch publisher, which printed it until 2011.",
    "This position has been filled. The keeper starts in May.",
    "Dieses Objekt wurde verkauft und ist heute ein Museum.",
    "Dieses Bild wurde verkauft und hängt heute in Wien.",
    "Diese Position ist besetzt. Im Sturm suchen wir noch.",
    "Dieses Buch wurde verkauft und liegt heute im Stadtarchiv.",
    "Diese Wohnung wurde verkauft und dient seither als Praxis.",
    "Ce bien a été vendu en 2004 et abrite un musée.",
    "Ce poste n'existe plus. Le maire a repris ses tâches.",
    "Cette maison a été vendue en 1999 et sert d'école de musique.",
    "Ce livre a été vendu aux enchères et se trouve à Lyon.",
    "Este inmueble se ha vendido y hoy es la biblioteca del barrio.",
    "Este coche ha sido vendido y ahora corre en Portugal.",
    "Este puesto ya no existe. El alcalde asumió sus tareas.",
    "Questo immobile è stato venduto nel 2004 e ospita oggi un museo.",
    "Questo oggetto è stato venduto e si trova ora a Torino.",
    "Este imóvel foi vendido em 2004 e abriga hoje um museu.",
    "Este livro foi vendido em leilão e está hoje em Braga.",
    "Deze woning is verkocht en is nu een huisartsenpraktijk.",
    "Deze auto is verkocht en rijdt nu in België rond.",
    "Den här bilen är såld och står numera på ett museum.",
    "Detta objekt har sålts och är sedan dess en skola.",
    "Denne stillingen er besatt. Vi søker fortsatt en dirigent.",
    "Tento obraz byl prodán a dnes visí ve Vídni.",
    "Tento dokument byl prodán v aukci a dnes je v Brně.",
    "To zdjęcie zostało sprzedane i wisi dziś w ratuszu.",
    "Ten przedmiot został sprzedany i stoi teraz w muzeum.",
    "Ez az ingatlan elkelt, és ma múzeumnak ad otthont.",
    "Acest vehicul a fost vândut și astăzi este expus la muzeu.",
    "Эта квартира продана, и теперь в ней работает детский театр.",
    "Этот дом продан городу, теперь там музей кружева.",
    "Ця картина продана, і тепер вона висить у ратуші міста.",
    "Bu araç satıldı ve şimdi kasabanın müzesinde sergileniyor.",
    "Αυτό το ακίνητο πουλήθηκε και σήμερα στεγάζει το δημοτικό ωδείο.",
    "此照片已售出，现藏于市博物馆。",
    "该房源已售出，如今是一家社区图书馆。",
    "이 제품은 판매가 완료되었고 지금은 시립 박물관에 있습니다.",
    "Dieses Bild wurde entfernt und hängt heute in Wien.",
    "This item was removed in 2010 and is now in the town museum.",
    "Cette photo a été retirée en 2004 et se trouve aujourd'hui au musée.",
    "Deze pagina is gesloten en is nu een café.",
    "Este documento fue retirado en 2004 y hoy está en el archivo.",
    "Questo documento è stato rimosso nel 2004 e oggi si trova a Roma.",
    "Этот документ удалён из собрания и сейчас хранится в музее.",
    "Ten dokument został usunięty i dziś znajduje się w muzeum.",
)
_OWN_ENDS = (
    "This vacancy has been filled.",
    "This item has been sold.",
    "Diese Stelle ist bereits besetzt.",
    "Ce bien a été vendu le 3 juin 2022.",
    "Este anuncio xa non se vende.",
    "Este produto já não se vende.",
)
_OF_AGE = (
    "Visitors under 18 must be accompanied by an adult when they visit the castle.",
    "You must be 18 years or older to own a hunting rifle; a police visit is required.",
    "Only people over 18 can continue to the sauna area.",
    "You must be 18 or over to vote, and you can view the register at the town hall.",
    "Under 18s enter free; adults only need a ticket from the box office.",
    "Ab 18 Uhr ist der Zutritt nur Erwachsenen gestattet.",
    "Minderjährige müssen beim Besuch der Burg von Erwachsenen begleitet werden; weiter nur mit Helm.",
    "Unter 18 Jahren ist der Zutritt zur Sauna nicht gestattet.",
    "Ab 16 Jahren ist der Führerschein für Traktoren erlaubt, die Behörde muss Zugang zur Akte geben.",
    "Les mineurs doivent être accompagnés d'un adulte pour accéder à la tour.",
    "L'accès au sauna est interdit aux moins de 18 ans.",
    "Il faut avoir 18 ans pour voter et pour consulter la liste.",
    "Los menores de 18 años deben entrar en la piscina acompañados de un adulto.",
    "Debes tener 18 años para votar y ver el censo en el ayuntamiento.",
    "I minori di 18 anni possono entrare nel castello solo accompagnati da un adulto.",
    "Per guidare il trattore devi avere 18 anni; vedi il contenuto del corso.",
    "Os menores de 18 anos só podem entrar na piscina acompanhados pelos pais.",
    "Kinderen onder 18 jaar moeten bij hun bezoek aan de toren begeleid worden voor toegang.",
    "De sauna is alleen toegankelijk vanaf 18 jaar.",
    "Лицам младше 18 лет вход только со взрослыми.",
    "Вход в сауну разрешён только с 18 лет.",
    "Особам до 18 років вхід до басейну лише у супроводі дорослих.",
    "Osoby poniżej 18 lat mogą wejść na basen tylko pod opieką dorosłych.",
    "Děti do 18 let mají vstup na hrad pouze v doprovodu rodičů.",
    "Under 18 år må du kun besøge tårnet ifølge med en voksen.",
    "Du måste ha fyllt 18 för att gå in i bastun.",
    "Alaikäinen pääsee torniin vain aikuisen seurassa.",
    "18 yaşından küçükler kaleye ancak bir yetişkin eşliğinde girebilir.",
    "18歳未満の方の入場は保護者同伴でお願いします。",
    "未满18岁的观众须由家长陪同进入博物馆。",
)
_OF_ROOMS = (
    "L'accès à la salle de lecture est réservé aux abonnés. Inscrivez-vous au guichet.",
    "Die Lounge ist nur für Abonnenten. Tageskarte 20 €.",
    "The reading room is for registered members only, please register at the front desk to see documents.",
    "The car park is open to subscribers only.",
    "Der Lesesaal ist nur für Mitglieder zugänglich.",
    "La sala de lectura es solo para socios registrados, inscríbase en el mostrador para acceder.",
    "La palestra è riservata agli abbonati.",
    "O ginásio é só para assinantes.",
    "De leeszaal is alleen toegankelijk voor leden.",
    "Läsesalen är bara öppen för medlemmar.",
    "Читальный зал доступен только зарегистрированным читателям.",
    "Czytelnia jest dostępna tylko dla zarejestrowanych czytelników.",
    "Čítárna je přístupná pouze registrovaným čtenářům.",
    "閲覧室は会員の方のみご利用いただけます。",
    "阅览室仅限会员进入，请到前台登记。",
)


_OF_FILES = (
    "Files that nobody fetches for 60 days will be deleted.",
    "Les fichiers non téléchargés pendant 60 jours sont supprimés automatiquement.",
    "Arquivos não baixados por 60 dias são excluídos automaticamente.",
    "I file non scaricati per 60 giorni vengono eliminati automaticamente.",
    "Berkas yang tidak diunduh selama 60 hari akan dihapus.",
    "60日間ダウンロードされなかったファイルは自動的に削除されます。",
    "60天内未下载的文件将被自动删除。",
    "60 gün boyunca indirilmeyen dosyalar otomatik olarak silinir.",
)


def _is_notice(sentences: list[str]) -> bool:
    return is_notice_of_own_end(sentences, [], lambda sentence: True)


def test_what_was_sold_or_filled_and_is_told_of_is_no_end_of_its_page() -> None:
    assert [text for text in _TOLD_OF if _is_notice(AFTER_SENTENCE.split(text))] == []


def test_what_was_sold_or_filled_and_nothing_else_is_an_end() -> None:
    assert [text for text in _OWN_ENDS if not _is_notice([text])] == []


def test_what_becomes_of_files_one_day_has_become_of_none() -> None:
    assert [text for text in _OF_FILES if says_gone(fold(text)) or "gone" in kinds_said(fold(text))] == []


def test_rules_of_a_house_keep_nobody_from_its_page() -> None:
    said = {
        text: [kinds_said(fold(sentence)) for sentence in AFTER_SENTENCE.split(text)] for text in _OF_AGE + _OF_ROOMS
    }
    assert [text for text, kinds in said.items() if any(kinds)] == []
