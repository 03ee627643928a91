"""What an article cites. One file reads each format, `register.py` lists them all."""

from dataclasses import replace

from linkwatch.articles.extract.bounds import beginning
from linkwatch.articles.extract.formats import detect_format
from linkwatch.articles.extract.register import FORMATS, Format
from linkwatch.articles.gzipped import GZIP, unpack
from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES, ONLY_LINKS, Article, Citation, Document, Wanted

_LEAST_BYTES = 2**20


def extract(document: Document, *, spans: bool = True, wanted: Wanted = ONLY_LINKS) -> Article:
    """Read a document: its title, its date and every hyperlink in the order in which they stand.

    Format and encoding are found out, not assumed. Links to a place within the same document are left out;
    lost targets, mail addresses and the like are kept. Of one with too many links, or one that needs more memory than
    this process may have, the beginning is read, and `left_out` says so. spans: say of each citation where its target
    is written, which takes a third longer. One that is gzipped is unpacked, and has no such places. wanted: what
    else is asked for, and of which parts.

    Raises InputError for what is no article: binary content, or more than MAX_DOCUMENT_BYTES; and where the format's
    parser is not installed.
    """
    if len(document.body) > MAX_DOCUMENT_BYTES:
        raise InputError(
            f"{document.uri}: larger than {MAX_DOCUMENT_BYTES // 2**20} MB: too large for an article; split it"
        )
    is_packed = document.body.startswith(GZIP)
    if is_packed:
        document = _unpacked(document)
    if wanted.kinds:
        document = replace(document, kinds=wanted.kinds)
    found = detect_format(document)
    size = len(document.body)
    while (article := _read_beginning(found, document, size, spans)) is None:
        size //= 2
    citations = _dated(article.citations, document)
    if wanted.parts:
        citations = tuple(each for each in citations if each.part in wanted.parts)
    if is_packed:
        citations = tuple(replace(each, span=None) for each in citations)
    return replace(article, citations=citations, left_out=article.left_out and f"{document.uri}: {article.left_out}")


def _dated(citations: tuple[Citation, ...], document: Document) -> tuple[Citation, ...]:
    """Let a citation whose author says no date be as old as its line."""
    dates = dict(enumerate(document.line_dates, 1))
    if not dates:
        return citations
    return tuple(replace(each, cited_at=each.cited_at or dates.get(each.line or 0)) for each in citations)


def _unpacked(document: Document) -> Document:
    media_type = document.media_type if "gzip" not in (document.media_type or "") else None
    try:
        return replace(document, body=unpack(document.body), media_type=media_type)
    except InputError as error:
        raise InputError(f"{document.uri}: {error}") from error


def _read_beginning(found: Format, document: Document, size: int, spans: bool) -> Article | None:
    """Read so many bytes of a document; None where that takes too much memory and less could be read."""
    try:
        if size == len(document.body):
            return _read(found, document, spans)
        article = _read(found, replace(document, body=beginning(document.body, size)), spans)
    except MemoryError:
        if found.is_binary or size <= _LEAST_BYTES:
            raise
        return None
    return replace(article, left_out=f"only its first {size / 2**20:.3g} MB are read: it is too large; split it")


def _read(found: Format, document: Document, spans: bool) -> Article:
    try:
        return found.read(document) if spans or found.read_unplaced is None else found.read_unplaced(document)
    except (InputError, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, ImportError) and found.extra is not None:
            needed = f"pip install 'linkwatch[{found.extra}]'"
            raise InputError(f"{document.uri}: reading {found.name} needs an extra: {needed}") from error
        if FORMATS.is_own(found.name):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        raise InputError(f"{document.uri}: the format {found.name} failed: {what}") from error
