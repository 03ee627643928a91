"""Looks at links: what came of them, and what is remembered of them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linkwatch.errors import StoreError
from linkwatch.evidence import Memory
from linkwatch.model import FAILED, Past, Status
from linkwatch.store.baselines import baselines, put_baseline
from linkwatch.store.encoding import json_text, optional_plain, optional_time_text, sql_list, time_text
from linkwatch.store.links import ADD_CHANGE
from linkwatch.store.part import Part
from linkwatch.store.pasts import pasts, put_pasts
from linkwatch.store.small_evidence import ADD_CHECK
from linkwatch.store.values import Look, Settled

_SAMPLE = 100  # links of a host, and failing ones, that are counted at most

_PLANNED = """
SELECT l.id, iif(l.mark_id IS NULL, NULL, l.status), l.status, r.check_id
FROM json_each(:wanted) AS wanted CROSS JOIN run_links r ON r.run_id = :run_id AND r.link_id = wanted.value
  CROSS JOIN links l ON l.id = r.link_id
"""

_NOTE_CHECK = "UPDATE run_links SET pending = 0, check_id = ? WHERE run_id = ? AND link_id = ?"

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
            link_ids = list({look.link_id for look in looks})
            settling = _Settling(raw, run_id, pasts(raw, link_ids), _planned(raw, run_id, link_ids))
            statuses = [settling.add(look) for look in looks]
            settling.store()
            return statuses

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


@dataclass(slots=True)
class _Planned:
    """A link in a run. marked: what a person says of it. check_id: of the look that the run has, None for none yet."""

    marked: str | None
    status: str
    check_id: int | None


def _planned(raw: sqlite3.Connection, run_id: int, link_ids: list[int]) -> dict[int, _Planned]:
    rows = raw.execute(_PLANNED, {"run_id": run_id, "wanted": json.dumps(link_ids)})
    return {link_id: _Planned(*values) for link_id, *values in rows}


class _Settling:
    """Looks that are stored together: a statement for all rows of a table costs half of what one for each does."""

    def __init__(
        self, raw: sqlite3.Connection, run_id: int, before: Mapping[int, Past], planned: Mapping[int, _Planned]
    ) -> None:
        self._raw = raw
        self._run_id = run_id
        self._before = before
        self._planned = planned
        self._last_id: int = raw.execute("SELECT coalesce(max(id), 0) FROM checks").fetchone()[0]
        self._settled: list[tuple[int, Settled]] = []
        self._checks: list[dict[str, Any]] = []
        self._changes: list[tuple[object, ...]] = []

    def add(self, look: Look) -> Status:
        """Take in a look unless the run has one already; return the status of the link then."""
        planned, past = self._planned.get(look.link_id), self._before.get(look.link_id)
        if planned is None or past is None:
            raise StoreError(f"link {look.link_id} is not part of run {self._run_id}: its look is not stored")
        if planned.check_id is not None:
            return Status(planned.status)
        settled = look.settled(past)
        after = settled.after
        self._last_id += 1
        planned.check_id = self._last_id
        checked_at = optional_time_text(after.last_checked_at)
        self._checks.append(
            {
                "id": self._last_id,
                "link_id": look.link_id,
                "checked_at": checked_at,
                "status": str(after.status),
                "reason": after.reason,
                "http_status": after.http_status,
                "final_url": optional_plain(after.final_url),
                "elapsed_ms": settled.elapsed_ms,
                "evidence": json_text(settled.evidence),
            }
        )
        self._settled.append((look.link_id, settled))
        if past.status is not after.status:
            change = (look.link_id, checked_at, str(past.status), str(after.status), after.reason, self._last_id)
            self._changes.append(change)
        planned.status = planned.marked or str(after.status)
        return Status(planned.status)

    def store(self) -> None:
        """Write all that was taken in."""
        raw = self._raw
        raw.executemany(ADD_CHECK, self._checks)
        put_pasts(raw, self._before, [(link_id, settled.after) for link_id, settled in self._settled])
        for link_id, settled in self._settled:
            if settled.likeness is not None:
                put_baseline(raw, link_id, settled.likeness)
        fragments = (
            (found, link_id, name) for link_id, settled in self._settled for name, found in settled.fragments.items()
        )
        raw.executemany(_NOTE_FRAGMENT, fragments)
        raw.executemany(ADD_CHANGE, self._changes)
        raw.executemany(_NOTE_CHECK, ((check["id"], self._run_id, check["link_id"]) for check in self._checks))


def _count(raw: sqlite3.Connection, host: str) -> tuple[int, int]:
    """Return how many links a host has and how many of them fail, each up to the size of a sample."""
    if not host:
        return 0, 0
    failing, links = raw.execute(_HOST_SAMPLE, {"host": host, "sample": _SAMPLE}).fetchone()
    return links, failing
