"""Reads Markdown: CommonMark with GitHub's extensions, and the HTML in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from markdown_it.token import Token

from linkwatch.articles.extract.autolinks import find_mails
from linkwatch.articles.extract.bounds import first_links
from linkwatch.articles.extract.context import LINE_BREAK, describe, fold
from linkwatch.articles.extract.dates import find_dateline
from linkwatch.articles.extract.encoding import CharSpan, byte_spans, decode_by_codec, spans_before_folding
from linkwatch.articles.extract.front_matter import read_front_matter
from linkwatch.articles.extract.html import Hyperlink, image_label, read_fragment, read_heading
from linkwatch.articles.extract.markdown_parser import Block, MarkdownParser
from linkwatch.articles.extract.resolver import Resolver
from linkwatch.model import Article, Citation, Document, TargetKind

_MAY_HOLD_LINK = re.compile(r"[\[<@]|://|www\.", re.IGNORECASE)
_CODE_TAG = re.compile(r"<(?P<slash>/?)(?:code|pre|kbd|samp|script|style)\b", re.IGNORECASE)
_LINK_TAG = re.compile(r"<(?:a|area)\s", re.IGNORECASE)
_DATELINE_LINES = 10


def read(document: Document) -> Article:
    """Read a Markdown document."""
    written, codec = decode_by_codec(document.body, document.charset)
    first = len(written) - len(written.lstrip("\ufeff"))
    text = written[first:].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    front_matter = read_front_matter(text)
    lines_before = text.count("\n", 0, front_matter.length)
    resolver = Resolver(document)
    reader = _Reader()
    cited = []
    links, left_out = first_links(reader.read(text[front_matter.length :]))
    for link in links:
        target = resolver.resolve(link.href)
        if target.kind is not TargetKind.FRAGMENT:
            cited.append((link, target))
    spans = spans_before_folding(written, [link.span for link, _ in cited], first, front_matter.length)
    located = zip(cited, byte_spans(document.body, codec, written, spans), strict=True)
    return Article(
        uri=document.uri,
        title=front_matter.title or reader.title,
        published_at=front_matter.published_at or reader.dateline or document.published_at,
        citations=tuple(
            Citation(link.href, target, link.text, link.context, link.line + lines_before, span)
            for (link, target), span in located
        ),
        left_out=left_out,
    )


@dataclass(slots=True)
class _Span:
    """A link and where in the text of its paragraph it stands.

    raw: written as an HTML tag. bare: a URL as it is. written: where in the whole text its target is.
    """

    href: str
    line: int
    start: int
    end: int = 0
    raw: bool = False
    bare: bool = False
    in_code: bool = False
    label: str = ""
    visible: int = 0
    written: CharSpan | None = None


class _Reader:
    """Reads one text from its beginning to its end. title, dateline: what was found on the way."""

    def __init__(self) -> None:
        self._parser = MarkdownParser()
        self._lines_seen = 0
        self._headings: dict[str, str] = {}
        self.dateline: datetime | None = None

    @property
    def title(self) -> str | None:
        """The first heading of the highest level that has words."""
        return next((words for _, words in sorted(self._headings.items()) if words), None)

    def read(self, text: str) -> Iterator[Hyperlink]:
        """Yield the hyperlinks of a text in its order, with their lines in it."""
        heading: str | None = None
        for block in self._parser.blocks(text):
            token = block.token
            if token.type == "heading_open":
                heading = token.tag
            elif token.type == "heading_close":
                heading = None
            elif token.type == "inline":
                if heading is None:
                    self._look_for_dateline(token.content)
                elif not self._headings.get(heading):
                    self._headings[heading] = _InlineReader(self._parser.parts(token), block).words
                if _MAY_HOLD_LINK.search(token.content):
                    yield from _InlineReader(self._parser.parts(token), block).links()
            elif token.type == "html_block":
                yield from self._read_html(block)

    def _look_for_dateline(self, content: str) -> None:
        for line in content.split("\n", _DATELINE_LINES)[:_DATELINE_LINES]:
            if self.dateline is None and self._lines_seen < _DATELINE_LINES:
                self._lines_seen += 1
                self.dateline = find_dateline(line)

    def _read_html(self, block: Block) -> Iterator[Hyperlink]:
        markup = block.token.content
        if not self._headings.get("h1") and (heading := read_heading(markup)):
            self._headings["h1"] = heading
        if _LINK_TAG.search(markup):
            for link in read_fragment(markup):
                span = link.span and block.source.span(*link.span)
                yield Hyperlink(link.href, link.text, link.context, link.line + block.line - 1, span)


class _InlineReader:
    """Reads the parts of one paragraph, heading or cell into its text and its links."""

    def __init__(self, parts: Sequence[Token], block: Block) -> None:
        self._content = block.token.content
        self._source = block.source
        self._position = 0
        self._line = block.line
        self._texts: list[str] = []
        self._length = 0
        self._visible = 0  # texts added that are not blank
        self._links: list[_Span] = []
        self._open: list[_Span] = []
        self._code_depth = 0
        for part in parts:
            self._read(part)
        while self._open:
            self._close(self._open[-1].raw)
        self.words = fold("".join(self._texts))

    def links(self) -> Iterator[Hyperlink]:
        """Yield the links in their order."""
        whole = "".join(self._texts)
        for link in self._links:
            if not (link.bare and link.in_code):
                yield Hyperlink(link.href, *describe(whole, link.start, link.end), link.line, link.written)

    def _read(self, part: Token) -> None:
        match part.type:
            case "text" | "text_special" | "code_inline":
                if part.type == "text" and not self._open:
                    self._read_mails(part.content, part.meta.get("at_signs", ()))
                self._add(part.content)
            case "softbreak":
                self._add("\n")
            case "hardbreak":
                self._add(LINE_BREAK)
            case "link_open":
                self._begin(str(part.attrs["href"]), part.meta.get("at", 0), bare=part.info == "bare")
                if (span := part.meta.get("span")) is not None:
                    self._open[-1].written = self._source.span(*span)
                else:
                    self._open[-1].written = part.meta.get("defined")
            case "link_close":
                self._close(raw=False)
            case "image" if self._open:
                alt = "".join(child.content for child in part.children or ())
                self._open[-1].label = self._open[-1].label or alt or str(part.attrs.get("title", ""))
            case "html_inline":
                self._read_tag(part.content, part.meta.get("at", 0))

    def _read_tag(self, tag: str, position: int) -> None:
        if _LINK_TAG.match(tag):
            for link in read_fragment(tag):
                self._begin(link.href, position, raw=True)
                if link.span:
                    self._open[-1].written = self._source.span(position + link.span[0], position + link.span[1])
                self._open[-1].label = link.text  # its title or aria-label; an area's alternative text
                if tag[1:5].lower() == "area":
                    self._close(raw=True)  # has no content
        elif tag[:3].lower() == "</a":
            self._close(raw=True)
        elif tag[:3].lower() == "<br":
            self._add(LINE_BREAK)
        elif self._open and tag[:4].lower() == "<img":
            self._open[-1].label = image_label(tag) or self._open[-1].label
        elif match := _CODE_TAG.match(tag):
            self._code_depth += -1 if match["slash"] else 1

    def _read_mails(self, text: str, at_signs: Sequence[int]) -> None:
        """Note the bare addresses of a text that is about to be added. at_signs: where in the content its "@" stand."""
        seen = counted = 0
        for start, end in find_mails(text):
            seen += text.count("@", counted, start)
            counted = start
            position = at_signs[seen] - (text.index("@", start) - start)
            link = _Span("mailto:" + text[start:end], self._line_at(position), self._length + start)
            link.end, link.bare, link.in_code = self._length + end, True, self._code_depth > 0
            link.written = self._source.span(position, position + end - start)
            self._links.append(link)

    def _begin(self, href: str, position: int, *, raw: bool = False, bare: bool = False) -> None:
        link = _Span(href, self._line_at(position), self._length, raw=raw, bare=bare)
        link.in_code, link.visible = self._code_depth > 0, self._visible
        self._links.append(link)
        self._open.append(link)

    def _close(self, raw: bool) -> None:
        """End the innermost open link, if it began in the same way: as a tag, or as Markdown."""
        if not self._open or self._open[-1].raw != raw:
            return
        link = self._open.pop()
        if link.label and link.visible == self._visible:
            self._add(link.label)
        link.end = self._length

    def _add(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)
        self._visible += not text.isspace()

    def _line_at(self, position: int) -> int:
        if position > self._position:
            self._line += self._content.count("\n", self._position, position)
            self._position = position
        return self._line
