"""How results are told: one file per format, loaded when it is used.

A format's module has the functions of the table below that it supports, under the same names. Writers take one
row at a time and write as they go, so that memory does not grow with the report. Rows are dictionaries with the
names of the JSON report; what reaches a format's module has been made fit to be shown (safety.py).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TextIO

from linkwatch.model import FAILED

Row = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """Results of an audit or a check.

    command: "audit" or "check". run: the JSON report's "run". articles(), links(): fresh iterators over its lists.
    article_links(uri): the links of one article with that article's citations only, the worst first;
    article_links(None): the links that no article cites. findings: the statuses that the exit code is about.
    compared: where there is a baseline, how many findings are new and how many it knew; then each link has "known".
    """

    command: str
    run: Row
    articles: Callable[[], Iterable[Row]]
    links: Callable[[], Iterable[Row]]
    article_links: Callable[[str | None], Iterable[Row]]
    findings: frozenset[str] = frozenset(FAILED)
    compared: "Compared | None" = None


@dataclass(frozen=True)
class Compared:
    """How many findings are new since a baseline was made, and how many it knew. Both count links."""

    new: int
    known: int


REPORT_FORMATS = ("terminal", "json", "jsonl", "csv", "markdown", "html", "junit", "sarif")
EXTRACT_FORMATS = ("terminal", "json", "jsonl", "csv", "markdown")
TABLE_FORMATS = ("terminal", "json", "jsonl", "csv", "markdown")
OVERVIEW_FORMATS = (*TABLE_FORMATS, "html")

_FOR_PROGRAMS = ("json", "jsonl")
_PUBLIC = ("markdown", "html", "junit", "sarif")  # made to be published: they tell no secret of an address
_MODULES = {
    "terminal": "terminal",
    "json": "json_object",
    "jsonl": "json_lines",
    "csv": "csv_rows",
    "markdown": "markdown",
    "html": "html_page",
    "junit": "junit",
    "sarif": "sarif",
}
_OF_OVERVIEWS = {"terminal": "overview_terminal", "html": "overview_html"}  # the others do it with their tables


def write_report(format_name: str, report: Report, out: TextIO) -> None:
    """Write what an audit or a check found. format_name: one of REPORT_FORMATS."""
    from linkwatch.report.safety import SafeReport

    _module(format_name).write_report(SafeReport(report, **_readers(format_name)), out)


def write_extract(
    format_name: str, articles: Iterable[Row], citations: Callable[[], Iterable[Row]], out: TextIO
) -> None:
    """Write what articles cite. format_name: one of EXTRACT_FORMATS.

    articles: uri, title, published_at, citations, error. citations(): article, href, url, text, context, line, in
    the order of the articles.
    """
    from linkwatch.report.safety import safe_rows

    readers = _readers(format_name)
    _module(format_name).write_extract(safe_rows(articles, **readers), safe_rows(citations(), **readers), out)


def write_table(format_name: str, rows: Iterable[Row], out: TextIO, *, title: str) -> None:
    """Write rows that all have the same keys, such as links or sources. format_name: one of TABLE_FORMATS."""
    from linkwatch.report.safety import safe_rows

    _module(format_name).write_table(safe_rows(rows, **_readers(format_name)), out, title)


def write_history(format_name: str, history: Row, out: TextIO) -> None:
    """Write all that is known of a link. format_name: one of TABLE_FORMATS.

    history: "link" (a row), "history" (changes of status), "checks", "snapshots", "citations" (lists of rows).
    """
    from linkwatch.report.safety import safe

    _module(format_name).write_history(safe(history, **_readers(format_name)), out)


def write_overview(format_name: str, overview: Row, out: TextIO) -> None:
    """Write what a whole database comes to, as Overview.summary gives it. format_name: one of OVERVIEW_FORMATS."""
    from linkwatch.report.safety import safe

    module = import_module(f"linkwatch.report.{_OF_OVERVIEWS.get(format_name, _MODULES[format_name])}")
    module.write_overview(safe(overview, **_readers(format_name)), out)


def write_health(format_name: str, rows: Iterable[Row], out: TextIO, *, title: str) -> None:
    """Write how each article, host, source or day fares, as Overview.health gives it.

    format_name: one of OVERVIEW_FORMATS. title: what the rows are.
    """
    if format_name not in _OF_OVERVIEWS:
        write_table(format_name, rows, out, title=title)
        return
    from linkwatch.report.safety import safe_rows

    module = import_module(f"linkwatch.report.{_OF_OVERVIEWS[format_name]}")
    module.write_health(safe_rows(rows, **_readers(format_name)), out, title)


def _readers(format_name: str) -> dict[str, bool]:
    return {"for_people": format_name not in _FOR_PROGRAMS, "is_public": format_name in _PUBLIC}


def _module(format_name: str) -> Any:
    return import_module(f"linkwatch.report.{_MODULES[format_name]}")
