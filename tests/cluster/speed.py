"""How much faster two Dask workers are than one, where computing is what takes the time.

    python -m tests.cluster.speed [--workers 1 2] [--links 3000] [--rounds 2]

Whole hosts go in and verdicts come out as in a run; the web is one that answers each URL at once with a page of
160 KB, so that what is measured is reading and judging pages, and the way to the workers and back.

Linux tells of each process for how long it ran, and for how long it was ready to run while others had the processors;
the rest it was idle. So it can be told on a busy machine what would be on one where each has a processor: of the time
in which it was not kept waiting, how much was a worker busy? What it is idle is ours: letters, chunks, leases. What a
link takes to look at is left out, since that varies with what else a machine does: see it beside. Measured is the
second third of the links: at the end one worker is done before the other.
"""

import argparse
import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import psutil
from distributed import LocalCluster

from linkwatch.check.cluster import Cluster
from linkwatch.check.examining import Finding, HostBatch, Question
from linkwatch.config import CheckSettings
from linkwatch.model import Link
from tests.check.test_crew import NOW
from tests.cluster.webs import open_ready_web

_LINKS_OF_HOST = 10
_HOSTS_AT_ONCE = 40  # of each worker: no more are shared out than keep it busy, so that who is slow gets fewer


def batches(links: int) -> list[HostBatch]:
    made = []
    for first in range(1, links + 1, _LINKS_OF_HOST):
        host = f"host{first}.example.org.site{first}.com"
        numbers = range(first, min(first + _LINKS_OF_HOST, links + 1))
        questions = [Question(Link(number, f"http://{host}/{number}", ("words",))) for number in numbers]
        made.append(HostBatch(1, host, tuple(questions)))
    return made


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds: since when, and for how long each process ran and waited for a processor, by its main thread.

    owner, offices: what these computed in all, the threads of Dask included.
    """

    at: float
    ran: dict[int, float]
    waited: dict[int, float]
    owner: float
    offices: float

    @classmethod
    def now(cls, here: psutil.Process) -> "Spent":
        lookers, offices = started(here)
        told = {each.pid: Path(f"/proc/{each.pid}/schedstat").read_text().split() for each in (here, *lookers)}
        ran, waited = ({pid: int(words[place]) / 1e9 for pid, words in told.items()} for place in (0, 1))
        return cls(time.perf_counter(), ran, waited, computed(here), sum(map(computed, offices)))


def computed(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@dataclass(frozen=True, slots=True)
class Done:
    """What workers do. busy: how many workers' work it is, were there a processor for each of them."""

    busy: float
    links_a_second: float


def started(here: psutil.Process) -> tuple[list[psutil.Process], list[psutil.Process]]:
    """Return the processes that look at links, one for each thread of a worker, and those that they work for."""
    lookers, offices = [], []
    for each in here.children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it ended meanwhile
            (lookers if each.name() == "check.worker" else offices).append(each)
    return lookers, offices


async def busy_workers(links: int, workers: int, rounds: int) -> Done:
    """Return what workers do; the mean of some rounds."""
    done = list[Done]()
    here = psutil.Process()
    async with LocalCluster(
        n_workers=workers, threads_per_worker=1, asynchronous=True, dashboard_address="127.0.0.1:0", silence_logs=40
    ) as local:
        settings = CheckSettings(scheduler=local.scheduler_address)
        async with Cluster(settings, open_ready_web) as far:
            await far.number_for(links)
            await look(far, 100, here)  # starts the processes
            for _ in range(rounds):
                before, after = await look(far, links, here)
                done.append(told(workers, links // 3, before, after, here.pid))
    return Done(fmean(each.busy for each in done), fmean(each.links_a_second for each in done))


async def look(far: Cluster, links: int, here: psutil.Process) -> tuple[Spent, Spent]:
    """Have links looked at; return what was spent when a third of them was found, and when two were."""
    marks: list[Spent] = []
    found = 0

    async def take(finding: Finding) -> None:
        nonlocal found
        found += 1
        if found in (links // 3, 2 * (links // 3)):
            marks.append(Spent.now(here))

    waiting = iter(batches(links))

    async def one_after_the_other() -> None:
        for batch in waiting:
            await far.look_at(batch, lambda: NOW, take, lambda: False)

    await asyncio.gather(*(one_after_the_other() for _ in range(_HOSTS_AT_ONCE * len(far))))
    return marks[0], marks[1]


def told(workers: int, found: int, before: Spent, after: Spent, own: int) -> Done:
    """Print what was spent between two moments; return what was done."""
    seconds = after.at - before.at
    ran = {pid: after.ran[pid] - before.ran[pid] for pid in after.ran}
    waited = {pid: after.waited[pid] - before.waited[pid] for pid in after.waited}
    print(f"{workers} workers: {found / seconds:4.0f} links a second by the clock")
    for pid in ran:
        share, ready = ran[pid] / seconds, waited[pid] / seconds
        name = "owner and scheduler" if pid == own else "one that looks"
        print(f"  {name:<20} ran {share:4.0%}, waited for a processor {ready:4.0%}, idle {1 - share - ready:4.0%}")
    spent = (sum(ran.values()) - ran[own], after.owner - before.owner, after.offices - before.offices)
    look_ms, own_ms, office_ms = (1000 * seconds / found for seconds in spent)
    print(
        f"  for a link: {look_ms:.2f} ms to look, {own_ms:.2f} ms of owner and scheduler, {office_ms:.2f} ms of offices"
    )
    could = sum(seconds - waited[pid] for pid in ran if pid != own)
    return Done(workers * (sum(ran.values()) - ran[own]) / could, found / seconds)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--links", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    done = [await busy_workers(arguments.links, workers, arguments.rounds) for workers in arguments.workers]
    first = done[0]
    for workers, each in zip(arguments.workers[1:], done[1:], strict=True):
        by_clock, by_itself = each.links_a_second / first.links_a_second, each.busy / first.busy
        print(
            f"{workers} workers against {arguments.workers[0]}: {by_clock:.2f} times by the clock "
            f"({first.links_a_second:.0f} and {each.links_a_second:.0f} links a second), "
            f"{by_itself:.2f} times with a processor each"
        )


if __name__ == "__main__":
    asyncio.run(main())
