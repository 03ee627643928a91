"""SARIF 2.1.0 for code scanning: a result for each citation that needs attention, at its line.

A rule is a reason. Dead and failing links are errors, what calls for a correction is a warning, the rest notes.
GitHub refuses a file with more than 25 000 results; what is beyond that is left out, the least first, and said so.

The fingerprint has a name of its own: under `primaryLocationLineHash` GitHub's upload expects a hash that it computes
from the source line, and complains of every other value.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from linkwatch import __version__
from linkwatch.model import FRAGMENT_MISSING, Row
from linkwatch.report.json_object import dump, write_list
from linkwatch.report.places import Places
from linkwatch.report.safety import SafeReport
from linkwatch.report.words import (
    ADVICE,
    HEADINGS,
    closing,
    copy_notes,
    copy_to_use,
    explain,
    explain_link,
    snapshot_date,
)

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_URI_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"
_MOST_RESULTS = 25_000
_LEVELS = {
    "dead": "error",
    "failing": "error",
    "changed": "warning",
    "invalid": "warning",
    FRAGMENT_MISSING: "warning",
    "redirected": "note",
    "blocked": "note",
}
_SEVERITY = {"error": "error", "warning": "warning", "note": "recommendation"}
_ROOT = {"%SRCROOT%": {"description": {"text": "The root of the repository."}}}


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write one run. Its rules come after its results: only then is it known which there are."""
    results = _Results(report)
    out.write(f'{{"$schema": {dump(_SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n"results": ')
    write_list(islice(results.all(), _MOST_RESULTS), out)
    driver = {"name": "linkwatch", "version": __version__, "rules": list(results.rules.values())}
    rest = {
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "linkwatch/"},
        "originalUriBaseIds": _ROOT,
        "invocations": [_invocation(report.run, results)],
        "tool": {"driver": driver},
    }
    out.write(",\n" + ",\n".join(f"{dump(key)}: {dump(value)}" for key, value in rest.items()) + "}]}\n")


class _Results:
    """The results of a report. rules: what those handed out so far refer to. is_cut: there may be too many."""

    def __init__(self, report: SafeReport) -> None:
        self.rules: dict[str, Row] = {}
        self.is_cut = _most_results(report.run) > _MOST_RESULTS
        self._report = report
        self._places = Places(Path.cwd())
        self._seen = Counter[str]()

    def all(self) -> Iterator[Row]:
        """Yield them in the report's order; the worst first if not all will be taken."""
        for article in self._report.articles():
            if article["error"] is not None:
                unread = f"{explain('failing', 'article-unreadable')}: "
                message = f"{'' if article['citations'] else unread}{article['error']}"
                yield self._result("article-unreadable", "failing", message, article["uri"], None)
        levels: tuple[tuple[str, ...], ...] = (("error",), ("warning",), ("note",))
        for wanted in levels if self.is_cut else (tuple(_SEVERITY),):
            for link in self._report.links_in_parts():
                if _LEVELS.get(link["status"]) in wanted:
                    yield from self._of_link(link)

    def _of_link(self, link: Row) -> Iterator[Row]:
        rule = link["reason"] or link["status"]
        for citation in link["citations"] or [{"article": link["url"], "line": None, "text": "", "href": ""}]:
            result = self._result(rule, link["status"], _message(link, citation), citation["article"], citation)
            if self._report.compared is not None and link["status"] in self._report.findings:
                result["baselineState"] = "unchanged" if link["known"] else "new"
            yield result

    def _result(self, rule: str, status: str, message: str, uri: str, citation: Row | None) -> Row:
        level = _LEVELS[status]
        self.rules.setdefault(rule, _rule(rule, status, level))
        location, name = self._location(uri)
        place: dict[str, Any] = {"artifactLocation": location}
        if citation is not None and citation["line"] is not None:
            place["region"] = {"startLine": citation["line"]}
        what = (rule, name) if citation is None else (rule, name, citation["href"], citation["text"])
        digest = hashlib.sha256("\0".join(what).encode()).hexdigest()[:32]
        self._seen[digest] += 1  # the same link may stand twice in an article under the same words
        return {
            "ruleId": rule,
            "level": level,
            "message": {"text": message},
            "locations": [{"physicalLocation": place}],
            "partialFingerprints": {"citation/v1": f"{digest}:{self._seen[digest]}"},
        }

    def _location(self, uri: str) -> tuple[Row, str]:
        """Return an article's place as SARIF wants it, and a name of it that is the same on every machine."""
        if (path := self._places.path(uri)) is not None:
            reference = quote(path)
            return {"uri": reference, "uriBaseId": "%SRCROOT%"}, reference
        is_file = uri != "-" and not uri.startswith(("http://", "https://"))
        reference = Path(uri).resolve().as_uri() if is_file else quote(uri, safe=_URI_CHARACTERS)
        return {"uri": reference}, reference


def _most_results(run: Row) -> int:
    return int(run["articles"] + run["citations"] + run["links"])


def _rule(rule: str, status: str, level: str) -> Row:
    meaning = explain(status, None if rule == status else rule)
    text = f"A link that is {status}: {meaning}. {ADVICE[status]}"
    if rule == "article-unreadable":
        text = "Nothing in this article was checked. Make it readable, or leave it out."
    return {
        "id": rule,
        "name": "".join(word.capitalize() for word in rule.split("-")),
        "shortDescription": {"text": meaning[:1].upper() + meaning[1:]},
        "fullDescription": {"text": f"{status}: {HEADINGS[status]}"},
        "help": {"text": text, "markdown": f"**{status}** \N{EN DASH} {text}"},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["links"], "problem.severity": _SEVERITY[level]},
    }


def _invocation(run: Row, results: _Results) -> Row:
    invocation: Row = {"executionSuccessful": run["complete"], "startTimeUtc": run["started_at"]}
    if run["finished_at"] is not None:
        invocation["endTimeUtc"] = run["finished_at"]
    notifications = []
    if (end := closing(run)) is not None:
        notifications.append(_notification("note" if run["complete"] else "error", end))
    if results.is_cut:
        text = f"At most {_MOST_RESULTS} results are listed, errors first; the JSON report has all."
        notifications.append(_notification("warning", text))
    if notifications:
        invocation["toolExecutionNotifications"] = notifications
    return invocation


def _notification(level: str, text: str) -> Row:
    return {"level": level, "message": {"text": text}}


def _message(link: Row, citation: Row) -> str:
    text = f"“{citation['text']}”: " if citation["text"] else ""
    message = f"{text}{link['url'] or '(empty)'} is {link['status']}: {explain_link(link)}."
    if (moved := link["moved_to"]) is not None:
        message += f" The page is now at {moved['url']}."
    if (snapshot := copy_to_use(link)) is not None:
        message += f" Use {snapshot['url']} (as of {snapshot_date(snapshot['timestamp'])}{copy_notes(link)}) instead."
    elif link["status"] == "redirected" and link["final_url"]:
        message += f" Cite {link['final_url']} now."
    return message
