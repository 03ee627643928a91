"""MDX: components, expressions and statements beside Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.articles.extract import extract
from linkwatch.articles.extract.mdx import is_mdx
from linkwatch.model import Article, Document
from tests.articles.extract.helpers import BASE, hrefs


def mdx(text: str) -> Article:
    return extract(Document("post.mdx", text.encode(), BASE))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<Card href="a">x</Card>', ["a"]),
        ("<Link to='a'>x</Link>", ["a"]),
        ('<Link to={"a"}>x</Link> <Link to={`b`}>x</Link> <Link to={\'c\'} />', ["a", "b", "c"]),
        ("<Link to={base + 'a'}>x</Link> <Link to={`${x}/b`}>x</Link> <Link {...props}>x</Link>", []),
        ('<Card\n  title="T"\n  icon={<Icon name="x" />}\n  href="a"\n>\n  Text [b](b)\n</Card>', ["a", "b"]),
        ('<Cards>\n    <Card href="a">\n        [b](b)\n    </Card>\n</Cards>', ["a", "b"]),
        ('<Tabs>\n  <Tab>\n    1. one\n\n       [a](a)\n\n        ```\n        [no](no)\n        ```\n  </Tab>\n</Tabs>', ["a"]),
        ('import Link from "https://no.example";\nexport const a = "https://no.example"\n\n[a](a)', ["a"]),
        ("export const x = {\n  a: [\n    'https://no.example'\n  ],\n}\n\n[a](a)", ["a"]),
        ("We import goods from [a](a)\nimport [b](b)", ["a", "b"]),
        ("{/* [no](no) https://no.example */}\n\n[a](a)", ["a"]),
        ("{'https://no.example'} {items.map(i => <Link to='a' />)} [b](b)", ["a", "b"]),
        ('`<Link to="no">` and\n\n```jsx\n<Link to="no">\n{x\n```\n\n[a](a)', ["a"]),
        ('<a href="a" className="b">x</a> <a href={b} style={{color: "red"}}>y</a> <a href={"c"}>z</a>', ["a", "c"]),
        ("[a]({{ site }}/a) and { an open brace [b](b)", ["{{ site }}/a", "b"]),
        ("## Head {#id}\n\n[a](#id) [b](#gone)", ["#gone"]),
        ("1 < 2 and \\<Link to='no'> \\{ [a](a) <Foo.Bar href='b'/>", ["a", "b"]),
        ("<>\n[a](a)\n</>", ["a"]),
        ("It's [a](a) {'}'} [b](b)", ["a", "b"]),
    ],
)  # fmt: skip
def test_what_is_cited(text: str, expected: list[str]) -> None:
    article = mdx(text)
    assert hrefs(article) == expected
    for citation in article.citations:
        assert citation.span
        assert text.encode()[slice(*citation.span)].decode() == citation.href


def test_components_are_told_by_their_titles_or_their_words_with_their_lines() -> None:
    text = "# Head\n\n<Card title='A card' href='a'>\n  text\n</Card>\n\nSee <Link to='b'>the *docs*</Link>\n"
    assert [(each.text, each.line) for each in mdx(text).citations] == [("A card", 3), ("the docs", 7)]


def test_marks_stand_in_its_comments() -> None:
    text = "{/* linkwatch-ignore */} [a](a) [b](b)\n\n{/* linkwatch-ignore-start */}\n\n<Link to='c'/>\n"
    assert [each.href for each in mdx(text).citations if each.is_ignored] == ["a", "c"]


def test_only_mdx_is_read_so() -> None:
    assert [is_mdx(uri) for uri in ("a.mdx", "a.MDX.gz", "https://a.example/b.mdx?c#d", "a.md", "mdx")] == [
        *(True, True, True),
        *(False, False),
    ]
    assert hrefs(extract(Document("a.md", b"<Card href={'a'}>x</Card> [b](b) {[c](c)}", BASE))) == ["b", "c"]


MARKUP = [
    "<Card href='a'>",
    "</Card>",
    "<Link to={'b'}>",
    "</Link>",
    "<>",
    "</>",
    "{",
    "}",
    "{/* ",
    " */}",
    "`",
    "```\n",
    "\n",
]
MARKUP += [
    "\n\n",
    "    ",
    "- ",
    "[x](y)",
    "import a from 'b'\n",
    "export ",
    "'",
    '"',
    "é",
    "<a href=c>",
    "<br/>",
    "\\",
    "https://d.example",
]


@given(st.lists(st.sampled_from(MARKUP)))
def test_no_mixture_of_markup_makes_it_fail(parts: list[str]) -> None:
    text = "".join(parts)
    body = text.encode()
    for citation in mdx(text).citations:
        assert citation.text in citation.context
        assert citation.line is not None
        assert 1 <= citation.line <= text.count("\n") + 1
        if citation.span:
            assert body[slice(*citation.span)].decode().replace("\\", "") == citation.href.replace("\\", "")
