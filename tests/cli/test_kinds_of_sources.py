"""Kinds of sources on the command line, read by the program as it is: in processes of its own."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Linkwatch, Site
from tests.programs import run_program


@pytest.fixture
def program(linkwatch: Linkwatch, tmp_path: Path) -> Linkwatch:
    """The program, with the same settings as in this process."""

    def program(*words: str | Path) -> "subprocess.CompletedProcess[str]":
        return run_program(*words, cwd=tmp_path, text=True)

    return program  # type: ignore[return-value]  # has stdout and stderr, as a Result has


def test_every_kind_is_read_in_processes_of_its_own(program: Linkwatch, site: Site, tmp_path: Path) -> None:
    item = "<item><description>&lt;a href='/stories/a'&gt;a&lt;/a&gt;</description></item>"
    site.feeds = {
        "/feed": f"<rss><channel><item><link>/article</link></item>{item}</channel></rss>",
        "/sitemap.xml": "<urlset><url><loc>/article</loc></url></urlset>",
        "/wp-json/wp/v2/posts": '[{"id": 1, "link": "/post", "content": {"rendered": "<a href=/stories/b>b</a>"}}]',
        "/wp-json/wp/v2/pages": "[]",
        "/groups/7/items/top": '[{"key": "K", "csljson": {"id": "K", "URL": "https://cited.example/"}}]',
        "/w/api.php": json.dumps(
            {
                "query": {
                    "general": {"articlepath": "/$1", "base": f"{site.url}/Main"},
                    "pages": [{"title": "A", "revisions": [{"slots": {"main": {"content": "[https://w.example/]"}}}]}],
                }
            }
        ),
    }
    (tmp_path / "feeds.opml").write_text(f"<opml><body><outline xmlUrl='{site.url}/feed'/></body></opml>")
    (tmp_path / "a.md").write_text("<https://g.example/>")
    for words in ("init -q", "add a.md"):
        subprocess.run(["git", *words.split()], cwd=tmp_path, check=True)
    cited = {
        "opml:feeds.opml": ["/stories/the-old-mill", "/missing/page", "/stories/a"],
        f"sitemap:{site.url}": ["/stories/the-old-mill", "/missing/page"],
        f"site:{site.url}/article": ["/stories/the-old-mill", "/missing/page"],
        f"mediawiki:{site.url}/A": ["https://w.example/"],
        f"wordpress:{site.url}/": ["/stories/b"],
        f"zotero:{site.url}/groups/7": ["https://cited.example/"],
        "git:.": ["https://g.example/"],
    }
    for text, urls in cited.items():
        done = program("extract", text, "--dump")
        assert done.stderr == ""
        assert done.stdout.split() == [url if "://" in url else site.url + url for url in urls]


def test_a_feed_that_is_given_as_a_file_is_refused_with_what_to_write(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    site.feeds["/unused"] = ""
    (tmp_path / "feed.xml").write_text(f"<rss><channel><item><link>{site.url}/article</link></item></channel></rss>")
    refused = linkwatch("audit", "feed.xml")
    assert refused.exit_code == 2
    assert "feed.xml: names articles and is none: give feed:feed.xml to read those it names" in refused.stderr
    read = linkwatch("audit", "feed:feed.xml", "--format", "json")
    assert read.exit_code == 1
    assert [row["uri"] for row in json.loads(read.stdout)["articles"]] == [f"{site.url}/article"]


def test_a_website_is_audited_within_the_bounds_that_are_given(linkwatch: Linkwatch, site: Site) -> None:
    done = linkwatch("audit", f"site:{site.url}/article", "--depth", "0", "--format", "json")
    report = json.loads(done.stdout)
    assert [row["uri"] for row in report["articles"]] == [f"{site.url}/article"]
    assert {link["status"] for link in report["links"]} == {"alive", "dead"}
    cut = linkwatch("extract", f"site:{site.url}/article", "--max-articles", "1")
    assert cut.exit_code == 2
    assert "has more pages: only 1 are read (max_articles)" in cut.stderr
    assert linkwatch("audit", f"site:{site.url}/", "--depth", "-1").exit_code == 2


def test_a_website_on_a_private_network_is_not_followed(
    linkwatch: Linkwatch, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LINKWATCH_CHECK__ALLOW_PRIVATE")
    done = linkwatch("extract", f"site:{site.url}/article")
    assert done.exit_code == 2
    assert "private-address: 127.0.0.1 is not a public address" in done.stderr
    assert site.requests == []


def test_what_a_repository_tracks_can_be_mended_and_tracked(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[lost](#)")
    (tmp_path / "untracked.md").write_text("[lost](#)")
    for words in ("init -q", "add a.md"):
        subprocess.run(["git", *words.split()], cwd=tmp_path, check=True)
    assert linkwatch("audit", "git:.", "--db", "x.db").exit_code == 0
    listed = linkwatch("fix", "git:.", "--db", "x.db", "--format", "json")
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert linkwatch("add", "git:.", "--db", "x.db").stdout == f"watching git {tmp_path}\n"
    assert "only files and folders can be mended" in linkwatch("fix", "feed:https://a.example/", "--db", "x.db").stderr
