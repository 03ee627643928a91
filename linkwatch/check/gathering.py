"""What waits for the disk: gathered for a moment, so that a transaction is worth its cost."""

import asyncio
from contextlib import suppress
from typing import Generic, TypeVar

_T = TypeVar("_T")

_MOMENT = 0.1  # seconds between two batches: what a transaction costs is then little beside what it stores


class Gathering(Generic[_T]):
    """A queue that is emptied in batches.

    The first thing is given at once, whatever comes soon after it in a batch a moment later, a full batch and the end
    without waiting.

    most: things that may wait before whoever puts more has to. batch: how many are given at once.
    """

    def __init__(self, most: int, batch: int) -> None:
        self._things: list[_T] = []
        self._most = most
        self._batch = batch
        self._has_ended = False
        self._has_some = asyncio.Event()
        self._has_enough = asyncio.Event()
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._next_at = 0.0

    async def put(self, thing: _T) -> None:
        """Add a thing, when there is room for it."""
        while len(self._things) >= self._most:
            self._has_room.clear()
            await self._has_room.wait()
        self._things.append(thing)
        self._has_some.set()
        if len(self._things) >= self._batch:
            self._has_enough.set()

    def end(self) -> None:
        """Say that nothing more will come."""
        self._has_ended = True
        self._has_some.set()
        self._has_enough.set()

    async def next_batch(self, until: float | None = None) -> tuple[list[_T], bool]:
        """Return what was gathered, in order, and whether that is all; only the last batch may be empty.

        until: a time of the loop; where nothing has come by then, nothing is waited for any more.
        """
        try:
            async with asyncio.timeout_at(until):
                await self._has_some.wait()
        except TimeoutError:
            return [], True
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._next_at):
                await self._has_enough.wait()
        batch, self._things = self._things[: self._batch], self._things[self._batch :]
        is_all = self._has_ended and not self._things
        if not self._has_ended:
            if not self._things:
                self._has_some.clear()
            if len(self._things) < self._batch:
                self._has_enough.clear()
        self._has_room.set()
        self._next_at = asyncio.get_running_loop().time() + _MOMENT
        return batch, is_all
