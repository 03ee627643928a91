"""Kinds of documents that the tests of other link checkers ask about, each small and written for this purpose."""

import pytest

from tests.articles.extract.helpers import BASE, hrefs, html, markdown, read

HERE = "file:///site/docs/page"


def places(name: str, text: str) -> list[str]:
    """The places that a text itself lacks."""
    return [
        each.href for each in read(text, name, base_url=f"{HERE}.{name.partition('.')[2]}").citations if each.is_own
    ]


IN_MARKDOWN = [
    ("See https://a.example/_/b for more", ["https://a.example/_/b"]),
    ("[https://shown.example](https://meant.example)", ["https://meant.example"]),
    ("[a][1] [b][] [c]\n\n[1]: one.md\n[b]: two.md\n[c]: three.md\n[d]: unused.md", ["one.md", "two.md", "three.md"]),
    ("note[^1] and word[^w]\n\n[^1]: see [a](a.md)\n[^w]: nothing", ["a.md"]),
    ("[[_TOC_]] [TOC] [x]", []),
    ("$$\n[\\alpha](\\beta)\n$$\n\n[a](a.md) costs $$ [b](b.md)", ["a.md", "b.md"]),
    ("$$x[1](2)$$\n", []),
    ("<code>https://no.example</code> <pre>https://no.example</pre>", []),
    ("<code><a href='a.md'>x</a></code>", ["a.md"]),
    ("```html\n<a href='no.md'>\n```\n\n    [no](no.md)\n\n`[no](no.md)`", []),
    ("~~~\n[no](no.md)\n~~~\n[a](a.md)", ["a.md"]),
    ("<details>\n<summary>[no](no.md)</summary>\n\n[a](a.md)\n\n</details>", ["a.md"]),
    ("[a](a.md)[b](b.md)", ["a.md", "b.md"]),
    ("[a](<a b.md>) [b](b%20c.md)", ["a b.md", "b%20c.md"]),
    ("[a](a.md 'title') [b](b.md \"ti(t)le\") [c](c.md (title))", ["a.md", "b.md", "c.md"]),
    ("[wiki](https://a.example/A_(b)) (https://a.example/C_(d))", ["https://a.example/A_(b)", "https://a.example/C_(d)"]),
    ("(https://a.example/x). https://a.example/y, https://a.example/z; https://a.example/?q=1!", ["https://a.example/x", "https://a.example/y", "https://a.example/z", "https://a.example/?q=1"]),
    ("**https://a.example/bold** _https://a.example/em_ ~~https://a.example/del~~", ["https://a.example/bold", "https://a.example/em", "https://a.example/del"]),
    ("| [a](a.md) | https://a.example/cell |\n|---|---|\n| [b](b.md) | x |", ["a.md", "https://a.example/cell", "b.md"]),
    ("- [ ] [a](a.md)\n  - [b](b.md)\n> [c](c.md)\n1. [d](d.md)", ["a.md", "b.md", "c.md", "d.md"]),
    ("# [a](a.md)\n\n[b](b.md)\n===", ["a.md", "b.md"]),
    ("![img](i.png) [![badge](b.svg)](a.md)", ["a.md"]),
    ("[[https://a.example/one]][[https://a.example/two]]", ["https://a.example/one", "https://a.example/two"]),
    ("<Card href='a.md'>x</Card>\n\nText <My-Link href='b.md'>y</My-Link>.", ["a.md", "b.md"]),
    ("<Foo>\n  <Bar href='a.md'>x</Bar>\n</Foo>", ["a.md"]),
    ("<link rel='stylesheet' href='no.css'>\n\n<svg><use href='#no'/></svg>", []),
    ("<https://a.example> <me@a.example> www.a.example/b me@b.example", ["https://a.example", "mailto:me@a.example", "http://www.a.example/b", "mailto:me@b.example"]),
    ("https://user:pw@a.example:8080/x?y=z#f", ["https://user:pw@a.example:8080/x?y=z#f"]),
    ("http://localhost:3000 http://127.0.0.1/x", ["http://localhost:3000", "http://127.0.0.1/x"]),
    ("https://a.example/a|b https://a.example/{c} https://a.example/d\\_e", ["https://a.example/a|b", "https://a.example/{c}", "https://a.example/d_e"]),
    ("\\[no\\](no.md) \\<https://a.example/x>", ["https://a.example/x"]),
    ("[a]()", [""]),
    ("[outer [a](a.md)](b.md)", ["a.md"]),
    ("<!-- [no](no.md) https://no.example -->\n\n[a](a.md)", ["a.md"]),
    ("a.example/b c.example", []),
    ("* [a](a.md)\r\n* [b](b.md)\r", ["a.md", "b.md"]),
]  # fmt: skip


def test_markdown() -> None:
    assert [(text, hrefs(markdown(text))) for text, _ in IN_MARKDOWN] == [*IN_MARKDOWN]


IN_HTML = [
    ("<a href=a>x</a><a name=n>y</a><a>z</a><area href=b>", ["a", "b"]),
    ("<a rel=nofollow href=a>x</a><a target=_blank href=b>x</a>", ["a", "b"]),
    ("<pre><a href=a>x</a></pre><code>https://no.example</code>", ["a"]),
    ("<script>'<a href=no>'</script><style>a{}</style><noscript><a href=a>x</a></noscript>", ["a"]),
    ("<a href=a>https://shown.example</a>", ["a"]),
    ("<A HREF=a>x</A><a\nhref\n=\n'b'>x</a>", ["a", "b"]),
    ("<a href='a' href='b'>x</a>", ["a"]),
    ("<a href='x?a=1&amp;b=2'>x</a><a href='y?a=1&b=2'>x</a>", ["x?a=1&b=2", "y?a=1&b=2"]),
    ("<a href=' a '>x</a>", [" a "]),
    ("<map><area href=a><area nohref></map>", ["a"]),
    ("<a href='a'><a href='b'>x</a></a>", ["a", "b"]),
    ("<a href='a' @click='x' :b='y' v-on:z>x</a>", ["a"]),
    ("<a href='mailto:a@b.example,c@d.example?subject=x'>x</a><a href='tel:+1'>y</a>", ["mailto:a@b.example,c@d.example?subject=x", "tel:+1"]),
    ("<html prefix='og: https://no.example#'><body><a href=a>x</a>", ["a"]),
    ("<link rel=preconnect href=https://no.example><a href=a>x</a>", ["a"]),
    ("<textarea><a href=no></textarea><title><a href=no></title><a href=a>x</a>", ["a"]),
    ("<a href='htp://a.example'>x</a><a href='https;//a.example'>y</a>", ["htp://a.example", "https;//a.example"]),
]  # fmt: skip


def test_html() -> None:
    assert [(text, hrefs(html(text))) for text, _ in IN_HTML] == [*IN_HTML]


@pytest.mark.parametrize(
    ("text", "url", "fragment"),
    [
        ("https://example.org/list/ #n4", "https://example.org/list/%20", "n4"),
        ("https://example.org/s?q=tea #n4", "https://example.org/s?q=tea%20", "n4"),
        ("  https://example.org/list/  ", "https://example.org/list/", None),
        ("//a.example/x", "https://a.example/x", None),
        ("\\\\a.example\\x", "https://a.example/x", None),
        ("https://a.example/b/../c/./d", "https://a.example/c/d", None),
        ("HTTPS://A.example/B", "https://a.example/B", None),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC", None),
        ("https://a.example/%7Eb%2fc", "https://a.example/%7Eb%2fc", None),
        ("?page=2#top", BASE + "?page=2", "top"),
    ],
)
def test_addresses(text: str, url: str, fragment: str | None) -> None:
    (citation,) = html(f"<a href='{text}'>x</a>").citations
    assert (citation.target.url, citation.fragment) == (url, fragment)


@pytest.mark.parametrize(
    ("name", "text", "missing"),
    [
        ("a.html", "<p id='a%2Fb'><a href='#a%2Fb'>x</a>", []),
        ("a.html", "<h2 id='Öl und Wein'>x</h2><a href='#%C3%96l%20und%20Wein'>x</a>", []),
        ("a.html", "<p id=Rules><a href='#rules'>x</a>", ["#rules"]),
        ("a.html", "<a name=spot></a><a href=#spot>x</a><a href=#top>y</a><a href=#TOP>z</a>", []),
        ("a.html", "<base target=_top><p id=s><a href=#s>x</a>", []),
        ("a.html", "<p id=user-content-x><a href=#x>x</a>", []),
        ("a.html", "<a href='?view=all#totals'>x</a><p id=totals>", []),
        ("a.md", "# Rules\n\n[x](#RULES)", []),
        ("a.md", "# The `run` command\n# The run command\n[a](#the-run-command) [b](#the-run-command-1) [c](#the-run-command-2)", ["#the-run-command-2"]),
        ("a.md", "## Prices, 1.5 & up_to (new)\n\n[x](#prices-15--up_to-new)", []),
        ("a.md", "```\n# not a heading\n```\n[a](#not-a-heading) `<a id='z'>` [b](#z) <!-- <a id='c'> --> [d](#c)", ["#not-a-heading", "#z", "#c"]),
        ("a.md", "## Head {#own}\n[a](#own) [b](#head)\n<a id='html'></a> [c](#html)", []),
        ("a.md", "# Fünf süße Äpfel\n[a](#fünf-sÜße-äpfel) [b](#f%C3%BCnf-s%C3%BC%C3%9Fe-%C3%A4pfel)", []),
        ("a.md", "# Many   spaces\n[a](#many---spaces) [b](#many-spaces-x)", ["#many-spaces-x"]),
        ("a.md", "[a](#top) [b](#gone)", ["#gone"]),
        ("a.md", "[[#Gone]]\n\n# Here\n\n[[#Here]]", ["#Gone"]),
        ("a.mdx", "# Here\n\n<Card href='#here'/> <Card href='#gone'/>", ["#gone"]),
    ],
)  # fmt: skip
def test_places_of_a_text_itself(name: str, text: str, missing: list[str]) -> None:
    assert places(name, text) == missing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div data-proofer-ignore><p><a href=a>x</a></p></div><a href=b>y</a>", ["a"]),
        ("<a href='#' data-proofer-ignore='true'>x</a>", ["#"]),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert [each.href for each in html(text).citations if each.is_ignored] == expected


def test_dialects_of_markdown_are_read_by_their_names() -> None:
    for name in ("a.qmd", "a.Rmd", "a.mdx", "a.mkd"):
        assert hrefs(read("---\ntitle: x\n---\n\n```{r}\nhttps://no.example\n```\n\n[a](a.md)\n", name)) == ["a.md"]
