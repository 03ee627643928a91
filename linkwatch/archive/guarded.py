"""An archive of another package, kept to what is promised of archives.

It raises nothing but ArchiveError, and is not asked about what no archive outside may learn of: where it stands is not
known.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from linkwatch.archive import Archive, Capture, CapturedPage, Spent
from linkwatch.archive.telling import require_may_be_told
from linkwatch.errors import ArchiveError, ArchiveUnavailableError

_OUTSIDE = ""


class GuardedArchive:
    """The archive, whatever it raises. What it may be able to do beyond an Archive is not asked of it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.name = archive.name
        self.folds_slash = archive.folds_slash

    @property
    def is_resting(self) -> bool:
        """Whether it is left alone just now (see Archive)."""
        return self._archive.is_resting

    async def captures(
        self, url: str, near: datetime, *, limit: int, spent: Spent, sparse: bool = False
    ) -> Sequence[Capture]:
        """Return the captures of a URL (see Archive)."""
        require_may_be_told(url, _OUTSIDE)
        async with self._guard():
            return await self._archive.captures(url, near, limit=limit, spent=spent, sparse=sparse)

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Return the captured content (see Archive)."""
        async with self._guard():
            return await self._archive.open(capture, spent=spent)

    @asynccontextmanager
    async def _guard(self) -> AsyncIterator[None]:
        try:
            yield
        except ArchiveError:
            raise
        except Exception as error:
            what = " ".join(f"{type(error).__name__}: {error}".split())
            raise ArchiveUnavailableError(f"the archive {self.name} failed: {what}") from error
