"""A limit on requests per minute that all tasks of the process share."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable


class Limiter:
    """Lets at most `per_minute` requests start within any 60 seconds, in the order in which they were asked for.

    Below one a minute the window grows instead: 0.5 means one in any 120 seconds.
    """

    def __init__(
        self, per_minute: float, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._most = max(1, int(per_minute))
        self._window = self._most * 60 / per_minute
        self._clock = clock
        self._sleep = sleep
        self._starts: deque[float] = deque()
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Return when the next request may start; it counts as started then."""
        async with self._turn:
            while len(self._starts) == self._most:
                remaining = self._starts[0] + self._window - self._clock()
                if remaining <= 0:
                    self._starts.popleft()
                else:
                    await self._sleep(remaining)
            self._starts.append(self._clock())
