"""Lists of feeds."""

from pathlib import Path

import pytest

from linkwatch.articles.sources import ReadUrl
from linkwatch.articles.sources.opml import read_opml
from linkwatch.articles.sources.register import open_source, parse_input
from linkwatch.errors import InputError
from linkwatch.reading import Here
from tests.articles.sources.conftest import Site
from tests.articles.sources.helpers import errors, names, read_all


def opml(*outlines: str) -> str:
    return '<?xml version="1.0"?><opml version="2.0"><body>' + "".join(outlines) + "</body></opml>"


def feed(*pages: str) -> str:
    return "<rss><channel>" + "".join(f"<item><link>{page}</link></item>" for page in pages) + "</channel></rss>"


@pytest.fixture
def feeds(site: Site) -> Site:
    site.put("/one", feed("/a", "/b"))
    site.put("/two", feed("/b", "/c"))
    for page in "abc":
        site.put(f"/{page}", page)
    return site


FOLDER = '<outline text="Folder"><outline type="rss" xmlUrl="/one" htmlUrl="/"/></outline><outline XMLURL="/two"/>'


@pytest.mark.parametrize("kind", ["", "opml:"])
async def test_every_feed_of_a_list_is_read_and_each_article_once(feeds: Site, read_url: ReadUrl, kind: str) -> None:
    feeds.put("/list", opml(FOLDER))
    found = await read_all(f"{kind}{feeds.root}/list", read_url)
    assert names(found) == [f"{feeds.root}/{page}" for page in "abc"]


async def test_a_list_in_a_file_names_feeds_on_the_web(feeds: Site, read_url: ReadUrl, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(opml(f'<outline xmlUrl="{feeds.root}/one"/>', '<outline xmlUrl="/relative"/>'))
    assert names(await read_all(f"opml:{path}", read_url)) == [f"{feeds.root}/{page}" for page in "ab"]


async def test_lists_that_include_each_other_are_read_once(feeds: Site, read_url: ReadUrl) -> None:
    feeds.put("/list", opml('<outline type="include" url="/other"/>'))
    feeds.put("/other", opml('<outline type="include" url="/list"/>', FOLDER))
    assert len(names(await read_all(f"{feeds.root}/list", read_url))) == 3
    assert feeds.asked.count("/list") == feeds.asked.count("/other") == 1


async def test_lists_that_include_others_without_end_are_cut(feeds: Site, read_url: ReadUrl) -> None:
    for number in range(100):
        feeds.put(f"/{number}", opml(f'<outline type="include" url="/{number + 1}"/>', '<outline xmlUrl="/one"/>'))
    found = await read_all(f"opml:{feeds.root}/0", read_url)
    assert errors(found) == [f"{feeds.root}/0: includes too many lists: only 20 are read"]
    assert len(found) == 3


async def test_too_many_feeds_are_cut(feeds: Site, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkwatch.articles.sources.opml.MAX_FEEDS", 1)
    feeds.put("/list", opml(FOLDER))
    found = await read_all(f"{feeds.root}/list", read_url)
    assert errors(found) == [f"{feeds.root}/list: lists too many feeds: only 1 are read"]
    assert len(found) == 3


async def test_one_feed_that_cannot_be_read_stops_no_other(feeds: Site, read_url: ReadUrl) -> None:
    feeds.put("/list", opml('<outline xmlUrl="/none"/>', FOLDER))
    source = open_source(parse_input(f"opml:{feeds.root}/list"), read_url, Here(), None)
    found = [item async for item in source.documents()]
    assert errors(found) == [f"{feeds.root}/none: the server answered 404"]
    assert len(found) == 4
    assert not source.is_complete
    assert source.forgets


async def test_feeds_that_all_fail_are_not_asked_to_their_end(feeds: Site, read_url: ReadUrl) -> None:
    feeds.put("/list", opml(*(f'<outline xmlUrl="/none{number}"/>' for number in range(50))))
    found = await read_all(f"{feeds.root}/list", read_url)
    assert errors(found)[-1].endswith("16 feeds one after the other could not be read: the other 34 were not asked for")


async def test_a_list_without_feeds_is_told_of(site: Site, read_url: ReadUrl) -> None:
    site.put("/list", opml())
    assert errors(await read_all(f"{site.root}/list", read_url)) == [f"{site.root}/list: no feeds found in this OPML"]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"<rss/>", "is no OPML: it begins with <rss>"),
        (b"<opml>" * 1000, "elements are nested too deep"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>', "declares XML entities"),
        (b"<opml>", "not well-formed XML"),
    ],
)
def test_what_is_no_list_of_feeds_is_refused(body: bytes, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        read_opml(body, "http://x.example/")
