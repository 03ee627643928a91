import io
import json
from typing import Any

from linkwatch.report import write_extract
from tests.report.making import ARTICLE, LINKS, SNAPSHOT, cited, link, make_report, told

NoneType = type(None)
RUN = {
    "started_at": str,
    "finished_at": str,
    "articles": int,
    "citations": int,
    "links": int,
    "by_status": dict,
    "complete": bool,
    "problem": NoneType,
}
ARTICLE_NAMES = {"uri": str, "title": str, "published_at": (str, NoneType), "citations": int, "error": NoneType}
LINK_NAMES = {
    "url": str,
    "status": str,
    "reason": (str, NoneType),
    "http_status": (int, NoneType),
    "final_url": (str, NoneType),
    "redirects": list,
    "checked_at": str,
    "elapsed_ms": int,
    "evidence": dict,
    "snapshot": (dict, NoneType),
    "snapshot_reason": (str, NoneType),
    "moved_to": (dict, NoneType),
    "old_look": NoneType,
    "citations": list,
}
SNAPSHOT_NAMES = {"url": str, "timestamp": str, "archive": str, "original_url": str}
CITATION_NAMES = {
    "article": str,
    "href": str,
    "text": str,
    "context": str,
    "line": (int, NoneType),
    "fragment": (str, NoneType),
    "fragment_found": (bool, NoneType),
    "place": (str, NoneType),
    "cited_at": (str, NoneType),
    "kind": str,
    "part": str,
}


def assert_shape(row: dict[str, Any], names: dict[str, Any]) -> None:
    assert list(row) == list(names)
    for name, kind in names.items():
        assert isinstance(row[name], kind), name


def test_the_report_has_the_names_that_its_readers_rely_on() -> None:
    report = json.loads(told("json"))
    assert list(report) == ["linkwatch", "run", "articles", "links"]
    assert_shape(report["linkwatch"], {"version": str})
    assert_shape(report["run"], RUN)
    for article in report["articles"]:
        assert_shape(article, ARTICLE_NAMES)
    assert len(report["links"]) == len(LINKS)
    for row in report["links"]:
        assert_shape(row, LINK_NAMES)
        for citation in row["citations"]:
            assert_shape(citation, CITATION_NAMES)
    assert_shape(report["links"][0]["snapshot"], SNAPSHOT_NAMES)
    assert report["links"][0]["snapshot"] == SNAPSHOT


def test_extract_has_the_names_that_its_readers_rely_on() -> None:
    out = io.StringIO()
    row = {
        "article": "a",
        "href": "h",
        "url": "u",
        "text": "t",
        "context": "c",
        "line": None,
        "place": None,
        "cited_at": None,
        "kind": "link",
        "part": "body",
    }
    write_extract("json", [ARTICLE], lambda: iter([row]), out)
    assert json.loads(out.getvalue()) == {"articles": [ARTICLE], "citations": [row]}


def test_any_text_survives_as_valid_json() -> None:
    text = 'quote " backslash \\ newline \n nul \0 emoji \U0001f600 </script> \u2028 hé'
    report = json.loads(told("json", make_report([link("https://x.example/", "dead", "x", cited(text))])))
    assert report["links"][0]["citations"][0]["text"] == text


def test_a_lone_surrogate_cannot_break_the_output() -> None:
    for name in ("json", "jsonl"):
        told(name, make_report([link("#", "invalid", "placeholder", cited("\ud83d"))])).encode()


def test_an_empty_report_is_valid_json() -> None:
    report = json.loads(told("json", make_report([], [])))
    assert (report["articles"], report["links"]) == ([], [])


def test_each_json_line_says_what_it_is() -> None:
    lines = [json.loads(line) for line in told("jsonl").splitlines()]
    assert [line["type"] for line in lines] == ["run", "article", *["link"] * len(LINKS)]
    assert {key: value for key, value in lines[2].items() if key != "type"} == LINKS[0]
