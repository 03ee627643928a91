r"""Reads BibTeX and BibLaTeX: addresses, DOIs, arXiv numbers and handles, and the addresses in notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from linkwatch.articles.extract.accessed import find_accessed, read_day
from linkwatch.articles.extract.encoding import CharSpan
from linkwatch.articles.extract.identifiers import arxiv_url, doi_url, handle_url, identifier_links, urn_url
from linkwatch.articles.extract.tex import plain, url_of
from linkwatch.articles.extract.text_links import Scanned, TextLink, bare_urls, read_text
from linkwatch.model import Article, Document

_ENTRY = re.compile(r"@\s*(?P<kind>[A-Za-z]+)\s*[{(]")
_NEXT_ENTRY = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*+%[^\n]*+", re.MULTILINE)
_KEY = re.compile(r"\s*(?P<key>[^\s,={}()\"@]*)\s*,?")
_FIELD = re.compile(r"[\s,]*+(?P<name>[^\s=,{}()\"#]+)\s*=\s*")
_WORD = re.compile(r"[^\s,{}()\"#]+")
_JOIN = re.compile(r"\s*#\s*")
_BRACE = re.compile(r"\\.|[{}\"]", re.DOTALL)
_LINK = re.compile(r"\\(?:url|href)\s*\{([^{}]+)\}")
_IDENTIFIERS = {"doi": doi_url, "arxiv": arxiv_url, "hdl": handle_url, "handle": handle_url, "urn": urn_url}
_LONGEST = 1000  # characters of a title that are looked at
_URLS = re.compile(r"(?:opt)?(?:url|link|ee|bdsk-url-\d{1,2}|pdf|website|homepage)")
_NO_ADDRESSES = ("abstract", "title", "booktitle", "author", "editor", "keywords", "file", "journal")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{0,20}:|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Value:
    """The value of a field. span: where it is written; None where it is put together."""

    text: str
    span: CharSpan | None


@dataclass(frozen=True, slots=True)
class _Address:
    """href: as the author means it. span: where it is written. url: what an identifier stands for."""

    href: str
    span: CharSpan | None
    url: str | None = None


def read(document: Document) -> Article:
    """Read a bibliography."""
    return read_text(document, lambda text: Scanned(_marks(text), comments=[m.span() for m in _COMMENT.finditer(text)]))


def _marks(text: str) -> Iterator[TextLink]:
    macros: dict[str, str] = {}
    position = stop = 0
    while entry := _ENTRY.search(text, position):
        if stop <= entry.start():
            beyond = _NEXT_ENTRY.search(text, entry.end())
            stop = beyond.start() if beyond else len(text)
        kind = entry["kind"].lower()
        if kind in ("comment", "preamble"):
            position = _value(text, entry.end() - 1, stop, macros)[1]
            continue
        key = None if kind == "string" else _KEY.match(text, entry.end(), stop)
        fields, position = _fields(text, key.end() if key else entry.end(), stop, macros)
        if kind == "string":
            macros.update({name: value.text for name, value in fields.items()})
        else:
            yield from _marks_of(entry.span(), key["key"] if key else "", fields)


def _fields(text: str, position: int, stop: int, macros: dict[str, str]) -> tuple[dict[str, _Value], int]:
    """Read name = value, name = value … Return them, and where the entry ends."""
    fields: dict[str, _Value] = {}
    while name := _FIELD.match(text, position, stop):
        pieces = []
        position = name.end()
        while True:
            piece, position = _value(text, position, stop, macros)
            pieces.append(piece)
            joint = _JOIN.match(text, position, stop)
            if joint is None:
                break
            position = joint.end()
        value = pieces[0] if len(pieces) == 1 else _Value("".join(piece.text for piece in pieces), None)
        fields.setdefault(name["name"].lower(), value)
    return fields, max(position, min(stop, position + 1))


def _value(text: str, position: int, stop: int, macros: dict[str, str]) -> tuple[_Value, int]:
    """Read one value. One that is never closed goes on to the next entry."""
    opening = text[position : position + 1] if position < stop else ""
    if opening not in ("{", '"') or not opening:
        word = _WORD.match(text, position, stop)
        if word is None:
            return _Value("", None), position
        span = word.span() if word[0].lower() not in macros else None
        return _Value(macros.get(word[0].lower(), word[0]), span), word.end()
    depth = 0
    start = at = position + 1
    while mark := _BRACE.search(text, at, stop):
        at = mark.end()
        if mark[0] == "{":
            depth += 1
        elif depth == 0 and mark[0] == ("}" if opening == "{" else '"'):
            return _Value(text[start : mark.start()], (start, mark.start())), at
        elif mark[0] == "}":
            depth = max(0, depth - 1)
    return _Value(text[start:stop], (start, stop)), stop


def _marks_of(entry: CharSpan, key: str, fields: dict[str, _Value]) -> Iterator[TextLink]:
    title = _words(fields, "title")
    people = (_words(fields, "author") or _words(fields, "editor")).replace(" and ", "; ")
    context = ". ".join(part for part in (people, title, _words(fields, "date") or _words(fields, "year")) if part)
    place = f"entry {key}" if key else None
    cited_at = _accessed(fields)
    for name, value in fields.items():
        for found in _addresses(name, value, fields):
            label = title or found.href
            around = context if title else f"{context}. {label}".lstrip(". ")
            yield TextLink(found.href, *(found.span or entry), label, found.span, found.url, around, place, cited_at)


def _words(fields: dict[str, _Value], name: str) -> str:
    return " ".join(plain(fields[name].text[:_LONGEST]).split()) if name in fields else ""


def _accessed(fields: dict[str, _Value]) -> datetime | None:
    for name in ("urldate", "lastaccessed", "accessed", "lastchecked"):
        if name in fields and (date := read_day(fields[name].text)) is not None:
            return date
    notes = (find_accessed(_words(fields, name)) for name in ("note", "howpublished", "annote"))
    return next((date for date in notes if date), None)


def _addresses(name: str, value: _Value, fields: dict[str, _Value]) -> Iterator[_Address]:
    """Yield the addresses in a field."""
    url = _identifier_url(name, value.text, fields)
    if url is not None:
        yield _address(value, 0, len(value.text), url)
    elif name in _NO_ADDRESSES:
        return
    elif (
        _LINK.search(value.text) is None
        and _ADDRESS.match(value.text)
        and (_URLS.fullmatch(name) or name in _IDENTIFIERS)
    ):
        yield _address(value, 0, len(value.text))
    else:
        yield from _in_text(value)


def _in_text(value: _Value) -> Iterator[_Address]:
    """Yield the addresses in a note: those within a command, else those that stand as they are, and identifiers."""
    links = [match.span(1) for match in _LINK.finditer(value.text)]
    for start, end in links or bare_urls(value.text):
        yield _address(value, start, end)
    for mark in identifier_links(value.text):
        yield _address(value, mark.end - len(mark.href), mark.end, mark.url)


def _address(value: _Value, start: int, end: int, url: str | None = None) -> _Address:
    written = value.text[start:end]
    start += len(written) - len(written.lstrip())
    end = max(start, end - len(written) + len(written.rstrip()))
    span = (value.span[0] + start, value.span[0] + end) if value.span else None
    return _Address(url_of(value.text[start:end]), span, url)


def _identifier_url(name: str, written: str, fields: dict[str, _Value]) -> str | None:
    """Return what an identifier stands for. One that is written as an address is none."""
    if name == "eprint":
        kind = fields.get("archiveprefix") or fields.get("eprinttype")
        name = kind.text.strip().lower() if kind else "arxiv"
    resolve = _IDENTIFIERS.get(name)
    return resolve(url_of(written)) if resolve else None
