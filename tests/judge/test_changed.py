"""How much of a page may go before it is no longer what was cited: each bound at it and one beyond."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from linkwatch.evidence import Drift, Observation, PageFacts, Visit
from linkwatch.judge import judge
from linkwatch.judge.changed import sells_what_nobody_cited
from linkwatch.judge.marks import INTERRUPTION, OFFERS_GAMBLING, SUBSCRIPTION, WEAK
from tests.judge.test_said import case

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
URL = "http://a.test/reports/dam-opens"
PAGE = PageFacts("text/html", title="Dam opens", words=300, main_words=200, main_chars=900)
LOST = Drift("look", datetime(2025, 3, 1, tzinfo=UTC), 0.1, 0.5, words_then=200, words_now=99, kept=0.1)
ALIVE = ("alive", None)
CHANGED = ("changed", "content-drift")
TAKEN_OVER = ("changed", "taken-over")


def said(url: str = URL, status: int = 200, page: PageFacts = PAGE, cut: str | None = None, **drift: Any) -> Any:
    visit = Visit(url, url, status, page=page, body_bytes=900, cut=cut)
    verdict = judge(Observation(url, NOW, visit, drift=replace(LOST, **drift)))
    return str(verdict.status), verdict.reason


def test_page_of_which_as_much_is_left_as_must_be_is_what_it_was() -> None:
    assert said(similarity=0.2) == ALIVE


@pytest.mark.parametrize(
    ("of_the_page", "least"),
    [
        ({}, 0.2),
        ({"title_similarity": None}, 0.2),
        ({"title_similarity": 0.3}, 0.2),
        ({"title_similarity": 0.29}, 0.35),
        ({"words_then": 100}, 0.2),
        ({"words_then": 99}, 0.35),
        ({"subject_similarity": 0.0}, 0.5),
        ({"subject_similarity": 0.1}, 0.2),
        ({"origin": "snapshot"}, 0.12),
        ({"origin": "snapshot", "title_similarity": 0.1}, 0.12),
    ],
)
def test_page_has_changed_where_less_is_left_than_this(of_the_page: dict[str, Any], least: float) -> None:
    assert said(similarity=least + 0.001, **of_the_page) == ALIVE
    assert said(similarity=least - 0.001, **of_the_page) == CHANGED


def test_text_of_its_own_that_was_there_before_is_enough() -> None:
    assert said(words_now=100, kept=0.6) == ALIVE
    assert said(words_now=100, kept=0.59) == CHANGED
    assert said(words_now=100, kept=None) == CHANGED
    assert said(words_now=99, kept=0.6) == CHANGED


def test_page_whose_text_says_little_may_say_it_otherwise() -> None:
    assert said(words_now=5) == CHANGED
    assert said(words_now=4) == ALIVE
    for waits in (replace(PAGE, scripts=1), replace(PAGE, media=1)):
        assert said(words_now=15, page=waits) == CHANGED
        assert said(words_now=14, page=waits) == ALIVE
    assert said(words_now=150, new_marks=(INTERRUPTION,)) == CHANGED
    assert said(words_now=149, new_marks=(INTERRUPTION,)) == ALIVE


def test_page_that_said_little_beside_its_pictures_is_about_them() -> None:
    shown = replace(PAGE, media=1)
    beside = {"words_then": 39, "title_similarity": 0.6}
    assert said(page=shown, **beside) == ALIVE
    assert said(**beside) == CHANGED
    for other in ({"words_then": 40}, {"title_similarity": 0.59}, {"title_similarity": None}):
        assert said(page=shown, **(beside | other)) == CHANGED, other


def test_beginning_beside_an_offer_to_subscribe_is_a_paywall() -> None:
    teaser: dict[str, Any] = {
        "words_now": 99,
        "similarity": 0.49,
        "title_similarity": 0.6,
        "kept": 0.5,
        "new_marks": (SUBSCRIPTION,),
    }
    wall = ("blocked", "paywall")
    assert said(**teaser) == wall
    assert said(**(teaser | {"title_similarity": None})) == wall
    for other in (
        {"words_now": 100},
        {"similarity": 0.5},
        {"title_similarity": 0.59},
        {"kept": 0.49},
        {"kept": None},
        {"new_marks": ()},
    ):
        assert said(**(teaser | other)) == ALIVE, other


GAMBLING = {"similarity": 0.05, "title_similarity": 0.59, "new_marks": ("gambling",)}


def test_page_of_another_kind_of_which_nothing_is_left_is_taken_over() -> None:
    assert said(**GAMBLING) == TAKEN_OVER
    assert said(**(GAMBLING | {"similarity": 0.051})) == CHANGED
    assert said(**(GAMBLING | {"title_similarity": 0.6})) == CHANGED
    assert said(**(GAMBLING | {"title_similarity": None})) == TAKEN_OVER
    assert said(**(GAMBLING | {"media_type_then": "application/pdf"})) == CHANGED


def test_page_of_other_words_under_another_title_is_taken_over_with_one_sign_more() -> None:
    other: dict[str, Any] = {"similarity": 0.05, "title_similarity": 0.0, "keywords_kept": 0.29}
    assert said(**other) == CHANGED
    assert said(language_changed=True, **other) == TAKEN_OVER
    assert said(new_marks=(WEAK,), **other) == TAKEN_OVER
    assert said(new_marks=(SUBSCRIPTION,), **other) == CHANGED
    for little in ({"title_similarity": 0.01}, {"title_similarity": None}, {"keywords_kept": 0.3}):
        assert said(language_changed=True, **(other | little)) == CHANGED, little
        assert said(new_marks=(WEAK,), **(other | little)) == CHANGED, little
    assert said(language_changed=True, **(other | {"keywords_kept": None})) == TAKEN_OVER


@pytest.mark.parametrize(
    "url",
    [
        "http://a.test/",
        "http://a.test/news/",
        "http://a.test/search?q=dam",
        "http://a.test/reports/latest",
        "http://a.test/reports/rss.xml",
        "http://a.test/tag/dams",
        "http://a.test/author/jane/2",
        "http://a.test/tags/dams/page/2",
        "http://a.test/tag/the-old-mill-of-1811",
    ],
)
def test_page_that_lives_from_news_can_only_be_taken_over(url: str) -> None:
    assert said(url) == ALIVE
    assert said(url, media_type_then="application/pdf") == ALIVE
    assert said(url, **GAMBLING) == ALIVE
    for title in (
        {"title_similarity": 0.0, "keywords_kept": 0.5},
        {"title_similarity": 0.01},
        {"title_similarity": None},
    ):
        assert said(url, **(GAMBLING | title)) == (ALIVE if title["title_similarity"] == 0.01 else TAKEN_OVER)
    assert said(url, language_changed=True, **GAMBLING) == TAKEN_OVER
    assert said(was_listing=True) == ALIVE


@pytest.mark.parametrize(
    "url",
    [
        "http://a.test/tag/dams/dam-opens-early",
        "http://a.test/latest/dam",
        "http://a.test/reports/latest/dam-opens",
        "http://a.test/?id=dam-opens",
        URL,
    ],
)
def test_article_in_a_list_does_not_live_from_news(url: str) -> None:
    assert said(url) == CHANGED


def test_page_of_another_type_has_changed() -> None:
    assert said(media_type_then="application/pdf", similarity=1.0) == CHANGED


def test_nothing_is_compared_that_was_not_read_to_its_end() -> None:
    assert said(cut="time") == ALIVE
    assert said(cut="connection") == ALIVE
    assert said(cut="size") == CHANGED
    assert said(status=404) == ("dead", "http-404")


def test_reasons_tell_what_is_left_and_of_when() -> None:
    def told(**drift: Any) -> str:
        visit = Visit(URL, URL, 200, page=PAGE, body_bytes=900)
        return " ".join(judge(Observation(URL, NOW, visit, drift=replace(LOST, **drift))).because)

    measured = "of the text of 2025-03-01 10% is still there (200 words then, 99 now), and the titles are 50% alike "
    assert measured in told()
    assert "titles" not in told(title_similarity=None)
    assert "of an archived copy of 2025-03-01" in told(origin="snapshot")
    assert "archived" not in told()
    assert "in another language" in told(language_changed=True)
    assert "taken the address over: it looks like a gambling and link seller site." in (
        f"{told(**(GAMBLING | {'new_marks': ('gambling', WEAK)}))}."
    )
    assert "language" not in told(**GAMBLING)


BETS = replace(PAGE, title="Slots", headings=("Roulette",), signatures=(OFFERS_GAMBLING,))


def lapsed(url: str = URL, page: PageFacts = BETS, anchors: tuple[str, ...] = (), status: int = 200) -> bool:
    verdict = judge(Observation(url, NOW, Visit(url, url, status, page=page, body_bytes=900), anchors=anchors))
    return verdict.reason == "taken-over"


def test_name_is_lapsed_where_bets_are_offered_and_nothing_is_what_was_cited() -> None:
    assert lapsed()
    assert not lapsed(page=replace(BETS, signatures=()))
    assert not lapsed(page=replace(BETS, title="Dam"))  # one of two words
    assert lapsed(page=replace(BETS, title="Dam"), anchors=("reservoir",))
    assert not lapsed(page=replace(BETS, headings=("Dam opens",)))
    assert not lapsed(status=404)


def test_name_that_was_cited_for_games_is_not_lapsed() -> None:
    assert not lapsed("http://a.test/old/my_casino_slots")
    assert not lapsed("http://casino.test/reports/dam-opens")
    assert not lapsed("http://a.test/casino/dam-opens")
    assert not lapsed(anchors=("an old-casino",))
    assert not lapsed(anchors=("x", "Casino"))
    assert lapsed(anchors=("x", "y"))


def test_words_of_any_address_tell_nothing_of_a_lapsed_name() -> None:
    words = "guide guides best top review reviews online tips free new complete list how"
    for word in words.split():
        assert not lapsed(f"http://a.test/{word}"), word
    assert lapsed("http://a.test/dam")


def test_what_is_sold_that_nobody_cited() -> None:
    sold = {"title": "Viagra", "heading": "Cialis"}
    assert sells_what_nobody_cited(case(**sold))
    assert sells_what_nobody_cited(case(excerpt="Viagra and Cialis"))
    assert sells_what_nobody_cited(case(title=None, heading=None, excerpt="viagra cialis"))
    assert not sells_what_nobody_cited(case(title="Viagra"))
    assert not sells_what_nobody_cited(case(url="http://a.test/dam-opens", title="Dam opens", excerpt="viagra cialis"))
    for cited in ("http://viagra.test/x", "http://a.test/viagra/x", "http://a.test/a_viagra-x"):
        assert not sells_what_nobody_cited(case(url=cited, **sold))
    assert not sells_what_nobody_cited(case(anchors=("x", "viagra"), **sold))
    assert sells_what_nobody_cited(case(anchors=("x", "y"), **sold))
