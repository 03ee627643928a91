"""Sentences by which pages say that they were removed, and those that say it of something else."""

import pytest

from linkwatch.judge.own_end import is_notice_of_own_end, says_own_end, tells_of_end_elsewhere

_OF_THE_PAGE = (
    "ダウンロードリンクの期限が切れました。",
    "이미 마감된 공고입니다.",
    "賣家已將這件商品下架。",
    "ผู้ใช้รายนี้ปิดบัญชีแล้วเมื่อปีก่อน",
    "Rất tiếc, sản phẩm không còn được bán.",
    "העצומה הזו נסגרה על ידי יוזמיה.",
    "یہ ملازمت اب دستیاب نہیں ہے۔",
    "यह याचिका अब उपलब्ध नहीं।",
    "این کارزار به پایان رسید.",
    "هذه العريضة أُغلقت.",
    "Petisyen ini telah ditutup.",
    "Kampanye ini sudah berakhir.",
    "Leider ist das Angebot nicht mehr verfügbar.",
    "Das Regal wird nicht mehr hergestellt, dieses Produkt bleibt leer.",
    "К сожалению, товар снят с производства.",
    "Диван больше не продаётся: это объявление снято с публикации.",
    "Тему видалено адміністрацією клубу.",
    "За съжаление продуктът вече не се произвежда.",
    "El enlace caducó: el archivo ha sido eliminado y este enlace ya no existe.",
    "Fișierele au expirat după o lună.",
    "Filerna har raderats efter trettio dagar.",
    "Aradığınız ürün satıştan kaldırıldı.",
    "Το ακίνητο δεν είναι πλέον διαθέσιμο.",
    "Ez a termék már nem rendelhető.",
    "Tento výrobek se již nevyrábí.",
    "Niestety oferta wygasła w maju.",
    "This article was removed on 3 May after a court order.",
    "This story was withdrawn by its author.",
    "Dieser Datensatz wurde am 4. Mai 2020 zurückgezogen.",
    "Der Beitrag, der an dieser Stelle stand, wurde am 12. März gelöscht.",
    "Cet article a été retiré le 3 juin 2022 après un jugement du tribunal.",
    "Este artículo fue retirado el 4 de mayo a petición de su autora.",
    "Il Tribunale di Venezia ha disposto la rimozione di questo articolo.",
    "Эта статья удалена 12 марта по решению суда.",
    "Bu haber mahkeme karar\u0131yla yay\u0131ndan kald\u0131r\u0131ld\u0131.",
    "该文章已应法院要求被删除。",
    "Tento inzerát byl 12. 3. 2021 smazán inzerentem.",
    "Ten wpis usunął jego autor.",
    "Ezt a hirdetést a feladó visszavonta.",
    "Acest articol a fost retras la cererea autoarei.",
    "Αυτή η ανάρτηση διαγράφηκε από τον χρήστη.",
    "Цей допис видалила авторка.",
    "Tin này đã hết hạn và bị gỡ ngày 3/5/2021.",
    "This column was spiked by the editor on 4 June.",
    "Dieser Kommentar wurde am 4. Juni von der Redaktion getilgt.",
    "Cette discussion a été purgée le 4 juin par la modération.",
    "Deze vacature is op 4 juni vervuld.",
    "Det här receptet sopades bort den 4 juni.",
    "Denne profil blev destrueret den 4. juni.",
    "Denne kommentaren ble ryddet bort av redaksjonen.",
    "Tämä viesti pyyhittiin 4. kesäkuuta.",
    "El hilo se borró el martes.",
    "Esta petición fue suprimida por su promotora.",
    "Esta vaga já foi preenchida.",
    "Abbiamo rimosso questa recensione in maggio.",
    "Tę petycję wycofał jej autor.",
    "Toto vlákno jsme smazali.",
    "Toto vlákno zmazal moderátor.",
    "Ezt a fájlt levettük a honlapról.",
    "Acest comentariu a fost scos de moderator.",
    "Αυτό το έγγραφο αποσύρθηκε τον Μάιο.",
    "Този файл беше оттеглен от автора.",
    "Ovu objavu povukla je autorica.",
    "Повукли смо овај чланак на молбу породице.",
    "Ta objava je bila umaknjena v maju.",
    "Aquest fil ha estat esborrat pel moderador.",
    "Kjo foto u hoq nga autori.",
    "حُذفت هذه الصفحة بطلب من كاتبها يوم الأحد.",
    "این مطلب به درخواست نویسنده حذف شد.",
    "כתבה זו הוסרה בצו בית משפט.",
    "Tulisan ini dicabut oleh penulisnya pekan lalu.",
    "บทความนี้ถูกถอดตามคำขอของผู้เขียน",
    "यह लेख लेखक के कहने पर हटा दिया गया।",
    "Bu yaz\u0131 müəllifin istəyi ilə silinib.",
    "Бұл мақала авторының өтінішімен жойылды.",
    "ეს სტატია ავტორის თხოვნით წაიშალა.",
    "このリンクは先週、掲載を取りやめました。",
    "該影片已下架。",
    "해당 기사는 법원 결정으로 게시가 중단되었습니다.",
    "Bu kay\u0131t sahibinin isteğiyle erişimden ç\u0131kar\u0131ld\u0131.",
    "Эта заметка больше не публикуется.",
    "Цю новину редакція вилучила.",
    "Bài đăng này đã được gỡ theo yêu cầu của gia đình.",
    "هذه الفعالية لم تعد متاحة منذ شهر مايو.",
    "این موقعیت شغلی هفتهٔ پیش پر شد.",
    "משרה זו אוישה בחודש מאי.",
    "यह नौकरी मई में भर दी गई।",
    "ตำแหน่งงานนี้ปิดรับสมัครตั้งแต่เดือนพฤษภาคม",
    "Việc làm này đã ngừng nhận hồ sơ từ tháng Năm.",
    "Akun ini dibekukan pengelola pada bulan Mei.",
    "Hantaran ini ditarik balik oleh penulisnya minggu lalu.",
    "この物件は五月に成約いたしました。",
    "이 채용공고는 5월에 마감되었습니다.",
    "该岗位五月已招满。",
    "此職缺五月已額滿。",
    "یہ آسامی مئی میں پر ہو چکی ہے۔",
    "এই চাকরিটির আবেদনের সময়সীমা শেষ।",
    "இந்த விளம்பரம் மே மாதம் நீக்கப்பட்டது.",
    "Tinanggal noong Mayo ang patalastas na ito.",
    "Tento účet byl pozastaven za porušení pravidel.",
    "Toto konto bolo zmazané na žiadosť majiteľa.",
    "Den här profilen har spärrats av en moderator.",
    "Ez a pozíció már betöltött.",
    "Acest profil a fost suspendat de administratori.",
    "Αυτός ο λογαριασμός έχει ανασταλεί.",
    "Овај налог је суспендован.",
)
_OF_SOMETHING_ELSE = (
    "人気商品を扱う老舗の販売が終了した。",
    "판매자가 값을 내렸어요.",
    "เทศบาลปิดตลาดเก่าแล้ว",
    "بلدیہ نے پرانا بازار بند کر دیا ہے۔",
    "The file option was removed in May.",
    "Тему закрито модератором, висновок угорі.",
    "Cet événement est terminé, merci à tous.",
    "Diese Datei wird nach zehn Tagen gelöscht.",
    "Questo evento è stato spostato al chiuso per la pioggia.",
    "Tato galerie je po opravě znovu otevřena.",
    "The shipyard has deleted its post about the strike.",
    "A table was removed from this article on 3 May.",
    "This page was removed in 1790 and came back with the bequest.",
    "If this post was removed, a rule was broken.",
    "Was this video taken down?",
    "“This video was removed,” says the player.",
    "Die Werft hat am 3. Mai ihren Beitrag gelöscht.",
    "Dieser Beitrag wurde aus diesem Heft entfernt.",
    "Tato stránka byla smazána nebo přesunuta.",
    "Bài viết này đã bị xóa hoặc không còn tồn tại.",
    "Jeśli ten temat usunięto, zapytaj moderatora.",
    "La mairie a retiré vendredi la vidéo du lancement.",
    "The editor has spiked a column about the mayor.",
    "De wethouder heeft haar bericht over de haven gewist.",
    "Kun tämä viesti pyyhittiin, kukaan ei kysynyt miksi.",
    "Questa discussione è stata chiusa, grazie a tutti.",
    "Esta sala fue retirada del plano en la segunda edición.",
    "Ta strona opowiada o serwerze, który wyłączono.",
    "Toto vlákno je zamčené.",
    "إذا حذفت هذه الصفحة فراسل المشرف.",
    "از این صفحه یک جدول حذف شد.",
    "אם דף זה נמחק, פנו למנהל.",
    "Jika tulisan ini dihapus, hubungi pengurus.",
    "หากบทความนี้ถูกลบ โปรดแจ้งผู้ดูแล",
    "यदि यह लेख हटा दिया गया हो तो बताएँ।",
    "Əgər bu yaz\u0131 silinibsə, moderatora yaz\u0131n.",
    "Егер бұл жазба жойылса, бізге жазыңыз.",
    "თუ ეს გვერდი წაიშალა, მოგვწერეთ.",
    "Akun bank koperasi itu dibekukan pada bulan Mei.",
    "Jawatan penghulu telah diisi oleh cucunya.",
    "Tài khoản của hợp tác xã bị phong tỏa hồi tháng Năm.",
    "该商品蓝色款式已售罄，红色有货。",
    "このページが存在しないか、閲覧権限がありません。",
    "חשבון הבנק של העמותה נחסם במאי.",
)
_OF_LAWS_AND_LISTS = (
    "This article was deleted by Act 8 of 2004.",
    "This entry was removed from the list in 2009.",
    "Cet article a été supprimé par la loi n° 2004-12.",
    "Dieser Artikel wurde durch das Gesetz vom 3. Mai entfernt.",
)


def test_a_page_says_its_own_end() -> None:
    assert [sentence for sentence in _OF_THE_PAGE if not says_own_end(sentence)] == []
    assert [sentence for sentence in _OF_THE_PAGE if tells_of_end_elsewhere(sentence)] == []


def test_what_was_removed_is_something_else() -> None:
    assert [sentence for sentence in _OF_SOMETHING_ELSE + _OF_LAWS_AND_LISTS if says_own_end(sentence)] == []


def test_articles_leave_laws_and_entries_lists() -> None:
    assert [sentence for sentence in _OF_LAWS_AND_LISTS if not tells_of_end_elsewhere(sentence)] == []


_END = "This article was removed on 3 May after a court order."


def _words(count: int) -> str:
    return " ".join(["word"] * count)


@pytest.mark.parametrize(
    ("sentences", "lines", "is_one"),
    [
        ([], [], False),
        ([_END], [], True),
        ([f"{_words(5)}."], [], False),
        ([_END, f"{_words(12)}."], [], True),
        ([_END, f"{_words(13)}."], [], False),
        ([_END, f"{_words(6)}.", f"{_words(6)}."], [], True),
        ([_END, f"{_words(7)}.", f"{_words(6)}."], [], False),
        ([_END], [_words(12)], True),
        ([_END], [_words(7), _words(6)], False),
        ([_END, *["One two three."] * 9], [], True),
        ([_END, *["One two three four."] * 4], [], False),
        ([_END, f"{_words(12)}.", f"Order of court: {_words(9)}"], [], True),
        ([_END, f"{_words(12)}.", "It was removed by its author after the order."], [], True),
        ([_END, f"{_words(12)}.", "It was painted by its author after the order."], [], False),
        ([_END, f"{_words(12)}.", f"It was removed by its author {_words(6)}."], [], True),
        ([_END, f"{_words(12)}.", f"It was removed by its author {_words(7)}."], [], False),
        (["This position has been filled."], [], True),
        (["This position has been filled.", "One two three four."], [], False),
    ],
)
def test_a_notice_has_its_reason_labels_and_a_few_words_beside_it(
    sentences: list[str], lines: list[str], *, is_one: bool
) -> None:
    assert is_notice_of_own_end(sentences, lines, lambda sentence: True) is is_one


def test_advice_counts_for_nothing() -> None:
    assert is_notice_of_own_end([_END, f"{_words(13)}."], [], lambda sentence: False)


def test_a_sentence_of_more_than_forty_words_tells_more_than_its_end() -> None:
    assert says_own_end(f"This article was removed {_words(36)}")
    assert not says_own_end(f"This article was removed {_words(37)}")


def test_one_word_may_stand_between_what_stands_for_the_page_and_its_end() -> None:
    assert says_own_end("The listing was made unavailable.")
    assert not says_own_end("The listing at last was made unavailable.")


def test_six_letters_may_stand_there_where_no_spaces_part_words() -> None:
    assert says_own_end("文章上星期五下午被删除。")
    assert not says_own_end("文章上星期五的下午被删除。")


def test_conditions_of_less_than_eight_letters_are_whole_words() -> None:
    assert says_own_end("This article was removed by a court with all its versions.")
    assert not says_own_end("This article was removed by a court in a version.")
    assert not says_own_end("This article was removed by a court with all its sentences.")
