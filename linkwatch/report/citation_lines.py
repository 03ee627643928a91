"""What articles cite as lines of JSON, an object each: made where an article is read, so that several processes do it.

JSON escapes line ends within texts, so that a line end only ever stands between two citations.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from linkwatch.model import Row

_AT_ONCE = 1000  # rows; more would only be held twice in memory
_encode = json.JSONEncoder(ensure_ascii=False).encode


def lines_of(rows: Sequence[Row]) -> str:
    """Return a line for each row of an article's citations, fit to be shown to programs; each ends with a line end.

    The first key of a row is "article".
    """
    return "".join(_lines_of(rows[start : start + _AT_ONCE]) for start in range(0, len(rows), _AT_ONCE))


def _lines_of(rows: Sequence[Row]) -> str:
    text = _encode(rows)
    if "@" in text or not _is_text(text):  # else there is nothing in any row that is not to be shown
        from linkwatch.report.safety import safe_rows

        text = _encode(list(safe_rows(rows, for_people=False, is_public=False)))
    # Within a text each quotation mark has a backslash before it, so that this stands nowhere else.
    return text[1:-1].replace('}, {"article": ', '}\n{"article": ') + "\n"


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def typed(lines: str, kind: str) -> str:
    """Have each line say first what its object is."""
    begin = f'{{"type": "{kind}", '
    return (begin + lines[1:-1].replace("\n{", "\n" + begin) + "\n") if lines else ""


def as_items(texts: Iterable[str]) -> Iterator[str]:
    """Yield the lines of several articles as the items of one list, without its brackets."""
    separator = "\n"
    for lines in texts:
        if lines:
            yield separator + lines[:-1].replace("\n", ",\n")
            separator = ",\n"
