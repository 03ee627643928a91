"""Runs of both tools over the same work."""

import tempfile
from collections.abc import Collection
from pathlib import Path

from tests.benchmarks.against_lychee.measuring import Run, measure
from tests.benchmarks.against_lychee.tools import Tool
from tests.benchmarks.against_lychee.workloads import Workload


def compare(workload: Workload, tools: Collection[Tool], runs: int, port: int, part: int) -> dict[str, list[Run]]:
    """Let the tools take turns. part: what the work is divided by. Returns the runs of each by its name."""
    found: dict[str, list[Run]] = {tool.name: [] for tool in tools}
    for _ in range(runs):
        for tool in tools:
            found[tool.name].append(run_once(workload, tool, port, part))
    return found


def run_once(workload: Workload, tool: Tool, port: int, part: int = 1, cores: Collection[int] | None = None) -> Run:
    """Do the work once in a new folder. cores: the only ones that the tool may use.

    Raises RuntimeError if it was not done.
    """
    with tempfile.TemporaryDirectory(prefix="linkwatch-benchmark-") as place:
        work, result = Path(place, "input"), Path(place, "result")
        work.mkdir()
        links = workload.prepare(work, port, part)
        command = (tool.list_links if links is None else tool.check)(work, result)
        run = measure(command, Path(place), cores)
        problem = _problem(tool, links, run, result)
        if problem:
            told = Path(place, "told").read_text(encoding="utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"{tool.name}, {workload.title}: {problem}\n{told}")
        return run


def _problem(tool: Tool, links: int | None, run: Run, result: Path) -> str | None:
    if run.exit_code != 0:
        return f"exit code {run.exit_code}"
    if links is None:
        return None if result.stat().st_size else "listed nothing"
    alive = tool.found_alive(result)
    return None if alive == links else f"found {alive} of {links} links alive"
