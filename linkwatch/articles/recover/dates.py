"""Dates in running text, in the languages that articles are mostly written in. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from linkwatch.articles.extract.dates import find_dateline
from linkwatch.judge.words import fold
from linkwatch.months import month_of

_LONGEST_LINE = 120  # a line that shows when an article appeared is short
_WORD = r"([^\W\d_]{3,12})"
_NUMBERS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?([-/.年])\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+)?{_WORD}\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)(?!\d)"
)
_MONTH_FIRST = re.compile(rf"(?<!\w){_WORD}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)")
# Days on which something else than publishing was done.
_OTHER_DATE = re.compile(
    r"updated|modified|revised|edited|accessed|retrieved|saved|archived|captured|expires|deadline|aktualisiert|abgerufen"
    r"|geandert|mis a jour|modifie|consulte|actualizado|consultado|aggiornat|atualizad|bijgewerkt|zaktualiz|обновлен"
    r"|更新"
)
_POINTS = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?!\d)")


def first_date(lines: Iterable[str]) -> datetime | None:
    """Return the date of the first line that shows one of publication, as those below a title do."""
    for line in lines:
        if not _OTHER_DATE.search(fold(line[:_LONGEST_LINE])) and (date := find_dateline(line) or date_within(line)):
            return date
    return None


def date_within(line: str) -> datetime | None:
    """Return the first date in a short line, None where there is none."""
    if len(line.strip()) > _LONGEST_LINE:
        return None
    text = fold(line)
    if match := _NUMBERS.search(text):
        return _date(match[1], match[3], match[4])
    for match in _DAY_FIRST.finditer(text):
        if month := month_of(match[2]):
            return _date(match[3], month, match[1])
    for match in _MONTH_FIRST.finditer(text):
        if month := month_of(match[1]):
            return _date(match[3], month, match[2])
    if match := _POINTS.search(text):  # with points between, the day stands first wherever they are written so
        return _date(match[3], match[2], match[1])
    return None


def _date(year: str, month: str | int, day: str) -> datetime | None:
    try:
        return datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:
        return None
