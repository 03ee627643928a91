"""Where articles come from. One file holds each kind of source; this one says what a source is.

A source gives its documents one at a time, so that memory does not grow with their number. What it cannot read
is an Unreadable among them: one bad article never stops the others. Who reads again and again sends along what the
server said of a page; one that is as it was comes back as status 304, and the source gives an Unchanged for it.

Which articles are no more? Those that a source gave earlier and now does not, neither as Document nor as Unchanged
nor as Unreadable, if after the reading `is_complete` is True and `forgets` is not; and every Unreadable that `is_gone`.
An Unreadable that `is_list` tells of the source, of no article.

    kind      complete when                                                       forgets
    page      always: it names one article, which is there, unreadable or gone    no
    files     a file: it was read; a folder or glob: something was found, and     no
              no folder on the way was closed or broken. What is missing or
              empty may be a disk that is not mounted: it removes nothing. One
              file that is missed in a folder that holds others is gone
    sitemap   it and every sitemap that it names was read whole, pages were       no
              found, and each of them was asked for
    feed      it was read whole, entries were found, and each was asked for       yes: what is old leaves it
    urls      it was read: the list is the one article                            no
    stdin     it was read                                                         no
"""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from linkwatch.errors import InputError, UsageError
from linkwatch.model import MAX_DOCUMENT_BYTES, Document, Unchanged, Unreadable
from linkwatch.reading import Reader
from linkwatch.urls import redact

KINDS = ("stdin", "url", "page", "feed", "sitemap", "urls", "files")
_FORCED = re.compile(r"(page|feed|sitemap|urls|files):(.+)", re.DOTALL)
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """What is to be read. kind: one of KINDS; "url" finds out by itself whether it is a page, feed or sitemap."""

    kind: str
    location: str

    @property
    def needs_web(self) -> bool:
        """Whether reading it asks a server."""
        return bool(_WEB.match(self.location)) and self.kind != "files"


Found = Document | Unreadable | Unchanged


class WebPage(Protocol):
    """A page as it was fetched."""

    @property
    def url(self) -> str:
        """The final one, after redirects."""

    @property
    def status(self) -> int:
        """HTTP status. 304: the article is as it was, of which the reader reminded the server."""

    @property
    def media_type(self) -> str | None:
        """As declared, without parameters."""

    @property
    def charset(self) -> str | None:
        """As declared."""

    @property
    def body(self) -> bytes:
        """Decompressed, whole."""

    @property
    def etag(self) -> str | None:
        """What the server said of the page, for asking again: as it wrote it."""

    @property
    def last_modified(self) -> str | None:
        """Likewise."""


class ReadUrl(Protocol):
    """Fetches pages."""

    async def __call__(self, url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        """Fetch a page whatever its HTTP status, within some minutes.

        is_list: what is wanted is a list of articles, of which the source needs the body even where it is as it was:
        the status is never 304.
        Raises TooLargeError where its body has more bytes than `most`, InputError where no answer can be had.
        """


async def no_web(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
    """Stand for a ReadUrl where no source needs the web. Raises InputError."""
    raise InputError(f"{redact(url)}: nothing is read from the web here")


class Source(Protocol):
    """Yields documents."""

    @property
    def kind(self) -> str:
        """One of KINDS."""

    @property
    def location(self) -> str:
        """Path, pattern or URL; "-" for standard input."""

    def documents(self) -> AsyncGenerator[Found, None]:
        """Read the source, one document at a time, anew with each call.

        Raises nothing: what cannot be read is an Unreadable.
        """

    @property
    def is_complete(self) -> bool:
        """Whether `documents` was read to its end and gave every article that there is, readable or not."""

    @property
    def forgets(self) -> bool:
        """Whether an article may leave the source and still be there. Known once `documents` was read."""


def parse_input(text: str) -> SourceSpec:
    """Understand an INPUT of the command line: "-", a URL, "feed:URL", "sitemap:URL", "urls:FILE", a path or a glob.

    Raises UsageError where it is empty, or a feed or sitemap that is not on the web.
    """
    if not text.strip():
        raise UsageError("an input is empty: give a file, a folder, a glob, a URL or -")
    if text == "-":
        return SourceSpec("stdin", "-")
    if _WEB.match(text):
        return SourceSpec("url", text)
    forced = _FORCED.fullmatch(text)
    if forced is None:
        return SourceSpec("files", text)
    spec = SourceSpec(*forced.groups())
    require_place(spec)
    return spec


def require_place(spec: SourceSpec) -> None:
    """Raise UsageError for a page, feed or sitemap that is not on the web."""
    if spec.kind in ("page", "feed", "sitemap") and not spec.needs_web:
        raise UsageError(f"{spec.location}: a {spec.kind} is a URL: write https://…")


def open_source(spec: SourceSpec, read_url: ReadUrl, reader: Reader, stdin: BinaryIO | None) -> Source:
    """Return the source that a spec names; nothing is read yet.

    reader: reads files and lists. stdin: None where it is closed.

    Raises UsageError for an unknown kind.
    """
    if spec.kind == "files":
        from linkwatch.articles.sources.files import FilesSource

        return FilesSource(spec.location, reader)
    if spec.kind == "stdin":
        from linkwatch.articles.sources.stdin import StdinSource

        return StdinSource(stdin)
    if spec.kind == "urls":
        from linkwatch.articles.sources.urls import UrlsSource

        return UrlsSource(spec.location, read_url, reader)
    if spec.kind in ("url", "page", "feed", "sitemap"):
        from linkwatch.articles.sources.web import WebSource

        return WebSource(spec.kind, spec.location, read_url, reader)
    raise UsageError(f"{spec.kind}: no such kind of source; there are {', '.join(KINDS)}")
