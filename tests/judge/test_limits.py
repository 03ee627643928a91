"""Where few words end and many begin: each rule of soft 404s, landers and walls at its limit and one beyond."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from linkwatch.evidence import Hop, Observation, PageFacts, Visit, Witness
from linkwatch.judge import BrowserLook, SiblingLook, judge, next_question
from linkwatch.judge.shape import BROKEN
from linkwatch.judge.signatures import signatures

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
URL = "http://a.test/news/dam-opens"
HOME = "http://a.test/"
MISSING = Visit("http://a.test/news/qwertzuiopqwertzuiopqwert", "http://a.test/news/qwertzuiopqwertzuiopqwert", 404)


def facts(main_words: int = 200, **more: Any) -> PageFacts:
    """A page whose title says nothing of its address, with so many words."""
    shown = {"title": "Courier", "words": main_words, "main_chars": 6 * main_words} | more
    return PageFacts("text/html", main_words=main_words, **shown)


def said(
    page: PageFacts, url: str = URL, status: int = 200, sibling: Witness | None = None, **more: Any
) -> tuple[str, str | None]:
    visit = Visit(url, more.pop("final_url", url), status, page=page, body_bytes=900, **more)
    verdict = judge(Observation(url, NOW, visit, sibling=sibling))
    return str(verdict.status), verdict.reason


def everywhere(page: PageFacts) -> Witness:
    """The site gives this page for every address."""
    return Witness(Visit(MISSING.url, MISSING.url, 200, page=page, body_bytes=900), 1.0)


NOWHERE_ELSE = Witness(MISSING)
ALIVE = ("alive", None)
SOFT = ("dead", "soft-404")
EXCUSE = "We could not find the page you asked for."
WHOLE = {"title": "404 Not Found", "signatures": ("not-found-whole",)}


def test_page_cut_off_after_more_than_sixty_words_is_judged_by_them() -> None:
    assert said(facts(60, **WHOLE), cut="size") == ("failing", "too-much-work")
    assert said(facts(61, **WHOLE), cut="size") == SOFT


def test_page_called_not_found_is_an_article_after_a_thousand_words() -> None:
    assert said(facts(1000, **WHOLE)) == SOFT
    assert said(facts(1001, **WHOLE)) == ALIVE


def test_page_called_not_found_that_names_itself_is_an_article_where_it_is_long_or_told_apart() -> None:
    assert said(facts(250, canonical=URL, **WHOLE)) == SOFT
    assert said(facts(251, canonical=URL, **WHOLE)) == ALIVE
    assert said(facts(20, canonical=URL, **WHOLE), sibling=NOWHERE_ELSE) == ALIVE


def test_page_that_speaks_of_not_found_is_one_up_to_sixty_words() -> None:
    text = {"signatures": ("not-found-text",)}
    assert said(facts(60, **text)) == SOFT
    assert said(facts(61, **text)) == ALIVE
    assert said(facts(60, canonical=URL, **text)) == ALIVE
    assert said(facts(60, **text), sibling=NOWHERE_ELSE) == ALIVE
    assert said(facts(60, excerpt=EXCUSE, **text), sibling=NOWHERE_ELSE) == SOFT
    late = "word " * 50 + EXCUSE
    assert said(facts(60, excerpt=late, **text), sibling=NOWHERE_ELSE) == ALIVE


@pytest.mark.parametrize(("mark", "most"), [("not-found-gone", 60), ("not-found-gone-text", 25)])
def test_tombstone_is_short(mark: str, most: int) -> None:
    assert said(facts(most, signatures=(mark,))) == SOFT
    assert said(facts(most + 1, signatures=(mark,))) == ALIVE
    assert said(facts(most, signatures=(mark,)), HOME) == ALIVE
    assert said(facts(most, title="Dam opens", signatures=(mark,))) == ALIVE


def test_error_page_beside_an_honest_error_is_an_article_from_a_hundred_words_on() -> None:
    page = {"title": "Courier: not found", "heading": "Lost and not found", "signatures": ("not-found-whole",)}
    assert said(facts(99, **page), sibling=NOWHERE_ELSE) == SOFT
    assert said(facts(100, **page), sibling=NOWHERE_ELSE) == ALIVE
    assert said(facts(100, **page), sibling=everywhere(facts(100, title="Wells"))) == SOFT
    first = {"excerpt": EXCUSE, **page}
    assert said(facts(249, **first), sibling=NOWHERE_ELSE) == SOFT
    assert said(facts(250, **first), sibling=NOWHERE_ELSE) == ALIVE


def test_page_without_content_and_scripts_is_empty_unless_its_frame_speaks() -> None:
    assert said(facts(0)) == SOFT
    assert said(facts(0, words=59)) == SOFT
    assert said(facts(0, words=60)) == ALIVE
    assert said(facts(0, main_chars=1)) == ALIVE
    for sign in ("media", "fields", "scripts", "has_password_field"):
        assert said(facts(0, **{sign: 1})) == ALIVE, sign


def test_gate_is_two_buttons_on_a_page_for_every_address_that_leads_nowhere() -> None:
    gate: dict[str, Any] = {"buttons": 2, "links": 2, "words": 90}
    for change, answer in (
        ({}, ("blocked", "consent-wall")),
        ({"buttons": 1}, SOFT),
        ({"links": 3}, SOFT),
        ({"fields": 1}, SOFT),
        (WHOLE, SOFT),
    ):
        page = facts(60, **(gate | change))
        assert said(page, sibling=everywhere(page)) == answer, change
    longer = facts(61, **gate)
    assert said(longer, sibling=everywhere(longer)) == SOFT
    assert said(longer, HOME, sibling=everywhere(longer)) == ALIVE


def test_page_for_every_address_that_only_scripts_fill_says_nothing() -> None:
    shell = facts(0, scripts=1, words=0)
    assert said(shell, sibling=everywhere(shell)) == ("blocked", "needs-browser")
    framed = facts(0, scripts=1, words=20, links=30)
    assert said(framed, sibling=everywhere(framed)) == ("blocked", "needs-browser")
    for change in ({"media": 1}, {"fields": 1}, {"scripts": 0}):
        page = facts(0, **({"scripts": 1, "words": 0} | change))
        assert said(page, sibling=everywhere(page)) == SOFT, change
    page = facts(0, scripts=1, links=3)
    assert said(page, sibling=everywhere(page)) == ("blocked", "needs-browser")
    mounted = facts(0, scripts=1, links=9, signatures=("app-mount",))
    assert said(mounted, sibling=everywhere(mounted)) == ("blocked", "needs-browser")
    loading = facts(12, scripts=1, excerpt="Loading the page")
    assert said(loading, sibling=everywhere(loading)) == ("blocked", "needs-browser")
    more = facts(13, scripts=1, excerpt="Loading the page")
    assert said(more, sibling=everywhere(more)) == SOFT


def test_short_page_that_sends_its_readers_home_within_a_minute_is_none() -> None:
    away: dict[str, Any] = {"title": "Dam opens", "refresh_url": HOME, "refresh_after": 60.0}
    assert said(facts(60, **away)) == SOFT
    assert said(facts(60, **(away | {"refresh_after": None}))) == SOFT
    assert said(facts(60, **(away | {"refresh_after": 60.5}))) == ALIVE
    assert said(facts(60, **(away | {"refresh_url": "http://a.test/wells/deep"}))) == ALIVE
    assert said(facts(61, **away)) == ALIVE
    assert said(facts(60, **away), HOME) == ALIVE


def test_front_page_for_sale_is_short_or_bears_two_signs() -> None:
    parked = ("dead", "parked")
    assert said(facts(80, signatures=("for-sale-title",)), HOME) == parked
    assert said(facts(81, signatures=("for-sale-title",)), HOME) == ALIVE
    assert said(facts(81, signatures=("for-sale-title", "for-sale-heading")), HOME) == parked
    assert said(facts(81, signatures=("for-sale-title", "related-searches")), HOME) == parked
    assert said(facts(900, signatures=("related-searches", "bare-domain-title")), HOME) == parked
    assert said(facts(900, signatures=("related-searches",)), HOME) == ALIVE
    assert said(facts(900, signatures=("parking-markup",)), HOME) == parked
    assert said(facts(81, signatures=("nginx-default",)), HOME) == ("dead", "server-default")  # title and text are two
    assert said(facts(80, signatures=("for-sale-text",), frame_links=3), HOME) == parked
    framed = facts(80, signatures=("for-sale-text",), frame_links=4)
    assert said(framed, HOME) == ALIVE


def test_offer_of_a_domain_is_what_was_cited_where_it_is_cited_as_one() -> None:
    signs = ("for-sale-title", "captcha-widget")
    visit = Visit(HOME, HOME, 200, page=facts(80, signatures=signs), body_bytes=900)
    for anchor, reason in (("a.test is for sale", None), ("The mill", "parked")):
        assert judge(Observation(HOME, NOW, visit, anchors=(anchor,))).reason == reason


def test_lander_is_believed_whatever_the_status_unless_that_says_it_better() -> None:
    page = facts(9, signatures=("parking-markup",))
    others = {status for status in range(200, 600) if said(page, HOME, status) != ("dead", "parked")}
    assert others == {401, 402, 404, 410, 429, 451}


def test_page_of_the_front_server_is_a_default_unless_a_site_is_around_it() -> None:
    name = ("it-works",)
    assert said(facts(20, signatures=name, frame_links=3), HOME) == ("dead", "server-default")
    assert said(facts(20, signatures=name, frame_links=4), HOME) == ALIVE
    assert said(facts(20, signatures=name, canonical=HOME), HOME) == ALIVE


def test_error_and_a_button_in_the_frame_of_an_application_are_what_its_scripts_show_where_they_fail() -> None:
    frame: dict[str, Any] = {"frame_links": 4, "buttons": 1, "scripts": 1, "signatures": ("server-error-title",)}
    assert said(facts(25, **frame)) == ("blocked", "needs-browser")
    for change in ({"frame_links": 3}, {"buttons": 0}, {"scripts": 0}, {"main_words": 26}):
        assert said(facts(**{"main_words": 25} | frame | change)) == ("failing", "server-error"), change


@pytest.mark.parametrize("status", [200, 404, 500])
def test_player_and_platform_are_believed_of_what_is_gone_and_out_of_order(status: int) -> None:
    gone, worked_on = facts(90, signatures=("video-gone-title",)), facts(90, signatures=("maintenance-title",))
    plain = {404: ("dead", "http-404"), 500: ("failing", "http-500")}
    assert said(gone, status=status) == plain.get(status, SOFT)
    assert said(worked_on, status=status) == plain.get(status, ("failing", "maintenance"))
    assert said(gone, HOME) == ALIVE
    assert said(worked_on, HOME) == ("failing", "maintenance")


@pytest.mark.parametrize(("mark", "reason"), [("maintenance-title", "maintenance"), (BROKEN, "server-error")])
def test_page_called_not_found_is_none_of_a_site_that_is_out_of_order(mark: str, reason: str) -> None:
    assert said(facts(40, signatures=(mark,))) == ("failing", reason)
    assert said(facts(40, signatures=(mark, "not-found-whole"))) == SOFT


def test_captcha_and_little_else_is_a_robot_test() -> None:
    test = ("blocked", "bot-wall")
    captcha: dict[str, Any] = {"signatures": ("captcha-widget",)}
    assert said(facts(40, fields=1, **captcha)) == test
    assert said(facts(41, **captcha)) == ALIVE
    assert said(facts(40, fields=2, **captcha)) == ALIVE
    assert said(facts(40, has_password_field=True, **captcha)) == ALIVE
    assert said(facts(40, title="Dam opens", signatures=("captcha-widget",))) == ALIVE
    assert said(facts(40, **captcha), status=404) == ("dead", "http-404")
    assert said(facts(40, **captcha), status=410) == ("dead", "http-410")
    assert said(facts(40, **captcha), status=503) == test
    assert said(facts(40, **captcha), sibling=NOWHERE_ELSE) == test
    assert said(facts(40, heading="Write to us", **captcha), sibling=NOWHERE_ELSE) == ALIVE
    assert said(facts(40, fields=1, **captcha), sibling=NOWHERE_ELSE) == ALIVE


def test_markup_of_a_robot_test_on_a_page_of_a_site_guards_something_else() -> None:
    wall = ("blocked", "bot-wall")
    mark: dict[str, Any] = {"signatures": ("cloudflare-challenge",)}
    assert said(facts(5, **mark)) == wall
    assert said(facts(5, frame_links=3, links=4, **mark)) == wall
    assert said(facts(4, frame_links=4, links=5, **mark)) == wall
    assert said(facts(5, frame_links=4, **mark)) == ALIVE
    assert said(facts(5, links=5, **mark)) == ALIVE
    assert said(facts(5, canonical=URL, **mark)) == ALIVE
    assert said(facts(5, title="Dam opens", signatures=("cloudflare-challenge",))) == ALIVE


@pytest.mark.parametrize(
    ("status", "forbidden", "bot_wall"),
    [
        (200, ("blocked", "forbidden"), ("blocked", "bot-wall")),
        (401, ("blocked", "login-wall"), ("blocked", "bot-wall")),
        (402, ("blocked", "paywall"), ("blocked", "bot-wall")),
        (404, ("dead", "http-404"), ("blocked", "bot-wall")),
        (410, ("dead", "http-410"), ("blocked", "bot-wall")),
        (429, ("blocked", "rate-limited"), ("blocked", "bot-wall")),
        (451, ("blocked", "legal"), ("blocked", "bot-wall")),
        (499, ("blocked", "forbidden"), ("blocked", "bot-wall")),
        (500, ("failing", "http-500"), ("blocked", "bot-wall")),
    ],
)
def test_wall_is_believed_unless_the_status_says_it_better(
    status: int, forbidden: tuple[str, str], bot_wall: tuple[str, str]
) -> None:
    assert said(facts(9, signatures=("refusal-title",)), status=status) == forbidden
    assert said(facts(9, signatures=("datadome",)), status=status) == bot_wall


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("suspended-text", ("dead", "suspended")),
        ("for-sale-text", ("dead", "parked")),
        ("age-gate-text", ("blocked", "consent-wall")),
        ("scripts-asked", ("blocked", "needs-browser")),
        ("region-text", ("blocked", "regional")),
        ("server-error-text", ("failing", "server-error")),
    ],
)
def test_what_only_the_text_mentions_holds_for_all_addresses_of_a_site_or_for_none(
    name: str, answer: tuple[str, str]
) -> None:
    everywhere_if = answer[1] not in ("regional", "server-error")
    assert said(facts(50, signatures=(name,))) == answer
    assert said(facts(50, signatures=(name,)), sibling=NOWHERE_ELSE) == (ALIVE if everywhere_if else answer)


def test_sibling_tells_what_signatures_mean_that_would_hold_for_a_whole_site() -> None:
    def asks(name: str) -> bool:
        visit = Visit(URL, URL, 200, page=facts(canonical=URL, signatures=(name,)), body_bytes=900)
        return isinstance(next_question(Observation(URL, NOW, visit, second=visit)), SiblingLook)

    unsure = [row for row in signatures().values() if row.reads_page and not row.sure]
    kinds = {"bot-wall", "captcha", "forbidden", "consent-wall", "needs-browser", "parked", "suspended"}
    assert {row.kind for row in unsure if asks(row.name)} == {*kinds, "server-default"}


def test_article_about_walls_is_long_or_told_apart() -> None:
    url = "http://a.test/help/access-denied"
    page: dict[str, Any] = {"title": "Access denied", "signatures": ("refusal-title",)}
    assert said(facts(119, **page), url) == ("blocked", "forbidden")
    assert said(facts(120, **page), url) == ALIVE
    assert said(facts(39, **page), url, sibling=NOWHERE_ELSE) == ("blocked", "forbidden")
    assert said(facts(40, **page), url, sibling=NOWHERE_ELSE) == ALIVE


@pytest.mark.parametrize(
    ("final", "away"),
    [
        (HOME, "the home page"),
        ("http://a.test/search?q=dam", "a search"),
        ("http://a.test/news/", "the section above"),
        ("http://a.test/category/", "a section"),
    ],
)
def test_redirect_away_from_the_page_is_dead_and_told(final: str, away: str) -> None:
    visit = Visit(URL, final, 200, (Hop(URL, 301, location=final),), page=facts(), body_bytes=900)
    observation = Observation(URL, NOW, visit, sibling=NOWHERE_ELSE)
    verdict = judge(observation)
    assert (str(verdict.status), verdict.reason) == SOFT
    assert f"redirected to {away}" in verdict.because
    assert isinstance(next_question(Observation(URL, NOW, visit)), SiblingLook)


def test_page_of_few_words_is_compared_with_a_sibling_however_it_is_called() -> None:
    def asks(main_words: int) -> bool:
        visit = Visit(URL, URL, 200, page=facts(main_words, title="Dam opens"), body_bytes=900)
        return isinstance(next_question(Observation(URL, NOW, visit)), SiblingLook)

    assert asks(119)
    assert not asks(120)


def test_file_whose_name_ends_like_no_page_is_compared_with_a_sibling() -> None:
    def asks(name: str) -> bool:
        url = f"http://a.test/news/dam-opens{name}"
        visit = Visit(url, url, 200, page=facts(title="Dam opens"), body_bytes=900)
        return isinstance(next_question(Observation(url, NOW, visit)), SiblingLook)

    pages = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp", ".cgi", "", ".7", ".2014")
    assert not any(map(asks, pages))
    assert all(map(asks, (".pdf", ".jpeg", ".js", ".x7")))


@pytest.mark.parametrize("status", [401, 402, 429, 451])
def test_refusal_meant_for_everybody_is_not_asked_again_whatever_its_page_says(status: int) -> None:
    visit = Visit(URL, URL, status, page=facts(9, signatures=("datadome",)), body_bytes=900)
    assert next_question(Observation(URL, NOW, visit)) is None
    assert next_question(Observation(URL, NOW, replace(visit, http_status=503))) == BrowserLook(URL)


def test_no_witness_is_asked_about_a_page_that_speaks_for_itself() -> None:
    for name, question in (("parking-markup", None), ("youtube-gone", BrowserLook(URL))):
        visit = Visit(URL, URL, 200, page=facts(signatures=(name,)), body_bytes=900)
        assert next_question(Observation(URL, NOW, visit)) == question
        assert next_question(Observation(URL, NOW, visit), as_reader=False) is None
