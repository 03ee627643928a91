"""Libraries of Zotero: by its API, and in its exported files."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from linkwatch.articles.extract import extract
from linkwatch.articles.sources import ReadUrl, zotero
from linkwatch.articles.sources.zotero import items_address
from linkwatch.articles.sources.zotero_rdf import items_of_rdf
from linkwatch.errors import InputError
from linkwatch.model import Article, Document
from tests.articles.sources.helpers import errors, read_all

Serve = Callable[[web.Application], Awaitable[TestServer]]


@dataclass
class Library:
    """Zotero's API in small. repeats: gives the first items whatever is asked."""

    items: list[object]
    repeats: bool = False
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        if "/groups/7/" not in request.path:
            return web.Response(status=403, text="Forbidden")
        start = 0 if self.repeats else int(request.query["start"])
        return web.json_response(self.items[start : start + int(request.query["limit"])])

    async def serve(self, serve: Serve) -> str:
        application = web.Application()
        application.router.add_get("/{path:.*}", self.answer)
        return str((await serve(application)).make_url("/")).rstrip("/")


def item(number: int) -> dict[str, object]:
    csl = {"id": f"7/{number}", "type": "webpage", "title": f"T{number}", "URL": f"https://cited.example/{number}"}
    return {"key": f"K{number}", "csljson": {**csl, "accessed": {"date-parts": [["2014", 5, 3]]}}}


def read(found: list[object]) -> Article:
    (document,) = found
    assert isinstance(document, Document)
    return extract(document)


async def test_a_public_library_is_one_article_of_its_items(
    aiohttp_server: Serve, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zotero, "_AT_ONCE", 2)
    loose = {"key": "L", "csljson": None, "data": {"title": "Loose", "url": "https://loose.example/"}}
    library = Library([item(1), item(2), item(3), loose, "no item"])
    root = await library.serve(aiohttp_server)
    article = read([*await read_all(f"zotero:{root}/groups/7/the_mills/library", read_url)])
    assert [citation.target.url for citation in article.citations] == [
        *(f"https://cited.example/{number}" for number in (1, 2, 3)),
        "https://loose.example/",
    ]
    first = article.citations[0]
    assert (first.place, first.text, first.cited_at) == ("entry 7/1", "T1", datetime(2014, 5, 3, tzinfo=UTC))
    assert len(library.asked) == 3


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("https://www.zotero.org/groups/7/the_mills", "https://api.zotero.org/groups/7/items/top"),
        ("https://www.zotero.org/groups/7/the_mills/library", "https://api.zotero.org/groups/7/items/top"),
        (
            "https://www.zotero.org/groups/7/x/collections/ABCD2345/items/XYZ/library",
            "https://api.zotero.org/groups/7/collections/ABCD2345/items/top",
        ),
        ("https://api.zotero.org/users/12/items?limit=5", "https://api.zotero.org/users/12/items/top"),
        ("http://library.example:8080/groups/7", "http://library.example:8080/groups/7/items/top"),
    ],
)
def test_a_library_is_known_by_its_number(location: str, address: str) -> None:
    assert items_address(location) == address


@pytest.mark.parametrize("location", ["https://www.zotero.org/somebody/library", "https://www.zotero.org/groups/x"])
async def test_an_address_without_a_number_says_what_is_needed(location: str) -> None:
    (complaint,) = errors(await read_all(f"zotero:{location}"))
    assert "is no Zotero library; give https://www.zotero.org/groups/NUMBER" in complaint


async def test_a_library_that_is_not_public_is_told_of(aiohttp_server: Serve, read_url: ReadUrl) -> None:
    root = await Library([]).serve(aiohttp_server)
    (complaint,) = errors(await read_all(f"zotero:{root}/groups/8", read_url))
    assert complaint.startswith(f"{root}/groups/8: there is no public library of this number")


async def test_the_same_items_again_and_again_end_the_reading(
    aiohttp_server: Serve, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zotero, "_AT_ONCE", 2)
    library = Library([item(1), item(2)], repeats=True)
    root = await library.serve(aiohttp_server)
    assert len(read([*await read_all(f"zotero:{root}/groups/7", read_url)]).citations) == 2
    assert len(library.asked) == 2


async def test_a_library_that_is_too_large_is_not_read(
    aiohttp_server: Serve, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zotero, "_AT_ONCE", 2)
    library = Library([item(number) for number in range(9)])
    root = await library.serve(aiohttp_server)
    monkeypatch.setattr(zotero, "MAX_ENTRIES", 4)
    (complaint,) = errors(await read_all(f"zotero:{root}/groups/7", read_url))
    assert complaint.endswith("has more than 4 items: give one of its collections")
    monkeypatch.setattr(zotero, "MAX_DOCUMENT_BYTES", 100)
    (complaint,) = errors(await read_all(f"zotero:{root}/groups/7", read_url))
    assert complaint.endswith("too large; give one of its collections")


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="http://purl.org/net/biblio#"
  xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:dcterms="http://purl.org/dc/terms/">
  <bib:Document rdf:about="https://cited.example/a">
    <z:itemType>webpage</z:itemType>
    <dcterms:isPartOf><z:Website><dc:title>The site</dc:title></z:Website></dcterms:isPartOf>
    <dc:identifier><dcterms:URI><rdf:value>https://cited.example/a?x=1&amp;y</rdf:value></dcterms:URI></dc:identifier>
    <dcterms:dateSubmitted>2014-05-03 10:00:00</dcterms:dateSubmitted>
    <dc:title>A page</dc:title>
  </bib:Document>
  <bib:Article rdf:about="#item_2">
    <dc:identifier>DOI 10.1000/182</dc:identifier><dc:title>A paper</dc:title>
  </bib:Article>
  <bib:Book rdf:about="#item_3"><dc:title>A book</dc:title></bib:Book>
</rdf:RDF>"""


async def test_an_export_as_rdf_is_read(tmp_path: Path) -> None:
    path = tmp_path / "library.rdf"
    path.write_text(RDF)
    page, paper = read([*await read_all(f"zotero:{path}")]).citations
    assert (page.target.url, page.text) == ("https://cited.example/a?x=1&y", "A page")
    assert page.cited_at == datetime(2014, 5, 3, tzinfo=UTC)
    assert paper.target.url == "https://doi.org/10.1000/182"


async def test_an_export_as_csl_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "library.json"
    path.write_text(json.dumps([{"id": "a", "URL": "https://cited.example/"}]))
    assert len(read([*await read_all(f"zotero:{path}")]).citations) == 1
    assert errors(await read_all(f"zotero:{tmp_path}/none.json")) == [f"{tmp_path}/none.json: no such file or folder"]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"<html/>", "is no export of Zotero"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "declares XML entities"),
        (b"<r:RDF xmlns:r='r'>" + b"<a>" * 200, "nested too deep"),
        (b"<r:RDF xmlns:r='r'>", "not well-formed"),
    ],
)
def test_what_is_no_export_is_refused(body: bytes, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        items_of_rdf(body)
