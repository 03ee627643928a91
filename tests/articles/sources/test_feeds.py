"""Feeds: JSON Feed, those of several pages, articles that stand in a feed only, and feeds in files."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkwatch.articles.extract import extract
from linkwatch.articles.sources import ReadUrl
from linkwatch.articles.sources.lists import list_feed_items, sniff
from linkwatch.errors import InputError
from linkwatch.model import Document, Unreadable
from tests.articles.sources.conftest import Site
from tests.articles.sources.helpers import cut_lists_after, errors, names, read_all

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(*items: object, **more: object) -> bytes:
    return json.dumps({"version": VERSION, "title": "T", **more, "items": items}).encode()


async def test_a_json_feed_is_known_by_what_it_says_of_itself(site: Site, read_url: ReadUrl) -> None:
    items = [
        {"id": "1", "url": "/a", "date_published": "2020-01-03T11:00:00+01:00"},
        {"id": 2, "external_url": f"{site.root}/b", "date_published": "soon"},
        {"id": "3"},
        {"id": "4", "url": "mailto:x@example.org"},
        "no item",
        {"id": "5", "url": "/a"},
    ]
    site.put("/feed", json_feed(*items), "application/feed+json")
    site.put("/a", "A")
    site.put("/b", "B")
    found = await read_all(f"{site.root}/feed", read_url)
    assert names(found) == [f"{site.root}/a", f"{site.root}/b"]
    assert [item.published_at for item in found if isinstance(item, Document)] == [
        datetime(2020, 1, 3, 10, tzinfo=UTC),
        None,
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}', "feed"),
        (b'\xef\xbb\xbf {"title": "x", "version" : "http://www.jsonfeed.org/version/1"}', "feed"),
        (b'{"version": "1.1", "items": []}', "page"),
        (b'["version": "https://jsonfeed.org/version/1"]', "page"),
        (b'<opml version="2.0">', "opml"),
        ('<?xml version="1.0" encoding="utf-16"?><rss version="2.0">'.encode("utf-16"), "feed"),
    ],
)
def test_what_is_a_list_shows_at_its_beginning(body: bytes, kind: str) -> None:
    assert sniff(body) == kind


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"{", "is a JSON Feed too broken to be read"),
        (b'{"a":' * 100_000, "is a JSON Feed too broken to be read"),
        (b'{"items": {}}', "is JSON, but no JSON Feed: it has no items"),
    ],
)
async def test_a_broken_json_feed_is_told_of(site: Site, read_url: ReadUrl, body: bytes, complaint: str) -> None:
    site.put("/feed", body)
    assert errors(await read_all(f"feed:{site.root}/feed", read_url)) == [f"{site.root}/feed: {complaint}"]


def test_items_to_compare_with_come_without_their_texts() -> None:
    body = json_feed({"url": "/a", "title": "A", "content_text": "x"}, {"content_text": "no page"})
    (item,) = list_feed_items(body, "http://x.example/feed", None)
    assert (item.url, item.title, item.text) == ("http://x.example/a", "A", None)


ATOM_PAGE = '<feed xmlns="http://www.w3.org/2005/Atom">%(links)s<entry><link href="%(page)s"/></entry></feed>'


def atom(page: str, **links: str) -> str:
    written = "".join(f'<link rel="{rel.replace("_", "-")}" href="{href}"/>' for rel, href in links.items())
    return ATOM_PAGE % {"links": written, "page": page}


async def test_a_feed_is_followed_through_its_pages_and_archives(site: Site, read_url: ReadUrl) -> None:
    site.put("/feed", atom("/a", next="/feed2"))
    site.put("/feed2", atom("/b", prev_archive="/feed3", self="/x"))
    site.put("/feed3", atom("/a"))
    for page in "ab":
        site.put(f"/{page}", page)
    assert names(await read_all(f"{site.root}/feed", read_url)) == [f"{site.root}/a", f"{site.root}/b"]
    assert site.asked[:3] == ["/feed", "/feed2", "/feed3"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declares", [True, False])
def test_a_feed_in_utf_16_is_read(encoding: str, declares: bool) -> None:
    head = '<?xml version="1.0" encoding="UTF-16"?>' if declares else ""
    item = "<item><title>Größe</title><link>http://a.example/1</link></item>"
    text = f'\ufeff{head}<rss version="2.0"><channel><title>T</title>{item}</channel></rss>'
    body = text.encode(encoding)
    found = list_feed_items(body, "http://a.example/feed", "application/rss+xml; charset=utf-16")
    assert [(entry.url, entry.title) for entry in found] == [("http://a.example/1", "Größe")]


async def test_a_json_feed_goes_on_at_its_next_url(site: Site, read_url: ReadUrl) -> None:
    site.put("/feed", json_feed({"url": "/a"}, next_url=f"{site.root}/two"))
    site.put("/two", json_feed({"url": "/b"}, next_url="file:///etc/passwd"))
    for page in "ab":
        site.put(f"/{page}", page)
    assert len(names(await read_all(f"{site.root}/feed", read_url))) == 2


async def test_pages_in_a_circle_are_read_once(site: Site, read_url: ReadUrl) -> None:
    site.put("/feed", atom("/a", next="/feed2"))
    site.put("/feed2", atom("/b", next="/feed"))
    for page in "ab":
        site.put(f"/{page}", page)
    assert len(names(await read_all(f"{site.root}/feed", read_url))) == 2
    assert site.asked.count("/feed") == 1


async def test_a_feed_without_end_is_cut(site: Site, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkwatch.articles.sources.whole_feed.MAX_PAGES", 3)
    for number in range(10):
        site.put(f"/{number}", atom("/a", next=f"/{number + 1}"))
    site.put("/a", "A")
    found = await read_all(f"feed:{site.root}/0", read_url)
    assert errors(found) == [f"{site.root}/0: goes on for too long: only 3 pages of it are read"]
    assert site.asked == ["/0", "/1", "/2", "/a"]


async def test_a_feed_whose_next_page_is_gone_is_told_and_not_complete(site: Site, read_url: ReadUrl) -> None:
    site.put("/feed", atom("/a", next="/none"))
    site.put("/a", "A")
    found = await read_all(f"{site.root}/feed", read_url)
    assert errors(found) == [f"{site.root}/none: the server answered 404"]
    assert names(found[1:]) == [f"{site.root}/a"]


async def test_no_more_is_listed_than_one_source_may_have(
    site: Site, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_lists_after(2, monkeypatch)
    for number in range(5):
        site.put(f"/{number}", atom(f"/page{number}", next=f"/{number + 1}"))
        site.put(f"/page{number}", "x")
    found = await read_all(f"feed:{site.root}/0", read_url)
    assert errors(found) == [f"{site.root}/0: lists too many pages: only 2 are read"]
    assert len(found) == 3


RSS = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>
<item><title>Alone &amp; whole</title><guid isPermaLink="false">tag:1</guid>
  <description>short</description>
  <content:encoded>&lt;p&gt;See &lt;a href="/there"&gt;there&lt;/a&gt;&lt;/p&gt;</content:encoded></item>
<item><link>%s/closed</link><description>&lt;a href="https://cited.example/"&gt;cited&lt;/a&gt;</description></item>
<item><link>%s/open</link><description>never read</description></item>
</channel></rss>"""


async def test_articles_that_stand_in_the_feed_only_are_read_there(site: Site, read_url: ReadUrl) -> None:
    site.put("/feed", RSS)
    site.put("/open", "the page itself")
    site.put("/closed", "no robots", status=403)
    alone, closed, page = await read_all(f"{site.root}/feed", read_url)
    assert isinstance(alone, Document)
    assert alone.uri.startswith(f"{site.root}/feed#")
    article = extract(alone)
    assert article.title == "Alone & whole"
    assert [citation.target.url for citation in article.citations] == [f"{site.root}/there"]
    assert isinstance(closed, Unreadable)
    assert closed.instead is not None
    assert closed.instead.uri == f"{site.root}/closed"
    assert [citation.target.url for citation in extract(closed.instead).citations] == ["https://cited.example/"]
    assert isinstance(page, Document)
    assert page.body == b"the page itself"


async def test_an_article_of_a_feed_keeps_its_name_when_others_come_before_it(site: Site, read_url: ReadUrl) -> None:
    site.put("/feed", json_feed({"id": "x", "content_text": "see https://cited.example/ \ud800"}))
    (before,) = await read_all(f"{site.root}/feed", read_url)
    site.put("/feed", json_feed({"id": "new", "content_html": "<p>"}, {"id": "x", "content_text": "other words"}))
    _, after = await read_all(f"{site.root}/feed", read_url)
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert before.uri == after.uri
    assert [citation.target.url for citation in extract(before).citations] == ["https://cited.example/"]


async def test_a_feed_in_a_file_lists_pages_on_the_web(site: Site, read_url: ReadUrl, tmp_path: Path) -> None:
    site.put("/a", "A")
    feed = tmp_path / "feed.xml"
    item = "<item><title>x</title><description>no page</description></item>"
    link = f"<item><link>{site.root}/a</link></item><item><link>/relative</link></item>"
    feed.write_text(f"<rss><channel>{link}{item}</channel></rss>")
    page, own = await read_all(f"feed:{feed}", read_url)
    assert isinstance(own, Document)
    assert own.uri.startswith(f"{feed}#")
    assert names([page]) == [f"{site.root}/a"]
    assert errors(await read_all(f"feed:{tmp_path}/none.xml", read_url)) == [
        f"{tmp_path}/none.xml: no such file or folder"
    ]


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("feed.xml", b"<?xml version='1.0'?><rss/>", "feed"),
        ("feed", b"<?xml version='1.0'?><urlset/>", "sitemap"),
        ("list.opml", b"<opml/>", "opml"),
        ("feed.json", json_feed(), "feed"),
    ],
)
def test_a_list_that_is_given_as_an_article_says_how_it_is_read(name: str, body: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=rf"{name}: names articles and is none: give {kind}:/x/{name} to read"):
        extract(Document(f"/x/{name}", body, f"file:///x/{name}"))


async def test_a_feed_whose_pages_are_all_refused_still_gives_what_it_holds_itself(
    site: Site, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.articles.sources.pages.MOST_REFUSED", 2)
    items = [{"url": f"/{number}", "content_html": "<p>x"} for number in range(5)]
    for number in range(5):
        site.put(f"/{number}", "no", status=403)
    site.put("/feed", json_feed(*items))
    *found, told = await read_all(f"{site.root}/feed", read_url)
    texts = [item.instead.uri for item in found if isinstance(item, Unreadable) and item.instead is not None]
    assert texts == [f"{site.root}/{number}" for number in range(5)]
    assert errors([told]) == [
        f"{site.root}/feed: 2 pages one after the other could not be read: the other 3 were not asked for"
    ]
