"""Writing what is to be looked at and what came of it: runs, their plan, looks, changes of status.

Each function works inside its caller's transaction.
"""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from linkwatch import __version__
from linkwatch.errors import StoreError
from linkwatch.model import GOOD, Status
from linkwatch.store.baselines import put_baseline
from linkwatch.store.encoding import json_text, optional_plain, optional_time_text, time_text
from linkwatch.store.values import Settled

LOST = (Status.DEAD, Status.CHANGED)  # an archived copy is what readers need then

# A private address is skipped by a look, which may come out otherwise next time; these are not worth a look.
CAN_BE_LOOKED_AT = """
l.status <> 'invalid' AND NOT (l.status = 'skipped' AND l.reason IN ('unsupported-scheme', 'unknown-root', 'excluded'))
"""

_PLAN_LINKS = f"""
UPDATE run_links SET pending = 1, authority = l.authority
FROM links l
WHERE run_links.run_id = ? AND l.id = run_links.link_id AND run_links.check_id IS NULL AND {CAN_BE_LOOKED_AT}
"""  # noqa: S608 - made of constants

_PLAN_HOSTS = """
INSERT INTO run_hosts (run_id, position, authority, links)
SELECT run_id, row_number() OVER (ORDER BY count(*) DESC, authority), authority, count(*)
FROM run_links WHERE run_id = ? AND pending GROUP BY authority
"""

_EXCLUDABLE = """
SELECT l.id, l.url, l.status, l.reason FROM run_links r JOIN links l ON l.id = r.link_id
WHERE r.run_id = ? AND l.status <> 'invalid'
  AND NOT (l.status = 'skipped' AND l.reason IN ('unsupported-scheme', 'unknown-root'))
"""

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

ADD_CHANGE = """
INSERT INTO status_history (link_id, changed_at, old_status, new_status, reason, check_id) VALUES (?, ?, ?, ?, ?, ?)
"""


def begin_run(raw: sqlite3.Connection, kind: str, now: datetime, cited_at: datetime | None) -> int:
    """Add a run and return its id."""
    row = (kind, __version__, time_text(now), optional_time_text(cited_at))
    sql = "INSERT INTO runs (kind, version, started_at, cited_at) VALUES (?, ?, ?, ?) RETURNING id"
    return int(raw.execute(sql, row).fetchone()[0])


def plan(raw: sqlite3.Connection, run_id: int, now: datetime, excluded: Callable[[str], bool]) -> int:
    """Make the run's queue; see Store.plan."""
    raw.execute("DELETE FROM run_hosts WHERE run_id = ?", [run_id])
    raw.execute("UPDATE run_links SET pending = 0 WHERE run_id = ? AND pending", [run_id])
    _exclude(raw, run_id, now, excluded)
    planned = raw.execute(_PLAN_LINKS, [run_id]).rowcount
    raw.execute(_PLAN_HOSTS, [run_id])
    return planned


def _exclude(raw: sqlite3.Connection, run_id: int, now: datetime, excluded: Callable[[str], bool]) -> None:
    """Skip the links the user excludes, and take up again those no longer excluded."""
    moment = time_text(now)
    changes: list[tuple[int, str, str, str | None, str | None]] = []
    for link_id, url, status, reason in raw.execute(_EXCLUDABLE, [run_id]):
        was_excluded = (status, reason) == ("skipped", "excluded")
        if excluded(url) and not was_excluded:
            changes.append((link_id, status, "skipped", "excluded", None))
        elif was_excluded and not excluded(url):
            changes.append((link_id, status, "unchecked", None, moment))
    for link_id, old_status, status, reason, next_check_at in changes:
        sql = "UPDATE links SET status = ?, reason = ?, next_check_at = ? WHERE id = ?"
        raw.execute(sql, [status, reason, next_check_at, link_id])
        if old_status != status:
            raw.execute(ADD_CHANGE, [link_id, moment, old_status, status, reason, None])


def settle(raw: sqlite3.Connection, run_id: int, items: Sequence[Settled]) -> None:
    """Store looks and what follows from them; see Store.settle."""
    for item in items:
        sql = """SELECT l.status, r.check_id FROM run_links r JOIN links l ON l.id = r.link_id
                 WHERE r.run_id = ? AND r.link_id = ?"""
        found = raw.execute(sql, [run_id, item.link_id]).fetchone()
        if found is None:
            raise StoreError(f"link {item.link_id} is not part of run {run_id}: its look is not stored")
        old_status, earlier_check = found
        if earlier_check is None:
            _settle_one(raw, run_id, item, old_status)


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
        "failed": item.verdict.counts_as_failed,
        "is_change": item.is_change,
        "was_read": item.read is not None,
        "etag": optional_plain(item.read.etag if item.read else None),
        "last_modified": optional_plain(item.read.last_modified if item.read else None),
        "lost": status in LOST,
        "was_lost": old_status in LOST,
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
