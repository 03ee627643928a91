"""JUnit XML for continuous integration: a suite for each article, a case for each citation.

Dead and failing links are failures; what nobody could tell, or was not looked at, is skipped; the rest passes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.sax.saxutils import quoteattr

from linkwatch.report import Row
from linkwatch.report.safety import SafeReport
from linkwatch.report.words import copy_to_use, explain, snapshot_date

_FAILURES = ("dead", "failing")
_SKIPPED = ("blocked", "skipped", "unchecked")


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write the suites. Every article is read twice: its counts come first."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="linkwatch">\n')
    counts = (_count(links) for _, links in report.sections())
    for (article, links), numbers in zip(report.sections(), counts, strict=True):
        if article["error"] is None:
            _write_suite(article["uri"], links, numbers, out)
        else:
            _write_unreadable(article, out)
    uncited = _count(report.uncited())
    if uncited:
        _write_suite("links without an article", report.uncited(), uncited, out)
    out.write("</testsuites>\n")


def _count(links: Iterable[Row]) -> Counter[str]:
    counts = Counter[str]()
    for link in links:
        number = len(link["citations"]) or 1
        counts["tests"] += number
        counts["failures"] += number * (link["status"] in _FAILURES)
        counts["skipped"] += number * (link["status"] in _SKIPPED)
    return counts


def _write_suite(name: str, links: Iterator[Row], numbers: Counter[str], out: TextIO) -> None:
    attributes = "".join(f' {key}="{numbers[key]}"' for key in ("tests", "failures", "skipped"))
    out.write(f'<testsuite name={quoteattr(name)}{attributes} errors="0">\n')
    for link in links:
        outcome = _outcome(link)
        seconds = (link["elapsed_ms"] or 0) / 1000
        for case in _case_names(link):
            attributes = f'name={quoteattr(case)} classname={quoteattr(name)} time="{seconds:.3f}"'
            out.write(f"<testcase {attributes}>{outcome}</testcase>\n" if outcome else f"<testcase {attributes}/>\n")
    out.write("</testsuite>\n")


def _case_names(link: Row) -> Iterator[str]:
    if not link["citations"]:
        yield link["url"]
    for citation in link["citations"]:
        place = f"line {citation['line']}: " if citation["line"] is not None else ""
        yield f"{place}{citation['text']} → {link['url']}"


def _outcome(link: Row) -> str:
    message = f"{link['status']}: {explain(link['status'], link['reason'])}"
    if (snapshot := copy_to_use(link)) is not None:
        message += f"; use {snapshot['url']} ({snapshot_date(snapshot['timestamp'])}) instead"
    if link["status"] in _FAILURES:
        return f"<failure type={quoteattr(link['reason'] or link['status'])} message={quoteattr(message)}/>"
    if link["status"] in _SKIPPED:
        return f"<skipped message={quoteattr(message)}/>"
    return ""


def _write_unreadable(article: Row, out: TextIO) -> None:
    name, error = quoteattr(article["uri"]), quoteattr(article["error"])
    out.write(f'<testsuite name={name} tests="1" failures="0" skipped="0" errors="1">\n')
    out.write(
        f'<testcase name="read" classname={name} time="0"><error type="unreadable" message={error}/></testcase>\n'
    )
    out.write("</testsuite>\n")
