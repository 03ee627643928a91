"""Which sentences say that something is gone, and which only speak of it."""

import pytest

from linkwatch.judge.tombstones import (
    any_line_says_gone,
    any_says_gone,
    goes_on_about_loss,
    is_of_what_is_shown,
    is_subject,
    says_gone,
)
from linkwatch.judge.words import fold


@pytest.mark.parametrize(
    "sentence",
    [
        "This listing has expired.",
        "Sorry, the listing you were looking for has expired",
        "Error: the requested topic does not exist.",
        "Dieses Profil wurde gelöscht",
        "Cette annonce n'est plus disponible",
        "Bu içerik silinmiştir.",
        "Ogłoszenie wygasło",
        "Срок действия ссылки истёк",
        "Bài viết đã bị xóa.",
        "삭제된 게시글입니다.",
        "该内容已被发布者删除",
    ],
)
def test_subject_and_its_end_make_a_tombstone(sentence: str) -> None:
    assert says_gone(fold(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Account deleted by mistake?",
        "“This post was deleted”: a study of notices",
        "This listing: what to do when it has expired",
        "Adventures of a deleted scene",
        "Why every page not found costs readers money",
        "How long do we keep a profile after the account of its owner was deleted",
        "On slow water in the valley of the Otter",
        "Срок действия договора аренды мельницы истёк в пятницу",
    ],
)
def test_question_quotation_or_other_sentence_is_none(sentence: str) -> None:
    assert not says_gone(fold(sentence))


def test_long_hostile_text_is_judged_by_its_first_sentence_only() -> None:
    assert not says_gone("page " * 200_000 + "was deleted")


def test_short_subjects_are_whole_words() -> None:
    assert is_subject("ad")
    assert is_subject("listings")
    assert not is_subject("adventure")
    assert is_subject("post")
    assert not is_subject("postal")
    assert is_subject("topical")


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("One two three listing has expired", True),
        ("One two three four listing has expired", False),
        ("This listing a b c d e f g has expired today", True),
        ("This listing a b c d e f g h has expired today", False),
        ("One two three: this listing has expired", True),
        ("One two three four: this listing has expired", False),
        ("This listing has expired " + "on a day " * 6 + "now then", True),
        ("This listing has expired " + "on a day " * 7, False),
        ("... This listing has expired", True),
        ("One two three there is no such dam", True),
        ("One two three four there is no such dam", False),
        ("Wells are deep. This listing has expired", False),
    ],
)
def test_tombstone_is_one_short_sentence_with_its_subject_near_the_beginning(sentence: str, *, is_one: bool) -> None:
    assert says_gone(fold(sentence)) is is_one
    assert any_says_gone(["", "wells are deep", fold(sentence)]) is is_one


def test_nothing_is_said_by_no_text() -> None:
    assert not any_says_gone([])
    assert not any_says_gone([""])


@pytest.mark.parametrize(
    ("sentence", "is_shown"),
    [
        ("A photo of the mill, which no longer exists.", True),
        ("Photo du moulin, qui n'existe plus.", True),
        ("Foto del molino, que ya no existe", True),
        ("Nuotraukoje malūnas, kurio nebėra.", True),
        ("Фото мельницы, которой больше нет.", True),
        ("The video, which was uploaded in 2019, has been removed.", False),
        ("We have removed this page, which was out of date.", False),
        ("Страница, которую вы ищете не существует.", False),
        ("This photo no longer exists.", False),
    ],
)
def test_the_loss_of_what_a_picture_shows_is_not_its_own(sentence: str, *, is_shown: bool) -> None:
    assert is_of_what_is_shown(fold(sentence)) is is_shown
    assert not (is_shown and says_gone(fold(sentence)))


def test_what_became_of_a_thing_is_said_in_twelve_words_at_most() -> None:
    assert goes_on_about_loss("it was deleted" + " on" * 9)
    assert not goes_on_about_loss("it was deleted" + " on" * 10)
    assert not goes_on_about_loss("it was painted")
    assert goes_on_about_loss("x" * 388 + " was deleted")
    assert not goes_on_about_loss("x" * 396 + " was deleted")


def test_the_beginning_of_a_text_is_read() -> None:
    early, late = (f"this listing {'a' * letters} has expired" for letters in (375, 376))
    assert (says_gone(early), any_says_gone([early])) == (True, True)
    assert (says_gone(late), any_says_gone([late])) == (False, False)
    assert any_says_gone([late, "this listing has expired"])
    assert any_says_gone(["wells", "no such dam"])


def test_lines_are_folded_as_far_as_they_are_read() -> None:
    assert any_line_says_gone(["Wells", "This Listing has EXPIRED."])
    assert not any_line_says_gone(["Wells. This listing has expired."])
    assert not any_line_says_gone(["This listing", "has expired"])
    assert not any_line_says_gone([])
    assert any_line_says_gone([f"This listing{' ' * 776}has expired"])
    assert not any_line_says_gone([f"This listing{' ' * 781}has expired"])


def test_headlines_end_with_what_became_of_a_thing() -> None:
    assert says_gone("profile deleted")
    assert says_gone("profile removed ")
    assert not says_gone("profile deleted by all of them")
    assert not says_gone("deleted profile")
    assert not says_gone("one two three four profile deleted")


def test_what_became_of_a_thing_comes_after_it() -> None:
    assert says_gone("thema heute abgelaufen")
    assert not says_gone("heute abgelaufen thema")
    assert says_gone("no such dam")
