"""Is it them or us? When our own network fails, every link looks broken at once; none of them is.

A look that got no answer is a suspect until somebody answers. The guard says when the suspects may be believed,
and when the silence is so general that a control has to be asked first. It decides from facts alone; asking the
control is the caller's work.
"""

import ipaddress
from collections import Counter
from enum import Enum

from linkwatch import urls
from linkwatch.evidence import Observation, Trouble

# Troubles that a failure of our own network, resolver or gateway can produce.
_OURS_PERHAPS = frozenset(
    {
        Trouble.DNS_NXDOMAIN,
        Trouble.DNS_FAILURE,
        Trouble.UNREACHABLE,
        Trouble.CONNECT_REFUSED,
        Trouble.CONNECT_TIMEOUT,
        Trouble.READ_TIMEOUT,
        Trouble.CONNECTION_RESET,
        Trouble.BAD_RESPONSE,
        Trouble.TLS_UNTRUSTED,
        Trouble.TLS_NAME_MISMATCH,
        Trouble.TLS_FAILURE,
    }
)
_DAMNING_OR_OURS = frozenset({Trouble.DNS_NXDOMAIN, Trouble.UNREACHABLE})
# Names that never exist (RFC 6761, RFC 2606): their absence says nothing of our resolver.
_RESERVED_SUFFIXES = (".invalid", ".test", ".example", ".localhost", ".local", ".internal")

MANY = 8  # unrelated sites that fail alike, one after the other: too many for chance
FEW = 3  # unrelated sites, when nobody has answered at all

# Names that are there whenever the public DNS is: their operators run the DNS itself.
CONTROL_NAMES = ("a.root-servers.net", "example.com", "iana.org")


class Suspicion(Enum):
    """What the guard makes of the silence so far."""

    NONE = "none"  # believe what was seen
    ASK_AGAIN = "ask-again"  # believe it only if `answered_url` still answers
    ASK_PUBLIC = "ask-public"  # believe it only if one of the control names exists
    ASK_RESOLVER = "ask-resolver"  # believe it only if the resolver says anything at all of a control name


class OutageGuard:
    """Watches one run's observations in the order of their ends.

    answered_url: the last URL that gave an answer, the control to ask again; None as long as nobody answered.
    """

    def __init__(self) -> None:
        self.answered_url: str | None = None
        self._silent_sites: dict[str, Trouble] = {}

    def note(self, observation: Observation) -> bool:
        """Take in one observation. True if it is a suspect: a failure that might be our own."""
        visit = observation.decisive
        if visit.hops or visit.trouble not in _OURS_PERHAPS:
            if visit.hops or visit.http_status is not None:
                self.answered_url = observation.url
                self._silent_sites.clear()
            return False
        hostname = urls.hostname(observation.url)
        if visit.trouble is Trouble.DNS_NXDOMAIN and hostname.endswith(_RESERVED_SUFFIXES):
            return False
        self._silent_sites[urls.domain(hostname)] = visit.trouble
        return True

    @property
    def holding(self) -> bool:
        """Whether the suspects since the last answer are still to be held back."""
        return bool(self._silent_sites)

    def trust(self) -> None:
        """A control answered: the network is there, the silence so far is theirs."""
        self._silent_sites.clear()

    def suspicion(self, *, at_end: bool) -> Suspicion:
        """Say whether the suspects may be believed now. at_end: no more observations will come."""
        trouble, alike = self._commonest()
        if alike >= MANY:
            return Suspicion.ASK_PUBLIC if self.answered_url is None or self._is_elsewhere() else Suspicion.ASK_AGAIN
        if not at_end or self.answered_url is not None or not self._silent_sites:
            return Suspicion.NONE
        # Where nobody has answered, even one "no such name" is worth no more than the resolver that says it.
        if len(self._silent_sites) >= FEW or not _DAMNING_OR_OURS.isdisjoint(self._silent_sites.values()):
            return Suspicion.ASK_PUBLIC
        return Suspicion.ASK_RESOLVER if trouble is Trouble.DNS_FAILURE else Suspicion.NONE

    def summary(self) -> str:
        """What failed alike, in words for a person."""
        trouble, count = self._commonest()
        return f"{count} unrelated site{'s' if count > 1 else ''} failed alike ({trouble}) and no control answered"

    def _commonest(self) -> tuple[Trouble | None, int]:
        troubles = Counter(self._silent_sites.values()).most_common(1)
        return troubles[0] if troubles else (None, 0)

    def _is_elsewhere(self) -> bool:
        """Whether the last answer came from this machine's own networks and the silence is out on the internet."""
        return _is_near(urls.hostname(self.answered_url or "")) and not all(map(_is_near, self._silent_sites))


def _is_near(hostname: str) -> bool:
    if hostname == "localhost" or hostname.endswith(".localhost"):
        return True
    try:
        return not ipaddress.ip_address(hostname.strip("[]")).is_global
    except ValueError:
        return False
