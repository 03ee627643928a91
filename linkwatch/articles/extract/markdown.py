"""Reads Markdown: CommonMark with GitHub's extensions, and the HTML in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from linkwatch.anchors import Anchors
from linkwatch.anchors.markdown import read_anchors
from linkwatch.articles.extract.bounds import first_links
from linkwatch.articles.extract.dates import find_dateline
from linkwatch.articles.extract.encoding import byte_spans, char_spans, decode_by_codec, spans_before_folding
from linkwatch.articles.extract.front_matter import read_front_matter
from linkwatch.articles.extract.hyperlink import LINK_TAG, Hyperlink, read_fragment, read_heading
from linkwatch.articles.extract.markdown_blocks import Blocks, HtmlBlock
from linkwatch.articles.extract.markdown_inline import Inline
from linkwatch.articles.extract.markdown_parser import Piece, admonitions_as_items, pieces, without_formulas
from linkwatch.articles.extract.markdown_source import place_in
from linkwatch.articles.extract.marks import Mark, are_ignored, marks_in
from linkwatch.articles.extract.mdx import is_mdx, read_mdx
from linkwatch.articles.extract.own_places import OwnPlaces
from linkwatch.articles.extract.resolver import Resolver, fragment_of
from linkwatch.articles.extract.wiki_links import Notes
from linkwatch.model import Article, Citation, Document, Kind, Span, Target, TargetKind

_DATELINE_LINES = 10
_MOST_BYTES_FOR_ANCHORS = 8 * 2**20
_FOLLOWED = (TargetKind.WEB, TargetKind.FILE)


def read(document: Document, *, spans: bool = True) -> Article:
    """Read a Markdown document. spans: say of each citation where its target is written."""
    written, codec = decode_by_codec(document.body, document.charset)
    first = len(written) - len(written.lstrip("\ufeff"))
    text = written[first:].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    front_matter = read_front_matter(text)
    lines_before = text.count("\n", 0, front_matter.length)
    data = text[front_matter.length :].encode("utf-8", "replace")
    resolver = Resolver(document)
    reader = _Reader(spans, document.kinds)
    own_places = OwnPlaces(resolver.own, lambda: _own_anchors(data))
    notes = Notes(document)
    cited = []
    mdx = read_mdx(data) if is_mdx(document.uri) else None
    links, left_out = first_links(reader.read(admonitions_as_items(without_formulas(mdx.markdown if mdx else data))))
    if mdx:
        links, left_out = first_links(mdx.with_links_of(links))
    by_comment = are_ignored([(link.line, link.column) for link in links], [*reader.marks, *(mdx.marks if mdx else ())])
    for link, is_left_out in zip(links, by_comment, strict=True):
        is_ignored = is_left_out or link.is_ignored
        # What Markdown makes of a backslash that escapes nothing; in HTML browsers take it for a slash.
        href = link.href if link.is_markup else link.href.replace("\\", "%5C")
        target = notes.resolve(href) if link.is_wiki else resolver.resolve(href)
        if target is None:
            continue
        is_own = target.kind is TargetKind.FRAGMENT
        if is_own:
            if is_ignored or link.kind is not Kind.LINK or not own_places.lack(href):
                continue
            target = resolver.own
        if link.kind is not Kind.LINK and target.kind is TargetKind.PLACEHOLDER:
            continue
        if link.is_broken and target.kind in _FOLLOWED:
            target = Target(TargetKind.MALFORMED, href)
        cited.append((link, target, is_own, is_ignored))
    places: list[Span | None] = [link.span if spans else None for link, *_ in cited]
    if document.body.endswith(data):
        before = len(document.body) - len(data)
        places = [span and (span[0] + before, span[1] + before) for span in places]
    elif spans:
        places = spans_before_folding(written, char_spans(data, places), first, front_matter.length)
        places = byte_spans(document.body, codec, written, places)
    return Article(
        uri=document.uri,
        title=front_matter.title or reader.title,
        published_at=front_matter.published_at or reader.dateline or document.published_at,
        citations=tuple(
            Citation(
                link.href,
                target,
                link.text,
                link.context,
                link.line + lines_before,
                span,
                fragment_of(link.href, target),
                is_own,
                is_ignored,
                cited_at=link.cited_at,
                kind=link.kind,
            )
            for (link, target, is_own, is_ignored), span in zip(cited, places, strict=True)
        ),
        left_out=left_out,
    )


def _own_anchors(data: bytes) -> Anchors:
    too_long = len(data) > _MOST_BYTES_FOR_ANCHORS
    return Anchors(frozenset(), is_cut=True) if too_long else read_anchors(data.decode("utf-8", "replace"))


class _Reader:
    """Reads one text from its beginning to its end. title, dateline, marks: what was found on the way.

    spans: look for where the targets of links are written. kinds: of citations that are asked for beside links.
    """

    def __init__(self, spans: bool, kinds: frozenset[Kind]) -> None:
        self._spans = spans
        self._kinds = kinds
        self._lines_seen = 0
        self._headings: dict[str, str] = {}
        self.marks: list[Mark] = []
        self.dateline: datetime | None = None

    @property
    def title(self) -> str | None:
        """The first heading of the highest level that has words."""
        return next((words for _, words in sorted(self._headings.items()) if words), None)

    def read(self, data: bytes) -> Iterator[Hyperlink]:
        """Yield the hyperlinks of a text in UTF-8 in its order, with their lines and the bytes of their targets."""
        line = 1
        for piece in pieces(data, self._spans):
            counted = 0
            for block in Blocks(piece, self._spans, self._kinds).read():
                line += piece.data.count(b"\n", counted, block.start)
                counted = block.start
                if isinstance(block, HtmlBlock):
                    yield from self._read_html(block, piece, line)
                    continue
                if block.heading is None:
                    self._look_for_dateline(piece.data, block)
                elif not self._headings.get(block.heading):
                    self._headings[block.heading] = block.words
                for comment, start in block.comments:
                    begun = line + piece.data.count(b"\n", block.start, start)
                    self.marks += marks_in(comment, begun, start - piece.data.rfind(b"\n", 0, start) - 1)
                yield from block.hyperlinks(line, piece.start)
            line += piece.data.count(b"\n", counted)

    def _look_for_dateline(self, data: bytes, block: Inline) -> None:
        if self._lines_seen >= _DATELINE_LINES:
            return
        lines = data[block.start : block.end].decode().rstrip("\n").split("\n", _DATELINE_LINES)
        for line in lines[:_DATELINE_LINES]:
            if self.dateline is None and self._lines_seen < _DATELINE_LINES:
                self._lines_seen += 1
                self.dateline = find_dateline(line.lstrip("> \t"))

    def _read_html(self, block: HtmlBlock, piece: Piece, line: int) -> Iterator[Hyperlink]:
        if not self._headings.get("H1") and (heading := read_heading(block.markup)):
            self._headings["H1"] = heading
        self.marks += marks_in(block.markup, line)
        if self._kinds or LINK_TAG.search(block.markup):
            content = block.markup.encode()
            for link in read_fragment(block.markup, self._kinds):
                span = link.span and place_in(piece.data, block.start, block.end, content, link.span)
                span = span and (span[0] + piece.start, span[1] + piece.start)
                yield replace(link, line=link.line + line - 1, span=span)
