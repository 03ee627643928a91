"""Is the way to a private network gone? Without its VPN all of it is silent at once, while the internet answers.

The outage guard asks the internet, which says nothing of such a network. So a silence there is believed when somebody
on the same network answers in the run. Where nobody does, and several hosts that were not silent before are now,
nothing is recorded of any of them; one or two may well be gone. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from linkwatch import urls
from linkwatch.check.sameness import FEW
from linkwatch.evidence import Observation, Trouble
from linkwatch.model import FAILED, Link
from linkwatch.networks import private_network

_SILENT = frozenset(
    {
        Trouble.DNS_NXDOMAIN,
        Trouble.DNS_FAILURE,
        Trouble.UNREACHABLE,
        Trouble.CONNECT_REFUSED,
        Trouble.CONNECT_TIMEOUT,
        Trouble.READ_TIMEOUT,
        Trouble.CONNECTION_RESET,
    }
)
# No gateway stands in between that could say so in the place of the host.
_SPOKE = frozenset(
    {
        Trouble.BAD_RESPONSE,
        Trouble.TLS_EXPIRED,
        Trouble.TLS_UNTRUSTED,
        Trouble.TLS_NAME_MISMATCH,
        Trouble.TLS_FAILURE,
        Trouble.CLIENT_CERTIFICATE,
    }
)


class Look(Protocol):
    """A look at a link. link: as it was before."""

    @property
    def link(self) -> Link: ...  # noqa: D102 - above

    @property
    def observation(self) -> Observation: ...  # noqa: D102 - above


_L = TypeVar("_L", bound=Look)


class PrivateNetworks(Generic[_L]):
    """Watches one run's looks at private networks; those wait here that are silent where nobody has answered yet."""

    def __init__(self) -> None:
        self._answered: set[str] = set()
        self._waiting: dict[str, list[_L]] = defaultdict(list)

    def __len__(self) -> int:
        """How many looks wait."""
        return sum(map(len, self._waiting.values()))

    def sift(self, looks: Iterable[_L]) -> list[_L]:
        """Return those that can be believed, and those that waited for an answer that is among them."""
        believed: list[_L] = []
        for look in looks:
            visit = look.observation.decisive
            network = private_network(urls.hostname(look.observation.url))
            if network is None or network in self._answered:
                believed.append(look)
            elif visit.hops or visit.http_status is not None or visit.trouble in _SPOKE:
                self._answered.add(network)
                believed += [look, *self._waiting.pop(network, ())]
            else:
                (self._waiting[network] if visit.trouble in _SILENT else believed).append(look)
        return believed

    def forget(self, answered_url: str) -> None:
        """Somebody who answered was asked again, and is silent too: what comes next of that network waits."""
        self._answered.discard(private_network(urls.hostname(answered_url)) or "")

    def decide(self) -> tuple[list[_L], dict[str, list[_L]]]:
        """No answer is waited for any more. Return which looks are believed, and by network those that are not."""
        believed: list[_L] = []
        gone: dict[str, list[_L]] = {}
        for network, looks in self._waiting.items():
            # hosts, not domains: all of a company's names end alike
            newly = {urls.hostname(look.observation.url) for look in looks if look.link.status not in FAILED}
            if len(newly) >= FEW:
                gone[network] = looks
            else:
                believed += looks
        self._waiting.clear()
        return believed, gone
