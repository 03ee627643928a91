"""Looks at links: what came of them, and what is remembered of them."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from linkwatch.errors import StoreError
from linkwatch.evidence import Memory
from linkwatch.model import FAILED, Past, Status
from linkwatch.store.baselines import baselines, put_baseline
from linkwatch.store.encoding import json_text, optional_plain, optional_time_text, sql_list, time_text
from linkwatch.store.links import ADD_CHANGE
from linkwatch.store.part import Part
from linkwatch.store.pasts import pasts, put_past
from linkwatch.store.values import Look

_SAMPLE = 100  # links of a host, and failing ones, that are counted at most

_ADD_CHECK = """
INSERT INTO checks (link_id, checked_at, status, reason, http_status, final_url, elapsed_ms, evidence)
VALUES (:link_id, :checked_at, :status, :reason, :http_status, :final_url, :elapsed_ms, :evidence)
"""

_NOTE_FRAGMENT = """
UPDATE citations SET fragment_found = ? WHERE link_id = ? AND fragment = ? AND removed_at IS NULL AND NOT is_own
"""

_HOSTS = "SELECT l.id, l.host FROM json_each(?) AS wanted CROSS JOIN links l ON l.id = wanted.value"

_HOST_SAMPLE = f"""
SELECT (SELECT count(*) FROM (SELECT 1 FROM links WHERE host = :host AND status IN {sql_list(FAILED)} LIMIT :sample)),
  (SELECT count(*) FROM (SELECT 1 FROM links WHERE host = :host LIMIT :sample))
"""  # noqa: S608 - made of constants


class Checks(Part):
    """Has the tables checks and status_history, and what looks change in links."""

    def settle(self, run_id: int, looks: Sequence[Look]) -> list[Status]:
        """Store looks, their links' new state and the changes of status: all of them or, on an error, none.

        Returns the status that each link then has: what the look gave it, unless a person says otherwise. A link that
        this run has already settled stays as it is: the same looks may be handed in twice. Raises StoreError if a link
        is not part of the run.
        """
        with self._connection.writing() as raw:
            before = pasts(raw, {look.link_id for look in looks})
            return [_settle_one(raw, run_id, look, before.get(look.link_id)) for look in looks]

    def put_off(self, link_id: int, until: datetime) -> None:
        """Let a link wait until then although it was not looked at."""
        with self._connection.writing() as raw:
            raw.execute("UPDATE links SET next_check_at = ? WHERE id = ?", [time_text(until), link_id])

    def leave(self, link_id: int, reason: str) -> None:
        """Say why a link that was never looked at was not looked at now either."""
        with self._connection.writing() as raw:
            raw.execute("UPDATE links SET reason = ? WHERE id = ? AND status = 'unchecked'", [reason, link_id])

    def memories(self, link_ids: Iterable[int]) -> dict[int, Memory]:
        """Return what is remembered of these links."""
        wanted = list(link_ids)
        with self._connection.reading() as raw:
            known, compared = pasts(raw, wanted), baselines(raw, wanted)
            hosts = dict(raw.execute(_HOSTS, [json.dumps(wanted)]).fetchall())
            counts = {host: _count(raw, host) for host in {*hosts.values()}}
        return {
            link_id: Memory(past, compared.get(link_id), *counts[hosts[link_id]]) for link_id, past in known.items()
        }


def _settle_one(raw: sqlite3.Connection, run_id: int, look: Look, past: Past | None) -> Status:
    """Store a look unless the run has one already; return the status of the link then."""
    sql = """SELECT iif(l.mark_id IS NULL, NULL, l.status), l.status, r.check_id
             FROM run_links r JOIN links l ON l.id = r.link_id
             WHERE r.run_id = ? AND r.link_id = ?"""
    planned = raw.execute(sql, [run_id, look.link_id]).fetchone()
    if planned is None or past is None:
        raise StoreError(f"link {look.link_id} is not part of run {run_id}: its look is not stored")
    marked, status, earlier_check = planned
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
    raw.executemany(_NOTE_FRAGMENT, ((found, look.link_id, name) for name, found in settled.fragments.items()))
    if past.status is not after.status:
        change = [look.link_id, row["checked_at"], str(past.status), str(after.status), after.reason, check_id]
        raw.execute(ADD_CHANGE, change)
    raw.execute(
        "UPDATE run_links SET pending = 0, check_id = ? WHERE run_id = ? AND link_id = ?",
        [check_id, run_id, look.link_id],
    )
    return after.status if marked is None else Status(marked)


def _count(raw: sqlite3.Connection, host: str) -> tuple[int, int]:
    """Return how many links a host has and how many of them fail, each up to the size of a sample."""
    if not host:
        return 0, 0
    failing, links = raw.execute(_HOST_SAMPLE, {"host": host, "sample": _SAMPLE}).fetchone()
    return links, failing
