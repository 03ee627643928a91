"""One run of a program: how long it took, and what all its processes used."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK_EVERY = 0.05
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Run:
    """exit_code: negative for a signal. seconds: from start to end. cpu: seconds of computing of all processes.

    main_mb, worker_mb: most memory that the program's first process had, and the largest of those that it started; 0
    where there was none.
    """

    exit_code: int
    seconds: float
    cpu: float
    main_mb: float
    worker_mb: float


def measure(command: Sequence[str], folder: Path, cores: Collection[int] | None = None) -> Run:
    """Run a command in a folder, where its words go into the file `told`. cores: the only ones that it may use."""
    with (folder / "told").open("wb") as told:
        before = os.sched_getaffinity(0)
        if cores is not None:
            os.sched_setaffinity(0, cores)  # a new process has its parent's
        started = time.perf_counter()
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=told, stderr=told, cwd=folder)
        finally:
            os.sched_setaffinity(0, before)
    watch = _Watch(process.pid)
    try:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    except BaseException:
        process.send_signal(signal.SIGINT)
        process.wait()
        raise
    finally:
        watch.end()
    seconds = time.perf_counter() - started
    # Processes that ended before their parent asked for them are in the watch's sum only, the last moments of all
    # only in the kernel's.
    cpu = max(usage.ru_utime + usage.ru_stime, sum(watch.cpu.values()))
    main_mb = watch.megabytes.pop(process.pid, 0.0)
    return Run(process.returncode, seconds, cpu, main_mb, max(watch.megabytes.values(), default=0.0))


class _Watch:
    """Looks at a process and all below it. cpu, megabytes: by process, as last seen."""

    def __init__(self, pid: int) -> None:
        self.cpu: dict[int, float] = {}
        self.megabytes: dict[int, float] = {}
        self._pid = pid
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.is_set():
            self._look_at(self._pid)
            self._is_over.wait(_LOOK_EVERY)

    def _look_at(self, pid: int) -> None:
        place = Path("/proc", str(pid))
        try:
            times = (place / "stat").read_bytes().rpartition(b")")[2].split()[11:13]
            peak = (place / "status").read_text().partition("VmHWM:")[2].split(maxsplit=1)
            threads = [(thread / "children").read_text() for thread in (place / "task").iterdir()]
        except OSError:
            return  # it has ended
        self.cpu[pid] = sum(map(int, times)) / _TICKS
        if peak:  # else it has ended and nobody asked for it yet
            self.megabytes[pid] = max(self.megabytes.get(pid, 0.0), int(peak[0]) / 1024)
        for child in " ".join(threads).split():
            self._look_at(int(child))
