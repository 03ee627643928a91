"""What stands in a text in the place of a dead link: written as `fix` writes it, ready to be copied.

Each form is made by writing the link as a text of that kind has it, and then mending that as a text is mended.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from linkwatch.articles.rewrite import Place, Successor, Write, html, markdown, wikitext
from linkwatch.articles.rewrite.wide import apply, widen
from linkwatch.errors import UnwritableError
from linkwatch.model import Row, Status
from linkwatch.report.safety import is_web, safe

_SPECIAL_IN_MARKDOWN = re.compile(r"[\\`*_\[\]<>]")
_SPECIAL_IN_WIKITEXT = re.compile(r"[\[\]{}|<>]")
_LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to cite in the place of a link.

    heading: what it is, for people. address: where it leads. day: of the archived copy, None of a page that has moved.
    forms: the link as it is written then, by the name of the form.
    """

    heading: str
    address: str
    day: date | None
    forms: dict[str, str]


def replacements(row: Row) -> list[Replacement]:
    """Return what can be cited in the place of a link, the best first; [] where the link is well or nothing is known.

    row: url, status, final_url, moved_to, copy_url, timestamp, and text, the words of the citation.
    """
    found = []
    if row["status"] == Status.REDIRECTED and is_web(row["final_url"]):
        found.append(_made("the page's new address", row["final_url"], row, None))
    if row["status"] == Status.DEAD and is_web(row["moved_to"]):
        found.append(_made("where the page is now", row["moved_to"], row, None))
    if row["status"] in (Status.DEAD, Status.CHANGED, Status.FAILING) and is_web(row["copy_url"]):
        day = datetime.strptime(row["timestamp"][:8], "%Y%m%d").date()  # noqa: DTZ007 - a day as the archive counts them
        found.append(_made("the archived copy", row["copy_url"], row, day))
    return found


def _made(heading: str, address: str, row: Row, day: date | None) -> Replacement:
    words = str(safe(row.get("text") or row["url"], for_people=True))[:_LONGEST_TEXT]
    successor = Successor(address, row["url"], day)
    forms = {"Address": address}
    in_html = _link('<a href="', escape(row["url"]), f'">{escape(words)}</a>')
    for name, written, start, end, write in (
        ("Markdown", *_link(f"[{_SPECIAL_IN_MARKDOWN.sub(_escaped, words)}](", row["url"], ")"), markdown.replace),
        ("HTML", *in_html, html.replace),
        ("Robust Links", *in_html, html.robust),
        ("Wikitext", *_in_wikitext(row["url"], words), wikitext.wiki if day else wikitext.replace),
    ):
        if (name != "Robust Links" or day) and (text := _mended(written, start, end, write, successor)) is not None:
            forms[name] = text
    return Replacement(heading, address, day, forms)


def _link(before: str, address: str, after: str) -> tuple[str, int, int]:
    """Return a link as it is written, and where in it, in bytes, its address stands."""
    start = len(before.encode())
    return f"{before}{address}{after}", start, start + len(address.encode())


def _in_wikitext(address: str, words: str) -> tuple[str, int, int]:
    return _link("[", address, f" {_SPECIAL_IN_WIKITEXT.sub(' ', words)}]")


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _mended(written: str, start: int, end: int, write: Write, successor: Successor) -> str | None:
    body = written.encode("utf-8", "replace")
    wide = widen(body)
    try:
        edits = write(Place(wide.text, start, end), successor)
    except UnwritableError:
        return None
    return apply(body, wide, sorted(edits)).decode("utf-8", "replace")
