"""Schedulers, workers, daemons and audits in processes of their own, and what they say."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from distributed import LocalCluster

from tests.programs import CODE, MAIN, Program, load

LINKWATCH = ["linkwatch"]
DASK = ["dask"]
CODE_OF_ONES_OWN = ["code"]
_MAINS = {"linkwatch": MAIN, "dask": "dask.__main__:main", "code": CODE}
_LONGEST_WAIT = "linkwatch.check.cluster:_JOIN_SECONDS"


def linkwatch_that_waits(seconds: float) -> list[str]:
    """Return how to start a linkwatch that waits so long, and no longer, for a scheduler that is not there."""
    return [f"linkwatch {seconds}"]


def local_cluster(workers: int, port: int = 0) -> LocalCluster:
    """Return a cluster of so many workers, each a process with one thread; its scheduler is this process."""
    load()
    return LocalCluster(n_workers=workers, threads_per_worker=1, scheduler_port=port, dashboard_address="127.0.0.1:0")


class Running:
    """A running program, and the lines of its standard error."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.lines: list[str] = []

    async def line_with(self, words: str) -> str:
        """Return the next line that has these words."""
        while await self._read():
            if words in self.lines[-1]:
                return self.lines[-1]
        raise AssertionError(f"it ended without {words!r}: {self.lines}")

    async def end(self) -> int:
        """Wait for its end; return the exit code."""
        while await self._read():
            pass
        return await asyncio.to_thread(self.process.wait)

    async def _read(self) -> bool:
        assert self.process.stderr is not None
        if line := await asyncio.to_thread(self.process.stderr.readline):
            self.lines.append(line.decode().rstrip())
        return bool(line)


def _started(command: Sequence[str], folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    more: dict[str, Any] = {"cwd": folder, "env": environment, "start_new_session": True}
    more |= {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    name, _, seconds = command[0].partition(" ")
    sets = {_LONGEST_WAIT: float(seconds)} if seconds else {}
    return Program(command[1:], main=_MAINS[name], sets=sets, **more)


@asynccontextmanager
async def running(command: Sequence[str], folder: Path) -> AsyncIterator[Running]:
    """Run a program; it is killed with its children at the end of the context."""
    process = _started(command, folder)
    program = Running(process)
    with process:
        try:
            yield program
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            await program.end()


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def scheduler(port: int, folder: Path, protocol: str = "tcp") -> AsyncIterator[Running]:
    """Run a scheduler."""
    command = [*DASK, "scheduler", "--host", f"{protocol}://127.0.0.1", "--port", str(port), "--no-dashboard"]
    async with running(command, folder) as program:
        await program.line_with("Scheduler at:")
        yield program


@asynccontextmanager
async def worker(port: int, folder: Path, protocol: str = "tcp") -> AsyncIterator[Running]:
    """Run a worker with one thread, and without the nanny that would start it anew."""
    address = f"{protocol}://127.0.0.1:{port}"
    command = [*DASK, "worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny"]
    async with running(command, folder) as program:
        await program.line_with("Registered to:")
        yield program
