"""The daily tidying of a daemon's database, in steps so small that nobody waits for it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from linkwatch.store import Upkeep

_ROUNDS_KEPT = timedelta(days=30)
_ROUNDS_AT_ONCE = 500
_STEP_SECONDS = 0.03  # that one step should take; the disk decides how many looks that is
_LEAST, _MOST = 20, 2000  # looks a step


@dataclass(frozen=True, slots=True)
class Tidied:
    """What a tidying did. looks, rounds: how many were deleted. is_done: nothing is left."""

    looks: int
    rounds: int
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
    """Count the day's statuses; thin old looks and drop old rounds, or return None if that was done today.

    retention_seconds: age at which looks are thinned. enough: is asked between steps whether to stop; what is left is
    done by the next call. Raises StoreError.
    """
    await upkeep.call(upkeep.record_status_counts, now.date())  # a day's counts are those of its end
    if await upkeep.call(upkeep.tidied_on) == now.date().isoformat():
        return None
    before = now - timedelta(seconds=retention_seconds)
    looks, most, is_done = 0, _LEAST, False
    while not is_done and not enough():
        began = clock()
        thinned = await upkeep.call(upkeep.thin_looks, before, most)
        took = clock() - began
        looks, is_done = looks + thinned.deleted, thinned.is_done
        most = min(_MOST, most * 2) if took < _STEP_SECONDS / 2 else max(_LEAST, int(most * _STEP_SECONDS / took))
        await sleep(took)  # other processes wait for the lock by asking for it again and again: give them a chance
    rounds = 0
    while is_done and not enough():
        dropped = await upkeep.call(upkeep.drop_rounds, now - _ROUNDS_KEPT, _ROUNDS_AT_ONCE)
        rounds += dropped
        if dropped < _ROUNDS_AT_ONCE:
            await upkeep.call(upkeep.end_tidying, now.date())
            return Tidied(looks, rounds, is_done=True)
    return Tidied(looks, rounds, is_done=False)
