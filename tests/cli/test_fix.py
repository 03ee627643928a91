"""Articles are mended: from an audit's database or by an audit, as a list, a patch, in place or on a branch."""

import json
import sqlite3
import stat
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Linkwatch, Result, Site
from tests.programs import run_program
from tests.standin.wayback import EXCLUDED, UNAVAILABLE, WaybackStandin

DAY = "20150601120000"
Copied = Callable[[str], str]


@pytest.fixture
def copied(site: Site, wayback: WaybackStandin) -> Copied:
    """Puts a copy of a page of the site, which is called like its address, into the archive; returns the address."""

    def copied(path: str) -> str:
        url, name = f"{site.url}{path}", path.strip("/")
        body = f"<title>{name} with the wind</title><h1>{name} with the wind</h1>" + "<p>A page that was here.</p>" * 30
        wayback.add(url, DAY, body=body.encode())
        return url

    return copied


def rows(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def git(folder: Path, *words: str, given: str | None = None) -> str:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(["git", *names, *words], cwd=folder, input=given, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in (("NAME", "A"), ("EMAIL", "a@example.org")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    git(tmp_path, "init", "-q")
    return tmp_path


def commit_all(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Begin")


def test_an_article_is_audited_and_mended_in_place_and_a_second_run_changes_nothing(
    linkwatch: Linkwatch, site: Site, copied: Copied, tmp_path: Path
) -> None:
    gone = copied("/gone")
    text = f"\ufeff# T\r\n\r\n[a]({gone}#part) [b]({site.url}/missing)\n[c](#) [d]({site.url}/)\r\n"
    (tmp_path / "a.md").write_bytes(text.encode())
    first = linkwatch("fix", "a.md", "--write", "--format", "json")
    assert (first.exit_code, first.stderr) == (0, "")
    mended, left = rows(first)
    assert (mended["url"], mended["status"], mended["reason"], mended["done"]) == (gone, "dead", "http-410", True)
    assert mended["replacement"].endswith(f"/web/{DAY}/{gone}#part")
    assert (left["replacement"], left["problem"]) == (None, "no archived copy is known (no-snapshot)")
    written = text.replace(f"{gone}#part", mended["replacement"]).encode()
    assert (tmp_path / "a.md").read_bytes() == written
    second = linkwatch("fix", "a.md", "--write", "--format", "json")
    assert [row["url"] for row in rows(second)] == [left["url"]]
    assert (tmp_path / "a.md").read_bytes() == written


def test_a_database_suffices_and_knows_afterwards_what_was_written(
    linkwatch: Linkwatch, site: Site, copied: Copied, tmp_path: Path
) -> None:
    article = tmp_path / "a.html"
    article.write_text(f"<html><p><a href='{copied('/gone')}'>gone</a>")
    linkwatch("audit", "a.html", "--db", "x.db")
    asked = len(site.requests)
    listed = linkwatch("fix", "a.html", "--db", "x.db", "--format", "json")
    assert (listed.exit_code, rows(listed)[0]["planned"], rows(listed)[0]["done"]) == (1, True, False)
    assert linkwatch("fix", "a.html", "--db", "x.db", "--write").exit_code == 0
    mended = article.read_bytes()
    assert f"/web/{DAY}/".encode() in mended
    again = linkwatch("fix", "a.html", "--db", "x.db", "--write", "--format", "json")
    assert (again.exit_code, again.stderr, rows(again)) == (0, "", [])
    assert article.read_bytes() == mended
    assert len(site.requests) == asked


def test_the_program_mends_in_processes_of_its_own(linkwatch: Linkwatch, copied: Copied, tmp_path: Path) -> None:
    for name in ("a.md", "b.html"):
        (tmp_path / name).write_text(f"<p><a href='{copied('/gone')}'>gone</a>")
    linkwatch("audit", "a.md", "b.html", "--db", "x.db")
    words = ("fix", "a.md", "b.html", "--db", "x.db", "--write", "--as", "robust")
    done = run_program(*words, cwd=tmp_path, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert all("data-originalurl" in (tmp_path / name).read_text() for name in ("a.md", "b.html"))


@pytest.mark.parametrize("tool", [["git", "apply", "-"], ["patch", "-p1", "-s"]], ids=" ".join)
def test_a_patch_does_what_writing_does(linkwatch: Linkwatch, copied: Copied, tmp_path: Path, tool: list[str]) -> None:
    folder = tmp_path / "my notes"
    folder.mkdir()
    texts = {
        "a.md": f"[a]({copied('/gone')})\r\n" + "x\r\n" * 9 + f"<{copied('/missing')}>",
        "b.md": f"<{copied('/gone')}>\n",
    }
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    linkwatch("audit", "my notes", "--db", "x.db")
    patch = linkwatch("fix", "my notes", "--db", "x.db", "--diff")
    assert patch.exit_code == 1
    assert all((folder / name).read_bytes() == text.encode() for name, text in texts.items())
    (tmp_path / "fix.patch").write_bytes(patch.stdout.encode())
    with (tmp_path / "fix.patch").open("rb") as given:
        subprocess.run(tool, cwd=tmp_path, stdin=given, check=True)
    patched = {name: (folder / name).read_bytes() for name in texts}
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    linkwatch("fix", "my notes", "--db", "x.db", "--write")
    assert {name: (folder / name).read_bytes() for name in texts} == patched
    assert all(patched[name] != text.encode() for name, text in texts.items())


def test_what_a_patch_leaves_out_is_told_beside_it(
    linkwatch: Linkwatch, site: Site, copied: Copied, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(f"[a]({copied('/gone')})\n\n[b]({site.url}/missing)\n")
    result = linkwatch("fix", "a.md", "--diff")
    assert result.exit_code == 1
    assert f"+[a]({site.url}/gone)" not in result.stdout
    assert result.stderr == (
        f"linkwatch: a.md: line 3: {site.url}/missing stays as it is: no archived copy is known (no-snapshot)\n"
    )
    refused = linkwatch("fix", "a.md", "--diff", "--as", "wiki")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert f"{site.url}/gone stays as it is: this format has no form wiki" in refused.stderr


def test_a_file_that_is_not_there_is_told_among_what_stays_as_it_is(
    linkwatch: Linkwatch, copied: Copied, tmp_path: Path
) -> None:
    (tmp_path / "notes").mkdir()
    text = f"[a](b.md#part) [c]({copied('/gone')}) [d](a.md)\n\n[e]: lost.png\n[e]"
    article = tmp_path / "notes" / "a.md"
    article.write_text(text)
    linkwatch("audit", "notes", "--db", "x.db")
    result = linkwatch("fix", "notes", "--db", "x.db", "--write", "--format", "json")
    missing, mended, lost = rows(result)
    for left, name in ((missing, "b.md"), (lost, "lost.png")):
        assert left["url"] == (tmp_path / "notes" / name).as_uri()
        assert (left["status"], left["reason"], left["planned"]) == ("dead", "file-missing", False)
        assert left["problem"] == "a file beside the article: no archive has it"
    assert article.read_text() == text.replace(copied("/gone"), mended["replacement"])
    listed = linkwatch("fix", "notes", "--db", "x.db")
    assert listed.stdout.splitlines()[-1] == "Repairs: none; stay as they are: 2"


def test_the_list_says_how_well_each_copy_is_vouched_for(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    gone, title = f"{site.url}/gone", "Water mills of the upper valley"
    body = f"<title>{title}</title><h1>{title}</h1>" + "<p>Seventeen wheels turned along the river.</p>" * 30
    wayback.add(gone, DAY, body=body.encode())
    (tmp_path / "a.md").write_text(f"[here]({gone})\n")
    (tmp_path / "b.md").write_text(f"[{title}]({gone})\n")
    grades = [rows(linkwatch("fix", name, "--format", "json"))[0]["grade"] for name in ("a.md", "b.md")]
    assert grades == ["plays", "fits"]


def test_changed_and_redirected_links_are_mended_when_asked_for(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(f"[a]({site.url}/moved#here)")
    linkwatch("audit", "a.md", "--db", "x.db")
    assert rows(linkwatch("fix", "a.md", "--db", "x.db", "--format", "json")) == []
    result = linkwatch("fix", "a.md", "--db", "x.db", "--redirects", "--as", "note", "--write")
    assert result.exit_code == 0
    assert (tmp_path / "a.md").read_text() == f"[a]({site.url}/its-new-place#here)"


def test_a_page_that_says_something_else_is_mended_when_asked_for(
    linkwatch: Linkwatch, copied: Copied, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(f"[a]({copied('/gone')})")
    linkwatch("audit", "a.md", "--db", "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database, database:
        database.execute("UPDATE links SET status = 'changed', reason = 'content-drift'")
    assert rows(linkwatch("fix", "a.md", "--db", "x.db", "--format", "json")) == []
    (row,) = rows(linkwatch("fix", "a.md", "--db", "x.db", "--changed", "--format", "json"))
    assert (row["status"], row["planned"], DAY in row["replacement"]) == ("changed", True, True)


def test_no_address_with_a_hidden_password_is_cited(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[a]({site.url}/moved)")
    linkwatch("audit", "a.md", "--db", "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database, database:
        database.execute("UPDATE links SET final_url = 'https://***@example.org/'")
    (row,) = rows(linkwatch("fix", "a.md", "--db", "x.db", "--redirects", "--write", "--format", "json"))
    assert row["problem"] == "what it would lead to has a password in its address"
    assert (tmp_path / "a.md").read_text() == f"[a]({site.url}/moved)"


def test_a_copy_of_our_own_is_not_cited(linkwatch: Linkwatch, copied: Copied, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[a]({copied('/gone')})")
    linkwatch("audit", "a.md", "--db", "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database, database:
        database.execute("UPDATE snapshots SET archive = 'warc', url = 'file:///copies/a.warc.gz'")
    (row,) = rows(linkwatch("fix", "a.md", "--db", "x.db", "--format", "json"))
    assert (row["planned"], row["problem"]) == (
        False,
        "its only copy is in files of your own, where readers cannot open it",
    )


@pytest.mark.parametrize(
    ("trouble", "problem"), [(None, "is gone"), (EXCLUDED, "is gone"), (UNAVAILABLE, "cannot be asked")]
)
def test_a_copy_that_went_meanwhile_is_not_cited(
    linkwatch: Linkwatch, copied: Copied, wayback: WaybackStandin, tmp_path: Path, trouble: Any, problem: str
) -> None:
    text = f"[a]({copied('/gone')})"
    (tmp_path / "a.md").write_text(text)
    linkwatch("audit", "a.md", "--db", "x.db")
    wayback.lines.clear()
    wayback.always = trouble
    result = linkwatch("fix", "a.md", "--db", "x.db", "--write", "--format", "json")
    assert problem in rows(result)[0]["problem"]
    assert result.exit_code == 1  # a copy was known, and the link is left
    assert (tmp_path / "a.md").read_text() == text
    assert linkwatch("fix", "a.md", "--db", "x.db", "--write", "--no-archive").exit_code == 0
    assert (tmp_path / "a.md").read_text() != text


def test_what_is_not_the_file_that_was_audited_is_left_alone(
    linkwatch: Linkwatch, copied: Copied, tmp_path: Path
) -> None:
    article = tmp_path / "a.md"
    article.write_text(f"[a]({copied('/gone')})")
    linkwatch("audit", "a.md", "--db", "x.db")
    article.write_text(f"More. [a]({copied('/gone')})")
    (tmp_path / "b.md").write_text("[b](https://b.example/)")
    result = linkwatch("fix", "a.md", "b.md", "--db", "x.db", "--write")
    assert result.exit_code == 2
    assert "a.md: was changed since it was audited: audit it again" in result.stderr
    assert "b.md: not in the database: audit it with --db first" in result.stderr
    assert article.read_text().startswith("More.")


def test_of_an_article_that_cannot_be_read_it_is_said_why(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK, and then nothing of an archive")
    for database in ((), ("--db", "x.db")):
        linkwatch("audit", "a.docx", "--db", "x.db")
        result = linkwatch("fix", "a.docx", *database)
        assert (result.exit_code, "not in the database" in result.stderr) == (2, False)
        assert "a.docx: cannot be unpacked" in result.stderr


def test_a_read_only_file_stays_and_the_others_are_mended(linkwatch: Linkwatch, copied: Copied, tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(f"[a]({copied('/gone')})")
    (tmp_path / "a.md").chmod(0o444)
    (tmp_path / "b.md").chmod(0o640)
    linkwatch("audit", "a.md", "b.md", "--db", "x.db")
    result = linkwatch("fix", "a.md", "b.md", "--db", "x.db", "--write")
    assert (result.exit_code, result.stderr) == (2, "linkwatch: a.md: is read-only: nothing was changed\n")
    assert DAY not in (tmp_path / "a.md").read_text()
    assert DAY in (tmp_path / "b.md").read_text()
    assert stat.S_IMODE((tmp_path / "b.md").stat().st_mode) == 0o640


def test_the_file_that_a_symbolic_link_leads_to_is_mended(linkwatch: Linkwatch, copied: Copied, tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text(f"[a]({copied('/gone')})")
    (tmp_path / "a.md").symlink_to("real.md")
    assert linkwatch("fix", "a.md", "--write").exit_code == 0
    assert (tmp_path / "a.md").is_symlink()
    assert DAY in (tmp_path / "real.md").read_text()


def test_a_symbolic_link_that_leads_elsewhere_is_left(linkwatch: Linkwatch, copied: Copied, tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text(f"[a]({copied('/gone')})")
    (tmp_path / "given" / "a.md").symlink_to(elsewhere)
    result = linkwatch("fix", "given", "--write")
    assert result.exit_code == 2
    assert f"name {elsewhere} itself" in " ".join(result.stderr.split())
    assert DAY not in elsewhere.read_text()


def test_a_file_that_is_too_large_is_told_and_left(linkwatch: Linkwatch, copied: Copied, tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as file:
        file.write(f"[a]({copied('/gone')})".encode())
        file.truncate(100_000_000)
    result = linkwatch("fix", "a.md", "--write")
    assert (result.exit_code, result.stderr.count("too large for an article")) == (2, 1)
    assert (tmp_path / "a.md").stat().st_size == 100_000_000


def test_a_branch_holds_the_repair_with_its_reasons_and_nothing_else_changes(
    linkwatch: Linkwatch, site: Site, copied: Copied, repository: Path
) -> None:
    gone = copied("/gone")
    (repository / "notes").mkdir()
    (repository / "notes" / "a.md").write_text(f"[a]({gone})\n[b]({site.url}/missing)\n")
    (repository / "run.sh").write_text("echo\n")
    (repository / "run.sh").chmod(0o755)
    commit_all(repository)
    linkwatch("audit", "notes", "--db", "x.db")
    before = git(repository, "status", "--porcelain")
    made = linkwatch("fix", "notes", "--db", "x.db", "--pr", "--format", "json")
    assert made.exit_code == 0
    branch = next(word for word in made.stderr.split() if word.startswith("linkwatch/repair-"))
    assert git(repository, "status", "--porcelain") == before
    assert (repository / "notes" / "a.md").read_text() == f"[a]({gone})\n[b]({site.url}/missing)\n"
    replacement = rows(made)[0]["replacement"]
    assert git(repository, "show", f"{branch}:notes/a.md") == f"[a]({replacement})\n[b]({site.url}/missing)\n"
    assert (
        git(repository, "diff", "--stat", "--summary", "HEAD", branch).split("\n")[0].startswith(" notes/a.md | 2 +-")
    )
    message = git(repository, "log", "-1", "--format=%B", branch)
    assert message.startswith("Mend one link\n\n- notes/a.md:1: ")
    assert f"{gone}\n  dead http-410, looked at 20" in message
    assert f"  now: {replacement}" in message
    assert "already" in linkwatch("fix", "notes", "--db", "x.db", "--pr").stderr


def test_a_file_that_is_not_as_it_was_committed_is_put_on_no_branch(
    linkwatch: Linkwatch, copied: Copied, repository: Path
) -> None:
    article = repository / "a.md"
    article.write_text("[a](https://a.example/)")
    commit_all(repository)
    article.write_text(f"[a]({copied('/gone')})")
    linkwatch("audit", "a.md", "--db", "x.db")
    result = linkwatch("fix", "a.md", "--db", "x.db", "--pr")
    assert (result.exit_code, result.stderr) == (2, "linkwatch: a.md: differs from the last commit: commit it first\n")
    assert git(repository, "branch", "--list", "linkwatch/*") == ""


def test_outside_of_a_repository_there_is_no_branch(linkwatch: Linkwatch, copied: Copied, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[a]({copied('/gone')})")
    result = linkwatch("fix", "a.md", "--pr")
    assert (result.exit_code, result.stderr) == (2, "linkwatch: a.md: not in a git repository\n")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("a.md --diff --write", "one of them"),
        ("a.md --diff --format json", "--diff prints a patch, not json"),
        ("https://a.example/", "only files and folders can be mended"),
        ("-", "only files and folders can be mended"),
        ("a.md --no-archive", "name a database with --db"),
        ("a.md --db missing.db", "missing.db"),
    ],
)
def test_what_cannot_be_meant_is_refused(linkwatch: Linkwatch, words: str, problem: str) -> None:
    result = linkwatch("fix", *words.split())
    assert result.exit_code == 2
    assert problem in result.stderr


def test_nothing_is_written_after_an_audit_that_cannot_be_trusted(
    linkwatch: Linkwatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.check.control.CONTROL_URL", "http://127.0.0.1:9/")
    text = "\n".join(f"<http://127.0.{number}.1:9/>" for number in range(1, 13))
    (tmp_path / "a.md").write_text(text)
    result = linkwatch("fix", "a.md", "--write")
    assert result.exit_code == 3
    assert "nothing was mended" in result.stderr
    assert (tmp_path / "a.md").read_text() == text


def test_what_a_test_server_leads_to_is_cited_where_readers_find_it(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("[a](https://production.example/moved)")
    rule = f"^https://production.example/={site.url}/"
    result = linkwatch("fix", "a.md", "--redirects", "--remap", rule, "--write")
    assert result.stdout.splitlines()[-1] == "Repairs: 1"
    assert (tmp_path / "a.md").read_text() == "[a](https://production.example/its-new-place)"
    assert {"/moved", "/its-new-place"} <= set(site.requests)


def test_where_a_test_server_leads_to_another_nothing_is_mended(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("[a](https://production.example/moved-out)")
    other = site.url.replace("127.0.0.1", "localhost")
    rules = ("--remap", f"^https://production.example/={site.url}/", "--remap", f"^https://other.example/={other}/")
    (repair,) = rows(linkwatch("fix", "a.md", "--redirects", *rules, "--format", "json"))
    assert (repair["replacement"], repair["problem"]) == (None, "where it has moved to is not known")


def test_where_a_test_server_leads_outside_of_what_readers_have_nothing_is_mended(
    linkwatch: Linkwatch, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("[a](https://production.example/old)")
    rule = f"^https://production.example/old$={site.url}/moved"
    result = linkwatch("fix", "a.md", "--redirects", "--remap", rule, "--format", "json")
    (repair,) = rows(result)
    assert (repair["replacement"], repair["problem"]) == (None, "where it has moved to is not known")
