"""What is kept of a page and what a later look finds of it, on tiny pages: each limit at it and one beyond."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from linkwatch.evidence import Drift, PageFacts
from linkwatch.judge.drift import likeness_of, measure
from linkwatch.model import Likeness

THEN = datetime(2019, 5, 2, tzinfo=UTC)
FIRST, SECOND = "abcdefghijklm", "nopqrstuvwxyz"
WORDS = [f"{first}{second}" for first in "bcdfghklmn" for second in "abcdefghijkl"]
TEXT = " ".join(WORDS[:60])


def page(text: str = TEXT, **more: Any) -> PageFacts:
    return replace(PageFacts("text/html", title="Dam opens", main_words=60, text=text, prose=text), **more)


def kept(of: PageFacts | None = None) -> Likeness:
    likeness = likeness_of(of or page(), THEN, "look")
    assert likeness is not None
    return likeness


def measured(then: PageFacts, now: PageFacts) -> Drift:
    drift = measure(kept(then), now)
    assert drift is not None
    return drift


@pytest.mark.parametrize("media_type", ["text/html", "application/xhtml+xml", "text/plain", "text/markdown"])
def test_texts_are_sketched(media_type: str) -> None:
    likeness = kept(page(media_type=media_type))
    assert (likeness.origin, likeness.made_at, likeness.words, likeness.media_type) == ("look", THEN, 60, media_type)
    assert likeness.sketch
    assert measured(page(), page(media_type=media_type)).similarity == 1.0


@pytest.mark.parametrize(
    "media_type",
    [
        "application/pdf",
        "application/postscript",
        "application/msword",
        "application/rtf",
        "application/epub+zip",
        "application/x-ole-storage",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
    ],
)
def test_documents_are_of_one_kind_and_have_no_text(media_type: str) -> None:
    likeness = kept(PageFacts(media_type, title="Dam", main_words=7))
    assert likeness == Likeness("look", THEN, None, None, 0, "", media_type)
    assert measure(likeness, PageFacts("application/pdf")) is None
    assert measure(likeness, page()) == Drift("look", THEN, 0.0, None, 0, 60, media_type_then=media_type)
    assert measured(page(), PageFacts(media_type, main_words=7)) == Drift(
        "look", THEN, 0.0, None, 60, 7, media_type_then="text/html"
    )


@pytest.mark.parametrize("kind", ["image", "audio", "video"])
def test_pictures_and_recordings_are_kinds_of_their_own(kind: str) -> None:
    likeness = kept(PageFacts(f"{kind}/a"))
    assert measure(likeness, PageFacts(f"{kind}/b")) is None
    assert measure(likeness, PageFacts("application/pdf")) is not None


@pytest.mark.parametrize("media_type", ["application/json", "text/css", "application/rss+xml", "images/png"])
def test_data_are_not_compared(media_type: str) -> None:
    assert likeness_of(page(media_type=media_type), THEN, "look") is None
    assert measure(kept(), page(media_type=media_type)) is None
    assert measure(replace(kept(), media_type=media_type), page()) is None


def test_texts_without_a_sketch_are_not_compared() -> None:
    assert likeness_of(page("too little"), THEN, "look") is None
    assert measure(replace(kept(), sketch=""), page()) is None


def test_a_page_bears_its_title_or_else_its_heading() -> None:
    assert kept(page(heading="Dams")).title == "Dam opens"
    assert kept(page(title=None, heading="Dams")).title == "Dams"
    assert kept(page(title="", heading=None)).title is None


def test_its_language_is_told_by_its_text_or_declared() -> None:
    assert kept(page(language="nl")).language == "nl"
    dutch, english = (replace(page(), language=code) for code in ("nl", "en"))
    assert measured(dutch, english).language_changed
    assert not measured(dutch, dutch).language_changed
    assert not measured(dutch, page()).language_changed
    assert not measured(page(), dutch).language_changed


def test_the_twelve_words_used_most_of_five_to_twenty_five_letters_are_its_keywords() -> None:
    often = " ".join(f"{letter * 5} {letter * 5}" for letter in "abcdefghijk")
    assert kept(page(f"{TEXT}\n{often} once1 zzzzz yyyyy", title="Dam")).keywords.split() == [
        *(letter * 5 for letter in "abcdefghijk"),
        "zzzzz",
    ]
    odd = f"{TEXT} {'q' * 25} {'r' * 26} tttt мост мосты"
    assert kept(page(odd, title="Reservoir", heading="Spillway")).keywords.split() == [
        "reservoir",
        "spillway",
        "q" * 25,
        "мосты",
    ]
    assert kept(page(title="Reservoir")).keywords == "reservoir"
    assert kept(page(title=None, heading="Spillway")).keywords == "spillway"


def test_keywords_are_looked_for_in_titles_headings_excerpt_and_text() -> None:
    then = page(title="alpha bravo-charlie", heading="delta5echoes")
    assert kept(then).keywords.split() == ["alpha", "bravo", "charlie", "delta", "echoes"]
    for now in (
        page(title="Alpha"),
        page(headings=("x", "alpha")),
        page(excerpt="an alpha"),
        page(f"{TEXT} alpha"),
    ):
        assert measured(then, now).keywords_kept == 0.2, now
    assert measured(then, page(headings=("brav", "o"))).keywords_kept == 0.0
    assert measured(then, page(title="al", headings=("pha",))).keywords_kept == 0.0
    assert measured(page(title="alpha bravo charlie"), page(title="Alpha")).keywords_kept == 0.3333
    assert measured(page(title="Dam"), page()).keywords_kept is None


def test_marks_are_kept_and_those_that_came_are_told() -> None:
    gambling, plain = (page(f"{TEXT} {more}") for more in ("casino casinos slot slots", "dam"))
    assert kept(gambling).marks == "gambling"
    both = replace(gambling, title="Subscribe now or subscribe today")
    assert kept(both).marks == "gambling subscription"
    assert measured(both, both).new_marks == ()
    assert measured(plain, gambling).new_marks == ("gambling",)
    assert measured(gambling, gambling).new_marks == ()
    assert measured(gambling, plain).new_marks == ()


@pytest.mark.parametrize(
    ("headlines", "words", "is_list"),
    [(4, 319, True), (4, 320, False), (5, 399, True), (3, 60, False), (0, 60, False)],
)
def test_four_headlines_with_few_words_to_each_are_a_list(headlines: int, words: int, *, is_list: bool) -> None:
    text = " ".join(WORDS[place % 120] for place in range(words))
    assert kept(page(text, headline_links=headlines)).is_listing is is_list
    assert measured(page(text, headline_links=headlines), page()).was_listing is is_list


@pytest.mark.parametrize(
    ("words", "size", "is_list"), [(121, 358, True), (121, 357, False), (120, 358, False), (121, 800, True)]
)
def test_more_than_half_of_its_words_in_links_make_a_list(words: int, size: int, *, is_list: bool) -> None:
    assert len(TEXT) == 179
    text = "a " * (words - 1)
    assert kept(page(text=text + "b" * (size - len(text)), prose=TEXT)).is_listing is is_list


def test_share_of_the_text_that_is_left_and_of_the_new_one_that_was_there() -> None:
    half, whole = page(" ".join(WORDS[:32])), page(" ".join(WORDS[:62]))
    assert (measured(whole, half).similarity, measured(whole, half).kept) == (0.5, 1.0)
    assert (measured(half, whole).similarity, measured(half, whole).kept) == (1.0, 0.5)
    assert measured(half, page("two words")).kept is None
    assert (measured(whole, half).words_then, measured(whole, half).words_now) == (60, 60)
    third = page(" ".join(WORDS[:22]))
    assert (measured(whole, third).similarity, measured(third, whole).kept) == (0.3333, 0.3333)


@pytest.mark.parametrize(("left", "similarity"), [(50, 0.8), (44, 1.0), (0, 1.0)])
def test_text_that_was_taken_for_comments_counts_where_too_little_is_left(left: int, similarity: float) -> None:
    then = " ".join(WORDS[:62])
    own = f"{' '.join(WORDS[:left])}\n{' '.join(WORDS[62:])}"
    assert measured(page(then), page(f"{then}\n{own}", own_prose=f"{own}")).similarity == similarity


def test_what_stands_below_what_is_sketched_was_never_known() -> None:
    lines = ["\n".join(" ".join(f"{word}{letter}" for word in WORDS) for letter in half) for half in (FIRST, SECOND)]
    upper, lower = (page(text) for text in lines)
    whole, other = page("\n".join(lines)), page(f"{lines[1]}\n{lines[0]}")
    assert min(map(len, lines)) > 6000
    assert measured(upper, replace(whole, prose=f"It opens.\n{whole.prose}")).kept == 1.0
    moved_down = measured(upper, other).kept
    assert moved_down is not None
    assert 0.4 < moved_down < 0.6
    only_below = measured(upper, page(f"{'1 ' * 3000}\n{lines[0]}")).kept
    assert only_below is not None
    assert only_below > 0.9
    assert measured(lower, upper).kept == 0.0


@pytest.mark.parametrize(
    ("then", "now", "alike"),
    [
        ("Dam opens", "Dam opens", 1.0),
        ("Dam opens", "Dam closes early", 0.4),
        ("Dam opens", "Mill burns", 0.0),
        ("Dam opens", None, None),
        (None, "Dam opens", None),
        ("\u6a4b\u304c\u958b\u304f", "\u6a4b\u304c\u9589\u3058\u308b", 0.2857),
        ("\u6a4b", "\u6a4b", None),
        ("\u6a4b\u304c", "\u6a4b\u304c", 1.0),
    ],
)
def test_titles_are_compared_by_telling_words(then: str | None, now: str | None, alike: float | None) -> None:
    assert measured(page(title=then), page(title=now)).title_similarity == alike


@pytest.mark.parametrize(
    ("then", "now", "heading", "alike"),
    [
        ("Dam opens - Courier", "Mill burns - Courier", None, 0.0),
        ("Dam opens - Courier", "Mill burns - Gazette", None, 0.0),
        ("Dam opens - Courier", "Mill burns | Courier", None, 0.0),
        ("Dam opens - North - Courier", "Dam opens - Courier", None, 0.8),
        ("Dam opens - Courier", "Dam opens - North - Courier", None, 0.8),
        ("dam - north - courier", "dam - north - courier", None, 1.0),
        ("Dam - Courier", "Courier", None, 0.6667),
        ("Courier", "Dam - Courier", None, 0.6667),
        ("Dam opens - Courier", "Dam opens - Gazette", None, 0.6667),
        ("Dam opens", "Mill burns", "Dam opens", 1.0),
        ("Dam opens", "Dam opens", "Mill burns", 1.0),
        ("Dam opens", None, "Dam opens", 1.0),
        ("Dam opens", None, None, None),
        (None, None, "Dam opens", None),
    ],
)
def test_subjects_are_compared_without_the_sites_name(
    then: str | None, now: str | None, heading: str | None, alike: float | None
) -> None:
    drift = measure(replace(kept(), title=then), page(title=now, heading=heading))
    assert drift is not None
    assert drift.subject_similarity == alike
