"""How likely a page is lost: what was published comes out, and a site's own record speaks louder the longer it is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.judge.risk import ANY, KINDS, SiteRecord, chance_of_loss, kind_of, lost_after


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_published_of_a_kind_comes_out(kind: str) -> None:
    published = KINDS[kind]
    assert lost_after(kind, published.years) == pytest.approx(published.lost, abs=0.005)


def test_what_was_published_besides_comes_out_too() -> None:
    assert lost_after(ANY, 0.5) == pytest.approx(0.08, abs=0.02)  # Pew: pages of 2023, in October
    ages = [year + 0.3 for year in range(11)]
    assert sum(lost_after(ANY, age) for age in ages) / len(ages) == pytest.approx(0.25, abs=0.02)  # Pew: 2013 to 2023
    assert lost_after("social", 1) == pytest.approx(0.11, abs=0.06)  # SalahEldeen and Nelson: after the first year
    assert lost_after("government", 2.75) == pytest.approx(0.25, abs=0.05)  # Chesapeake: 2010


def test_front_pages_live_three_times_as_long_as_others() -> None:
    assert [lost_after("front-page", 3 * years) for years in (1, 5, 20)] == pytest.approx(
        [lost_after(ANY, years) for years in (1, 5, 20)], rel=0.01
    )


def test_what_threatens_a_whole_site_comes_on_top() -> None:
    kept = 1 - chance_of_loss(ANY, SiteRecord(years=3))
    assert chance_of_loss(ANY, SiteRecord(years=3), threat=0.25) == pytest.approx(1 - kept * 0.75)
    assert chance_of_loss(ANY, SiteRecord(years=3), threat=1.0) == 1.0


def test_a_year_is_the_chance_of_those_that_are_left() -> None:
    for age in (0.5, 3, 12):
        left = 1 - lost_after(ANY, age)
        expected = 1 - (1 - lost_after(ANY, age + 1)) / left
        assert chance_of_loss(ANY, SiteRecord(years=age)) == pytest.approx(expected)


def test_losses_of_a_site_raise_it_and_years_without_any_lower_it() -> None:
    fresh, kept = chance_of_loss(ANY, SiteRecord()), chance_of_loss(ANY, SiteRecord(years=30))
    begun = chance_of_loss(ANY, SiteRecord(years=6, deaths=2))
    worse = chance_of_loss(ANY, SiteRecord(years=6, deaths=4))
    large = chance_of_loss(ANY, SiteRecord(years=2000, deaths=4))
    assert kept < 0.01 < fresh < 0.15 < begun < worse
    assert large < 0.01
    assert chance_of_loss(ANY, SiteRecord(years=6, failing=2)) < begun


@given(st.floats(0, 1e6), st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 50), st.sampled_from([*KINDS]))
def test_it_is_a_share_whatever_was_seen(years: float, deaths: int, failing: int, failures: int, kind: str) -> None:
    chance = chance_of_loss(kind, SiteRecord(years, deaths, failing), failures)
    assert 0 <= chance <= 1
    assert chance <= chance_of_loss(kind, SiteRecord(years, deaths + 1, failing), failures)
    assert chance <= chance_of_loss(kind, SiteRecord(years, deaths, failing), failures + 1)


def test_failed_looks_of_its_own_are_believed_more_and_more() -> None:
    chances = [chance_of_loss(ANY, SiteRecord(years=50), failures) for failures in range(4)]
    assert chances == sorted(chances)
    assert chances[1] > 0.3
    assert chances[3] == pytest.approx(0.6, abs=0.005)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 9), st.sampled_from([*KINDS]))
def test_a_page_that_fails_is_nearer_to_its_end_than_those_of_its_site_that_answer(
    years: int, deaths: int, failures: int, kind: str
) -> None:
    site = SiteRecord(years, deaths, failing=1)
    assert chance_of_loss(kind, site, failures) > chance_of_loss(kind, site)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.mill.example/", "front-page"),
        ("https://mill.example/index.html", "front-page"),
        ("https://mill.example/2014/wheels", ANY),
        ("https://www.epa.gov/a/b", "government"),
        ("https://www.gov.uk/guidance", "government"),
        ("http://dot.state.oh.us/report", "government"),
        ("https://cs.uni.edu/papers/1", "university"),
        ("http://www.maths.ox.ac.uk/x/y", "university"),
        ("http://people.example/~miller/a.html", "university"),
        ("https://twitter.com/a/status/1", "social"),
        ("https://old.reddit.com/r/a", "social"),
        ("https://notx.com/page", ANY),
        ("https://governor.example/page", ANY),
    ],
)
def test_the_kind_of_a_page_is_told_by_its_address(url: str, kind: str) -> None:
    assert kind_of(url) == kind
    assert kind in KINDS


def test_chances_come_true_where_sites_share_the_fate_of_their_pages() -> None:
    """Sites that keep their pages, sites that lose them now and then, and sites that go: as many die as was said."""
    rng = random.Random(7)
    told: list[tuple[float, bool]] = []
    for _ in range(20_000):
        rate = rng.gammavariate(0.23, 1 / 1.44)
        ends = [rng.expovariate(rate) if rate > 1e-9 else 1e9 for _ in range(rng.randint(1, 8))]
        seen = rng.uniform(0.5, 6)
        record = SiteRecord(sum(min(end, seen) for end in ends), sum(end < seen for end in ends))
        told += [(chance_of_loss(ANY, record), end < seen + 1) for end in ends if end >= seen]
    for low, high in ((0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 1.01)):
        group = [(chance, came) for chance, came in told if low <= chance < high]
        assert len(group) > 30
        said, came = (sum(values) / len(group) for values in zip(*group, strict=True))
        assert came == pytest.approx(said, abs=0.05)
