"""Lets a daemon live through the script's year, with restarts and kills, and compares its database with the oracle."""

import asyncio
import ctypes
import gc
import os
import shutil
import sqlite3
import time
from collections import defaultdict
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from linkwatch.check import control
from linkwatch.config import Settings
from linkwatch.watch.jobs import Jobs
from tests.cli.conftest import in_background
from tests.servers.clock import SimulatedClock
from tests.soak.oracle import RECHECK, Check, Found, Tally, compare, compare_citations
from tests.soak.script import Script
from tests.soak.world import World
from tests.watching import CHECK, Monitor, a_daemons_life, scans_of

MOST_GROWTH = 20.0  # MB: in the first two months 15 come of what is loaded when it is needed for the first time
_WEEK = 7 * 24  # hours


@dataclass
class Outcome:
    """What a year came to.

    differences: what the database says otherwise than the oracle. weekly_memory: MB in use at the end of each week.
    """

    differences: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    looks: int = 0
    requests: int = 0
    pauses: int = 0
    bytes: int = 0
    cpu_seconds: float = 0.0
    seconds: float = 0.0
    weekly_memory: list[float] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """By how many MB memory grew between the second quarter of the weeks and the last, each at its least."""
        if len(self.weekly_memory) < 4:
            return 0.0
        quarter = len(self.weekly_memory) // 4
        return min(self.weekly_memory[-quarter:]) - min(self.weekly_memory[quarter : 2 * quarter])


class Simulation:
    """One script, one database, and the lives of the daemons that follow each other."""

    def __init__(self, script: Script, folder: Path) -> None:
        self._script = script
        self._db = folder / "soak.db"
        articles = folder / "articles"
        articles.mkdir()
        self._clock = SimulatedClock()
        self._world = World(script, self._clock, articles)
        self._monitor = Monitor()
        self._outcome = Outcome()
        self._life = AsyncExitStack()

    async def run(self) -> Outcome:
        """Live through the script."""
        began, cpu = time.monotonic(), time.process_time()
        world, outcome = self._world, self._outcome
        # in a thread of their own the servers answer while pages are judged
        with in_background(world.sites.serve()):
            await self._live()
        outcome.differences += compare(world, self._read(), outcome.tally)
        outcome.looks, outcome.requests = outcome.tally.looks, world.requests
        outcome.pauses = sum(reason is not None for reason in self._monitor.pauses)
        outcome.bytes = self._db.stat().st_size
        outcome.cpu_seconds = time.process_time() - cpu
        outcome.seconds = time.monotonic() - began
        return outcome

    async def _live(self) -> None:
        world = self._world
        with patch.object(control, "CONTROL_URL", world.sites.control_url):
            jobs = await self._start()
            for hour in range(self._script.hours):
                if hour in self._script.restarts:
                    await self._life.aclose()
                    jobs = await self._start()
                world.write_files()
                await scans_of(jobs)
                if hour in self._script.kills:
                    jobs = await self._kill(jobs)
                await jobs.check()
                if hour % 24 == 23:
                    await jobs.tidy()
                    self._sample_citations(hour)
                    world.forget_the_day()
                if hour % _WEEK == _WEEK - 1:
                    self._outcome.weekly_memory.append(_memory())
                self._clock.move(hours=1)
            await self._life.aclose()

    async def _start(self) -> Jobs:
        settings = Settings.model_validate(
            {
                "check": {**CHECK, "timeout": 60},
                "recheck": RECHECK,
                "sources": self._world.sources(),
                "schedule": {"scan": f"{self._script.scan_every}h"},
                "archive": {"find": False},
            }
        )
        self._life = AsyncExitStack()
        life = a_daemons_life(self._db, settings, self._world.sites, self._clock, self._monitor, lambda: False)
        return await self._life.enter_async_context(life)

    async def _kill(self, jobs: Jobs) -> Jobs:
        """End a daemon in the middle of a round, with nothing but what it had stored by then."""
        loop, killed = asyncio.get_running_loop(), asyncio.Event()
        kept = self._db.with_suffix(".kept")

        def kill() -> None:
            if not kept.exists():
                self._keep_what_is_stored()
                loop.call_soon_threadsafe(killed.set)

        self._world.on_request = kill
        checking = asyncio.create_task(jobs.check())
        waiting = asyncio.create_task(killed.wait())
        await asyncio.wait([checking, waiting], return_when=asyncio.FIRST_COMPLETED)
        self._world.on_request = lambda: None
        kill()  # where no link was due, between rounds
        checking.cancel()
        await asyncio.gather(checking, waiting, return_exceptions=True)
        await self._life.aclose()
        for leftover in self._db.parent.glob("soak.db*"):
            leftover.unlink()
        shutil.move(kept, self._db)
        return await self._start()

    def _keep_what_is_stored(self) -> None:
        source, target = sqlite3.connect(self._db), sqlite3.connect(self._db.with_suffix(".kept"))
        source.backup(target)
        source.close()
        target.close()

    def _sample_citations(self, hour: int) -> None:
        numbers = {self._world.url(link): link.number for link in self._script.links}
        cited = defaultdict(set)
        sql = """SELECT a.uri, l.url FROM citations c JOIN articles a ON a.id = c.article_id
                 JOIN links l ON l.id = c.link_id WHERE c.removed_at IS NULL AND a.removed_at IS NULL"""
        for uri, url in self._rows(sql):
            cited[uri].add(numbers[url])
        for article in self._script.articles:
            self._outcome.tally.samples += 1
            difference = compare_citations(self._script, article, hour, cited[self._world.uri(article)])
            if difference:
                self._outcome.differences.append(difference)

    def _read(self) -> dict[str, Found]:
        found = {url: Found(status=status) for url, status in self._rows("SELECT url, status FROM links")}
        sql = """SELECT l.url, c.checked_at, c.status, c.reason FROM checks c
                 JOIN links l ON l.id = c.link_id ORDER BY c.id"""
        for url, at, status, reason in self._rows(sql):
            found[url].checks.append(Check(self._hour(at), status, reason))
        sql = """SELECT l.url, h.changed_at, h.old_status, h.new_status FROM status_history h
                 JOIN links l ON l.id = h.link_id ORDER BY h.id"""
        for url, at, old, new in self._rows(sql):
            found[url].changes.append((self._hour(at), old, new))
        left = self._rows(
            "SELECT count(*) FROM run_links UNION ALL SELECT count(*) FROM runs WHERE finished_at IS NULL"
        )
        if any(count for (count,) in left):
            self._outcome.differences.append(f"rounds left something behind: {left}")
        return found

    def _hour(self, text: str) -> int:
        return self._world.hour_of(datetime.fromisoformat(text))

    def _rows(self, sql: str) -> list[tuple]:  # type: ignore[type-arg]
        db = sqlite3.connect(self._db)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()


def _memory() -> float:
    """Resident memory in MB, of the daemon with its servers and the script, and their log of all requests.

    Without what waits to be collected, and what glibc keeps of freed memory, which differs by 20 MB from run to run.
    """
    gc.collect()
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
