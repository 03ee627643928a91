"""What robots.txt asks for, and the way from it to sitemaps."""

import time
from collections.abc import Callable

import pytest

from linkwatch.articles.sources import ReadUrl
from linkwatch.articles.sources.robots import read_robots
from tests.articles.sources.conftest import Site
from tests.articles.sources.helpers import errors, names, read_all

GROUPS = """
User-agent: other
Disallow: /

User-agent: *
User-agent: more
Crawl-delay: 5
Disallow: /private/   # a comment
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?
Disallow:
Sitemap: https://x.example/#no-comment
"""


@pytest.mark.parametrize(
    ("path", "is_allowed"),
    [
        ("", True),
        ("/", True),
        ("/private", True),
        ("/private/", False),
        ("/private/open/x", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x", True),
        ("/search", True),
        ("/search?q=1", False),
        ("/%70rivate/x", False),
    ],
)
def test_the_longest_rule_decides(path: str, is_allowed: bool) -> None:
    robots = read_robots(GROUPS.encode())
    assert robots.allows(f"https://x.example{path}") is is_allowed
    assert (robots.delay, robots.sitemaps) == (5.0, ["https://x.example/#no-comment"])


def test_rules_for_us_stand_above_those_for_everybody() -> None:
    robots = read_robots(b"User-agent: *\nDisallow: /\n\nUser-agent: LinkWatch/1.0\nDisallow: /x\nCrawl-delay: nan\n")
    assert robots.allows("https://x.example/a")
    assert not robots.allows("https://x.example/x")
    assert robots.delay == 0


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"Disallow: /", b"<html>", b"User-agent: *\nDisallow:"])
def test_what_says_nothing_of_us_allows_everything(body: bytes) -> None:
    assert read_robots(body).allows("https://x.example/a")


@pytest.mark.parametrize(
    ("pattern", "path", "is_allowed"),
    [
        ("/a*b*c$", "/a-b-c", False),
        ("/a*b*c$", "/a-b-cc", False),
        ("/a*b*c$", "/a-b-cd", True),
        ("/a*bc*c$", "/a-bc", True),
        ("/a$", "/a", False),
        ("/a$", "/ab", True),
        ("*", "/", False),
        ("/ä", "/%C3%A4", False),
        ("/%c3%a4", "/ä", False),
    ],
)
def test_stars_and_ends(pattern: str, path: str, is_allowed: bool) -> None:
    robots = read_robots(f"User-agent: *\nDisallow: {pattern}".encode())
    assert robots.allows(f"https://x.example{path}") is is_allowed


def test_no_pattern_takes_long() -> None:
    robots = read_robots(b"User-agent: *\n" + b"Disallow: /" + b"*a" * 900 + b"$\n")
    began = time.process_time()
    assert robots.allows("https://x.example/" + "a" * 5000 + "b")
    assert time.process_time() - began < 1


_LETTERS = "abcdefghijkl"


@pytest.mark.parametrize(
    ("rules", "is_allowed"),
    [
        (lambda number: f"/*{number}*{'*'.join(_LETTERS)}*z$", False),
        (lambda number: f"/{number}*{'*'.join(_LETTERS)}*z$", True),
        (lambda number: f"/{'x' * number}", True),
    ],
)
def test_a_list_of_hostile_patterns_costs_little_for_each_link(rules: Callable[[int], str], is_allowed: bool) -> None:
    text = "".join(f"Disallow: {rules(number)}\n" for number in range(1, 5000))
    robots = read_robots(f"User-agent: *\n{text}".encode())
    urls = [f"https://x.example/{f'{_LETTERS}/{number}' * 20}" for number in range(100)]
    began = time.process_time()
    assert {robots.allows(url) for url in urls} == {is_allowed}
    assert time.process_time() - began < 0.2  # 2 ms for each


def test_beyond_a_number_of_stars_no_rule_leads_where_another_forbids_it() -> None:
    stars = "".join(f"Disallow: /{number}*x*y*z\n" for number in range(400))
    robots = read_robots(f"User-agent: *\n{stars}Disallow: /late*.pdf\nAllow: /late*open.pdf\nAllow: /late".encode())
    allowed = {path: robots.allows(f"https://x.example/{path}") for path in ("1x", "1xyz", "late", "late.pdf", "other")}
    assert allowed == {"1x": True, "1xyz": False, "late": False, "late.pdf": False, "other": True}


SITEMAP = "<urlset><url><loc>%s/a</loc></url></urlset>"


@pytest.mark.parametrize("path", ["", "/", "/robots.txt"])
async def test_robots_txt_leads_to_the_sitemaps(site: Site, read_url: ReadUrl, path: str) -> None:
    site.put("/", "A home page", status=403)
    site.put("/robots.txt", "User-agent: *\nSitemap: /maps/one.xml\nsitemap: %s/maps/two.xml\n", "text/plain")
    site.put("/maps/one.xml", SITEMAP)
    site.put("/maps/two.xml", "<urlset><url><loc>%s/b</loc></url></urlset>")
    site.put("/a", "A")
    site.put("/b", "B")
    assert names(await read_all(f"sitemap:{site.root}{path}", read_url)) == [f"{site.root}/a", f"{site.root}/b"]


async def test_without_a_word_in_robots_txt_the_usual_address_is_tried(site: Site, read_url: ReadUrl) -> None:
    site.put("/", "<title>A home page</title>")
    site.put("/sitemap.xml", SITEMAP)
    site.put("/a", "A")
    assert names(await read_all(f"sitemap:{site.root}", read_url)) == [f"{site.root}/a"]
    del site.pages["/sitemap.xml"]
    assert errors(await read_all(f"sitemap:{site.root}", read_url)) == [
        f"{site.root}/sitemap.xml: the server answered 404"
    ]


async def test_a_robots_txt_without_sitemaps_leads_to_the_usual_address(site: Site, read_url: ReadUrl) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow:\n", "text/plain")
    site.put("/sitemap.xml", SITEMAP)
    site.put("/a", "A")
    assert names(await read_all(f"sitemap:{site.root}/robots.txt", read_url)) == [f"{site.root}/a"]


@pytest.mark.parametrize("body", [SITEMAP, "%s/a\n"])
async def test_a_sitemap_may_stand_at_the_root(site: Site, read_url: ReadUrl, body: str) -> None:
    site.put("/", body)
    site.put("/a", "A")
    assert names(await read_all(f"sitemap:{site.root}/", read_url)) == [f"{site.root}/a"]
