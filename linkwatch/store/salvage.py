"""Reading what can be read of a damaged table, row by row, around the pages that cannot."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

Values = tuple[object, ...]

_ONE_BY_ONE = 5_000  # ids that are tried each by itself behind a bad page; a page has some dozen rows
_GIVEN_UP = 2**62
_MOST_FAULTS = 10  # that are told of
_OUT_OF_ORDER = "its ids are out of order"


@dataclass(slots=True)
class SalvagedTable:
    """What became of a table. there: rows that it had, None if nobody can tell. read: those in the new database."""

    name: str
    there: int | None
    read: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return not self.faults and (self.there is None or self.read >= self.there)


class TableReader:
    """Reads one table of an open, damaged database. columns: those wanted, in this order."""

    def __init__(self, raw: sqlite3.Connection, table: str, columns: Sequence[str], key: Sequence[str]) -> None:
        self._raw = raw
        self._table = table
        self._columns = ", ".join(columns)
        self._key = key
        self.faults: list[str] = []

    def count(self) -> int | None:
        """Return how many rows there are, as an index or the table itself tells; None if none of them can be read."""
        counts = []
        for source in ("NOT INDEXED", *(f'INDEXED BY "{name}"' for name in self._whole_indexes())):
            try:
                sql = f"SELECT count(*) FROM {self._table} {source}"  # noqa: S608 - names of our own schema
                counts.append(int(self._raw.execute(sql).fetchone()[0]))
            except sqlite3.Error:
                continue
        return max(counts, default=None)

    def rows(self) -> Iterator[Values]:
        """Yield each row that can be read once; tables without ids from both ends to the first bad page."""
        if self._key == ("rowid",):
            return self._by_id()
        return self._from_both_ends()

    def _whole_indexes(self) -> list[str]:
        try:
            found = self._raw.execute(f"PRAGMA index_list({self._table})").fetchall()
        except sqlite3.Error:
            return []
        return [name for _, name, _, _, is_partial in found if not is_partial]

    def _by_id(self) -> Iterator[Values]:
        # Not by an index, which may be damaged itself: in the order of ids the table alone is read.
        sql = f"SELECT rowid, {self._columns} FROM {self._table} NOT INDEXED WHERE rowid >= ? ORDER BY rowid"  # noqa: S608 - as above
        start, end = 1, self._highest_id()
        while start <= end:
            try:
                for row in self._raw.execute(sql, [start]):
                    if not start <= row[0] <= end:
                        raise sqlite3.DatabaseError(_OUT_OF_ORDER)
                    start = row[0] + 1
                    yield row[1:]
            except sqlite3.Error as error:
                self._note(error)
                # Python reads one row ahead of what it gives: the last row before a bad page is read by itself.
                with suppress(sqlite3.Error):
                    row = self._raw.execute(f"{sql} LIMIT 1", [start]).fetchone()
                    if row is not None and start <= row[0] <= end:
                        yield row[1:]
                        start = row[0]
                start = self._next_readable(start + 1, end)
            else:
                return

    def _next_readable(self, start: int, end: int) -> int:
        """Return the first id from `start` on that can be read from; more than `end` if there is none."""
        sql = f"SELECT rowid, {self._columns} FROM {self._table} NOT INDEXED WHERE rowid >= ? ORDER BY rowid LIMIT 1"  # noqa: S608 - as above
        step, tried = 1, 0
        while start <= end:
            try:
                found = self._raw.execute(sql, [start]).fetchone()
            except sqlite3.Error:
                found = (0,)
            if found is None or start <= found[0] <= end:
                return start
            start, tried = start + step, tried + 1
            if tried > _ONE_BY_ONE:
                step *= 2
        return start

    def _note(self, error: sqlite3.Error) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(str(error))

    def _highest_id(self) -> int:
        for source in ("NOT INDEXED", *(f'INDEXED BY "{name}"' for name in self._whole_indexes())):
            try:
                sql = f"SELECT max(rowid) FROM {self._table} {source}"  # noqa: S608 - as above
                return int(self._raw.execute(sql).fetchone()[0] or 0)
            except sqlite3.Error:
                continue
        return _GIVEN_UP

    def _from_both_ends(self) -> Iterator[Values]:
        seen: set[Values] = set()
        keys = ", ".join(self._key)
        for order in (keys, ", ".join(f"{name} DESC" for name in self._key)):
            sql = f"SELECT {keys}, {self._columns} FROM {self._table} ORDER BY {order}"  # noqa: S608 - as above
            try:
                for row in self._raw.execute(sql):
                    key = row[: len(self._key)]
                    if key not in seen:
                        seen.add(key)
                        yield row[len(self._key) :]
            except sqlite3.Error as error:
                self._note(error)
            else:
                return
