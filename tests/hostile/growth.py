"""Does the work grow faster than its input? Told by CPU time, which a busy machine does not change much."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

LINEAR = 4.0  # times the growth of the input: what a quadratic answer exceeds and caches, garbage and noise do not


class TooMuchWorkError(BaseException):
    """The work was cut off after its budget of CPU time. No Exception, since readers may catch all of these."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Cut off what takes more CPU time: raises TooMuchWorkError. Main thread only."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooMuchWorkError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def cpu_seconds(work: Callable[[], object], most: float) -> float:
    """Return the CPU seconds that one call takes. Raises TooMuchWorkError after `most` of them; main thread only."""
    with at_most(most):
        started = time.thread_time()
        work()
        return time.thread_time() - started


def least_cpu_seconds(work: Callable[[], object], most: float, calls: int = 3) -> float:
    """Return the best of some calls, which is the one that was least disturbed."""
    return min(cpu_seconds(work, most) for _ in range(calls))
