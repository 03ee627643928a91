"""A time limit that counts only time in which this process was awake.

When a machine sleeps, or all its processes are stopped for a while, every deadline is overdue as it wakes, and those
who slept with us have had no time to say a word. So time is counted in steps: however long we sleep, that is one step.
So it is while the event loop is kept from its work: what others said meanwhile is not read yet.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_STEP = 1.0  # seconds


@asynccontextmanager
async def timeout_awake(seconds: float) -> AsyncIterator[None]:
    """End what is done in it with TimeoutError, as asyncio.timeout does, after so many seconds awake."""
    loop = asyncio.get_running_loop()
    next_step: asyncio.TimerHandle | None = None
    async with asyncio.timeout(None) as limit:

        def wait(left: float) -> None:
            nonlocal next_step
            if left > 0:
                next_step = loop.call_later(min(left, _STEP), wait, left - _STEP)
            else:
                limit.reschedule(loop.time())

        wait(seconds)
        try:
            yield
        finally:
            if next_step is not None:
                next_step.cancel()
