import csv
import io
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from linkwatch.report.words import count
from linkwatch.urls import authority
from tests.cli.conftest import Linkwatch, Site
from tests.standin.wayback import WaybackStandin

RUN_KEYS = ["started_at", "finished_at", "articles", "citations", "links", "by_status", "complete"]
ARCHIVE_KEYS = ["archive_lookups", "archive_requests", "fragments_missing", "unreadable", "problem"]
ARTICLE_KEYS = ["uri", "title", "published_at", "citations", "error"]
LINK_KEYS = [
    "url",
    "status",
    "reason",
    "http_status",
    "final_url",
    "redirects",
    "checked_at",
    "elapsed_ms",
    "evidence",
    "snapshot",
    "snapshot_reason",
    "moved_to",
    "mark",
    "old_look",
    "citations",
]
CITATION_KEYS = [
    "article",
    "href",
    "text",
    "context",
    "line",
    "fragment",
    "fragment_found",
    "place",
    "cited_at",
    "kind",
    "part",
]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def article_of(site: Site) -> str:
    return f"""---
title: Mills of the valley
date: 2015-06-09
---
# Mills

The [old mill]({site.url}/stories/the-old-mill) still turns.
The [lost mill]({site.url}/missing/mill#wheel) does not, nor does [its twin]({site.url}/missing/mill).
There was [a third]({site.url}/gone), [a fourth]({site.url}/moved) and [a fifth]({site.url}/for-a-while).
[Closed]({site.url}/forbidden), [ill]({site.url}/broken), [unnamed](#), [posted](mailto:miller@mill.example).
[Beside](beside.md) and [not beside](nowhere.md).
"""


@pytest.fixture
def article(site: Site, tmp_path: Path) -> Path:
    file = tmp_path / "mills.md"
    file.write_text(article_of(site))
    (tmp_path / "beside.md").write_text("# Beside\n")
    return file


def links_of(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {re.sub(r"^http://127.0.0.1:\d+|^file://.*/", "", link["url"]): link for link in report["links"]}


def test_an_audit_tells_the_fate_of_every_citation(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    result = linkwatch("audit", article, "--format", "json")
    assert result.exit_code == 1
    assert result.stderr == ""
    report = json.loads(result.stdout)
    links = links_of(report)
    assert {path: (link["status"], link["reason"]) for path, link in links.items()} == {
        "/stories/the-old-mill": ("alive", None),
        "/missing/mill": ("dead", "http-404"),
        "/gone": ("dead", "http-410"),
        "/moved": ("redirected", None),
        "/for-a-while": ("alive", None),
        "/forbidden": ("blocked", "forbidden"),
        "/broken": ("failing", "http-500"),
        "#": ("invalid", "placeholder"),
        "mailto:miller@mill.example": ("skipped", "unsupported-scheme"),
        "beside.md": ("alive", None),
        "nowhere.md": ("dead", "file-missing"),
    }
    assert links["/moved"]["final_url"] == f"{site.url}/its-new-place"
    assert links["/moved"]["redirects"] == [{"url": f"{site.url}/moved", "http_status": 301}]
    assert [citation["text"] for citation in links["/missing/mill"]["citations"]] == ["lost mill", "its twin"]
    assert [citation["line"] for citation in links["/missing/mill"]["citations"]] == [8, 8]
    assert links["/missing/mill"]["citations"][0]["href"].endswith("/missing/mill#wheel")
    assert "does not" in links["/missing/mill"]["citations"][0]["context"]


def test_the_json_report_has_the_names_that_its_readers_rely_on_in_order(linkwatch: Linkwatch, article: Path) -> None:
    report = json.loads(linkwatch("audit", article, "--format", "json").stdout)
    assert list(report) == ["linkwatch", "run", "articles", "links"]
    assert list(report["linkwatch"]) == ["version"]
    assert list(report["run"]) == RUN_KEYS + ARCHIVE_KEYS
    assert all(list(row) == ARTICLE_KEYS for row in report["articles"])
    assert all(list(row) == LINK_KEYS for row in report["links"])
    assert all(list(row) == CITATION_KEYS for link in report["links"] for row in link["citations"])
    assert report["run"]["articles"] == 1
    assert report["run"]["citations"] == 12
    assert report["run"]["links"] == len(report["links"]) == 11
    assert sum(report["run"]["by_status"].values()) == 11
    assert report["run"]["complete"] is True
    assert MOMENT.fullmatch(report["run"]["started_at"])
    assert report["articles"][0]["title"] == "Mills of the valley"
    assert report["articles"][0]["published_at"] == "2015-06-09T00:00:00Z"


def test_a_url_is_asked_once_however_often_it_is_cited(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(f"[a]({site.url}/gone#a) [b]({site.url}/gone#b) <{site.url}/gone>")
    linkwatch("audit", tmp_path)
    assert site.requests.count("/gone") == 1


def test_a_page_by_url_is_audited(linkwatch: Linkwatch, site: Site) -> None:
    result = linkwatch("audit", f"{site.url}/article", "--format", "json")
    report = json.loads(result.stdout)
    assert report["articles"][0]["title"] == "An article on the web"
    assert {path: link["status"] for path, link in links_of(report).items()} == {
        "/stories/the-old-mill": "alive",
        "/missing/page": "dead",
    }


def test_dead_links_get_the_snapshot_closest_to_the_article(
    linkwatch: Linkwatch, site: Site, article: Path, wayback: WaybackStandin
) -> None:
    body = b"<html><title>The lost mill</title><body><h1>The lost mill</h1>" + b"<p>It turned for years.</p>" * 40
    for timestamp in ("20100101000000", "20150601120000", "20200101000000"):
        wayback.add(f"{site.url}/missing/mill", timestamp, body=body)
    report = json.loads(linkwatch("audit", article, "--format", "json").stdout)
    links = links_of(report)
    assert links["/missing/mill"]["snapshot"]["timestamp"] == "20150601120000"
    assert links["/missing/mill"]["snapshot"]["archive"] == "wayback"
    assert links["/missing/mill"]["snapshot"]["original_url"] == f"{site.url}/missing/mill"
    assert links["/missing/mill"]["snapshot"]["url"].endswith(f"/web/20150601120000/{site.url}/missing/mill")
    assert (links["/gone"]["snapshot"], links["/gone"]["snapshot_reason"]) == (None, "no-snapshot")
    assert links["/stories/the-old-mill"]["snapshot_reason"] is None
    cited_later = linkwatch("audit", article, "--format", "json", "--cited-at", "2019-12-01")
    assert links_of(json.loads(cited_later.stdout))["/missing/mill"]["snapshot"]["timestamp"] == "20200101000000"


def test_an_archive_that_is_down_is_no_absence(
    linkwatch: Linkwatch, article: Path, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__WAYBACK_URL", "http://127.0.0.1:9")
    links = links_of(json.loads(linkwatch("audit", article, "--format", "json").stdout))
    assert links["/gone"]["snapshot_reason"] == "archive-unavailable"
    assert links["/gone"]["status"] == "dead"


def test_exit_code_is_0_without_findings(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[fine]({site.url}/stories/a-mill)")
    assert linkwatch("audit", "a.md").exit_code == 0


@pytest.mark.parametrize(
    ("fail_on", "exit_code"), [("blocked", 0), ("failing", 0), ("dead", 1), ("none", 0), ("invalid,dead", 1)]
)
def test_fail_on_says_what_a_finding_is(
    linkwatch: Linkwatch, site: Site, tmp_path: Path, fail_on: str, exit_code: int
) -> None:
    (tmp_path / "a.md").write_text(f"[gone]({site.url}/gone)")
    assert linkwatch("audit", "a.md", "--fail-on", fail_on).exit_code == exit_code


def silent_sites() -> str:
    return "\n".join(f"<http://127.0.{number}.1:9/>" for number in range(1, 13))


def test_where_nobody_answers_at_all_nothing_is_condemned(
    linkwatch: Linkwatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.check.control.CONTROL_URL", "http://127.0.0.1:9/")
    (tmp_path / "a.md").write_text(silent_sites())
    result = linkwatch("audit", "a.md", "--format", "json", "--db", "x.db")
    assert result.exit_code == 3
    assert "cannot be trusted" in result.stderr
    report = json.loads(result.stdout)
    assert report["run"]["complete"] is False
    assert report["run"]["by_status"] == {"unchecked": 12}
    with sqlite3.connect(tmp_path / "x.db") as connection:
        assert connection.execute("select count(*) from checks").fetchone() == (0,)
    connection.close()


def test_where_a_control_answers_silent_sites_are_failing(
    linkwatch: Linkwatch, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.check.control.CONTROL_URL", site.url)
    (tmp_path / "a.md").write_text(silent_sites())
    result = linkwatch("audit", "a.md", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["run"]["by_status"] == {"failing": 12}


def silent_articles() -> list[str]:
    return [f"http://127.0.{number}.1:9/" for number in range(1, 4)]


@pytest.mark.parametrize("command", ["audit", "extract"])
def test_articles_of_which_none_answers_are_at_fault_only_where_a_control_answers(
    linkwatch: Linkwatch, site: Site, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("linkwatch.check.control.CONTROL_URL", "http://127.0.0.1:9/")
    result = linkwatch(command, *silent_articles(), "--format", "json")
    assert result.exit_code == 3
    assert "our own network seems to be down: 3 unrelated sites failed alike (connect-refused)" in result.stderr
    assert len(json.loads(result.stdout)["articles"]) == 3
    assert linkwatch(command, *silent_articles(), f"{site.url}/article").exit_code == 2
    monkeypatch.setattr("linkwatch.check.control.CONTROL_URL", site.url)
    assert linkwatch(command, *silent_articles()).exit_code == 2


def test_links_that_were_not_asked_since_their_host_rests_are_unchecked_and_no_findings(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    places = "".join(f"[{number}]({site.url}/busy/{number}) " for number in range(12))
    (tmp_path / "essay.md").write_text(f"# Busy\n\n{places}")
    result = linkwatch("audit", "--format", "json", "--no-archive", "--fail-on", "dead,failing,blocked", "essay.md")
    report = json.loads(result.stdout)
    found = [(link["status"], link["reason"]) for link in report["links"]]
    refused = found.count(("blocked", "rate-limited"))
    assert 1 <= refused == len(site.requests) <= 6
    assert found.count(("unchecked", "rate-limited")) == 12 - refused
    assert (report["run"]["by_status"]["unchecked"], report["run"]["complete"]) == (12 - refused, True)
    assert result.exit_code == 1  # the refused ones, as asked for
    told_of = f"{authority(site.url)} asked to be left alone: {count(12 - refused, 'link')} not looked at"
    assert report["run"]["problem"] == told_of
    told = linkwatch("audit", "--no-archive", "essay.md").stdout
    assert "asked for a longer pause" in told


def test_excluded_links_are_not_asked(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[a]({site.url}/gone) [b]({site.url}/stories/b)")
    result = linkwatch("audit", "a.md", "--format", "json", "--exclude", "/go{1,2}ne$")
    assert {p: (link["status"], link["reason"]) for p, link in links_of(json.loads(result.stdout)).items()} == {
        "/gone": ("skipped", "excluded"),
        "/stories/b": ("alive", None),
    }
    assert "/gone" not in site.requests
    assert result.exit_code == 0


def test_private_addresses_are_not_asked_unless_allowed(
    linkwatch: Linkwatch, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LINKWATCH_CHECK__ALLOW_PRIVATE")
    (tmp_path / "a.md").write_text(f"[a]({site.url}/gone)")
    result = linkwatch("audit", "a.md", "--format", "json")
    assert links_of(json.loads(result.stdout))["/gone"]["reason"] == "private-address"
    assert site.requests == []
    assert linkwatch("audit", "a.md", "--allow-private", "127.0.0.1/32").exit_code == 1


def test_history_continues_from_audit_to_audit(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[a]({site.url}/stories/a) [b]({site.url}/stories/b)")
    assert linkwatch("audit", "a.md", "--db", "x.db").exit_code == 0
    site.gone.add("/stories/a")
    (tmp_path / "a.md").write_text(f"[a]({site.url}/stories/a)")
    assert linkwatch("audit", "a.md", "--db", "x.db").exit_code == 1
    with sqlite3.connect(tmp_path / "x.db") as db:
        changes = db.execute(
            "select old_status, new_status, h.reason from status_history h join links l on l.id = link_id"
            " where url like '%/a' order by h.id"
        ).fetchall()
        assert changes == [("unchecked", "alive", None), ("alive", "dead", "http-404")]
        assert db.execute("select count(*) from checks").fetchone() == (3,)
        assert db.execute("select count(*) from citations where removed_at is not null").fetchone() == (1,)
    db.close()


def test_one_bad_article_never_stops_the_others(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500))
    (tmp_path / "good.md").write_text(f"[gone]({site.url}/gone)")
    result = linkwatch("audit", "picture.md", "none.md", "good.md", "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 2
    assert [row["uri"] for row in report["articles"] if row["error"]] == ["picture.md", "none.md"]
    assert links_of(report)["/gone"]["status"] == "dead"
    assert len(result.stderr.splitlines()) == 2
    assert all(line.startswith("linkwatch: ") for line in result.stderr.splitlines())


def test_a_run_that_finds_no_way_to_a_private_network_is_not_complete(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    names = [f"http://{name}.acme.corp/" for name in ("wiki", "git", "mail")]
    (tmp_path / "a.md").write_text("\n".join(f"<{url}>" for url in [*names, f"{site.url}/stories/a"]))
    result = linkwatch("audit", "a.md", "--format", "json")
    assert result.exit_code == 3
    assert "this run cannot be trusted: there was no way to private networks (.corp)" in result.stderr
    report = json.loads(result.stdout)
    assert not report["run"]["complete"]
    told = {link["url"]: (link["status"], link["reason"]) for link in report["links"]}
    assert told == dict.fromkeys(names, ("unchecked", "our-network")) | {f"{site.url}/stories/a": ("alive", None)}


def test_what_cannot_be_read_is_not_counted_as_read(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    run = json.loads(linkwatch("audit", "none.md", "--format", "json").stdout)["run"]
    assert (run["articles"], run["unreadable"], run["citations"]) == (0, 1, 0)
    (tmp_path / "good.md").write_text(f"[a]({site.url}/stories/a)")
    for form in ("terminal", "markdown", "html"):
        told = linkwatch("audit", "none.md", "good.md", "--format", form).stdout
        assert "1 article, 1 citation, 1 link, 1 article not readable" in told, form
        assert "not readable" not in linkwatch("audit", "good.md", "--format", form).stdout, form


def test_extract_counts_articles_that_were_read_and_tells_the_others(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<https://a.example/>")
    (tmp_path / "b.ipynb").write_text("not a notebook")
    result = linkwatch("extract", "a.md", "b.ipynb")
    assert result.stdout.splitlines()[-1] == "1 article, 1 citation, 1 article not readable"
    assert linkwatch("extract", "a.md").stdout.splitlines()[-1] == "1 article, 1 citation"


def test_standard_input_is_an_article(linkwatch: Linkwatch, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    text = io.TextIOWrapper(io.BytesIO(f"<p><a href='{site.url}/gone'>gone</a>".encode()))
    monkeypatch.setattr("sys.stdin", text)
    report = json.loads(linkwatch("audit", "-", "--format", "json").stdout)
    assert links_of(report)["/gone"]["citations"][0]["article"] == "-"


def test_every_format_tells_of_the_dead_link(linkwatch: Linkwatch, article: Path) -> None:
    for name in ("terminal", "json", "jsonl", "csv", "markdown", "html", "junit", "sarif"):
        result = linkwatch("audit", article, "--format", name)
        assert result.exit_code == 1, name
        assert "/missing/mill" in result.stdout.replace("\\/", "/"), name


def test_csv_has_a_row_for_each_citation(linkwatch: Linkwatch, article: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(linkwatch("audit", article, "--format", "csv").stdout)))
    assert len(rows) == 12


def test_an_output_that_cannot_be_written_is_refused_before_anything_is_asked(
    linkwatch: Linkwatch, site: Site, article: Path
) -> None:
    result = linkwatch("audit", article, "--output", "no/such/folder/report.json", "--db", "x.db")
    assert result.exit_code == 2
    assert site.requests == []
    assert not Path("x.db").exists()


def test_output_goes_to_a_file_whole(linkwatch: Linkwatch, article: Path, tmp_path: Path) -> None:
    result = linkwatch("audit", article, "--format", "json", "--output", "report.json")
    assert result.stdout == ""
    assert json.loads((tmp_path / "report.json").read_text())["run"]["links"] == 11
    assert [path.name for path in tmp_path.glob(".report*")] == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("audit",), "Missing argument"),
        (("audit", "none.md"), "none.md"),
        (("audit", "a.md", "--timeout", "soon"), "option --timeout: not a duration"),
        (("audit", "a.md", "--fail-on", "ded"), "no such status: ded"),
        (("audit", "a.md", "--cited-at", "once"), "--cited-at: not a date"),
        (("audit", "a.md", "--config", "none.toml"), "none.toml: cannot be read"),
        (("audit", "a.md", "--db", "a.md"), "a.md"),
        (("audit", "a.md", "--db", "no/such/folder/x.db"), "no/such/folder"),
        (("audit", "a.md", "--output", "no/such/folder/x.json"), "no/such/folder"),
        (("audit", "feed:"), "feed:"),
        (("links",), "which database"),
        (("links", "--db", "none.db"), "none.db"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_wrong_use_is_said_in_a_line_and_exit_code_2(
    linkwatch: Linkwatch, tmp_path: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    (tmp_path / "a.md").write_text("no links")
    result = linkwatch(*arguments)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert "Traceback" not in result.stderr
