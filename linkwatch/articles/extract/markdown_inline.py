"""What stands within one paragraph, heading or cell of Markdown: its text and its links."""

import re
from collections.abc import Iterator

from linkwatch.articles.extract.autolinks import find_beginning, find_mails, find_url, href_of, may_begin_behind
from linkwatch.articles.extract.context import LINE_BREAK, describe, fold
from linkwatch.articles.extract.html import Hyperlink, image_label, read_fragment
from linkwatch.articles.extract.markdown_source import place_in
from linkwatch.model import Span

_LONGEST_URL = 8192  # bytes of a bare URL
_CODE_TAG = re.compile(r"<(?P<slash>/?)(?:code|pre|kbd|samp|script|style)\b", re.IGNORECASE)
_INDENT = re.compile(r"\n[ \t]+")  # of lines of a paragraph, which is no part of it
_LINK_TAG = re.compile(r"<(?:a|area)\s", re.IGNORECASE)
_MAY_BE_BARE = re.compile(r"://|www\.|@", re.IGNORECASE)

_TextPart = tuple[str, int, int]  # a text, and the bytes of the source that it comes from
_MARK: _TextPart = ("", -1, -1)  # of emphasis, between two texts


class Link:
    """A link, and where in the text of its block it stands.

    at: the byte at which it begins. span: of the bytes of its target, in the whole text if it is defined elsewhere.
    is_raw: it is written as an HTML tag. label: stands for it where nothing in it is seen.
    """

    __slots__ = ("at", "end", "href", "is_defined", "is_raw", "label", "seen", "span", "start")

    def __init__(
        self, href: str, at: int, span: Span | None, start: int, *, is_raw: bool = False, is_defined: bool = False
    ) -> None:
        self.href = href
        self.at = at
        self.span = span
        self.start = self.end = start
        self.is_raw = is_raw
        self.is_defined = is_defined
        self.label = ""
        self.seen = 0


class Inline:
    """Takes the parts of one block in their order.

    data: the source; places are bytes in it. start: of the block. heading: its level, as "H1", if it is one.
    """

    __slots__ = (
        *("_code_depth", "_data", "_length", "_links", "_open", "_parts", "_seen", "_texts", "end", "heading", "start"),
    )

    def __init__(self, data: bytes, start: int, heading: str | None) -> None:
        self._data = data
        self.heading = heading
        self.start = self.end = start
        self._parts: list[_TextPart] = []  # texts that nothing but marks of emphasis has come between
        self._texts: list[str] = []
        self._length = 0
        self._seen = 0  # texts added that are not blank
        self._open: list[Link] = []
        self._code_depth = 0
        self._links: list[Link] = []

    def add_text(self, text: str, start: int, end: int) -> None:
        """Take text as it stands in the source, or one character that is written otherwise."""
        self._parts.append((text, start, end))

    def add_mark(self) -> None:
        """Take a mark of emphasis."""
        if self._parts:
            self._parts.append(_MARK)

    def add(self, text: str, start: int) -> None:
        """Take text in which there are no bare URLs."""
        self._end_text(start)
        self._add(text)

    def begin_link(self, href: str, at: int, span: Span | None, *, is_defined: bool) -> None:
        """Take the beginning of a link."""
        self._end_text(at)
        self._begin(Link(href, at, span, self._length, is_defined=is_defined))

    def end_link(self, end: int) -> None:
        """Take the end of a link."""
        self._end_text(end)
        self._close(is_raw=False)

    def add_image(self, label: str, start: int) -> None:
        """Take an image; its label may stand for the link that it is in."""
        self._end_text(start)
        if self._open:
            self._open[-1].label = self._open[-1].label or label

    def add_tag(self, tag: str, start: int, end: int) -> None:
        """Take an HTML tag, which may run over several lines."""
        self._end_text(start)
        tag = _INDENT.sub("\n", tag)
        name = tag[:5].lower()
        if _LINK_TAG.match(tag):
            content = tag.encode()
            for link in read_fragment(tag):
                span = link.span and place_in(self._data, start, end, content, link.span)
                self._begin(Link(link.href, start, span, self._length, is_raw=True))
                self._open[-1].label = link.text  # its title or aria-label; an area's alternative text
                if name == "<area":
                    self._close(is_raw=True)  # has no content
        elif name.startswith("</a"):
            self._close(is_raw=True)
        elif name.startswith("<br"):
            self._add(LINE_BREAK)
        elif self._open and name.startswith("<img"):
            self._open[-1].label = image_label(tag) or self._open[-1].label
        elif match := _CODE_TAG.match(tag):
            self._code_depth += -1 if match["slash"] else 1

    def finish(self, end: int) -> None:
        """Take the end of the block."""
        self._end_text(end)
        while self._open:
            self._close(is_raw=self._open[-1].is_raw)
        self.end = end

    @property
    def words(self) -> str:
        """All text of the block, in one line."""
        return fold("".join(self._texts))

    def hyperlinks(self, line: int, offset: int) -> Iterator[Hyperlink]:
        """Yield the links in their order. line: of the block's first byte. offset: of the source in the whole text."""
        whole = "".join(self._texts)
        counted = self.start
        for link in self._links:
            if link.at > counted:
                line += self._data.count(b"\n", counted, link.at)
                counted = link.at
            span = link.span
            if span and not link.is_defined:
                span = span[0] + offset, span[1] + offset
            text, context = describe(whole, link.start, link.end)
            yield Hyperlink(link.href, text, context, line, span, link.is_raw)

    def _begin(self, link: Link) -> None:
        link.seen = self._seen
        self._links.append(link)
        self._open.append(link)

    def _close(self, *, is_raw: bool) -> None:
        """End the innermost open link, if it began in the same way: as a tag, or as Markdown."""
        if not self._open or self._open[-1].is_raw != is_raw:
            return
        link = self._open.pop()
        if link.label and link.seen == self._seen:
            self._add(link.label)
        link.end = self._length

    def _add(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)
        self._seen += not text.isspace()

    def _end_text(self, stop: int) -> None:
        """Add the texts that have come so far; a bare URL in them ends before the byte `stop`."""
        parts = self._parts
        if not parts:
            return
        self._parts = []
        text = parts[0][0] if len(parts) == 1 else "".join([part[0] for part in parts])
        if self._open or self._code_depth or not _MAY_BE_BARE.search(text):
            self._add(text)
            return
        run: list[_TextPart] = []
        url_end = -1
        for part in parts:
            if part is _MARK:
                self._add_mails(run)
                run = []
            elif part[2] > url_end:
                rest = part if part[1] >= url_end else self._behind(part, url_end)
                if run and run[-1][2] != rest[1]:  # a backslash is between them
                    self._add_mails(run)
                    run = []
                while url := self._url_in(rest, stop):
                    position, written = url
                    at = rest[1] + len(rest[0][:position].encode())
                    self._add_mails([*run, (rest[0][:position], rest[1], at)])
                    run = []
                    url_end = at + len(written.encode())
                    self._note(href_of(written), written, (at, url_end))
                    if url_end >= rest[2]:
                        break
                    rest = self._behind(rest, url_end)
                else:
                    run.append(rest)
        self._add_mails(run)

    def _behind(self, part: _TextPart, place: int) -> _TextPart:
        """Return what comes behind a byte of a text."""
        return part[0][len(self._data[part[1] : place].decode()) :], place, part[2]

    def _url_in(self, part: _TextPart, stop: int) -> tuple[int, str] | None:
        """Find the first bare URL that begins in a text: at which character, and as it is written."""
        text, start, _ = part
        position = find_beginning(text, 0)
        while position >= 0:
            at = start + len(text[:position].encode())
            before = text[position - 1] if position else self._before(at)
            window = self._data[at : min(stop, at + _LONGEST_URL)].decode("utf-8", "ignore")
            if may_begin_behind(before, text[position:]) and (end := find_url(window, 0, len(window))):
                return position, window[:end]
            position = find_beginning(text, position + 1)
        return None

    def _before(self, at: int) -> str:
        return "" if at == self.start else self._data[at - 1 : at].decode("ascii", "replace")

    def _add_mails(self, run: list[_TextPart]) -> None:
        """Add texts that belong together, and note the bare addresses in them."""
        text = "".join([part[0] for part in run])
        added = 0
        for start, end in find_mails(text):
            self._add(text[added:start])
            span = self._place(run, start)[0], self._place(run, end - 1)[1]
            self._note("mailto:" + text[start:end], text[start:end], span)
            added = end
        if added < len(text):
            self._add(text[added:])

    def _place(self, run: list[_TextPart], position: int) -> Span:
        """Return where a character of the texts' is written."""
        for text, start, end in run:
            if position < len(text):
                if len(text.encode()) != end - start:  # one character, written otherwise
                    return start, end
                return start + len(text[:position].encode()), start + len(text[: position + 1].encode())
            position -= len(text)
        raise AssertionError(position)

    def _note(self, href: str, text: str, span: Span) -> None:
        link = Link(href, span[0], span, self._length)
        self._add(text)
        link.end = self._length
        self._links.append(link)
