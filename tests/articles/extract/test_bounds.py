"""Of an article with too many links the first are read, and what was left out is told."""

import pytest

from linkwatch.articles.extract import extract
from linkwatch.articles.extract.bounds import MOST_LINKS, beginning, first_links, first_tags
from linkwatch.model import Article, Document


def read(body: bytes, name: str) -> Article:
    return extract(Document(name, body, f"file:///{name}"))


@pytest.mark.parametrize(
    ("name", "link", "counted"),
    [
        ("a.html", b"<p><a href=http://a.example/>x</a>\n", ", counting tags that are no whole links"),
        ("a.md", b"<http://a.example/>\n\n", ""),
    ],
)
def test_the_first_links_are_read(name: str, link: bytes, counted: str) -> None:
    article = read(link * (MOST_LINKS + 1), name)
    assert len(article.citations) == MOST_LINKS
    assert article.left_out == f"{name}: only its first {MOST_LINKS} links are read{counted}: it has more; split it"


def test_tags_that_never_end_are_told_as_what_they_are() -> None:
    article = read(b"<a href='http://a.example/'>a</a>" + b'<a href="' * (MOST_LINKS + 1), "a.html")
    assert len(article.citations) < MOST_LINKS
    assert article.left_out is not None
    assert "counting tags that are no whole links" in article.left_out


def test_a_list_of_urls_may_be_longer() -> None:
    lines = b"http://a.example/\r\n" * (MOST_LINKS + 1)
    article = extract(Document("a", lines, "file:///a", format="urls"))
    assert (len(article.citations), article.left_out) == (MOST_LINKS + 1, None)
    assert article.citations[-1].line == MOST_LINKS + 1


def test_as_many_links_as_are_read_leave_nothing_to_tell() -> None:
    assert first_links(range(5), most=5) == ([0, 1, 2, 3, 4], None)
    assert first_tags(b"<a href=b>" * 5, most=5) == (b"<a href=b>" * 5, None)


def test_a_page_is_cut_before_the_first_link_too_many() -> None:
    body, told = first_tags(b"<abbr><A href=b>c</a><area\thref=d>e<a/>f", most=2)
    assert body == b"<abbr><A href=b>c</a><area\thref=d>e"
    assert told is not None


@pytest.mark.parametrize("size", range(40, 60))
def test_a_beginning_breaks_no_character(size: int) -> None:
    text = "a\u00e9\u20ac\U0001f600" * 50
    begun = beginning(text.encode(), size)
    assert text.startswith(begun.decode())
    assert len(begun) > size - 4


def test_a_beginning_breaks_no_line() -> None:
    assert beginning(b"one\ntwo\nthree\n", 10) == b"one\ntwo\n"
