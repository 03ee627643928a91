"""Reads Markdown: CommonMark with GitHub's extensions, and the HTML in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from markdown_it.token import Token

from linkwatch.articles.extract.autolinks import find_mails
from linkwatch.articles.extract.context import LINE_BREAK, describe, fold
from linkwatch.articles.extract.dates import find_dateline
from linkwatch.articles.extract.encoding import decode
from linkwatch.articles.extract.front_matter import read_front_matter
from linkwatch.articles.extract.html import Hyperlink, image_label, read_fragment, read_heading
from linkwatch.articles.extract.markdown_parser import MarkdownParser
from linkwatch.articles.extract.resolver import Resolver
from linkwatch.model import Article, Citation, Document, TargetKind

_MAY_HOLD_LINK = re.compile(r"[\[<@]|://|www\.", re.IGNORECASE)
_CODE_TAG = re.compile(r"<(?P<slash>/?)(?:code|pre|kbd|samp|script|style)\b", re.IGNORECASE)
_LINK_TAG = re.compile(r"<(?:a|area)\s", re.IGNORECASE)
_DATELINE_LINES = 10


def read(document: Document) -> Article:
    """Read a Markdown document."""
    text = decode(document.body, document.charset).removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    front_matter = read_front_matter(text)
    lines_before = text.count("\n", 0, front_matter.length)
    resolver = Resolver(document)
    reader = _Reader()
    citations = []
    for link in reader.read(text[front_matter.length :]):
        target = resolver.resolve(link.href)
        if target.kind is not TargetKind.FRAGMENT:
            citations.append(Citation(link.href, target, link.text, link.context, link.line + lines_before))
    return Article(
        uri=document.uri,
        title=front_matter.title or reader.title,
        published_at=front_matter.published_at or reader.dateline or document.published_at,
        citations=tuple(citations),
    )


@dataclass(slots=True)
class _Span:
    """A link and where in the text of its paragraph it stands. raw: written as an HTML tag. bare: a URL as it is."""

    href: str
    line: int
    start: int
    end: int = 0
    raw: bool = False
    bare: bool = False
    in_code: bool = False
    label: str = ""
    visible: int = 0


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
        for line, token in self._parser.blocks(text):
            if token.type == "heading_open":
                heading = token.tag
            elif token.type == "heading_close":
                heading = None
            elif token.type == "inline":
                if heading is None:
                    self._look_for_dateline(token.content)
                elif not self._headings.get(heading):
                    self._headings[heading] = _InlineReader(self._parser.parts(token), token.content, line).words
                if _MAY_HOLD_LINK.search(token.content):
                    yield from _InlineReader(self._parser.parts(token), token.content, line).links()
            elif token.type == "html_block":
                yield from self._read_html(token.content, line)

    def _look_for_dateline(self, content: str) -> None:
        for line in content.split("\n", _DATELINE_LINES)[:_DATELINE_LINES]:
            if self.dateline is None and self._lines_seen < _DATELINE_LINES:
                self._lines_seen += 1
                self.dateline = find_dateline(line)

    def _read_html(self, markup: str, line: int) -> Iterator[Hyperlink]:
        if not self._headings.get("h1") and (heading := read_heading(markup)):
            self._headings["h1"] = heading
        if _LINK_TAG.search(markup):
            for link in read_fragment(markup):
                yield Hyperlink(link.href, link.text, link.context, link.line + line - 1)


class _InlineReader:
    """Reads the parts of one paragraph, heading or cell into its text and its links."""

    def __init__(self, parts: Sequence[Token], content: str, line: int) -> None:
        self._content = content
        self._position = 0
        self._line = line
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
                yield Hyperlink(link.href, *describe(whole, link.start, link.end), link.line)

    def _read(self, part: Token) -> None:
        match part.type:
            case "text" | "text_special" | "code_inline":
                if part.type == "text" and not self._open:
                    self._read_mails(part.content)
                self._add(part.content)
            case "softbreak":
                self._add("\n")
            case "hardbreak":
                self._add(LINE_BREAK)
            case "link_open":
                self._begin(str(part.attrs["href"]), part.meta.get("at", 0), bare=part.info == "bare")
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

    def _read_mails(self, text: str) -> None:
        """Note the bare addresses of a text that is about to be added."""
        for start, end in find_mails(text):
            at = self._content.find(text[start:end], self._position)
            link = _Span("mailto:" + text[start:end], self._line_at(max(at, 0)), self._length + start)
            link.end, link.bare, link.in_code = self._length + end, True, self._code_depth > 0
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
