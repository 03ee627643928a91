"""How results are told: one file per format, looked up by name and loaded when used.

A writer takes an iterator at a time and writes as it goes, so that its memory does not grow with the report.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TextIO

Row = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """Results of an audit or a check, in the shape of the JSON report.

    run: its "run" object. articles(), links(): fresh iterators over the rows. article_links(uri): the links that
    one article cites with only that article's citations, worst first; article_links(None): links without any
    citation. command: "audit" or "check".
    """

    command: str
    run: Row
    articles: Callable[[], Iterable[Row]]
    links: Callable[[], Iterable[Row]]
    article_links: Callable[[str | None], Iterable[Row]]


REPORT_FORMATS = ("terminal", "json", "jsonl", "csv", "markdown", "html", "junit", "sarif")
EXTRACT_FORMATS = ("terminal", "json", "jsonl", "csv", "markdown")
TABLE_FORMATS = ("terminal", "json", "jsonl", "csv", "markdown")


def write_report(name: str, report: Report, out: TextIO) -> None:
    """Write the results in the format `name` (one of REPORT_FORMATS)."""
    raise NotImplementedError


def write_extract(name: str, articles: Iterable[Row], citations: Callable[[], Iterable[Row]], out: TextIO) -> None:
    """Write what articles cite (one of EXTRACT_FORMATS). SKELETON: may still change."""
    raise NotImplementedError


def write_table(name: str, rows: Iterable[Row], out: TextIO, *, title: str) -> None:
    """Write rows that share their keys (one of TABLE_FORMATS)."""
    raise NotImplementedError
