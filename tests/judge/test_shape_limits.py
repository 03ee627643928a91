"""What shapes are told by, on the smallest pages that have them; test_shape.py has whole ones."""

import pytest
import turbohtml

from linkwatch.judge.elements import ASKED_FIRST, ASKED_LAST, Elements, gather
from linkwatch.judge.shape import (
    AGREEMENT_FORM,
    ANSWERS,
    ARTICLE,
    BROKEN,
    CUT_FOR_PAYMENT,
    GIVES_FILES,
    INCIDENT,
    LEADS_ON,
    LOGIN_FORM,
    LONG_TEXT,
    OFFERS_FILE,
    ONLY_LOGIN_FORM,
    ONLY_LOGIN_LINKS,
    ONLY_SAID,
    SAYS_MORE,
    TEXTS,
    TITLED_AS_SITE,
    adds_nothing,
    ages_answered,
    files_given,
    folded_lines,
    gate_form,
    is_cut_for_payment,
    is_dated,
    is_titled_as_site,
    leads_to_login_only,
    links_file,
    says_only_that,
    shows_incident,
    text_marks,
    way_on,
)

URL = "http://a.test/old/mill"


def left(body: str) -> Elements:
    return gather(turbohtml.parse(f"<body>{body}".encode()), ASKED_LAST)


def found(html: str) -> Elements:
    return gather(turbohtml.parse(html.encode()), ASKED_FIRST)


def words(count: int) -> str:
    return "word " * count


@pytest.mark.parametrize(
    ("body", "main_words", "marks"),
    [
        ("<input type=Password>", 12, (LOGIN_FORM, ONLY_LOGIN_FORM)),
        ("<input type=password>", 13, (LOGIN_FORM,)),
        ("<input><input type=password>", 60, (LOGIN_FORM,)),
        ("<input type=password>", 61, ()),
        (f"<form>{words(9)}<input type=password></form>", 69, (LOGIN_FORM,)),
        (f"<form>{words(9)}<input type=password></form>", 70, ()),
        ("<h1>a b</h1><h1>c</h1><h1>d</h1><h2>e</h2><input type=password>", 15, (LOGIN_FORM, ONLY_LOGIN_FORM)),
        ("<h1>a b</h1><h1>c</h1><h1>d</h1><h2>e</h2><input type=password>", 16, (LOGIN_FORM,)),
        ("<h2>a b</h2><input type=password>", 14, (LOGIN_FORM, ONLY_LOGIN_FORM)),
        ("<h2>a b</h2><input type=password>", 15, (LOGIN_FORM,)),
        ("<input type=text>", 1, ()),
    ],
)
def test_a_login_has_little_beside_it(body: str, main_words: int, marks: tuple[str, ...]) -> None:
    assert gate_form(left(body), main_words) == marks


@pytest.mark.parametrize(
    ("form", "agrees"),
    [
        ("<form method=POST><input type=Checkbox><input type=submit></form>", True),
        ("<form method=post><input type=checkbox><button>A</button><button>B</button></form>", True),
        ("<form method=post><input type=checkbox><button>A</button><button>B</button><button>C</button></form>", False),
        ("<form method=post><input type=checkbox></form>", False),
        ("<form method=post><input type=checkbox><input type=checkbox><button>A</button></form>", False),
        ("<form method=post><button>A</button></form>", False),
        ("<form method=get><input type=checkbox><button>A</button></form>", False),
        ("<form><input type=checkbox><button>A</button></form>", False),
        ("<input type=checkbox><button>A</button>", False),
        *(
            (f"<form method=post><input type=checkbox>{field}<button>A</button></form>", False)
            for field in ("<input>", "<textarea></textarea>", "<select></select>")
        ),
    ],
)
def test_a_form_with_one_box_and_a_button_asks_to_agree(form: str, *, agrees: bool) -> None:
    assert gate_form(left(form), 60) == ((AGREEMENT_FORM,) if agrees else ())
    assert gate_form(left(form), 61) == ()


@pytest.mark.parametrize(
    ("body", "only"),
    [
        ("<a href=/login>x</a>", True),
        ("<a href=login>x</a><a href=//signin>y</a><a href=/user/login>z</a>", True),
        ("<a href=/login>x</a>" * 4, False),
        ("<a href=/xlogin>x</a>", False),
        ("<a href=/login>x</a><a href=/news>y</a>", False),
        ("<a href=/login>x</a><a>y</a>", False),
        (f"<a href={'x' * 493}/signin>x</a>", True),
        (f"<a href={'x' * 494}/signin>x</a>", False),
        ("", False),
    ],
)
def test_three_links_may_all_lead_to_a_login(body: str, *, only: bool) -> None:
    assert leads_to_login_only(left(body)) is only


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("<button>18+</button><button>under 17</button><button>16</button>", (18, 17)),
        ("<input value=18><input value='17 or less'><input><input value=16><input value=15>", (18, 17, 16)),
        ("<a>18</a><a>17</a><a>16</a><a>15</a><a>14</a>", (18, 17, 16, 15)),
        ("<button value=18>Yes, 18</button>", (18,)),
        (f"<button>{'x' * 198}18</button><button>{'x' * 199}17</button>", (18,)),
        (f"<input value={'x' * 198}18><input value={'x' * 199}17>", (18,)),
        ("<button>12</button><a>21</a><a>20</a>", (12, 21, 20)),
        ("<button>11</button><a>22</a><a>118</a><a>181</a>", ()),
        ("<button>\u0661\u0668</button>", ()),
    ],
)
def test_answers_to_how_old_one_is(body: str, numbers: tuple[int, ...]) -> None:
    assert ages_answered(left(body)) == tuple(f"{ANSWERS}{number}" for number in numbers)


@pytest.mark.parametrize(
    ("title", "html", "is_site"),
    [
        ("The Mill", "<a href=/>the mill</a>", True),
        ("The Mill", "<a href=/about>The Mill</a>", False),
        ("The Mill", "<a>The Mill</a>", False),
        ("The Mill", "<a href=/x>x</a>" * 11 + "<a href=/>The Mill</a>", True),
        ("The Mill", "<a href=/x>x</a>" * 12 + "<a href=/>The Mill</a>", False),
        ("The Mill", "<img><img alt='THE MILL'>", True),
        ("The Mill", "<img><img><img alt='The Mill'>", False),
        ("x" * 200, f"<img alt={'x' * 201}>", True),
        ("x" * 201, f"<img alt={'x' * 201}>", False),
        ("The Mill - News", "<a href=/>The Mill</a>", False),
        ("", "<img><a href=/></a>", False),
        (None, "<a href=/>None</a>", False),
    ],
)
def test_a_title_may_be_the_sites_name(title: str | None, html: str, *, is_site: bool) -> None:
    assert is_titled_as_site(title, found(html), {}) is is_site


def test_the_sites_name_is_told_other_programs_too() -> None:
    for name in ("og:site_name", "application-name"):
        assert is_titled_as_site("The Mill", found(""), {name: "the mill"})
    assert not is_titled_as_site("The Mill", found(""), {"og:title": "The Mill"})


@pytest.mark.parametrize(
    ("line", "count", "dated", "teasers", "marks"),
    [
        (words(18), 3, True, 2, (ARTICLE,)),
        (words(18), 3, True, 3, ()),
        (words(18), 2, True, 0, ()),
        (words(17), 3, True, 0, ()),
        (words(18), 5, False, 2, (LONG_TEXT,)),
        (words(18), 4, False, 0, ()),
        (words(18), 5, True, 0, (ARTICLE,)),
        (f" {'x' * 120} ", 3, True, 0, (ARTICLE,)),
        (f" {'x' * 119} ", 3, True, 0, ()),
    ],
)
def test_three_dated_paragraphs_or_five_are_a_text(
    line: str, count: int, dated: bool, teasers: int, marks: tuple[str, ...]
) -> None:
    metas = {"og:type": "article"} if dated else {}
    assert text_marks("\n".join([line] * count), metas, found(""), teasers) == marks


@pytest.mark.parametrize(
    ("html", "metas", "dated"),
    [
        ("", {}, False),
        ("", {"og:type": "article"}, True),
        ("", {"og:type": "website"}, False),
        ("", {"article:section": "x"}, True),
        ("", {"x": "article:section"}, False),
        ("<time>x</time>", {}, True),
        ('<script type=application/ld+json>{"datePublished"</script>', {}, True),
        ('<script type=application/ld+json>{"@type":"NewsArticle"</script>', {}, True),
        ('<script type=application/ld+json>{"@type":"WebPage"</script>', {}, False),
        ('<script>{"datePublished"</script>', {}, False),
        (f'<script type=application/ld+json>{" " * 19_985}"datePublished"</script>', {}, True),
        (f'<script type=application/ld+json>{" " * 19_986}"datePublished"</script>', {}, False),
    ],
)
def test_the_day_of_a_page_is_in_its_source(html: str, metas: dict[str, str], *, dated: bool) -> None:
    assert is_dated(metas, found(html)) is dated


GONE = "This file was deleted."


@pytest.mark.parametrize(
    ("text", "only"),
    [
        (GONE, True),
        ("", True),
        (f"{GONE} {GONE}", True),
        (f"{GONE}\n{GONE}", False),
        (f"* {GONE} {GONE}", False),
        (f"{GONE}\nMill\n\u00a9 Mill. It has a wheel.", True),
        (f"{GONE}\n**\n*", True),
        (f"{GONE}\n" + "xxx\n" * 9, False),
        ("We deleted this file. This job is closed.", True),
        (f"{GONE}\n{words(8)}", True),
        (f"{GONE}\n{words(9)}", False),
        (f"{GONE}\n{words(4)}\n{words(4)}", True),
        (f"{GONE}\n{words(4)}\n{words(5)}", False),
        (f"{GONE}\nIt has a wheel.", False),
        (f"{GONE}\nPlease try again.", True),
        (f"{GONE}\nIt was removed by Ann.", True),
        ("It was removed by Ann.", False),
        (f"{GONE} It was removed by Ann.", True),
        (f"{GONE} v1.2 It was removed by Ann.", False),
        (f"{GONE}\n" + "Try again.\n" * 39, True),
        (f"{GONE}\n" + "Try again.\n" * 40, False),
        (f"{GONE}\n{' ' * (4000 - 24)}x.", True),
        (f"{GONE}\n{' ' * (4000 - 25)}x.", False),
    ],
)
def test_a_page_may_only_say_that_it_is_gone(text: str, *, only: bool) -> None:
    assert says_only_that(text, ["Mill"], links_file=False) is only
    assert not says_only_that(text, ["Mill"], links_file=True)


@pytest.mark.parametrize(
    ("beside", "only"),
    [
        ("First month 1 €, then 9 € a month.", True),
        ("Første måned for 1 kr.", True),
        ("No strings attached.", True),
        ("Its miller kept two cats there.", False),
        ("For 9 € a month the miller lets his guests stay in both rooms.", False),
    ],
)
def test_beside_an_offer_stand_prices_and_remarks(beside: str, *, only: bool) -> None:
    assert says_only_that(f"This article is for subscribers only. {beside}", (), links_file=False) is only


@pytest.mark.parametrize("end", [".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u06d4", "\u0964", "\u0589"])
def test_another_sentence_says_more(end: str) -> None:
    assert not says_only_that(f"{GONE}\nIt has a wheel{end}", (), links_file=False)
    assert says_only_that(f"{GONE}\nIt has a wheel", (), links_file=False)


@pytest.mark.parametrize(
    ("sentence", "nothing"),
    [
        ("please try again", True),
        ("check the address", True),
        ("sorry.", True),
        ("we cannot show this photo", True),
        ("we cannot show this photo " + words(7).strip(), True),
        ("we cannot show this photo " + words(8).strip(), False),
        ("log in to go on", True),
        ("please, log in", True),
        ("log in " + words(10).strip(), True),
        ("log in " + words(11).strip(), False),
        ("please, xlog in", False),
        ("the wheel turns", False),
    ],
)
def test_advice_excuses_and_calls_add_nothing(sentence: str, *, nothing: bool) -> None:
    assert adds_nothing(sentence) is nothing


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        ("Subscribe to continue", True),
        (f"Subscribe to continue {words(9)}", True),
        (f"Subscribe to continue {words(10)}", False),
        (f"{words(12)}. Subscribe to continue", True),
        ("The wheel\nSubscribe  to continue\nturns", True),
        ("Subscribe to continue" + " x" * 1989 + "\n", False),
        ("Subscribe to continue\n" + "\n" * 3978, True),
        ("Subscribe to continue\n" + "\n" * 3979, False),
    ],
)
def test_a_call_of_twelve_words_may_cut_a_text(content: str, *, cut: bool) -> None:
    assert is_cut_for_payment(content) is cut


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("<a href=/a.pdf>x</a>", ()),
        ("<a href=/a.PDF?v=1>x</a><a href=/b.zip#p>x</a>", (GIVES_FILES,)),
        ("<a href=/a.html>x</a><a href=/v?f=b.zip>x</a><a>x</a>", ()),
        ("<a href=/x>x</a>" * 198 + "<a href=/a.pdf>x</a>" * 2, (GIVES_FILES,)),
        ("<a href=/x>x</a>" * 199 + "<a href=/a.pdf>x</a>" * 2, ()),
        ("<a href=/x>Download</a>", (OFFERS_FILE,)),
        ("<button>Download (2 MB)</button>", (OFFERS_FILE,)),
        ("<button>Download our letter</button>", ()),
        (f"<button>{' ' * 52}Download</button>", (OFFERS_FILE,)),
        (f"<button>{' ' * 53}Download</button>", ()),
        ("<a href=/x>x</a>" * 199 + "<a href=/x>Download</a>", (OFFERS_FILE,)),
        ("<a href=/x>x</a>" * 200 + "<a href=/x>Download</a>", ()),
    ],
)
def test_files_are_linked_or_offered(body: str, marks: tuple[str, ...]) -> None:
    assert tuple(files_given(left(body))) == marks
    assert links_file(left("<p>")) is False


_DOWNLOAD = (
    "download;herunterladen;Datei herunterladen;t\u00e9l\u00e9charger;descargar;baixar;descarregar;transferir;scarica;"
    "downloaden;pobierz;st\u00e1hnout;stiahnu\u0165;let\u00f6lt\u00e9s;descarc\u0103;ladda ner;last ned;lataa;preuzmi;"
    "indir;t\u1ea3i xu\u1ed1ng;t\u1ea3i v\u1ec1;unduh;\u0441\u043a\u0430\u0447\u0430\u0442\u044c;"
    "\u0437\u0430\u0432\u0430\u043d\u0442\u0430\u0436\u0438\u0442\u0438;\u0438\u0437\u0442\u0435\u0433\u043b\u0438;"
    "\u043f\u0440\u0435\u0443\u0437\u043c\u0438;\u03bb\u03ae\u03c8\u03b7;\u062a\u0646\u0632\u064a\u0644;"
    "\u062a\u062d\u0645\u064a\u0644;\u062f\u0627\u0646\u0644\u0648\u062f;\u05d4\u05d5\u05e8\u05d3\u05d4;"
    "\u30c0\u30a6\u30f3\u30ed\u30fc\u30c9;\u4e0b\u8f7d;\u4e0b\u8f09;\ub2e4\uc6b4\ub85c\ub4dc;"
    "\u0e14\u0e32\u0e27\u0e19\u0e4c\u0e42\u0e2b\u0e25\u0e14;\u0921\u093e\u0909\u0928\u0932\u094b\u0921"
)


def test_download_in_each_language() -> None:
    for word in _DOWNLOAD.split(";"):
        assert tuple(files_given(left(f"<button>{word} (1,2 MB)</button>"))) == (OFFERS_FILE,), word


def test_machines_number_their_refusals() -> None:
    number = "a" * 15 + "1"
    assert shows_incident(number, URL)
    assert not shows_incident(number, f"{URL}/{number}")
    assert shows_incident(f"Code: {number}", URL)
    assert not shows_incident("Ref: #a1b2c3", f"{URL}/a1b2c3")
    assert shows_incident(f"{' ' * (2000 - len(number))}{number}", URL)
    assert not shows_incident(f"{' ' * (2001 - len(number))}{number}", URL)


@pytest.mark.parametrize(
    "number",
    [
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "18.2d351ab8.1557333295.4a1f77",
        "a1b2c3d4e5f60718",
        "12345678901",
        "AB12CD34EF",
        "Support # a1b2c3",
        "Ref: 12345",
        "Incident: #7.a-1",
        "C\u00f3digo: 1Abc9",
    ],
)
def test_numbers_of_incidents(number: str) -> None:
    assert shows_incident(f"See {number} for that", URL)
    assert not shows_incident(f"See {number[:-1]} for that", f"{URL}/{number[:-1].split()[-1]}")


@pytest.mark.parametrize("text", ["In 1712", "ABCDEFGHIJ", "Code: 1234", "Ref: abcde", "a: 123456", "face: decade"])
def test_numbers_and_words_of_texts_are_none_of_incidents(text: str) -> None:
    assert not shows_incident(text, URL)


def on(body: str, words_of_text: int = 9, base: str = URL) -> str | None:
    return way_on(left(body), base, URL, words_of_text)


NEW = "http://a.test/new/x"


@pytest.mark.parametrize(
    ("body", "count", "target"),
    [
        ("<p>This page has moved <a href=/new/x>here</a>.", 25, NEW),
        ("<p>This page has moved <a href=/new/x>here</a>.", 26, None),
        ("<p>This page has moved <a href=/new/x>here</a>. <a href=/y>Help</a>", 25, NEW),
        ("<p>This page has moved <a href=/new/x>here</a> or <a href=/y>there</a>.", 9, None),
        ("<p>Go <a href=/new/x>there</a>.", 12, NEW),
        ("<p>Go <a href=/new/x>there</a>.", 13, None),
        ("<p>Go <a href=http://b.test/x>there</a>.", 12, None),
        ("<p>This page has moved <a href=http://b.test/x>there</a>.", 25, "http://b.test/x"),
        ("<p>Go <a href=/new/x>http://a.test/new/x/</a>", 99, NEW),
        ("<p>Go <a href=http://a.test/new/x>A.test/New</a>", 99, NEW),
        ("<p>Go <a href=https://b.test/x>https://b.test/x</a>", 99, "https://b.test/x"),
        ("<p>Go <a href=https://b.test/x>http://b.test/x</a>", 99, "https://b.test/x"),
        ("<p>Go <a href=http://b.test/x>https://b.test/x</a>", 99, "http://b.test/x"),
        ("<p>Go <a href=http://b.test/o>b.test/ox</a>", 99, None),
        ("<p>Go <a href=/new/x.y>new</a>", 99, None),
        ("<p>Go <a href=/new/x%20y.z>x y.z</a>", 99, "http://a.test/new/x%20y.z"),
        ("<p>Go <a href=/mills/mill>there</a>", 99, "http://a.test/mills/mill"),
        ("<p>Go <a href=/>home</a>", 1, None),
        ("<p>This page has moved <a href=http://b.test/>there</a>", 1, "http://b.test/"),
        ("<p>Go <a href=mailto:a@b.test>there</a><a href=/old/mill/>x</a><a href=/new/x>y</a>", 1, NEW),
        ("<p>Go nowhere", 1, None),
        ("<a href=#x>x</a>" * 199 + "<a href=/new/x>y</a>", 1, NEW),
        ("<a href=#x>x</a>" * 200 + "<a href=/new/x>y</a>", 1, None),
        (f"<a href=/{'x' * 1999}>y</a>", 1, f"http://a.test/{'x' * 1999}"),
        (f"<a href=/{'x' * 2000}>y</a>", 1, f"http://a.test/{'x' * 1999}"),
    ],
)
def test_the_way_on_is_one_link(body: str, count: int, target: str | None) -> None:
    assert on(body, count) == target


def test_links_of_the_way_on_are_read_by_the_pages_base() -> None:
    assert on("<p>Go <a href=x>there</a>.", base="http://a.test/new/") == NEW


@pytest.mark.parametrize(
    ("sentence", "says_so"),
    [
        ("This page has moved <a href=/new/x>there</a>", True),
        ("This page has moved. <a href=/new/x>There</a>", False),
        ("<a href=/new/x>This page has moved</a>", True),
        ("<a href=/new/x>Here</a> is where this page has moved. It has a wheel.", True),
        ("<a href=/new/x>Here</a>. This page has moved.", False),
        ("Wheels turn. This page has moved <a href=/new/x>there</a>", True),
        ("This page has <a href=/new/x>moved</a>", True),
        ("<a href=/new/x>This page has</a>moved", True),
        (f"{'x' * 980} This page has moved <a href=/new/x>there</a>", True),
        (f"{'x' * 981} This page has moved <a href=/new/x>there</a>", False),
    ],
)
def test_what_says_moved_is_the_links_own_sentence(sentence: str, *, says_so: bool) -> None:
    for block in ("p", "li", "dd", "h2", "center", "div"):
        assert on(f"<{block}>{sentence}</{block}><p><a href=/y>y</a>") == (NEW if says_so else None), block


@pytest.mark.parametrize("end", [".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u0964"])
def test_the_links_sentence_begins_behind_the_last_one(end: str) -> None:
    assert on(f"<p>This page has moved{end} <a href=/new/x>There</a><p><a href=/y>y</a>") is None


def test_a_link_in_no_block_is_in_the_pages_text() -> None:
    assert on("This page has moved <a href=/new/x>there</a><p><a href=/y>y</a>") == NEW


def test_marks_keep_their_names_for_they_are_stored() -> None:
    assert {LOGIN_FORM, ONLY_LOGIN_FORM, AGREEMENT_FORM} == {
        "shape-login-form",
        "shape-only-login-form",
        "shape-agreement-form",
    }
    assert TEXTS == {ARTICLE, LONG_TEXT} == {"shape-article", "shape-long-text"}
    assert (ONLY_SAID, SAYS_MORE, INCIDENT) == ("shape-only-said", "shape-says-more", "shape-incident")
    assert (ONLY_LOGIN_LINKS, BROKEN, LEADS_ON) == (
        "shape-only-login-links",
        "shape-broken-program",
        "script-leads-on",
    )
    assert (TITLED_AS_SITE, CUT_FOR_PAYMENT) == ("shape-titled-as-site", "shape-cut-for-payment")
    assert (GIVES_FILES, OFFERS_FILE, ANSWERS) == ("shape-gives-files", "shape-offers-file", "shape-answers-")


def test_lines_are_folded_one_by_one() -> None:
    assert folded_lines("The  MILL\n\n \nturns", 100) == "the mill\nturns"
    assert folded_lines("The mill turns", 8) == "the mill"
