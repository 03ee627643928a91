"""An article that is given as it is, by who calls linkwatch from Python."""

from collections.abc import AsyncGenerator

from linkwatch.articles.sources import Found
from linkwatch.model import Document


class GivenSource:
    """One document, which is there already."""

    kind = "given"
    is_complete = True
    forgets = False

    def __init__(self, document: Document) -> None:
        self.location = document.uri
        self._document = document

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Give the document."""
        yield self._document
