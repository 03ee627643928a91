"""Whether a fragment leads to a place."""

from pathlib import Path

import pytest

from linkwatch.anchors.files import look_in_file
from linkwatch.anchors.html import read_anchors as html
from linkwatch.anchors.markdown import read_anchors as markdown
from linkwatch.anchors.markdown import slug

PAGE = '<p id="a%2Fb"><h2 id="Öl und Wein">x</h2><p id="Rules"><a name="old">x</a><p id="user-content-setup">'
TEXT = """---
title: Front
---
# Rules
## The `run` command
## The *run* command
## Prices, 1.5 & up_to (new)
### Setup {#install}
```
# not a heading
```
`<a id="z">` <!-- <a id="c"> -->

<!-- <a id="d"> -->

<a id="e"></a> text <a name='f'></a>

<h2 align=center>
Hi  There
</h2>

Heißes Öl हिन्दी
----------------

A note[^1].

[^1]: It says so.
"""


IN_HTML = [
    *(("a%2Fb", True), ("%C3%96l%20und%20Wein", True), ("Öl und Wein", True), ("Rules", True), ("rules", False)),
    *(("old", True), ("setup", True), ("gone", False), ("", True), ("top", True), ("TOP", True)),
    *((":~:text=mill", None), ("gone:~:text=mill", None), ("Rules:~:text=mill", True), ("%ff", False)),
]


def test_html_has_ids_and_names_whose_case_counts() -> None:
    assert [(fragment, html(PAGE.encode()).find(fragment)) for fragment, _ in IN_HTML] == [*IN_HTML]


IN_MARKDOWN = [
    *(("rules", True), ("RULES", True), ("user-content-rules", True), ("the-run-command", True)),
    *(("the-run-command-1", True), ("the-run-command-2", False), ("prices-15--up_to-new", True)),
    *(("prices-15-up_to-new", True), ("install", True), ("Install", False), ("not-a-heading", False)),
    *(("z", False), ("c", False), ("d", False), ("e", True), ("f", True), ("E", False), ("hi-there", True)),
    *(
        ("heißes-öl-हिन्दी", True),
        ("hei%C3%9Fes-%C3%B6l-%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80", True),
    ),
    *(("title-front", False), ("fn-1", True), ("fn-2", False), ("L10", None), ("L10-L20", None), ("^block", None)),
    *(("", True), ("top", True), (":~:text=x", None)),
]


def test_markdown_has_headings_and_the_names_in_its_html() -> None:
    assert [(fragment, markdown(TEXT).find(fragment)) for fragment, _ in IN_MARKDOWN] == [*IN_MARKDOWN]


def test_a_name_that_a_number_would_give_again_is_given_once() -> None:
    anchors = markdown("# a\n# a\n# a-1\n# a\n")
    assert [anchors.find(name) for name in ("a", "a-1", "a-1-1", "a-2", "a-3")] == [True, True, True, True, False]


def test_a_slug_keeps_each_space_and_no_punctuation() -> None:
    assert slug("What's *new* — in 2.0?") == "whats-new--in-20"


@pytest.mark.parametrize(
    ("heading", "fragment"),
    [
        ("# Mill ![build passes](b.svg)", "mill-"),
        ("# Mill [![build passes](b.svg)](b.html) [![chat](c.svg)](c.html)", "mill--"),
        ("## ![logo](l.svg) Mill", "-mill"),
        ("## Mill 🌾", "mill-"),
    ],
)
def test_of_an_image_in_a_heading_only_the_space_beside_it_counts(heading: str, fragment: str) -> None:
    anchors = markdown(f"{heading}\n\n# Other\n")
    assert [anchors.find(name) for name in (fragment, "mill-build-passes", "other")] == [True, False, True]


def test_hosts_of_repositories_have_names_of_their_own_for_headings_and_the_top() -> None:
    text, page = markdown("# A Mill\n"), html(b"<h1>A Mill</h1>")
    names = ("markdown-header-a-mill", "markdown-header-gone", "readme", "README")
    assert [text.find(name) for name in names] == [True, False, True, True]
    assert not any(page.find(name) for name in names)


def test_nobody_can_tell_of_a_page_that_scripts_make() -> None:
    assert html(b"<div id=root></div><script src=app.js></script>").find("part") is None
    assert html(b"<div id=root></div><script type=application/ld+json>{}</script>").find("part") is False


def test_what_scripts_read_is_open_and_other_names_are_not() -> None:
    page = html(b"<p>" + b"word " * 100 + b"<script src=app.js></script>")
    found = {name: page.find(name) for name in ("/inbox", "!topic", "page=3", "L12", "part")}
    assert found == {"/inbox": None, "!topic": None, "page=3": None, "L12": None, "part": False}


def test_a_folder_stands_for_its_index(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p id=fig-2>")
    (tmp_path / "README.md").write_text("# Fig 3\n")
    assert look_in_file(tmp_path, ["fig-2", "fig-3"]) == {"fig-2": True, "fig-3": False}


def test_a_folder_of_which_no_file_stands_for_it_has_no_places(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Race\n")
    assert look_in_file(tmp_path, ["race", "top"]) == {"race": False, "top": True}
    (tmp_path / "index.php").write_text("<?php page();")
    assert look_in_file(tmp_path, ["race"]) == {"race": None}


@pytest.mark.parametrize("name", ["README.md", "readme.markdown", "Readme.mdown"])
def test_a_folder_without_index_shows_its_readme(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# Mill\n")
    (tmp_path / "notes.md").write_text("# Race\n")
    (tmp_path / "readme.mkd").write_text("# Race\n")  # of several the first by name
    assert look_in_file(tmp_path, ["mill", "race"]) == {"mill": True, "race": False}


@pytest.mark.parametrize(
    ("name", "body"), [("photo.bin", b"\0\1"), ("empty-file", b""), ("a.pdf", b"%PDF-"), ("x.html", None)]
)
def test_of_other_files_and_of_none_nobody_can_tell(tmp_path: Path, name: str, body: bytes | None) -> None:
    if body is not None:
        (tmp_path / name).write_bytes(body)
    assert look_in_file(tmp_path / name, ["part"]) == {"part": None}
