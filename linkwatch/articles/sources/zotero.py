"""A Zotero library: a public one through Zotero's API, or a file that Zotero exported as CSL-JSON or RDF."""

import json
import re
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from linkwatch.articles.sources import Found, Means, Place, ReadingSource, SourceKind, SourceSpec, is_url
from linkwatch.articles.sources.files import read_by
from linkwatch.articles.sources.json_api import ask_json, part, word
from linkwatch.articles.sources.lists import MAX_ENTRIES
from linkwatch.articles.sources.zotero_rdf import items_of_rdf
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import MAX_DOCUMENT_BYTES, Document, Unreadable
from linkwatch.reading import LIST
from linkwatch.urls import redact

_API = "https://api.zotero.org"
_OF_ZOTERO = ("zotero.org", "www.zotero.org", "api.zotero.org")
_LIBRARY = re.compile(r"/(?P<library>(?:groups|users)/[0-9]{1,12})(?:/(?:.*/)?collections/(?P<part>[A-Z0-9]{8}))?")
_AT_ONCE = 100  # the most that Zotero gives
_CLOSED = (401, 403, 404)
_RIGHT = "give https://www.zotero.org/groups/NUMBER, or users/NUMBER, of a public library, or an exported file"


class ZoteroSource(ReadingSource):
    """One document, whose citations are the addresses and identifiers of the items.

    Complete when it was read: the library is the one article. It forgets nothing.
    """

    kind = "zotero"
    forgets = False

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Read the library."""
        self.is_complete = False
        name = redact(self.location)
        found: Found
        try:
            if is_url(self.location):
                body = await self._ask()
                found = Document(name, body, self.location, charset="utf-8", format="csl")
            else:
                found = await self._read_file()
            self.is_complete = isinstance(found, Document)
        except InputError as error:
            found = Unreadable(name, f"{name}: {error}")
        yield found

    async def _ask(self) -> bytes:
        """Return the items as CSL-JSON. Raises InputError."""
        url = items_address(self.location)
        items: dict[str, bytes] = {}
        size = 0
        for start in range(0, MAX_ENTRIES, _AT_ONCE):
            query: dict[str, str | int] = {"v": 3, "include": "data,csljson", "limit": _AT_ONCE, "start": start}
            status, answer = await ask_json(url, {**query, "sort": "dateAdded", "direction": "asc"}, self._means)
            if status in _CLOSED:
                raise InputError(f"there is no public library of this number; {_RIGHT}")
            if not 200 <= status < 300 or not isinstance(answer, list):
                raise InputError(f"Zotero does not give its items: HTTP status {status}")
            new = {key: _packed(item) for item in answer if (key := word(item, "key")) and key not in items}
            items.update(new)
            size += sum(map(len, new.values()))
            if size > MAX_DOCUMENT_BYTES:
                raise InputError(f"more than {MAX_DOCUMENT_BYTES // 2**20} MB: too large; give one of its collections")
            if len(answer) < _AT_ONCE or not new:
                return b"[" + b",\n".join(items.values()) + b"]"
        raise InputError(f"has more than {MAX_ENTRIES} items: give one of its collections")

    async def _read_file(self) -> Found:
        """Read an exported file. Raises InputError."""
        found = await read_by(self._means.reader, Path(self.location), None)
        if isinstance(found, Unreadable):
            return found
        if not found.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return replace(found, format="csl")
        try:
            items = await self._means.reader(LIST, items_of_rdf, found.body)
        except TooMuchWorkError as error:
            raise InputError(str(error)) from error
        return replace(found, body=json.dumps(items).encode(), format="csl")


def items_address(location: str) -> str:
    """Return where Zotero's API has the items of a library or of one of its collections. Raises InputError."""
    try:
        parts = urlsplit(location)
    except ValueError as error:
        raise InputError(f"is no web address; {_RIGHT}") from error
    match = _LIBRARY.search(parts.path)
    if match is None:
        raise InputError(f"is no Zotero library; {_RIGHT}")
    base = _API if parts.hostname in _OF_ZOTERO else f"{parts.scheme}://{parts.netloc}"
    collection = f"/collections/{match['part']}" if match["part"] else ""
    return f"{base}/{match['library']}{collection}/items/top"


def _packed(item: dict[str, Any]) -> bytes:
    """Return an item as CSL-JSON; a note or file that belongs to no other has no more than an address."""
    csl = part(item, "csljson")
    if not isinstance(csl, dict):
        csl = {"id": word(item, "key"), "title": word(item, "data", "title"), "URL": word(item, "data", "url")}
    return json.dumps({name: value for name, value in csl.items() if value is not None}).encode()


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """Read the library once."""
    async for found in ZoteroSource(spec.location, means).documents():
        if isinstance(found, Unreadable):
            raise InputError(found.error)
    return spec


def _open(spec: SourceSpec, means: Means) -> ZoteroSource:
    return ZoteroSource(spec.location, means)


KIND: SourceKind = SourceKind(ZoteroSource.kind, _open, Place.ANYWHERE, detect=_detect)
