"""Reads CSL-JSON, the libraries of citation processors and of Zotero: addresses, DOIs and the like."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from linkwatch.articles.extract.accessed import read_day
from linkwatch.articles.extract.encoding import CharSpan
from linkwatch.articles.extract.identifiers import arxiv_url, doi_url, handle_url, identifier_links, urn_url
from linkwatch.articles.extract.json_values import BREAKS_OFF, WHOLE, Path, Places, Value, values
from linkwatch.articles.extract.text_links import Scanned, TextLink, bare_urls, read_text
from linkwatch.errors import InputError
from linkwatch.model import Article, Document

_ADDRESSES = ("url", "link", "archive_location")
_IDENTIFIERS = {"doi": doi_url, "arxiv": arxiv_url, "hdl": handle_url, "handle": handle_url, "urn": urn_url}
_DEEPEST_NAME = 2  # names and dates lie that deep in an item


def read(document: Document) -> Article:
    """Read a library. Raises InputError for what is no JSON list or object."""
    ended: set[Path] = set()

    def scan(text: str) -> Scanned:
        if text.strip() and text.lstrip()[0] not in "[{":
            raise InputError(f"{document.uri}: not a list of items: it is no JSON")
        return Scanned(_marks(text, ended))

    article = read_text(document, scan)
    if WHOLE in ended or article.left_out or not document.body.strip():
        return article
    return replace(article, left_out=BREAKS_OFF)


def _marks(text: str, ended: set[Path]) -> Iterator[TextLink]:
    """Yield the addresses of each item when it ends. Items stand in a list, in a field "items", or alone.

    ended: is given WHOLE when all of them have.
    """
    fields: dict[str, list[Value]] = {}
    for value in values(text):
        path = value if isinstance(value, tuple) else value.path
        depth = 1 if path and isinstance(path[0], int) else 2 if path[:1] == ("items",) else 0
        if isinstance(value, tuple):
            if value == WHOLE:
                ended.add(value)
            if len(path) == depth:
                yield from _marks_of(fields)
                fields = {}
        elif len(path) > depth:
            fields.setdefault(str(path[depth]).lower(), []).append(value)
    yield from _marks_of(fields)


def _marks_of(fields: dict[str, list[Value]]) -> Iterator[TextLink]:
    title = _first(fields, "title")
    people = "; ".join(_people(fields))
    context = ". ".join(part for part in (people, title, _year(fields)) if part)
    key = _first(fields, "id") or _first(fields, "citation-key")
    place = f"entry {key}" if key else None
    cited_at = _date(fields.get("accessed", []))
    for name, found in fields.items():
        for value in found:
            for href, span, url in _addresses(name, value):
                label = title or href
                around = context if title else f"{context}. {label}".lstrip(". ")
                yield TextLink(href, *span, label, span, url, around, place, cited_at)


def _addresses(name: str, value: Value) -> Iterator[tuple[str, CharSpan, str | None]]:
    """Yield each address of a field as it is meant, where it is written, and what it stands for."""
    if not value.is_string:
        return
    text = value.text
    whole = value.start, value.end
    if name in _IDENTIFIERS:
        url = _IDENTIFIERS[name](text)
        if url is not None or "://" in text:
            yield text, whole, url
    elif name in _ADDRESSES:
        if ":" in text or text.startswith("www."):
            yield text.strip(), whole, None
    elif name == "note":
        places = Places(value)
        for start, end in bare_urls(text):
            yield text[start:end], places.span(start, end), None
        for mark in identifier_links(text):
            yield mark.href, places.span(mark.end - len(mark.href), mark.end), mark.url


def _first(fields: dict[str, list[Value]], name: str) -> str:
    return " ".join(fields[name][0].text[:1000].split()) if name in fields else ""


def _people(fields: dict[str, list[Value]]) -> list[str]:
    name = "author" if "author" in fields else "editor"
    return [value.text for value in fields.get(name, [])[:20] if value.path[-1] in ("family", "literal")]


def _year(fields: dict[str, list[Value]]) -> str:
    return fields["issued"][0].text if "issued" in fields else ""


def _date(found: list[Value]) -> datetime | None:
    """Read {"date-parts": [[2014, 5, 3]]} or {"raw": "2014-05-03"}."""
    parts = [value.text for value in found if "date-parts" in value.path][:3]
    if parts:
        return read_day("-".join(part.zfill(2) for part in [*parts, "01", "01"][:3]))
    return next((date for value in found if (date := read_day(value.text)) is not None), None)
