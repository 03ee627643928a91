"""Several articles are read at once, and told in the order of their source."""

import asyncio
from collections import deque
from collections.abc import Coroutine
from typing import Any, Generic, Self, TypeVar

_T = TypeVar("_T")

_MOST_AHEAD = 16  # articles that are read before it is their turn


class Ahead(Generic[_T]):
    """Readings that have begun, in the order in which they are told; when it is left, those that go on are ended.

    most_bytes: of the documents that are read; beyond, only one at a time.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._begun: deque[tuple[asyncio.Task[_T], int]] = deque()
        self._bytes = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        tasks = [task for task, _ in self._begun]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def __bool__(self) -> bool:
        return bool(self._begun)

    @property
    def is_full(self) -> bool:
        """Whether the first is to be waited for before another is begun."""
        return len(self._begun) > _MOST_AHEAD or (self._bytes > self._most_bytes and bool(self._begun))

    @property
    def has_result(self) -> bool:
        """Whether the first is done."""
        return bool(self._begun) and self._begun[0][0].done()

    def add(self, reading: Coroutine[Any, Any, _T], size: int) -> None:
        """Begin a reading. size: bytes of what is read."""
        self._begun.append((asyncio.create_task(reading), size))
        self._bytes += size

    async def next(self) -> _T:
        """Wait for the first one."""
        task, size = self._begun[0]
        result = await task
        self._begun.popleft()
        self._bytes -= size
        return result
