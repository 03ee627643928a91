"""Reads OpenDocument texts, as LibreOffice writes them: the links in content.xml.

Its pictures are those that are linked to, not those that it holds.
"""

from collections.abc import Container

from linkwatch.articles.extract.context import LINE_BREAK, fold
from linkwatch.articles.extract.dates import parse_date
from linkwatch.articles.extract.packed import Package
from linkwatch.articles.extract.paragraphs import Paragraphs
from linkwatch.articles.extract.resolver import Resolver
from linkwatch.errors import InputError
from linkwatch.model import Article, Document

_PARAGRAPHS = ("text:p", "text:h")
_NO_TEXT = ("office:annotation", "text:tracked-changes", "text:sequence-decls")


def read(document: Document) -> Article:
    """Read an OpenDocument text. Raises InputError for what is none."""
    package = Package(document)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise InputError(f"{document.uri}: is encrypted")
    paragraphs = Paragraphs(Resolver(document), lambda number: f"paragraph {number}", document.kinds)
    content = _Content(paragraphs, package.names)
    package.parse("content.xml", content)
    meta = package.fields("meta.xml")
    return Article(
        document.uri,
        fold(meta.get("dc:title", "")) or content.heading,
        parse_date(meta.get("meta:creation-date", "")) or document.published_at,
        tuple(paragraphs.citations),
        paragraphs.left_out,
    )


class _Content:
    """Takes the elements of content.xml."""

    def __init__(self, paragraphs: Paragraphs, held: Container[str]) -> None:
        self.heading: str | None = None
        self._held = held  # files within the document
        self._paragraphs = paragraphs
        self._hidden = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element's beginning."""
        if name in _NO_TEXT:
            self._hidden += 1
        elif self._hidden:
            return
        elif name in _PARAGRAPHS:
            self._paragraphs.begin()
        elif name in ("text:a", "draw:a"):
            href = attributes.get("xlink:href", "")
            # The address of a neighbour is written as from within the archive.
            self._paragraphs.begin_link(href.removeprefix("../"))
        elif name == "draw:image":
            href = attributes.get("xlink:href", "")
            if href.removeprefix("./") not in self._held:
                self._paragraphs.add_image(href.removeprefix("../"))
        elif name in ("text:s", "text:tab"):
            self._paragraphs.add(" ")
        elif name == "text:line-break":
            self._paragraphs.add(LINE_BREAK)

    def end(self, name: str) -> None:
        """Take its end."""
        if name in _NO_TEXT:
            self._hidden -= 1
        elif self._hidden:
            return
        elif name in _PARAGRAPHS:
            text = self._paragraphs.end()
            if name == "text:h" and self.heading is None:
                self.heading = fold(text) or None
        elif name in ("text:a", "draw:a"):
            self._paragraphs.end_link()

    def text(self, text: str) -> None:
        """Take its text."""
        if not self._hidden:
            self._paragraphs.add(text)
