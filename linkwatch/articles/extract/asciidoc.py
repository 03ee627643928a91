"""Reads AsciiDoc, as Asciidoctor understands it.

What is cited: addresses, with or without [text] behind them, link:, xref: and <<…>> to other documents, mailto:,
images that lead somewhere, and the links of HTML that is passed through. {attributes} that the document itself sets are
put in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from linkwatch.anchors.asciidoc import read_anchors
from linkwatch.articles.extract.accessed import read_day
from linkwatch.articles.extract.context import LINE_BREAK
from linkwatch.articles.extract.encoding import CharSpan
from linkwatch.articles.extract.raw_html import html_links
from linkwatch.articles.extract.text_links import Scanned, TextLink, bare_urls, blanked, mail_link, read_text
from linkwatch.model import Article, Document, Kind

_LINE = re.compile(r"[^\n]*\n?")
_FENCE = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|```[\w+-]*)[ \t]*$")
_PASSED = "++++"
_ATTRIBUTE = re.compile(r":(?P<name>[A-Za-z0-9_][\w-]*):(?:[ \t]++(?P<value>\S[^\n]*+))?$")
_VERBATIM = re.compile(r"\[(?:source|listing|literal|stem|latexmath|asciimath|comment)\b")
_ABOUT_BLOCK = re.compile(r"\[.*\]$|\.[^\s.]")  # the line before a paragraph that says what it is, or its title
_TITLE = re.compile(r"=[ \t]+(\S[^\n]*)")
_HEADER = re.compile(r"^=[ \t]+\S[^\n]*\n(?P<lines>(?:[^\n]+\n){1,40})", re.MULTILINE)
_REVISION = re.compile(r"(?:v?\d[^,]{0,30},[ \t]*)?(?P<date>\w[^:]{5,40})(?::|$)")  # "v1.2, 2020-01-03: remark"
_NEXT = re.compile(  # first what all of its parts may begin with: to look for that alone is several times as fast
    r"(?=[lxm@<ihf{])"
    r"(?:(?P<link>(?<!\\)\blink:)(?P<raw>\+\+|pass:\[)?|(?P<xref>(?<!\\)\bxref:)|(?P<mail>(?<!\\)\bmailto:)"
    r"|(?P<at>@)|(?P<cross><<)|(?P<image>\bimage::?[^\s\[\]]{1,500}\[)"
    r"|(?P<url>(?<![A-Za-z\\+])(?<!pass:\[)(?:https?|ftp)://)|(?P<attribute>\{[A-Za-z0-9_][\w-]*\}))",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?P<target>[^\s\[\]]{1,2000})\[(?P<text>(?:\[[^\[\]\n]{0,300}\]|[^\]\\\n]|\\.|\n(?!\s*\n)){0,1000})\]"
)
_RAW_TARGET = re.compile(r"(?P<target>[^\s+]{1,2000})\+\+\[(?P<text>(?:[^\]\\\n]|\\.){0,1000})\]")  # may hold brackets
_PASSED_TARGET = re.compile(r"(?P<target>[^\[\]\n]{1,2000})\]\[(?P<text>(?:[^\]\\\n]|\\.){0,1000})\]")  # or spaces
_CROSS = re.compile(r"<<(?P<target>[^<>,\n]{1,500})(?:,(?P<text>[^<>]{0,500}))?>>")
_IMAGE_LINK = re.compile(r"""(?:^|,)\s*link=(?P<quote>["']?)(?P<url>[^"',\s\]]{1,2000})(?P=quote)""")
_NAME = re.compile(r"\{([A-Za-z0-9_][\w-]*)\}")
_NAMED = re.compile(r"""^"([^"]*)"|(?:^|,)\s*(?:window|role|opts|options|id|title|subject)=""")
_MARKUP = re.compile(
    r"(?=[*_`\[{#+]| \||^)(?:\*\*|__|``|\[[\w.#%, -]{0,60}\](?=[#*_`])|\{nbsp\}|^=+ |^\|===.*$|^\[[^\]\n]*\]$"
    r"|(?<!\w)[*_`#+](?=\S|$)|(?:(?<=\S)|^)[*_`#+](?!\w)"
    r"|(?P<item>^[ \t]*(?:[-*.+]{1,5}|\d{1,3}[.)]) |^[ \t]*\|| \| ))",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\(?=\.\.\.|--|->|=>|<-|<=|\((?:C|R|TM)\))")  # what would become another character
_DOCUMENT = re.compile(r"[^:@$]+\.(?:adoc|asciidoc|html?)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[:@$/]")
_REST = re.compile(r"[^\s\[\]<>\"'()]*")  # of an address that begins with an attribute
_TRAILING = ".,;:!?"
_LONGEST = 4000


def read(document: Document) -> Article:
    """Read an AsciiDoc document."""
    return read_text(document, _scan, _plain)


@dataclass(slots=True)
class _Lines:
    """What the lines of a text say."""

    hidden: list[CharSpan]
    attributes: dict[str, str]
    comments: list[CharSpan]
    title: str | None = None


def _plain(written: str) -> str:
    return _MARKUP.sub(lambda match: LINE_BREAK if match["item"] else "", written)


def _scan(text: str) -> Scanned:
    lines = _read_lines(text)
    shown = blanked(text, lines.hidden)
    date = lines.attributes.get("revdate") or lines.attributes.get("docdate") or _revision(shown)
    raw = (link for span in lines.hidden if text.startswith(_PASSED, span[0]) for link in _passed(text, span))
    return Scanned(
        chain(_Reader(shown, lines.attributes).marks(), raw),
        lines.title,
        read_day(date) if date else None,
        shown,
        lines.comments,
        lambda: read_anchors(text),
    )


def _revision(shown: str) -> str | None:
    """Return the date in the line of the revision, which is the second after the title: the first names authors.

    shown: the text with what is hidden, as attributes and blocks of code, in blanks.
    """
    header = _HEADER.search(shown)
    said = [line for line in header["lines"].splitlines() if line.strip()] if header else []
    revision = _REVISION.match(said[1]) if len(said) > 1 else None
    return revision["date"] if revision else None


def _passed(text: str, span: CharSpan) -> Iterator[TextLink]:
    """Yield the links of a block of HTML that is passed through as it is; span: with the lines around it."""
    start = text.find("\n", *span)
    end = text.rfind("\n" + _PASSED, *span)
    if 0 <= start < end:
        yield from html_links(text, (start, end))


def _read_lines(text: str) -> _Lines:
    """Go through the lines once: blocks of code and comments are hidden, attributes are noted."""
    found = _Lines([], {}, [])
    fence: str | None = None
    block_start = 0
    verbatim = paragraph = False  # a style that makes code of the paragraph that follows; whether a paragraph goes on
    for match in _LINE.finditer(text):
        line = match[0].rstrip()
        if fence is not None:
            if line == fence:
                found.hidden.append((block_start, match.end()))
                fence = None
            continue
        if _FENCE.match(line):
            fence = "```" if line.startswith("```") else line
            block_start, verbatim = match.start(), False
        elif line.startswith("//"):
            found.hidden.append(match.span())
            found.comments.append(match.span())
        elif _VERBATIM.match(line) and line.endswith("]"):
            verbatim = True
        elif not line or (not paragraph and _ABOUT_BLOCK.match(line)):
            verbatim = verbatim and not paragraph
            paragraph = False
        elif attribute := _ATTRIBUTE.match(line):
            found.attributes.setdefault(attribute["name"].lower(), _filled(attribute["value"] or "", found.attributes))
            found.hidden.append(match.span())
        elif verbatim or (not paragraph and line[0] in " \t" and not _is_list_item(line)):
            verbatim = True  # an indented paragraph is literal to its end
            paragraph = True
            found.hidden.append(match.span())
        else:
            paragraph = True
            if found.title is None and (title := _TITLE.match(line)):
                found.title = _plain(_filled(title[1], found.attributes))
    if fence is not None:
        found.hidden.append((block_start, len(text)))
    return found


def _is_list_item(line: str) -> bool:
    return line.lstrip()[:2] in ("* ", "- ", "**", ". ", "..") or line.lstrip().partition(".")[0].isdigit()


def _filled(written: str, attributes: dict[str, str]) -> str:
    """Put in what attributes stand for; one that nothing sets stays as it is. Escapes are undone."""
    if "\\" in written:
        written = _ESCAPED.sub("", written)
    if "{" not in written:
        return written
    return _NAME.sub(lambda name: attributes.get(name[1].lower(), name[0]), written)[:_LONGEST]


class _Reader:
    def __init__(self, text: str, attributes: dict[str, str]) -> None:
        self._text = text
        self._attributes = attributes

    def marks(self) -> Iterator[TextLink]:
        """Yield the links of the text."""
        position = 0
        while match := _NEXT.search(self._text, position):
            position = match.end()
            if match["image"]:
                target = match.start() + match[0].rindex(":") + 1, match.end() - 1
                href = _filled(self._text[slice(*target)], self._attributes)
                yield TextLink(href, match.start(), match.end(), "", target, kind=Kind.IMAGE)
            mark = self._read(match)
            if mark is not None:
                position = max(position, mark.end)
                yield mark

    def _read(self, match: re.Match[str]) -> TextLink | None:
        kind = match.lastgroup
        if kind == "url":
            return self._read_url(match.start())
        if kind == "at":
            return mail_link(self._text, match.start())
        if kind == "cross":
            cross = _CROSS.match(self._text, match.start())
            return self._reference(cross, match.start()) if cross else None
        if kind == "image":
            return self._read_image(match)
        if kind == "attribute":
            return self._read_attribute(match)
        behind = self._text, match.end()
        if not match["raw"]:
            target = _TARGET.match(*behind)
        else:
            target = _RAW_TARGET.match(*behind) if match["raw"] == "++" else _PASSED_TARGET.match(*behind)
        if target is None:
            return None
        if kind == "xref":
            return self._reference(target, match.start())
        return self._link(target, match.start(), "mailto:" if kind == "mail" else "")

    def _link(self, target: re.Match[str], start: int, scheme: str) -> TextLink:
        begin, end = target.span("target")
        written = _filled(self._text[begin:end], self._attributes)
        written = written.removeprefix("link:")
        label = _label(target["text"]) or written
        return TextLink(scheme + written, start, target.end(), label, (begin, end))

    def _read_url(self, start: int) -> TextLink | None:
        target = _TARGET.match(self._text, start)
        if target is not None and "<" not in target["target"]:
            return self._link(target, start, "")
        span = next(bare_urls(self._text, start), None)
        if span is None or span[0] != start:
            return None
        href = _filled(self._text[start : span[1]], self._attributes)
        return TextLink(href, *span, href, span)

    def _read_attribute(self, match: re.Match[str]) -> TextLink | None:
        """Read an address that begins with an attribute, which may say that it is a link."""
        filled_in = _filled(match[0], self._attributes)
        if not filled_in.startswith(("https://", "http://", "link:")):
            return None
        target = _TARGET.match(self._text, match.start())
        if target is not None:
            return self._link(target, match.start(), "")
        if filled_in.startswith("link:"):
            return None
        rest = _REST.match(self._text, match.end())
        end = match.end() + len(rest[0].rstrip(_TRAILING)) if rest else match.end()
        href = _filled(self._text[match.start() : end], self._attributes)
        return TextLink(href, match.start(), end, href, (match.start(), end))

    def _reference(self, match: re.Match[str], start: int) -> TextLink | None:
        """Read a reference; None where it leads to another component's page."""
        written = _filled(match["target"].strip(), self._attributes)
        page, mark, place = written.partition("#")
        if not mark and not _DOCUMENT.fullmatch(page) and not _ELSEWHERE.search(page):
            page, mark, place = "", "#", page
        if mark and page and "." not in page.rpartition("/")[2]:
            page += ".adoc"
        if page and not _DOCUMENT.fullmatch(page):
            return None
        begin = match.start("target") + len(match["target"]) - len(match["target"].lstrip())
        label = _label(match["text"] or "") or written
        return TextLink(page + mark + place, start, match.end(), label, (begin, begin + len(match["target"].strip())))

    def _read_image(self, match: re.Match[str]) -> TextLink | None:
        end = self._text.find("]", match.end(), match.end() + _LONGEST)
        link = _IMAGE_LINK.search(self._text[match.end() : end]) if end >= 0 else None
        if link is None:
            return None
        begin, stop = match.end() + link.start("url"), match.end() + link.end("url")
        label = self._text[match.end() : end].partition(",")[0].strip('" ')
        href = _filled(link["url"], self._attributes)
        if href.startswith("{"):  # what it is says somebody else
            return None
        return TextLink(href, match.start(), end + 1, label if "=" not in label else href, (begin, stop))


def _label(written: str) -> str:
    """Return the words between the brackets behind a target, without what is said for the renderer."""
    named = _NAMED.search(written)
    if named:
        written = named[1] if named[1] is not None else written[: named.start()]
    return _plain(written.removesuffix("^").replace("\\]", "]")).strip()
