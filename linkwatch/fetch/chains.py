"""Intermediate certificates that a server should send and does not.

Browsers know them from elsewhere, or ask the address that stands in the certificate below (Authority Information
Access). So do we: what is found there helps to build the chain, and the chain is then verified like any other.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress

from linkwatch.fetch.der import certificates_in, is_intermediate, issuer_urls

_ASKED = 4  # addresses for one server: chains have one or two intermediates
_REMEMBERED = 3600.0  # seconds; then a server that has mended its chain, or an authority that answers again, is seen
_KEPT = 1000

REMARK = "the server does not send its intermediate certificate; it was got from the address in its certificate"


class Chains:
    """The intermediates of servers, by origin, and those of authorities, by URL.

    monotonic: the clock.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._of: OrderedDict[str, tuple[float, tuple[bytes, ...]]] = OrderedDict()
        self._at: OrderedDict[str, tuple[float, tuple[bytes, ...]]] = OrderedDict()
        self._asking: dict[str, asyncio.Lock] = {}

    def of(self, origin: str) -> tuple[bytes, ...]:
        """Return the intermediates that were found for a server, in DER; none for nearly all."""
        return self._recall(self._of, origin) or ()

    async def complete(
        self,
        origin: str,
        presented: Callable[[], Awaitable[bytes | None]],
        get: Callable[[str], Awaitable[bytes]],
        seconds: float,
    ) -> bool:
        """Look for what a server's chain lacks. Returns whether there is something now that was not there before.

        presented: asks the server for its own certificate. get: asks an http address for a small file, b"" for none.
        seconds: for all of it; an address that drips has none, else each link of the server would wait for it.
        """
        lock = self._asking.setdefault(origin, asyncio.Lock())
        known = self.of(origin)
        try:
            async with lock:
                if self._recall(self._of, origin) is not None:  # found by somebody else meanwhile, or in vain before
                    return self.of(origin) != known
                found: tuple[bytes, ...] = ()
                with suppress(TimeoutError):
                    async with asyncio.timeout(seconds):
                        found = await self._climb(await presented(), get)
                self._keep(self._of, origin, found)
                return bool(found)
        finally:
            if not lock.locked():
                self._asking.pop(origin, None)

    async def _climb(self, certificate: bytes | None, get: Callable[[str], Awaitable[bytes]]) -> tuple[bytes, ...]:
        found: list[bytes] = []
        ahead = issuer_urls(certificate or b"")
        asked: list[str] = []
        while ahead and len(asked) < _ASKED:
            url = ahead.pop(0)
            if url in asked:
                continue
            asked.append(url)
            lying = self._recall(self._at, url)
            if lying is None:
                lying = tuple(one for one in certificates_in(await get(url)) if is_intermediate(one))
                if lying:
                    self._keep(self._at, url, lying)
            found += [one for one in lying if one not in found]
            ahead += [further for one in lying for further in issuer_urls(one)]
        return tuple(found)

    def _recall(self, kept: OrderedDict[str, tuple[float, tuple[bytes, ...]]], key: str) -> tuple[bytes, ...] | None:
        since, found = kept.get(key, (0.0, None))
        return found if found is not None and self._monotonic() < since + _REMEMBERED else None

    def _keep(
        self, kept: OrderedDict[str, tuple[float, tuple[bytes, ...]]], key: str, found: tuple[bytes, ...]
    ) -> None:
        kept[key] = (self._monotonic(), found)
        kept.move_to_end(key)
        while len(kept) > _KEPT:
            kept.popitem(last=False)
