"""Reads an article: what it says, which of its anchors lead nowhere, and what names the site that it came from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from linkwatch.articles.extract import extract
from linkwatch.articles.extract.encoding import decode_by_codec
from linkwatch.articles.extract.formats import detect_format
from linkwatch.articles.recover import Anchor, Page, Sought
from linkwatch.articles.recover.dates import first_date
from linkwatch.articles.recover.origin import origin_of
from linkwatch.articles.recover.pages import MOST_WORDS, parse, read_page, shown_text, written_target
from linkwatch.articles.recover.words import placed_words, words_of
from linkwatch.errors import InputError
from linkwatch.model import Article, Citation, Document, TargetKind

_HEAD_LINES = 25  # among which the date stands that an article shows
_READABLE = (
    "markdown",
    "text",
    "rst",
    "asciidoc",
    "wikitext",
    "latex",
    "org",
)  # their files hold the text as it is shown
_OVERLAP = 2  # words; fewer are no overlap
_NEAR = 3  # words between an anchor's text and where its target is written
_MOST_BYTES = 8 * 2**20
# What is markup and no text: targets in parentheses, reference definitions, tags, addresses that are no anchor text.
_MARKUP = re.compile(
    r"(?<=\])\([^()\n]{0,2000}\)|^ {0,3}\[[^\]\n]{1,300}\]:.*$|</?[a-z!][^<>]{0,2000}>"
    r"|https?://[^\s\])}>\"|]{1,2000}+(?!\S{0,50}\]\()",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(r"[-*+#>|]|\d{1,3}[.)] ")  # begins a block, as a blank line does


def read_lost(document: Document) -> Sought:
    """Read an article in any format. Raises InputError as `extract` does."""
    article = extract(document)
    found = detect_format(document)
    if found.name == "html":
        page = read_page(document.body[:_MOST_BYTES], document.charset, document.base_url, is_article=True)
        page = _with_places(page, article)
        text = shown_text(parse(document.body[:_MOST_BYTES], document.charset))
    elif found.name in _READABLE:
        page, text = _from_text(document, article)
    else:
        page, text = _from_contexts(article), "\n".join(citation.context for citation in article.citations)
    published_at = article.published_at or page.published_at
    names = tuple(dict.fromkeys(filter(None, (article.title, *page.names))))
    return origin_of(replace(page, names=names, published_at=published_at), document, text)


def read_copy(document: Document) -> Page:
    """Read an older copy that is a text with markup. Raises InputError for other formats."""
    found = detect_format(document)
    if found.name not in _READABLE:
        raise InputError(f"{document.uri}: an older copy cannot be read from this format: {found.name}")
    article = extract(document)
    page, _ = _from_text(document, article)
    anchors = tuple(
        replace(anchor, target=_of_the_web(citation))
        for anchor, citation in zip(page.anchors, article.citations, strict=True)
    )
    names = (article.title,) if article.title else ()
    return replace(page, names=names, published_at=article.published_at or page.published_at, anchors=anchors)


def _of_the_web(citation: Citation) -> str | None:
    if citation.target.kind is not TargetKind.WEB:
        return None
    return citation.target.url if citation.fragment is None else f"{citation.target.url}#{citation.fragment}"


def _target(citation: Citation) -> str | None:
    """Return a citation's href, None where its target is lost and its author wants it to be found again."""
    return citation.href if citation.is_ignored else written_target(citation.href)


def _with_places(page: Page, article: Article) -> Page:
    """Give the lost anchors of an HTML page the texts and places of the citations that they are."""
    lost = [number for number, anchor in enumerate(page.anchors) if anchor.target is None]
    citations = [one for one in article.citations if one.target.kind in (TargetKind.PLACEHOLDER, TargetKind.IGNORED)]
    citations = [citation for citation in citations if written_target(citation.href) is None]
    if len(lost) != len(citations):  # a parser repeats some tags
        return page
    anchors = list(page.anchors)
    for number, citation in zip(lost, citations, strict=True):
        anchors[number] = replace(
            anchors[number],
            text=citation.text,
            target=_target(citation),
            line=citation.line,
            span=citation.span,
        )
    return replace(page, anchors=tuple(anchors))


def _from_text(document: Document, article: Article) -> tuple[Page, str]:
    """Place the citations among the words of a text with markup. Return its text too."""
    body = document.body[:_MOST_BYTES]
    text, codec = decode_by_codec(body, document.charset)
    plain = _MARKUP.sub(lambda match: " " * len(match[0]), text)
    placed = list(placed_words(plain))[:MOST_WORDS]
    starts, words = [start for start, _ in placed], tuple(word for _, word in placed)
    blocks = [bisect_left(starts, place) for place in _block_starts(plain)]
    bounds = tuple(sorted({0, *blocks, len(words)}))
    placing = _Placing(words, bounds)
    anchors = []
    for citation in article.citations:
        near = None
        if citation.span is not None and citation.span[0] <= len(body):
            before = len(body[: citation.span[0]].decode(codec, "replace"))
            near = bisect_right(starts, before)
        anchors.append(placing.place(citation, near))
    lines = plain.splitlines()
    head = [line for line in lines if line.strip()][:_HEAD_LINES]
    shown = first_date(head)
    return Page(document.base_url, words=words, anchors=tuple(anchors), published_at=shown, bounds=bounds), text


def _block_starts(text: str) -> Iterator[int]:
    """Yield where the paragraphs, items, rows and broken lines of a text begin."""
    place = 0
    is_first = True
    for line in text.splitlines(keepends=True):
        if is_first or _ITEM.match(line.lstrip()):
            yield place
        place += len(line)
        is_first = not line.strip() or line.rstrip("\r\n").endswith(("  ", "\\"))


class _Placing:
    """Finds the words of citations among those of a text, in their order. bounds: where its blocks begin."""

    def __init__(self, words: Sequence[str], bounds: Sequence[int]) -> None:
        self._words = words
        self._bounds = bounds
        self._at: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            self._at.setdefault(word, []).append(place)
        self._used: set[int] = set()
        self._last = 0

    def place(self, citation: Citation, near: int | None) -> Anchor:
        """Return the anchor of a citation. near: the word before which its target is written, None if unknown."""
        wanted = words_of(citation.text)
        start = self._start(wanted, citation, near)
        end = start + len(wanted) if self._words[start : start + len(wanted)] == wanted else start
        self._used.update(range(start, end))
        self._last = start
        number = bisect_right(self._bounds, start) - 1
        following = self._bounds[number + 1] if number + 1 < len(self._bounds) else len(self._words)
        block = (self._bounds[number], max(end, following))
        return Anchor(citation.text, _target(citation), start, end, block, citation.line, citation.span)

    def _start(self, wanted: tuple[str, ...], citation: Citation, near: int | None) -> int:
        places = [
            place
            for place in (self._at.get(wanted[0], []) if wanted else [])
            if place not in self._used and self._words[place : place + len(wanted)] == wanted
        ]
        if near is not None:
            distances = [(min(abs(place - near), abs(place + len(wanted) - near)), place) for place in places]
            best = min(distances, default=None)
            if best is not None and best[0] <= _NEAR:
                return best[1]
        around = set(words_of(citation.context))
        ranked = [
            (-sum(word in around for word in self._words[max(0, place - 5) : place + len(wanted) + 5]), place)
            for place in places
            if place >= self._last
        ]
        return min(ranked)[1] if ranked else self._last if near is None else min(near, len(self._words))


def _from_contexts(article: Article) -> Page:
    """Make a page of the sentences around an article's citations, where nobody can tell its text from its markup."""
    words: list[str] = []
    anchors: list[Anchor] = []
    for citation in article.citations:
        context = words_of(citation.context)
        start = len(words) - _overlap(words, context)
        words += context[len(words) - start :]
        wanted = words_of(citation.text)
        place = _find(words, wanted, max(start, anchors[-1].end) if anchors else start)
        block = (start, start + len(context))
        end = place + len(wanted)
        anchors.append(Anchor(citation.text, _target(citation), place, end, block, citation.line, citation.span))
    return Page("", words=tuple(words), anchors=tuple(anchors))


def _overlap(words: Sequence[str], context: Sequence[str]) -> int:
    """Return how many words a context shares with the end of those before it: that of a neighbour in its sentence."""
    longest = min(len(words), len(context))
    return next((size for size in range(longest, _OVERLAP, -1) if tuple(words[-size:]) == tuple(context[:size])), 0)


def _find(words: Sequence[str], wanted: Sequence[str], first: int) -> int:
    fits: Iterable[int] = range(first, len(words) - len(wanted) + 1)
    return next((place for place in fits if tuple(words[place : place + len(wanted)]) == tuple(wanted)), first)
