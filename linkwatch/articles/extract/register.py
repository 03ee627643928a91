"""Every format of articles, and how a document in it is known.

A new format is a file beside this one, a function here that imports it, and an entry in FORMATS.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from linkwatch.articles.extract.encoding import decode
from linkwatch.model import Article, Document
from linkwatch.register import Register

SNIFFED_BYTES = 8192  # of a document are looked at to find out what it is

_PREAMBLE = re.compile(r"(?:\s|\ufeff|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*", re.DOTALL)
_WHOLE_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|base)[\s>/]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]*[\s>/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of articles.

    read(document): returns the article, raises InputError for what is none. media_types: as servers declare it.
    suffixes: of names, in lower case, with their dot; a folder is searched for them. other_suffixes: of names that are
    read where they are given, but not searched for. is_evident(document): whether its first SNIFFED_BYTES leave no
    doubt; asked where the declared type and the name say nothing, and of binary formats always. is_binary: it is no
    text. extra: the extra of linkwatch that brings the parser: "pdf" for linkwatch[pdf]. read_unplaced(document): as
    `read`, but faster, where nobody asks for the spans of citations.
    """

    name: str
    read: Callable[[Document], Article]
    media_types: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    other_suffixes: tuple[str, ...] = ()
    is_evident: Callable[[Document], bool] | None = None
    is_binary: bool = False
    extra: str | None = None
    read_unplaced: Callable[[Document], Article] | None = None


def _html(document: Document) -> Article:
    from linkwatch.articles.extract.html import read

    return read(document)


def _html_unplaced(document: Document) -> Article:
    from linkwatch.articles.extract.html import read

    return read(document, spans=False)


def _markdown(document: Document) -> Article:
    from linkwatch.articles.extract.markdown import read

    return read(document)


def _markdown_unplaced(document: Document) -> Article:
    from linkwatch.articles.extract.markdown import read

    return read(document, spans=False)


def _urls(document: Document) -> Article:
    from linkwatch.articles.extract.urls import read

    return read(document)


def _is_html(document: Document) -> bool:
    """HTML is what begins as a page, or what begins and ends with a tag."""
    head = decode(document.body[:SNIFFED_BYTES], document.charset)
    preamble = _PREAMBLE.match(head)
    start = preamble.end() if preamble else 0
    if _WHOLE_PAGE.match(head, start):
        return True
    return _TAG.match(head, start) is not None and document.body.rstrip()[-1:] == b">"


FALLBACK = Format(
    "markdown",
    _markdown,
    media_types=("text/markdown", "text/x-markdown"),
    suffixes=(".md", ".markdown", ".mdown", ".mkd", ".mdx"),
    read_unplaced=_markdown_unplaced,
)
URLS = Format("urls", _urls, media_types=("text/uri-list",))
FORMATS = Register(
    "linkwatch.formats",
    Format,
    (
        Format(
            "html",
            _html,
            media_types=("text/html", "application/xhtml+xml"),
            suffixes=(".html", ".htm", ".xhtml"),
            other_suffixes=(".shtml",),
            is_evident=_is_html,
            read_unplaced=_html_unplaced,
        ),
        FALLBACK,
        URLS,
    ),
)


@cache
def searched_suffixes() -> frozenset[str]:
    """Return the ends of the names that a folder is searched for."""
    return frozenset(suffix for one in FORMATS for suffix in one.suffixes)
