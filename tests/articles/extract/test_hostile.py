"""Texts made to exhaust time, memory or the stack: each is read in a few seconds of processor time.

Those of one part again and again, which cost something, are read in `tests/hostile/test_bodies.py`: in linear time.
"""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.errors import InputError
from tests.articles.extract.helpers import html, markdown, read

SECONDS = 2
N = 50_000

MARKDOWN = {
    "quotes": ">" * 10_000,
    "nested list": "\n".join(" " * (2 * depth) + "- a" for depth in range(1000)),
    "items in items": "- " * 10_000,
    "open brackets": "[" * N,
    "open and closed brackets": "[" * 25_000 + "]" * 25_000,
    "open images": "![" * N,
    "nested links": "[" * 5000 + "a" + "](b)" * 5000,
    "backticks": " ".join("`" * length for length in range(450)),
    "tags": "<a " * N,
    "comments": "<!--" * N,
    "bare URLs": "http://a(" * N,
    "brackets behind a URL": "http://a" + ")" * N,
    "entities behind a URL": "http://a" + "&a;" * N,
    "mail addresses": "a@" * N,
    "long mail address": "a" * N + "@b.c",
    "footnotes in footnotes": "[^a]: " * 10_000,
    "front matter without end": "---\n" + "a: b\n" * 15_000,
    "front matter of one line": "---\n" + "a" + " " * N + "\n---\n",
    "front matter of quotes": "---\n" + '"' * 60_000 + "\n---\n",
    "open brackets larger than a piece": "[" * 500_000,
    "wide table": "|" * N + "\n" + "|-" * N,
    "white space": " " * 1_000_000,
}
HTML = {
    "elements": "<div>" * N,
    "formatting": "<b><p>" * 10_000,
    "blocks in a link": "<a href=x>" + "<p>a" * 10_000,
    "attributes": "<a " + " ".join(f"a{number}" for number in range(N)) + " href=x>",
    "tables": "<table><tr><td>" * 15_000,
    "templates": "<template>" * N,
    "angle brackets": "<" * N,
    "json": "<script type='application/ld+json'>" + '{"a":' * N + "</script>",
    "times": "<article>" + "<time>" * N,
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_hostile_markdown_is_read_in_time(name: str) -> None:
    started = time.process_time()
    markdown(MARKDOWN[name])
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("name", HTML)
def test_hostile_html_is_read_in_time(name: str) -> None:
    started = time.process_time()
    html(HTML[name])
    assert time.process_time() - started < SECONDS


def test_many_brackets_in_one_paragraph_hide_no_link() -> None:
    article = markdown("[0, 1) " * 5000 + "[a [b] c](d) " * 100)
    assert len(article.citations) == 100


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    if b"\0" not in body:
        for name in ("a.md", "a.html"):
            with suppress(InputError):  # a few begin as a binary format does
                read(body, name)


MARKUP = [
    "[",
    "](",
    ")",
    "<a href=",
    ">",
    "</a>",
    "\n",
    "- ",
    "> ",
    "`",
    "[^1]: ",
    "|",
    "a",
    "    ",
    "<!--",
    "-->",
    "![",
]
MARKUP += ["![", "http://a.b", "---", "\t", "# ", "```", "&amp;", "\\", "*"]


@given(st.lists(st.sampled_from(MARKUP)))
def test_no_mixture_of_markup_makes_it_fail(parts: list[str]) -> None:
    text = "".join(parts)
    for article in (markdown(text), html(text)):
        for citation in article.citations:
            assert citation.text in citation.context
            assert citation.line is not None
            assert 1 <= citation.line <= text.count("\n") + 1
