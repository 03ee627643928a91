"""Reading and writing what the looks at a link have left. What follows from a look is decided elsewhere.

Each function works inside its caller's transaction.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter

from linkwatch.model import Past, Status
from linkwatch.store.encoding import optional_plain, optional_time_text, text_time
from linkwatch.store.links import OWN_REASON, OWN_STATUS, PUT_OWN

_PLAIN = ("status", "reason", "looks", "changes", "consecutive_failures", "http_status")
_TEXTS = ("etag", "last_modified", "final_url", "title")  # from strangers
_TIMES = (
    "first_checked_at",
    "last_checked_at",
    "last_alive_at",
    "failing_since",
    "last_read_at",
    "next_check_at",
    "next_seek_at",
    "next_save_at",
)
_COLUMNS = (*_PLAIN, *_TEXTS, *_TIMES)
_values = attrgetter(*_COLUMNS)

_OWN = {"status": OWN_STATUS, "reason": OWN_REASON}  # a person's word is none of theirs

_GET = f"""
SELECT l.id, EXISTS (SELECT 1 FROM saves WHERE link_id = l.id),
  {", ".join(_OWN.get(name, f"l.{name}") for name in _COLUMNS)}
FROM json_each(?) AS wanted CROSS JOIN links l ON l.id = wanted.value
"""  # noqa: S608 - made of constants


def pasts(raw: sqlite3.Connection, link_ids: Iterable[int]) -> dict[int, Past]:
    """Return what is known of these links, of those that there are."""
    found = {}
    for link_id, save_was_noted, *values in raw.execute(_GET, [json.dumps(list(link_ids))]):
        row = dict(zip(_COLUMNS, values, strict=True))
        row["status"] = Status(row["status"])
        row |= {name: text_time(row[name]) for name in _TIMES}
        found[link_id] = Past(**row, save_was_noted=bool(save_was_noted))
    return found


def put_past(raw: sqlite3.Connection, link_id: int, past: Past) -> None:
    """Write what is known of a link now, as `put_pasts` does."""
    put_pasts(raw, {}, [(link_id, past)])


def put_pasts(raw: sqlite3.Connection, before: Mapping[int, Past], now: Collection[tuple[int, Past]]) -> None:
    """Write what is known of links now, each by its id; whether one was saved is not known from here.

    before: what this transaction read of them, as far as it did. A person's word stays in front of it.
    """
    rows: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for link_id, past in now:
        names = _changed(before.get(link_id), past)
        rows.setdefault(names, []).append({"link_id": link_id, **{name: _stored(name, past) for name in names}})
    for names, alike in rows.items():
        raw.executemany(_put(names), alike)


def _changed(before: Past | None, past: Past) -> tuple[str, ...]:
    """Return the columns to write. SQLite writes to each index of a column that is set, though to the same value."""
    if before is None:
        return _COLUMNS
    names = [name for name, old, new in zip(_COLUMNS, _values(before), _values(past), strict=True) if old != new]
    if "status" in names or "reason" in names:  # they are written together
        names = ["status", "reason", *(name for name in names if name not in _OWN)]
    return tuple(names)


def _put(names: tuple[str, ...]) -> str:
    others = [f"{name} = :{name}" for name in names if name not in _OWN]
    own = [PUT_OWN] if "status" in names else []
    return f"UPDATE links SET {', '.join([*others, *own])} WHERE id = :link_id"  # noqa: S608 - made of constants


def _stored(name: str, past: Past) -> object:
    value = getattr(past, name)
    if name in _TIMES:
        return optional_time_text(value)
    return optional_plain(value) if name in _TEXTS else value
