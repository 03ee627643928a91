"""Reads a list of URLs: one a line; blank lines and lines that begin with "#" are left out."""

from linkwatch.articles.extract.encoding import CharSpan, byte_spans, decode_by_codec
from linkwatch.articles.extract.resolver import Resolver
from linkwatch.model import Article, Citation, Document, Target, TargetKind


def read(document: Document) -> Article:
    """Read a list of URLs. The URL itself stands for the anchor text."""
    text, codec = decode_by_codec(document.body, document.charset)
    cited: list[tuple[str, Target, int]] = []
    spans: list[CharSpan] = []
    resolver = Resolver(document)
    end = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        href = line.strip().lstrip("\ufeff")
        start = end + line.index(href)
        end += len(line)
        if not href or href.startswith("#"):
            continue
        target = resolver.resolve(href)
        if target.kind is not TargetKind.FRAGMENT:
            cited.append((href, target, number))
            spans.append((start, start + len(href)))
    citations = tuple(
        Citation(href, target, href, href, number, span)
        for (href, target, number), span in zip(cited, byte_spans(document.body, codec, text, spans), strict=True)
    )
    return Article(document.uri, None, document.published_at, citations)
