"""A list of URLs, one a line, in a file or on the web: each of them is cited by the list."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

from linkwatch.articles.sources import Found, ReadUrl
from linkwatch.articles.sources.files import read_by
from linkwatch.articles.sources.pages import fetch_document
from linkwatch.model import Document, Unreadable
from linkwatch.reading import Reader
from linkwatch.urls import is_web

_FORMAT = "urls"


class UrlsSource:
    """One document, whose citations are the URLs in it."""

    kind = "urls"
    forgets = False

    def __init__(self, location: str, read_url: ReadUrl, reader: Reader) -> None:
        self.location = location
        self._read_url = read_url
        self._reader = reader
        self.is_complete = False

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Read the list."""
        self.is_complete = False
        found: Found
        if is_web(self.location):
            found = await fetch_document(self.location, self._read_url, is_list=True)
        else:
            found = await read_by(self._reader, Path(self.location), None)
        if isinstance(found, Document):
            self.is_complete = True
            found = replace(found, format=_FORMAT)
        elif isinstance(found, Unreadable):
            found = replace(found, is_list=False)  # it is an article too
        yield found
