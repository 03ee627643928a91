"""The Store: one open database, in parts."""

from pathlib import Path
from types import TracebackType
from typing import Self

from linkwatch.store import database
from linkwatch.store.articles import Articles
from linkwatch.store.checks import Checks
from linkwatch.store.connection import Connection
from linkwatch.store.feed import Feed
from linkwatch.store.inbox import Inbox
from linkwatch.store.marks import Marks
from linkwatch.store.mending import Mending
from linkwatch.store.outbox import Outbox
from linkwatch.store.overview import Overview
from linkwatch.store.politeness import Politeness
from linkwatch.store.registrations import Registrations
from linkwatch.store.rejudging import Rejudging
from linkwatch.store.reports import Reports
from linkwatch.store.risks import Risks
from linkwatch.store.rounds import Rounds
from linkwatch.store.runs import Runs
from linkwatch.store.saves import Saves
from linkwatch.store.snapshots import Snapshots
from linkwatch.store.sources import Sources
from linkwatch.store.thread import StoreThread
from linkwatch.store.upkeep import Upkeep


class Store:
    """One open database. Each attribute is a part, which says what it has. Leaving its `with` block closes it."""

    def __init__(self, connection: Connection, patience: float) -> None:
        self._connection = connection
        self._thread = StoreThread(patience)
        self.articles = Articles(connection, self._thread)
        self.checks = Checks(connection, self._thread)
        self.feed = Feed(connection, self._thread)
        self.inbox = Inbox(connection, self._thread)
        self.marks = Marks(connection, self._thread)
        self.mending = Mending(connection, self._thread)
        self.outbox = Outbox(connection, self._thread)
        self.overview = Overview(connection, self._thread)
        self.politeness = Politeness(connection, self._thread)
        self.registrations = Registrations(connection, self._thread)
        self.rejudging = Rejudging(connection, self._thread)
        self.reports = Reports(connection, self._thread)
        self.risks = Risks(connection, self._thread)
        self.rounds = Rounds(connection, self._thread)
        self.runs = Runs(connection, self._thread)
        self.saves = Saves(connection, self._thread)
        self.snapshots = Snapshots(connection, self._thread)
        self.sources = Sources(connection, self._thread)
        self.upkeep = Upkeep(connection, self._thread)

    @classmethod
    def open(
        cls,
        path: Path | None,
        *,
        read_only: bool = False,
        create: bool = True,
        busy_timeout: float = 30.0,
        patience: float = 0.0,
    ) -> Self:
        """Open the database at `path`, creating it where there is none unless read_only or not create.

        path: None opens a private database on disk that vanishes when it is closed. busy_timeout: seconds to wait
        for another process's lock. patience: seconds that `Part.call` goes on trying after that. Raises StoreError if
        the file is not a database of linkwatch (it is then left as it is), is newer than this linkwatch, or may not be
        used.
        """
        if path is None:
            return cls(database.open_private(), patience)
        if read_only:
            return cls(database.open_for_reading(path, busy_timeout), patience)
        return cls(database.open_for_writing(path, busy_timeout, create=create), patience)

    @property
    def is_private(self) -> bool:
        """Whether it vanishes when it is closed."""
        return self._connection.path is None

    def close(self) -> None:
        """Close the database when its thread has done what it was given. Closing twice is harmless."""
        self._thread.close()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
