"""Every format of reports, and what each can write.

A new format is a file beside this one, a function here that imports it, and a line in FORMATS.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, TextIO

from linkwatch.model import Row
from linkwatch.register import Register
from linkwatch.report.citation_lines import Lines
from linkwatch.report.safety import SafeReport

Writing = Literal["report", "extract", "tables", "overview"]


class ReportWriter(Protocol):
    """Writes what an audit or a check found."""

    def write_report(self, report: SafeReport, out: TextIO) -> None:
        """Write it, a row at a time."""


class ExtractWriter(Protocol):
    """Writes what articles cite."""

    def write_extract(self, articles: Iterable[Row], citations: Iterable[Row], out: TextIO) -> None:
        """Write both, see `report.write_extract`."""


class LinesWriter(Protocol):
    """Writes what articles cite from lines of JSON (`citation_lines.py`)."""

    @property
    def LINES(self) -> Lines:  # noqa: N802 - a constant of a module
        """How it writes citations."""

    def write_extract_lines(self, articles: Iterable[Row], texts: Iterable[str], out: TextIO) -> None:
        """Write both, see `report.write_extract_lines`."""


class TableWriter(Protocol):
    """Writes rows, and what is known of a link."""

    def write_table(self, rows: Iterable[Row], out: TextIO, title: str) -> None:
        """Write rows that all have the same keys."""

    def write_history(self, history: Row, out: TextIO) -> None:
        """Write what is known of a link, see `report.write_history`."""


class OverviewWriter(Protocol):
    """Writes what a whole database comes to."""

    def write_overview(self, overview: Row, out: TextIO) -> None:
        """Write figures and lists, see `report.write_overview`."""


class HealthWriter(Protocol):
    """Writes one list of the overview, whole, in another way than as a table."""

    def write_health(self, rows: Iterable[Row], out: TextIO, title: str) -> None:
        """Write a list, see `report.write_health`."""


class _TerminalWriter(ReportWriter, ExtractWriter, TableWriter, Protocol):
    pass


class _DataWriter(_TerminalWriter, OverviewWriter, Protocol):
    pass


class _JsonWriter(_DataWriter, LinesWriter, Protocol):
    pass


class _OverviewWriter(OverviewWriter, HealthWriter, Protocol):
    pass


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A format of reports.

    Each of the others gives what writes it: a class, or a function that imports a module and returns it; None where the
    format has no such thing. health: None where an overview's lists are written as tables are. lines: writes what
    `extract` does from citations that are JSON already; only for formats that tell programs all of them, secrets too.
    is_for_programs: it escapes control characters by itself. tells_secrets: it is for the person who asks and for their
    programs, and addresses stay whole; others may be published, and show tokens and signatures as "token=…".
    """

    name: str
    report: Callable[[], ReportWriter] | None = None
    extract: Callable[[], ExtractWriter] | None = None
    tables: Callable[[], TableWriter] | None = None
    overview: Callable[[], OverviewWriter] | None = None
    health: Callable[[], HealthWriter] | None = None
    lines: Callable[[], LinesWriter] | None = None
    is_for_programs: bool = False
    tells_secrets: bool = False

    def can_write(self, writing: Writing) -> bool:
        """Tell whether the format has such a thing."""
        writers = {"report": self.report, "extract": self.extract, "tables": self.tables, "overview": self.overview}
        return writers[writing] is not None


def _terminal() -> _TerminalWriter:
    from linkwatch.report import terminal

    return terminal


def _terminal_overview() -> _OverviewWriter:
    from linkwatch.report import overview_terminal

    return overview_terminal


def _json() -> _JsonWriter:
    from linkwatch.report import json_object

    return json_object


def _json_lines() -> _JsonWriter:
    from linkwatch.report import json_lines

    return json_lines


def _csv() -> _DataWriter:
    from linkwatch.report import csv_rows

    return csv_rows


def _markdown() -> _DataWriter:
    from linkwatch.report import markdown

    return markdown


def _html() -> ReportWriter:
    from linkwatch.report import html_page

    return html_page


def _html_overview() -> _OverviewWriter:
    from linkwatch.report import overview_html

    return overview_html


def _junit() -> ReportWriter:
    from linkwatch.report import junit

    return junit


def _sarif() -> ReportWriter:
    from linkwatch.report import sarif

    return sarif


def _badge() -> ReportWriter:
    from linkwatch.report import badge

    return badge


def _shields() -> ReportWriter:
    from linkwatch.report import badge

    return badge.Endpoint


DEFAULT_FORMAT = "terminal"
FORMATS = Register(
    "linkwatch.reports",
    ReportFormat,
    (
        ReportFormat(
            *(DEFAULT_FORMAT, _terminal, _terminal, _terminal, _terminal_overview, _terminal_overview),
            tells_secrets=True,
        ),
        ReportFormat(*("json", _json, _json, _json, _json), lines=_json, is_for_programs=True, tells_secrets=True),
        ReportFormat(
            *("jsonl", _json_lines, _json_lines, _json_lines, _json_lines),
            lines=_json_lines,
            is_for_programs=True,
            tells_secrets=True,
        ),
        ReportFormat("csv", _csv, _csv, _csv, _csv, tells_secrets=True),
        ReportFormat("markdown", _markdown, _markdown, _markdown, _markdown),
        ReportFormat("html", _html, overview=_html_overview, health=_html_overview),
        ReportFormat("junit", _junit),
        ReportFormat("sarif", _sarif),
        ReportFormat("badge", _badge),
        ReportFormat("shields", _shields),
    ),
)


def can_write(name: str, writing: Writing) -> bool:
    """Tell whether there is a format of this name that has such a thing."""
    found = FORMATS.get(name)
    return found is not None and found.can_write(writing)


def format_names(writing: Writing) -> tuple[str, ...]:
    """Return the names of all formats that have such a thing."""
    return tuple(found.name for found in FORMATS if found.can_write(writing))
