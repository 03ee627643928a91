"""A process of our own, and the socket to it on which frames go both ways. `door.py` is the other end of it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from linkwatch.reading.door import LENGTH, READY

_SHORT = 65_536  # bytes of a frame that are copied sooner than sent apart from their length
_END_SECONDS, _END_LOOKS = 1.0, 200  # for the end of a process whose socket is closed; most need a hundredth


class FrameTooLongError(Exception):
    """A frame is longer than was to be expected; nothing more can be received."""


class Process:
    """A Python process that runs a module of ours. Raises OSError where it cannot be started.

    files: descriptors that it inherits, beside its end of the socket.
    """

    def __init__(self, module: str, arguments: Sequence[str] = (), files: Sequence[int] = ()) -> None:
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        # What this process imports, the other must find in the same places; -P: it finds nothing else first.
        # Our own settings are left out, keys of archives among them: it is told what it needs.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LINKWATCH_")}
        environment["PYTHONPATH"] = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
        try:
            with theirs:
                self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
                    [sys.executable, "-P", "-m", module, *arguments],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env=environment,
                    pass_fds=files,
                )
        except BaseException:
            self._socket.close()
            raise

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    async def greet(self) -> None:
        """Wait until it can take something. Raises EOFError if it ended."""
        await self._receive_bytes(len(READY))

    async def send(self, frame: bytes) -> None:
        """Send a frame; nobody else may until this is done. Raises ConnectionError if the process ended."""
        loop = asyncio.get_running_loop()
        length = len(frame).to_bytes(LENGTH)
        if len(frame) <= _SHORT:  # else the other end is woken for the length alone
            await loop.sock_sendall(self._socket, length + frame)
            return
        await loop.sock_sendall(self._socket, length)
        await loop.sock_sendall(self._socket, frame)

    async def receive(self, most: int) -> bytearray:
        """Wait for a frame of at most so many bytes.

        Raises FrameTooLongError if it is longer, EOFError or ConnectionError if the process ended.
        """
        length = int.from_bytes(await self._receive_bytes(LENGTH))
        if length > most:
            raise FrameTooLongError
        return await self._receive_bytes(length)

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
            if (exit_code := self._process.poll()) is not None:
                return exit_code
            await asyncio.sleep(_END_SECONDS / _END_LOOKS)
        return None

    def kill(self) -> None:
        """End it, without waiting for the end."""
        self._process.kill()

    def close(self) -> None:
        """Close our end of the socket."""
        self._socket.close()


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
