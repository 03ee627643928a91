"""Dates as authors and their tools write them, read into aware UTC datetimes."""

import re
from datetime import UTC, datetime

_LONGEST = 100
_EARLIEST_YEAR = 1990  # before there was a web, nothing was published on it
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_IN_NUMBERS = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})(?:\2(?P<day>\d{1,2}))?(?!\d)")
_IN_WORDS = tuple(
    re.compile(rf"(?:[a-z]{{3,9}},?\s+)?{order}(?![\w])", re.IGNORECASE | re.ASCII)
    for order in (rf"{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}", rf"{_DAY}\s+(?:of\s+)?{_MONTH}\.?,?\s+{_YEAR}")
)
_DATELINE = re.compile(
    r"(?:^|[,|:\u2022\u00b7\u2013\u2014-]\s*|\b(?:on|published|posted)\s+)"
    r"(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}|\d{4}-\d\d-\d\d)$",
    re.IGNORECASE,
)
_OTHER_DATES = re.compile(
    r"updated|modified|revised|edited|accessed|retrieved|copyright|\u00a9|due|expires|deadline|until|since|born|version",
    re.IGNORECASE,
)
_LONGEST_DATELINE = 80
_MAIL = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d")
_ZONE = re.compile(r"(?<!\s)\s*+(?:Z|UTC|GMT)$|(?<!\s)\s++(?=[+-]\d\d:?\d\d$)", re.IGNORECASE)


def parse_date(text: str) -> datetime | None:
    """Read one date, with or without a time; None where the text is no date or an absurd one.

    Understands ISO 8601, mail and HTTP dates, "2020/01/03", "2020-01", "January 3, 2020" and "3 Jan 2020".
    A time without zone is taken as UTC, a date alone as midnight UTC, a month alone as its first day.
    Orders that differ between countries, as "03/01/2020", are not guessed.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or not text[:4].isascii():
        return None
    try:
        found = _read(text)
        if found is None:
            return None
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.year >= _EARLIEST_YEAR else None


def find_dateline(line: str) -> datetime | None:
    """Read a line such as "The Example Post, January 3, 2020": short, with nothing behind its date."""
    line = line.strip(" \t*_\\")
    if len(line) > _LONGEST_DATELINE or _OTHER_DATES.search(line):
        return None
    match = _DATELINE.search(line)
    return parse_date(match["date"]) if match else None


def _read(text: str) -> datetime | None:
    if text[:4].isdigit():
        try:
            return datetime.fromisoformat(_ZONE.sub(lambda match: "" if match[0].isspace() else "+00:00", text))
        except ValueError:
            match = _IN_NUMBERS.match(text)
            return (
                datetime(int(match["year"]), int(match["month"]), int(match["day"] or 1), tzinfo=UTC) if match else None
            )
    if _MAIL.match(text):
        from email.utils import parsedate_to_datetime  # loads a dozen modules, and few dates are of mails

        return parsedate_to_datetime(text)
    for pattern in _IN_WORDS:
        if match := pattern.match(text):
            month = _MONTHS.index(match["month"][:3].lower()) + 1
            return datetime(int(match["year"]), month, int(match["day"]), tzinfo=UTC)
    return None
