"""How much faster two Dask workers are than one, where computing is what takes the time.

    python -m tests.cluster.speed [--workers 1 2] [--links 3000] [--rounds 3]

Whole hosts go in and verdicts come out as in a run; the web is one that answers each URL at once with a page of many
words, so that what is measured is reading and judging pages, and the way to the workers and back. Of several rounds the
best counts. It takes a processor for each worker that nobody else uses; where others do, the processor time tells: what
the workers compute is shared by all of them, what the owner and the scheduler compute is not.
"""

import argparse
import asyncio
import time

import psutil
from distributed import LocalCluster

from linkwatch.check.cluster import Cluster
from linkwatch.check.examining import Finding, HostBatch, Question
from linkwatch.config import CheckSettings
from linkwatch.model import Link
from tests.check.test_crew import NOW
from tests.cluster.webs import open_ready_web

_LINKS_OF_HOST = 10


def batches(links: int) -> list[HostBatch]:
    made = []
    for first in range(1, links + 1, _LINKS_OF_HOST):
        host = f"host{first}.example.org.site{first}.com"
        numbers = range(first, min(first + _LINKS_OF_HOST, links + 1))
        questions = [Question(Link(number, f"http://{host}/{number}", ("words",))) for number in numbers]
        made.append(HostBatch(1, host, tuple(questions)))
    return made


def computed(processes: list[psutil.Process]) -> float:
    """Return the seconds of computing of these processes."""
    return sum(times.user + times.system for times in (process.cpu_times() for process in processes))


async def seconds_for(links: int, workers: int, rounds: int) -> float:
    """Return the seconds that the best of some rounds takes."""
    took: list[float] = []
    here = psutil.Process()
    async with LocalCluster(
        n_workers=workers, threads_per_worker=1, asynchronous=True, dashboard_address="127.0.0.1:0", silence_logs=40
    ) as local:
        settings = CheckSettings(scheduler=local.scheduler_address)
        async with Cluster(settings, open_ready_web) as far:
            await far.number_for(links)
            for round_ in range(rounds + 1):
                found = 0

                async def take(finding: Finding) -> None:
                    nonlocal found
                    found += 1

                before = computed([here]), computed(here.children(recursive=True))
                began = time.perf_counter()
                await asyncio.gather(
                    *(
                        far.look_at(batch, lambda: NOW, take, lambda: False)
                        for batch in batches(links if round_ else 100)
                    )
                )
                if round_:  # the one before starts the processes
                    took.append(time.perf_counter() - began)
                    own = 1000 * (computed([here]) - before[0]) / found
                    theirs = 1000 * (computed(here.children(recursive=True)) - before[1]) / found
                    print(
                        f"{workers} workers: {found / took[-1]:7.0f} links a second; computing for a link:"
                        f" {theirs:.2f} ms by the workers, {own:.2f} ms by owner and scheduler"
                    )
    return min(took)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--links", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    best = [await seconds_for(arguments.links, workers, arguments.rounds) for workers in arguments.workers]
    for workers, seconds in zip(arguments.workers, best, strict=True):
        print(f"{workers} workers: {arguments.links / seconds:7.0f} links a second, {best[0] / seconds:.2f} times")


if __name__ == "__main__":
    asyncio.run(main())
