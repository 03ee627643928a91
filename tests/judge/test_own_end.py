"""Sentences by which pages say that they were removed, and those that say it of something else."""

import pytest

from linkwatch.judge.own_end import says_own_end, tells_of_end_elsewhere

_OF_THE_PAGE = (
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
)
_OF_SOMETHING_ELSE = (
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
)
_OF_LAWS_AND_LISTS = (
    "This article was deleted by Act 8 of 2004.",
    "This entry was removed from the list in 2009.",
    "Cet article a été supprimé par la loi n° 2004-12.",
    "Dieser Artikel wurde durch das Gesetz vom 3. Mai entfernt.",
)


@pytest.mark.parametrize("sentence", _OF_THE_PAGE)
def test_a_page_says_its_own_end(sentence: str) -> None:
    assert says_own_end(sentence)
    assert not tells_of_end_elsewhere(sentence)


@pytest.mark.parametrize("sentence", _OF_SOMETHING_ELSE + _OF_LAWS_AND_LISTS)
def test_what_was_removed_is_something_else(sentence: str) -> None:
    assert not says_own_end(sentence)


@pytest.mark.parametrize("sentence", _OF_LAWS_AND_LISTS)
def test_articles_leave_laws_and_entries_lists(sentence: str) -> None:
    assert tells_of_end_elsewhere(sentence)
