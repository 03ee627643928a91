"""What the home page says is to be worked on first."""

import re
from datetime import UTC, datetime
from pathlib import Path

from linkwatch.judge.registration import Registration
from linkwatch.model import Status
from linkwatch.store import Store
from tests.browse.conftest import Site, served
from tests.browse.test_pages import words
from tests.notify.making import see
from tests.store.making import DAY, answered, article, cite, look, pending, read


def fill(path: Path, found: dict[str, list[tuple[Status, str | None]]]) -> None:
    """Make a database. found: of each article the status and reason of each of its links."""
    links = {f"https://{name}.example/{n}": end for name, ends in found.items() for n, end in enumerate(ends, 1)}
    essays = [
        article(
            *(cite(f"https://{name}.example/{n}", f"words {name}", n) for n in range(1, len(ends) + 1)),
            uri=f"/{name}.md",
            title=name.capitalize(),
        )
        for name, ends in found.items()
    ]
    with Store.open(path) as store:
        run = read(store, *essays)
        for url, link_id in pending(store, run).items():
            status, reason = links[url]
            end = f"{url}/new" if status is Status.REDIRECTED else url
            store.checks.settle(run, [look(link_id, status, reason, final_url=end)])
            if status is Status.DEAD:
                answered(store, link_id, "no-snapshot")


async def home(path: Path) -> str:
    with served(path) as datasette:
        told = words(await Site(datasette).counted("/"))
    return told[told.index("What needs work first") : told.index("What changed")]


async def test_an_article_with_nothing_dead_is_named_where_much_is_in_doubt(tmp_path: Path) -> None:
    failing, blocked = (Status.FAILING, "read-timeout"), (Status.BLOCKED, "bot-wall")
    changed, alive, redirected = (Status.CHANGED, "content-drift"), (Status.ALIVE, None), (Status.REDIRECTED, None)
    found = {
        "moved": [redirected, alive],
        "walled": [blocked, failing, alive, changed, failing],
        "well": [alive, alive],
        "ill": [failing],
    }
    fill(tmp_path / "links.db", found)
    told = await home(tmp_path / "links.db")
    assert told.index("Walled") < told.index("Ill") < told.index("Moved")
    assert "Well" not in told
    assert "Of 5 citations: 1 changed, 2 failing, 1 blocked, 4 in need of work" in told
    assert "line 4 “ words walled ” changed, the page no longer says" in told
    assert "Of 2 citations: 1 in need of work line 1 “ words moved ” redirected" in told
    assert "now at moved.example/1/new" in told


async def test_places_that_pages_lack_are_work_on_the_home_page_as_in_its_list(tmp_path: Path) -> None:
    path = tmp_path / "links.db"
    alive, failing = (Status.ALIVE, None), (Status.FAILING, "read-timeout")
    fill(path, {"astray": [alive, alive, alive], "both": [failing, alive], "well": [alive]})
    with Store.open(path) as store, store._connection.writing() as raw:  # a look at pages would do it
        raw.execute("UPDATE citations SET fragment = 'dam', fragment_found = 0 WHERE line = 2")
        raw.execute("UPDATE citations SET fragment = 'weir', fragment_found = 0, is_ignored = 1 WHERE line = 3")
    told = await home(path)
    assert (
        "Of 3 citations: 1 in need of work line 2 “ words astray ” the page is there, the place #dam in it is not"
        in told
    )
    assert "Of 2 citations: 1 failing, 2 in need of work line 1 “ words both ” failing" in told
    assert "weir" not in told
    assert "Well" not in told
    with served(path) as datasette:
        page = words(await Site(datasette).counted("/articles"))
    assert "Astray" in page
    assert re.search(r"Astray \S* ?0 0 0 1 3", page), page


async def test_what_is_dead_comes_before_what_is_in_doubt(tmp_path: Path) -> None:
    failing, dead = (Status.FAILING, "read-timeout"), (Status.DEAD, "http-404")
    fill(tmp_path / "links.db", {"ill": [failing] * 5, "lost": [failing, dead]})
    told = await home(tmp_path / "links.db")
    assert told.index("Lost") < told.index("Ill")
    assert "Of 2 citations: 1 dead, 0 can be mended, 1 failing, 2 in need of work line 2 “ words lost ”" in told


async def test_only_some_articles_are_named_and_all_are_one_click_away(tmp_path: Path) -> None:
    fill(tmp_path / "links.db", {f"essay{n}": [(Status.FAILING, "read-timeout")] for n in range(7)})
    told = await home(tmp_path / "links.db")
    assert "All 7 articles that need work" in told
    with served(tmp_path / "links.db") as datasette:
        page = words(await Site(datasette).counted("/articles"))
    assert all(f"Essay{n}" in page for n in range(7))


async def test_sites_that_may_go_are_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "links.db"
    today = datetime.now(UTC).replace(microsecond=0)
    mill = [f"https://mill.example/{number}" for number in range(5)]
    with Store.open(path) as store:
        see(store, dict.fromkeys([*mill, "https://www.well.com/"], Status.ALIVE), now=today - 60 * DAY)
        see(store, dict.fromkeys(mill[:3], Status.DEAD), now=today - DAY)
        store.registrations.record("well.com", Registration("well.com", today, None, "redemption"), today)
    with served(path) as datasette:
        told = words(await Site(datasette).counted("/"))
    told = told[told.index("Early warnings") : told.index("Still to be done")]
    assert "begin to lose their pages: mill.example 3 died in the last three months; 2 left, 2 of them without" in told
    assert "registration ends: well.com the registration of well.com has ended: its owner can have it back" in told
    assert "still; 1 left, 1 of them without an archived copy" in told
