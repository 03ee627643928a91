"""Threads, told by their stamps of time and their sentences, in any language."""

import pytest

from linkwatch.judge.page import read_page
from linkwatch.judge.talk import TALK, is_talk

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
    ],
)
def test_less_is_none(text: str) -> None:
    assert not is_talk(text, text)


def test_a_long_question_needs_but_its_own_stamp() -> None:
    text = "12.03.2019\nI deleted my account by mistake, can I get it back?\nYes, within thirty days.\n"
    assert is_talk(text, text)


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
