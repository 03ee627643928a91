"""A whole database in a terminal: figures, and tables whose numbers stand in columns."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from linkwatch.model import WORST_FIRST, Row
from linkwatch.report.terminal import STYLES, Screen
from linkwatch.report.words import MEANING, OVERVIEW_TITLES, count, explain, readable

_NUMBERS = ("dead", "failing", "changed", "blocked", "alive", "invalid", "dead_percent", "links", "citations")
_HEADINGS = {"dead_percent": "dead %", "alive": "readable"}
_LABELS = {"last_scanned_at": "last read ", "last_error": "error: "}
_HIDDEN = (*_NUMBERS, "dead_with_snapshot", "redirected")  # readable counts what is redirected
_WIDTH = 11


def write_overview(overview: Row, out: TextIO) -> None:
    """Write the figures, then each list."""
    screen = Screen(out)
    figures = overview["database"]
    told = [count(figures[name], name.removesuffix("s")) for name in ("sources", "articles", "citations", "links")]
    screen.line(f"{', '.join(told)}; last look {figures['last_checked_at'] or 'never'}", "bold")
    screen.line(readable(figures))
    for status in WORST_FIRST:
        if number := overview["by_status"].get(status, 0):
            screen.line(f"{number:>7}  {status:<10}  {MEANING[status]}", STYLES.get(status, ""))
    for name, title in OVERVIEW_TITLES.items():
        screen.line()
        screen.line(title, "bold underline")
        if not overview[name]:
            screen.line("none", "dim")
        elif name in ("deaths", "returns"):
            for change in overview[name]:
                _write_change(screen, change)
        else:
            _write_rows(screen, overview[name])


def write_health(rows: Iterable[Row], out: TextIO, title: str) -> None:
    """Write a line for each row, its numbers first."""
    screen = Screen(out)
    number = _write_rows(screen, rows)
    screen.line(f"{title}: {number}" if number else f"{title}: none", "bold")


def _write_change(screen: Screen, change: Row) -> None:
    screen.line(f"{change['changed_at'][:10]}  {change['url'] or '(empty)'}")
    words = explain(change["new_status"], change["reason"])
    screen.line(f"{' ' * 12}{words}, cited {count(change['citations'], 'time')}", "dim")
    if change.get("moved_to"):
        screen.line(f"{' ' * 12}now at: {change['moved_to']}", "green")
    if change["new_status"] == "dead" and change["snapshot_url"]:
        screen.line(f"{' ' * 12}archived: {change['snapshot_url']}", "green")


def _write_rows(screen: Screen, rows: Iterable[Row]) -> int:
    """Write rows that have the same keys under the names of these; return how many there were."""
    written = 0
    numbers, names = list[str](), list[str]()
    for row in rows:
        if not written:
            numbers = [key for key in _NUMBERS if key in row]
            names = [key for key in row if key not in _HIDDEN]
            screen.line("".join(f"{_HEADINGS.get(key, key):>{_WIDTH}}" for key in numbers), "dim")
        written += 1
        screen.line(_numbers(row, numbers) + _told(row, names), "red" if row["dead"] else "")
    return written


def _numbers(row: Row, keys: Sequence[str]) -> str:
    return "".join(f"{'' if row[key] is None else row[key]:>{_WIDTH}}" for key in keys) + "  "


def _told(row: Row, keys: Sequence[str]) -> str:
    """Put the words of a row after its numbers; what a name says needs no heading."""
    return ", ".join(f"{_LABELS.get(key, '')}{row[key]}" for key in keys if row[key] is not None)
