"""What all parts of the Store have in common."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from linkwatch.store.connection import Connection
from linkwatch.store.thread import StoreThread

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Part:
    """The tables of one concern: what is written to them and what is read from them.

    A method that is called as it stands works in the thread of its caller: this is for commands that do nothing else
    meanwhile. In an event loop it is `await part.call(part.method, …)`. Every method that writes is one transaction.
    Each may raise StoreError (its message says what to do) or StoreBusyError (try again later).
    """

    def __init__(self, connection: Connection, thread: StoreThread) -> None:
        self._connection = connection
        self._thread = thread

    async def call(self, method: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Carry out a method of this part in the store's thread, after all that was asked for before.

        Returns what the method returns, raises what it raises.
        """
        return await self._thread(method, *args, **kwargs)

    async def call_once(self, method: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Like call, for what is not worth waiting for a database that another process keeps locked."""
        return await self._thread.once(method, *args, **kwargs)
