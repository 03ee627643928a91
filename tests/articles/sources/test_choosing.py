"""Which files of a folder are articles, and where they stand."""

from pathlib import Path

import pytest

from linkwatch.articles.sources import no_web
from linkwatch.articles.sources.choosing import ReadingRules
from linkwatch.articles.sources.register import open_source, parse_input
from linkwatch.model import Document
from linkwatch.reading import Here


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a.md", "out/x.md", "vendor/v.md", "vendor/keep/k.md", ".draft.md", ".hidden/h.md", "notes.txt"):
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[b](/b.md)")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "docs"


async def read(text: str, rules: ReadingRules | None = None, seen: set[str] | None = None) -> list[Document]:
    source = open_source(parse_input(text), no_web, Here(), None, rules, seen)
    return [found async for found in source.documents() if isinstance(found, Document)]


async def names(text: str, rules: ReadingRules | None = None, seen: set[str] | None = None) -> list[str]:
    return [document.uri.removeprefix("docs/") for document in await read(text, rules, seen)]


async def test_hidden_files_are_read_only_where_they_are_named(docs: Path) -> None:
    assert await names("docs") == ["a.md", "out/x.md", "vendor/v.md", "vendor/keep/k.md"]
    assert await names("docs/.draft.md") == [".draft.md"]


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ({"docs/.gitignore": "out/\n"}, ["a.md", "vendor/v.md", "vendor/keep/k.md"]),
        ({"docs/.gitignore": "*.md\n!a.md\n"}, ["a.md"]),
        ({"docs/vendor/.gitignore": "*\n!keep/\n!keep/**\n"}, ["a.md", "out/x.md", "vendor/keep/k.md"]),
        ({"docs/.gitignore": "/x.md\n# out/\n[z-a]\n"}, ["a.md", "out/x.md", "vendor/v.md", "vendor/keep/k.md"]),
        ({".gitignore": "docs/vendor/\n"}, ["a.md", "out/x.md", "vendor/v.md", "vendor/keep/k.md"]),
        ({".gitignore": "docs/vendor/\n", ".git": ""}, ["a.md", "out/x.md"]),
        ({".gitignore": "docs/\n", ".git": ""}, ["a.md", "out/x.md", "vendor/v.md", "vendor/keep/k.md"]),
    ],
)
async def test_gitignore_is_heeded_in_a_folder(docs: Path, lists: dict[str, str], expected: list[str]) -> None:
    for name, text in lists.items():
        (docs.parent / name).write_text(text)
    assert await names("docs") == expected
    assert len(await names("docs", ReadingRules(gitignore=False))) == 4
    assert await names("docs/out/x.md") == ["out/x.md"]


@pytest.mark.parametrize("pattern", ["vendor", "vendor/", "docs/vendor/", "v*/"])
async def test_paths_can_be_excluded(docs: Path, pattern: str) -> None:
    rules = ReadingRules(exclude_paths=(pattern,))
    assert await names("docs", rules) == ["a.md", "out/x.md"]
    assert await names("docs/**/*.md", rules) == ["a.md", "out/x.md"]
    assert await names("docs/a.md", rules) == ["a.md"]


@pytest.mark.parametrize("suffix", ["txt", ".txt", "*.TXT"])
async def test_suffixes_can_be_chosen(docs: Path, suffix: str) -> None:
    assert await names("docs", ReadingRules(suffixes=(suffix,))) == ["notes.txt"]


async def test_a_file_is_read_once(docs: Path) -> None:
    seen: set[str] = set()
    assert await names("docs/a.md", None, seen) == ["a.md"]
    assert await names("docs/../docs/a.md", None, seen) == []
    assert "a.md" not in await names("docs", None, seen)
    assert await names("docs/a.md") == ["a.md"]


async def test_a_root_is_named_or_that_of_the_repository(docs: Path) -> None:
    assert [document.root for document in await read("docs/a.md")] == [None]
    assert {document.root for document in await read("docs")} == {Path("docs")}
    (docs.parent / ".git").mkdir()
    assert [document.root for document in await read("docs/a.md")] == [docs.parent]
    assert {document.root for document in await read("docs/*.md")} == {docs.parent}
    assert {document.root for document in await read("docs", ReadingRules(root=Path()))} == {Path()}


@pytest.mark.parametrize(
    ("text", "rules", "expected"),
    [
        ("docs/out/x.md", ReadingRules(base_url="https://example.org/d/"), "https://example.org/d/x.md"),
        ("docs/out/x.md", ReadingRules(base_url="https://example.org/d/p.html"), "https://example.org/d/p.html"),
        ("docs/out", ReadingRules(base_url="https://example.org/d/"), "https://example.org/d/x.md"),
        ("docs/out/x.md", ReadingRules(Path("docs"), "https://example.org"), "https://example.org/out/x.md"),
    ],
)
async def test_a_base_url_says_where_files_are(docs: Path, text: str, rules: ReadingRules, expected: str) -> None:
    assert [document.base_url for document in await read(text, rules)] == [expected]
