"""Reads PDF: the links that can be clicked, and the addresses and identifiers that are printed. Needs pypdf."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from linkwatch.articles.extract.accessed import find_accessed
from linkwatch.articles.extract.bounds import MOST_LINKS, more_than
from linkwatch.articles.extract.context import describe, fold
from linkwatch.articles.extract.dates import parse_date
from linkwatch.articles.extract.plain_text import marks_of
from linkwatch.articles.extract.resolver import Resolver, fragment_of
from linkwatch.articles.extract.text_links import TextLink
from linkwatch.errors import InputError
from linkwatch.model import Article, Citation, Document, TargetKind

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each oddity of a file that it reads all the same

_MOST_PAGES = 5000
_MOST_TEXT = 16 * 2**20  # bytes of pages' contents that text is taken from: some seconds a megabyte
_MOST_ANNOTATIONS = 10_000  # of one page
_BEHIND = 120  # characters in which a date of access is looked for
# A line that ends at a mark that few addresses end with, or just before one that none begins with. Within a word a line
# is broken only where it is full of it: then what follows is no word of a language either.
_BREAK = re.compile(
    r"(?<=[/\-_?&=%#])\n(?=[a-z0-9%?&=#~_]|\w{1,40}[/=_%-])"
    r"|(?<=\.)\n(?=[a-z0-9][\w-]{0,40}[/?=&#%]|(?:html?|pdf|php|aspx?|jsp|xml|txt)\b)"
    r"|\n(?=[/?&=#%_][^\s<>\"])"
    r"|(?<=\w)(?P<within>\n)(?!\d{1,4}/\d)(?=\w{1,60}[/=%&?#]|\w{25})"
)
_ADDRESS = re.compile(r"https?://|www\.|\b10\.\d{4,9}/", re.IGNORECASE)
_FULL = 0.75  # of the letters in the page's longest line: they are not all of one width
_LONGEST_PIECE = 500  # characters of an address in one line


def read(document: Document) -> Article:
    """Read a PDF. The place of a citation is its page.

    Raises InputError for what is none, or is one that needs a password.
    """
    try:
        return _read(document)
    except InputError:
        raise
    except MemoryError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        ArithmeticError,
    ) as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise InputError(f"{document.uri}: cannot be read as PDF: {what}") from error


def _read(document: Document) -> Article:
    reader = pypdf.PdfReader(io.BytesIO(document.body))
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(f"{document.uri}: is encrypted: it needs a password")
    resolver = Resolver(document)
    citations: list[Citation] = []
    left_out: str | None = None
    text_left = _MOST_TEXT
    for number, page in enumerate(reader.pages, 1):
        if number > _MOST_PAGES or len(citations) >= MOST_LINKS:
            left_out = (
                more_than(MOST_LINKS) if number <= _MOST_PAGES else f"only its first {_MOST_PAGES} pages are read"
            )
            break
        text, size = _text_of(page) if text_left > 0 else ("", 0)
        text_left -= size
        if text_left <= 0 and left_out is None:
            left_out = f"printed addresses are read on its first {number} pages only: it is too large; split it"
        citations += _citations(page, text, resolver, f"page {number}")
    about = reader.metadata
    return Article(
        document.uri,
        fold(str(about.title or ""))[:300] or None if about else None,
        (_date(about.get("/CreationDate")) if about else None) or document.published_at,
        tuple(citations[:MOST_LINKS]),
        left_out,
    )


def _text_of(page: pypdf.PageObject) -> tuple[str, int]:
    """Return what is printed on a page, and how many bytes say it. A page that cannot be understood is empty."""
    try:
        contents = page.get_contents()
        size = len(contents.get_data()) if contents is not None else 0
        if size > _MOST_TEXT:
            return "", size
        return page.extract_text(), size
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - fonts and contents of strangers fail in every way; the links of the page stand
        return "", 0


def _citations(page: pypdf.PageObject, text: str, resolver: Resolver, place: str) -> Iterator[Citation]:
    """Yield what a page cites. An address that is printed where a link is stands for that link."""
    text = _joined(text)
    printed = sorted(marks_of(text), key=lambda mark: mark.start)
    unclaimed = list(printed)
    for href in _clickable(page):
        target = resolver.resolve(href)
        if target.kind is TargetKind.FRAGMENT:
            continue
        mark = next((mark for mark in unclaimed if _is_same(mark, href, resolver)), None)
        if mark is not None:
            unclaimed.remove(mark)
            yield _citation(mark, href, text, resolver, place)
        else:
            yield Citation(href, target, href[:300], href[:300], None, fragment=fragment_of(href, target), place=place)
    for mark in unclaimed:
        yield _citation(mark, mark.href, text, resolver, place)


def _joined(text: str) -> str:
    """Put together addresses that run over the ends of lines."""
    pieces = []
    done = 0
    full = max(map(len, text.split("\n"))) * _FULL
    for line_end in _BREAK.finditer(text):
        line = text[text.rfind("\n", 0, line_end.start()) + 1 : line_end.start()] if line_end["within"] else None
        if line is not None and (len(line) < full or " " in line):
            continue
        before = text[max(done, line_end.start() - _LONGEST_PIECE) : line_end.start()]
        word = before.split()[-1] if before and not before[-1].isspace() else ""
        goes_on = done > 0 and len(word) == line_end.start() - done  # it began in the line before
        if _ADDRESS.search(word) or (word and goes_on):
            pieces.append(text[done : line_end.start()])
            done = line_end.end()
    return "".join([*pieces, text[done:]])


def _is_same(mark: TextLink, href: str, resolver: Resolver) -> bool:
    """Tell whether a printed address is that of a link, which knows all of it where the text is broken."""
    url = resolver.resolve(mark.url or mark.href).url.partition("://")[2].rstrip("/")
    linked = resolver.resolve(href).url.partition("://")[2].rstrip("/")
    return url == linked or (len(url) > _LONG_ENOUGH and linked.startswith(url))


_LONG_ENOUGH = 12


def _citation(mark: TextLink, href: str, text: str, resolver: Resolver, place: str) -> Citation:
    target = resolver.resolve(href if href != mark.href else mark.url or href)
    label, context = describe(text, mark.start, mark.end)
    cited_at = find_accessed(text[mark.end : mark.end + _BEHIND])
    return Citation(
        href, target, label, context, None, fragment=fragment_of(href, target), place=place, cited_at=cited_at
    )


def _clickable(page: pypdf.PageObject) -> Iterator[str]:
    """Yield the addresses of a page's links; one that runs over lines has a rectangle in each."""
    annotations = _resolved(page.get("/Annots"))
    last: str | None = None
    for item in annotations[:_MOST_ANNOTATIONS] if isinstance(annotations, ArrayObject) else ():
        annotation = _resolved(item)
        action = _resolved(annotation.get("/A")) if isinstance(annotation, DictionaryObject) else None
        uri = _resolved(action.get("/URI")) if isinstance(action, DictionaryObject) else None
        href = uri.decode("utf-8", "replace") if isinstance(uri, bytes) else str(uri) if uri is not None else None
        if href is not None and href != last:
            yield href
        last = href


def _resolved(item: Any) -> Any:
    return item.get_object() if item is not None else None


def _date(written: Any) -> Any:
    """Read "D:20140503120000+02'00'"."""
    digits = str(written or "").removeprefix("D:")[:8]
    return parse_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}") if len(digits) == 8 and digits.isdecimal() else None
