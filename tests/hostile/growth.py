"""Does the work grow faster than its input? Told by CPU time, which a busy machine does not change much."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

LINEAR = 4.0  # times the growth of the input: what a quadratic answer exceeds and caches, garbage and noise do not
OF_BODIES = 2.5  # the same for what reads bodies, which is more than one loop
NEGLIGIBLE = 0.0125  # CPU seconds for a body


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


def costs_too_much(read: Callable[[bytes], object], small: bytes, large: bytes, most: float) -> str | None:
    """Return what is wrong with the time that a reader takes for a body, compared with a smaller one; None: nothing.

    most: CPU seconds that the large one may cost on a slow machine. Main thread only.
    """
    try:
        for_large = cpu_seconds(lambda: read(large), most)
        if for_large < NEGLIGIBLE:
            return None
        for_small = least_cpu_seconds(lambda: read(small), most, 2)
        for _ in range(5):  # a busy machine makes one run dear, not all
            if for_large <= OF_BODIES * len(large) / len(small) * for_small:
                return None
            for_large = min(for_large, cpu_seconds(lambda: read(large), most))
    except TooMuchWorkError:
        return f"more than {most} s of CPU time"
    return f"{for_large:.2f} s for {len(large)} bytes, and {for_small:.3f} s for {len(small)}"
