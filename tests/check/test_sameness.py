"""Sites that look alike, by facts made by hand; test_own_network.py shows it over real servers."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from linkwatch.check.sameness import FEW, MANY, Sameness, Sign, sign_of
from linkwatch.evidence import Hop, Observation, PageFacts, Trouble, Visit
from linkwatch.model import Status, Verdict

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PORTAL = PageFacts("text/html", title="Hotel Linde", excerpt="Your room number, please.", words=40, main_words=40)
DEAD = Verdict(Status.DEAD, "soft-404", ())
ALIVE = Verdict(Status.ALIVE, None, ())


def site(number: int) -> str:
    return f"http://www.site{number}.com/story/{number}"


def answered(url: str, page: PageFacts | None = PORTAL, status: int = 200, final: str | None = None) -> Observation:
    hops = (Hop(url, 302),) if final else ()
    return Observation(url, NOW, Visit(url, final or url, status, hops, page=page, body_bytes=9))


def of_its_own(number: int) -> Observation:
    page = PageFacts("text/html", title=f"Story {number}", words=300 + number, main_words=200)
    return answered(site(number), page)


def noted(sameness: Sameness, count: int, verdict: Verdict = DEAD) -> list[bool]:
    return [sameness.note(answered(site(number)), verdict) for number in range(count)]


def suspected(sameness: Sameness, *, at_end: bool = True) -> Sign:
    sign = sameness.suspect(at_end=at_end)
    assert sign is not None
    return sign


def test_a_few_sites_alike_are_suspect_at_the_end_and_many_at_once() -> None:
    sameness = Sameness()
    assert noted(sameness, FEW - 1) == [True] * (FEW - 1)
    assert sameness.suspect(at_end=True) is None
    sameness.note(answered(site(FEW)), DEAD)
    assert sameness.suspect(at_end=True) is not None
    assert sameness.suspect(at_end=False) is None
    noted(sameness, MANY)
    assert suspected(sameness, at_end=False).told == "give one and the same page “Hotel Linde”"


def test_nearly_all_are_enough_and_half_of_them_are_not() -> None:
    sameness = Sameness()
    sameness.note(of_its_own(100), ALIVE)
    noted(sameness, FEW)
    assert sameness.suspect(at_end=True) is not None
    sameness.note(of_its_own(101), ALIVE)
    assert sameness.suspect(at_end=True) is None


def test_the_first_look_waits_for_others_only_where_it_condemns() -> None:
    assert not Sameness().note(answered(site(1)), ALIVE)
    assert Sameness().note(answered(site(1)), DEAD)


def test_looks_that_are_alike_are_held_until_many_others_have_come() -> None:
    sameness = Sameness()
    noted(sameness, 2)
    for number in range(100, 162):
        sameness.note(of_its_own(number), ALIVE)
    assert sameness.is_held(answered(site(1)))
    sameness.note(of_its_own(162), ALIVE)
    sameness.note(of_its_own(163), ALIVE)
    assert not sameness.is_held(answered(site(1)))


def test_a_network_that_closes_during_a_run_is_noticed() -> None:
    sameness = Sameness()
    for number in range(100, 150):
        assert not sameness.note(of_its_own(number), ALIVE)
    noted(sameness, MANY)
    assert sameness.suspect(at_end=False) is not None


def test_pages_of_one_site_are_one_site_and_speak_for_themselves_where_they_differ() -> None:
    sameness = Sameness()
    urls = [f"http://host{number}.one-site.co.uk/{number}" for number in range(3 * MANY)]
    assert all(sameness.note(answered(url), DEAD) for url in urls)
    assert sameness.suspect(at_end=True) is None
    other = answered(urls[0], replace(PORTAL, title="Another"))
    assert not sameness.note(other, ALIVE)
    assert not sameness.is_held(answered(urls[1]))


def test_a_site_with_one_page_for_very_many_addresses_is_not_held_for_ever() -> None:
    sameness = Sameness()
    held = [sameness.note(answered(f"http://a.com/{number}"), DEAD) for number in range(300)]
    assert held[0]
    assert not held[-1]


@pytest.mark.parametrize(
    ("observation", "told"),
    [
        (answered(site(1), None, 511), "answer that the network asks for a login (511)"),
        (answered(site(1), final=f"http://login.hotel.net/?to={site(1)}"), "lead to login.hotel.net"),
        (answered(site(1), final="http://login.hotel.net/?host=www.site1.com"), "lead to login.hotel.net"),
        (answered(site(1), final="http://login.hotel.net/?http%3A//www.site1.com/story/1"), "lead to login.hotel.net"),
    ],
)  # fmt: skip
def test_what_leads_elsewhere_with_the_address_or_asks_for_a_login_needs_no_page(
    observation: Observation, told: str
) -> None:
    sign = sign_of(observation.url, observation.decisive, ALIVE)
    assert sign is not None
    assert (sign.told, sign.is_sure) == (told, True)


@pytest.mark.parametrize("status", [403, 404, 503])
def test_a_filters_page_with_an_errors_status_is_ours_where_many_sites_have_it_and_nobody_else_answers(
    status: int,
) -> None:
    sameness = Sameness()
    for number in range(MANY):
        assert sameness.note(answered(site(number), status=status), DEAD)
    assert sameness.is_ours(suspected(sameness), [])
    sameness.note(of_its_own(100), ALIVE)
    assert not sameness.is_ours(suspected(sameness), [])


@pytest.mark.parametrize("title", ["404 Not Found", "HTTP Status 404 - Not Found", "Not Found", None])
def test_the_same_error_of_many_servers_is_ours_only_where_a_control_gives_it(title: str | None) -> None:
    sameness = Sameness()
    page = replace(PORTAL, title=title)
    for number in range(MANY):
        sameness.note(answered(site(number), page, 404), DEAD)
    sign = suspected(sameness)
    assert not sameness.is_ours(sign, [])
    assert sameness.is_ours(sign, [answered("http://example.com/", page, 404).decisive])


def test_many_sites_that_lead_to_one_host_for_nothing_are_ours_and_a_few_are_not() -> None:
    sameness = Sameness()
    for number in range(MANY - 1):
        assert sameness.note(answered(site(number), final=f"http://login.hotel.net/{number}"), DEAD)
    sign = suspected(sameness)
    assert sign.told == "lead to login.hotel.net"
    assert not sameness.is_ours(sign, [])
    sameness.note(answered(site(MANY), final="http://login.hotel.net/"), DEAD)
    assert sameness.is_ours(sign, [])
    control = "http://example.com/"
    assert sameness.is_ours(sign, [answered(control, final="http://login.hotel.net/x").decisive])
    assert not sameness.is_ours(sign, [answered(control).decisive])


def test_what_a_page_echoes_or_makes_for_each_request_tells_no_sites_apart() -> None:
    sameness = Sameness()
    for number in range(FEW):
        words = f"To {site(number)} and /story/{number}: request 7f3a9c{number}bd2e81."
        sameness.note(answered(site(number), replace(PORTAL, excerpt=words, words=40 + number % 2)), DEAD)
    assert sameness.is_ours(suspected(sameness), [])


def test_a_portal_that_cannot_be_reached_is_known_by_its_address() -> None:
    visit = Visit(
        site(1), f"http://10.0.0.1/login?to={site(1)}", hops=(Hop(site(1), 302),), trouble=Trouble.PRIVATE_ADDRESS
    )
    sign = sign_of(site(1), visit, DEAD)
    assert sign is not None
    assert sign.key == "leads to 10.0.0.1"


def test_a_redirect_within_the_domain_is_the_sites_own() -> None:
    sign = sign_of(site(1), answered(site(1), final=f"http://id.site1.com/?to={site(1)}").decisive, ALIVE)
    assert sign is not None
    assert not sign.told.startswith("lead to")


@pytest.mark.parametrize("reason", ["parked", "suspended", "server-default", "bot-wall"])
def test_pages_of_companies_that_serve_many_sites_are_no_sign(reason: str) -> None:
    assert sign_of(site(1), answered(site(1)).decisive, Verdict(Status.DEAD, reason, ())) is None


def test_pages_of_a_word_or_two_are_ours_only_where_a_control_gives_the_same() -> None:
    short = replace(PORTAL, words=7)
    sign = sign_of(site(1), answered(site(1), short).decisive, DEAD)
    assert sign is not None
    assert not sign.is_sure
    sameness = Sameness()
    for number in range(MANY):
        sameness.note(answered(site(number), short), DEAD)
    assert sameness.suspect(at_end=False) == sign
    control = "http://example.com/"
    assert sameness.is_ours(sign, [answered(control, short).decisive])
    assert not sameness.is_ours(sign, [answered(control, replace(PORTAL, title="Another")).decisive])
    assert not sameness.is_ours(sign, [Visit(control, control, trouble=Trouble.CONNECT_TIMEOUT)])


def test_a_page_that_repeats_the_address_is_the_same_page_but_not_for_sure() -> None:
    signs = []
    for number in (1, 2):
        page = replace(PORTAL, title=f"www.site{number}.com", excerpt=f"You asked for {site(number)} here.")
        signs.append(sign_of(site(number), answered(site(number), page).decisive, DEAD))
    one, other = signs
    assert one is not None
    assert other is not None
    assert one.key == other.key
    assert not one.is_sure


@pytest.mark.parametrize("changed", [{"title": "Another"}, {"heading": "Sorry"}, {"excerpt": "Your name, please."}])
def test_pages_of_other_words_are_other_pages(changed: dict[str, str]) -> None:
    page = replace(PORTAL, heading="Welcome")
    one, other = (sign_of(site(1), answered(site(1), each).decisive, DEAD) for each in (page, replace(page, **changed)))
    assert one is not None
    assert other is not None
    assert one.key != other.key


def test_a_control_that_answers_decides() -> None:
    sameness = Sameness()
    noted(sameness, MANY, ALIVE)
    sign = suspected(sameness)
    control = answered("http://example.com/").decisive
    assert sameness.is_ours(sign, [control])
    assert not sameness.is_ours(sign, [replace(control, page=replace(PORTAL, title="Example Domain"))])
    sameness.believe(sign)
    assert sameness.suspect(at_end=True) is None
    assert not sameness.is_held(answered(site(1)))


def test_where_the_control_is_silent_only_what_all_answer_and_no_company_gives_is_ours() -> None:
    silent = Visit("http://example.com/", "http://example.com/", trouble=Trouble.DNS_NXDOMAIN)
    sure, unsure = Sameness(), Sameness()
    noted(sure, MANY, DEAD)
    noted(unsure, MANY, ALIVE)
    assert sure.is_ours(suspected(sure), [silent])
    assert not unsure.is_ours(suspected(unsure), [silent])
    sure.note(of_its_own(100), ALIVE)
    assert not sure.is_ours(suspected(sure), [silent])


def test_services_of_our_own_networks_may_look_alike_but_not_many_that_are_condemned() -> None:
    sameness = Sameness()
    for number in range(1, MANY):
        assert not sameness.note(answered(f"http://10.0.0.{number}/a"), ALIVE)
        assert sameness.note(answered(f"http://10.0.1.{number}/a"), DEAD)
    assert sameness.suspect(at_end=True) is None
    sameness.note(answered("http://10.0.2.1/a"), DEAD)
    assert suspected(sameness).is_sure


def test_one_site_outside_makes_a_few_enough() -> None:
    sameness = Sameness()
    noted(sameness, FEW - 1)
    sameness.note(answered("http://10.0.0.1/a"), DEAD)
    assert suspected(sameness).is_sure


def test_a_control_that_is_led_elsewhere_may_give_the_page_there() -> None:
    sameness = Sameness()
    noted(sameness, FEW)
    control = "http://example.com/"
    led = answered(control, final=f"http://login.hotel.net/?to={control}").decisive
    assert sameness.is_ours(suspected(sameness), [led])
    assert not sameness.is_ours(suspected(sameness), [replace(led, page=replace(PORTAL, heading="Example"))])


def test_one_site_that_would_be_condemned_makes_sure_of_all() -> None:
    sameness = Sameness()
    noted(sameness, FEW, ALIVE)
    assert not suspected(sameness).is_sure
    sameness.note(answered(site(9)), DEAD)
    assert suspected(sameness).is_sure


def test_a_single_site_that_says_that_the_network_asks_for_a_login_is_enough() -> None:
    sameness = Sameness()
    sameness.note(answered(site(1), None, 511), Verdict(Status.FAILING, "http-511", ()))
    assert sameness.suspect(at_end=False) is None
    assert suspected(sameness).key == "511"


def test_silent_hosts_say_nothing() -> None:
    sameness = Sameness()
    silent = Observation(site(1), NOW, Visit(site(1), site(1), trouble=Trouble.CONNECT_REFUSED))
    assert not sameness.note(silent, DEAD)
    assert sameness.most_alike == 0


def test_the_summary_tells_how_many_and_what() -> None:
    sameness = Sameness()
    noted(sameness, FEW)
    told = sameness.summary(suspected(sameness))
    assert told == "3 unrelated sites give one and the same page “Hotel Linde”, and no control answers otherwise"
