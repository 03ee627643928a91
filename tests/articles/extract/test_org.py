"""What Org cites."""

import pytest

from linkwatch.model import Article
from tests.articles.extract.helpers import hrefs, read


def org(text: str) -> Article:
    return read(text, "a.org")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("[[https://a.example][text]] [[https://b.example]]", ["https://a.example", "https://b.example"]),
        ("<https://a.example/b> https://a.example/c.", ["https://a.example/b", "https://a.example/c"]),
        ("[[file:b.org::*Head][b]] [[./c.org]] [[../d.org::12][d]]", ["b.org", "./c.org", "../d.org"]),
        ("[[mailto:me@a.example][me]]", ["mailto:me@a.example"]),
        ("[[*Head][x]] [[#id][x]] [[id:1-2][x]] [[Some heading]] [[info:emacs#x]]\n:CUSTOM_ID: id", []),
        ("[[./a.png]] [[file:b.png]] [[https://a.example][[[file:c.png]]]]", ["https://a.example"]),
        ('#+HTML: <a href="https://a.example"><img src="https://b.example/i.png"></a>', ["https://a.example"]),
        ("#+begin_export html\n<p><a\n href='a.html'>a</a> https://no.example <img src=no.png>\n#+end_export\n[[./b.org]]", ["a.html", "./b.org"]),
        ("#+BEGIN_EXPORT latex\n<a href='no.html'>\n#+END_EXPORT\n#+begin_src html\n<a href='no.html'>\n#+end_src", []),
        ("#+HTML: <a href='a.html'>\n#+html: a</a> <a href=b.html>b</a>\n#+HTML_HEAD: <link rel=stylesheet href='https://no.example'>", ["a.html", "b.html"]),
        ("[[./a.org]] @@html:<a href='b.html'>@@b@@html:</a>@@ [[./d.org]]", ["./a.org", "b.html", "./d.org"]),
        ("* COMMENT x\n#+HTML: <a href='no.html'>no</a>\n* y\n#+HTML_LINK_HOME: https://a.example/", ["https://a.example/"]),
        ("* COMMENT x\n[[./a.org][a]]\n** y\n[[./b.org][b]]\n* z\n[[./c.org][c]]\n* COMMENTED\n[[./d.org][d]]", ["./c.org", "./d.org"]),
        ("#+begin_src sh\nhttps://a.example\n#+end_src\n#+BEGIN_EXAMPLE\n[[https://b.example]]\n#+END_EXAMPLE\n", []),
        ("# https://a.example\n: https://b.example\n=https://c.example= ~https://d.example~ https://e.example", ["https://e.example"]),
        ("#+begin_src\nhttps://a.example", []),
    ],
)  # fmt: skip
def test_every_way_to_write_a_link_is_understood(text: str, cited: list[str]) -> None:
    assert hrefs(org(text)) == cited


def test_abbreviations_and_dois_are_resolved() -> None:
    text = "#+LINK: bug https://a.example/%s?x\n#+LINK: home https://b.example/\n"
    text += "[[bug:12][b]] [[home:x]] [[doi:10.1000/1]]"
    assert [each.target.url for each in org(text).citations] == [
        "https://a.example/12?x",
        "https://b.example/x",
        "https://doi.org/10.1000/1",
    ]


def test_exported_html_is_told_by_its_line_and_bytes() -> None:
    text = "x\n#+begin_export html\n<p>See\n<a href='a.html'>the ä</a>.\n#+end_export\n"
    (citation,) = org(text).citations
    assert (citation.text, citation.context, citation.line) == ("the ä", "See the ä.", 4)
    assert citation.span
    assert text.encode()[slice(*citation.span)] == b"a.html"


def test_words_date_and_bytes_are_known() -> None:
    text = "#+TITLE: The Rivers\n#+DATE: <2014-05-03 Sat>\n* Head\nSee [[https://a.example/ü][the *one*]] /here/. Then."
    article = org(text)
    assert (article.title, str(article.published_at)[:10]) == ("The Rivers", "2014-05-03")
    (citation,) = article.citations
    assert (citation.text, citation.line) == ("the one", 4)
    assert citation.context.endswith("See the one here.")
    assert citation.span
    assert text.encode()[slice(*citation.span)].decode() == "https://a.example/ü"
