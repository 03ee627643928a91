from datetime import UTC, datetime

import pytest

from linkwatch.evidence import Hop, Observation, Trouble, Visit
from linkwatch.outage import FEW, MANY, OutageGuard, Suspicion

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def failed(url: str, trouble: Trouble) -> Observation:
    return Observation(url, NOW, Visit(url, url, trouble=trouble))


def answered(url: str, status: int = 200) -> Observation:
    return Observation(url, NOW, Visit(url, url, http_status=status))


def sites(count: int) -> list[str]:
    return [f"http://www.site{number}.com/page" for number in range(count)]


def test_an_answer_of_any_kind_is_no_suspect() -> None:
    guard = OutageGuard()
    assert not guard.note(answered("http://a.com/", 503))
    assert guard.answered_url == "http://a.com/"
    assert not guard.holding


def test_a_failure_is_held_until_somebody_answers() -> None:
    guard = OutageGuard()
    assert guard.note(failed("http://a.com/", Trouble.CONNECT_TIMEOUT))
    assert guard.holding
    guard.note(answered("http://b.com/"))
    assert not guard.holding


def test_a_failure_after_a_redirect_is_theirs_because_somebody_answered() -> None:
    guard = OutageGuard()
    visit = Visit("http://a.com/", "http://b.com/", hops=(Hop("http://a.com/", 301),), trouble=Trouble.DNS_NXDOMAIN)
    assert not guard.note(Observation("http://a.com/", NOW, visit))
    assert guard.answered_url == "http://a.com/"


@pytest.mark.parametrize("trouble", [Trouble.DNS_FAILURE, Trouble.CONNECT_TIMEOUT, Trouble.DNS_NXDOMAIN])
def test_many_unrelated_sites_that_fail_alike_need_a_control(trouble: Trouble) -> None:
    guard = OutageGuard()
    for url in sites(MANY - 1):
        guard.note(failed(url, trouble))
    assert guard.suspicion(at_end=False) is Suspicion.NONE
    guard.note(failed("http://one-more.org/", trouble))
    assert guard.suspicion(at_end=False) is Suspicion.ASK_PUBLIC


def test_many_pages_of_one_site_are_one_failure() -> None:
    guard = OutageGuard()
    for number in range(3 * MANY):
        guard.note(failed(f"http://host{number}.one-site.co.uk/", Trouble.DNS_FAILURE))
    guard.note(answered("http://a.com/"))
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def test_sites_that_fail_each_in_their_own_way_are_no_outage() -> None:
    guard = OutageGuard()
    guard.note(answered("http://a.com/"))
    troubles = [Trouble.DNS_NXDOMAIN, Trouble.CONNECT_REFUSED, Trouble.READ_TIMEOUT, Trouble.TLS_FAILURE]
    for number, url in enumerate(sites(2 * MANY)):
        guard.note(failed(url, troubles[number % 4]))
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def test_who_answered_before_is_the_control() -> None:
    guard = OutageGuard()
    guard.note(answered("http://a.com/x"))
    for url in sites(MANY):
        guard.note(failed(url, Trouble.CONNECT_TIMEOUT))
    assert guard.suspicion(at_end=False) is Suspicion.ASK_AGAIN
    guard.trust()
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def test_an_answer_from_our_own_network_says_nothing_of_the_internet() -> None:
    guard = OutageGuard()
    guard.note(answered("http://127.0.0.1:8000/"))
    for url in sites(MANY):
        guard.note(failed(url, Trouble.DNS_NXDOMAIN))
    assert guard.suspicion(at_end=False) is Suspicion.ASK_PUBLIC


@pytest.mark.parametrize("trouble", [Trouble.DNS_NXDOMAIN, Trouble.UNREACHABLE])
def test_where_nobody_answered_a_missing_name_or_route_needs_a_control(trouble: Trouble) -> None:
    guard = OutageGuard()
    guard.note(failed("http://a.com/", trouble))
    assert guard.suspicion(at_end=True) is Suspicion.ASK_PUBLIC


def test_where_somebody_answered_a_missing_name_is_believed() -> None:
    guard = OutageGuard()
    guard.note(answered("http://b.com/"))
    guard.note(failed("http://a.com/", Trouble.DNS_NXDOMAIN))
    assert guard.suspicion(at_end=True) is Suspicion.NONE


@pytest.mark.parametrize("trouble", [Trouble.CONNECT_REFUSED, Trouble.CONNECT_TIMEOUT, Trouble.READ_TIMEOUT])
def test_one_or_two_silent_sites_are_believed(trouble: Trouble) -> None:
    guard = OutageGuard()
    for url in sites(FEW - 1):
        guard.note(failed(url, trouble))
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def test_a_few_silent_sites_and_no_answer_at_all_need_a_control() -> None:
    guard = OutageGuard()
    for url in sites(FEW):
        guard.note(failed(url, Trouble.CONNECT_TIMEOUT))
    assert guard.suspicion(at_end=False) is Suspicion.NONE
    assert guard.suspicion(at_end=True) is Suspicion.ASK_PUBLIC


def test_a_single_resolver_failure_is_believed_only_if_the_resolver_speaks() -> None:
    guard = OutageGuard()
    guard.note(failed("http://a.com/", Trouble.DNS_FAILURE))
    assert guard.suspicion(at_end=True) is Suspicion.ASK_RESOLVER


def test_names_that_can_never_exist_say_nothing_of_the_resolver() -> None:
    guard = OutageGuard()
    for number in range(2 * MANY):
        assert not guard.note(failed(f"http://site{number}.invalid/", Trouble.DNS_NXDOMAIN))
    assert guard.suspicion(at_end=True) is Suspicion.NONE
