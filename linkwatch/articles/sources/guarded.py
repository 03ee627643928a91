"""A source of another package, kept to the promise that a source raises nothing."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from linkwatch.articles.sources import Found, Source, SourceSpec
from linkwatch.model import Unreadable
from linkwatch.urls import redact


class GuardedSource:
    """The source that `open` makes. What it raises is told as an Unreadable, and leaves it incomplete."""

    def __init__(self, spec: SourceSpec, open_it: Callable[[], Source]) -> None:
        self.kind = spec.kind
        self.location = spec.location
        self.is_complete = False
        self.forgets = False
        self._open = open_it

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Read the source."""
        self.is_complete = False
        try:
            source = self._open()
            async with aclosing(source.documents()) as documents:
                async for found in documents:
                    yield found
            self.is_complete, self.forgets = source.is_complete, source.forgets
        except Exception as error:  # noqa: BLE001 - whatever a stranger's source raises must not stop the others
            where = redact(self.location)
            what = " ".join(f"{type(error).__name__}: {error}".split())
            yield Unreadable(where, f"{where}: the source {self.kind} failed: {what}", is_list=True)
