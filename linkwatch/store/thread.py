"""The one thread in which a Store is at home, so that the event loop never waits for the disk."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from linkwatch.errors import StoreBusyError
from linkwatch.lacks import make_sure_of_a_thread

_P = ParamSpec("_P")
_T = TypeVar("_T")

_PAUSE = 1.0  # seconds before a locked database is tried again


class StoreThread:
    """Carries out acts of a Store one after the other.

    patience: seconds that an act waits for a database that another process keeps locked, beyond what the Store itself
    waits. Nothing of an act is done before it has the lock, so that trying again is safe. A task that is being cut off
    does not wait.
    """

    def __init__(self, patience: float) -> None:
        make_sure_of_a_thread()  # its own is started by the first act
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._patience = patience

    async def __call__(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return what the act returns, raise what it raises."""
        until = time.monotonic() + self._patience
        while True:
            try:
                return await self.once(act, *args, **kwargs)
            except StoreBusyError:
                if time.monotonic() >= until or _is_cut_off():
                    raise
                await asyncio.sleep(_PAUSE)

    async def once(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Like a call, without the patience."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: act(*args, **kwargs))

    def close(self) -> None:
        """Let the thread go when it has done what it was given."""
        self._executor.shutdown()


def _is_cut_off() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
