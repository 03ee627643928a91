"""The names of the months."""

import pytest

from linkwatch.judge.words import fold
from linkwatch.months import MONTHS, month_of


@pytest.mark.parametrize(
    ("names", "number"),
    [
        (("January", "JÄNNER", "stycznia", "января", "Ocak", "ledna", "tammikuuta", "gen", "січ"), 1),
        (("März", "março", "mrt", "marca", "марта", "březen", "maa", "Mart"), 3),
        (("May", "mei", "maj", "мая", "may\u0131s", "тра"), 5),
        (("July", "juil", "lipca", "červenec", "июля"), 7),
        (("Sept", "settembre", "września", "вересня", "eylül"), 9),
        (("Dezember", "décembre", "grudnia", "prosince", "aral\u0131k", "Dic"), 12),
    ],
)
def test_months_are_known_by_the_names_that_dates_have(names: tuple[str, ...], number: int) -> None:
    assert [month_of(name) for name in names] == [number] * len(names)


@pytest.mark.parametrize("word", ["", "market", "janitor", "mayor", "decide", "12", "日"])
def test_other_words_name_no_month(word: str) -> None:
    assert month_of(word) is None


def test_names_are_as_folded_text_has_them() -> None:
    assert [name for name in MONTHS if fold(name) != name] == []
    assert [name for name in ("set", "out", "ago", "mag", "led") if name in MONTHS] == []
    assert set(MONTHS.values()) == set(range(1, 13))
