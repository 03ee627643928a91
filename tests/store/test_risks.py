"""What may be lost next: links, articles and sites, and that people are told of a site once."""

from datetime import datetime, timedelta

import pytest

from linkwatch.judge.risk import ANY, SiteRecord, chance_of_loss
from linkwatch.model import Mark, Row, Status
from linkwatch.store import Store
from linkwatch.store.risks import dying_sites
from tests.notify.making import find_copy, see, take, told
from tests.store.making import DAY, NOW, article, cite

ALIVE, DEAD, FAILING = Status.ALIVE, Status.DEAD, Status.FAILING
CALM = [f"https://calm.example/{number}" for number in range(6)]
DYING = [f"https://dying.example/{number}" for number in range(6)]
MONTH = timedelta(days=30)


def record(store: Store, *urls: str, uri: str = "/a.md", years: int = 2) -> None:
    """Let an article of some years ago cite the URLs; it was read a month ago."""
    published = NOW - timedelta(days=365.25 * years)
    store.articles.record(None, None, article(*map(cite, urls), uri=uri, published_at=published), "hash", NOW - MONTH)


def sites(store: Store, now: datetime) -> list[Row]:
    with store._connection.reading() as raw:
        return dying_sites(raw, now)


@pytest.fixture
def watched(store: Store) -> Store:
    """Two sites of six pages each; of one three pages die. News were taken in between."""
    record(store, *CALM, *DYING)
    see(store, dict.fromkeys([*CALM, *DYING], ALIVE), now=NOW - MONTH)
    take(store, NOW - MONTH, on=["dying"])
    see(store, dict.fromkeys(DYING[:3], DEAD), now=NOW)
    return store


def test_links_of_a_site_that_loses_pages_come_first_with_what_is_known(watched: Store) -> None:
    copied = see(watched, {DYING[4]: ALIVE})
    find_copy(watched, copied[DYING[4]], DYING[4])
    found = watched.risks.links(NOW, 100)
    assert [row["url"] for row in found] == [*DYING[3:], *CALM]
    assert found[0]["percent"] == round(100 * chance_of_loss(ANY, SiteRecord(12.0, 3)), 1)
    assert found[-1]["percent"] == round(100 * chance_of_loss(ANY, SiteRecord(12.0, 0)), 1)
    assert (found[0]["site_pages"], found[0]["site_deaths"], found[0]["citations"]) == (6, 3, 1)
    assert [row["snapshot_url"] is None for row in found[:3]] == [True, False, True]
    assert watched.risks.links(NOW, 2) == found[:2]


def test_a_link_that_fails_comes_before_all(watched: Store) -> None:
    see(watched, {CALM[5]: FAILING})
    first = watched.risks.links(NOW, 1)[0]
    assert (first["url"], first["status"], first["failures"], first["percent"]) == (CALM[5], "failing", 1, 36.7)


def test_what_died_at_the_first_look_counts_half_of_its_time(store: Store) -> None:
    record(store, *DYING[:2], years=4)
    see(store, {DYING[0]: ALIVE, DYING[1]: DEAD})
    (row,) = store.risks.links(NOW, 9)
    assert row["percent"] == round(100 * chance_of_loss(ANY, SiteRecord(4 + 2, 1)), 1)


def test_articles_come_by_the_losses_that_are_to_be_expected(watched: Store) -> None:
    record(watched, DYING[3], DYING[4], uri="/ill.md")
    record(watched, CALM[0], uri="/well.md")
    found = watched.risks.articles(NOW, 100)
    chances = {row["url"]: row["percent"] / 100 for row in watched.risks.links(NOW, 100)}
    assert [row["article"] for row in found] == ["/a.md", "/ill.md", "/well.md"]
    assert [row["expected_losses"] for row in found] == [
        pytest.approx(sum(chances.values()), abs=0.01),
        pytest.approx(2 * chances[DYING[3]], abs=0.01),
        pytest.approx(chances[CALM[0]], abs=0.01),
    ]
    assert [row["without_copy"] for row in found] == [9, 2, 1]
    assert watched.risks.articles(NOW, 1) == found[:1]


def test_a_site_that_begins_to_lose_its_pages_is_known(watched: Store) -> None:
    (site,) = sites(watched, NOW)
    assert {name: site[name] for name in ("host", "died", "living", "without_copy")} == {
        "host": "dying.example",
        "died": 3,
        "living": 3,
        "without_copy": 3,
    }
    assert site["percent"] == watched.risks.links(NOW, 1)[0]["percent"]
    assert sites(watched, NOW + 4 * MONTH) == []


def test_what_nobody_cites_any_more_tells_of_its_site_and_is_not_listed(watched: Store) -> None:
    chance = watched.risks.links(NOW, 1)[0]["percent"]
    record(watched, *CALM, *DYING[:5])
    assert [row["url"] for row in watched.risks.links(NOW, 100)] == [*DYING[3:5], *CALM]
    (site,) = sites(watched, NOW)
    assert (site["died"], site["living"], site["without_copy"], site["percent"]) == (3, 2, 2, chance)


@pytest.mark.parametrize("died", [0, 1])
def test_one_death_is_no_beginning(store: Store, died: int) -> None:
    record(store, *DYING)
    see(store, dict.fromkeys(DYING, ALIVE), now=NOW - MONTH)
    see(store, dict.fromkeys(DYING[:died], DEAD), now=NOW)
    assert sites(store, NOW) == []


def test_what_was_dead_when_it_was_first_seen_is_no_beginning(store: Store) -> None:
    record(store, *DYING)
    see(store, dict.fromkeys(DYING[:3], DEAD) | dict.fromkeys(DYING[3:], ALIVE))
    assert sites(store, NOW) == []


def test_two_deaths_in_a_large_site_are_no_beginning(store: Store) -> None:
    pages = [f"https://large.example/{number}" for number in range(60)]
    record(store, *pages)
    see(store, dict.fromkeys(pages, ALIVE), now=NOW - MONTH)
    see(store, dict.fromkeys(pages[:2], DEAD), now=NOW)
    assert sites(store, NOW) == []


def test_a_site_without_any_page_left_is_past_a_warning(watched: Store) -> None:
    see(watched, dict.fromkeys(DYING, DEAD))
    assert sites(watched, NOW) == []


def test_people_are_told_of_a_site_once_and_again_when_it_begins_anew(watched: Store) -> None:
    site = {"dying": ["http://dying.example/"]}
    assert told(take(watched, on=["dying"])) == site
    see(watched, {DYING[3]: DEAD}, now=NOW + DAY)
    assert told(take(watched, NOW + DAY, on=["dying"])) == {}
    assert told(take(watched, NOW + 5 * MONTH, on=["dying"])) == {}
    see(watched, dict.fromkeys(DYING[:2], ALIVE), now=NOW + 6 * MONTH)
    see(watched, dict.fromkeys(DYING[:2], DEAD), now=NOW + 7 * MONTH)
    assert told(take(watched, NOW + 7 * MONTH, on=["dying"])) == site


def test_people_are_told_only_if_they_want_it_and_not_of_what_was_before(watched: Store, store: Store) -> None:
    assert told(take(watched, on=["dead"])).keys() == {"dead"}
    assert told(take(watched, on=["dying"])) == {}


def test_what_was_dead_before_a_person_s_word_did_not_die_at_its_end(store: Store) -> None:
    record(store, *DYING)
    see(store, dict.fromkeys(DYING, ALIVE), now=NOW - 12 * MONTH)
    see(store, dict.fromkeys(DYING[:3], DEAD), now=NOW - 11 * MONTH)
    assert sites(store, NOW) == []
    for url in DYING[:3]:
        store.marks.put(url, Mark(ALIVE, "anna", until=NOW - DAY), NOW - MONTH)
    store.marks.end_due(NOW)
    assert sites(store, NOW) == []


def test_what_died_while_a_person_s_word_held_died_at_its_end(store: Store) -> None:
    record(store, *DYING)
    see(store, dict.fromkeys(DYING, ALIVE), now=NOW - MONTH)
    for url in DYING[:3]:
        store.marks.put(url, Mark(ALIVE, "anna", until=NOW - DAY), NOW - MONTH)
    see(store, dict.fromkeys(DYING[:3], DEAD), now=NOW - 2 * DAY)
    assert sites(store, NOW) == []
    store.marks.end_due(NOW)
    assert [site["host"] for site in sites(store, NOW)] == ["dying.example"]


def test_of_a_site_that_fares_ill_the_pages_that_fail_come_before_those_that_answer(store: Store) -> None:
    record(store, *DYING, years=0)
    see(store, {**dict.fromkeys(DYING[:4], FAILING), **dict.fromkeys(DYING[4:], ALIVE)})
    found = [(row["url"], row["percent"]) for row in store.risks.links(NOW, 100)]
    assert [url for url, _ in found] == DYING
    assert found[3][1] > found[4][1] == found[5][1]
