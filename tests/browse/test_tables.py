"""The tables as Datasette shows them: what rows refer to, what columns mean, and the file without our pages."""

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from datasette.utils import detect_fts

from linkwatch.browse.columns import COLUMNS, COUNTABLE
from tests.browse.collection import COPY, LOST
from tests.browse.conftest import Site
from tests.browse.test_pages import words


async def test_a_reference_is_a_link_that_says_what_it_leads_to(site: Site) -> None:
    page = await site.get("/linkwatch/citations?link_id=1")
    assert re.search(r'<a href="/link/1" title="link 1"><bdi>mills\.example/lost-mill</bdi></a>', page)
    assert re.search(r'<a href="/article/1" title="article 1"><bdi>journal\.example/mills</bdi></a>', page)
    for table in ("citations", "checks", "status_history", "snapshots", "links", "saves", "articles"):
        told = await site.get(f"/linkwatch/{table}")
        assert "&#39;label&#39;" not in told, table
        assert "{'value'" not in told, table


async def test_a_table_says_what_its_columns_mean_and_how_it_is_asked(site: Site) -> None:
    page = await site.get("/linkwatch/links")
    assert "What the columns mean" in page
    assert 'title="where the last look ended"' in page
    assert "View and edit SQL" in page
    asked = re.search(r'<a href="(/linkwatch\?sql=[^"]+)">View and edit SQL', page)
    assert asked is not None
    assert "lost-mill" in await site.get(asked[1].replace("&amp;", "&"))


@pytest.mark.parametrize("table", COUNTABLE)
async def test_a_table_can_be_counted_by_what_is_worth_it(site: Site, table: str) -> None:
    told = await site.get(f"/linkwatch/{table}")
    for column in COUNTABLE[table]:
        assert f"_facet={column}" in told, column
        assert f"<h2>{column.replace('_', ' ')}</h2>" in await site.get(f"/linkwatch/{table}?_facet={column}"), column


def test_every_column_that_is_described_is_there(made: Path) -> None:
    with closing(sqlite3.connect(made / "links.db")) as raw:
        for table, columns in COLUMNS.items():
            there = {name for (name,) in raw.execute("SELECT name FROM pragma_table_info(?)", [table])}
            assert {*columns} <= there, table


def test_datasette_alone_finds_the_indexes_of_words_and_what_rows_refer_to(made: Path) -> None:
    with closing(sqlite3.connect(made / "links.db")) as raw:
        for table in ("citations", "links", "articles"):
            assert detect_fts(raw, table) == f"{table}_fts"
        referred = {row[2] for row in raw.execute("PRAGMA foreign_key_list(citations)")}
        assert referred == {"articles", "links"}


async def test_a_column_of_a_copy_is_a_link_to_it(site: Site) -> None:
    told = words(await site.get("/linkwatch/dead_links"))
    assert "lost-mill" in told
    assert COPY.url in await site.get("/linkwatch/dead_links.json")
    assert LOST in await site.get("/linkwatch/deaths.json")


async def test_a_column_says_what_it_is_and_what_can_be_done_with_it(site: Site) -> None:
    page = await site.get("/linkwatch/links?status=dead&_sort=url")
    menu = page[page.index('<span class="unseen">Column status</span>') :]
    menu = menu[: menu.index("</details>")]
    assert "what is known of it: alive, redirected" in menu
    leads = {unescape(label): unescape(address) for address, label in re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', menu)}
    assert list(leads) == [
        "Sort, lowest first",
        "Sort, highest first",
        "Count by this",
        "Rows that have it",
        "Hide this column",
    ]
    assert "2 rows where status" in words(await site.get(leads["Sort, highest first"]))
    assert "dead 2" in words(await site.get(leads["Count by this"]))
    assert "status is not blank" in words(await site.get(leads["Rows that have it"]))
    without = await site.get(leads["Hide this column"])
    assert '<span class="unseen">Column status</span>' not in without
    assert '<span class="unseen">Column reason</span>' in without
    whole = re.search(r'href="([^"]+)"[^>]*>Show all columns', without)
    assert whole is not None
    assert '<span class="unseen">Column status</span>' in await site.get(unescape(whole[1]))


async def test_what_cannot_be_counted_or_sorted_quickly_is_not_offered(site: Site) -> None:
    page = await site.get("/linkwatch/links")
    menu = page[page.index('<span class="unseen">Column final url</span>') :]
    menu = menu[: menu.index("</details>")]
    assert "Rows that have it" in menu
    assert not any(words in menu for words in ("Sort", "Count"))


async def test_the_list_of_tables_says_how_many_rows_they_have(site: Site) -> None:
    for _ in range(100):  # on a busy machine the first ones come without some
        told = words(await site.get("/linkwatch"))
        if "URLs, each looked at once however often it is cited. 9 rows" in told and "of the daemon. 3 rows" in told:
            return
    raise AssertionError(told)
