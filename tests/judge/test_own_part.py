"""What a page says without the frame that its site's 404 has too."""

from linkwatch.evidence import PageFacts
from linkwatch.judge import own_part, read_page
from linkwatch.judge.consent import ASKS_CONSENT
from linkwatch.judge.own_part import without_frame
from linkwatch.judge.shape import ONLY_SAID

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
