"""What format a document is in: by what its server declares, its name, and what it looks like, in this order."""

import codecs
import logging
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from linkwatch.articles.extract.encoding import decode
from linkwatch.articles.extract.register import FALLBACK, FORMATS, SNIFFED_BYTES, TEXT, Format
from linkwatch.errors import InputError
from linkwatch.model import Document

_log = logging.getLogger(__name__)

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
_BINARY_MEDIA_TYPES = re.compile(
    r"(?:image|audio|video|font)/|application/(?:pdf|zip|gzip|msword|vnd\.(?![^;]*\+(?:json|xml)))"
)
_SUFFIX = re.compile(r"\.[a-z][a-z0-9_+-]{0,11}")  # a name may end with a number or a sentence, and say nothing by it
_SAY_NOTHING = ("", "text/plain", "application/octet-stream", "binary/octet-stream", "text/xml", "application/xml")
_NO_PROSE = re.compile(  # how programs and data begin
    r"\s*(?:#!|<\?(?:php|xml)\b|%YAML\b|\{\s*\"[^\"\n]*\"\s*:|\[\s*(?:\{\s*[\"}]|\"[^\"\n]*\"\s*,))", re.IGNORECASE
)
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # UTF-32's begins with UTF-16's
_WIDE_CHARSET = re.compile(r"utf-?(?:16|32)|ucs-?[24]", re.IGNORECASE)


def detect_format(document: Document) -> Format:
    """Return the format to read a document in. Raises InputError for binary content of no format that is known."""
    problem = _why_no_text(document)
    if document.format is not None:
        found = FORMATS.get(document.format)
        if found is None:
            known = ", ".join(FORMATS.names())
            raise InputError(f"{document.uri}: {document.format}: no such format of articles; there are {known}")
    elif problem is not None:
        found = _first(lambda one: one.is_binary and _is_evident(one, document)) or _declared(document)
    else:
        found = _declared(document)
        if found is None:
            _refuse_list(document)
            found = _first(lambda one: not one.is_binary and _is_evident(one, document)) or _by_guess(document)
    if problem is not None and (found is None or not found.is_binary):
        known = ", ".join(FORMATS.names())
        raise InputError(f"{document.uri}: is {problem}, not an article in a format that is known: {known}")
    assert found is not None  # noqa: S101 - only a problem leaves none
    return found


def _why_no_text(document: Document) -> str | None:
    """Say what a document is that is no text."""
    head = document.body[:SNIFFED_BYTES]
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    media_type = (document.media_type or "").strip().lower()
    if _BINARY_MEDIA_TYPES.match(media_type) and not media_type.startswith("image/svg"):
        return media_type
    if b"\0" in head and not head.startswith(_WIDE_BOMS) and not _WIDE_CHARSET.match(document.charset or ""):
        return "binary"
    return None


def named_format(uri: str) -> Format | None:
    """Return the format that the end of a name tells; None where it tells none."""
    suffix = _suffix(uri)
    return _first(lambda one: suffix in one.suffixes or suffix in one.other_suffixes) if suffix else None


def _declared(document: Document) -> Format | None:
    """Look for the format by the declared media type, then by the end of the name."""
    media_type = (document.media_type or "").partition(";")[0].strip().lower()
    by_type = _first(lambda one: media_type in one.media_types) if media_type else None
    return by_type or named_format(document.uri)


def _by_guess(document: Document) -> Format:
    """Return the format of a text that neither says nor shows what it is. Raises InputError where it is no prose."""
    media_type = (document.media_type or "").partition(";")[0].strip().lower()
    suffix = _suffix(document.uri)
    what = None
    if media_type not in _SAY_NOTHING:
        what = media_type
    elif _SUFFIX.fullmatch(suffix):
        what = suffix
    elif _NO_PROSE.match(decode(document.body[:SNIFFED_BYTES], document.charset)):
        what = "data or a program"
    if what is None:
        return TEXT if media_type == "text/plain" else FALLBACK
    raise InputError(
        f"{document.uri}: is {what}, not an article in a format that is known: {', '.join(FORMATS.names())}"
    )


def _refuse_list(document: Document) -> None:
    """Raise InputError for a feed, a sitemap or a list of feeds, which would pass for a page."""
    from linkwatch.articles.sources.lists import A_PAGE, sniff  # seldom needed

    kind = sniff(document.body)
    if kind != A_PAGE:
        where = "FILE" if document.uri == "-" else document.uri
        raise InputError(f"{document.uri}: names articles and is none: give {kind}:{where} to read those it names")


def _first(fits: Callable[[Format], bool]) -> Format | None:
    """Return the first format that fits: linkwatch's own come first, so that other packages are seldom imported."""
    return next(filter(fits, FORMATS), None)


def _is_evident(one: Format, document: Document) -> bool:
    try:
        return one.is_evident is not None and one.is_evident(document)
    except Exception as error:
        if FORMATS.is_own(one.name):
            raise
        _log.warning("the format %s cannot look at %s: %s: %s", one.name, document.uri, type(error).__name__, error)
        return False


def _suffix(uri: str) -> str:
    if uri.startswith(("http://", "https://")):
        try:
            uri = urlsplit(uri).path
        except ValueError:
            return ""
    name = PurePosixPath(uri)
    return (name.with_suffix("") if name.suffix.lower() == ".gz" else name).suffix.lower()
