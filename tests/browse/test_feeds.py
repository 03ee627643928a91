"""Feeds of all that changes, of an article, a host, a source, a status; and a badge."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from linkwatch.model import Status
from linkwatch.store import SourceEntry, Store
from tests.browse.collection import BACK, DRIFTED, ILL, LOST, MOVED, NOWHERE
from tests.browse.conftest import Site, served
from tests.store.making import DAY, NOW, article, cite, look, pending, read

A, B, C, D = (f"https://{name}.example/" for name in "abcd")


async def entries(site: Site, query: str = "") -> list[Any]:
    feed = feedparser.parse(await site.get(f"/changes.atom{query}"))
    assert not feed.bozo
    return list(feed.entries)


async def test_an_entry_leads_to_the_page_with_the_evidence(site: Site) -> None:
    found = {entry.title: entry for entry in await entries(site)}
    lost = found[f"dead: {LOST}"]
    assert lost.link == f"http://localhost/link/{await site.id_of(LOST)}"
    assert {link.rel: link.href for link in lost.links}["related"] == LOST
    assert LOST in lost.content[0].value


async def test_a_json_feed_says_the_same(site: Site) -> None:
    answer = await site.datasette.client.get("/changes.json?status=dead")
    assert answer.headers["content-type"] == "application/feed+json; charset=utf-8"
    feed = answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://localhost/changes.json?status=dead"
    told = [(entry.id, entry.title, entry.link) for entry in await entries(site, "?status=dead")]
    assert [(item["id"], item["title"], item["url"]) for item in feed["items"]] == told
    assert {item["external_url"] for item in feed["items"]} == {LOST, NOWHERE}


@pytest.mark.parametrize(
    ("query", "urls"),
    [
        ("", {LOST, NOWHERE, MOVED, DRIFTED, BACK, "https://walled.example/"}),
        ("?status=dead", {LOST, NOWHERE}),
        ("?status=dead&status=changed", {LOST, NOWHERE, DRIFTED}),
        ("?status=failing", {ILL}),
        ("?host=gone.example", {NOWHERE}),
        ("?site=mills.example&status=dead", {LOST}),
        ("?article=1&status=redirected", {MOVED}),
        ("?article=2", set()),
        ("?article=9", set()),
        ("?source=1", set()),
        ("?host=mills.example&status=dead&article=1", {LOST}),
    ],
)
async def test_a_feed_tells_of_what_is_asked_for(site: Site, query: str, urls: set[str]) -> None:
    assert {entry.title.partition(": ")[2] for entry in await entries(site, query)} == urls


@pytest.mark.parametrize("query", ["status=gone", "article=x", "source=-1", "article=99999999999999999999"])
async def test_what_cannot_be_asked_for_is_no_feed_of_everything(site: Site, query: str) -> None:
    await site.get(f"/changes.atom?{query}", status=404)


async def test_what_failed_for_a_while_is_told_only_where_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "links.db"
    with Store.open(path) as store:
        for day, found in enumerate(
            (
                {A: Status.ALIVE, B: Status.ALIVE, C: Status.FAILING, D: Status.FAILING},
                {A: Status.FAILING, B: Status.FAILING, C: Status.ALIVE, D: Status.DEAD},
                {A: Status.ALIVE, B: Status.DEAD, C: Status.ALIVE, D: Status.DEAD},
            )
        ):
            now = NOW + day * DAY
            run = read(store, article(*(cite(url) for url in (A, B, C, D))), now=now)
            known = pending(store, run)
            store.checks.settle(run, [look(known[url], status, now=now) for url, status in found.items()])
            store.runs.finish(run, now + timedelta(minutes=1), complete=True)
    with served(path) as datasette:
        told = [entry.title for entry in await entries(Site(datasette))]
        failing = [entry.title for entry in await entries(Site(datasette), "?status=failing")]
    assert told == [f"dead: {B}", f"dead: {D}"]
    assert sorted(failing) == [f"failing: {A}", f"failing: {B}"]


async def test_pages_name_their_feeds(site: Site) -> None:
    for page, feed in (("/article/1", "article=1"), ("/host/mills.example", "host=mills.example")):
        assert 'type="application/atom+xml" title="Changes' in await site.get(page)
        assert f'href="/changes.atom?{feed}"' in await site.get(page)


@pytest.mark.parametrize(
    ("query", "about"),
    [
        ("", ""),
        ("?article=1&status=dead", ", dead, “Mills of the valley”"),
        ("?article=2", ", “All is well”"),
        ("?article=99", ", article 99"),
        ("?source=99", ", source 99"),
        ("?site=mills.example", ", mills.example"),
    ],
)
async def test_a_feed_is_named_after_what_it_tells_of(site: Site, query: str, about: str) -> None:
    assert feedparser.parse(await site.get(f"/changes.atom{query}")).feed.title == f"linkwatch: changes{about}"
    assert (await site.json(f"/changes.json{query}"))["title"] == f"linkwatch: changes{about}"


async def test_the_feed_of_a_source_is_named_after_its_place_without_its_secrets(tmp_path: Path) -> None:
    with Store.open(path := tmp_path / "links.db") as store:
        place = "https://journal.example/feed?token=0123456789abcdef"
        number, _ = store.sources.put(SourceEntry("feed", place, None), "command", NOW)
    with served(path) as datasette:
        feed = await Site(datasette).get(f"/changes.atom?source={number}")
    assert "<title>linkwatch: changes, https://journal.example/feed?token=…</title>" in feed
    assert "0123456789abcdef" not in feed


async def test_a_badge_says_how_many_are_dead(site: Site) -> None:
    assert await site.json("/badge.json") == {
        "schemaVersion": 1, "label": "links", "message": "2 of 9 dead", "color": "red",
    }  # fmt: skip
    assert (await site.json("/badge.json?article=1"))["message"] == "2 of 8 dead"
    assert (await site.json("/badge.json?article=2"))["message"] == "1, none dead"
    assert (await site.json("/badge.json?article=9"))["message"] == "none"
    await site.get("/badge.json?article=x", status=404)
    answer = await site.datasette.client.get("/badge.svg?article=1")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
    picture = ET.fromstring(answer.text)
    assert picture.get("aria-label") == "links: 2 of 8 dead"
    assert "".join(picture.itertext()).endswith("links2 of 8 dead")
