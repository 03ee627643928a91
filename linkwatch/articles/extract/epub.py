"""Reads books in EPUB: each chapter by the reader of HTML, in the order of reading."""

import posixpath
from dataclasses import replace
from urllib.parse import quote, unquote

from linkwatch.articles.extract.bounds import MOST_LINKS, more_than
from linkwatch.articles.extract.context import fold
from linkwatch.articles.extract.dates import parse_date
from linkwatch.articles.extract.html import read as read_html
from linkwatch.articles.extract.packed import Package
from linkwatch.errors import InputError
from linkwatch.model import Article, Citation, Document

_BOOK = "https://book.invalid/"  # where its files are while they are read: what stays there leads to the book itself
_CHAPTERS = ("application/xhtml+xml", "text/html")


def read(document: Document) -> Article:
    """Read a book. The place of a citation is a line in the file of its chapter.

    Raises InputError for what is no book, or is one that only its owner's reader can open.
    """
    package = Package(document)
    container = _Elements("rootfile")
    package.parse("META-INF/container.xml", container)
    path = next((found["full-path"] for found in container.found if "full-path" in found), None)
    if path is None:
        raise InputError(f"{document.uri}: META-INF/container.xml in it names no book")
    contents = _Elements("item", "itemref")
    package.parse(path, contents)
    locked = _locked(package)
    citations: list[Citation] = []
    left_out: str | None = None
    for name in _chapters(path, contents.found):
        if name in locked:
            raise InputError(f"{document.uri}: is encrypted")
        if name not in package.names:
            continue
        chapter = Document(document.uri, package.read(name), _BOOK + quote(name), kinds=document.kinds)
        article = read_html(chapter, spans=False)
        found = [each for each in article.citations if not each.target.url.startswith(_BOOK)]
        left_out = left_out or article.left_out
        if len(citations) + len(found) > MOST_LINKS:
            left_out = more_than(MOST_LINKS)
        citations += [
            replace(each, line=None, place=f"{name}, line {each.line}") for each in found[: MOST_LINKS - len(citations)]
        ]
    about = package.fields(path)
    return Article(
        document.uri,
        fold(about.get("dc:title", "")) or None,
        parse_date(about.get("dc:date", "")) or document.published_at,
        tuple(citations),
        left_out,
    )


def _chapters(path: str, elements: list[dict[str, str]]) -> list[str]:
    """Return the names of the chapters' files, in the order of reading. path: of the file that lists them."""
    files = {
        each["id"]: posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(each["href"])))
        for each in elements
        if "id" in each and "href" in each and each.get("media-type") in _CHAPTERS
    }
    names = (files[each["idref"]] for each in elements if each.get("idref") in files)
    return list(dict.fromkeys(names))


def _locked(package: Package) -> frozenset[str]:
    """Return the names of the files that are encrypted; fonts often are, and do not matter."""
    name = "META-INF/encryption.xml"
    if name not in package.names:
        return frozenset()
    references = _Elements("CipherReference")
    package.parse(name, references)
    return frozenset(unquote(each.get("URI", "")) for each in references.found)


class _Elements:
    """Takes the attributes of the elements of some names."""

    def __init__(self, *names: str) -> None:
        self.found: list[dict[str, str]] = []
        self._names = names

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element's beginning."""
        if name.rpartition(":")[2] in self._names:
            self.found.append(attributes)

    def end(self, name: str) -> None:
        """Take its end."""

    def text(self, text: str) -> None:
        """Take its text: nobody asks for it."""
