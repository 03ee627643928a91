"""The same number wherever it is told: on pages, in lists, in reports, in the metrics, in feeds."""

import csv
import io
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from linkwatch.model import THERE, Article, Snapshot, Status
from linkwatch.store import Store, take_census
from tests.browse.conftest import Site, served
from tests.store.making import DAY, NOW, answered, article, cite, look, pending, read, rows

SITES = ("a.example", "b.example", "old.c.example")
STATUSES = (Status.ALIVE, Status.DEAD, Status.REDIRECTED, Status.FAILING, Status.CHANGED, Status.BLOCKED, Status.DEAD)
LATER = NOW + 3 * DAY


def fill(path: Path) -> None:
    """Two weeks: links of every status, deaths that ended, citations and a whole article that are gone by now."""
    urls = [f"https://{SITES[number % 3]}/{number}" for number in range(42)]
    essays = [
        article(*(cite(url, f"words {url}", line) for line, url in enumerate(urls[start::6], 1)), uri=f"/e{start}.md")
        for start in range(6)
    ]
    with Store.open(path) as store:
        settle(store, essays, {}, NOW - 10 * DAY)
        settle(store, essays, dict.fromkeys(urls[::5], Status.DEAD), NOW)
        now = LATER
        shorter = Article(essays[0].uri, "Shorter", None, essays[0].citations[:4])
        gone = Article(essays[5].uri, "Gone", None, ())
        here = [shorter, *essays[1:5], gone]
        found = {url: STATUSES[number % len(STATUSES)] for number, url in enumerate(urls)}
        known = settle(store, here, found, now)
        for number, (url, link_id) in enumerate(known.items()):
            if found[url] is Status.DEAD and number % 2:
                copy = f"https://web.archive.org/web/20150609120000/{url}"
                answered(store, link_id, Snapshot("wayback", "20150609120000", copy, url), now=now)
        with store._connection.writing() as raw:  # a search for moved pages would do it
            raw.execute("UPDATE links SET moved_to = url || '/new', moved_how = 'sitemap' WHERE id % 4 = 0")
            raw.execute("UPDATE articles SET removed_at = '2026-11-25T00:00:00Z' WHERE uri = '/e5.md'")


def settle(store: Store, essays: list[Article], found: dict[str, Status], now: Any) -> dict[str, int]:
    run = read(store, *essays, now=now)
    known = pending(store, run)
    for url, link_id in known.items():
        status = found.get(url, Status.ALIVE)
        reason = "http-404" if status is Status.DEAD else None
        store.checks.settle(run, [look(link_id, status, reason, now=now, final_url=url)])
    store.runs.finish(run, now + timedelta(minutes=1), complete=True)
    return known


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("truth") / "links.db"
    fill(found)
    return found


async def told(site: Site, address: str) -> str:
    page = await site.get(address)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") :])).split())


def as_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


async def test_every_number_is_the_same_everywhere(path: Path) -> None:
    with Store.open(path, read_only=True) as store:
        overview = store.overview.summary(1000)
        by_host = list(store.overview.health("host"))
        by_day = list(store.overview.health("time"))[-1]
        changes = store.feed.recent_changes(1000)
    counts = overview["by_status"]
    dead, readable = counts["dead"], sum(counts.get(status, 0) for status in THERE)
    assert overview["database"]["links"] == sum(counts.values()) < len(rows(path, "SELECT 1 FROM links"))
    assert overview["database"]["readable"] == readable == by_day["alive"] == sum(row["alive"] for row in by_host)
    assert sum(row["dead"] for row in by_host) == dead == len(overview["deaths"]) == by_day["dead"]
    assert take_census(path, LATER, 60).links == counts
    assert len({url for (url,) in rows(path, "SELECT url FROM dead_links")}) == dead
    with served(path) as datasette:
        site = Site(datasette)
        home = await told(site, "/")
        links, articles = overview["database"]["links"], overview["database"]["articles"]
        assert (
            f"{links} links stand behind {overview['database']['citations']} citations in {articles} articles" in home
        )
        assert f"{100 * readable / links:.1f} % of them can be read, {dead} are dead" in home
        lists = {name: as_rows(await site.get(f"/csv/question/{name}")) for name in QUESTIONS}
        assert len(lists["dead-without-snapshot"]) + len(lists["dead-with-snapshot"]) == dead
        for status in ("redirected", "changed", "blocked", "failing"):
            assert len(lists[status]) == counts[status], status
        for status, number in counts.items():
            found = await site.json(f"/linkwatch/current_links.json?status={status}&_shape=array&_size=max")
            assert len(found) == number, status
        without = lists_without(lists)
        assert f"{without} of these {'has' if without == 1 else 'have'} no archived copy" in home
        assert len(as_rows(await site.get("/csv/question/died-since?since=2000-01-01"))) == dead
        assert sum(int(row["dead"]) for row in as_rows(await site.get("/csv/articles"))) == dead  # each is cited once
        sites = [as_rows(await site.get(f"/csv/site/{name}")) for name in ("a.example", "b.example", "c.example")]
        assert sum(row["status"] == "dead" for found in sites for row in found) == dead
        assert sum(map(len, sites)) == links
        badge = await site.json("/badge.json")
        assert badge["message"] == f"{dead} of {links} dead"
    now_dead = {row["url"] for row in changes if row["new_status"] == "dead" and row["still_so"]}
    assert now_dead == {row["url"] for row in overview["deaths"]}


def lists_without(lists: dict[str, list[dict[str, str]]]) -> int:
    return len(lists["dead-without-snapshot"])


QUESTIONS = ("dead-without-snapshot", "dead-with-snapshot", "redirected", "changed", "blocked", "failing")


async def test_a_death_has_one_date_and_ends_with_the_link_alive_again(path: Path) -> None:
    with Store.open(path, read_only=True) as store:
        deaths = {row["url"]: row["changed_at"] for row in store.overview.summary(1000)["deaths"]}
        returns = {row["url"] for row in store.overview.summary(1000)["returns"]}
    assert deaths == dict(rows(path, "SELECT url, dead_since FROM dead_links"))
    assert {*deaths.values()} == {"2026-11-22T08:00:00Z", "2026-11-25T08:00:00Z"}  # some died earlier and stayed so
    assert returns
    assert not returns & deaths.keys()
    with served(path) as datasette:
        listed = as_rows(await Site(datasette).get("/csv/question/died-since?since=2026-11-23"))
        asked = as_rows(await Site(datasette).get("/csv/question/dead-with-snapshot"))
    assert {row["url"] for row in listed} == {url for url, day in deaths.items() if day > "2026-11-23"}
    assert {row["url"]: row["dead_since"] for row in asked}.items() <= deaths.items()


async def test_what_nobody_cites_any_more_is_in_no_list(path: Path) -> None:
    gone = {url for (url,) in rows(path, "SELECT url FROM links EXCEPT SELECT url FROM current_links")}
    assert gone
    with Store.open(path, read_only=True) as store:
        assert "/e5.md" not in {row["article"] for row in store.overview.health("article")}
        assert not gone & {row["url"] for row in store.feed.recent_changes(1000)}
    with served(path) as datasette:
        site = Site(datasette)
        for name in (*QUESTIONS, "died", "returned", "unchecked", "most-cited"):
            assert not gone & {row["url"] for row in as_rows(await site.get(f"/csv/question/{name}"))}, name
        assert not gone & {row["url"] for row in as_rows(await site.get("/csv/site/a.example"))}
