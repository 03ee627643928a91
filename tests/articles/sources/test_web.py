"""Pages, feeds and sitemaps on a real server."""

import gzip
import tracemalloc
from datetime import UTC, datetime

import pytest

from linkwatch.articles.gzipped import unpack
from linkwatch.articles.sources import ReadUrl
from linkwatch.articles.sources.entries import Entry
from linkwatch.articles.sources.lists import sniff
from linkwatch.articles.sources.pages import fetch_entries
from linkwatch.articles.sources.register import open_source, parse_input
from linkwatch.articles.sources.sitemaps import read_sitemap
from linkwatch.articles.sources.whole_sitemap import MAX_SITEMAPS
from linkwatch.config import CheckSettings
from linkwatch.errors import InputError, TooLargeError
from linkwatch.fetch import WebClient
from linkwatch.model import MAX_DOCUMENT_BYTES, Document
from linkwatch.reading import Here
from tests.articles.sources.conftest import Page, Remembering, Site
from tests.articles.sources.helpers import cut_lists_after, errors, names, read_all
from tests.servers.bombs import zeros_in_gzip

MEGA = 2**20
SITEMAP = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"'
)


async def test_a_page_is_one_document_relative_to_where_it_is_in_the_end(site: Site, read_url: ReadUrl) -> None:
    site.put("/new/place", "<a href=x>x</a>")
    (document,) = await read_all(f"{site.root}/moved", read_url)
    assert isinstance(document, Document)
    assert (document.uri, document.base_url) == (f"{site.root}/moved", f"{site.root}/new/place")
    assert (document.media_type, document.body) == ("text/html", b"<a href=x>x</a>")


async def test_a_page_that_is_not_there_is_unreadable(site: Site, read_url: ReadUrl) -> None:
    assert errors(await read_all(f"{site.root}/none", read_url)) == [f"{site.root}/none: the server answered 404"]
    assert errors(await read_all("http://127.0.0.1:1/", read_url)) == ["http://127.0.0.1:1/: cannot be read"]


async def test_an_rss_feed_yields_its_pages_with_their_dates(site: Site, read_url: ReadUrl) -> None:
    site.put(
        "/rss",
        """<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>%s/</link>
        <item><link>%s/b</link><pubDate>Fri, 03 Jan 2020 11:00:00 +0100</pubDate></item>
        <item><link>/a</link></item><item><title>no link</title></item><item><link>%s/b</link></item>
        <item><link>mailto:x@example.org</link></item><item><link>%s/gone</link></item></channel></rss>""",
        "application/rss+xml",
    )
    site.put("/a", "A")
    site.put("/b", "B")
    found = await read_all(f"{site.root}/rss", read_url)
    assert names(found[:2]) == [f"{site.root}/b", f"{site.root}/a"]
    assert [item.published_at for item in found[:2] if isinstance(item, Document)] == [
        datetime(2020, 1, 3, 10, tzinfo=UTC),
        None,
    ]
    assert errors(found) == [f"{site.root}/gone: the server answered 404"]


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="%s/no"/><link href="%s/a"/>
    <updated>2020-01-03T10:00:00Z</updated></entry></feed>"""
RSS_WITH_DOCTYPE = """<!-- x --><!DOCTYPE rss [<!ENTITY n "x">]><rss><channel><item><link>%s/a</link>
    <pubDate>2020-01-03T10:00:00Z</pubDate></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><item><link>%s/a</link><dc:date>2020-01-03T10:00:00Z</dc:date>
    </item></rdf:RDF>"""
BROKEN_RSS = """<rss><channel><item><title>a & b &nbsp;</title><link>%s/a</link>
    <pubDate>2020-01-03T10:00:00Z</pubDate></item><item>"""
NO_CHARACTERS = """<rss><channel><item><title>&#xD800; &#2000000; &#x99999999999;</title><link>%s/a</link>
    <pubDate>2020-01-03T10:00:00Z</pubDate></item></channel></rss>"""


@pytest.mark.parametrize("feed", [ATOM, RSS_WITH_DOCTYPE, RDF, BROKEN_RSS, NO_CHARACTERS])
async def test_feeds_of_every_kind_are_told_by_their_root(site: Site, read_url: ReadUrl, feed: str) -> None:
    site.put("/feed", feed, "text/plain")
    site.put("/a", "A")
    (document,) = await read_all(f"{site.root}/feed", read_url)
    assert isinstance(document, Document)
    assert (document.body, document.published_at) == (b"A", datetime(2020, 1, 3, 10, tzinfo=UTC))


@pytest.mark.parametrize("kind", ["", "feed:"])
async def test_a_gzipped_feed_is_unpacked(site: Site, read_url: ReadUrl, kind: str) -> None:
    feed = b"<rss version='2.0'><channel><item><link>/a</link></item></channel></rss>"
    site.put("/feed.xml.gz", gzip.compress(feed), "application/gzip")
    site.put("/a", "A")
    assert names(await read_all(f"{kind}{site.root}/feed.xml.gz", read_url)) == [f"{site.root}/a"]


async def test_a_feed_that_its_parser_stumbles_over_is_told_of(site: Site, read_url: ReadUrl) -> None:
    body = "<rss xmlns='a\u00a0b\u00a0c'><channel><item><link>/a</link></item></channel></rss>"
    site.put("/feed", body, "text/plain")
    found = await read_all(f"{site.root}/feed", read_url)
    assert errors(found) == [f"{site.root}/feed: is a feed too broken to be read"]


async def test_a_sitemap_yields_its_pages_once(site: Site, read_url: ReadUrl) -> None:
    site.put(
        "/sitemap.xml",
        f"<urlset {SITEMAP}><url><loc> %s/a </loc><i:image><i:loc>%s/i.png</i:loc></i:image></url>"
        "<url><loc>%s/b?x=1&amp;y</loc></url><url><loc>%s/a</loc></url><url><loc/></url></urlset>",
        "application/xml",
    )
    site.put("/a", "A")
    site.put("/b", "B")
    assert names(await read_all(f"{site.root}/sitemap.xml", read_url)) == [f"{site.root}/a", f"{site.root}/b?x=1&y"]


async def test_a_sitemap_index_is_followed_each_part_once(site: Site, read_url: ReadUrl) -> None:
    parts = "".join(f"<sitemap><loc>%s/{name}</loc></sitemap>" for name in ("one.gz", "index", "broken", "none"))
    site.put("/index", f"<sitemapindex {SITEMAP}>{parts}</sitemapindex>")
    site.put("/one.gz", gzip.compress(f"<urlset {SITEMAP}><url><loc>{site.root}/a</loc></url></urlset>".encode()))
    site.put("/broken", f"<urlset {SITEMAP}><url><loc>%s/b</loc></url><url>")
    site.put("/a", "A")
    site.put("/b", "B")
    found = await read_all(f"sitemap:{site.root}/index", read_url)
    assert names(found[2:]) == [f"{site.root}/a", f"{site.root}/b"]
    assert errors(found) == [
        f"{site.root}/broken: not well-formed XML: no element found: line 1, column {len(site.pages['/broken'][2])}",
        f"{site.root}/none: the server answered 404",
    ]
    assert site.asked.count("/index") == 1


async def test_a_list_of_urls_in_plain_text_is_a_sitemap_too(site: Site, read_url: ReadUrl) -> None:
    site.put("/sitemap.txt", "%s/a\n\n%s/b\n", "text/plain")
    site.put("/a", "A")
    site.put("/b", "B")
    assert len(names(await read_all(f"sitemap:{site.root}/sitemap.txt", read_url))) == 2


@pytest.mark.parametrize(("kind", "body"), [("feed", "<rss/>"), ("sitemap", "<urlset/>"), ("feed", "no feed")])
async def test_a_list_with_nothing_in_it_is_said_to_be_empty(
    site: Site, read_url: ReadUrl, kind: str, body: str
) -> None:
    site.put("/list", body)
    assert errors(await read_all(f"{kind}:{site.root}/list", read_url)) == [
        f"{site.root}/list: no articles found in this {kind}"
    ]


async def test_a_forced_page_is_a_page(site: Site, read_url: ReadUrl) -> None:
    site.put("/rss", "<rss/>")
    assert names(await read_all(f"page:{site.root}/rss", read_url)) == [f"{site.root}/rss"]


async def test_a_list_of_urls_on_the_web_is_one_document(site: Site, read_url: ReadUrl) -> None:
    site.put("/list", "http://example.org")
    (document,) = await read_all(f"urls:{site.root}/list", read_url)
    assert isinstance(document, Document)
    assert document.format == "urls"


async def test_pages_come_in_order_and_reading_may_stop_early(site: Site, read_url: ReadUrl) -> None:
    for number in range(30):
        site.put(f"/{number}", str(number))
    entries = fetch_entries([Entry(f"{site.root}/{number}") for number in range(30)], read_url)
    seen = [await anext(entries) for _ in range(5)]
    await entries.aclose()
    assert names(seen) == [f"{site.root}/{number}" for number in range(5)]
    assert len(site.asked) < 30


async def test_large_pages_are_not_kept_in_memory_ahead_of_their_turn(site: Site) -> None:
    sizes = [10, 9 * MEGA, 9 * MEGA, 20, *[9 * MEGA] * 5, 30]
    page = bytes(9 * MEGA)
    lines = ""
    for number, size in enumerate(sizes):
        site.put(f"/{number}", page[:size])
        lines += f"{site.root}/{number}\n"
    site.put("/list", lines, "text/plain")
    tracemalloc.start()
    async with WebClient(CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0), None) as client:
        source = open_source(parse_input(f"sitemap:{site.root}/list"), Remembering(client), Here(), None)
        found = []
        async for document in source.documents():
            assert isinstance(document, Document)
            found.append((document.uri.rpartition("/")[2], len(document.body)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [(str(number), size) for number, size in enumerate(sizes)]
    assert peak < 7 * 9 * MEGA  # one page several times over while it is read, not eight


async def test_a_page_larger_than_an_article_may_be_is_unreadable_after_a_second_try_of_its_own(site: Site) -> None:
    asked: list[int] = []

    async def read(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> Page:
        if url.endswith("/list"):
            return Page(url, 200, "text/plain", None, f"{site.root}/huge\n".encode())
        asked.append(most)
        raise TooLargeError(f"{url}: is larger than that")

    assert errors(await read_all(f"sitemap:{site.root}/list", read)) == [f"{site.root}/huge: is larger than that"]
    assert asked == [MEGA, MAX_DOCUMENT_BYTES]
    with pytest.raises(StopAsyncIteration):
        await anext(aiter(fetch_entries([], read)))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!doctype html><html>", "page"),
        (b"", "page"),
        (b"# feed", "page"),
        (b"<rssx>", "page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<?xml-stylesheet href='x'?><!-- <html> --><rss version='2.0'>", "feed"),
        (b"<atom:feed xmlns:atom='x'>", "feed"),
        (gzip.compress(b"<sitemapindex>", mtime=0), "sitemap"),
        (b"\x1f\x8bbroken", "page"),
        (b"<!--" * 10_000, "page"),
        (b"<?" * 10_000, "page"),
    ],
)
def test_what_a_url_returned_is_told_by_its_root_element(body: bytes, kind: str) -> None:
    assert sniff(body) == kind


def test_only_the_head_of_a_packed_body_is_unpacked_to_tell_what_it_is() -> None:
    packed = gzip.compress(b"<urlset>" + bytes(50 * MEGA), 1)
    tracemalloc.start()
    assert sniff(packed) == "sitemap"
    assert sniff(packed[:10_000]) == "sitemap"  # that the rest is broken is found when it is read
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGA


def test_entities_in_a_sitemap_are_refused_before_they_grow() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    body = f"<!DOCTYPE urlset [{entities}]><urlset {SITEMAP}><url><loc>&e9;</loc></url></urlset>"
    sitemap = read_sitemap(body.encode(), 100)
    assert sitemap.error == "declares XML entities, which it does not need"
    assert sitemap.pages == []


def test_an_external_entity_is_not_read() -> None:
    body = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>'
    assert read_sitemap(body.encode(), 100).pages == []


def test_a_sitemap_nested_without_end_is_refused() -> None:
    assert read_sitemap(b"<url>" * 100_000, 100).error == "elements are nested too deep"


def test_a_gzip_bomb_is_not_unpacked() -> None:
    bomb = zeros_in_gzip(100)
    with pytest.raises(InputError, match="more than 64 MB when unpacked"):
        unpack(bomb)


async def test_a_sitemap_with_too_many_pages_is_cut(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_lists_after(3, monkeypatch)
    lines = "".join(f"{site.root}/{number}\n" for number in range(4))

    async def read(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> Page:
        return Page(url, 200, "text/plain", None, lines.encode() if url.endswith("/list") else b"")

    found = await read_all(f"sitemap:{site.root}/list", read)
    assert errors(found) == [f"{site.root}/list: lists too many pages: only 3 are read"]
    assert len(found) == 3 + 1


async def test_a_feed_with_too_many_pages_is_cut(
    site: Site, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_lists_after(3, monkeypatch)
    for path in "abcd":
        site.put(f"/{path}", path)
    for count, complaints in ((3, []), (4, [f"{site.root}/rss: lists too many pages: only 3 are read"])):
        items = "".join(f"<item><link>%s/{path}</link></item>" for path in "abcd"[:count])
        site.put("/rss", f"<rss><channel>{items}</channel></rss>")
        found = await read_all(f"{site.root}/rss", read_url)
        assert errors(found) == complaints
        assert len(found) == 3 + len(complaints)


@pytest.mark.parametrize("too_many", [0, 1])
async def test_an_index_with_too_many_sitemaps_is_cut(site: Site, too_many: int) -> None:
    asked = []

    async def read(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> Page:
        asked.append(url)
        if url.endswith("/index"):
            numbers = range(1, MAX_SITEMAPS + too_many)
            parts = "".join(f"<sitemap><loc>{site.root}/{number}</loc></sitemap>" for number in numbers)
            return Page(url, 200, None, None, f"<sitemapindex {SITEMAP}>{parts}</sitemapindex>".encode())
        return Page(url, 200, None, None, f"<urlset {SITEMAP}><url><loc>{site.root}/a</loc></url></urlset>".encode())

    found = await read_all(f"sitemap:{site.root}/index", read)
    cut = f"{site.root}/index: lists too many sitemaps: only {MAX_SITEMAPS} are read"
    assert errors(found) == [cut] * too_many
    assert len(asked) == MAX_SITEMAPS + 1
