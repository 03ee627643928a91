"""Reads RIS, the lists of references that catalogues and reference managers export."""

import re
from collections.abc import Iterator
from datetime import datetime

from linkwatch.articles.extract.accessed import read_day
from linkwatch.articles.extract.encoding import CharSpan
from linkwatch.articles.extract.identifiers import doi_url, identifier_links
from linkwatch.articles.extract.text_links import Scanned, TextLink, bare_urls, read_text
from linkwatch.model import Article, Document

_FIELD = re.compile(r"^(?P<tag>[A-Z][A-Z0-9]) {1,2}-[ \t]*(?P<value>[^\n]*)", re.MULTILINE)
_BETWEEN = re.compile(r";(?=\s*(?:https?|ftp)://)", re.IGNORECASE)
_ADDRESSES = ("UR", "LK", "L1", "L2", "L3", "N1", "M1", "M3")  # a file's path stands in some of them: no address


def read(document: Document) -> Article:
    """Read a list of references."""
    return read_text(document, lambda text: Scanned(_marks(text)))


def _marks(text: str) -> Iterator[TextLink]:
    fields: list[re.Match[str]] = []
    number = 1
    for field in _FIELD.finditer(text):
        if field["tag"] in ("TY", "ER"):
            yield from _marks_of(fields, number)
            number += field["tag"] == "ER"
            fields = []
        else:
            fields.append(field)
    yield from _marks_of(fields, number)


def _marks_of(fields: list[re.Match[str]], number: int) -> Iterator[TextLink]:
    title = _first(fields, "TI", "T1", "CT", "BT")
    people = "; ".join(field["value"].strip() for field in fields if field["tag"] in ("AU", "A1"))
    context = ". ".join(part for part in (people, title, _first(fields, "PY", "Y1")[:4]) if part)
    cited_at = _date(_first(fields, "Y2"))
    for field in fields:
        for href, span, url in _addresses(field):
            label = title or href
            around = context if title else f"{context}. {label}".lstrip(". ")
            yield TextLink(href, *span, label, span, url, around, f"entry {number}", cited_at)


def _addresses(field: re.Match[str]) -> Iterator[tuple[str, CharSpan, str | None]]:
    start = field.start("value")
    value = field["value"]
    if field["tag"] == "DO":
        written = value.strip()
        url = doi_url(written)
        if url is not None or "://" in written:
            begin = start + value.index(written)
            yield written, (begin, begin + len(written)), url
    elif field["tag"] in _ADDRESSES:
        for begin, end in _several(value):
            yield value[begin:end], (start + begin, start + end), None
        for mark in identifier_links(value):
            yield mark.href, (start + mark.end - len(mark.href), start + mark.end), mark.url


def _several(value: str) -> Iterator[CharSpan]:
    """Yield where each address of a field begins and ends: several stand behind semicolons."""
    begin = 0
    for between in (*_BETWEEN.finditer(value), None):
        end = between.start() if between else len(value)
        yield from bare_urls(value, begin, end)
        begin = end


def _first(fields: list[re.Match[str]], *tags: str) -> str:
    return next((field["value"].strip() for tag in tags for field in fields if field["tag"] == tag), "")


def _date(written: str) -> datetime | None:
    return read_day(written.rstrip("/ ")) if written else None
