"""JSON: one object, written as it comes, a list's item a line."""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from linkwatch import __version__
from linkwatch.model import Row
from linkwatch.report.citation_lines import Lines, write_lines
from linkwatch.report.safety import SafeReport

LINES = Lines("{", ",\n")
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def dump(value: Any) -> str:
    """Write a value on one line."""
    return _ENCODER.encode(value)


def write_list(rows: Iterable[Any], out: TextIO) -> None:
    """Write a list with one item a line."""
    out.write("[")
    separator = "\n"
    for row in rows:
        out.write(separator + dump(row))
        separator = ",\n"
    out.write("]" if separator == "\n" else "\n]")


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write the report whose names and types are a public promise."""
    out.write(f'{{"linkwatch": {dump({"version": __version__})},\n"run": {dump(report.run)},\n"articles": ')
    write_list(report.articles(), out)
    out.write(',\n"links": ')
    write_list(report.links(), out)
    out.write("}\n")


def write_extract(articles: Iterable[Row], citations: Iterable[Row], out: TextIO) -> None:
    """Write articles and citations."""
    out.write('{"articles": ')
    write_list(articles, out)
    out.write(',\n"citations": ')
    write_list(citations, out)
    out.write("}\n")


def write_extract_lines(articles: Iterable[Row], texts: Iterable[str], out: TextIO) -> None:
    """Write articles and citations, which are JSON already."""
    out.write('{"articles": ')
    write_list(articles, out)
    out.write(',\n"citations": [')
    write_lines(texts, LINES, out, before="\n")
    out.write("]}\n")


def write_overview(overview: Row, out: TextIO) -> None:
    """Write what a whole database comes to."""
    out.write(json.dumps({"linkwatch": {"version": __version__}, **overview}, ensure_ascii=False, indent=1) + "\n")


def write_table(rows: Iterable[Row], out: TextIO, title: str) -> None:
    """Write the rows as a list."""
    write_list(rows, out)
    out.write("\n")


def write_history(history: Row, out: TextIO) -> None:
    """Write what is known of a link."""
    out.write(json.dumps(history, ensure_ascii=False, indent=1) + "\n")
