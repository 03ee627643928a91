"""SARIF 2.1.0 for code scanning: a result for each citation that needs attention, at its line.

A rule is a reason. Dead and failing links are errors, what calls for a correction is a warning, the rest notes.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from linkwatch import __version__
from linkwatch.report import Row
from linkwatch.report.json_object import dump, write_list
from linkwatch.report.safety import SafeReport
from linkwatch.report.words import copy_to_use, explain, snapshot_date

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_URI_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"
_LEVELS = {
    "dead": "error",
    "failing": "error",
    "changed": "warning",
    "invalid": "warning",
    "redirected": "note",
    "blocked": "note",
}


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write one run. Its rules come after its results: only then is it known which there are."""
    rules: dict[str, str] = {}
    out.write(f'{{"$schema": {dump(_SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n"results": ')
    write_list(_results(report, rules), out)
    driver = {
        "name": "linkwatch",
        "version": __version__,
        "rules": [{"id": rule, "shortDescription": {"text": text}} for rule, text in rules.items()],
    }
    out.write(f',\n"columnKind": "unicodeCodePoints",\n"tool": {{"driver": {dump(driver)}}}}}]}}\n')


def _results(report: SafeReport, rules: dict[str, str]) -> Iterator[Row]:
    for article in report.articles():
        if article["error"] is not None:
            rule, text = "article-unreadable", explain("failing", "article-unreadable")
            rules[rule] = text
            yield _result(rule, "error", f"{text}: {article['error']}", article["uri"], None)
    for link in report.links():
        level = _LEVELS.get(link["status"])
        if level is None:
            continue
        rule = link["reason"] or link["status"]
        rules[rule] = explain(link["status"], link["reason"])
        for citation in link["citations"] or [{"article": link["url"], "line": None, "text": "", "href": ""}]:
            yield _result(rule, level, _message(link, citation), citation["article"], citation)


def _result(rule: str, level: str, message: str, uri: str, citation: Row | None) -> Row:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri_reference(uri)}}
    if citation is not None and citation["line"] is not None:
        place["region"] = {"startLine": citation["line"]}
    what = (rule, uri) if citation is None else (rule, uri, citation["href"], citation["text"])
    digest = hashlib.sha256("\0".join(what).encode()).hexdigest()[:32]
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"citation/v1": digest},
    }


def _message(link: Row, citation: Row) -> str:
    text = f"“{citation['text']}”: " if citation["text"] else ""
    message = f"{text}{link['url'] or '(empty)'} is {link['status']}: {explain(link['status'], link['reason'])}."
    if (snapshot := copy_to_use(link)) is not None:
        message += f" Use {snapshot['url']} (as of {snapshot_date(snapshot['timestamp'])}) instead."
    elif link["status"] == "redirected" and link["final_url"]:
        message += f" Cite {link['final_url']} now."
    return message


def _uri_reference(uri: str) -> str:
    """Name an article as SARIF wants: a URL, or a path relative to where the command ran."""
    if uri.startswith(("http://", "https://")):
        return quote(uri, safe=_URI_CHARACTERS)
    path = Path(uri)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
