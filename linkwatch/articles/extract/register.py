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
_CSL = re.compile(
    r"\ufeff?\s*\[\s*\{[^{}\[\]]*\"type\"\s*:\s*\"(?:article|book|chapter|webpage|post|report|thesis|paper|entry)"
)
_EPUB = "application/epub+zip"
_ODT = "application/vnd.oasis.opendocument.text"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
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


def _text(document: Document) -> Article:
    from linkwatch.articles.extract.plain_text import read

    return read(document)


def _rst(document: Document) -> Article:
    from linkwatch.articles.extract.rst import read

    return read(document)


def _wikitext(document: Document) -> Article:
    from linkwatch.articles.extract.wikitext import read

    return read(document)


def _bibtex(document: Document) -> Article:
    from linkwatch.articles.extract.bibtex import read

    return read(document)


def _latex(document: Document) -> Article:
    from linkwatch.articles.extract.latex import read

    return read(document)


def _asciidoc(document: Document) -> Article:
    from linkwatch.articles.extract.asciidoc import read

    return read(document)


def _jupyter(document: Document) -> Article:
    from linkwatch.articles.extract.jupyter import read

    return read(document)


def _org(document: Document) -> Article:
    from linkwatch.articles.extract.org import read

    return read(document)


def _ris(document: Document) -> Article:
    from linkwatch.articles.extract.ris import read

    return read(document)


def _csl(document: Document) -> Article:
    from linkwatch.articles.extract.csl import read

    return read(document)


def _pdf(document: Document) -> Article:
    from linkwatch.articles.extract.pdf import read

    return read(document)


def _epub(document: Document) -> Article:
    from linkwatch.articles.extract.epub import read

    return read(document)


def _docx(document: Document) -> Article:
    from linkwatch.articles.extract.docx import read

    return read(document)


def _odt(document: Document) -> Article:
    from linkwatch.articles.extract.odt import read

    return read(document)


def _urls(document: Document) -> Article:
    from linkwatch.articles.extract.urls import read

    return read(document)


def _is_csl(document: Document) -> bool:
    """A list of items for a citation processor: its first object says what type of work it is."""
    return _CSL.match(decode(document.body[:SNIFFED_BYTES], document.charset)) is not None


def _is_pdf(document: Document) -> bool:
    return document.body.startswith(b"%PDF-")


def _is_packed_as(media_type: bytes) -> Callable[[Document], bool]:
    """EPUB and OpenDocument begin with a file that says what they are, not compressed."""
    return lambda document: document.body[30 : 30 + 8 + len(media_type)] == b"mimetype" + media_type


def _is_docx(document: Document) -> bool:
    return document.body.startswith(b"PK\x03\x04") and b"word/document.xml" in document.body


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
    suffixes=(".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"),
    read_unplaced=_markdown_unplaced,
)
TEXT = Format("text", _text, other_suffixes=(".txt", ".text"))
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
        Format("rst", _rst, ("text/x-rst", "text/prs.fallenstein.rst"), (".rst", ".rest")),
        Format("asciidoc", _asciidoc, ("text/asciidoc", "text/x-asciidoc"), (".adoc", ".asciidoc")),
        Format("wikitext", _wikitext, ("text/x-wiki",), (".wiki", ".mediawiki", ".wikitext")),
        Format("latex", _latex, ("application/x-latex", "text/x-tex", "application/x-tex"), (".tex", ".ltx")),
        Format("bibtex", _bibtex, ("application/x-bibtex", "text/x-bibtex"), (".bib", ".bibtex")),
        Format("ris", _ris, ("application/x-research-info-systems",), (".ris",)),
        Format(
            "csl",
            _csl,
            ("application/vnd.citationstyles.csl+json",),
            (".csljson",),
            is_evident=_is_csl,
        ),
        Format("org", _org, ("text/org", "text/x-org"), (".org",)),
        Format("jupyter", _jupyter, ("application/x-ipynb+json",), (".ipynb",)),
        Format("epub", _epub, (_EPUB,), (".epub",), is_evident=_is_packed_as(_EPUB.encode()), is_binary=True),
        Format("docx", _docx, (_DOCX,), (".docx",), is_evident=_is_docx, is_binary=True),
        Format("odt", _odt, (_ODT,), (".odt",), is_evident=_is_packed_as(_ODT.encode()), is_binary=True),
        Format(
            "pdf",
            _pdf,
            ("application/pdf",),
            other_suffixes=(".pdf",),  # a folder of them is not to fail where the extra is missing
            is_evident=_is_pdf,
            is_binary=True,
            extra="pdf",
        ),
        TEXT,
        URLS,
    ),
)


@cache
def searched_suffixes() -> frozenset[str]:
    """Return the ends of the names that a folder is searched for."""
    return frozenset(suffix for one in FORMATS for suffix in one.suffixes)
