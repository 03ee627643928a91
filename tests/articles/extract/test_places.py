"""Which place of its target a citation leads to, and what an article lacks that it leads to itself."""

from pathlib import Path

import pytest

from linkwatch.model import TargetKind
from tests.articles.extract.helpers import BASE, hrefs, html, markdown


def test_a_citation_says_which_place_it_leads_to() -> None:
    article = html("<a href='x#a%20b'>1</a><a href='/y#'>2</a><a href=z>3</a><a href='mailto:a@b.org#c'>4</a>")
    assert [citation.fragment for citation in article.citations] == ["a%20b", "", None, None]
    assert not any(citation.is_own for citation in article.citations)


def test_only_missing_places_of_its_own_are_told() -> None:
    article = html("<p id=here>x</p><a href=#here>1</a><a href=#Here>2</a><a href=post#gone>3</a><a href=#top>4</a>")
    assert [(each.href, each.fragment, each.is_own) for each in article.citations] == [
        ("#Here", "Here", True),
        ("post#gone", "gone", True),
    ]
    assert {each.target.url for each in article.citations} == {BASE}
    assert hrefs(markdown("# Here\n\n[1](#here) [2](#HERE) [3](#there)")) == ["#there"]


def test_another_query_of_a_file_is_the_file_itself(tmp_path: Path) -> None:
    local = (tmp_path / "page.html").as_uri()
    article = html("<p id=totals>x</p><a href='?view=all#totals'>1</a><a href='?view=all#sum'>2</a>", base_url=local)
    assert [(each.href, each.target.url, each.is_own) for each in article.citations] == [("?view=all#sum", local, True)]


def test_a_foreign_base_leads_to_places_of_another_page() -> None:
    (citation,) = html("<base href='https://example.org/app/'><a href=#s>s</a>").citations
    assert (citation.target.url, citation.fragment, citation.is_own) == ("https://example.org/app/", "s", False)


def test_a_base_without_href_is_none() -> None:
    assert html("<base target=_top><p id=s>x</p><a href=#s>s</a>").citations == ()


def test_a_page_that_scripts_make_lacks_nothing_for_sure() -> None:
    assert html("<div id=app></div><script src=a.js></script><a href=#part>x</a>").citations == ()


@pytest.mark.parametrize(
    ("href", "url", "fragment"),
    [
        ("https://example.org/list/ #n4", "https://example.org/list/%20", "n4"),
        ("https://example.org/s?q=tea #n4", "https://example.org/s?q=tea%20", "n4"),
        ("  https://example.org/list/#n4\n", "https://example.org/list/", "n4"),
    ],
)
def test_only_the_ends_of_the_whole_href_are_stripped(href: str, url: str, fragment: str) -> None:
    (citation,) = html(f'<a href="{href}">x</a>').citations
    assert (citation.target.url, citation.fragment) == (url, fragment)


def test_a_tag_that_a_parser_repeats_is_one_citation() -> None:
    article = html('<p><a href="https://example.org/x">open<p>one<p>two<p>three')
    assert [(each.href, each.text) for each in article.citations] == [("https://example.org/x", "open")]
    assert [each.text for each in html("<a href=x><p>one<div>two").citations] != []


@pytest.mark.parametrize(
    "text",
    ["[1](docs/{{v}}.md)", "[1](<{{ a.b }}/x>)", '[1]({{ "/a" | url }})', "[1]({% link a.md %})", "[1]({{ a }}/my b)"],
)
def test_templates_in_markdown(text: str) -> None:
    (citation,) = markdown(text).citations
    assert citation.target.kind is TargetKind.TEMPLATE
