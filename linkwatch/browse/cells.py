"""How values look: statuses as words with a colour, times to be read, addresses that are safe to click."""

import re
import string
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from linkwatch.model import Status
from linkwatch.report.safety import is_web, safe
from linkwatch.report.words import MEANING, explain, snapshot_date

_LONGEST_ADDRESS = 90
_DASH = "\N{EN DASH}"  # where there is no value
_LONGEST_TEXT = 400
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_STATUS_COLUMNS = {"status", "old_status", "new_status", "was", "now"}
_PAGES = {"link_id": "link", "article_id": "article", "source_id": "source"}
_OWN_PAGES = {"links": "link", "articles": "article", "sources": "source"}  # tables whose rows have pages


def text(value: object, longest: int | None = None) -> str:
    """Make a stranger's text fit to be shown; the template escapes it."""
    shown = str(safe(str(value), for_people=True))
    return shown if longest is None or len(shown) <= longest else f"{shown[:longest]}…"


def lines(value: str) -> str:
    """Make several lines of a stranger's text fit to be shown; the lines stay."""
    return "\n".join(text(line) for line in value.split("\n"))


def badge(status: str) -> Markup:
    """Show a status: its word says it, its colour repeats it."""
    if status not in set(Status):
        return escape(text(status))
    return Markup('<span class="badge {0}" title="{1}">{0}</span>').format(status, MEANING[status])


def badge_word(status: str) -> str:
    """Return a status as the name of its colour; what is none has the colour of what is not known."""
    return status if status in set(Status) else str(Status.UNCHECKED)


def moment(value: str | None, *, exact: bool = False) -> Markup:
    """Show a time of the database. exact: with the time of day."""
    if not value:
        return Markup('<span class="none">never</span>')
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return escape(text(value))
    day = f"{time.day} {time:%B} {time.year:04}" if exact else f"{time:%Y-%m-%d}"
    clock = f", {time:%H:%M} UTC" if exact else ""
    return Markup('<time datetime="{0}" title="{0}">{1}{2}</time>').format(value, day, clock)


def short(url: str) -> str:
    """Shorten an address for reading: its beginning and its end tell most."""
    shown = re.sub(r"^https?://(www\.)?", "", text(url), flags=re.IGNORECASE).rstrip("/") or text(url)
    if len(shown) <= _LONGEST_ADDRESS:
        return shown
    return f"{shown[: _LONGEST_ADDRESS - 26]}…{shown[-25:]}"


def address(url: str | None, label: str | None = None) -> Markup:
    """Show an address; it can be clicked only where that is safe."""
    if not url:
        return Markup('<span class="none">(empty)</span>')
    shown = text(url, 2000) if label is None else label
    if not is_web(url):
        return Markup("<code><bdi>{}</bdi></code>").format(text(url, 2000))
    href = quote(url, safe=string.punctuation)  # as browsers write it: no character of it acts on the page's source
    return Markup('<a class="out" href="{}" rel="noopener nofollow noreferrer"><bdi>{}</bdi></a>').format(href, shown)


def copy(url: str | None, timestamp: str | None) -> Markup:
    """Show an archived copy by its date."""
    if not url:
        return Markup('<span class="none">none</span>')
    label = f"copy of {snapshot_date(timestamp)}" if timestamp else "copy"
    return (
        Markup('<span class="copy">{}</span>').format(address(url, label))
        if is_web(url)
        else Markup('<span title="{}">own {}</span>').format(text(url), label)
    )


def number(value: int | None) -> str:
    """Write 1234567 as 1 234 567, with narrow spaces that do not break."""
    return _DASH if value is None else f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def times(value: int) -> str:
    """Say how often."""
    return {0: "never", 1: "once", 2: "twice"}.get(value) or f"{number(value)} times"


def reason(status: str, word: str | None) -> str:
    """Say the reason of a status in words."""
    return text(explain(status, word)) if status in MEANING else text(word or "")


def within(url: str) -> str:
    """Take the host from an address of ours that Datasette wrote in full: a proxy may have another."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def path_part(value: str) -> str:
    """Write a text as one part of a path."""
    return quote(value, safe="")


def cell(row: Any, value: Any, column: str, table: str | None, urls: Any) -> Markup | str | None:
    """Show a value in one of Datasette's tables. None: as Datasette does."""
    if isinstance(value, dict):  # what a foreign key refers to, with its label
        return _reference_cell(value, column, urls)
    if value is None:
        return Markup('<span class="none">{}</span>').format(_DASH)
    if isinstance(value, bytes):
        return None
    if isinstance(value, int | float):
        return _number_cell(value, column, table, urls)
    return _text_cell(row, str(value), column, table, urls)


def _reference_cell(value: dict[str, Any], column: str, urls: Any) -> Markup | str | None:
    page, key = _PAGES.get(column), value["value"]
    if page is None or key is None:
        return None
    label = text(value["label"], _LONGEST_ADDRESS) if value["label"] not in (None, "", key) else f"{page} {key}"
    shown = short(label) if is_web(label) else label
    return Markup('<a href="{}" title="{} {}"><bdi>{}</bdi></a>').format(urls.path(f"/{page}/{key}"), page, key, shown)


def _number_cell(value: float, column: str, table: str | None, urls: Any) -> Markup | str:
    page = _PAGES.get(column) or (_OWN_PAGES.get(table or "") if column == "id" else None)
    if page:
        return Markup('<a href="{}">{} {}</a>').format(urls.path(f"/{page}/{value}"), page, value)
    return Markup('<span class="number">{}</span>').format(value)


def _text_cell(row: Any, value: str, column: str, table: str | None, urls: Any) -> Markup | str:
    if column in _STATUS_COLUMNS:
        return badge(value)
    if _TIME.fullmatch(value):
        return moment(value)
    if column == "reason":
        return Markup('<span title="{}">{}</span>').format(text(value), reason(_status_of(row), value))
    if column == "host" and value:
        return Markup('<a href="{}">{}</a>').format(urls.path(f"/host/{path_part(value)}"), text(value))
    if column == "url" and (link := _link_of(row, table)) is not None:
        inside = Markup('<a href="{}" title="{}"><bdi>{}</bdi></a>').format(
            urls.path(f"/link/{link}"), text(value, 2000), short(value)
        )
        return inside + (" " + address(value, "visit") if is_web(value) else Markup(""))
    if column in ("snapshot", "snapshot_url"):
        return copy(value, _field(row, "snapshot_timestamp"))
    if is_web(value):
        return address(value, short(value))
    if not value:
        return Markup('<span class="none">{}</span>').format(_DASH)
    return Markup("<bdi>{}</bdi>").format(text(value, _LONGEST_TEXT))


def _status_of(row: Any) -> str:
    return _field(row, "status") or _field(row, "new_status") or "dead"


def _link_of(row: Any, table: str | None) -> int | None:
    found = _field(row, "id") if table == "links" else _field(row, "link_id")
    return found if isinstance(found, int) else None


def _field(row: Any, name: str) -> Any:
    return row[name] if name in row.keys() else None  # noqa: SIM118 - a row is no dictionary: its `in` looks at values
