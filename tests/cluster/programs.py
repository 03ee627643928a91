"""Schedulers, workers, daemons and audits in processes of their own, and what they say."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

LINKWATCH = [sys.executable, "-m", "linkwatch"]
DASK = [sys.executable, "-m", "dask"]


class Program:
    """A running program, and the lines of its standard error."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []

    async def line_with(self, words: str) -> str:
        """Return the next line that has these words."""
        assert self.process.stderr is not None
        while line := await self.process.stderr.readline():
            self.lines.append(line.decode().rstrip())
            if words in self.lines[-1]:
                return self.lines[-1]
        raise AssertionError(f"it ended without {words!r}: {self.lines}")

    async def end(self) -> int:
        """Wait for its end; return the exit code."""
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode().rstrip())
        return await self.process.wait()


@asynccontextmanager
async def running(command: Sequence[str], folder: Path) -> AsyncIterator[Program]:
    """Run a program; it is killed with its children at the end of the context."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        limit=2**20,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    program = Program(process)
    try:
        yield program
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await program.end()


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def scheduler(port: int, folder: Path, protocol: str = "tcp") -> AsyncIterator[Program]:
    """Run a scheduler."""
    command = [*DASK, "scheduler", "--host", f"{protocol}://127.0.0.1", "--port", str(port), "--no-dashboard"]
    async with running(command, folder) as program:
        await program.line_with("Scheduler at:")
        yield program


@asynccontextmanager
async def worker(port: int, folder: Path, protocol: str = "tcp") -> AsyncIterator[Program]:
    """Run a worker with one thread, and without the process that would start it anew."""
    command = [*DASK, "worker", f"{protocol}://127.0.0.1:{port}", "--nthreads", "1", "--no-dashboard", "--no-nanny"]
    async with running(command, folder) as program:
        await program.line_with("Registered to:")
        yield program
