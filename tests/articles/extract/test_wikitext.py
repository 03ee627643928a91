"""What a wiki page cites."""

from datetime import UTC, datetime

import pytest

from linkwatch.model import Article
from tests.articles.extract.helpers import hrefs, read

PAGE = "https://en.wiki.example/wiki/Rivers"


def wiki(text: str, **fields: object) -> Article:
    return read(text, "a.wiki", **fields)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("[https://a.example text] [https://a.example]", ["https://a.example"] * 2),
        ("[//a.example/x y] [mailto:me@a.example me] [no link]", ["//a.example/x", "mailto:me@a.example"]),
        ("https://a.example/b, (https://a.example/c) https://a.example/d_(e).", ["b", "c", "d_(e)"]),
        ("''https://a.example/b''", ["b"]),
        ("{{x|https://a.example/b|c=https://a.example/c}}", ["b", "c"]),
        ("{{cite web|url=https://a.example/b.|title=T}}", ["b."]),
        ("{{cite web|url = https://a.example/b\n|x={{y|z=https://a.example/c}}}}", ["c", "b"]),
        ("<nowiki>https://a.example</nowiki><!-- https://a.example --><pre>https://a.example</pre>", []),
        ("<nowiki/>https://a.example/b <nowiki> https://a.example/c", ["b", "c"]),
        ("<ref name=x>[https://a.example/b B]</ref>", ["b"]),
        ("{{cite web|url=https://a.example/b", ["b"]),
        ("}} | [[ [http:// {{{{", []),
        ("{{cite web|url=https://a.example/b{{!}}c|title=T}} [https://a.example/d{{=}}e f{{!}}g]", ["b|c", "d=e"]),
        ("https://a.example/b{{c}}", ["b"]),
    ],
)
def test_every_way_to_write_a_link_is_understood(text: str, cited: list[str]) -> None:
    written = {"mailto", "//a", "http"}
    expected = [
        each if each.split(":")[0].split(".")[0] in written | {"https"} else f"https://a.example/{each}"
        for each in cited
    ]
    assert sorted(hrefs(wiki(text))) == sorted(expected)


def test_a_cite_template_says_what_is_cited_and_when() -> None:
    text = (
        "It rose.<ref>{{cite web |url=https://a.example/p |title=The ''high'' water |access-date=3 May 2014\n"
        "|archive-url=https://archive.example/2015/https://a.example/p |archive-date=2015-03-02 |url-status=dead\n"
        "|doi=10.1000/xyz(1) |arxiv=2001.00001 |hdl=2027/abc}}</ref> It fell."
    )
    article = wiki(text)
    assert [(each.target.url, each.text, each.line, str(each.cited_at)[:10]) for each in article.citations] == [
        ("https://a.example/p", "The high water", 1, "2014-05-03"),
        ("https://archive.example/2015/https://a.example/p", "The high water", 2, "2015-03-02"),
        ("https://doi.org/10.1000/xyz(1)", "10.1000/xyz(1)", 3, "2014-05-03"),
        ("https://arxiv.org/abs/2001.00001", "2001.00001", 3, "2014-05-03"),
        ("https://hdl.handle.net/2027/abc", "2027/abc", 3, "2014-05-03"),
    ]
    assert article.citations[0].context == "It rose.The high water It fell."
    spans = [text[slice(*each.span)] for each in article.citations if each.span]
    assert spans == hrefs(article)


@pytest.mark.parametrize(
    "fields",
    [
        "access-date=2014-05-03",
        "accessdate=May 3, 2014",
        "abruf=3. Mai 2014",
        "consulté le=3 mai 2014",
        "fechaacceso=3 de mayo de 2014",
        "acessodata=3 de maio de 2014",
        "accesso=3 maggio 2014",
        "data dostępu=3 maja 2014",
        "дата обращения=3 мая 2014",
        "bezochtdatum=3 mei 2014",
    ],
)
def test_the_day_of_the_look_is_read_in_many_languages(fields: str) -> None:
    (citation,) = wiki(f"{{{{cite web|url=https://a.example|{fields}}}}}").citations
    assert citation.cited_at == datetime(2014, 5, 3, tzinfo=UTC)


def test_pages_of_a_wiki_are_links_where_its_address_is_known() -> None:
    text = "[[the delta|the ''delta'']]s [[:Category:Seas]] [[File:a.png|thumb]] [[Category:Rivers]] [[#here]]"
    text += " [[A#b c]] [[]]\n== here ==\n"
    assert hrefs(wiki(text)) == []
    found = wiki(text, base_url=PAGE).citations
    assert [(each.target.url, each.text) for each in found] == [
        ("https://en.wiki.example/wiki/The_delta", "the deltas"),
        ("https://en.wiki.example/wiki/Category:Seas", "Category:Seas"),
        ("https://en.wiki.example/wiki/A", "A#b c"),
    ]
