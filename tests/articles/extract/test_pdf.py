"""What a PDF cites: what can be clicked, and what is printed."""

import pytest

from linkwatch.errors import InputError
from linkwatch.model import Article
from tests.articles.extract.helpers import hrefs, read
from tests.articles.extract.packing import pdf


def told(article: Article) -> list[tuple[str, str | None]]:
    return [(each.target.url, each.place) for each in article.citations]


def test_links_and_printed_addresses_are_cited_by_their_pages() -> None:
    body = pdf(
        ("See https://a.example/one, accessed 3 May 2014.", []),
        ("Words only", ["https://b.example/?a=(b)", "#here"]),
        ("doi:10.1000/1 and www.c.example", []),
    )
    article = read(body, "a.pdf")
    assert told(article) == [
        ("https://a.example/one", "page 1"),
        ("https://b.example/?a=(b)", "page 2"),
        ("https://doi.org/10.1000/1", "page 3"),
        ("http://www.c.example/", "page 3"),
    ]
    first = article.citations[0]
    assert (first.context, str(first.cited_at)[:10]) == (
        "See https://a.example/one, accessed 3 May 2014.",
        "2014-05-03",
    )


def test_a_link_whose_address_is_printed_is_one_citation() -> None:
    body = pdf(("See https://a.example/page here", ["https://a.example/page"]))
    (citation,) = read(body, "a.pdf").citations
    assert (citation.href, citation.context) == ("https://a.example/page", "See https://a.example/page here")


def test_a_link_that_runs_over_lines_is_one_citation() -> None:
    url = "https://a.example/long/way/to/the-page"
    body = pdf(("See https://a.example/long/\nway/to/the-page here", [url, url]))
    assert hrefs(read(body, "a.pdf")) == [url]


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("https://a.example/long/\nway", "https://a.example/long/way"),
        ("https://a.example/a-\nb", "https://a.example/a-b"),
        ("https://a.example\n/way?x=1", "https://a.example/way?x=1"),
        ("https://a.example/one/\ntwo-\nthree.\nhtml", "https://a.example/one/two-three.html"),
        ("https://a.example/one/ and/\nor", "https://a.example/one/"),
        ("https://a.example/way.\nThen", "https://a.example/way"),
        ("https://a.example/way\nThen", "https://a.example/way"),
    ],
)
def test_a_printed_address_goes_on_in_the_next_line_where_it_can_be_seen(printed: str, url: str) -> None:
    assert [each.target.url for each in read(pdf((f"See {printed} more", [])), "a.pdf").citations] == [url]


def test_one_that_fills_its_line_goes_on_in_the_next_where_that_begins_with_no_word() -> None:
    begin = f"https://a.example/{'way' * 12}"
    for behind, goes_on in (
        ("way/to?x=1 more", "way/to?x=1"),
        ("value=2&c=3, more", "value=2&c=3"),
        (f"{'x' * 30} more", "x" * 30),
        ("Then there is more/less", ""),
        ("3/5/2014, when it was seen", ""),
        ("me_and_you@a.example wrote", ""),
    ):
        printed = f"A line as long as the others of this page\n{begin}\n{behind}"
        assert [each.target.url for each in read(pdf((printed, [])), "a.pdf").citations] == [begin + goes_on]
    short = (
        f"A line that is twice as long as the one with the address, which is not full {'of it ' * 5}\n{begin}\nway/to"
    )
    assert [each.target.url for each in read(pdf((short, [])), "a.pdf").citations] == [begin]


def test_one_that_anybody_may_open_is_read_and_one_with_a_password_is_not() -> None:
    page = ("See", ["https://a.example"])
    assert hrefs(read(pdf(page, password="owner"), "a.pdf")) == ["https://a.example"]
    with pytest.raises(InputError, match=r"a\.pdf: is encrypted: it needs a password"):
        read(pdf(page, password="owner", open_password="user"), "a.pdf")


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", pdf(("a", ["b"]))[:400]])
def test_what_is_no_whole_pdf_is_refused_or_read(body: bytes) -> None:
    with pytest.raises(InputError, match="cannot be read as PDF"):
        read(body, "a.pdf")
