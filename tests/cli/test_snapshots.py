"""Which links the archives are asked about from run to run, and for how long."""

import json
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Linkwatch, Site
from tests.standin.wayback import EXCLUDED, UNAVAILABLE, Trouble, WaybackStandin

Audit = Callable[..., dict[str, Any]]


@pytest.fixture
def audit(linkwatch: Linkwatch, tmp_path: Path) -> Audit:
    """Audits a.md into x.db and returns the JSON report."""

    def audit(*options: str) -> dict[str, Any]:
        result = linkwatch("audit", "a.md", "--db", "x.db", "--format", "json", *options)
        assert result.stderr == ""
        report: dict[str, Any] = json.loads(result.stdout)
        return report

    return audit


def cite(path: Path, *urls: str) -> None:
    path.write_text("---\ndate: 2015-06-09\n---\n" + "\n\n".join(f"<{url}>" for url in urls))


def execute(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


def let_time_pass(path: Path, days: float) -> None:
    execute(
        path,
        f"UPDATE links SET snapshot_checked_at = strftime('%Y-%m-%dT%H:%M:%SZ', snapshot_checked_at, '-{days} days')",
    )


def test_a_copy_once_chosen_is_not_asked_for_again(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/gone")
    wayback.add(f"{site.url}/gone", "20150601120000", body=b"<p>A page that was here.</p>" * 30)
    first = audit()
    asked = len(wayback.requests)
    again = audit()
    assert asked == len(wayback.requests) > 0
    assert first["links"][0]["snapshot"] == again["links"][0]["snapshot"] is not None
    assert (first["run"]["archive_lookups"], first["run"]["archive_requests"]) == (1, asked)
    assert (again["run"]["archive_lookups"], again["run"]["archive_requests"]) == (0, 0)


def test_a_copy_is_chosen_anew_for_another_date(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/gone")
    for timestamp in ("20150601120000", "20200101000000"):
        wayback.add(f"{site.url}/gone", timestamp, body=b"<p>A page that was here.</p>" * 30)
    assert audit()["links"][0]["snapshot"]["timestamp"] == "20150601120000"
    assert audit("--cited-at", "2019-12-01")["links"][0]["snapshot"]["timestamp"] == "20200101000000"


def test_of_files_that_are_missing_no_archive_is_asked_and_none_is_said_to_have_no_copy(
    audit: Audit, tmp_path: Path, wayback: WaybackStandin
) -> None:
    (tmp_path / "a.md").write_text("[beside](gone.md)")
    for _ in range(2):
        (link,) = audit()["links"]
        assert (link["status"], link["reason"]) == ("dead", "file-missing")
        assert (link["snapshot"], link["snapshot_reason"]) == (None, None)
    assert wayback.requests == []


def test_an_absence_is_believed_for_its_time_and_then_asked_about_again(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/gone")
    audit()
    asked = len(wayback.requests)
    wayback.add(f"{site.url}/gone", "20150601120000", body=b"<p>A page that was here.</p>" * 30)
    let_time_pass(tmp_path / "x.db", 6.9)
    assert audit()["links"][0]["snapshot_reason"] == "no-snapshot"
    assert len(wayback.requests) == asked
    let_time_pass(tmp_path / "x.db", 0.2)
    assert audit()["links"][0]["snapshot"]["timestamp"] == "20150601120000"


def test_an_exclusion_is_believed_four_times_as_long(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/gone")
    wayback.always = EXCLUDED
    assert audit()["links"][0]["snapshot_reason"] == "archive-excluded"
    asked = len(wayback.requests)
    let_time_pass(tmp_path / "x.db", 27)
    assert audit()["links"][0]["snapshot_reason"] == "archive-excluded"
    assert len(wayback.requests) == asked
    let_time_pass(tmp_path / "x.db", 1.1)
    audit()
    assert len(wayback.requests) > asked


def test_an_address_with_a_secret_is_told_to_nobody_but_its_own_site(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin, linkwatch: Linkwatch
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/gone?token=hush", f"{site.url}/gone?page=2")
    first = {link["url"]: link["snapshot_reason"] for link in audit()["links"]}
    assert first == {f"{site.url}/gone?token=hush": "not-told", f"{site.url}/gone?page=2": "no-snapshot"}
    assert [request.raw for request in wayback.requests if "page" in request.raw]
    assert not [request for request in wayback.requests if "hush" in f"{request.raw} {request.headers}"]
    page = linkwatch("audit", "a.md", "--db", "x.db", "--format", "html").stdout
    assert "gone?token=…" in page
    assert "no archive was asked: its address is private or holds a secret" in page
    assert "hush" not in page


def test_an_archive_that_did_not_answer_is_asked_again_by_the_next_run(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/gone")
    wayback.add(f"{site.url}/gone", "20150601120000", body=b"<p>A page that was here.</p>" * 30)
    wayback.always = Trouble(403, "Forbidden")
    assert audit()["links"][0]["snapshot_reason"] == "archive-unavailable"
    wayback.always = None
    assert audit()["links"][0]["snapshot"]["timestamp"] == "20150601120000"


def test_another_archive_in_the_settings_is_asked_whatever_the_first_one_said(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/gone")
    audit()
    asked = len(wayback.requests)
    monkeypatch.setenv("LINKWATCH_ARCHIVE__MEMENTO", "http://127.0.0.1:9/timemap/link/")
    audit()
    assert len(wayback.requests) > asked


def test_a_failing_link_is_looked_up_once_it_stays_so(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/broken")
    wayback.add(f"{site.url}/broken", "20150601120000", body=b"<p>A page that was here.</p>" * 30)
    assert [audit()["links"][0]["snapshot"] for _ in range(2)] == [None, None]
    assert wayback.requests == []
    link = audit()["links"][0]
    assert (link["status"], link["snapshot"]["timestamp"]) == ("failing", "20150601120000")


def test_no_status_asked_for_means_no_archive_asked(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/broken", f"{site.url}/gone")
    for _ in range(4):
        audit("--snapshots-for", "none")
    assert wayback.requests == []


def test_a_capture_made_after_the_page_was_seen_dead_is_passed_over(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/gone")
    audit("--no-archive")
    execute(tmp_path / "x.db", "UPDATE links SET failing_since = '2014-01-01T00:00:00Z'")
    for timestamp in ("20130101000000", "20150609000000"):
        wayback.add(f"{site.url}/gone", timestamp, body=f"<p>A page that was here {timestamp}.</p>".encode() * 30)
    assert audit()["links"][0]["snapshot"]["timestamp"] == "20130101000000"


def test_a_citation_of_an_archived_copy_is_alive_and_its_original_is_known(
    audit: Audit, tmp_path: Path, wayback: WaybackStandin
) -> None:
    body = b"<title>The mill</title>" + b"<p>It turned for years, and then it stood still.</p>" * 30
    wayback.add("http://mill.example/page", "20150601120000", body=body)
    archive = os.environ["LINKWATCH_ARCHIVE__WAYBACK_URL"]
    cite(tmp_path / "a.md", f"{archive}/web/20150601120000/http://mill.example/page")
    (link,) = audit()["links"]
    assert (link["status"], link["evidence"]["archived_original"]) == ("alive", "http://mill.example/page")
    assert wayback.asked("/cdx/") == 0


def test_a_slow_archive_costs_an_audit_a_bounded_time(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__PATIENCE", "1s")
    wayback.always = Trouble(delay=0.2, answer_after_delay=True)
    urls = [f"{site.url}/missing/{number}" for number in range(60)]
    cite(tmp_path / "a.md", *urls)
    report = audit("--per-host", "60")
    assert 0 < wayback.asked("/") < 90  # of 180: 60 links at 3 questions each, of which a second has time for 20
    reasons = [link["snapshot_reason"] for link in report["links"]]
    assert set(reasons) == {"no-snapshot", "archive-unavailable"}
    assert [link["status"] for link in report["links"]] == ["dead"] * 60
    assert report["run"]["complete"] is True


def test_an_archive_that_never_answers_costs_an_audit_a_bounded_time(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__PATIENCE", "500ms")
    wayback.always = Trouble(delay=30)
    cite(tmp_path / "a.md", *(f"{site.url}/missing/{number}" for number in range(30)))
    started = time.monotonic()
    report = audit()
    assert time.monotonic() - started < 4
    assert {link["snapshot_reason"] for link in report["links"]} == {"archive-unavailable"}


def test_an_archive_that_fails_once_costs_no_link_its_copy_for_good(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin
) -> None:
    urls = [f"{site.url}/missing/{number}" for number in range(3)]
    for url in urls:
        wayback.add(url, "20150601120000", body=f"<p>The page that was at {url}.</p>".encode() * 30)
    cite(tmp_path / "a.md", *urls)
    wayback.trouble_at = {"/cdx/": Trouble(403), "/web/": UNAVAILABLE}
    assert {link["snapshot_reason"] for link in audit()["links"]} == {"archive-unavailable"}
    wayback.trouble_at = {}
    assert all(link["snapshot"] for link in audit()["links"])


def test_each_copy_says_how_well_it_is_vouched_for(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin, linkwatch: Linkwatch
) -> None:
    text = "".join(f"<p>The stations measured nitrate in well {at} and found less than before.</p>" for at in range(30))
    named = f"<title>Water in the valleys</title><h1>Water in the valleys</h1>{text}".encode()
    url, other = f"{site.url}/gone/7", f"{site.url}/gone/8"
    (tmp_path / "a.md").write_text(
        f"---\ndate: 2015-06-09\n---\nAs [Water in the valleys]({url}) says, and [others]({other})."
    )
    wayback.add(url, "20150601120000", body=named)
    wayback.add(other, "20150601120000", body=b"<title>Monthly</title>" + text.encode())
    links = {link["url"]: link for link in audit()["links"]}
    assert {address: link["snapshot"]["grade"] for address, link in links.items()} == {url: "fits", other: "plays"}
    assert {link["snapshot_reason"] for link in links.values()} == {None}
    assert sorted(execute(tmp_path / "x.db", "SELECT grade FROM snapshots")) == [("fits",), ("plays",)]
    page = linkwatch("audit", "a.md", "--db", "x.db").stdout
    assert "nothing vouches for" in " ".join(page.split())
    rows = linkwatch("audit", "a.md", "--db", "x.db", "--format", "csv").stdout
    assert "wayback,fits" in rows


def test_a_copy_that_was_chosen_while_an_archive_failed_is_told_as_such_and_asked_for_again(
    audit: Audit, site: Site, tmp_path: Path, wayback: WaybackStandin, linkwatch: Linkwatch
) -> None:
    cite(tmp_path / "a.md", f"{site.url}/gone")
    for timestamp in ("20150601120000", "20140601120000"):
        wayback.add(f"{site.url}/gone", timestamp, body=b"<p>A page that was here.</p>" * 30 + timestamp.encode())
    wayback.trouble_at = {"/web/20150601120000": Trouble(400, "no")}
    (link,) = audit()["links"]
    assert (link["snapshot"]["timestamp"], link["snapshot_reason"]) == ("20140601120000", "provisional")
    page = linkwatch("audit", "a.md", "--db", "x.db", "--no-archive").stdout
    assert "for now: an archive did not answer" in " ".join(page.split())
    wayback.trouble_at = {}
    (link,) = audit()["links"]
    assert (link["snapshot"]["timestamp"], link["snapshot_reason"]) == ("20150601120000", None)
