"""Writing what the archives answered, and reading which links they are still to be asked about.

Each function works inside its caller's transaction.
"""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from linkwatch.model import THERE, Link, Snapshot, SnapshotAnswer
from linkwatch.store.baselines import put_baseline
from linkwatch.store.encoding import optional_time_text, plain, sql_list, text_time, time_text
from linkwatch.store.reads import link_to_ask
from linkwatch.store.values import SeekDue, SnapshotState

_PUT_SNAPSHOT = """
INSERT INTO snapshots (link_id, archive, timestamp, url, original_url, purpose, found_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (link_id, archive, timestamp) DO UPDATE SET url = excluded.url, original_url = excluded.original_url
RETURNING id
"""

_STATES = """
SELECT links.id, consecutive_failures, failing_since, snapshot_id IS NOT NULL AND snapshot_reason IS NULL, snapshot_for,
  snapshot_reason, snapshot_checked_at, snapshot_asked
FROM json_each(?) AS wanted CROSS JOIN links ON links.id = wanted.value
"""


_DUE = """
SELECT id, url, status, next_seek_at FROM links WHERE next_seek_at <= ? ORDER BY next_seek_at, id LIMIT ?
"""

# A link that died or recovered while the archives were asked keeps the date that its look gave it.
_ANSWERED = f"""
UPDATE links SET snapshot_for = :cited_at, snapshot_asked = :asked,
  next_seek_at = CASE WHEN (status IN {sql_list(THERE)}) = :was_there THEN :next_seek_at ELSE next_seek_at END
WHERE id = :link_id
"""  # noqa: S608 - made of constants


def put_snapshot(raw: sqlite3.Connection, link_id: int, snapshot: Snapshot, purpose: str, found_at: datetime) -> int:
    """Store an archived copy and return its id."""
    row = (link_id, snapshot.archive, snapshot.timestamp, plain(snapshot.url), plain(snapshot.original_url))
    (snapshot_id,) = raw.execute(_PUT_SNAPSHOT, (*row, purpose, time_text(found_at))).fetchone()
    return int(snapshot_id)


def record_snapshot(
    raw: sqlite3.Connection, link_id: int, snapshot: Snapshot, purpose: str, found_at: datetime
) -> None:
    """Store an archived copy as the one to use instead of the link."""
    snapshot_id = put_snapshot(raw, link_id, snapshot, purpose, found_at)
    raw.execute(
        "UPDATE links SET snapshot_id = ?, snapshot_reason = NULL, snapshot_checked_at = ? WHERE id = ?",
        [snapshot_id, time_text(found_at), link_id],
    )


def record_no_snapshot(raw: sqlite3.Connection, link_id: int, reason: str, now: datetime) -> None:
    """Store why the archives gave no copy. One that is known from earlier stays."""
    raw.execute(
        "UPDATE links SET snapshot_reason = ?, snapshot_checked_at = ? WHERE id = ?", [reason, time_text(now), link_id]
    )


def record_answer(
    raw: sqlite3.Connection,
    run_id: int | None,
    link: Link,
    answer: SnapshotAnswer,
    purpose: str,
    asked: str,
    now: datetime,
    next_seek_at: datetime | None,
) -> None:
    """Store what the archives answered; see Store.record_answer."""
    if answer.snapshot is not None:
        record_snapshot(raw, link.id, answer.snapshot, purpose, now)
    else:
        record_no_snapshot(raw, link.id, answer.reason or "no-snapshot", now)
    if answer.likeness is not None:
        put_baseline(raw, link.id, answer.likeness)
    values = {
        "link_id": link.id,
        "cited_at": optional_time_text(link.cited_at),
        "asked": asked,
        "was_there": link.status in THERE,
        "next_seek_at": optional_time_text(next_seek_at),
    }
    raw.execute(_ANSWERED, values)
    if run_id is not None and answer.requests:
        sql = """UPDATE runs SET archive_lookups = archive_lookups + 1, archive_requests = archive_requests + ?
                 WHERE id = ?"""
        raw.execute(sql, [answer.requests, run_id])


def snapshot_states(raw: sqlite3.Connection, link_ids: Iterable[int]) -> dict[int, SnapshotState]:
    """Return what is known of the links' copies; see Store.snapshot_states."""
    rows = raw.execute(_STATES, [json.dumps(list(link_ids))])
    return {
        link_id: SnapshotState(
            consecutive_failures=failures,
            failing_since=text_time(since),
            chosen=bool(chosen) and asked_at is not None,
            chosen_for=text_time(chosen_for),
            reason=reason,
            asked_at=text_time(asked_at),
            asked=asked,
        )
        for link_id, failures, since, chosen, chosen_for, reason, asked_at, asked in rows
    }


def links_to_seek(raw: sqlite3.Connection, now: datetime, limit: int) -> list[SeekDue]:
    """Return the links that the archives are to be asked about by now; see Store.links_to_seek."""
    rows = raw.execute(_DUE, [time_text(now), limit]).fetchall()
    states = snapshot_states(raw, [link_id for link_id, *_ in rows])
    return [
        SeekDue(link_to_ask(raw, link_id, url, None, status), moment, states[link_id])
        for link_id, url, status, due_at in rows
        if (moment := text_time(due_at)) is not None
    ]


def end_seeking(raw: sqlite3.Connection, link_id: int) -> None:
    """Note that the archives need not be asked about a link; see Store.end_seeking."""
    raw.execute("UPDATE links SET next_seek_at = NULL WHERE id = ?", [link_id])
