"""What reStructuredText cites; the rules are docutils'."""

import pytest

from linkwatch.model import Article
from tests.articles.extract.helpers import hrefs, read


def rst(text: str | bytes, **fields: object) -> Article:
    return read(text, "a.rst", **fields)


WAYS: list[tuple[str, list[str] | str]] = [
    ("`a <https://a.example>`_", ["https://a.example"]),
    ("`a <https://a.example>`__ and `b\n<https://b.example/x\ny>`_", ["https://a.example", "https://b.example/xy"]),
    ("`<https://a.example>`_", ["https://a.example"]),
    (r"`a <https://a.example/b\_>`_", ["https://a.example/b_"]),
    ("See Python_ and `the docs`_.\n\n.. _Python: https://p.example\n.. _the docs: https://d.example", "pd"),
    (".. _`a: b`: https://p.example\n\n`A:  B`_", "p"),
    ("`a`__ then b__\n\n.. __: https://p.example\n__ https://d.example", "pd"),
    ("a_\n\n.. _a: b_\n.. _b: https://p.example", "p"),
    ("`text <a_>`_\n\n.. _a: https://p.example", "p"),
    ("`text <two words_>`_\n\n.. _two words: https://p.example", "p"),
    ("`text <two\nWORDS_>`_ c_\n\n.. _c: `two words`_\n.. _two words: https://p.example", "pp"),
    (
        "`text <https://a.example/b_>`_ and a_\n\n.. _a: https://a.example/c_",
        ["https://a.example/b_", "https://a.example/c_"],
    ),
    ("a_ b_\n\n.. _a: b_\n.. _b: a_", ""),
    ("`here <https://p.example>`_ and here_", "pp"),
    ("here_ and `here <https://p.example>`_", "pp"),
    ("a_\n\n.. _a:\n\nA place", ""),
    ("a_\n\n.. _a: https://p.example\n   /x", ["https://p.example/x"]),
    ("https://a.example, (https://b.example/c_(d)).", ["https://a.example", "https://b.example/c_(d)"]),
    ("me@a.example", ["mailto:me@a.example"]),
    ("``https://a.example`` and `https://b.example` and :code:`https://c.example`", []),
    ("``a `b <https://a.example>`_ ``", []),
    ("::\n\n   https://a.example\n\n   https://b.example\n\nhttps://p.example", "p"),
    ("- x::\n\n    https://a.example\n\n  https://p.example", "p"),
    (".. code:: sh\n\n   curl https://a.example\n\nhttps://p.example", "p"),
    (".. a comment https://a.example\n   https://b.example\n\nhttps://p.example", "p"),
    (".. note:: https://p.example\n\n   https://d.example", "pd"),
    (".. raw:: latex\n\n   <a href=https://a.example>", []),
    (">>> get('https://a.example')\n\nhttps://p.example", "p"),
    (".. image:: a.png\n   :target: https://p.example\n   :alt: https://a.example", "p"),
    ("|pic|_\n\n.. |pic| image:: https://a.example/a.png\n.. _pic: https://p.example", "p"),
    (".. [1] https://p.example\n.. [#n] https://d.example", "pd"),
    ("[1]_ [#n]_ word_ `no such`_ :ref:`a <https://a.example>` :doc:`x`", []),
    (r"\`a <https://a.example>`_", ["https://a.example"]),
    ("..\n\n   https://p.example", "p"),
]


def test_every_way_to_write_a_link_is_understood() -> None:
    known = {"p": "https://p.example", "d": "https://d.example"}
    expected = {text: [known.get(each, each) for each in cited] for text, cited in WAYS}
    assert {text: hrefs(rst(text)) for text in expected} == expected


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (".. _a:\n.. _b: https://a.example\n\na_ b_", ["https://a.example"] * 2),
        (".. _a:\n\n.. _b:\n\n.. _c: https://a.example\n\na_", ["https://a.example"]),
        (".. _a:\n\nA place.\n\n.. _b: https://b.example\n\na_ b_", ["https://b.example"]),
        (".. _a:\n.. note:: x\n.. _b: https://b.example\n\na_", []),
        (".. _a: https://a.example\n.. _b: https://b.example\n\na_ b_", ["https://a.example", "https://b.example"]),
    ],
)
def test_names_of_one_place_lead_where_the_last_of_them_leads(text: str, cited: list[str]) -> None:
    assert hrefs(rst(text)) == cited


def test_what_raw_html_links_to_is_cited() -> None:
    text = "One\n===\n\n.. raw:: html\n\n   <p>Über <a href='a.html'>an <b>old</b> mill</a>.\n   <a href=b.html>there</a>\n\n"
    text += (
        ".. raw:: latex\n\n   <a href=no.html>x</a>\n\n.. raw:: html\n   :url: https://c.example/part.html\n\nText_\n"
    )
    article = rst(text)
    assert [(each.href, each.text, each.line) for each in article.citations] == [
        ("a.html", "an old mill", 6),
        ("b.html", "there", 7),
        ("https://c.example/part.html", "https://c.example/part.html", 14),
    ]
    spans = [each.span for each in article.citations]
    assert [text.encode()[slice(*span)].decode() for span in spans if span] == hrefs(article)
    assert article.citations[0].context == "Über an old mill. there"


def test_standards_are_links_by_their_numbers() -> None:
    citations = rst(":pep:`8`, :rfc:`the rules <9110>` and :RFC:`2616#section-3`").citations
    assert [(each.target.url, each.text) for each in citations[:2]] == [
        ("https://peps.python.org/pep-0008", "PEP 8"),
        ("https://datatracker.ietf.org/doc/html/rfc2616", "2616#section-3"),
    ]


def test_words_line_and_bytes_are_known() -> None:
    text = "\ufeffTitle\r\n=====\r\n\r\n:Date: 3 May 2014\r\n\r\nÜber *the* `a\r\nbook`_. Then.\r\n\r\n.. _a book: https://a.example/ü\r\n"
    article = rst(text)
    assert article.title == "Title"
    assert str(article.published_at) == "2014-05-03 00:00:00+00:00"
    (citation,) = article.citations
    assert (citation.text, citation.context, citation.line) == ("a book", "Über the a book.", 6)
    assert citation.span
    assert text.encode()[slice(*citation.span)].decode() == "https://a.example/ü"


def test_a_title_is_told_without_its_markup_and_may_be_one_letter_long() -> None:
    assert (
        read(":mod:`pathlib` and *paths*\n==========================\n\ntext\n", "a.rst").title == "pathlib and paths"
    )
    assert read("A\n=\n\ntext\n", "a.rst").title == "A"
