"""Sentences of living pages that speak of a loss, and those that stand beside "not found", in many languages."""

import pytest

from linkwatch.judge.own_end import OWN_END
from linkwatch.judge.own_subject import ASKS, ITS_END, OF_ITSELF, ONLY_ADVICE, OWN_SUBJECT, marks_of_subject

_OF_THEIR_OWN = (
    "Four players from Leeds, formed in 2009.",
    "The mayor of Lark wrote his last message on Friday evening.",
    "Der Bürgermeister schrieb am Freitag seine letzte Nachricht.",
    "Le maire a écrit vendredi son dernier message.",
    "El alcalde escribió el viernes su último mensaje.",
    "O prefeito escreveu na sexta-feira a última mensagem.",
    "Il sindaco ha scritto venerdì l'ultimo messaggio.",
    "De burgemeester schreef vrijdag zijn laatste bericht.",
    "Burmistrz napisał w piątek ostatnią wiadomość.",
    "Starosta napsal v pátek poslední zprávu.",
    "A polgármester pénteken írta utolsó üzenetét.",
    "Primarul a scris vineri ultimul mesaj.",
    "Borgmästaren skrev sitt sista meddelande i fredags.",
    "Kunnanjohtaja kirjoitti perjantaina viimeisen viestinsä.",
    "Belediye başkanı son mesajını cuma günü yazdı.",
    "Ο δήμαρχος έγραψε την Παρασκευή το τελευταίο του μήνυμα.",
    "Мэр написал в пятницу последнее сообщение.",
    "Мер написав у п'ятницю останнє повідомлення.",
    "كتب العمدة يوم الجمعة رسالته الأخيرة.",
    "ראש העיר כתב ביום שישי את הודעתו האחרונה.",
    "村長は金曜日、最後の便りを書いた。",
    "村长星期五写了最后一封信，住民都读了那封长信。",
    "시장은 금요일에 마지막 편지를 썼다.",
)
_OF_READERS = (
    "You may have followed an old bookmark.",
    "Perhaps it was moved, so try the search above.",
    "We have rebuilt our website and some addresses are new.",
    "Bitte nutzen Sie die Suche oben rechts.",
    "Vielleicht haben Sie sich vertippt?",
    "Vous pouvez revenir à l'accueil.",
    "Puede volver al inicio o usar el buscador.",
    "Você pode voltar à página inicial.",
    "Puoi tornare alla pagina iniziale o usare la ricerca.",
    "U kunt terug naar de startpagina gaan of zoeken.",
    "Możesz wrócić na stronę główną.",
    "Zkuste se vrátit na úvodní stránku.",
    "Kérjük, térjen vissza a kezdőlapra.",
    "Vă rugăm să reveniți la pagina de început.",
    "Gå tillbaka till startsidan eller sök på nytt.",
    "Palaa etusivulle tai kokeile hakua.",
    "Ana sayfaya dönebilir veya arama yapabilirsiniz.",
    "Επιστρέψτε στην αρχική σελίδα.",
    "Вернитесь на главную или воспользуйтесь поиском.",
    "Поверніться на головну або скористайтеся пошуком.",
    "يمكن العودة إلى الصفحة الرئيسية.",
    "אפשר לחזור לדף הבית או לחפש באתר.",
    "トップページへお戻りください。",
    "请返回首页或使用搜索。",
    "홈으로 돌아가거나 검색해 주세요.",
    "Silakan kembali ke beranda.",
    "Vui lòng quay lại trang chủ.",
    "कृपया थोड़ी देर रुकें।",
)
_OF_THEMSELVES = (
    "This vacancy has been filled.",
    "We took this image down after a complaint.",
    "Diese Anzeige ist deaktiviert.",
    "Cette annonce est désactivée.",
    "Este anúncio está inativo.",
    "Deze vacature is gesloten.",
    "To ogłoszenie jest już nieaktualne.",
    "Это объявление снято с публикации.",
)


@pytest.mark.parametrize("sentence", _OF_THEIR_OWN)
def test_a_sentence_about_something_else_is_of_its_own(sentence: str) -> None:
    assert list(_marks(f"Page not found\n\n{sentence}")) == [OWN_SUBJECT]


@pytest.mark.parametrize("sentence", _OF_READERS)
def test_advice_to_the_lost_is_not(sentence: str) -> None:
    assert OWN_SUBJECT not in list(_marks(sentence))


@pytest.mark.parametrize("sentence", _OF_THEMSELVES)
def test_a_page_may_say_what_became_of_it(sentence: str) -> None:
    marks = [mark for mark in _marks(f"{sentence}\nPlease use the search.") if mark != OWN_END]
    assert marks == [ONLY_ADVICE, OF_ITSELF]


@pytest.mark.parametrize(
    ("sentence", "is_of_itself"),
    [
        ("You must log in to read the article.", True),
        ("Members must log in to read the article.", False),
        ("You must be 18 or older to enter the site.", True),
        ("You must subscribe to read the full article.", True),
        ("You cannot watch it: content is not available in your country.", True),
        ("You cannot read it: content was withheld in response to a legal request.", True),
        ("Статья доступна только зарегистрированным пользователям.", True),
        ("Статьи доступны только зарегистрированным пользователям.", False),
        ("Checking the browser before the page opens: complete the captcha, robots are kept out.", True),
        ("You should know that the old page has been removed.", False),
    ],
)
def test_who_tells_its_reader_of_a_gate_speaks_of_itself(sentence: str, *, is_of_itself: bool) -> None:
    assert (OF_ITSELF in _marks(sentence)) is is_of_itself


def test_who_speaks_of_others_does_not_speak_of_itself() -> None:
    assert list(_marks("The old page has been removed.")) == [ONLY_ADVICE]
    assert list(_marks("The thistle was removed.")) == [ONLY_ADVICE]
    assert list(_marks("本页面已被删除。")) == [ONLY_ADVICE, OF_ITSELF]


def test_names_prices_and_hours_are_neither() -> None:
    assert list(_marks("Please call us.\nOak 12.00, elm 14.00, ash 9.00, beech 7.00, lime 8.00")) == []
    assert list(_marks("Please call us.\nOak 12.00")) == [ONLY_ADVICE]


def test_a_heading_an_item_of_a_list_and_small_print_say_nothing() -> None:
    said = "A mill at the weir.\n* The wheel turns again.\n© 2026 The mill at Lark."
    assert list(marks_of_subject(said, ["A mill at the weir."], gives_file=False)) == []


def test_a_long_menu_hides_nothing() -> None:
    assert list(_marks("* \n" * 200 + "Four players from Leeds, formed in 2009.")) == [OWN_SUBJECT]


def test_a_year_ends_a_sentence_and_a_day_does_not() -> None:
    assert list(_marks("Its account was suspended in 2013. The mayor of Lark wrote it.")) == [OWN_SUBJECT]
    assert OWN_SUBJECT not in _marks("Diese Seite wurde am 3. Mai des Jahres gelöscht.")


def test_who_gives_a_file_has_more_than_advice() -> None:
    assert list(marks_of_subject("Please use the link below.", [], gives_file=True)) == []


def test_a_bare_question_asks() -> None:
    assert list(_marks("Are you old enough to drink?\nYes\nNo")) == [ASKS]
    assert list(_marks("Are you old enough to drink? Wine of 1788 lies in our cellar.\nThe mill made it.")) == [
        OWN_SUBJECT
    ]


def test_a_sentence_has_three_words() -> None:
    assert _marks("Mills turn.") == []
    assert _marks("The mill turns.") == [OWN_SUBJECT]
    assert _marks("Are you?") == []
    assert _marks("Are you old?") == [ASKS]
    assert _marks("Are you old?\nYes. No.") == [ASKS]
    assert _marks("Are you old?Yes") == [ASKS]  # and a button


def test_eight_words_that_are_no_sentence_may_stand_beside_advice() -> None:
    assert _marks("Please call us.\nOak elm ash lime fir yew box oak") == [ONLY_ADVICE]
    assert _marks("Please call us.\nOak elm ash lime fir yew box oak elm") == []


def test_the_end_of_the_only_line_needs_no_mark() -> None:
    assert _marks("This listing has expired") == [OWN_END, ONLY_ADVICE, OF_ITSELF]
    assert _marks("กรุณากลับหน้าแรก") == [ONLY_ADVICE]
    assert _marks("The mill turns again") == []
    assert _marks("This listing has expired\nThe mill turns again.") == [OWN_SUBJECT]


def test_an_excuse_may_come_before_a_notice() -> None:
    assert OWN_END in _marks("申し訳ございません。この記事は削除されました。")
    assert OWN_END not in _marks("水車は春に回りました。この記事は削除されました。")


def test_what_comes_behind_a_question_is_its_answer() -> None:
    assert OWN_END in _marks("This topic was deleted by its author.")
    assert OWN_END not in _marks("Who has a wick?\nThis topic was deleted by its author.")


@pytest.mark.parametrize("end", [".", "!", "。", "！", "।", "۔"])
def test_ends_of_sentences(end: str) -> None:
    assert _marks(f"The mill turns again{end}") == [OWN_SUBJECT]


def test_the_beginning_of_a_text_is_read() -> None:
    assert _marks("Oak\n" * 59 + "The mill turns again.") == [OWN_SUBJECT]
    assert _marks("Oak\n" * 60 + "The mill turns again.") == []
    assert _marks("x" * 3978 + "\nThe mill turns again.") == [OWN_SUBJECT]
    assert _marks("x" * 3979 + "\nThe mill turns again.") == []
    assert _marks("Please call us.\n" + " " * 3984) == [ONLY_ADVICE]
    assert _marks("Please call us.\n" + " " * 3985) == []  # who knows what else it says


def test_clauses_of_scripts_without_spaces_are_told_apart_where_they_are_long() -> None:
    assert _marks("请返回首页，水车今年春天又转动起来了。") == [OWN_SUBJECT]
    assert _marks("请返回首页，水车今又转动了。") == [ONLY_ADVICE]
    assert _marks("请返回首页，水车今年又转动了。") == [OWN_SUBJECT]


def test_a_page_says_its_end_first() -> None:
    assert _marks("This listing has expired. The mill turns again.") == [OWN_END, OWN_SUBJECT, ITS_END]
    assert _marks("The listing has expired. The mill turns again.") == [OWN_SUBJECT]
    assert _marks("The mill turns again. This listing has expired.") == [OWN_SUBJECT]


def _marks(text: str) -> list[str]:
    return list(marks_of_subject(text, ["Page not found"], gives_file=False))
