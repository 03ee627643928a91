"""URLs that are asked elsewhere, as on a test server, and what is seen there in the addresses that readers have."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from linkwatch import urls
from linkwatch.config import split_remap
from linkwatch.evidence import Observation, Visit
from linkwatch.patterns import checked, replaced

# The host that a replacement begins with, where it is written out: no group of the pattern is in it.
_WRITTEN_HOST = re.compile(r"https?://[^/?#\\]+(?=[/?#]|$)", re.IGNORECASE)
_OF_HOST = 3  # parts between slashes: "http:", "", "example.org"


def remapping(rules: Iterable[str]) -> Callable[[str], str]:
    """Return what says where a URL is asked in its place: the first rule, "REGEX=REPLACEMENT", that fits decides."""
    compiled = [(checked(pattern), to) for pattern, to in map(split_remap, rules)]

    def remap(url: str) -> str:
        for pattern, to in compiled:
            remapped = replaced(pattern, to, url)
            if remapped is not None:
                return remapped
        return url

    return remap


def led_to(rules: Iterable[str]) -> frozenset[str]:
    """Return the authorities of the hosts that rules lead to, as far as they are written out."""
    written = (_WRITTEN_HOST.match(to) for _, to in map(split_remap, rules))
    return frozenset(urls.authority(host[0]) for host in written if host is not None)


def as_for_readers(observation: Observation, url: str, test_hosts: Collection[str] = ()) -> Observation:
    """Return what was seen of a URL that was asked elsewhere as if it had been asked itself.

    test_hosts: authorities where other URLs are asked in their place.
    """
    asked = observation.url
    there, here = _different_parts(asked, url)
    unknown = {urls.authority(asked), *test_hosts} - {urls.authority(url)}

    def told(address: str) -> str:
        if address == asked:
            return url
        if address.startswith(f"{there}/"):
            return here + address.removeprefix(there)
        # another one of a host that readers do not know: nobody knows what they call it
        return url if urls.authority(address) in unknown else address

    def seen(visit: Visit) -> Visit:
        hops = tuple(replace(hop, url=told(hop.url)) for hop in visit.hops)
        return replace(visit, url=told(visit.url), final_url=told(visit.final_url), hops=hops)

    second = None if observation.second is None else seen(observation.second)
    return replace(observation, url=url, first=seen(observation.first), second=second)


def _different_parts(one: str, other: str) -> tuple[str, str]:
    """Return the beginnings of two URLs, without the steps of their paths that both end with."""
    first, second = one.split("/"), other.split("/")
    while len(first) > _OF_HOST and len(second) > _OF_HOST and first[-1] == second[-1]:
        first.pop()
        second.pop()
    return "/".join(first), "/".join(second)
