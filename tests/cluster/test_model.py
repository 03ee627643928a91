"""The model of very many links, where it can be compared with what is known otherwise."""

import itertools

import pytest

from tests.cluster.model import KINDS, Costs, Plan, Prices, dollars_for_a_million, largest_shard, looks_a_link, looks_of

COSTS = Costs(bytes_of_link=700, bytes_of_look=900, settle_seconds=1e-4, look_seconds=4e-3, owner_seconds=4e-4)


def test_shares_are_of_all_links() -> None:
    assert sum(kind.share for kind in KINDS) == pytest.approx(1)


def test_a_steady_link_is_looked_at_ever_more_rarely_until_the_longest_wait() -> None:
    days = looks_of(KINDS[0], 730, seed=1)
    pauses = [later - earlier for earlier, later in itertools.pairwise(days)]
    assert pauses[0] == pytest.approx(7, rel=0.11)
    assert 81 <= pauses[-1] <= 99


def test_later_years_take_fewer_looks_than_the_first() -> None:
    assert looks_a_link(365, 730, 5) < looks_a_link(0, 365, 5)


def test_shards_share_the_links_but_for_the_largest_domains() -> None:
    assert 0.1 < largest_shard(1_000_000, 10) < 0.2


def test_what_a_plan_takes_grows_with_its_links() -> None:
    small, large = Plan(1_000_000, 10, COSTS, samples=5), Plan(10_000_000, 10, COSTS, samples=5)
    assert large.looks_a_day == pytest.approx(10 * small.looks_a_day)
    assert large.disk_after_a_year == pytest.approx(10 * small.disk_after_a_year)
    assert small.looks_a_day_of_one_process == pytest.approx(86400 / 4e-3)


def test_the_price_of_a_million_looks_is_the_sum_of_what_they_take() -> None:
    found = dollars_for_a_million(COSTS, Prices(processor_hour=3.6, disk_gb_month=1, sent_gb=1), bytes_sent=1000)
    assert found["processors"] == pytest.approx(4.5)
    assert found["disk, a month of these looks for a year"] == pytest.approx(10.8)
    assert found["bytes sent"] == pytest.approx(1)
