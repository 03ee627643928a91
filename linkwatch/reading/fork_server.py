"""A process that others of ours are forked from: what they load is loaded once (see `forking.py`).

It has one thread, and nothing from outside comes here. Through its door it is told whom to start and whom to kill, and
says how each ended. Argument: after how many seconds without any of them it ends. It ends with the other end of its
door, too.
"""

import errno
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
from linkwatch.reading.orders import LONGEST, MOST_FILES, Ended, Kill, Load, Start, Started


def main() -> NoReturn:
    """Start processes until nobody wants any more."""
    gc.disable()  # what is loaded stays; to look at it again and again would copy it into every process
    control = take_door()
    wakes, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    processes: dict[int, int] = {}
    idle = float(sys.argv[1]) * 1000
    poll = select.poll()
    for file in (control.fileno(), wakes):
        poll.register(file, select.POLLIN)
    with suppress(ConnectionError):
        while ready := dict(poll.poll(None if processes else idle)):
            if wakes in ready:
                os.read(wakes, 512)
                for ended in _ended(processes):
                    control.send(pickle.dumps(ended))
            if control.fileno() in ready and not _obey(control, processes, (wakes, wake)):
                break
    os._exit(0)  # to take everything apart first would take longer than all this


def _obey(control: socket.socket, processes: dict[int, int], wakers: Sequence[int]) -> bool:
    """Carry out the next order. Return whether there was one."""
    message, files, _, _ = socket.recv_fds(control, LONGEST, MOST_FILES)
    if not message:
        return False
    order: Start | Load | Kill = pickle.loads(message)  # noqa: S301 - from the process that started this one
    if isinstance(order, Start):
        _load(order.module, *order.loads)
        try:
            processes[order.number] = _fork(order, files, (control.fileno(), *wakers))
        except OSError:
            control.send(pickle.dumps(Ended(order.number, 1)))
        else:
            _introduce(control, order.number, processes[order.number])
        for file in files:
            os.close(file)
    elif isinstance(order, Load):
        _load(*order.modules)
    elif order.number in processes:
        os.kill(processes[order.number], signal.SIGKILL)
    return True


def _introduce(control: socket.socket, number: int, process: int) -> None:
    """Hand over a descriptor of a process, by which it can be watched and killed when this one is no more."""
    try:
        handle = os.pidfd_open(process)
    except OSError:  # no room for one, or an old kernel
        return
    socket.send_fds(control, [pickle.dumps(Started(number, process))], [handle])
    os.close(handle)


def _load(*names: str) -> None:
    for name in names:
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
    if len(files) < start.files:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
    gc.freeze()
    if process := os.fork():
        return process
    code = 1
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
        _call_itself(start.module)
        gc.enable()
        importlib.import_module(start.module).main()
        code = 0
    except SystemExit as end:
        code = exit_code(end)
    except BaseException:  # noqa: BLE001 - as the interpreter does at its end
        traceback.print_exc()
    finally:
        os._exit(code)


def exit_code(end: SystemExit) -> int:
    """Return the code with which the interpreter would end."""
    return end.code if isinstance(end.code, int) else int(end.code is not None)


def _call_itself(module: str) -> None:
    """Let who lists processes see which is which: their command lines are all the same."""
    with suppress(OSError), open("/proc/self/comm", "w") as name:  # noqa: PTH123 - no class has to be loaded for it
        name.write(module.removeprefix("linkwatch."))


if __name__ == "__main__":
    main()
