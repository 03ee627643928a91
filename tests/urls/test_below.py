"""Plain relative hrefs, which are put behind their folder without being parsed: they lead where parsing says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.urls import folder_of, resolve, resolve_below

BASES = [
    "file:///srv/docs/page.html",
    "file:///",
    "file:///C:/docs/a",
    "https://a.example/b/c.html?d#e",
    "http://a.example",
    "http://127.0.0.1:8080/a/",
]
HREFS = st.lists(
    st.sampled_from(
        ["a", "page-2.html", "/", "//", ".", "..", ":", ";", "?", "#", "%", "%s", "@", "|", "http", " ", "é"]
    ),
    min_size=1,
    max_size=6,
).map("".join)


@pytest.mark.parametrize("base", BASES)
@given(href=HREFS)
def test_an_href_leads_where_parsing_says(base: str, href: str) -> None:
    folder = folder_of(base)
    assert folder is not None
    assert resolve_below(href, folder, base) in (None, resolve(href, base, base))


@pytest.mark.parametrize(
    "href", ["page-2.html", "a/b/", "a/b.html?c=d&e=https://f.example/", "C", "a@b.html", "v1..v2"]
)
def test_plain_hrefs_are_not_parsed(href: str) -> None:
    base = "https://a.example/b/c.html"
    assert resolve_below(href, "https://a.example/b/", base) == resolve(href, base, base)


@pytest.mark.parametrize(
    "href", ["/a", "//a.example", "../a", "a/../b", "a/./b", "?a", "http:/a", "http;//a", "%61", "é"]
)
def test_others_are(href: str) -> None:
    assert resolve_below(href, "https://a.example/b/", "https://a.example/b/c.html") is None


@pytest.mark.parametrize("base", ["mailto:a@b.example", "ftp://a.example/b", "file://host/share/a", "data:,a", ""])
def test_some_bases_are_no_folders(base: str) -> None:
    assert folder_of(base) is None
