"""JSON lines: one object a line, whose "type" says what it is."""

import json
from collections.abc import Iterable
from typing import TextIO

from linkwatch import __version__
from linkwatch.model import Row
from linkwatch.report.citation_lines import Lines, write_lines
from linkwatch.report.safety import SafeReport

HISTORY_TYPES = {
    "history": "change",
    "marks": "mark",
    "checks": "check",
    "snapshots": "snapshot",
    "citations": "citation",
}

LINES = Lines('{"type": "citation", ', "\n")
_encode = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes one for each row

OVERVIEW_TYPES = {"deaths": "death", "returns": "return", "articles": "article", "hosts": "host", "days": "day"}


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write the run, then its articles, then its links."""
    _write("run", [{"version": __version__, **report.run}], out)
    _write("article", report.articles(), out)
    _write("link", report.links(), out)


def write_extract(articles: Iterable[Row], citations: Iterable[Row], out: TextIO) -> None:
    """Write the articles, then the citations."""
    _write("article", articles, out)
    _write("citation", citations, out)


def write_extract_lines(articles: Iterable[Row], texts: Iterable[str], out: TextIO) -> None:
    """Write the articles, then the citations, which are JSON already."""
    _write("article", articles, out)
    write_lines(texts, LINES, out)


def write_overview(overview: Row, out: TextIO) -> None:
    """Write the figures, then the rows of each list."""
    _write("database", [{"version": __version__, **overview["database"], "by_status": overview["by_status"]}], out)
    for name, kind in OVERVIEW_TYPES.items():
        _write(kind, overview[name], out)


def write_table(rows: Iterable[Row], out: TextIO, title: str) -> None:
    """Write a row a line; all are of one type, so none is named."""
    out.writelines(_encode(row) + "\n" for row in rows)


def write_history(history: Row, out: TextIO) -> None:
    """Write the link, its changes of status, what people said, looks, snapshots and citations."""
    _write("link", [history["link"]], out)
    for name, kind in HISTORY_TYPES.items():
        _write(kind, history[name], out)


def _write(kind: str, rows: Iterable[Row], out: TextIO) -> None:
    out.writelines(_encode({"type": kind, **row}) + "\n" for row in rows)
