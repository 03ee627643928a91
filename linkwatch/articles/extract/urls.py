"""Reads a list of URLs: one a line; blank lines and lines that begin with "#" are left out."""

from linkwatch.articles.extract.encoding import decode
from linkwatch.articles.extract.resolver import Resolver
from linkwatch.model import Article, Citation, Document, TargetKind


def read(document: Document) -> Article:
    """Read a list of URLs. The URL itself stands for the anchor text."""
    citations = []
    resolver = Resolver(document)
    for number, line in enumerate(decode(document.body, document.charset).splitlines(), start=1):
        href = line.strip().lstrip("\ufeff")
        if not href or href.startswith("#"):
            continue
        target = resolver.resolve(href)
        if target.kind is not TargetKind.FRAGMENT:
            citations.append(Citation(href, target, href, href, number))
    return Article(document.uri, None, document.published_at, tuple(citations))
