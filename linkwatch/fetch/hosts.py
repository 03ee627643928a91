"""Politeness: who may send a request now.

At most so many requests at once to one host, and a pause between their starts; so many at once in all. Only the
first in a host's queue asks for one of the places that all hosts share, and only when its host is ready for it:
so a slow or pausing host holds up nobody else, and ready hosts take turns.

A longer pause is kept for those who come later, and those that others kept are heard of every now and then.
"""

import asyncio
import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Protocol

_log = logging.getLogger(__name__)

_FIRST_STRIKE = 2.0  # seconds a host is left alone after a first "too many requests" that names no time
_LONGEST_STRIKE = 3600.0
_STRIKES_REMEMBERED = 600.0  # seconds after the end of a pause
_WORTH_KEEPING = 10.0  # seconds; a shorter pause is over when somebody else comes
_HEAR_AGAIN = 30.0  # seconds after which others are asked anew which pauses they know of
_FEWER_FOR = 300.0  # seconds after the machine last had no more to give
_MADE_UP = 0.1  # of an interval: by so much the next start may be earlier where timers went off late
_SWEEP = 1000  # hosts that are remembered without being in use before they are looked through


class HostPausedError(Exception):
    """The host asked to be left alone for longer than the caller would wait: `seconds` more."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the host asked for a pause of {seconds:.0f} s more")
        self.seconds = seconds


class Pauses(Protocol):
    """The pauses that outlive this process, by authority, in seconds from now. Never raises for what it stands on."""

    async def known(self) -> Mapping[str, float]:
        """Return who is to be left alone, and for how long."""

    async def keep(self, authority: str, seconds: float, reason: str) -> None:
        """Keep a pause for those who come later. reason: who asked for it, in words."""


class _Host:
    """One host's queue. next_start, paused_until: monotonic times. users: who is in its queue or in flight.

    kept_until: the end of the pause that others will know of. refusing_since: when it asked for the first of the pauses
    since it answered last; None where it asked for none.
    """

    __slots__ = (
        "in_flight",
        "interval",
        "kept_until",
        "next_start",
        "paused_until",
        "queue",
        "refusing_since",
        "strikes",
        "users",
    )

    def __init__(self, per_host: int, interval: float) -> None:
        self.interval = interval
        self.in_flight = asyncio.Semaphore(per_host)
        self.queue = asyncio.Lock()
        self.next_start = 0.0
        self.paused_until = 0.0
        self.kept_until = 0.0
        self.refusing_since: float | None = None
        self.strikes = 0
        self.users = 0


class Turns:
    """Grants permission for requests. Times are monotonic seconds.

    per_host: requests at once to a host, or what says so of an authority. interval: seconds between the starts of two
    requests to a host, or what says so of an authority. pauses: None remembers none beyond this
    process. longest_pause: seconds that are waited in all for a host that asks for pause after pause.
    """

    def __init__(
        self,
        per_host: int | Callable[[str], int],
        interval: float | Callable[[str], float],
        concurrency: int,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        pauses: Pauses | None = None,
        longest_pause: float = math.inf,
    ) -> None:
        self._longest_pause = longest_pause
        self._per_host = per_host
        self._interval = interval
        self._places = asyncio.Semaphore(concurrency)
        self._missing = 0  # places that are not given for the moment
        self._to_withdraw = 0  # of these, how many are still held by requests
        self._most = concurrency
        self._all_again_at = 0.0
        self._monotonic = monotonic
        self._sleep = sleep
        self._pauses = pauses
        self._hearing = asyncio.Lock()
        self._heard_at: float | None = None
        self._hosts: dict[str, _Host] = {}
        self._sweep_at = _SWEEP

    @asynccontextmanager
    async def turn(self, authority: str, patience: float) -> AsyncIterator[float]:
        """Wait for permission to send one request, and hold it until the context ends.

        patience: seconds of a host's pause that may be waited out. Gives the seconds that were.
        Raises HostPausedError if the pause is longer, or the pauses in all are longer than longest_pause.
        """
        await self._hear()
        self._use_all_again()
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
                    if self._to_withdraw:
                        self._to_withdraw -= 1
                    else:
                        self._places.release()
        finally:
            host.users -= 1
            if not host.users and self._is_forgettable(host):
                self._hosts.pop(authority, None)

    def use_fewer(self) -> None:
        """Send one request less at once, of all hosts, for some minutes; one may always be sent."""
        self._all_again_at = self._monotonic() + _FEWER_FOR
        if self._missing == self._most - 1:
            return
        if not self._missing:
            _log.warning("this machine does not allow %d requests at once: fewer are sent for a while", self._most)
        self._missing += 1
        self._to_withdraw += 1

    def _use_all_again(self) -> None:
        """Give back what use_fewer took when that is long ago: what the machine lacked, it may have again."""
        if self._missing and self._monotonic() >= self._all_again_at:
            for _ in range(self._missing - self._to_withdraw):
                self._places.release()
            self._missing = self._to_withdraw = 0

    def pause(self, authority: str, seconds: float) -> None:
        """Leave a host alone for so many seconds from now; a longer pause that is running stays."""
        host = self._hosts.get(authority)
        if host is None:
            host = self._add(authority)
        now = self._monotonic()
        host.paused_until = max(host.paused_until, now + seconds)
        if host.refusing_since is None:
            host.refusing_since = now

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

    async def keep(self, authority: str, reason: str) -> None:
        """Keep the host's pause for those who come later, if they would not know of it yet and it is long enough."""
        host = self._hosts.get(authority)
        if self._pauses is None or host is None:
            return
        seconds = host.paused_until - self._monotonic()
        if seconds > _WORTH_KEEPING and host.paused_until > host.kept_until + _WORTH_KEEPING:
            host.kept_until = host.paused_until
            await self._pauses.keep(authority, seconds, reason)

    def forgive(self, authority: str) -> None:
        """Forget earlier strikes: the host answers again."""
        host = self._hosts.get(authority)
        if host is not None:
            host.strikes = 0
            host.refusing_since = None

    @property
    def remembered(self) -> int:
        """How many hosts are known at the moment."""
        return len(self._hosts)

    async def _hear(self) -> None:
        """Learn from time to time of the pauses that others met."""
        if self._pauses is None or not self._is_long_ago(self._heard_at):
            return
        async with self._hearing:
            if self._is_long_ago(self._heard_at):
                for authority, seconds in (await self._pauses.known()).items():
                    self.pause(authority, seconds)
                self._heard_at = self._monotonic()

    def _is_long_ago(self, moment: float | None) -> bool:
        return moment is None or self._monotonic() >= moment + _HEAR_AGAIN

    async def _take_place(self, host: _Host, patience: float) -> float:
        """Wait until the host is ready and a place is free; only the first in the host's queue gets here."""
        waited = late = 0.0
        async with host.queue:
            while True:
                now = self._monotonic()
                pause = host.paused_until - now
                in_all = host.paused_until - (now if host.refusing_since is None else host.refusing_since)
                if pause > 0 and (pause > patience - waited or in_all > self._longest_pause):
                    raise HostPausedError(pause)
                wait = max(pause, host.next_start - now)
                if wait > 0:
                    await self._sleep(wait)
                    waited += max(pause, 0.0)
                    late = self._monotonic() - (now + wait)
                    continue
                await self._places.acquire()
                if host.paused_until <= self._monotonic():  # else it was paused while a place was waited for
                    made_up = min(max(late, 0.0), host.interval * _MADE_UP)
                    host.next_start = self._monotonic() + host.interval - made_up
                    return waited
                self._places.release()

    def _add(self, authority: str) -> _Host:
        per_host = self._per_host if isinstance(self._per_host, int) else self._per_host(authority)
        interval = self._interval(authority) if callable(self._interval) else self._interval
        host = self._hosts[authority] = _Host(per_host, interval)
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
