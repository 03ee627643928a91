"""Judging stored evidence anew, as after an update of the rules. Needs no network; the looks themselves stay."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime

from linkwatch.check.settling import OWN_VERDICT
from linkwatch.config import RecheckSettings
from linkwatch.evidence.as_json import observation_from_json
from linkwatch.judge import decide_anew, judge
from linkwatch.model import Past
from linkwatch.store import LastLook, Rejudged, Rejudging

_LOOKS_AT_ONCE = 500


def rejudge(
    rejudging: Rejudging, recheck: RecheckSettings, now: datetime, unreadable: Callable[[LastLook], None]
) -> Iterator[Rejudged]:
    """Judge the last look at every link anew; yield those whose verdict is another now, which the store then has.

    unreadable: is called with each look whose evidence cannot be judged; its link stays as it is.
    """
    last_id = 0
    while looks := rejudging.last_looks(last_id, _LOOKS_AT_ONCE):
        last_id = looks[-1].link_id
        changed = []
        for look in looks:
            try:
                new = _judge_anew(look, recheck)
            except Exception:  # noqa: BLE001 - whatever is wrong with one row must not cost the others their verdict
                unreadable(look)
                continue
            if (look.past.status, look.past.reason) != (new.verdict.status, new.verdict.reason):
                changed.append(new)
        rejudging.replace(changed, now)
        yield from changed


def _judge_anew(look: LastLook, recheck: RecheckSettings) -> Rejudged:
    evidence = json.loads(look.evidence)
    observation = observation_from_json(evidence)
    verdict, was_overruled = judge(observation), OWN_VERDICT in evidence

    def after(past: Past) -> Past:
        return decide_anew(verdict, observation, past, recheck, was_overruled=was_overruled).after

    told = decide_anew(verdict, observation, look.past, recheck, was_overruled=was_overruled).verdict
    return Rejudged(look, told, after)
