from datetime import UTC, datetime

import pytest

from linkwatch.check.outage import FEW, MANY, OutageGuard, Suspicion
from linkwatch.evidence import Hop, Observation, PageFacts, Trouble, Visit
from linkwatch.model import Status, Verdict

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def failed(url: str, trouble: Trouble) -> Observation:
    return Observation(url, NOW, Visit(url, url, trouble=trouble))


def answered(url: str, status: int = 200) -> Observation:
    return Observation(url, NOW, Visit(url, url, http_status=status))


def sites(count: int) -> list[str]:
    return [f"http://www.site{number}.com/page" for number in range(count)]


def silent(guard: OutageGuard, urls: list[str], trouble: Trouble) -> None:
    for url in urls:
        assert guard.note(failed(url, trouble))


def test_an_answer_of_any_kind_is_no_suspect() -> None:
    guard = OutageGuard()
    assert not guard.note(answered("http://a.com/", 503))
    assert guard.answered_url == "http://a.com/"


def test_only_who_answered_over_https_is_asked_again_over_https() -> None:
    guard = OutageGuard()
    guard.note(answered("http://a.com/"))
    assert guard.answered_safely is None
    guard.note(answered("https://b.com/"))
    guard.note(answered("http://c.com/"))
    assert (guard.answered_url, guard.answered_safely) == ("http://c.com/", "https://b.com/")


def test_a_failure_is_held_until_somebody_answers() -> None:
    guard = OutageGuard()
    look = failed("http://a.com/", Trouble.CONNECT_TIMEOUT)
    assert guard.note(look)
    assert guard.is_held(look)
    guard.note(answered("http://b.com/"))
    assert not guard.is_held(look)


def test_a_redirect_to_a_dead_host_is_an_answer_but_no_control() -> None:
    guard = OutageGuard()
    silent(guard, sites(1), Trouble.DNS_NXDOMAIN)
    visit = Visit("http://a.com/", "http://b.com/", hops=(Hop("http://a.com/", 301),), trouble=Trouble.DNS_NXDOMAIN)
    assert not guard.note(Observation("http://a.com/", NOW, visit))
    assert guard.answered_url is None
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def led(url: str, *further: str, trouble: Trouble = Trouble.DNS_NXDOMAIN) -> Observation:
    hops = tuple(Hop(hop, 301) for hop in (url, *further[:-1]))
    return Observation(url, NOW, Visit(url, further[-1], hops=hops, trouble=trouble))


def test_where_what_is_near_leads_out_the_silence_is_that_of_whom_it_leads_to() -> None:
    guard = OutageGuard()
    look = led("http://127.0.0.1:8000/", "http://b.com/")
    assert guard.note(look)
    assert guard.is_held(look)
    assert guard.near_url == look.url
    assert guard.silent_far == 1
    assert guard.suspicion(at_end=True) is Suspicion.ASK_DNS
    guard.note(answered("http://c.com/"))
    assert not guard.is_held(look)


@pytest.mark.parametrize(
    "look",
    [
        led("http://127.0.0.1:8000/", "http://10.0.0.9/", trouble=Trouble.CONNECT_TIMEOUT),
        led("http://127.0.0.1:8000/", "http://b.invalid/"),
        led("http://127.0.0.1:8000/", "http://b.com/", "http://c.com/"),
        led("http://127.0.0.1:8000/", "http://b.com/", trouble=Trouble.REDIRECT_LOOP),
        Observation(
            "http://10.0.0.1/",
            NOW,
            Visit("http://10.0.0.1/", "http://b.com/", http_status=404, hops=(Hop("http://10.0.0.1/", 301),)),
        ),
    ],
)
def test_where_what_is_near_leads_to_is_no_suspect_where_it_says_nothing_of_our_way_out(look: Observation) -> None:
    guard = OutageGuard()
    assert not guard.note(look)
    assert guard.near_url == look.url
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def test_a_host_that_wants_to_be_left_alone_is_no_control() -> None:
    guard = OutageGuard()
    guard.note(answered("http://a.com/", 429))
    assert guard.answered_url is None


@pytest.mark.parametrize(
    ("trouble", "control"),
    [
        (Trouble.DNS_FAILURE, Suspicion.ASK_DNS),
        (Trouble.DNS_NXDOMAIN, Suspicion.ASK_DNS),
        (Trouble.CONNECT_TIMEOUT, Suspicion.ASK_WEB),
        (Trouble.TLS_UNTRUSTED, Suspicion.ASK_SAFELY),
    ],
)
@pytest.mark.parametrize("answered_before", [True, False])
def test_many_unrelated_sites_that_fail_alike_need_a_control_of_the_same_kind(
    trouble: Trouble, control: Suspicion, answered_before: bool
) -> None:
    guard = OutageGuard()
    if answered_before:
        guard.note(answered("http://a.com/"))
    silent(guard, sites(MANY - 1), trouble)
    assert guard.suspicion(at_end=False) is Suspicion.NONE
    silent(guard, ["http://one-more.org/"], trouble)
    assert guard.suspicion(at_end=False) is control
    guard.trust()
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def test_many_pages_of_one_site_are_one_failure() -> None:
    guard = OutageGuard()
    guard.note(answered("http://a.com/"))
    silent(guard, [f"http://host{number}.one-site.co.uk/" for number in range(3 * MANY)], Trouble.DNS_FAILURE)
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def test_sites_that_fail_each_in_their_own_way_are_no_outage() -> None:
    guard = OutageGuard()
    guard.note(answered("http://a.com/"))
    troubles = [Trouble.DNS_NXDOMAIN, Trouble.CONNECT_REFUSED, Trouble.READ_TIMEOUT, Trouble.TLS_FAILURE]
    for number, url in enumerate(sites(2 * MANY)):
        guard.note(failed(url, troubles[number % 4]))
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def test_an_answer_from_our_own_network_clears_only_what_is_as_near() -> None:
    guard = OutageGuard()
    far, near = failed("http://a.com/", Trouble.DNS_NXDOMAIN), failed("http://10.0.0.9/", Trouble.CONNECT_REFUSED)
    guard.note(far)
    guard.note(near)
    guard.note(answered("http://127.0.0.1:8000/"))
    assert guard.is_held(far)
    assert not guard.is_held(near)
    assert guard.answered_url is None


def test_what_is_near_and_is_no_http_has_answered_all_the_same() -> None:
    guard = OutageGuard()
    near = [f"http://127.0.0.{number}/" for number in range(1, MANY + 1)]
    far = failed("http://a.com/", Trouble.CONNECT_REFUSED)
    guard.note(far)
    guard.note(failed(near[0], Trouble.CONNECT_REFUSED))
    assert [guard.note(failed(url, Trouble.BAD_RESPONSE)) for url in near[1:]] == [False] * (MANY - 1)
    assert not guard.is_held(failed(near[0], Trouble.CONNECT_REFUSED))
    assert guard.is_held(far)
    assert guard.answered_url is None
    guard.trust()
    silent(guard, sites(MANY), Trouble.BAD_RESPONSE)
    assert guard.suspicion(at_end=False) is Suspicion.ASK_WEB


def test_whoever_answers_for_all_says_nothing_of_those_that_are_silent() -> None:
    portal = PageFacts("text/html", title="Hotel Linde", excerpt="Your room number, please.", words=40, main_words=40)
    of_its_own = PageFacts("text/html", title="Mill", words=300, main_words=200)
    guard = OutageGuard()
    far = failed("http://a.com/", Trouble.CONNECT_TIMEOUT)

    def noted(url: str, page: PageFacts, verdict: Verdict) -> tuple[bool, bool]:
        guard.note(far)
        visit = Visit(url, url, http_status=200, page=page, body_bytes=9)
        return guard.note(Observation(url, NOW, visit), verdict), guard.is_held(far)

    for number, url in enumerate(sites(FEW + 1), 1):
        assert noted(url, portal, Verdict(Status.DEAD, "soft-404", ())) == (True, number >= FEW)
    assert noted("http://mill.org/", of_its_own, Verdict(Status.ALIVE, None, ())) == (False, False)


NEAR = "http://10.0.0.1/"


def near_hosts(count: int) -> list[str]:
    return [f"http://10.0.1.{number}/" for number in range(1, count + 1)]


def test_many_silent_hosts_of_a_network_whose_others_answer_need_one_of_those_again() -> None:
    guard = OutageGuard()
    guard.note(answered(NEAR))
    silent(guard, near_hosts(MANY - 1), Trouble.CONNECT_TIMEOUT)
    assert guard.suspicion(at_end=False) is guard.suspicion(at_end=True) is Suspicion.NONE
    silent(guard, near_hosts(MANY), Trouble.CONNECT_TIMEOUT)
    assert guard.suspicion(at_end=False) is Suspicion.ASK_NEAR
    assert guard.near_url == NEAR
    far = failed("http://a.com/", Trouble.CONNECT_TIMEOUT)
    guard.note(far)
    guard.trust_near()
    assert not guard.is_held(failed(near_hosts(1)[0], Trouble.CONNECT_TIMEOUT))
    assert guard.is_held(far)
    assert guard.suspicion(at_end=False) is Suspicion.NONE


def test_where_what_is_near_answers_silence_far_and_near_is_not_added_up() -> None:
    guard = OutageGuard()
    guard.note(answered(NEAR))
    silent(guard, [*near_hosts(MANY - 1), *sites(FEW - 1)], Trouble.CONNECT_TIMEOUT)
    assert guard.suspicion(at_end=False) is Suspicion.NONE
    silent(guard, sites(MANY), Trouble.CONNECT_TIMEOUT)
    assert guard.suspicion(at_end=False) is Suspicion.ASK_WEB


def test_many_silent_hosts_of_a_network_of_which_nobody_answers_need_a_control_outside_in_the_end() -> None:
    guard = OutageGuard()
    silent(guard, near_hosts(MANY), Trouble.CONNECT_TIMEOUT)
    assert guard.suspicion(at_end=False) is Suspicion.NONE
    assert guard.suspicion(at_end=True) is Suspicion.ASK_WEB
    silent(guard, near_hosts(4 * MANY - 1), Trouble.CONNECT_TIMEOUT)
    assert guard.suspicion(at_end=False) is Suspicion.NONE
    silent(guard, near_hosts(4 * MANY), Trouble.CONNECT_TIMEOUT)
    assert guard.suspicion(at_end=False) is Suspicion.ASK_WEB


def test_what_is_silent_far_does_not_shorten_the_wait_for_what_is_near() -> None:
    guard = OutageGuard()
    silent(guard, [*near_hosts(4 * MANY - 2), *sites(1)], Trouble.CONNECT_TIMEOUT)
    assert guard.suspicion(at_end=False) is Suspicion.NONE


def test_what_is_silent_near_and_far_is_added_up_where_nobody_answers() -> None:
    guard = OutageGuard()
    silent(guard, [*near_hosts(MANY - 1), *sites(1)], Trouble.CONNECT_TIMEOUT)
    assert guard.suspicion(at_end=False) is Suspicion.NONE
    assert guard.suspicion(at_end=True) is Suspicion.ASK_WEB


@pytest.mark.parametrize(
    ("trouble", "control"),
    [(Trouble.DNS_NXDOMAIN, Suspicion.ASK_DNS), (Trouble.DNS_FAILURE, Suspicion.ASK_RESOLVER)],
)
def test_where_only_our_own_network_answered_even_one_silent_site_needs_a_control(
    trouble: Trouble, control: Suspicion
) -> None:
    guard = OutageGuard()
    guard.note(answered("http://localhost:8000/"))
    silent(guard, ["http://127.0.0.1:9/"], Trouble.UNREACHABLE)
    assert guard.suspicion(at_end=True) is Suspicion.NONE
    silent(guard, sites(1), trouble)
    assert guard.suspicion(at_end=False) is Suspicion.NONE
    assert guard.suspicion(at_end=True) is control


def test_silence_near_does_not_make_one_silent_site_many() -> None:
    guard = OutageGuard()
    guard.note(answered(NEAR))
    silent(guard, [*near_hosts(FEW), *sites(1)], Trouble.DNS_FAILURE)
    assert guard.suspicion(at_end=True) is Suspicion.ASK_RESOLVER


def test_where_there_is_no_way_even_to_this_machine_a_control_is_needed() -> None:
    guard = OutageGuard()
    silent(guard, ["http://127.0.0.1:9/"], Trouble.UNREACHABLE)
    assert guard.suspicion(at_end=True) is Suspicion.ASK_WEB


@pytest.mark.parametrize(
    ("trouble", "control"),
    [
        (Trouble.DNS_NXDOMAIN, Suspicion.ASK_DNS),
        (Trouble.UNREACHABLE, Suspicion.ASK_WEB),
        (Trouble.CONNECT_TIMEOUT, Suspicion.ASK_WEB),
        (Trouble.DNS_FAILURE, Suspicion.ASK_RESOLVER),
    ],
)
def test_where_nobody_answered_even_one_silent_site_needs_a_control(trouble: Trouble, control: Suspicion) -> None:
    guard = OutageGuard()
    silent(guard, sites(1), trouble)
    assert guard.suspicion(at_end=False) is Suspicion.NONE
    assert guard.suspicion(at_end=True) is control


def test_where_somebody_answered_a_missing_name_is_believed() -> None:
    guard = OutageGuard()
    guard.note(answered("http://b.com/"))
    silent(guard, sites(FEW), Trouble.DNS_NXDOMAIN)
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def test_one_or_two_silent_services_of_our_own_network_are_believed() -> None:
    guard = OutageGuard()
    silent(guard, ["http://127.0.0.1:9/", "http://127.0.0.1:10/", "http://10.1.1.1/"], Trouble.CONNECT_REFUSED)
    assert guard.suspicion(at_end=True) is Suspicion.NONE
    silent(guard, ["http://10.1.1.2/"], Trouble.CONNECT_REFUSED)
    assert guard.suspicion(at_end=True) is Suspicion.ASK_WEB


def test_names_that_can_never_exist_say_nothing_of_the_resolver() -> None:
    guard = OutageGuard()
    for number in range(2 * MANY):
        assert not guard.note(failed(f"http://site{number}.invalid/", Trouble.DNS_NXDOMAIN))
    assert guard.suspicion(at_end=True) is Suspicion.NONE


def test_how_many_sites_are_too_many_for_chance() -> None:
    assert (FEW, MANY) == (3, 8)


# what only the other side can cause, or what never left this machine
THEIRS = {
    Trouble.RATE_LIMITED,
    Trouble.TLS_EXPIRED,
    Trouble.CLIENT_CERTIFICATE,
    Trouble.REDIRECT_LOOP,
    Trouble.REDIRECT_BROKEN,
    Trouble.FILE_MISSING,
    Trouble.FILE_UNREADABLE,
    Trouble.TOO_MUCH_WORK,
}


@pytest.mark.parametrize("trouble", Trouble)
def test_whatever_our_own_network_can_cause_is_a_suspect(trouble: Trouble) -> None:
    assert OutageGuard().note(failed("http://a.com/", trouble)) is (trouble not in THEIRS)


@pytest.mark.parametrize("suffix", ["invalid", "test", "example", "localhost", "local", "internal"])
def test_reserved_name_is_a_suspect_only_where_it_was_found(suffix: str) -> None:
    url = f"http://site.{suffix}/"
    assert not OutageGuard().note(failed(url, Trouble.DNS_NXDOMAIN))
    assert OutageGuard().note(failed(url, Trouble.CONNECT_REFUSED))


ADDRESSES_NEARBY = ["127.0.0.1", "[::1]", "10.0.0.1", "192.168.1.1", "168.63.129.16", "[64:ff9b::7f00:1]"]
NAMES_NEARBY = ["localhost", "a.localhost", "nas.local", "wiki.corp", "nas"]


@pytest.mark.parametrize("host", ADDRESSES_NEARBY + NAMES_NEARBY)
def test_answer_from_nearby_is_no_control(host: str) -> None:
    guard = OutageGuard()
    far = failed("http://a.com/", Trouble.DNS_NXDOMAIN)
    guard.note(far)
    guard.note(answered(f"http://{host}/"))
    assert guard.answered_url is None
    assert guard.is_held(far)


def test_answer_from_the_internet_is_a_control_whatever_the_address_looks_like() -> None:
    for url in ("http://8.8.8.8/", "http://[2606:4700::1111]/", "http://localhost.com/"):
        guard = OutageGuard()
        guard.note(answered(url))
        assert guard.answered_url == url


def test_summary_says_how_many_sites_failed_alike() -> None:
    guard = OutageGuard()
    silent(guard, sites(1), Trouble.CONNECT_TIMEOUT)
    assert guard.summary() == "nobody answered (connect-timeout), and no control page answered"
    guard.note(answered("http://localhost:8000/"))
    assert guard.summary() == "nobody outside answered (connect-timeout), and no control page answered"
    silent(guard, sites(3), Trouble.DNS_FAILURE)
    assert guard.summary() == "3 unrelated sites failed alike (dns-failure), and no control page answered"
    silent(guard := OutageGuard(), sites(2), Trouble.DNS_FAILURE)
    assert guard.summary().startswith("2 unrelated sites failed alike")


def test_resolver_that_fails_for_a_few_sites_is_asked_for_names_that_exist() -> None:
    guard = OutageGuard()
    silent(guard, sites(FEW - 1), Trouble.DNS_FAILURE)
    assert guard.suspicion(at_end=True) is Suspicion.ASK_RESOLVER
    silent(guard, sites(FEW), Trouble.DNS_FAILURE)
    assert guard.suspicion(at_end=True) is Suspicion.ASK_DNS


@pytest.mark.parametrize(
    ("look", "needs_none"),
    [
        (answered("http://10.0.0.1/a"), True),
        (answered("http://10.0.0.1/a", 404), True),
        (failed("http://10.0.0.1/a", Trouble.CONNECT_REFUSED), False),
        (answered("http://a.com/"), False),
        (led("http://10.0.0.1/a", "http://a.com/"), False),
        (Observation("http://10.0.0.1/a", NOW, Visit("http://10.0.0.1/a", "http://a.com/", 200)), False),
        (Observation("http://a.com/", NOW, Visit("http://a.com/", "http://10.0.0.1/a", 200)), False),
    ],
)
def test_who_is_near_and_answered_needs_no_internet(look: Observation, needs_none: bool) -> None:
    assert OutageGuard().needs_no_internet(look) is needs_none


def test_where_all_that_is_near_looks_alike_none_of_it_is_believed_in_an_outage() -> None:
    guard = OutageGuard()
    page = PageFacts("text/html", title="Sign in", excerpt="Your room number, please.", words=40, main_words=40)
    verdict = Verdict(Status.DEAD, "soft-404", ())
    for number in range(MANY):
        url = f"http://10.0.0.{number}/a"
        look = Observation(url, NOW, Visit(url, url, 200, page=page))
        assert guard.needs_no_internet(look)
        assert guard.note(look, verdict)
    assert not guard.needs_no_internet(look)


def test_what_is_near_and_asks_for_the_network_s_login_is_not_believed_in_an_outage() -> None:
    guard, look = OutageGuard(), answered("http://10.0.0.1/a", 511)
    assert guard.note(look, Verdict(Status.BLOCKED, "login-wall", ()))
    assert not guard.needs_no_internet(look)
