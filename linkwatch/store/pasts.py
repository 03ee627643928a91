"""Reading and writing what the looks at a link have left. What follows from a look is decided elsewhere.

Each function works inside its caller's transaction.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping

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

_OWN = {"status": OWN_STATUS, "reason": OWN_REASON}  # a person's word is none of theirs

_GET = f"""
SELECT l.id, EXISTS (SELECT 1 FROM saves WHERE link_id = l.id),
  {", ".join(_OWN.get(name, f"l.{name}") for name in _COLUMNS)}
FROM json_each(?) AS wanted CROSS JOIN links l ON l.id = wanted.value
"""  # noqa: S608 - made of constants

_OTHERS = ", ".join(f"{name} = :{name}" for name in _COLUMNS if name not in _OWN)
_PUT = f"UPDATE links SET {_OTHERS}, {PUT_OWN} WHERE id = :link_id"  # noqa: S608 - made of constants
# Most looks find what was found before. SQLite writes to each index of a column that is set, though to the same value.
_PUT_SAME_STATUS = f"UPDATE links SET {_OTHERS} WHERE id = :link_id"  # noqa: S608 - made of constants


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
    same = [_row(link_id, past) for link_id, past in now if _has_status_of(past, before.get(link_id))]
    other = [_row(link_id, past) for link_id, past in now if not _has_status_of(past, before.get(link_id))]
    raw.executemany(_PUT_SAME_STATUS, same)
    raw.executemany(_PUT, other)


def _has_status_of(past: Past, before: Past | None) -> bool:
    return before is not None and (past.status, past.reason) == (before.status, before.reason)


def _row(link_id: int, past: Past) -> dict[str, object]:
    return {
        "link_id": link_id,
        **{name: getattr(past, name) for name in _PLAIN},
        **{name: optional_plain(getattr(past, name)) for name in _TEXTS},
        **{name: optional_time_text(getattr(past, name)) for name in _TIMES},
        "status": str(past.status),
    }
