"""Documents are mended: the new targets are read from them, all else is as it was, and a second run changes nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from linkwatch import urls
from linkwatch.articles.extract import extract
from linkwatch.articles.extract.register import FORMATS, Format
from linkwatch.articles.rewrite import Form
from linkwatch.articles.rewrite.mend import NOT_AS_MEANT, Mended, Repair, mend
from linkwatch.articles.rewrite.register import REWRITINGS
from linkwatch.errors import InputError
from linkwatch.model import Article, Document, TargetKind
from tests.articles.extract.test_every_format import CITED, sample
from tests.articles.extract.test_spans import MARKDOWN
from tests.articles.rewrite.making import ARCHIVE, DAY, document, extracted, mended, mended_text, repairs

TOP = Path(__file__).parents[3]
_TARGET = st.builds(
    "http://{}dead.example/{}".format,
    st.sampled_from(["", "www.", "ü."]),
    st.text("aé/?&=;#_*~.,()'!%[]{}$@:+日-", max_size=12),
)
_MARKDOWN_WAYS = (
    "[a]({})",
    '[a](<{}> "t")',
    "<{}>",
    "{}",
    "> {}",
    "| {} | b |\n|-|-|\n",
    "<a href='{}'>x</a>",
    "[x]: {}\n",
)
_HTML_WAYS = (
    '<a href="{}">x</a>',
    "<A class=a HREF = {} id=b>x</a>",
    "<p><a title='>' href='{}'><b>y</b></a>",
    "<!-- {} -->",
)
_OTHER_WAYS = {
    "urls": ("URL\n", "# URL\r\n"),
    "rst": (
        "`a <URL>`_ ",
        "URL ",
        "<URL> ",
        "`b`__\n\n__ URL\n\n",
        "``URL`` ",
        "\n\n.. image:: x\n   :target: URL\n\n",
    ),
    "asciidoc": ("URL[a] ", "link:URL[b, role=c] ", "<URL> ", "URL. ", "`URL` ", "image:x[link=URL] ", "\n\n"),
    "wikitext": (
        "[URL a] ",
        "URL ",
        "{{cite web |url=URL |title=T}} ",
        "{{Cite news\n | url = URL\n | archive-url =\n}} ",
        "{{x|URL}} ",
        "<ref>URL</ref> ",
        "<nowiki>URL</nowiki> ",
        "\n* ",
    ),
    "latex": ("\\href{URL}{a} ", "\\url{URL} ", "\\footnote{\\url{URL}} ", "% URL\n", "\n\n"),
    "bibtex": ("@misc{k, url = {URL}, title = {T}}\n", '@misc{k, url = "URL"}\n', "@misc{k, note = {\\url{URL}}}\n"),
    "org": ("[[URL][a]] ", "[[URL]] ", "<URL> ", "URL ", "=URL= ", "\n* "),
    "ris": ("TY  - ELEC\nUR  - URL\nER  - \n",),
    "text": ("URL ", "<URL> ", "(URL) ", "\n"),
}
_MOST_WAYS = max(map(len, _OTHER_WAYS.values()))
_LINE_ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\r\n\r\n", " "])
_ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1252"])


def _texts(ways: tuple[str, ...], beginning: str) -> st.SearchStrategy[bytes]:
    piece = st.builds(lambda way, target, end: way.format(target) + end, st.sampled_from(ways), _TARGET, _LINE_ENDS)
    other = st.sampled_from(["words ", "é ", "[x] ", "# T\n", "[alive](https://archive.example/web/1/x) ", "`", "\r\n"])
    texts = st.lists(piece | other, max_size=12).map("".join)
    return st.builds(lambda text, codec: (beginning + text).encode(codec, "replace"), texts, _ENCODINGS)


def _web(article: Article) -> list[str]:
    return [unquote(citation.target.url) for citation in article.citations if citation.target.kind is TargetKind.WEB]


def _hold(name: str, body: bytes, form: Form) -> Mended:
    """Mend a document, and see that what must hold of each does. name: of the file, or of the format."""
    found = document(name, body)
    wanted = repairs(found)
    done = mend(found, wanted, form)
    at, new = 0, b""
    for start, end, inside in done.changes:
        assert at <= start <= end
        new += body[at:start] + inside
        at = end
    assert new + body[at:] == done.body
    assert extract(document(name, done.body)) == done.article
    again = mend(document(name, done.body), wanted, form)
    assert (again.body, again.changes) == (done.body, ())
    return done


def _expect_targets(body: bytes, done: Mended, name: str) -> None:
    """Each citation leads where its repair says, unless it is told why it does not; none is new, none is lost."""
    before = _web(extracted(document(name, body)))
    treated = iter(done.treated)
    expected = []
    for url in before:
        if url.startswith(ARCHIVE):
            expected.append(url)
            continue
        one = next(treated)
        address = one.address or ""
        expected.append(unquote(urls.resolve(address, None, None).url) if one.problem is None else url)
    assert _web(done.article) == expected


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_only_looks_like_a_definition_is_not_made_one(mark: bytes) -> None:
    body = mark + b"[x]: http://dead.example/)=\n\n[x] [a](http://dead.example/)\n"
    done = _hold("a.md", body, Form.REPLACE)
    _expect_targets(body, done, "a.md")
    assert [one.problem is None for one in done.treated] == [False, True]


@given(_texts(_MARKDOWN_WAYS, ""))
def test_markdown_leads_to_the_copies(body: bytes) -> None:
    _expect_targets(body, _hold("a.md", body, Form.REPLACE), "a.md")


@given(_texts(_HTML_WAYS, "<!doctype html>"))
def test_html_leads_to_the_copies(body: bytes) -> None:
    _expect_targets(body, _hold("a.html", body, Form.REPLACE), "a.html")


@given(_texts(_MARKDOWN_WAYS, ""), st.sampled_from(list(Form)))
def test_markdown_is_mended_once_in_every_form(body: bytes, form: Form) -> None:
    _hold("a.md", body, form)


@given(_texts(_HTML_WAYS, "<!doctype html>"), st.sampled_from(list(Form)))
def test_html_is_mended_once_in_every_form(body: bytes, form: Form) -> None:
    _hold("a.html", body, form)


@given(st.lists(st.tuples(st.integers(0, _MOST_WAYS - 1), _TARGET), max_size=6))
def test_other_formats_lead_to_the_copies(drawn: list[tuple[int, str]]) -> None:
    for name, ways in _OTHER_WAYS.items():  # to draw takes as long as to mend: what is drawn is written in each format
        note(name)
        body = "".join(ways[way % len(ways)].replace("URL", target) for way, target in drawn).encode()
        _expect_targets(body, _hold(name, body, Form.REPLACE), name)
        for form in (Form.WIKI, Form.NOTE):
            _hold(name, body, form)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_way_to_write_a_link_is_mended(codec: str, ends: str) -> None:
    text = MARKDOWN.replace("](", "](http://w.example/").replace("\n", ends)
    done = _hold("a.md", text.encode(codec), Form.REPLACE)
    _expect_targets(text.encode(codec), done, "a.md")
    assert sum(one.is_planned for one in done.treated) >= 12


@pytest.mark.parametrize("path", sorted([*TOP.glob("*.md"), *TOP.glob("docs/*.md")]), ids=lambda path: path.name)
def test_real_documents_are_mended(path: Path) -> None:
    body = path.read_bytes()
    done = _hold(path.name, body, Form.REPLACE)
    _expect_targets(body, done, path.name)
    assert all(one.problem is None for one in done.treated)


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("one", [one for one in FORMATS if one.name in REWRITINGS], ids=lambda one: one.name)
def test_every_format_is_mended(one: Format, form: Form) -> None:
    found = replace(document("a", sample(one)), format=one.name)
    address = f"{ARCHIVE}{CITED}?a=1&b=%20(c)"
    wanted = {CITED: Repair(address, day=DAY)}
    done = mend(found, wanted, form)
    targets = _web(done.article)
    (treated,) = done.treated
    if treated.problem is not None:
        assert (form is not Form.REPLACE, done.body) == (True, found.body)
    elif form in (Form.REPLACE, Form.ROBUST):
        assert targets == [unquote(address)]
        assert done.body != found.body
    else:
        assert CITED in targets
        assert address.encode() in done.body.replace(b"\\", b"").replace(b"&amp;", b"&")
    assert mend(replace(found, body=done.body), wanted, form).body == done.body


def test_only_what_is_to_be_mended_changes() -> None:
    text = "[a](http://dead.example/) [b](http://alive.example/) [c](#) [d](mailto:a@b.example) `http://dead.example/`"
    done = mend(document("a.md", text.encode()), {"http://dead.example/": Repair(f"{ARCHIVE}x")}, Form.REPLACE)
    assert done.body.decode() == text.replace("(http://dead.example/)", f"({ARCHIVE}x)")


def test_what_its_author_marked_is_left_alone() -> None:
    text = "<p><a href=http://dead.example/ data-linkwatch-ignore>a</a> <a href='http://dead.example/'>b</a>"
    done = mended("a.html", text.encode())
    assert done.body.decode() == text.replace("'http", f"'{ARCHIVE}http")
    assert len(done.treated) == 1


def test_a_definition_that_many_use_is_written_once() -> None:
    text = "[a][x] [b][x] [x]\n\n[x]: http://dead.example/\n"
    done = mended("a.md", text.encode())
    assert done.body.decode() == text.replace("http", f"{ARCHIVE}http")
    assert [one.is_planned for one in done.treated] == [True, True, True]


def test_the_fragment_is_kept_unless_the_new_address_has_one() -> None:
    body = b"[a](http://a.example/x#part) [b](http://b.example/x#part)"
    new = {"http://a.example/x": Repair("https://new.example/"), "http://b.example/x": Repair("https://new.example/#y")}
    done = mend(document("a.md", body), new, Form.REPLACE)
    assert done.body == b"[a](https://new.example/#part) [b](https://new.example/#y)"


def test_an_address_that_goes_on_behind_a_hashbang_is_mended() -> None:
    mended = mended_text("a.md", "[a](https://groups.example/forum/#!topic/7)")
    assert mended == f"[a]({ARCHIVE}https://groups.example/forum/#!topic/7)"


def test_a_page_that_moved_is_cited_where_it_is_whatever_the_form() -> None:
    moved = {"http://a.example/x": Repair("https://new.example/")}
    for form in Form:
        assert mend(document("a.md", b"[a](http://a.example/x)"), moved, form).body == b"[a](https://new.example/)"


def test_what_cannot_be_mended_says_why() -> None:
    nothing = {"http://a.example/": Repair(None, "no archived copy is known")}
    (left,) = mend(document("a.md", b"<http://a.example/>"), nothing, Form.REPLACE).treated
    assert (left.problem, left.address, left.is_planned) == ("no archived copy is known", None, False)
    (left,) = mended("a.md", b"<http://a.example/>", Form.WIKI).treated
    assert left.problem == "this format has no form wiki: write it as replace"


def test_what_is_no_address_is_not_overwritten_by_one() -> None:
    found = Document("a", b"some/page\nhttp://a.example/x\n", "http://a.example/", format="urls")
    done = mend(found, repairs(found), Form.REPLACE)
    assert done.body == f"some/page\n{ARCHIVE}http://a.example/x\n".encode()
    assert [one.problem for one in done.treated] == ["it is cited by an identifier, not by an address", None]


def test_what_would_read_as_a_blank_of_a_template_is_not_written() -> None:
    done = _hold("urls", b"http://dead.example/%{%%\nhttp://dead.example/b\n", Form.REPLACE)
    assert [one.problem for one in done.treated] == [NOT_AS_MEANT, None]


def test_bytes_that_are_no_text_stay() -> None:
    body = b"\x80 \xe9 [a](http://dead.example/) \xff\xe9 \x85"
    assert mended("a.md", body).body == body.replace(b"(http", f"({ARCHIVE}http".encode())


def test_an_article_of_which_only_the_beginning_is_read_is_not_mended() -> None:
    with pytest.raises(InputError, match=r"a\.html: only its first 50000 links are read"):
        mended("a.html", b"<a href='http://a.example/'>a</a>" + b'<a href="' * 50_001)


def test_a_note_names_the_day_without_a_zero() -> None:
    body = b"<http://a.example/>"
    early = {"http://a.example/": Repair(f"{ARCHIVE}http://a.example/", day=date(2001, 2, 3))}
    assert b"archived 3 February 2001" in mend(document("a.md", body), early, Form.NOTE).body


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a](http://x.example/(y))", f"[a](<{ARCHIVE}http://x.example/(y)>)"),
        ("[a](<http://x.example/ y>)", f"[a](<{ARCHIVE}http://x.example/%20y>)"),
        ("[a](http://x.example/?a&copy=1)", f"[a]({ARCHIVE}http://x.example/?a&copy=1)"),
        ("[a](http://x.example/?a&amp;copy;=1)", f"[a]({ARCHIVE}http://x.example/?a&amp;copy;=1)"),
        ("see http://x.example/a.", f"see {ARCHIVE}http://x.example/a."),
        ("see http://x.example/(a), b", f"see <{ARCHIVE}http://x.example/(a)>, b"),
        ("www.x.example", f"{ARCHIVE}http://www.x.example/"),
        ("<a href=http://x.example/?a=1&b=2>", f'<a href="{ARCHIVE}http://x.example/?a=1&amp;b=2">'),
        ("<a href='http://x.example/?\"&amp;#39;'>", f"<a href='{ARCHIVE}http://x.example/?%22&amp;#39;'>"),
    ],
)
def test_markdown_is_written_as_its_place_wants(before: str, after: str) -> None:
    assert mended_text("a.md", before) == after


ROBUST = (
    f'data-versionurl="{ARCHIVE}http://x.example/" data-versiondate="2015-06-09" data-originalurl="http://x.example/"'
)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "a.html",
            "<a href='http://x.example/' id=a>x</a>",
            f"<a href='{ARCHIVE}http://x.example/' {ROBUST} id=a>x</a>",
        ),
        ("a.html", "<a href=http://x.example/>x</a>", f'<a href="{ARCHIVE}http://x.example/" {ROBUST}>x</a>'),
        (
            "a.md",
            "[*x* [y]](http://x.example/ 'T')",
            f'<a href="{ARCHIVE}http://x.example/" {ROBUST} title="T">*x* [y]</a>',
        ),
        ("a.md", "<http://x.example/>", "<http://x.example/>"),
        (
            "a.html",
            "<a href=http://x.example/ data-versiondate=x>x</a>",
            "<a href=http://x.example/ data-versiondate=x>x</a>",
        ),
    ],
)
def test_robust_links_say_what_they_stand_for(name: str, before: str, after: str) -> None:
    assert mended_text(name, f"words {before}", Form.ROBUST) == f"words {after}"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.md", "[a](http://x.example/ 't')", "[a](http://x.example/ 't') ([archived 9 June 2015]({copy}))"),
        ("a.md", "<http://x.example/>.", "<http://x.example/> ([archived 9 June 2015]({copy}))."),
        ("a.md", "http://x.example/.", "http://x.example/ ([archived 9 June 2015]({copy}))."),
        ("a.md", "[a]\n\n[a]: http://x.example/", "[a]\n\n[a]: http://x.example/"),
        (
            "a.html",
            "<p><a href=http://x.example/><b>a</b></a>,",
            '<p><a href=http://x.example/><b>a</b></a> (<a href="{copy}">archived 9 June 2015</a>),',
        ),
        ("a.html", "<p><area href=http://x.example/>", "<p><area href=http://x.example/>"),
    ],
)
def test_a_note_stands_behind_the_link(name: str, before: str, after: str) -> None:
    assert mended_text(name, before, Form.NOTE) == after.format(copy=f"{ARCHIVE}http://x.example/")
