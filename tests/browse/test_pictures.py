"""Pictures on a link's page, and what it said then beside what it says now."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from linkwatch.browse.comparing import compare
from linkwatch.browse.pictures import life, way
from linkwatch.model import Status
from linkwatch.store import Store
from tests.browse.collection import MOVED
from tests.browse.conftest import Site, served
from tests.browse.test_pages import words
from tests.store.making import DAY, NOW, article, cite, look, pending, read

CHANGES = [
    {"changed_at": "2026-11-22T00:00:00Z", "new_status": "alive"},
    {"changed_at": "2026-11-12T00:00:00Z", "new_status": "dead"},
    {"changed_at": "2026-11-02T00:00:00Z", "new_status": "alive"},
]


def test_a_life_is_drawn_as_long_as_each_part_of_it_was() -> None:
    drawn = life({"last_checked_at": "2026-12-02T00:00:00Z"}, CHANGES, ["2026-11-17", "2015-06-09"])
    picture = ET.fromstring(drawn)
    parts = [
        (part.get("class"), float(part.get("x", "")), float(part.get("width", ""))) for part in picture.iter("rect")
    ]
    assert parts == [("alive", 0, 120), ("dead", 120, 120), ("alive", 240, 120)]
    told = "alive from 2026-11-02, then dead from 2026-11-12, then alive from 2026-11-22, as of 2026-12-02"
    assert picture.get("aria-label") == told
    marks = [path.get("d") for path in picture.iter("path")]
    assert marks == ["M180.0 2v26"]  # what was captured before all this has no place in it


def test_a_life_that_nobody_looked_at_is_not_drawn() -> None:
    assert life({"last_checked_at": None}, CHANGES, []) == ""
    assert life({"last_checked_at": "2026-12-02T00:00:00Z"}, [], []) == ""


def test_the_way_of_redirects_is_drawn_to_its_end_and_hostile_addresses_are_text() -> None:
    bad = 'https://a.example/"><script>alert(1)</script>' + "x" * 500
    hops = [{"http_status": 301, "url": "https://a.example/old"}, {"http_status": 302, "url": bad}]
    picture = ET.fromstring(way({"hops": hops, "end": "https://b.example/", "http_status": 404, "status": "dead"}))
    assert [text.text for text in picture.iter("text")][::2] == ["301", "302", "404"]
    assert not list(picture.iter("script"))
    assert [circle.get("class") for circle in picture.iter("circle")] == ["redirected", "redirected", "dead"]
    assert len(picture.get("aria-label") or "") < 400
    assert way({"hops": [], "end": "https://b.example/", "http_status": 200, "status": "alive"}) == ""


async def test_a_link_has_its_pictures(site: Site) -> None:
    page = await site.get(f"/link/{await site.id_of(MOVED)}")
    assert page.count('<svg class="picture"') == 4  # its life, and the way of each of its three looks


def seen(number: int, title: str, excerpt: str, drift: dict[str, Any] | None = None) -> dict[str, Any]:
    facts = {"first": {"page": {"title": title, "excerpt": excerpt}}, "drift": drift}
    return {"id": number, "checked_at": f"2026-11-2{number}T08:00:00Z", "evidence": json.dumps(facts)}


def test_what_was_said_then_and_is_said_now_differ_in_these_words() -> None:
    drift = {"similarity": 0.25, "words_then": 900, "words_now": 40}
    found = compare(
        seen(1, "The mill", "The old mill still turns"), seen(2, "The mill", "The old casino still pays", drift)
    )
    assert found is not None
    title, text = found["parts"]
    assert title.then == title.now == (("The mill", False),)
    assert text.then == (("The old", False), ("mill", True), ("still", False), ("turns", True))
    assert text.now == (("The old", False), ("casino", True), ("still", False), ("pays", True))
    assert found["drift"] == drift


def test_where_only_one_side_is_kept_nothing_is_compared() -> None:
    good = seen(1, "The mill", "The old mill still turns")
    assert compare(None, good) is None
    assert compare(good, None) is None
    assert compare(good, good) is None
    assert compare(good, {"id": 2, "checked_at": "", "evidence": "{}"}) is None


async def test_a_page_that_changed_is_shown_then_and_now(tmp_path: Path) -> None:
    url = "https://a.example/"
    with Store.open(tmp_path / "links.db") as store:
        for day, (status, said) in enumerate(
            ((Status.ALIVE, "Mills of the valley"), (Status.CHANGED, "Bets <b>of</b> the valley"))
        ):
            now = NOW + day * DAY
            run = read(store, article(cite(url)), now=now)
            evidence = {"first": {"page": {"title": "T", "excerpt": said}}}
            store.checks.settle(
                run, [look(pending(store, run)[url], status, "content-drift", 200, now=now, evidence=evidence)]
            )
    with served(tmp_path / "links.db") as datasette:
        page = await Site(datasette).get("/link/1")
    assert "Then and now" in words(page)
    assert "<del>Mills of</del> the valley" in page
    assert "<ins>Bets &lt;b&gt;of&lt;/b&gt;</ins> the valley" in page


async def test_a_changed_page_of_which_nothing_is_kept_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "links.db") as store:
        run = read(store, article(cite("https://a.example/")))
        store.checks.settle(run, [look(1, Status.CHANGED, "content-drift", 200)])
    with served(tmp_path / "links.db") as datasette:
        assert "is not kept" in words(await Site(datasette).get("/link/1"))
