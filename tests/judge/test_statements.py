"""Native sentences that are not the table's own, and those that short living pages say."""

import pytest

from linkwatch.judge.statements import SAYS, kinds_said, speaks_of, statements_of
from linkwatch.judge.words import fold

_SAID = {
    "login-wall": [
        "Samo registrirani članovi mogu vidjeti ovu temu.",
        "Tik nariai gali matyti šią temą.",
        "Palun logige sisse, et artiklit lugeda.",
        "Cal iniciar sessió per llegir l'article.",
        "სტატიის წაკითხვა მხოლოდ გამომწერებს შეუძლიათ.",
        "আপনাকে লেখাটি পড়তে লগইন করতে হবে",
        "You are not authorised to read this forum.",
        "The board requires you to be registered and logged in to view this forum.",
        "You do not have permission to view this page or perform this action.",
        "You must be logged in to do that.",
        "Du bist nicht berechtigt, dieses Forum zu lesen.",
        "Du musst registriert und angemeldet sein, um dieses Forum zu sehen.",
        "Vous n’êtes pas autorisé à lire ce forum.",
        "No está autorizado a leer este foro.",
        "Для просмотра этого форума вы должны быть авторизованы.",
        "抱歉，您尚未登录，没有权限访问该版块",
        "您所在的用户组无法访问该版块",
        "Non sei autorizzato a leggere questo forum.",
        "Nie masz uprawnień do czytania tego forum.",
        "Bu forumu okumaya yetkili değilsiniz.",
        "Nejste oprávněn číst toto fórum.",
        "Nincs jogosultságod a fórum olvasásához.",
        "Je bent niet bevoegd om dit forum te lezen.",
        "Du har inte behörighet att läsa detta forum.",
        "Δεν έχετε άδεια να διαβάσετε αυτή τη δημόσια συζήτηση.",
        "このフォーラムを閲覧する権限がありません",
        "이 포럼을 읽을 권한이 없습니다.",
        "غير مصرح لك بقراءة هذا المنتدى",
        "شما مجاز به خواندن این انجمن نیستید",
        "Bạn không được phép xem diễn đàn này.",
        "Anda tidak diizinkan membaca forum ini.",
        "Nu aveți permisiunea de a citi acest forum.",
        "Ви не маєте права переглядати цей форум.",
        "คุณไม่มีสิทธิ์อ่านบอร์ดนี้",
        "This discussion is hidden from guests.",
        "Guests cannot view this board, please register.",
        "Gäste können dieses Board nicht einsehen.",
        "Les invités ne peuvent pas voir ce contenu.",
        "Los invitados no pueden ver este contenido.",
        "Os visitantes não podem ver este tópico.",
        "Gli ospiti non possono vedere questo argomento.",
        "Goście nie mogą przeglądać tego działu.",
        "Гости не могут просматривать этот раздел.",
        "Misafirler bu bölümü göremez.",
        "游客无法查看本版块内容",
        "ゲストはこのトピックを閲覧できません",
        "비회원은 이 게시판을 볼 수 없습니다.",
        "لا يمكن للزوار مشاهدة هذا القسم",
        "مهمان\u200cها نمی\u200cتوانند این بخش را ببینند",
        "Khách không thể xem nội dung này",
        "Tamu tidak dapat melihat konten ini",
        "Gasten kunnen dit onderwerp niet bekijken.",
        "Hosté nemohou zobrazit toto téma.",
        "Vendégek nem láthatják ezt a témát.",
        "Vizitatorii nu pot vedea acest subiect.",
        "Gäster kan inte se det här ämnet.",
        "Οι επισκέπτες δεν μπορούν να δουν αυτό το θέμα.",
        "This blog is private. Only people the author has invited may read it.",
        "Questo blog è visibile solo ai lettori invitati.",
        "Ten blog jest dostępny tylko dla zaproszonych czytelników.",
        "Bu blog yalnızca davet edilen okuyuculara açıktır.",
        "此博客只对受邀的读者开放",
        "이 블로그는 초대받은 독자만 볼 수 있습니다.",
        "Este blog só está aberto a leitores convidados.",
        "Blog ini hanya terbuka untuk pembaca yang diundang.",
        "Blog này chỉ mở cho độc giả được mời.",
        "Tento blog je otevřen pouze pozvaným čtenářům.",
        "این وبلاگ فقط برای خوانندگان دعوت شده باز است",
        "Den här bloggen är bara öppen för inbjudna läsare.",
        "Ez a blog csak meghívott olvasók számára elérhető.",
        "Deze blog is alleen toegankelijk voor genodigden.",
        "Το ιστολόγιο είναι ανοικτό μόνο σε προσκεκλημένους αναγνώστες.",
        "Los apuntes de Latín los ven solo los alumnos del grupo B.",
        "Para ver el álbum de la boda necesitas la clave que te dimos.",
        "As soluções do manual só os professores as podem descarregar.",
        "Para ouvir a gravação do coro é preciso o código que veio no convite.",
        "I verbali li leggono soltanto i condomini.",
        "Per vedere le foto della gita serve il codice che hanno dato le maestre.",
        "Notatki z wykładu widzą tylko studenci trzeciej grupy.",
        "Żeby obejrzeć zdjęcia z kolonii, wpisz kod z kartki dla rodziców.",
        "Fotky ze školky uvidí jenom rodiče Berušek.",
        "Abyste si mohli přečíst zápis, zadejte kód z pozvánky.",
        "Fotky zo škôlky vidia len rodičia Lienok.",
        "A táborról készült képeket csak a szülők nézhetik meg.",
        "Pozele de la serbare le văd doar părinții.",
        "Τις φωτογραφίες της εκδρομής τις βλέπουν μόνο οι γονείς.",
        "Slike s izleta vide samo roditelji.",
        "Слике са излета виде само родитељи.",
        "Снимките от лагера ги гледат само родителите.",
        "Slike s tabora vidijo samo starši.",
        "Les fotos de les colònies les veuen només els pares.",
        "Fotot e ekskursionit i shohin vetëm prindërit.",
    ],
    "legal": [
        "This page has been blocked by your internet provider as required by a court order.",
        "Access to the requested resource has been restricted under national law.",
        "Der Zugriff auf diese Domain wurde durch die Clearingstelle gesperrt.",
        "Diese Seite ist aus rechtlichen Gründen in Deutschland nicht verfügbar.",
        "Ce site fait l'objet d'une mesure de blocage ordonnée par le tribunal judiciaire.",
        "Contenido bloqueado por requerimiento de la autoridad competente, comunicado a esta operadora.",
        "O acesso a este sítio encontra-se bloqueado em cumprimento de ordem judicial.",
        "In ottemperanza a un provvedimento dell'Autorità, l'accesso al sito è inibito.",
        "De toegang tot deze website is geblokkeerd op last van de rechter.",
        "Strona zablokowana na podstawie ustawy o grach hazardowych.",
        "Přístup na tuto stránku byl zablokován na základě zákona o hazardních hrách.",
        "Az oldal elérését a hatóság határozata alapján letiltottuk.",
        "Accesul la acest site a fost blocat conform deciziei autorității.",
        "Denna webbplats är blockerad enligt domstolsbeslut.",
        "Bu siteye erişim, 5651 sayılı Kanun uyarınca engellenmiştir.",
        "Η πρόσβαση σε αυτόν τον ιστότοπο έχει διακοπεί με απόφαση της αρμόδιας επιτροπής.",
        "Доступ к информационному ресурсу ограничен по решению органов государственной власти.",
        "Доступ до сайту обмежено відповідно до указу Президента.",
        "このサイトは法令に基づき接続が遮断されています。",
        "根据相关法律法规和政策，该网页暂停访问。",
        "이 사이트는 법률에 따라 차단되었습니다.",
        "تم حجب هذا الموقع بموجب الأنظمة المعمول بها",
        "دسترسی به این سایت بر اساس دستور مقامات قضایی مسدود شده است",
        "Truy cập vào website này bị chặn theo yêu cầu của cơ quan nhà nước.",
        "Akses ke situs ini diblokir atas perintah Kementerian.",
        "เว็บไซต์นี้ถูกระงับตามคำสั่งศาล",
        "The URL has been blocked as per the instructions of the competent Government Authority.",
    ],
    "bot-wall": [
        "Let's confirm you are human before we go on.",
        "Slide the puzzle to verify that you're a real person",
        "Bitte bestätigen Sie, dass Sie ein Mensch sind.",
        "Nous devons vérifier que vous n'êtes pas un robot.",
        "Confirme que no es un robot para continuar.",
        "Confirme que você é humano.",
        "Dimostra di essere umano.",
        "Bevestig dat u een mens bent.",
        "Potwierdź, że jesteś człowiekiem.",
        "Potvrďte, že jste člověk.",
        "Igazolja, hogy Ön nem robot.",
        "Confirmați că nu sunteți robot.",
        "Bekräfta att du inte är en robot.",
        "İnsan olduğunuzu doğrulayın.",
        "Επιβεβαιώστε ότι δεν είστε ρομπότ.",
        "Подтвердите, что вы не робот.",
        "Підтвердьте, що ви не робот.",
        "ロボットではないことを確認してください。",
        "请拖动滑块完成安全验证",
        "사람인지 확인해 주세요.",
        "يرجى التأكد من أنك لست روبوتا",
        "لطفا تأیید کنید که ربات نیستید",
        "Vui lòng xác minh bạn không phải là robot.",
        "Buktikan bahwa Anda bukan robot.",
        "โปรดยืนยันว่าคุณไม่ใช่หุ่นยนต์",
        "环境异常 当前环境异常，完成验证后即可继续访问。 去验证",
    ],
    "gone": [
        "Ovaj oglas je istekao.",
        "Vsebina je bila umaknjena.",
        "Овај снимак је обрисан.",
        "Skelbimas nebegalioja.",
        "Sludinājums ir izņemts.",
        "See kuulutus on aegunud.",
        "L'anunci ha caducat.",
        "Iragarkia ezabatu egin da.",
        "Auglýsing þessi er útrunnin.",
        "Njoftimi ka skaduar.",
        "Elanın vaxtı bitib.",
        "Бұл мақала жойылды.",
        "ამ განცხადებას ვადა გაუვიდა.",
        "Տեսանյութը ջնջվել է։",
        "ভিডিওটি আর নেই।",
        "இந்தக் கட்டுரை நீக்கப்பட்டது.",
        "یہ ویڈیو ہٹا دی گئی ہے",
        "Picha hii imefutwa.",
        "Hierdie artikel is verwyder.",
        "Tämä ohjelma ei ole enää katsottavissa.",
        "Inserzione ritirata dal venditore.",
        "We've taken this product off our shelves for good.",
        "The uploader has removed this recording.",
        "The requested file was deleted by its owner.",
        "Der Nutzer hat dieses Video entfernt.",
        "Diese Datei wurde auf Wunsch des Eigentümers gelöscht.",
        "Le propriétaire a supprimé ce fichier.",
        "El autor ha borrado este vídeo.",
        "O dono apagou este ficheiro.",
        "Il proprietario ha eliminato questo file.",
        "De eigenaar heeft dit bestand verwijderd.",
        "Właściciel usunął ten plik.",
        "Soubor byl smazán svým majitelem.",
        "A fájlt a tulajdonosa törölte.",
        "Fișierul a fost șters de proprietar.",
        "Ägaren har tagit bort filen.",
        "Dosya sahibi tarafından kaldırıldı.",
        "Ο ιδιοκτήτης διέγραψε αυτό το αρχείο.",
        "Владелец удалил этот файл.",
        "Власник видалив цей файл.",
        "このファイルは所有者により削除されました。",
        "文件已被所有者删除",
        "파일이 소유자에 의해 삭제되었습니다.",
        "قام المالك بحذف هذا الملف",
        "این فایل توسط مالک آن حذف شده است",
        "Chủ sở hữu đã xóa tệp này.",
        "Pemilik telah menghapus berkas ini.",
        "เจ้าของได้ลบไฟล์นี้แล้ว",
        "This DOI has been deactivated.",
        "Ce produit a été retiré de la vente.",
        "Prodotto esaurito e non più ordinabile.",
        "Produkt wurde aus dem Programm genommen.",
        "El producto ya no forma parte de nuestro catálogo.",
        "Товар больше не выпускается.",
        "该产品已下架，不再出售",
        "お探しの商品は取り扱いを終了いたしました。",
        "판매가 중지된 상품입니다.",
        "Цей товар більше не продається.",
        "Bu ürün satıştan kaldırılmıştır.",
        "Hemos quitado el cuento porque su autora lo va a imprimir.",
        "El usuario se dio de baja y con él se fueron sus fotos.",
        "Retirei a crónica a pedido da vizinha.",
        "A vaga de padeiro já foi preenchida.",
        "Abbiamo tolto il racconto perché uscirà in un libro.",
        "L'annuncio è decaduto dopo due mesi.",
        "Zdjęłam opowiadanie, bo wyjdzie w zbiorze.",
        "Przetarg i ogłoszenie są już nieaktualne.",
        "Povídku jsme stáhli, vyjde tiskem.",
        "Kočka našla domov, inzerát ruším.",
        "Poviedku sme stiahli, vyjde knižne.",
        "A novellát levettük, mert kötetben jelenik meg.",
        "Am șters povestirea, apare într-un volum.",
        "Κατεβάσαμε το διήγημα, γιατί θα βγει σε βιβλίο.",
        "Priču smo povukli jer izlazi u knjizi.",
        "Причу смо повукли јер излази у књизи.",
        "Свалихме разказа, защото ще излезе в книга.",
        "Zgodbo smo umaknili, ker gre v knjigo.",
        "Hem tret el conte perquè sortirà en un llibre.",
        "Artikullin e hoqëm, sepse do të dalë në libër.",
    ],
    "moved": [
        "You can now find this page at the address below.",
        "Our wiki lives elsewhere these days:",
        "Diese Seite hat eine neue Adresse:",
        "Cette page a été transférée vers",
        "Esta página cambió de dirección:",
        "Esta página foi movida para",
        "Questa pagina è stata spostata:",
        "Deze pagina vindt u voortaan hier:",
        "Ta strona zmieniła adres na",
        "Tato stránka se přestěhovala na",
        "Ez az oldal új címre költözött:",
        "Această pagină s-a mutat la",
        "Den här sidan har flyttat till",
        "Bu sayfa şu adrese taşınmıştır:",
        "Αυτή η σελίδα άλλαξε διεύθυνση:",
        "Страница переехала по адресу",
        "Сторінку перенесено за адресою",
        "このページは引っ越しました。",
        "本页面已搬至",
        "이 페이지는 다음 주소로 이동했습니다.",
        "تم نقل هذه الصفحة إلى",
        "این صفحه به نشانی زیر منتقل شده است",
        "Trang này đã được chuyển đến",
        "Halaman ini telah pindah ke",
        "หน้านี้ได้ย้ายไปที่",
    ],
    "paywall": [
        "Tylko abonenci mogą przeczytać cały artykuł.",
        "Vain tilaajat voivat lukea tämän jutun.",
        "Obsah je určen pouze předplatitelům.",
        "Alleen abonnees kunnen dit verhaal lezen.",
        "O conteúdo completo é exclusivo para assinantes.",
        "Az írás teljes tartalma csak előfizetőink számára olvasható.",
        "Το πλήρες κείμενο διαβάζεται μόνο από συνδρομητές, άρθρο κλειδωμένο.",
        "Полный текст доступен только по подписке.",
        "Haberin tamamını yalnızca abonelerimiz okuyabilir.",
        "이 기사는 유료 구독자만 볼 수 있습니다.",
        "本文仅限付费会员阅读",
        "قراءة المقال متاحة لأصحاب الاشتراك فقط",
        "El resto de la entrevista lo leen quienes nos apoyan.",
        "O resto da entrevista é para quem assina.",
        "Il seguito dell'inchiesta lo legge chi ci sostiene.",
        "Dalszy ciąg wywiadu przeczytają patroni pisma.",
        "Konec příběhu a celý rozhovor čtou podporovatelé.",
        "Koniec a celý rozhovor čítajú podporovatelia.",
        "A folytatást azok olvassák, akik fizetnek érte.",
        "Restul interviului îl citesc cei care ne susțin, cu un abonament.",
        "Η συνέχεια της έρευνας διαβάζεται με συνδρομή.",
        "Ostatak razgovora čitaju pretplatnice.",
        "Остатак разговора читају претплатнице.",
        "Останалото от интервюто е за дарителите.",
        "Nadaljevanje pogovora berejo naročnice.",
        "La resta de l'entrevista la llegeixen els subscriptors.",
        "Pjesa tjetër e intervistës lexohet me abonim.",
        "Lekcja zablokowana, odblokujesz ją za dwa żetony.",
        "Capítulo trancado: faltam-te duas moedas para o destrancar.",
        "Capitolo bloccato: per sbloccarlo servono due gettoni.",
        "Kapitola je zamčená, odemknete ji za dvě mince.",
    ],
    "regional": [
        "Die Sendung ist an Ihrem Standort nicht verfügbar.",
        "Ce programme n'est pas disponible dans votre pays.",
        "Este contenido no está disponible en su ubicación.",
        "Conteúdo indisponível na sua região.",
        "Deze uitzending is niet beschikbaar in uw regio.",
        "Video ei ole katsottavissa Suomen ulkopuolella.",
        "Ez a tartalom nem elérhető az ön országában.",
        "Bu yayın bulunduğunuz ülkede izlenemiyor.",
        "Это видео нельзя посмотреть в вашей стране.",
        "Konten ini tidak tersedia di negara Anda.",
        "抱歉，因版权原因，您所在的国家无法播放",
        "이 영상은 현재 국가에서 시청할 수 없습니다.",
        "هذا البرنامج غير متاح في منطقتك",
        "התוכן אינו זמין במדינה שלך",
    ],
    "regional": [
        "Por derechos de la liga, este partido solo se puede ver desde tu país si es España.",
        "Por causa dos direitos, este jogo só pode ser visto em Portugal.",
        "Per i diritti della lega, la partita si vede solo se sei in Italia.",
        "Ze względu na prawa mecz obejrzysz wyłącznie na terenie kraju.",
        "Kvůli právům lze zápas sledovat jen na území republiky.",
        "A közvetítés jogai miatt a meccs csak Magyarországról nézhető.",
        "Pels drets de la lliga, el partit només es veu des de Catalunya.",
        "Zbog prava se utakmica može gledati samo iz Hrvatske.",
    ],
}
_NOT_SAID = [
    "Stari most je uklonjen u proljeće.",
    "Senas tiltas pašalintas pavasarį.",
    "El pont vell ja no existeix.",
    "Sild on suletud pühapäeval.",
    "Domena je registrirana samo za članove obitelji.",
    "Subscribers of our newsletter read it first.",
    "Nur Mut, lieber Leser.",
    "We cannot ship lamps to your country.",
    "Wir liefern nicht in Ihr Land; das Modell ist in Ihrem Land nicht erhältlich.",
    "Доставка в вашем регионе недоступна.",
    "Abonnenten kommentieren diesen Artikel gern.",
    "The mill was built in 1712 and restored by its owner.",
    "Guests are welcome from ten to five; please close the gate.",
    "The board of the club meets on Tuesdays.",
    "Members of the choir sing every Sunday.",
    "Our members can borrow the boat for nothing.",
    "Please register by the first of May.",
    "To enrol, please send a postcard with your name and the course you want to see.",
    "Registration is required for the course; places are limited.",
    "The court ruled that the street must be open to all.",
    "The law on water access was passed in 1958.",
    "The file is about four megabytes.",
    "The photo was taken in 1911 and removed from its frame last year.",
    "The page was torn out of the book by its owner.",
    "Das Haus wurde 1780 erbaut und ist nicht öffentlich zugänglich.",
    "Mitglieder zahlen zwölf Euro, Gäste fünfzehn.",
    "Bitte melden Sie sich bis Freitag zum Kurs an.",
    "Die Seite des Berges liegt im Schatten.",
    "Der Text wurde von Hand geschrieben und nie veröffentlicht.",
    "Gesetz und Gericht spielten dabei keine Rolle.",
    "Les membres se réunissent le mardi.",
    "Inscription obligatoire avant le premier mai.",
    "La maison a été vendue en 1920.",
    "Le produit est fabriqué à la main.",
    "L'auteur est né à Lyon.",
    "La loi de 1905 sur les cultes.",
    "Les visiteurs peuvent voir le jardin le samedi.",
    "El socio paga doce euros al año.",
    "La inscripción termina en mayo.",
    "El artículo fue escrito en 1998.",
    "Los visitantes pueden ver el molino los sábados.",
    "La ley de aguas entró en vigor.",
    "I soci si riuniscono il martedì.",
    "Il documento è conservato in archivio.",
    "Il prodotto è fatto a mano.",
    "Участники встречаются по вторникам.",
    "Товар сделан вручную в деревне.",
    "Документ хранится в архиве.",
    "Закон о воде принят в 1958 году.",
    "Гости могут осмотреть мельницу по субботам.",
    "会員は毎週火曜日に集まります。",
    "この商品は手作りです。",
    "写真は一九一一年に撮影されました。",
    "登録は五月一日までにお願いします。",
    "会员每周二聚会。",
    "照片拍摄于一九一一年。",
    "产品为手工制作。",
    "请在五月一日前报名。",
    "회원들은 화요일에 모입니다.",
    "이 사진은 1911년에 찍었습니다.",
    "Üyeler salı günleri toplanır.",
    "Kayıt için son gün bir Mayıs.",
    "Członkowie spotykają się we wtorki.",
    "Zdjęcie wykonano w 1911 roku.",
    "Leden komen op dinsdag bijeen.",
    "De foto werd in 1911 genomen.",
    "Medlemmarna träffas på tisdagar.",
    "A tagok keddenként találkoznak.",
    "Členové se scházejí v úterý.",
    "Membrii se întâlnesc marțea.",
    "Τα μέλη συναντώνται κάθε Τρίτη.",
    "الأعضاء يجتمعون يوم الثلاثاء.",
    "اعضا سه\u200cشنبه\u200cها جمع می\u200cشوند.",
    "Các thành viên gặp nhau vào thứ ba.",
    "Para anggota bertemu hari Selasa.",
    "สมาชิกพบกันทุกวันอังคาร",
    "Open from ten to five, closed on Mondays. Entry is free for children.",
    "Hex bolt, in stock.",
    "Sand it, fill it, paint it.",
    "Dip, wipe and fire.",
    "Price on request; please log your order by telephone.",
    "This recipe serves four; please see the video.",
    "Only two rooms have a view of the sea, please say when you book.",
    "The file format was changed in version two.",
    "This function is deprecated and will be removed in version 3.",
    "The method was removed in release 4.2; use open() instead.",
    "This document describes the protocol. It is not a standard.",
    "An account of the flood, as told by those who saw it.",
    "You need a compass and a map for this walk; please read the whole page first.",
    "The post office closed in 1998 and the shop was sold.",
    "The path is closed and no longer accessible because of a landslide.",
    "Das Angebot am Fluss gilt nur bis zum Mai.",
    "Varan finns inte i lager just nu.",
    "Puntata conclusiva della terza serie.",
    "Ce film n'est plus à l'affiche.",
    "The library's online catalogue is no longer maintained.",
    "The bridge was removed in 1970.",
    "This species no longer exists in the valley.",
    "The railway was discontinued in 1968.",
    "This article needs more sources.",
    "Der Artikel beschreibt die Geschichte der Datei.",
    "Die Buslinie wurde eingestellt.",
    "La ligne a été supprimée en 1968.",
    "El tranvía fue retirado en 1960.",
    "Линия закрыта в 1968 году.",
    "Los alumnos leen cada semana un capítulo y lo comentan en clase.",
    "Hemos quitado el gluten de la carta y hemos añadido tres postres.",
    "La familia pidió que se retirara la estatua de la plaza.",
    "Para ver las auroras necesitas un cielo despejado y paciencia.",
    "A polícia retirou os cartazes da fachada a pedido da câmara.",
    "O curso é para alunos da rede pública e começa em março.",
    "Ho tolto le scarpe e sono entrato nel fiume.",
    "Il posto è coperto da una tettoia e resta asciutto.",
    "Usunęłam pestki z wiśni i dodałam cukier, przepis jest prosty.",
    "Aby wejść na wieżę, trzeba kupić bilet za pięć złotych.",
    "Zbytek zaplatí pojišťovna.",
    "Místo na sezení je obsazeno hlavně v létě.",
    "Žiaci čítajú každý týždeň jednu kapitolu.",
    "A kilátáshoz jegyet kell venni a pénztárnál.",
    "Am scos pâinea din cuptor și am lăsat-o să se răcească.",
    "Ο δήμος αφαίρεσε τα παγκάκια από την πλατεία.",
    "Maknula sam košticu iz višanja i dodala šećer.",
    "Град је уклонио клупе са трга.",
    "Махнах костилките от вишните и добавих захар.",
    "Učenci vsak teden berejo eno poglavje.",
    "L'ajuntament ha tret els bancs de la plaça.",
    "Bashkia hoqi stolat nga sheshi.",
    "Gra dla sześciu osób: każdy dostaje dziesięć monet i wygrywa, kto odblokuje ostatni poziom.",
]


def _kinds(text: str) -> tuple[str, ...]:
    lines = "\n".join(map(fold, text.splitlines()))
    return tuple(kind for kind in statements_of("", "", lines) if kind != f"{SAYS}file")


@pytest.mark.parametrize(("kind", "sentence"), [(kind, text) for kind, texts in _SAID.items() for text in texts])
def test_what_is_said_is_understood_in_many_languages(kind: str, sentence: str) -> None:
    assert f"{SAYS}{kind}" in _kinds(sentence)


@pytest.mark.parametrize("sentence", _NOT_SAID)
def test_what_living_pages_say_is_no_statement(sentence: str) -> None:
    assert _kinds(sentence) == ()


@pytest.mark.parametrize(
    "text",
    [
        "You must log in to post a reply in this thread.",
        "Bitte melden Sie sich an, um diesen Beitrag zu kommentieren.",
        "Veuillez vous connecter pour commenter cet article.",
        "Чтобы ответить в этой теме, необходимо войти.",
        "请先登录后再评论本文章。",
        "Do you have to log in to view this page?",
        "He wrote: “You must log in to view this page.”",
        "The mill stands at the weir.\nIt was built in 1712.\nIt has two wheels.\nYou must log in to view this page.",
    ],
)
def test_questions_quotations_and_what_comes_late_are_no_statements(text: str) -> None:
    assert _kinds(text) == ()


def test_a_phrase_alone_counts_only_where_nothing_comes_before_it() -> None:
    assert _kinds("Members only.") == (f"{SAYS}login-wall",)
    assert _kinds("Tuesday at seven, from the bridge. Members only.") == ()


def test_a_title_that_speaks_of_it_is_told() -> None:
    text = fold("You must log in to read the board.")
    assert statements_of(fold("Why log in?"), "", text) == (f"{SAYS}login-wall", "named-login-wall")
    assert statements_of(fold("Canoe repair"), "", text) == (f"{SAYS}login-wall",)


def test_a_title_is_about_it_by_words_of_the_row_that_is_said() -> None:
    said = fold("You must log in to read and follow it.")
    assert "named-login-wall" not in statements_of("follow", "", said)  # "Follow them to see their posts" would be it
    assert "named-login-wall" in statements_of("log in", "", said)


def test_citations_of_an_offer_are_told_from_others() -> None:
    said = ("the domain is for sale", "Verkaufsangebot der Domain", "offre de vente du domaine", "域名出售页面")
    assert all(speaks_of("domain-sale", text) for text in said)
    assert not any(speaks_of("domain-sale", text) for text in ("the spring", "domain theory", "a book for sale"))


_LOGIN = "you must log in to read this page"


@pytest.mark.parametrize(
    ("kind", "sentence", "naming", "other"),
    [
        ("login-wall", "You must log in to read this page.", ["Log in"], ["You must", "This page"]),
        ("bot-wall", "Please confirm that you are not a robot.", ["Confirm it", "A robot"], []),
        ("legal", "This page was blocked by order of a court.", ["The court", "Blocked"], ["A page"]),
        ("server-error", "An internal error occurred on the server.", ["An error", "Internal matters"], []),
        ("forbidden", "There was a problem providing the content you requested.", ["A problem"], ["Contents"]),
        ("moved", "This page has moved to a new address.", ["Has moved"], ["This page"]),
        ("gone", "Its author has withdrawn this post.", ["Withdrawn"], ["Its author", "This post"]),
        ("file", "This video plays.", [], ["A video"]),
        ("domain-sale", "This domain is for sale.", ["A domain", "On sale"], []),
        ("paywall", "Only subscribers can read this article.", ["Subscribers"], ["Only", "Article"]),
        ("regional", "This programme is not available in your country.", ["In your country"], ["Not available"]),
    ],
)
def test_a_title_is_about_a_kind_by_the_words_that_tell_it_from_others(
    kind: str, sentence: str, naming: list[str], other: list[str]
) -> None:
    def named(title: str) -> bool:
        found = statements_of(fold(title), "", fold(sentence))
        assert f"{SAYS}{kind}" in found
        assert found == statements_of("", fold(title), fold(sentence))
        return f"named-{kind}" in found

    assert [named(title) for title in naming] == [True] * len(naming)
    assert [named(title) for title in other] == [False] * len(other)


def test_a_phrase_that_is_a_whole_sentence_has_three_words_beside_it_at_most() -> None:
    assert _kinds("One two three members only.") == (f"{SAYS}login-wall",)
    assert _kinds("One two three four members only.") == ()


@pytest.mark.parametrize(("words", "is_said"), [(3, True), (4, False)])
def test_three_sentences_are_read_and_fewer_than_four_words_are_none(words: int, *, is_said: bool) -> None:
    before = f"{' '.join(['word'] * words)}. "
    assert bool(_kinds(f"{before * 3}{_LOGIN}.")) is is_said
    assert _kinds(f"{before * 2}{_LOGIN}.") == (f"{SAYS}login-wall",)


@pytest.mark.parametrize(("letters", "is_said"), [(13, True), (14, False)])
def test_of_scripts_without_spaces_twice_as_many_words_make_a_sentence(letters: int, *, is_said: bool) -> None:
    assert bool(_kinds(f"{('山' * letters + '。') * 3}{_LOGIN}.")) is is_said


def test_a_sentence_of_more_than_forty_five_words_states_nothing() -> None:
    assert _kinds(f"{_LOGIN}{' word' * 37}.") == (f"{SAYS}login-wall",)
    assert _kinds(f"{_LOGIN}{' word' * 38}.") == ()


def test_a_robot_test_is_told_in_two_sentences_that_follow_each_other() -> None:
    assert _kinds("Please verify. Human beings only.") == (f"{SAYS}bot-wall",)
    assert _kinds("Please verify? Human beings only.") == ()
    assert _kinds("Please verify. One. Human beings only.") == ()


def test_only_the_beginning_of_a_text_is_read() -> None:
    said = "you must log in to read"
    early, late = (f"{'x' * letters}\n{said}" for letters in (3976, 3977))
    assert _kinds(early) == (f"{SAYS}login-wall",)
    assert _kinds(late) == ()


def test_a_thing_that_is_only_named_is_no_kind_of_statement() -> None:
    assert kinds_said("this video plays.") == frozenset()
    assert kinds_said(f"{_LOGIN}.") == kinds_said("members only") == {"login-wall"}
    assert kinds_said(f"{_LOGIN}?") == frozenset()
