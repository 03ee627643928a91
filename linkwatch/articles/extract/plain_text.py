"""Reads plain text: the URLs that stand in it, and identifiers that are told as such ("doi:10.1000/1")."""

from collections.abc import Iterator

from linkwatch.articles.extract.identifiers import identifier_links
from linkwatch.articles.extract.text_links import Scanned, TextLink, bare_link, bare_urls, read_text
from linkwatch.model import Article, Document


def read(document: Document) -> Article:
    """Read a plain text. It has no title: its first line may be anything."""
    return read_text(document, lambda text: Scanned(marks_of(text)))


def marks_of(text: str) -> Iterator[TextLink]:
    """Yield what is cited by a text without markup."""
    for span in bare_urls(text):
        yield bare_link(text, span)
    yield from identifier_links(text)
