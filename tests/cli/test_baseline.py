"""Only what is new fails a run that has a baseline; one run writes several reports."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Linkwatch, Site


@pytest.fixture
def article(site: Site, tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(f"[a]({site.url}/stories/a) [old]({site.url}/gone)")
    return path


def add_a_dead_link(article: Path, site: Site) -> None:
    article.write_text(article.read_text() + f" [fresh]({site.url}/missing/fresh)")


def known(output: str) -> dict[str, bool]:
    return {row["url"].rsplit("/", 1)[-1]: row["known"] for row in json.loads(output)["links"]}


def test_a_finding_that_the_baseline_knew_fails_no_run(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    assert linkwatch("audit", article, "--db", "base.db").exit_code == 1
    result = linkwatch("audit", article, "--baseline", "base.db", "--format", "json")
    assert result.exit_code == 0
    assert known(result.stdout) == {"a": False, "gone": True}
    add_a_dead_link(article, site)
    result = linkwatch("audit", article, "--baseline", "base.db", "--format", "json")
    assert result.exit_code == 1
    assert known(result.stdout) == {"a": False, "gone": True, "fresh": False}


def test_a_link_that_was_well_in_the_baseline_is_new_when_it_dies(
    linkwatch: Linkwatch, site: Site, article: Path
) -> None:
    linkwatch("audit", article, "--db", "base.db")
    site.gone.add("/stories/a")
    result = linkwatch("audit", article, "--baseline", "base.db")
    assert result.exit_code == 1
    assert "1 finding is new, 1 was known in the baseline" in result.stdout


def test_the_database_that_is_written_may_be_the_baseline(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    words = ("audit", article, "--db", "x.db", "--baseline", "x.db", "--format", "json")
    linkwatch("audit", article, "--db", "x.db")
    add_a_dead_link(article, site)
    result = linkwatch(*words)
    assert (result.exit_code, known(result.stdout)["fresh"]) == (1, False)
    result = linkwatch(*words)
    assert (result.exit_code, known(result.stdout)["fresh"]) == (0, True)


def test_what_counts_as_a_finding_counts_in_the_baseline_too(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    article.write_text(f"[x]({site.url}/broken)")
    linkwatch("audit", article, "--db", "base.db")
    site.gone.add("/broken")
    assert linkwatch("audit", article, "--baseline", "base.db", "--fail-on", "dead").exit_code == 1
    assert linkwatch("audit", article, "--baseline", "base.db").exit_code == 0


def test_without_a_baseline_no_link_says_whether_it_is_known(linkwatch: Linkwatch, article: Path) -> None:
    report = json.loads(linkwatch("audit", article, "--format", "json").stdout)
    assert not any("known" in row for row in report["links"])


def test_a_baseline_that_is_missing_stops_the_run_before_it_begins(
    linkwatch: Linkwatch, site: Site, article: Path, tmp_path: Path
) -> None:
    result = linkwatch("audit", article, "--baseline", "none.db", "--db", "x.db")
    assert result.exit_code == 2
    assert "none.db: there is no database" in result.stderr
    assert site.requests == []
    assert not (tmp_path / "x.db").exists()


def test_check_knows_baselines_too(linkwatch: Linkwatch, site: Site) -> None:
    assert linkwatch("check", f"{site.url}/gone", "--db", "base.db").exit_code == 1
    assert linkwatch("check", f"{site.url}/gone", "--baseline", "base.db").exit_code == 0


def test_one_run_writes_several_reports(linkwatch: Linkwatch, site: Site, article: Path, tmp_path: Path) -> None:
    result = linkwatch("audit", article, "--also", "sarif=x.sarif", "--also", "markdown=x.md", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["links"]
    assert json.loads((tmp_path / "x.sarif").read_text())["version"] == "2.1.0"
    assert (tmp_path / "x.md").read_text().startswith("# Link report")
    assert site.requests.count("/gone") == 1


@pytest.mark.parametrize("text", ["sarif", "sarif=", "sarif=-", "picture=x.png", "=x"])
def test_another_report_that_cannot_be_meant_is_refused(
    linkwatch: Linkwatch, site: Site, article: Path, text: str
) -> None:
    result = linkwatch("audit", article, "--also", text)
    assert result.exit_code == 2
    assert "--also: not FORMAT=FILE" in result.stderr
    assert site.requests == []


def test_a_csv_file_begins_with_the_mark_that_spreadsheets_need_and_a_pipe_does_not(
    linkwatch: Linkwatch, article: Path, tmp_path: Path
) -> None:
    linkwatch("audit", article, "--format", "csv", "--output", "x.csv")
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbfarticle,")
    assert linkwatch("audit", article, "--format", "csv").stdout.startswith("article,")
