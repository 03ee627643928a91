"""Writing what is to be looked at and what came of it: runs, their plan, looks, changes of status.

Each function works inside its caller's transaction.
"""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from linkwatch import __version__
from linkwatch.errors import StoreError
from linkwatch.model import Past, Status
from linkwatch.store.baselines import put_baseline
from linkwatch.store.encoding import json_text, optional_plain, optional_time_text, time_text
from linkwatch.store.pasts import pasts, put_past
from linkwatch.store.values import Look

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


def settle(raw: sqlite3.Connection, run_id: int, looks: Sequence[Look]) -> list[Status]:
    """Store looks and what follows from them; see Store.settle."""
    before = pasts(raw, {look.link_id for look in looks})
    return [_settle_one(raw, run_id, look, before.get(look.link_id)) for look in looks]


def _settle_one(raw: sqlite3.Connection, run_id: int, look: Look, past: Past | None) -> Status:
    """Store a look unless the run has one already; return the status of the link then."""
    sql = """SELECT l.status, r.check_id FROM run_links r JOIN links l ON l.id = r.link_id
             WHERE r.run_id = ? AND r.link_id = ?"""
    planned = raw.execute(sql, [run_id, look.link_id]).fetchone()
    if planned is None or past is None:
        raise StoreError(f"link {look.link_id} is not part of run {run_id}: its look is not stored")
    status, earlier_check = planned
    if earlier_check is not None:
        return Status(status)
    settled = look.settled(past)
    after = settled.after
    row = {
        "link_id": look.link_id,
        "checked_at": optional_time_text(after.last_checked_at),
        "status": str(after.status),
        "reason": after.reason,
        "http_status": after.http_status,
        "final_url": optional_plain(after.final_url),
        "elapsed_ms": settled.elapsed_ms,
        "evidence": json_text(settled.evidence),
    }
    check_id = raw.execute(_ADD_CHECK, row).lastrowid
    put_past(raw, look.link_id, after)
    if settled.likeness is not None:
        put_baseline(raw, look.link_id, settled.likeness)
    if past.status is not after.status:
        change = [look.link_id, row["checked_at"], str(past.status), str(after.status), after.reason, check_id]
        raw.execute(ADD_CHANGE, change)
    raw.execute(
        "UPDATE run_links SET pending = 0, check_id = ? WHERE run_id = ? AND link_id = ?",
        [check_id, run_id, look.link_id],
    )
    return after.status
