"""Figures as tables of Markdown."""

from collections.abc import Sequence
from statistics import median

from tests.benchmarks.against_lychee.measuring import Run
from tests.benchmarks.against_lychee.workloads import Workload

COMPARED = (
    "| work | goal | **ratio** | linkwatch s | lychee s | CPU s | peak MB: main + a worker |\n"
    "|---|---|---|---|---|---|---|"
)
GROWTH = "| links | cores | s | µs of CPU a link | peak MB: main | largest worker |\n|---|---|---|---|---|---|"


def compared(workload: Workload, ours: Sequence[Run], theirs: Sequence[Run]) -> str:
    """Return a row that compares the runs; times are median (least), memory is the most of any run."""
    ratio = median(run.seconds for run in ours) / median(run.seconds for run in theirs)
    cpu = f"{median(run.cpu for run in ours):.1f} / {median(run.cpu for run in theirs):.1f}"
    memory = f"{_memory(ours)} / {max(run.main_mb for run in theirs):.0f}"
    return (
        f"| {workload.title} | ≤ {workload.goal:g} | **{ratio:.2f}** "
        f"| {_seconds(ours)} | {_seconds(theirs)} | {cpu} | {memory} |"
    )


def grown(links: int, cores: int, run: Run) -> str:
    """Return a row of how the cost grows."""
    return (
        f"| {links:,} | {cores} | {run.seconds:.1f} | {run.cpu / links * 1e6:.0f} "
        f"| {run.main_mb:.0f} | {run.worker_mb:.0f} |"
    ).replace(",", " ")


def _seconds(runs: Sequence[Run]) -> str:
    return f"{median(run.seconds for run in runs):.2f} ({min(run.seconds for run in runs):.2f})"


def _memory(runs: Sequence[Run]) -> str:
    return f"{max(run.main_mb for run in runs):.0f} + {max(run.worker_mb for run in runs):.0f}"
