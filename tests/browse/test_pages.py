"""The pages of our own, as an editor, a librarian or a scholar reads them."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import feedparser
import pytest

from linkwatch.browse.home import thinned
from linkwatch.model import Status
from linkwatch.store import Store
from tests.browse.collection import BACK, COPY, LOST, MOVED, NOWHERE, WELL, make_collection
from tests.browse.conftest import Site, served

_EVER = datetime.max.replace(tzinfo=UTC)


def words(page: str) -> str:
    """What a reader reads of a page, in one line."""
    body = page[page.index("<main") :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


async def test_the_home_page_tells_how_the_collection_stands(site: Site) -> None:
    told = words(await site.get("/"))
    assert "9 links stand behind 9 citations in 2 articles" in told
    assert "33.3 % of them can be read, 2 are dead, and 1 of these has no archived copy" in told
    for status in ("dead", "failing", "changed", "blocked", "redirected", "invalid", "alive"):
        assert re.search(rf"\d+ {status} \d", told), status


async def test_the_home_page_says_that_some_links_are_not_looked_at_yet(tmp_path: Path) -> None:
    make_collection(path := tmp_path / "links.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE links SET status = 'unchecked' WHERE status = 'alive'")
    with served(path) as datasette:
        page = await Site(datasette).get("/")
    assert "no archived copy. 2 are not looked at yet. Last at work" in words(page)


async def test_the_home_page_tells_what_died_and_what_came_back(site: Site) -> None:
    told = words(await site.get("/"))
    died, back = told[told.index("Newly dead") : told.index("Came back")], told[told.index("Came back") :]
    assert "mills.example/lost-mill the server answers, but not with what was cited : cite the copy of 2015" in died
    assert "gone.example/without-a-copy no such domain" in died
    assert "mills.example/back" not in died
    assert back.startswith("Came back 2026-11-12 mills.example/back now alive")


async def test_the_numbers_of_a_plot_stand_in_a_table_of_the_page(site: Site) -> None:
    page = await site.get("/")
    table = page[page.index('<table id="days"') :]
    rows = re.findall(r"<tr><th scope=\"row\">([\d-]+)</th>(.*?)</tr>", table)[:3]
    assert [(day, re.findall(r"<td[^>]*>(\d+)</td>", cells)) for day, cells in rows] == [
        ("2026-10-23", ["1", "0", "0", "0", "7"]),
        ("2026-11-12", ["0", "0", "0", "0", "8"]),
        ("2026-11-22", ["2", "1", "1", "1", "3"]),
    ]


def test_ten_years_are_thinned_evenly_to_what_can_be_read_and_the_last_day_stays() -> None:
    days = [
        {"day": f"{year}-{month:02}-{day:02}"}
        for year in range(2016, 2026)
        for month in range(1, 13)
        for day in (1, 15)
    ]
    kept = [day["day"] for day in thinned(days)]
    assert 50 < len(kept) <= 61
    assert kept == sorted(kept)
    assert kept[-1] == "2025-12-15"
    assert thinned([]) == []


async def test_a_dead_link_is_shown_beside_the_copy_to_cite_instead(site: Site) -> None:
    page = await site.get(f"/link/{await site.id_of(LOST)}")
    told = words(page)
    assert "dead the server answers, but not with what was cited soft-404" in told
    assert f"Live address {LOST} cite the archived copy of 2015-06-09: {COPY.url}" in told
    assert f'href="{COPY.url}" rel="noopener nofollow noreferrer"' in page


async def test_a_link_tells_why_there_is_no_copy(site: Site) -> None:
    assert "Archived copy no archived copy was found" in words(await site.get(f"/link/{await site.id_of(NOWHERE)}"))


async def test_a_moved_link_tells_what_to_cite_now(site: Site) -> None:
    told = words(await site.get(f"/link/{await site.id_of(MOVED)}"))
    assert "cite the page's new address: https://mills.example/its-new-place" in told


async def test_a_link_tells_its_life_the_latest_first(site: Site) -> None:
    told = words(await site.get(f"/link/{await site.id_of(BACK)}"))
    life = told[told.index("Its life") :]
    assert "2026-11-22 last look 2026-11-12 dead → alive" in life
    assert "2026-10-23 unchecked → dead the server says there is no such page (404)" in life
    assert life.index("first seen by linkwatch") < life.index("the first article that cites it appeared")


async def test_every_look_has_its_evidence(site: Site) -> None:
    told = words(await site.get(f"/link/{await site.id_of(BACK)}"))
    looks = told[told.index("Every look") : told.index("Its life")]
    assert re.findall(r"(\d+ \w+) 2026, 08:00 UTC (\w+)", looks) == [
        ("22 November", "alive"),
        ("12 November", "alive"),
        ("23 October", "dead"),
    ]
    assert "Why the server answered so it is known" in looks
    assert "What the page said title A page excerpt What the page said." in looks
    assert f"301 {BACK}" in looks


async def test_a_citation_that_was_removed_is_marked(site: Site) -> None:
    told = words(await site.get(f"/link/{await site.id_of(WELL)}"))
    cited = told[told.index("Cited by") : told.index("Every look")]
    assert cited.index("All is well") < cited.index("Mills of the valley , line 6")
    assert "removed 2026-11-22" in cited


async def test_an_article_shows_its_citations_in_order_each_with_its_state(site: Site) -> None:
    told = words(await site.get("/article/1"))
    names = ["the lost mill", "the moved mill", "a changed page", "a walled page", "an ill server", "a page without"]
    names += ["the miller's letter", "a page that came back"]  # which needs no work
    assert sorted(names, key=told.index) == names
    assert f"cite the archived copy of 2015-06-09: {COPY.url}" in told
    assert "cite the page's new address: https://mills.example/its-new-place" in told
    assert "line 11 A sentence with the miller's letter in it. invalid the link's target was lost" in told
    assert told.index("Citations that it no longer has") < told.index("a page that is well")


async def test_articles_hosts_and_sources_are_listed(site: Site) -> None:
    assert "Mills of the valley journal.example/mills 2 1 1 7 8" in words(await site.counted("/articles"))
    assert "All is well" not in await site.get("/articles")  # it cites nothing that is dead
    assert "All is well" in await site.get("/articles?order=new")
    found = words(await site.get("/articles?words=VALLEY"))
    assert "Mills of the valley" in found
    assert "All is well" not in found
    assert "mills.example 1 20.0 % 5 3 0 0" in words(await site.counted("/hosts"))
    assert "ill.example" not in await site.get("/hosts?name=mil")
    assert "Nothing is tracked" in await site.get("/sources")


async def test_a_host_shows_its_worst_links_first_and_the_others_by_status(site: Site) -> None:
    assert "Its links, the worst first" in (told := words(await site.get("/host/mills.example")))
    assert told.index("mills.example/lost-mill") < told.index("mills.example/drifted") < told.index("example/back")
    told = words(await site.get("/host/mills.example?status=redirected"))
    assert "mills.example/moved" in told[told.index("Its links that are redirected") :]
    assert "lost-mill" not in told


async def test_a_search_finds_an_address_or_the_words_of_citations(site: Site) -> None:
    for typed in (LOST, f" {LOST} "):
        answer = await site.datasette.client.get("/find", params={"q": typed})
        assert answer.headers["location"] == f"/link/{await site.id_of(LOST)}"
    assert "the lost mill" in await site.get('/find?q=the "lost mill')


@pytest.mark.parametrize(
    "address",
    ["/link/999", "/link?url=https://nobody.example/", "/link", "/article/999", "/host/nobody.example", "/source/9",
     "/link/99999999999999999999", "/nowhere", "/linkwatch/nowhere"],
)  # fmt: skip
async def test_what_is_not_there_is_said_without_a_traceback(
    site: Site, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    page = await site.get(address, status=404)
    assert "To the collection" in page
    assert "Database" not in page
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "٣"])
async def test_a_page_number_that_makes_no_sense_does_no_harm(site: Site, page: str) -> None:
    assert "Mills of the valley" in await site.get(f"/article/1?page={page}")
    assert "mills.example" in await site.get(f"/link/1?looks={page}&citations={page}")


async def test_statuses_are_words_and_times_are_times(site: Site) -> None:
    page = await site.get("/linkwatch/links")
    assert set(re.findall(r'<span class="badge (\w+)" title="[^"]+">\1</span>', page)) == set(Status) - {
        Status.UNCHECKED, Status.SKIPPED
    }  # fmt: skip
    assert '<time datetime="2026-11-22T08:00:00Z"' in page


async def test_an_empty_database_is_no_error(tmp_path: Path) -> None:
    with Store.open(tmp_path / "links.db"):
        pass
    with served(tmp_path / "links.db") as datasette:
        for address in ("/", "/articles", "/hosts", "/sources", "/linkwatch", "/linkwatch/links"):
            answer = await datasette.client.get(address)
            assert answer.status_code == 200
            assert "Traceback" not in answer.text


async def test_changes_can_be_read_as_a_feed(site: Site) -> None:
    feed = feedparser.parse(await site.get("/changes.atom"))
    assert not feed.bozo
    assert {entry.title for entry in feed.entries} >= {f"dead: {LOST}", f"redirected: {MOVED}"}
    assert feed.feed.updated == "2026-11-22T08:00:00Z"
    assert 'type="application/atom+xml"' in await site.get("/")


async def test_the_query_that_the_page_of_tables_proposes_can_be_asked(site: Site) -> None:
    proposed = re.search(r"<textarea[^>]*>([^<]+)</textarea>", await site.get("/linkwatch"))
    assert proposed is not None
    answer = await site.json(f"/linkwatch.json?{urlencode({'sql': proposed[1], '_shape': 'array'})}")
    assert {row["status"] for row in answer} >= {"dead", "alive"}


async def test_what_older_looks_saw_is_shown_as_before_when_it_is_kept_small(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        for _ in range(3):
            raw.execute("""INSERT INTO checks (link_id, checked_at, status, reason, elapsed_ms, evidence)
                SELECT link_id, checked_at, status, reason, elapsed_ms, evidence FROM checks GROUP BY link_id""")
        raw.commit()
        crowded = "SELECT link_id FROM checks GROUP BY link_id ORDER BY count(*) DESC, link_id LIMIT 5"
        addresses = [f"/link/{link_id}" for (link_id,) in raw.execute(crowded)]
    addresses.append("/linkwatch/looks.json?_size=100")
    shown = []
    for made_small in (0, 1):
        with Store.open(path) as store:
            assert made_small == 0 or store.upkeep.make_evidence_small(_EVER, 10**6).made_small > 5
        with served(path) as datasette:
            pages = [await Site(datasette).get(address) for address in addresses]
        shown.append([re.sub(r'"query_ms": [\d.]+|Queries took [\d.]+ms', "", page) for page in pages])
    assert shown[0] == shown[1]
