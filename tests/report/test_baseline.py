"""Reports of a run that is compared with an earlier database."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Collection

import pytest

from linkwatch.report import Compared, Report
from linkwatch.report.baseline import compared
from tests.report.making import LINKS, TELL_LINKS, make_report, told

KNOWN = "https://lost.example/"


def compare(baseline: Collection[str] = (KNOWN, "https://well.example/")) -> Report:
    return compared(make_report(), ((row["url"], row["status"]) for row in LINKS), baseline)


def test_findings_that_the_baseline_lacks_are_new() -> None:
    assert compare().compared == Compared(new=2, known=1)
    assert compare(()).compared == Compared(new=3, known=0)


def test_only_a_finding_is_known_whatever_the_baseline_says_of_the_others() -> None:
    rows = json.loads(told("json", compare()))["links"]
    assert [row["url"] for row in rows if row["known"]] == [KNOWN]
    assert all(list(row)[-1] == "known" for row in rows)


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_without_a_baseline_nothing_is_said_of_one(format_name: str) -> None:
    text = told(format_name)
    assert '"known"' not in text
    assert "baseline" not in text.partition("</style>")[2 if format_name == "html" else 0]


def test_the_terminal_marks_what_is_new_and_counts_both() -> None:
    lines = told("terminal", compare()).splitlines()
    assert lines[lines.index(f"    {KNOWN}") + 1] == "    known in the baseline"
    assert lines[lines.index("    https://gone.example/") + 1] == "    new"
    assert "2 findings are new, 1 was known in the baseline" in lines
    assert lines.count("    new") == 2


def test_csv_has_a_column_for_it() -> None:
    rows = list(csv.DictReader(io.StringIO(told("csv", compare()))))
    assert {row["url"] for row in rows if row["known"] == "true"} == {KNOWN}


def test_markdown_lists_only_what_is_new() -> None:
    text = told("markdown", compare())
    assert "2 findings are new, 1 was known in the baseline" in text
    assert KNOWN not in text
    assert "https://gone.example/" in text


def test_junit_skips_what_is_known() -> None:
    root = ElementTree.fromstring(told("junit", compare()))
    (suite,) = root
    assert suite.get("failures") == "2"
    skipped = [outcome.get("message") or "" for outcome in root.iter("skipped")]
    assert [message for message in skipped if message.startswith("known in the baseline: dead")]


def test_sarif_gives_findings_their_state() -> None:
    results = json.loads(told("sarif", compare()))["runs"][0]["results"]
    states = {result["ruleId"]: result.get("baselineState") for result in results}
    assert states["dns-nxdomain"] == "unchanged"
    assert states["http-410"] == states["read-timeout"] == "new"
    assert states["bot-wall"] is None


def test_html_marks_both_and_can_hide_what_is_known() -> None:
    text = told("html", compare())
    assert text.count('<p class="mark">new</p>') == 2
    assert text.count('<p class="mark">known in the baseline</p>') == 1
    assert 'id="show-known" checked' in text
    assert 'class="link dead known"' in text
