"""The corpus without a network: the real client walks, and a connection is a pair of buffers.

What a case's site answers is worked out when it is asked, so that nothing is recorded that could fall behind. For those
who change `judge/`: all verdicts in the time that reading the pages takes.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import Any, cast

import aiohttp

from linkwatch.check.examining import Examiner, page_reader
from linkwatch.config import CheckSettings, rules_for
from linkwatch.fetch import HostSession
from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.asking import Connections, Tools
from linkwatch.fetch.bodies import Unread
from linkwatch.fetch.chains import Chains
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.hosts import Turns
from linkwatch.fetch.silence import Silences
from linkwatch.fetch.ways import Way, Ways
from linkwatch.reading import Budget, Here
from tests.corpus.model import Case
from tests.corpus.score import Result, look_at_cases
from tests.corpus.server import Addresses, answering_as
from tests.servers.clock import SimulatedClock
from tests.servers.raw import Script

PORTS = {"": 8080, "good": 8443, "canary": 8081}
_LEAD_TO_NO_CASE = {"moved-to-nowhere", "moved-to-private"}
_SLOW_OR_ENDLESS = {"slow-answer", "drips-for-ever", "drips-letters-for-ever", "never-ends", "endless-header"}


def needs_no_wire(case: Case) -> bool:
    """Tell whether all that matters of a case is said in answers: names, certificates and slow bytes need a network."""
    needs_it = case.family == "transport" or case.hangs or case.name in _LEAD_TO_NO_CASE | _SLOW_OR_ENDLESS
    return not needs_it and case.tls in (None, "good")


async def judge_in_memory(cases: Sequence[Case]) -> list[Result]:
    """Look at the cases at default settings, return the results in their order."""
    settings = CheckSettings(host_interval=0)
    web = _Web(settings, answering_as(cases, PORTS, Counter()))
    return await look_at_cases(cases, Addresses(PORTS), Examiner(web, Here(), settings.per_host))


class _Remembering(Here):
    """Reads the same page under the same address once: most are met again in a second look, and by other questions."""

    def __init__(self) -> None:
        self._read: dict[Any, Any] = {}

    async def __call__(self, budget: Budget, act: Any, *args: Any, **kwargs: Any) -> Any:
        asked = (act, args, tuple((name, value) for name, value in sorted(kwargs.items())))
        if asked not in self._read:
            self._read[asked] = act(*args, **kwargs)
        return self._read[asked]


_READER = page_reader(_Remembering())


class _Web:
    """The live web as an Examiner needs it."""

    def __init__(self, settings: CheckSettings, script: Script) -> None:
        clock = SimulatedClock()
        turns = Turns(settings.per_host, settings.host_interval, settings.concurrency, clock.monotonic, clock.sleep)
        dialler = cast("Dialler", _Dialler(script, Chains(clock.monotonic)))
        self._tools = Tools(
            settings,
            cache(partial(rules_for, settings)),
            turns,
            dialler,
            _READER,
            Unread(),
            clock.monotonic,
            clock.sleep,
            Silences(clock.monotonic),
        )

    @asynccontextmanager
    async def host(self, authority: str) -> AsyncIterator[HostSession]:
        no_session = cast("aiohttp.ClientSession", None)  # every answer is read from the dialler's connections
        yield HostSession(self._tools, Connections(no_session, authority, _Lenient()))


class _Lenient(Ways):
    """Reads the answers of all origins leniently."""

    def way(self, origin: str) -> Way:
        return Way(lenient=True)


class _Dialler:
    def __init__(self, script: Script, chains: Chains) -> None:
        self._script = script
        self.chains = chains

    @asynccontextmanager
    async def connected(
        self, address: WebAddress, *_: object, plain: bool = False
    ) -> AsyncIterator[tuple[asyncio.StreamReader, "_Wire"]]:
        wire = _Wire(self._script, is_tls=address.scheme == "https" and not plain)
        try:
            yield wire.reader, wire
        finally:
            wire.transport.abort()


class _Wire:
    """One connection: the client's request goes to the script, what that writes to the client's reader."""

    def __init__(self, script: Script, *, is_tls: bool) -> None:
        self.reader = asyncio.StreamReader()
        self._script = script
        self._is_tls = is_tls
        self._answering: asyncio.Task[None] | None = None

    def write(self, request: bytes) -> None:
        self._answering = asyncio.create_task(self._answer(request))

    @property
    def transport(self) -> "_Wire":
        return self

    def abort(self) -> None:
        if self._answering:
            self._answering.cancel()

    async def wait_closed(self) -> None:
        pass

    async def _answer(self, request: bytes) -> None:
        await self._script(request, cast("asyncio.StreamWriter", _Answer(self.reader, is_tls=self._is_tls)))
        self.reader.feed_eof()


class _Answer:
    """The server's end of a connection."""

    def __init__(self, reader: asyncio.StreamReader, *, is_tls: bool) -> None:
        self._reader = reader
        self._is_tls = is_tls

    def write(self, data: bytes) -> None:
        self._reader.feed_data(data)

    async def drain(self) -> None:
        pass

    def close(self) -> None:
        pass

    def get_extra_info(self, name: str) -> Any:
        return self if self._is_tls else None
