"""Pages as widespread software words them, and short living pages that use the same words for something else."""

from tests.corpus.frames import framed, framed_article
from tests.corpus.html import bare, prose
from tests.corpus.model import Case, Reply, Site, always, pages

_MISSING = Reply(404, framed("404", "<h1>404</h1>", kilobytes=20))
_LOGIN = "<form><input name=u><input type=password name=p><button>go</button></form>"


def _only(path: str, body: str) -> Site:
    return pages({path: body}, _MISSING)


def _living(
    name: str, path: str, title: str, main: str, lang: str = "en", anchors: tuple[str, ...] = ("our source",)
) -> Case:
    return Case(f"everyday-{name}", path, "alive", None, _only(path, framed(title, main, lang)), anchors=anchors)


def _case(name: str, path: str, expected: str, site: Site, anchors: tuple[str, ...] = ("our source",)) -> Case:
    return Case(f"everyday-{name}", path, expected, None, site, anchors=anchors)


_PRAISE = (
    "<p>" + "Store your files with us: 50 GB for nothing, on every device, shared with whom you like. " * 6 + "</p>"
)
_FILES = {
    "en": "Sorry, the file you have requested has been deleted.",
    "de": "Die angeforderte Datei wurde leider gelöscht.",
    "fr": "Le fichier demandé a été supprimé.",
    "ru": "Запрашиваемый файл был удалён.",
    "zh": "您访问的文件已被删除。",
    "ja": "お探しのファイルは削除されました。",
    "tr": "Aradığınız dosya silinmiş.",
    "pl": "Żądany plik został usunięty.",
}
_DELETED = [
    _case(
        f"file-{language}{ending.replace('.', '-')}",
        f"/file/77/canoe-plans{ending}",
        "dead",
        _only(f"/file/77/canoe-plans{ending}", framed("canoe-plans", f"<p>{sentence}</p>{_PRAISE}", language)),
        ("canoe plans",),
    )
    for language, sentence in _FILES.items()
    for ending in ("", ".zip")
]
_KEPT = [
    _case(
        f"file-kept-{len(more)}",
        "/file/9/canoe-plans.zip",
        "alive",
        _only(
            "/file/9/canoe-plans.zip",
            framed(
                "canoe-plans.zip",
                f"<h1>canoe-plans.zip</h1><p>4 MB. Files that nobody fetches for a year are deleted.</p>{more}<a href=/get/9>↓</a>",
            ),
        ),
        ("canoe plans",),
    )
    for more in ("", _PRAISE)
]
_NOTICES = [
    ("de","Vereinsordnung","Mitglieder müssen den Beitrag bis März zahlen. Gäste dürfen den Saal nicht betreten. Das Forum tagt im Mai.","Vereinsordnung"),
    ("fr","Règlement","Les membres doivent lire le règlement avant la visite. Les invités ne peuvent pas entrer.","le règlement"),
    ("es","Aviso","Los socios deben ver el tablón. El documento fue retirado del archivo municipal y está en el museo.","unser Beleg"),
    ("ru","Объявление","Участники должны прийти к восьми. Документ снят с учёта.","наш источник"),
    ("ja","お知らせ","会員の皆様は受付でお名前をご記入ください。展示は二階です。","資料"),
    ("zh","公告","会员请到前台登记。展览在二楼。","资料"),
    ("pl","Komunikat","Członkowie muszą odebrać klucze. Dokument został usunięty z gabloty i wróci w maju.","źródło"),
    ("tr","Duyuru","Üyelerin aidat ödemesi gerekir. Belge arşivden kaldırıldı, müzede görülebilir.","kaynak"),
    ("pt","Aviso","Os sócios devem ver o quadro. O documento foi retirado do arquivo e está no museu.","fonte"),
    ("it","Avviso","I soci devono leggere il regolamento. Il documento è stato rimosso dalla bacheca e torna a maggio.","fonte"),
    ("nl","Mededeling","Leden moeten de sleutel ophalen. Het document is verwijderd uit de vitrine en komt terug in mei.","bron"),
    ("sv","Anslag","Medlemmar måste hämta nyckeln. Dokumentet har tagits bort ur montern och kommer åter i maj.","källa"),
    ("ko","공지","회원은 접수처에 이름을 적어 주세요. 전시는 이층입니다.","자료"),
    ("vi","Thông báo","Thành viên phải đến trước tám giờ. Tài liệu đã được chuyển đến bảo tàng.","nguồn"),
    ("id","Pengumuman","Anggota harus datang pukul delapan. Dokumen telah dipindahkan ke museum.","sumber"),
    ("el","Ανακοίνωση","Τα μέλη πρέπει να έρθουν στις οκτώ. Το έγγραφο μεταφέρθηκε στο μουσείο.","πηγή"),
    ("cs","Oznámení","Členové musí přijít v osm. Dokument byl odstraněn z vitríny a vrátí se v květnu.","zdroj"),
    ("hu","Közlemény","A tagoknak nyolcra kell jönniük. A dokumentum a múzeumba költözött.","forrás"),
    ("ro","Anunț","Membrii trebuie să vină la opt. Documentul a fost mutat la muzeu.","sursa"),
    ("uk","Оголошення","Учасники повинні прийти о восьмій. Документ перенесено до музею.","джерело"),
    ("ar","إعلان","يجب على الأعضاء الحضور في الثامنة. نقلت الوثيقة إلى المتحف.","مصدر"),
    ("fa","آگهی","اعضا باید ساعت هشت بیایند. سند به موزه منتقل شده است.","منبع"),
]  # fmt: skip
_ONE_SENTENCE = [
    ("en","Ferry","The ferry is no longer available on Sundays."),
    ("de","Fähre","Die Fähre verkehrt sonntags nicht mehr."),
    ("fr","Bac","Le bac n'est plus disponible le dimanche."),
    ("en","Spring sale","This offer ends in May."),
    ("en","Road closed","Access to the weir is blocked."),
    ("es","Feria","La feria ya no se celebra en mayo."),
    ("zh","渡船","渡船周日不再开放。"),
    ("ja","渡し船","渡し船は日曜日は休みです。"),
    ("ru","Паром","Паром больше не ходит по воскресеньям."),
]  # fmt: skip
CASES = [
    *_DELETED,
    *_KEPT,
    *(
        _living(f"notice-{language}-{place}", f"/n/{language}", title, f"<h1>{title}</h1><p>{text}</p>", language, (anchor,))
        for language, title, text, other in _NOTICES
        for place, anchor in enumerate((title, other))
    ),
    *(
        _living(f"sentence-{place}", f"/o/{place}", title, f"<h1>{title}</h1><p>{text}</p>", language, (title,))
        for place, (language, title, text) in enumerate(_ONE_SENTENCE)
    ),
    _living("s1","/p/1","Blue kettle 2 l","<h1>Blue kettle 2 l</h1><p>This item is no longer available in red. In stock in blue.</p><button>Buy</button>",anchors=("the kettle I use",)),
    _living("s2","/t/2","Canoe","<h1>Canoe</h1><p>Sand it.</p><p>You must be logged in to reply in this thread.</p>",anchors=("canoes",)),
    _living("s3","/e/3","Registration","<h1>Registration</h1><p>Please register with your name and the course you want to see. Places are limited to members.</p>"),
    _living("s4","/m/4","Museum","<h1>Museum</h1><p>The museum has moved to 12 Weir Lane. <a href='http://maps.test/'>Map</a></p>"),
    _living("s6","/h/6","House rules","<h1>House rules</h1><p>Guests cannot see the garden after ten. Please keep the page closed.</p>"),
    _living("s7","/q/7","Why was my file deleted?","<h1>Why was my file deleted?</h1><p>Files older than a year are deleted by us.</p>"),
    _living("s8","/a/8","Le moulin","<h1>Le moulin</h1><p>La page de ce livre a été retirée en 1920.</p>","fr",("le moulin",)),
    _living("s9","/k/9","Produkt 77","<h1>Produkt 77</h1><p>Dieses Produkt wird nicht mehr hergestellt. Anleitung und Ersatzteile finden Sie hier.</p><a href=/77.pdf>Anleitung</a>","de",("Ersatzteile",)),
    _living("s10","/x/10","Changelog","<h1>Changelog</h1><p>The file option was removed.</p><p>The video option was deleted.</p>",anchors=("the change log",)),
    _living("s11","/n/11","Obituary","<h1>Jane Doe</h1><p>Jane left us in May. The page of the book is no longer open.</p>",anchors=("her obituary",)),
    _living("s12","/acc/12","Accounts","<h1>Accounts</h1><p>Members can see their account after they sign in. Please ask the office.</p>"),
    _living("s13","/job/13","Engineer (m/f)","<h1>Engineer (m/f)</h1><p>We look for an engineer. Position filled? Ask us.</p>",anchors=("the job",)),
    _living("s14","/v/14","Bowline","<h1>Bowline</h1><video src=a.mp4></video><p>Video by Ann. Comments were deleted.</p>",anchors=("a bowline",)),
    _living("s16","/w/16","Wiki","<h1>Weir</h1><p>This article needs a picture. The photo was removed.</p>",anchors=("the weir",)),
    _living("s17","/s/17","Slots in time","<h1>Slots in time</h1><p>A poem on slots.</p>"+prose(9),anchors=("a poem",)),
    _living("s18","/l/18","Casino history","<h1>The old casino</h1><p>The casino of Halden had roulette, poker and blackjack until 1930; betting was banned.</p>"+prose(9),anchors=("the house on the lake",)),
    _living("s19","/c/19","Kiln","<h1>Kiln</h1><p>Errors in the technical drawing were found in 1998.</p>",anchors=("kiln",)),
    _living("s20","/f/20","Über uns","<h1>Über uns</h1><p>Der Verein ist umgezogen. Sie finden uns jetzt unter der Brücke. <a href=/karte>Karte</a></p>","de",("der Verein",)),
    _living("s21","/z/21","商品介绍","<h1>蓝色水壶</h1><p>该商品红色款已下架，蓝色款有货。</p><p>容量两升，产自哈尔登。</p>","zh",("水壶",)),
    _living("s22","/z/22","お知らせ","<h1>休業のお知らせ</h1><p>五月一日は休みます。会員の方はご利用いただけます。</p>","ja",("お知らせ",)),
    _living("s23","/u/23","Jane","<h1>Jane</h1><p>Member since 2009. Please log in to see more of her posts.</p><p>Potter, canoeist, lives in Halden.</p>",anchors=("Jane's profile",)),
    _living("s26","/news/26","Site of the old mill blocked","<h1>Site of the old mill blocked</h1><p>By order of the court, access to the site is blocked from Monday.</p>",anchors=("the old mill",)),
    _living("s27","/about","About","<h1>About</h1><p>We are a blog.</p><form><input type=password><button>Staff</button></form>"+prose(4),anchors=("about the blog",)),
    _living("s28","/webmail","Webmail","<h1>Webmail</h1><form><input name=u><input type=password><button>Go</button></form>",anchors=("webmail",)),
    _living("s29","/pl/29","Strona testowa","<h1>Młyn</h1><p>Strona zawiera treść o młynie. Konto bankowe: 12.</p>","pl",("młyn",)),
    _living("s30","/tr/30","Değirmen","<h1>Değirmen</h1><p>Bu sayfa yalnızca değirmen hakkında bilgi verir.</p>","tr",("değirmen",)),
    _case("discuz","/thread-7-1-1.html","blocked",_only("/thread-7-1-1.html",framed("提示信息",f"<div id=messagetext class=alert_info><p>抱歉，您尚未登录，没有权限访问该版块</p></div>{_LOGIN}","zh",plain=True))),
    _case("discuz2","/thread-8-1-1.html","blocked",_only("/thread-8-1-1.html",framed("提示信息","<div id=messagetext class=alert_info><p>本版块只有特定用户可以访问</p><p class=alert_btnleft><a href='javascript:history.back()'>[ 点击这里返回上一页 ]</a></p></div>","zh",plain=True))),
    _case("weixin","/s/Xk3","blocked",always(framed("","<h2>环境异常</h2><p>当前环境异常，完成验证后即可继续访问。</p><a>去验证</a>","zh"))),
    _case("blogger","/2012/05/kiln.html","blocked",always(bare("Blogger","<h1>This blog is open to invited readers only</h1><h2>http://kiln.test/</h2><p>It doesn't look like you have been invited to read this blog. If you think this is a mistake, you might want to contact the blog author and request an invitation.</p>"))),
    _case("btk","/kiln","blocked",always(bare("Erişim engeli","<p>kiln.test, Bilgi Teknolojileri ve İletişim Kurumunun 12/05/2014 tarihli kararı ile erişime engellenmiştir.</p>"))),
    _case("etsy","/listing/77/blue-kettle","dead",_only("/listing/77/blue-kettle",framed("Blue kettle","<h1>Blue kettle</h1><p>Sorry, this item is unavailable.</p><h2>You may also like</h2><ul>"+"".join(f"<li><a href=/l/{n}><img src=/{n}.jpg>Kettle {n}</a></li>" for n in range(9))+"</ul>")),anchors=("blue kettle",)),
    _case("etsy-sold","/listing/78/blue-kettle","dead",_only("/listing/78/blue-kettle",framed("Emaillekessel","<p>Dieser Artikel ist leider ausverkauft und wird nicht mehr angeboten.</p>","de")),anchors=("Emaillekessel",)),
    _case("doi","/10.5072/x","dead",_only("/10.5072/x",framed("DOI","<h1>DOI deactivated</h1><p>This DOI has been deactivated by the registration agency.</p>")),anchors=("data",)),
    _case("ark","/ark:/12148/x","dead",_only("/ark:/12148/x",framed("","<p>Cet identifiant a été supprimé.</p>","fr")),anchors=("la carte",)),
    _case("moved-apache","/old/guide","redirected",pages({"/old/guide":bare("Moved","<h1>Moved</h1><p>The document has moved <a href='{base}/n/77'>here</a>.</p>"),"/n/77":framed_article("Guide")})),
    _case("moved-two-blocks","/old/guide","redirected",pages({"/old/guide":framed("Guide","<p>This has moved.</p><p><a href='{base}/new/guide'>Continue</a></p>"),"/new/guide":framed_article("Guide")})),
    _case("moved-plain","/old/guide","redirected",pages({"/old/guide":framed("Guide","<p>Cette page a déménagé : <a href='{base}/x/guide'>nouvelle adresse</a></p>","fr",plain=True),"/x/guide":framed_article("Guide")})),
    _case("memory","/kiln/fire","failing",_only("/kiln/fire",framed("Fire","<h1>Fire</h1><b>Fatal error</b>: Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in <b>/home/x/public_html/wp-includes/class.php</b> on line <b>123</b><br>")),anchors=("Fire",)),
    _case("mysqli","/kiln/fire","failing",_only("/kiln/fire",framed("Fire","<h1>Fire</h1><br><b>Warning</b>: mysqli_connect(): (HY000/2002): Connection refused in <b>/var/www/x.php</b> on line <b>7</b><br>Could not connect",plain=True)),anchors=("Fire",)),
    _case("django","/kiln","failing",_only("/kiln",bare("OperationalError at /kiln","<h1>OperationalError at /kiln</h1>"+prose(60))),anchors=("kiln",)),
    _case("wpcrit","/kiln/fire","failing",_only("/kiln/fire",framed("Fire","<h1>Fire</h1><p>There has been a critical error on this website.</p><p><a href='https://wordpress.org/x'>Learn more about troubleshooting WordPress.</a></p>")),anchors=("Fire",)),
    _case("ezproxy","/login?url=https://publisher.example/doi/1","blocked",always(bare("Off-campus sign in","<p>Use your library card.</p><form action=/login method=post><input name=user><input name=pass type=password></form>"))),
    _case("ezproxy-sso","/login?qurl=https%3A%2F%2Fpublisher.example%2Fdoi%2F1","blocked",always(bare("University","<p>Choose how to sign in</p><button>Students</button><button>Staff</button>"))),
    _case("provider","/doc","blocked",always(bare("","<h1>We're sorry</h1><p>There was a problem providing the content you requested</p><p>Please contact our support team. Include the following reference number: 8a1f22c47b9d03e1 and your IP address 192.0.2.7</p>"))),
    _case("imgur","/gallery/x","dead",_only("/gallery/x",framed("","<h1>Zoinks! You've taken a wrong turn.</h1><p>This image was removed by its owner.</p>"))),
    _case("video-ru","/video-77","dead",_only("/video-77",framed("Видео","<div class=player>Видео недоступно: удалено автором</div>","ru"))),
    _case("file-es","/d/77/planos.zip","dead",_only("/d/77/planos.zip",framed("planos.zip","<p>Lo sentimos, el archivo solicitado ha sido eliminado.</p><p>Guarde sus archivos con nosotros: 50 GB gratis.</p>","es")),anchors=("planos",)),
    _case("file-noext","/file/77/canoe-plans","dead",_only("/file/77/canoe-plans",framed("canoe-plans","<p>Sorry, the file you have requested has been deleted.</p><p>Store your files with us: 50 GB for nothing.</p>")),anchors=("canoe plans",)),
    _case("arxiv","/pdf/1407.1234v2.pdf","dead",_only("/pdf/1407.1234v2.pdf",framed("On canoes","<h1>No PDF for '1407.1234v2'</h1><p>The author has withdrawn this paper, no pdf available.</p>")),anchors=("On canoes",)),
    _case("pdf-de","/preprints/77.pdf","dead",_only("/preprints/77.pdf",framed("Über Kanus","<h1>Über Kanus</h1><p>Dieser Preprint wurde von den Autoren zurückgezogen. Es steht kein PDF zur Verfügung.</p>","de")),anchors=("Über Kanus",)),
    _case("unpub-cz","/clanek/oprava-kanoe","dead",lambda request: Reply(body=framed(request.path.split("/")[-1].replace("-"," ").capitalize(),f"<h1>{request.path.split('/')[-1].replace('-',' ').capitalize()}</h1><p>Redakce tento text zatím uložila do šuplíku.</p>"+prose(5),"cs",head=f"<link rel=canonical href='{{base}}{request.path}'>")) if request.path!="/" else Reply(body=framed("","<h1>Halden</h1>"+prose(12))),anchors=("oprava kanoe",)),
    _case("spa-empty","/topic/17","blocked",lambda request: Reply(body=bare("","<div id=root></div><script src=/a.js></script>"))),
    _case("thread-asks","/t/41827","dead",_only("/t/41827",framed("How do I true a wheel?","<h1>How do I true a wheel?</h1><p>This topic has been deleted.</p>")),anchors=("How do I true a wheel?",)),
    _living("thread-answered","/t/41828","How do I true a wheel?","<h1>How do I true a wheel?</h1><p>This topic has been closed. Turn the nipples a quarter, no more.</p>",anchors=("How do I true a wheel?",)),
    _case("locked-post","/2014/05/reunion/","blocked",_only("/2014/05/reunion/",framed("Protegido: fotos de la fiesta","<h1>Protegido: fotos de la fiesta</h1><p>Este contenido está protegido por contraseña. Para verlo, introduce tu contraseña a continuación:</p>","es")),anchors=("fotos de la fiesta",)),
    _living("locked-posts","/blog/locks","Protected posts: how they work","<h1>Protected posts: how they work</h1><p>This content is protected by a password, says the page, and asks for it below. Readers who know it see the text.</p>",anchors=("Protected posts: how they work",)),
    _case("eval","/x","blocked",_only("/x",bare("","<script>eval(function(p,a,c,k){return p}('0 1',2,2,'a|b'))</script>"))),
]  # fmt: skip
