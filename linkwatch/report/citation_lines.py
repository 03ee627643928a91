"""What articles cite as JSON, a line an object: made where an article is read, so that several processes do it.

JSON escapes line ends within texts, so that a line end only ever stands between two citations.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from linkwatch.model import Row
from linkwatch.travel import travels

_AT_ONCE = 1000  # rows that are held in memory at once
_encode = json.JSONEncoder(ensure_ascii=False).encode


@travels
@dataclass(frozen=True, slots=True)
class Lines:
    """How a format writes citations. begin: what stands first in each object. between: what stands between two."""

    begin: str
    between: str


def lines_of(rows: Iterable[Row], lines: Lines) -> str:
    """Return the citations of an article as a format writes them, fit to be shown to programs.

    The first key of a row is "article".
    """
    rest = iter(rows)
    pieces = []
    while piece := list(islice(rest, _AT_ONCE)):
        pieces.append(_lines_of(piece, lines))
    return lines.between.join(pieces)


def _lines_of(rows: Sequence[Row], lines: Lines) -> str:
    text = _encode(rows)
    if "@" in text or not _is_text(text):  # else there is nothing in any row that is not to be shown
        from linkwatch.report.safety import safe_rows

        text = _encode(list(safe_rows(rows, for_people=False, is_public=False)))
    # Within a text each quotation mark has a backslash before it, so that this stands nowhere else.
    between = f'}}{lines.between}{lines.begin}"article": '
    return lines.begin + text[len("[{") : -len("]")].replace('}, {"article": ', between)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def write_lines(texts: Iterable[str], lines: Lines, out: TextIO, before: str = "") -> None:
    """Write the citations of several articles, and a line end. before: what stands before them if there are any."""
    are_some = False
    for text in filter(None, texts):
        out.write(lines.between if are_some else before)
        out.write(text)
        are_some = True
    if are_some:
        out.write("\n")
