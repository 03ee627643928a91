"""What a run has learned of the sites that it asks, so that links of one site need not ask the same again."""

import asyncio
from collections import Counter, OrderedDict
from typing import Protocol

from linkwatch.evidence import Trouble, Validators, Visit, is_definite
from linkwatch.judge import gives_the_same
from linkwatch.urls import authority

_VISITS_KEPT = 2000
_LOOKS_THAT_TELL = 2  # in vain, with a browser's headers: then readers of this site fare no better than robots


class Visitor(Protocol):
    """The live web, as far as one look needs it."""

    async def visit(self, url: str, *, browser_headers: bool = False, validators: Validators | None = None) -> Visit:
        """Walk the URL to its end; never raises for anything the web does.

        validators: ask the URL only for what is new; never with a browser's headers.
        """


class SiteMemory:
    """What siblings and front pages answered, and where readers fare no better than robots.

    The visits that are used least recently go first. Askers of one key at the same time wait for the first one's visit.
    """

    def __init__(self, size: int = _VISITS_KEPT) -> None:
        self._size = size
        self._visits: OrderedDict[str, asyncio.Future[Visit]] = OrderedDict()
        self._in_vain: Counter[tuple[str, str]] = Counter()

    async def visit(self, key: str, url: str, client: Visitor, *, browser_headers: bool) -> Visit:
        """Return what the key's witness answered, asking `url` if nobody has yet."""
        entry = f"{key} {browser_headers}"
        while (known := self._visits.get(entry)) is not None:
            self._visits.move_to_end(entry)
            await asyncio.wait([known])
            if not known.cancelled():
                return known.result()
        future: asyncio.Future[Visit] = asyncio.get_running_loop().create_future()
        self._visits[entry] = future
        try:
            visit = await client.visit(url, browser_headers=browser_headers)
        except BaseException:
            del self._visits[entry]
            future.cancel()  # whoever waits asks for itself
            raise
        future.set_result(visit)
        self._forget_oldest()
        return visit

    def may_favour_readers(self, first: Visit) -> bool:
        """Tell whether readers may get more than this look of ours did: not if others' second looks were in vain."""
        return self._in_vain[_met(first)] < _LOOKS_THAT_TELL

    def note_reader(self, first: Visit, second: Visit) -> None:
        """Learn from a second look at what the first one met."""
        met = _met(first)
        if met[1] == _REFUSAL:
            return  # a site may refuse one page to robots and another to everybody
        if not is_definite(second.http_status) or gives_the_same(first, second):
            if len(self._in_vain) >= self._size:
                self._in_vain.clear()  # a site's links are looked at together: those of before are done
            self._in_vain[met] += 1
        else:
            del self._in_vain[met]

    def _forget_oldest(self) -> None:
        for entry in list(self._visits):
            if len(self._visits) <= self._size:
                return
            if self._visits[entry].done():
                del self._visits[entry]


_REFUSAL = "refusal"


def _met(first: Visit) -> tuple[str, str]:
    """Return the site, and how it met the look."""
    status = first.http_status
    if first.trouble in (Trouble.READ_TIMEOUT, Trouble.CONNECTION_RESET):
        kind = first.trouble.value
    elif status is not None and status >= 500:
        kind = "failure"
    else:
        kind = "page" if status is not None and status < 300 else _REFUSAL
    return authority(first.url), kind
