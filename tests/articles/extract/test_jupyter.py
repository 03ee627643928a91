"""What a notebook cites: its Markdown cells do, with places in its JSON."""

import json

import pytest

from linkwatch.articles.extract import jupyter
from linkwatch.errors import InputError
from linkwatch.model import Article
from tests.articles.extract.helpers import hrefs, read

NOTEBOOK = r"""{
 "cells": [
  {"cell_type": "code", "source": ["# https://no.example"], "outputs": [{"data": {"text/html": "<a href=no>"}}]},
  {
   "cell_type": "markdown",
   "metadata": {"cells": [1, {"source": "no"}]},
   "source": [
    "# The \"R\u00ecvers\"\n",
    "\ud83d\ude00 \t\"q\" [a](https:\/\/a.example\/b \"t\") and\n",
    "\n<https://a.example/c>"
   ]
  },
  {"source": "one [string](d.ipynb)", "cell_type": "markdown"},
  {"cell_type": "raw", "source": "[no](no)"}
 ],
 "nbformat": 4
}
"""


def notebook(text: str | bytes) -> Article:
    return read(text, "a.ipynb")


def test_markdown_cells_cite_and_nothing_else_does() -> None:
    article = notebook(NOTEBOOK)
    assert article.title == 'The "Rìvers"'
    assert [(each.href, each.place, each.line, each.text) for each in article.citations] == [
        ("https://a.example/b", "cell 2", 9, "a"),
        ("https://a.example/c", "cell 2", 10, "https://a.example/c"),
        ("d.ipynb", "cell 3", 13, "string"),
    ]
    spans = [NOTEBOOK.encode()[slice(*each.span)] for each in article.citations if each.span]
    assert spans == [rb"https:\/\/a.example\/b", b"https://a.example/c", b"d.ipynb"]


def test_a_target_is_replaced_in_the_json_alone() -> None:
    body = NOTEBOOK.encode("utf-16")
    first = notebook(body).citations[0]
    assert first.span
    start, end = first.span
    again = body[:start] + "https://new.example".encode("utf-16-le") + body[end:]
    assert hrefs(notebook(again)) == ["https://new.example", "https://a.example/c", "d.ipynb"]
    assert json.loads(again.decode("utf-16"))["nbformat"] == 4


def test_a_target_that_two_strings_share_has_no_place() -> None:
    text = '{"cells": [{"cell_type": "markdown", "source": ["[a](<https://a.ex", "ample>)"]}]}'
    (citation,) = notebook(text).citations
    assert (citation.href, citation.span) == ("https://a.example", None)


def test_notebooks_of_the_older_kind_are_read() -> None:
    text = '{"worksheets": [{"cells": [{"cell_type": "markdown", "source": ["[a](b)"]}]}], "nbformat": 3}'
    assert [(each.href, each.place) for each in notebook(text).citations] == [("b", "cell 1")]


@pytest.mark.parametrize("text", ["[]", "# Heading", '"cells"'])
def test_what_is_no_notebook_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a notebook"):
        notebook(text)


_CELL = '{"cell_type": "markdown", "source": ["[a](b)"]}'


@pytest.mark.parametrize(
    ("text", "read", "said"),
    [
        ('{"cells": [{"cell_type": "markdown", "source": ["[a](b', 0, "breaks off"),
        (f'{{"cells": [{_CELL}, {{"cell_type": "mark', 1, "breaks off"),
        (f'{{"cells": [{_CELL}]', 1, "breaks off"),
        ("{" * 1000, 0, "breaks off"),
        ('{"a": "\\', 0, "breaks off"),
        ("{}", 0, "no list of cells"),
        ('{"cells": "x"}', 0, "no list of cells"),
    ],
)
def test_a_damaged_notebook_is_read_as_far_as_it_goes_and_says_so(text: str, read: int, said: str) -> None:
    article = notebook(text)
    assert len(article.citations) == read
    assert article.left_out is not None
    assert said in article.left_out


@pytest.mark.parametrize("text", ["", "\n", '{"cells": []}', f'{{"cells": [{_CELL}], "nbformat": 4}}\n'])
def test_of_a_whole_notebook_nothing_is_left_out(text: str) -> None:
    assert notebook(text).left_out is None


def test_a_notebook_of_too_many_links_is_read_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jupyter, "MOST_LINKS", 7)  # the bound itself is reached in test_bounds.py
    cell = {"cell_type": "markdown", "source": ["[a](b)\n"] * 5}
    article = notebook(json.dumps({"cells": [cell] * 2}))
    assert len(article.citations) == 7
    assert article.left_out == "a.ipynb: only its first 7 links are read: it has more; split it"
    assert notebook(json.dumps({"cells": [cell]})).left_out is None
