"""JUnit XML for continuous integration: a suite for each article, a case for each citation.

Findings are failures, those that a baseline knew excepted; these, what nobody could tell and what was not looked at
are skipped; the rest passes. A run that was not finished, and an article that cannot be read, are errors. What is
written is valid by the schema of Jenkins' xunit plugin, which leaves no place for a case's line but the text of its
failure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from linkwatch.model import FAILED, FRAGMENT_MISSING, Row, Status
from linkwatch.report.places import Places
from linkwatch.report.safety import SafeReport
from linkwatch.report.words import (
    copy_notes,
    copy_to_use,
    explain_end,
    explain_link,
    explain_old_look,
    place_of,
    snapshot_date,
)

_SKIPPED = (*FAILED, FRAGMENT_MISSING, Status.BLOCKED, Status.SKIPPED, Status.UNCHECKED)  # where they are no findings


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write the suites. Every article is read twice: its counts come first."""
    _Writer(report, out).write()


class _Writer:
    def __init__(self, report: SafeReport, out: TextIO) -> None:
        self._report = report
        self._out = out
        self._places = Places(Path.cwd())
        self._when = f' timestamp="{report.run["started_at"].rstrip("Z")}"'

    def write(self) -> None:
        """Write all."""
        report = self._report
        self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="linkwatch">\n')
        counts = (self._count(links) for _, links in report.sections())
        for (article, links), numbers in zip(report.sections(), counts, strict=True):
            if article["error"] is not None:
                self._write_error(article["uri"], "read", "unreadable", article["error"])
            if article["error"] is None or article["citations"]:  # else nothing of it was read
                self._write_suite(article["uri"], links, numbers)
        uncited = self._count(report.uncited())
        if uncited:
            self._write_suite("links without an article", report.uncited(), uncited)
        if not report.run["complete"]:
            self._write_error("run", "finish", "not-finished", explain_end(report.run))
        self._out.write("</testsuites>\n")

    def _count(self, links: Iterable[Row]) -> Counter[str]:
        counts = Counter[str]()
        for link in links:
            number = len(link["citations"]) or 1
            kind = self._kind(link)
            counts["tests"] += number
            counts["failures"] += number * (kind == "failure")
            counts["skipped"] += number * (kind == "skipped")
            counts["milliseconds"] += number * (link["elapsed_ms"] or 0)
        return counts

    def _kind(self, link: Row) -> str | None:
        if link["status"] in self._report.findings:
            return "skipped" if link.get("known") else "failure"
        return "skipped" if link["status"] in _SKIPPED else None

    def _write_suite(self, name: str, links: Iterator[Row], numbers: Counter[str]) -> None:
        path = self._places.path(name)
        where = "" if path is None else f" file={quoteattr(path)}"
        counts = "".join(f' {key}="{numbers[key]}"' for key in ("tests", "failures", "skipped"))
        time = f' time="{numbers["milliseconds"] / 1000:.3f}"'
        self._out.write(f'<testsuite name={quoteattr(name)}{where}{counts} errors="0"{self._when}{time}>\n')
        for link in links:
            kind = self._kind(link)
            for citation in link["citations"] or [None]:
                self._write_case(name, path or name, link, citation, kind)
        self._out.write("</testsuite>\n")

    def _write_case(self, suite: str, path: str, link: Row, citation: Row | None, kind: str | None) -> None:
        case = link["url"]
        if citation is not None:
            where = place_of(citation)
            case = f"{where}{': ' if where else ''}{citation['text']} → {link['url']}"
        seconds = (link["elapsed_ms"] or 0) / 1000
        attributes = f'name={quoteattr(case)} classname={quoteattr(suite)} time="{seconds:.3f}"'
        if kind is None:
            old = explain_old_look(link)
            told = "/>" if old is None else f"><system-out>{escape(old)}</system-out></testcase>"
            self._out.write(f"<testcase {attributes}{told}\n")
            return
        message = _message(link)
        outcome = f"<skipped message={quoteattr(message)}/>"
        if kind == "failure":
            line = f":{citation['line']}" if citation is not None and citation["line"] is not None else ""
            about = f"type={quoteattr(link['reason'] or link['status'])} message={quoteattr(message)}"
            outcome = f"<failure {about}>{escape(f'{path}{line}: {case}')}</failure>"
        self._out.write(f"<testcase {attributes}>{outcome}</testcase>\n")

    def _write_error(self, suite: str, case: str, kind: str, why: str) -> None:
        name, error = quoteattr(suite), quoteattr(why)
        counts = 'tests="1" failures="0" skipped="0" errors="1"'
        self._out.write(f'<testsuite name={name} {counts}{self._when} time="0">\n')
        problem = f'<error type="{kind}" message={error}/>'
        self._out.write(f'<testcase name="{case}" classname={name} time="0">{problem}</testcase>\n</testsuite>\n')


def _message(link: Row) -> str:
    known = "known in the baseline: " if link.get("known") else ""
    message = f"{known}{link['status']}: {explain_link(link)}"
    if (moved := link["moved_to"]) is not None:
        message += f"; the page is now at {moved['url']}"
    if (snapshot := copy_to_use(link)) is not None:
        message += f"; use {snapshot['url']} ({snapshot_date(snapshot['timestamp'])}{copy_notes(link)}) instead"
    return message
