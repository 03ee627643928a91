"""Each citation knows the bytes that say its target: other bytes in their place give another target, nothing else."""

import html as python_html
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.utils import unescapeAll

from linkwatch.articles.extract import extract
from linkwatch.model import Article, Citation, Document
from tests.articles.extract.helpers import html, markdown, read
from tests.articles.extract.test_hostile import MARKUP, SECONDS
from tests.articles.extract.test_markdown import WAYS
from tests.hostile.growth import costs_too_much

NEW_URL = "https://new.example/x"
NEW_MAIL = "new@new.example"

MARKDOWN = """\
---
title: Größe [no](no)
---
# [a](a) [b](<b c> 'title') # [a](a) #

Setext [c](c\\_d&amp;e "t") and `[a](a) me@b.example`
me@b.example and *x_y@b.example* \\@ [me@c.example](<>) <me@d.example>
===

> - quote [d]( d ) ![i](i) [![j](j)]() [e][] [long text][E]
lazy <http://f.example/?a|b> http://g.example/(x)). www.h.example, ftp://i.example
>   1. \tdeep <a title='href="no"' HREF = 'k&amp;l'>k</a> <a href=m>m</a> <a\thref="n
>      n">n</a> <a name=x>href="o"</a>

|a [p](p)|b|
|-|-|
|`x`|[q](q\\|r) http://s.example\\|t [u]|
x|<a href="v\\|w">v</a>
|\\|[x](x)||[u]

- item [^y] 日本語 [日](日本?é=😀) [f](f)

  [^y]: note [z](z)

      ![i](i) more [aa](aa)

  [u]:
    <u v>
    'title'

<div class="a>b">
  <A Class=x href="bb&#x62;">bb</A><a href>none</a><a href="">empty</a><area alt=x href='/"cc"'/>
</div>

[e]: e(e) (title)
[e]: never
[🙂][] [E]

[🙂]: </é é>
"""
HTML = """<!doctype html><title><a href=no></title><!-- <a href=no> --><script>"<a href=no>"</script>
<p title="<a href='no'>">é😀 <a href="a">a</a><a  class = x\thref = 'b"b' >b</a><A HREF=c&amp;d>c</A>
<a
  data-x='>' href="x&copy=1&lt
y"
>multi</a><a href href=no>none</a><a href="" href="no">empty</a><a/href=d/>d</a><a href=>e</a>
<svg><a xlink:href="f" x>f</a><a xlink:href=no href='g'>g</a></svg><area href=h><a name=href title=href href=i>i</a>
<a href=日本 =href=no>j</a><a href="k"><p>clone<p>clone</p></p><template><a href=no></a></template>
<table><a href=l>l</a><tr><td><a href="m">m</a></table><noscript><a href=n>n</a></noscript></a>
"""
URLS = "# no\n\n http://a.example/é \nrelative\u2028http://b.example\x0c\nhttp://c.example"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16be")


def _decoded(body: bytes, codec: str) -> str:
    return body.decode({"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(codec, codec))


def _encoded(text: str, codec: str) -> bytes:
    return text.encode({"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(codec, codec))


def _says(citation: Citation, written: str, name: str) -> bool:
    """Tell whether what is written means the href, by the rules of one of the ways to write a link."""
    written = written.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    readings = {written, python_html.unescape(written)}
    if name.endswith(".md"):
        readings |= {unescapeAll(each) for each in (written, written.replace("\\|", "|"))} | {
            written.replace("\\|", "|")
        }
        readings |= {"mailto:" + written, *("http://" + each for each in tuple(readings))}
    # &copy= is no entity in an attribute
    return citation.href in readings or "&copy=" in written


def check(text: str, name: str, codec: str, **fields: object) -> Article:
    """Replace each span of a document in turn, and compare what is cited then."""
    body = text.encode(codec)
    article = read(body, name, **fields)
    by_span = {citation.span: citation for citation in article.citations if citation.span}
    for span, citation in by_span.items():
        start, end = span
        written = _decoded(body[start:end], codec)
        assert _says(citation, written, name), (citation, written)
        is_mail = citation.href == "mailto:" + written
        new = NEW_MAIL if is_mail else NEW_URL
        again = read(body[:start] + _encoded(new, codec) + body[end:], name, **fields)
        expected = [("mailto:" * is_mail + new if each.span == span else each.href) for each in article.citations]
        assert [each.href for each in again.citations] == expected, citation
    return article


def _without_span(article: Article) -> list[str]:
    return [citation.href for citation in article.citations if citation.span is None]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ENCODINGS)
def test_every_target_of_markdown_can_be_replaced_alone(codec: str, line_end: str) -> None:
    article = check(MARKDOWN.replace("\n", line_end), "a.md", codec, charset="utf-16be" if "be" in codec else None)
    assert len(article.citations) == 35
    assert _without_span(article) == ["n\nn", ""]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ENCODINGS)
def test_every_target_of_html_can_be_replaced_alone(codec: str, line_end: str) -> None:
    article = check(HTML.replace("\n", line_end), "a.html", codec, charset="utf-8" if codec == "utf-8" else codec)
    assert len(article.citations) == 17
    assert _without_span(article) == [""]


@pytest.mark.parametrize("codec", ENCODINGS)
def test_every_line_of_a_list_can_be_replaced_alone(codec: str) -> None:
    article = check(URLS, "a.txt", codec, format="urls", charset="utf-16be" if "be" in codec else None)
    assert len(article.citations) == 4
    assert _without_span(article) == []


def test_every_way_to_write_a_link_says_where() -> None:
    for text, *_ in WAYS:
        assert _without_span(check(text, "a.md", "utf-8")) == [], text
        check("\ufeff" + text.replace("\n", "\r\n> "), "a.md", "utf-8")


@given(st.lists(st.sampled_from([*MARKUP, "[a]: ", "me@b.c", "é", "😀", "\r\n", '"', "'", " x=", "<", "\\|", "&lt;"])))
def test_any_mixture_of_markup_keeps_spans_true(parts: list[str]) -> None:
    text = "".join(parts)
    body = text.encode()
    for name in ("a.md", "a.html"):
        for citation in read(body, name).citations:
            if citation.span:
                assert _says(citation, body[slice(*citation.span)].decode(), name)


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ('<meta charset=iso-8859-1>é<a href="é&amp;€">€</a>'.encode("cp1252"), None),
        ('é<a href="é&amp;€">€</a>'.encode("cp1252"), "latin-1"),
        ('日本<a href="é&amp;€">'.encode("gb18030"), "gbk"),
        ('日本<a href="日&amp;本">'.encode("euc-jp"), "euc-jp"),
        (b'\xe2\x82<p>\xff\xf0\x9f\x98<a href="' + "é&amp;€".encode() + b'">\xff', "utf-8"),
        (b"\xff" * 2000 + b'\xe2\x82<a href="' + "é&amp;€".encode() + b'">\xff', "utf-8"),
        ("я" * 600 + '<a href="é&amp;€">', "utf-8"),
    ],
)  # fmt: skip
def test_spans_are_of_the_bytes_as_they_came(body: bytes | str, charset: str | None) -> None:
    body = body.encode() if isinstance(body, str) else body
    (citation,) = html(body, charset=charset).citations
    assert citation.span
    start, end = citation.span
    assert body[start - 1 : start] == b'"' == body[end : end + 1]
    assert body[start:end].count(b"&amp;") == 1


def test_spans_are_right_in_a_text_read_piece_by_piece() -> None:
    part = "é [a][late] and\r\n> [b](b) <a href=c>c</a> d@d.example\n\n|x|\n|-|\n|[f](f)|\n\n" + "words " * 200 + "\n\n"
    body = (part * 2000 + "[late]: http://late.example\n").encode()
    citations = markdown(body).citations
    assert len(citations) == 5 * 2000
    for citation in citations:
        assert citation.span
        assert body[slice(*citation.span)].decode() == citation.href.removeprefix("mailto:")


def test_a_nul_and_a_mere_cr_move_nothing() -> None:
    start = 10_000  # what has a NUL further ahead is taken for binary
    body = b"a\r\n" * (start // 3) + b"a\0\r[b](b\0c)\r\n\r[d](d)"
    spans = [citation.span for citation in markdown(body, charset="utf-8", format="markdown").citations]
    assert [body[slice(*span)] for span in spans if span] == [b"b\0c", b"d"]


HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {  # how many, and a text of so many
    "open tags": (250_000, lambda many: "<a " * many),
    "open quotes": (75_000, lambda many: '<a href="' * many),
    "repeated tag": (25_000, lambda many: "<a href=x>" + "<p>" * many),
    "long repeated tag": (5_000, lambda many: "<a " + "x=y " * 15 * many + "href=x>" + "<p>a" * many),
    "one line": (4_000, lambda many: "<p>é " + "<a href=x>é</a> " * many),
    "line ends": (4_000, lambda many: "\r<a href=x>é</a>\r\n" * many),
    "lines": (750_000, lambda many: "\n" * many + "<a href=x>x</a>"),
}


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_is_searched_in_linear_time(name: str, charset: str) -> None:
    many, text = HOSTILE[name]
    small, large = (text(number).encode(charset) for number in (many // 8, many))
    assert costs_too_much(html, small, large, most=SECONDS) is None


def test_bytes_that_are_no_text_are_searched_in_linear_time() -> None:
    def read(body: bytes) -> None:
        assert all(citation.span for citation in html(body, charset="utf-8").citations)

    small, large = (b"\xff\xe2\x82<a href=x>x</a>" * links for links in (500, 4000))
    assert costs_too_much(read, small, large, most=SECONDS) is None


def test_without_spans_all_else_is_the_same() -> None:
    for text, name in ((HTML, "a.html"), (MARKDOWN, "a.md")):
        document = Document(name, text.encode(), "https://example.org/")
        placed, unplaced = extract(document), extract(document, spans=False)
        assert [replace(each, span=None) for each in placed.citations] == [
            replace(each, span=None) for each in unplaced.citations
        ]
        assert not any(each.span for each in unplaced.citations)
