"""Reads a list of URLs: one a line; blank lines and lines that begin with "#" are left out."""

from dataclasses import replace

from linkwatch.articles.extract.encoding import CharSpan, byte_spans, decode_by_codec
from linkwatch.articles.extract.resolver import Resolver
from linkwatch.model import Article, Citation, Document, TargetKind


def read(document: Document) -> Article:
    """Read a list of URLs. The URL itself stands for the anchor text."""
    text, codec = decode_by_codec(document.body, document.charset)
    citations: list[Citation] = []
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
            citations.append(Citation(href, target, href, href, number))
            spans.append((start, start + len(href)))
    located = zip(citations, byte_spans(document.body, codec, text, spans), strict=True)
    return Article(
        document.uri, None, document.published_at, tuple(replace(citation, span=span) for citation, span in located)
    )
