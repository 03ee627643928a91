import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from linkwatch.report import Report
from linkwatch.report import sarif as writer
from tests.report.making import ARTICLE, LINKS, SNAPSHOT, cited, link, make_report, told
from tests.report.sarif_rules import LOG

VALIDATOR = Draft202012Validator(LOG)


def sarif(report: Report | None = None) -> dict[str, Any]:
    """The only run of the log, which is valid."""
    log = json.loads(told("sarif", report))
    VALIDATOR.validate(log)
    run: dict[str, Any] = log["runs"][0]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {row["ruleId"] for row in run["results"]}
    prints = [row["partialFingerprints"]["citation/v1"] for row in run["results"]]
    assert len(set(prints)) == len(prints)
    return run


def places(run: dict[str, Any]) -> list[dict[str, Any]]:
    return [row["locations"][0]["physicalLocation"] for row in run["results"]]


def test_the_rules_for_sarif_are_themselves_a_schema_and_refuse_what_is_wrong() -> None:
    Draft202012Validator.check_schema(LOG)
    log = json.loads(told("sarif"))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "/etc/a.md"
    assert not VALIDATOR.is_valid(log)


def test_sarif_says_where_what_and_how_bad() -> None:
    run = sarif()
    assert [(row["ruleId"], row["level"]) for row in run["results"]] == [
        ("http-410", "error"),
        ("dns-nxdomain", "error"),
        ("read-timeout", "error"),
        ("bot-wall", "note"),
        ("redirected", "note"),
        ("placeholder", "warning"),
        ("placeholder", "warning"),
    ]
    assert places(run)[0] == {
        "artifactLocation": {"uri": "docs/article%20one.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 12},
    }
    assert SNAPSHOT["url"] in run["results"][0]["message"]["text"]


def test_every_rule_of_sarif_says_what_it_means_and_what_to_do() -> None:
    rules = {rule["id"]: rule for rule in sarif()["tool"]["driver"]["rules"]}
    assert rules["http-410"]["shortDescription"]["text"].startswith("The server says")
    assert "Cite the archived copy" in rules["http-410"]["help"]["text"]
    assert rules["placeholder"]["defaultConfiguration"]["level"] == "warning"
    assert rules["bot-wall"]["properties"]["problem.severity"] == "recommendation"


def test_sarif_tells_whether_the_run_was_finished_and_what_could_not_be_read() -> None:
    broken = {**ARTICLE, "uri": "broken.md", "citations": 0, "error": "broken.md: not a text"}
    run = sarif(make_report([], [broken], complete=False))
    assert run["invocations"][0]["executionSuccessful"] is False
    assert [(row["ruleId"], row["level"]) for row in run["results"]] == [("article-unreadable", "error")]
    assert sarif()["invocations"][0]["executionSuccessful"] is True


def test_sarif_names_articles_from_the_repositorys_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "top" / ".git").mkdir(parents=True)
    (tmp_path / "top" / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "top" / "docs")
    inside = ["a b.md", "../c.md", str(tmp_path / "top" / "ä.md"), "#50%.md"]
    outside = ["../../d.md", "https://page.example/a b", "-"]
    citations = [cited(article=article, line=None) for article in (*inside, *outside)]
    found = [place["artifactLocation"] for place in places(sarif(make_report([link("#", "invalid", "x", *citations)])))]
    assert [place["uri"] for place in found[:4]] == ["docs/a%20b.md", "c.md", "%C3%A4.md", "docs/%2350%25.md"]
    assert all(place["uriBaseId"] == "%SRCROOT%" for place in found[:4])
    assert [place["uri"] for place in found[5:]] == ["https://page.example/a%20b", "-"]
    assert found[4] == {"uri": (tmp_path / "d.md").as_uri()}


def test_a_fingerprint_survives_what_is_written_above_and_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fingerprint(line: int, folder: str) -> str:
        (tmp_path / folder / ".git").mkdir(parents=True)
        monkeypatch.chdir(tmp_path / folder)
        row = link("https://x.example/", "dead", "http-404", cited("x", line, article=str(tmp_path / folder / "a.md")))
        print_: str = sarif(make_report([row]))["results"][0]["partialFingerprints"]["citation/v1"]
        return print_

    assert fingerprint(1, "here") == fingerprint(40, "there")


def test_a_link_that_stands_twice_under_the_same_words_has_two_fingerprints() -> None:
    run = sarif(make_report([link("https://x.example/", "dead", "http-404", cited("x", 3), cited("x", 9))]))
    assert len(run["results"]) == 2


def test_more_results_than_github_takes_are_cut_the_least_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert writer._MOST_RESULTS == 25_000
    monkeypatch.setattr(writer, "_MOST_RESULTS", 1_000)
    notes = [link(f"https://w.example/{n}", "blocked", "bot-wall", cited("w", n + 1)) for n in range(990)]
    deaths = [link(f"https://d.example/{n}", "dead", "http-404", cited("d", n + 1)) for n in range(20)]
    text = told("sarif", make_report([*notes, *deaths]))
    run = json.loads(text)["runs"][0]
    assert len(run["results"]) == 1_000
    assert [row["level"] for row in run["results"][:21]] == ["error"] * 20 + ["note"]
    assert "1000" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert len(gzip.compress(text.encode())) < 10_000_000 / 25  # what GitHub takes


def test_a_run_of_ordinary_size_is_not_said_to_be_cut() -> None:
    assert "toolExecutionNotifications" not in sarif(make_report(LINKS))["invocations"][0]
