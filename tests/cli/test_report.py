import json
from pathlib import Path

import pytest

from linkwatch.report.register import format_names
from tests.cli.conftest import Linkwatch, Site


@pytest.fixture
def db(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(f"# Mills\n\n[a]({site.url}/stories/a) [b]({site.url}/gone) [c]({site.url}/broken)")
    assert linkwatch("audit", "a.md", "--db", "x.db").exit_code == 1
    return tmp_path / "x.db"


def test_report_sums_up_what_an_audit_kept(linkwatch: Linkwatch, site: Site, db: Path) -> None:
    asked = len(site.requests)
    found = json.loads(linkwatch("report", "--db", db, "--format", "json").stdout)
    assert found["by_status"] == {"alive": 1, "failing": 1, "dead": 1}
    assert [row["url"] for row in found["deaths"]] == [f"{site.url}/gone"]
    assert [(row["title"], row["dead"], row["failing"]) for row in found["articles"]] == [("Mills", 1, 1)]
    assert [row["host"] for row in found["hosts"]] == ["127.0.0.1"]
    assert found["days"][-1]["links"] == 3
    assert len(site.requests) == asked


@pytest.mark.parametrize("format_name", format_names("overview"))
def test_report_knows_every_format_and_order(linkwatch: Linkwatch, db: Path, format_name: str) -> None:
    assert linkwatch("report", "--db", db, "--format", format_name).stdout
    for by in ("article", "host", "source", "time"):
        result = linkwatch("report", "--db", db, "--by", by, "--format", format_name)
        assert (result.exit_code, result.stderr) == (0, "")


def test_report_by_host_goes_through_all_of_them(linkwatch: Linkwatch, db: Path) -> None:
    row = json.loads(linkwatch("report", "--db", db, "--by", "host", "--format", "jsonl").stdout)
    assert (row["host"], row["links"], row["dead"]) == ("127.0.0.1", 3, 1)


def test_report_reads_the_database_that_the_settings_name(linkwatch: Linkwatch, db: Path, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(f'[database]\npath = "{db}"')
    assert "1  dead" in linkwatch("report", "--config", "x.toml").stdout


def test_report_of_a_database_that_is_not_there(linkwatch: Linkwatch, tmp_path: Path) -> None:
    result = linkwatch("report", "--db", "none.db")
    assert result.exit_code == 2
    assert "there is no database" in result.stderr
    assert linkwatch("report").exit_code == 2


def test_report_writes_its_page_to_a_file(linkwatch: Linkwatch, db: Path, tmp_path: Path) -> None:
    assert linkwatch("report", "--db", db, "--format", "html", "--output", "r.html").stdout == ""
    assert (tmp_path / "r.html").read_text().startswith("<!DOCTYPE html>")


def test_report_by_risk_tells_what_may_be_lost_next(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    links = f"[a]({site.url}/stories/a) [b]({site.url}/gone) [c]({site.url}/broken)"
    (tmp_path / "a.md").write_text(f"---\ndate: 2015-06-09\n---\n# Mills\n\n{links}")
    linkwatch("audit", "a.md", "--db", "x.db")
    rows = json.loads(linkwatch("report", "--db", "x.db", "--by", "risk", "--format", "json").stdout)
    assert [(row["url"], row["status"], row["site_deaths"]) for row in rows] == [
        (f"{site.url}/broken", "failing", 1),
        (f"{site.url}/stories/a", "alive", 1),
    ]
    assert rows[0]["percent"] > rows[1]["percent"] > 2
    (row,) = json.loads(linkwatch("report", "--db", "x.db", "--by", "article-risk", "--format", "json").stdout)
    assert (row["title"], row["without_copy"]) == ("Mills", 2)
    assert row["expected_losses"] == round(sum(row["percent"] for row in rows) / 100, 2)


@pytest.mark.parametrize("format_name", ["terminal", "markdown", "csv", "jsonl"])
def test_every_format_names_the_links_that_may_be_lost_next(
    linkwatch: Linkwatch, site: Site, tmp_path: Path, format_name: str
) -> None:
    (tmp_path / "a.md").write_text(f"[a]({site.url}/stories/a)")
    linkwatch("audit", "a.md", "--db", "x.db")
    done = linkwatch("report", "--db", "x.db", "--by", "risk", "--format", format_name)
    assert done.exit_code == 0
    assert "stories/a" in done.stdout


def test_what_was_dead_at_the_first_look_tells_nothing_where_its_age_is_not_known(
    linkwatch: Linkwatch, db: Path
) -> None:
    rows = json.loads(linkwatch("report", "--db", db, "--by", "risk", "--format", "json").stdout)
    assert {row["site_deaths"] for row in rows} == {0}
