"""Threads, and news in brief, told by their stamps of time and their sentences, in any language."""

import pytest

from linkwatch.judge.page import read_page
from linkwatch.judge.talk import (
    BRIEF,
    TALK,
    is_brief,
    is_talk,
    is_verse,
    says_some_sentences,
    says_that_this_is_gone,
)

ANSWERS = "Ask those who run the site.\nMine came back after three days.\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("anna, 12.03.2019", "bo, 13.03.2019"),
        ("anna 2019-03-12", "bo 2019/3/13"),
        ("2019年3月12日", "2019년 3월 13일"),
        ("anna 17:40", "bo 18:05"),
        ("March 12, 2019", "13 Mar 2019"),
        ("anna · 3 hours ago", "bo · 2h ago"),
        ("vor 3 Tagen", "il y a 2 jours"),
        ("hace 3 años", "2 saat önce"),
        ("3 дня назад", "2 dni temu"),
        ("3日前", "2시간 전"),
    ],
)
def test_two_stamps_and_two_sentences_are_talk(first: str, second: str) -> None:
    text = f"{first}\n{ANSWERS}{second}\n"
    assert is_talk(text, text)


@pytest.mark.parametrize(
    "text",
    [
        ANSWERS,
        f"12.03.2019\n{ANSWERS}",
        "12.03.2019\n13.03.2019\nThis was removed.\n",
        "12.03.2019\n13.03.2019\n* Ask those who run the site.\n* Mine came back after three days.\n",
        f"Version 1.2.3.4\nFrom 3 to 4\n{ANSWERS}",
        f"Removed {'and so on ' * 6}12.03.2019\nAnd {'so on ' * 9}13.03.2019\n{ANSWERS}",
        f"Removed 12.03.2019\nLost something? Look here.\n{ANSWERS}",
        "The thread was deleted.\nIt may have broken the rules.\n* Roses 3 hours ago\n* Beans 5 hours ago\n",
    ],
)
def test_less_is_none(text: str) -> None:
    assert not is_talk(text, text)


def test_a_long_question_needs_but_its_own_stamp() -> None:
    text = "12.03.2019\nI deleted my account by mistake, can I get it back?\nYes, within thirty days.\n"
    assert is_talk(text, text)


@pytest.mark.parametrize(("words", "is_one"), [(7, False), (8, True)])
def test_a_long_question_has_eight_words(words: int, *, is_one: bool) -> None:
    text = f"{' '.join(['word'] * words)}?\n3 March 2019\nIt is a mill on the weir.\n"
    assert is_talk(text, text) is is_one


def test_a_stamp_stands_early_on_a_line_of_a_few_words() -> None:
    def are_stamps(before: str) -> bool:
        lines = f"{before} 3 March 2019\n" * 3
        return is_talk(lines, lines)

    assert are_stamps(" ".join(["by"] * 11))
    assert not are_stamps(" ".join(["by"] * 12))
    assert are_stamps("x" * 187)
    assert not are_stamps("x" * 188)


def test_a_list_of_times_needs_no_sentence_unless_all_of_it_are_links() -> None:
    tracks = "* Lost 3:12\n* Nothing Here 2:40\n* Try Again 4:01\n"
    assert is_talk(tracks, tracks)
    assert not is_talk(tracks, "")
    assert not is_talk(tracks, "* Lost 3:12\n* Nothing Here 2:40\n")


def test_only_the_beginning_is_read() -> None:
    late = "x\n" * 200 + f"12.03.2019\n13.03.2019\n{ANSWERS}"
    assert not is_talk(late, late)


def test_a_page_is_asked_only_where_it_speaks_of_a_loss() -> None:
    thread = "<p>anna 12.03.2019</p><p>Where has it gone to?</p><p>bo 13.03.2019</p><p>It is in the archive now.</p>"
    lost = read_page(
        f"<title>Video deleted</title><h1>Video deleted</h1>{thread}".encode(), "text/html", None, "http://a.test/8"
    )
    assert TALK in lost.signatures
    found = read_page(
        f"<title>The wheel</title><h1>The wheel</h1>{thread}".encode(), "text/html", None, "http://a.test/8"
    )
    assert TALK not in found.signatures


NEWS = "Kontos gelöscht\nDas Amt hat zwei Konten gelöscht.\nWer sie geführt hat, will es am Montag sagen.\n"


@pytest.mark.parametrize("text", [NEWS, f"11. März 2019\n{NEWS}", NEWS.replace("gelöscht.\n", "gelöscht. ")])
def test_two_sentences_with_a_day_are_news(text: str) -> None:
    assert is_brief(text, is_dated=True)
    assert is_brief(text, is_dated=False) is text.startswith("11.")


@pytest.mark.parametrize(
    "text",
    [
        "The council took it down on Monday.\n",
        "This post was removed.\nIt was deleted by its author.\n",
        "Members must log in to read the letters.\nThe listing was deleted today.\n",
        "* The council took it down on Monday.\n* Neighbours had complained for three weeks.\n",
        "So it goes.\nAnd so on.\nDone it is.\n",
    ],
)
def test_a_day_alone_makes_no_news(text: str) -> None:
    assert not is_brief(text, is_dated=True)


def test_a_day_within_a_sentence_is_no_stamp() -> None:
    assert not is_brief(
        "This listing was removed on 11.03.2019.\nTry a search for something similar.\n", is_dated=False
    )


@pytest.mark.parametrize(("words", "is_news"), [(4, False), (5, True)])
def test_news_tell_more_than_a_loss_in_more_than_four_words(words: int, *, is_news: bool) -> None:
    text = f"{' '.join(['mill'] * words)}.\nThe listing was deleted today.\n"
    assert is_brief(f"3 March 2019\n{text}", is_dated=False) is is_news
    assert is_brief(text, is_dated=True) is is_news
    assert not is_brief(text, is_dated=False)


def test_days_in_a_list_of_other_pages_make_no_news() -> None:
    notice = "Thread deleted\nThe thread was deleted on Monday.\nIt had broken the rules of the board.\n"
    assert is_brief(f"12.03.2019\n{notice}", is_dated=False)
    assert not is_brief(f"{notice}* Roses 12.03.2019\n", is_dated=False)


@pytest.mark.parametrize(
    "text",
    [
        "This listing is no longer available\nPosted 3 March 2021\nThe flat was let.\nOur agents show you others.\n",
        "Материал удалён\n12 мая 2021\nЭтот материал удалён.\nЧитайте другие новости на нашем сайте.\n",  # noqa: RUF001 - Russian
        "記事\n2021年5月12日\nこの記事は削除されました。ほかの記事をご覧ください。\n",
    ],
)
def test_what_says_of_itself_that_it_is_gone_is_no_news(text: str) -> None:
    assert not is_brief(text, is_dated=True)


def test_lists_of_other_articles_make_no_news_of_an_error() -> None:
    story = (
        "<h3><a href=/a>The mill</a></h3><time datetime=2019-03-11>11.03.2019</time><p>The wheel turns again today.</p>"
    )
    lost = f"<title>Article removed</title><h1>Article removed</h1>{3 * story}"
    assert {TALK, BRIEF}.isdisjoint(read_page(lost.encode(), "text/html", None, "http://a.test/8").signatures)
    assert BRIEF in read_page(lost.replace("<h3>", "<p>").encode(), "text/html", None, "http://a.test/8").signatures


SONG = "the river took the letters\nto where the rivers go\n" * 3


def test_six_short_lines_in_a_row_are_verse() -> None:
    assert is_verse(SONG)
    assert not is_verse(SONG[: SONG.rindex("to where")])
    assert is_verse(f"word\n{SONG}")


def test_lines_of_verse_have_two_to_ten_words_and_stand_early() -> None:
    ten = "a b c d e f g h i j"
    assert [is_verse(f"{line}\n" * 6) for line in ("a", "a b", ten, f"{ten} k")] == [False, True, True, False]
    assert is_verse("\n" * 114 + SONG)
    assert not is_verse("\n" * 115 + SONG)


@pytest.mark.parametrize(
    "line", ["12 Mill Lane, the town of Lark", "* an item of a list", "word", f"{'too long ' * 6}"]
)
def test_another_line_ends_a_verse(line: str) -> None:
    half = SONG[: len(SONG) // 3 * 2]
    assert not is_verse(f"{half}{line}\n{half}")


def test_three_sentences_may_be_an_answer() -> None:
    assert says_some_sentences("Check how it is written. Then look for its title.\nAsk who gave it to you.\n")
    assert not says_some_sentences("Check how it is written. Then look for its title.\nOr ask.\n")


def test_what_is_gone_is_called_this() -> None:
    assert says_that_this_is_gone("This listing has expired")
    assert says_that_this_is_gone("Oops, this listing has expired")
    assert says_that_this_is_gone("Este anuncio ha caducado")
    assert not says_that_this_is_gone("The listing has expired")
    assert not says_that_this_is_gone("This listing is new")
