"""A connection for SQL that anybody may type: it reads, it cannot write or reach other files, and no step takes long.

The file is opened read-only; this comes on top. SQLite asks the clock only between the steps of a query, so each step
is bounded too: in the size of values, and in those functions of which one call may take minutes.
"""

import json
import sqlite3
from typing import Any

from linkwatch.errors import ResultTooLargeError

MOST_BYTES = 1_000_000
"""The longest text or row that a query may make or read, in bytes."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MOST_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,  # its time grows with pattern times text
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_REACHING_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit", "eval"})
# One call takes time, or json_pretty room, that grows with the product of the lengths, or with a width that is written
# down as a number; nobody who browses needs them.
_SLOW_FUNCTIONS = frozenset({"jsonb_patch", "json_pretty", "unhex", "printf", "format"})
_DENIED_FUNCTIONS = _REACHING_FUNCTIONS | _SLOW_FUNCTIONS
# Pragmas that tell how tables are made, by the table's name; and those that tell a number, where they are not set to
# one. The index of words asks for data_version by itself.
_TELLING = frozenset(
    {
        *("table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list"),
        *("function_list", "database_list"),
    }
)
_NUMBERS = frozenset({"data_version", "page_count", "page_size", "schema_version"})

_Value = str | bytes | int | float | None


def confine(raw: sqlite3.Connection) -> None:
    """Bound what queries on this connection can do, take and return."""
    for limit, value in _LIMITS.items():
        raw.setlimit(limit, value)
    raw.create_function("instr", 2, _instr, deterministic=True)
    raw.create_function("replace", 3, _replace, deterministic=True)
    raw.create_function("json_patch", 2, _json_patch, deterministic=True)  # the view looks needs it
    raw.create_function("trim", 2, _trim, deterministic=True)
    raw.create_function("ltrim", 2, _ltrim, deterministic=True)
    raw.create_function("rtrim", 2, _rtrim, deterministic=True)
    raw.set_authorizer(_authorize)


def confine_to_asking(raw: sqlite3.Connection) -> None:
    """Let this connection read, and add rows to inbox: nothing else can be written through it."""
    raw.set_authorizer(_authorize_asking)


class BoundedRows:
    """Makes the rows of a connection (its row_factory); what one query returns is bounded. begin: before each query."""

    def __init__(self, most_bytes: int) -> None:
        self._most = self._left = most_bytes

    def begin(self) -> None:
        """Count from here on."""
        self._left = self._most

    def __call__(self, cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        """Make a row. Raises ResultTooLargeError."""
        self._left -= sum(len(value) for value in values if isinstance(value, str | bytes))
        if self._left < 0:
            raise ResultTooLargeError(f"it holds more than {self._most // 1_000_000} MB: ask for fewer rows or columns")
        return sqlite3.Row(cursor, values)


def _authorize(action: int, first: str | None, second: str | None, _: str | None, __: str | None) -> int:
    match action:
        case sqlite3.SQLITE_PRAGMA:
            is_allowed = first in _TELLING or (first in _NUMBERS and second is None)
        case sqlite3.SQLITE_FUNCTION:
            is_allowed = second not in _DENIED_FUNCTIONS
        case sqlite3.SQLITE_UPDATE:
            is_allowed = first == "sqlite_master"  # what SQLite calls it that the index of words is opened
        case _:
            is_allowed = action in _READING
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY


def _authorize_asking(action: int, first: str | None, *_: str | None) -> int:
    match action:
        case sqlite3.SQLITE_INSERT:
            is_allowed = first == "inbox"
        case sqlite3.SQLITE_PRAGMA:
            is_allowed = first in ("busy_timeout", "wal_checkpoint")  # how long a lock is waited for; a log that grew
        case _:
            is_allowed = action in _READING or action == sqlite3.SQLITE_TRANSACTION
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY


def _instr(text: _Value, part: _Value) -> int | None:
    """Do what SQLite's own does, in time that does not grow with the product of both lengths."""
    if text is None or part is None:
        return None
    if isinstance(text, bytes) and isinstance(part, bytes):
        return text.find(part) + 1
    return _as_text(text).find(_as_text(part)) + 1


def _replace(text: _Value, old: _Value, new: _Value) -> str | None:
    """Do what SQLite's own does, in time that does not grow with the product of the lengths."""
    if text is None or old is None:
        return None
    whole, gone = _as_text(text), _as_text(old)
    if not gone:
        return whole
    if new is None:
        return None
    come = _as_text(new)
    if len(whole) + whole.count(gone) * (len(come) - len(gone)) > MOST_BYTES:
        return "?" * (MOST_BYTES + 1)  # which SQLite refuses as too big
    return whole.replace(gone, come)


def _json_patch(target: _Value, patch: _Value) -> str | None:
    """Do what SQLite's own does (RFC 7396), in time that does not grow with the product of both lengths.

    NULL where one of them is no JSON, or is too deep: SQLite's own ends the query.
    """
    if target is None or patch is None:
        return None
    try:
        merged = _merged(json.loads(_as_text(target)), json.loads(_as_text(patch)))
    except (ValueError, RecursionError):
        return None
    return json.dumps(merged, ensure_ascii=False, separators=(",", ":"))


def _merged(target: object, patch: object) -> object:
    if not isinstance(patch, dict):
        return patch
    found = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            found.pop(key, None)
        else:
            found[key] = _merged(found.get(key), value)
    return found


def _trim(text: _Value, chars: _Value) -> str | None:
    return _rtrim(_ltrim(text, chars), chars)


def _ltrim(text: _Value, chars: _Value) -> str | None:
    """Do what SQLite's own does, in time that does not grow with the product of both lengths."""
    if text is None or chars is None:
        return None
    whole, gone = _as_text(text), frozenset(_as_text(chars))  # str.lstrip would look through all of them each time
    first = next((place for place, char in enumerate(whole) if char not in gone), len(whole))
    return whole[first:]


def _rtrim(text: _Value, chars: _Value) -> str | None:
    backwards = _ltrim(None if text is None else _as_text(text)[::-1], chars)
    return None if backwards is None else backwards[::-1]


def _as_text(value: str | bytes | float) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
