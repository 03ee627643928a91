"""How much a run says, and how its end is told: from the outside."""

import json
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from linkwatch.store import Store
from linkwatch.urls import authority
from tests.cli.conftest import Linkwatch, Site
from tests.cli.test_process import shell
from tests.programs import Program, run_program
from tests.servers.silent import closed_port


@pytest.fixture
def article(site: Site, tmp_path: Path) -> Path:
    file = tmp_path / "a.md"
    file.write_text(f"# A\n\n[old]({site.url}/stories/a), [lost]({site.url}/missing/b), [beside](b.md), [gone](c.md)\n")
    (tmp_path / "b.md").write_text("# B\n")
    return file


def test_verbose_tells_the_settings_and_each_link_as_it_ends(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    said = linkwatch("audit", "a.md", "--verbose").stderr.splitlines()
    assert said[0] == "linkwatch: no settings' file"
    assert f"alive       {site.url}/stories/a" in said
    assert f"dead        {site.url}/missing/b" in said
    article.with_name(".linkwatch.toml").write_text("")
    said = linkwatch("audit", "a.md", "-v").stderr.splitlines()
    assert said[0] == f"linkwatch: settings from {article.with_name('.linkwatch.toml')}"


def test_quiet_says_nothing_and_ends_as_ever(linkwatch: Linkwatch, article: Path) -> None:
    result = linkwatch("audit", "a.md", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")
    result = linkwatch("audit", "a.md", "--quiet", "--format", "json", "--output", "report.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert json.loads(article.with_name("report.json").read_text())["links"]
    assert linkwatch("audit", "a.md", "--quiet", "--verbose").exit_code == 2


def test_offline_asks_no_site_and_looks_at_files(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    result = linkwatch("audit", "a.md", "--offline", "--format", "json")
    found = {link["url"].rpartition("/")[2]: link["status"] for link in json.loads(result.stdout)["links"]}
    assert found == {"a": "skipped", "b": "skipped", "b.md": "alive", "c.md": "dead"}
    assert site.requests == []
    assert linkwatch("audit", "a.md", "--offline", "--db", "links.db").exit_code == 2
    result = linkwatch("audit", "a.md", f"{site.url}/article", "--offline")
    assert (result.exit_code, "an offline run reads only files" in result.stderr) == (2, True)
    assert linkwatch("audit", f"feed:{site.url}/article", "--offline").exit_code == 2
    assert site.requests == []


def test_links_that_are_well_are_listed_on_request(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    for form in ("terminal", "markdown"):
        assert "/stories/a" not in linkwatch("audit", "a.md", "--format", form).stdout, form
        assert "/stories/a" in linkwatch("audit", "a.md", "--format", form, "--list", "alive").stdout, form
    assert linkwatch("audit", "a.md", "--list", "fine").exit_code == 2


def test_extract_dumps_plain_addresses_each_once(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    article.write_text(f"[a]({site.url}/a) [b]({site.url}/b) [a again]({site.url}/a)")
    assert linkwatch("extract", "a.md", "--dump").stdout == f"{site.url}/a\n{site.url}/b\n"


def test_urls_are_asked_elsewhere_on_request(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    article.write_text("[a](https://production.example/stories/a) [b](https://production.example/missing/b)")
    rule = f"^https://production.example/={site.url}/"
    result = linkwatch("audit", "a.md", "--remap", rule, "--format", "json")
    found = {link["url"]: link["status"] for link in json.loads(result.stdout)["links"]}
    assert found == {
        "https://production.example/stories/a": "alive",
        "https://production.example/missing/b": "dead",
    }
    assert "/stories/a" in site.requests
    assert authority(site.url) not in result.stdout


def test_a_test_server_that_is_down_or_leads_to_another_name_of_this_machine_stays_unnamed(
    linkwatch: Linkwatch, site: Site, article: Path
) -> None:
    down = closed_port()
    article.write_text("[a](https://production.example/moved-out) [b](https://down.example/b)")
    rules = [
        f"--remap=^https://production.example/={site.url}/",
        f"--remap=^https://down.example=http://localhost:{down}",
    ]
    result = linkwatch("audit", "a.md", *rules, "--format", "json")
    links = {link["url"]: link for link in json.loads(result.stdout)["links"]}
    assert links["https://production.example/moved-out"]["final_url"] == "https://production.example/its-new-place"
    assert links["https://down.example/b"]["reason"] == "connect-refused"
    assert str(down) not in result.stdout
    assert str(urlsplit(site.url).port) not in result.stdout


@pytest.mark.parametrize("rule", ["nonsense", "(=http://x/", r"^https://production.example/=http://x/\2"])
def test_a_rule_that_says_nowhere_is_refused(linkwatch: Linkwatch, article: Path, rule: str) -> None:
    result = linkwatch("audit", "a.md", "--remap", rule)
    assert result.exit_code == 2
    assert "remap" in result.stderr
    assert "internal error" not in result.stderr


def test_two_reports_in_one_file_are_refused(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    same = linkwatch("audit", "a.md", "--output", "r.txt", "--also", f"json={article.parent}/./r.txt")
    assert (same.exit_code, "two reports" in same.stderr) == (2, True)
    twice = linkwatch("audit", "a.md", "--also", "json=r.json", "--also", "jsonl=r.json")
    assert (twice.exit_code, "two reports" in twice.stderr) == (2, True)
    assert site.requests == []


@pytest.mark.parametrize(
    "text", ["example", "example.org/page?a=1", "//example.org/", "localhost:8000", "a.example:80/b"]
)
def test_an_address_without_its_scheme_is_told_with_it(linkwatch: Linkwatch, text: str) -> None:
    result = linkwatch("check", text)
    assert (result.exit_code, f"did you mean https://{text.removeprefix('//')}?" in result.stderr) == (2, True)


def test_a_misspelt_command_is_told_with_the_one_that_is_near(linkwatch: Linkwatch) -> None:
    result = linkwatch("audti", "a.md")
    assert (result.exit_code, "No such command 'audti'. Did you mean audit?" in result.stderr) == (2, True)
    assert "mean" not in linkwatch("paint", "a.md").stderr


@pytest.mark.parametrize("text", ["not a url", "a page.html", "?q=1", "/page"])
def test_what_is_no_url_at_all_is_wrong_use(linkwatch: Linkwatch, text: str) -> None:
    result = linkwatch("check", text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"linkwatch: {text}: not a URL: write it with its scheme, as in https://example.org/page\n"


def test_a_private_address_is_told_with_the_option_that_has_it_looked_at(
    linkwatch: Linkwatch, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LINKWATCH_CHECK__ALLOW_PRIVATE")
    result = linkwatch("check", site.url)
    assert "on a private network, which is asked only with --allow-private" in result.stdout
    assert site.requests == []


@pytest.mark.parametrize("command", ["recheck", "recover", "extract", "fix"])
def test_an_age_is_asked_for_only_where_earlier_looks_may_stand(linkwatch: Linkwatch, command: str) -> None:
    assert "--max-age" not in linkwatch(command, "--help").stdout
    assert "No such option" in linkwatch(command, "x", "--max-age", "1h").stderr
    assert "--max-age" in linkwatch("check", "--help").stdout


def test_a_feed_in_a_file_is_told_to_be_named_by_its_address(linkwatch: Linkwatch, tmp_path: Path) -> None:
    head = "<?xml version='1.0'?>\n<?xml-stylesheet href='x.xsl'?><!-- x -->\n"
    for text, kind in (
        ("<rss version='2.0'><channel/></rss>", "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        ("<rdf:RDF xmlns:rdf='x'></rdf:RDF>", "feed"),
        ("<urlset></urlset>", "sitemap"),
    ):
        (tmp_path / "list.xml").write_text(head + text)
        result = linkwatch("audit", "list.xml")
        assert (result.exit_code, "list.xml: names articles and is none" in result.stderr) == (2, True)
        assert f"give {kind}:" in result.stderr


def test_a_person_who_sees_report_and_messages_is_told_once_what_cannot_be_read(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        run_program("audit", "none.md", cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        told = b""
        with suppress(OSError):  # the end of a terminal that everybody has left
            while part := screen.read(65536):
                told += part
    assert told.count(b"none.md: no such file or folder") == 1
    apart = run_program("audit", "none.md", cwd=tmp_path)
    assert b"no such file" in apart.stdout
    assert b"no such file" in apart.stderr


@pytest.mark.parametrize("text", ["mailto:a@b.example", "tel:123", "#"])
def test_what_is_an_address_of_another_kind_is_no_wrong_use(linkwatch: Linkwatch, text: str) -> None:
    assert linkwatch("check", text).exit_code == 0


def test_a_reader_who_has_had_enough_is_no_failure(tmp_path: Path) -> None:
    result = shell(tmp_path, "set -o pipefail; linkwatch check tel:123 | true")
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_locked_database_is_waited_for_in_words(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    assert linkwatch("check", f"{site.url}/stories/a", "--db", "links.db").exit_code == 0
    with closing(sqlite3.connect("links.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = Program(["check", f"{site.url}/stories/a", "--db", "links.db"], stderr=subprocess.PIPE)
        assert waiting.stderr is not None
        assert b"another process keeps it locked: waiting up to 30 s" in waiting.stderr.readline()
        other.execute("ROLLBACK")
        waiting.communicate(timeout=60)
        assert waiting.returncode == 0


def test_a_database_that_stays_locked_ends_the_run_as_3(
    linkwatch: Linkwatch, site: Site, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert linkwatch("audit", "a.md", "--db", "links.db").exit_code == 1
    monkeypatch.setitem(Store.open.__func__.__kwdefaults__, "busy_timeout", 0.05)  # type: ignore[attr-defined] # of a classmethod
    with closing(sqlite3.connect("links.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = linkwatch("audit", "a.md", "--db", "links.db")
    assert (result.exit_code, "keeps the database locked" in result.stderr) == (3, True)


def test_a_baseline_is_read_without_leaving_files(linkwatch: Linkwatch, site: Site, article: Path) -> None:
    linkwatch("audit", "a.md", "--db", "base.db")
    before = sorted(article.parent.iterdir())
    assert linkwatch("audit", "a.md", "--baseline", "base.db").exit_code == 0
    assert sorted(article.parent.iterdir()) == before


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_shells_are_told_how_to_complete(tmp_path: Path, name: str) -> None:
    program = Path(sys.executable).with_name("linkwatch")
    environment = {**os.environ, "_LINKWATCH_COMPLETE": f"{name}_source"}
    result = subprocess.run([program], env=environment, capture_output=True, text=True, timeout=60)
    assert (result.returncode, "_LINKWATCH_COMPLETE" in result.stdout) == (0, True)
