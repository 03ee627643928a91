"""Phrases are found in texts of any length, in ASCII and in any other script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.judge.phrases import Marks, Phrases

PHRASES = ("gone", "is gone", "goner", "a b", "fermé", "страница", "é", "b a")
FILLING = "a long text of nothing in particular. " * 20


@pytest.mark.parametrize("filling", ["", FILLING, FILLING + "Привет. "])
@given(parts=st.lists(st.sampled_from([*PHRASES, "x", " ", "a", "b", "é"])))
def test_finds_what_the_text_holds(filling: str, parts: list[str]) -> None:
    text = filling + "".join(parts)
    assert Phrases(PHRASES).found_in(text) == {phrase for phrase in PHRASES if phrase in text}


@pytest.mark.parametrize("others", [0, 12, 13, 40])
def test_marks_are_found_in_bytes_also_where_they_overlap(others: int) -> None:
    marks = Marks([b"abc", b"bcd", b"c", b"no", *(f"other-{number}".encode() for number in range(others))])
    assert marks.found_in(b"<abcd>") == {b"abc", b"bcd", b"c"}
    assert marks.found_in(b"") == set()
