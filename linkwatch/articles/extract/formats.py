"""What format a document is in: by what its server declares, its name, and what it looks like, in this order."""

import codecs
import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from linkwatch.articles.extract.encoding import decode
from linkwatch.errors import InputError
from linkwatch.model import Document

_BY_MEDIA_TYPE = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/uri-list": "urls",
}
_BY_SUFFIX = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "markdown",
}
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
)
_BINARY_MEDIA_TYPES = re.compile(r"(?:image|audio|video|font)/|application/(?:pdf|zip|gzip|msword|vnd\.)")
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # UTF-32's begins with UTF-16's
_WIDE_CHARSET = re.compile(r"utf-?(?:16|32)|ucs-?[24]", re.IGNORECASE)
_SNIFFED_BYTES = 8192
_PREAMBLE = re.compile(r"(?:\s|\ufeff|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*", re.DOTALL)
_WHOLE_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|base)[\s>/]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]*[\s>/]", re.IGNORECASE)


def detect_format(document: Document) -> str:
    """Return "html", "markdown" or "urls". Raises InputError for binary content."""
    _refuse_binary(document)
    if document.format is not None:
        return document.format
    media_type = (document.media_type or "").partition(";")[0].strip().lower()
    return _BY_MEDIA_TYPE.get(media_type) or _BY_SUFFIX.get(_suffix(document.uri)) or _look(document)


def _refuse_binary(document: Document) -> None:
    head = document.body[:_SNIFFED_BYTES]
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"{document.uri}: is {name}, not an article in Markdown or HTML")
    media_type = (document.media_type or "").strip().lower()
    if _BINARY_MEDIA_TYPES.match(media_type) and not media_type.startswith("image/svg"):
        raise InputError(f"{document.uri}: is {media_type}, not an article in Markdown or HTML")
    if b"\0" in head and not head.startswith(_WIDE_BOMS) and not _WIDE_CHARSET.match(document.charset or ""):
        raise InputError(f"{document.uri}: is binary, not an article in Markdown or HTML")


def _suffix(uri: str) -> str:
    if uri.startswith(("http://", "https://")):
        try:
            uri = urlsplit(uri).path
        except ValueError:
            return ""
    return PurePosixPath(uri).suffix.lower()


def _look(document: Document) -> str:
    """HTML is what begins as a page, or what begins and ends with a tag; all else is Markdown."""
    head = decode(document.body[:_SNIFFED_BYTES], document.charset)
    preamble = _PREAMBLE.match(head)
    start = preamble.end() if preamble else 0
    if _WHOLE_PAGE.match(head, start):
        return "html"
    return "html" if _TAG.match(head, start) and document.body.rstrip()[-1:] == b">" else "markdown"
