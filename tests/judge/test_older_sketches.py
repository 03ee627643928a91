"""Sketches that databases keep from before are compared with pages by the very hashes of then."""

from linkwatch.judge.older_sketches import hashed_apart, hashed_by_words

TEXT = "The Mill turns 12 again\nÉxxon 山川"


def test_phrases_are_hashed_as_they_were() -> None:
    assert list(hashed_apart(TEXT)) == [12416100916257858512, 9637738386951919392, 18404939542120197438]
    assert list(hashed_by_words(TEXT)) == [4929895678638624424, 13763413877628424619, 12718705207915545871]
