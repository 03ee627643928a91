"""Acts that misbehave, for workers to carry out."""

import os
import re
import signal
import time


def loop_for_ever() -> None:
    while True:
        pass


def hang_in_c() -> None:
    """Hang in a library that holds the interpreter's lock."""
    re.match("(a|aa)+$", "a" * 200 + "!")


def allocate() -> int:
    held = []
    while True:
        held.append(bytearray(2**20))


def die() -> None:
    os._exit(7)


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def wait() -> None:
    time.sleep(1000)
