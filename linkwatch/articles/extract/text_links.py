"""Links as a text format writes them, and the article that they make: what the readers of such formats share.

A reader scans a text for its links and says of each where it stands and what a person sees of it; lines, sentences,
bytes and bounds are found here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from linkwatch.anchors import Anchors
from linkwatch.articles.extract.accessed import find_accessed
from linkwatch.articles.extract.autolinks import find_mails, find_url
from linkwatch.articles.extract.bounds import first_links
from linkwatch.articles.extract.context import LINE_BREAK, MAX_TEXT, describe, fold
from linkwatch.articles.extract.encoding import CharSpan, byte_spans, decode_by_codec, spans_before_folding
from linkwatch.articles.extract.marks import IN_COMMENT, NEXT_LINE, Mark, are_ignored, marks_in
from linkwatch.articles.extract.own_places import OwnPlaces
from linkwatch.articles.extract.resolver import Resolver, fragment_of, holds_itself
from linkwatch.model import Article, Citation, Document, Kind, TargetKind

# First what all parts may begin with: to look for that alone is several times as fast.
_URL_BEGINS = re.compile(r"(?=[hfw])(?:(?<![A-Za-z])(?:https?|ftp)://|(?<![\w@./:-])www\.(?=\w))", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BLANK_LINES = re.compile(r"[^\S\n]*+\n((?:[^\S\n]*+\n)*+)")
_FAR = 4000  # characters from a link that its sentence never reaches
_LONGEST_MAIL = 128  # characters on each side of its "@"
_DATE_WITHIN = 120  # characters behind a link, in which its author may say when it was looked at


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link in a text.

    href: as its author means it, escapes undone. start, end: its characters, those of the markup included. text: what
    a person sees of it. written: where the target alone stands. url: what the href stands for, where that is not itself
    an address ("10.1000/1"). context: where it is not the sentence around it. place, cited_at, kind: as in Citation.
    """

    href: str
    start: int
    end: int
    text: str
    written: CharSpan | None
    url: str | None = None
    context: str | None = None
    place: str | None = None
    cited_at: datetime | None = None
    kind: Kind = Kind.LINK

    @property
    def at(self) -> int:
        """The character at which its target is written, where that stands in it; else its first."""
        return self.written[0] if self.written and self.start <= self.written[0] < self.end else self.start


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a reader found in a text.

    links: in any order, as many as there are; more than are read are not asked for. shown: the text with spaces where
    no reader of the article sees anything, if there is such. comments: in which authors may leave links out. anchors:
    of the text's own places, where it has such.
    """

    links: Iterable[TextLink]
    title: str | None = None
    published_at: datetime | None = None
    shown: str | None = None
    comments: Sequence[CharSpan] = ()
    anchors: Callable[[], Anchors] | None = None


def read_text(
    document: Document, scan: Callable[[str], Scanned], plain: Callable[[str], str] = lambda written: written
) -> Article:
    """Read a text. scan: is given it with line ends folded to LF. plain: takes a format's markup out of a sentence."""
    written, codec = decode_by_codec(document.body, document.charset)
    first = len(written) - len(written.lstrip("\ufeff"))
    text = written[first:].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    scanned = scan(text)
    kinds = {Kind.LINK, *document.kinds}
    marks, left_out = first_links(
        each for each in scanned.links if each.kind in kinds and (each.kind is Kind.LINK or not holds_itself(each.href))
    )
    marks.sort(key=lambda mark: mark.start)
    spans = byte_spans(
        document.body, codec, written, spans_before_folding(written, [mark.written for mark in marks], first, 0)
    )
    resolver = Resolver(document)
    own_places = OwnPlaces(resolver.own, scanned.anchors) if scanned.anchors else None
    ignored = _ignored(text, marks, scanned.comments)
    citations = []
    line, counted = 1, 0
    ends = [*(mark.start for mark in marks[1:]), len(text)][: len(marks)]
    for mark, next_start, span, is_ignored, (label, context) in zip(
        marks, ends, spans, ignored, _described(scanned.shown or text, marks, plain), strict=True
    ):
        line += text.count("\n", counted, mark.start)
        counted = mark.start
        behind = text[mark.end : min(mark.end + _DATE_WITHIN, next_start)].partition("\n\n")[0]
        target = resolver.resolve(mark.url or mark.href)
        is_own = target.kind is TargetKind.FRAGMENT
        if is_own and own_places and not is_ignored and own_places.lack(mark.href):
            target = resolver.own
        if target.kind is not TargetKind.FRAGMENT:
            cited_at = mark.cited_at or (find_accessed(behind) if mark.context is None else None)
            at = line + text.count("\n", mark.start, mark.at)
            citations.append(
                Citation(
                    mark.href,
                    target,
                    label,
                    context,
                    at,
                    span,
                    place=mark.place,
                    fragment=fragment_of(mark.href, target),
                    cited_at=cited_at,
                    is_own=is_own,
                    is_ignored=is_ignored,
                    kind=mark.kind,
                )
            )
    return Article(
        document.uri,
        fold(scanned.title or "")[:MAX_TEXT] or None,
        scanned.published_at or document.published_at,
        tuple(citations),
        left_out,
    )


def bare_urls(text: str, start: int = 0, stop: int | None = None) -> Iterator[CharSpan]:
    """Yield where each URL that is written as it is begins and ends."""
    stop = len(text) if stop is None else stop
    while match := _URL_BEGINS.search(text, start, stop):
        end = find_url(text, match.start(), stop)
        if end > match.start():
            yield match.start(), end
        start = max(end, match.end())


def bare_link(text: str, span: CharSpan) -> TextLink:
    """Return the mark of a URL that stands there as it is."""
    start, end = span
    written = text[start:end]
    return TextLink(address_of(written), start, end, written, span)


def mail_link(text: str, at_sign: int) -> TextLink | None:
    """Return the mark of the mail address that has its "@" there, None where it is none."""
    first = max(0, at_sign - _LONGEST_MAIL)
    for start, end in find_mails(text[first : at_sign + _LONGEST_MAIL]):
        if start < at_sign - first < end:
            span = first + start, first + end
            return TextLink("mailto:" + text[slice(*span)], *span, text[slice(*span)], span)
    return None


def address_of(written: str) -> str:
    """Return the href of a bare URL: "www." is given its scheme."""
    return "http://" + written if written[:4].lower() == "www." else written


def blanked(text: str, spans: Iterable[CharSpan]) -> str:
    """Return the text with spaces where these spans, which are in order, are: all else stays where it is."""
    pieces = []
    done = 0
    for start, end in spans:
        if end > done:
            start = max(start, done)
            pieces += [text[done:start], re.sub(r"[^\n]", " ", text[start:end])]
            done = end
    return "".join([*pieces, text[done:]])


def _ignored(text: str, links: Sequence[TextLink], comments: Sequence[CharSpan]) -> list[bool]:
    """Say of each link whether a comment leaves it out."""
    marks: list[Mark] = []
    line, counted = 1, 0
    for start, end in comments:
        line += text.count("\n", counted, start)
        counted = start
        after = line + _blank_lines_behind(text, start, end)
        for place, kind in marks_in(text[start:end], line, start - text.rfind("\n", 0, start) - 1, IN_COMMENT):
            marks.append(((after, place[1]) if kind == NEXT_LINE else place, kind))
    if not marks:
        return [False] * len(links)
    order = sorted(range(len(links)), key=lambda index: links[index].at)
    places = []
    line, counted = 1, 0
    for index in order:
        at = links[index].at
        line += text.count("\n", counted, at)
        counted = at
        places.append((line, at - text.rfind("\n", 0, at) - 1))
    ignored = [False] * len(links)
    for index, is_ignored in zip(order, are_ignored(places, marks), strict=True):
        ignored[index] = is_ignored
    return ignored


def _blank_lines_behind(text: str, start: int, end: int) -> int:
    """Count the blank lines behind a comment: reStructuredText wants one there, so the next line is the one behind."""
    comment = text[start:end].rstrip()
    behind = _BLANK_LINES.match(text, start + len(comment))
    return behind[1].count("\n") if behind is not None and "\n" not in comment else 0


def _described(text: str, marks: Sequence[TextLink], plain: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield the anchor text of each mark and the sentence around it."""
    paragraph: list[TextLink] = []
    start = end = 0
    for mark in marks:
        if mark.start >= end and paragraph:
            yield from _described_in(text, start, end, paragraph, plain)
            paragraph = []
        if not paragraph:
            start = max(end, text.rfind("\n\n", end, mark.start) + 1)
        paragraph.append(mark)
        if mark.end >= end:
            blank = _BLANK_LINE.search(text, mark.end)
            end = blank.start() if blank else len(text)
            end = max(end, mark.end, mark.start + 1)
    yield from _described_in(text, start, end, paragraph, plain)


def _described_in(
    text: str, start: int, end: int, marks: Sequence[TextLink], plain: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    pieces: list[str] = []
    length = 0
    places: list[CharSpan | None] = []
    for mark in marks:
        if mark.context is not None or mark.start < start:  # within another
            places.append(None)
            continue
        before = plain(_near(text[start : mark.start]))
        pieces += [before, mark.text]
        places.append((length + len(before), length + len(before) + len(mark.text)))
        length = places[-1][1] if places[-1] else length
        start = mark.end
    whole = "".join([*pieces, plain(_near(text[start:end]))])
    for mark, place in zip(marks, places, strict=True):
        if place is not None:
            yield describe(whole, *place)
        else:
            label = describe(mark.text, 0, len(mark.text))[0]
            context = fold(mark.context or "")[:MAX_TEXT]
            yield label, context if label in context else label


def _near(written: str) -> str:
    return written if len(written) <= 2 * _FAR else written[:_FAR] + LINE_BREAK + written[-_FAR:]
