"""What speaks for a page that bears the signs of an error, sign by sign and at its limits."""

from typing import Any

import pytest

from linkwatch.judge.believed import is_believed, is_file_of_its_own, speaks_only_of_itself, tells_of_its_own
from linkwatch.judge.own_subject import ITS_END, OF_ITSELF, ONLY_ADVICE, OWN_SUBJECT
from linkwatch.judge.shape import ARTICLE, LONG_TEXT
from tests.judge.test_said import FITS, HOME, NUMBERED, case, facts

HONEST = {"other": facts(title="Weg", heading="Weg")}
LAMP = {"title": "Lamp of brass", "heading": "Lamp of brass"}
LOST = {"title": "Not found", "heading": "Not found"}
EXCUSE = "We could not find the page you asked for."
WHOLE, TEXT, CLASS = "not-found-whole", "not-found-text", "not-found-class"


def believed(*marks: str, **more: Any) -> bool:
    return is_believed(case(*marks, **more))


def of_its_own(*marks: str, **more: Any) -> bool:
    return tells_of_its_own(case(OWN_SUBJECT, *marks, **(HONEST | more)))


def test_a_short_page_without_pictures_speaks_only_of_itself() -> None:
    def speaks(*marks: str, **more: Any) -> bool:
        return speaks_only_of_itself(case(*marks, **more))

    assert speaks(ONLY_ADVICE, OF_ITSELF, main_words=60)
    assert speaks(ONLY_ADVICE, OF_ITSELF, "another")
    assert not speaks(ONLY_ADVICE, OF_ITSELF, main_words=61)
    assert not speaks(ONLY_ADVICE, OF_ITSELF, media=1)
    assert not speaks(OF_ITSELF)
    assert not speaks(ONLY_ADVICE)


@pytest.mark.parametrize(
    ("media_type", "marks", "more", "is_one"),
    [
        ("text/plain", (), {}, True),
        ("text/plain", (WHOLE,), {}, False),
        ("text/plain", (WHOLE,), {"excerpt": "if (x) { }"}, True),
        ("text/csv", (WHOLE,), {}, True),
        ("text/html", (), {}, False),
        ("text/plain", (), {"other": None}, False),
        ("application/json", (), {"excerpt": 'error "x"'}, False),
        ("application/json", (), {"excerpt": 'lamp "x"'}, True),
        ("application/json", (), {"excerpt": "errors_of lamp"}, True),
    ],
)
def test_what_is_no_page_is_a_file_where_a_site_has_a_404(
    media_type: str, marks: tuple[str, ...], more: dict[str, Any], *, is_one: bool
) -> None:
    assert is_file_of_its_own(case(*marks, media_type=media_type, **(HONEST | more))) is is_one


def test_a_page_of_the_cited_name_is_believed() -> None:
    assert believed(**FITS)
    assert not believed()
    assert not believed(url=HOME, title="A test", heading="A test")


def test_a_name_that_errors_have_too_is_believed_where_addresses_are_told_apart() -> None:
    url, named = "http://a.test/n/missing-page", {"title": "Missing page", "heading": "Missing page"}
    assert not believed(url=url, **named)
    assert believed(url=url, **named, **HONEST)
    assert not believed(TEXT, url=url, **named, **HONEST)


def test_a_change_of_code_is_believed_on_an_honest_site() -> None:
    assert believed(url="http://a.test/x/commit/0a1b2c3d", **HONEST)
    assert not believed(url="http://a.test/x/commit/0a1b2c3d")


def test_an_article_is_believed_unless_all_addresses_get_it() -> None:
    alike = {"statuses": (200, 200), "alike": 1.0}
    assert believed(ARTICLE)
    assert not believed(ARTICLE, other=facts(ARTICLE), **alike)
    assert believed(LONG_TEXT)
    assert not believed(LONG_TEXT, heading="Not found")
    assert believed(LONG_TEXT, heading="Not found", url=NUMBERED)
    assert believed(ARTICLE, heading="Not found")


@pytest.mark.parametrize(("words", "excerpt", "expected"), [
    (99, "", False), (100, "", True), (249, EXCUSE, False), (250, EXCUSE, True),
])  # fmt: skip
def test_a_long_page_is_believed_beside_an_honest_error(words: int, excerpt: str, *, expected: bool) -> None:
    name = {"title": "Kurier", "heading": "Lost and not found", "main_words": words, "excerpt": excerpt}
    assert believed(WHOLE, **name, **HONEST) is expected
    assert not believed(WHOLE, **name)
    assert not believed(WHOLE, **(name | LOST), **HONEST)


def test_a_weak_sign_under_a_name_of_its_own_is_not_believed_where_addresses_are_told_apart() -> None:
    assert believed(CLASS, **LAMP, **HONEST)
    assert not believed(CLASS, **LAMP)
    assert not believed(CLASS, title="Kurier", heading="Lamp of brass", **HONEST)
    assert believed(TEXT, **LAMP, **HONEST)
    assert not believed(TEXT, "says-gone", **LAMP, **HONEST)
    assert not believed(TEXT, "not-found-title", **LAMP, **HONEST)
    assert not believed(TEXT, **LOST, **HONEST)


@pytest.mark.parametrize(
    ("mark", "other", "expected"),
    [(TEXT, (), False), (TEXT, (WHOLE,), True), (CLASS, (), True), (CLASS, (CLASS,), False)],
)
def test_a_site_without_a_404_tells_in_words_what_is_missing(
    mark: str, other: tuple[str, ...], *, expected: bool
) -> None:
    beside = {"other": facts(*other, title="Weg", heading="Weg"), "statuses": (200, 200)}
    assert believed(mark, **LAMP, **beside) is expected


@pytest.mark.parametrize(
    ("marks", "changes", "expected"),
    [
        ((), {}, True),
        ((), {"other": None}, False),
        (("not-found-program",), {}, False),
        ((CLASS,), {}, False),
        ((), {"url": HOME}, True),
        ((), {"url": HOME, "excerpt": EXCUSE}, False),
        ((), LOST, False),
        ((), LOST | {"url": NUMBERED}, True),
        ((), LOST | {"url": NUMBERED, "anchors": ("Lamp of 1811",)}, False),
        ((), {"title": "404 Not found", "heading": "404 Not found", "url": NUMBERED}, False),
        ((), LOST | {"url": NUMBERED, "excerpt": f"Not found. {EXCUSE}"}, False),
        ((), {"title": "This listing has expired", "heading": "Lamp"}, False),
        ((), {"title": "Lamp", "heading": "This listing has expired"}, False),
        ((ITS_END,), {"title": "Listing expired", "heading": "Listing expired"}, False),
        ((ITS_END,), {}, True),
    ],
)
def test_a_page_with_a_subject_of_its_own_tells_of_it(
    marks: tuple[str, ...], changes: dict[str, Any], *, expected: bool
) -> None:
    assert of_its_own(*marks, **changes) is expected


def test_a_page_without_a_subject_tells_of_none() -> None:
    assert not tells_of_its_own(case(**HONEST))
