"""What is cited beside links, on request: images, frames, and what pages say of themselves."""

import pytest

from linkwatch.articles.extract import extract
from linkwatch.model import Article, Document, Kind, Wanted
from tests.articles.extract.helpers import BASE
from tests.articles.extract.packing import docx, epub, odt

ALL = frozenset(Kind) - {Kind.LINK}


def read(name: str, text: str | bytes, kinds: frozenset[Kind] = ALL) -> Article:
    body = text.encode() if isinstance(text, str) else text
    return extract(Document(name, body, BASE), wanted=Wanted(kinds=kinds))


def told(article: Article) -> list[tuple[str, str, str]]:
    return [(str(each.kind), each.href, each.text) for each in article.citations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<img src=a.png alt=' A  picture '>", [("image", "a.png", "A picture")]),
        ("<img src=a.png srcset='a.png 1x, b.png 2x'>", [("image", "a.png", ""), ("image", "b.png", "")]),
        ("<img srcset='/a,b.png 100w,c.png 200w, d.png'>", [("image", href, "") for href in ("/a,b.png", "c.png", "d.png")]),
        ("<picture><source srcset=a.webp><img src=a.png title=t></picture>", [("image", "a.webp", ""), ("image", "a.png", "t")]),
        ("<video src=a.mp4 poster=a.jpg><source src=b.mp4><track src=a.vtt></video>", [("image", href, "") for href in ("a.mp4", "a.jpg", "b.mp4", "a.vtt")]),
        ("<audio src=a.ogg></audio><input type=IMAGE src=go.png alt=go><input type=text src=no>", [("image", "a.ogg", ""), ("image", "go.png", "go")]),
        ("<svg><image href=a.png /><image xlink:href=b.png /></svg>", [("image", "a.png", ""), ("image", "b.png", "")]),
        ("<img src=''><img src='data:image/png;base64,xx'><img src='blob:x'><img alt=x>", []),
        ("<img src=#x><img src='javascript:x'>", []),
        ("<iframe src=a title=t></iframe><embed src=b><object data=c></object><iframe src=about:blank></iframe>", [("frame", "a", "t"), ("frame", "b", ""), ("frame", "c", "")]),
        ("<frameset><frame src=a></frameset>", [("frame", "a", "")]),
        ("<link rel=canonical href=a><link rel='stylesheet' href=b><link rel='Shortcut  Icon' href=c><link href=d>", [("metadata", "a", "canonical"), ("metadata", "c", "shortcut icon")]),
        ("<link rel='preload stylesheet' href=a><link rel=dns-prefetch href=//b><link rel=alternate href=c>", [("metadata", "c", "alternate")]),
        ("<meta property=og:image content=a><meta property=og:url content=b><meta name=twitter:image content=c>", [("metadata", "a", "og:image"), ("metadata", "b", "og:url"), ("metadata", "c", "twitter:image")]),
        ("<meta property=og:title content=a><meta name=description content=b><meta charset=utf-8>", []),
        ("<meta http-equiv=refresh content='0; URL=a'><meta http-equiv=Refresh content='5;url=\"b c\"'><meta http-equiv=refresh content='3, d '>", [("metadata", href, "refresh") for href in ("a", "b c", "d")]),
        ("<meta http-equiv=refresh content=30><meta http-equiv=refresh content='30; url='><meta http-equiv=refresh content='url=x'><meta http-equiv=x content='0; y'>", []),
        ("<blockquote cite=a>x</blockquote><q cite=b>x</q><ins cite=c>x</ins><img longdesc=d>", [("metadata", href, name) for href, name in (("a", "cite"), ("b", "cite"), ("c", "cite"), ("d", "longdesc"))]),
        ("<div itemscope itemid=a>x</div>", [("metadata", "a", "itemid")]),
        ("<template><img src=a></template><script>'<img src=b>'</script><!-- <img src=c> -->", []),
        ("<a href=l><img src=i alt=words></a>", [("link", "l", "words"), ("image", "i", "words")]),
    ],
)  # fmt: skip
def test_html(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(read("post.html", text)) == expected
    assert [each for each in told(read("post.html", text, frozenset())) if each[0] != "link"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See ![a *picture*](a.png 'title') there.", [("image", "a.png", "a picture")]),
        (
            "![](a.png 'title') ![x][ref] ![y](data:image/png,x)\n\n[ref]: b.png",
            [("image", "a.png", "title"), ("image", "b.png", "x")],
        ),
        ("[![badge](b.svg)](ci.html)", [("link", "ci.html", "badge"), ("image", "b.svg", "badge")]),
        ("Text <img src=a.png alt=A> and <video src=v.mp4></video>", [("image", "a.png", "A"), ("image", "v.mp4", "")]),
        (
            "<p align=center>\n<a href=l><img src=a.png alt=A></a>\n</p>\n",
            [("link", "l", "A"), ("image", "a.png", "A")],
        ),
        ("<iframe src=a></iframe>\n\n`![x](c.png)`\n\n    ![x](d.png)", [("frame", "a", "")]),
        ("![a ![b](b.png)](a.png)", [("image", "a.png", "a b")]),
    ],
)
def test_markdown(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(read("post.md", text)) == expected
    assert [each for each in told(read("post.md", text, frozenset())) if each[0] != "link"] == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.rst", ".. image:: a.png\n   :alt: A\n\n.. figure:: b.png\n\n   Caption\n\n.. |s| image:: c.png\n", ["a.png", "b.png", "c.png"]),
        ("a.adoc", "image::a.png[A]\n\nText image:b.png[link=https://l.example] more.\n", ["a.png", "b.png"]),
        ("a.org", "[[file:a.png]] [[./b.jpg]] [[file:c.png][a link]]\n", ["a.png", "./b.jpg"]),
        ("a.ipynb", '{"cells": [{"cell_type": "markdown", "source": "![x](a.png)"}]}', ["a.png"]),
        (
            "a.tex",
            ("\\includegraphics[width=3cm]{https://a.example/i_1}\\includegraphics{ plots/a.png }\\includegraphics{plots/b}"
            "% \\includegraphics{no.png}\n\\newcommand{\\home}{https://a.example}\\includegraphics*{\\home/c.pdf}\\includegraphics{\\x/d.png}"),
            ["https://a.example/i_1", "plots/a.png", "https://a.example/c.pdf"],
        ),
        ("a.tex", "\\graphicspath{{plots/}}\\includegraphics{a.png}\\includegraphics{http://a.example/b.png}", ["http://a.example/b.png"]),
        (
            "a.docx",
            docx(
                "<w:p><w:r><w:t>See </w:t><wp:docPr descr='A mill'/><a:blip r:link='i'/><a:blip r:embed='in'/></w:r></w:p>"
                "<w:p><v:imagedata r:id='j' o:title='old'/><v:imagedata r:href='k'/></w:p>",
                {"i": "https://a.example/i.png", "j": "https://a.example/j.png", "k": "data:image/png,x"},
            ),
            ["https://a.example/i.png", "https://a.example/j.png"],
        ),
        (
            "a.odt",
            odt(
                "<text:p>A <draw:image xlink:href='https://a.example/i.png'/><draw:image xlink:href='content.xml'/></text:p>"
                "<text:p><draw:image xlink:href='../beside.png'/><draw:image/></text:p>"
            ),
            ["https://a.example/i.png", "beside.png"],
        ),
        ("a.epub", epub({"c.xhtml": "<img src='in.png'/><img src='https://a.example/i.png'/>"}), ["https://a.example/i.png"]),
    ],
)  # fmt: skip
def test_other_formats(name: str, text: str | bytes, expected: list[str]) -> None:
    found = read(name, text).citations
    assert [each.href for each in found if each.kind is Kind.IMAGE] == expected
    assert all(each.kind is Kind.LINK for each in read(name, text, frozenset()).citations)


def test_pictures_of_a_wiki_are_where_the_wiki_leads_to_them() -> None:
    text = (
        "A mill stands [[here]]. [[File:Old mill.jpg|thumb|left|The [[weir|old weir]] of [https://b.example it]]] More.\n"
        "[[Datei:Rad & Welle.svg|mini|100x80px]] [[:File:No.png]] [[File:|x]] [[Category:Mills]] [[Media:No.ogg]]"
    )
    document = Document("a.wiki", text.encode(), "https://w.example/wiki/Mill", format="wikitext")
    found = extract(document, wanted=Wanted(kinds=frozenset({Kind.IMAGE}))).citations
    files = "https://w.example/wiki/Special:FilePath/"
    assert [(each.target.url, each.context) for each in found if each.kind is Kind.IMAGE] == [
        (f"{files}Old_mill.jpg", "The old weir of it"),
        (f"{files}Rad_%26_Welle.svg", ""),
    ]
    links = [(each.target.url, each.context) for each in found if each.kind is Kind.LINK]
    assert links == [(each.target.url, each.context) for each in extract(document).citations]
    assert "https://b.example/" in [url for url, _ in links]
    assert extract(Document("a.wiki", text.encode(), BASE, format="wikitext"), wanted=Wanted(kinds=ALL)).citations


def test_a_picture_of_an_office_document_is_told_with_its_description_and_sentence() -> None:
    text = "<w:p><w:r><w:t>A mill stands here.</w:t><wp:docPr descr='The  mill'/><a:blip r:link='i'/></w:r></w:p>"
    (picture,) = read("a.docx", docx(text, {"i": "https://a.example/i.png"})).citations
    assert (picture.text, picture.context, picture.place) == ("The mill", "A mill stands here.", "paragraph 1")


def test_each_kind_is_asked_for_alone() -> None:
    text = "<link rel=canonical href=m><img src=i><iframe src=f></iframe><a href=l>l</a>"
    for kind, href in ((Kind.IMAGE, "i"), (Kind.FRAME, "f"), (Kind.METADATA, "m")):
        assert [each.href for each in read("a.html", text, frozenset({kind})).citations] == (
            [href, "l"] if kind is not Kind.LINK else ["l"]
        )


def test_a_picture_is_told_with_its_caption_and_may_be_left_out() -> None:
    text = "<figure><img src=a alt=boat><figcaption>A <b>boat</b> on a river</figcaption></figure>"
    text += "\n<!-- linkwatch-ignore --><img src=b>\n<div data-proofer-ignore><img src=c></div>"
    first, *others = read("a.html", text).citations
    assert (first.context, first.line, first.is_ignored) == ("A boat on a river", 1, False)
    assert [each.is_ignored for each in others] == [True, True]
