"""The words of a text as bytes, of scripts with and without spaces."""

from linkwatch.judge.tokens import count_tokens, tokens_by_line


def test_words_are_letters_in_one_case() -> None:
    assert tokens_by_line("The Mill, 12 of it\nLamp_post x2y") == [
        [b"the", b"mill", b"of", b"it"],
        [b"lamp", b"post", b"x", b"y"],
    ]


def test_of_scripts_without_spaces_each_character_is_one() -> None:
    lines = tokens_by_line("Éxxon xylem 山川7 box_x\nThe Mill, 12")
    assert [[token.decode() for token in line] for line in lines] == [
        ["exxon", "xylem", "山", "川", "box", "x"],
        ["the", "mill"],
    ]


def test_the_first_six_hundred_are_counted() -> None:
    counts = count_tokens([[b"first"], [b"more"] * 700])
    assert (counts[b"first"], counts[b"more"]) == (1, 599)
