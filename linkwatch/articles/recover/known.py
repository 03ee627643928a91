"""What an article says of a page that is gone without any copy: its words, and the DOIs and ISBNs beside it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from linkwatch.articles.extract import extract
from linkwatch.articles.extract.identifiers import doi_url
from linkwatch.articles.recover import DeadEnd, Identifier, WorkRecord
from linkwatch.model import Citation, Document
from linkwatch.urls import redact

SERVICES: Mapping[str, str] = {
    "crossref": "https://api.crossref.org/works/{}",
    "openalex": "https://api.openalex.org/works/doi:{}",
}
"""Where a DOI is looked up, by the name of the service."""

_BEFORE, _BEHIND = 300, 600  # bytes around an address in which an entry of a bibliography says more of it
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,5}/[^\s\"'<>{}|\\^`\[\],;]+")
_ISBN = re.compile(r"ISBN(?:-1[03])?:?\s{0,3}((?:97[89][- ]?)?(?:\d[- ]?){9}[\dX])(?![\d-])", re.IGNORECASE)
_MOST = 5  # of one citation
_AUTHORS = 10


def read_dead_ends(document: Document, titles: Mapping[str, str | None]) -> list[DeadEnd]:
    """Return the citations of pages that are gone, in their order. Raises InputError as `extract` does.

    titles: of the pages, by URL, passwords hidden; None where the title is not known.
    """
    return [
        DeadEnd(
            document.uri,
            url,
            citation.text,
            citation.line,
            citation.context,
            _identifiers(document.body, citation),
            titles[url],
        )
        for citation in extract(document).citations
        if (url := redact(citation.target.url)) in titles
    ]


def _identifiers(body: bytes, citation: Citation) -> tuple[Identifier, ...]:
    texts = [citation.href, citation.text, citation.context]
    if citation.span is not None:
        start, end = citation.span
        before = body[max(0, start - _BEFORE) : start].decode("utf-8", "replace")
        behind = body[end : end + _BEHIND].decode("utf-8", "replace")
        texts.append(re.split(r"\n\s*\n", before)[-1] + re.split(r"\n\s*\n", behind)[0])
    found = dict.fromkeys(one for text in texts for one in identifiers_in(text))
    return tuple(found)[:_MOST]


def identifiers_in(text: str) -> Iterator[Identifier]:
    """Yield the DOIs and the ISBNs of a text."""
    for match in _DOI.finditer(text):
        value = match[0].rstrip(".:!?)*_")
        value += ")" if value.count("(") > value.count(")") else ""
        if url := doi_url(value):
            yield Identifier("doi", value.lower(), url)
    for match in _ISBN.finditer(text):
        value = re.sub(r"[- ]", "", match[1]).upper()
        if _is_isbn(value):
            yield Identifier("isbn", value, None)


def _is_isbn(value: str) -> bool:
    digits = [10 if char == "X" else int(char) for char in value]
    if len(digits) == 10:
        return sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11 == 0
    return "X" not in value and sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def address_at(service: str, doi: str) -> str:
    """Return where a service tells of a DOI."""
    return SERVICES[service].format(quote(doi, safe="/"))


def read_record(service: str, body: bytes, url: str) -> WorkRecord | None:
    """Read what a service answered about a DOI; None where that is no record. url: where the DOI leads."""
    try:
        said = json.loads(body)
        read = _crossref(said["message"]) if service == "crossref" else _openalex(said)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None
    title, authors, year = read
    if not isinstance(title, str) or not title.strip():
        return None
    named = tuple(name for name in authors if isinstance(name, str))[:_AUTHORS]
    return WorkRecord(service, " ".join(title.split()), named, year if isinstance(year, int) else None, url)


def _crossref(work: Any) -> tuple[object, list[object], object]:
    authors = [
        " ".join(str(one[part]) for part in ("given", "family", "name") if part in one)
        for one in work.get("author") or ()
    ]
    issued = work.get("issued")
    return work["title"][0], [*authors], issued["date-parts"][0][0] if issued else None


def _openalex(work: Any) -> tuple[object, list[object], object]:
    authors = [one["author"]["display_name"] for one in work.get("authorships") or ()]
    return work["title"], authors, work.get("publication_year")
