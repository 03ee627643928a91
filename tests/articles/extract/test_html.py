"""What HTML cites."""

import pytest

from linkwatch.model import TargetKind
from tests.articles.extract.helpers import hrefs, html


def test_every_kind_of_hyperlink_is_found_in_document_order() -> None:
    article = html("""<p><a href=1>1</a> <code><a href=2>2</a></code>
        <svg><a xlink:href=3><text>3</text></a><a href=4></a></svg>
        <map><area href=5 alt=five></map><noscript><a href=6>6</a></noscript>
        <table><a href=7>7</a><tr><td><a href=8>8</a></table>""")
    assert hrefs(article) == ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_what_is_no_hyperlink_is_not_found() -> None:
    article = html("""<!-- <a href=1> --><script>"<a href=2>"</script><template><a href=3>3</a></template>
        <textarea><a href=4></textarea><title><a href=5></title><a name=6>6</a><link href=7><img src=8>
        <div><template shadowrootmode=open><a href=9>9</a></template></div><a href="#part">part</a>""")
    assert hrefs(article) == []


def test_the_line_is_that_of_the_tag() -> None:
    article = html("<p>\n<a\nhref=x>one\ntwo</a>\r\n\r\n<a href=y>y</a>")
    assert [citation.line for citation in article.citations] == [2, 6]


def test_hrefs_are_kept_as_written_with_entities_undone() -> None:
    assert hrefs(html('<a href="?a=1&amp;b=%zz ">x</a>')) == ["?a=1&b=%zz "]


def test_relative_hrefs_follow_the_first_base_that_has_an_href() -> None:
    article = html("<base target=_top><base href=/docs/><base href=/other/><a href=a>a</a>")
    assert article.citations[0].target.url == "https://example.org/docs/a"


@pytest.mark.parametrize("base", ["javascript:void(0)", "http://[", "data:,x", ""])
def test_a_useless_base_is_left_out(base: str) -> None:
    article = html(f'<base href="{base}"><a href=a>a</a>')
    assert article.citations[0].target.url == "https://example.org/blog/a"


def test_lost_targets_are_kept_with_their_text() -> None:
    article = html('<a href="#">the study</a> <a href="">the law</a> <a href="javascript:void(0)">the map</a>')
    assert [c.text for c in article.citations] == ["the study", "the law", "the map"]
    assert {c.target.kind for c in article.citations} == {TargetKind.PLACEHOLDER}


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<a href=x> one\n <b>two</b>&nbsp;three </a>", "one two three"),
        ('<a href=x><img alt=" Logo "></a>', "Logo"),
        ('<a href=x><img alt=""><img title=T></a>', "T"),
        ('<a href=x title="Home"><svg></svg></a>', "Home"),
        ('<a href=x aria-label="Menu"><i></i></a>', "Menu"),
        ('<a href=x>text<img alt="Logo"></a>', "text"),
        ("<map><area href=x alt=North></map>", "North"),
        ("<a href=x><h3>Head</h3><p>Body</p></a>", "Head Body"),
        ("<a href=x>a<script>b</script><style>c</style>d</a>", "ad"),
        ("<a href=x>one<br>two</a>", "one two"),
        ("<svg><a href=x><title>Icon</title></a></svg>", "Icon"),
        ("<a href=x></a>", ""),
    ],
)
def test_the_anchor_text_is_what_a_reader_sees(markup: str, text: str) -> None:
    assert html(markup).citations[0].text == text


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>One. <a href=x>Two</a> three. Four.<ul><li>Five.</li></ul></li></ul>",
        "<table><tr><td>Zero<td><b>One. <a href=x>Two</a> three.</b><td>Four</table>",
        "<div>Zero<p>One. <i><a href=x>Two</a></i> three.</p>Four</div>",
        "One.<br><a href=x>Two</a> three.<br>Four",
    ],
)
def test_the_context_is_the_sentence_within_its_own_block(markup: str) -> None:
    assert html(markup).citations[0].context == "Two three."


def test_one_link_in_many_blocks_of_one_parent_keeps_to_its_own() -> None:
    article = html("<div>A <a href=1>1</a> b<p>C <a href=2>2</a> d</p>e <a href=3>3</a> f</div>")
    assert [c.context for c in article.citations] == ["A 1 be 3 f", "C 2 d", "A 1 be 3 f"]


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<a href=x>Größe</a>".encode(), None),
        ("\ufeff<a href=x>Größe</a>".encode(), "windows-1252"),
        ("<a href=x>Größe</a>".encode("utf-16"), None),
        ("<a href=x>Größe</a>".encode("windows-1252"), None),
        ("<a href=x>Größe</a>".encode("windows-1252"), "latin-1"),
        ("<a href=x>Größe</a>".encode("windows-1252"), "ISO-8859-1"),
        ("<a href=x>Größe</a>".encode("windows-1252"), "nonsense"),
        ("<meta charset=iso-8859-1><a href=x>Größe</a>".encode("windows-1252"), None),
        ('<meta http-equiv=content-type content="text/html;charset=cp1252"><a href=x>Größe</a>'.encode("cp1252"), None),
        ("<meta charset=iso-8859-1><a href=x>Größe</a>".encode(), "utf-8"),
    ],
)
def test_the_encoding_is_found(body: bytes, charset: str | None) -> None:
    assert html(body, charset=charset).citations[0].text == "Größe"


def test_bytes_that_are_no_text_in_their_encoding_cost_their_characters_only() -> None:
    article = html(b"<meta charset=utf-8><a href=x>a\xff\xfeb</a><a href=y>c</a>")
    assert [c.text for c in article.citations] == ["a\ufffd\ufffdb", "c"]


def test_a_query_is_asked_in_the_encoding_of_the_page() -> None:
    article = html("<meta charset=windows-1251><a href='/?q=я'>x</a>".encode("windows-1251"))
    assert article.citations[0].target.url == "https://example.org/?q=%FF"
