"""JUnit by the rules of Jenkins' xunit plugin, the strictest of those that read it."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from linkwatch.report import Report
from tests.report.making import ARTICLE, URI, cited, link, make_report, told

# element: attributes that it must have, that it may have, and elements within it
RULES: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors", "disabled"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"time", "skipped", "timestamp", "hostname", "id", "package", "file"},
        {"testcase"},
    ),
    "testcase": ({"name"}, {"time", "classname", "group"}, {"failure", "error", "skipped"}),
    "failure": (set(), {"type", "message"}, set()),
    "error": (set(), {"type", "message"}, set()),
    "skipped": (set(), {"type", "message"}, set()),
}


def junit(report: Report | None = None) -> ElementTree.Element:
    root = ElementTree.fromstring(told("junit", report))
    for element in root.iter():
        required, optional, children = RULES[element.tag]
        assert required <= set(element.keys()) <= required | optional, element.tag
        assert {child.tag for child in element} <= children, element.tag
    for suite in root:
        cases = suite.findall("testcase")
        counts = {"tests": len(cases), "failures": 0, "skipped": 0, "errors": 0}
        for case in cases:
            assert len(case) <= 1
            for outcome in case:
                counts[{"failure": "failures", "error": "errors"}.get(outcome.tag, outcome.tag)] += 1
        assert {name: int(suite.get(name, "")) for name in counts} == counts
        assert float(suite.get("time", "")) >= 0
    return root


def test_junit_counts_what_its_cases_say() -> None:
    (suite,) = junit()
    assert (suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("skipped")) == (URI, "9", "3", "2")
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "http-410"
    assert "20150609120000" in (failure.get("message") or "")


def test_junit_names_file_and_line_from_the_repositorys_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    row = link("https://x.example/?a&b", "dead", "http-404", cited("x", 7, article="a.md"))
    (suite,) = junit(make_report([row], [{**ARTICLE, "uri": "a.md"}]))
    assert suite.get("file") == "docs/a.md"
    assert suite.findtext("testcase/failure") == "docs/a.md:7: line 7: x → https://x.example/?a&b"


def test_junit_fails_for_what_fails_the_run() -> None:
    rows = [link(f"https://{status}.example/", status, None, cited()) for status in ("dead", "failing", "changed")]
    report = make_report(rows, findings=frozenset({"changed"}))
    (suite,) = junit(report)
    assert [[outcome.tag for outcome in case] for case in suite] == [["skipped"], ["skipped"], ["failure"]]


def test_junit_of_an_article_that_cannot_be_read_is_an_error() -> None:
    (suite,) = junit(make_report([], [{**ARTICLE, "citations": 0, "error": "a.md: not a text"}]))
    assert suite.get("errors") == "1"
