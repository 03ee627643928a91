"""When an author looked at what is cited."""

import pytest

from linkwatch.articles.extract.accessed import find_accessed, read_day


@pytest.mark.parametrize(
    "text",
    [
        " (accessed 3 May 2014).",
        ". Retrieved May 3, 2014.",
        ", last visited on 2014-05-03",
        " [Accessed: 3rd May 2014]",
        ", abgerufen am 3. Mai 2014.",
        " (Zugriff: 3.5.2014)",
        " (consulté le 3 mai 2014)",
        " Consultado el 3 de mayo de 2014.",
        ". Acesso em: 3 maio 2014.",
        " (consultato il 3 maggio 2014)",
        ", geraadpleegd op 3 mei 2014",
        " [dostęp 3 maja 2014]",
        " (дата обращения: 3 мая 2014)",
        " 2014年5月3日閲覧。",
    ],
)
def test_a_date_of_access_is_found_behind_a_link(text: str) -> None:
    assert str(find_accessed(text)) == "2014-05-03 00:00:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " (3 May 2014)",
        " was accessed by many",
        ", accessed 31 February 2014",
        " accessed 3 Foo 2014",
        " accessed 1066-10-14",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert find_accessed(text) is None


def test_a_field_holds_a_day() -> None:
    assert str(read_day("2014/05/03/")) == "2014-05-03 00:00:00+00:00"
    assert str(read_day("2014-05")) == "2014-05-01 00:00:00+00:00"
    assert read_day("soon") is None
