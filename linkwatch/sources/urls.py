"""A list of URLs, one a line, in a file or on the web: each of them is cited by the list."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

from linkwatch.model import Document, Unreadable
from linkwatch.sources import ReadUrl
from linkwatch.sources.files import read_document
from linkwatch.sources.pages import fetch_document
from linkwatch.urls import is_web

_FORMAT = "urls"


class UrlsSource:
    """One document, whose citations are the URLs in it."""

    kind = "urls"

    def __init__(self, location: str, read_url: ReadUrl) -> None:
        self.location = location
        self._read_url = read_url

    async def documents(self) -> AsyncIterator[Document | Unreadable]:
        """Read the list."""
        if is_web(self.location):
            document = await fetch_document(self.location, self._read_url)
        else:
            document = read_document(Path(self.location), None)
        yield document if isinstance(document, Unreadable) else replace(document, format=_FORMAT)
