"""Looks at links: what came of them, and what is remembered of them."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from linkwatch.errors import StoreError
from linkwatch.evidence import Memory
from linkwatch.model import FAILED, GOOD, Past, Status
from linkwatch.store.baselines import likeness_of_row, put_baseline
from linkwatch.store.encoding import json_text, optional_plain, optional_time_text, text_time, time_text
from linkwatch.store.links import ADD_CHANGE
from linkwatch.store.part import Part
from linkwatch.store.values import Settled

_LOST = (Status.DEAD, Status.CHANGED)  # an archived copy is what readers need then
_SAMPLE = 100  # links of a host by which its stability is judged
_UNSTABLE_SHARE = 0.1

_ADD_CHECK = """
INSERT INTO checks (link_id, checked_at, status, reason, http_status, final_url, elapsed_ms, evidence)
VALUES (:link_id, :checked_at, :status, :reason, :http_status, :final_url, :elapsed_ms, :evidence)
"""

# A look that tells nothing (blocked, skipped) neither breaks a row of failures nor lengthens it. What a server said of
# a page goes with the verdict that this page was given: else "not modified" would confirm another one.
_UPDATE_LINK = """
UPDATE links SET
  status = :status, reason = :reason, http_status = :http_status, final_url = :final_url,
  title = CASE WHEN :good THEN coalesce(:title, title) ELSE title END,
  last_checked_at = :checked_at,
  last_alive_at = CASE WHEN :good THEN :checked_at ELSE last_alive_at END,
  failing_since = CASE WHEN :good THEN NULL WHEN :failed THEN coalesce(failing_since, :checked_at)
    ELSE failing_since END,
  consecutive_failures = CASE WHEN :good THEN 0 ELSE consecutive_failures + :failed END,
  next_check_at = :next_check_at,
  looks = looks + 1, changes = changes + :is_change, first_checked_at = coalesce(first_checked_at, :checked_at),
  etag = CASE WHEN :http_status IS 304 THEN etag ELSE :etag END,
  last_modified = CASE WHEN :http_status IS 304 THEN last_modified ELSE :last_modified END,
  last_read_at = CASE WHEN :was_read THEN :checked_at ELSE last_read_at END,
  next_seek_at = CASE WHEN :lost AND NOT :was_lost THEN :checked_at WHEN :was_lost AND NOT :lost THEN NULL
    WHEN :good AND :of_old AND looks = 0 THEN :checked_at ELSE next_seek_at END,
  next_save_at = CASE WHEN NOT :to_save THEN NULL WHEN next_save_at IS NOT NULL THEN next_save_at
    WHEN NOT EXISTS (SELECT 1 FROM saves WHERE link_id = :link_id) THEN :checked_at END
WHERE id = :link_id
"""

_MEMORIES = """
SELECT l.id, l.status, l.reason, l.looks, l.changes, l.first_checked_at, l.last_checked_at, l.failing_since,
  l.consecutive_failures, l.etag, l.last_modified, l.last_read_at, l.final_url, l.host,
  b.origin, b.made_at, b.likeness
FROM json_each(?) AS wanted CROSS JOIN links l ON l.id = wanted.value
LEFT JOIN baselines b ON b.link_id = l.id
"""

_HOST_SAMPLE = """
SELECT (SELECT count(*) FROM (SELECT 1 FROM links WHERE host = :host AND status IN ('failing', 'dead') LIMIT :sample)),
  (SELECT count(*) FROM (SELECT 1 FROM links WHERE host = :host LIMIT :sample))
"""


class Checks(Part):
    """Has the tables checks and status_history, and what looks change in links."""

    def settle(self, run_id: int, items: Sequence[Settled]) -> None:
        """Store looks, their links' new state and the changes of status: all of them or, on an error, none.

        A link that this run has already settled stays as it is: the same items may be handed in twice.
        Raises StoreError if a link is not part of the run.
        """
        with self._connection.writing() as raw:
            for item in items:
                sql = """SELECT l.status, r.check_id FROM run_links r JOIN links l ON l.id = r.link_id
                         WHERE r.run_id = ? AND r.link_id = ?"""
                found = raw.execute(sql, [run_id, item.link_id]).fetchone()
                if found is None:
                    raise StoreError(f"link {item.link_id} is not part of run {run_id}: its look is not stored")
                old_status, earlier_check = found
                if earlier_check is None:
                    _settle_one(raw, run_id, item, old_status)

    def put_off(self, link_id: int, until: datetime) -> None:
        """Let a link wait until then although it was not looked at."""
        with self._connection.writing() as raw:
            raw.execute("UPDATE links SET next_check_at = ? WHERE id = ?", [time_text(until), link_id])

    def memories(self, link_ids: Iterable[int]) -> dict[int, Memory]:
        """Return what is remembered of these links."""
        with self._connection.reading() as raw:
            rows = raw.execute(_MEMORIES, [json.dumps(list(link_ids))]).fetchall()
            hosts = {host for *_, host, _, _, _ in rows if host}
            unstable = {host for host in hosts if _is_unstable(raw, host)}
        return {row[0]: _memory(row, unstable) for row in rows}


def _settle_one(raw: sqlite3.Connection, run_id: int, item: Settled, old_status: str) -> None:
    status = item.verdict.status
    row = {
        "link_id": item.link_id,
        "checked_at": time_text(item.checked_at),
        "status": str(status),
        "reason": item.verdict.reason,
        "http_status": item.http_status,
        "final_url": optional_plain(item.final_url),
        "title": optional_plain(item.title),
        "elapsed_ms": item.elapsed_ms,
        "evidence": json_text(item.evidence),
        "next_check_at": optional_time_text(item.next_check_at),
        "good": status in GOOD,
        "failed": status in FAILED,
        "is_change": item.is_change,
        "was_read": item.read is not None,
        "etag": optional_plain(item.read.etag if item.read else None),
        "last_modified": optional_plain(item.read.last_modified if item.read else None),
        "lost": status in _LOST,
        "was_lost": old_status in _LOST,
        "to_save": item.to_save,
        "of_old": item.of_old,
    }
    check_id = raw.execute(_ADD_CHECK, row).lastrowid
    raw.execute(_UPDATE_LINK, row)
    if item.likeness is not None:
        put_baseline(raw, item.link_id, item.likeness)
    if old_status != status:
        change = [item.link_id, row["checked_at"], old_status, str(status), item.verdict.reason, check_id]
        raw.execute(ADD_CHANGE, change)
    raw.execute(
        "UPDATE run_links SET pending = 0, check_id = ? WHERE run_id = ? AND link_id = ?",
        [check_id, run_id, item.link_id],
    )


def _is_unstable(raw: sqlite3.Connection, host: str) -> bool:
    failing, links = raw.execute(_HOST_SAMPLE, {"host": host, "sample": _SAMPLE}).fetchone()
    return bool(failing > 1 and failing >= links * _UNSTABLE_SHARE)


def _memory(row: Sequence[Any], unstable: set[str]) -> Memory:
    (_, status, reason, looks, changes, first, last, since, failures, etag, modified, read_at, final_url, host) = row[
        :14
    ]
    origin, made_at, likeness = row[14:]
    past = Past(
        status=Status(status),
        reason=reason,
        looks=looks,
        changes=changes,
        first_checked_at=text_time(first),
        last_checked_at=text_time(last),
        failing_since=text_time(since),
        consecutive_failures=failures,
        etag=etag,
        last_modified=modified,
        last_read_at=text_time(read_at),
        final_url=final_url,
        unstable_host=host in unstable,
    )
    return Memory(past, None if likeness is None else likeness_of_row(origin, made_at, likeness))
