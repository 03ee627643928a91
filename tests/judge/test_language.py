"""The language of a text at the limits of what tells it."""

import pytest

from linkwatch.judge.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the " * 6 + "und " * 4 + "xyzzy " * 10, "en"),
        ("the " * 5 + "und " * 4 + "xyzzy " * 11, None),  # not half as many again as of the next language
        ("the " * 6 + "xyzzy " * 54, "en"),
        ("the " * 6 + "xyzzy " * 55, None),  # less than a tenth
        ("the " * 20, "en"),
        ("the " * 19, None),  # too short
        ("x " * 2000 + "the " * 2000, None),  # too late
    ],
)
def test_small_words_tell_it_where_there_are_enough(text: str, language: str | None) -> None:
    assert language_of(text) == language
    assert language_of(text, "pt") == (language or "pt")


@pytest.mark.parametrize(
    ("character", "language", "tenths"),
    [
        ("あ", "ja", 1),
        ("한", "ko", 3),
        ("山", "zh", 3),
        ("ก", "th", 3),
        ("ب", "ar", 3),
        ("א", "he", 3),
        ("λ", "el", 3),
        ("क", "hi", 3),
    ],
)
def test_a_script_tells_it_where_it_has_its_share_of_the_letters(character: str, language: str, tenths: int) -> None:
    assert language_of(character * tenths + "x" * (10 - tenths)) == language
    assert language_of(character * (10 * tenths - 1) + "x" * (101 - 10 * tenths)) is None


def test_japanese_holds_characters_of_other_scripts() -> None:
    assert language_of("山" * 9 + "あ") == "ja"
    assert language_of("x" * 4000 + "山" * 9000) is None


@pytest.mark.parametrize(
    ("declared", "language"),
    [("EN_us", "en"), (" de-AT ", "de"), ("deu", "deu"), ("english", None), ("e", None), ("", None), (None, None)],
)
def test_what_is_declared_is_a_code_of_two_or_three_letters(declared: str | None, language: str | None) -> None:
    assert language_of("", declared) == language
