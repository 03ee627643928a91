"""What people say of links: their word stands above what is seen, until it is taken back or its date has come.

Looks go on meanwhile, and what they come to is kept beside the word (`own_status`), so that it holds again afterwards.
"""

import sqlite3
from datetime import datetime

from linkwatch.model import LOST, MARKED, Mark
from linkwatch.store.encoding import optional_plain, optional_time_text, plain, time_text
from linkwatch.store.links import ADD_CHANGE
from linkwatch.store.part import Part

_FIND = "SELECT id, status, mark_id FROM links WHERE url = ?"
_ADD = "INSERT INTO marks (link_id, made_at, made_by, status, note, until) VALUES (?, ?, ?, ?, ?, ?)"

_MARK = """
UPDATE links SET own_status = iif(mark_id IS NULL, status, own_status),
  own_reason = iif(mark_id IS NULL, reason, own_reason), status = :status, reason = :reason, mark_id = :mark_id,
  next_seek_at = coalesce(:next_seek_at, next_seek_at)
WHERE id = :link_id
"""
_UNMARK = """
UPDATE links SET status = own_status, reason = own_reason, own_status = NULL, own_reason = NULL, mark_id = NULL,
  next_check_at = iif(own_status = 'invalid' OR own_status = 'skipped', next_check_at, :now)
WHERE id = :link_id RETURNING status, reason
"""
_ADD_MARKED = """
INSERT INTO status_history (link_id, changed_at, old_status, new_status, reason) VALUES (?, ?, ?, ?, ?)
"""
_LOST = """
SELECT id, status FROM links
WHERE own_status IS NOT NULL AND (mark_id IS NULL OR mark_id NOT IN (SELECT id FROM marks)) ORDER BY id
"""
_DUE = """
SELECT l.id, l.status FROM links l INDEXED BY links_marked JOIN marks m ON m.id = l.mark_id
WHERE l.mark_id IS NOT NULL AND m.until <= ?
"""


class Marks(Part):
    """Has the table marks, and mark_id, own_status and own_reason of links."""

    def put(self, url: str, mark: Mark, now: datetime) -> bool:
        """Let a person's word stand, or end the one that does; tell whether there is such a link, and a word to end."""
        with self._connection.writing() as raw:
            return put_mark(raw, url, mark, now)

    def end_due(self, now: datetime) -> None:
        """End the words whose date has come."""
        with self._connection.writing() as raw:
            end_due_marks(raw, now)


def put_mark(raw: sqlite3.Connection, url: str, mark: Mark, now: datetime) -> bool:
    """Do as `Marks.put` does, in the transaction of the caller."""
    moment = time_text(now)
    found = raw.execute(_FIND, [plain(url)]).fetchone()
    if found is None or (mark.status is None and found[2] is None):
        return False
    link_id, old_status, _ = found
    word = None if mark.status is None else str(mark.status)
    row = [link_id, moment, plain(mark.by), word, optional_plain(mark.note), optional_time_text(mark.until)]
    mark_id = raw.execute(_ADD, row).lastrowid
    if word is None:
        _end(raw, link_id, old_status, moment)
        return True
    if old_status != word:
        raw.execute(_ADD_MARKED, [link_id, moment, old_status, word, MARKED])
    next_seek_at = moment if mark.status in LOST else None
    values = {"status": word, "reason": MARKED, "mark_id": mark_id, "next_seek_at": next_seek_at}
    raw.execute(_MARK, {"link_id": link_id, **values})
    return True


def end_due_marks(raw: sqlite3.Connection, now: datetime) -> None:
    """End the words whose date has come, in the transaction of the caller."""
    moment = time_text(now)
    for link_id, old_status in raw.execute(_DUE, [moment]).fetchall():
        _end(raw, link_id, old_status, moment)


def end_lost_marks(raw: sqlite3.Connection, now: datetime) -> int:
    """End the words whose rows are lost: nobody stands behind them any more; return how many."""
    moment = time_text(now)
    lost = raw.execute(_LOST).fetchall()
    for link_id, old_status in lost:
        _end(raw, link_id, old_status, moment)
    return len(lost)


def _end(raw: sqlite3.Connection, link_id: int, old_status: str, moment: str) -> None:
    status, reason = raw.execute(_UNMARK, {"link_id": link_id, "now": moment}).fetchone()
    if status != old_status:
        raw.execute(ADD_CHANGE, [link_id, moment, old_status, status, reason, None])
