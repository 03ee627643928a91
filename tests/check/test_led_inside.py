from datetime import UTC, datetime

import pytest

from linkwatch.check.led_inside import HANDFUL, LedInside
from linkwatch.check.sameness import FEW, MANY
from linkwatch.evidence import Hop, Observation, Trouble, Visit

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONTROL = "http://example.com/"
OUTSIDE = Visit(CONTROL, CONTROL, http_status=404)
NOWHERE = Visit(CONTROL, CONTROL, trouble=Trouble.DNS_NXDOMAIN)
INSIDE = Visit(CONTROL, CONTROL, trouble=Trouble.PRIVATE_ADDRESS)


def look(host: str, address: str = "10.0.0.1", hops: tuple[Hop, ...] = ()) -> Observation:
    url = f"http://{host}/page"
    detail = f"{host} has the address {address}, which is not public"
    return Observation(url, NOW, Visit(url, url, hops=hops, trouble=Trouble.PRIVATE_ADDRESS, detail=detail))


def led(count: int, *, alike: bool) -> LedInside:
    watched = LedInside()
    for number in range(count):
        assert watched.note(look(f"www.site{number}.com", "10.0.0.1" if alike else f"10.0.0.{number}"))
    return watched


def is_ours(watched: LedInside, control: Visit, *, others: int = 0, near: bool = False, answered: bool = False) -> bool:
    return watched.is_ours(control, at_end=True, others=others, near=near, answered=answered)


@pytest.mark.parametrize("host", ["10.0.0.1", "[::1]", "wiki.corp", "nas.local", "build.internal", "intranet"])
def test_names_and_addresses_of_private_networks_say_nothing(host: str) -> None:
    watched = LedInside()
    assert not watched.note(look(host))
    assert not watched.is_suspect(at_end=True)


def test_a_redirect_inside_says_nothing_of_the_resolver() -> None:
    found = look("site.com", hops=(Hop("http://site.com/page", 302),))
    assert not LedInside().note(found)
    assert not led(1, alike=True).is_held(found)


def test_a_control_is_asked_at_the_end_or_after_many_sites() -> None:
    assert not led(MANY - 1, alike=True).is_suspect(at_end=False)
    assert led(MANY, alike=True).is_suspect(at_end=False)
    assert led(1, alike=True).is_suspect(at_end=True)
    watched = LedInside()
    for number in range(MANY):
        watched.note(look(f"www{number}.site.com"))
    assert not watched.is_suspect(at_end=False)  # they are one site


def test_a_control_that_is_led_inside_too_decides() -> None:
    assert is_ours(led(1, alike=True), INSIDE)
    assert led(MANY, alike=False).is_ours(INSIDE, at_end=False, others=0, near=True, answered=True)


def test_one_address_for_a_handful_is_no_chance_whatever_the_control_says() -> None:
    assert is_ours(led(HANDFUL, alike=True), OUTSIDE)
    assert not is_ours(led(HANDFUL - 1, alike=True), OUTSIDE)
    assert not is_ours(led(HANDFUL, alike=False), OUTSIDE)
    assert is_ours(led(6, alike=True), OUTSIDE, others=2)
    assert not is_ours(led(6, alike=True), OUTSIDE, others=3)


def test_one_address_for_a_handful_is_believed_where_others_answered_first_and_the_control_does() -> None:
    assert not is_ours(led(HANDFUL, alike=True), OUTSIDE, answered=True)
    assert is_ours(led(HANDFUL, alike=True), NOWHERE, answered=True)
    assert is_ours(led(HANDFUL, alike=True), INSIDE, answered=True)


def test_where_the_control_is_silent_a_few_are_enough_unless_a_network_without_internet_answers() -> None:
    assert is_ours(led(FEW, alike=False), NOWHERE)
    assert not is_ours(led(FEW - 1, alike=False), NOWHERE)
    assert not is_ours(led(FEW, alike=False), NOWHERE, near=True)


def test_many_at_one_address_wait_for_the_end_and_are_not_asked_about_again() -> None:
    watched = led(MANY, alike=True)
    assert not watched.is_ours(OUTSIDE, at_end=False, others=0, near=False, answered=False)
    assert not watched.is_suspect(at_end=False)
    assert watched.is_held(look("www.site0.com"))
    watched.believe()
    assert not watched.is_held(look("www.site0.com"))


def test_many_at_addresses_of_their_own_are_believed_at_once() -> None:
    watched = led(MANY, alike=False)
    assert not watched.is_ours(OUTSIDE, at_end=False, others=0, near=False, answered=False)
    assert not watched.is_held(look("www.site0.com"))


def test_the_summary_tells_how_many_and_what_to_do() -> None:
    assert led(2, alike=True).summary().startswith("2 unrelated public names lead to private addresses")
    assert led(1, alike=True).summary().startswith("a public name leads to private addresses")
    assert "allow_private" in led(1, alike=True).summary()
