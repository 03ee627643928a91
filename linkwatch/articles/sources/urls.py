"""A list of URLs, one a line, in a file or on the web: each of them is cited by the list."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

from linkwatch.articles.extract.register import URLS
from linkwatch.articles.sources import Found, Means, Place, ReadUrl, SourceKind, SourceSpec, is_url
from linkwatch.articles.sources.files import read_by, read_file
from linkwatch.articles.sources.pages import fetch_document
from linkwatch.model import Document, Unreadable
from linkwatch.reading import DISK, Reader


class UrlsSource:
    """One document, whose citations are the URLs in it.

    Complete when it was read: the list is the one article. It forgets nothing.
    """

    forgets = False

    def __init__(self, location: str, read_url: ReadUrl, reader: Reader) -> None:
        self.kind = KIND.name
        self.location = location
        self._read_url = read_url
        self._reader = reader
        self.is_complete = False

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Read the list."""
        self.is_complete = False
        found: Found
        if is_url(self.location):
            found = await fetch_document(self.location, self._read_url, is_list=True)
        else:
            found = await read_by(self._reader, Path(self.location), None)
        if isinstance(found, Document):
            self.is_complete = True
            found = replace(found, format=URLS.name)
        elif isinstance(found, Unreadable):
            found = replace(found, is_list=False)  # it is an article too
        yield found


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """Ask a disk for the list, not the web: what is said to be a list is taken at its word."""
    if not is_url(spec.location):
        await means.reader(DISK, read_file, Path(spec.location))
    return spec


def _open(spec: SourceSpec, means: Means) -> UrlsSource:
    return UrlsSource(spec.location, means.read_url, means.reader)


KIND = SourceKind("urls", _open, Place.ANYWHERE, detect=_detect)
