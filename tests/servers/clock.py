"""A clock that only tests move."""

import asyncio
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
