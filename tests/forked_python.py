"""Loaded by what tests fork programs from: the Python processes that these start are forked, too.

To start Python, and to load what readers need, takes most of the time of a program that reads one page. Such a process
has what its program has loaded; its ancestors, arguments, environment, streams and signals are those of one that was
started. That such processes start as they are meant to is shown by the tests whose own process has readers.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from traceback import print_exc
from types import SimpleNamespace

from linkwatch.reading import fork_server, forking, interpreter

_MOST_FILES = 2**16


class _ForkedPython(subprocess.Popen[bytes]):
    """Is used as Popen is by `start_python`, of whose command it needs the module and what follows that."""

    def _execute_child(  # type: ignore[override]  # what Popen calls between making pipes and closing their far ends
        self,
        args: Sequence[str],
        executable: object,
        preexec_fn: object,
        close_fds: object,
        pass_fds: Collection[int],
        cwd: object,
        env: Mapping[str, str],
        startupinfo: object,
        creationflags: object,
        shell: object,
        p2cread: int,
        p2cwrite: object,
        c2pread: object,
        c2pwrite: int,
        *more: object,
    ) -> None:
        self.pid = os.fork()
        if not self.pid:
            try:
                _become_python(args[args.index("-m") + 1 :], env, (p2cread, c2pwrite), pass_fds)
                os._exit(0)
            except SystemExit as end:
                os._exit(fork_server.exit_code(end))
            except BaseException:  # noqa: BLE001 - as the interpreter does at its end
                print_exc()
            finally:
                os._exit(1)
        self._child_created = True
        os.close(c2pwrite)  # the only file that was opened for it: it leads nowhere
        self._closed_child_pipe_fds = True


def _become_python(
    command: Sequence[str], environment: Mapping[str, str], streams: Sequence[int], files: Collection[int]
) -> None:
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    kept = [2, *sorted(files), _MOST_FILES]
    for before, after in pairwise(kept):
        os.closerange(before + 1, after)
    forking._servers_lock = threading.Lock()  # whoever starts this process holds that one
    logging.getLogger().handlers.clear()
    os.environ.clear()
    os.environ.update(environment)
    module, *arguments = command
    sys.argv = [module, *arguments]
    fork_server._call_itself(module)
    import_module(module).main()


if "pytest" in sys.modules:
    raise ImportError("is for what programs are forked from: the readers of tests start as they are meant to")
interpreter.subprocess = SimpleNamespace(Popen=_ForkedPython, DEVNULL=subprocess.DEVNULL)
