"""What is kept of registrations, and that people are told of those that end: in lists, messages and what is saved."""

from datetime import timedelta

from linkwatch.judge.registration import Registration
from linkwatch.model import Status
from linkwatch.store import Store
from tests.notify.making import find_copy, see, take, told
from tests.store.making import DAY, NOW, article, cite

MILL = [f"https://{host}mill.com/{number}" for number, host in enumerate(("", "www.", "www."))]
WELL = "https://well.com/1"


def known(store: Store, domain: str, days: int | None, state: str | None = None) -> None:
    expires_at = None if days is None else NOW + timedelta(days=days)
    store.registrations.record(domain, Registration(domain, NOW, expires_at, state), NOW)  # type: ignore[arg-type]


def collection(store: Store) -> dict[str, int]:
    urls = [*MILL, WELL]
    store.articles.record(None, None, article(*map(cite, urls), uri="/a.md"), "hash", NOW - 30 * DAY)
    return see(store, dict.fromkeys(urls, Status.ALIVE), now=NOW - DAY)


def test_an_end_that_is_near_is_told_once_and_again_where_it_comes_again(store: Store) -> None:
    links = collection(store)
    find_copy(store, links[MILL[0]], MILL[0])
    take(store, on=["registration"])
    known(store, "mill.com", 10)
    known(store, "well.com", 400)
    news = take(store, on=["registration"])
    assert news["events"] == [
        {
            "kind": "registration",
            "url": "http://mill.com/",
            "domain": "mill.com",
            "why": "the registration of mill.com ends on 2026-12-02",
            "percent": 25.0,
            "living": 3,
            "without_copy": 2,
        }
    ]
    assert told(take(store, NOW + DAY, on=["registration"])) == {}
    known(store, "mill.com", 300)
    assert told(take(store, NOW + 2 * DAY, on=["registration"])) == {}
    known(store, "mill.com", None, "redemption")
    assert told(take(store, NOW + 3 * DAY, on=["registration"])) == {"registration": ["http://mill.com/"]}
    assert told(take(store, NOW + 3 * DAY, on=["dead"])) == {}


def test_a_site_without_a_living_page_is_past_a_warning(store: Store) -> None:
    collection(store)
    see(store, dict.fromkeys(MILL, Status.DEAD))
    known(store, "mill.com", 10)
    assert told(take(store, on=["registration"])) == {}


def test_pages_whose_registration_ends_are_saved_first(store: Store) -> None:
    collection(store)
    known(store, "mill.com", 10)
    assert sorted(store.saves.dying_hosts(NOW)) == ["mill.com", "www.mill.com"]
    assert store.saves.dying_hosts(NOW + 61 * DAY) == []


def test_articles_lose_more_where_a_registration_ends(store: Store) -> None:
    collection(store)
    (before,) = store.risks.articles(NOW, 9)
    known(store, "mill.com", None, "pending-delete")
    (after,) = store.risks.articles(NOW, 9)
    assert after["expected_losses"] > before["expected_losses"] + 2


def test_who_gives_pages_to_others_is_asked_for_itself(store: Store) -> None:
    urls = ["https://me.github.io/a", "https://you.github.io/b", "http://10.0.0.1/c", "https://x.co.uk/d"]
    see(store, dict.fromkeys(urls, Status.ALIVE))
    assert store.registrations.due(NOW, "", 9) == (["github.io", "x.co.uk"], "")
    known(store, "github.io", 10)
    rows = {row["url"]: row["registration"] for row in store.risks.links(NOW, 9)}
    assert [url for url, reason in rows.items() if reason] == urls[:2]


def test_domains_are_asked_for_in_their_order_and_go_on_where_it_ended(store: Store) -> None:
    see(store, {f"https://{name}.com/": Status.ALIVE for name in "dacb"} | {"https://e.com/": Status.DEAD})
    assert store.registrations.due(NOW, "", 3) == (["a.com", "b.com", "c.com"], "c.com")
    assert store.registrations.due(NOW, "c.com", 3) == (["d.com"], "")
    store.registrations.record("a.com", None, NOW)
    assert store.registrations.due(NOW + 29 * DAY, "", 1) == (["b.com"], "b.com")
    assert store.registrations.due(NOW + 30 * DAY, "", 1) == (["a.com"], "a.com")
    assert store.registrations.due(NOW - DAY, "", 1) == (["a.com"], "a.com")  # the clock was put back
