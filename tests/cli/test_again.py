"""Audits that build on each other: with --db, what has not changed need not be sent or asked again."""

import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from aiohttp import web

from tests.cli.conftest import Linkwatch, in_background
from tests.servers.pages import story

PAGES = 20


class Tagged:
    """A site whose pages have tags; counts what it sends. edition: what its pages say."""

    def __init__(self) -> None:
        self.url = ""
        self.sent = 0
        self.asked: list[str] = []
        self.edition = 1
        self.gone: set[str] = set()

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if request.path in self.gone or not request.path.startswith("/story/"):
            return web.Response(status=404)
        tag = f'"{request.path}-{self.edition}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        text = story(f"{request.path} {self.edition}")
        self.sent += len(text.encode())
        return web.Response(text=text, content_type="text/html", headers={"ETag": tag})


@pytest.fixture
def site() -> Iterator[Tagged]:
    site = Tagged()
    with in_background(site.serve()) as site.url:
        yield site


@pytest.fixture
def article(site: Tagged, tmp_path: Path) -> Path:
    file = tmp_path / "a.md"
    file.write_text("# A\n\n" + "".join(f"- [story {number}]({site.url}/story/{number})\n" for number in range(PAGES)))
    return file


def audit(linkwatch: Linkwatch, site: Tagged, *options: str) -> tuple[dict[str, str], int]:
    """The status of each link, and how many bytes of pages were sent."""
    before = site.sent
    site.asked.clear()
    report = json.loads(linkwatch("audit", "a.md", "--format", "json", *options).stdout)
    return {link["url"].removeprefix(site.url): link["status"] for link in report["links"]}, site.sent - before


def test_a_second_audit_of_an_unchanged_site_has_hardly_anything_sent(
    linkwatch: Linkwatch, site: Tagged, article: Path
) -> None:
    first, sent_first = audit(linkwatch, site, "--db", "links.db")
    second, sent_again = audit(linkwatch, site, "--db", "links.db")
    assert set(first.values()) == {"alive"}
    assert second == first
    assert sent_first > 0
    assert sent_again <= 0.2 * sent_first
    assert len(site.asked) == PAGES


def test_an_audit_that_keeps_nothing_asks_for_everything(linkwatch: Linkwatch, site: Tagged, article: Path) -> None:
    _, sent_first = audit(linkwatch, site)
    _, sent_again = audit(linkwatch, site)
    assert sent_first == sent_again > 0


def test_what_is_new_is_sent_and_what_is_gone_is_seen(linkwatch: Linkwatch, site: Tagged, article: Path) -> None:
    audit(linkwatch, site, "--db", "links.db")
    site.edition = 2
    site.gone = {"/story/3"}
    found, sent = audit(linkwatch, site, "--db", "links.db")
    assert sent > 0
    assert found["/story/3"] == "dead"
    assert found["/story/4"] == "changed"  # it says something else altogether


def test_a_place_that_is_newly_cited_is_looked_for_in_a_page_that_has_not_changed(
    linkwatch: Linkwatch, site: Tagged, article: Path
) -> None:
    article.write_text(f"[story]({site.url}/story/1)")
    assert linkwatch("audit", "a.md", "--db", "links.db").exit_code == 0
    article.write_text(f"[story]({site.url}/story/1#nowhere)")
    again = linkwatch("audit", "a.md", "--db", "links.db", "--format", "json")
    (link,) = json.loads(again.stdout)["links"]
    assert [citation["fragment_found"] for citation in link["citations"]] == [False]
    assert again.exit_code == 1


def test_a_young_look_stands_and_findings_are_looked_at_all_the_same(
    linkwatch: Linkwatch, site: Tagged, article: Path
) -> None:
    site.gone = {"/story/3"}
    first, _ = audit(linkwatch, site, "--db", "links.db")
    again, _ = audit(linkwatch, site, "--db", "links.db", "--max-age", "1h")
    assert again == first
    assert "/story/3" in site.asked
    assert "/story/4" not in site.asked
    with closing(sqlite3.connect("links.db")) as raw, raw:
        raw.execute("UPDATE links SET last_checked_at = '2020-01-01T00:00:00Z'")
    audit(linkwatch, site, "--db", "links.db", "--max-age", "1h")
    assert "/story/4" in site.asked


def test_a_recheck_looks_whatever_the_age(linkwatch: Linkwatch, site: Tagged, article: Path) -> None:
    audit(linkwatch, site, "--db", "links.db")
    site.asked.clear()
    (article.parent / "linkwatch.toml").write_text('[check]\nmax_age = "1h"\n')
    linkwatch("recheck", f"{site.url}/story/4", "--db", "links.db")
    assert site.asked == ["/story/4"]
