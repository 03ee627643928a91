"""What the front page says of a page, by facts made by hand; the corpus judges what real servers give."""

from dataclasses import replace
from datetime import UTC, datetime

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
