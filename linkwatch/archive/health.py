"""When an archive that refuses, fails or is overrun may be asked again.

An archive answers for every link, so one that is down must not be waited for once per link: after a few failures
in a row it is left alone for a while, and lookups in that time fail at once. Asking on after "429 Too Many
Requests" makes the Wayback Machine refuse connections for an hour, then two: that is what the long pauses avoid.
"""

from collections.abc import Callable

FAILURES_IN_A_ROW = 4
PAUSE_AFTER_FAILURES = 300.0
PAUSE_AFTER_REFUSAL = 3600.0
PAUSE_AFTER_429 = 60.0  # where the answer does not say how long
LONGEST_PAUSE = 6 * 3600.0
_CALM = 10  # good answers in a row after which an earlier 429 is forgotten
_MOST_DOUBLINGS = 10  # by then every pause is the longest; a process may live for years


class Health:
    """What is known of an archive's state. Times are the clock's seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._away_until = 0.0
        self._failures = 0
        self._pauses = 0
        self._overruns = 0
        self._good = 0
        self.reason = ""
        self.is_overrun = False

    def pause(self) -> float:
        """Return for how many seconds the archive has to be left alone; 0 if it may be asked."""
        return max(0.0, self._away_until - self._clock())

    def answered(self) -> None:
        """Note a proper answer."""
        self._failures = self._pauses = 0
        self._good += 1
        if self._good >= _CALM:
            self._overruns = 0

    def failed(self, reason: str) -> None:
        """Note an answer that is none: time-out, broken connection, 5xx, nonsense."""
        self._good = 0
        self._failures += 1
        if self._failures >= FAILURES_IN_A_ROW:
            self._failures = FAILURES_IN_A_ROW - 1  # when the pause is over, one more failure is enough
            self._leave_alone(min(PAUSE_AFTER_FAILURES * 2**self._pauses, LONGEST_PAUSE), reason)
            self._pauses = min(self._pauses + 1, _MOST_DOUBLINGS)

    def refused(self, reason: str) -> None:
        """Note a refused connection: the archive's way of turning an address away."""
        self._good = 0
        self._leave_alone(PAUSE_AFTER_REFUSAL, reason)

    def leave_alone(self, seconds: float, reason: str) -> None:
        """Note a pause that somebody else met."""
        self._leave_alone(min(seconds, LONGEST_PAUSE), reason, overrun=True)

    def overrun(self, retry_after: float | None, asked_at: float) -> None:
        """Note a 429. asked_at: when that request was sent; those sent before the pause began are one event."""
        self._good = 0
        reason = "it answered 429 Too Many Requests"
        if asked_at < self._away_until:
            if retry_after is not None:
                self._leave_alone(min(retry_after, LONGEST_PAUSE), reason, overrun=True)
            return
        pause = PAUSE_AFTER_429 if retry_after is None else retry_after
        if self._overruns:
            pause = max(pause, PAUSE_AFTER_429 * 2**self._overruns)
        self._overruns = min(self._overruns + 1, _MOST_DOUBLINGS)
        self._leave_alone(min(pause, LONGEST_PAUSE), reason, overrun=True)

    def _leave_alone(self, seconds: float, reason: str, *, overrun: bool = False) -> None:
        until = self._clock() + seconds
        if until > self._away_until:
            self._away_until = until
            self.reason = reason
            self.is_overrun = overrun
