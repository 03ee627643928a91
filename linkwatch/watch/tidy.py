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
_Step = Callable[[int], Awaitable[tuple[int, bool]]]  # does so much at most; tells how much, and whether all is done

_ROUNDS_KEPT = timedelta(days=30)
_WHOLE_FOR = timedelta(days=14)  # so long the evidence of looks stands in its row as a look wrote it
_STEP_SECONDS = 0.03  # that one step should take; the disk decides how much that is
_LEAST, _MOST = 20, 2000  # looks a step, rounds or pages
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
    day = now.date()
    await _count(upkeep, day, _Pace(clock, sleep), enough)  # a day's counts are those of its end
    if await upkeep.call(upkeep.tidied_on) == day.isoformat():
        return None
    before = now - timedelta(seconds=retention_seconds)

    async def thin(most: int) -> tuple[int, bool]:
        thinned = await upkeep.call(upkeep.thin_looks, before, most)
        return thinned.deleted, thinned.is_done

    async def drop(most: int) -> tuple[int, bool]:
        dropped = await upkeep.call(upkeep.drop_rounds, now - _ROUNDS_KEPT, most)
        return dropped, dropped < most

    async def make_small(most: int) -> tuple[int, bool]:
        step = await upkeep.call(upkeep.make_evidence_small, now - _WHOLE_FOR, most)
        return step.made_small, step.is_done

    async def give_back(most: int) -> tuple[int, bool]:
        given_back = await upkeep.call(upkeep.give_back, most)
        return given_back, not given_back

    done, is_done = list[int](), True
    for step in (thin, drop, make_small, give_back):
        amount, is_done = await _all_of(step, _Pace(clock, sleep), enough) if is_done else (0, False)
        done.append(amount)
    if is_done:
        await upkeep.call(upkeep.end_tidying, day)
    looks, rounds, made_small, pages = done
    return Tidied(looks, made_small, rounds, pages, is_done)


async def _all_of(step: _Step, pace: "_Pace", enough: Callable[[], bool]) -> tuple[int, bool]:
    """Take steps until all is done, or it is enough; return what they did, and whether that is all."""
    amount, is_done = 0, False
    while not is_done and not enough():
        done, is_done = await pace.step(step)
        amount += done
    return amount, is_done


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
    """Steps of one kind, of a moment each, with pauses between them."""

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
