"""What AsciiDoc cites."""

from datetime import UTC, datetime

import pytest

from linkwatch.model import Article
from tests.articles.extract.helpers import hrefs, read


def adoc(text: str) -> Article:
    return read(text, "a.adoc")


WAYS = [
    ("https://a.example[text] and https://b.example.", ["https://a.example", "https://b.example"]),
    ("<https://a.example/> (https://b.example/c_(d))", ["https://a.example/", "https://b.example/c_(d)"]),
    ("link:b.adoc[b] xref:c.adoc#x[c] <<d.adoc#y,the d>> <<e#z>>", ["b.adoc", "c.adoc#x", "d.adoc#y", "e.adoc#z"]),
    ("<<here>> <<here,words>> xref:here[x] xref:module:page.adoc[x] [[here]]", []),
    ("link:++https://a.example/a__b++[x]", ["https://a.example/a__b"]),
    ("https://a.example/v1\\...v2[x] link:b\\--c.html[y] https://a.example/d\\e[z]", ["https://a.example/v1...v2", "b--c.html", "https://a.example/d\\e"]),
    (":base: link:\n:own: {base}LICENSE\n\n{own}[x] {base}b.adoc[y] {base} {own}", ["LICENSE", "b.adoc"]),
    ("[subs=attributes+]\n https://no.example\n\n.A title\n https://no.example\n\n[.lead]\nhttps://a.example\n https://b.example", ["https://a.example", "https://b.example"]),
    ("link:pass:[https://a.example/a_b_c][x] link:pass:[a b.pdf][y] link:pass:[no]", ["https://a.example/a_b_c", "a b.pdf"]),
    ("mailto:me@a.example[me] you@b.example", ["mailto:me@a.example", "mailto:you@b.example"]),
    ("image::a.png[Alt,link=https://a.example] image:b.png[] image:c.png[C,link={none}]", ["https://a.example"]),
    (r"\https://a.example[x] \link:b[x]", []),
    ("+https://a.example+ ++https://b.example++ +++https://c.example+++ `+https://d.example+` pass:[https://e.example] *https://f.example*", ["https://f.example"]),
    (":b: https://a.example\n:deep: {b}/b\n\n{b}/c[x] link:{deep}[y] {none}/x", ["https://a.example/c", "https://a.example/b"]),
    (":u: https://a.example/b\n\n{u}, then", ["https://a.example/b"]),
    ("----\nhttps://a.example\n----\nhttps://b.example", ["https://b.example"]),
    ("....\nhttps://a.example\n....\n```\nhttps://b.example\n```\n////\nhttps://c.example\n////\n", []),
    ("// https://a.example\nhttps://b.example", ["https://b.example"]),
    ("[source,sh]\ncurl https://a.example\n\nhttps://b.example", ["https://b.example"]),
    ("[source]\n----\nhttps://a.example\n----\n\nhttps://b.example", ["https://b.example"]),
    ("text\n\n  https://a.example\nhttps://b.example\n\n* https://c.example", ["https://c.example"]),
    ("----\nhttps://a.example", []),
    ("link:++https://a.example/?q=[x]++[text] link:++b c++[d] link:++b.html++[e]", ["https://a.example/?q=[x]", "b.html"]),
    ("++++\n<p>ü <a href=a.html>x</a>\n<a href='b.html'>y</a>\n++++\n\n++++\n<a href=no.html>", ["a.html", "b.html"]),
]  # fmt: skip


def test_every_way_to_write_a_link_is_understood() -> None:
    assert [(text, hrefs(adoc(text))) for text, _ in WAYS] == [*WAYS]


@pytest.mark.parametrize(
    "head",
    [
        "= T\nAnn Lee <ann@a.example>\nv1.2, 2014-05-03: second edition\n",
        "= T\nAnn Lee\n1.0,2014-05-03\n",
        "= T\n:toc:\nAnn Lee; Bo Li\n// remark\n3 May 2014\n:icons: font\n",
        "= T\nAnn Lee\nv2, May 3, 2014\n",
    ],
)
def test_the_line_of_the_revision_says_the_date(head: str) -> None:
    article = adoc(f"{head}\nA text of 2013-01-01.\n")
    assert article.published_at == datetime(2014, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "head", ["= T\n2014-05-03\n", "= T\n\nAnn\n2014-05-03\n", "= T\nAnn\nv1.2\n", "----\n= T\nAnn\n2014-05-03\n----\n"]
)
def test_other_lines_after_a_title_say_no_date(head: str) -> None:
    assert adoc(f"{head}\nA text.\n").published_at is None


def test_words_date_and_bytes_are_known() -> None:
    text = '= The *Rivers*\n:revdate: 2014-05-03\n\nSee https://a.example/ü["one, two",window=_blank] _here_. Then.'
    article = adoc(text)
    assert (article.title, str(article.published_at)[:10]) == ("The Rivers", "2014-05-03")
    (citation,) = article.citations
    assert (citation.text, citation.context, citation.line) == ("one, two", "See one, two here.", 4)
    assert citation.span
    assert text.encode()[slice(*citation.span)].decode() == "https://a.example/ü"


def test_what_is_said_for_the_renderer_alone_is_no_word_of_a_link() -> None:
    (citation,) = adoc("https://a.example/b[window=_blank]").citations
    assert citation.text == "https://a.example/b"
