import io
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import TextIO

import pytest

from linkwatch.errors import UsageError
from linkwatch.report import (
    write_extract,
    write_history,
    write_report,
    write_table,
)
from linkwatch.report.register import FORMATS, ReportFormat, Writing, format_names
from tests.report.making import ARTICLE, LINKS, SNAPSHOT, TELL_LINKS, cited, link, make_report, told

PEOPLE = [found.name for found in FORMATS if found.name in TELL_LINKS and not found.is_for_programs]
HARMFUL = "\x1b[31mred\x1b[0m \u202etxt.exe \u2066x\u2069 \x00 \x9b1m \ud800"
ADVISING = [name for name in PEOPLE if name != "csv"]
BROKEN = {
    "uri": "broken.md",
    "title": None,
    "published_at": None,
    "citations": 0,
    "error": "broken.md: not a text",
}
SECRET_URL = "https://user:s3cret@gone.example/"


def extracted(format_name: str, articles: list[dict[str, object]], citations: list[dict[str, object]]) -> str:
    out = io.StringIO()
    write_extract(format_name, articles, lambda: iter(citations), out)
    return out.getvalue()


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_a_password_in_a_url_is_never_told(format_name: str) -> None:
    row = link(
        SECRET_URL,
        "dead",
        "http-404",
        cited(f"see {SECRET_URL}", href=SECRET_URL),
        final_url=SECRET_URL,
        redirects=[{"url": SECRET_URL, "http_status": 301}],
        evidence={"first": {"url": SECRET_URL}, "because": [f"asked {SECRET_URL}"]},
    )
    for report in (make_report([row]), make_report([{**row, "citations": []}], command="check")):
        text = told(format_name, report)
        assert "s3cret" not in text
        assert "gone.example" in text


@pytest.mark.parametrize("format_name", PEOPLE)
def test_control_and_direction_characters_are_neutralised(format_name: str) -> None:
    row = link(f"https://x.example/{HARMFUL}", "dead", "http-404", cited(HARMFUL))
    text = told(format_name, make_report([row], [{**ARTICLE, "title": HARMFUL}]))
    assert not set(text) & set("\x1b\u202e\u2066\u2069\x00\x9b\ud800")
    text.encode()


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_a_line_break_in_a_text_cannot_forge_a_line(format_name: str) -> None:
    row = link("https://x.example/", "dead", "http-404", cited("one\nFORGED\r\nFORGED\u2028FORGED"))
    text = told(format_name, make_report([row]))
    assert "FORGED" in text
    assert not [line for line in text.splitlines() if line.startswith("FORGED")] or format_name in ("json", "jsonl")


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_an_unreadable_article_is_told_with_its_error(format_name: str) -> None:
    text = told(format_name, make_report(LINKS, [ARTICLE, BROKEN]))
    assert "broken.md: not a text" in text or format_name == "csv"


def test_the_terminal_names_an_unreadable_article_once() -> None:
    assert told("terminal", make_report([], [BROKEN])).splitlines()[0] == "broken.md: not a text"
    assert told("terminal", make_report([], [BROKEN])).count("broken.md") == 1
    assert extracted("terminal", [BROKEN], []).count("broken.md") == 1


@pytest.mark.parametrize("format_name", ADVISING)
@pytest.mark.parametrize("status", ["alive", "redirected", "blocked"])
def test_no_copy_is_offered_for_a_page_that_is_there_or_may_be(format_name: str, status: str) -> None:
    known = link("https://x.example/", status, None, cited(), snapshot=SNAPSHOT, final_url="https://new.example/")
    unknown = link("https://y.example/", status, None, cited(), snapshot_reason="no-snapshot")
    for command in ("audit", "check"):
        text = told(format_name, make_report([known, unknown], command=command))
        assert SNAPSHOT["url"] not in text
        assert "archived copy" not in text
    without_article = told(format_name, make_report([{**known, "citations": []}], [], command="check"))
    assert SNAPSHOT["url"] not in without_article


@pytest.mark.parametrize("format_name", ADVISING)
@pytest.mark.parametrize("status", ["dead", "failing", "changed"])
def test_a_copy_is_offered_for_a_page_that_is_lost(format_name: str, status: str) -> None:
    text = told(format_name, make_report([link("https://x.example/", status, None, cited(), snapshot=SNAPSHOT)]))
    passes = format_name == "junit" and status == "changed"
    assert (SNAPSHOT["url"] in text) is not passes


@pytest.mark.parametrize("format_name", ["json", "jsonl", "csv"])
def test_data_formats_keep_a_copy_that_is_known(format_name: str) -> None:
    text = told(format_name, make_report([link("https://x.example/", "alive", None, cited(), snapshot=SNAPSHOT)]))
    assert SNAPSHOT["url"] in text


def test_sarif_tells_a_moved_links_new_address_though_an_old_copy_is_known() -> None:
    moved = link("https://x.example/", "redirected", None, cited(), snapshot=SNAPSHOT, final_url="https://new.example/")
    assert "Cite https://new.example/ now." in told("sarif", make_report([moved]))


@pytest.mark.parametrize("format_name", format_names("extract"))
def test_extract_spells_a_file_name_that_is_not_utf_8_as_the_database_does(format_name: str) -> None:
    uri = "a\udce9.md"
    row = {**cited(article=uri), "url": "https://x.example/"}
    text = extracted(format_name, [{**ARTICLE, "uri": uri, "title": None}], [row])
    spellings = {"json": "a\\\\udce9.md", "jsonl": "a\\\\udce9.md", "markdown": "a\\\\udce9.md"}
    assert spellings.get(format_name, "a\\udce9.md") in text


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_a_report_about_nothing_is_well_formed(format_name: str) -> None:
    assert told(format_name, make_report([], []))


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_a_link_without_an_article_is_told(format_name: str) -> None:
    assert "https://alone.example/" in told(
        format_name, make_report([link("https://alone.example/", "dead", "soft-404")], [])
    )


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_rows_are_taken_one_at_a_time(format_name: str) -> None:
    alive = 0
    most = 0

    class Counted(dict[str, object]):
        def __init__(self, number: int) -> None:
            nonlocal alive, most
            super().__init__(link(f"https://x.example/{number}", "dead", "http-404", cited()))
            alive += 1
            most = max(most, alive)

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    report = make_report([], [ARTICLE])
    rows = lambda *_: (Counted(number) for number in range(300))  # noqa: E731 - both ways to the same rows
    told(format_name, type(report)("audit", report.run, report.articles, rows, lambda uri: rows() if uri else iter(())))
    assert most <= 3


@pytest.mark.parametrize("format_name", format_names("extract"))
def test_extracted_citations_are_told_with_their_text_and_url(format_name: str) -> None:
    citations = [{**cited("the text", 5), "url": "https://x.example/"}, {**cited("", None), "url": "#"}]
    text = extracted(format_name, [dict(ARTICLE)], citations)
    assert "the text" in text
    assert "https://x.example/" in text


@pytest.mark.parametrize("format_name", [name for name in format_names("extract") if name != "csv"])
def test_an_article_without_citations_is_told_by_extract(format_name: str) -> None:
    silent = {**ARTICLE, "uri": "silent.md", "title": None, "citations": 0}
    text = extracted(format_name, [silent, BROKEN], [])
    assert "silent.md" in text
    assert "broken.md" in text
    assert "not a text" in text


@pytest.mark.parametrize("format_name", format_names("tables"))
def test_tables_hold_every_row(format_name: str) -> None:
    out = io.StringIO()
    write_table(
        format_name, [{"kind": "feed", "location": f"https://{n}.example/"} for n in range(3)], out, title="Sources"
    )
    assert all(f"https://{number}.example/" in out.getvalue() for number in range(3))
    write_table(format_name, [], out, title="Sources")


@pytest.mark.parametrize("format_name", format_names("tables"))
def test_the_history_of_a_link_is_told(format_name: str) -> None:
    row = {
        "url": "https://x.example/",
        "status": "dead",
        "reason": "http-404",
        "citations": 1,
        "last_checked_at": "2026-11-22T08:00:00Z",
        "failing_since": None,
        "next_check_at": None,
        "snapshot_url": None,
    }
    change = {"changed_at": "2026-11-22T08:00:00Z", "old_status": "alive", "new_status": "dead", "reason": "http-404"}
    check = {"checked_at": "2026-11-22T08:00:00Z", "status": "dead", "reason": "http-404", "http_status": 404}
    history = {
        "link": row,
        "history": [change],
        "marks": [
            {"made_at": "2026-11-22T08:00:00Z", "made_by": "anna", "status": "dead", "note": "gone", "until": None}
        ],
        "checks": [check],
        "snapshots": [],
        "citations": [{**cited(), "first_seen_at": "2026-11-22T08:00:00Z", "removed_at": None}],
    }
    out = io.StringIO()
    write_history(format_name, history, out)
    assert "https://x.example/" in out.getvalue()
    assert "2026-11-22T08:00:00Z" in out.getvalue()


@pytest.mark.parametrize("found", list(FORMATS), ids=lambda found: found.name)
def test_a_format_writes_hostile_texts_in_every_way_that_it_can_and_refuses_the_others(found: ReportFormat) -> None:
    hostile = f"{HARMFUL} \" ' < > & | ` [ ] ( ) = + @ \\ {{}} \n # \r --> ]]> </script> \U0001f4a5"
    row = {**cited(hostile, article=hostile, href=hostile), "url": hostile}
    lost = link(hostile, "dead", hostile, cited(hostile, article=hostile, href=hostile), final_url=hostile)
    articles = [{**ARTICLE, "uri": hostile, "title": hostile}, {**BROKEN, "error": hostile}]
    acts: dict[Writing, list[Callable[[TextIO], None]]] = {
        "report": [lambda out: write_report(found.name, make_report([lost], articles), out)],
        "extract": [
            lambda out: write_extract(found.name, articles, lambda: iter([row]), out),
            lambda out: write_extract(found.name, [], lambda: iter([]), out),
        ],
        "tables": [
            lambda out: write_table(found.name, [{"url": hostile, "none": None}], out, title="Things"),
            lambda out: write_table(found.name, [], out, title="Things"),
        ],
    }
    assert any(found.can_write(writing) for writing in (*acts, "overview"))
    for writing, ways in acts.items():
        for act in ways:
            out = io.StringIO()
            if found.can_write(writing):
                act(out)
                assert found.is_for_programs or not set(out.getvalue()) & set("\x1b\u202e\u2066\x00\x9b\ud800")
            else:
                with pytest.raises(UsageError, match=f"{found.name}: this format writes no such thing"):
                    act(out)


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="parchment: no such format; there are terminal, json"):
        told("parchment")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_html_makes_only_web_addresses_clickable_and_runs_no_script_but_its_own() -> None:
    hostile = [
        link("javascript:alert(1)", "invalid", "placeholder", cited('"><script>alert(1)</script>')),
        link("https://x.example/'\"><img src=x onerror=alert(1)>", "dead", "http-404", cited("</style><b>")),
        link(" https://y.example/", "dead", "http-404", cited("x"), final_url="data:text/html,x"),
    ]
    page = _Page()
    text = told("html", make_report([*hostile, *LINKS], [{**ARTICLE, "title": "<script>x</script>"}]))
    page.feed(text)
    hrefs = [value or "" for name, value in page.attributes if name == "href"]
    assert hrefs
    assert all(href.startswith("https://") for href in hrefs)
    assert not {"img", "iframe", "object", "link", "b"} & set(page.tags)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in text
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]


def test_html_filters_by_status_and_hides_what_is_well() -> None:
    text = told("html")
    assert '<input class="filter" type="checkbox" id="show-dead" checked>' in text
    assert '<input class="filter" type="checkbox" id="show-alive">' in text
    assert "body:has(#show-alive:not(:checked)) main .alive { display: none }" in text
    assert 'name="viewport"' in text


def test_html_hides_nothing_of_what_was_given_to_check() -> None:
    text = told("html", make_report([link("https://x.example/", "alive")], [], command="check"))
    assert '<input class="filter" type="checkbox" id="show-alive" checked>' in text
    assert "<h2>Checked links</h2>" in text


def test_the_terminal_width_and_colours_follow_the_environment(tmp_path: Path) -> None:
    program = "import sys; from tests.report.making import TELL_LINKS, told; sys.stdout.write(told('terminal'))"
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    plain = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True).stdout
    assert b"\x1b" not in plain
    assert plain.decode() == told("terminal")


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_an_article_of_which_only_the_beginning_was_read_is_told_with_its_links(format_name: str) -> None:
    error = "long.md: only its first 9 links are read"
    report = make_report([link("https://gone.example/", "dead", "http-404", cited("x"))], [{**ARTICLE, "error": error}])
    text = told(format_name, report)
    assert "gone.example" in text
    assert format_name == "csv" or "only its first 9 links" in text
