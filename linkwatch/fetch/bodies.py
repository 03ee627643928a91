"""Bodies that wait to be read, bounded in all: hundreds of hosts may answer sooner than their pages can be read."""

import asyncio

_AT_ONCE = 100  # bodies that are received: more would share the line until all are too late, and take more memory
_MOST = 4 * 2**20  # bytes; dozens of ordinary pages


class Unread:
    """Counts the bytes of bodies that wait. Who brings one waits for room, first come first served; one always fits.

    receiving: who has a place in it may receive a body; who waits for an answer needs none.
    """

    def __init__(self, most: int = _MOST, at_once: int = _AT_ONCE) -> None:
        self.receiving = asyncio.Semaphore(at_once)
        self._most = most
        self._held = 0
        self._order = asyncio.Lock()
        self._freed = asyncio.Event()

    async def take_in(self, size: int) -> None:
        """Wait until there is room for a body of so many bytes, and count it."""
        async with self._order:
            while self._held and self._held + size > self._most:
                self._freed.clear()
                await self._freed.wait()
            self._held += size

    def let_go(self, size: int) -> None:
        """A body of so many bytes has been read, or will not be."""
        self._held -= size
        self._freed.set()
