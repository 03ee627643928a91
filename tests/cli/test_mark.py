"""`linkwatch mark` and `linkwatch recheck`, from the outside."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Linkwatch, Site


@pytest.fixture
def audited(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(f"# A\n\n[closed]({site.url}/forbidden) and [lost]({site.url}/missing/mill)\n")
    assert linkwatch("audit", "a.md", "--db", "links.db").exit_code == 1
    return tmp_path / "links.db"


def statuses(report: str, site: Site) -> dict[str, str]:
    return {link["url"].removeprefix(site.url): link["status"] for link in json.loads(report)["links"]}


def test_a_marked_link_is_no_finding_and_is_shown_as_a_persons_word(
    linkwatch: Linkwatch, site: Site, audited: Path
) -> None:
    url = f"{site.url}/missing/mill"
    marked = linkwatch(
        "mark", url, "--as", "blocked", "--note", "only from home", "--until", "2999-01-01", "--db", audited
    )
    assert (marked.exit_code, marked.stdout) == (0, f"{url} is blocked by your word\n")
    report = linkwatch("audit", "a.md", "--db", audited, "--format", "json")
    assert report.exit_code == 0
    assert statuses(report.stdout, site) == {"/forbidden": "blocked", "/missing/mill": "blocked"}
    (mark,) = [link["mark"] for link in json.loads(report.stdout)["links"] if link["mark"]]
    assert (mark["status"], mark["note"], mark["until"]) == ("blocked", "only from home", "2999-01-01T00:00:00Z")
    for form in ("terminal", "markdown", "html"):
        shown = linkwatch("audit", "a.md", "--db", audited, "--format", form).stdout
        assert "only from home" in shown, form
        assert f"{mark['by']} says so" in shown, form
    history = linkwatch("history", url, "--db", audited).stdout
    assert "only from home" in history
    assert "only from home" in linkwatch("links", "--db", audited).stdout


def test_a_dead_page_that_a_person_calls_alive_is_not_told_as_back(
    linkwatch: Linkwatch, site: Site, audited: Path
) -> None:
    url = f"{site.url}/missing/mill"
    linkwatch("mark", url, "--as", "alive", "--db", audited)
    report = json.loads(linkwatch("report", "--db", audited, "--format", "json").stdout)
    assert url not in {row["url"] for name in ("deaths", "returns") for row in report[name]}


def test_what_a_person_says_is_in_the_count_of_the_day(linkwatch: Linkwatch, site: Site, audited: Path) -> None:
    for word, dead in (("alive", 0), ("none", 1)):
        linkwatch("mark", f"{site.url}/missing/mill", "--as", word, "--db", audited)
        report = json.loads(linkwatch("report", "--db", audited, "--format", "json").stdout)
        assert (report["by_status"].get("dead", 0), report["days"][-1]["dead"]) == (dead, dead)


def test_a_word_that_is_taken_back_is_a_finding_again(linkwatch: Linkwatch, site: Site, audited: Path) -> None:
    url = f"{site.url}/missing/mill"
    linkwatch("mark", url, "--as", "alive", "--db", audited)
    assert linkwatch("recheck", url, "--db", audited).exit_code == 0
    assert linkwatch("mark", url, "--as", "none", "--db", audited).exit_code == 0
    assert "dead" in linkwatch("links", "--status", "dead", "--db", audited).stdout
    assert linkwatch("recheck", url, "--db", audited).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["/nowhere", "--as", "alive"], "no such link"),
        (["/missing/mill", "--as", "none"], "nobody has marked it"),
        (["/missing/mill", "--as", "fine"], "'fine' is not one of"),
        (["/missing/mill", "--as", "unchecked"], "'unchecked' is not one of"),
        (["/missing/mill", "--as", "alive", "--until", "2001-01-01"], "2001-01-01 is over"),
        (["/missing/mill", "--as", "alive", "--until", "soon"], "--until: not a date"),
        (["/missing/mill", "--as", "none", "--note", "x"], "belong to a word that stands"),
    ],
)
def test_what_cannot_be_marked_is_said(
    linkwatch: Linkwatch, site: Site, audited: Path, arguments: list[str], complaint: str
) -> None:
    path, *rest = arguments
    result = linkwatch("mark", f"{site.url}{path}", *rest, "--db", audited)
    assert (result.exit_code, complaint in result.stderr) == (2, True)


def test_links_are_looked_at_again_by_url_by_status_and_by_host(
    linkwatch: Linkwatch, site: Site, audited: Path
) -> None:
    def asked(*arguments: str | Path) -> set[str]:
        site.requests.clear()
        result = linkwatch("recheck", *arguments, "--db", audited, "--format", "json")
        looked_at = {path for path in site.requests if path in ("/missing/mill", "/forbidden")}
        assert set(statuses(result.stdout, site)) == looked_at
        return set(statuses(result.stdout, site))

    assert asked(f"{site.url}/forbidden") == {"/forbidden"}
    assert asked("--status", "dead") == {"/missing/mill"}
    assert asked("--host", "127.0.0.1") == {"/forbidden", "/missing/mill"}
    assert asked("--host", site.url.removeprefix("http://")) == {"/forbidden", "/missing/mill"}
    assert asked("--host", site.url) == {"/forbidden", "/missing/mill"}
    assert asked("--host", "127.0.0.1", "--status", "blocked") == {"/forbidden"}
    assert asked("--host", "127.0.0.1", "--status", "failing") == set()


def test_links_of_a_host_are_listed_with_or_without_its_port(linkwatch: Linkwatch, site: Site, audited: Path) -> None:
    def listed(host: str) -> int:
        return len(json.loads(linkwatch("links", "--db", audited, "--host", host, "--format", "json").stdout))

    assert listed("127.0.0.1") == listed(site.url.removeprefix("http://")) == 2
    assert listed("127.0.0.1:1") == listed("localhost") == 0


def test_a_port_that_addresses_leave_out_is_one_of_the_ports_too(linkwatch: Linkwatch, tmp_path: Path) -> None:
    cited = ("http://a.example/", "https://a.example/", "http://a.example:8080/")
    (tmp_path / "a.md").write_text(" ".join(f"<{url}>" for url in cited))
    (tmp_path / "linkwatch.toml").write_text('[check]\nexclude = ["."]\n[archive]\nfind = false\n')
    linkwatch("audit", "a.md", "--db", "x.db")

    def listed(host: str) -> list[str]:
        rows = json.loads(linkwatch("links", "--db", "x.db", "--host", host, "--format", "json").stdout)
        return [row["url"] for row in rows]

    assert listed("a.example") == list(cited)
    assert listed("a.example:80") == listed("http://a.example:80/x") == ["http://a.example/"]
    assert listed("A.example:443") == ["https://a.example/"]
    assert listed("a.example:8080") == ["http://a.example:8080/"]
    assert linkwatch("recheck", "--db", "x.db", "--host", "a.example:443", "--exclude", ".").exit_code == 0
    assert linkwatch("recheck", "--db", "x.db", "--host", "b.example:443").exit_code == 2


def test_recheck_of_a_host_that_no_link_has_is_wrong_use(linkwatch: Linkwatch, audited: Path) -> None:
    for more in ((), ("--status", "dead")):
        result = linkwatch("recheck", "--host", "unknown.example", *more, "--db", audited)
        assert (result.exit_code, "no link to the host unknown.example" in result.stderr) == (2, True)
    assert linkwatch("recheck", "--status", "blocked", "--db", audited).exit_code == 0


def test_recheck_must_be_told_which_links_and_makes_no_database(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    for arguments in ([], [site.url, "--host", "x"]):
        result = linkwatch("recheck", *arguments, "--db", "links.db")
        assert (result.exit_code, "which links?" in result.stderr) == (2, True)
    assert linkwatch("recheck", site.url, "--db", "links.db").exit_code == 2
    assert not (tmp_path / "links.db").exists()
