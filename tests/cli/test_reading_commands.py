import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

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
    unplaced = {"fragment": None, "place": None, "cited_at": None, "kind": "link", "part": "body"}
    assert report["citations"] == [
        {
            "article": "a.html",
            "href": f"{site.url}/gone",
            "url": f"{site.url}/gone",
            "text": "dead page",
            "context": "One dead page.",
            "line": 1,
            **unplaced,
        },
        {"article": "a.html", "href": "#", "url": "#", "text": "Lost", "context": "Lost here", "line": 2, **unplaced},
    ]
    assert site.requests == []


def test_extract_says_which_citations_are_left_out(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[a](https://a.example/) <!-- linkwatch-ignore -->\n\n[b](https://b.example/)")
    rows = json.loads(linkwatch("extract", "a.md", "--format", "json").stdout)["citations"]
    assert [row.get("ignored") for row in rows] == [True, None]
    assert linkwatch("extract", "a.md", "--format", "csv").stdout.splitlines()[1].endswith(",true")
    for form in ("terminal", "markdown"):
        told = linkwatch("extract", "a.md", "--format", form).stdout
        assert told.count("(left out: its author wrote so)") == 1, form


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


def execute(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


def test_rejudge_tells_the_address_to_cite_and_when_to_look_again(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(f"[a]({site.url}/moved) [b]({site.url}/gone)")
    (tmp_path / "x.toml").write_text('[recheck]\nalive = "2d"\ndead = "5d"')
    linkwatch("audit", "a.md", "--db", "x.db")
    execute(tmp_path / "x.db", "UPDATE links SET status = 'blocked', final_url = 'x', next_check_at = NULL")
    rows = json.loads(linkwatch("rejudge", "--db", "x.db", "--config", "x.toml", "--format", "json").stdout)
    assert [row["status"] for row in rows] == ["redirected", "dead"]
    due = "(julianday(next_check_at) - julianday(last_checked_at))"
    assert execute(tmp_path / "x.db", f"SELECT final_url, round({due}, 3) FROM links ORDER BY id") == [
        (f"{site.url}/its-new-place", 2),
        (f"{site.url}/gone", 5),
    ]


@pytest.mark.parametrize("evidence", ["[]", "3", '{"first": 3}', '{"url": "x"}', "[" * 900 + "]" * 900])
def test_rejudge_goes_on_after_evidence_that_cannot_be_read(
    linkwatch: Linkwatch, site: Site, tmp_path: Path, evidence: str
) -> None:
    (tmp_path / "a.md").write_text(f"[a]({site.url}/stories/a) [b]({site.url}/gone)")
    linkwatch("audit", "a.md", "--db", "x.db")
    execute(tmp_path / "x.db", f"UPDATE checks SET evidence = '{evidence}' WHERE id = 1")
    execute(tmp_path / "x.db", "UPDATE links SET status = 'failing', reason = 'http-500'")
    kept = execute(
        tmp_path / "x.db", "SELECT l.url, l.status FROM links l JOIN checks k ON link_id = l.id AND k.id = 1"
    )
    result = linkwatch("rejudge", "--db", "x.db", "--format", "json")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == 1
    ((url, status),) = kept
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"linkwatch: {url}: ")
    assert (url, status) in execute(tmp_path / "x.db", "SELECT url, status FROM links")


def test_every_reading_command_says_the_same_of_a_missing_database(linkwatch: Linkwatch, tmp_path: Path) -> None:
    results = [linkwatch(*words, "--db", "none.db") for words in (("links",), ("history", "http://x/"), ("rejudge",))]
    assert len({(result.exit_code, result.stderr) for result in results}) == 1
    assert results[0].exit_code == 2
    assert not (tmp_path / "none.db").exists()


def test_folders_audited_each_from_its_own_into_one_database_keep_their_citations(
    linkwatch: Linkwatch, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_text(f"[x]({site.url}/stories/{name})")
        monkeypatch.chdir(tmp_path / name)
        report = json.loads(linkwatch("audit", "README.md", "--db", "../h.db", "--format", "json").stdout)
        assert [row["uri"] for row in report["articles"]] == ["README.md"]
        assert [row["citations"][0]["article"] for row in report["links"]] == ["README.md"]
    sql = "SELECT uri, c.removed_at FROM articles a JOIN citations c ON article_id = a.id ORDER BY uri"
    assert execute(tmp_path / "h.db", sql) == [(str(tmp_path / name / "README.md"), None) for name in ("a", "b")]


def test_audit_and_extract_spell_a_file_name_that_is_not_utf_8_alike(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text(f"[a]({site.url}/stories/a)")
    reports = [json.loads(linkwatch(command, ".", "--format", "json").stdout) for command in ("audit", "extract")]
    assert [report["articles"][0]["uri"] for report in reports] == ["caf\\udce9.md"] * 2


def test_help_of_every_command_names_its_options(linkwatch: Linkwatch) -> None:
    listing = linkwatch("--help").stdout
    for command in ("audit", "extract", "check", "links", "history", "rejudge"):
        assert command in listing
        assert linkwatch(command, "--help").exit_code == 0
    audit = linkwatch("audit", "--help").stdout
    keys = "concurrency per-host host-interval timeout retries max-redirects max-body user-agent allow-private exclude"
    for option in [*keys.split(), "format", "output", "db", "config", "cited-at", "no-archive", "fail-on"]:
        assert f"--{option}" in audit


def test_images_frames_and_metadata_are_cited_on_request(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<link rel=canonical href=a.html><nav><a href=n.html>n</a></nav>"
        "<img src=gone.png alt=boat><iframe src=f.html></iframe>"
    )

    def cited(*options: str) -> list[tuple[str, str]]:
        result = linkwatch("extract", "a.html", "--format", "json", *options)
        return [(row["kind"], row["href"]) for row in json.loads(result.stdout)["citations"]]

    assert cited() == [("link", "n.html")]
    assert cited("--include", "images") == [("link", "n.html"), ("image", "gone.png")]
    assert cited("--include", "links,frames,metadata", "--parts", "body,head") == [
        *(("metadata", "a.html"), ("frame", "f.html")),
    ]
    (tmp_path / "linkwatch.toml").write_text('[extract]\ninclude = ["links", "images"]\nparts = ["body"]\n')
    assert cited() == [("image", "gone.png")]
    audit = linkwatch("audit", "a.html", "--format", "json")
    (link,) = json.loads(audit.stdout)["links"]
    assert (link["status"], link["reason"], link["citations"][0]["text"]) == ("dead", "file-missing", "boat")
    assert "boat" in linkwatch("audit", "a.html").stdout
    wrong = linkwatch("extract", "a.html", "--include", "pictures")
    assert (wrong.exit_code, "--include" in wrong.stderr) == (2, True)
