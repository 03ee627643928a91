"""A process of our own, and the socket to it on which frames go both ways. `door.py` is the other end of it.

It is forked by one that has loaded what it needs (`forking.py`), or is an interpreter of its own.
"""

import asyncio
import logging
import os
import signal
import socket
import subprocess
from collections.abc import Sequence
from contextlib import suppress

from linkwatch.reading.door import LENGTH, READY, pieces_of_frame
from linkwatch.reading.forking import Forked, fork, is_stopped
from linkwatch.reading.interpreter import start_python
from linkwatch.reading.waking import timeout_awake

_log = logging.getLogger(__name__)

_START_SECONDS = 60.0
_STOPPED_SECONDS = 3.0  # without a sign, after which it is asked whether it, or what is to fork it, was stopped
_STILL_SECONDS = 1.0  # later it is stopped still: else all of us were (Ctrl-Z), and it goes on a moment after us
_SERVER_IS_STOPPED = (
    "the process that starts others was stopped (SIGSTOP): it is ended, and they are started without it"
)
_IS_STOPPED = "a process of ours was stopped (SIGSTOP): it is ended, and another does its work"
_END_SECONDS, _END_LOOKS = 1.0, 200  # for the end of a process whose socket is closed; most need a hundredth


class FrameTooLongError(Exception):
    """A frame is longer than was to be expected; nothing more can be received."""


class Process:
    """A Python process that carries out the `main` of a module of ours. Raises OSError where it cannot be started.

    loads: modules that it will need. files: descriptors that it gets beside its end of the socket. Its arguments are
    the numbers that these have there, then `loads`.
    """

    def __init__(self, module: str, *, loads: Sequence[str] = (), files: Sequence[int] = ()) -> None:
        self._module = module
        self._loads = loads
        self._files = [os.dup(file) for file in files]  # until it is there, for it may have to be started once more
        self._next_look: asyncio.TimerHandle | None = None
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        try:
            with theirs:
                self._child: Forked | subprocess.Popen[bytes] = fork(module, loads, theirs, files) or self._start(
                    theirs
                )
        except BaseException:
            self.close()
            raise

    def _start(self, theirs: socket.socket) -> subprocess.Popen[bytes]:
        return start_python(self._module, [*map(str, self._files), *self._loads], theirs, self._files)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._child.poll() is None

    async def greet(self) -> None:
        """Wait until it can take something.

        Raises EOFError, ConnectionError or TimeoutError if that does not come, OSError where it cannot be started.
        """
        try:
            await self._receive_sign()
        except (EOFError, ConnectionError, TimeoutError) as error:
            if not isinstance(self._child, Forked):
                raise
            self._child.kill()
            if isinstance(error, TimeoutError):
                self._child.end_server()
            await self._start_otherwise()
        self._close_files()

    async def _start_otherwise(self) -> None:
        """Start it as other systems do: who was to fork it may have ended, or found no memory."""
        self._socket.close()
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        with theirs:
            self._child = self._start(theirs)
        await self._receive_sign()

    async def _receive_sign(self) -> None:
        sign = asyncio.ensure_future(self._receive_bytes(len(READY)))
        try:
            async with timeout_awake(_START_SECONDS):
                while not (await asyncio.wait([sign], timeout=_STOPPED_SECONDS))[0]:
                    if isinstance(self._child, Forked) and self._child.has_stopped_server:
                        _log.warning(_SERVER_IS_STOPPED)
                        raise TimeoutError
            await sign
        finally:
            sign.cancel()
            await asyncio.wait([sign])  # until it has let go of the socket

    async def send(self, content: bytes) -> None:
        """Send a frame; nobody else may until this is done. Raises ConnectionError if the process ended."""
        loop = asyncio.get_running_loop()
        for piece in pieces_of_frame(content):
            await loop.sock_sendall(self._socket, piece)

    async def receive(self, most: int) -> bytearray:
        """Wait for a frame of at most so many bytes.

        Raises FrameTooLongError if it is longer, EOFError or ConnectionError if the process ended. One that somebody
        stopped is ended, for nobody knows whether it is ever let go on.
        """
        self._look_whether_stopped_in(_STOPPED_SECONDS)
        try:
            length = int.from_bytes(await self._receive_bytes(LENGTH))
            if length > most:
                raise FrameTooLongError
            return await self._receive_bytes(length)
        finally:
            if self._next_look is not None:
                self._next_look.cancel()

    def _look_whether_stopped_in(self, seconds: float, *, was_stopped: bool = False) -> None:
        loop = asyncio.get_running_loop()
        self._next_look = loop.call_later(seconds, self._look_whether_stopped, was_stopped)

    def _look_whether_stopped(self, was_stopped: bool) -> None:
        is_now = self._child.is_stopped if isinstance(self._child, Forked) else is_stopped(self._child.pid)
        if is_now and was_stopped:
            _log.warning(_IS_STOPPED)
            self.kill()  # who waits for it learns of its end
        else:
            self._look_whether_stopped_in(_STILL_SECONDS if is_now else _STOPPED_SECONDS, was_stopped=is_now)

    async def _receive_bytes(self, size: int) -> bytearray:
        loop = asyncio.get_running_loop()
        received = bytearray(size)
        view = memoryview(received)
        while view:
            read = await loop.sock_recv_into(self._socket, view)
            if not read:
                raise EOFError
            view = view[read:]
        return received

    async def end(self) -> int | None:
        """Return the exit code of a process whose socket is closed, which happens at its very end.

        None where it lives on: something in it closed the socket. It is not waited for then, for it may never end.
        """
        for _ in range(_END_LOOKS):
            if (exit_code := self._child.poll()) is not None:
                return exit_code
            await asyncio.sleep(_END_SECONDS / _END_LOOKS)
        return None

    def kill(self) -> None:
        """End it, without waiting for the end."""
        self._child.kill()

    def close(self) -> None:
        """Close our end of the socket."""
        self._socket.close()
        self._close_files()

    def _close_files(self) -> None:
        while self._files:
            os.close(self._files.pop())


def explain_exit(code: int) -> str:
    """Return an exit code in words."""
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
