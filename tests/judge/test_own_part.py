"""What a page says without the frame that its site's 404 has too."""

from typing import Any

import pytest

from linkwatch.evidence import OwnPart, PageFacts
from linkwatch.judge import own_part, read_page
from linkwatch.judge.consent import ASKS_CONSENT
from linkwatch.judge.own_end import END_ELSEWHERE, OWN_END
from linkwatch.judge.own_part import without_frame
from linkwatch.judge.own_subject import ASKS, ITS_END, OF_ITSELF, ONLY_ADVICE, OWN_SUBJECT
from linkwatch.judge.shape import GIVES_FILES, OFFERS_FILE, ONLY_SAID, SAYS_MORE

URL = "http://a.test/film/7"
_FRAME = (
    "<div><p>Alle Filme und Bücher der Stadt in einem Haus, seit 1920 am Markt.</p></div>{}"
    "<div><p>Wir verwenden Cookies. Zustimmen?</p>"
    "<button>Zustimmen</button><button>Anmelden</button><input name=q></div>"
)


def _page(main: str, url: str = URL) -> PageFacts:
    return read_page(f"<title>Wind</title>{_FRAME.format(main)}".encode(), "text/html", "utf-8", url)


_MISSING = _page("<h1>Nicht gefunden</h1>", "http://a.test/film/9")


def test_lines_buttons_and_fields_of_the_frame_are_not_the_page_s_own() -> None:
    page = _page("<h1>Wind</h1><p>Dieses Video ist in Ihrem Land nicht verfügbar.</p><button>Zurück</button>")
    own = own_part(page, _MISSING)
    assert own is not None
    assert ONLY_SAID not in page.signatures
    assert {"says-regional", ONLY_SAID} <= set(own.signatures)
    assert ASKS_CONSENT not in own.signatures
    assert (own.buttons, own.fields) == (1, 0)
    assert own.excerpt.startswith("Wind Dieses Video")
    assert "Cookies" not in own.excerpt
    assert own.words < page.main_words
    assert without_frame(page, own).main_words == own.words


def test_nothing_is_read_again_where_nothing_is_shared_or_nothing_is_left() -> None:
    assert own_part(_page("<p>Ein Satz.</p>"), read_page(b"<p>Other</p>", "text/html", "utf-8", URL)) is None
    assert own_part(_MISSING, _MISSING) is None


def test_long_page_is_what_it_was() -> None:
    long = _page("".join(f"<p>Am Tag {number} wehte der Wind von Westen über das Watt.</p>" for number in range(60)))
    assert own_part(long, _MISSING) is None


_SHARED = "The library of the town, open since 1920."
_WALL, _OWN = "This video is not available in your country.", "The lamp was made in 1811 by a smith."
_GONE = "This listing has expired."


def _facts(*lines: str, headings: tuple[str, ...] = ("Lamp",), main_words: int = 40, **more: Any) -> PageFacts:
    return PageFacts(
        "text/html",
        title=headings[0],
        heading=headings[0],
        headings=headings,
        prose="\n".join((_SHARED, *headings, *lines)),
        words=main_words,
        main_words=main_words,
        **more,
    )


def _own(*lines: str, **more: Any) -> OwnPart:
    own = own_part(_facts(*lines, **more), _facts(headings=("Not found",), buttons=1, fields=1))
    assert own is not None
    return own


def test_what_is_its_own_is_read_again_for_all_that_a_short_page_may_say() -> None:
    said = ("not-found-gone-text", "says-regional", "says-file")
    assert _own(_WALL).signatures == (*said, ONLY_ADVICE, OF_ITSELF, ONLY_SAID)
    assert _own(_WALL, _OWN).signatures == (*said, OWN_SUBJECT, ITS_END, SAYS_MORE)
    gone = ("not-found-gone-text", "not-found-text", "says-gone", OWN_END)
    assert _own(_GONE).signatures == (*gone, ONLY_ADVICE, OF_ITSELF, ONLY_SAID)
    assert _own(_GONE, _OWN).signatures == (*gone, OWN_SUBJECT, ITS_END, SAYS_MORE)
    assert _own("We use cookies. Do you accept them?").signatures == (ASKS_CONSENT, ONLY_ADVICE)
    assert _own(_OWN).signatures == ()  # nothing that a subject of its own could speak against


def test_marks_of_the_whole_page_are_kept_but_for_those_that_are_read_again() -> None:
    again = (ASKS, ASKS_CONSENT, END_ELSEWHERE, ITS_END, OF_ITSELF, ONLY_ADVICE, ONLY_SAID, OWN_END, OWN_SUBJECT)
    own = _own("Brass, one foot high, made in 1811 by a smith", signatures=(*again, SAYS_MORE, "datadome"))
    assert own.signatures == ("datadome",)


@pytest.mark.parametrize("mark", [GIVES_FILES, OFFERS_FILE])
def test_page_that_gives_a_file_says_more_than_its_own_part_does(mark: str) -> None:
    assert _own(_WALL, signatures=(mark,)).signatures[-1] == SAYS_MORE


def test_own_part_is_looked_for_in_short_pages_and_statements_in_short_parts() -> None:
    assert own_part(_facts(_OWN, main_words=320), _facts(headings=("Not found",))) is not None
    assert own_part(_facts(_OWN, main_words=321), _facts(headings=("Not found",))) is None
    assert "says-regional" in _own(_WALL, *["word"] * 151).signatures  # 160 words with the heading
    assert "says-regional" not in _own(_WALL, *["word"] * 152).signatures


def test_own_part_has_a_short_excerpt_and_what_buttons_and_fields_the_other_has_not() -> None:
    own = _own(_WALL, _OWN, buttons=3, fields=2)
    assert (own.buttons, own.fields, own.words) == (2, 1, 18)
    assert own.excerpt == f"Lamp {_WALL} {_OWN}"
    assert len(_own("word " * 100).excerpt) == 150
    assert (_own(_WALL).buttons, _own(_WALL).fields) == (0, 0)
    page = _facts(_WALL)
    shown = without_frame(page, own)
    assert (shown.buttons, shown.fields, shown.main_words, shown.excerpt) == (2, 1, 18, own.excerpt)
    assert (shown.signatures, shown.words, shown.prose) == (own.signatures, page.words, page.prose)


def test_heading_is_its_own_even_where_the_other_has_the_same_and_alone_it_is_nothing() -> None:
    other = _facts("Not here.")
    own = own_part(_facts("Brass, one foot."), other)
    assert own is not None
    assert own.excerpt == "Lamp Brass, one foot."
    assert own_part(_facts(), other) is None
