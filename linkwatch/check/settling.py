"""What follows from a look: the link's new state, ready for the store.

An audit decides at once: one definite answer suffices. A daemon remembers earlier looks and is patient.
"""

import zlib
from dataclasses import replace
from datetime import datetime, timedelta

from linkwatch.archive.originals import archived_original
from linkwatch.config import RecheckSettings
from linkwatch.evidence import Memory, Observation, validators_of
from linkwatch.evidence.as_json import evidence_to_json
from linkwatch.judge import address_to_cite, decide, likeness_of
from linkwatch.model import Link, Status, Verdict
from linkwatch.store import Settled
from linkwatch.urls import redact

OWN_VERDICT = "own_verdict"  # key of evidence: what the look alone would have said, where the looks before it overrule
_PLAINLY_THERE = (Status.ALIVE, Status.REDIRECTED)
_LONG_AGO = timedelta(days=30)


def settle_at_once(link: Link, observation: Observation, verdict: Verdict, recheck: RecheckSettings) -> Settled:
    """Believe one look."""
    visit = observation.decisive
    evidence = evidence_to_json(observation)
    evidence["because"] = list(verdict.because)
    if (archived := archived_original(link.url)) is not None:
        evidence["archived_original"] = redact(archived[1])
    return Settled(
        link_id=link.id,
        checked_at=observation.checked_at,
        verdict=verdict,
        http_status=visit.http_status,
        final_url=final_url(observation, verdict.status),
        title=visit.page.title if visit.page else None,
        elapsed_ms=observation.first.elapsed_ms,
        evidence=evidence,
        next_check_at=next_check_at(observation, verdict.status, recheck),
    )


def settle_with_patience(
    link: Link, memory: Memory, observation: Observation, verdict: Verdict, recheck: RecheckSettings, *, to_save: bool
) -> Settled:
    """Believe a look as far as the looks before it allow. to_save: a copy is wanted if the page is there."""
    past = memory.past
    decision = decide(verdict, observation, past, recheck, _spread(link.id, observation.checked_at))
    settled = settle_at_once(link, observation, decision.verdict, recheck)
    evidence = dict(settled.evidence)
    if decision.retold:
        evidence[OWN_VERDICT] = {"status": str(verdict.status), "reason": verdict.reason}
    status, page = decision.verdict.status, observation.decisive.page
    is_there = status in _PLAINLY_THERE
    is_unchanged = observation.first.http_status == 304
    likeness = None
    if is_there and memory.baseline is None and page is not None:
        likeness = likeness_of(page, observation.checked_at, "look")
    return replace(
        settled,
        evidence=evidence,
        final_url=past.final_url if is_unchanged else settled.final_url,
        next_check_at=decision.next_check_at,
        is_change=decision.is_change,
        read=validators_of(observation.first),
        likeness=likeness,
        to_save=to_save and is_there,
        of_old=link.cited_at is not None and link.cited_at < observation.checked_at - _LONG_AGO,
    )


def final_url(observation: Observation, status: Status) -> str | None:
    """Where the look ended; of a moved page, the address to cite now; None where nothing answered."""
    if status is Status.REDIRECTED:
        return address_to_cite(observation)
    visit = observation.decisive
    return None if visit.trouble is not None and not visit.hops else visit.final_url


def next_check_at(observation: Observation, status: Status, recheck: RecheckSettings) -> datetime:
    """When a link that was given this status by an audit's look is due for a daemon."""
    pauses = {Status.FAILING: recheck.failing, Status.BLOCKED: recheck.blocked, Status.DEAD: recheck.dead}
    return observation.checked_at + timedelta(seconds=pauses.get(status, recheck.alive))


def _spread(link_id: int, moment: datetime) -> float:
    """A number from 0 to 1 that differs between links, and from look to look, and is the same when asked again."""
    return zlib.crc32(f"{link_id} {moment.isoformat()}".encode()) / 2**32
