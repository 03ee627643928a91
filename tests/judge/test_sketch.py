"""Sketches at their limits; test_drift.py has what they are for."""

from linkwatch.judge.sketch import (
    phrase_hashes,
    share_common,
    share_kept,
    share_known,
    sketch,
    sketch_of,
    sketched_part,
)
from linkwatch.judge.tokens import tokens_by_line

_WORDS = [f"w{first}{second}" for first in "abcdefghij" for second in "abcdefghijklmnopqrstuvwxyz"]


def _text(count: int, start: int = 0) -> str:
    return " ".join(_WORDS[start : start + count])


def _sketch(count: int, start: int = 0) -> str:
    made = sketch_of(tokens_by_line(_text(count, start)))
    assert made == sketch(phrase_hashes(_text(count, start)))
    return made


def test_eighteen_phrases_make_a_sketch_and_ninety_five_fill_it() -> None:
    assert _sketch(19) == ""
    assert len(_sketch(20)) == 1 + 6 * (1 + 18)
    assert (len(_sketch(97)), _sketch(97)[:7]) == (1 + 6 * (1 + 95), "xffffff")
    assert (len(_sketch(98)), _sketch(98)[:7]) == (1 + 6 * (1 + 95), "xfc98ea")


def test_a_sketch_is_made_as_those_that_are_kept() -> None:
    assert _sketch(120).startswith("xdcea5613a92ea749c0e2a6b67f9c6")


def test_what_is_known_of_a_text_takes_three_phrases_of_low_rank() -> None:
    whole = _sketch(20)
    assert share_known(whole, phrase_hashes(_text(4))) is None
    assert share_known(whole, phrase_hashes(_text(5))) == 1.0
    assert share_known(whole, phrase_hashes(_text(5, 100))) == 0.0
    assert share_known(_sketch(120), phrase_hashes(_text(120))) == 1.0
    assert share_known(_sketch(120), phrase_hashes(_text(200))) == 95 / 167


def test_shares_of_a_sample() -> None:
    assert share_kept(_sketch(120), phrase_hashes(_text(120))) == 1.0
    assert share_kept(_sketch(120), phrase_hashes(_text(60))) == 51 / 95
    assert share_common(_sketch(120), _sketch(120, 60)) == 43 / 95
    assert share_common(_sketch(20), _sketch(40)) == 1.0


def test_sketches_of_before_were_made_of_more() -> None:
    text, made = "x" * 20_000, _sketch(20)
    assert len(sketched_part(text, made)) == 6000
    assert len(sketched_part(text, f"w{made[1:]}")) == len(sketched_part(text, made[1:])) == 16_000
