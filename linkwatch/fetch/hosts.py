"""Politeness: who may send a request now.

At most so many requests at once to one host, and a pause between their starts; so many at once in all. Only the
first in a host's queue asks for one of the places that all hosts share, and only when its host is ready for it:
so a slow or pausing host holds up nobody else, and ready hosts take turns.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

_FIRST_STRIKE = 2.0  # seconds a host is left alone after a first "too many requests" that names no time
_LONGEST_STRIKE = 3600.0
_STRIKES_REMEMBERED = 600.0  # seconds after the end of a pause
_SWEEP = 1000  # hosts that are remembered without being in use before they are looked through


class HostPausedError(Exception):
    """The host asked to be left alone for longer than the caller would wait: `seconds` more."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the host asked for a pause of {seconds:.0f} s more")
        self.seconds = seconds


class _Host:
    """One host's queue. next_start, paused_until: monotonic times. users: who is in its queue or in flight."""

    __slots__ = ("in_flight", "next_start", "paused_until", "queue", "strikes", "users")

    def __init__(self, per_host: int) -> None:
        self.in_flight = asyncio.Semaphore(per_host)
        self.queue = asyncio.Lock()
        self.next_start = 0.0
        self.paused_until = 0.0
        self.strikes = 0
        self.users = 0


class Turns:
    """Grants permission for requests. Times are monotonic seconds.

    per_host: requests at once to a host, or what says so of an authority.
    """

    def __init__(
        self,
        per_host: int | Callable[[str], int],
        interval: float,
        concurrency: int,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._per_host = per_host
        self._interval = interval
        self._places = asyncio.Semaphore(concurrency)
        self._monotonic = monotonic
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._sweep_at = _SWEEP

    @asynccontextmanager
    async def turn(self, authority: str, patience: float) -> AsyncIterator[float]:
        """Wait for permission to send one request, and hold it until the context ends.

        patience: seconds of a host's pause that may be waited out. Gives the seconds that were.
        Raises HostPausedError if the pause is longer.
        """
        host = self._hosts.get(authority)
        if host is None:
            self._forget_idle()
            host = self._add(authority)
        host.users += 1
        try:
            async with host.in_flight:
                waited = await self._take_place(host, patience)
                try:
                    yield waited
                finally:
                    self._places.release()
        finally:
            host.users -= 1
            if not host.users and self._is_forgettable(host):
                self._hosts.pop(authority, None)

    def pause(self, authority: str, seconds: float) -> None:
        """Leave a host alone for so many seconds from now; a longer pause that is running stays."""
        host = self._hosts.get(authority)
        if host is None:
            host = self._add(authority)
        host.paused_until = max(host.paused_until, self._monotonic() + seconds)

    def strike(self, authority: str, started: float) -> float:
        """Leave a host alone that had too many requests but says not for how long: longer each time.

        started: when the refused request began; those that began before the present pause do not count again.
        Returns the seconds until the pause ends.
        """
        host = self._hosts.get(authority)
        now = self._monotonic()
        if host is None or started >= host.paused_until:
            self.pause(authority, 0)
            host = self._hosts[authority]
            host.strikes += 1
            host.paused_until = now + min(_FIRST_STRIKE * 2 ** (host.strikes - 1), _LONGEST_STRIKE)
        return max(host.paused_until - now, 0.0)

    def forgive(self, authority: str) -> None:
        """Forget earlier strikes: the host answers again."""
        host = self._hosts.get(authority)
        if host is not None:
            host.strikes = 0

    @property
    def remembered(self) -> int:
        """How many hosts are known at the moment."""
        return len(self._hosts)

    async def _take_place(self, host: _Host, patience: float) -> float:
        """Wait until the host is ready and a place is free; only the first in the host's queue gets here."""
        waited = 0.0
        async with host.queue:
            while True:
                now = self._monotonic()
                pause = host.paused_until - now
                if pause > patience - waited:
                    raise HostPausedError(pause)
                wait = max(pause, host.next_start - now)
                if wait > 0:
                    await self._sleep(wait)
                    waited += max(pause, 0.0)
                    continue
                await self._places.acquire()
                if host.paused_until <= self._monotonic():  # else it was paused while a place was waited for
                    host.next_start = self._monotonic() + self._interval
                    return waited
                self._places.release()

    def _add(self, authority: str) -> _Host:
        per_host = self._per_host if isinstance(self._per_host, int) else self._per_host(authority)
        host = self._hosts[authority] = _Host(per_host)
        return host

    def _is_forgettable(self, host: _Host) -> bool:
        now = self._monotonic()
        if host.strikes and host.paused_until + _STRIKES_REMEMBERED > now:
            return False
        return host.paused_until <= now and host.next_start <= now

    def _forget_idle(self) -> None:
        if len(self._hosts) < self._sweep_at:
            return
        for authority, host in list(self._hosts.items()):
            if not host.users and self._is_forgettable(host):
                del self._hosts[authority]
        self._sweep_at = 2 * len(self._hosts) + _SWEEP
