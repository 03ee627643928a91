"""Where the page of a dead link is now, in reports and in the database."""

import json
import sqlite3
import urllib.request
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from linkwatch.config import ArchiveSettings
from tests.cli.conftest import Linkwatch, Site, in_background
from tests.servers.pages import sitemap
from tests.standin.wayback import WaybackStandin


@pytest.fixture
def dead(site: Site, wayback: WaybackStandin, tmp_path: Path) -> str:
    """An address whose page the site has elsewhere, and lists in its map."""
    url, now = f"{site.url}/missing/The_Old_Mill.html", f"{site.url}/stories/the-old-mill"
    site.feeds["/sitemap.xml"] = sitemap([now])
    with urllib.request.urlopen(now) as answer:
        wayback.add(url, "20150601120000", body=answer.read())
    (tmp_path / "a.md").write_text(f"---\ndate: 2015-06-09\n---\n[the old mill]({url})\n")
    return url


def audited(linkwatch: Linkwatch, *options: str) -> dict[str, Any]:
    report = json.loads(linkwatch("audit", "a.md", "--format", "json", *options).stdout)
    link: dict[str, Any] = report["links"][0]
    return link


def test_a_report_tells_where_the_page_is_now(linkwatch: Linkwatch, dead: str, site: Site, tmp_path: Path) -> None:
    link = audited(linkwatch, "--db", "x.db")
    assert (link["url"], link["status"]) == (dead, "dead")
    assert link["moved_to"] == {"url": f"{site.url}/stories/the-old-mill", "how": "sitemap", "similarity": 1.0}
    with closing(sqlite3.connect(tmp_path / "x.db")) as raw:
        row = raw.execute("SELECT moved_to, moved_how, moved_similarity FROM links").fetchone()
    assert row == (f"{site.url}/stories/the-old-mill", "sitemap", 1.0)


def test_it_is_looked_for_once(linkwatch: Linkwatch, dead: str, site: Site) -> None:
    first = audited(linkwatch, "--db", "x.db")
    asked = site.requests.count("/sitemap.xml")
    assert audited(linkwatch, "--db", "x.db")["moved_to"] == first["moved_to"] is not None
    assert site.requests.count("/sitemap.xml") == asked == 1


@pytest.mark.parametrize("option", ["--no-moved", "--no-archive"])
def test_it_is_left_out_on_request(linkwatch: Linkwatch, dead: str, site: Site, option: str) -> None:
    assert audited(linkwatch, option)["moved_to"] is None
    assert "/sitemap.xml" not in site.requests


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "junit", "sarif", "csv", "jsonl"])
def test_every_report_names_the_place(linkwatch: Linkwatch, dead: str, site: Site, form: str) -> None:
    assert "/stories/the-old-mill" in linkwatch("audit", "a.md", "--format", form).stdout.replace("\n", "")


@pytest.mark.parametrize("sites", [1, 9])
def test_nine_dead_links_of_sixty_end_within_one_minutes_questions_to_the_archive(
    sites: int, linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        hosts = [stack.enter_context(in_background(Site().serve())) for _ in range(sites)]
        dead = [f"{hosts[number % sites]}/missing/{number}/page-{number}" for number in range(9)]
        for number, url in enumerate(dead):
            body = f"<title>page {number}</title>" + f"<p>Seventeen wheels turned there, {number} of them new.</p>" * 20
            wayback.add(url, "20150601120000", body=body.encode())
        links = [*dead, *(f"{site.url}/?page={number}" for number in range(51))]
        (tmp_path / "a.md").write_text("\n\n".join(f"[page {number}]({url})" for number, url in enumerate(links)))
        report = json.loads(linkwatch("audit", "a.md", "--format", "json").stdout)
        assert sum(link["snapshot"] is not None for link in report["links"]) == 9
        assert len(wayback.requests) < ArchiveSettings().requests_per_minute
