"""When to look at a link again. Pure: the time is the look's, the settings are parameters."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from linkwatch.judge.patience import Streak
from linkwatch.model import GOOD, RATE_LIMITED, Past, Status, Verdict

if TYPE_CHECKING:  # whoever reads pages loads all of judging, and no settings
    from linkwatch.config import RecheckSettings

_DAY = 86400.0
_SPREAD = 0.1  # of an interval, to either side
_SOONEST = 1.0  # seconds
_FARTHEST = 10 * 365 * _DAY  # however much the settings allow
_GROWTH = 2.0  # of an interval from one look to the next
_UNSTABLE_SHARE = 0.1
_OFTENEST = 0.25  # of the usual interval of good links


@dataclass(frozen=True, slots=True)
class Looked:
    """What the next look depends on, beside the settings.

    told: what is said of the link after this look, at `now`. retry_after: seconds that the server asked for, or None.
    spread: in [0, 1): moves the next look by up to a tenth, so that links which were found together are not all due
    together.
    """

    told: Verdict
    now: datetime
    streak: Streak
    past: Past
    is_change: bool
    unstable_host: bool
    retry_after: float | None
    spread: float


def is_unstable(host_links: int, host_failing: int) -> bool:
    """Tell whether an unusual share of a host's links fails, and more than one."""
    return host_failing > 1 and host_failing >= host_links * _UNSTABLE_SHARE


def after_one_look(status: Status, now: datetime, recheck: "RecheckSettings") -> datetime:
    """Return when a link is due for a daemon that was given this status by one look alone."""
    pauses = {Status.FAILING: recheck.failing, Status.BLOCKED: recheck.blocked, Status.DEAD: recheck.dead}
    return now + timedelta(seconds=pauses.get(status, recheck.alive))


def next_look(look: Looked, recheck: "RecheckSettings") -> datetime:
    """Return when to look again: never sooner than the server asked, never later than `max` and its spread."""
    farthest = min(recheck.max, _FARTHEST)
    later = 1 + _SPREAD * look.spread  # for what must not come sooner
    wait = min(_interval(look, recheck), farthest) * (1 - _SPREAD + 2 * _SPREAD * look.spread)
    if look.told.status is Status.FAILING and look.told.counts_as_failed:
        wait = max(wait, _until_confirmable(look.streak, recheck) * later)
    wait = max(wait, min(look.retry_after or 0.0, farthest) * later)
    wait = max(_SOONEST, min(wait, longest_wait(recheck)))
    return look.now + timedelta(seconds=wait)


def longest_wait(recheck: "RecheckSettings") -> float:
    """Return the seconds after a look beyond which `next_look` never puts the next."""
    return min(recheck.max, _FARTHEST) * (1 + _SPREAD)


def _interval(look: Looked, recheck: "RecheckSettings") -> float:
    """Return the seconds to the next look, before they are spread and bounded."""
    told, past = look.told, look.past
    match told.status:
        case Status.BLOCKED | Status.FAILING if not told.counts_as_failed:
            usual = min(recheck.blocked, recheck.failing) if told.reason == RATE_LIMITED else recheck.blocked
            same = past.status is told.status and past.reason == told.reason
            return max(usual, _GROWTH * _since_last_look(past, look.now)) if same else usual
        case Status.FAILING:
            return _interval_of_failing(recheck)
        case Status.DEAD:
            return max(recheck.dead, look.streak.lasts)  # as long again as it has been dead
        case status if status in GOOD:
            return _interval_of_good(look, recheck)
    return recheck.max


def _interval_of_failing(recheck: "RecheckSettings") -> float:
    if recheck.confirmations < 2 or recheck.confirm_over <= 0:
        return recheck.failing
    return min(recheck.failing, recheck.confirm_over / (recheck.confirmations - 1))


def _until_confirmable(streak: Streak, recheck: "RecheckSettings") -> float:
    """Return the seconds until the streak is long enough, where one look more is all that it lacks beside.

    One second is added, for times are kept without fractions.
    """
    return recheck.confirm_over - streak.lasts + 1 if streak.looks + 1 >= recheck.confirmations else 0.0


def _interval_of_good(look: Looked, recheck: "RecheckSettings") -> float:
    """Return an interval by how often the link was found changed (Cho and Garcia-Molina's estimator).

    n intervals of a mean length, after X of which something was found changed, make -ln((n - X + 0.5) / (n + 0.5))
    changes expected in one interval. The next look comes when one is expected, but after at most twice the last one.
    """
    past, now = look.past, look.now
    wanted = math.inf
    if past.looks > 0 and past.first_checked_at is not None and past.first_checked_at < now:
        intervals = past.looks
        mean = (now - past.first_checked_at).total_seconds() / intervals
        changes = min(past.changes + look.is_change, intervals)
        expected = -math.log((intervals - changes + 0.5) / (intervals + 0.5))
        wanted = mean / expected if expected > 0 else math.inf
    interval = min(wanted, max(recheck.alive, _GROWTH * _since_last_look(past, now)))
    if look.unstable_host:
        interval = min(interval, recheck.max) / 2
    return max(interval, _OFTENEST * recheck.alive)


def _since_last_look(past: Past, now: datetime) -> float:
    """Return the seconds since the last look; 0 where there was none, or the clock has jumped back."""
    if past.last_checked_at is None:
        return 0.0
    return max(0.0, (now - past.last_checked_at).total_seconds())
