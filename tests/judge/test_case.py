"""What several rules look at, worked out once: at its limits, with facts made by hand."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from linkwatch.evidence import Observation, Visit, Witness
from linkwatch.judge import BrowserLook, Case, next_question
from linkwatch.judge.own_subject import OWN_SUBJECT
from linkwatch.judge.shape import SAYS_MORE
from linkwatch.judge.signatures import signatures
from linkwatch.judge.talk import BRIEF, SENTENCES, TALK, VERSE
from tests.judge.test_said import FITS, HOME, URL, case, facts

HONEST = {"other": facts(title="Weg", heading="Weg")}
EVERYWHERE = {"other": facts(), "statuses": (200, 200), "alike": 1.0}
MISSING = {"url": "http://a.test/n/missing-page", "title": "Missing page", "heading": "Missing page"}
GONE_TEXT, GONE_HEADING, GONE_TITLE = "video-gone-text", "video-gone-heading", "video-gone-title"


def believes(name: str, *marks: str, **more: Any) -> bool:
    return case(name, *marks, **more).believes(signatures()[name])


@pytest.mark.parametrize(("status", "honest"), [(404, True), (410, True), (200, False), (403, False), (411, False)])
def test_a_site_is_honest_that_says_by_the_status_what_it_lacks(status: int, *, honest: bool) -> None:
    assert case(statuses=(200, status), other=facts()).honest is honest
    assert not case().honest


def test_a_sibling_speaks_for_visits_that_were_made_like_its_own() -> None:
    first = Visit(URL, URL, 200, page=facts(), body_bytes=90)
    as_reader, opened = replace(first, browser_headers=True), replace(first, rendered_by="Chromium 140")
    sibling, beside = (Witness(replace(visit, url=f"{URL}x"), 0.1) for visit in (first, opened))

    def shown(second: Visit, witness: Witness) -> Witness | None:
        return Case(Observation(URL, datetime(2026, 11, 22, tzinfo=UTC), first, second, sibling=witness)).sibling

    assert shown(as_reader, sibling) is sibling
    assert shown(replace(as_reader, page=facts(title="Wells")), sibling) is None
    assert shown(opened, sibling) is None
    assert shown(opened, beside) is beside


def test_an_article_about_errors_is_long_or_told_apart() -> None:
    assert [case(main_words=words, **FITS).is_about_it for words in (119, 120)] == [False, True]
    assert [case(main_words=words, **FITS, **HONEST).is_about_it for words in (39, 40)] == [False, True]
    assert not case(main_words=120, url=HOME, **FITS).is_about_it
    assert not case(main_words=120).is_about_it


@pytest.mark.parametrize(
    ("words", "more", "is_shell"),
    [
        (0, {}, True),
        (12, {}, True),
        (13, {}, False),
        (12, {"excerpt": "Wells"}, False),
        (5, {"links": 9}, True),
        (6, {"links": 9}, False),
        (6, {"links": 3}, True),
        (6, {"links": 4}, False),
        (6, {"links": 4, "marks": ("app-mount",)}, True),
        (6, {"fields": 1}, False),
        (0, {"scripts": 0}, False),
        (0, {"media": 1}, False),
        (0, {"media_type": "text/plain"}, False),
    ],
)
def test_a_shell_shows_next_to_nothing_until_its_scripts_run(
    words: int, more: dict[str, Any], *, is_shell: bool
) -> None:
    shown = {"scripts": 1, "excerpt": "Loading"} | more
    assert case(*shown.pop("marks", ()), main_words=words, **shown).shell is is_shell


def test_talk_news_and_verse_are_not_shown_everywhere() -> None:
    for mark in (TALK, BRIEF, VERSE):
        assert case(mark).is_talk, mark
        assert not case(mark, **EVERYWHERE).is_talk, mark
        assert case(mark, "not-found-gone-text").is_talk is (mark == TALK), mark
    assert not case().is_talk


@pytest.mark.parametrize(
    ("heading", "expected"), [("How deep is it?", True), ("Is it deep?", False), ("How deep is it", False)]
)
def test_an_answer_stands_under_a_long_question_on_an_honest_site(heading: str, *, expected: bool) -> None:
    assert case(SENTENCES, heading=heading, **HONEST).is_talk is expected
    assert not case(SENTENCES, heading=heading).is_talk


def test_a_sure_signature_is_believed_whatever_the_page_is_called() -> None:
    assert believes("debug-page", **FITS)
    assert believes("suspended-text")
    assert not believes("suspended-text", **FITS)


def test_a_page_in_the_frame_of_an_honest_site_is_not_what_hosts_put_for_all_of_it() -> None:
    assert believes("for-sale-title", frame_links=3, **HONEST)
    assert not believes("for-sale-title", frame_links=4, **HONEST)
    assert believes("for-sale-title", frame_links=4)
    assert [believes("for-sale-text", frame_links=links) for links in (3, 4)] == [True, False]
    assert [believes("nginx-default", frame_links=links) for links in (3, 4)] == [True, False]
    assert not believes("nginx-default", canonical=URL)


def test_an_account_that_is_suspended_within_a_site_is_so_in_a_few_words() -> None:
    framed = {"frame_links": 4, **HONEST}
    both = ("suspended-text", "suspended-title")
    assert [believes(*both, main_words=words, **framed) for words in (12, 13)] == [True, False]
    assert not believes("suspended-title", main_words=12, **framed)
    assert not believes(*both, main_words=13, frame_links=3, **HONEST)
    assert believes(*both, main_words=13, frame_links=3)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"main_words": 5, "canonical": URL}, False),
        ({"main_words": 4, "canonical": URL}, True),
        ({"frame_links": 3}, True),
        ({"frame_links": 4}, False),
        ({"links": 4}, True),
        ({"links": 5}, False),
        (FITS, False),
        ({"links": 5, "statuses": (403, 404)}, True),
    ],
)
def test_scripts_that_guard_a_page_are_no_wall_where_it_is_there(more: dict[str, Any], *, expected: bool) -> None:
    assert believes("datadome", **more) is expected
    assert believes("wordfence", **more)  # says it in words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("suspended-text", False),
        (GONE_TEXT, False),
        ("maintenance-title", False),
        ("server-error-title", False),
        ("login-title", True),
        ("refusal-title", True),
    ],
)
def test_a_question_promises_an_answer_but_for_those_of_walls(name: str, *, expected: bool) -> None:
    assert believes(name, title="Lost?", heading="Lost") is expected
    assert believes(name, title="Lost", heading="Lost?") is expected
    assert believes(name, title="Lost", heading="Lost")
    assert not believes(name, title="How to pass", heading=None)


@pytest.mark.parametrize(("heading", "marks", "most"), [
    ("Lamp", (), 25), (None, (), 40),
    ("Lamp", ("not-found-gone",), 40), ("Lamp", ("not-found-whole",), 40), ("Lamp", ("not-found-title",), 40),
    ("Lamp", ("not-found-text",), 25),
])  # fmt: skip
def test_a_loss_that_is_told_further_down_is_not_the_pages_own(
    heading: str | None, marks: tuple[str, ...], most: int
) -> None:
    named = {"title": "Lamp", "heading": heading}
    assert believes(GONE_TEXT, SAYS_MORE, *marks, main_words=most, **named)
    assert not believes(GONE_TEXT, SAYS_MORE, *marks, main_words=most + 1, **named)
    assert believes(GONE_TEXT, *marks, main_words=most + 1, **named)
    for name in (GONE_HEADING, GONE_TITLE):
        assert believes(name, SAYS_MORE, *marks, main_words=most + 1, **named), name
    assert believes(GONE_TEXT, SAYS_MORE, *marks, main_words=most + 1, title=None, heading=None)


def test_a_thread_speaks_of_what_is_gone() -> None:
    assert not believes(GONE_TEXT, TALK)
    assert believes("suspended-text", TALK)


def test_what_would_hold_for_a_whole_site_is_not_believed_where_it_is_but_mentioned() -> None:
    assert believes("scripts-asked")
    assert not believes("scripts-asked", **HONEST)
    assert not believes("suspended-text", **HONEST)
    assert believes("suspended-title")
    assert not believes("suspended-title", **HONEST)
    assert believes("region-text", **HONEST)


def test_an_entry_called_like_a_lander_stands_in_a_frame_or_is_named_twice() -> None:
    assert not believes("login-title", frame_links=4, **MISSING, **HONEST)
    assert believes("login-title", frame_links=3, **MISSING, **HONEST)
    assert not believes("login-title", anchors=("Missing page",), **MISSING, **HONEST)
    assert believes("login-title", frame_links=4, **MISSING)


def test_which_signatures_only_a_sibling_can_tell() -> None:
    assert case("suspended-text").has_unsure_signature
    assert case("refusal-title").has_unsure_signature
    assert not case("login-title").has_unsure_signature
    assert case("login-title", **FITS).has_unsure_signature
    assert case("login-title", OWN_SUBJECT).has_unsure_signature
    assert not case("debug-page", **FITS).has_unsure_signature
    assert not case("suspended-text", statuses=(404, 404)).has_unsure_signature
    assert not case(**FITS).has_unsure_signature


@pytest.mark.parametrize(
    ("mark", "asks"),
    [
        ("cloudflare-challenge", True),
        ("cloudfront-block", True),
        ("scripts-asked", True),
        ("consent-page", False),
        ("paywall-page", False),
        ("region-title", False),
    ],
)
def test_a_browser_is_sent_past_walls_that_may_be_meant_for_robots(mark: str, *, asks: bool) -> None:
    observation = case(mark, main_words=3, heading=None).observation
    assert (next_question(observation) == BrowserLook(URL)) is asks
