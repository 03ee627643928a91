"""[[hosts]] and [check] as a project's settings file has them, from the outside."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Linkwatch, Site


@pytest.fixture
def project(site: Site, tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(f"# A\n\n[closed]({site.url}/forbidden), [lost]({site.url}/missing/mill)\n")
    return tmp_path


def statuses(linkwatch: Linkwatch, *arguments: str) -> dict[str, str]:
    report = json.loads(linkwatch("audit", "a.md", "--format", "json", *arguments).stdout)
    return {link["url"].rpartition("/")[2]: link["status"] for link in report["links"]}


def test_an_accepted_status_is_alive_whatever_it_is(linkwatch: Linkwatch, project: Path) -> None:
    (project / "linkwatch.toml").write_text('[[hosts]]\nmatch = "127.0.0.1"\naccept = ["200-299", 403]\n')
    assert statuses(linkwatch) == {"forbidden": "alive", "mill": "dead"}
    assert statuses(linkwatch, "--no-config") == {"forbidden": "blocked", "mill": "dead"}
    assert statuses(linkwatch, "--no-config", "--accept", "404") == {"forbidden": "blocked", "mill": "alive"}


def test_an_accepted_status_is_asked_once_and_stays_when_it_is_judged_anew(
    linkwatch: Linkwatch, project: Path, site: Site
) -> None:
    (project / "linkwatch.toml").write_text('[[hosts]]\nmatch = "127.0.0.1"\naccept = [403]\n')
    linkwatch("audit", "a.md", "--db", "links.db")
    assert site.requests.count("/forbidden") == 1
    assert linkwatch("rejudge", "--db", "links.db").stdout == "Verdicts that changed: none\n"
    assert "accept HTTP 403" in linkwatch("recheck", f"{site.url}/forbidden", "--db", "links.db").stdout


def test_an_excluded_host_is_not_asked(linkwatch: Linkwatch, project: Path, site: Site) -> None:
    (project / "linkwatch.toml").write_text('[[hosts]]\nmatch = "127.0.0.1"\nexclude = true\n')
    assert statuses(linkwatch) == {"forbidden": "skipped", "mill": "skipped"}
    assert site.requests == []


def test_secrets_come_from_the_environment_and_stay_there(
    linkwatch: Linkwatch, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_TOKEN", "s3cr3t-of-ours")
    (project / "linkwatch.toml").write_text(
        "[[hosts]]\nmatch = '127.0.0.1'\nheaders = { X-Token = 'Bearer ${SITE_TOKEN}' }\n"
        "cookies = { session = '$SITE_TOKEN' }\nauth = 'anna:${SITE_TOKEN}'\n"
    )
    shown = [linkwatch("audit", "a.md", "--db", "links.db", "--format", form) for form in ("json", "terminal", "html")]
    assert all("s3cr3t" not in result.stdout + result.stderr for result in shown)
    assert not [file for file in project.iterdir() if b"s3cr3t" in file.read_bytes()]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "[[hosts]]\nmatch = 'a.example'\nauth = '$NOWHERE'",
            "[[hosts]] number 1 auth: the environment variable NOWHERE",
        ),
        ("[[hosts]]\nmatch = 'https://a.example/'", "[[hosts]] number 1 match: not a host"),
        ("[[hosts]]\nmatch = 'a.example'\naccept = ['fine']", "accept 0: not an HTTP status"),
        ("[[hosts]]\nmatch = 'a.example'\nheaders = { Host = 'x' }", "a header that linkwatch must set by itself"),
        ("[[hosts]]\nmatch = 'a.example'\nheaders = { X = \"a\\r\\nEvil: 1\" }", "a line break"),
        ("[[hosts]]\nmatch = 'a.example'\nproxy = 'socks5://p:1'", "not an HTTP proxy"),
        ("[[hosts]]\nmatch = 'a.example'\ntimeuot = 1", "no such setting; did you mean timeout? there are match"),
    ],
)
def test_a_mistake_is_named_with_its_place(linkwatch: Linkwatch, project: Path, text: str, complaint: str) -> None:
    (project / "linkwatch.toml").write_text(text)
    result = linkwatch("audit", "a.md")
    assert (result.exit_code, complaint in result.stderr) == (2, True), result.stderr


def test_a_mistake_in_a_secret_is_told_without_it(
    linkwatch: Linkwatch, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_TOKEN", "s3cr3t\nof-ours")
    (project / "linkwatch.toml").write_text("[[hosts]]\nmatch = 'a.example'\nauth = '$SITE_TOKEN'")
    result = linkwatch("audit", "a.md")
    assert (result.exit_code, "s3cr3t" in result.stderr) == (2, False)


def test_headers_are_given_one_by_one_on_the_command_line(linkwatch: Linkwatch, project: Path) -> None:
    wrong = linkwatch("audit", "a.md", "--header", "nonsense")
    assert (wrong.exit_code, 'write "Name: value"' in wrong.stderr) == (2, True)
    assert statuses(linkwatch, "--header", "X-One: 1", "--header", "X-Two: 2")["mill"] == "dead"
