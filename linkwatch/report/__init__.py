"""How results are told: one file per format, loaded when it is used; `register.py` lists them all.

Writers take one row at a time and write as they go, so that memory does not grow with the report. Rows are dictionaries
with the names of the JSON report; what reaches a writer has been made fit to be shown (safety.py).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO, TypeVar

from linkwatch.errors import LinkwatchError, UsageError
from linkwatch.model import FINDINGS, Row

if TYPE_CHECKING:
    from linkwatch.report.citation_lines import Lines
    from linkwatch.report.register import ReportFormat

_Writer = TypeVar("_Writer")


@dataclass(frozen=True)
class Report:
    """Results of an audit or a check.

    command: "audit" or "check". run: the JSON report's "run". articles(), links(): fresh iterators over its lists.
    article_links(uri): the links of one article with that article's citations only, the worst first;
    article_links(None): the links that no article cites. articles_by_need(): the articles, those that need work most
    first, each with "by_status"; None: the order is not known. findings: what the exit code is about: statuses, and
    "fragment-missing". listed: statuses whose links are told one by one even where others only count them.
    compared: where there is a baseline, how many findings are new and how many it knew; then each link has "known".
    """

    command: str
    run: Row
    articles: Callable[[], Iterable[Row]]
    links: Callable[[], Iterable[Row]]
    article_links: Callable[[str | None], Iterable[Row]]
    findings: frozenset[str] = FINDINGS
    compared: "Compared | None" = None
    listed: frozenset[str] = frozenset()
    articles_by_need: Callable[[], Iterable[Row]] | None = None


@dataclass(frozen=True)
class Compared:
    """How many findings are new since a baseline was made, and how many it knew. Both count links."""

    new: int
    known: int


def write_report(format_name: str, report: Report, out: TextIO) -> None:
    """Write what an audit or a check found. Raises UsageError where the format cannot."""
    from linkwatch.report.safety import SafeReport

    with _format(format_name) as found:
        writer = _able(found.report, format_name)
        writer().write_report(SafeReport(report, **_readers(found)), out)


def write_extract(
    format_name: str, articles: Iterable[Row], citations: Callable[[], Iterable[Row]], out: TextIO
) -> None:
    """Write what articles cite. Raises UsageError where the format cannot.

    articles: uri, title, published_at, citations, error. citations(): article, href, url, text, context, line,
    fragment, in the order of the articles.
    """
    from linkwatch.report.safety import safe_rows

    with _format(format_name) as found:
        writer = _able(found.extract, format_name)
        safe_articles, safe_citations = (safe_rows(rows, **_readers(found)) for rows in (articles, citations()))
        writer().write_extract(safe_articles, safe_citations, out)


def lines_of_extract(format_name: str) -> "Lines | None":
    """Return how a format writes citations for `write_extract_lines`; None where it does not."""
    with _format(format_name) as found:
        return found.lines().LINES if found.lines else None


def write_extract_lines(format_name: str, articles: Iterable[Row], texts: Iterable[str], out: TextIO) -> None:
    """Do what write_extract does, faster. texts: the citations of each article, see `citation_lines.lines_of`."""
    from linkwatch.report.safety import safe_rows

    with _format(format_name) as found:
        writer = _able(found.lines, format_name)
        writer().write_extract_lines(safe_rows(articles, **_readers(found)), texts, out)


def write_table(format_name: str, rows: Iterable[Row], out: TextIO, *, title: str) -> None:
    """Write rows that all have the same keys, such as links or sources. Raises UsageError where the format cannot."""
    from linkwatch.report.safety import safe_rows

    with _format(format_name) as found:
        writer = _able(found.tables, format_name)
        writer().write_table(safe_rows(rows, **_readers(found)), out, title)


def write_history(format_name: str, history: Row, out: TextIO) -> None:
    """Write all that is known of a link. Raises UsageError where the format writes no tables.

    history: "link" (a row), "history" (changes of status), "checks", "snapshots", "citations" (lists of rows).
    """
    from linkwatch.report.safety import safe

    with _format(format_name) as found:
        writer = _able(found.tables, format_name)
        writer().write_history(safe(history, **_readers(found)), out)


def write_overview(format_name: str, overview: Row, out: TextIO) -> None:
    """Write what a whole database comes to, as Overview.summary gives it. Raises UsageError where the format cannot."""
    from linkwatch.report.safety import safe

    with _format(format_name) as found:
        writer = _able(found.overview, format_name)
        writer().write_overview(safe(overview, **_readers(found)), out)


def write_health(format_name: str, rows: Iterable[Row], out: TextIO, *, title: str) -> None:
    """Write how each article, host, source or day fares, as Overview.health gives it; title: what the rows are.

    Raises UsageError where the format writes no overviews.
    """
    from linkwatch.report.safety import safe_rows

    with _format(format_name) as found:
        if found.health is None:
            write_table(format_name, rows, out, title=title)
        else:
            found.health().write_health(safe_rows(rows, **_readers(found)), out, title)


@contextmanager
def _format(name: str) -> Iterator["ReportFormat"]:
    """Give the format of this name; what one of another package raises becomes a line for people."""
    from linkwatch.report.register import FORMATS

    found = FORMATS.get(name)
    if found is None:
        raise UsageError(f"{name}: no such format; there are {', '.join(FORMATS.names())}")
    try:
        yield found
    except (LinkwatchError, OSError):
        raise
    except Exception as error:
        if FORMATS.is_own(name):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        raise UsageError(f"the format {name} failed: {what}") from error


def _readers(found: "ReportFormat") -> dict[str, bool]:
    return {"for_people": not found.is_for_programs, "is_public": not found.tells_secrets}


def _able(writer: _Writer | None, format_name: str) -> _Writer:
    if writer is None:
        raise UsageError(f"{format_name}: this format writes no such thing")
    return writer
