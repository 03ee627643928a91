"""A daemon's rounds: which links are due, what is remembered of them, and what a round leaves behind.

A round is a run whose links are those that are due. What was begun and not settled is due still: `next_check_at`
changes in the transaction that stores the look.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from linkwatch.evidence import Memory
from linkwatch.model import FAILED
from linkwatch.store import checks, database
from linkwatch.store.baselines import baselines
from linkwatch.store.encoding import sql_list, time_text
from linkwatch.store.pasts import pasts

ROUND = "round"
_LOOKED_THROUGH = 20_000  # due links among which a round chooses: the work of choosing stays small whatever is due
_SAMPLE = 100  # links of a host by which its stability is judged
_UNSTABLE_SHARE = 0.1

_CHOOSE = """
INSERT INTO run_links (run_id, link_id)
SELECT :run_id, id FROM (
  SELECT id, next_check_at, row_number() OVER (PARTITION BY authority ORDER BY next_check_at, id) AS nth
  FROM (SELECT id, next_check_at, authority FROM links INDEXED BY links_due
        WHERE next_check_at IS NOT NULL AND next_check_at <= :now ORDER BY next_check_at LIMIT :looked_through))
WHERE nth <= :most_of_host ORDER BY next_check_at, id LIMIT :most
"""

# Nobody cites them any more: they are watched again when somebody does.
_LEAVE_UNCITED = """
UPDATE links SET next_check_at = NULL
WHERE id IN (SELECT link_id FROM run_links WHERE run_id = :run_id)
  AND NOT EXISTS (SELECT 1 FROM citations WHERE link_id = links.id AND removed_at IS NULL)
RETURNING id
"""

# Else what cannot be looked at would be due for ever: what was excluded, say, taken up and excluded again.
_LEAVE_UNPLANNED = """
UPDATE links SET next_check_at = NULL
WHERE id IN (SELECT link_id FROM run_links WHERE run_id = ? AND NOT pending)
"""

_HOSTS = "SELECT l.id, l.host FROM json_each(?) AS wanted CROSS JOIN links l ON l.id = wanted.value"

_HOST_SAMPLE = f"""
SELECT (SELECT count(*) FROM (SELECT 1 FROM links WHERE host = :host AND status IN {sql_list(FAILED)} LIMIT :sample)),
  (SELECT count(*) FROM (SELECT 1 FROM links WHERE host = :host LIMIT :sample))
"""  # noqa: S608 - made of constants

# Behind those that were due later and not looked at either: no host that is slow keeps others waiting.
_PUT_BEHIND = """
UPDATE links SET next_check_at = :now
WHERE id IN (SELECT link_id FROM run_links WHERE run_id = :run_id AND pending) AND next_check_at < :now
"""

_BRING_FORWARD = """
UPDATE links SET next_check_at = strftime('%Y-%m-%dT%H:%M:%SZ', :now, (id * 7919 % :seconds) || ' seconds')
WHERE next_check_at > :farthest
"""

_NO_LONGER_EXCLUDED = """
SELECT id, url FROM links
WHERE status = 'skipped' AND reason = 'excluded' AND next_check_at IS NULL
  AND EXISTS (SELECT 1 FROM citations WHERE link_id = links.id AND removed_at IS NULL)
"""


class RoundMethods:
    """The part of the Store that a daemon's rounds need."""

    _connection: database.Connection

    def begin_round(
        self, now: datetime, *, most: int, most_of_host: int, excluded: Callable[[str], bool]
    ) -> int | None:
        """Plan a run over links that are due, the longest due first; return its id, None if nothing is due.

        most, most_of_host: how many, in all and of one host. Links that nobody cites any more are not due.
        """
        values = {"now": time_text(now), "looked_through": _LOOKED_THROUGH, "most": most, "most_of_host": most_of_host}
        while self._is_something_due(now):
            with self._connection.writing() as raw:
                run_id = checks.begin_run(raw, ROUND, now, None)
                raw.execute(_CHOOSE, {"run_id": run_id, **values})
                uncited = raw.execute(_LEAVE_UNCITED, {"run_id": run_id}).fetchall()
                left = [(run_id, link_id) for (link_id,) in uncited]
                raw.executemany("DELETE FROM run_links WHERE run_id = ? AND link_id = ?", left)
                planned = checks.plan(raw, run_id, now, excluded)
                raw.execute(_LEAVE_UNPLANNED, [run_id])
                if planned:
                    return run_id
                _forget_plan(raw, run_id)
                raw.execute("DELETE FROM runs WHERE id = ?", [run_id])
        return None

    def _is_something_due(self, now: datetime) -> bool:
        with self._connection.reading() as raw:
            sql = "SELECT 1 FROM links WHERE next_check_at <= ? LIMIT 1"
            return raw.execute(sql, [time_text(now)]).fetchone() is not None

    def put_off(self, link_id: int, until: datetime) -> None:
        """Let a link wait until then although it was not looked at."""
        with self._connection.writing() as raw:
            raw.execute("UPDATE links SET next_check_at = ? WHERE id = ?", [time_text(until), link_id])

    def end_round(self, run_id: int, now: datetime, *, complete: bool) -> None:
        """End a round. What it did not look at is due still, behind what others wait for."""
        with self._connection.writing() as raw:
            raw.execute(_PUT_BEHIND, {"run_id": run_id, "now": time_text(now)})
            _forget_plan(raw, run_id)
            raw.execute(
                "UPDATE runs SET finished_at = ?, complete = ? WHERE id = ?", [time_text(now), complete, run_id]
            )

    def clear_cut_off_rounds(self, now: datetime) -> None:
        """End the rounds that were cut off, by a kill or a full disk. Only the one daemon may say so."""
        with self._connection.writing() as raw:
            sql = "SELECT id FROM runs WHERE kind = ? AND finished_at IS NULL"
            for (run_id,) in raw.execute(sql, [ROUND]).fetchall():
                _forget_plan(raw, run_id)
                raw.execute("UPDATE runs SET finished_at = ?, complete = 0 WHERE id = ?", [time_text(now), run_id])

    def bring_forward(self, now: datetime, seconds: float) -> int:
        """Spread the looks that are planned for later than in so many seconds over that time; return how many.

        No rule plans so far: the clock was ahead when it did, or the settings have become stricter.
        """
        farthest = time_text(now + timedelta(seconds=seconds))
        values = {"now": time_text(now), "seconds": max(1, int(seconds)), "farthest": farthest}
        with self._connection.writing() as raw:
            return raw.execute(_BRING_FORWARD, values).rowcount

    def take_up_excluded(self, excluded: Callable[[str], bool], now: datetime) -> int:
        """Make links due that the settings no longer exclude; return how many."""
        with self._connection.writing() as raw:
            freed = [link_id for link_id, url in raw.execute(_NO_LONGER_EXCLUDED).fetchall() if not excluded(url)]
            sql = "UPDATE links SET next_check_at = ? WHERE id = ?"  # planning it makes it `unchecked` again
            raw.executemany(sql, [(time_text(now), link_id) for link_id in freed])
        return len(freed)

    def memories(self, link_ids: Iterable[int]) -> dict[int, Memory]:
        """Return what is remembered of these links."""
        wanted = list(link_ids)
        with self._connection.reading() as raw:
            known, compared = pasts(raw, wanted), baselines(raw, wanted)
            hosts = dict(raw.execute(_HOSTS, [json.dumps(wanted)]).fetchall())
            unstable = {host for host in {*hosts.values()} if host and _is_unstable(raw, host)}
        return {
            link_id: Memory(past, compared.get(link_id), hosts[link_id] in unstable) for link_id, past in known.items()
        }


def _forget_plan(raw: sqlite3.Connection, run_id: int) -> None:
    raw.execute("DELETE FROM run_links WHERE run_id = ?", [run_id])
    raw.execute("DELETE FROM run_hosts WHERE run_id = ?", [run_id])


def _is_unstable(raw: sqlite3.Connection, host: str) -> bool:
    failing, links = raw.execute(_HOST_SAMPLE, {"host": host, "sample": _SAMPLE}).fetchone()
    return bool(failing > 1 and failing >= links * _UNSTABLE_SHARE)
