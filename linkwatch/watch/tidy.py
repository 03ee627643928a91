"""The daily tidying of a daemon's database, in steps so small that nobody waits for it."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from linkwatch.store import Counted, Upkeep

_T = TypeVar("_T")

_ROUNDS_KEPT = timedelta(days=30)
_WHOLE_FOR = timedelta(days=14)  # so long the evidence of looks stands in its row as a look wrote it
_ROUNDS_AT_ONCE = 500
_STEP_SECONDS = 0.03  # that one step should take; the disk decides how much that is
_LEAST, _MOST = 20, 2000  # looks a step, or pages
_COUNTED = 10  # links that are counted as quickly as a look is tidied


@dataclass(frozen=True, slots=True)
class Tidied:
    """What a tidying did.

    looks, rounds: how many were deleted. made_small: how many looks had their evidence made small. pages: how many were
    given back to the disk. is_done: nothing is left.
    """

    looks: int
    made_small: int
    rounds: int
    pages: int
    is_done: bool


async def tidy(
    upkeep: Upkeep,
    retention_seconds: float,
    now: datetime,
    *,
    enough: Callable[[], bool],
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> Tidied | None:
    """Count the day's statuses; thin old looks, drop old rounds, make evidence small, give back unused pages.

    Returns None if that was done today.

    retention_seconds: age at which looks are thinned. enough: is asked between steps whether to stop; what is left is
    done by the next call. Raises StoreError.
    """
    pace = _Pace(clock, sleep)
    await _count(upkeep, now.date(), pace, enough)  # a day's counts are those of its end
    if await upkeep.call(upkeep.tidied_on) == now.date().isoformat():
        return None
    before = now - timedelta(seconds=retention_seconds)
    looks, made_small, rounds, pages, is_done = 0, 0, 0, 0, False
    while not is_done and not enough():
        thinned = await pace.step(lambda most: upkeep.call(upkeep.thin_looks, before, most))
        looks, is_done = looks + thinned.deleted, thinned.is_done
    is_done, is_thinned = False, is_done
    while is_thinned and not is_done and not enough():
        dropped = await upkeep.call(upkeep.drop_rounds, now - _ROUNDS_KEPT, _ROUNDS_AT_ONCE)
        rounds, is_done = rounds + dropped, dropped < _ROUNDS_AT_ONCE
    is_done, is_dropped = False, is_done
    while is_dropped and not is_done and not enough():
        step = await pace.step(lambda most: upkeep.call(upkeep.make_evidence_small, now - _WHOLE_FOR, most))
        made_small, is_done = made_small + step.made_small, step.is_done
    is_done, is_small = False, is_done
    while is_small and not is_done and not enough():
        given_back = await pace.step(lambda most: upkeep.call(upkeep.give_back, most))
        pages, is_done = pages + given_back, not given_back
    if is_done:
        await upkeep.call(upkeep.end_tidying, now.date())
    return Tidied(looks, made_small, rounds, pages, is_done)


async def _count(upkeep: Upkeep, day: date, pace: "_Pace", enough: Callable[[], bool]) -> None:
    """Store the day's counts. Of ten million links that takes a minute: if it is enough before, the last ones stand."""
    counts: Counter[str] = Counter()
    last, is_done = ("", 0), False

    async def count(most: int) -> Counted:
        return await upkeep.call(upkeep.count_statuses, most * _COUNTED, last)

    while not is_done:
        if counts and enough():
            return
        step = await pace.step(count)
        counts.update(step.statuses)
        last, is_done = step.last, step.is_done
    await upkeep.call(upkeep.record_status_counts, day, counts)


class _Pace:
    """Steps of a moment each, with pauses between them."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[object]]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._most = _LEAST

    async def step(self, work: Callable[[int], Awaitable[_T]]) -> _T:
        """Do a step of work, which is told how much it may do; return what that returns."""
        began = self._clock()
        done = await work(self._most)
        took = self._clock() - began
        if took < _STEP_SECONDS / 2:
            self._most = min(_MOST, self._most * 2)
        else:
            self._most = max(_LEAST, int(self._most * _STEP_SECONDS / took))
        await self._sleep(took)  # others wait for the lock by asking for it again and again: give them a chance
        return done
