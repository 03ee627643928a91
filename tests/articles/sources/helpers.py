"""Reading sources in tests."""

import io

import pytest

from linkwatch.articles.sources import Found, ReadUrl, no_web
from linkwatch.articles.sources.register import open_source, parse_input
from linkwatch.model import Document, Unreadable
from linkwatch.reading import Here


def cut_lists_after(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no list name more articles than so many."""
    for module in ("lists", "whole_feed", "whole_sitemap"):
        monkeypatch.setattr(f"linkwatch.articles.sources.{module}.MAX_ENTRIES", count)


async def read_all(text: str, read_url: ReadUrl = no_web, stdin: bytes = b"") -> list[Found]:
    """Read an INPUT to its end."""
    source = open_source(parse_input(text), read_url, Here(), io.BytesIO(stdin))
    return [document async for document in source.documents()]


def names(found: list[Found]) -> list[str]:
    """The URIs of the documents; all of them must be readable."""
    for item in found:
        assert isinstance(item, Document), item
    return [item.uri for item in found]


def errors(found: list[Found]) -> list[str]:
    """The errors, each of which must be one line."""
    lines = [item.error for item in found if isinstance(item, Unreadable)]
    assert all("\n" not in line for line in lines)
    return lines
