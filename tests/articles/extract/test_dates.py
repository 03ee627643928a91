"""Dates as people write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.articles.extract.dates import find_dateline, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-01-03", (2020, 1, 3)),
        ("2020-01-03T10:00:00Z", (2020, 1, 3, 10)),
        ("2020-01-03 10:00", (2020, 1, 3, 10)),
        ("2020-01-03 11:00:00 +0100", (2020, 1, 3, 10)),
        ("2020-01-03T10:00:00.1234567Z", (2020, 1, 3, 10, 0, 0, 123456)),
        ("2020-01-03 10:00:00 UTC", (2020, 1, 3, 10)),
        ("20200103", (2020, 1, 3)),
        ("2020/1/3", (2020, 1, 3)),
        ("2020-01", (2020, 1, 1)),
        ("Fri, 03 Jan 2020 11:00:00 +0100", (2020, 1, 3, 10)),
        ("January 03, 2020", (2020, 1, 3)),
        ("Friday, Jan. 3rd, 2020", (2020, 1, 3)),
        ("3 January 2020", (2020, 1, 3)),
        ("3 Sept 2020 at noon", (2020, 9, 3)),
    ],
)
def test_a_date_is_read_as_utc(text: str, expected: tuple[int, ...]) -> None:
    assert parse_date(f" {text}\n") == datetime(*expected, tzinfo=UTC)  # type: ignore[arg-type,misc]  # lengths differ


@pytest.mark.parametrize(
    "text",
    ["", "2020", "03/01/2020", "1970-01-01", "2020-13-45", "0000-00-00", "9999-12-31T23:00:00-10:00", "maybe 3 2020",
     "1577836800", "Fri, 99 Jan 2020 10:00:00 GMT", "x" * 1000, "\uff12\uff10\uff12\uff10-01-01"],
)  # fmt: skip
def test_what_is_absurd_ambiguous_or_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text() | st.from_regex(r"\d{4}[-/. ]?\d{0,2}.{0,20}", fullmatch=True))
def test_no_text_makes_it_fail(text: str) -> None:
    found = parse_date(text)
    assert found is None or (found.tzinfo is UTC and found.year >= 1990)
    find_dateline(text)
