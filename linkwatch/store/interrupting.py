"""Long acts of SQLite that Ctrl-C and SIGTERM end: in the main thread they would only be heard afterwards."""

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from linkwatch.lacks import make_sure_of_a_thread

_T = TypeVar("_T")
_AGAIN = 0.2  # seconds
_NUMBERS = (signal.SIGINT, signal.SIGTERM)


def interruptible(break_off: Callable[[], None], act: Callable[[], _T]) -> _T:
    """Carry out an act that alone uses a connection, and break it off when the program is told to end.

    The act has a thread, and signals wait until that is done: what a signal raises must not leave the connection to
    somebody who closes it meanwhile. Elsewhere than in the main thread, which alone hears signals, it has none.
    """
    if threading.current_thread() is not threading.main_thread():
        return act()
    make_sure_of_a_thread()
    future: Future[_T] = Future()
    with _held_back() as heard:
        thread = threading.Thread(target=_carry_out, args=(act, future))
        thread.start()
        while thread.is_alive():
            thread.join(_AGAIN)
            if heard:  # again and again: an interrupt between two statements is not heard by the next
                break_off()
    return future.result()


def _carry_out(act: Callable[[], _T], future: "Future[_T]") -> None:
    try:
        future.set_result(act())
    except BaseException as error:  # noqa: BLE001 - whoever waits for it gets it
        future.set_exception(error)


@contextmanager
def _held_back() -> Iterator[list[int]]:
    """Note the signals that tell the program to end, and do at the end what they ask for."""
    heard: list[int] = []
    handlers = {number: signal.getsignal(number) for number in _NUMBERS}
    ours = {number: handler for number, handler in handlers.items() if callable(handler)}
    try:
        for number in ours:
            signal.signal(number, lambda number, _: heard.append(number))
        yield heard
    finally:
        for number, handler in ours.items():
            signal.signal(number, handler)
        for told in heard:
            ours[signal.Signals(told)](told, None)
