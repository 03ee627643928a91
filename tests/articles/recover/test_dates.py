"""Dates as papers print them below their titles."""

from datetime import UTC, datetime

import pytest

from linkwatch.articles.recover.dates import first_date

DAY = datetime(2020, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "The Valley Post, March 05, 2020",
        "By A. Person | 5 March 2020 | World",
        "Donnerstag, 5. März 2020",
        "05.03.2020, 14:30 Uhr",
        "Publié le 5 mars 2020 à 10h",
        "5 de marzo de 2020",
        "5 marzo 2020",
        "5 de março de 2020",
        "5 maart 2020",
        "5 marca 2020",
        "5 марта 2020",
        "2020年3月5日",
        "2020-03-05",
        "5 Mart 2020",
    ],
)
def test_the_date_of_publication_is_read(line: str) -> None:
    assert first_date(["A Title Without One", line, "1 January 1999"]) == DAY


@pytest.mark.parametrize(
    "line", ["Last updated: 5 March 2020", "Zuletzt aktualisiert am 5. März 2020", "45 März 2020", "5 2020"]
)
def test_other_days_are_none(line: str) -> None:
    assert first_date([line]) is None


def test_a_date_in_a_paragraph_is_what_the_article_is_about() -> None:
    assert (
        first_date(["It was said on 5 March 2020 in a sentence that goes on and on, " + "as sentences do, " * 8])
        is None
    )
