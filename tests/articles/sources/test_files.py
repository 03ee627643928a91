"""Articles on disk."""

import os
from pathlib import Path

import pytest

from linkwatch.model import MAX_DOCUMENT_BYTES, Document
from tests.articles.sources.helpers import errors, names, read_all


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of articles and other things, which the tests run in."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.md", "a.html", "A.MARKDOWN", "sub/c.htm", "sub/deep/d.mdx", "image.png", "notes.txt",
                 ".hidden/e.md", "node_modules/f.md", "sub/__pycache__/g.md", "venv/h.md"):  # fmt: skip
        file = tmp_path / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path / "docs"


@pytest.mark.usefixtures("docs")
async def test_a_folder_s_articles_are_read_in_order_without_what_is_not_its_own() -> None:
    expected = ["A.MARKDOWN", "a.html", "b.md", "sub/c.htm", "sub/deep/d.mdx"]
    assert names(await read_all("docs")) == [f"docs/{name}" for name in expected]


async def test_a_document_knows_its_place_and_its_folder(docs: Path) -> None:
    found = await read_all("docs/")
    assert isinstance(found[3], Document)
    assert found[3].base_url == f"file://{docs}/sub/c.htm"
    assert found[3].root == Path("docs")
    assert found[3].body == b"sub/c.htm"


async def test_a_named_file_is_read_whatever_its_name(docs: Path) -> None:
    assert names(await read_all("docs/notes.txt")) == ["docs/notes.txt"]
    assert names(await read_all(str(docs / ".hidden" / "e.md"))) == [str(docs / ".hidden" / "e.md")]
    (document,) = await read_all("docs/notes.txt")
    assert isinstance(document, Document)
    assert document.root is None


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("docs/*.md", ["docs/b.md"]),
        ("docs/*", ["docs/A.MARKDOWN", "docs/a.html", "docs/b.md"]),
        ("docs/*.txt", ["docs/notes.txt"]),
        ("docs/**/*.htm", ["docs/sub/c.htm"]),
        ("docs/[ab].*", ["docs/a.html", "docs/b.md"]),
        ("docs/sub/**", ["docs/sub/c.htm", "docs/sub/deep/d.mdx"]),
    ],
)
@pytest.mark.usefixtures("docs")
async def test_a_glob_is_expanded(pattern: str, expected: list[str]) -> None:
    assert names(await read_all(pattern)) == expected


@pytest.mark.usefixtures("docs")
async def test_a_glob_leaves_out_what_a_folder_would() -> None:
    assert "docs/node_modules/f.md" not in names(await read_all("docs/**/*.md"))


async def test_a_name_with_wildcards_that_exists_is_a_name(docs: Path) -> None:
    (docs / "[draft].md").write_text("x")
    (docs / "d.md").write_text("y")
    assert names(await read_all("docs/[draft].md")) == ["docs/[draft].md"]


async def test_a_folder_that_links_to_itself_is_read_once(docs: Path) -> None:
    (docs / "sub" / "loop").symlink_to(docs)
    (docs / "again").symlink_to(docs / "sub")
    found = names(await read_all("docs"))
    assert [name.rpartition("/")[2] for name in found] == ["A.MARKDOWN", "a.html", "b.md", "c.htm", "d.mdx"]


@pytest.mark.parametrize("text", ["missing.md", "missing/", "docs/missing*.md", "docs/empty", "docs/\0"])
async def test_nothing_to_read_is_said_in_one_line(text: str, docs: Path) -> None:
    (docs / "empty").mkdir()
    (error,) = errors(await read_all(text))
    assert error.startswith((text, repr(text), text.rstrip("/")))
    assert "no such file" in error or "no articles found" in error or "not a path" in error


async def test_of_an_empty_folder_the_usual_endings_are_said(docs: Path) -> None:
    (docs / "empty").mkdir()
    (error,) = errors(await read_all("docs/empty"))
    assert "(.md, .html, .rst, .docx, .tex and " in error
    assert len(error) < 120


@pytest.mark.usefixtures("unprivileged")
async def test_what_may_not_be_read_is_passed_over() -> None:
    found = await read_all("docs")
    paths = ["docs/a.md", "docs/closed", "docs/names/d.md"]
    assert errors(found) == [f"{path}: cannot be read: Permission denied" for path in paths]
    assert len(found) == 4
    assert errors(await read_all("docs/closed/c.md")) == ["docs/closed/c.md: cannot be read: Permission denied"]


@pytest.mark.parametrize(
    ("pattern", "problems"),
    [
        ("docs/closed/*.md", ["docs/closed"]),
        ("docs/closed/deeper/*.md", ["docs/closed"]),
        ("docs/*/*.md", ["docs/closed", "docs/names/d.md"]),
        ("docs/**/*.md", ["docs/a.md", "docs/closed", "docs/names/d.md"]),
        ("docs/closed/**", ["docs/closed"]),
        ("docs/closed/[draft].md", ["docs/closed"]),
        ("docs/names/d.*", ["docs/names/d.md"]),
        ("docs/[b-c].md", []),
        ("docs/*/b.md", ["docs/closed", "docs/names"]),
    ],
)
@pytest.mark.usefixtures("unprivileged")
async def test_a_glob_says_what_it_may_not_look_into(pattern: str, problems: list[str]) -> None:
    found = errors(await read_all(pattern))
    assert sorted(found) == [f"{path}: cannot be read: Permission denied" for path in problems]


async def test_one_bad_file_stops_no_other(docs: Path) -> None:
    (docs / "a0.md").symlink_to(docs / "nowhere")
    found = await read_all("docs")
    assert errors(found) == ["docs/a0.md: no such file or folder"]
    assert len(found) == 6


async def test_a_pipe_is_not_waited_for(docs: Path) -> None:
    os.mkfifo(docs / "pipe.md")
    assert errors(await read_all("docs/pipe.md")) == ["docs/pipe.md: not a regular file"]
    assert errors(await read_all("/dev/zero")) == ["/dev/zero: not a regular file"]


async def test_a_file_that_is_too_large_is_refused(docs: Path) -> None:
    with (docs / "large.md").open("wb") as file:
        file.truncate(MAX_DOCUMENT_BYTES + 1)
    (error,) = errors(await read_all("docs/large.md"))
    assert error.startswith("docs/large.md: larger than 64 MB")


async def test_a_list_of_urls_is_one_document(docs: Path) -> None:
    (docs / "list").write_text("http://example.org")
    (document,) = await read_all("urls:docs/list")
    assert isinstance(document, Document)
    assert (document.format, document.base_url) == ("urls", f"file://{docs}/list")
    assert errors(await read_all("urls:missing")) == ["missing: no such file or folder"]
