"""A limit on requests per minute that all tasks of the process share, and where they can, other processes with them."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

_COURTESY = 0.25  # seconds, at most


class SharedLimits(Protocol):
    """What archives allow, for all processes together, in seconds. Never raises for what it stands on."""

    async def pause(self, server: str) -> tuple[float, str] | None:
        """Return for how long a server is to be left alone, and why."""

    async def keep_pause(self, server: str, seconds: float, reason: str) -> None:
        """Keep a pause for those who come later. reason: in words."""

    async def take_turn(self, name: str, most: int, window: float) -> float:
        """Return 0 if a request may start now, which then counts; else in how many seconds to ask again.

        name: of the limit. At most `most` start within any `window` seconds.
        """


class Limiter:
    """Lets at most `per_minute` requests start within any 60 seconds, in the order in which they were asked for.

    Below one a minute the window grows instead: 0.5 means one in any 120 seconds. shared: the limit called `name` is
    kept together with other processes. Each counts by itself as well, so that a clock that is set ahead frees nothing.
    """

    def __init__(
        self,
        per_minute: float,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        shared: SharedLimits | None = None,
        name: str = "",
    ) -> None:
        self._most = max(1, int(per_minute))
        self._window = self._most * 60 / per_minute
        self._clock = clock
        self._sleep = sleep
        self._shared = shared
        self._name = name
        self._starts: deque[float] = deque()
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Return when the next request may start; it counts as started then."""
        async with self._turn:
            while (remaining := self._own_wait() or await self._wait_for_others()) > 0:
                await self._sleep(remaining + self._courtesy())
            self._starts.append(self._clock())

    def _own_wait(self) -> float:
        earliest = self._clock() - self._window
        while self._starts and self._starts[0] <= earliest:
            self._starts.popleft()
        return self._starts[0] - earliest if len(self._starts) >= self._most else 0.0

    async def _wait_for_others(self) -> float:
        return 0.0 if self._shared is None else await self._shared.take_turn(self._name, self._most, self._window)

    def _courtesy(self) -> float:
        """Whoever had the larger share of the last turns comes a little later to the next one that is free."""
        return 0.0 if self._shared is None else _COURTESY * len(self._starts) / self._most
