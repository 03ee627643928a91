import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.judge.words import beginning, count_words, fold, fold_beginning, squeeze

CHARS = "aZ9 \n\t.\u2019'\u2014\u2026\u201c\u00bb\u00b7\u00e9\u0301\u0338\u00a0\u200b\ufb01\u00c5"
TEXT = st.text(
    st.sampled_from(CHARS + "\ud55c\u1112\u1161\u304b\u3099\u0416\u0419\u0436\u0306\u00f1\u0670"), max_size=80
)


@given(TEXT)
def test_folding_piece_by_piece_gives_what_folding_at_once_gives(text: str) -> None:
    accents = [range(0x300, 0x370), range(0x483, 0x488), range(0x591, 0x5C8), range(0x64B, 0x660), [0x670]]
    typeset = {"\u2019": "'", "—": "-", "…": "..."}
    plain = unicodedata.normalize("NFKD", "".join(typeset.get(char, char) for char in text))
    kept = "".join(char for char in plain if not any(ord(char) in row for row in accents))
    whole = squeeze(unicodedata.normalize("NFC", kept)).casefold()
    assert fold(text) == whole


@given(TEXT, st.integers(5, 30))
def test_beginning_is_what_the_whole_begins_with(text: str, size: int) -> None:
    assert beginning(text, size) == squeeze(text)[:size]
    assert fold_beginning(text * 3, 400) == fold(text * 3)[:400]


@given(st.text(st.sampled_from("ab.é—\u2019“\u00a0\u3000 \n\t\r\x0b\x0c\x1c\x1fЖ"), max_size=60))
def test_words_are_what_white_space_parts(text: str) -> None:
    assert count_words(text) == len(text.split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        ("地図帳の話", 3),
        ("map 地図", 3),
        ("แผนที่", 4),
        ("देवनागरी में", 2),
        ("“地図” map", 3),
        ("한국어", 2),
    ],
)
def test_two_characters_count_as_a_word_where_no_spaces_are_written(text: str, count: int) -> None:
    assert count_words(text) == count
