"""Where articles come from. One file holds each kind of source; this one says what a source is.

A source gives its documents one at a time, so that memory does not grow with their number. What it cannot read
is an Unreadable among them: one bad article never stops the others.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from linkwatch.errors import InputError, UsageError
from linkwatch.model import MAX_DOCUMENT_BYTES, Document, Unreadable
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


class WebPage(Protocol):
    """A page as it was fetched."""

    @property
    def url(self) -> str:
        """The final one, after redirects."""

    @property
    def status(self) -> int:
        """HTTP status."""

    @property
    def media_type(self) -> str | None:
        """As declared, without parameters."""

    @property
    def charset(self) -> str | None:
        """As declared."""

    @property
    def body(self) -> bytes:
        """Decompressed, whole."""


class ReadUrl(Protocol):
    """Fetches pages."""

    async def __call__(self, url: str, *, most: int = MAX_DOCUMENT_BYTES) -> WebPage:
        """Fetch a page whatever its HTTP status.

        Raises TooLargeError where its body has more bytes than `most`, InputError where no answer can be had.
        """


async def no_web(url: str, *, most: int = MAX_DOCUMENT_BYTES) -> WebPage:
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

    def documents(self) -> AsyncIterator[Document | Unreadable]:
        """Read the source, one document at a time. Raises nothing: what cannot be read is an Unreadable."""


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
    kind, location = forced.groups()
    if kind in ("page", "feed", "sitemap") and not _WEB.match(location):
        raise UsageError(f"{text}: a {kind} is a URL: write {kind}:https://…")
    return SourceSpec(kind, location)


def open_source(spec: SourceSpec, read_url: ReadUrl, stdin: BinaryIO | None) -> Source:
    """Return the source that a spec names; nothing is read yet. stdin: None where it is closed.

    Raises UsageError for an unknown kind.
    """
    if spec.kind == "files":
        from linkwatch.sources.files import FilesSource

        return FilesSource(spec.location)
    if spec.kind == "stdin":
        from linkwatch.sources.stdin import StdinSource

        return StdinSource(stdin)
    if spec.kind == "urls":
        from linkwatch.sources.urls import UrlsSource

        return UrlsSource(spec.location, read_url)
    if spec.kind in ("url", "page", "feed", "sitemap"):
        from linkwatch.sources.web import WebSource

        return WebSource(spec.kind, spec.location, read_url)
    raise UsageError(f"{spec.kind}: no such kind of source; there are {', '.join(KINDS)}")
