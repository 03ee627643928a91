"""When an author looked at what is cited, as it is said behind a link: "(accessed 3 May 2014)"."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from linkwatch.articles.extract.dates import parse_date
from linkwatch.months import month_of

_SAID = re.compile(
    r"accessed|retrieved|visited|viewed|consulted|checked"
    r"|abgerufen|abruf|zugriff|consult[ée]e?|consultado|acess?o|acedido|accesso|consultato|geraadpleegd|bezocht"
    r"|dostęp|обращения|проверено|процитовано|\bcit\.|citováno|hämtad|läst|erişim|truy cập|閲覧|访问|查阅|存取",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<year_first>\d{4})\s?[年/]\s?(?P<month_next>\d{1,2})\s?[月/]\s?(?P<day_last>\d{1,2})"
    r"|(?P<day>\d{1,2})(?:\.|st|nd|rd|th|º|er)?\s+(?:de\s+|of\s+)?(?P<month>[^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(?P<year>\d{4})"
    r"|(?P<us_month>[^\W\d_]{3,12})\.?\s+(?P<us_day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<us_year>\d{4})"
    r"|(?P<dotted_day>\d{1,2})\.\s?(?P<dotted_month>\d{1,2})\.\s?(?P<dotted_year>\d{4})"
)
_ARCHIVED = re.compile(r"\barchiv\w*\s+(?:\w+\s+)?\Z", re.IGNORECASE)  # "Archived from" another link
_MAY_BE_DATE = re.compile(r"\d\d\d\d")  # half the time of a repetition
_FAR = 30  # characters between the word and its date
DATE_WITHIN = 120  # characters behind a link, in which its author may say when it was looked at


def find_accessed(text: str) -> datetime | None:
    """Return the date that a text of a few words gives for the look at what is cited just before it."""
    said = _SAID.search(text)
    if said is None:
        return None
    date = _DATE.search(text, said.end(), said.end() + 2 * _FAR)
    if date is None or date.start() - said.end() > _FAR:
        date = _DATE.search(text, max(0, said.start() - _FAR), said.start())  # as in Japanese and Chinese
    return _read(date) if date else None


def accessed_behind(block: str, end: int, starts: Callable[[], Sequence[int]]) -> datetime | None:
    """Return the date that a block's text gives for the link in it that ends there.

    starts: returns where the links of this block begin, in order; asked only where there may be a date.
    """
    behind = block[end : end + DATE_WITHIN]
    if _MAY_BE_DATE.search(behind) is None:  # as behind nearly all
        return None
    places = starts()
    following = bisect_left(places, end)
    if following < len(places) and _ARCHIVED.search(behind[: places[following] - end]):
        following += 1  # the date behind the archived copy is that of both
    return find_accessed(behind if following == len(places) else behind[: places[following] - end])


def read_day(text: str) -> datetime | None:
    """Read a field that holds a day and nothing else, as "2014-05-03", "3 May 2014", "3. Mai 2014" or "2014/05/03"."""
    match = _DATE.match(text.strip())
    found = _read(match) if match else None
    return found or parse_date(text.strip("/ "))


def _read(match: re.Match[str]) -> datetime | None:
    if match["iso"]:
        year, month, day = match["iso"].split("-")
    elif match["year_first"]:
        year, month, day = match["year_first"], match["month_next"], match["day_last"]
    elif match["dotted_year"]:
        year, month, day = match["dotted_year"], match["dotted_month"], match["dotted_day"]
    else:
        year, day = match["year"] or match["us_year"], match["day"] or match["us_day"]
        month = str(month_of(match["month"] or match["us_month"]) or 0)
    try:
        found = datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:
        return None
    return parse_date(found.date().isoformat())
