"""Hosts that take connections, or not even those, and answer nobody.

Each request to one costs the whole time-out. So the first ones decide for the others of the same host: as soon as one
is answered, all are asked as ever.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from linkwatch.evidence import Trouble
from linkwatch.fetch.answer import Answer

_ENOUGH = 2  # requests without an answer, and none with one
_REMEMBERED = 60.0  # seconds that a silent host is remembered after its links: more of them may follow
_SILENT = (Trouble.READ_TIMEOUT, Trouble.CONNECT_TIMEOUT)


@dataclass(slots=True)
class _Tally:
    in_flight: int = 0
    unanswered: int = 0
    answered: bool = False
    last: Trouble = Trouble.READ_TIMEOUT


class Silence:
    """What the visits of one host have met so far, by origin.

    Requests in a browser's manner are counted apart: robots may be left without an answer.
    """

    def __init__(self) -> None:
        self._tallies: dict[tuple[str, bool], _Tally] = defaultdict(_Tally)

    @property
    def lasts(self) -> bool:
        """Whether nothing is known of the host but that it does not answer."""
        tallies = self._tallies.values()
        return any(tally.unanswered for tally in tallies) and not any(tally.answered for tally in tallies)

    def seconds(self, origin: str, longest: float, *, as_browser: bool) -> float:
        """Return how long the next request may wait: half as long where another one has waited in vain."""
        tallies = [self._tallies[origin, kind] for kind in {False, as_browser}]
        in_vain = any(tally.unanswered for tally in tallies) and not any(tally.answered for tally in tallies)
        return longest / 2 if in_vain else longest

    def of(self, origin: str, *, as_browser: bool) -> Answer | None:
        """Return what stands for an answer where asking is in vain."""
        tally = self._tallies[origin, as_browser]
        if tally.answered or tally.unanswered < _ENOUGH:
            return None
        detail = f"{tally.unanswered} requests to this host had no answer: it is not asked again for now"
        return Answer(trouble=tally.last, detail=detail, final=True, requests=0)

    def begins(self, origin: str, *, as_browser: bool) -> None:
        """Take note of a request that is sent."""
        self._tallies[origin, as_browser].in_flight += 1

    def ended(self, origin: str, answer: Answer | None, *, as_browser: bool) -> Answer | None:
        """Take note of its end; None: it was given up. Returns the answer, final where asking again is in vain."""
        tally = self._tallies[origin, as_browser]
        tally.in_flight -= 1
        if answer is None:
            return None
        if answer.trouble not in _SILENT:
            tally.answered = True
            return answer
        tally.unanswered += 1
        tally.last = answer.trouble
        others = tally.in_flight or tally.unanswered >= _ENOUGH
        return replace(answer, final=True) if others and not tally.answered else answer


class Silences:
    """What is remembered of silent hosts, by authority, from some of their links to the next. monotonic: the clock."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._kept: dict[str, tuple[float, Silence]] = {}

    def take(self, authority: str) -> Silence:
        """Return what is known of a host whose links are looked at now."""
        self._forget()
        kept = self._kept.pop(authority, None)
        return kept[1] if kept else Silence()

    def keep(self, authority: str, silence: Silence) -> None:
        """Remember it for a while, if there is anything to remember."""
        if silence.lasts:
            self._kept.pop(authority, None)  # the last that are kept are the last to be forgotten
            self._kept[authority] = (self._monotonic() + _REMEMBERED, silence)

    def _forget(self) -> None:
        now = self._monotonic()
        while self._kept and next(iter(self._kept.values()))[0] <= now:
            del self._kept[next(iter(self._kept))]
