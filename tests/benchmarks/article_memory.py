"""What articles of any size and make cost in memory, in all processes together.

`python -m tests.benchmarks.article_memory [--megabytes 64] [NAME…]` audits one of each make; nothing is asked of any
network.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MB = 2**20
_EMOJI = "\N{HOT BEVERAGE}\N{GRINNING FACE}".encode()
MAKES: Mapping[str, tuple[str, bytes]] = {  # how the file's name ends, and what it is made of
    "links in HTML": (".html", b"<a href=http://127.0.0.1/>x</a>"),
    "links in paragraphs": (".html", b"<p>Said <a href=http://127.0.0.1/>x</a> and went. "),
    "links among emoji": (".html", b"<a href=http://127.0.0.1/>" + _EMOJI * 40 + b"</a>"),
    "words in HTML": (".html", b"word "),
    "nested tags": (".html", b"<div>"),
    "nested formatting": (".html", b"<b><i><a>"),
    "angle brackets": (".html", b"<"),
    "a line of HTML": (".html", b"a"),
    "links in Markdown": (".md", b"[x](http://127.0.0.1/) "),
    "links in paragraphs of Markdown": (".md", b"Said [x](http://127.0.0.1/) and went.\n\n"),
    "tags in Markdown": (".md", b"<a href=http://127.0.0.1/>x</a>\n\n"),
    "emoji in Markdown": (".md", _EMOJI + b"\n"),
    "words in Markdown": (".md", b"word "),
    "paragraphs in Markdown": (".md", b"word word word word word word word word word word word word.\n\n"),
    "brackets in Markdown": (".md", b"["),
    "a line of Markdown": (".md", b"a"),
    "lines of Markdown": (".md", b"\n"),
    "a list of URLs": (".urls", b"http://127.0.0.1/a\n"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """peak: MB of memory in all processes at one moment. seconds: of computing."""

    exit_code: int
    told: str
    peak: float
    seconds: float


def audit(path: Path) -> Cost:
    """Audit one article in a process of its own, and watch what it takes."""
    what = f"urls:{path.name}" if path.suffix == ".urls" else path.name
    command = [sys.executable, "-m", "linkwatch", "audit", what, "--no-archive", "--format", "json"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, cwd=path.parent, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    gauge = Gauge(process.pid)
    _, told = process.communicate()
    peak = gauge.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(process.returncode, told.strip(), peak, seconds)


class Gauge:
    """Watches the memory of a process and all that it starts."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> float:
        """Return the most that all of them had at one moment, in MB."""
        self._ended.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._ended.is_set():
            self._peak = max(self._peak, sum(map(_resident, _family(self._pid))))
            time.sleep(0.01)


def _family(pid: int) -> list[int]:
    members = [pid]
    for member in members:
        try:
            tasks = list(Path(f"/proc/{member}/task").iterdir())
            members += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except OSError:
            continue  # it has just ended
    return members


def _resident(pid: int) -> float:
    """Memory in MB that no other process shares, as most of what a program and its libraries are is shared."""
    try:
        resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[1:3]
    except OSError:
        return 0.0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE") / MB


def write(folder: Path, name: str, size: int) -> Path:
    """Write an article of one make."""
    suffix, part = MAKES[name]
    path = folder / f"{name.replace(' ', '-')}{suffix}"
    path.write_bytes(part * (size // len(part)))
    return path


def main() -> None:
    """Print a line for each make."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.article_memory", description=__doc__)
    parser.add_argument("names", nargs="*", default=list(MAKES), metavar="NAME")
    parser.add_argument("--megabytes", type=int, default=64)
    options = parser.parse_args()
    for name in options.names:
        with tempfile.TemporaryDirectory() as folder:
            cost = audit(write(Path(folder), name, options.megabytes * MB))
        print(f"{name:<32} {cost.peak:4.0f} MB {cost.seconds:6.1f} s  exit {cost.exit_code}  {cost.told}", flush=True)


if __name__ == "__main__":
    main()
