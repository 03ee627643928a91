"""Archived copies: what the archives answered, and which links they are still to be asked about."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from linkwatch.model import PROVISIONAL, THERE, Link, MovedAnswer, Snapshot, SnapshotAnswer
from linkwatch.store.baselines import baselines, put_baseline
from linkwatch.store.encoding import optional_time_text, plain, sql_list, text_time, time_text
from linkwatch.store.links import link_to_ask
from linkwatch.store.part import Part
from linkwatch.store.values import SeekDue, SnapshotState

_PUT_SNAPSHOT = """
INSERT INTO snapshots (link_id, archive, timestamp, url, original_url, grade, purpose, found_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (link_id, archive, timestamp) DO UPDATE SET url = excluded.url, original_url = excluded.original_url,
  grade = coalesce(excluded.grade, snapshots.grade)
RETURNING id
"""

_STATES = """
SELECT links.id, consecutive_failures, failing_since, snapshot_id IS NOT NULL AND snapshot_reason IS NULL, snapshot_for,
  snapshot_reason, snapshot_checked_at, snapshot_asked, moved_checked_at
FROM json_each(?) AS wanted CROSS JOIN links ON links.id = wanted.value
"""

_MOST_SENTENCES = 3
_SENTENCES = """
SELECT DISTINCT context FROM citations WHERE link_id = ? AND removed_at IS NULL AND context <> '' LIMIT ?
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

_CHOOSE = "UPDATE links SET snapshot_id = ?, snapshot_reason = ?, snapshot_checked_at = ? WHERE id = ?"

# A copy that is known from earlier stays.
_NOTE_ABSENCE = "UPDATE links SET snapshot_reason = ?, snapshot_checked_at = ? WHERE id = ?"

_MOVED = """
UPDATE links SET moved_to = ?, moved_how = ?, moved_similarity = ?, moved_checked_at = ? WHERE id = ?
"""

_CHOSEN = """
SELECT s.archive, s.timestamp, s.url, s.original_url FROM links l JOIN snapshots s ON s.id = l.snapshot_id
WHERE l.id = ? AND l.snapshot_reason IS NULL
"""

_COUNT_MORE_REQUESTS = "UPDATE runs SET archive_requests = archive_requests + ? WHERE id = ?"
_COUNT_REQUESTS = """
UPDATE runs SET archive_lookups = archive_lookups + 1, archive_requests = archive_requests + ? WHERE id = ?
"""


class Snapshots(Part):
    """Has the tables snapshots and baselines, and what links know of their copies and of when to seek them."""

    def record_answer(
        self,
        run_id: int | None,
        link: Link,
        answer: SnapshotAnswer,
        *,
        purpose: str,
        asked: str,
        now: datetime,
        next_seek_at: datetime | None,
    ) -> None:
        """Store what the archives answered, and what the copy says; count the requests in the run, if there is one.

        link: as it was when they were asked. purpose: "replacement", or "baseline" for a copy that only shows what was
        cited: reports do not tell of it while the link is there. asked: which archives were. next_seek_at: when to ask
        again.
        """
        moment = time_text(now)
        values = {
            "link_id": link.id,
            "cited_at": optional_time_text(link.cited_at),
            "asked": asked,
            "was_there": link.status in THERE,
            "next_seek_at": optional_time_text(next_seek_at),
        }
        with self._connection.writing() as raw:
            if answer.snapshot is not None:
                snapshot_id = put_snapshot(raw, link.id, answer.snapshot, purpose, now)
                reason = PROVISIONAL if answer.provisional else None
                raw.execute(_CHOOSE, [snapshot_id, reason, moment, link.id])
            else:
                raw.execute(_NOTE_ABSENCE, [answer.reason, moment, link.id])
            if answer.likeness is not None:
                put_baseline(raw, link.id, answer.likeness)
            raw.execute(_ANSWERED, values)
            if run_id is not None and answer.requests:
                raw.execute(_COUNT_REQUESTS, [answer.requests, run_id])

    def record_moved(self, run_id: int | None, link_id: int, answer: MovedAnswer, now: datetime) -> None:
        """Store where the page of a dead link is now, or that nothing vouches for an answer.

        The requests to the archive are counted in the run, if there is one.
        """
        moved = answer.moved
        where = (None, None, None) if moved is None else (plain(moved.url), moved.how, moved.similarity)
        with self._connection.writing() as raw:
            raw.execute(_MOVED, [*where, time_text(now), link_id])
            if run_id is not None and answer.of_archive:
                raw.execute(_COUNT_MORE_REQUESTS, [answer.of_archive, run_id])

    def chosen(self, link_id: int) -> Snapshot | None:
        """Return the archived copy that was chosen for a link."""
        with self._connection.reading() as raw:
            row = raw.execute(_CHOSEN, [link_id]).fetchone()
        return Snapshot(*row) if row else None

    def states(self, link_ids: Iterable[int]) -> dict[int, SnapshotState]:
        """Return what is known of these links' archived copies."""
        with self._connection.reading() as raw:
            return _states(raw, link_ids)

    def links_to_seek(self, now: datetime, limit: int) -> list[SeekDue]:
        """Return up to `limit` links that the archives are to be asked about by now, the longest due first.

        A link has up to five different anchor texts and the date of the earliest article.
        """
        with self._connection.reading() as raw:
            rows = raw.execute(_DUE, [time_text(now), limit]).fetchall()
            states = _states(raw, [link_id for link_id, *_ in rows])
            return [
                SeekDue(link_to_ask(raw, link_id, url, None, status), moment, states[link_id])
                for link_id, url, status, due_at in rows
                if (moment := text_time(due_at)) is not None
            ]

    def end_seeking(self, link_id: int) -> None:
        """Note that the archives need not be asked about a link: what they said before will do."""
        with self._connection.writing() as raw:
            raw.execute("UPDATE links SET next_seek_at = NULL WHERE id = ?", [link_id])


def put_snapshot(raw: sqlite3.Connection, link_id: int, snapshot: Snapshot, purpose: str, found_at: datetime) -> int:
    """Store an archived copy, in the transaction of the caller, and return its id."""
    row = (link_id, snapshot.archive, snapshot.timestamp, plain(snapshot.url), plain(snapshot.original_url))
    values = (*row, snapshot.grade, purpose, time_text(found_at))
    (snapshot_id,) = raw.execute(_PUT_SNAPSHOT, values).fetchone()
    return int(snapshot_id)


def _states(raw: sqlite3.Connection, link_ids: Iterable[int]) -> dict[int, SnapshotState]:
    wanted = list(link_ids)
    rows = raw.execute(_STATES, [json.dumps(wanted)]).fetchall()
    seen = baselines(raw, wanted)
    return {
        link_id: SnapshotState(
            consecutive_failures=failures,
            failing_since=text_time(since),
            chosen=bool(chosen) and asked_at is not None,
            chosen_for=text_time(chosen_for),
            reason=reason,
            asked_at=text_time(asked_at),
            asked=asked,
            moved_asked_at=text_time(moved_asked_at),
            sentences=tuple(text for (text,) in raw.execute(_SENTENCES, [link_id, _MOST_SENTENCES])),
            seen=likeness if (likeness := seen.get(link_id)) is not None and likeness.origin == "look" else None,
        )
        for link_id, failures, since, chosen, chosen_for, reason, asked_at, asked, moved_asked_at in rows
    }
