"""Phrases are found in texts of any length, in ASCII and in any other script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.judge.phrases import Phrases

PHRASES = ("gone", "is gone", "goner", "a b", "fermé", "страница", "é", "b a")
FILLING = "a long text of nothing in particular. " * 20


@pytest.mark.parametrize("filling", ["", FILLING, FILLING + "Привет. "])
@given(parts=st.lists(st.sampled_from([*PHRASES, "x", " ", "a", "b", "é"])))
def test_finds_what_the_text_holds(filling: str, parts: list[str]) -> None:
    text = filling + "".join(parts)
    assert Phrases(PHRASES).found_in(text) == {phrase for phrase in PHRASES if phrase in text}
