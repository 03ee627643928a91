"""Processes that begin with what is in memory already."""

import os
import signal
from collections.abc import Callable


def fork(act: Callable[[], bool], seconds: int = 600) -> int:
    """Do something in a process of its own, silently, and return its number. It fails if it needs longer."""
    child = os.fork()
    if child == 0:
        try:
            signal.alarm(seconds)
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            os._exit(0 if act() else 1)
        finally:
            os._exit(1)
    return child


def succeeds(child: int) -> bool:
    """Wait for a process and tell whether it did what it was to do."""
    return os.waitpid(child, 0)[1] == 0
