"""Walls that are known by the address to which a reader is sent."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from linkwatch.evidence import Hop, Observation, PageFacts, Visit, Witness
from linkwatch.judge import judge

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
URL = "http://a.test/reports/dam-opens"
CARRIED = "back=/reports/dam-opens"


def kind(final: str, status: int = 200, url: str = URL, **shown: Any) -> str | None:
    """Return which wall a redirect to this address is; None for none."""
    page = PageFacts("text/html", **({"title": "Courier", "words": 200, "main_words": 200, "main_chars": 900} | shown))
    visit = Visit(url, final, status, (Hop(url, 302, location=final),), page=page, body_bytes=900)
    verdict = judge(Observation(url, NOW, visit))
    return verdict.reason if verdict.status == "blocked" else None


@pytest.mark.parametrize(
    ("final", "wall"),
    [
        ("http://a.test/captcha", "bot-wall"),
        ("http://a.test/x/are-you-a-human.html", "bot-wall"),
        ("http://a.test/challenge/7", "bot-wall"),
        ("http://a.test/cookie-wall", "consent-wall"),
        ("http://a.test/agegate/7", "consent-wall"),
        ("http://consent.b.test/7", "consent-wall"),
        ("http://guce.b.test/7", "consent-wall"),
        ("http://a.test/unavailable-region", "regional"),
        ("http://a.test/geo/7", "regional"),
        ("http://a.test/access-denied", "forbidden"),
        ("http://a.test/browser-not-supported.html", "forbidden"),
        ("http://a.test/blocked/7", "forbidden"),
    ],
)
def test_wall_is_known_by_its_address_alone(final: str, wall: str) -> None:
    assert kind(final) == wall
    assert kind(final, 404) is None
    assert kind(final, 410) is None


@pytest.mark.parametrize("word", ["captcha", "agegate", "geo", "blocked"])
def test_wall_names_itself_in_the_last_two_parts_of_its_path(word: str) -> None:
    assert kind(f"http://a.test/{word}/b") is not None
    assert kind(f"http://a.test/{word}/b/c") is None


@pytest.mark.parametrize(
    ("final", "wall"),
    [
        ("http://a.test/verify", "bot-wall"),
        ("http://a.test/cookies", "consent-wall"),
        ("http://a.test/privacy", "consent-wall"),
        ("http://a.test/subscribe", "paywall"),
        ("http://a.test/abo/plus/all", "paywall"),
        ("http://a.test/account", "login-wall"),
        ("http://a.test/sso/x/y", "login-wall"),
        ("http://a.test/welcome.html", "login-wall"),
    ],
)
def test_address_that_may_mean_anything_is_a_wall_where_it_carries_the_asked_one(final: str, wall: str) -> None:
    assert kind(f"{final}?{CARRIED}") == wall
    assert kind(final) is None


def test_which_wall_an_address_names_first_is_the_one_that_asks_first() -> None:
    assert kind(f"http://a.test/verify/cookies/subscribe/account?{CARRIED}") == "bot-wall"
    assert kind(f"http://a.test/cookies/subscribe/account?{CARRIED}") == "consent-wall"
    assert kind(f"http://a.test/subscribe/account?{CARRIED}") == "paywall"


@pytest.mark.parametrize("final", ["http://a.test/login", "http://a.test/wp-login.php", "http://sso.b.test/x"])
@pytest.mark.parametrize(
    "sign",
    [
        {"has_password_field": True},
        {"title": "Log in"},
        {"title": "Courier", "heading": "Please sign-in"},
        {"signatures": ("login-asked",)},
    ],
)
def test_login_is_one_where_something_asks_for_it(final: str, sign: dict[str, Any]) -> None:
    assert kind(final) is None
    assert kind(final, **sign) == "login-wall"
    assert kind(f"{final}?{CARRIED}") == "login-wall"


@pytest.mark.parametrize(
    "name",
    [
        "client_id",
        "redirect_uri",
        "SAMLRequest",
        "RelayState",
        "response_type",
        "wtrealm",
        "service",
        "next",
        "returnUrl",
        "return_to",
    ],
)
def test_login_is_one_where_its_query_says_what_comes_after_it(name: str) -> None:
    assert kind(f"http://a.test/login?{name}=7") == "login-wall"
    assert kind("http://a.test/login?other=7") is None


def test_host_that_answers_for_itself_is_no_wall() -> None:
    for host in ("login.a.test", "consent.a.test"):
        url, final = f"http://{host}/reports/dam-opens", f"http://{host}/reports/2/dam-opens"
        assert kind(final, url=url, has_password_field=True) is None


def test_what_the_asked_address_says_itself_is_no_wall() -> None:
    assert kind("http://a.test/captcha/2/history", url="http://a.test/captcha/history") is None


@pytest.mark.parametrize("url", ["http://a.test/login/", "http://a.test/"])
def test_login_that_was_asked_for_is_what_was_cited(url: str) -> None:
    page = PageFacts("text/html", title="Log in", words=9, main_words=9, main_chars=50, signatures=("login-asked",))
    assert judge(Observation(url, NOW, Visit(url, url, 200, page=page, body_bytes=900))).status == "alive"
    deep = judge(Observation(URL, NOW, Visit(URL, URL, 200, page=page, body_bytes=900)))
    assert (deep.status, deep.reason) == ("blocked", "login-wall")


@pytest.mark.parametrize(
    ("url", "target", "alive"),
    [
        ("http://a.test/old/blog", "http://blog.a.test/", True),
        ("http://a.test/old/blog", "http://docs.a.test/", False),
        ("http://a.test/blog/old", "http://blog.a.test/", False),
        ("http://a.test/old/test", "http://b.test/", False),  # so is the asked host called
    ],
)
def test_home_page_of_a_host_called_what_the_asked_page_was_is_that_page(url: str, target: str, *, alive: bool) -> None:
    page = PageFacts("text/html", title="Courier", words=200, main_words=200, main_chars=900)
    visit = Visit(url, target, 200, (Hop(url, 302, location=target),), page=page, body_bytes=900)
    assert (judge(Observation(url, NOW, visit)).status == "alive") is alive


def test_page_within_which_the_redirect_points_holds_the_asked_one_unless_every_address_leads_there() -> None:
    def led(url: str, location: str, fragments: tuple[str, ...] = ()) -> Visit:
        page = PageFacts("text/html", title="Courier", words=200, main_words=200, main_chars=900, fragments=fragments)
        hops = (Hop(url, 302, location=location),)
        return Visit(url, "http://a.test/", 200, hops, page=page, body_bytes=900)

    every = Witness(led("http://a.test/reports/qwertzuiop", "/"), 1.0)
    for visit, sibling, status in (
        (led(URL, "/#part-7"), None, "alive"),
        (led(URL, "/#part-7"), every, "dead"),
        (led(URL, "/"), None, "dead"),
        (led(URL, "/", ("dam-opens",)), None, "alive"),
        (led(URL, "/", ("wells",)), None, "dead"),
    ):
        assert judge(Observation(URL, NOW, visit, sibling=sibling)).status == status, visit


def test_question_that_stands_before_every_part_of_a_section_may_stand_before_the_asked_one() -> None:
    url = "http://a.test/reports/dam"

    def led(url: str, location: str) -> Visit:
        page = PageFacts("text/html", title="Courier", words=20, main_words=20, main_chars=90, buttons=2)
        return Visit(url, "http://a.test/reports/", 200, (Hop(url, 302, location=location),), page=page, body_bytes=900)

    every = Witness(led("http://a.test/reports/qwertzuiop", "/reports/"), 1.0)
    for location, reason in (("/reports/#dam", "consent-wall"), ("/reports/#part-7", "soft-404")):
        assert judge(Observation(url, NOW, led(url, location), sibling=every)).reason == reason


def test_redirect_is_to_the_page_where_its_name_or_its_place_is_there() -> None:
    def reason(url: str, final: str, *, every: bool = False, **shown: Any) -> str | None:
        page = PageFacts("text/html", **({"title": "Courier", "words": 200, "main_words": 200} | shown))
        visit = Visit(url, final, 200, (Hop(url, 302, location=final),), page=page, body_bytes=900)
        sibling = Witness(replace(visit, url="http://a.test/reports/qwertzuiop"), 1.0) if every else None
        return judge(Observation(url, NOW, visit, sibling=sibling)).reason

    for every in (False, True):
        assert reason("http://a.test/reports/dam", "http://a.test/", every=every, fragments=("dam",)) is None
        assert reason("http://a.test/reports/dam", "http://a.test/", every=every, fragments=("mill",)) == "soft-404"
    folder = "http://a.test/docs/wells-deep/"  # whose words tell nothing
    assert reason(f"{folder}wells-deep-dam", folder, headings=("Wells deep",)) == "soft-404"
    assert reason(f"{folder}wells-deep-dam", folder, headings=("Wells deep: the dam",)) is None
    assert reason("http://a.test/", "http://a.test/search?q=7") is None
    assert reason("http://a.test/maintenance", "http://a.test/x/maintenance") is None
    assert reason("http://a.test/news/dam", "http://a.test/x/maintenance") == "maintenance"


def test_search_that_was_asked_for_is_what_was_cited() -> None:
    url = "http://a.test/old/search?q=dam-and-well"
    page = PageFacts("text/html", title="Courier", words=200, main_words=200, main_chars=900)
    final = "http://a.test/search?q=7"
    told = judge(Observation(url, NOW, Visit(url, final, 200, (Hop(url, 301, location=final),), page=page))).because
    assert "redirected to a search" not in told


@pytest.mark.parametrize("sign", ["says-age", "age-gate-text"])
def test_a_question_about_an_age_may_stand_under_the_name_of_what_was_cited(sign: str) -> None:
    def reason(shown: dict[str, Any]) -> str | None:
        page = PageFacts("text/html", **shown)
        return judge(Observation(URL, NOW, Visit(URL, URL, 200, page=page, body_bytes=900))).reason

    asks = {"title": "Dam opens", "signatures": (sign,), "words": 20, "main_words": 20, "buttons": 2, "fields": 1}
    assert reason(asks) == "consent-wall"
    for more in ({"main_words": 21}, {"buttons": 1}, {"fields": 2}, {"media": 1}, {"signatures": ()}):
        assert reason(asks | more) is None, more


@pytest.mark.parametrize(("url", "status"), [("http://a.test/", "alive"), ("http://a.test/en/index.php", "redirected")])
def test_the_root_is_what_to_cite_of_a_site_whatever_front_page_it_leads_to(url: str, status: str) -> None:
    final = "http://a.test/start/here"
    page = PageFacts("text/html", title="Courier", words=200, main_words=200, main_chars=900)
    visit = Visit(url, final, 200, (Hop(url, 301, location=final),), page=page, body_bytes=900)
    assert judge(Observation(url, NOW, visit)).status == status
