"""What a page's own sentences and its shape make of it, mark by mark and at their limits."""

from datetime import UTC, datetime
from typing import Any

import pytest

from linkwatch.evidence import Observation, PageFacts, Visit, Witness
from linkwatch.judge import Case
from linkwatch.judge.own_end import OWN_END
from linkwatch.judge.own_subject import OF_ITSELF, ONLY_ADVICE, OWN_SUBJECT
from linkwatch.judge.said import breaks, is_undecided, judge_nameless, wall_said
from linkwatch.judge.shape import (
    AGREEMENT_FORM,
    BROKEN,
    CUT_FOR_PAYMENT,
    INCIDENT,
    LOGIN_FORM,
    ONLY_LOGIN_FORM,
    ONLY_LOGIN_LINKS,
    ONLY_SAID,
    SAYS_MORE,
    TITLED_AS_SITE,
)

URL, HOME, NUMBERED = "http://a.test/n/dam-opens", "http://a.test/", "http://a.test/n/7"
FITS = {"title": "Dam opens", "heading": "Dam opens"}
NAMELESS = {"title": None, "heading": None}
WORD_OF_WALL = ["bot-wall", "legal", "regional", "login-wall", "paywall"]


def facts(*marks: str, **more: Any) -> PageFacts:
    shown = {"title": "Kurier", "heading": "Kurier", "main_words": 15} | more
    media_type = shown.pop("media_type", "text/html")
    return PageFacts(media_type, words=shown["main_words"], main_chars=90, signatures=marks, **shown)


def case(
    *marks: str,
    url: str = URL,
    anchors: tuple[str, ...] = (),
    statuses: tuple[int, int] = (200, 404),
    other: PageFacts | None = None,
    alike: float = 0.1,
    cut: str | None = None,
    **more: Any,
) -> Case:
    visit = Visit(url, url, statuses[0], page=facts(*marks, **more), body_bytes=90, cut=cut)
    beside = Visit(f"{url}x", f"{url}x", statuses[1], page=other, body_bytes=90)
    sibling = Witness(beside, alike) if other is not None else None
    return Case(Observation(url, datetime(2026, 11, 22, tzinfo=UTC), visit, sibling=sibling, anchors=anchors))


def wall(*marks: str, **more: Any) -> str | None:
    return wall_said(case(*marks, **more))


def test_form_for_a_login_stands_in_the_place_of_what_was_cited() -> None:
    assert wall(LOGIN_FORM) == "login-wall"
    assert wall(LOGIN_FORM, **FITS) is None
    assert wall(LOGIN_FORM, ONLY_LOGIN_FORM, **FITS) == "login-wall"
    assert wall(LOGIN_FORM, ONLY_ADVICE, **FITS) == "login-wall"
    assert wall(LOGIN_FORM, statuses=(404, 404)) is None
    assert wall(LOGIN_FORM, media_type="text/plain") is None


@pytest.mark.parametrize("name", ["Webmail", "E-Learning", "Mein Konto", "تسجيل الدخول", "登录"])
def test_below_the_name_of_what_was_cited_a_login_is_a_gate_unless_that_is_an_entrance(name: str) -> None:
    assert wall(LOGIN_FORM, other=facts(), **FITS) == "login-wall"
    for title, heading in ((name, name), (name, None), ("Kurier", name), (name, "Kurier")):
        called = {"title": title, "heading": heading, "url": NUMBERED, "anchors": (name,)}
        assert wall(LOGIN_FORM, other=facts(), **called) is None, called


def test_a_box_to_tick_stands_in_the_place_of_what_was_cited_where_it_is_all_that_a_page_of_an_honest_site_has() -> (
    None
):
    assert wall(AGREEMENT_FORM, other=facts(), main_words=60, **FITS) == "consent-wall"
    assert wall(AGREEMENT_FORM, other=facts(), main_words=61) is None
    assert wall(AGREEMENT_FORM, other=facts(), url=HOME) is None
    assert wall(AGREEMENT_FORM, other=facts(), statuses=(200, 200)) is None
    assert wall(AGREEMENT_FORM, other=facts(AGREEMENT_FORM)) is None


def test_what_all_pages_of_a_site_bear_is_its_frame_unless_they_are_all_alike() -> None:
    assert wall(LOGIN_FORM, other=facts(LOGIN_FORM)) is None
    assert wall(LOGIN_FORM, other=facts()) == "login-wall"
    assert wall(LOGIN_FORM, other=facts(LOGIN_FORM), statuses=(200, 200), alike=1.0) == "login-wall"


def test_teaser_of_an_article_is_short_and_no_front_page() -> None:
    assert wall(CUT_FOR_PAYMENT, main_words=60, **FITS) == "paywall"
    assert wall(CUT_FOR_PAYMENT, main_words=61, **FITS) is None
    assert wall(CUT_FOR_PAYMENT, url=HOME) is None


def test_links_to_a_login_alone_are_one_where_nothing_names_the_page() -> None:
    assert wall(ONLY_LOGIN_LINKS, main_words=40) == "login-wall"
    assert wall(ONLY_LOGIN_LINKS, main_words=41) is None
    assert wall(ONLY_LOGIN_LINKS, canonical=URL) is None
    assert wall(ONLY_LOGIN_LINKS, **FITS) is None


@pytest.mark.parametrize("kind", WORD_OF_WALL)
def test_a_sentence_is_a_wall_where_the_page_says_nothing_else(kind: str) -> None:
    said, named = f"says-{kind}", f"named-{kind}"
    assert wall(said) is None
    assert wall(said, ONLY_SAID, main_words=90) == kind
    assert wall(said, ONLY_SAID, main_words=91) is None
    assert wall(said, ONLY_SAID, other=facts(said)) is None
    for sign in (named, INCIDENT, TITLED_AS_SITE):
        assert wall(said, sign) == kind, sign
    assert wall(said, has_password_field=True) == kind
    assert wall(said, **NAMELESS) == kind
    assert wall(said, named, OWN_SUBJECT) is None


def test_what_became_of_an_account_is_no_login() -> None:
    assert wall("says-login-wall", ONLY_SAID) == "login-wall"
    assert wall("says-login-wall", ONLY_SAID, OWN_END) is None
    assert wall("says-paywall", ONLY_SAID, OWN_END) == "paywall"


@pytest.mark.parametrize("kind", WORD_OF_WALL)
def test_a_page_of_the_cited_name_must_be_shorter_and_not_be_about_such_walls(kind: str) -> None:
    said, named = f"says-{kind}", f"named-{kind}"
    assert wall(said, ONLY_SAID, main_words=40, **FITS) == kind
    assert wall(said, ONLY_SAID, main_words=41, **FITS) is None
    assert wall(said, main_words=40, **FITS) is None
    assert wall(said, ONLY_SAID, named, **FITS) is None
    assert wall(said, ONLY_SAID, named, title="How to pass", heading="How to pass") is None
    assert wall(said, ONLY_SAID, title="How to pass", heading="How to pass") == kind


@pytest.mark.parametrize("kind", WORD_OF_WALL)
def test_a_page_that_speaks_of_itself_alone_says_nothing_else(kind: str) -> None:
    said = f"says-{kind}"
    assert wall(said, ONLY_ADVICE, OF_ITSELF, main_words=60) == kind
    assert wall(said, ONLY_ADVICE, OF_ITSELF, main_words=61) is None
    assert wall(said, ONLY_ADVICE, OF_ITSELF, media=1) is None
    assert wall(said, ONLY_ADVICE) is None
    for end in ("says-gone", "not-found-gone", "not-found-gone-text"):
        is_wall = kind != "login-wall"  # who has left says that one must log in, too
        assert (wall(said, ONLY_ADVICE, OF_ITSELF, end) == kind) is is_wall, end


def test_a_refusal_has_its_number() -> None:
    said = "says-forbidden"
    assert wall(said, INCIDENT) == "forbidden"
    assert wall(said, ONLY_SAID) is None
    assert wall(said, INCIDENT, **FITS) is None
    assert wall(said, INCIDENT, ONLY_SAID, **FITS) == "forbidden"
    assert wall(said, INCIDENT, ONLY_SAID, OWN_SUBJECT, **FITS) is None
    assert wall(said, INCIDENT, other=facts(INCIDENT)) is None
    assert wall(said, INCIDENT, other=facts(said)) == "forbidden"  # errors have its words, too


def test_a_story_of_an_order_says_more_where_addresses_are_told_apart() -> None:
    said, beside = ("says-legal", "named-legal"), facts(title="Andere", heading="Andere")
    assert wall(*said, SAYS_MORE, main_words=16, other=beside) is None
    assert wall(*said, SAYS_MORE, main_words=15, other=beside) == "legal"
    assert wall(*said, main_words=16, other=beside) == "legal"
    assert wall(*said, SAYS_MORE, main_words=16) == "legal"
    assert wall("says-legal", ONLY_SAID, SAYS_MORE, main_words=16, other=beside) == "legal"


def broken(*marks: str, **more: Any) -> bool:
    return breaks(case(*marks, **more))


def test_what_a_broken_program_left() -> None:
    assert broken(BROKEN)
    assert not broken(BROKEN, statuses=(500, 404))
    assert broken(BROKEN, "named-server-error")
    assert not broken(BROKEN, "named-server-error", **FITS)
    assert broken("says-server-error", ONLY_SAID, main_words=40)
    assert not broken("says-server-error", ONLY_SAID, main_words=41)
    assert not broken("says-server-error")
    assert not broken("says-server-error", TITLED_AS_SITE)
    assert broken("says-server-error", main_words=40, **FITS)
    assert not broken("says-server-error", "named-server-error", main_words=40, **FITS)


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        *((f"says-{kind}", True) for kind in (*WORD_OF_WALL, "forbidden", "server-error", "gone")),
        *((mark, True) for mark in (LOGIN_FORM, ONLY_LOGIN_LINKS)),
        *((mark, False) for mark in ("says-moved", ONLY_LOGIN_FORM, CUT_FOR_PAYMENT)),
    ],
)
def test_which_marks_a_sibling_could_unmake(mark: str, *, expected: bool) -> None:
    assert is_undecided(case(mark)) is expected
    assert not is_undecided(case(mark, url=HOME))
    assert not is_undecided(case(mark, statuses=(404, 404)))


@pytest.mark.parametrize(
    ("marks", "changes", "is_blocked"),
    [
        ((), {}, True),
        ((), {"links": 9}, False),
        ((), {"main_words": 30}, True),
        ((), {"main_words": 31}, False),
        ((), {"heading": "Dam"}, False),
        ((), {"title": "Kurier"}, False),
        ((TITLED_AS_SITE,), {"title": "Kurier"}, True),
        ((), {"statuses": (404, 404)}, False),
        ((), {"statuses": (200, 410)}, True),
        ((), {"statuses": (200, 200)}, False),
        ((), {"other": None}, False),
        ((), {"media_type": "text/plain"}, False),
        ((), {"url": HOME}, False),
        ((), {"fields": 1}, True),
        ((), {"fields": 2}, False),
        ((), {"media": 1}, False),
        ((), {"media": 1, "other": facts(title="Weg", heading="Weg", media=1)}, True),
        ((), {"cut": "time"}, False),
        ((), {"excerpt": "The dam opens"}, False),
        ((), {"canonical": URL}, False),
        ((TITLED_AS_SITE,), {"canonical": URL, "main_words": 5}, True),
        ((TITLED_AS_SITE,), {"canonical": URL, "main_words": 4}, False),
        ((TITLED_AS_SITE,), {"canonical": NUMBERED, "url": NUMBERED}, False),
        ((TITLED_AS_SITE,), {"canonical": NUMBERED, "url": NUMBERED, "anchors": ("Lamp of 1811",)}, True),
    ],
)
def test_a_few_words_in_a_frame_that_nothing_names_are_not_understood(
    marks: tuple[str, ...], changes: dict[str, Any], *, is_blocked: bool
) -> None:
    frame = {"links": 10, "other": facts(title="Weg", heading="Weg"), **NAMELESS}
    verdict = judge_nameless(case(*marks, **(frame | changes)))
    assert (verdict is not None) is is_blocked
    assert verdict is None or (verdict.status, verdict.reason) == ("blocked", "not-understood")
