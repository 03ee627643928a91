"""CSV for spreadsheets: a row for each citation, by article and line. No cell can become a formula."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from linkwatch.model import Row
from linkwatch.report.safety import SafeReport
from linkwatch.report.words import explain_old_look

_REPORT_COLUMNS = (
    *("article", "line", "text", "href", "url", "status", "reason", "http_status", "final_url", "checked_at"),
    *("snapshot_url", "snapshot_timestamp", "snapshot_reason", "context", "fragment", "fragment_found"),
    *("snapshot_archive", "snapshot_grade", "place", "cited_at", "moved_to", "moved_how", "moved_similarity"),
    *("kind", "part", "old_look"),
)
_EXTRACT_COLUMNS = (
    *("article", "line", "text", "href", "url", "context", "fragment", "place", "cited_at", "kind", "part"),
    "ignored",
)
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # and as full-width characters
_NAMED_BY = {"deaths": "url", "returns": "url", "articles": "article", "hosts": "host", "days": "day"}
_NO_CITATION: Row = dict.fromkeys(
    ("article", "line", "text", "href", "context", "fragment", "fragment_found", "place", "cited_at", "kind", "part")
)


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write a row for each citation, article by article as one reads them; then one for each link without any."""
    columns = _REPORT_COLUMNS if report.compared is None else (*_REPORT_COLUMNS, "known")
    writer = _writer(columns, out)
    for _, links in report.articles_with_links():
        cited = [{**_told(link), **citation} for link in links for citation in link["citations"]]
        cited.sort(key=lambda row: (row["line"] is None, row["line"] or 0))
        writer.writerows([safe_cell(row.get(column)) for column in columns] for row in cited)
    for link in report.uncited():
        row = {**_told(link), **_NO_CITATION}
        writer.writerow([safe_cell(row.get(column)) for column in columns])


def _told(link: Row) -> Row:
    told = {**link, **_of_copy(link["snapshot"] or {}), **_of_move(link["moved_to"] or {})}
    return {**told, "old_look": explain_old_look(link)}


def _of_copy(snapshot: Row) -> Row:
    return {f"snapshot_{name}": snapshot.get(name) for name in ("url", "timestamp", "archive", "grade")}


def _of_move(moved: Row) -> Row:
    return {"moved_to": moved.get("url"), "moved_how": moved.get("how"), "moved_similarity": moved.get("similarity")}


def write_extract(articles: Iterable[Row], citations: Iterable[Row], out: TextIO) -> None:
    """Write a row for each citation."""
    writer = _writer(_EXTRACT_COLUMNS, out)
    for row in citations:
        writer.writerow([safe_cell(row.get(column)) for column in _EXTRACT_COLUMNS])


def write_overview(overview: Row, out: TextIO) -> None:
    """Write a row for each figure: of what list, of what in it, its name and value. A spreadsheet pivots them."""
    writer = _writer(("list", "of", "figure", "value"), out)
    for name in ("database", "by_status"):
        writer.writerows([name, "", *figure] for figure in overview[name].items())
    for name in ("deaths", "returns", "articles", "hosts", "days"):
        for row in overview[name]:
            of = safe_cell(row[_NAMED_BY[name]])
            figures = [(key, value) for key, value in row.items() if key != _NAMED_BY[name] and value is not None]
            writer.writerows([name, of, key, safe_cell(value)] for key, value in figures)


def write_table(rows: Iterable[Row], out: TextIO, title: str) -> None:
    """Write the rows under their keys."""
    writer = None
    for row in rows:
        writer = writer or _writer(tuple(row), out)
        writer.writerow([safe_cell(value) for value in row.values()])


def write_history(history: Row, out: TextIO) -> None:
    """Write the looks at the link."""
    write_table(({"url": history["link"]["url"], **check} for check in history["checks"]), out, "")


def _writer(columns: Sequence[str], out: TextIO) -> Any:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    return writer


def safe_cell(value: Any) -> Any:
    """Keep a spreadsheet from computing what a stranger wrote, and spell true and false as JSON does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.lstrip().startswith(_FORMULA):
        return "'" + value
    return value
