"""Reads reStructuredText, as docutils and Sphinx understand it.

What is cited: `text <url>`_, names that lead to an address outside, addresses and mail addresses as they stand,
pictures that lead somewhere, :pep: and :rfc:, and the links of raw HTML. Sphinx's own references (:doc:, :ref: and the
like) stay in its project.
"""

import re
from collections.abc import Iterator

from linkwatch.anchors.rst import read_anchors
from linkwatch.articles.extract.context import LINE_BREAK
from linkwatch.articles.extract.encoding import CharSpan
from linkwatch.articles.extract.raw_html import html_links
from linkwatch.articles.extract.rst_blocks import Blocks, Target, at, fold_name, lead, other_name, read_blocks
from linkwatch.articles.extract.text_links import Scanned, TextLink, bare_link, bare_urls, blanked, mail_link, read_text
from linkwatch.model import Article, Document, Kind

# Both begin with what all of their parts may begin with: to look for that alone is several times as fast.
_NEXT = re.compile(
    r"(?=[`@|hf]|(?<![\w.+:-])[^\W_])"
    r"(?:(?P<literal>``)|(?P<quoted>`)|(?P<mail>@)"
    r"|(?<![\w.+:-])(?P<word>[^\W_]++(?:[-._+:][^\W_]++)*+)(?P<mark>__?)(?![\w])"
    r"|\|(?P<substitution>[^|\s][^|\n]{0,200})\|(?P<end>__?)(?!\w)"
    r"|(?<![A-Za-z])(?P<url>(?:https?|ftp)://))",
    re.IGNORECASE,
)
_NAMING = re.compile(r">`_(?!_)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ROLE = re.compile(r":([A-Za-z][\w.+-]{0,40}(?::[A-Za-z][\w.+-]{0,40})?):$")
_LONGEST_ROLE = 60
_BACKSLASH = re.compile(r"\\(\s?)")
_NUMBER = re.compile(r"\s*(\d{1,9})")
_ROLES = {"pep": "https://peps.python.org/pep-{:04}", "rfc": "https://datatracker.ietf.org/doc/html/rfc{}"}
_MARKUP = re.compile(
    r"(?=[`*|_:]|^)(?:``|\*\*|(?<!\w)[*`|](?=\S|$)|(?:(?<=\S)|^)[*`|](?!\w)|(?<=`)_|:[A-Za-z][\w:+-]{0,40}:(?=`)"
    r"|(?P<item>^[ \t]*(?:[-*+\u2022]|\(?[\d#]{1,3}[.)]) )|^[=~^-]{3}[=~^ -]*+$)",
    re.MULTILINE,
)


def read(document: Document) -> Article:
    """Read a reStructuredText document."""
    return read_text(document, _scan, _plain)


def _plain(written: str) -> str:
    return _MARKUP.sub(lambda match: LINE_BREAK if match["item"] else "", written)


def _scan(text: str) -> Scanned:
    blocks = read_blocks(text)
    shown = blanked(text, sorted(blocks.hidden))
    reader = _Reader(text, shown, blocks)
    if _NAMING.search(shown):
        for _ in reader.marks():  # a link that is given a name may stand behind where the name is used
            pass
    title = blocks.title and _plain(blocks.title).strip()
    return Scanned(reader.marks(), title, blocks.published_at, shown, blocks.comments, lambda: read_anchors(text))


class _Reader:
    def __init__(self, written: str, text: str, blocks: Blocks) -> None:
        self._written = written
        self._text = text  # without what is hidden
        self._blocks = blocks
        self._paragraph_end = 0
        self._unclosed = ""  # marks that nothing closes in this paragraph
        self._anonymous = 0

    def marks(self) -> Iterator[TextLink]:
        """Yield the links of the text in its order, and those of its pictures."""
        self._paragraph_end = self._anonymous = 0
        for image in self._blocks.images:
            target = self._resolved(image.url, image)
            if target is not None:
                yield TextLink(target.url, *image.span, target.url, target.span)
        for picture in self._blocks.pictures:
            yield TextLink(picture.url, *picture.span, "", picture.span, kind=Kind.IMAGE)
        for piece in self._blocks.html:
            yield from html_links(self._written, piece)
        position = 0
        while match := _NEXT.search(self._text, position):
            position, mark = self._read(match)
            if mark is not None:
                yield mark

    def _read(self, match: re.Match[str]) -> tuple[int, TextLink | None]:
        """Read what begins there: where it ends, and the link that it is."""
        start = match.start()
        if start >= self._paragraph_end:
            blank = _BLANK_LINE.search(self._text, start)
            self._paragraph_end = blank.start() if blank else len(self._text)
            self._unclosed = ""
        match match.lastgroup:
            case "literal":
                return self._close(start, "``"), None
            case "quoted":
                return self._read_quoted(start)
            case "mail":
                return match.end(), mail_link(self._text, start)
            case "url":
                span = next(bare_urls(self._text, start, self._paragraph_end), None)
                if span is None or span[0] != start:
                    return match.end(), None
                return span[1], bare_link(self._text, span)
            case _:
                return match.end(), self._read_word(match, match["word"] or match["substitution"])

    def _close(self, start: int, mark: str) -> int:
        """Return where the piece ends that this mark begins; behind the mark where it ends nowhere in its paragraph."""
        begin = start + len(mark)
        if mark + " " in self._unclosed:
            return begin
        end = self._text.find(mark, begin, self._paragraph_end)
        if end < 0:
            self._unclosed += mark + " "
            return begin
        return end + len(mark)

    def _read_quoted(self, start: int) -> tuple[int, TextLink | None]:
        if self._text[max(0, start - 1)] == "\\" and start:
            return start + 1, None
        close = self._close(start, "`")
        inner = (start + 1, close - 1)
        if close <= start + 1:
            return close, None
        role = _ROLE.search(self._text[max(0, start - _LONGEST_ROLE) : start])
        if role is not None:
            return close, self._read_role(role[1].lower(), start - len(role[0]), inner)
        marks = "__" if self._text.startswith("__", close) else "_" if self._text.startswith("_", close) else ""
        if not marks:
            return close, None
        end = close + len(marks)
        return end, self._read_reference(start, end, inner, is_anonymous=marks == "__")

    def _read_reference(self, start: int, end: int, inner: CharSpan, *, is_anonymous: bool) -> TextLink | None:
        written = self._text[slice(*inner)]
        opening = written.rfind("<") if written.endswith(">") else -1
        if opening >= 0 and (opening == 0 or written[opening - 1].isspace()):
            begin, stop = inner[0] + opening + 1, inner[1] - 1
            cited = self._text[begin:stop].strip()
            url = "".join(cited.split()) if other_name(cited) is None else cited
            label = " ".join(written[:opening].split()) or url
            target = Target(url, (begin, stop))
            if not is_anonymous:
                self._blocks.targets.setdefault(fold_name(label), target)
            found = self._resolved(url, target)
            return _mark(found, start, end, label) if found else None
        label = " ".join(written.split())
        if is_anonymous:
            return self._read_anonymous(start, end, label)
        found = lead(self._blocks.targets, _unescaped(written))
        return _mark(found, start, end, label) if found else None

    def _read_anonymous(self, start: int, end: int, label: str) -> TextLink | None:
        target = at(self._blocks.anonymous, self._anonymous)
        self._anonymous += 1
        found = self._resolved(target.url, target) if target and target.url else None
        return _mark(found, start, end, label) if found else None

    def _read_word(self, match: re.Match[str], word: str) -> TextLink | None:
        if match[0].endswith("__"):
            return self._read_anonymous(match.start(), match.end(), word)
        found = lead(self._blocks.targets, word)
        return _mark(found, match.start(), match.end(), word) if found else None

    def _read_role(self, role: str, start: int, inner: CharSpan) -> TextLink | None:
        address = _ROLES.get(role)
        number = _NUMBER.match(self._text, *inner)
        if number is None or address is None:
            return None
        written = self._text[slice(*inner)]
        label = f"{role.upper()} {number[1]}" if written.strip() == number[1] else written.partition("<")[0].strip()
        return TextLink(written, start, inner[1] + 1, label, inner, address.format(int(number[1])))

    def _resolved(self, url: str, target: Target | None = None) -> Target | None:
        """Return where an address leads that may be another's name."""
        other = other_name(url)
        return Target(url, target.span if target else (0, 0)) if other is None else lead(self._blocks.targets, other)


def _mark(target: Target, start: int, end: int, label: str) -> TextLink:
    return TextLink(_unescaped(target.url), start, end, _unescaped(label), target.span)


def _unescaped(written: str) -> str:
    return _BACKSLASH.sub("", written) if "\\" in written else written
