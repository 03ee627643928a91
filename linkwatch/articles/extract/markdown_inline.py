"""What stands within one paragraph, heading or cell of Markdown: its text and its links."""

import re
from collections import deque
from collections.abc import Iterable, Iterator

from linkwatch.articles.extract.autolinks import find_beginning, find_mails, find_url, href_of, may_begin_behind
from linkwatch.articles.extract.context import LINE_BREAK, MAX_TEXT, describe, fold
from linkwatch.articles.extract.hyperlink import LINK_TAG, Hyperlink, image_label, read_fragment
from linkwatch.articles.extract.markdown_source import place_in
from linkwatch.articles.extract.resolver import holds_itself
from linkwatch.model import Kind, Span
from linkwatch.urls import is_template

_LONGEST_URL = 8192  # bytes of a bare URL
_CODE_TAG = re.compile(r"<(?P<slash>/?)(?:code|pre|kbd|samp|script|style)\b", re.IGNORECASE)
_INDENT = re.compile(r"\n[ \t]+")  # of lines of a paragraph, which is no part of it
# A link to a file or URL with a space in it, which Markdown takes for text.
_FILLED_IN = r"\{\{[^{}\n]*+\}\}|\{%[^%\n]*+%\}"  # by a program, which may have quotation marks in it
_BROKEN = re.compile(
    r"(?<!!)\[(?P<text>[^\[\]]*+)\]\((?P<href>"
    rf"(?:{_FILLED_IN}|[^()<>\[\]\"\s])(?:{_FILLED_IN}|[^()<>\[\]\"\n])*+)\)"
)
# [[A note]], [[A note#Part]], [[A note|as it is shown]]
_WIKI = re.compile(r"(?<![!\[])\[\[(?P<href>[^\[\]|\s][^\[\]|\n]*+)(?:\|(?P<text>[^\[\]\n]*+))?\]\](?![(:]|\[(?!\[))")
_ADDRESS = re.compile(r"[a-z][a-z+]{1,9}://", re.IGNORECASE)
_NO_NOTE = re.compile(r"[\d\W_]+")
_LIKE_TARGET = re.compile(r"(?:[a-z][a-z+]{1,9}://|\.{0,2}/).*|.*\.[A-Za-z][A-Za-z0-9]{0,4}(?:#.*)?", re.IGNORECASE)

_TextPart = tuple[str, int, int]  # a text, and the bytes of the source that it comes from
_MARK: _TextPart = ("", -1, -1)  # of emphasis, between two texts


class Link:
    """A link, and where in the text of its block it stands.

    at: the byte at which it begins. span: of the bytes of its target, in the whole text if it is defined elsewhere.
    is_raw: it is written as an HTML tag. is_broken: no reader of Markdown takes it for a link. is_ignored: its tag says
    that it is not to be looked at. is_wiki: it names a note. label: stands for it where nothing in it is seen. kind: it
    is no link, and its label is its text.
    """

    __slots__ = (
        *("at", "end", "href", "is_broken", "is_defined", "is_ignored", "is_raw", "is_wiki", "kind", "label", "seen"),
        *("span", "start"),
    )

    def __init__(
        self, href: str, at: int, span: Span | None, start: int, *, is_raw: bool = False, is_defined: bool = False
    ) -> None:
        self.href = href
        self.at = at
        self.span = span
        self.start = self.end = start
        self.is_raw = is_raw
        self.is_defined = is_defined
        self.is_broken = self.is_ignored = self.is_wiki = False
        self.label = ""
        self.seen = 0
        self.kind = Kind.LINK


class Inline:
    """Takes the parts of one block in their order.

    data: the source; places are bytes in it. start: of the block. heading: its level, as "H1", if it is one. kinds: of
    citations that are asked for beside links.
    """

    __slots__ = (
        *(
            "_code_depth",
            "_data",
            "_kinds",
            "_length",
            "_links",
            "_open",
            "_parts",
            "_seen",
            "_texts",
            "comments",
            "end",
        ),
        *("heading", "start"),
    )

    def __init__(self, data: bytes, start: int, heading: str | None, kinds: frozenset[Kind] = frozenset()) -> None:
        self._data = data
        self._kinds = kinds
        self.heading = heading
        self.start = self.end = start
        self._parts: list[_TextPart] = []  # texts that nothing but marks of emphasis has come between
        self._texts: list[str] = []
        self._length = 0
        self._seen = 0  # texts added that are not blank
        self._open: list[Link] = []
        self._code_depth = 0
        self._links: list[Link] = []
        self.comments: list[tuple[str, int]] = []  # and the bytes at which they begin

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

    def add_image(self, href: str, label: str, start: int) -> None:
        """Take an image; its label may stand for the link that it is in."""
        self._end_text(start)
        if Kind.IMAGE in self._kinds and not holds_itself(href):
            self._show(href, label, start, Kind.IMAGE)
        if self._open:
            self._open[-1].label = self._open[-1].label or label

    def add_tag(self, tag: str, start: int, end: int) -> None:
        """Take an HTML tag, which may run over several lines."""
        self._end_text(start)
        tag = _INDENT.sub("\n", tag)
        name = tag[:5].lower()
        if self._kinds and name[1:2].isalpha():
            for other in read_fragment(tag, self._kinds):
                if other.kind is not Kind.LINK:
                    self._show(other.href, other.text, start, other.kind, is_ignored=other.is_ignored)
        if LINK_TAG.match(tag):
            content = tag.encode()
            for link in read_fragment(tag):
                span = link.span and place_in(self._data, start, end, content, link.span)
                self._begin(Link(link.href, start, span, self._length, is_raw=True))
                self._open[-1].is_ignored = link.is_ignored
                self._open[-1].label = link.text  # its title or aria-label; an area's alternative text
                if name == "<area":
                    self._close(is_raw=True)  # has no content
        elif name.startswith("</a"):
            self._close(is_raw=True)
        elif name.startswith("<!--"):
            self.comments.append((tag, start))
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
            if link.kind is not Kind.LINK:
                text = fold(link.label)[:MAX_TEXT]
                context = context if text in context else text
            column = link.at - self._data.rfind(b"\n", 0, link.at) - 1
            flags = (link.is_raw, link.is_broken, column, link.is_ignored, link.is_wiki)
            yield Hyperlink(link.href, text, context, line, span, *flags, link.kind)

    def _show(self, href: str, label: str, at: int, kind: Kind, *, is_ignored: bool = False) -> None:
        """Note what is shown there."""
        link = Link(href, at, None, self._length, is_raw=True)
        link.label, link.kind, link.is_ignored = label, kind, is_ignored
        self._links.append(link)

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
        if self._open or self._code_depth or not _may_have_link(text):
            self._add(text)
            return
        rest = deque(parts)
        added = 0
        for match in _links_of_text(text):
            href = match["href"]
            self._add_bare(_take(rest, match.start() - added), rest[0][1])
            parts = _take(rest, match.end() - match.start())
            added = match.end()
            first, last = match.start("href") - match.start(), match.end("href") - match.start() - 1
            span = self._place(parts, first)[0], self._place(parts, last)[1]
            link = self._note(href, match["text"] or href, span)
            link.is_wiki = match.re is _WIKI and not _ADDRESS.match(href)
            link.is_broken = match.re is _BROKEN
        self._add_bare(rest, stop)

    def _add_bare(self, parts: Iterable[_TextPart], stop: int) -> None:
        """Add texts, and note the bare URLs and addresses in them."""
        run: list[_TextPart] = []  # texts that belong together
        url_end = -1
        for part in parts:
            text, start, end = part
            if part is _MARK or (run and run[-1][2] != start):  # else a backslash is between them
                self._add_mails(run)
                run = []
            if end <= url_end:
                continue
            at = max(start, url_end)
            first = position = len(self._data[start:at].decode())
            begun = at
            while (found := find_beginning(text, position)) >= 0:
                at += len(text[position:found].encode())
                position = found
                url = self._url_at(text, position, at, stop)
                if url:
                    self._add_mails([*run, (text[first:position], begun, at)])
                    run = []
                    url_end = at + len(url.encode())
                    self._note(href_of(url), url, (at, url_end))
                    if url_end >= end:
                        break
                    at = begun = url_end
                    position = first = position + len(url)
                else:
                    at, position = at + 1, position + 1
            else:
                run.append((text[first:], begun, end))
        self._add_mails(run)

    def _url_at(self, text: str, position: int, at: int, stop: int) -> str:
        """Return the bare URL that begins at a character of a text, as it is written; "" where none does.

        at: the byte of the character. The URL may run on beyond the text.
        """
        before = text[position - 1] if position else self._before(at)
        if not may_begin_behind(before, text[position]):
            return ""
        window = self._data[at : min(stop, at + _LONGEST_URL)].decode("utf-8", "ignore")
        return window[: find_url(window, 0, len(window))]

    def _before(self, at: int) -> str:
        return "" if at == self.start else self._data[at - 1 : at].decode("ascii", "replace")

    def _add_mails(self, run: list[_TextPart]) -> None:
        """Add texts that belong together, and note the bare addresses in them."""
        text = "".join([part[0] for part in run])
        added = 0
        for start, end in find_mails(text):
            if not start and self._data[run[0][1] - 1 : run[0][1]] == b"\\":
                continue  # its first character is escaped
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

    def _note(self, href: str, text: str, span: Span) -> Link:
        link = Link(href, span[0], span, self._length)
        self._add(text)
        link.end = self._length
        self._links.append(link)
        return link


def _may_have_link(text: str) -> bool:
    return "://" in text or "@" in text or "](" in text or "[[" in text or "www." in text.lower()


def _links_of_text(text: str) -> Iterator[re.Match[str]]:
    """Yield the links of _BROKEN and _WIKI in what CommonMark takes for text, in their order."""
    found = [match for match in _BROKEN.finditer(text) if _is_meant_as_target(match["href"])]
    if "[[" in text:
        found += [match for match in _WIKI.finditer(text) if not _NO_NOTE.fullmatch(match["href"])]
        found.sort(key=re.Match.start)
    end = 0
    for match in found:
        if match.start() >= end and not match["href"][-1].isspace():
            yield match
            end = match.end()


def _is_meant_as_target(href: str) -> bool:
    return " " in href and (_LIKE_TARGET.fullmatch(href) is not None or is_template(href))


def _take(parts: deque[_TextPart], length: int) -> list[_TextPart]:
    """Take so many characters off the beginning of texts."""
    taken = []
    while parts and (length or not parts[0][0]):
        text, start, end = part = parts.popleft()
        if len(text) > length:
            at = start + len(text[:length].encode())
            part = text[:length], start, at
            parts.appendleft((text[length:], at, end))
        taken.append(part)
        length -= len(part[0])
    return taken
