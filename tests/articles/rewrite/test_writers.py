"""How each format writes an address, and each form of it that it has: «» mark the place of the old one."""

import json

import pytest

from linkwatch.articles.rewrite import Place, Rewriting, Successor, markdown
from linkwatch.articles.rewrite.markdown import NOTEBOOK
from linkwatch.articles.rewrite.markup import ASCIIDOC, BIBTEX, LATEX, ORG, PLAIN, RST
from linkwatch.articles.rewrite.wikitext import WIKITEXT
from linkwatch.errors import UnwritableError
from tests.articles.rewrite.making import COPY, DAY, written

NEW = COPY.address
ODD = Successor("https://archive.example/x y[1]|{a}_%20#b&c_", "http://dead.example/", DAY)


@pytest.mark.parametrize(
    ("rewriting", "address"),
    [
        (PLAIN, "https://archive.example/x%20y[1]%7C%7Ba%7D_%20#b&c_"),
        (RST, "https://archive.example/x%20y[1]%7C%7Ba%7D_%20#b&c%5F"),
        (ASCIIDOC, "https://archive.example/x%20y%5B1%5D%7C%7Ba%7D_%20#b&c_"),
        (WIKITEXT, "https://archive.example/x%20y%5B1%5D%7C%7Ba%7D_%20#b&c_"),
        (LATEX, r"https://archive.example/x\%20y[1]\%7C\%7Ba\%7D_\%20\#b\&c_"),
        (BIBTEX, "https://archive.example/x%20y[1]%7C%7Ba%7D_%20#b&c_"),
        (ORG, "https://archive.example/x%20y%5B1%5D%7C%7Ba%7D_%20#b&c_"),
    ],
)
def test_what_means_something_else_in_a_format_is_escaped(rewriting: Rewriting, address: str) -> None:
    assert written(rewriting.replace, "a «old» b", ODD) == f"a {address} b"


def test_bibtex_is_escaped_where_latex_reads_it() -> None:
    assert written(BIBTEX.replace, r"note = {\url{«old»}}", ODD).count(r"\%") == 5


@pytest.mark.parametrize(
    ("rewriting", "before", "note"),
    [
        (RST, "`a <«old»>`_", f"(`archived 9 June 2015 <{NEW}>`__)"),
        (RST, "`a`_ <«old»>", f"(`archived 9 June 2015 <{NEW}>`__)"),
        (RST, "see «old»", f"(`archived 9 June 2015 <{NEW}>`__)"),
        (ASCIIDOC, "link:«old»[a \\] b]", f"(link:{NEW}[archived 9 June 2015])"),
        (ASCIIDOC, "<«old»>", f"(link:{NEW}[archived 9 June 2015])"),
        (WIKITEXT, "[«old» some [[wiki]] words]", f"([{NEW} archived 9 June 2015])"),
        (LATEX, r"\href{«old»}{a {b} \{ c}", rf"(\href{{{NEW}}}{{archived 9 June 2015}})"),
        (LATEX, r"\url{«old»}", rf"(\href{{{NEW}}}{{archived 9 June 2015}})"),
        (ORG, "[[«old»][a]]", f"([[{NEW}][archived 9 June 2015]])"),
        (ORG, "<«old»>", f"([[{NEW}][archived 9 June 2015]])"),
    ],
)
def test_a_note_stands_behind_a_link_once(rewriting: Rewriting, before: str, note: str) -> None:
    assert rewriting.note is not None
    plain = before.replace("«", "").replace("»", "")
    assert written(rewriting.note, f"{before}, more") == f"{plain} {note}, more"
    assert written(rewriting.note, f"{before} {note}, more") == f"{plain} {note}, more"


@pytest.mark.parametrize(
    ("rewriting", "text", "reason"),
    [
        (RST, ".. _name: «old»", "defined apart"),
        (RST, "__ «old»", "defined apart"),
        (RST, ".. __: «old»", "defined apart"),
        (RST, ".. image:: x.png\n   :target: «old»", "defined apart"),
        (ASCIIDOC, "image::x.png[link=«old»]", "an attribute"),
        (ASCIIDOC, "= T\n:u: «old»", "an attribute"),
        (WIKITEXT, "{{cite web |url=«old» }}", "write it as wiki"),
        (WIKITEXT, "[«old» never ends\n", "the end of the link is not found"),
        (LATEX, r"\includegraphics{«old»}", "only"),
    ],
)
def test_where_no_note_can_stand_it_says_why(rewriting: Rewriting, text: str, reason: str) -> None:
    assert rewriting.note is not None
    with pytest.raises(UnwritableError, match=reason):
        written(rewriting.note, text)


IN_LINES = "\n| archive-url = NEW\n| archive-date = 2015-06-09\n| url-status = dead"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "{{cite web |url=«old» |title=T }}",
            "{{cite web |url=old |archive-url=NEW |archive-date=9 June 2015 |url-status=dead |title=T }}",
        ),
        (
            "{{citation | p={{a|b}} | url = «old»}}",
            "{{citation | p={{a|b}} | url = old | archive-url = NEW | archive-date = 9 June 2015 | url-status = dead}}",
        ),
        (
            "{{cite web\n| url = «old»\n| access-date = 2014-01-02\n}}",
            "{{cite web\n| url = old" + IN_LINES + "\n| access-date = 2014-01-02\n}}",
        ),
        (
            "{{cite web |accessdate=May 2, 2014 |archive-url= |archive-date=|url=«old» |url-status=live}}",
            "{{cite web |accessdate=May 2, 2014 |archive-url=NEW |archive-date=June 9, 2015|url=old |url-status=dead}}",
        ),
        (
            "{{cite web |url=«old» |archive-url=https://other.example/ |archive-date=1 May 2014 |url-status=live}}",
            "{{cite web |url=old |archive-url=https://other.example/ |archive-date=1 May 2014 |url-status=dead}}",
        ),
        (
            "{{cite web |url=«old» |archive-url=https://other.example/ |archive-date=1 May 2014}}",
            "{{cite web |url=old |archive-url=https://other.example/ |archive-date=1 May 2014}}",
        ),
        (
            "{{Internetquelle |url=«old» |titel=T |abruf=2014-01-02}}",
            "{{Internetquelle |url=old |archiv-url=NEW |archiv-datum=2015-06-09 |titel=T |abruf=2014-01-02}}",
        ),
        ("[«old» a] b", "[old a] {{webarchive |url=NEW |date=9 June 2015}} b"),
        ("[«old» a] {{webarchive|url=x}}", "[old a] {{webarchive|url=x}}"),
    ],
)
def test_a_template_keeps_its_style_and_says_where_the_copy_is(before: str, after: str) -> None:
    assert WIKITEXT.wiki is not None
    done = written(WIKITEXT.wiki, before)
    assert done == after.replace("NEW", NEW)
    place = done.index("old")
    assert list(WIKITEXT.wiki(Place(done, place, place + 3), COPY)) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{official |url=«old»}}", "nothing is known"),
        ("{{cite book |chapter-url=«old»}}", "belong to url, not to chapter-url"),
        ("{{cite web |url=«old»", "the end of its template"),
        ("}} |url=«old»}}", "the beginning of its template"),
        ("{{cite web |url=«old»[[b |title=T}} {{cite web |url=c |title=[[d]]}}", "a \\[\\[ that is not closed"),
    ],
)
def test_other_templates_say_why_they_stay(text: str, reason: str) -> None:
    assert WIKITEXT.wiki is not None
    with pytest.raises(UnwritableError, match=reason):
        written(WIKITEXT.wiki, text)


@pytest.mark.parametrize(
    ("source", "write", "mended"),
    [
        ('["[a](«old» \\"t\\")\\n"]', NOTEBOOK.replace, [f'[a]({NEW} "t")\n']),
        ('["<a href=«old»>x</a>"]', NOTEBOOK.replace, [f'<a href="{NEW}">x</a>']),
        ('["[a](«old» \\"t\\") b"]', NOTEBOOK.note, [f'[a](old "t") ([archived 9 June 2015]({NEW})) b']),
        ('["a\\n", "[x]: «old»"]', NOTEBOOK.replace, ["a\n", f"[x]: {NEW}"]),
    ],
)
def test_a_notebook_stays_json(source: str, write: markdown.Write, mended: list[str]) -> None:
    assert json.loads(written(write, source)) == mended


def test_a_robust_link_in_a_notebook_stays_json() -> None:
    assert NOTEBOOK.robust is not None
    (line,) = json.loads(written(NOTEBOOK.robust, '["<a href=\\"«old»\\" id=x>y</a>"]'))
    assert line.startswith(
        f'<a href="{NEW}" data-versionurl="{NEW}" data-versiondate="2015-06-09" data-originalurl="http'
    )
    assert line.endswith('" id=x>y</a>')
