"""Acts for workers: such as behave, and such as do not."""

import os
import re
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from linkwatch import errors


def twice(number: int) -> int:
    return 2 * number


def process_id() -> int:
    return os.getpid()


def parent_id() -> int:
    return os.getppid()


def folder_path_and_variable(name: str) -> tuple[str, list[str], str | None]:
    return str(Path.cwd()), sys.path, os.environ.get(name)


def modules_loaded() -> set[str]:
    return set(sys.modules)


def environment_names() -> list[str]:
    return list(os.environ)


def large(size: int) -> bytes:
    return b"x" * size


def return_too_much() -> bytes:
    return large(2**20)


def claim_to_return_without_end() -> None:
    """What code could do that got into a worker by a fault in a library."""
    for name in [file.name for file in Path("/proc/self/fd").iterdir()]:
        if (Path("/proc/self/fd") / name).is_socket():
            os.write(int(name), b"\x7f" + b"\xff" * 7)
    sleep_for_ever()


def raise_error(error: Exception) -> None:
    raise error


class UnreadableError(Exception):
    """One that can be pickled and not be read back."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one)


def raise_unreadable() -> None:
    raise UnreadableError("first", "second")


def raise_something_that_cannot_be_pickled() -> None:
    raise ValueError(lambda: None)


def give_something_that_cannot_be_pickled() -> Callable[[], None]:
    return lambda: None


def loop_for_ever() -> None:
    while True:
        pass


def hang_in_c() -> None:
    """Hang in a library that holds the interpreter's lock."""
    re.match("(a|aa)+$", "a" * 200 + "!")


def allocate_without_end() -> None:
    held = []
    while True:
        held.append(bytes(2**24))


def hold(size: int) -> int:
    """Keep memory that is not given back."""
    HELD.append(b"x" * size)
    return os.getpid()


HELD: list[bytes] = []


def end_process() -> None:
    os._exit(7)


def crash() -> None:
    os.abort()


def close_sockets_and_live_on() -> None:
    """Look from outside like a process that has ended."""
    for name in [file.name for file in Path("/proc/self/fd").iterdir()]:
        if (Path("/proc/self/fd") / name).is_socket():
            os.close(int(name))
    sleep_for_ever()


def kill_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_process_once(mark: Path) -> str:
    """As when memory runs out at the first try, and not at the second."""
    if mark.exists():
        return "done"
    mark.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def sleep_for_ever() -> None:
    time.sleep(1000)


def wait_for_ever(mark: Path) -> None:
    mark.write_text(str(os.getpid()))
    sleep_for_ever()


def hang_whatever_comes(mark: Path) -> None:
    signal.signal(signal.SIGIO, signal.SIG_IGN)
    wait_for_ever(mark)


def hang_in_c_for_ever(mark: Path) -> None:
    mark.write_text(str(os.getpid()))
    hang_in_c()


def wait_for(mark: Path, answer: str) -> str:
    """Answer when somebody has made the file."""
    while not mark.exists():
        time.sleep(0.005)
    return answer


def send_signals() -> str:
    """Send what the whole group of processes gets at Ctrl-C, at the end of a terminal, at the end of a service."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        os.kill(os.getpid(), number)
    return "still here"


def read_standard_input() -> str:
    with os.fdopen(os.dup(0)) as file:
        return file.read()


def write_to_standard_output() -> None:
    print("not for the report", flush=True)  # noqa: T201 - what a library might do


def open_sockets() -> int:
    """Count the sockets that this process holds."""
    count = 0
    for name in [file.name for file in Path("/proc/self/fd").iterdir()]:
        try:
            with socket.socket(fileno=os.dup(int(name))):
                count += 1
        except OSError:
            continue
    return count


ERRORS = [
    errors.ArchiveUnavailableError("down", 7.0, uncertain=True),
    *(
        kind("a line")
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.LinkwatchError)
    ),
]
