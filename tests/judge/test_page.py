import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwatch.evidence import PageFacts
from linkwatch.judge import read_page
from linkwatch.judge.sniff import sniff
from tests.corpus.html import article, bare, page

URL = "http://a.test/news/dam"


@pytest.mark.parametrize(
    ("body", "declared", "found"),
    [
        (b"<!DOCTYPE html><html>", "text/plain", "text/plain"),
        (b"\xef\xbb\xbf \n<!-- hi --><html>", None, "text/html"),
        (b"%PDF-1.7", "text/html", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "image/png"),
        (b'{"a": 1}', "text/plain", "application/json"),
        (b"hello", "text/html; charset=x", "text/html"),
        (b"hello", None, "text/plain"),
        (b"\x00\x01\x02", "text/html", "application/octet-stream"),
        (b"\x00\x01\x02", "video/mp2t", "video/mp2t"),
        (b"<?xml version='1.0'?><rss>", "text/html", "application/xml"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "application/xml", "text/html"),
        (b"BMW builds cars", "text/plain", "text/plain"),
        (b"", "text/html", "text/html"),
    ],
)
def test_type_is_told_by_the_bytes_first(body: bytes, declared: str | None, found: str) -> None:
    assert sniff(body, declared) == found


def test_facts_of_an_ordinary_page() -> None:
    head = (
        "<link rel='x canonical' href='/c'><meta property=og:url content='http://a.test/o'>"
        "<meta name=Robots content=noindex>"
    )
    body = (
        "<h2>Part</h2><a href='#wells'>Wells</a><svg><title>icon</title></svg><form><input><input type=password></form>"
    )
    facts = read_page(page("Dam opens", body, head=head).encode(), "text/html", None, URL)
    assert (facts.title, facts.heading, facts.language) == ("Dam opens - The Valley Courier", "Dam opens", "en")
    assert (facts.canonical, facts.og_url, facts.robots) == ("http://a.test/c", "http://a.test/o", "noindex")
    assert (facts.headings, facts.fragments, facts.fields) == (("Dam opens", "Part"), ("wells",), 1)
    assert facts.has_password_field


def test_words_of_links_menus_and_scripts_are_not_main_words() -> None:
    facts = read_page(
        page("T", "<p>one two <a href=x>three</a></p><script>four()</script><noscript>five</noscript>").encode(),
        None,
        None,
        URL,
    )
    assert facts.main_words == 3  # the heading's one, and two of the paragraph
    assert facts.words > facts.main_words


@pytest.mark.parametrize(
    ("html", "target", "after"),
    [
        ("<meta http-equiv=refresh content='3; url=/x'>", "http://a.test/x", 3.0),
        ("<base href='http://b.test/'><meta http-equiv=refresh content='0;url=x'>", "http://b.test/x", 0.0),
        ("<script>window.location.href = '/x';</script>", "http://a.test/x", 0.0),
        ('<script>location.replace("http://c.test/")</script>', "http://c.test/", 0.0),
        ("<body onload=\"setTimeout('location.href=\\'/x\\'', 2000)\">", "http://a.test/x", 2.0),
        (f"<script>location='/x'</script>{article('Long')}", None, None),
        ("<p>nothing</p>", None, None),
    ],
)
def test_where_a_page_sends_its_reader(html: str, target: str | None, after: float | None) -> None:
    facts = read_page(html.encode(), "text/html", None, URL)
    assert (facts.refresh_url, facts.refresh_after) == (target, after)


def test_charset_is_found_and_unknown_ones_do_no_harm() -> None:
    text = "<meta charset=windows-1251><title>Мост</title>".encode("cp1251")
    assert read_page(text, "text/html", None, URL).title == "Мост"
    assert read_page(text, "text/html", "x-nonsense", URL).title == "Мост"


def test_signatures_of_articles_about_a_wall_are_not_those_of_the_wall() -> None:
    wall = bare("Just a moment...", "<script>window._cf_chl_opt={}</script>")
    assert "cloudflare-challenge" in read_page(wall.encode(), None, None, URL).signatures
    about = article("Just a moment: what _cf_chl_opt does", 24)
    assert read_page(about.encode(), None, None, URL).signatures == ()


def test_page_that_says_not_found_in_its_heading_is_marked_and_one_that_mentions_it_less_so() -> None:
    whole = read_page(page("Page not found", "<p>x</p>").encode(), None, None, URL)
    mention = read_page(page("Why every page not found costs readers money", "<p>x</p>").encode(), None, None, URL)
    assert whole.signatures == ("not-found-whole", "not-found-gone")
    assert mention.signatures == ("not-found-title",)


def test_big_page_is_read_in_time_and_its_facts_are_small() -> None:
    body = article("Dam opens", 1200, head="<meta name=x content='" + "y" * 5000 + "'>").encode()
    assert len(body) > 100_000
    read_page(body, "text/html", None, URL)
    started = time.perf_counter()
    facts = read_page(body, "text/html", None, URL)
    assert time.perf_counter() - started < 0.1  # 3 ms on an idle machine
    assert len(json.dumps(str(facts))) < 3000


def test_page_that_is_not_remembered_says_the_same_of_itself() -> None:
    body = page(
        "Dam opens", "<h2><a href=/x>More</a></h2><p>Its own words.</p><div class=comments>Well done</div>"
    ).encode()
    kept, passing = (read_page(body, "text/html", None, URL, remembered=remembered) for remembered in (True, False))
    assert read_page(body, "text/html", None, URL) == kept
    assert "Well done" in kept.prose
    assert "Well done" not in kept.own_prose
    assert (kept.headline_links, passing.headline_links, passing.own_prose) == (1, 0, "")
    assert replace(passing, headline_links=1) == kept
    assert (passing.text, passing.prose) == (kept.text, kept.prose)


@pytest.mark.parametrize(
    "unit",
    [
        b"<div>",
        b"<a href='#",
        b"<table><tr>",
        b"<!--",
        b"<title>",
        b"\x00",
        b"{[",
        b"<b><i><p>",
        b"<meta http-equiv=refresh content='",
    ],
)
def test_hostile_repetition_is_read_in_bounded_time(unit: bytes) -> None:
    started = time.process_time()
    read_page((unit * 400_000)[:2_000_000], "text/html", None, URL)
    assert time.process_time() - started < 5


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(st.binary(max_size=400), st.text(alphabet="<>/ahmtile=\"'!-[]{}&#;x \n", max_size=400).map(str.encode)),
    st.sampled_from([None, "text/html", "text/plain", "application/json", "image/png", "nonsense"]),
    st.sampled_from([None, "utf-8", "utf-16", "x-nonsense", "latin-1"]),
)
def test_any_body_gives_facts(body: bytes, declared: str | None, charset: str | None) -> None:
    facts = read_page(body, declared, charset, URL)
    assert facts.main_words <= facts.words or facts.words == 0


def test_alert_is_the_text_of_a_page_that_shows_nothing_else() -> None:
    alone = read_page(b"<script>alert('This topic does not exist.');history.back();</script>", None, None, URL)
    assert alone.excerpt == "This topic does not exist."
    assert alone.signatures == ("not-found-gone",)
    beside = read_page(b"<p>Mix the paint.</p><script>alert('Page not found')</script>", None, None, URL)
    assert (beside.excerpt, beside.signatures) == ("Mix the paint.", ())


def test_links_of_the_frame_and_buttons_of_the_content_are_counted() -> None:
    facts = read_page(
        b"<body><nav><a href=/a>A</a><a href=/b>B</a></nav><a href=/c>C</a><button>Yes</button><input type=submit>",
        None,
        None,
        URL,
    )
    assert (facts.links, facts.frame_links, facts.buttons) == (3, 2, 2)


@pytest.mark.parametrize(
    ("begin", "shown"),
    [
        ("<template shadowrootmode=open>", True),
        ("<template id=a class='b c' shadowrootmode='closed' shadowrootdelegatesfocus>", True),
        ('<TEMPLATE shadowrootmode = "Open">', True),
        ("<template>", False),
        ("<template shadowrootmode=none>", False),
        ("<template data-note='see shadowrootmode'>", False),
    ],
)
def test_text_of_a_template_is_the_pages_where_browsers_show_it(begin: str, shown: bool) -> None:
    inside = "<h1>Dam opens</h1><p>Dry since the spring, says the <a href=/mayor>mayor</a>.</p>"
    body = f"<main><x-story>{begin}{inside}</template></x-story><p>After it.</p></main>"
    facts = read_page(body.encode(), "text/html", None, URL)
    assert (
        facts.text.split()
        == ("Dam opens Dry since the spring, says the mayor. After it." if shown else "After it.").split()
    )
    assert facts.main_words == (11 if shown else 2)


def test_template_within_one_that_is_shown_stays_hidden() -> None:
    body = "<x-a><template shadowrootmode=open><p>Here.</p><template><p>Not.</p></template></template></x-a><p>End.</p>"
    assert read_page(body.encode(), "text/html", None, URL).text.split() == ["Here.", "End."]


def _text(body: str | bytes, declared: str = "text/plain") -> PageFacts:
    return read_page(body if isinstance(body, bytes) else body.encode(), declared, None, URL)


def test_facts_of_a_text_are_its_words_and_its_first_line() -> None:
    facts = _text("Dam opens\n\nThe dam opens on Monday.")
    assert (facts.media_type, facts.heading, facts.title) == ("text/plain", "Dam opens", None)
    assert facts.excerpt == facts.text == facts.prose == "Dam opens The dam opens on Monday."
    assert (facts.words, facts.main_words, facts.text_chars, facts.main_chars) == (7, 7, 34, 34)
    assert _text("404 Not Found").signatures == ("not-found-whole",)


def test_first_line_of_a_text_is_its_heading_unless_it_is_long() -> None:
    assert _text("x" * 120 + "\nmore").heading == "x" * 120
    assert _text("x" * 121 + "\nmore").heading is None
    assert _text("").heading is None
    assert _text("").signatures == ()


def test_long_text_is_counted_in_whole_and_kept_in_part() -> None:
    facts = _text("word " * 70_000)
    assert (facts.words, len(facts.excerpt), len(facts.text)) == (70_000, 300, 8000)
    assert len(facts.prose) == 200_000
    assert _text("word " * 90_000).words == 80_000  # of 400 000 characters


def test_of_json_the_keys_and_values_are_the_words() -> None:
    facts = _text('{"error": "Not here", "list": [1, null, true, {"a": "b"}]}', "application/json")
    assert (facts.heading, facts.excerpt) == (None, "error list a b True 1 Not here")
    assert _text('{"a": ', "application/json").excerpt == '{"a":'
    assert _text("[" * 100_000, "application/json").words == 1
    whole, too_long = (f'["{"x" * letters}"]' for letters in (99_996, 99_997))
    assert _text(whole, "application/json").excerpt == "x" * 300
    assert _text(too_long, "application/json").excerpt.startswith('["x')
    assert len(_text(json.dumps(list(range(3000))), "application/json").excerpt) == 300
    assert _text(json.dumps(["x"] * 3000), "application/json").words == 2000
    assert _text(r'["\ud800"]', "application/json").excerpt == "\N{REPLACEMENT CHARACTER}"


def test_text_of_no_known_charset_is_read_as_browsers_do() -> None:
    assert _text(b"\xe9t\xe9").excerpt == "été"
    assert _text("\ufeffété").excerpt == "été"
    assert read_page(b"\xe9t\xe9", "text/plain", "utf-8", URL).excerpt.count("\N{REPLACEMENT CHARACTER}") == 2
    assert read_page(b"\xe9t\xe9", "text/plain", "x-nonsense", URL).excerpt == "été"


@pytest.mark.parametrize(("declared", "words"), [("text/css", 0), ("text/csv", 2)])
def test_of_what_has_no_words_for_readers_nothing_is_read(declared: str, words: int) -> None:
    assert _text("a {b}", declared).words == words


@pytest.mark.parametrize("declared", ["application/xml", "text/xml"])
def test_what_a_store_of_files_says_is_a_mark(declared: str) -> None:
    said = "<Error><Code>NoSuchKey</Code><Message>x</Message></Error>"
    assert _text(said, declared).signatures == ("store-has-none",)
    assert _text("<list/>", declared).signatures == ()
