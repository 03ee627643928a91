"""The days that a page's text names, in the languages that Europe and America write most. Pure."""

import re
from collections.abc import Iterator
from datetime import date

from linkwatch.judge.words import fold_beginning
from linkwatch.months import MONTHS

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_WORD = re.compile(r"\w+")
_NUMBER_OF = {name: str(number) for name, number in MONTHS.items()}
_YEAR = r"((?:19|20)\d\d)"
_ISO = re.compile(rf"(?<!\d){_YEAR}[-/.\u5e74]\s?(\d\d?)[-/.\u6708]\s?(\d\d?)\b")
_NUMBERS = re.compile(rf"(?<!\d)(\d\d?)[./-]\s?(\d\d?)[./-]\s?{_YEAR}\b")
_DAY_FIRST = re.compile(rf"(?<!\d)(\d\d?)(?:st|nd|rd|th|er)?\.?\s+(?:de\s+|of\s+)?({_NAME})\.?,?\s+(?:de\s+)?{_YEAR}\b")
_MONTH_FIRST = re.compile(rf"\b({_NAME})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}\b")
_READ = 20_000  # characters
# A cell of a table may glue a day to the title before it: days need not begin a word.


def with_months_as_numbers(text: str) -> str:
    """Return a folded text whose names of months are numbers."""
    return _WORD.sub(lambda word: _NUMBER_OF.get(word[0], word[0]), text)


def dates_in(text: str) -> frozenset[date]:
    """Return the days that a text names; both readings of one such as 3/4/2015."""
    return frozenset(_found(fold_beginning(text, _READ)))


def _found(text: str) -> Iterator[date]:
    for match in _ISO.finditer(text):
        yield from _day(match[1], match[2], match[3])
    for match in _NUMBERS.finditer(text):
        yield from _day(match[3], match[2], match[1])
        yield from _day(match[3], match[1], match[2])
    for match in _DAY_FIRST.finditer(text):
        yield from _day(match[3], str(MONTHS[match[2]]), match[1])
    for match in _MONTH_FIRST.finditer(text):
        yield from _day(match[3], str(MONTHS[match[1]]), match[2])


def _day(year: str, month: str, day: str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return
