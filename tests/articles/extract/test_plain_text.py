"""What plain text cites, and the identifiers that stand in any."""

import pytest

from linkwatch.articles.extract.identifiers import arxiv_url, doi_url, handle_url, urn_url
from tests.articles.extract.helpers import read


def test_addresses_and_told_identifiers_are_cited() -> None:
    text = (
        "See <https://a.example/b>, www.c.example. (https://d.example/e_(f))\n\n"
        "doi:10.1000/1(2), DOI: 10.1000/3. arXiv:math/0001001v2; hdl:2027/a.b urn:nbn:de:0-1.\n"
        "No: xwww.no.example me@www.no.example 10.1000/4 mydoi:10.1000/5 [markdown](m)\n"
    )
    article = read(text, "a.txt")
    assert [(each.target.url, each.text, each.line) for each in article.citations] == [
        ("https://a.example/b", "https://a.example/b", 1),
        ("http://www.c.example/", "www.c.example", 1),
        ("https://d.example/e_(f)", "https://d.example/e_(f)", 1),
        ("https://doi.org/10.1000/1(2)", "doi:10.1000/1(2)", 3),
        ("https://doi.org/10.1000/3", "DOI: 10.1000/3", 3),
        ("https://arxiv.org/abs/math/0001001v2", "arXiv:math/0001001v2", 3),
        ("https://hdl.handle.net/2027/a.b", "hdl:2027/a.b", 3),
        ("https://nbn-resolving.org/urn:nbn:de:0-1", "urn:nbn:de:0-1", 3),
    ]
    assert article.title is None
    spans = [text[slice(*each.span)] for each in article.citations if each.span]
    assert spans[3:5] == ["10.1000/1(2)", "10.1000/3"]


@pytest.mark.parametrize(
    ("found", "url"),
    [
        (doi_url(" doi:10.1000/a<b>#c "), None),
        (doi_url("10.1002/(SICI)1097-4571(1999)50:9%3C1::AID-1>3.0"), None),
        (doi_url("10.1000/a#b%c"), "https://doi.org/10.1000/a%23b%25c"),
        (doi_url("https://doi.org/10.1000/1"), None),
        (arxiv_url("arXiv:2001.00001"), "https://arxiv.org/abs/2001.00001"),
        (arxiv_url("2001.1"), None),
        (handle_url("2027/a b"), None),
        (urn_url("urn:isbn:1"), None),
    ],
)
def test_an_identifier_is_resolved_or_none(found: str | None, url: str | None) -> None:
    assert found == url
