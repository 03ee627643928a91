"""A list of URLs, one a line, in a file or on the web: each of them is cited by the list."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

from linkwatch.articles.sources import Found, Means, Place, ReadUrl, SourceKind, SourceSpec, is_url
from linkwatch.articles.sources.files import read_document, read_file
from linkwatch.articles.sources.pages import fetch_document
from linkwatch.model import Document, Unreadable

_FORMAT = "urls"


class UrlsSource:
    """One document, whose citations are the URLs in it.

    Complete when it was read: the list is the one article. It forgets nothing.
    """

    forgets = False

    def __init__(self, location: str, read_url: ReadUrl) -> None:
        self.kind = KIND.name
        self.location = location
        self._read_url = read_url
        self.is_complete = False

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Read the list."""
        self.is_complete = False
        found: Found
        if is_url(self.location):
            found = await fetch_document(self.location, self._read_url, is_list=True)
        else:
            found = await asyncio.to_thread(read_document, Path(self.location), None)  # a disk may be slow, or hang
        if isinstance(found, Document):
            self.is_complete = True
            found = replace(found, format=_FORMAT)
        elif isinstance(found, Unreadable):
            found = replace(found, is_list=False)  # it is an article too
        yield found


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """Ask a disk for the list, not the web: what is said to be a list is taken at its word."""
    if not is_url(spec.location):
        await asyncio.to_thread(read_file, Path(spec.location))
    return spec


KIND = SourceKind("urls", lambda spec, means: UrlsSource(spec.location, means.read_url), Place.ANYWHERE, detect=_detect)
