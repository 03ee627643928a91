"""Long acts of SQLite that Ctrl-C and SIGTERM end: in the main thread they would only be heard afterwards."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

_T = TypeVar("_T")
_AGAIN = 0.2  # seconds


def interruptible(raw: sqlite3.Connection, act: Callable[[], _T]) -> _T:
    """Carry out an act that uses `raw` alone, in a thread, and break it off when this thread is told to end."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(act)
        try:
            return future.result()
        except BaseException:
            while not future.done():  # an interrupt between two statements of the act is not heard by the next
                raw.interrupt()
                wait([future], timeout=_AGAIN)
            raise
