"""What articles cite, written as JSON where they are read: it is what the first process would write of the rows."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.report import lines_of_extract, write_extract, write_extract_lines
from linkwatch.report.citation_lines import lines_of

ARTICLE = {"uri": "a.md", "title": "A", "published_at": None, "citations": 1, "error": None}
HARMFUL = [
    "plain",
    'ends with }, {"article": ',
    '}, {"',
    '\\"}, {\\"article\\": ',
    "two\nlines\r\u2028",
    "https://name:secret@a.example/",
    "\udcff",
    "Zürich 東京 😀",
    "",
]


def row(text: str, line: int | None = 1) -> dict[str, Any]:
    return {"article": f"{text}.md", "href": text, "url": text, "text": text, "context": text, "line": line}


def written(format_name: str, of_articles: list[list[dict[str, Any]]], *, as_lines: bool) -> str:
    out = io.StringIO()
    if as_lines:
        lines = lines_of_extract(format_name)
        assert lines is not None
        write_extract_lines(format_name, [ARTICLE], (lines_of(rows, lines) for rows in of_articles), out)
    else:
        write_extract(format_name, [ARTICLE], lambda: (each for rows in of_articles for each in rows), out)
    return out.getvalue()


@pytest.mark.parametrize("format_name", ["json", "jsonl"])
@pytest.mark.parametrize(
    "of_articles",
    [
        [],
        [[]],
        [[row("a")], [], [row("b"), row("c", None)]],
        [[], [row(text) for text in HARMFUL]],
        [[row("a")], [row("b") for _ in range(2500)]],
        *([[row(text), row(text)]] for text in HARMFUL),
    ],
)
def test_the_same_is_written_as_of_rows(format_name: str, of_articles: list[list[dict[str, Any]]]) -> None:
    assert written(format_name, of_articles, as_lines=True) == written(format_name, of_articles, as_lines=False)


@pytest.mark.parametrize("format_name", ["json", "jsonl"])
@given(texts=st.lists(st.text(st.sampled_from('}, {"article": \\@:/\n\ud800é'), max_size=30), max_size=4))
def test_the_same_is_written_whatever_texts_say(format_name: str, texts: list[str]) -> None:
    rows = [[row(text) for text in texts]]
    assert written(format_name, rows, as_lines=True) == written(format_name, rows, as_lines=False)


def test_a_format_that_is_not_json_takes_rows() -> None:
    assert lines_of_extract("csv") is None
