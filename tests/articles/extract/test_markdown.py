"""What Markdown cites."""

import pytest

from linkwatch.model import TargetKind
from tests.articles.extract.helpers import hrefs, markdown

WAYS = [
    ("[a *b* `c`](http://example.org 'title')", "http://example.org", "a b c"),
    ("[a](<http://example.org/x y>)", "http://example.org/x y", "a"),
    ("[a](http://example.org/?a&amp;b\\_c=é%zz)", "http://example.org/?a&b_c=é%zz", "a"),
    ("[a][Ref]\n\n[ref]: http://example.org", "http://example.org", "a"),
    ("[ref][]\n\n[ref]: <http://example.org>", "http://example.org", "ref"),
    ("[ref]\n\n> [ref]: http://example.org", "http://example.org", "ref"),
    ("<http://example.org/?a|b>", "http://example.org/?a|b", "http://example.org/?a|b"),
    ("<me@example.org>", "mailto:me@example.org", "me@example.org"),
    ("[![alt *text*](i.png)](http://example.org)", "http://example.org", "alt text"),
    ("[text ![alt](i.png)](http://example.org)", "http://example.org", "text"),
    ("[](http://example.org)", "http://example.org", ""),
    ("# [a](b) #", "b", "a"),
    ("a\n[b](c)\n===", "c", "b"),
    ("- > 1. [a](b)", "b", "a"),
    ("|x|y|\n|-|-|\n|[a](b)|", "b", "a"),
    ("~~[a](b)~~", "b", "a"),
    ("[a](javascript:void(0))", "javascript:void(0)", "a"),
    ("[a](data:text/html,x)", "data:text/html,x", "a"),
    ("[a](#)", "#", "a"),
    ("[a]()", "", "a"),
    ("[a](vbscript:x)", "vbscript:x", "a"),
    ("[a](http://[)", "http://[", "a"),
    ('see <a class=x href="http://example.org/?a=1&amp;b">a *b*</a> c', "http://example.org/?a=1&b", "a b"),
    ('<A HREF=x>a<br>b</A>', "x", "a b"),
    ('a <a href=x><img src=i alt="Logo"></a>', "x", "Logo"),
    ('a <a href=x title="T"></a> b', "x", "T"),
    ("a <a href=x>never closed", "x", "never closed"),
    ("<div>\n<a href=x>a</a>\n</div>", "x", "a"),
    ("<p align=center>\n  <a href=x><img alt=Logo></a>\n</p>", "x", "Logo"),
    ('a <map><area href=x alt="North"></map>', "x", "North"),
    ("text[^1]\n\n[^1]: http://example.org", "http://example.org", "http://example.org"),
    ("text[^1]\n\n[^1]: note\n\n    second [a](b)", "b", "a"),
    ("[^1]:\n    [a](b)", "b", "a"),
]  # fmt: skip


def test_every_way_to_write_a_link_is_understood() -> None:
    articles = {text: markdown(text) for text, *_ in WAYS}
    found = {text: [(each.href, each.text) for each in article.citations] for text, article in articles.items()}
    assert found == {text: [(href, anchor)] for text, href, anchor in WAYS}


NO_LINKS = [
    "`[a](b)` ``http://example.org``",
    "    [a](b)\n    http://example.org",
    "```\n[a](b)\nhttp://example.org\n```",
    "- item\n\n  ~~~\n  http://example.org\n  ~~~",
    "![alt](image.png)",
    "<!-- [a](b) <a href=c> http://example.org -->",
    "<!--\n\n[a](b)\n\n-->",
    "\\[a](b)",
    "[a] [b][c]",
    "[unused]: http://example.org",
    "README.md, example.org, file.py, e.g.this",
    "<code>http://example.org</code>",
    "a <code>me@example.org</code>",
    "<pre>\nhttp://example.org\n</pre>",
    "me\\@example.org",
    "\\+@example.org",
    "[a](b c)",
]


def test_what_is_no_link_is_not_found() -> None:
    assert [text for text in NO_LINKS if hrefs(markdown(text))] == []


def test_a_target_with_spaces_is_told_as_malformed() -> None:
    text = "é [a *b*](my note.md) and http://c.example ![d](e f.jpg), "
    text += "[g](../h i/#j)[k](http://l.example/m n o.html) [p](q)"
    article = markdown(text)
    assert [(citation.href, citation.text) for citation in article.citations] == [
        ("my note.md", "a b"),
        ("http://c.example", "http://c.example"),
        ("../h i/#j", "g"),
        ("http://l.example/m n o.html", "k"),
        ("q", "p"),
    ]
    broken = [citation for citation in article.citations if citation.target.kind is TargetKind.MALFORMED]
    assert [citation.target.url for citation in broken] == ["my note.md", "../h i/#j", "http://l.example/m n o.html"]
    for citation in article.citations:
        assert citation.span
        assert text.encode()[slice(*citation.span)].decode() == citation.href


@pytest.mark.parametrize(
    "text", ["[0](see there)", "f[i](a, b)", "[a](b.c 'title is open)", "[a]( b c.d)", "[1] (e f.g)"]
)
def test_brackets_in_prose_are_no_malformed_link(text: str) -> None:
    assert hrefs(markdown(text)) == []


def test_a_backslash_is_part_of_a_name_in_markdown_and_a_slash_in_html() -> None:
    article = markdown("[a](b\\c.md) <http://d.example/e\\f> <a href='b\\c.md'>a</a>")
    assert hrefs(article) == ["b\\c.md", "http://d.example/e\\f", "b\\c.md"]
    assert [citation.target.url.rpartition("example")[2] for citation in article.citations] == [
        ".org/blog/b%5Cc.md",
        "/e%5Cf",
        ".org/blog/b/c.md",
    ]


@pytest.mark.parametrize("marker", ["!!!", "???", "???+"])
def test_the_text_of_an_admonition_is_text(marker: str) -> None:
    text = (
        f'{marker} note "See"\n\n    Read [a](a).\n\n        [not](not)\n\n    {marker} tip\n        [b](b)\n\n[c](c)\n'
    )
    article = markdown(text)
    assert [(citation.href, citation.line) for citation in article.citations] == [("a", 3), ("b", 8), ("c", 10)]
    assert article.citations[0].context == "Read a."
    assert [text[slice(*citation.span)] for citation in article.citations if citation.span] == ["a", "b", "c"]


def test_exclamation_marks_make_no_admonition() -> None:
    assert hrefs(markdown("Wow\n!!!\n\n    [not](not)\n\n!!! note\n\ntext\n\n    [not](not)\n")) == []


def test_two_footnotes_in_consecutive_lines_are_both_read() -> None:
    assert hrefs(markdown("x[^a] y[^b]\n\n[^a]: http://a.example\n[^b]: http://b.example\nafter [c](c)")) == [
        "http://a.example",
        "http://b.example",
        "c",
    ]


def test_each_link_has_the_line_where_it_begins() -> None:
    article = markdown(
        "---\ntitle: T\n---\n\nfirst\nsecond [a](a) and [b\nc](c) and\nhttp://d.example and `x\ny` [e](e)"
        " me@f.example\n\n> quote\n> [g](g)\n\n- item\n  [h](h)\n\n|a|b|\n|-|-|\n|x|y|\n|x|[i](i)|\n\n<div>\n\n"
        "<p>\n<b>\n<a\nhref=j>j</a>\n</p>\n\na <a\nhref=k>k</a> <http://l.example>\r\n\r\n[m](m)\r[n](n)\n"
    )
    assert [(citation.href[-9:], citation.line) for citation in article.citations] == [
        ("a", 6), ("c", 6), ("d.example", 8), ("e", 9), ("f.example"[-9:], 9), ("g", 12), ("h", 15), ("i", 20),
        ("j", 26), ("k", 30), ("l.example", 31), ("m", 33), ("n", 34),
    ]  # fmt: skip


def test_the_context_is_the_sentence_without_markup() -> None:
    article = markdown("One. *Two* **[three](x)** `four` &amp; \\$5 ![six](y).  \nSix.\n\n- seven [eight](z)")
    assert [citation.context for citation in article.citations] == ["Two three four & $5 .", "seven eight"]


def test_the_article_with_lost_links_keeps_every_citation() -> None:
    names = [f"study {number}" for number in range(43)]
    text = "\n\n".join(f"It is [{name}](#) that says so." for name in names)
    article = markdown(
        f"# Lost\n\n{text}\n\n[a@example.org](mailto:a@example.org) [www.example.org](http://www.example.org)"
    )
    lost = [citation for citation in article.citations if citation.target.kind is TargetKind.PLACEHOLDER]
    assert [citation.text for citation in lost] == names
    assert [citation.target.url for citation in article.citations[43:]] == [
        "mailto:a@example.org",
        "http://www.example.org/",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert markdown("[Größe](x)".encode(encoding)).citations[0].text == "Größe"


def test_a_declared_charset_is_used_and_a_wrong_one_is_not() -> None:
    assert markdown("[я](x)".encode("koi8-r"), charset="koi8-r").citations[0].text == "я"
    assert markdown("[я](x)".encode(), charset="ascii").citations[0].text == "я"
    assert markdown("[я](x)".encode(), charset="nonsense").citations[0].text == "я"
    assert markdown(b"[a](x)", charset="hex").citations[0].text == "a"


def test_a_large_text_is_read_as_if_at_once() -> None:
    """Several times as large as the pieces that are parsed, with blocks of every kind across their ends."""
    part = (
        "Paragraph with [a][late] and\n[b](b).\n\n"
        "- item [c](c)\n\n  ```\n  [not](not)\n\n  [not](not)\n  ```\n\n> [d](d)\nlazy [e](e)\n\n"
        "```\n[not](not)\n\n[not](not)\n```\n\n<!--\n\n[not](not)\n\n-->\n\n|x|\n|-|\n|[f](f)|\n\n"
        "[^n]: [g](g)\n\n    [h](h)\n\n" + "é words " * 150 + "\n\n    [not](not)\n\n***\n\n"
    )
    count = 2000
    article = markdown(part * count + "[late]: http://late.example\n")
    assert hrefs(article) == ["http://late.example", "b", "c", "d", "e", "f", "g", "h"] * count
    lines = part.count("\n")
    assert [c.line for c in article.citations[-8:]] == [
        lines * (count - 1) + line for line in (1, 2, 4, 12, 13, 29, 31, 33)
    ]


def test_one_block_larger_than_a_piece_is_read_whole() -> None:
    item = "- [a](a) " + "words " * 40
    assert len(markdown(f"{item}\n" * 20_000).citations) == 20_000
    assert hrefs(markdown("```\n" + "[not](not)\n\n" * 150_000 + "```\n[a](a)")) == ["a"]


def test_links_in_lists_within_lists_are_read_however_deep() -> None:
    depth = 500
    text = "\n".join("  " * level + f"- [a]({level})" for level in range(depth))
    assert hrefs(markdown(text)) == [str(level) for level in range(depth)]


@pytest.mark.parametrize(
    ("text", "title"), [("#", None), ("#\n\n# Words", "Words"), ("#\n\n## Words", "Words"), ("#\n\n<h1>A</h1>", "A")]
)
def test_a_heading_without_words_is_no_title(text: str, title: str | None) -> None:
    assert markdown(text).title == title
