"""What `python -m tests.soak.risk` counts with, on what anybody can count by hand."""

from datetime import UTC, datetime, timedelta

from tests.soak.risk import Told, area_under_curve, bands, outcomes, with_care
from tests.soak.script import ALONE, State, make_script

DAY = datetime(2026, 1, 1, tzinfo=UTC)


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    assert area_under_curve([[(0.9, True), (0.1, False)]]) == 1
    assert area_under_curve([[(0.1, True), (0.9, False)]]) == 0
    assert area_under_curve([[(0.5, True), (0.5, False)]]) == 0.5
    assert area_under_curve([[(0.9, True), (0.5, False), (0.2, True)], [(0.3, False)]]) == 0.5
    assert area_under_curve([]) == 0.5


def test_a_death_counts_that_was_found_out_in_the_time_ahead() -> None:
    told = [Told(DAY, "a", 0.3), Told(DAY, "b", 0.2), Told(DAY + timedelta(days=30), "a", 0.4)]
    deaths = {("a", DAY + timedelta(days=90)), ("b", DAY + timedelta(days=91))}
    assert outcomes(told, deaths, DAY + timedelta(days=90)) == {DAY: [(0.3, True), (0.2, False)]}
    later = outcomes(told, deaths, DAY + timedelta(days=120))
    assert later[DAY + timedelta(days=30)] == [(0.4, True)]


def test_bands_hold_what_was_expected_and_what_came() -> None:
    (low, high) = bands([(0.05, False), (0.05, True), (1.0, True)])
    assert (low[:3], low[4]) == ((0.0, 0.1, 2), 0.5)
    assert 0.01 < low[3] < 0.05 / 4 + 0.001
    assert high == (0.5, 1.0, 1, 1.0, 1.0)


def test_some_sites_keep_all_and_some_lose_one_page_after_the_other() -> None:
    script = with_care(make_script(165, 200, 1), 1)
    plain = [
        site
        for site in script.sites
        if site.limit is None and not any(state in ALONE for link in site.links for _, state in link.phases)
    ]
    assert any(all(len(link.phases) == 1 for link in site.links) for site in plain)
    assert any(
        all(link.phases[-1][1] is State.NOT_FOUND for link in site.links) for site in plain if len(site.links) > 4
    )
