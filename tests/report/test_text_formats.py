import csv
import io
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from linkwatch.report import write_table
from linkwatch.report.words import explain
from tests.report.making import ARTICLE, LINKS, PROBLEM, SNAPSHOT, URI, cited, link, make_report, told


def terminal(**settings: object) -> list[str]:
    return told("terminal", make_report(**settings)).splitlines()  # type: ignore[arg-type]  # passed through as given


def test_the_terminal_tells_the_worst_first_and_only_counts_what_is_well() -> None:
    text = told("terminal")
    order = ["gone page", "lost", "slow", "wall", "moved", "first lost"]
    assert sorted(order, key=text.index) == order
    assert "well.example" not in text
    assert "1 skipped, 1 alive" in text


def test_the_terminal_gives_line_anchor_url_reason_and_what_to_use_instead() -> None:
    lines = [line.strip() for line in terminal()]
    start = lines.index("line 12: “gone page”")
    assert lines[start : start + 5] == [
        "line 12: “gone page”",
        "https://gone.example/",
        "the server says the page is gone (410)",
        "use instead the copy of 2015-06-09:",
        SNAPSHOT["url"],
    ]
    assert "no archived copy was found" in lines
    assert "now at: https://new.example/" in lines


def test_a_placeholder_lists_every_citation_it_lost() -> None:
    citations = [cited(f"lost link {number}", number) for number in range(1, 44)]
    text = told("terminal", make_report([link("#", "invalid", "placeholder", *citations)]))
    for number in range(1, 44):
        assert f"line {number}: “lost link {number}”\n" in text


def test_a_long_url_stays_in_one_piece() -> None:
    url = "https://x.example/" + "segment/" * 60
    assert f"    {url}" in terminal(links=[link(url, "dead", "http-404", cited())])


def test_on_a_pipe_no_line_is_wrapped_or_ends_in_spaces() -> None:
    url = "https://x.example/" + "segment/" * 60
    because = ["the server said one thing and then " + "another " * 40]
    row = link(url, "dead", "parked", cited("word " * 60), evidence={"because": because}, snapshot=SNAPSHOT)
    for lines in (
        terminal(links=[row, *LINKS]),
        terminal(links=[{**row, "citations": []}], articles=[], command="check"),
    ):
        assert [line for line in lines if line != line.rstrip()] == []
        assert f"    {explain('dead', 'parked')}" in lines or f"  dead: {explain('dead', 'parked')}" in lines
        assert [line for line in lines if len(line) > 200]
    assert f"    · {because[0].rstrip()}" in lines
    out = io.StringIO()
    write_table("terminal", [{"location": "https://x.example/", "name": ""}], out, title="Sources")
    assert "name\n" in out.getvalue()


def test_on_a_terminal_sentences_are_wrapped_with_their_indent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in terminal()]
    start = lines.index("    the server says the page is gone")
    assert lines[start + 1] == "    (410)"
    assert f"      {SNAPSHOT['url']}" in lines


def test_nothing_a_stranger_wrote_is_taken_for_rich_markup() -> None:
    text = told(
        "terminal", make_report([link("https://x.example/[/red]", "dead", "http-404", cited("[bold]:smile:[/bold]"))])
    )
    assert "“[bold]:smile:[/bold]”" in text
    assert "https://x.example/[/red]" in text


def test_the_terminal_counts_all_at_the_end_and_says_if_the_run_was_cut_off() -> None:
    lines = terminal(complete=False)
    assert "1 article, 9 citations, 8 links" in lines
    assert "      2  dead        gone" in lines
    assert lines[-1] == f"This run was not finished: {PROBLEM}."
    assert not terminal()[-1].startswith("This run")


@pytest.mark.parametrize("format_name", ["terminal", "markdown", "html", "junit", "sarif", "json", "jsonl"])
def test_every_format_with_a_place_for_it_says_why_a_run_was_not_finished(format_name: str) -> None:
    assert PROBLEM in told(format_name, make_report(complete=False))


@pytest.mark.parametrize("format_name", ["terminal", "markdown", "html", "sarif", "json", "jsonl"])
def test_hosts_that_were_left_alone_are_told_of_a_run_that_was_finished(format_name: str) -> None:
    report = make_report()
    text = told(format_name, replace(report, run={**report.run, "problem": PROBLEM}))
    assert PROBLEM in text
    assert "not finished" not in text


@pytest.mark.parametrize("format_name", ["terminal", "markdown", "html", "junit", "sarif", "csv"])
@pytest.mark.parametrize(("status", "reason"), [("dead", "http-404"), ("redirected", None)])
def test_a_look_of_an_earlier_run_is_told_as_one(format_name: str, status: str, reason: str | None) -> None:
    old = {"reason": "rate-limited", "until": "2026-11-23T08:00:00Z"}
    row = link("https://x.example/", status, reason, cited(), checked_at="2026-11-01T08:00:00Z", old_look=old)
    text = told(format_name, make_report([row], findings=frozenset({status})))
    why = "as seen on 2026-11-01, not looked at again: its host asked to be left alone until 2026-11-23T08:00:00Z"
    assert why in text.replace("&#58;", ":")
    untold = told(format_name, make_report([{**row, "old_look": None}], findings=frozenset({status})))
    assert "not looked at again" not in untold


@pytest.mark.parametrize("format_name", ["junit", "csv"])
def test_an_old_look_that_is_no_finding_is_told_where_all_links_are(format_name: str) -> None:
    old = {"reason": None, "until": None}
    row = link("https://x.example/", "alive", None, cited(), checked_at="2026-11-01T08:00:00Z", old_look=old)
    assert "as seen on 2026-11-01, not looked at again" in told(format_name, make_report([row]))
    assert "as seen" not in told(format_name, make_report([{**row, "old_look": None}]))


def test_check_tells_the_way_to_the_verdict() -> None:
    row = link(
        "https://x.example/",
        "alive",
        None,
        evidence={"because": ["it moved for now", "the page answers"]},
        redirects=[{"url": "https://x.example/", "http_status": 302}],
        final_url="https://y.example/",
    )
    lines = terminal(links=[row], articles=[], command="check")
    assert lines[0] == "https://x.example/"
    assert [line.strip() for line in lines[1:6]] == [
        "alive: a reader gets the page",
        "302 from https://x.example/",
        "ended at https://y.example/",
        "· it moved for now",
        "· the page answers",
    ]


@pytest.mark.parametrize(
    ("status", "reason", "words"),
    [
        ("dead", "http-410", "the server says the page is gone (410)"),
        ("failing", "http-503", "the server answered with 503 Service Unavailable"),
        ("failing", "http-599", "the server answered with 599"),
        ("dead", "dns-nxdomain", "no such domain"),
        ("blocked", "consent-wall", "the site asks for consent, an age or a language before it shows the page"),
        ("blocked", "brand-new-reason", "brand new reason"),
        ("alive", None, "a reader gets the page"),
    ],
)
def test_reasons_have_words(status: str, reason: str | None, words: str) -> None:
    assert explain(status, reason) == words


def test_csv_has_a_row_for_each_citation() -> None:
    found = list(csv.DictReader(io.StringIO(told("csv"))))
    assert len(found) == 9
    assert found[0]["article"] == URI
    assert (found[0]["line"], found[0]["text"], found[0]["status"]) == ("12", "gone page", "dead")
    assert found[0]["snapshot_url"] == SNAPSHOT["url"]
    assert [row["text"] for row in found if row["url"] == "#"] == ["first lost", "second lost"]


@pytest.mark.parametrize("before", ["", " ", "\t", "\n", "\r", "\u3000"])
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x"])
def test_no_csv_cell_is_a_formula(before: str, formula: str) -> None:
    text = before + formula
    row = link(text, "dead", "http-404", cited(text, href=text))
    (found,) = csv.DictReader(io.StringIO(told("csv", make_report([row]))))
    for column in ("text", "href", "url"):
        assert found[column].startswith("'")


def rendered(text: str) -> str:
    markdown = MarkdownIt("gfm-like", {"html": True})
    assert markdown.linkify is not None
    markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # its guesses go beyond GitHub's rules
    return markdown.render(text)


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "[x](https://evil.example/)",
        "![x](https://evil.example/i.png)",
        "`code` **bold** _it_ ~~x~~",
        "<script>alert(1)</script>",
        "<https://evil.example/>",
        "&lt;b&gt; \\",
        "https://evil.example/ www.evil.example a@evil.example @user #12",
    ],
)
def test_nothing_a_stranger_wrote_becomes_markdown(text: str) -> None:
    page = rendered(
        told("markdown", make_report([link("#", "invalid", "placeholder", cited(text))], [{**ARTICLE, "title": text}]))
    )
    page = page.replace("<!-- -->", "")
    for tag in ("<script", "<img", "<a ", "<code", "<strong", "<em", "<s>"):
        assert tag not in page
    assert page.count("<td>") == 3 + 6
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert f"<h2>{shown}</h2>" in page
    assert f"<td>{shown}</td>" in page


def test_markdown_links_web_addresses_even_with_a_pipe() -> None:
    page = rendered(told("markdown", make_report([link("https://x.example/a|b?c=`d`", "dead", "http-404", cited())])))
    assert '<a href="https://x.example/a%7Cb?c=%60d%60">' in page


def test_a_markdown_table_keeps_its_columns() -> None:
    out = io.StringIO()
    write_table("markdown", [{"url": "https://x.example/|", "note": "a|b", "none": None}], out, title="Things")
    page = rendered(out.getvalue())
    assert page.count("<td>") == 3
    assert "<td>a|b</td>" in page


def test_a_table_of_links_says_what_is_known_of_each() -> None:
    row = {
        "url": "https://x.example/",
        "status": "dead",
        "reason": "http-404",
        "citations": 1,
        "last_checked_at": "2026-11-22T08:00:00Z",
        "failing_since": "2026-11-20T08:00:00Z",
        "next_check_at": None,
        "snapshot_url": "https://s.example/",
    }
    out = io.StringIO()
    write_table("terminal", [row], out, title="Links")
    assert out.getvalue().splitlines() == [
        "https://x.example/",
        "  dead: the server says there is no such page (404)",
        "    cited 1 time, looked at 2026-11-22T08:00:00Z, failing since 2026-11-20T08:00:00Z",
        "    archived: https://s.example/",
        "Links: 1",
    ]


def test_a_repair_is_told_in_a_few_lines() -> None:
    row = {
        "article": "a.md",
        "line": 3,
        "href": "https://x.example/",
        "text": "the report",
        "url": "https://x.example/",
        "status": "dead",
        "reason": "http-404",
        "checked_at": "2026-11-22T08:00:00Z",
        "replacement": "https://s.example/",
        "how": "snapshot",
        "grade": "fits",
        "evidence": None,
        "moved_to": None,
        "problem": None,
        "planned": True,
        "done": False,
    }
    left = row | {
        "line": None,
        "replacement": None,
        "problem": "no copy is known",
        "planned": False,
        "evidence": "Why.",
    }
    out = io.StringIO()
    write_table("terminal", [row, row | {"done": True, "grade": None, "how": "moved"}, left], out, title="Repairs")
    cited = ["    https://x.example/", "    dead: the server says there is no such page (404)"]
    assert out.getvalue().splitlines() == [
        *["a.md: line 3: “the report”", *cited, "    to become: https://s.example/ (snapshot, fits)"],
        *["a.md: line 3: “the report”", *cited, "    now: https://s.example/ (moved)"],
        *["a.md: line ?: “the report”", *cited, "    stays as it is: no copy is known", "    Why."],
        "Repairs: 2; stay as they are: 1",
    ]


@pytest.mark.parametrize(
    ("format_name", "words"),
    [("terminal", ("planned  yes", "done     no")), ("markdown", ("| yes | no |",)), ("csv", ("true,false",))],
)
def test_what_is_true_or_false_is_told_in_words(format_name: str, words: tuple[str, ...]) -> None:
    out = io.StringIO()
    write_table(format_name, [{"planned": True, "done": False}], out, title="Repairs")
    assert all(word in out.getvalue() for word in words), out.getvalue()


def test_csv_goes_by_article_and_line() -> None:
    links = [
        link("https://a.example/", "alive", None, cited("last", 30), cited("first", 2)),
        link("https://b.example/", "dead", "http-404", cited("middle", 9), cited("nowhere", None)),
        link("https://c.example/", "dead", "http-404"),
    ]
    found = list(csv.DictReader(io.StringIO(told("csv", make_report(links)))))
    assert [row["text"] for row in found] == ["first", "middle", "last", "nowhere", ""]
    assert found[-1]["url"] == "https://c.example/"
