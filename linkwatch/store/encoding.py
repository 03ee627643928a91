"""How Python's values are written in the database, and read from it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic_core import PydanticSerializationError, to_json

from linkwatch.model import Row, Status

_WITHOUT_ZONE = len("2026-11-22T08:00:00")
_compactly = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def sql_list(statuses: Iterable[Status]) -> str:
    """Write statuses as what stands behind IN."""
    return "(" + ", ".join(f"'{status}'" for status in statuses) + ")"


def is_of_host(host: str, table: str = "") -> str:
    """Write the condition that a link leads to a host. host: SQL for it, as the user option spells it.

    With a port it is one of its ports; 80 and 443 are those that addresses leave out.
    """
    at, name, url = (f"{table}{column}" for column in ("authority", "host", "url"))
    port = f"CASE WHEN {url} LIKE 'https:%' THEN ':443' ELSE ':80' END"
    return f"({host} IN ({name}, {at}) OR ({host} LIKE '%:%' AND {at} = {name} AND {host} = {name} || {port}))"


def time_text(moment: datetime) -> str:
    """Write an aware time as 2026-11-22T08:00:00Z: sorting such texts sorts the times."""
    if moment.tzinfo is None:
        raise ValueError("a time without its zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:_WITHOUT_ZONE] + "Z"


def optional_time_text(moment: datetime | None) -> str | None:
    """Write a time that may be missing."""
    return None if moment is None else time_text(moment)


def text_time(text: str | None) -> datetime | None:
    """Read what time_text wrote."""
    return None if text is None else datetime.fromisoformat(text)


def plain(text: str) -> str:
    """Make a text storable: lone surrogates (undecodable file names) are spelt out, NULs replaced."""
    if not text.isascii():
        text = text.encode("utf-8", "backslashreplace").decode()
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def optional_plain(text: str | None) -> str | None:
    """Make a text storable that may be missing."""
    return None if text is None else plain(text)


def json_text(value: Mapping[str, Any]) -> str:
    """Write evidence compactly."""
    try:
        return to_json(value).decode()  # a third of the time of Python's own, for each look that is stored
    except (PydanticSerializationError, UnicodeError):  # lone surrogates, which it cannot write
        return plain(_compactly(value))


def dicts(cursor: sqlite3.Cursor) -> Iterator[Row]:
    """Yield what a query found, by the names of its columns."""
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
