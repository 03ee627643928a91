"""The database's file as Datasette reads it: never changed, never in a writer's way.

Datasette's own class takes a path for a URI's part, believes the file to stay the same one, counts whole tables, and
takes whatever a row holds.
"""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datasette.database import Database
from datasette.views.base import DatasetteError

from linkwatch.errors import ResultTooLargeError, StoreError
from linkwatch.store.confined import BoundedRows, confine
from linkwatch.store.database import open_for_reading
from linkwatch.store.pages.counting import COUNTS_ROWS

COUNT_MS = 150  # the longest that a page waits to learn how many rows there are
MOST_RESULT_BYTES = 16_000_000
"""The most that one query may return."""
_BUSY_SECONDS = 5.0


class LinksDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """A linkwatch database. Each of Datasette's threads has a connection, as long as the file is the same."""

    def __init__(self, datasette: Any, path: Path) -> None:
        super().__init__(datasette, str(path), is_mutable=True)
        self._file = path
        self._thread = threading.local()

    def connect(self, write: bool = False) -> Any:
        """Open a connection for reading. Raises DatasetteError, with a line for people, if that cannot be."""
        if write:
            raise DatasetteError("The database is open for reading only", status=403)
        try:
            raw = open_for_reading(self._file, _BUSY_SECONDS).raw
        except StoreError as error:
            raise DatasetteError(str(error), title="The database cannot be read", status=503) from error
        confine(raw)
        self._all_file_connections.append(raw)
        return raw

    async def execute_fn(self, fn: Callable[[Any], Any]) -> Any:
        """Run `fn` with this thread's connection, which is made anew where another file took the place of the old."""

        def in_thread() -> Any:
            stamp = self._stamp()
            if stamp is None or getattr(self._thread, "stamp", None) != stamp:
                self._drop_connection()
                connection = self.connect()
                self.ds._prepare_connection(connection, self.name)
                self._thread.rows = connection.row_factory = BoundedRows(MOST_RESULT_BYTES)
                self._thread.connection, self._thread.stamp = connection, stamp
            self._thread.rows.begin()
            return fn(self._thread.connection)

        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, in_thread)

    async def execute(self, sql: str, *args: Any, **options: Any) -> Any:
        """Run a query as Datasette does; counting rows is given up early, and a page then does without the number."""
        if sql.startswith(COUNTS_ROWS):
            options.setdefault("custom_time_limit", COUNT_MS)
        try:
            return await super().execute(sql, *args, **options)
        except ResultTooLargeError as error:
            raise DatasetteError(str(error), title="That is too much", status=400) from error

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """Name the tables without counting their rows."""
        return dict.fromkeys(await self.table_names())

    def interrupt(self) -> None:
        """Break off whatever is being read."""
        for connection in list(self._all_file_connections):
            connection.interrupt()

    def _stamp(self) -> tuple[int, int, bool] | None:
        """Tell one file from another; None where there is none.

        A file in a folder that is not ours to write is read as it lies there (see `open_for_reading`) until a writer
        comes, whose log then stands beside it.
        """
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, Path(f"{self._file}-wal").exists()

    def _drop_connection(self) -> None:
        connection = getattr(self._thread, "connection", None)
        if connection is not None:
            self._all_file_connections.remove(connection)
            connection.close()
        self._thread.connection = self._thread.stamp = None
