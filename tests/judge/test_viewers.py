"""Which file a viewer's own address names."""

import pytest

from linkwatch.judge.viewers import file_in_query, names_file_surely

VIEWER = "http://a.test/web/viewer.html?"


@pytest.mark.parametrize(
    ("query", "file"),
    [
        ("file=/x/a.pdf", "http://a.test/x/a.pdf"),
        ("file=a.pdf", "http://a.test/web/a.pdf"),
        ("lang=en&FILE=A.PDF", "http://a.test/web/A.PDF"),
        ("url=https%3A//b.test/a.docx", "https://b.test/a.docx"),
        ("src=a.mp4%3Ft=1", "http://a.test/web/a.mp4?t=1"),
        ("src=a.mp4%23t=1", "http://a.test/web/a.mp4"),
        ("q=a.pdf", None),
        ("file=a.pdf.html", None),
        ("file=mailto:a.pdf", None),
        ("file=http://[/a.pdf", None),
        ("", None),
        ("&".join(["x=1"] * 19) + "&file=/a.pdf", "http://a.test/a.pdf"),
        ("&".join(["x=1"] * 20) + "&file=/a.pdf", None),
    ],
)
def test_the_query_names_it(query: str, file: str | None) -> None:
    assert file_in_query(f"{VIEWER}{query}") == file


@pytest.mark.parametrize(("letters", "is_read"), [(4000, True), (4001, False)])
def test_the_beginning_of_an_address_is_read(letters: int, *, is_read: bool) -> None:
    ends = "&file=/a.pdf"
    url = f"{VIEWER}{'x' * (letters - len(VIEWER) - len(ends))}{ends}"
    assert len(url) == letters
    assert (file_in_query(url) is not None) is is_read


def test_an_address_that_is_none_names_nothing() -> None:
    assert file_in_query("http://[/?file=/a.pdf") is None
    assert not names_file_surely("http://[/?file=/a.pdf")


@pytest.mark.parametrize(
    ("query", "is_sure"),
    [
        ("file=/a.pdf", True),
        ("file=http://b.test/a.pdf", True),
        ("file=https://b.test/a.pdf", True),
        ("file=a.pdf", False),
        ("file=ftp://b.test/a.pdf", False),
        ("q=/a.pdf", False),
    ],
)
def test_what_is_relative_may_be_so_to_something_else(query: str, *, is_sure: bool) -> None:
    assert names_file_surely(f"{VIEWER}{query}") is is_sure
