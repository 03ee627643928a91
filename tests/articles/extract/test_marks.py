"""What authors leave out."""

import pytest

from linkwatch.model import Article
from tests.articles.extract.helpers import BASE, html, markdown, read


def ignored(article: Article) -> list[str]:
    return [citation.href for citation in article.citations if citation.is_ignored]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](a) <!-- linkwatch-ignore --> [b](b)\n[c](c)", ["a"]),
        ("[z](z)\n<!-- linkwatch-ignore --> [a](a) [b](b)\n", []),  # a line that begins so is HTML altogether
        ("x <!-- linkwatch-ignore --> [a](a) [b](b)", ["a"]),
        ("<!-- linkwatch-ignore -->\n\n[a](a) [b](b)", ["a"]),
        ("<!-- linkwatch-ignore-next-line -->\n[a](a) [b](b)\n[c](c)", ["a", "b"]),
        ("x <!-- linkwatch-ignore-start --> [a](a)\n\n- [b](b) <!-- linkwatch-ignore-end --> [c](c)", ["a", "b"]),
        ("<!-- linkwatch-ignore-start -->\n\n[a](a)\n\n<http://b.example>", ["a", "http://b.example"]),
        ("<!-- linkwatch-disable-next-line -->\n[a](a)\n[b](b)", ["a"]),
        ("[a](a) <!-- markdown-link-check-disable-line -->\n[b](b)", ["a"]),
        ("<!-- markdown-link-check-disable-next-line -->\n[a](a)\n[b](b)", ["a"]),
        ("<!-- markdown-link-check-disable -->\n\n[a](a)\n\n<!-- markdown-link-check-enable -->\n\n[b](b)", ["a"]),
        ("<!-- lychee-ignore-start -->\n\n[a](a)\n\n<!-- lychee-ignore-end -->\n\n[b](b)", ["a"]),
        ("> <!-- linkwatch-ignore-start -->\n>\n> [a](a)\n>\n> <!-- linkwatch-ignore-end -->\n\n[b](b)", ["a"]),
        ("`<!-- linkwatch-ignore-start -->` [a](a)", []),
        ("```\n<!-- linkwatch-ignore-start -->\n```\n\n[a](a)", []),
        ("<!-- a linkwatch-ignore-start in a sentence -->\n\n[a](a)", []),
        ("<!-- linkwatch-ignored -->\n\n[a](a)", []),
        ('<a href="a" data-proofer-ignore>a</a> [b](b)', ["a"]),
        ('<div data-linkwatch-ignore><a href="a">a</a></div>\n\n[b](b)', ["a"]),
    ],
)
def test_marks_in_markdown(text: str, expected: list[str]) -> None:
    assert ignored(markdown(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div data-proofer-ignore><p><a href=a>a</a></p></div><a href=b>b</a>", ["a"]),
        ("<p class='x data-proofer-ignore'><a href=a>a</a></p><a href=b class=data-proofer>b</a>", ["a"]),
        ('<a href="#" data-proofer-ignore="true">a</a><a href=b data-linkwatch-ignore>b</a>', ["#", "b"]),
        ('<a href=a rel="nofollow">a</a>', []),
        ("<a href=a>a</a> <!-- linkwatch-ignore --> <a href=b>b</a>", ["a"]),
        ("<!-- linkwatch-ignore -->\n<p><a href=a>a</a><a href=b>b</a>", ["a"]),
        ("<!-- linkwatch-ignore-next-line -->\r\n<a href=a>a</a>\r\n<a href=b>b</a>", ["a"]),
        ("é<!-- linkwatch-ignore-start --><a href=a>a</a><!-- linkwatch-ignore-end --><a href=b>b</a>", ["a"]),
        ("<table><!-- linkwatch-ignore-start --><tr><td><a href=a>a</a></table><a href=b>b</a>", ["a", "b"]),
    ],
)
def test_marks_in_html(text: str, expected: list[str]) -> None:
    assert ignored(html(text)) == expected
    assert ignored(html(text.encode("utf-16"))) == expected


def test_a_place_that_is_missing_and_marked_is_not_told() -> None:
    assert html("<a href=#gone data-linkwatch-ignore>a</a><p>x").citations == ()
    assert markdown("[a](#gone) <!-- linkwatch-ignore -->").citations == ()


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.rst", "`a <a>`_\n\n.. linkwatch-ignore-next-line\n`b <b>`_ `c <c>`_\n\n`d <d>`_\n", ["b", "c"]),
        ("a.rst", ".. linkwatch-ignore-next-line\n\n`a <a>`_\n`b <b>`_\n", ["a"]),  # as reStructuredText wants it
        ("a.rst", ".. linkwatch-ignore-start\n\n`a <a>`_\n\n.. linkwatch-ignore-end\n\n`b <b>`_\n", ["a"]),
        ("a.rst", "..\n   linkwatch-ignore\n\n`a <a>`_ `b <b>`_\n", []),  # a mark stands where its comment begins
        ("a.rst", "::\n\n   .. linkwatch-ignore-start\n\n`a <a>`_\n", []),
        ("a.adoc", "// linkwatch-ignore-next-line\nhttps://a.example\nhttps://b.example\n", ["https://a.example"]),
        ("a.adoc", "----\n// linkwatch-ignore-start\n----\nhttps://a.example\n", []),
        ("a.wiki", "[https://a.example a] <!-- linkwatch-ignore --> [https://b.example b]\n", ["https://a.example"]),
        ("a.wiki", "<nowiki><!-- linkwatch-ignore-start --></nowiki> [https://a.example a]", []),
        ("a.tex", "\\url{https://a.example} % linkwatch-ignore\n\\url{https://b.example}\n", ["https://a.example"]),
        ("a.tex", "5\\% linkwatch-ignore \\url{https://a.example}\n", []),
        ("a.tex", "\\begin{verbatim}\n% linkwatch-ignore-start\n\\end{verbatim}\n\\url{https://a.example}\n", []),
        ("a.org", "# linkwatch-ignore-next-line\n[[https://a.example][a]]\nhttps://b.example\n", ["https://a.example"]),
        ("a.org", "#+begin_src sh\n# linkwatch-ignore-start\n#+end_src\nhttps://a.example\n", []),
        ("a.bib", "% linkwatch-ignore-next-line\n@misc{a, url={https://a.example}}\n@misc{b, url={https://b.example}}\n", ["https://a.example"]),
        ("a.bib", "% linkwatch-ignore\n@misc{a,\n  url={https://a.example}}\n@misc{b, url={https://b.example}}\n", ["https://a.example"]),
        ("a.rst", ".. lychee-ignore-start\n\n`a <a>`_\n", ["a"]),
        ("a.ipynb", '{"cells": [{"cell_type": "markdown", "source": "[a](a) <!-- linkwatch-ignore -->"}]}', ["a"]),
    ],
)  # fmt: skip
def test_marks_stand_in_the_comments_of_each_format(name: str, text: str, expected: list[str]) -> None:
    assert ignored(read(text, name)) == expected
    assert ignored(read(text.replace("\n", "\r\n"), name)) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rst", "Here\n====\n\n`a <#here>`_ `b <#gone>`_\n"),
        ("a.adoc", "[[here]]\n== X\n\n<<here>> <<gone,b>>\n"),
        ("a.org", "* X\n:PROPERTIES:\n:CUSTOM_ID: here\n:END:\n[[#here][a]] [[#gone][b]]\n"),
        ("a.wiki", "== here ==\n[[#here|a]] [[#gone|b]]\n"),
        ("a.ipynb", '{"cells": [{"cell_type": "markdown", "source": "# here\\n[a](#here) [b](#gone)"}]}'),
    ],
)
def test_places_that_an_article_itself_lacks_are_told_in_each_format(name: str, text: str) -> None:
    (missing,) = read(text, name).citations
    assert (missing.text, missing.fragment, missing.is_own, missing.target.url) == ("b", "gone", True, BASE)
    assert read(text.replace("gone", "here"), name).citations == ()
