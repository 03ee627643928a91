"""Reads the options, runs, prints."""

import argparse
import os

from tests.benchmarks import against_lychee
from tests.benchmarks.against_lychee.comparing import compare, run_once
from tests.benchmarks.against_lychee.server import serving
from tests.benchmarks.against_lychee.tables import COMPARED, GROWTH, compared, grown
from tests.benchmarks.against_lychee.tools import Tool, keep_compiled, linkwatch, lychee, machine
from tests.benchmarks.against_lychee.workloads import WORKLOADS, Workload, evenly

_GROWTH = "growth"
_SIZES = (1000, 10_000, 100_000)
_LINKS_OF_A_HOST = 10
_QUICK = 10


def main() -> None:
    """Print the tables that were asked for; each row as soon as it is known."""
    parser = argparse.ArgumentParser(
        description=against_lychee.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [*(workload.name for workload in WORKLOADS), _GROWTH]
    parser.add_argument("--workload", action="append", choices=names, help="only this; may be repeated")
    parser.add_argument("--runs", type=int, default=3, help="of each tool for each workload [3]")
    parser.add_argument("--quick", action="store_true", help="do a tenth of the work, once")
    parser.add_argument("--at-once", type=int, help="requests in flight of both tools [each its own default]")
    chosen = parser.parse_args()
    wanted = chosen.workload or names
    part, runs = (_QUICK, 1) if chosen.quick else (1, chosen.runs)
    keep_compiled()
    print(f"{machine()}{'; A TENTH OF THE WORK' if chosen.quick else ''}\n", flush=True)
    with serving() as port:
        _warm_up(linkwatch(None), port)
        workloads = [workload for workload in WORKLOADS if workload.name in wanted]
        if workloads:
            _print_compared(workloads, runs, port, part, chosen.at_once)
        if _GROWTH in wanted:
            _print_growth(port, part, chosen.at_once)


def _warm_up(tool: Tool, port: int) -> None:
    """Run what has to be compiled or read from the disk only once."""
    for name in ("order", "html", "markdown"):
        run_once(next(workload for workload in WORKLOADS if workload.name == name), tool, port, 100)


def _print_compared(workloads: list[Workload], runs: int, port: int, part: int, at_once: int | None) -> None:
    ours, theirs = linkwatch(at_once), lychee(at_once)
    print(COMPARED, flush=True)
    for workload in workloads:
        found = compare(workload, (ours, theirs), runs, port, part)
        print(compared(workload, found[ours.name], found[theirs.name]), flush=True)
    print(flush=True)


def _print_growth(port: int, part: int, at_once: int | None) -> None:
    cores = sorted(os.sched_getaffinity(0))
    print(GROWTH, flush=True)
    for links in _SIZES:
        workload = Workload("", f"{links} links", 0, evenly(links, links // _LINKS_OF_A_HOST))
        for count in sorted({1, len(cores)}) if links == _SIZES[1] else [len(cores)]:
            run = run_once(workload, linkwatch(at_once), port, part, cores[:count])
            print(grown(links // part, count, run), flush=True)


if __name__ == "__main__":
    main()
