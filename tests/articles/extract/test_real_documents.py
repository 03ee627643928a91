"""One text as real programs write it in each format: the same is cited by all of them.

`samples/rivers.md` was converted by pandoc 3.9, the PDF was printed by Chromium 156.
"""

from pathlib import Path

import pytest

from linkwatch.articles.extract import extract
from linkwatch.model import Article, Document

SAMPLES = Path(__file__).with_name("samples")
SITE = "https://rivers.example/"
CITED = {
    "https://example.org/a_b?c=d&e=f": "the first",
    "https://example.org/auto": "https://example.org/auto",
    "https://example.org/em": "em link",
    SITE + "other.md": "rel",
    "https://example.org/%C3%BC": "Ünïcode",
    "https://en.wikipedia.org/wiki/A_(b)": "wiki",
    "https://example.org/list": "list",
    "mailto:me@example.org": "me@example.org",
    "https://example.org/cell": "cell",
    "https://example.org/pic": "img",
    "https://example.org/note": "a link",
}
IN_CODE = "https://example.org/code"  # where a format makes links of addresses in code too
OTHERWISE = {  # what is not as in CITED, and why
    "rst": {"https://example.org/pic": "https://example.org/pic"},  # a picture's own words stand elsewhere
    "tex": {"https://example.org/pic": "pic.png"},  # it has no words for a picture
    "org": {"https://example.org/pic": "[[file:pic.png]]"},
    "adoc": {"https://example.org/pic": "image:pic.png[img]", IN_CODE: IN_CODE},
    "wiki": {IN_CODE: IN_CODE, SITE + "other.md": None},  # a page of the wiki, whose address nothing tells here
    "epub": {SITE + "other.md": None},  # a place in the book
}
LINKED_ONLY = "pdf"  # where a link's words cannot be told from its rectangle


def article(kind: str) -> Article:
    path = SAMPLES / f"rivers.{kind}"
    return extract(Document(path.name, path.read_bytes(), SITE + path.name))


@pytest.mark.parametrize("kind", ["md", "rst", "adoc", "wiki", "tex", "org", "docx", "odt", "epub"])
def test_a_text_cites_the_same_in_every_format(kind: str) -> None:
    expected = {url: text for url, text in {**CITED, **OTHERWISE.get(kind, {})}.items() if text is not None}
    found = article(kind)
    assert {citation.target.url: citation.text for citation in found.citations} == expected
    assert len(found.citations) == len(expected)
    assert found.title == ("Sources" if kind == "wiki" else "The Rivers")  # pandoc writes no title into a wiki page


def test_a_printed_page_cites_what_can_be_clicked_and_what_is_printed() -> None:
    found = article("pdf")
    urls = [citation.target.url for citation in found.citations]
    assert sorted(urls) == sorted([*CITED, IN_CODE, "https://example.org/block"])  # nothing tells code from text
    assert {citation.place for citation in found.citations} == {"page 1"}
    assert found.title == "The Rivers"


@pytest.mark.parametrize("kind", ["rst", "adoc", "wiki", "tex", "org"])
def test_the_bytes_of_every_target_are_known(kind: str) -> None:
    body = (SAMPLES / f"rivers.{kind}").read_bytes()
    found = article(kind).citations
    for citation in found:
        assert citation.span
        new = b"https://new.example/"
        if not citation.href.startswith("mailto:"):
            start, end = citation.span
            again = extract(Document(f"rivers.{kind}", body[:start] + new + body[end:], SITE)).citations
            expected = [new.decode() if each.span == citation.span else each.href for each in found]
            assert [each.href for each in again] == expected
