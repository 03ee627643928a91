"""What a look makes of its link: every value that the database then holds. Pure; the store only writes it down.

An audit decides at once: one definite answer suffices. A daemon is patient (`judge.patience`). Judging old evidence
anew changes what follows from the verdict, and nothing that follows from looking.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from linkwatch.evidence import NOT_MODIFIED, Observation, Validators, validators_of
from linkwatch.judge.addresses import same_place
from linkwatch.judge.next_look import Looked, after_one_look, next_look
from linkwatch.judge.patience import Streak, streak_after, with_patience
from linkwatch.judge.redirects import address_to_cite
from linkwatch.model import FAILED, GOOD, LOST, RATE_LIMITED, THERE, Past, Status, Verdict

if TYPE_CHECKING:  # whoever reads pages loads all of judging, and no settings
    from linkwatch.config import RecheckSettings

_LONG_AGO = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a look comes to, in the light of those before it.

    verdict: what to say of the link. is_overruled: it is not the look's own verdict. after: the link as it then is.
    """

    verdict: Verdict
    is_overruled: bool
    after: Past


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a patient decision rests on, beside looks and settings.

    spread: in [0, 1), see `Looked`. unstable_host: an unusual share of its host's links fails. cited_at: the date of
    the citation, None if unknown. copy_wanted: a copy is to be made if the page is there.
    """

    spread: float
    unstable_host: bool = False
    cited_at: datetime | None = None
    copy_wanted: bool = False


def decide_at_once(verdict: Verdict, observation: Observation, past: Past, recheck: "RecheckSettings") -> Decision:
    """Believe one look.

    It plans no copies but those of what is lost, and counts no changes.
    """
    now, status = observation.checked_at, verdict.status
    is_unmodified = observation.first.http_status == NOT_MODIFIED
    after = _after(
        verdict,
        observation,
        past,
        streak_after(verdict, past, now),
        changes=past.changes,
        final_url=past.final_url if is_unmodified else _final_url(observation, status),
        next_check_at=after_one_look(status, now, recheck),
        next_seek_at=_next_seek_at(status, past, now, None),
        next_save_at=None,
    )
    return Decision(verdict, is_overruled=False, after=after)


def decide_patiently(
    verdict: Verdict, observation: Observation, past: Past, recheck: "RecheckSettings", circumstances: Circumstances
) -> Decision:
    """Believe a look as far as the looks before it allow. verdict: the look's own."""
    now = observation.checked_at
    streak = streak_after(verdict, past, now)
    told = with_patience(verdict, past, streak, recheck)
    changed = is_change(past, verdict, observation)
    is_unmodified = observation.first.http_status == NOT_MODIFIED
    look = Looked(
        told=told,
        now=now,
        streak=streak,
        past=past,
        is_change=changed,
        unstable_host=circumstances.unstable_host,
        retry_after=observation.decisive.retry_after,
        spread=circumstances.spread,
    )
    after = _after(
        told,
        observation,
        past,
        streak,
        changes=past.changes + changed,
        final_url=past.final_url if is_unmodified else _final_url(observation, told.status),
        next_check_at=next_look(look, recheck),
        next_seek_at=_next_seek_at(told.status, past, now, circumstances.cited_at),
        next_save_at=_next_save_at(told.status, past, now) if circumstances.copy_wanted else None,
    )
    return Decision(told, is_overruled=told.status is not verdict.status, after=after)


def decide_anew(
    verdict: Verdict, observation: Observation, past: Past, recheck: "RecheckSettings", *, was_overruled: bool
) -> Decision:
    """Say what another verdict on the last look makes of a link; how often it was looked at, and when, stays.

    was_overruled: the looks before that one have a say in what a failed look is called, which judging cannot change.
    """
    keeps_status = was_overruled and verdict.status in FAILED
    told = replace(verdict, status=past.status) if keeps_status else verdict
    status, last = told.status, past.last_checked_at
    after = replace(
        past,
        status=status,
        reason=told.reason,
        final_url=_final_url(observation, status),
        next_check_at=after_one_look(status, observation.checked_at, recheck),
        last_alive_at=last if status in GOOD else past.last_alive_at,
    )
    if status in GOOD:
        after = replace(after, failing_since=None, consecutive_failures=0)
    elif told.counts_as_failed:
        since, failures = past.failing_since or last, max(past.consecutive_failures, 1)
        after = replace(after, failing_since=since, consecutive_failures=failures)
    return Decision(told, told.status is not verdict.status, after)


def is_change(past: Past, verdict: Verdict, observation: Observation) -> bool:
    """Tell whether a look found something else than the one before; the first one finds nothing else.

    A failed look that confirms others finds what they found, whatever the link is called by then. A site that
    wants fewer looks must not get more of them for saying so.
    """
    if past.status is Status.UNCHECKED or RATE_LIMITED in (past.reason, verdict.reason):
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
    if past.final_url is None or observation.first.http_status == NOT_MODIFIED:
        return False
    if verdict.status is Status.REDIRECTED:
        return not same_place(past.final_url, address_to_cite(observation))
    if verdict.status not in GOOD:
        return False
    found, known = (url.partition("?")[0] for url in (observation.decisive.final_url, past.final_url))
    return not same_place(found, known)


def _after(
    told: Verdict,
    observation: Observation,
    past: Past,
    streak: Streak,
    *,
    changes: int,
    final_url: str | None,
    next_check_at: datetime,
    next_seek_at: datetime | None,
    next_save_at: datetime | None,
) -> Past:
    """Return the link as it then is: these values, and what every look changes in the same way, whoever looks.

    What the server said of a page read whole goes with the verdict that the page was given: else "not modified" would
    confirm another one.
    """
    now, visit, is_good = observation.checked_at, observation.decisive, told.status in GOOD
    read = validators_of(observation.first)
    title = visit.page.title if visit.page else None
    kept = Validators(past.etag, past.last_modified) if visit.http_status == NOT_MODIFIED else read or Validators()
    return Past(
        status=told.status,
        reason=told.reason,
        looks=past.looks + 1,
        changes=changes,
        first_checked_at=past.first_checked_at or now,
        last_checked_at=now,
        failing_since=streak.since,
        consecutive_failures=streak.looks,
        etag=kept.etag,
        last_modified=kept.last_modified,
        last_read_at=past.last_read_at if read is None else now,
        final_url=final_url,
        http_status=visit.http_status,
        title=title if is_good and title is not None else past.title,
        last_alive_at=now if is_good else past.last_alive_at,
        next_check_at=next_check_at,
        next_seek_at=next_seek_at,
        next_save_at=next_save_at,
        save_was_noted=past.save_was_noted,
    )


def _final_url(observation: Observation, status: Status) -> str | None:
    """Where the look ended; of a moved page, the address to cite now; None where nothing answered."""
    if status is Status.REDIRECTED:
        return address_to_cite(observation)
    visit = observation.decisive
    return None if visit.trouble is not None and not visit.hops else visit.final_url


def _next_seek_at(status: Status, past: Past, now: datetime, cited_at: datetime | None) -> datetime | None:
    """When the archives are to be asked: once a link is lost, and of an old citation what the page said then."""
    is_lost, was_lost = status in LOST, past.status in LOST
    if is_lost is not was_lost:
        return now if is_lost else None
    is_old = cited_at is not None and cited_at < now - _LONG_AGO
    if status in GOOD and past.looks == 0 and is_old:
        return now
    return past.next_seek_at


def _next_save_at(status: Status, past: Past, now: datetime) -> datetime | None:
    """When a copy is to be made: once, of a page that is there."""
    if status not in THERE:
        return None
    return past.next_save_at or (None if past.save_was_noted else now)
