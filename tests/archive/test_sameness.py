"""Two pages of one text; and two of which only the frame is the same."""

from linkwatch.archive.sameness import have_sentences_in_common

MILL = frozenset({"The mill burns.", "It was old.", "Nobody was hurt.", "This site uses cookies."})


def test_pages_of_one_text_have_most_sentences_in_common() -> None:
    assert have_sentences_in_common(MILL, MILL - {"It was old."})
    assert have_sentences_in_common(MILL | {f"Note {number}." for number in range(9)}, MILL)


def test_a_frame_in_common_is_not_enough() -> None:
    assert not have_sentences_in_common(MILL, frozenset({"A recipe.", "Serve it.", "This site uses cookies."}))


def test_of_pages_without_sentences_nothing_is_known() -> None:
    assert have_sentences_in_common(MILL, frozenset())
