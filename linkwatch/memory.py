"""How this process holds the memory that it has freed."""

import ctypes
from contextlib import suppress

_M_MMAP_THRESHOLD = -3  # of mallopt, in <malloc.h> of glibc
_LARGE = 128 * 1024  # bytes: what glibc begins with


def give_back_what_is_freed() -> None:
    """Have large blocks given back to the system when they are freed.

    glibc does so until it has met some, and then keeps them: after a hundred pages of two megabytes a daemon held on to
    170 MB for good. Where the library is another, nothing is changed.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
