"""A process that carries out acts, one after the other, for the process that started it (see `workers.py`).

It gets jobs as frames (see `door.py`), and sends back what came of each: a job is a pickled (budget, act, args,
kwargs), an answer one byte of flags and a pickled value or error.

The kernel keeps the budget, since a library may hang where Python's own means never get a turn: a timer that kills by
SIGPROF for computing, a limit for memory. For as long as an act lasts, SIGIO kills the process when the other end of
the socket is closed, so that nobody's death leaves a worker behind.
"""

import fcntl
import gc
import importlib
import os
import pickle
import resource
import select
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from linkwatch.errors import LinkwatchError, TooMuchWorkError
from linkwatch.reading import Budget
from linkwatch.reading.door import LENGTH, READY, pieces_of_frame, take_door

IS_ERROR, IS_WORN = 1, 2  # flags of an answer

_COLLECTED = (10_000, 20, 20)  # new objects, and rounds among younger ones, before Python looks for cycles: hardly any
_SOON = 0.02  # seconds; who has a job for a worker that is ready sends it by then
WORN = 300 * 2**20  # bytes in memory after an act; whoever holds more is replaced


def main() -> None:
    """Carry out jobs until nobody sends any more. Arguments: modules to load first, until a job comes."""
    door = take_door()
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(door, fcntl.F_SETOWN, os.getpid())
    with suppress(ConnectionError):
        door.sendall(READY)
        for name in sys.argv[1:]:
            if select.select([door], [], [], _SOON)[0]:
                break
            importlib.import_module(name)
        gc.freeze()  # what is there stays to the end
        gc.set_threshold(*_COLLECTED)
        sys.unraisablehook = lambda _: None  # tells of a want of memory that extract() deals with
        while (job := _receive(door)) is not None:
            with _bound_to(door):
                flags, value = _carry_out(job)
            for piece in pieces_of_frame(value, bytes([flags])):
                door.sendall(piece)
            del job, value, piece


def _receive(door: socket.socket) -> bytearray | None:
    """Return the next job; None when there will be none."""
    length = _receive_bytes(door, LENGTH)
    return None if length is None else _receive_bytes(door, int.from_bytes(length))


def _receive_bytes(door: socket.socket, size: int) -> bytearray | None:
    received = bytearray(size)
    view = memoryview(received)
    while view:
        read = door.recv_into(view)
        if not read:
            return None
        view = view[read:]
    return received


@contextmanager
def _bound_to(door: socket.socket) -> Iterator[None]:
    """Die at once when the other end is closed."""
    flags = fcntl.fcntl(door, fcntl.F_GETFL)
    fcntl.fcntl(door, fcntl.F_SETFL, flags | os.O_ASYNC)
    if select.select([door], [], [], 0)[0]:  # nothing is sent during an act: it was closed before
        sys.exit()
    yield
    fcntl.fcntl(door, fcntl.F_SETFL, flags)  # else our own sending would raise the signal


def _carry_out(job: bytearray) -> tuple[int, bytes]:
    """Return the flags of the answer and the pickled value or error."""
    flags = 0
    try:
        budget, act, args, kwargs = pickle.loads(job)  # noqa: S301 - from the process that started this one
        job.clear()  # it may be large, and what it held is held twice now
        with within(budget):
            value = pickle.dumps(act(*args, **kwargs), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        flags = IS_ERROR | IS_WORN
        value = pickle.dumps(too_much_memory(budget))
    except Exception as error:  # noqa: BLE001 - whoever asked gets it
        flags = IS_ERROR
        value = _pickled(error)
    return flags | (IS_WORN if bytes_in_memory() > WORN else 0), value


def too_much_memory(budget: Budget) -> TooMuchWorkError:
    """Return what to raise where an act took more memory than its budget allows, or than this machine does."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most >= budget.memory:
        return TooMuchWorkError(f"reading it takes more than {budget.memory // 2**20} MB of memory")
    return TooMuchWorkError(
        f"reading it takes more than the {most // 2**20} MB of memory that this machine allows (ulimit -v)"
    )


@contextmanager
def within(budget: Budget) -> Iterator[None]:
    """Let the kernel keep a budget meanwhile: this process is killed by SIGPROF, or gets a MemoryError."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    soft = budget.memory if most == resource.RLIM_INFINITY else min(budget.memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (soft, most))
    signal.setitimer(signal.ITIMER_PROF, budget.cpu)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _pickled(error: Exception) -> bytes:
    """Return the error so that it can be raised elsewhere; one that is a fault of ours says where it arose."""
    if not isinstance(error, LinkwatchError):
        error.add_note("".join(traceback.format_exception(error)))
    try:
        pickled = pickle.dumps(error, pickle.HIGHEST_PROTOCOL)
        pickle.loads(pickled)  # noqa: S301 - just made here; some errors can be pickled and not read back
    except Exception:  # noqa: BLE001 - errors of libraries are made as they like
        return pickle.dumps(RuntimeError("".join(traceback.format_exception(error))))
    return pickled


def bytes_in_memory() -> int:
    """Return how much memory this process holds."""
    try:
        with open("/proc/self/statm") as file:  # noqa: PTH123 - pathlib takes long to load
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:  # not Linux: then the longest row of the peak that the process ever had
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
