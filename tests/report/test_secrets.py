"""What a report tells of an address that holds a secret, or that is private: all of it only to the person who asked."""

import io

import pytest

from linkwatch.report import write_extract, write_table
from linkwatch.report.register import FORMATS, can_write, format_names
from tests.report.making import ARTICLE, SNAPSHOT, TELL_LINKS, URI, Row, cited, link, make_report, told
from tests.report.test_atom import change, written

SIGNED = "https://files.example/report.pdf?page=2&X-Amz-Signature=hush"
PRIVATE = "http://10.1.2.3/hush?page=2"
PUBLIC = ("markdown", "html", "junit", "sarif")


def signed_link() -> Row:
    citation = {**cited("the report", 3, href=SIGNED), "context": f"It says so in {SIGNED} too."}
    return link(
        *(SIGNED, "dead", "http-404", citation),
        final_url=f"{SIGNED}&last=1",
        redirects=[{"url": SIGNED, "http_status": 302}],
        evidence={"because": [f"302 at {SIGNED}, then 404"]},
        snapshot={**SNAPSHOT, "url": f"https://web.archive.example/web/2015/{SIGNED}", "original_url": SIGNED},
    )


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_a_secret_stands_only_in_a_persons_own_reports(format_name: str) -> None:
    moved = link(f"{SIGNED}&2", "redirected", None, cited("moved", 4), final_url=SIGNED)
    text = told(format_name, make_report([signed_link(), moved, link(f"{SIGNED}&3", "dead", "http-404")]))
    assert "files.example/report.pdf" in text
    assert ("hush" in text) == (format_name not in PUBLIC)
    if format_name in PUBLIC:
        assert "Signature=…" in text.replace("\\u2026", "…").replace("&#8230;", "…")


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_a_private_address_that_was_not_asked_stands_only_in_a_persons_own_reports(format_name: str) -> None:
    skipped = link(PRIVATE, "skipped", "private-address", cited("inside", 3, href=PRIVATE))
    led_there = link(
        *("https://x.example/", "failing", "private-address", cited("led inside", 4)),
        evidence={"because": [f"302 at https://x.example/ to {PRIVATE}"]},
    )
    text = told(format_name, make_report([skipped, led_there]))
    assert "x.example" in text
    if format_name in PUBLIC:
        assert "hush" not in text
        assert "10.1.2.3" not in text
    elif format_name != "terminal":  # which only counts what was skipped
        assert PRIVATE in text


@pytest.mark.parametrize("format_name", TELL_LINKS)
def test_a_private_address_that_was_asked_because_the_settings_allow_it_is_told(format_name: str) -> None:
    assert "http://10.1.2.3/wiki" in told(
        format_name, make_report([link("http://10.1.2.3/wiki", "dead", "http-404", cited())])
    ).replace("&#58;", ":").replace("&#46;", ".")


@pytest.mark.parametrize("format_name", format_names("tables"))
def test_lists_and_citations_are_told_in_the_same_way(format_name: str) -> None:
    out = io.StringIO()
    write_table(format_name, [{"location": SIGNED, "name": "files"}], out, title="Sources")
    if can_write(format_name, "extract"):
        row = {"article": URI, "href": SIGNED, "url": SIGNED, "text": SIGNED, "context": SIGNED, "line": 1}
        row |= {"place": None, "cited_at": None, "kind": "link", "part": "body"}
        write_extract(format_name, [ARTICLE], lambda: [row], out)
    assert ("hush" in out.getvalue()) == (format_name not in PUBLIC)


def test_a_feed_tells_no_secret_and_no_private_address() -> None:
    feed = written(
        change(1, url=SIGNED, new_status="redirected", reason=None, final_url=f"{SIGNED}&2"),
        change(2, url=PRIVATE, snapshot_url=f"https://web.archive.example/web/2015/{PRIVATE}", articles=[PRIVATE]),
        self_url="https://l.example/changes.atom?token=hush",
    )
    assert "hush" not in feed
    assert "10.1.2.3" not in feed
    assert "dead: (an address on a private network)" in feed
    assert "X-Amz-Signature=…" in feed


def test_entries_of_addresses_that_look_alike_are_told_apart() -> None:
    first, second = (written(change(url=f"https://x.example/?token={secret}")) for secret in ("one", "two"))
    assert first.partition("<title>dead")[0] != second.partition("<title>dead")[0]
    assert first.partition("<title>dead")[2] == second.partition("<title>dead")[2]


def test_only_a_persons_own_formats_are_told_secrets() -> None:
    assert {found.name for found in FORMATS if not found.tells_secrets} >= set(PUBLIC)
    assert {found.name for found in FORMATS if found.tells_secrets} == {"terminal", "json", "jsonl", "csv"}
