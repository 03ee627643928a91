"""What is asked of a page by its size: each bound at it and one beyond; test_elements.py has what is read of it."""

import pytest

from linkwatch.evidence import HopKind, PageFacts
from linkwatch.judge import read_page
from linkwatch.judge.consent import ASKS_CONSENT
from linkwatch.judge.own_subject import ONLY_ADVICE
from linkwatch.judge.programs import CLASSED, MISSING
from linkwatch.judge.shape import (
    ANSWERS,
    ARTICLE,
    BROKEN,
    CUT_FOR_PAYMENT,
    GIVES_FILES,
    INCIDENT,
    LEADS_ON,
    OFFERS_FILE,
    ONLY_LOGIN_LINKS,
    ONLY_SAID,
    SAYS_MORE,
    TITLED_AS_SITE,
)
from linkwatch.judge.talk import BRIEF, SENTENCES

URL = "http://a.test/news/dam"
GONE = "This file was deleted."
MOVE = "<script>location = '/x'</script>"
LEADS = "<script>location = pick()</script>"


def read(html: str, url: str = URL) -> PageFacts:
    return read_page(html.encode(), "text/html", None, url)


def marks(html: str, url: str = URL) -> tuple[str, ...]:
    return read(html, url).signatures


def words(count: int) -> str:
    return "word " * count


@pytest.mark.parametrize(
    ("mark", "html", "most"),
    [
        (LEADS_ON, LEADS, 12),
        (f"{ANSWERS}18", "<button>18</button>", 60),
        (ASKS_CONSENT, "<p>Accept cookies?</p><button>Accept</button>", 60),
        (OFFERS_FILE, "<button>Download</button>", 60),
        (INCIDENT, "<p>Reference: 18.2d351ab8.1557333295.4a1f77</p>", 160),
        (ONLY_LOGIN_LINKS, "<a href=/login>x</a>", 160),
        (CUT_FOR_PAYMENT, "<p>Subscribe to continue</p>", 160),
        ("says-gone", f"<p>{GONE}</p>", 160),
    ],
)
def test_what_is_asked_of_pages_with_so_many_words(mark: str, html: str, most: int) -> None:
    left = most - read(f"<body>{html}").main_words
    assert mark in marks(f"<body>{html}<p>{words(left)}</p>")
    assert mark not in marks(f"<body>{html}<p>{words(left + 1)}</p>")


def test_a_page_of_sixty_words_may_be_only_advice() -> None:
    advice = "<p>Please try again later.</p>"
    assert ONLY_ADVICE in marks(f"<body>{advice * 15}")
    assert ONLY_ADVICE not in marks(f"<body>{advice * 15}<p>word</p>")


def test_a_dump_has_six_hundred_words() -> None:
    error = "<p>Fatal error: x in /a/b.php:3</p>"
    assert BROKEN in marks(f"<body>{error * 120}")
    assert BROKEN not in marks(f"<body>{error * 119}{error.replace('x', 'x y')}")


def test_a_page_that_leads_on_has_two_links() -> None:
    assert LEADS_ON in marks(f"<body>{LEADS}{'<a href=/a>b</a>' * 2}")
    assert LEADS_ON not in marks(f"<body>{LEADS}{'<a href=/a>b</a>' * 3}")
    assert LEADS_ON not in marks(f"<body>{LEADS}<input>")


def test_an_alert_is_the_text_of_a_page_that_has_none() -> None:
    alert = f"<script>alert('{words(23)}word'); location = '/x'</script>"
    assert (read(alert).words, read(alert).main_words, read(alert).refresh_url) == (24, 24, "http://a.test/x")
    longer = read(alert.replace("word'", "word word'"))
    assert (longer.words, longer.main_chars, longer.refresh_url) == (25, 124, None)
    assert longer.prose == f"{words(24)}word"
    assert "not-found-gone" in marks("<script>alert('This listing has expired.')</script>")


def test_a_viewer_of_a_file_leads_to_it() -> None:
    viewer = "http://a.test/v?file=/k.pdf"
    for count, leads_to in ((150, "http://a.test/k.pdf"), (151, None)):
        assert read(f"<script></script><p>{words(count)}", viewer).refresh_url == leads_to
    found = read("<script></script>", viewer)
    assert (found.refresh_after, found.refresh_kind) == (0.0, HopKind.FILE)
    assert read("<p>x", viewer).refresh_url is None
    assert read("<title>Page not found</title><script></script>", viewer).refresh_url is None


def test_a_page_that_moved_leads_on_while_it_says_little_else() -> None:
    moved = "<p>This page has moved <a href=/dams/dam>here</a>.</p>"
    left = 160 - read(moved).main_words
    assert read(f"<body>{moved}<p>{words(left)}").refresh_url == "http://a.test/dams/dam"
    assert read(f"<body>{moved}<p>{words(left + 1)}").refresh_url is None


def test_a_page_with_long_menus_may_say_what_it_is() -> None:
    said = f"<body><p>{GONE}</p><p>"
    assert "says-gone" in marks(f"{said}<a href=/a>{words(346)}</a>")
    assert "says-gone" not in marks(f"{said}<a href=/a>{words(347)}</a>")
    long = 6000 - len(read(f"{said}<a href=/a>x</a>").text.strip()) + 1
    assert "says-gone" in marks(f"{said}<a href=/a>{'x' * long}</a>")
    assert "says-gone" not in marks(f"{said}<a href=/a>{'x' * (long + 1)}</a>")


def test_a_line_of_source_that_is_shown_says_nothing() -> None:
    assert "says-gone" not in marks(f"<body><p>{GONE} &lt;/p&gt;</p><p>x</p>")
    assert "says-gone" in marks(f"<body><p>{GONE}</p><p>x &lt;/p&gt;</p>")
    assert "says-gone" in marks("<body><p>x &lt;/p&gt;</p><p>y</p><p>File deleted.</p>")
    assert "says-gone" not in marks("<body><p>This file was</p><p>&lt;/p&gt;</p><p>deleted by</p>")


def test_the_first_heading_tells_what_a_page_is_about() -> None:
    assert "named-gone" in marks(f"<h1>{GONE}</h1><h2>x</h2>")
    assert "named-gone" not in marks(f"<h1>x</h1><h2>{GONE}</h2>")


def test_four_hundred_thousand_characters_are_counted() -> None:
    whole, cut = (read(f"<body><p>{'x' * letters} y") for letters in (399_998, 399_999))
    assert (whole.words, whole.main_words, whole.text_chars, whole.main_chars) == (2, 2, 400_000, 400_000)
    assert (cut.words, cut.main_words, cut.text_chars, cut.main_chars) == (1, 1, 399_999, 399_999)


def test_markup_is_searched_to_a_bound() -> None:
    wall = "<script>_Incapsula_Resource"
    assert "imperva" in marks("x" + " " * (200_000 - 1 - len(wall)) + wall)
    assert "imperva" not in marks("x" + " " * (200_001 - 1 - len(wall)) + wall)


def test_the_first_lines_may_say_it_of_a_short_page_twelve_and_of_a_long_one_five() -> None:
    lines = [f"<p>Wheel {number} turns round</p>" for number in range(12)]
    told, long = "<p>This listing has expired.</p>", f"<p>{words(160)}</p>"
    assert "not-found-gone-text" in marks(f"<body>{''.join(lines[:11])}{told}")
    assert "not-found-gone-text" not in marks(f"<body>{''.join(lines)}{told}")
    assert "not-found-gone-text" in marks(f"<body>{''.join(lines[:4])}{told}{long}")
    assert "not-found-gone-text" not in marks(f"<body>{''.join(lines[:5])}{told}{long}")


def test_of_each_kind_a_hundred_resources_are_looked_at() -> None:
    parking = "<img src=//www.bodis.com/x>"
    assert "parking-resource" in marks("<img src=/x>" * 99 + parking)
    assert "parking-resource" not in marks("<img src=/x>" * 100 + parking)
    assert "parking-resource" in marks("<base href=//www.bodis.com/><img src=x>")
    assert "parking-resource" not in marks("<base href=//www.bodis.com/><img src=//a.test/x>")


def test_text_around_few_words_is_searched_however_long_the_first_is() -> None:
    sign = "<header>We could not find the page you asked for.</header>"
    assert "not-found-text" in marks(f"<body>{sign}<p>{'x' * 200} {words(4)}")
    assert "not-found-text" not in marks(f"<body>{sign}<p>{'x' * 200} {words(5)}")


def test_links_of_lists_leave_no_words() -> None:
    assert read("<body><ul><li><a href=/x>x</a><li><a href=/y>y</a></ul><p>one two").main_words == 2
    assert read("<body><p>one * two</p>").main_words == 3


def test_what_is_shown_for_others_is_a_title() -> None:
    assert "not-found-title" in marks("<meta property=og:title content='Why a page is not found: page not found'>")


def test_programs_classes_and_addresses_mark_a_page_as_missing() -> None:
    assert marks("<body class=error404><p>x</p>") == (CLASSED,)
    assert marks("<link rel=canonical href=/404><body class=error404><p>x</p>") == (MISSING,)
    assert marks("<title>Page not found</title><body class=error404><p>x</p>")[-1] == CLASSED
    assert "not-found-whole" in marks("<title>Page not found</title><body class=error404><p>x</p>")


def test_a_page_without_headings_may_be_titled_as_its_site() -> None:
    assert TITLED_AS_SITE in marks("<title>The Mill</title><a href=/>The Mill</a>")
    assert TITLED_AS_SITE not in marks("<title>The Mill</title><a href=/>The Mill</a><h2>x</h2>")


def test_what_a_body_does_is_a_script() -> None:
    assert read("<body onload='go()'><script></script>").scripts == 2
    assert read("<body><script></script>").scripts == 1


def test_links_outside_the_content_are_the_frames() -> None:
    found = read("<nav><a href=/x>x</a></nav><a href=/y>y</a><a href=/z>z</a>")
    assert (found.links, found.frame_links) == (3, 1)


def test_addresses_are_cut_and_may_be_the_pages_own() -> None:
    assert read(f"<link rel=canonical href={URL}>").canonical == URL
    assert read("<link rel=canonical href=''>").canonical is None
    assert read(f"<link rel=canonical href=/{'x' * 2000}>").canonical == f"http://a.test/{'x' * 1999}"
    assert read("<meta http-equiv=refresh>").refresh_url is None
    assert read("<meta name=x><meta http-equiv=refresh content='1;url=/x'>").refresh_after == 1.0


def test_picture_titles_are_not_shown() -> None:
    assert read("<body><svg><title>one</title></svg><p>two</p>").words == 1


LOSS = "<title>Page not found</title>"
STORY = f"<p>{words(18)}.</p>" * 3


@pytest.mark.parametrize("teasers", [2, 3])
def test_a_page_that_speaks_of_a_loss_may_have_more_to_say_where_it_is_no_list(teasers: int) -> None:
    found = marks(f"{LOSS}<time>2014</time>{STORY}" + "<h2><a href=/x>x</a></h2>" * teasers)
    assert (ARTICLE in found, SENTENCES in found, "own-subject" in " ".join(found)) == (teasers == 2,) * 3


def test_only_pages_that_speak_of_a_loss_are_asked_whether_they_have_more() -> None:
    story = f"<time>2014</time>{STORY}{words(10)}"
    assert not {ARTICLE, SENTENCES, GIVES_FILES, SAYS_MORE} & {*marks(f"<body>{story}{FILES}")}
    assert {ARTICLE, SENTENCES, GIVES_FILES} < {*marks(f"{LOSS}<body>{story}{FILES}")}


FILES = "<a href=/a.pdf>x</a><a href=/b.pdf>x</a>"


def test_news_in_brief_are_short() -> None:
    news = f"<p>12 May 2014</p>{STORY}"
    left = 160 - read(news).main_words
    assert BRIEF in marks(f"{LOSS}<body>{news}<p>{words(left)}")
    assert BRIEF not in marks(f"{LOSS}<body>{news}<p>{words(left + 1)}")


def test_a_page_that_says_it_is_gone_says_more_or_only_that() -> None:
    assert ONLY_SAID in marks(f"<body><p>{GONE}</p>")
    assert SAYS_MORE in marks(f"<body><p>{GONE}</p><p>It has a wheel.</p>")
    assert not {ONLY_SAID, SAYS_MORE} & {*marks("<body><p>It has a wheel.</p>")}
    assert ONLY_SAID in marks("<body><p>This listing has expired.</p>")


def test_a_table_that_lays_a_page_out_is_one_block_a_cell() -> None:
    rows = "".join(f"<tr><td><p>{words(9)}</p></td><td><p>{words(9)}</p></td></tr>" for _ in range(5))
    assert ARTICLE not in marks(f"{LOSS}<time>2014</time><table>{rows}</table>")
