"""A whole database as one HTML page: tables that can be sorted."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import chain
from typing import TextIO

from linkwatch.model import WORST_FIRST, Row
from linkwatch.report.html_parts import anchor, bar, end_page, moment, start_page
from linkwatch.report.safety import is_web
from linkwatch.report.words import MEANING, OVERVIEW_TITLES, count, explain, readable

_NUMBERS = (
    *("dead", "failing", "changed", "blocked", "alive", "invalid", "dead_with_snapshot", "dead_percent"),
    *("articles", "links", "citations"),
)
_HEADINGS = {"dead_percent": "dead %", "alive": "readable", "dead_with_snapshot": "with copy"}
_SHARES = ("dead", "failing", "changed", "blocked", "alive")
_NAMES = ("article", "host", "location", "day")
_LABELS = {
    "kind": "",
    "name": "",
    "published_at": "published ",
    "last_scanned_at": "last read ",
    "last_error": "error: ",
}


def write_overview(overview: Row, out: TextIO) -> None:
    """Write the figures, a bar of the statuses, then each list."""
    start_page("Links of the database", out)
    figures = overview["database"]
    told = [count(figures[name], name.removesuffix("s")) for name in ("sources", "articles", "citations", "links")]
    last = moment(figures["last_checked_at"]) if figures["last_checked_at"] else "never"
    out.write("<header>\n<h1>Links of the database</h1>\n")
    out.write(f'<p class="about">{", ".join(told)}; last look {last}</p>\n')
    out.write(f'<p class="about">{readable(figures)}</p>\n</header>\n<main class="wide">\n')
    _write_statuses(overview["by_status"], out)
    for name, title in OVERVIEW_TITLES.items():
        out.write(f"<section>\n<h2>{title}</h2>\n")
        if not overview[name]:
            out.write('<p class="about">none</p>\n')
        elif name in ("deaths", "returns"):
            _write_changes(overview[name], out, title)
        else:
            _write_health(overview[name], out, title)
        out.write("</section>\n")
    out.write("</main>\n")
    end_page(out)


def write_health(rows: Iterable[Row], out: TextIO, title: str) -> None:
    """Write a page with one table."""
    start_page(title, out)
    out.write(f'<header>\n<h1>{escape(title)}</h1>\n</header>\n<main class="wide">\n')
    number = _write_health(rows, out, title)
    out.write(f'<p class="about">{escape(title)}: {number or "none"}</p>\n</main>\n')
    end_page(out)


def _write_statuses(by_status: Row, out: TextIO) -> None:
    if not by_status:
        return
    out.write(f'<section class="first">\n<h2>Links by status</h2>\n{bar(by_status)}\n<dl class="legend">\n')
    for status in WORST_FIRST:
        if number := by_status.get(status):
            badge = f'<span class="badge {status}-colour">{status}</span>'
            out.write(f"<div><dt>{badge}</dt><dd><b>{number:,}</b> {MEANING[status]}</dd></div>\n")
    out.write("</dl>\n</section>\n")


def _write_changes(changes: Sequence[Row], out: TextIO, title: str) -> None:
    """Write changes of status: the link with its reason and copy, what it was, how often it is cited, when."""
    _start_table(title, ("link", "was"), ("cited",), ("when",), out)
    for change in changes:
        link = f'{anchor(change["url"])}<div class="about">{escape(explain(change["new_status"], change["reason"]))}'
        if change.get("moved_to"):
            link += f"; now at {anchor(change['moved_to'])}"
        if change["new_status"] == "dead" and change["snapshot_url"]:
            link += f"; use instead {anchor(change['snapshot_url'])}"
        out.write(f'<tr><th scope="row">{link}</div></th><td>{escape(change["old_status"])}</td>')
        out.write(f'<td class="number">{change["citations"]:,}</td><td>{_day(change["changed_at"])}</td></tr>\n')
    out.write("</tbody>\n</table>\n</div>\n")


def _write_health(rows: Iterable[Row], out: TextIO, title: str) -> int:
    """Write a table of rows that have the same keys: what each is, then its numbers; return how many there were."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return 0
    numbers = [key for key in _NUMBERS if key in first]
    (named_by,) = first.keys() & set(_NAMES)
    _start_table(title, (named_by,), [_HEADINGS.get(key, key) for key in numbers], (), out)
    written = 0
    for row in chain([first], rows):
        written += 1
        cells = "".join(f'<td class="number">{_number(row[key])}</td>' for key in numbers)
        shares = bar({key: row[key] for key in _SHARES})
        out.write(f'<tr><th scope="row">{_name(row, named_by)}{shares}</th>{cells}</tr>\n')
    out.write("</tbody>\n</table>\n</div>\n")
    return written


def _start_table(
    title: str, words: Sequence[str], numbers: Sequence[str], more_words: Sequence[str], out: TextIO
) -> None:
    out.write(f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(title)}">\n')
    out.write('<table class="sortable">\n<thead><tr>')
    out.writelines(f'<th scope="col">{word}</th>' for word in words)
    out.writelines(f'<th scope="col" class="number">{number}</th>' for number in numbers)
    out.writelines(f'<th scope="col">{word}</th>' for word in more_words)
    out.write("</tr></thead>\n<tbody>\n")


def _name(row: Row, named_by: str) -> str:
    """Say what a row is: its title above its address, and below whatever else is known of it in words."""
    title = f"<b><bdi>{escape(row['title'])}</bdi></b><br>" if row.get("title") else ""
    address = row[named_by]
    name = anchor(address) if is_web(address) else escape(address)
    words = [f"{label}{escape(str(row[key]))}" for key, label in _LABELS.items() if row.get(key)]
    more = f'<div class="about">{", ".join(words)}</div>' if words else ""
    return f"{title}{name}{more}"


def _day(text: str) -> str:
    return f'<time datetime="{escape(text)}">{escape(text[:10])}</time>'


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,}"
