"""Identifiers that bibliographies write instead of addresses, and the addresses that resolve them."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from linkwatch.articles.extract.text_links import TextLink

_SAFE = "/:;()._-+~!*',@=&$"  # as they stand in a path: no resolver tells them from their codes
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,5}/[^\s\"<>{}|\\^`]+")
_ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?")
_HANDLE = re.compile(r"\d{1,9}(?:\.[\w-]{1,40}){0,5}/[^\s\"<>{}|\\^`]+")
_URN = re.compile(r"urn:nbn:[a-z]{2}[:-][\w:.+-]+", re.IGNORECASE)
_PREFIXED = re.compile(
    r"(?<![\w/.])(?:(?P<doi>doi:\s?)(?=10\.)|(?P<arxiv>arxiv:\s?)(?=[\da-z])|(?P<handle>hdl:\s?)(?=\d)|(?P<urn>urn:nbn:))",
    re.IGNORECASE,
)
_MOST_BRACKETS = 3  # that close something around an identifier
_TRAILING = ".,;:!?'\u2019\u201d"


def doi_url(written: str) -> str | None:
    """Return the address of a DOI, with or without "doi:" before it; None for what is none."""
    return _resolved(_DOI, "https://doi.org/", written, "doi:")


def arxiv_url(written: str) -> str | None:
    """Return the address of an arXiv identifier, of the new kind or the old."""
    return _resolved(_ARXIV, "https://arxiv.org/abs/", written, "arxiv:")


def handle_url(written: str) -> str | None:
    """Return the address of a handle."""
    return _resolved(_HANDLE, "https://hdl.handle.net/", written, "hdl:")


def urn_url(written: str) -> str | None:
    """Return the address of a URN of national libraries; no other URN has a resolver of its own."""
    return _resolved(_URN, "https://nbn-resolving.org/", written, "")


_RESOLVERS = {"doi": doi_url, "arxiv": arxiv_url, "handle": handle_url, "urn": urn_url}
_PATTERNS = {"doi": _DOI, "arxiv": _ARXIV, "handle": _HANDLE, "urn": _URN}


def identifier_links(text: str, start: int = 0, stop: int | None = None) -> Iterator[TextLink]:
    """Yield the identifiers that stand in a text with what tells them: "doi:10.1000/1", "arXiv:2001.00001"."""
    stop = len(text) if stop is None else stop
    for prefix in _PREFIXED.finditer(text, start, stop):
        kind = prefix.lastgroup or ""
        first = prefix.start() if kind == "urn" else prefix.end()
        match = _PATTERNS[kind].match(text, first, stop)
        if match is None:
            continue
        written = _trimmed(match[0])
        end = first + len(written)
        if url := _RESOLVERS[kind](written):
            yield TextLink(written, prefix.start(), end, text[prefix.start() : end], (first, end), url)


def _trimmed(written: str) -> str:
    written = written.rstrip(_TRAILING)
    opening = {")": "(", "]": "["}
    for _ in range(_MOST_BRACKETS):
        if written[-1:] not in opening or written.count(written[-1]) <= written.count(opening[written[-1]]):
            break
        written = written[:-1].rstrip(_TRAILING)
    return written


def _resolved(pattern: re.Pattern[str], resolver: str, written: str, prefix: str) -> str | None:
    written = written.strip()
    if prefix and written[: len(prefix)].lower() == prefix:
        written = written[len(prefix) :].strip()
    return resolver + quote(written, safe=_SAFE) if pattern.fullmatch(written) else None
