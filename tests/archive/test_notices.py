"""Notices in place of pages, in words that no table of phrases has; and short pages that are what they are called."""

import tomllib
from pathlib import Path

import pytest

from linkwatch.archive import Cited
from linkwatch.archive.notices import is_notice, lines_said, says_more_than_of_cookies, words_said
from linkwatch.evidence import PageFacts
from linkwatch.judge import read_page

URL = "http://county.example/p/88213"
TITLE = "Nitrate 2015"
SAID = tomllib.loads(Path(__file__).with_name("notices.toml").read_text(encoding="utf-8"))
NOTICE = SAID["en"][0]
PAPER = "The old paper mill burns. Fire engines came from four towns. "


def facts_of(text: str, language: str = "en", *, title: str = TITLE, around: str = "") -> PageFacts:
    body = f'<html lang="{language}"><title>{title}</title><h1>{title}</h1><p>{text}</p>{around}</html>'
    return read_page(body.encode(), "text/html", "utf-8", URL)


def is_one(text: str, language: str = "en", *, anchor: str = TITLE, title: str = TITLE) -> bool:
    return is_notice(facts_of(text, language, title=title), Cited(URL, (anchor,)))


@pytest.mark.parametrize("language", SAID)
def test_a_notice_is_told_by_its_words_from_a_page(language: str) -> None:
    notice, page = SAID[language]
    assert is_one(notice, language)
    assert not is_one(page, language)


@pytest.mark.parametrize("language", ["de", "ru"])
def test_the_language_is_not_needed(language: str) -> None:
    assert is_one(SAID[language][0], "")


def test_a_page_that_says_more_is_no_notice() -> None:
    assert is_one(PAPER * 2 + NOTICE)
    assert not is_one(PAPER * 7 + NOTICE)


def test_a_longer_one_needs_words_of_four_kinds() -> None:
    of_three = "This video was removed. Readers may look at others."
    assert is_one(of_three)
    assert not is_one(PAPER * 4 + of_three)
    assert is_one(PAPER * 4 + NOTICE)


def test_words_that_it_is_called_by_do_not_count() -> None:
    assert not is_one("The print edition has readers, and a page for members.", title="Readers of the print edition")
    assert not is_one("The print edition has readers, and a page for members.", anchor="Members of the print edition")


def test_what_speaks_of_what_was_cited_is_no_notice() -> None:
    assert not is_one("This page has the nitrate of each well. Please contact our members for more later.")


def test_the_kinds_have_to_be_close_together() -> None:
    apart = f"This video is long. {PAPER}Readers like it. {PAPER}Please be quiet."
    assert not is_one(apart)


def test_nothing_is_no_notice() -> None:
    assert not is_one("")


def test_what_frames_a_page_is_not_said() -> None:
    frame = (
        "<div>Most read</div><div>© 2015 Herald. All rights reserved. Sign in.</div><div>Terms. · Jobs · Sign in</div>"
    )
    page = facts_of("The mill burns.", around=frame)
    assert lines_said(page) == ["The mill burns."]
    assert words_said(page) == 3


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies. By reading on you agree. OK",
        "本网站使用Cookie，继续浏览即表示您同意。知道了",  # noqa: RUF001 - as such sites write it
        "Never miss a story: get our weekly letter. Sign up",
        "Subscribe to our newsletter. It is free.",
    ],
)
def test_what_a_site_puts_on_all_its_pages_is_said_only_where_nothing_else_is(line: str) -> None:
    around = f"<div>{line}</div>"
    assert lines_said(facts_of("The mill burns.", around=around)) == ["The mill burns."]
    assert lines_said(facts_of("", around=around)) == [line]


def test_a_bar_about_cookies_is_told_from_a_question_before_the_page() -> None:
    bar = "<div>We use cookies. By reading on you agree. OK</div>"
    assert says_more_than_of_cookies(facts_of("The mill burns.", around=bar))
    assert not says_more_than_of_cookies(facts_of("", around=bar))
    assert not says_more_than_of_cookies(facts_of("The mill burns.", around="<div>Get our newsletter. Sign up</div>"))
    assert not says_more_than_of_cookies(facts_of("The mill burns."))


@pytest.mark.parametrize("price", ["$ 3", "R$ 1,90", "3,99 Euro", "2 pounds", "49 zł", "99 руб", "500円", "kr. 19"])  # noqa: RUF001 - roubles
def test_what_costs_so_much_is_spoken_of(price: str) -> None:
    assert is_one(f"Unlock the rest now for {price}. You may leave again soon.")
    assert not is_one("Unlock the rest now for little. You may leave again soon.", anchor="Rest for little")


def test_a_page_of_many_words_is_as_long_as_it_is() -> None:
    page = facts_of("word " * 260)
    assert words_said(page) == page.main_words > 260
    assert words_said(facts_of("word " * 100)) == 0


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("The gallery was removed.", True),  # what sites show
        ("Half of it is premium.", True),  # what they offer
        ("Run it once, or try from the start.", True),  # what they ask for
        ("We show it to members alone.", True),  # who speaks, and to whom
        ("We went by the mill and came back wet.", False),
        ("It is closed.", False),
        ("The story was long.", False),
        ("The young owls are ringed.", False),
    ],
)
def test_a_sentence_without_a_word_of_what_was_cited_is_told_by_a_word_or_two(text: str, is_told: bool) -> None:
    assert is_one(text) is is_told


def test_of_what_speaks_of_what_was_cited_one_word_tells_nothing() -> None:
    assert not is_one("The gallery of nitrate is premium.")
