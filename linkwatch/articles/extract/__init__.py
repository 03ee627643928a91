"""What an article cites. One file reads each format; adding one means adding a line to `_READERS`."""

import importlib
from dataclasses import replace
from types import ModuleType

from linkwatch.articles.extract.formats import detect_format
from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES, Article, Document

_READERS = {
    "html": "linkwatch.articles.extract.html",
    "markdown": "linkwatch.articles.extract.markdown",
    "urls": "linkwatch.articles.extract.urls",
}
_LEAST_BYTES = 2**20
_LONGEST_LINE = 2**16
_LONGEST_CHARACTER = 8  # bytes, with what the cut to a multiple of four takes away


def extract(document: Document) -> Article:
    """Read a document: its title, its date and every hyperlink in the order in which they stand.

    Format and encoding are found out, not assumed. Links to a place within the same document are left out;
    lost targets, mail addresses and the like are kept. Of one with more links than MOST_LINKS, or one that needs more
    memory than this process may have, the beginning is read, and `left_out` says so.

    Raises InputError for what is no article: binary content, or more than MAX_DOCUMENT_BYTES.
    """
    if len(document.body) > MAX_DOCUMENT_BYTES:
        raise InputError(
            f"{document.uri}: larger than {MAX_DOCUMENT_BYTES // 2**20} MB: too large for an article; split it"
        )
    reader = importlib.import_module(_READERS[detect_format(document)])  # parsers are heavy: load the one needed
    size = len(document.body)
    while (article := _read_beginning(reader, document, size)) is None:
        size //= 2
    return replace(article, left_out=article.left_out and f"{document.uri}: {article.left_out}")


def _read_beginning(reader: ModuleType, document: Document, size: int) -> Article | None:
    """Read so many bytes of a document; None where that takes too much memory and less could be read."""
    whole = size == len(document.body)
    part = document if whole else replace(document, body=document.body[: _end_of_text(document.body, size)])
    try:
        article: Article = reader.read(part)
    except MemoryError:
        if size <= _LEAST_BYTES:
            raise
        return None
    if whole:
        return article
    return replace(article, left_out=f"only its first {size / 2**20:.3g} MB are read: it is too large; split it")


def _end_of_text(body: bytes, size: int) -> int:
    """Return where to cut a body so that no line is broken, or if lines are very long at least no character."""
    line_end = body.rfind(b"\n", size - _LONGEST_LINE, size) + 1
    if line_end:
        return line_end
    end = size - size % 4  # no character of UTF-16 or UTF-32 either
    while size - end < _LONGEST_CHARACTER and body[end] & 0xC0 == 0x80:
        end -= 1
    return end
