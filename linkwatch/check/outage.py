"""Is it them or us? When our own network fails, every link looks broken at once; none of them is.

A look that got no answer is a suspect until somebody answers. The guard says when the suspects may be believed,
and when the silence is so general that a control has to be asked first. It decides from facts alone; asking the
control is the caller's work.

What answers may be our own network too: a portal that wants a login, a filter (see `check.sameness`). So may whoever
says which addresses names have (see `check.led_inside`).

An answer from our own networks (private addresses, names of private networks) says nothing of the internet, and
clears only suspects that are as near. Even one that is not HTTP is one: no gateway stands in between that could have
garbled it. Where many are silent that are near, whoever near answered last is asked again: a network without internet
has no other control.
"""

from collections import Counter
from collections.abc import Mapping
from enum import Enum

from linkwatch import urls
from linkwatch.check.led_inside import LedInside
from linkwatch.check.sameness import FEW, MANY, Sameness
from linkwatch.evidence import Observation, Trouble, Visit
from linkwatch.model import Verdict
from linkwatch.networks import is_inside

_DNS_TROUBLES = frozenset({Trouble.DNS_NXDOMAIN, Trouble.DNS_FAILURE})
_TLS_TROUBLES = frozenset({Trouble.TLS_UNTRUSTED, Trouble.TLS_NAME_MISMATCH, Trouble.TLS_FAILURE})
# Troubles that a failure of our own network, resolver or gateway can produce.
_OURS_PERHAPS = (
    _DNS_TROUBLES
    | _TLS_TROUBLES
    | {
        Trouble.UNREACHABLE,
        Trouble.CONNECT_REFUSED,
        Trouble.CONNECT_TIMEOUT,
        Trouble.READ_TIMEOUT,
        Trouble.CONNECTION_RESET,
        Trouble.BAD_RESPONSE,
    }
)
# Names that never exist (RFC 6761, RFC 2606): their absence says nothing of our resolver.
_RESERVED_SUFFIXES = (".invalid", ".test", ".example", ".localhost", ".local", ".internal")

# Names that are there whenever the public DNS is, as their operators run the DNS itself; and a page that is there
# for such uses.
CONTROL_NAMES = ("a.root-servers.net", "example.com", "iana.org")
CONTROL_URL = "http://example.com/"
SAFE_CONTROL_URL = "https://example.com/"


# Silent hosts of our own networks that are too many to wait for whoever answers there: a refusal comes at once, an
# answer takes its time.
_MANY_NEAR = 4 * MANY


class Suspicion(Enum):
    """What the guard makes of the silence so far."""

    NONE = "none"  # believe what was seen
    ASK_DNS = "ask-dns"  # believe it only if one of the control names exists
    ASK_RESOLVER = "ask-resolver"  # believe it only if the resolver says anything at all of a control name
    ASK_WEB = "ask-web"  # believe it only if `answered_url` or the control page answers
    ASK_SAFELY = "ask-safely"  # believe it only if `answered_safely` or the control page answers over https
    ASK_INSIDE = "ask-inside"  # believe that names lead inside only if the control's name does not
    ASK_NEAR = "ask-near"  # believe what is near if `near_url` answers again; else as with ASK_WEB
    ASK_ANOTHER = "ask-another"  # believe the sameness only if the control page is another one


class OutageGuard:
    """Watches one run's observations in the order of their ends.

    answered_url: the last URL on the internet that was answered with an HTTP status, a control to ask again.
    answered_safely: the last one of them over https. near_url: the last one on our own networks that was answered at
    all, None where it was asked again and is silent. sameness: of the answers. led_inside: the public names that have
    private addresses.
    """

    def __init__(self) -> None:
        self.answered_url: str | None = None
        self.answered_safely: str | None = None
        self.near_url: str | None = None
        self.sameness = Sameness()
        self.led_inside = LedInside()
        self._silent: dict[str, Trouble] = {}

    def note(self, observation: Observation, verdict: Verdict | None = None) -> bool:
        """Take in one observation. True if it is a suspect: a failure, or an answer, that might be our own.

        verdict: what was made of it, where somebody answered.
        """
        visit = observation.decisive
        hostname = _asked_last(observation)
        is_strange = self.sameness.note(observation, verdict)
        if is_strange and self.sameness.most_alike >= FEW:
            return True  # whoever answers for all says nothing of those that are silent
        if visit.hops or visit.http_status is not None:
            self._note_answer(observation.url, is_inside(urls.hostname(observation.url)), visit.http_status)
            if visit.http_status is not None or is_inside(hostname) or not _is_led_by_near(visit):
                return is_strange
        if visit.trouble is Trouble.PRIVATE_ADDRESS:
            return self.led_inside.note(observation)
        if visit.trouble not in _OURS_PERHAPS:
            return False
        if visit.trouble is Trouble.BAD_RESPONSE and is_inside(hostname):
            self._note_answer(observation.url, True, None)
            return False
        if visit.trouble is Trouble.DNS_NXDOMAIN and hostname.endswith(_RESERVED_SUFFIXES):
            return False
        self._silent[urls.domain(hostname)] = visit.trouble
        return True

    def is_held(self, observation: Observation) -> bool:
        """Whether a suspect is still to be held back."""
        if observation.decisive.trouble is Trouble.PRIVATE_ADDRESS:
            return self.led_inside.is_held(observation)
        return urls.domain(_asked_last(observation)) in self._silent or self.sameness.is_held(observation)

    def needs_no_internet(self, observation: Observation) -> bool:
        """Whether nobody but who is near answered: that holds in an outage too, unless near ones are all alike."""
        is_near = is_inside(_asked_last(observation)) and is_inside(urls.hostname(observation.url))
        is_answered = observation.decisive.http_status is not None
        return is_answered and is_near and self.sameness.suspect(at_end=True) is None

    def trust(self) -> None:
        """A control answered: the network is there, the silence so far is theirs."""
        self._silent.clear()

    def trust_near(self) -> None:
        """Whoever is near answered again: the silence of others as near is theirs."""
        self._silent = self._silent_far()

    def suspicion(self, *, at_end: bool) -> Suspicion:
        """Say whether the suspects may be believed now. at_end: no more observations will come."""
        if self.sameness.suspect(at_end=at_end) is not None:
            return Suspicion.ASK_ANOTHER
        if self.led_inside.is_suspect(at_end=at_end):
            return Suspicion.ASK_INSIDE
        far = self._silent_far()
        if self.near_url is not None:
            near = {site: trouble for site, trouble in self._silent.items() if site not in far}
            if _commonest(near)[1] >= MANY:
                return Suspicion.ASK_NEAR
        is_near_weighed = self.near_url is None and (at_end or len(self._silent) - len(far) >= _MANY_NEAR)
        weighed = self._silent if is_near_weighed else far
        trouble, alike = _commonest(weighed)
        if alike >= MANY:
            return _control_for(trouble)
        if not at_end or not weighed or self.answered_url is not None:
            return Suspicion.NONE
        is_cut_off = Trouble.UNREACHABLE in weighed.values()  # this machine has no way even to what is near
        if far or is_cut_off or len(weighed) >= FEW:
            alone = len(weighed) < FEW and trouble is Trouble.DNS_FAILURE
            return Suspicion.ASK_RESOLVER if alone else _control_for(trouble)
        return Suspicion.NONE

    @property
    def silent_far(self) -> int:
        """How many sites of the internet are silent."""
        return len(self._silent_far())

    def summary(self) -> str:
        """What failed alike, in words for a person."""
        trouble, count = _commonest(self._silent)
        nobody = "nobody answered" if self.near_url is None else "nobody outside answered"
        sites = f"{count} unrelated sites failed alike" if count > 1 else nobody
        return f"{sites} ({trouble}), and no control page answered"

    def _note_answer(self, url: str, near: bool, http_status: int | None) -> None:
        if near:
            self.near_url = url
            self.trust_near()
            return
        if http_status is not None and http_status != 429:
            self.answered_url = url
            if url.startswith("https:"):
                self.answered_safely = url
        self._silent.clear()
        self.led_inside.believe()

    def _silent_far(self) -> dict[str, Trouble]:
        return {site: trouble for site, trouble in self._silent.items() if not is_inside(site)}


def _asked_last(observation: Observation) -> str:
    """Return the host whose silence it is where nobody answered: a redirect may lead from one of ours to another."""
    return urls.hostname(observation.decisive.final_url)


def _is_led_by_near(visit: Visit) -> bool:
    """Tell whether nobody but what is near answered on the way."""
    return all(is_inside(urls.hostname(hop.url)) for hop in visit.hops)


def _commonest(silent: Mapping[str, Trouble]) -> tuple[Trouble | None, int]:
    troubles = Counter(silent.values()).most_common(1)
    return troubles[0] if troubles else (None, 0)


def _control_for(trouble: Trouble | None) -> Suspicion:
    if trouble in _TLS_TROUBLES:
        return Suspicion.ASK_SAFELY
    return Suspicion.ASK_DNS if trouble in _DNS_TROUBLES else Suspicion.ASK_WEB
