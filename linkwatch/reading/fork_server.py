"""A process that others of ours are forked from: what they load is loaded once (see `forking.py`).

It has one thread, and nothing from outside comes here. Through its door it is told whom to start and whom to kill, and
says how each ended. Argument: the module whose `main` the others carry out. It ends with the other end of its door, or
when nobody needed it for long.
"""

import gc
import importlib
import os
import pickle
import select
import signal
import socket
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from linkwatch.reading.door import take_door
from linkwatch.reading.orders import LONGEST, MOST_FILES, Ended, Kill, Start

_IDLE_SECONDS = 60


def main() -> NoReturn:
    """Start processes until nobody wants any more."""
    gc.disable()  # what is loaded stays; to look at it again and again would copy it into every process
    control = take_door()
    wakes, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    processes: dict[int, int] = {}
    poll = select.poll()
    for file in (control.fileno(), wakes):
        poll.register(file, select.POLLIN)
    with suppress(ConnectionError):
        while ready := dict(poll.poll(None if processes else _IDLE_SECONDS * 1000)):
            if wakes in ready:
                os.read(wakes, 512)
                for ended in _ended(processes):
                    control.send(pickle.dumps(ended))
            if control.fileno() in ready:
                message, files, _, _ = socket.recv_fds(control, LONGEST, MOST_FILES)
                match pickle.loads(message) if message else None:  # noqa: S301 - from the process that started this one
                    case Start() as start:
                        _load(start.loads)
                        try:
                            processes[start.number] = _fork(start, files, (control.fileno(), wakes, wake))
                        except OSError:
                            control.send(pickle.dumps(Ended(start.number, 1)))
                        for file in files:
                            os.close(file)
                    case Kill(number) if number in processes:
                        os.kill(processes[number], signal.SIGKILL)
                    case None:
                        break
    os._exit(0)  # to take everything apart first would take longer than all this


def _load(names: Sequence[str]) -> None:
    for name in (sys.argv[1], *names):
        with suppress(Exception):  # whoever needs it learns of it
            importlib.import_module(name)


def _ended(processes: dict[int, int]) -> list[Ended]:
    """Return who has ended since, and forget them."""
    ended = []
    for number, process in list(processes.items()):
        waited, status = os.waitpid(process, os.WNOHANG)
        if waited:
            del processes[number]
            ended.append(Ended(number, os.waitstatus_to_exitcode(status)))
    return ended


def _fork(start: Start, files: Sequence[int], ours: Sequence[int]) -> int:
    """Return the new process, in this one. Raises OSError where the machine allows none."""
    gc.freeze()
    if process := os.fork():
        return process
    code, module = 1, sys.argv[1]
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for file in ours:
            os.close(file)
        os.dup2(files[0], 0)
        os.close(files[0])
        os.chdir(start.folder)
        os.environ.clear()
        os.environ.update(start.environment)
        sys.path[:] = start.path
        sys.argv[1:] = [*map(str, files[1:]), *start.loads]
        gc.enable()
        importlib.import_module(module).main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does at its end
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
