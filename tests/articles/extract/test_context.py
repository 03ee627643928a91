"""The sentence around a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.articles.extract.context import MAX_TEXT, describe, fold


def sentence(marked: str) -> str:
    """Return the context of the words between the two bars."""
    before, anchor, after = marked.split("|")
    return describe(before + anchor + after, len(before), len(before) + len(anchor))[1]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("One. Two |x| three. Four.", "Two x three."),
        ("One! |x| two? Four.", "x two?"),
        ("One. |Two. Three| four. Five.", "Two. Three four."),
        ("One. Two |xx.| Three.", "Two xx."),
        ("One. Two |xx|. Three.", "Two xx."),
        ("See e.g. |x| by Mr. Smith of the U.S. Army. Then.", "See e.g. x by Mr. Smith of the U.S. Army."),
        ("See |x|, etc. and so on. Then.", "See x, etc. and so on."),
        ("By J. K. |Rowling|. Then.", "By J. K. Rowling."),
        ('He said "no." Then |x| came.', "Then x came."),
        ("Version 3.11 of |x| in fig. 2 is.", "Version 3.11 of x in fig. 2 is."),
        ("Wait... |x| goes on.", "x goes on."),
        ("一。二|x|三。四。", "二x三。"),
        (" a\n\n b | x\ny | c\t", "a b x y c"),
        ("|x|", "x"),
        ("a|x|b", "axb"),
    ],
)  # fmt: skip
def test_sentences_are_told_apart(marked: str, expected: str) -> None:
    assert sentence(marked) == expected


def test_a_long_sentence_is_cut_on_both_sides_around_the_link() -> None:
    context = sentence("word " * 200 + "|the link|" + " word" * 200)
    assert len(context) <= MAX_TEXT
    left, right = context.split("the link")
    assert left.startswith("…word ")
    assert right.endswith(" word…")
    assert abs(len(left) - len(right)) < 20


def test_room_that_one_side_does_not_need_goes_to_the_other() -> None:
    assert len(sentence("A |x|" + " word" * 200)) > MAX_TEXT - 10
    assert len(sentence("word " * 200 + "|x| b")) > MAX_TEXT - 10


def test_an_endless_anchor_text_is_cut() -> None:
    block = "x y " * 10_000
    text, context = describe(block, 0, len(block))
    assert len(text) <= MAX_TEXT
    assert text.endswith("…")
    assert context == text


@given(st.text(), st.text(), st.text())
def test_the_context_holds_the_anchor_text_and_is_bounded(before: str, anchor: str, after: str) -> None:
    text, context = describe(before + anchor + after, len(before), len(before) + len(anchor))
    assert text in context
    assert len(context) <= MAX_TEXT
    assert context == fold(context)
