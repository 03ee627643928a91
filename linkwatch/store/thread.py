"""The one thread in which a Store is at home, so that the event loop never waits for the disk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, Protocol, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


class InStore(Protocol):
    """Carries out an act of the store where the store's connection is at home."""

    async def __call__(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return what the act returns, raise what it raises."""


class StoreThread:
    """Carries out acts of a Store one after the other. `await in_store(store.settle, run_id, items)`."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="store")

    async def __call__(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return what the act returns, raise what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, lambda: act(*args, **kwargs))

    def close(self) -> None:
        """Let the thread go when it has done what it was given."""
        self._executor.shutdown()
