"""The daemon's patience: when failed looks make a link dead. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from linkwatch.model import GOOD, Past, Status, Verdict

if TYPE_CHECKING:  # whoever reads pages loads all of judging, and no settings
    from linkwatch.config import RecheckSettings

_DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Streak:
    """An unbroken row of failed looks, the present one counted if it failed. lasts: seconds from the first one on.

    since is None, and the others are 0, where there is none.
    """

    since: datetime | None
    looks: int
    lasts: float


def streak_after(verdict: Verdict, past: Past, now: datetime) -> Streak:
    """Return the streak after a look with this verdict.

    A look that tells nothing (blocked, skipped, a page that is too much work to read) leaves it as it is; a good one
    ends it.
    """
    failed, began = verdict.counts_as_failed, past.failing_since if past.consecutive_failures > 0 else None
    if verdict.status in GOOD or (began is None and not failed):
        return Streak(None, 0, 0.0)
    if began is None:
        return Streak(now, 1, 0.0)
    since = min(began, now)  # a clock that was ahead must not make a streak of negative length
    return Streak(since, past.consecutive_failures + failed, (now - since).total_seconds())


def keeps_failing(failed_looks: int, recheck: "RecheckSettings") -> bool:
    """Tell whether so many failed looks in a row are enough: then an audit looks for a copy as if the link were dead.

    In how short a time they were made does not matter to it, as it does before a link is called dead: an audit is made
    when somebody asks for it, and a copy that is found too early does no harm.
    """
    return failed_looks >= recheck.confirmations


def with_patience(verdict: Verdict, past: Past, streak: Streak, recheck: "RecheckSettings") -> Verdict:
    """Return what to say of a link after a look with this verdict.

    A failed look makes it dead when it is at least the `confirmations`-th of a streak that has lasted at least
    `confirm_over`; before that it is failing. One that is dead stays so while looks fail.
    """
    if not verdict.counts_as_failed:
        return verdict
    counted = (
        f"{streak.looks} of {recheck.confirmations}, over {_days(streak.lasts)} of {_days(recheck.confirm_over)} days"
    )
    if keeps_failing(streak.looks, recheck) and streak.lasts >= recheck.confirm_over:
        confirmed = f"failed look {streak.looks} in a row, over {_days(streak.lasts)} days: dead"
        return replace(verdict, status=Status.DEAD, because=(*verdict.because, confirmed))
    if past.status is Status.DEAD:
        return replace(
            verdict, status=Status.DEAD, because=(*verdict.because, "dead before, and the look failed again")
        )
    waiting = f"failed look {counted}: not called dead yet"
    return replace(verdict, status=Status.FAILING, because=(*verdict.because, waiting))


def _days(seconds: float) -> str:
    return f"{seconds / _DAY:.1f}".removesuffix(".0")
