"""[[A note]], as Obsidian and MkDocs look for it."""

from pathlib import Path

import pytest

from linkwatch.model import Article
from tests.articles.extract.helpers import hrefs, markdown


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "Other Note.md").write_text("# H\n")
    (tmp_path / "deep" / "er" / "Far.md").write_text("x")
    (tmp_path / "deep" / "twice.md").write_text("x")
    (tmp_path / "deep" / "er" / "twice.md").write_text("x")
    return tmp_path


def read(text: str, folder: Path) -> Article:
    return markdown(text, base_url=(folder / "a.md").as_uri())


@pytest.mark.parametrize(
    ("text", "path", "shown", "fragment"),
    [
        ("[[Other Note]]", "Other Note.md", "Other Note", None),
        ("see [[Other Note#H|as shown]].", "Other Note.md", "as shown", "H"),
        ("[[far]]", "deep/er/Far.md", "far", None),
        ("[[er/Far]]", "deep/er/Far.md", "er/Far", None),
        ("[[twice]]", "deep/twice.md", "twice", None),
        ("[[Gone Note]]", "Gone Note.md", "Gone Note", None),
    ],
)
def test_a_note_is_found_wherever_it_is(notes: Path, text: str, path: str, shown: str, fragment: str | None) -> None:
    (citation,) = read(text, notes).citations
    assert (citation.target.url, citation.text, citation.fragment) == ((notes / path).as_uri(), shown, fragment)


@pytest.mark.parametrize(
    "text",
    ["![[pic.png]]", "`[[Far]]`", "[[ -f x ]]", "[[1]]", "[[sources]]", "[[_TOC_]]", "<!-- [[Far]] -->", "    [[Far]]"],
)
def test_what_is_no_note_is_text(notes: Path, text: str) -> None:
    assert read(text, notes).citations == ()


def test_a_link_within_brackets_stays_a_link(notes: Path) -> None:
    assert hrefs(read("[[1]](https://example.org/)", notes)) == ["https://example.org/"]


def test_a_word_is_a_note_where_notes_are_kept(notes: Path) -> None:
    (notes / ".obsidian").mkdir()
    assert hrefs(read("[[sources]]", notes)) == ["sources"]


def test_a_place_of_the_note_itself_is_told_where_it_is_missing(notes: Path) -> None:
    assert hrefs(read("# Part\n\n[[#Part]] [[#Gone]]", notes)) == ["#Gone"]


def test_on_the_web_nobody_knows_where_notes_are() -> None:
    assert markdown("[[Other Note]]").citations == ()
