"""The names of places in texts that are neither HTML nor Markdown, as the programs that show them make them."""

import json
from pathlib import Path

import pytest

from linkwatch.anchors import Anchors
from linkwatch.anchors.asciidoc import read_anchors as asciidoc
from linkwatch.anchors.files import look_in_file
from linkwatch.anchors.notebook import read_anchors as notebook
from linkwatch.anchors.org import read_anchors as org
from linkwatch.anchors.rst import make_id
from linkwatch.anchors.rst import read_anchors as rst
from linkwatch.anchors.wikitext import read_anchors as wikitext

RST = """
A *Title* of ``code``
=====================

.. _a label:

Same
----

.. _`quoted: name`: https://a.example

Same
----

See `the site <https://b.example>`_ [1]_ and [Smith2014]_. _`Inline place`.

.. [1] note
.. [Smith2014] book
.. image:: a.png
   :name: my figure

Ünïcode & more
~~~~~~~~~~~~~~
"""
ADOC = """= Title
:idprefix: _
:what: Things

== First section: *bold* & {what}

[[own]]
=== A.b - c

[#short.role]
== A.b - c

[[ref,its text]]Text with anchor:inline[] and [[[bib]]].

.A block
[id="long",cols=2]
"""
ORG = "* TODO First heading :tag:\n:PROPERTIES:\n:CUSTOM_ID: own-id\n:END:\n<<target>>\n#+NAME: table\n"
WIKI = "== A ''section'' ==\n<span id=\"spot\"></span>\n=== [[Page|Words]] ===\n"
NOTEBOOK = {
    "cells": [{"cell_type": "markdown", "source": ["# My *Big* Head\n", "<a id='spot'></a>"]}, {"cell_type": "code"}]
}


def found(anchors: Anchors, *names: str) -> list[bool | None]:
    return [anchors.find(name) for name in names]


@pytest.mark.parametrize(
    ("anchors", "there", "missing"),
    [
        (
            rst(RST),
            ["a-title-of-code", "a-label", "same", "quoted-name", "the-site", "smith2014", "inline-place", "my-figure"],
            ["title", "Same", "code", "a-png"],
        ),
        (rst(RST), ["unicode-more", "id1", "footnote-reference-1"], ["id99", "a_label"]),
        (rst("x\n=\n\n.. _t:\n\ny\n"), ["x", "t"], ["y"]),
        (
            asciidoc(ADOC),
            ["_first_section_bold_things", "own", "short", "ref", "inline", "bib", "long", "_a_b_c", "A.b - c"],
            ["_first", "first_section_bold_things", "_a_b_c_3", "_a_b_c_02"],
        ),
        (asciidoc(":idprefix:\n:idseparator: -\n\n== Two words\n"), ["two-words"], ["_two_words"]),
        (org(ORG), ["own-id", "first-heading", "target", "table", "First heading"], ["heading", "tag"]),
        (org("* Head\n** TODO Head\n"), ["head", "head-1"], ["head-2"]),
        (wikitext(WIKI), ["A_section", "A section", "spot", "Words"], ["a_section", "Page"]),
        (wikitext("== A b ==\n== A b ==\n=== a b ===\n== A b 2 ==\n"), ["A_b", "A_b_2", "a_b_3", "A_b_2_2"], ["A_b_3"]),
        (notebook(json.dumps(NOTEBOOK).encode()), ["My-Big-Head", "my-big-head", "spot"], ["My", "head"]),
    ],
)  # fmt: skip
def test_names_are_as_their_programs_make_them(anchors: Anchors, there: list[str], missing: list[str]) -> None:
    assert found(anchors, *there) == [True] * len(there)
    assert found(anchors, *missing) == [False] * len(missing)


@pytest.mark.parametrize(
    "anchors",
    [
        rst("x\n=\n\n.. automodule:: a\n"),
        rst("x\n=\n\n.. py:function:: f()\n"),
        rst("x\n=\n\n.. include:: b.rst\n"),
        asciidoc("== x\n\ninclude::b.adoc[]\n"),
        org("* x\n#+INCLUDE: b.org\n"),
        wikitext("== x ==\n{{anchored|y}}\n"),
        notebook(b"no JSON"),
    ],
)
def test_nobody_can_tell_what_others_add(anchors: Anchors) -> None:
    assert anchors.find("gone") is None


def test_docutils_makes_names_plain() -> None:
    assert [make_id(name) for name in ("2. Straße, ÄÖ", "--x--", "日本", "a_b.c")] == ["strasze-ao", "x", "", "a-b-c"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rst", "Here\n====\n"),
        ("a.adoc", "[[here]]\n== X\n"),
        ("a.org", "* X\n:CUSTOM_ID: here\n"),
        ("a.wiki", "== here ==\n"),
        ("a.ipynb", '{"cells": [{"cell_type": "markdown", "source": "# here"}]}'),
    ],
)
def test_files_are_read_by_the_ends_of_their_names(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xef\xbb\xbf" * (not name.endswith("ipynb")) + text.replace("\n", "\r\n").encode())
    assert look_in_file(path, ["here", "gone"]) == {"here": True, "gone": False}
