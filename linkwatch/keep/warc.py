"""A folder of our own as a keeper: pages are asked for once more, and written to WARC files.

Every copy costs a request beside the look's: a look reads only as much of a page as it judges, a copy must be whole.
"""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from linkwatch.archive.shelf import Shelf
from linkwatch.archive.warc import ARCHIVE, MOST_BYTES, WarcFolder
from linkwatch.errors import InputError, OverrunError, StoreError
from linkwatch.evidence import RecordedExchange
from linkwatch.keep.keeper import Allowance, Ended, NotMade, PutOff, Reach
from linkwatch.keep.rules import TRY_AGAIN
from linkwatch.store import Save
from linkwatch.threads import in_thread

_log = logging.getLogger(__name__)

_OVERRUN = "too-many-requests"


class Client(Protocol):
    """The live web, recorded."""

    async def record(self, url: str, most_bytes: int) -> Sequence[RecordedExchange]:
        """Ask for a page; raises InputError if none was sent, OverrunError if the site was asked too often."""


class WarcKeeper:
    """Keeps copies in the WARC files of a folder, which is locked while it is opened.

    shelf: URL of where those go that are full, see `archive.shelf`; None: they stay.
    """

    name = ARCHIVE
    account = ""
    host_words = frozenset({_OVERRUN})
    stop_words: frozenset[str] = frozenset()  # what stands in the way of all copies is our own disk: an error

    def __init__(self, client: Client, folder: Path, shelf: str | None = None) -> None:
        self._client = client
        self._path = folder
        self._shelf = shelf
        self._folder: WarcFolder | None = None

    def objection(self, url: str) -> str | None:
        """See `Keeper`: nobody else learns of a copy."""
        return None

    @asynccontextmanager
    async def opened(self, now: datetime) -> AsyncIterator[Allowance]:
        """See `Keeper`. Raises ConfigError, StoreError (see WarcFolder, Shelf)."""
        shelf = None if self._shelf is None else await in_thread(Shelf, self._shelf)
        folder = WarcFolder(self._path, now, shelf=shelf)
        try:
            await in_thread(folder.open)
            self._folder = folder
            yield Allowance(at_once=1)
        finally:
            self._folder = None
            await in_thread(folder.close)
        try:
            await in_thread(folder.shelve)
        except StoreError as error:  # what was kept stands in the folder as well as before
            _log.warning("full WARC files stay in their folder for now", extra={"error": str(error)})

    async def recent(self, attempt: Save, since: datetime) -> None:
        """See `Keeper`: no attempt is intended while our own copy is recent."""

    async def turn(self) -> None:
        """See `Keeper`: the client waits for each host's turn."""

    async def begin(self, attempt: Save) -> Ended | PutOff:
        """See `Keeper`."""
        assert self._folder is not None  # noqa: S101 - nothing begins outside `opened`
        try:
            exchanges = await self._client.record(attempt.url, MOST_BYTES)
        except OverrunError as error:
            return PutOff(TRY_AGAIN, str(error), _OVERRUN, Reach.HOST)
        except InputError as error:
            return PutOff(TRY_AGAIN, str(error))
        return Ended("saved", await in_thread(self._folder.add, exchanges))

    async def follow(self, attempt: Save, now: datetime) -> PutOff:
        """See `Keeper`: no copy is a job, so that an attempt which says so is made anew."""
        return PutOff(timedelta(0), "it was no job of ours")

    async def look_up(self, attempt: Save, now: datetime) -> NotMade:
        """See `Keeper`: a copy that was cut off is made anew, which costs the files a revisit record at most."""
        return NotMade()
