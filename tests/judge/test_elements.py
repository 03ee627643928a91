"""What is read out of a body, item by item, and how much of it is kept."""

from typing import Any

import pytest
import turbohtml

from linkwatch.evidence import PageFacts
from linkwatch.judge import read_page
from linkwatch.judge.elements import ASKED_LAST, count_teasers, gather, metas_of
from linkwatch.judge.scripted import LONGEST

URL = "http://a.test/news/dam"


def read(html: str, **more: Any) -> PageFacts:
    return read_page(html.encode(), "text/html", None, URL, **more)


def test_title_and_headings_are_kept_to_a_bound() -> None:
    facts = read(f"<title>{'t' * 400}</title><h2>Two</h2><h1>{'h' * 200}</h1><h3>Three</h3><h1> </h1>")
    assert facts.title == "t" * 300
    assert facts.headings == ("h" * 120, "Two", "Three")
    assert facts.heading == "h" * 120
    many = read("".join(f"<h2>{number}</h2>" for number in range(70)) + "<h3>x</h3>")
    assert many.headings == tuple(map(str, range(10)))
    late = read("<h1> </h1>" * 59 + "<h1>59</h1><h1>60</h1>" + "<h2>x</h2>")
    assert late.headings == ("59", "x")
    assert read("<title> </title>").title is None


@pytest.mark.parametrize(
    "hidden",
    [
        "<template><h1>x</h1></template>",
        "<noscript><h1>x</h1></noscript>",
        "<div hidden><h1>x</h1></div>",
        "<h1 style='display:none'>x</h1>",
        "<h1 style='display: none'>x</h1>",
    ],
)
def test_headings_that_nobody_sees_are_none_where_there_are_others(hidden: str) -> None:
    assert read(f"<body>{hidden}<h2>Two</h2>").headings == ("Two",)


def test_a_page_whose_headings_wait_for_scripts_has_them() -> None:
    assert read("<body><div hidden><h1>One</h1></div>").headings == ("One",)


@pytest.mark.parametrize("style", ["display:none", "color: red; display: none"])
def test_hidden_notices_are_no_text_and_hidden_articles_are(style: str) -> None:
    assert read(f"<body><div style='{style}'>{'word ' * 40}</div>").words == 0
    assert read(f"<body><div style='{style}'>{'word ' * 41}</div>").words == 41


@pytest.mark.parametrize(
    ("html", "teasers"),
    [
        *((f"<{level}> </{level}>", 1) for level in ("h2", "h3", "h4")),
        *((f"<a href=/x><{level}>x</{level}></a>", 1) for level in ("h2", "h3", "h4")),
        ("<h2>x</h2><a><h3>x</h3></a>", 0),
        ("<h1></h1>", 0),
    ],
)
def test_headings_that_were_links_are_teasers(html: str, teasers: int) -> None:
    assert count_teasers(gather(turbohtml.parse(f"<body>{html}".encode()), ASKED_LAST)) == teasers


@pytest.mark.parametrize(
    "loads",
    [
        *(f"<{tag} src=//www.bodis.com/x></{tag}>" for tag in ("script", "iframe", "img", "embed")),
        "<frameset><frame src=//www.bodis.com/x></frameset>",
        "<form action=//www.bodis.com/x></form>",
        "<link href=//www.bodis.com/x>",
        "<object data=//www.bodis.com/x></object>",
    ],
)
def test_what_a_page_loads_from_others_is_looked_at(loads: str) -> None:
    assert "parking-resource" in read(loads).signatures
    assert "parking-resource" not in read(loads.replace("//www.bodis.com/", "//a.test/www.bodis.com/")).signatures


def test_metas_are_read_by_name_or_property_the_first_of_each() -> None:
    facts = read("<meta name=Robots content=' no  index '><meta property=robots content=all>")
    assert facts.robots == "no index"
    assert read(f"<meta name=robots content={'n' * 150}>").robots == "n" * 100
    assert read("<meta name=x>" * 199 + "<meta name=robots content=none>").robots == "none"
    assert read("<meta name=x>" * 200 + "<meta name=robots content=none>").robots is None
    assert read("<meta name=robots>").robots is None
    long = f"http://a.test/{'x' * 3000}"
    assert read(f"<meta property=og:url content='{long}'>").og_url == long[:2000]
    assert metas_of({"meta": [*turbohtml.parse(f"<meta name=x content={'n' * 2001}>".encode()).select("meta")]}) == {
        "x": "n" * 2000
    }


def test_places_within_the_page_are_where_short_links_lead() -> None:
    inside = (
        f"<a href='#one'></a><a href='/#two'></a><a href='#'></a><a href='#{'x' * 39}'></a><a href='#{'y' * 40}'></a>"
    )
    assert read(inside).fragments == ("one", "two", "x" * 39)
    assert len(read("".join(f"<a href='#{number}'></a>" for number in range(30))).fragments) == 25
    late = "<a href='/x'></a>" * 3999 + "<a href='#a'></a><a href='#b'></a>"
    assert read(late).fragments == ("a",)


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        *((f"<{tag}></{tag}>", 1) for tag in ("video", "audio", "iframe", "object", "canvas", "svg")),
        ("<img src=x>", 1),
        ("<embed>", 1),
        ("<img width=0>", 0),
        ("<img width=1>", 0),
        ("<img width=1px>", 0),
        ("<img width=2>", 1),
        ("<img style='display: none'>", 0),
        ("<frameset><frame src=x></frameset>", 1),
        ("<a href=/x><img></a>", 1),
        *((f"<a href='{front}'><img></a><a href=/><img></a>", 1) for front in ("/", "./", "#", "/index.html")),
        ("<a href=http://a.test/><img></a>", 0),
        ("<a href><img></a>", 1),
        ("<img style='color: red'><img>", 2),
        ("<p>x</p>", 0),
    ],
)
def test_media_are_what_can_be_seen_or_heard(html: str, seen: int) -> None:
    assert read(html if html.startswith("<frameset") else f"<body>{html}").media == seen


def test_field_for_a_password_is_one_among_others() -> None:
    assert read("<body><input><input type=PassWord>").has_password_field
    assert not read("<body><input>").has_password_field


@pytest.mark.parametrize("kind", ["text", "email", "search", "tel", "url", "number", "date", "file", "", "EMAIL"])
def test_fields_are_what_a_reader_fills_in(kind: str) -> None:
    assert read(f"<body><input type='{kind}'>").fields == 1


def test_hidden_fields_and_boxes_are_not_filled_in_and_lists_and_areas_are() -> None:
    assert read("<body><input type=hidden><input type=checkbox><input type=password><input type=submit>").fields == 0
    assert read("<body><input><textarea></textarea><select></select>").fields == 3


@pytest.mark.parametrize(
    "html", ["<input type=Button>", "<input type=submit>", "<input type=image>", "<button>x</button>"]
)
def test_buttons_are_what_a_reader_presses(html: str) -> None:
    assert read(f"<body>{html}<input type=text><a href=x>y</a>").buttons == 1


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ("<h2><a href=x>a</a><a href=y>b</a></h2>", 2),
        ("<a href=x><h3>a</h3></a>", 1),
        ("<h4><a href=x>a</a></h4>", 1),
        ("<a href=x><h4>a</h4></a>", 1),
        ("<h1><a href=x>a</a></h1>", 0),
        ("<h2><a>a</a></h2><h3>b</h3>", 0),
    ],
)
def test_headline_links_are_those_in_and_around_lesser_headings(html: str, links: int) -> None:
    assert read(f"<body>{html}").headline_links == links


def test_scripts_that_hold_only_data_are_none() -> None:
    kinds = ("application/ld+json", "application/json", "text/template", "text/x-template", "speculationrules")
    assert read("".join(f"<script type='{kind}'>1</script>" for kind in kinds)).scripts == 0
    assert read("<script type=module></script><script src=x></script>").scripts == 2


def test_canonical_address_is_the_first_and_absolute_by_the_pages_base() -> None:
    assert read("<link rel=x href=/a><link rel='CANONICAL y' href=/b><link rel=canonical href=/c>").canonical == (
        "http://a.test/b"
    )
    assert read("<base><base href='http://b.test/d/'><base href=/e><link rel=canonical href=f>").canonical == (
        "http://b.test/d/f"
    )
    assert read("<base href='mailto:x'><link rel=canonical href=f>").canonical == "http://a.test/news/f"
    assert read("<link rel=canonical href='mailto:a@b.test'>").canonical is None
    assert read("<link rel=canonical>").canonical is None
    link = "<link rel=x href=/a>"
    assert read(link * 299 + "<link rel=canonical href=/c>").canonical == "http://a.test/c"
    assert read(link * 300 + "<link rel=canonical href=/c>").canonical is None


@pytest.mark.parametrize(
    "around", ["nav", "header", "footer", "aside", "dialog", "div role=search", "div class=x-cookie"]
)
def test_what_frames_the_page_is_not_its_main_content(around: str) -> None:
    facts = read(f"<body><{around}>one two <a href=x>three</a></{around.split()[0]}><p>four five</p>")
    assert (facts.words, facts.main_words, facts.main_chars, facts.frame_links) == (5, 2, 9, 1)
    assert facts.excerpt == "four five"


@pytest.mark.parametrize("hidden", ["script", "style", "noscript", "template", "div hidden", "datalist"])
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    facts = read(f"<body><{hidden}>one two</{hidden.split()[0]}><p>three</p>")
    assert (facts.words, facts.excerpt) == (1, "three")


def test_page_of_links_only_is_told_by_all_of_it() -> None:
    facts = read("<body><nav>one two</nav>")
    assert (facts.main_chars, facts.excerpt, facts.words) == (0, "one two", 2)
    assert read(f"<body><p>{'word ' * 100}").excerpt == ("word " * 60)[:300]


def test_text_that_stands_around_a_few_words_is_searched_for_signs_too() -> None:
    sign = "<header>We could not find the page you asked for.</header>"
    assert "not-found-text" in read(f"<body>{sign}<p>one two three four five</p>").signatures
    assert "not-found-text" not in read(f"<body>{sign}<p>one two three four five six</p>").signatures


def test_script_that_sends_readers_on_is_believed_of_short_pages_and_short_scripts_only() -> None:
    move = "location.href = '/x';"
    assert read(f"<script>{move}</script><p>{'word ' * 24}</p>").refresh_url == "http://a.test/x"
    assert read(f"<script>{move}</script><p>{'word ' * 25}</p>").refresh_url is None
    assert read(f"<script>{move}{' ' * (LONGEST - len(move))}</script>").refresh_url == "http://a.test/x"
    assert read(f"<script>{move}{' ' * (LONGEST + 1 - len(move))}</script>").refresh_url is None
    assert read(f"<script>{move}</script><img>").refresh_url is None
    assert read("<script>location.assign('/y')</script>").refresh_url == "http://a.test/y"
    assert read("<script>location = 'mailto:x'</script>").refresh_after is None
    assert read("<script></script>" * 19 + f"<script>{move}</script>").refresh_url == "http://a.test/x"
    assert read("<script></script>" * 20 + f"<script>{move}</script>").refresh_url is None


def test_page_that_asks_to_be_read_anew_leads_nowhere() -> None:
    assert read("<meta http-equiv=content-type content='0; url=/x'>").refresh_url is None
    assert read("<meta http-equiv=' Refresh ' content='7; url=/x'>").refresh_after == 7.0
    for nowhere in ("http://a.test:port/", "http://a.test:99999/"):
        assert read(f"<meta http-equiv=refresh content='0; url={nowhere}'><p>Here.</p>").refresh_url is None


def test_plain_text_has_its_first_line_as_heading_if_that_is_short() -> None:
    facts = read_page(b"\nDam  opens\nIt rained.", "text/plain", None, URL)
    assert (facts.heading, facts.words, facts.main_words, facts.excerpt) == ("Dam opens", 4, 4, "Dam opens It rained.")
    assert (facts.text_chars, facts.main_chars) == (20, 20)
    assert (facts.text, facts.prose) == (facts.excerpt, facts.excerpt)
    assert read_page(b"x" * 120, "text/plain", None, URL).heading == "x" * 120
    assert read_page(b"x" * 121, "text/plain", None, URL).heading is None
    assert read_page(b" ", "text/plain", None, URL).heading is None
    assert read_page(b"a {}", "text/css", None, URL) == PageFacts("text/css")
    assert read_page(b"x " * 5000, "text/plain", None, URL).text == ("x " * 4000)
    assert len(read_page(b"x " * 5000, "text/plain", None, URL).excerpt) == 300


def test_json_is_read_by_its_keys_and_values() -> None:
    facts = read_page(b'{"error": "Page not found", "codes": [404, null]}', "application/json", None, URL)
    assert facts.excerpt == "error codes 404 Page not found"
    assert facts.heading is None
    assert read_page(b"{broken", "application/json", None, URL).excerpt == "{broken"


def test_text_is_decoded_as_declared_or_as_it_looks() -> None:
    assert read_page("Größe".encode(), "text/plain", None, URL).heading == "Größe"
    assert read_page(b"\xef\xbb\xbfDam", "text/plain", None, URL).heading == "Dam"
    assert read_page("Größe".encode("cp1252"), "text/plain", None, URL).heading == "Größe"
    assert read_page("Größe".encode("cp850"), "text/plain", "cp850", URL).heading == "Größe"
    assert read_page("Größe".encode("cp1252"), "text/plain", "no-charset", URL).heading == "Größe"
    assert read_page(b"Dam\xff", "text/plain", "utf-8", URL).heading == "Dam\ufffd"
