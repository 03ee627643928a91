"""An article's title and date."""

from datetime import UTC, datetime

import pytest

from tests.articles.extract.helpers import html, markdown

NEW_YEAR = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "markup",
    [
        '<meta property="og:title" content=" The\n Headline "><title>Other</title><h1>Another</h1>',
        "<title>The Headline | Example Post</title><h1>The Headline</h1>",
        "<title>THE HEADLINE — docs</title><h1>The Headline<a href=#x>¶</a></h1>",
        "<title>The Headline</title><h1>Example Post</h1>",
        "<title>The Headline</title><h1>a</h1><h1>b</h1>",
        "<h1> </h1><h1>The Headline</h1>",
    ],
)
def test_an_html_title_is_what_an_editor_would_call_the_article(markup: str) -> None:
    title = html(markup).title
    assert title is not None
    assert title.casefold() == "the headline"


def test_an_article_without_title_has_none() -> None:
    assert html("<p>text").title is None
    assert markdown("text").title is None


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2020-01-01"}</script>',
        '<script type="application/ld+json">[{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"}]}]</script>',
        """<script type="application/ld+json">[{"@type":"Thing","datePublished":"2015-01-01"},
            {"@type":["BlogPosting"],"datePublished":"2020-01-01"}]</script>""",
        '<meta property="article:published_time" content="2020-01-01T00:00:00Z"><time datetime="2010-01-01">',
        '<meta name="DC.date.issued" content="2020-01-01">',
        '<meta name="citation_publication_date" content="2020/01/01">',
        '<meta name="parsely-pub-date" content="2020-01-01T01:00:00+01:00">',
        '<meta itemprop="datePublished" content="2020-01-01">',
        '<time datetime="2010-01-01">x</time><time pubdate datetime="2020-01-01">x</time>',
        '<time itemprop="datePublished">January 1, 2020</time>',
        '<article><header><time datetime="2020-01-01">x</time></header><time datetime="2010-01-01">x</time></article>',
        '<article><time class="updated" datetime="2021-01-01">x</time><time datetime="2020-01-01">x</time></article>',
        '<meta name="date" content="nonsense"><time class="entry-date" datetime="2020-01-01">x</time>',
    ],
)
def test_an_html_page_s_date_is_found(markup: str) -> None:
    assert html(markup).published_at == NEW_YEAR


@pytest.mark.parametrize(
    "markup",
    [
        "<time datetime=2020-01-01>in a footer</time>",
        '<meta name="date" content="1970-01-01">',
        '<meta property="article:modified_time" content="2020-01-01">',
        '<script type="application/ld+json">{"datePublished":</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">{"datePublished":{"a":["2020-01-01"]}}</script>',
    ],
)
def test_what_is_no_date_of_publication_is_not_taken_for_one(markup: str) -> None:
    assert html(markup).published_at is None


def test_the_source_s_date_is_used_where_the_article_shows_none() -> None:
    assert html("<p>x", published_at=NEW_YEAR).published_at == NEW_YEAR
    assert markdown("x", published_at=NEW_YEAR).published_at == NEW_YEAR


@pytest.mark.parametrize(
    "front_matter",
    [
        "---\ntitle: The Headline # comment\ndate: 2020-01-01 00:00:00\ntags: [a]\n---\n",
        "---\nlayout: post\nTitle: 'The Headline'\npublished: 2020-01-01\n---\n",
        '---\ntitle: "The Headline"\ndate: "January 1, 2020"\n---\n',
        "---\n# comment\n\ntitle: The Headline\ndate: 2020-01-01\ntags:\n- a\n- b\ntext: |\n  a text\n...\n",
        '+++\ntitle = "The Headline"\ndate = 2020-01-01T00:00:00Z\n+++\n',
        '+++\ntitle = "The Headline"\ndate = 2020-01-01\n+++',
        '{\n  "title": "The Headline",\n  "date": "2020-01-01",\n  "tags": ["a"]\n}\n',
        "# The Headline\n\n*Example Post, January 1, 2020*\n",
        "The *Headline*\n===\n\nBy Somebody  \n1 January 2020\n",
        "text\n\n## other\n\n# The `Headline`\n\n---\n\nPublished on 2020-01-01\n",
        '<h1 align="center">The\nHeadline</h1>\n\nPosted: 2020-01-01\n',
    ],
)
def test_a_markdown_text_s_title_and_date_are_found(front_matter: str) -> None:
    article = markdown(front_matter + "\n[x](y)\n")
    assert (article.title, article.published_at) == ("The Headline", NEW_YEAR)
    assert article.citations[0].line == front_matter.count("\n") + 2


@pytest.mark.parametrize(
    "text",
    [
        "Last updated January 1, 2020\n",
        "It all began in London on January 1, 2020.\n",
        "## 1.0, January 1, 2020\n",
        "line\n\n" * 10 + "Example Post, January 1, 2020\n",
        "a very long line " * 10 + ", January 1, 2020\n",
        "Example Post, Smarch 1, 2020\n",
    ],
)
def test_a_date_in_prose_is_no_dateline(text: str) -> None:
    assert markdown(text).published_at is None


@pytest.mark.parametrize(
    "text", ["---\n[x](y)\n", "{\n", "{ [x](y) }\n", "{} [x](y)\n", "+++\n= broken\n+++\n", "---\n---\n", "---\nx: y\n"]
)
def test_what_is_not_front_matter_costs_nothing(text: str) -> None:
    assert markdown(text + "\n[z](z)\n").citations[-1].href == "z"


@pytest.mark.parametrize(
    "text",
    [
        "---\nA text, [y](y), between two rules.\n\n---\n",
        "---\n\n# Newsletter\n\nSee [y](y) first.\n\nNote: read too.\n\n---\n\nThen more.\n",
        "---\n# Slide\n\n[y](y)\n\n---\n\n# Slide 2\n",
        "---\nhttp://y.example\n---\n",
        "---\n# http://y.example\n---\n",
        "---\n- [y](y)\n---\n",
    ],
)
def test_a_text_between_two_rules_is_text(text: str) -> None:
    assert [citation.href.removeprefix("http://") for citation in markdown(text + "\n[z](z)\n").citations] in (
        ["y", "z"],
        ["y.example", "z"],
    )
