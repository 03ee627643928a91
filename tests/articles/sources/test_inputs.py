"""What an INPUT of the command line means."""

import pytest

from linkwatch.articles.sources import SourceSpec, no_web
from linkwatch.articles.sources.register import needs_web, open_source, parse_input
from linkwatch.errors import InputError, UsageError
from linkwatch.reading import Here
from tests.articles.sources.helpers import errors, read_all


@pytest.mark.parametrize(
    ("text", "kind", "location"),
    [
        ("-", "stdin", "-"),
        ("https://example.org/a", "url", "https://example.org/a"),
        ("HTTP://example.org", "url", "HTTP://example.org"),
        ("page:https://example.org/", "page", "https://example.org/"),
        ("feed:https://example.org/rss", "feed", "https://example.org/rss"),
        ("sitemap:http://example.org/s.xml", "sitemap", "http://example.org/s.xml"),
        ("urls:list.txt", "urls", "list.txt"),
        ("feed:/a/local.xml", "feed", "/a/local.xml"),
        ("opml:/a/feeds.opml", "opml", "/a/feeds.opml"),
        ("urls:https://example.org/list", "urls", "https://example.org/list"),
        ("files:feed:x", "files", "feed:x"),
        ("docs/**/*.md", "files", "docs/**/*.md"),
        ("C:\\docs", "files", "C:\\docs"),
        ("./-", "files", "./-"),
    ],
)
def test_an_input_is_understood(text: str, kind: str, location: str) -> None:
    spec = parse_input(text)
    assert (spec.kind, spec.location) == (kind, location)
    assert open_source(spec, no_web, Here(), None).location == location


@pytest.mark.parametrize("text", ["", "  ", "feed:local.xml", "opml:example.org/list", "page:a.html"])
def test_an_input_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_input(text)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="carrier-pigeon: no such kind of source; there are stdin, url"):
        open_source(SourceSpec("carrier-pigeon", "x"), no_web, Here(), None)


def test_only_what_is_on_the_web_needs_it() -> None:
    needing = ["https://example.org", "feed:https://example.org", "urls:https://example.org"]
    assert [needs_web(parse_input(text)) for text in [*needing, "feed:/list.xml"]] == [True] * 4
    assert [needs_web(parse_input(text)) for text in ("a.md", "-", "urls:list.txt")] == [False] * 3


async def test_without_the_web_a_url_is_unreadable() -> None:
    with pytest.raises(InputError):
        await no_web("https://example.org")
    assert errors(await read_all("https://user:secret@example.org/")) == [
        "https://***@example.org/: nothing is read from the web here"
    ]


async def test_standard_input_is_one_document(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.chdir(str(tmp_path))
    (document,) = await read_all("-", stdin=b"[a](b)")
    assert (document.uri, document.body, document.base_url) == ("-", b"[a](b)", f"file://{tmp_path}/")  # type: ignore[union-attr]  # a Document
