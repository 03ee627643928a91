"""A daemon's rounds: which links are due, and what a round leaves behind.

A round is a run whose links are those that are due. What was begun and not settled is due still: `next_check_at`
changes in the transaction that stores the look.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from linkwatch.store.encoding import time_text
from linkwatch.store.exclusions import apply_those_made_since, either, excluded_by_people
from linkwatch.store.part import Part
from linkwatch.store.runs import END_RUN, add_run, make_plan

ROUND = "round"
ASKED_LOOKS = "asked"  # the kind of the runs that look at links because somebody asked for it
_LOOKED_THROUGH = 20_000  # due links among which a round chooses at least, so that it has many hosts

_DUE = """
SELECT id, next_check_at, authority FROM links INDEXED BY links_due
WHERE next_check_at IS NOT NULL AND next_check_at <= ? ORDER BY next_check_at
"""

# Nobody cites them any more: they are watched again when somebody does.
_LEAVE_UNCITED = """
UPDATE links SET next_check_at = NULL
WHERE id IN (SELECT link_id FROM run_links WHERE run_id = :run_id)
  AND NOT EXISTS (SELECT 1 FROM citations WHERE link_id = links.id AND removed_at IS NULL)
RETURNING id
"""

# Else what cannot be looked at would be due for ever: what was excluded, say, planned and excluded again.
_LEAVE_UNPLANNED = """
UPDATE links SET next_check_at = NULL
WHERE id IN (SELECT link_id FROM run_links WHERE run_id = ? AND NOT pending)
"""

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
WHERE 'skipped excluded' IN (status || ' ' || reason, own_status || ' ' || own_reason) AND next_check_at IS NULL
  AND EXISTS (SELECT 1 FROM citations WHERE link_id = links.id AND removed_at IS NULL)
"""


class Rounds(Part):
    """Has no table of its own: a round is a row of runs, and what is due stands in links."""

    def begin(self, now: datetime, *, most: int, most_of_host: int, excluded: Callable[[str], bool]) -> int | None:
        """Plan a run over links that are due, the longest due first; return its id, None if nothing is due.

        most, most_of_host: how many, in all and of one host. Links that nobody cites any more are not due.
        """
        while self._is_something_due(now):
            with self._connection.writing() as raw:
                run_id = add_run(raw, ROUND, now)
                _choose(raw, run_id, now, most, most_of_host)
                uncited = raw.execute(_LEAVE_UNCITED, {"run_id": run_id}).fetchall()
                left = [(run_id, link_id) for (link_id,) in uncited]
                raw.executemany("DELETE FROM run_links WHERE run_id = ? AND link_id = ?", left)
                planned = make_plan(raw, run_id, now, excluded)
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

    def end(self, run_id: int, now: datetime, *, complete: bool) -> None:
        """End a round. What it did not look at is due still, behind what others wait for."""
        with self._connection.writing() as raw:
            raw.execute(_PUT_BEHIND, {"run_id": run_id, "now": time_text(now)})
            _forget_plan(raw, run_id)
            (began,) = raw.execute("SELECT started_at FROM runs WHERE id = ?", [run_id]).fetchone()
            apply_those_made_since(raw, began, now)
            raw.execute(END_RUN, [time_text(now), complete, run_id])

    def clear_cut_off(self, now: datetime, kind: str = ROUND) -> None:
        """End the rounds that were cut off, by a kill or a full disk. Only the one daemon may say so.

        kind: or other runs, of which only one process makes any.
        """
        with self._connection.writing() as raw:
            sql = "SELECT id FROM runs WHERE kind = ? AND finished_at IS NULL"
            for (run_id,) in raw.execute(sql, [kind]).fetchall():
                _forget_plan(raw, run_id)
                raw.execute(END_RUN, [time_text(now), False, run_id])

    def bring_forward(self, now: datetime, seconds: float) -> None:
        """Spread the looks that are planned for later than in so many seconds over that time.

        No rule plans so far: the clock was ahead when it did, or the settings have become stricter.
        """
        farthest = time_text(now + timedelta(seconds=seconds))
        values = {"now": time_text(now), "seconds": max(1, int(seconds)), "farthest": farthest}
        with self._connection.writing() as raw:
            raw.execute(_BRING_FORWARD, values)

    def end_exclusions(self, excluded: Callable[[str], bool], now: datetime) -> None:
        """Make links due that the settings no longer exclude."""
        with self._connection.writing() as raw:
            still = either(excluded, excluded_by_people(raw))
            freed = [link_id for link_id, url in raw.execute(_NO_LONGER_EXCLUDED).fetchall() if not still(url)]
            sql = "UPDATE links SET next_check_at = ? WHERE id = ?"  # planning it makes it `unchecked` again
            raw.executemany(sql, [(time_text(now), link_id) for link_id in freed])


def _choose(raw: sqlite3.Connection, run_id: int, now: datetime, most: int, most_of_host: int) -> None:
    """Choose a round's links among those that are due longest, and among more where a few hosts have most of these."""
    found: list[tuple[str, int]] = []
    of_host: Counter[str] = Counter()
    for seen, (link_id, due, authority) in enumerate(raw.execute(_DUE, [time_text(now)])):
        if seen >= _LOOKED_THROUGH and len(found) >= most:
            break
        of_host[authority] += 1
        if of_host[authority] <= most_of_host:
            found.append((due, link_id))
    chosen = sorted(link_id for _, link_id in sorted(found)[:most])
    sql = "INSERT INTO run_links (run_id, link_id) VALUES (?, ?)"
    raw.executemany(sql, [(run_id, link_id) for link_id in chosen])


def _forget_plan(raw: sqlite3.Connection, run_id: int) -> None:
    raw.execute("DELETE FROM run_links WHERE run_id = ?", [run_id])
    raw.execute("DELETE FROM run_hosts WHERE run_id = ?", [run_id])
