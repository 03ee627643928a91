"""Which part of its page a citation stands in."""

import pytest

from linkwatch.articles.extract import extract
from linkwatch.model import Document, PagePart, Wanted
from tests.articles.extract.helpers import BASE, html, markdown
from tests.articles.extract.test_hostile import SECONDS
from tests.hostile.growth import costs_too_much


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("<p><a href=a>a</a>", "body"),
        ("<nav><a href=a>a</a></nav><main><a href=b>b</a></main>", "navigation body"),
        ("<body><header><a href=a>a</a><nav><a href=b>b</a></nav></header>", "header navigation"),
        ("<article><header><a href=a>a</a></header><p>x<footer><a href=b>b</a></footer></article>", "body body"),
        ("<footer><a href=a>a</a></footer><div role=contentinfo><a href=b>b</a></div>", "footer footer"),
        ("<aside><a href=a>a</a></aside><article><aside><a href=b>b</a></aside></article>", "sidebar body"),
        ("<div id=comments><article><p><a href=a>a</a></article></div>", "comments"),
        ("<ol class='x comment-list'><li><nav><a href=a>a</a></nav></ol>", "navigation"),
        ("<body class='sidebar'><a href=a>a</a>", "body"),
        ("<div class=sidebar><main><a href=a>a</a></main></div>", "body"),
        ("<div class=sphinxsidebar><a href=a>a</a></div><div class=related><a href=b>b</a></div>", "sidebar navigation"),
        ("<div class=body role=main><a href=a>a</a></div><div class=footer><a href=b>b</a></div>", "body footer"),
        ("<pre><span class=comment><a href=a>a</a></span></pre>", "body"),
        ("<table class=navbox><tr><td><a href=a>a</a></table><div class=toc><a href=b>b</a></div>", "navigation navigation"),
    ],
)  # fmt: skip
def test_parts_of_a_page(text: str, parts: str) -> None:
    assert " ".join(each.part for each in html(text).citations) == parts


def test_what_is_in_the_head_is_seen_by_nobody() -> None:
    assert {each.part for each in markdown("[a](a)").citations} == {PagePart.BODY}


def test_parts_may_be_asked_for() -> None:
    document = Document("a.html", b"<nav><a href=n>n</a></nav><a href=b>b</a><footer><a href=f>f</a></footer>", BASE)
    wanted = Wanted(parts=frozenset({PagePart.BODY, PagePart.FOOTER}))
    assert [each.href for each in extract(document, wanted=wanted).citations] == ["b", "f"]


def test_a_page_of_sphinx_does_not_drown_in_its_permalinks() -> None:
    heads = "".join(
        f'<section id="s{n}"><h2>Head<a class="headerlink" href="#s{n}" title="Link to this heading">¶</a></h2></section>'
        for n in range(50)
    )
    text = f'<div class="body" role="main">{heads}<a href="#gone">gone</a> <a href="other.html#s1">o</a></div>'
    assert [each.href for each in html(text).citations] == ["#gone", "other.html#s1"]


def test_a_deep_page_is_told_in_linear_time() -> None:
    def read(body: bytes) -> None:
        assert {each.part for each in html(body).citations} == {PagePart.NAVIGATION}

    small, large = (b"<nav>" * (many // 10) + b"<a href=a>a</a>" * many for many in (500, 4_000))
    assert costs_too_much(read, small, large, most=SECONDS) is None
