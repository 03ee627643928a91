"""The daemon's patience: when a failed look makes a link dead, and when to look again.

Pure: the time is the observation's, the settings are parameters, and what differs from link to link is given.
"""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from linkwatch.evidence import Observation
from linkwatch.judge.addresses import same_place
from linkwatch.judge.redirects import address_to_cite
from linkwatch.model import FAILED, GOOD, Past, Status, Verdict

if TYPE_CHECKING:  # whoever reads pages loads all of judging, and no settings
    from linkwatch.config import RecheckSettings

_NOT_MODIFIED = 304
_DAY = 86400.0
_SPREAD = 0.1  # of an interval, to either side
_SOONEST = 1.0  # seconds
_FARTHEST = 10 * 365 * _DAY  # however much the settings allow
_GROWTH = 2.0  # of an interval from one look to the next
_RATE_LIMITED = "rate-limited"
_OFTENEST = 0.25  # of the usual interval of good links


@dataclass(frozen=True, slots=True)
class Decision:
    """What a look comes to, in the light of those before it.

    verdict: what to say of the link. retold: it is not the look's own verdict. next_check_at: after the look, always.
    failing_since, consecutive_failures: of the row of failed looks, this one counted; None and 0 where there is none.
    is_change: the look found something else than the one before.
    """

    verdict: Verdict
    next_check_at: datetime
    retold: bool
    failing_since: datetime | None
    consecutive_failures: int
    is_change: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """An unbroken row of failed looks, the present one counted if it failed. lasts: seconds from the first one on."""

    since: datetime | None
    looks: int
    lasts: float


def decide(
    verdict: Verdict, observation: Observation, past: Past, recheck: "RecheckSettings", spread: float
) -> Decision:
    """Say what a look comes to and when to look again.

    verdict: the look's own. past: of the looks before it. spread: in [0, 1), always the same for one link: moves its
    next look by up to a tenth, so that links which were found together are not all due together.

    A failed look makes the link dead when it is at least the `confirmations`-th in a row that has lasted at least
    `confirm_over`; before that the link is failing. One that is dead stays so while looks fail. Looks that tell nothing
    (blocked, skipped, a page that is too much work to read) leave the row as it is; a good one ends it. The next look
    is never sooner than the server asked and never later than `max` and its spread.
    """
    now = observation.checked_at
    row = _row(verdict, past, now)
    told = _tell(verdict, past, row, recheck)
    changed = is_change(past, verdict, observation)
    moved = 1 - _SPREAD + 2 * _SPREAD * spread
    farthest = min(recheck.max, _FARTHEST)
    wait = min(_interval(told, row, past, recheck, now, is_change=changed), farthest) * moved
    if told.status is Status.FAILING and told.counts_as_failed:
        wait = max(wait, _until_confirmable(row, recheck) * (1 + _SPREAD * spread))
    wait = max(wait, min(observation.decisive.retry_after or 0.0, farthest) * (1 + _SPREAD * spread))
    wait = max(_SOONEST, min(wait, farthest * (1 + _SPREAD)))
    return Decision(
        verdict=told,
        next_check_at=now + timedelta(seconds=wait),
        retold=told.status is not verdict.status,
        failing_since=row.since,
        consecutive_failures=row.looks,
        is_change=changed,
    )


def longest_wait(recheck: "RecheckSettings") -> float:
    """Return the seconds after a look beyond which `decide` never puts the next."""
    return min(recheck.max, _FARTHEST) * (1 + _SPREAD)


def is_change(past: Past, verdict: Verdict, observation: Observation) -> bool:
    """Tell whether a look found something else than the one before; the first one finds nothing else.

    A failed look that confirms others finds what they found, whatever the link is called by then. A site that
    wants fewer looks must not get more of them for saying so.
    """
    if past.status is Status.UNCHECKED or _RATE_LIMITED in (past.reason, verdict.reason):
        return False
    both_failed = past.status in FAILED and verdict.status in FAILED
    if (past.status is not verdict.status and not both_failed) or past.reason != verdict.reason:
        return True
    return _leads_elsewhere(past, verdict, observation)


def _leads_elsewhere(past: Past, verdict: Verdict, observation: Observation) -> bool:
    """Tell whether a page that is there is found at another address than before.

    Of a moved page the address to cite counts. Else redirects are temporary, and the queries that they add may be other
    ones every time.
    """
    if past.final_url is None or observation.first.http_status == _NOT_MODIFIED:
        return False
    if verdict.status is Status.REDIRECTED:
        return not same_place(past.final_url, address_to_cite(observation))
    if verdict.status not in GOOD:
        return False
    found, known = (url.partition("?")[0] for url in (observation.decisive.final_url, past.final_url))
    return not same_place(found, known)


def _row(verdict: Verdict, past: Past, now: datetime) -> _Row:
    if verdict.status in GOOD:
        return _Row(None, 0, 0.0)
    failed = verdict.counts_as_failed
    if past.failing_since is None or past.consecutive_failures < 1:
        return _Row(now, 1, 0.0) if failed else _Row(None, 0, 0.0)
    since = min(past.failing_since, now)  # a clock that was ahead must not make a row of negative length
    return _Row(since, past.consecutive_failures + failed, (now - since).total_seconds())


def _tell(verdict: Verdict, past: Past, row: _Row, recheck: "RecheckSettings") -> Verdict:
    if not verdict.counts_as_failed:
        return verdict
    counted = f"{row.looks} of {recheck.confirmations}, over {_days(row.lasts)} of {_days(recheck.confirm_over)} days"
    if row.looks >= recheck.confirmations and row.lasts >= recheck.confirm_over:
        confirmed = f"failed look {row.looks} in a row, over {_days(row.lasts)} days: dead"
        return replace(verdict, status=Status.DEAD, because=(*verdict.because, confirmed))
    if past.status is Status.DEAD:
        return replace(
            verdict, status=Status.DEAD, because=(*verdict.because, "dead before, and the look failed again")
        )
    waiting = f"failed look {counted}: not called dead yet"
    return replace(verdict, status=Status.FAILING, because=(*verdict.because, waiting))


def _days(seconds: float) -> str:
    return f"{seconds / _DAY:.1f}".removesuffix(".0")


def _interval(
    told: Verdict, row: _Row, past: Past, recheck: "RecheckSettings", now: datetime, *, is_change: bool
) -> float:
    """Return the seconds to the next look, before they are spread and bounded."""
    match told.status:
        case Status.BLOCKED | Status.FAILING if not told.counts_as_failed:
            usual = min(recheck.blocked, recheck.failing) if told.reason == _RATE_LIMITED else recheck.blocked
            same = past.status is told.status and past.reason == told.reason
            return max(usual, _GROWTH * _since_last_look(past, now)) if same else usual
        case Status.FAILING:
            return _interval_of_failing(recheck)
        case Status.DEAD:
            return max(recheck.dead, row.lasts)  # as long again as it has been dead
        case Status.ALIVE | Status.REDIRECTED | Status.CHANGED:
            return _interval_of_good(past, recheck, now, is_change=is_change)
    return recheck.max


def _interval_of_failing(recheck: "RecheckSettings") -> float:
    if recheck.confirmations < 2 or recheck.confirm_over <= 0:
        return recheck.failing
    return min(recheck.failing, recheck.confirm_over / (recheck.confirmations - 1))


def _until_confirmable(row: _Row, recheck: "RecheckSettings") -> float:
    """Return the seconds until the row is long enough, where one look more is all that it lacks beside.

    One second is added, for times are kept without fractions.
    """
    return recheck.confirm_over - row.lasts + 1 if row.looks + 1 >= recheck.confirmations else 0.0


def _interval_of_good(past: Past, recheck: "RecheckSettings", now: datetime, *, is_change: bool) -> float:
    """Return an interval by how often the link was found changed (Cho and Garcia-Molina's estimator).

    n intervals of a mean length, after X of which something was found changed, make -ln((n - X + 0.5) / (n + 0.5))
    changes expected in one interval. The next look comes when one is expected, but after at most twice the last one.
    """
    wanted = math.inf
    if past.looks > 0 and past.first_checked_at is not None and past.first_checked_at < now:
        intervals = past.looks
        mean = (now - past.first_checked_at).total_seconds() / intervals
        changes = min(past.changes + is_change, intervals)
        expected = -math.log((intervals - changes + 0.5) / (intervals + 0.5))
        wanted = mean / expected if expected > 0 else math.inf
    interval = min(wanted, max(recheck.alive, _GROWTH * _since_last_look(past, now)))
    if past.unstable_host:
        interval = min(interval, recheck.max) / 2
    return max(interval, _OFTENEST * recheck.alive)


def _since_last_look(past: Past, now: datetime) -> float:
    """Return the seconds since the last look; 0 where there was none, or the clock has jumped back."""
    if past.last_checked_at is None:
        return 0.0
    return max(0.0, (now - past.last_checked_at).total_seconds())
