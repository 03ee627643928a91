"""Writing what the archives answered, and reading which links they are still to be asked about.

Each function works inside its caller's transaction.
"""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from linkwatch.model import Snapshot, SnapshotAnswer
from linkwatch.store.encoding import optional_time_text, plain, text_time, time_text
from linkwatch.store.values import SnapshotState

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
    run_id: int,
    link_id: int,
    answer: SnapshotAnswer,
    cited_at: datetime | None,
    asked: str,
    now: datetime,
) -> None:
    """Store what the archives answered in a run; see Store.record_answer."""
    if answer.snapshot is not None:
        record_snapshot(raw, link_id, answer.snapshot, "replacement", now)
    else:
        record_no_snapshot(raw, link_id, answer.reason or "no-snapshot", now)
    raw.execute(
        "UPDATE links SET snapshot_for = ?, snapshot_asked = ? WHERE id = ?",
        [optional_time_text(cited_at), asked, link_id],
    )
    if answer.requests:
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
