"""How much of a page's text is compared, and which lines of it are its own paragraphs."""

import pytest

from linkwatch.evidence import PageFacts
from linkwatch.judge.page import read_page
from linkwatch.judge.running_text import main_text, prose, running_lines, running_text

_EIGHT = "one two three four five six seven eight"
_SEVEN = "one two three four five six seven"
_ENOUGH = "word " * 59 + "word"


def _own(text: str, others: str = "") -> str:
    return running_text(PageFacts("text/html", prose=text, own_prose=others))


def test_eight_thousand_characters_are_compared_in_one_line_or_many() -> None:
    page = PageFacts("text/html", text=" a\n b" + "x" * 9000, prose=" c\n\n d  e" + "y" * 9000)
    assert main_text(page) == "a b" + "x" * 7997
    assert prose(page) == "c d e" + "y" * 7995
    assert running_lines(page) == ["c", "d e" + "y" * 7991]


def test_five_times_as_much_is_kept_as_rendered() -> None:
    html = f"<body><p>{'word ' * 50_000}".encode()
    page, remembered = (read_page(html, None, None, "http://a.test/", remembered=kept) for kept in (False, True))
    assert (len(page.text), len(page.prose)) == (40_000, 40_000)
    assert (len(remembered.text), len(remembered.prose)) == (40_000, 200_000)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (_EIGHT, _EIGHT),
        (_SEVEN, None),
        ("a b c d e f g h", "a b c d e f g h"),
        (f"  {_EIGHT}  ", _EIGHT),
        (_EIGHT.replace(" ", "  "), _EIGHT),
        (_EIGHT.replace(" ", "\t"), _EIGHT),
        (_EIGHT.replace(" ", "\x1f"), _EIGHT),
        (_EIGHT.replace(" ", "\u00a0"), _EIGHT),
        (_SEVEN.replace(" ", "  "), None),
        (" " * 20, None),
    ],
)
def test_a_line_of_eight_words_is_a_paragraph(line: str, shown: str | None) -> None:
    assert _own(f"{_ENOUGH}\n{line}") == (f"{_ENOUGH}\n{shown}" if shown else _ENOUGH)


def test_two_characters_are_a_word_where_no_spaces_are_written() -> None:
    enough, eight_words = "\u5730" * 120, "\u56f3" * 14
    assert _own("\n".join((enough, eight_words, eight_words[1:]))) == f"{enough}\n{eight_words}"


def test_where_paragraphs_have_less_than_sixty_words_short_lines_count() -> None:
    assert _own(f"{_ENOUGH}\nBy Ann") == _ENOUGH
    assert _own(f"{_ENOUGH[5:]}\nBy\n\nAnn") == f"{_ENOUGH[5:]}\nBy\nAnn"
    late = f"{'long' * 300} {_ENOUGH[5:]}"
    assert _own(f"{late}\nBy Ann") == late


def test_what_others_added_counts_where_nothing_else_is_enough() -> None:
    added = f"{_ENOUGH}\n{_EIGHT}"
    assert _own(added, _ENOUGH) == _ENOUGH
    assert _own(f"{added}\nBy Ann", _ENOUGH[5:]) == added
    assert _own(_ENOUGH[5:], _EIGHT) == _ENOUGH[5:]


def test_forty_thousand_characters_of_paragraphs_are_kept() -> None:
    line = "word " * 19 + "word"
    assert len(line) == 99
    assert len(_own(f"{line}\n" * 400)) == 39_999
    assert len(_own(f"{line}\n" * 401)) == 40_000


def test_comments_offers_and_pictures_were_added_by_others() -> None:
    by_id, by_class = ("comments respond disqus_thread sidebar", "comments comment comment-list commentlist ad ads")
    more = "comments-area related related-posts related-articles newsletter advert advertisement promo share"
    added = "".join(
        [
            *(f"<div id={name}>{name}</div>" for name in by_id.split()),
            *(f"<div class={name}>{name}</div>" for name in f"{by_class} {more} social sidebar".split()),
            "<figure>x</figure>",
        ]
    )
    page = read_page(f"<body><p>Its own.</p>{added}".encode(), None, None, "http://a.test/")
    assert page.own_prose.split() == ["Its", "own."]
