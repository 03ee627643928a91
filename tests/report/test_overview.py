"""What a whole database comes to, in every format."""

import csv
import io
import json
from typing import Any

import pytest

from linkwatch.model import Row
from linkwatch.report import write_health, write_overview
from linkwatch.report.register import format_names
from tests.report.test_every_format import HARMFUL

NUMBERS: Row = {"alive": 5, "changed": 0, "blocked": 1, "failing": 2, "dead": 1234}
CHANGE: Row = {
    "changed_at": "2026-11-22T08:00:00Z",
    "url": "https://gone.example/",
    "old_status": "alive",
    "new_status": "dead",
    "reason": "http-404",
    "citations": 2,
    "snapshot_url": "https://archive.example/1",
}
ARTICLE: Row = {
    "article": "/notes/a.md",
    "title": "The title",
    "published_at": None,
    "citations": 9,
    **NUMBERS,
    "invalid": 0,
    "dead_with_snapshot": 1,
}
HOST: Row = {"host": "gone.example", "links": 10, **NUMBERS, "dead_percent": 12.5}
DAY: Row = {"day": "2026-11-22", "links": 10, **NUMBERS, "dead_percent": 12.5}
OVERVIEW: Row = {
    "database": {
        "sources": 1,
        "articles": 2,
        "citations": 3,
        "links": 4,
        "readable": 3,
        "last_checked_at": "2026-11-22T08:00:00Z",
    },
    "by_status": {"alive": 3, "dead": 1},
    "deaths": [CHANGE],
    "returns": [],
    "articles": [ARTICLE],
    "hosts": [HOST],
    "days": [DAY],
}
EMPTY: Row = {
    "database": {"sources": 0, "articles": 0, "citations": 0, "links": 0, "readable": 0, "last_checked_at": None},
    "by_status": {},
    **{name: [] for name in ("deaths", "returns", "articles", "hosts", "days")},
}


def overview(format_name: str, row: Row = OVERVIEW) -> str:
    out = io.StringIO()
    write_overview(format_name, row, out)
    return out.getvalue()


def health(format_name: str, rows: list[Row]) -> str:
    out = io.StringIO()
    write_health(format_name, iter(rows), out, title="Things")
    return out.getvalue()


@pytest.mark.parametrize("format_name", format_names("overview"))
def test_every_format_tells_deaths_articles_hosts_and_days(format_name: str) -> None:
    text = overview(format_name)
    for told in ("https://gone.example/", "/notes/a.md", "gone.example", "2026-11-22", "12.5"):
        assert told in text.replace("&#46;", ".")
    assert overview(format_name, EMPTY)


@pytest.mark.parametrize("format_name", format_names("overview"))
@pytest.mark.parametrize("row", [ARTICLE, HOST, DAY], ids=["article", "host", "day"])
def test_every_format_tells_row_by_row(format_name: str, row: Row) -> None:
    text = health(format_name, [row, row])
    assert text.count(str(next(iter(row.values())))) >= 2
    assert "1234" in text.replace(",", "")
    health(format_name, [])


@pytest.mark.parametrize("format_name", [name for name in format_names("overview") if not name.startswith("json")])
def test_what_strangers_wrote_stays_text(format_name: str) -> None:
    hostile = f"</td><script>alert(1)</script> {HARMFUL}"
    secret = "https://user:s3cret@x.example/"
    row = {**OVERVIEW, "articles": [{**ARTICLE, "title": hostile, "article": secret}]}
    for text in (overview(format_name, row), health(format_name, row["articles"])):
        assert not set(text) & set("\x1b\u202e\u2066\x00\x9b\ud800")
        assert "s3cret" not in text
        assert "<script>alert" not in text or format_name in ("terminal", "csv")


def test_json_is_one_object_and_json_lines_say_what_each_is() -> None:
    assert json.loads(overview("json"))["by_status"] == {"alive": 3, "dead": 1}
    lines: list[dict[str, Any]] = [json.loads(line) for line in overview("jsonl").splitlines()]
    assert [line["type"] for line in lines] == ["database", "death", "article", "host", "day"]


def test_csv_gives_a_row_for_each_figure() -> None:
    rows = list(csv.reader(io.StringIO(overview("csv"))))
    assert rows[0] == ["list", "of", "figure", "value"]
    assert ["by_status", "", "dead", "1"] in rows
    assert ["hosts", "gone.example", "dead_percent", "12.5"] in rows


def test_the_terminal_puts_numbers_under_their_names() -> None:
    lines = health("terminal", [HOST]).splitlines()
    heading, row = lines[0], lines[1]
    for name, value in (("dead", "1234"), ("readable", "5"), ("dead %", "12.5"), ("links", "10")):
        end = heading.index(f" {name}") + len(name) + 1
        assert row[:end].endswith(f" {value}")
    assert lines[-1] == "Things: 1"


def test_html_tables_can_be_sorted_and_have_bars_that_say_what_they_show() -> None:
    text = overview("html")
    assert text.count('<table class="sortable">') == 4
    assert 'aria-label="1 dead, 3 alive"' in text
    assert '<i class="dead-colour" style="flex-grow:1234"></i>' in text
    assert "use instead" in text
