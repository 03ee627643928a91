"""Places in pages: looked for in files and on the web, told in every format, counted for the exit code."""

import csv
import io
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Linkwatch, Site


def found(output: str) -> dict[str, bool | None]:
    return {
        citation["href"].rpartition("/")[2]: citation["fragment_found"]
        for link in json.loads(output)["links"]
        for citation in link["citations"]
    }


def statuses(output: str) -> Mapping[str, tuple[str, str | None]]:
    return {link["url"].rpartition("/")[2]: (link["status"], link["reason"]) for link in json.loads(output)["links"]}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "shots").mkdir()
    (tmp_path / "shots" / "index.html").write_text("<p id=fig-2>")
    (tmp_path / "b.md").write_text("## Why\n")
    (tmp_path / "photo.bin").write_bytes(b"\0")
    path = tmp_path / "a.md"
    path.write_text(
        "# A\n\n[1](b.md#why) [2](b.md#nope) [3](#gone) [4](#a) [5](shots#fig-2) [6](photo.bin#x) [7](b.md)\n"
    )
    return path


def test_places_in_files_are_looked_for(linkwatch: Linkwatch, article: Path) -> None:
    result = linkwatch("audit", article, "--format", "json")
    assert found(result.stdout) == {
        "b.md#why": True,
        "b.md#nope": False,
        "#gone": False,
        "shots#fig-2": True,
        "photo.bin#x": None,
        "b.md": None,
    }
    assert {status for status, _ in statuses(result.stdout).values()} == {"alive"}
    assert json.loads(result.stdout)["run"]["fragments_missing"] == 2
    assert result.exit_code == 1


def test_what_fails_a_run_can_be_chosen(linkwatch: Linkwatch, article: Path) -> None:
    assert linkwatch("audit", article, "--fail-on", "dead,failing").exit_code == 0
    assert linkwatch("audit", article, "--fail-on", "fragment-missing").exit_code == 1
    assert linkwatch("audit", article, "--fail-on", "none").exit_code == 0
    assert linkwatch("audit", article, "--no-fragments").exit_code == 0
    assert "fragment-missing" in linkwatch("audit", article, "--fail-on", "fragments").stderr


@pytest.mark.parametrize("name", ["terminal", "markdown", "html", "junit", "sarif"])
def test_every_format_for_people_tells_what_is_missing(linkwatch: Linkwatch, article: Path, name: str) -> None:
    told = linkwatch("audit", article, "--format", name).stdout
    assert "fragment-missing" in told
    assert "nope" in told
    assert "b.md#why" not in told


def test_tables_have_columns_for_it(linkwatch: Linkwatch, article: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(linkwatch("audit", article, "--format", "csv").stdout)))
    told = {row["href"]: (row["fragment"], row["fragment_found"]) for row in rows}
    assert (told["b.md#nope"], told["b.md#why"], told["b.md"]) == (("nope", "false"), ("why", "true"), ("", ""))
    lines = map(json.loads, linkwatch("audit", article, "--format", "jsonl").stdout.splitlines())
    assert [line["citations"][0]["fragment"] for line in lines if line["type"] == "link"][:2] == ["why", "gone"]


def test_places_on_the_web_are_looked_for_in_the_page_that_is_read_anyway(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        f"[1]({site.url}/stories/a#title) [2]({site.url}/stories/a#part) [3]({site.url}/gone#title) "
        f"[4]({site.url}/for-a-while#title) [5]({site.url}/stories/b#:~:text=prose)"
    )
    result = linkwatch("audit", path, "--format", "json")
    assert found(result.stdout) == {
        "a#title": True,
        "a#part": False,
        "gone#title": None,
        "for-a-while#title": True,
        "b#:~:text=prose": None,
    }
    assert site.requests.count("/stories/a") == 1
    assert statuses(result.stdout)["gone"][0] == "dead"


@pytest.mark.parametrize("kept", [(), ("--db", "links.db")])
def test_a_place_in_a_url_given_by_hand_is_looked_for(linkwatch: Linkwatch, site: Site, kept: tuple[str, ...]) -> None:
    page = f"{site.url}/stories/a"
    result = linkwatch("check", f"{page}#title", f"{page}#part", "--format", "json", *kept)
    report = json.loads(result.stdout)
    (link,) = report["links"]
    assert (link["url"], link["status"], link["evidence"]["fragments_missing"]) == (page, "alive", ["part"])
    assert report["run"]["fragments_missing"] == 1
    assert result.exit_code == 1
    assert linkwatch("check", f"{page}#title", *kept).exit_code == 0
    shown = linkwatch("check", f"{page}#part", *kept).stdout
    assert "no place “#part”" in shown
    assert "article" not in shown.splitlines()[-3]


def test_the_database_keeps_it(linkwatch: Linkwatch, article: Path) -> None:
    linkwatch("audit", article, "--db", "links.db")
    article.write_text(article.read_text().replace("#gone", "#a").replace("#nope", "#why"))
    assert linkwatch("audit", article, "--db", "links.db").exit_code == 0
    with closing(sqlite3.connect("links.db")) as raw:
        sql = "SELECT href, fragment, fragment_found, removed_at IS NULL FROM citations WHERE fragment IS NOT NULL"
        rows: list[tuple[Any, ...]] = raw.execute(f"{sql} ORDER BY id").fetchall()
    assert rows[:3] == [("b.md#why", "why", 1, 1), ("b.md#nope", "nope", 0, 0), ("#gone", "gone", 0, 0)]


def test_a_place_that_the_baseline_missed_fails_no_run(linkwatch: Linkwatch, article: Path) -> None:
    linkwatch("audit", article, "--db", "base.db")
    assert linkwatch("audit", article, "--baseline", "base.db").exit_code == 0
    article.write_text(article.read_text() + "[8](shots#fig-9)")
    result = linkwatch("audit", article, "--baseline", "base.db")
    assert result.exit_code == 1
    assert "1 finding is new, 2 were known" in result.stdout


def test_extract_says_which_place_and_checks_nothing(linkwatch: Linkwatch, article: Path) -> None:
    citations = json.loads(linkwatch("extract", article, "--format", "json").stdout)["citations"]
    assert [(row["href"], row["fragment"]) for row in citations] == [
        *(("b.md#why", "why"), ("b.md#nope", "nope"), ("shots#fig-2", "fig-2"), ("photo.bin#x", "x"), ("b.md", None)),
    ]


def test_what_is_marked_is_listed_and_not_looked_at(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<a href='{site.url}/gone' data-proofer-ignore>1</a><a href='#' data-linkwatch-ignore>2</a>"
        "<a href=x.md data-linkwatch-ignore>3</a><a href=x.md>4</a>"
    )
    result = linkwatch("audit", path, "--format", "json")
    told = statuses(result.stdout)
    assert told == {"gone": ("skipped", "ignored"), "#": ("skipped", "ignored"), "x.md": ("dead", "file-missing")}
    (link,) = [link for link in json.loads(result.stdout)["links"] if link["url"].endswith("x.md")]
    assert [citation.get("ignored", False) for citation in link["citations"]] == [True, False]
    assert site.requests == []
    shown = linkwatch("audit", path).stdout
    assert "“4”" in shown
    assert "“3”" not in shown


def test_what_is_meant_by_a_misspelt_scheme_is_said(linkwatch: Linkwatch, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<a href='htp://example.org/1'>1</a>")
    assert "http://example.org/1 is most likely meant" in linkwatch("audit", path).stdout
    (link,) = json.loads(linkwatch("audit", path, "--format", "json").stdout)["links"]
    assert (link["status"], link["reason"]) == ("invalid", "malformed")
    assert "http://example.org/1" in link["evidence"]["because"][0]


def test_how_a_target_with_spaces_is_to_be_written_is_said(linkwatch: Linkwatch, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("[t](my note.md)")
    assert "write its spaces as %20: my%20note.md" in linkwatch("audit", path).stdout
    (link,) = json.loads(linkwatch("audit", path, "--format", "json").stdout)["links"]
    assert (link["status"], link["reason"]) == ("invalid", "malformed")
    assert link["evidence"]["because"] == ["its spaces are to be written as %20: my%20note.md"]


def test_places_that_are_excluded_are_not_looked_for_but_their_pages_are(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<a href='b.html#code/1'>1</a><a href='b.html#gone'>2</a><a href='#code/2'>3</a>")
    (tmp_path / "b.html").write_text("x")
    ran = linkwatch("audit", "a.html", "--exclude", "#code/", "--format", "json")
    (link,) = json.loads(ran.stdout)["links"]
    assert link["status"] == "alive"
    assert [(each["href"], each["fragment_found"]) for each in link["citations"]] == [
        ("b.html#code/1", None),
        ("b.html#gone", False),
    ]


@pytest.mark.parametrize(
    ("href", "status"),
    [
        *(("about", "alive"), ("/about", "alive"), ("about#x", "alive"), ("guide/", "alive"), ("notes/", "alive")),
        *(("page.html/", "dead"), ("gone", "dead"), ("gone/", "dead"), ("notes", "dead")),
    ],
)
def test_files_are_found_as_static_hosts_serve_them(
    linkwatch: Linkwatch, tmp_path: Path, href: str, status: str
) -> None:
    (tmp_path / "site" / "guide").mkdir(parents=True)
    for name in ("about.html", "page.html", "notes.md", "guide/index.html"):
        (tmp_path / "site" / name).write_text("<p id=x>x")
    (tmp_path / "site" / "i.html").write_text(f"<a href='{href}'>1</a>")
    (link,) = json.loads(linkwatch("audit", "site", "--suffixes", "html", "--format", "json").stdout)["links"]
    assert link["status"] == status


def test_places_that_pages_lack_are_listed_from_a_database(linkwatch: Linkwatch, article: Path) -> None:
    linkwatch("audit", article, "--db", "x.db")

    def listed(status: str) -> dict[str, tuple[str, int]]:
        rows = json.loads(linkwatch("links", "--db", "x.db", "--status", status, "--format", "json").stdout)
        return {row["url"].rpartition("/")[2]: (row["status"], row["citations"]) for row in rows}

    missing = {"b.md#nope": ("fragment-missing", 1), "a.md#gone": ("fragment-missing", 1)}
    assert listed("fragment-missing") == missing
    assert listed("dead,fragment-missing") == missing
    assert missing.items() < listed("alive,fragment-missing").items()
    told = linkwatch("links", "--db", "x.db", "--status", "fragment-missing").stdout
    assert "fragment-missing: the page is there, the place in it is not" in told
    (url,) = (url for url in told.splitlines() if url.endswith("b.md#nope"))
    history = json.loads(linkwatch("history", url.removesuffix("#nope"), "--db", "x.db", "--format", "json").stdout)
    assert {row["fragment"]: row["fragment_found"] for row in history["citations"]} == {
        "why": True,
        "nope": False,
        None: None,
    }
    assert "fragment-missing" in linkwatch("links", "--db", "x.db", "--status", "lost").stderr
