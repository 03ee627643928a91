"""Websites that are followed link by link."""

from dataclasses import dataclass, field

import pytest

from linkwatch.articles.sources import Found, Means, ReadUrl, WebPage
from linkwatch.articles.sources.choosing import ReadingRules
from linkwatch.articles.sources.site import SiteSource
from linkwatch.config import CheckSettings
from linkwatch.fetch import WebClient
from linkwatch.model import MAX_DOCUMENT_BYTES, Document
from linkwatch.patterns import any_of
from linkwatch.reading import Here
from tests.articles.sources.conftest import Page, Remembering, Site
from tests.articles.sources.helpers import errors, names
from tests.servers.raw import dripping, raw_server


@dataclass
class Crawl:
    """A reading of a site. pauses: the seconds that it let pass."""

    site: Site
    read_url: ReadUrl
    pauses: list[float] = field(default_factory=list)
    is_complete: bool = False

    async def read(self, path: str = "/", **rules: int) -> list[Found]:
        async def pause(seconds: float) -> None:
            self.pauses.append(seconds)

        means = Means(self.read_url, Here(), rules=ReadingRules(**rules), pause=pause)
        source = SiteSource(self.site.root + path, means)
        found = [item async for item in source.documents()]
        self.is_complete = source.is_complete
        return found

    async def paths(self, path: str = "/", **rules: int) -> list[str]:
        return [uri.removeprefix(self.site.root) for uri in names(await self.read(path, **rules))]


@pytest.fixture
def crawl(site: Site, read_url: ReadUrl) -> Crawl:
    return Crawl(site, read_url)


def links(*hrefs: str, head: str = "") -> str:
    return f"<!doctype html><head>{head}</head>" + "".join(f'<a href="{href}">{href}</a>' for href in hrefs)


async def test_every_page_that_links_lead_to_is_read_once(crawl: Crawl) -> None:
    crawl.site.put("/", links("/b", "a#part", "/", "https://elsewhere.example/", "mailto:x@example.org", "/gone"))
    crawl.site.put("/a", links("/", "/b", "/c?x=1"))
    crawl.site.put("/b", links("%s/a", "/style.css", "/photo.JPG"))
    crawl.site.put("/c", links())
    assert await crawl.paths() == ["/", "/b", "/a", "/c?x=1"]
    assert crawl.is_complete
    assert crawl.site.asked == ["/robots.txt", "/", "/b", "/a", "/gone", "/c"]


async def test_the_bounds_are_depth_and_number(crawl: Crawl) -> None:
    for number in range(9):
        crawl.site.put(f"/{number}", links(f"/{number + 1}"))
    assert await crawl.paths("/0", depth=2) == ["/0", "/1", "/2"]
    assert crawl.is_complete
    assert await crawl.paths("/0", depth=0) == ["/0"]
    found = await crawl.read("/0", max_articles=3, depth=20)
    assert names(found[:3]) == [f"{crawl.site.root}/{number}" for number in range(3)]
    assert errors(found) == [f"{crawl.site.root}/0: has more pages: only 3 are read (max_articles)"]
    assert not crawl.is_complete


async def test_only_what_is_below_the_given_folder_is_read(crawl: Crawl) -> None:
    crawl.site.put("/docs/", links("/docs/a", "../blog", "/docsy", "b/c"))
    crawl.site.put("/docs/a", "A")
    crawl.site.put("/docs/b/c", "C")
    assert await crawl.paths("/docs/") == ["/docs/", "/docs/a", "/docs/b/c"]


async def test_robots_and_nofollow_are_heeded(crawl: Crawl) -> None:
    crawl.site.put("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    crawl.site.put("/", links("/private/a", "/closed") + '<a href="/sponsor" rel="sponsored NoFollow">x</a>')
    crawl.site.put("/closed", links("/beyond", head='<meta name="robots" content="noindex, nofollow">'))
    for path in ("/private/a", "/sponsor", "/beyond"):
        crawl.site.put(path, "x")
    assert await crawl.paths() == ["/", "/closed"]
    assert crawl.site.asked == ["/robots.txt", "/", "/closed"]


@pytest.mark.parametrize(
    ("status", "body", "complaint"),
    [
        (200, "User-agent: linkwatch\nDisallow: /", "its robots.txt asks programs to stay away"),
        (503, "", "its robots.txt, which is to be heeded, cannot be read: the server answered 503"),
        (429, "", "its robots.txt, which is to be heeded, cannot be read: the server answered 429"),
    ],
)
async def test_where_robots_may_not_go_nothing_is_asked_for(
    crawl: Crawl, status: int, body: str, complaint: str
) -> None:
    crawl.site.put("/robots.txt", body, "text/plain", status)
    crawl.site.put("/", "x")
    assert errors(await crawl.read()) == [f"{crawl.site.root}/: {complaint}"]
    assert crawl.site.asked == ["/robots.txt"]


async def test_a_robots_txt_that_drips_is_given_up_and_told() -> None:
    drip = dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    settings = CheckSettings(allow_private=["127.0.0.1/32"], host_interval=0, retries=0, timeout=0.5)
    async with raw_server(drip) as server, WebClient(settings, None) as client:
        source = SiteSource(server.url(), Means(Remembering(client), Here()))
        (error,) = errors([item async for item in source.documents()])
    assert "/robots.txt: is sent too slowly" in error
    assert server.request_lines == ["GET /robots.txt HTTP/1.1"]


async def test_the_pace_that_robots_txt_asks_for_is_kept(crawl: Crawl) -> None:
    crawl.site.put("/robots.txt", "User-agent: *\nCrawl-delay: 2.5\n", "text/plain")
    crawl.site.put("/", links("/a", "/b"))
    crawl.site.put("/a", "A")
    crawl.site.put("/b", "B")
    assert len(await crawl.paths()) == 3
    assert crawl.pauses == [2.5, 2.5]


async def test_a_pace_that_would_take_for_ever_ends_the_reading(crawl: Crawl) -> None:
    crawl.site.put("/robots.txt", "User-agent: *\nCrawl-delay: 1500\n", "text/plain")
    crawl.site.put("/", links(*(f"/{name}" for name in "abcdef")))
    for name in "abcdef":
        crawl.site.put(f"/{name}", name)
    found = await crawl.read()
    assert errors(found) == [
        f"{crawl.site.root}/: its robots.txt asks for 1500 seconds between two requests: only 3 pages were asked for"
    ]
    assert len(found) == 4
    assert sum(crawl.pauses) <= 3000


async def test_a_pause_longer_than_all_pauses_may_be_is_not_begun(crawl: Crawl) -> None:
    crawl.site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n", "text/plain")
    crawl.site.put("/", "<a href=/a>A</a>")
    found = await crawl.read()
    assert names(found[:1]) == [f"{crawl.site.root}/"]
    assert crawl.pauses == []
    assert errors(found[1:]) == [
        f"{crawl.site.root}/: its robots.txt asks for 3600 seconds between two requests: only 1 pages were asked for"
    ]


async def test_a_page_is_known_by_the_address_that_it_says_is_its_own(crawl: Crawl) -> None:
    crawl.site.put("/", links("/print/a", "/a", "/b?from=home", "/b"))
    for path in ("/print/a", "/a"):
        crawl.site.put(path, f'<link rel="canonical" href="/a">{path}')
    crawl.site.put("/b", '<link rel="canonical" href="https://elsewhere.example/b">B')
    assert await crawl.paths() == ["/", "/a", "/b?from=home"]


async def test_redirects_within_the_site_are_followed_and_others_not(crawl: Crawl) -> None:
    crawl.site.put("/", links("/moved", "/new/place"))
    crawl.site.put("/new/place", "x")
    assert await crawl.paths() == ["/", "/new/place"]
    crawl.site.put("/new/place", links("/in", "/out"))

    async def read(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        page = await crawl.read_url(url, most=most, is_list=is_list)
        return Page("http://elsewhere.example/", 200, "text/html", None, b"x") if url.endswith("/out") else page

    crawl.site.put("/in", "in")
    assert await Crawl(crawl.site, read).paths() == ["/", "/new/place", "/in"]


async def test_a_first_page_that_leads_to_another_site_says_which(crawl: Crawl) -> None:
    async def read(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        return Page("https://elsewhere.example/home", 200, "text/html", None, links("/a").encode())

    assert errors(await Crawl(crawl.site, read).read()) == [
        f"{crawl.site.root}/: leads to another site: to read that, give site:https://elsewhere.example/home"
    ]


async def test_from_a_bare_name_to_its_www_the_site_is_the_same() -> None:
    asked = []

    async def read(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        asked.append(url)
        if url.endswith("robots.txt"):
            return Page(url, 404, None, None, b"")
        body = links("http://www.site.example/a", "https://site.example/b")
        return Page(url.replace("//site.", "//www.site."), 200, "text/html", None, body.encode() + url.encode())

    assert names(await Crawl(Site("https://site.example"), read).read()) == [
        "https://www.site.example/",
        "http://www.site.example/a",
    ]
    assert "https://www.site.example/robots.txt" in asked


@dataclass
class Trap:
    """A site that leads on and on. step: what a page leads to, of the number that ends its address."""

    step: str
    asked: int = 0

    async def __call__(self, url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        if url.endswith("/robots.txt"):
            return Page(url, 404, None, None, b"")
        self.asked += 1
        hrefs = [self.step.format(here=url.rstrip("/"), number=self.asked * 10 + place) for place in range(10)]
        home = ["/about", "/news"] if url.endswith("example/") else []
        return Page(url, 200, "text/html", None, f"{links(*hrefs, *home)} {url}".encode())


@pytest.mark.parametrize("step", ["/calendar/{number}/", "{here}/a", "/search?q={number}", "{here}/x/y/z"])
async def test_a_site_without_end_is_read_within_bounds(step: str) -> None:
    trap = Trap(step)
    found = await Crawl(Site("http://site.example"), trap).read(max_articles=100, depth=50)
    assert trap.asked <= 100
    given = [item.uri for item in found if isinstance(item, Document)]
    assert {"http://site.example/about", "http://site.example/news"} <= set(given)


async def test_a_calendar_does_not_take_the_place_of_articles() -> None:
    class Calendar(Trap):
        async def __call__(self, url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
            page = await super().__call__(url)
            if url.endswith("example/"):
                words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
                hrefs = [f"/calendar/{number}" for number in range(1000)] + [f"/{word}" for word in words]
                return Page(page.url, 200, "text/html", None, links(*hrefs).encode())
            return page

    found = await Crawl(Site("http://site.example"), Calendar("/calendar/{number}")).read(max_articles=70)
    given = [item.uri for item in found if isinstance(item, Document)]
    assert len([uri for uri in given if "calendar" not in uri]) == 11


async def test_pages_that_say_the_same_are_one_and_do_not_go_on_for_ever() -> None:
    async def read(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        if url.endswith("/robots.txt"):
            return Page(url, 404, None, None, b"")
        asked.append(url)
        return Page(url, 200, "text/html", None, same)

    same = links(*(f"/a{number}x" for number in range(500))).encode()
    asked: list[str] = []
    found = await Crawl(Site("http://site.example"), read).read(max_articles=10)
    assert len(names(found[:1])) == 1
    assert errors(found) == [
        "http://site.example/: 41 pages were asked for, and only 1 of them are articles: the others were not asked for"
    ]


async def test_a_site_that_refuses_page_after_page_is_left_in_peace(crawl: Crawl) -> None:
    crawl.site.put("/", links(*(f"/{letter}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")))
    for letter in "abcdefghijklmnopqrstuvwxyz":
        crawl.site.put(f"/{letter}{letter}", "no", status=403)
    found = await crawl.read()
    assert errors(found)[-1].endswith("16 pages one after the other could not be read: the others were not asked for")
    assert len(crawl.site.asked) < 25


async def test_pages_in_trouble_are_told_and_those_behind_a_login_left_out(crawl: Crawl) -> None:
    crawl.site.put("/", links("/down", "/login", "/data"))
    crawl.site.put("/down", "x", status=500)
    crawl.site.put("/login", "x", status=401)
    crawl.site.put("/data", "{}", "application/json")
    found = await crawl.read()
    assert errors(found) == [f"{crawl.site.root}/down: the server answered 500"]
    assert names(found[:1]) == [f"{crawl.site.root}/"]
    assert not crawl.is_complete


async def test_a_link_to_a_private_address_is_not_followed_through_the_real_client(site: Site) -> None:
    site.put("/", links("/moved", "http://127.0.0.2:1/", "http://169.254.169.254/latest/meta-data/"))
    settings = CheckSettings(allow_private=["127.0.0.1/32"], host_interval=0, retries=0, timeout=2)
    async with WebClient(settings, None) as client:
        found = await Crawl(site, Remembering(client)).read()
        assert names(found) == [f"{site.root}/"]
        again = await Crawl(site, Remembering(client)).read("/none")
    assert errors(again) == [f"{site.root}/none: the server answered 404"]


async def test_a_second_reading_finds_the_pages_behind_those_that_are_as_they_were(
    site: Site, remembering: Remembering
) -> None:
    site.put("/", links("/a"))
    site.put("/a", links("/b"))
    site.put("/b", "B")
    site.validators = {path: {"ETag": f'"{path}"'} for path in site.pages}
    first = await Crawl(site, remembering).paths()
    assert await Crawl(site, remembering).paths() == first == ["/", "/a", "/b"]
    assert site.conditions[-1] == {"If-None-Match": '"/b"'}


async def test_what_the_user_excludes_is_not_asked_for(crawl: Crawl) -> None:
    crawl.site.put("/", links("/a", "/private/b", "/c?print=1"))
    crawl.site.put("/a", links("/private/d", "/e"))
    crawl.site.put("/e", "E")
    means = Means(crawl.read_url, Here(), excludes=any_of(["/private/", r"\bprint="]))
    source = SiteSource(crawl.site.root + "/", means)
    assert names([item async for item in source.documents()]) == [
        f"{crawl.site.root}/{name}" for name in ("", "a", "e")
    ]
    assert source.is_complete
    assert crawl.site.asked == ["/robots.txt", "/", "/a", "/e"]
