import pytest

from linkwatch.evidence import HopKind
from linkwatch.judge import read_page
from linkwatch.judge.dumps import is_error_dump
from linkwatch.judge.own_end import OWN_END
from linkwatch.judge.own_subject import ITS_END, OF_ITSELF, ONLY_ADVICE, OWN_SUBJECT
from linkwatch.judge.shape import (
    ARTICLE,
    BROKEN,
    CUT_FOR_PAYMENT,
    INCIDENT,
    LEADS_ON,
    LOGIN_FORM,
    LONG_TEXT,
    ONLY_LOGIN_FORM,
    ONLY_SAID,
    SAYS_MORE,
)
from linkwatch.judge.viewers import file_in_query, names_file_surely
from linkwatch.urls import is_route, resolve
from tests.corpus.html import bare, page, prose

URL = "http://a.test/news/dam"
_FORM = "<form><input name=u><input type=password><button>→</button></form>"


def _marks(html: str, url: str = URL) -> tuple[str, ...]:
    return read_page(html.encode(), "text/html", "utf-8", url).signatures


@pytest.mark.parametrize(
    ("html", "marks"),
    [
        (page("Dam", _FORM), (LOGIN_FORM, ONLY_LOGIN_FORM)),
        (page("Dam", f"<p>{'word ' * 30}</p>{_FORM}"), (LOGIN_FORM,)),
        (page("Dam", prose(12) + _FORM), ()),
        (page("Dam", f"<p>Built in 1712.</p><aside>{_FORM}</aside>"), ()),
        (bare("", "<p>Something failed. Reference: 18.2d351ab8.1557333295.4a1f77</p>"), (INCIDENT,)),
        (bare("", "<script>location = pick()</script>"), (LEADS_ON,)),
        (bare("", "<form><select><option>1</select></form><script>location = pick()</script>"), ()),
        (
            page("Dam", "<p>This file was deleted by its owner.</p>"),
            ("says-gone", "says-file", OWN_END, ONLY_ADVICE, OF_ITSELF, ONLY_SAID),
        ),
        (
            page("Dam", "<p>This file was deleted.</p><p>It held songs.</p>"),
            ("says-gone", "says-file", OWN_END, OWN_SUBJECT, ITS_END, SAYS_MORE),
        ),
        (
            page("Dam", "<p>3.0: The file option was removed.</p><p>2.4: Links that were not found are mended.</p>"),
            ("says-gone", "says-file", ONLY_ADVICE, SAYS_MORE),
        ),
    ],
)
def test_shapes_are_told(html: str, marks: tuple[str, ...]) -> None:
    assert tuple(mark for mark in _marks(html) if not mark.startswith("not-found")) == marks


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("<time>2014</time>" + f"<p>{'word ' * 30}</p>" * 3, ARTICLE),
        (f"<p>{'word ' * 30}</p>" * 6, LONG_TEXT),
        ("<time>2014</time>" + "<p>Try the search.</p>" * 6, None),
        ("<time>2014</time>" + f"<h3><a href=/n>x</a></h3><p>{'word ' * 30}</p>" * 6, None),
    ],
)
def test_texts_under_the_name_of_an_error_are_told_from_teasers(text: str, mark: str | None) -> None:
    assert [found for found in _marks(page("Page not found", text)) if found in (ARTICLE, LONG_TEXT)] == (
        [mark] if mark else []
    )


def test_a_page_that_moved_leads_to_its_only_link() -> None:
    facts = read_page(page("Dam", "<p>This page has moved <a href=/dams/dam>here</a>.</p>").encode(), None, None, URL)
    assert (facts.refresh_url, facts.refresh_after, facts.refresh_kind) == (
        "http://a.test/dams/dam",
        0.0,
        HopKind.MOVED,
    )
    two = "<p>This page has moved <a href=/dams/dam>here</a> or <a href=/dams/dam-2>here</a>.</p>"
    assert read_page(page("Dam", two).encode(), None, None, URL).refresh_url is None


def test_a_page_that_moved_may_say_so_on_the_line_before_its_link() -> None:
    menu = "<p><a href=/>Home</a> <a href=/walks>Walks</a> <a href=/letters>Letters</a></p>"
    told = "<p>This page has moved to a new address{}</p><p><a href=/dams/7>/dams/7</a></p>"
    facts = read_page(page("Dam", menu + told.format(":")).encode(), None, None, URL)
    assert facts.refresh_url == "http://a.test/dams/7"
    assert read_page(page("Dam", menu + told.format(".")).encode(), None, None, URL).refresh_url is None


@pytest.mark.parametrize(
    ("text", "is_dump"),
    [
        ("Fatal error: Uncaught Error: no kiln in /var/www/a.php:42\nStack trace:\n#0 {main}", True),
        ("Warning: Undefined variable $x in /var/www/a.php on line 4", True),
        ("java.lang.IllegalStateException: x\n\tat org.halden.Page.render(Page.java:118)", True),
        ("thread 'main' went out for tea", False),
        ("Error: the page that explains errors", False),
        (f"{'We asked why it fails and nobody knew. ' * 6}\nTypeError: x\n#0 {{main}} in /a.py:4", False),
    ],
)
def test_dumps_of_programs_are_told_from_questions_about_them(text: str, is_dump: bool) -> None:
    assert is_error_dump(text) == is_dump
    html = bare("Kiln", "".join(f"<p>{line}</p>" for line in text.splitlines()))
    assert (BROKEN in _marks(html)) == is_dump


@pytest.mark.parametrize(
    ("url", "file", "surely"),
    [
        ("http://a.test/web/viewer.html?file=/docs/k.pdf", "http://a.test/docs/k.pdf", True),
        ("http://a.test/v?src=http%3A%2F%2Fb.test%2Fk.epub%3Fv%3D1", "http://b.test/k.epub?v=1", True),
        ("http://a.test/web/viewer.html?file=k.pdf#page=2", "http://a.test/web/k.pdf", False),
        ("http://a.test/v?file=7", None, False),
        ("http://a.test/v?name=k.pdf", None, False),
        ("http://[/", None, False),
    ],
)
def test_files_of_viewers(url: str, file: str | None, surely: bool) -> None:
    assert (file_in_query(url), names_file_surely(url)) == (file, surely)


@pytest.mark.parametrize(
    ("fragment", "route"),
    [("!/topic/17", True), ("/topic/17", True), ("!topic", True), ("top", False), ("/", False), ("!", False)],
)
def test_fragments_that_name_a_page_stay_with_it(fragment: str, route: bool) -> None:
    assert is_route(fragment) == route
    url = f"http://a.test/app#{fragment}"
    assert resolve(url, None, None).url == (url if route else "http://a.test/app")


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "Abonnez-vous pour lire la suite dès 1 €",
        "Jetzt abonnieren und weiterlesen",
        "Suscríbete para seguir leyendo",
        "Abbonati per continuare a leggere",
        "続きを読むには会員登録が必要です",
    ],
)
def test_a_text_may_be_cut_for_payment(line: str) -> None:
    assert CUT_FOR_PAYMENT in _marks(page("Dam", f"<p>The wheel of the mill turned on Sunday …</p><h2>{line}</h2>"))


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our letter",
        "Abonnez-vous à notre lettre",
        "Continue reading: the second wheel",
        "Jetzt abonnieren",
    ],
)
def test_a_call_for_readers_of_letters_cuts_nothing(line: str) -> None:
    assert CUT_FOR_PAYMENT not in _marks(page("Dam", f"<p>The wheel of the mill turned on Sunday.</p><h2>{line}</h2>"))
