"""Clocks that only tests move."""

import asyncio
from collections.abc import Awaitable
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_slept: ContextVar[float] = ContextVar("slept", default=0.0)


class SimulatedClock:
    """Stands still until it is moved. Sleeping moves it on for the sleeping task alone, as real sleepers sleep at once.

    monotonic: seconds; `set_to` does not change them, as it would not on a machine whose clock is set.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, 8, tzinfo=UTC)) -> None:
        self._now = start
        self._passed = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._passed + _slept.get()

    async def sleep(self, seconds: float) -> None:
        _slept.set(_slept.get() + seconds)
        await asyncio.sleep(0)

    def move(self, **duration: float) -> None:
        step = timedelta(**duration)
        self._now += step
        self._passed += step.total_seconds()

    def set_to(self, now: datetime) -> None:
        self._now = now


class ManualClock:
    """Time stands still until `run` moves it to the next wake-up."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        future = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.now + seconds, future))
        await future

    async def run(self, *work: Awaitable[object]) -> None:
        done = asyncio.gather(*work)
        while not done.done():
            for _ in range(50):
                await asyncio.sleep(0)
            self._sleepers = [item for item in self._sleepers if not item[1].done()]
            if not done.done() and self._sleepers:
                self._sleepers.sort(key=lambda item: item[0])
                self.now, future = self._sleepers.pop(0)
                future.set_result(None)
        await done
