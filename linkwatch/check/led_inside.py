"""Does our own resolver lead public names inside? A filter or a captive network gives them private addresses.

A link to a private address is skipped, and rightly so where it is an intranet's. Where nobody on the internet answers,
and unrelated public names all lead inside, nothing can be said of any of them. Pure.
"""

from linkwatch import urls
from linkwatch.check.sameness import FEW, MANY
from linkwatch.evidence import Observation, Trouble, Visit
from linkwatch.networks import is_inside

HANDFUL = 5  # unrelated sites, at the end, that lead to one address, where nobody on the internet answered in the run
_MOST = 0.75  # of those that nobody answered for


class LedInside:
    """Watches one run's public names that have private addresses only."""

    def __init__(self) -> None:
        self._sites: dict[str, str] = {}  # what was said of each, without its name
        self._is_control_outside = False

    def note(self, observation: Observation) -> bool:
        """Take in a look at a private address. True if its name is a public one, so that it is a suspect."""
        host = urls.hostname(observation.url)
        if is_inside(host) or observation.decisive.hops:
            return False
        self._sites[urls.domain(host)] = (observation.decisive.detail or "").replace(host, "")
        return True

    def is_held(self, observation: Observation) -> bool:
        """Whether a look at a private address is still to be held back."""
        is_one = observation.decisive.trouble is Trouble.PRIVATE_ADDRESS and not observation.decisive.hops
        return is_one and urls.domain(urls.hostname(observation.url)) in self._sites

    def believe(self) -> None:
        """Believe it: those names are the user's own."""
        self._sites.clear()
        self._is_control_outside = False

    def is_suspect(self, *, at_end: bool) -> bool:
        """Tell whether a control is to be asked now. Nobody on the internet answered since the first of them."""
        return bool(self._sites) if at_end else len(self._sites) >= MANY and not self._is_control_outside

    def is_ours(self, control: Visit, *, at_end: bool, others: int, near: bool, answered: bool) -> bool:
        """Say whether it is our own network; where it is not, what is held is believed, or waits for the end.

        control: a visit to a page of the internet. others: silent sites of the internet. near: somebody on our own
        networks answered. answered: somebody on the internet did, if only before these names were looked at.
        """
        if control.trouble is Trouble.PRIVATE_ADDRESS and not control.hops:
            return True
        count, addresses = len(self._sites), set(self._sites.values())
        is_there = control.http_status is not None or bool(control.hops)
        if not at_end:
            self._is_control_outside = len(addresses) == 1  # it waits: somebody may answer yet
        elif len(addresses) == 1 and count >= max(HANDFUL, _MOST * (count + others)) and not (answered and is_there):
            return True
        if at_end and not is_there and count >= FEW and not near:
            return True
        if at_end or not self._is_control_outside:
            self.believe()
        return False

    def summary(self) -> str:
        """Say what leads inside, in words for a person."""
        count = len(self._sites)
        sites = f"{count} unrelated public names lead" if count > 1 else "a public name leads"
        return (
            f"{sites} to private addresses, and nobody outside answered;"
            " if they are your own, open their network (allow_private) or leave them out (exclude)"
        )
