"""What the front page says of a page, by facts made by hand; the corpus judges what real servers give."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from linkwatch.evidence import Hop, Observation, PageFacts, Trouble, Visit, Witness
from linkwatch.judge import BrowserLook, FrontPageLook, judge, next_question
from linkwatch.judge.readers import gives_the_same
from linkwatch.judge.witnesses import FrontAnswer, front_answer

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
URL, SIBLING, FRONT = "http://a.test/news/dam-opens", "http://a.test/news/qwxzy", "http://a.test/"
NOTICE = PageFacts("text/html", title="Kurier", words=9, main_words=9, main_chars=60)
HOME = PageFacts("text/html", title="Courier of the valley", words=300, main_words=200, main_chars=900)


def visit(url: str, page: PageFacts | None = NOTICE, status: int | None = 200, **more: object) -> Visit:
    return Visit(url, str(more.pop("final_url", url)), status, page=page, body_bytes=9, **more)  # type: ignore[arg-type]


def seen(front: Visit | None = None, alike: float | None = None, *, again: bool = True) -> Observation:
    first = visit(URL)
    return Observation(
        URL,
        NOW,
        first,
        second=replace(first, browser_headers=True) if again else None,
        sibling=Witness(visit(SIBLING), 1.0),
        front=Witness(front, alike) if front else None,
    )


@pytest.mark.parametrize(
    ("front", "alike", "answer"),
    [
        (visit(FRONT), 1.0, FrontAnswer.SAME),
        (visit(FRONT, HOME), 0.1, FrontAnswer.OTHER),
        (visit(FRONT, None, 404), None, FrontAnswer.OTHER),
        (visit(FRONT, None, 410), None, FrontAnswer.OTHER),
        (visit(FRONT, None, 300), None, FrontAnswer.UNKNOWN),
        (visit(FRONT, None, 503), None, FrontAnswer.UNKNOWN),
        (visit(FRONT, None, 403), None, FrontAnswer.UNKNOWN),
        (visit(FRONT, None, None, trouble=Trouble.READ_TIMEOUT), None, FrontAnswer.UNKNOWN),
        (visit(FRONT, replace(HOME, signatures=("cloudflare-challenge",))), 0.1, FrontAnswer.UNKNOWN),
    ],
)
def test_what_the_front_page_says(front: Visit, alike: float | None, answer: FrontAnswer) -> None:
    assert front_answer(Witness(front, alike), visit(URL)) is answer


def test_a_page_and_a_front_that_lead_to_one_place_are_the_same() -> None:
    page = visit(URL, hops=(Hop(URL, 302),), final_url="http://a.test/sorry")
    front = visit(FRONT, hops=(Hop(FRONT, 302),), final_url="http://a.test/sorry")
    assert front_answer(Witness(front, None), page) is FrontAnswer.SAME


@pytest.mark.parametrize(
    ("front", "alike", "verdict"),
    [
        (visit(FRONT), 1.0, ("blocked", "site-closed")),
        (visit(FRONT, HOME), 0.1, ("dead", "soft-404")),
        (visit(FRONT, None, 401), None, ("blocked", "login-wall")),
        (visit(FRONT, None, 503), None, ("blocked", "site-closed")),
    ],
)
def test_the_front_page_decides_where_a_sibling_gets_the_same_page(
    front: Visit, alike: float | None, verdict: tuple[str, str]
) -> None:
    found = judge(seen(front, alike))
    assert (found.status, found.reason) == verdict


def test_the_front_page_is_asked_as_a_reader_where_no_reader_has_looked_yet() -> None:
    assert next_question(seen(again=False)) == FrontPageLook(FRONT, FRONT, as_reader=True)
    assert next_question(seen(again=False), as_reader=False) == FrontPageLook(FRONT, FRONT)
    assert next_question(seen()) == FrontPageLook(FRONT, FRONT)
    assert next_question(seen(visit(FRONT), 1.0)) is None


@pytest.mark.parametrize(
    ("front", "alike"),
    [
        (visit(FRONT, HOME, browser_headers=True), 0.1),
        (visit(FRONT, None, 503, browser_headers=True), None),
    ],
)
def test_readers_are_asked_for_the_page_too_where_the_front_is_another_one_or_does_not_show(
    front: Visit, alike: float | None
) -> None:
    assert next_question(seen(front, alike, again=False)) == BrowserLook(URL)
    assert next_question(seen(front, alike, again=False), as_reader=False) is None
    assert next_question(seen(front, alike)) is None


def test_a_page_that_a_reader_got_at_the_front_needs_no_other_look() -> None:
    assert next_question(seen(visit(FRONT, browser_headers=True), 1.0, again=False)) is None


def test_a_page_that_says_that_it_is_missing_needs_no_front_page() -> None:
    page = replace(NOTICE, signatures=("not-found-whole",))
    observation = replace(
        seen(), first=visit(URL, page), second=visit(URL, page), sibling=Witness(visit(SIBLING, page), 1.0)
    )
    assert next_question(observation) is None
    assert judge(observation).reason == "soft-404"


def test_a_sibling_that_was_asked_as_a_robot_says_nothing_of_what_readers_get() -> None:
    observation = replace(seen(), second=visit(URL, HOME, browser_headers=True))
    question = next_question(observation)
    assert question is not None
    assert question.url.startswith("http://a.test/news/")
    assert question.url != URL


@pytest.mark.parametrize(
    ("second", "same"),
    [
        (visit(URL), True),
        (visit(URL, replace(NOTICE, main_words=13)), True),
        (visit(URL, replace(NOTICE, main_words=40)), False),
        (visit(URL, replace(NOTICE, title="Kurier 12:40")), True),
        (visit(URL, replace(NOTICE, title="Dam opens")), False),
        (visit(URL, replace(NOTICE, media_type="text/plain")), False),
        (visit(URL, None), False),
        (visit(URL, NOTICE, 404), False),
        (visit(URL, final_url=FRONT), False),
    ],
)
def test_whether_readers_get_what_robots_get(second: Visit, *, same: bool) -> None:
    assert gives_the_same(visit(URL), second) is same


def sized(words: int) -> Visit:
    return visit(URL, replace(NOTICE, main_words=words))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (sized(9), sized(15), True),
        (sized(9), sized(16), False),
        (sized(100), sized(116), True),
        (sized(100), sized(117), False),
        (visit(URL, replace(NOTICE, title="Kurier v12")), visit(URL, replace(NOTICE, title="Kurier v13")), True),
        (visit(URL, replace(NOTICE, title=None, heading="Kurier")), visit(URL), True),
        *((replace(visit(URL, None), body_bytes=size), visit(URL, None), size > 0) for size in (0, 1, 2)),
        (replace(visit(URL, None), body_bytes=0), replace(visit(URL, None), body_bytes=0), True),
        (visit(URL), visit(URL, None), False),
    ],
)
def test_readers_get_the_same_where_it_differs_little(one: Visit, other: Visit, *, same: bool) -> None:
    assert gives_the_same(one, other) is same
    assert gives_the_same(other, one) is same


def judged_everywhere(text: str) -> tuple[str, str | None]:
    page = PageFacts("text/html", title="Kurier", excerpt=text, words=15, main_words=15, main_chars=len(text))
    first = visit(URL, page)
    again = replace(first, browser_headers=True)
    everywhere = (Witness(visit(SIBLING, page), 1.0), Witness(visit(FRONT, page, browser_headers=True), 1.0))
    verdict = judge(Observation(URL, NOW, first, again, sibling=everywhere[0], front=everywhere[1]))
    return str(verdict.status), verdict.reason


@pytest.mark.parametrize(
    "text",
    [
        "The Postbox service has ended. Thank you for nine years.",
        "Der Dienst wurde am 1. März eingestellt.",
        "Le service a définitivement fermé.",
        "本サービスは2020年に終了しました。",
        "Hizmet sona erdi.",
    ],
)
def test_a_site_that_says_that_its_service_has_ended_is_dead(text: str) -> None:
    assert judged_everywhere(text) == ("dead", "soft-404")


@pytest.mark.parametrize(
    "text",
    [
        "Your session on this portal has ended. Please come back to it.",
        "Voting on this website has ended. The winners will be named on Monday.",
        "Support for your browser on this website has ended.",
        "Die Cookie-Einstellungen auf dieser Website sind auf „Cookies zulassen“ eingestellt.",
        "Die Ausstellung endete, sie wurde am Dienstag beendet.",
        "Les visites guidées du musée sont définitivement complètes ce mois-ci.",
        "Su sesión en el portal ha finalizado.",
        "A sua sessão no portal foi encerrada.",
        "Üniversite sergisi sona erdi. Yenisi pazartesi.",
        "本日の予約サイトの受付を終了しました。明日9時から受け付けます。",
        "本平台今日预约已停止。",
    ],
)
def test_what_else_ends_on_a_site_is_no_end_of_its_service(text: str) -> None:
    assert judged_everywhere(text)[0] != "dead"


def one_page(
    main_words: int = 15, text: str = "Kurier", final_url: str | None = None, **more: Any
) -> tuple[str, str | None]:
    """Judge a page that an invented address and the site's front page are answered by, too."""
    page = PageFacts(
        "text/html",
        title="Kurier",
        excerpt=text,
        words=main_words,
        main_words=main_words,
        main_chars=6 * main_words,
        **more,
    )
    led = {} if final_url is None else {"final_url": final_url, "hops": (Hop(URL, 302),)}
    first, sibling, front = (visit(url, page, **led) for url in (URL, SIBLING, FRONT))
    again = replace(first, browser_headers=True)
    everywhere = (Witness(sibling, 1.0), Witness(replace(front, browser_headers=True), 1.0))
    verdict = judge(Observation(URL, NOW, first, again, sibling=everywhere[0], front=everywhere[1]))
    return str(verdict.status), verdict.reason


CLOSED, GONE, PARKED = ("blocked", "site-closed"), ("dead", "soft-404"), ("dead", "parked")
SUSPENDED = ("dead", "suspended")


@pytest.mark.parametrize(
    ("words", "links", "more", "verdict"),
    [
        (200, 8, {}, GONE),
        (199, 8, {}, CLOSED),
        (200, 7, {}, CLOSED),
        (200, 9, {"frame_links": 2}, CLOSED),
        (200, 8, {"fragments": ("a",)}, CLOSED),
        (200, 10, {"fragments": ("a", "b")}, GONE),
        (200, 19, {"fragments": ("a", "b", "c")}, CLOSED),
        (30, 0, {"headline_links": 4}, GONE),
        (29, 0, {"headline_links": 4}, CLOSED),
        (30, 0, {"headline_links": 3}, CLOSED),
        (30, 0, {"headline_links": 4, "fragments": ("a", "b")}, GONE),
        (30, 0, {"headline_links": 4, "fragments": ("a", "b", "c")}, CLOSED),
        (200, 8, {"has_password_field": True}, ("blocked", "login-wall")),
        (60, 3, {"buttons": 1}, ("blocked", "consent-wall")),
        (61, 3, {"buttons": 1}, CLOSED),
        (60, 4, {"buttons": 1}, CLOSED),
        (60, 3, {"buttons": 1, "fields": 1}, CLOSED),
    ],
)
def test_one_page_for_all_is_a_full_front_a_gate_or_a_notice(
    words: int, links: int, more: dict[str, Any], verdict: tuple[str, str]
) -> None:
    assert one_page(words, links=links, **more) == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("a.test is yours for $900", PARKED),
        ("a.test is yours for 900 EUR", PARKED),
        ("a.test is for sale", PARKED),
        ("a.test since 1900", CLOSED),
        ("Lamps for $900, for sale", CLOSED),
    ],
)
def test_an_offer_names_the_site_and_its_price_or_that_it_can_be_bought(text: str, verdict: tuple[str, str]) -> None:
    assert one_page(text=text) == verdict


@pytest.mark.parametrize(
    ("words", "marks", "more", "verdict"),
    [
        (60, ("says-gone", "named-gone"), {}, GONE),
        (61, ("says-gone", "named-gone"), {}, CLOSED),
        (60, ("says-gone", "not-found-text"), {}, GONE),
        (60, ("says-gone", "shape-only-said"), {}, GONE),
        (60, ("says-gone",), {}, CLOSED),
        (60, ("named-gone",), {}, CLOSED),
        (60, ("says-gone", "named-gone"), {"fields": 1}, GONE),
        (60, ("says-gone", "named-gone"), {"fields": 2}, CLOSED),
        (60, ("says-gone", "named-gone"), {"has_password_field": True}, ("blocked", "login-wall")),
        (60, ("says-gone", "named-gone"), {"text": "Gone. Your session has expired."}, CLOSED),
    ],
)
def test_a_platform_says_in_a_notice_that_a_tenant_has_left(
    words: int, marks: tuple[str, ...], more: dict[str, Any], verdict: tuple[str, str]
) -> None:
    assert one_page(words, signatures=marks, **more) == verdict


@pytest.mark.parametrize(
    ("words", "before", "more", "verdict"),
    [
        (80, "a.test. ", {}, PARKED),
        (81, "a.test. ", {}, CLOSED),
        (80, "a.test. ", {"fields": 1}, CLOSED),
        (80, "", {}, PARKED),
        (30, "x" * 120, {}, PARKED),
        (31, "x" * 120, {}, CLOSED),
        (31, "x" * 120 + " a.test ", {}, PARKED),
        (30, "", {"has_password_field": True}, ("blocked", "login-wall")),
    ],
)
def test_what_registrars_put_for_a_site_names_it_or_says_so_at_once(
    words: int, before: str, more: dict[str, Any], verdict: tuple[str, str]
) -> None:
    assert one_page(words, f"{before} This domain is parked.", **more) == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Tài khoản lưu trữ của website này đã bị tạm ngưng.", SUSPENDED),
        ("网站因欠费已于五月暂停。", SUSPENDED),
        ("网站维护升级而暂停。", CLOSED),
        ("Akun pemilik. Layanan ditangguhkan.", CLOSED),
        ("Domain ini sudah lama terdaftar.", PARKED),
    ],
)
def test_what_hosts_and_registrars_say_is_told_by_what_and_how_in_one_sentence(
    text: str, verdict: tuple[str, str]
) -> None:
    assert one_page(text=text) == verdict


def test_what_stands_within_such_words_may_be_the_sites_name() -> None:
    assert one_page(text="This domain a.test is registered.") == PARKED
    assert one_page(text="This domain b.test is registered.") == CLOSED


def test_an_error_page_to_which_all_is_led_is_an_error_of_the_site() -> None:
    assert one_page(final_url="http://a.test/error.html") == ("failing", "server-error")
    assert one_page(final_url="http://a.test/sorry-all") == CLOSED


def under_an_error(
    words: int = 40,
    other: int | None = None,
    alike: float | None = 0.1,
    url: str = URL,
    statuses: tuple[int, int] = (404, 404),
    anchors: tuple[str, ...] = (),
    **more: Any,
) -> tuple[str, str | None]:
    shown = {"title": "Dam opens", "heading": "Dam opens", "canonical": url} | more
    page = PageFacts("text/html", words=words, main_words=words, main_chars=6 * words, **shown)
    beside = None if other is None else PageFacts("text/html", words=other, main_words=other)
    first = visit(url, page, statuses[0])
    again = replace(first, browser_headers=True)
    sibling = Witness(visit(SIBLING, beside, statuses[1], browser_headers=True), alike)
    verdict = judge(Observation(url, NOW, first, again, sibling=sibling, anchors=anchors))
    return str(verdict.status), verdict.reason


ALIVE, UNKNOWN, MISSING = ("alive", None), ("blocked", "not-understood"), ("dead", "http-404")
NUMBERED = "http://a.test/n/17"


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, ALIVE),
        ({"words": 39}, UNKNOWN),
        ({"words": 8}, UNKNOWN),
        ({"words": 7}, MISSING),
        ({"other": 20}, ALIVE),
        ({"other": 21}, UNKNOWN),
        ({"alike": 0.49}, ALIVE),
        ({"alike": 0.5}, MISSING),
        ({"alike": None}, ALIVE),
        ({"canonical": None}, UNKNOWN),
        ({"statuses": (410, 404)}, ALIVE),
        ({"statuses": (404, 410)}, ALIVE),
        ({"statuses": (404, 200)}, MISSING),
        ({"statuses": (404, 403)}, MISSING),
        ({"heading": None}, MISSING),
        ({"title": "Lamps", "heading": "Lamps"}, MISSING),
        ({"signatures": ("not-found-class",)}, ALIVE),
        ({"signatures": ("not-found-class", "not-found-text")}, MISSING),
        ({"signatures": ("says-gone",)}, MISSING),
        ({"url": FRONT}, MISSING),
        ({"url": NUMBERED}, ALIVE),
        ({"url": NUMBERED, "canonical": None}, MISSING),
        ({"url": NUMBERED, "anchors": ("Dam opens",)}, ALIVE),
        ({"url": NUMBERED, "anchors": ("Lamp of 1811",)}, MISSING),
    ],
)
def test_page_that_was_cited_may_come_with_the_status_of_an_error(
    changes: dict[str, Any], verdict: tuple[str, str | None]
) -> None:
    assert under_an_error(**changes) == verdict
