"""Processes of ours that are forked, where the system lets us (Linux): each is there within milliseconds.

They are forked by a process that does nothing else, never by this one, which may have threads and other people's
secrets: there is one `fork_server.py`, from when it is needed until this process ends, or nobody has needed it for a
minute. It loads what each needs when the first of its kind is wanted, or before (`get_ready`): those that read pages
and those that look at links have half of it in common. It alone knows how they end, and kills them. Should it end
before them, those that live go on; nobody knows any more how each ends, and they are taken for killed then.
"""

import atexit
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
from array import array
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from linkwatch.reading.interpreter import are_secret, environment, start_python
from linkwatch.reading.orders import LONGEST, Ended, Kill, Load, Start, Started

_MODULE = "linkwatch.reading.fork_server"
_END_SECONDS = 1
_IDLE_SECONDS = 60.0
_STOPPED = ("T", "t")  # states of processes, by the kernel: by a signal, by a debugger


def fork(module: str, loads: Sequence[str], door: socket.socket, files: Sequence[int]) -> "Forked | None":
    """Return a process that carries out the `main` of a module; None where none can be forked.

    loads: modules that it will need. door: its end of a socket, which becomes its standard input. files: descriptors
    that it gets beside; their numbers there, and then `loads`, are its arguments.
    """
    with _servers_lock, suppress(OSError):
        if (server := _server()) is not None:
            return server.start(module, loads, [door.fileno(), *files])
    return None


def get_ready(loads: Sequence[str]) -> None:
    """Have loaded what processes will need, while this one goes on; nothing is done where none can be forked."""
    with _servers_lock, suppress(OSError):
        if (server := _server()) is not None:
            server.load(loads)


def _server() -> "_Server | None":
    """Return who forks; None where nobody can. Raises OSError where it cannot be started.

    One that began before the settings were read may have variables that these keep secret: another takes its place.
    """
    if sys.platform != "linux":
        return None
    place = (os.getpid(), sys.executable)
    server = _servers.get(place)
    if server is not None:
        server.hear()
        if not server.has_ended and server.knows_a_secret:
            server.end()
    if server is None or server.has_ended:
        server = _servers[place] = _Server()
    return server


class Forked:
    """A forked process, with what is needed of subprocess.Popen."""

    def __init__(self, server: "_Server", number: int) -> None:
        self._server = server
        self._number = number
        self._handle: int | None = None
        self._process: int | None = None
        self.code: int | None = None

    def poll(self) -> int | None:
        """Return its exit code; None as long as it lives."""
        self._server.hear()
        if self.code is None and self._server.has_ended and not self._lives():
            self.has_ended(-signal.SIGKILL)
        return self.code

    def kill(self) -> None:
        """End it, without waiting for the end."""
        self._server.kill(self._number)
        if self._handle is not None and sys.platform == "linux":  # who forked it may have ended, or obeys no more
            with suppress(OSError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def has_started(self, process: int, handle: int) -> None:
        """Take in its id, and a descriptor of the process itself, which is good whoever forked it."""
        self._process, self._handle = process, handle

    def has_ended(self, code: int) -> None:
        """Take in how it ended."""
        self.code = code
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __del__(self) -> None:
        if self._handle is not None:
            os.close(self._handle)

    def _lives(self) -> bool:
        if self._handle is None:
            return False
        poll = select.poll()
        poll.register(self._handle, select.POLLIN)
        return not poll.poll(0)

    @property
    def is_stopped(self) -> bool:
        """Whether somebody stopped it."""
        self._server.hear()
        return self.code is None and self._process is not None and is_stopped(self._process)

    @property
    def has_stopped_server(self) -> bool:
        """Whether what is to fork it was stopped (SIGSTOP), and does nothing until somebody lets it go on."""
        return self._server.is_stopped

    def end_server(self) -> None:
        """End what has forked it, or did not."""
        self._server.end()


class _Server:
    """A process that forks others. Raises OSError where it cannot be started."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._living: dict[int, Forked] = {}
        self._started = 0
        self.has_ended = False
        self._knows = frozenset(environment())
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                self._process = start_python(_MODULE, [str(_IDLE_SECONDS)], theirs)
        except BaseException:
            self._control.close()
            raise

    def start(self, module: str, loads: Sequence[str], files: Sequence[int]) -> Forked:
        """Have a process started. Raises OSError where it cannot be asked for."""
        with self._lock:
            number, folder = self._started, os.getcwd()  # noqa: PTH109 - as text, which no class has to be loaded for
            order = Start(number, len(files), module, tuple(loads), environment(), tuple(sys.path), folder)
            # Never waited for: one that was stopped takes orders until there is no room for more, and obeys none.
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", files))]
            self._control.sendmsg([pickle.dumps(order)], rights, socket.MSG_DONTWAIT)  # send_fds() forgets the flag
            forked = self._living[number] = Forked(self, number)
            self._started += 1
            return forked

    @property
    def knows_a_secret(self) -> bool:
        """Whether it was started with a variable that has become a secret since."""
        return are_secret(self._knows)

    def load(self, modules: Sequence[str]) -> None:
        """Have it load modules. Raises OSError where it cannot be asked for."""
        with self._lock:
            self._control.send(pickle.dumps(Load(tuple(modules))), socket.MSG_DONTWAIT)

    def kill(self, number: int) -> None:
        """Kill a process that still lives."""
        self.hear()
        with self._lock, suppress(OSError):
            if number in self._living:
                self._control.send(pickle.dumps(Kill(number)), socket.MSG_DONTWAIT)

    def hear(self) -> None:
        """Take in who has ended."""
        with self._lock:
            try:
                self._take_in()
                self.end()
            except BlockingIOError:  # that is all
                pass
            except OSError:
                self.end()

    def _take_in(self) -> None:
        """Take in all that was said until it ended. Raises OSError, BlockingIOError where more may come."""
        room = socket.CMSG_LEN(array("i").itemsize)
        while (got := self._control.recvmsg(LONGEST, room, socket.MSG_DONTWAIT))[0]:  # recv_fds() forgets the flag
            news: Started | Ended = pickle.loads(got[0])  # noqa: S301 - from a process of ours
            if isinstance(news, Ended):
                self._living.pop(news.number).has_ended(news.code)
                continue
            for _, _, handle in got[1]:
                self._living[news.number].has_started(news.process, array("i", handle)[0])

    @property
    def is_stopped(self) -> bool:
        """Whether somebody stopped it."""
        return is_stopped(self._process.pid)

    def end(self) -> None:
        """End it at once; those that it forked and that live go on."""
        with self._lock:
            self.has_ended = True
            with suppress(OSError):  # or no more is there
                self._take_in()
            self._control.close()
            self._process.kill()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_SECONDS)
            self._living.clear()


def is_stopped(process: int) -> bool:
    """Tell whether somebody stopped a process (SIGSTOP), as the kernel knows; False where it tells nobody."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] in _STOPPED


_servers: dict[tuple[int, str], _Server] = {}
_servers_lock = threading.Lock()


@atexit.register
def _end_all() -> None:
    for (process, _), server in _servers.items():
        if process == os.getpid():
            server.end()
