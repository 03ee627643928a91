"""What pages ask the database, and figures over whole tables, which are counted aside and kept for a while.

On a database of a million links a sum over all of them takes seconds. A page waits for a fraction of one; what is not
ready then says so, and is there when the page is opened again.

One thread counts. No query may take it longer than a minute, and at the end what it counts is broken off, so that the
program does not wait for it.
"""

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit

from linkwatch.model import Row
from linkwatch.store.pages.counting import ROWS_OF

_PATIENCE = 0.2  # seconds that a page waits for all its figures
_LONGEST_MS = 60_000  # no figure is worth more
_KEPT = 30.0  # seconds that a figure counts as new, or 20 times as long as it took
_REMEMBERED = 200  # figures, the latest


@dataclass(slots=True)
class _Counted:
    """rows: None where counting took too long."""

    rows: list[Row] | None
    seconds: float
    at: float


class WholeList:
    """All rows of a query, read as they are asked for, in whatever thread; each reading may take a minute."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._cursor: Any = None
        self._reading = threading.Lock()  # a connection is not closed under who reads from it

    def begin(self, sql: str, values: Mapping[str, Any]) -> list[str]:
        """Ask the query; return the names of its columns."""
        with self._reading, sqlite_timelimit(self._connection, _LONGEST_MS):
            self._cursor = self._connection.execute(sql, values)
            return [column[0] for column in self._cursor.description]

    def next(self, most: int) -> list[tuple[Any, ...]]:
        """Return the next rows; [] at the end."""
        with self._reading, sqlite_timelimit(self._connection, _LONGEST_MS):
            return [tuple(row) for row in self._cursor.fetchmany(most)]

    def close(self) -> None:
        """Break off what is being read."""
        self._connection.interrupt()
        with self._reading:
            self._connection.close()


class DatabaseReader:
    """Asks one database of a Datasette."""

    def __init__(self, db: Any) -> None:
        self.db = db
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="figures")
        self._counted: dict[tuple[Any, ...], _Counted] = {}
        self._counting: dict[tuple[Any, ...], Future[_Counted]] = {}

    async def rows(self, sql: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of a query that an index answers. Raises QueryInterrupted where it takes too long."""
        found = await self.db.execute(sql, values)
        return [dict(row) for row in found.rows]

    async def row(self, sql: str, values: Mapping[str, Any] | None = None) -> Row | None:
        """Return the first row, None where there is none."""
        return next(iter(await self.rows(sql, values)), None)

    @contextmanager
    def whole(self) -> Iterator[WholeList]:
        """Open a connection on which a query is read whole, however many rows there are."""
        connection = self.db.connect()
        self.db.ds._prepare_connection(connection, self.db.name)
        connection.row_factory = None
        found = WholeList(connection)
        try:
            yield found
        finally:
            self.db._all_file_connections.remove(connection)
            found.close()

    async def figures(self, wanted: Mapping[str, tuple[str, Mapping[str, Any]]]) -> dict[str, list[Row] | None]:
        """Return rows by name for queries over whole tables; None for those that are still being counted."""
        keys = {name: (sql, *sorted(values.items())) for name, (sql, values) in wanted.items()}
        waiting = [asyncio.wrap_future(self._count(key)) for key in keys.values() if self._is_stale(key)]
        if waiting and any(key not in self._counted for key in keys.values()):
            await asyncio.wait(waiting, timeout=_PATIENCE)
        return {name: known.rows if (known := self._counted.get(key)) else None for name, key in keys.items()}

    async def counted(self, sql: str, values: Mapping[str, Any]) -> list[Row] | None:
        """Return the rows of a query that is quick unless there is very much to count: then as `figures` does."""
        if self._is_stale((sql, *sorted(values.items()))):
            try:
                found = await self.db.execute(sql, values, custom_time_limit=int(1000 * _PATIENCE))
            except QueryInterrupted:
                pass
            else:
                return [dict(row) for row in found.rows]
        return (await self.figures({"": (sql, values)}))[""]

    async def row_counts(self) -> dict[str, int | None]:
        """Return how many rows the tables have; None for those that are still being counted."""
        wanted: dict[str, tuple[str, dict[str, Any]]] = {
            name: (ROWS_OF.format(name), {}) for name in await self.db.table_names()
        }
        counted = await self.figures(wanted)
        return {name: rows[0]["rows"] if rows else None for name, rows in counted.items()}

    def close(self) -> None:
        """Count nothing more."""
        self._aside.shutdown(wait=False, cancel_futures=True)

    def _is_stale(self, key: tuple[Any, ...]) -> bool:
        known = self._counted.get(key)
        return known is None or time.monotonic() - known.at > max(_KEPT, 20 * known.seconds)

    def _count(self, key: tuple[Any, ...]) -> Future[_Counted]:
        future = self._counting.get(key)
        if future is None:
            self._counting[key] = future = self._aside.submit(self._ask, key[0], dict(key[1:]))
            future.add_done_callback(lambda done: self._keep(key, done))
        return future

    def _keep(self, key: tuple[Any, ...], done: Future[_Counted]) -> None:
        self._counting.pop(key, None)
        if done.cancelled() or done.exception() is not None:
            return
        self._counted.pop(key, None)
        self._counted[key] = done.result()
        for oldest in list(self._counted)[:-_REMEMBERED]:
            self._counted.pop(oldest, None)

    def _ask(self, sql: str, values: dict[str, Any]) -> _Counted:
        begun = time.monotonic()
        connection = self.db.connect()
        try:
            self.db.ds._prepare_connection(connection, self.db.name)
            with sqlite_timelimit(connection, _LONGEST_MS):
                cursor = connection.execute(sql, values)
                names = [column[0] for column in cursor.description]
                rows = [dict(zip(names, row, strict=True)) for row in cursor]
        except Exception as error:
            if error.args != ("interrupted",):
                raise
            rows = None
        finally:
            self.db._all_file_connections.remove(connection)
            connection.close()
        return _Counted(rows, time.monotonic() - begun, time.monotonic())
