"""Reads a list of URLs: one a line; blank lines and lines that begin with "#" are left out."""

from collections.abc import Iterator

from linkwatch.articles.extract.bounds import more_than
from linkwatch.articles.extract.encoding import CharSpan, byte_spans, decode_by_codec
from linkwatch.articles.extract.resolver import Resolver
from linkwatch.model import Article, Citation, Document, Target, TargetKind

_MOST_URLS = 200_000  # each costs less than a link in a text does
_PIECE = 2**16


def read(document: Document) -> Article:
    """Read a list of URLs. The URL itself stands for the anchor text."""
    text, codec = decode_by_codec(document.body, document.charset)
    cited: list[tuple[str, Target, int]] = []
    spans: list[CharSpan] = []
    resolver = Resolver(document)
    end = 0
    left_out = None
    for number, line in enumerate(_lines(text), start=1):
        href = line.strip().lstrip("\ufeff")
        start = end + line.index(href)
        end += len(line)
        if not href or href.startswith("#"):
            continue
        if len(cited) == _MOST_URLS:
            left_out = more_than(_MOST_URLS)
            break
        target = resolver.resolve(href)
        if target.kind is not TargetKind.FRAGMENT:
            cited.append((href, target, number))
            spans.append((start, start + len(href)))
    citations = tuple(
        Citation(href, target, href, href, number, span)
        for (href, target, number), span in zip(cited, byte_spans(document.body, codec, text, spans), strict=True)
    )
    return Article(document.uri, None, document.published_at, citations, left_out)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends, of which a large text has more than fit in memory at once."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield from text[start:end].splitlines(keepends=True)
        start = end
