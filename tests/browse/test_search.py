"""One field finds links, copies, hosts, articles and citations, however they are typed."""

from pathlib import Path

import pytest

from linkwatch.browse import search
from linkwatch.browse.search import as_words
from linkwatch.store import Store
from tests.browse.collection import COPY, ILL, LOST, MOVED
from tests.browse.conftest import Site, served
from tests.browse.test_pages import words
from tests.store.making import article, cite, read


async def leads_to(site: Site, typed: str) -> str:
    answer = await site.datasette.client.get("/find", params={"q": typed})
    assert answer.status_code == 302, f"{typed}: {words(answer.text)}"
    return str(answer.headers["location"])


@pytest.mark.parametrize(
    "typed",
    [
        LOST,
        f"  {LOST} ",
        "mills.example/lost-mill",
        "www.mills.example/lost-mill",
        "http://mills.example/lost-mill",
        "//mills.example/lost-mill",
        "mills.example/lost-mill/",
        COPY.url,
        f"https://another-archive.example/2019/{LOST}",
    ],
)
async def test_an_address_however_it_is_typed_leads_to_its_link(site: Site, typed: str) -> None:
    assert await leads_to(site, typed) == f"/link/{await site.id_of(LOST)}"


@pytest.mark.parametrize("typed", ["mills.example", "https://mills.example/", "www.mills.example", "MILLS.example"])
async def test_a_host_leads_to_all_that_is_cited_of_it(site: Site, typed: str) -> None:
    assert await leads_to(site, typed) == "/site/mills.example"


async def test_a_site_has_its_subdomains_and_no_other(tmp_path: Path) -> None:
    urls = ["https://example.org/1", "https://a.example.org/2", "https://x.a.example.org/3", "https://notexample.org/4"]
    urls += ["https://example.org.uk/5"]
    with Store.open(tmp_path / "links.db") as store:
        read(store, article(*(cite(url, "x", line) for line, url in enumerate(urls, 1))))
    with served(tmp_path / "links.db") as datasette:
        site = Site(datasette)
        found = {
            name: {url for url in urls if url.removeprefix("https://") in await site.get(f"/site/{name}")}
            for name in ("example.org", "a.example.org", "notexample.org")
        }
        assert found["example.org"] == set(urls[:3])
        assert found["a.example.org"] == set(urls[1:3])
        assert found["notexample.org"] == {urls[3]}
        await site.get("/site/b.example.org", status=404)
        assert "/site/example.org" in await site.get("/host/a.example.org")


@pytest.mark.parametrize(
    ("typed", "heading", "found"),
    [
        ("valley", "Articles", "Mills of the valley"),
        ("journal.example", "Articles", "Mills of the valley"),
        ("moved mill", "Citations", "the moved mill"),
        ('"sentence with the moved"', "Citations", "the moved mill"),
        ("sentence walled", "Citations", "a walled page"),
        ("lost-mi", "Links", "mills.example/lost-mill"),
        ("example/moved", "Links", "mills.example/moved"),
        ("mill", "Hosts", "mills.example"),
    ],
)
async def test_words_find_whatever_has_them(site: Site, typed: str, heading: str, found: str) -> None:
    told = words(await site.get(f"/find?q={typed}"))
    assert f" {heading} " in told
    assert found in told[told.index(f" {heading} ") :]


async def test_of_hosts_beyond_number_the_first_are_counted_and_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("mill-a", "mill-b", "mill-b", "mill-c")
    with Store.open(tmp_path / "links.db") as store:
        read(store, article(*(cite(f"https://{name}.example/{line}", "x", line) for line, name in enumerate(names))))
    with served(tmp_path / "links.db") as datasette:
        whole = words(await Site(datasette).get("/find?q=mill"))
        monkeypatch.setattr(search, "_ENOUGH", 3)
        first = words(await Site(datasette).get("/find?q=mill"))
        one = words(await Site(datasette).get("/find?q=mill-a"))
    said = "Only the first 3 links of such hosts were counted"
    assert [said in told for told in (whole, first, one)] == [False, True, False]
    assert ["mill-c.example 1 link" in told for told in (whole, first)] == [True, False]
    assert "mill-b.example 2 links" in first


async def test_titles_of_pages_are_found_and_found_anew_when_they_change(tmp_path: Path) -> None:
    path = tmp_path / "links.db"
    with Store.open(path) as store:
        read(store, article(cite("https://a.example/1", "x")))
        with store._connection.writing() as raw:  # a look would do it
            raw.execute("UPDATE links SET title = 'Watermills by name'")
    with served(path) as datasette:
        assert "Watermills" in words(await Site(datasette).get("/find?q=watermills"))
        with Store.open(path) as store, store._connection.writing() as raw:
            raw.execute("UPDATE links SET title = 'Windmills'")
        assert "Nothing was found" in words(await Site(datasette).get("/find?q=watermills"))
        assert "Windmills" in words(await Site(datasette).get("/find?q=windm"))


@pytest.mark.parametrize(
    "typed", ["", " ", '"', "*", "NEAR(", "a OR", "-", "'", "%", "\0", "(" * 300, "x" * 5000, "://"]
)
async def test_whatever_is_typed_is_answered(site: Site, typed: str) -> None:
    answer = await site.datasette.client.get("/find", params={"q": typed})
    assert answer.status_code == 200
    assert 'class="alarm"' not in answer.text


def test_words_are_written_as_the_index_understands_them() -> None:
    assert as_words("green tea") == '"green" "tea"*'
    assert as_words('"green tea" cup') == '"green tea" "cup"*'
    assert as_words("https://www.a.example/b-c") == '"a.example/b-c"*'
    assert as_words('a"b') == '"a b"*'
    assert as_words("- *") == ""


@pytest.mark.parametrize(("table", "word"), [("links", "mills"), ("citations", "mill"), ("articles", "mills")])
async def test_tables_are_searched_by_datasette_itself(site: Site, table: str, word: str) -> None:
    found = await site.json(f"/linkwatch/{table}.json?_search={word}&_shape=array")
    assert found
    assert await site.json(f"/linkwatch/{table}.json?_search=nowhere&_shape=array") == []


async def test_links_that_are_cited_now_are_searched_too(site: Site) -> None:
    found = await site.json("/linkwatch/current_links.json?_search=ill&_shape=array")
    assert [row["url"] for row in found] == [ILL]
    assert MOVED not in {row["url"] for row in found}
