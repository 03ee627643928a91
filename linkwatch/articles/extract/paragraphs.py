"""The paragraphs of an office document, and the links in them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter

from linkwatch.articles.extract.accessed import accessed_behind
from linkwatch.articles.extract.bounds import MOST_LINKS, more_than
from linkwatch.articles.extract.context import MAX_TEXT, describe, fold
from linkwatch.articles.extract.resolver import Resolver, fragment_of, holds_itself
from linkwatch.model import Citation, Kind, TargetKind


@dataclass(slots=True)
class _Link:
    href: str
    start: int
    end: int
    kind: Kind = Kind.LINK
    label: str = ""


@dataclass(slots=True)
class _Paragraph:
    number: int
    texts: list[str] = field(default_factory=list)
    length: int = 0
    links: list[_Link] = field(default_factory=list)
    open: list[_Link] = field(default_factory=list)


class Paragraphs:
    """Takes a document's texts and links in their order, and makes citations of them.

    place(number): what a person calls the paragraph of that number, counted from 1. kinds: of citations that are asked
    for beside links.
    """

    def __init__(self, resolver: Resolver, place: Callable[[int], str], kinds: frozenset[Kind] = frozenset()) -> None:
        self._citations: list[tuple[int, Citation]] = []
        self.left_out: str | None = None
        self._resolver = resolver
        self._place = place
        self._kinds = kinds
        self._number = 0
        self._open: list[_Paragraph] = []

    @property
    def citations(self) -> list[Citation]:
        """What was cited, in the order in which the paragraphs begin."""
        return [citation for _, citation in sorted(self._citations, key=itemgetter(0))]

    def begin(self) -> None:
        """A paragraph begins; it may stand in another, as in a text box."""
        self._number += 1
        self._open.append(_Paragraph(self._number))

    def end(self) -> str:
        """A paragraph ends. Return its text."""
        if not self._open:
            return ""
        paragraph = self._open.pop()
        whole = "".join(paragraph.texts)
        for link in paragraph.open:
            link.end = paragraph.length
        starts = [link.start for link in paragraph.links]
        for link in paragraph.links:
            self._cite(whole, link, paragraph.number, starts)
        return whole

    def add(self, text: str) -> None:
        """Text goes on."""
        if self._open:
            self._open[-1].texts.append(text)
            self._open[-1].length += len(text)

    def begin_link(self, href: str) -> None:
        """A link begins."""
        if self._open:
            paragraph = self._open[-1]
            link = _Link(href, paragraph.length, paragraph.length)
            paragraph.links.append(link)
            paragraph.open.append(link)

    def end_link(self) -> None:
        """The link that began last ends."""
        if self._open and self._open[-1].open:
            self._open[-1].open.pop().end = self._open[-1].length

    def add_image(self, href: str, label: str = "") -> None:
        """A picture that stands elsewhere is shown there."""
        if self._open and Kind.IMAGE in self._kinds and href and not holds_itself(href):
            paragraph = self._open[-1]
            paragraph.links.append(_Link(href, paragraph.length, paragraph.length, Kind.IMAGE, label))

    def _cite(self, whole: str, link: _Link, number: int, starts: list[int]) -> None:
        target = self._resolver.resolve(link.href)
        if target.kind is TargetKind.FRAGMENT:
            return
        if len(self._citations) == MOST_LINKS:
            self.left_out = more_than(MOST_LINKS)
            return
        if link.kind is Kind.LINK:
            text, context = describe(whole, link.start, link.end)
        else:  # stands behind a letter, where there is one: with the sentence that ends there
            text, context = fold(link.label)[:MAX_TEXT], describe(whole, max(0, link.start - 1), link.end)[1]
        citation = Citation(
            link.href,
            target,
            text,
            context,
            None,
            fragment=fragment_of(link.href, target),
            place=self._place(number),
            cited_at=accessed_behind(whole, link.end, lambda: starts) if link.kind is Kind.LINK else None,
            kind=link.kind,
        )
        self._citations.append((number, citation))
