"""What a run has learned of the sites that it asks, so that links of one site need not ask the same again."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, runtime_checkable

from linkwatch.evidence import Trouble, Validators, Visit, is_definite
from linkwatch.judge import gives_the_same
from linkwatch.urls import authority

_VISITS_KEPT = 2000
_LOOKS_THAT_TELL = 2  # in vain, with a browser's headers: then readers of this site fare no better than robots


class Visitor(Protocol):
    """The live web, as far as one look needs it."""

    async def visit(
        self,
        url: str,
        *,
        browser_headers: bool = False,
        validators: Validators | None = None,
        fragments: Sequence[str] = (),
    ) -> Visit:
        """Walk the URL to its end; never raises for anything the web does.

        validators: ask the URL only for what is new; never with a browser's headers. fragments: places to look for in
        the page that it ends with.
        """


@runtime_checkable
class Renderer(Protocol):
    """A Visitor that can have pages opened in a browser."""

    async def render(self, url: str) -> Visit | None:
        """Open a URL and return what is shown then; None where nothing can be."""


class _Readers:
    """How readers fare at a site where we met something."""

    def __init__(self) -> None:
        self.are_favoured = False
        self.in_vain = 0
        self._under_way = 0
        self._news = asyncio.Condition()

    @property
    def fare_alike(self) -> bool:
        """Whether looks as a reader have shown that they bring nothing."""
        return not self.are_favoured and self.in_vain >= _LOOKS_THAT_TELL

    async def ask(self, first: Visit, ask: Callable[[], Awaitable[Visit]]) -> Visit | None:
        """Ask as a reader; None where others have meanwhile shown that it brings nothing.

        No more are under way at once than tell how readers fare, until one of them has found that they are favoured.
        """
        async with self._news:
            await self._news.wait_for(self._is_settled)
            if self.fare_alike:
                return None
            self._under_way += 1
        second = None
        try:
            second = await ask()
        finally:
            async with self._news:
                self._under_way -= 1
                if second is not None and (not is_definite(second.http_status) or gives_the_same(first, second)):
                    self.in_vain += 1
                elif second is not None:
                    self.are_favoured = True
                self._news.notify_all()
        return second

    def _is_settled(self) -> bool:
        return self.are_favoured or self.fare_alike or self.in_vain + self._under_way < _LOOKS_THAT_TELL


class SiteMemory:
    """What siblings and front pages answered, and where readers fare no better than robots.

    The visits that are used least recently go first. Askers of one key at the same time wait for the first one's visit.
    """

    def __init__(self, size: int = _VISITS_KEPT) -> None:
        self._size = size
        self._visits: OrderedDict[str, asyncio.Future[Visit]] = OrderedDict()
        self._readers: OrderedDict[tuple[str, str] | None, _Readers] = OrderedDict()

    async def visit(
        self, key: str, url: str, client: Visitor, *, browser_headers: bool, rendered: bool = False
    ) -> Visit:
        """Return what the key's witness answered, asking `url` if nobody has yet. rendered: in a browser."""
        entry = f"{key} {browser_headers} {rendered}"
        while (known := self._visits.get(entry)) is not None:
            self._visits.move_to_end(entry)
            await asyncio.wait([known])
            if not known.cancelled():
                return known.result()
        future: asyncio.Future[Visit] = asyncio.get_running_loop().create_future()
        self._visits[entry] = future
        try:
            shown = await client.render(url) if rendered and isinstance(client, Renderer) else None
            visit = shown or await client.visit(url, browser_headers=browser_headers)
        except BaseException:
            del self._visits[entry]
            future.cancel()  # whoever waits asks for itself
            raise
        future.set_result(visit)
        self._forget_oldest()
        return visit

    def may_favour_readers(self, first: Visit) -> bool:
        """Tell whether readers may get more than this look of ours did: not if others' second looks were in vain."""
        known = self._readers.get(_met(first))
        return known is None or not known.fare_alike

    async def ask_as_reader(
        self, first: Visit, client: Visitor, url: str, fragments: Sequence[str] = ()
    ) -> Visit | None:
        """Ask the URL with a browser's headers; None where others have shown meanwhile that it brings nothing.

        fragments: places to look for in the page.
        """

        async def ask() -> Visit:
            if fragments:
                return await client.visit(url, browser_headers=True, fragments=fragments)
            return await client.visit(url, browser_headers=True)

        met = _met(first)
        if met is None:
            return await ask()
        if met not in self._readers:
            while len(self._readers) >= self._size:
                self._readers.popitem(last=False)  # a site's links are looked at together: those of before are done
            self._readers[met] = _Readers()
        return await self._readers[met].ask(first, ask)

    def _forget_oldest(self) -> None:
        if len(self._visits) <= self._size:
            return  # as nearly always; no list of all need be made for each visit
        for entry in list(self._visits):
            if len(self._visits) <= self._size:
                return
            if self._visits[entry].done():
                del self._visits[entry]


def _met(first: Visit) -> tuple[str, str] | None:
    """Return the site, and how it met the look; None for a refusal: one page may be refused to robots alone."""
    status = first.http_status
    if first.trouble in (Trouble.READ_TIMEOUT, Trouble.CONNECTION_RESET):
        return authority(first.url), first.trouble.value
    if status is None or 300 <= status < 500:
        return None
    return authority(first.url), "page" if status < 300 else "failure"
