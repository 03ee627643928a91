"""What this machine lacks, in words: memory, threads, processes, room on its disks. No page and no site is at fault."""

import errno
import logging
import mmap
import os
import resource

from linkwatch import descriptors
from linkwatch.errors import MachineError, UsedUpError, first_of

_NO_THREAD = "can't start new thread"  # Python has no other word for it
_NO_LIBRARY = ("failed to map segment", "cannot allocate memory", "cannot map")  # of glibc, which loads libraries
_NO_TEMPORARY = "No usable temporary directory"  # of tempfile
_DISK = {
    errno.ENOSPC: "has no room left",
    errno.EDQUOT: "has no room left for this user (quota)",
    errno.EFBIG: "lets no file grow that large (ulimit -f)",
    errno.EROFS: "cannot be written: it is read-only",
}
_MEMORY = "this machine has no more memory to give: see its limits (ulimit -v)"
_THREADS = "this machine lets no more threads start: see its limits of memory (ulimit -v) and of processes (ulimit -u)"
_PROCESSES = (
    "this machine lets no more processes start: see its limits of processes (ulimit -u) and of memory (ulimit -v)"
)
_THREAD_NEEDS = 4 * 2**20  # bytes beside its stack, with what Python and glibc set up for it
_STACK = 8 * 2**20  # bytes, where no limit is set


def as_lack(error: BaseException) -> MachineError | None:
    """Return in words the lack that an error comes from; None for any other error. Of a group its first one counts."""
    if isinstance(error, BaseExceptionGroup):
        return as_lack(first_of(error))
    if isinstance(error, MachineError):
        return error
    if descriptors.are_used_up(error):
        return descriptors.used_up()
    if (words := _of_memory(error)) is not None:
        return UsedUpError(words)
    words = _of_files(error) if isinstance(error, OSError) else None
    return None if words is None else MachineError(words)


def is_of_memory(error: BaseException) -> bool:
    """Tell whether an error comes from a lack of memory, threads or processes."""
    return _of_memory(error) is not None


class NotOfMemory(logging.Filter):
    """Keeps out of a log what libraries say of a lack of memory, a page for each connection; we say it in a line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is of something else."""
        error = record.exc_info[1] if record.exc_info else None
        return error is None or not is_of_memory(error)


def make_sure_of_a_thread() -> None:
    """Raise MachineError where there is no memory for one more thread.

    Python waits without end for a thread that was started and found no memory to begin with, and hears no signal then.
    """
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY:
        return
    stack, _ = resource.getrlimit(resource.RLIMIT_STACK)
    try:
        mmap.mmap(-1, (_STACK if stack == resource.RLIM_INFINITY else stack) + _THREAD_NEEDS).close()
    except (OSError, ValueError, OverflowError):
        raise UsedUpError(_THREADS) from None


def _of_memory(error: BaseException) -> str | None:
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return _MEMORY
    if isinstance(error, ImportError) and any(words in str(error) for words in _NO_LIBRARY):
        return _MEMORY
    if isinstance(error, RuntimeError) and str(error) == _NO_THREAD:
        return _THREADS
    # Not of a terminal that takes no more for the moment: what is said of that is another text.
    if isinstance(error, BlockingIOError) and error.strerror == os.strerror(errno.EAGAIN):
        return _PROCESSES
    cause = error.__cause__  # as where a library says that a connection broke, since nothing could be read
    return None if cause is None or cause is error else _of_memory(cause)


def _of_files(error: OSError) -> str | None:
    if error.errno in _DISK:
        where = (
            f"the disk of {error.filename}"
            if error.filename
            else "a disk that this needs (of TMPDIR or /tmp, it may be)"
        )
        return f"{where} {_DISK[error.errno]}"
    if isinstance(error, FileNotFoundError) and _NO_TEMPORARY in str(error):
        return "no folder for temporary files can be written: /tmp is full or read-only; name another one in TMPDIR"
    return None
