"""Reads plain text: the URLs that stand in it, and identifiers that are told as such ("doi:10.1000/1")."""

from collections.abc import Iterator

from linkwatch.articles.extract.identifiers import identifier_marks
from linkwatch.articles.extract.marks import Mark, Scanned, bare_mark, bare_urls, read_marked
from linkwatch.model import Article, Document


def read(document: Document) -> Article:
    """Read a plain text. It has no title: its first line may be anything."""
    return read_marked(document, lambda text: Scanned(marks_of(text)))


def marks_of(text: str) -> Iterator[Mark]:
    """Yield what is cited by a text without markup."""
    for span in bare_urls(text):
        yield bare_mark(text, span)
    yield from identifier_marks(text)
