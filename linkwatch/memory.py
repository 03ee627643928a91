"""How this process holds the memory that it has freed."""

import gc
from contextlib import suppress

_M_MMAP_THRESHOLD = -3  # of mallopt, in <malloc.h> of glibc
_YOUNG, _TIMES = 10_000, 20  # new objects, and rounds among younger ones, before Python looks for cycles
_LARGE = 128 * 1024  # bytes: what glibc begins with


def give_back_what_is_freed() -> None:
    """Have large blocks given back to the system when they are freed.

    glibc does so until it has met some, and then keeps them: after a hundred pages of two megabytes a daemon held on to
    170 MB for good. Where the library is another, nothing is changed.
    """
    import ctypes  # here, so that commands that read nothing need not load it

    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)


def collect_less_often() -> None:
    """Have Python look for cycles of garbage less often, and never among what is there now, which stays to the end.

    A process that looks at links holds many young objects, and has few such cycles: looking for them after every 700 of
    them took an eighth of its time; memory stays as it was.
    """
    gc.collect()
    gc.freeze()
    collect_seldom()


def collect_seldom() -> None:
    """Have Python look for cycles of garbage less often: a program that only begins makes thousands of objects to keep.

    For programs of our own: in another's process, it is for that one to say.
    """
    gc.set_threshold(_YOUNG, _TIMES, _TIMES)


def leave_to_the_system() -> None:
    """Have Python not look for cycles of garbage once more before it ends: the system takes all memory back anyway.

    It looks through all that every library has made, which took a third as long as a short command. What is to be done
    at the end, as closing a file, is never left to such a search.
    """
    gc.freeze()
