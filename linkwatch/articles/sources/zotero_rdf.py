"""What Zotero's export as RDF holds, as items of CSL-JSON."""

import re
from typing import Any

from linkwatch.articles.sources.plain_xml import Path, read_xml
from linkwatch.errors import InputError

_MOST_ITEMS = 50_000
_DOI = re.compile(r"(?:doi:?\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ITEM = 2  # depth of an item, below the root
_FIELD = 3
_ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns# about"


def items_of_rdf(body: bytes) -> list[dict[str, Any]]:
    """Return the items: id, title, URL, DOI and the day of access, as far as they are there. Raises InputError."""
    items: list[dict[str, Any]] = []
    item: dict[str, Any] = {}

    def start(path: Path, attributes: dict[str, str]) -> None:
        if len(path) == 1 and path[0] != "RDF":
            raise InputError(f"is no export of Zotero: it begins with <{path[0][:40]}>")
        if len(path) == _ITEM:
            item.clear()
            item["id"] = attributes.get(_ABOUT, "")

    def end(path: Path, text: str) -> None:
        if len(path) == _FIELD and text:
            _put(item, path[-1], text)
        elif path[_ITEM:] == ["identifier", "URI", "value"] and text:
            item["URL"] = text
        if len(path) == _ITEM and ("URL" in item or "DOI" in item):
            if len(items) == _MOST_ITEMS:
                raise InputError(f"has more than {_MOST_ITEMS} items: export it in parts")
            items.append(dict(item))

    read_xml(body, start, end)
    return items


def _put(item: dict[str, Any], field: str, value: str) -> None:
    if field == "title":
        item["title"] = value
    elif field == "dateSubmitted":
        item["accessed"] = {"raw": value[:10]}
    elif field == "identifier" and (match := _DOI.fullmatch(value)):
        item["DOI"] = match[1]
