"""What an article says of a page that is gone: identifiers beside it, and what services answer about them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.articles.recover import Identifier, WorkRecord
from linkwatch.articles.recover.known import SERVICES, address_at, identifiers_in, read_dead_ends, read_record
from linkwatch.model import Document

DOI = "https://doi.org/10.1000/mill.7"
CROSSREF = {
    "message": {
        "title": ["Wheels of\n the valley"],
        "author": [{"given": "Ann", "family": "Miller"}, {"family": "Weir"}, {"name": "The Guild"}],
        "issued": {"date-parts": [[1998, 4]]},
    }
}
OPENALEX = {
    "title": "Wheels of the valley",
    "authorships": [{"author": {"display_name": "Ann Miller"}}],
    "publication_year": 1998,
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("doi:10.1000/mill.7.", ["10.1000/mill.7"]),
        ("(https://doi.org/10.1000/Mill.7)", ["10.1000/mill.7"]),
        ("10.1016/S0140-6736(98)01234-5, and more", ["10.1016/s0140-6736(98)01234-5"]),
        ("[DOI 10.1000/a](x) **10.1000/b**", ["10.1000/a", "10.1000/b"]),
        ("version 10.2/3 of 10.1000", []),
        ("ISBN 978-3-16-148410-0", ["9783161484100"]),
        ("isbn-10: 0-306-40615-2", ["0306406152"]),
        ("ISBN 080442957X", ["080442957X"]),
        ("ISBN 978-3-16-148410-1", []),  # its check digit is wrong
        ("978-3-16-148410-0", []),  # may be any number
    ],
)
def test_identifiers_are_read_as_people_write_them(text: str, found: list[str]) -> None:
    assert [one.value for one in identifiers_in(text)] == found


def test_those_beside_the_address_are_its_own_and_not_those_of_other_entries() -> None:
    text = (
        "- Other. doi:10.1000/other\n\n- Miller: *Wheels*. [page](http://gone.example/w). doi:10.1000/mill.7,\n"
        "  ISBN 0-306-40615-2\n\n- Third. doi:10.1000/third\n"
    )
    document = Document("a.md", text.encode(), "file:///a.md")
    (dead_end,) = read_dead_ends(document, {"http://gone.example/w": "Wheels"})
    assert (dead_end.text, dead_end.line, dead_end.title) == ("page", 3, "Wheels")
    assert dead_end.identifiers == (Identifier("doi", "10.1000/mill.7", DOI), Identifier("isbn", "0306406152", None))


def test_what_services_answer_is_read() -> None:
    record = read_record("crossref", json.dumps(CROSSREF).encode(), DOI)
    assert record == WorkRecord("crossref", "Wheels of the valley", ("Ann Miller", "Weir", "The Guild"), 1998, DOI)
    record = read_record("openalex", json.dumps(OPENALEX).encode(), DOI)
    assert record == WorkRecord("openalex", "Wheels of the valley", ("Ann Miller",), 1998, DOI)
    assert address_at("crossref", "10.1000/a b?c#d") == "https://api.crossref.org/works/10.1000/a%20b%3Fc%23d"


@pytest.mark.parametrize("service", SERVICES)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*CROSSREF["message"], *OPENALEX, "message", "author", "date-parts", "display_name"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_else_they_answer_is_no_record_or_one_in_order(service: str, answer: object) -> None:
    record = read_record(service, json.dumps(answer).encode(), DOI)
    if record is not None:
        assert record.title.strip()
        assert all(isinstance(name, str) for name in record.authors)
        assert record.year is None or isinstance(record.year, int)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 100_000, b'{"message": 3}', b"\xff"])
def test_what_is_no_json_is_no_record(body: bytes) -> None:
    assert [read_record(service, body, DOI) for service in SERVICES] == [None, None]
