"""Repositories: what git tracks, and since when each line is as it is."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkwatch.articles.extract import extract
from linkwatch.articles.sources import Found, Means, no_web
from linkwatch.articles.sources.choosing import ReadingRules
from linkwatch.articles.sources.git import GitSource
from linkwatch.model import Document, Unreadable
from linkwatch.reading import Here
from tests.articles.sources.helpers import errors, names

OLD, NEW = "2014-05-03T10:00:00+00:00", "2020-01-03T10:00:00+00:00"


class Repository:
    """A repository in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "-q")

    def git(self, *words: str, date: str = OLD) -> str:
        who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
        who |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
        environment = {**os.environ, **who, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        done = subprocess.run(["git", *words], cwd=self.folder, env=environment, check=True, capture_output=True)
        return done.stdout.decode().strip()

    def write(self, name: str, text: str, *, date: str = OLD, tracked: bool = True) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if tracked:
            self.git("add", "-f", name)
            self.git("commit", "-q", "-m", "x", date=date)
        return path

    async def read(self, below: str = "", **rules: object) -> list[Found]:
        source = GitSource(str(self.folder / below), Means(no_web, Here(), rules=ReadingRules(**rules)))  # type: ignore[arg-type]  # what each field takes
        found = [item async for item in source.documents()]
        self.is_complete = source.is_complete
        return found

    async def names(self, below: str = "", **rules: object) -> list[str]:
        return [name.removeprefix(f"{self.folder}/") for name in names(await self.read(below, **rules))]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


async def test_only_what_git_tracks_is_read_as_it_is_now(repository: Repository) -> None:
    repository.write(".gitignore", "*.html\n")
    repository.write("b.md", "old")
    repository.write("docs/a.html", "tracked, though ignored")
    repository.write("docs/ä b.md", "x")
    for name in (".github/x.md", "node_modules/x.md", "data.bin"):
        repository.write(name, "x")
    repository.write("new.md", "x", tracked=False)
    (repository.folder / "b.md").write_text("edited")
    (repository.folder / "link.md").symlink_to("/etc/passwd")
    repository.git("add", "link.md")
    assert await repository.names() == ["b.md", "docs/a.html", "docs/ä b.md"]
    assert repository.is_complete
    (first, *_) = await repository.read()
    assert isinstance(first, Document)
    assert (first.body, first.root) == (b"edited", repository.folder)
    assert await repository.names("docs") == ["docs/a.html", "docs/ä b.md"]
    assert await repository.names("b.md") == ["b.md"]
    assert await repository.names(exclude_paths=("docs",)) == ["b.md"]
    assert await repository.names(suffixes=("bin",)) == ["data.bin"]


async def test_a_file_that_was_deleted_is_gone(repository: Repository) -> None:
    repository.write("a.md", "x")
    repository.write("b.md", "x").unlink()
    _, gone = await repository.read()
    assert errors([gone]) == [f"{repository.folder}/b.md: no such file or folder"]
    assert repository.is_complete


async def test_what_is_no_repository_or_empty_is_told_of(repository: Repository, tmp_path: Path) -> None:
    repository.write("x.bin", "x")
    assert errors(await repository.read()) == [f"{repository.folder}: git tracks no articles there"]
    assert errors(await repository.read("none")) == [f"{repository.folder}/none: no such file or folder"]
    assert errors(await repository.read("..")) == [f"{repository.folder}/..: is in no git repository"]
    assert not repository.is_complete


async def test_a_repository_elsewhere_has_to_be_cloned_first() -> None:
    source = GitSource("https://me:secret@example.org/a.git", Means(no_web, Here()))
    (found,) = [item async for item in source.documents()]
    assert isinstance(found, Unreadable)
    assert found.error.endswith("where it was cloned: git clone --depth 1 https://***@example.org/a.git")
    assert "secret" not in found.error + found.uri


async def test_nothing_that_a_repository_brings_is_run(repository: Repository, tmp_path: Path) -> None:
    repository.write("a.md", "x")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.md.textconv", "filter.md.clean", "filter.md.smudge", "filter.other.process"):
        repository.git("config", key, str(trap))
    repository.git("config", "filter.md.required", "true")
    (repository.folder / ".gitattributes").write_text("*.md diff=md filter=md\n")
    (repository.folder / "a.md").write_text("edited")
    (document,) = await repository.read(blame=True)
    assert isinstance(document, Document)
    assert document.line_dates == (None,)
    assert not (tmp_path / "sprung").exists()


async def test_a_partial_clone_fetches_nothing_that_it_lacks(repository: Repository, tmp_path: Path) -> None:
    repository.write("a.md", "x\n")
    repository.write("a.md", "x\ny\n", date=NEW)
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{trap}"),
        ("protocol.ext.allow", "always"),
    ):
        repository.git("config", key, value)
    content = repository.git("rev-parse", "HEAD~:a.md").strip()
    (repository.folder / ".git" / "objects" / content[:2] / content[2:]).unlink()
    (found,) = await repository.read(blame=True)
    assert isinstance(found, Unreadable)
    assert not (tmp_path / "sprung").exists()


async def test_a_citation_is_as_old_as_the_last_change_of_its_line_if_that_is_wanted(repository: Repository) -> None:
    old = "[old](https://old.example/)\n"
    repository.write("a.md", old + "\n[x](https://x.example/)\n")
    repository.write("a.md", old + "\n[new](https://new.example/)\n", date=NEW)
    path = repository.write(
        "a.md", old + "\n[new](https://new.example/)\n\n[now](https://now.example/)\n", tracked=False
    )
    (document,) = await repository.read(blame=True)
    assert isinstance(document, Document)
    assert [citation.cited_at for citation in extract(document).citations] == [
        datetime(2014, 5, 3, 10, tzinfo=UTC),
        datetime(2020, 1, 3, 10, tzinfo=UTC),
        None,
    ]
    (document,) = await repository.read()
    assert isinstance(document, Document)
    assert [citation.cited_at for citation in extract(document).citations] == [None] * 3
    assert document.uri == str(path)


async def test_a_date_that_the_author_gives_stands_above_that_of_the_line(repository: Repository) -> None:
    cite = "{{cite web |url=https://a.example/ |title=A |access-date=2016-07-01}}\n"
    repository.write("a.wiki", cite)
    (document,) = await repository.read(blame=True)
    assert isinstance(document, Document)
    (citation,) = extract(document).citations
    assert citation.cited_at == datetime(2016, 7, 1, tzinfo=UTC)


async def test_what_is_not_committed_yet_has_no_dates_but_is_read(repository: Repository) -> None:
    repository.write("b.md", "x")
    (repository.folder / "a.md").write_text("[a](https://a.example/)")
    repository.git("add", "a.md")
    first, _ = await repository.read(blame=True)
    assert isinstance(first, Document)
    assert [citation.cited_at for citation in extract(first).citations] == [None]


async def test_what_the_repository_lacks_is_not_asked_for_at_its_origin(repository: Repository, tmp_path: Path) -> None:
    repository.write("a.md", "x")
    repository.write("a.md", "x\ny")
    before = repository.git("rev-parse", "HEAD^:a.md")
    (repository.folder / ".git" / "objects" / before[:2] / before[2:]).unlink()
    for name, value in (("url", "ssh://a.example/"), ("promisor", "true"), ("partialclonefilter", "blob:none")):
        repository.git("config", f"remote.origin.{name}", value)
    repository.git("config", "core.sshCommand", f"touch {tmp_path}/sprung; false")
    repository.git("config", "extensions.partialClone", "origin")
    repository.git("config", "core.repositoryFormatVersion", "1")
    assert len(errors(await repository.read(blame=True))) == 1
    assert not (tmp_path / "sprung").exists()


async def test_nothing_is_told_of_a_file_that_a_repository_names_as_a_list_of_commits(
    repository: Repository, tmp_path: Path
) -> None:
    repository.write("a.md", "[a](https://a.example/)")
    (tmp_path / "secret").write_text("a word of the machine's\n")
    repository.git("config", "blame.ignoreRevsFile", str(tmp_path / "secret"))
    (told,) = errors(await repository.read(blame=True))
    assert "a file that the repository's settings name" in told
    assert "a word" not in told


async def test_a_filter_that_cannot_be_switched_off_is_not_run(repository: Repository, tmp_path: Path) -> None:
    repository.write("a.md", "x")
    repository.git("config", "filter.a=b.clean", f"touch {tmp_path}/sprung")
    (repository.folder / ".gitattributes").write_text("*.md filter=a=b\n")
    (repository.folder / "a.md").write_text("edited")
    assert errors(await repository.read(blame=True)) == [
        f"{repository.folder}/a.md: its repository names a filter in a way that cannot be undone"
    ]
    assert not (tmp_path / "sprung").exists()
