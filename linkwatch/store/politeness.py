"""Who is left alone until when, and when archives were asked: what all processes on one database keep to.

A clock can be put back. What stands in the future then counts from now on, so that it ends nevertheless.
"""

import math
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from linkwatch.store.encoding import plain, time_text
from linkwatch.store.part import Part

_TURNS_KEPT = 600.0  # seconds; another process may count in longer windows than the one that clears up
_SHORTEST_WAIT = 0.001  # seconds; what is left by rounding must not look like a turn

_PAUSES = """
SELECT name, strftime('%s', until), reason, until <= :now OR began_at > :now FROM pauses WHERE scope = :scope
"""

_PAUSE = """
INSERT INTO pauses (scope, name, began_at, until, reason) VALUES (:scope, :name, :now, :until, :reason)
ON CONFLICT (scope, name) DO UPDATE SET began_at = excluded.began_at, until = excluded.until, reason = excluded.reason
WHERE excluded.until > until
"""

_BEGIN_AGAIN = """
UPDATE pauses SET began_at = :now,
  until = strftime('%Y-%m-%dT%H:%M:%SZ', :now, (strftime('%s', until) - strftime('%s', began_at)) || ' seconds')
WHERE scope = :scope AND began_at > :now
"""

# Only if so many turns were taken in the window has anybody to wait: until this one is no longer in it.
_TURN_TO_OUTLIVE = """
SELECT taken_at FROM archive_turns WHERE archive = ? AND taken_at > ? ORDER BY taken_at DESC LIMIT 1 OFFSET ?
"""


class Politeness(Part):
    """Has the tables pauses and archive_turns."""

    def pauses(self, scope: str, now: datetime) -> dict[str, tuple[float, str]]:
        """Return who is left alone: name → the seconds that are left, and why. Rows that are over are removed.

        scope: host or archive.
        """
        values = {"scope": scope, "now": time_text(now)}
        with self._connection.reading() as raw:
            found = raw.execute(_PAUSES, values).fetchall()
        if any(is_odd for _, _, _, is_odd in found):
            with self._connection.writing() as raw:
                _clear_up(raw, values)
                found = raw.execute(_PAUSES, values).fetchall()
        return {name: (float(until) - now.timestamp(), reason) for name, until, reason, _ in found}

    def leave_alone(self, scope: str, name: str, seconds: float, reason: str, now: datetime) -> None:
        """Keep a pause of so many seconds from now; one that lasts longer stays."""
        until = now + timedelta(seconds=math.ceil(seconds) + 1)  # in whole seconds, and never too short
        values = {
            "scope": scope,
            "name": plain(name),
            "now": time_text(now),
            "until": time_text(until),
            "reason": plain(reason),
        }
        with self._connection.writing() as raw:
            _clear_up(raw, values)
            raw.execute(_PAUSE, values)

    def take_turn(self, archive: str, most: int, window: float, now: Callable[[], datetime]) -> float:
        """Note a request that starts now and return 0; or return in how many seconds to try again.

        At most `most` requests start within any `window` seconds. now: is asked within the transaction, for the lock
        may have been waited for.
        """
        with self._connection.writing() as raw:
            moment = now().timestamp()
            raw.execute("DELETE FROM archive_turns WHERE taken_at <= ?", [moment - max(window, _TURNS_KEPT)])
            raw.execute("UPDATE archive_turns SET taken_at = :now WHERE taken_at > :now", {"now": moment})
            outlived = raw.execute(_TURN_TO_OUTLIVE, [archive, moment - window, most - 1]).fetchone()
            if outlived is not None:
                return max(_SHORTEST_WAIT, float(outlived[0]) + window - moment)
            raw.execute("INSERT INTO archive_turns (archive, taken_at) VALUES (?, ?)", [archive, moment])
            return 0.0


def _clear_up(raw: sqlite3.Connection, values: dict[str, str]) -> None:
    """Remove the pauses that are over; let those begin again that began in the future."""
    raw.execute("DELETE FROM pauses WHERE scope = :scope AND until <= :now", values)
    raw.execute(_BEGIN_AGAIN, values)
