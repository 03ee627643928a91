"""From a look to what the store keeps of it: evidence, likeness, and the decision of `judge.decision`.

The decision is made when the look is stored, from the link as it is then: others may write to it meanwhile.
"""

import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from linkwatch.archive.wrapped import archived_original
from linkwatch.config import RecheckSettings
from linkwatch.evidence import Memory, Observation
from linkwatch.evidence.as_json import evidence_to_json
from linkwatch.judge import Circumstances, Decision, decide_at_once, decide_patiently, is_unstable
from linkwatch.model import Likeness, Link, Past, Verdict
from linkwatch.store import Look, Settled
from linkwatch.urls import redact

_FRAGMENTS_TOLD = 20
OWN_VERDICT = "own_verdict"  # key of evidence: what the look alone would have said, where the looks before it overrule


def look_at_once(
    link: Link,
    observation: Observation,
    verdict: Verdict,
    recheck: RecheckSettings,
    *,
    likeness: Likeness | None = None,
) -> Look:
    """Believe one look, as an audit does. likeness: what later looks are to be compared with."""

    def decide(past: Past) -> Decision:
        return decide_at_once(verdict, observation, past, recheck)

    return _look(link, observation, verdict, decide, likeness)


def look_patiently(
    link: Link,
    memory: Memory,
    observation: Observation,
    verdict: Verdict,
    recheck: RecheckSettings,
    *,
    to_save: bool,
    likeness: Likeness | None = None,
) -> Look:
    """Believe a look as far as the looks before it allow, as a daemon does.

    to_save: a copy of the page is wanted. likeness: what later looks are to be compared with.
    """
    circumstances = Circumstances(
        spread=_spread(link.id, observation.checked_at),
        unstable_host=is_unstable(memory.host_links, memory.host_failing),
        cited_at=link.cited_at,
        copy_wanted=to_save,
    )

    def decide(past: Past) -> Decision:
        return decide_patiently(verdict, observation, past, recheck, circumstances)

    return _look(link, observation, verdict, decide, likeness)


def _look(
    link: Link,
    observation: Observation,
    verdict: Verdict,
    decide: Callable[[Past], Decision],
    likeness: Likeness | None,
) -> Look:
    evidence = evidence_to_json(observation)
    if missing := [name for name, found in observation.fragments.items() if found is False]:
        evidence["fragments_missing"] = missing[:_FRAGMENTS_TOLD]
    if (archived := archived_original(link.url)) is not None:
        evidence["archived_original"] = redact(archived[1])

    def settled(past: Past) -> Settled:
        decision = decide(past)
        told: Mapping[str, Any] = {**evidence, "because": list(decision.verdict.because)}
        if decision.is_overruled:
            told = {**told, OWN_VERDICT: {"status": str(verdict.status), "reason": verdict.reason}}
        return Settled(decision.after, observation.first.elapsed_ms, told, likeness, observation.fragments)

    return Look(link.id, settled)


def _spread(link_id: int, moment: datetime) -> float:
    """A number from 0 to 1 that differs between links, and from look to look, and is the same when asked again."""
    return zlib.crc32(f"{link_id} {moment.isoformat()}".encode()) / 2**32
