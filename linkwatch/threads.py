"""Threads for what may wait for ever: a terminal, a disk of our own, a service that is told of changes.

What looks at content from outside is carried out by `reading/` instead, for a thread cannot be cut off.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from linkwatch.lacks import make_sure_of_a_thread

_P = ParamSpec("_P")
_T = TypeVar("_T")


async def in_thread(act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Carry out an act in a thread that is left behind when the program ends; return or raise what it does.

    asyncio.to_thread would keep the program from ending as long as the act hangs. The act must hold no lock that the
    interpreter needs at its end, as those of buffered standard input and output. Raises MachineError where there is no
    memory for a thread.
    """
    make_sure_of_a_thread()
    outcome = Future[_T]()
    outcome.set_running_or_notify_cancel()  # from here on nobody can cancel it

    def run() -> None:
        try:
            outcome.set_result(act(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            outcome.set_exception(error)

    threading.Thread(target=run, name="left behind", daemon=True).start()
    return await asyncio.wrap_future(outcome)
