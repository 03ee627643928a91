"""Reads documents of Word (OOXML): the hyperlinks of the text and of its notes, as relations or as fields.

Its pictures are those that are linked to, not those that it holds.
"""

import re

from linkwatch.articles.extract.context import LINE_BREAK, fold
from linkwatch.articles.extract.dates import parse_date
from linkwatch.articles.extract.packed import Package
from linkwatch.articles.extract.paragraphs import Paragraphs
from linkwatch.articles.extract.resolver import Resolver
from linkwatch.model import Article, Citation, Document

_PARTS = {"document": "paragraph {}", "footnotes": "footnotes, paragraph {}", "endnotes": "endnotes, paragraph {}"}
_LONGEST_FIELD = 4000
_SWITCH = r'\\(?:[ot]\s+"[^"]*"|[a-km-np-su-z])\s+'  # "\l" names a place: without an address one in the document itself
_FIELD = re.compile(rf'\s*HYPERLINK\s+(?:{_SWITCH})*"(?P<url>[^"]*)"(?:.*?\\l\s+"(?P<place>[^"]*)")?', re.DOTALL)


def read(document: Document) -> Article:
    """Read a document of Word. Raises InputError for what is none."""
    package = Package(document)
    resolver = Resolver(document)
    citations: list[Citation] = []
    left_out: str | None = None
    for part, place in _PARTS.items():
        if part == "document" or f"word/{part}.xml" in package.names:
            relations = _Relations()
            if f"word/_rels/{part}.xml.rels" in package.names:
                package.parse(f"word/_rels/{part}.xml.rels", relations)
            paragraphs = Paragraphs(resolver, place.format, document.kinds)
            package.parse(f"word/{part}.xml", _Text(paragraphs, relations.targets))
            citations += paragraphs.citations
            left_out = left_out or paragraphs.left_out
    properties = package.fields("docProps/core.xml")
    return Article(
        document.uri,
        fold(properties.get("dc:title", "")) or None,
        parse_date(properties.get("dcterms:created", "")) or document.published_at,
        tuple(citations),
        left_out,
    )


class _Relations:
    """Takes the targets outside the document by their ids."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a relation."""
        if _local(name) == "Relationship" and attributes.get("TargetMode") == "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def end(self, name: str) -> None:
        """Take its end."""

    def text(self, text: str) -> None:
        """Take its text: it has none."""


class _Text:
    """Takes the elements of a part that holds text.

    A field is `begin`, its instruction, `separate`, what is shown of it, `end`; fields stand in fields. A text box is
    written twice, the second time for old programs.
    """

    def __init__(self, paragraphs: Paragraphs, targets: dict[str, str]) -> None:
        self._paragraphs = paragraphs
        self._targets = targets
        self._shown = self._told = False
        self._links: list[bool] = []  # whether each hyperlink or simple field that is open leads outside
        self._fields: list[str] = []  # the instruction of each field that is open
        self._field_links: list[bool] = []
        self._description = ""  # of the picture that is open
        self._said_again = 0  # elements that are open from where it is written for old programs

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element's beginning."""
        kind = _local(name)
        if self._said_again or kind == "Fallback":
            self._said_again += 1
            return
        values = {_local(key): value for key, value in attributes.items()}
        if kind == "p":
            self._paragraphs.begin()
        elif kind == "t":
            self._shown = True
        elif kind == "instrText":
            self._told = True
        elif kind in ("tab", "br", "cr"):
            self._paragraphs.add(" " if kind == "tab" else LINE_BREAK)
        elif kind in ("hyperlink", "fldSimple"):
            href = self._target(values) if kind == "hyperlink" else _target_of_field(values.get("instr", ""))
            self._begin_link(href, self._links)
        elif kind == "hlinkClick" and (href := self._target(values)):
            self._paragraphs.begin_link(href)
            self._paragraphs.end_link()
        elif kind == "docPr":
            self._description = values.get("descr", "")
        elif kind in ("blip", "imagedata"):
            linked = values.get("link") or values.get("href") or values.get("id", "")
            self._paragraphs.add_image(self._targets.get(linked, ""), self._description or values.get("title", ""))
        elif kind == "fldChar":
            self._read_field(values.get("fldCharType", ""))

    def end(self, name: str) -> None:
        """Take its end."""
        kind = _local(name)
        if self._said_again:
            self._said_again -= 1
        elif kind == "p":
            self._paragraphs.end()
        elif kind == "t":
            self._shown = False
        elif kind == "instrText":
            self._told = False
        elif kind in ("hyperlink", "fldSimple") and self._links and self._links.pop():
            self._paragraphs.end_link()

    def text(self, text: str) -> None:
        """Take its text."""
        if self._said_again:
            return
        if self._shown:
            self._paragraphs.add(text)
        elif self._told and self._fields and len(self._fields[-1]) < _LONGEST_FIELD:
            self._fields[-1] += text

    def _read_field(self, mark: str) -> None:
        if mark not in ("separate", "end"):  # it begins
            self._fields.append("")
            self._field_links.append(False)
        elif self._fields and mark == "separate":
            self._field_links.pop()
            self._begin_link(_target_of_field(self._fields[-1]), self._field_links)
        elif self._fields:
            self._fields.pop()
            if self._field_links.pop():
                self._paragraphs.end_link()

    def _begin_link(self, href: str | None, links: list[bool]) -> None:
        links.append(href is not None)
        if href is not None:
            self._paragraphs.begin_link(href)

    def _target(self, values: dict[str, str]) -> str | None:
        """Return where a hyperlink leads; None for a place in the document."""
        target = self._targets.get(values.get("id", ""))
        anchor = values.get("anchor")
        return target if target is None or not anchor or "#" in target else f"{target}#{anchor}"


def _target_of_field(instruction: str) -> str | None:
    match = _FIELD.match(instruction)
    if match is None or not match["url"]:
        return None
    return f"{match['url']}#{match['place']}" if match["place"] else match["url"]


def _local(name: str) -> str:
    return name.rpartition(":")[2]
