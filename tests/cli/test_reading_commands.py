import json
import sqlite3
from pathlib import Path

from tests.cli.conftest import Linkwatch, Site


def test_extract_lists_citations_and_checks_nothing(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        f"<title>A</title><p>One <a href='{site.url}/gone'>dead page</a>.\n"
        "<a href='#'>Lost</a> <a href='#here'>here</a>"
    )
    result = linkwatch("extract", "a.html", "--format", "json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["articles"][0]["title"] == "A"
    assert report["citations"] == [
        {
            "article": "a.html",
            "href": f"{site.url}/gone",
            "url": f"{site.url}/gone",
            "text": "dead page",
            "context": "One dead page.",
            "line": 1,
        },
        {"article": "a.html", "href": "#", "url": "#", "text": "Lost", "context": "Lost here", "line": 2},
    ]
    assert site.requests == []


def test_extract_goes_on_after_a_file_that_cannot_be_read(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("<http://example.org/>")
    for name in ("terminal", "json", "jsonl", "csv", "markdown"):
        result = linkwatch("extract", "none.md", "b.md", "--format", name)
        assert result.exit_code == 2
        assert "none.md" in result.stderr
        assert "http://example.org/" in result.stdout


def test_check_gives_verdict_and_chain_of_reasons(linkwatch: Linkwatch, site: Site) -> None:
    result = linkwatch("check", f"{site.url}/gone", f"{site.url}/stories/a-mill")
    assert result.exit_code == 1
    assert "410" in result.stdout
    report = json.loads(linkwatch("check", f"{site.url}/gone", "--format", "json").stdout)
    (link,) = report["links"]
    assert (link["status"], link["reason"], link["http_status"]) == ("dead", "http-410", 410)
    assert link["citations"] == []
    assert link["evidence"]["because"]
    assert report["articles"] == []


def test_check_of_what_is_no_url_is_invalid(linkwatch: Linkwatch) -> None:
    report = json.loads(linkwatch("check", "http://[", "mailto:a@b.example", "--format", "json").stdout)
    assert [(link["status"], link["reason"]) for link in report["links"]] == [
        ("invalid", "malformed"),
        ("skipped", "unsupported-scheme"),
    ]


def test_links_and_history_read_what_an_audit_kept(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[a]({site.url}/stories/a) [b]({site.url}/gone)")
    linkwatch("audit", "a.md", "--db", "x.db")
    rows = json.loads(linkwatch("links", "--db", "x.db", "--format", "json").stdout)
    assert {row["url"].rsplit("/", 1)[-1]: row["status"] for row in rows} == {"a": "alive", "gone": "dead"}
    rows = json.loads(linkwatch("links", "--db", "x.db", "--status", "dead", "--format", "json").stdout)
    assert [row["status"] for row in rows] == ["dead"]
    history = linkwatch("history", f"{site.url}/gone", "--db", "x.db")
    assert history.exit_code == 0
    assert "dead" in history.stdout
    unknown = linkwatch("history", f"{site.url}/unknown", "--db", "x.db")
    assert unknown.exit_code == 2
    assert "no such link" in unknown.stderr


def test_rejudge_makes_verdicts_anew_from_the_stored_facts(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[a]({site.url}/stories/a) [b]({site.url}/gone)")
    linkwatch("audit", "a.md", "--db", "x.db")
    assert json.loads(linkwatch("rejudge", "--db", "x.db", "--format", "json").stdout) == []
    with sqlite3.connect(tmp_path / "x.db") as db:  # as if an older linkwatch had judged otherwise
        db.execute("update links set status = 'failing', reason = 'http-410' where url like '%/gone'")
    db.close()
    asked = len(site.requests)
    (row,) = json.loads(linkwatch("rejudge", "--db", "x.db", "--format", "json").stdout)
    assert (row["old_status"], row["status"], row["reason"]) == ("failing", "dead", "http-410")
    assert len(site.requests) == asked
    with sqlite3.connect(tmp_path / "x.db") as db:
        query = "select old_status, new_status from status_history order by id desc limit 1"
        assert db.execute(query).fetchone() == ("failing", "dead")
        assert db.execute("select count(*) from checks").fetchone() == (2,)
    db.close()


def test_help_of_every_command_names_its_options(linkwatch: Linkwatch) -> None:
    listing = linkwatch("--help").stdout
    for command in ("audit", "extract", "check", "links", "history", "rejudge"):
        assert command in listing
        assert linkwatch(command, "--help").exit_code == 0
    audit = linkwatch("audit", "--help").stdout
    keys = "concurrency per-host host-interval timeout retries max-redirects max-body user-agent allow-private exclude"
    for option in [*keys.split(), "format", "output", "db", "config", "cited-at", "no-archive", "fail-on"]:
        assert f"--{option}" in audit
